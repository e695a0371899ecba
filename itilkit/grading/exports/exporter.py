"""What the three exporters share: whose marks are asked for, writing the file, and what has to be said."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs
from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Dict, Unicode

from itilkit.grading.classes.points import ClassPoints, read_points
from itilkit.grading.classes.students import Student
from itilkit.grading.exports.table import csv_bytes
from itilkit.grading.gradebook.submission_facts import NOTHING, is_missing
from itilkit.ground.problem import Problem, WrongUse, cannot_use
from itilkit.ground.words import one_line, plural
from itilkit.ground.writing import write_atomically

#: Names in one line of a note; the others are counted.
_NAMED = 5


@attrs.frozen
class Export:
    """The rows of a file, its header first, and sentences about it that the instructor has to read."""

    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


class Exporter(ExportPlugin):  # type: ignore[misc]  # nbgrader brings no types
    """An export plugin that reads the whole class at once and writes one CSV file, whole or not at all."""

    #: The file when none is named.
    usual_name = "grades.csv"
    #: Whether the file is for a spreadsheet, and begins with the mark that tells Excel its encoding.
    for_spreadsheets = False

    def export(self, gradebook: Gradebook) -> None:
        """Write the file for `nbgrader export`; what the instructor has to know goes to the log."""
        try:
            notes = self.write(gradebook, Path(self.to or self.usual_name))
        except Problem as problem:
            self.log.error(str(problem))  # noqa: TRY400 - the sentence says it; a traceback would not help
            sys.exit(problem.exit_code)
        for note in notes:
            self.log.warning(note)

    def write(self, gradebook: Gradebook, path: Path) -> Sequence[str]:
        """Write the file ``path``; returns the notes. Raises Problem when it cannot be made or written."""
        directory = getattr(self.parent, "coursedir", None)
        marks = read_points(gradebook, map(str, self.assignment), map(str, self.student), directory)
        if not marks.assignments:
            raise WrongUse("The gradebook holds no assignment: generate one first, then export.")
        made = self.table(marks)
        try:
            write_atomically(path, csv_bytes(made.rows, mark=self.for_spreadsheets))
        except OSError as error:
            raise cannot_use(path, error) from None
        self.log.info("%s is written, with %d rows.", path, len(made.rows) - 1)
        return [*made.notes, *open_marks(marks)]

    def table(self, marks: ClassPoints) -> Export:
        """The file's rows out of the class's marks."""
        raise NotImplementedError


class GradebookExporter(Exporter):
    """An exporter with one row for each learner and one column for each assignment.

    Platforms read an empty cell as “no grade”, and take away one that they hold. So a learner of whom nothing
    that is exported is graded gets no row at all, and keeps whatever stands there. Only somebody with a grade
    for one assignment and none for another has an empty cell: export one assignment at a time where that
    matters.
    """

    name_format = Unicode(
        "{name}", help="The heading of an assignment’s column; {name} stands for nbgrader’s name."
    ).tag(config=True)
    titles = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help="Headings of single assignments, by nbgrader’s name, where the platform calls them otherwise.",
    ).tag(config=True)

    def heading(self, assignment: str) -> str:
        """What the platform calls an assignment. Raises WrongUse when the setting is no pattern."""
        if assignment in self.titles:
            return one_line(self.titles[assignment])
        try:
            return one_line(self.name_format.format(name=assignment))
        except (KeyError, IndexError, ValueError, AttributeError):
            raise WrongUse(
                f"The setting name_format = {self.name_format!r} is no heading: use {{name}} in it alone."
            ) from None

    def headings(self, marks: ClassPoints) -> list[str]:
        """The headings of all columns of points; raises WrongUse when two are the same."""
        found = [self.heading(name) for name in marks.assignments]
        for heading in found:
            if found.count(heading) > 1:
                raise WrongUse(f"Two assignments would be called “{heading}”: change name_format or titles.")
        return found


def handed_in(marks: ClassPoints) -> tuple[list[Student], list[str]]:
    """Who has a grade for anything, and a sentence about those who handed in nothing."""
    there = {who for who, _ in marks.works}
    known = there | {who for who, _ in marks.ungraded}
    absent = [learner for learner in marks.learners if learner.id not in known]
    note = f"No row, as nothing was handed in: {people(absent)}." if absent else ""
    return [learner for learner in marks.learners if learner.id in there], [note] if note else []


def points_of(marks: ClassPoints, learner: Student) -> Mapping[str, float | None]:
    """A learner's points by assignment, late penalties taken off; None for what holds no grade."""
    works = {name: marks.works.get((learner.id, name)) for name in marks.assignments}
    return {name: None if work is None else work.points for name, work in works.items()}


def people(learners: Sequence[Student], most: int = _NAMED) -> str:
    """Learners by name and id, as a line lists them: the first ``most`` of them."""
    named = [f"{one.name} ({one.id})" if one.first or one.last else one.id for one in learners[:most]]
    left = len(learners) - most
    return ", ".join(named) + (f" and {left} more" if left > 0 else "")


def open_marks(marks: ClassPoints) -> list[str]:
    """Sentences about what is not graded, about who is left out, and about marks that a person has yet to
    give, for the first time or for a new answer; one of each kind for each assignment.
    """
    notes = [
        f"{name}: {each.what}, so without points here: {people(found, each.named)}. {each.then}"
        for each in _WITHOUT
        for name in marks.assignments
        if (found := _ungraded(marks, name, each))
    ]
    if marks.gone:
        notes.append(f"Left out, as they have left the class: {people(marks.gone)}.")
    notes += [
        f"{name}: {plural(count, 'submission waits', 'submissions wait')} for a person’s mark; the points so "
        "far are exported."
        for name, count in marks.waiting().items()
    ]
    return notes + [
        f"{name}: marked by hand for an earlier answer, whose points are exported: "
        f"{people(marked, len(marked))}. Mark the new one in the Formgrader."
        for name in marks.assignments
        if (marked := marks.earlier(name))
    ]


@attrs.frozen
class _Without:
    """Why work is without points: ``what`` it is and what to do ``then``, the reasons of the gradebook that
    mean it, and how many people are named.
    """

    what: str
    then: str
    is_meant: Callable[[str], bool]
    named: int = sys.maxsize


_WITHOUT = (
    _Without("not graded yet", "Run itilkit grade.", lambda why: not why, _NAMED),
    _Without("nothing is answered", "Ask whether they meant to hand that in.", lambda why: why == NOTHING),
    _Without(
        "no file has the name of the notebook",
        "Put it right in the folder submitted and run itilkit grade, or ask for it again.",
        is_missing,
    ),
    _Without(
        "the file cannot be read",
        "Ask for it again.",
        lambda why: why not in ("", NOTHING) and not is_missing(why),
    ),
)


def _ungraded(marks: ClassPoints, assignment: str, without: _Without) -> list[Student]:
    """Whose work for an assignment is not graded; of those the gradebook does not know, the id alone."""
    known = {learner.id: learner for learner in marks.learners}
    reasons = marks.ungraded.items()
    found = sorted(who for (who, name), why in reasons if name == assignment and without.is_meant(why))
    return [known.get(who, Student(who)) for who in found]
