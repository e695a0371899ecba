"""The tables of the report as CSV files that a spreadsheet opens as they are meant."""

from itilkit.grading.exports.table import csv_bytes
from itilkit.grading.gradebook.names import one_line
from itilkit.reports.findings import Findings
from itilkit.reports.tables import Table, tables

#: The last column of every file: whether the class is made up.
SIMULATED = "simulated"


def csv_files(found: Findings) -> dict[str, bytes]:
    """The content of each file by its name, in UTF-8 with the mark by which spreadsheets know it."""
    return {f"{table.name}.csv": _csv(table, simulated=found.data.simulated) for table in tables(found)}


def _csv(table: Table, *, simulated: bool) -> bytes:
    last = "yes" if simulated else "no"
    rows = (
        [*(one_line(cell) if isinstance(cell, str) else cell for cell in row), last] for row in table.rows
    )
    return csv_bytes([[*table.head, SIMULATED], *rows], mark=True, end="\r\n")


__all__ = ["SIMULATED", "csv_files"]
