"""Who would gain and who would lose by the keys that the source folder holds now. Nothing is written.

What is handed in is marked in this process, by the cells that generating the assignment would put into the
gradebook, and compared with the points that stand there.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import fsum
from pathlib import Path
from typing import Any

import attrs
from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp

from itilkit.course.files import course_above
from itilkit.grading.batch.batch import Wish, wanted_of
from itilkit.grading.batch.fingerprints import mark_of_folder
from itilkit.grading.batch.grading_record import GradingRecords
from itilkit.grading.cells.current import Changed, changed_in
from itilkit.grading.cells.runner import earned_in, run
from itilkit.grading.classes.course import Submission, open_app, submissions
from itilkit.grading.classes.points import ClassPoints, GradedCell, read_points
from itilkit.grading.gradebook.marker_cells import grade_id
from itilkit.grading.gradebook.opening import reading
from itilkit.grading.gradebook.plain_files import link_above

#: Points that differ by less are the same.
ALIKE = 1e-6


@attrs.frozen
class Shift:
    """What a learner's submission would come to: points before and after, and each test that differs."""

    student: str
    before: float
    after: float
    tests: Mapping[str, tuple[float, float]]

    def __str__(self) -> str:
        tests = ", ".join(
            f"{name.removesuffix('-points')} {_number(old)} → {_number(new)}"
            for name, (old, new) in self.tests.items()
        )
        return f"{self.student}: {_number(self.before)} → {_number(self.after)} ({tests})"


def preview(here: Path, wish: Wish) -> Iterator[str]:
    """The lines of a preview of the course around ``here``.

    Raises Problem, and WrongUse for names that nothing was handed in for.
    """
    app = open_app(AutogradeApp, course_above(here))
    directory = app.coursedir
    root = Path(directory.root)
    wanted = wanted_of(list(submissions(directory)), wish, root / directory.submitted_directory)
    shown = False
    with reading(directory.db_url) as book:
        known = {str(row.name) for row in book.assignments}
        for name, group in groupby(wanted, key=lambda each: each.assignment):
            changed = changed_in(book, directory, name) if name in known else ()
            shown = shown or bool(changed)
            yield from _assignment(book, directory, changed, list(group))
    if not shown:
        source = directory.source_directory
        yield f"Nothing in {source}/ was changed since it was generated, so nobody would gain or lose."
    yield "Nothing was written."


def _assignment(
    book: Gradebook, directory: Any, changed: Sequence[Changed], theirs: Sequence[Submission]
) -> Iterator[str]:
    shiftable = []
    for each in changed:
        if each.fault or (each.others and each.graded):
            yield str(each)
        elif each.now is None:
            yield (
                f"{each.file} was changed since it was generated, and holds ordinary code, so it cannot be "
                "previewed: generate and grade it in a copy of this folder."
            )
        else:
            yield f"{each.file} was changed since it was generated ({each.which})."
            shiftable.append(each)
    if not shiftable:
        return
    points = read_points(book, [theirs[0].assignment])
    records = GradingRecords(Path(directory.root))
    submitted = Path(directory.root) / directory.submitted_directory
    shifts, waiting, anew = [], 0, 0
    for submission in theirs:
        whose = submission.student, submission.assignment
        record = records.read(submission.assignment, submission.student)
        linked = link_above(submission.folder, submitted) is not None
        if linked or whose not in points.works:
            waiting += 1
        elif record is not None and record.basis.files != mark_of_folder(submission.folder):
            anew += 1
        else:
            shifts.append(_shift(submission, points, shiftable))
    yield from (f"  {shift}" for shift in shifts if shift.tests)
    yield _sum(shifts, waiting, anew)


def _shift(submission: Submission, points: ClassPoints, changed: Sequence[Changed]) -> Shift:
    """What a submission comes to by the cells that would be graded by; what a person marked stays."""
    tests = {}
    for each in changed:
        path = submission.folder / f"{each.notebook}.ipynb"
        if each.now is None or not path.is_file():
            continue
        found = each.now.filled(path)
        run(found.notebook, found.answers.problems)
        for cell, new, _ in earned_in(found.notebook):
            where = GradedCell(submission.assignment, each.notebook, grade_id(cell))
            mark = points.cells.get((submission.student, where))
            if mark is None or mark.manual is not None:
                continue
            old = float(mark.auto or 0.0)
            if abs(new - old) > ALIKE:
                tests[grade_id(cell)] = old, new
    more = fsum(new - old for old, new in tests.values())
    work = points.works[submission.student, submission.assignment]
    return Shift(submission.student, work.points, max(0.0, work.score - work.penalty + more), tests)


def _sum(shifts: Sequence[Shift], waiting: int, anew: int) -> str:
    gain = sum(shift.after - shift.before > ALIKE for shift in shifts)
    lose = sum(shift.before - shift.after > ALIKE for shift in shifts)
    told = [f"{gain} would gain, {lose} would lose, {len(shifts) - gain - lose} would stay as they are"]
    told += [f"{waiting} not graded yet"] if waiting else []
    told += [f"{anew} handed in anew and not graded since"] if anew else []
    return f"{'; '.join(told)}."


def _number(points: float) -> str:
    return f"{points:.4f}".rstrip("0").rstrip(".")
