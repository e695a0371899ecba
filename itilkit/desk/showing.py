"""Returned files as a table."""

import re
from collections.abc import Sequence

from itilkit.desk.returned import ReturnedFate, ReturnedFile
from itilkit.grading.cells.plain import printable

#: What ends a line, or turns the direction of reading.
_TURNING = re.compile("[\t\n\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def show_rows(rows: Sequence[ReturnedFile], *, dry: bool) -> None:
    """Print what becomes of each file; what goes in comes first, what is doubtful last."""
    from rich.console import Console
    from rich.table import Table

    if not rows:
        return
    title = "Returned files: what would become of them" if dry else "Returned files"
    table = Table(title=title, title_justify="left")
    for heading in ("Student", "Assignment", "File", "What became of it"):
        table.add_column(heading, overflow="fold")
    order = list(ReturnedFate)
    for row in sorted(rows, key=lambda row: (order.index(row.fate), row.student.id if row.student else "")):
        who = row.student.id if row.student else "?"
        what = row.task.assignment if row.task else "?"
        table.add_row(who, what, on_one_line(row.path.name), str(row.fate))
    Console(highlight=False, markup=False).print(table)


def on_one_line(text: str) -> str:
    """``text`` as a terminal may get it: a file's name is a learner's, and may hold what moves the cursor."""
    return _TURNING.sub("\ufffd", printable(text))
