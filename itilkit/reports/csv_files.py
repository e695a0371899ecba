"""The tables of the report as CSV files that a spreadsheet opens as they are meant."""

import csv
import io

from itilkit.grading.exports.table import harmless
from itilkit.reports.findings import Findings
from itilkit.reports.tables import Table, Value, tables

#: The last column of every file: whether the class is made up.
SIMULATED = "simulated"


def csv_files(found: Findings) -> dict[str, bytes]:
    """The content of each file by its name, in UTF-8 with the mark by which spreadsheets know it."""
    return {f"{table.name}.csv": _csv(table, simulated=found.data.simulated) for table in tables(found)}


def _csv(table: Table, *, simulated: bool) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*table.head, SIMULATED])
    for row in table.rows:
        writer.writerow([*map(_plain, row), "yes" if simulated else "no"])
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> Value:
    """A value as a spreadsheet takes it for what it is; an apostrophe keeps a text from being run."""
    if isinstance(value, str):
        return harmless(value)
    return "" if value is None else value


__all__ = ["SIMULATED", "csv_files"]
