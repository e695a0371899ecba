"""Who has left the class: the roster's column “gone” says so, and their marks stay in the gradebook."""

from pathlib import Path

from itilkit.course.problem import Problem
from itilkit.grading.classes.table import read_table

#: The class list in the course's folder, which its instructor may write into.
ROSTER = "roster.csv"
#: The heading of the column, and what stands in it.
GONE, YES = "gone", "yes"


def gone_from(root: Path) -> frozenset[str]:
    """The ids of those who have left the class of the course in ``root``; nobody where no roster says so."""
    try:
        rows = read_table((root / ROSTER).read_bytes(), ROSTER).rows
    except (OSError, Problem):
        return frozenset()
    columns = {heading.casefold(): index for index, heading in enumerate(rows[0].cells)}
    if not {"id", GONE} <= columns.keys():
        return frozenset()
    id_, gone = columns["id"], columns[GONE]
    return frozenset(
        row.cells[id_] for row in rows[1:] if len(row.cells) > max(id_, gone) and row.cells[gone]
    )


__all__ = ["GONE", "ROSTER", "YES", "gone_from"]
