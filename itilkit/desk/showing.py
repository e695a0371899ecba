"""Returned files as a table."""

from collections.abc import Sequence

from itilkit.desk.returned import Fate, Row


def show_rows(rows: Sequence[Row], *, dry: bool) -> None:
    """Print what becomes of each file; what goes in comes first, what is doubtful last."""
    from rich.console import Console
    from rich.table import Table

    if not rows:
        return
    title = "Returned files: what would become of them" if dry else "Returned files"
    table = Table(title=title, title_justify="left")
    for heading in ("Student", "Assignment", "File", "What became of it"):
        table.add_column(heading, overflow="fold")
    order = list(Fate)
    for row in sorted(rows, key=lambda row: (order.index(row.fate), row.student.id if row.student else "")):
        who = row.student.id if row.student else "?"
        what = row.task.assignment if row.task else "?"
        table.add_row(who, what, row.path.name, str(row.fate))
    Console(highlight=False, markup=False).print(table)
