"""Who is in the class: what the gradebook says of them, and what only the roster does.

The roster tells who has left, whose marks stay in the gradebook, and under which other ids somebody stood on
a list.
"""

from collections.abc import Mapping
from pathlib import Path

import attrs
from nbgrader.api import Gradebook
from nbgrader.api import Student as StudentRow
from sqlalchemy import select

from itilkit.course.problem import Problem
from itilkit.grading.classes.table import read_table
from itilkit.grading.gradebook.names import one_line

#: The class list in the course's folder, which its instructor may write into.
ROSTER = "roster.csv"
#: The heading of the column, and what stands in it.
GONE, YES = "gone", "yes"
#: The heading of the column with other ids of the same person, parted by blanks.
ALSO = "also"
_LEFT = frozenset({YES, "y", "x", "1", "true", "ja", GONE})
_HERE = frozenset({"", "no", "0", "false", "nein"})


@attrs.frozen
class Student:
    """A learner of the class; ``id`` is nbgrader's, ``lms_id`` the learning platform's own number.

    ``also`` are other ids under which the same person stood on a list, ``gone`` says that they have left.
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms_id: str = ""
    also: str = ""
    gone: str = ""

    @property
    def name(self) -> str:
        """The name in words; the id where there is none."""
        return " ".join(part for part in (self.first, self.last) if part) or self.id


def students_in(book: Gradebook) -> list[Student]:
    """Everybody in the gradebook, by last and first name."""
    told = StudentRow.first_name, StudentRow.last_name, StudentRow.email, StudentRow.lms_user_id
    rows = book.db.execute(select(StudentRow.id, *told))
    found = [Student(who, *(one_line(value or "") for value in values)) for who, *values in rows]
    return sorted(found, key=lambda one: (one.last.casefold(), one.first.casefold(), one.id))


def says_gone(cell: str) -> bool | None:
    """Whether a cell of the column says that somebody has left; None where it says neither."""
    word = cell.strip().casefold()
    return True if word in _LEFT else False if word in _HERE else None


def gone_from(root: Path) -> frozenset[str]:
    """The ids of those who have left the class of the course in ``root``; nobody where no roster says so."""
    return frozenset(id_ for id_, cell in _column(root, GONE).items() if says_gone(cell))


def also_from(root: Path) -> Mapping[str, str]:
    """The other ids of people in the class of the course in ``root``, by id."""
    return _column(root, ALSO)


def _column(root: Path, heading: str) -> Mapping[str, str]:
    """What the roster says in a column, by id; nothing where there is no such column, or no roster."""
    try:
        rows = read_table((root / ROSTER).read_bytes(), ROSTER).rows
    except (OSError, Problem):
        return {}
    columns = {cell.casefold(): index for index, cell in enumerate(rows[0].cells)}
    if not {"id", heading} <= columns.keys():
        return {}
    id_, there = columns["id"], columns[heading]
    return {row.cells[id_]: row.cells[there] for row in rows[1:] if len(row.cells) > max(id_, there)}
