"""CSV files that other programs take in: figures, cells and bytes."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
#: Decimals. More than platforms keep (Moodle has five), so nothing is lost and rounding noise is gone.
DECIMALS = 6
#: Where a cell may begin: at the start, and after whatever a spreadsheet of another country parts cells by,
#: behind blanks, quotation marks and invisible signs too.
_BEGINS = '(^|[;,|\\t\\r\\n])([\\s"\u200b-\u200f\u2060\ufeff]*)'
#: What spreadsheets take for the beginning of a formula there, in wide letters too.
_SIGNS = "(?=[=+\\-@＝＋－＠])"
_FORMULA, _GUARDED = re.compile(_BEGINS + _SIGNS), re.compile(f"{_BEGINS}'{_SIGNS}")
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def figure(value: float | None) -> str:
    """Points as text, with a point and no exponent; nothing for None, which stands for “no mark”."""
    if value is None:
        return ""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def guarded(cell: str) -> str:
    """A cell that no spreadsheet reads as a formula: an apostrophe stands before what would begin one.

    Names are typed by the people themselves, and open on the instructor's machine.
    """
    return cell if _FIGURE.fullmatch(cell) else _FORMULA.sub(r"\1\2'", cell)


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return _GUARDED.sub(r"\1\2", cell)


def csv_bytes(rows: Iterable[Sequence[Cell]], *, mark: bool = False, end: str = "\n") -> bytes:
    """``rows`` as a comma-separated file in UTF-8, of which spreadsheets run nothing.

    ``mark`` begins it with the sign that Excel looks for; ``end`` ends its lines. Every CSV file that the kit
    writes is made here.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator=end)
    table.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")
