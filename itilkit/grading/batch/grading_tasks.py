"""What there is to do: of everything handed in, that which changed since it was graded."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

import itilkit
from itilkit.grading.batch.fingerprints import mark_of_folder
from itilkit.grading.batch.gradebook import GradeStanding, Released
from itilkit.grading.batch.grading_record import Basis, GradingRecord, GradingRecords
from itilkit.grading.classes.course import Submission, notebooks_in


@attrs.frozen
class GradingTask:
    """What is to be done for one submission: grading it, writing its feedback page, both, or nothing.

    ``record`` is what stands so far; ``basis`` is what the new grade will rest on.
    """

    submission: Submission
    notebooks: tuple[str, ...]
    basis: Basis
    record: GradingRecord | None
    grade: bool
    page: bool

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.grade or self.page)


@attrs.frozen
class Planner:
    """Compares submissions with what is recorded of them; ``again`` takes nothing for granted."""

    directory: Any
    records: GradingRecords
    again: bool
    pages: bool

    def task(self, submission: Submission, release: Released, standing: GradeStanding | None) -> GradingTask:
        """What is to be done for ``submission``."""
        record = self.records.read(submission.assignment, submission.student)
        notebooks = tuple(notebooks_in(self.directory, submission.folder))
        due = release.due if standing is None else standing.due
        basis = Basis(mark_of_folder(submission.folder), release.mark, itilkit.__version__, str(due))
        graded = [name for name in release.notebooks if name in {Path(each).stem for each in notebooks}]
        stands = (
            record is not None
            and standing is not None
            and (record.basis, record.submission) == (basis, standing.id)
            and self._has(self.directory.autograded_directory, submission, graded)
        )
        grade = self.again or not stands
        shown = (
            record is not None
            and standing is not None
            and record.page == standing.mark
            and self._has(self.directory.feedback_directory, submission, graded)
        )
        page = self.pages and bool(graded) and (grade or not shown)
        return GradingTask(submission, notebooks, basis, record, grade, page)

    def _has(self, step: str, submission: Submission, names: Sequence[str]) -> bool:
        """Whether the folder of a ``step`` holds a file for each of ``names``, whatever kind it is of."""
        folder = Path(self.directory.format_path(step, submission.student, submission.assignment))
        if not names:
            return True
        return folder.is_dir() and set(names) <= {path.stem for path in folder.iterdir()}


def still_said(task: GradingTask, standing: GradeStanding | None) -> tuple[str, ...]:
    """The remarks that hold of a submission which is not graded anew."""
    if task.grade or task.record is None or standing is None:
        return ()
    return task.record.said(waiting=standing.waiting)


def waiting(standings: Mapping[str, GradeStanding], submissions: Sequence[Submission]) -> int:
    """How many of ``submissions`` wait for a person's mark, as nbgrader's formgrader counts them."""
    return sum(standings[each.student].waiting for each in submissions if each.student in standings)
