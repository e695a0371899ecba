"""What the gradebook says of a class, read with a few queries for the whole of it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import find_all_files
from sqlalchemy import Select, select

from itilkit.grading.batch.fingerprints import mark_of, mark_of_files
from itilkit.grading.gradebook.marked_answers import keep_notes
from itilkit.grading.gradebook.queries import of_cells, of_notebooks, of_submissions


@attrs.frozen
class Released:
    """An assignment as it was generated: its mark, the names of its notebooks, its deadline."""

    mark: str
    notebooks: tuple[str, ...]
    due: datetime | None


@attrs.frozen
class GradeStanding:
    """What the gradebook holds of a submission: nbgrader's id, a mark of all that a feedback page shows of
    it, whether it waits for a person's mark, and the deadline of this learner.
    """

    id: str
    mark: str
    waiting: bool
    due: datetime | None


def released(book: Gradebook, directory: Any, name: str) -> Released | None:
    """The assignment ``name``; None when it was never generated."""
    entry = book.db.scalars(select(Assignment).where(Assignment.name == name)).one_or_none()
    if entry is None or not entry.notebooks:
        return None
    # nbgrader lays the other files of the source folder over the learner's, and grades with them.
    folder = Path(directory.format_path(directory.source_directory, ".", name))
    others = [Path(path) for path in find_all_files(folder, [*directory.ignore, "*.ipynb"])]
    cells = [_cells(notebook) for notebook in sorted(entry.notebooks, key=lambda each: str(each.name))]
    mark = mark_of((cells, mark_of_files(folder, others)))
    return Released(mark, tuple(sorted(notebook.name for notebook in entry.notebooks)), entry.duedate)


def _cells(notebook: Notebook) -> tuple[object, ...]:
    kept = (
        (cell.name, cell.cell_type, bool(cell.locked), cell.source, cell.checksum)
        for cell in notebook.source_cells
    )
    points = (
        (cell.name, cell.type, getattr(cell, "max_score", None), getattr(cell, "cell_type", None))
        for cell in notebook._base_cells  # noqa: SLF001 - all kinds of them at once, as nbgrader's own lists
    )
    return notebook.name, notebook.kernelspec, sorted(kept, key=repr), sorted(points, key=repr)


def standings(book: Gradebook, assignment: str, student: str | None = None) -> dict[str, GradeStanding]:
    """By learner, what the gradebook holds of their submission; of one ``student`` alone when named."""
    shown: dict[str, list[object]] = {}
    waiting: set[str] = set()
    ids: dict[str, tuple[str, datetime | None]] = {}
    for name, _, id_, due, *facts in book.db.execute(_narrowed(_SUBMITTED, assignment, student)):
        extension = facts[0]
        ids[name] = id_, due if due is None or extension is None else due + extension
        shown[name] = [(str(due), *map(str, facts))]
    for query in (_PENALTIES, _GRADES, _COMMENTS):
        for name, _, *facts in book.db.execute(_narrowed(query, assignment, student)):
            if name in shown:
                shown[name].append(tuple(facts))
            if query is _GRADES and facts[-1]:
                waiting.add(name)
    return {
        name: GradeStanding(id_, mark_of(sorted(shown[name], key=repr)), name in waiting, due)
        for name, (id_, due) in ids.items()
    }


def _narrowed(query: Select[Any], assignment: str, student: str | None) -> Select[Any]:
    query = query.where(Assignment.name == assignment)
    return query if student is None else query.where(SubmittedAssignment.student_id == student)


_SUBMITTED = of_submissions(
    *(SubmittedAssignment.id, Assignment.duedate, SubmittedAssignment.extension),
    *(SubmittedAssignment.timestamp, Student.first_name, Student.last_name),
).join(Student, Student.id == SubmittedAssignment.student_id)
_PENALTIES = of_notebooks(SubmittedNotebook.late_submission_penalty)
# whether it waits for a person stands last
_GRADES = of_cells(Grade, Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
_COMMENTS = of_cells(Comment, Comment.auto_comment, Comment.manual_comment)


def lay_open(db_url: str, course_id: str) -> None:
    """Open the gradebook as nbgrader's converters will, with and without the name of the course.

    Each makes the tables and the row of its course when they are missing. Done here once, no two workers do
    it at the same time.
    """
    for more in ({"course_id": course_id}, {}):
        with Gradebook(db_url, **more) as book:
            keep_notes(book)
