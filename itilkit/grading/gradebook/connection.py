"""Gradebooks: opened for each use as nbgrader does it, or kept open by a process that grades a class.

Opening nbgrader's `Gradebook` asks for each table whether it is there, and SQLAlchemy compiles every
statement anew for it. A process that grades one submission after another opens it once and goes on with it.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only, undefer

#: nbgrader's own default, with which its preprocessors open the gradebook.
DEFAULT_COURSE = "default_course"

_kept: dict[tuple[int, str], Gradebook] = {}
_keeping = False


def keep_open() -> None:
    """From now on this process keeps the gradebooks open that it opens through `gradebook`."""
    global _keeping  # noqa: PLW0603 - it is the process that keeps them
    _keeping = True


def let_go() -> None:
    """Close what is kept open, and keep nothing open any more."""
    global _keeping  # noqa: PLW0603
    _keeping = False
    close_kept()


def close_kept() -> None:
    """Close what is kept open; the next use opens it anew, as after a connection that was cut."""
    for key in [key for key in _kept if key[0] == os.getpid()]:
        _kept.pop(key).close()


@contextmanager
def gradebook(db_url: str, course_id: str = DEFAULT_COURSE) -> Iterator[Gradebook]:
    """The gradebook at ``db_url``; what is not committed when it is left is undone.

    One that is kept open is the same for all courses in it: a course matters only to what adds assignments.
    """
    if not _keeping:
        with Gradebook(db_url, course_id) as book:
            yield book
        return
    # A forked process must not use its parent's connections, so each process has its own.
    key = (os.getpid(), db_url)
    if key not in _kept:
        _kept[key] = Gradebook(db_url, course_id)
    book = _kept[key]
    try:
        yield book
    finally:
        # Ends the transaction, forgets all rows, and leaves the connection for the next use.
        book.db.remove()


def submitted_notebook(book: Gradebook, names: Mapping[str, str], *sums: Any) -> SubmittedNotebook:
    """A submitted notebook with its submission, deadline and student; ``names`` are nbgrader's resources.

    nbgrader's models add up points whenever they are loaded, which reads all grades of the class. Of such
    ``sums`` only those are loaded that are named. Raises MissingEntry.
    """
    submission = joinedload(SubmittedNotebook.assignment)
    found = (
        book.db.query(SubmittedNotebook)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(
            Notebook.name == names["notebook"],
            Notebook.assignment_id == Assignment.id,
            Assignment.name == names["assignment"],
            SubmittedAssignment.student_id == names["student"],
        )
        .options(
            load_only(SubmittedNotebook.late_submission_penalty, SubmittedNotebook.notebook_id, *sums),
            submission.load_only(SubmittedAssignment.timestamp, SubmittedAssignment.extension),
            submission.joinedload(SubmittedAssignment.assignment).load_only(Assignment.duedate),
            submission.joinedload(SubmittedAssignment.student).load_only(
                Student.first_name, Student.last_name
            ),
        )
        .one_or_none()
    )
    if found is None:
        # says what is missing
        return book.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
    return found


def rows_by_cell(book: Gradebook, kind: type[Any], notebook: SubmittedNotebook, *more: Any) -> dict[str, Any]:
    """The rows of ``kind`` (`Grade` or `Comment`) of a submitted notebook by the names of their cells.

    ``more`` are columns that nbgrader's models fetch for each row alone, and that come with all of them here.
    """
    # An index of nbgrader's tables begins with the cell; without it, all rows of the class would be read.
    cells = select(BaseCell.id).where(BaseCell.notebook_id == notebook.notebook_id)
    found = book.db.query(kind).options(joinedload(kind.cell), *map(undefer, more))
    found = found.filter(kind.cell_id.in_(cells), kind.notebook_id == notebook.id)
    return {row.cell.name: row for row in found}
