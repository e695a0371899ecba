"""What stands of a submission's grading: one small file, written when all that it says is done.

nbgrader's gradebook and folders cannot tell a submission that is graded from one whose grading was cut off.
So before a submission is touched its record is taken away, and after the gradebook and the files are written
the record is put back, whole or not at all. A submission without its record is graded again.
"""

import json
import os
from pathlib import Path

import attrs

from itilkit.grading.gradebook.remarks import Holds, Remark
from itilkit.ground.writing import write_atomically

FOLDER = Path(".itilkit") / "graded"


@attrs.frozen
class Basis:
    """What a grade rests on: marks of the submitted files and of the released assignment, the version of the
    kit, and the deadline of this learner.
    """

    files: str
    assignment: str
    itilkit: str
    due: str


@attrs.frozen
class GradingRecord:
    """A finished grading: what it rests on, nbgrader's id of the submission, the state of the gradebook that
    its feedback page shows, when it has a page, and the remarks that hold longer than the grading takes.
    """

    basis: Basis
    submission: str
    page: str | None = None
    remarks: tuple[Remark, ...] = ()

    def said(self, *, waiting: bool) -> tuple[str, ...]:
        """The remarks that hold now; ``waiting`` is whether the submission waits for a person's mark."""
        return tuple(each.said for each in self.remarks if waiting or each.holds is not Holds.UNTIL_MARKED)


@attrs.frozen
class GradingRecords:
    """The records of the course in ``root``."""

    root: Path

    def path(self, assignment: str, student: str) -> Path:
        """Where the record of a submission is kept."""
        return self.root / FOLDER / assignment / f"{student}.json"

    def prepare(self) -> None:
        """Make the folder; git is told to leave it out of a repository."""
        folder = self.root / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")

    def read(self, assignment: str, student: str) -> GradingRecord | None:
        """The record of a submission; None when there is none that can be read."""
        try:
            data = json.loads(self.path(assignment, student).read_text(encoding="utf-8"))
            remarks = tuple(Remark(each["said"], Holds(each["holds"])) for each in data["remarks"])
            return GradingRecord(Basis(**data["basis"]), data["submission"], data["page"], remarks)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, assignment: str, student: str, record: GradingRecord) -> None:
        """Put ``record`` down."""
        path = self.path(assignment, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(attrs.asdict(record), indent=1).encode())

    def set_aside(self, assignment: str, student: str, record: GradingRecord | None) -> None:
        """Take the record away before the submission is graded anew.

        With ``record`` only the page is written anew: it stands, without its page. A page that is half
        written must not be taken for the one that was there.
        """
        if record is None:
            self.forget(assignment, student)
        else:
            self.write(assignment, student, attrs.evolve(record, page=None))

    def forget(self, assignment: str, student: str) -> None:
        """Take the record away, before the submission is graded anew."""
        path = os.fspath(self.path(assignment, student))
        if os.path.lexists(path):
            os.unlink(path)  # noqa: PTH108
