"""Gradebooks: opened for each use as nbgrader does it, or kept open by a process that grades a class.

Opening nbgrader's `Gradebook` asks for each table whether it is there, and SQLAlchemy compiles every
statement anew for it. A process that grades one submission after another opens it once and goes on with it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbgrader.api import Gradebook, SubmittedNotebook
from sqlalchemy.orm import joinedload

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


def rows_by_cell(book: Gradebook, kind: type[Any], notebook: SubmittedNotebook) -> dict[str, Any]:
    """The rows of ``kind`` (`Grade` or `Comment`) of a submitted notebook by the names of their cells."""
    found = book.db.query(kind).options(joinedload(kind.cell)).filter(kind.notebook_id == notebook.id)
    return {row.cell.name: row for row in found}
