"""CSV files that other programs take in: figures, names and bytes."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

#: Decimals. More than platforms keep (Moodle has five), so nothing is lost and rounding noise is gone.
DECIMALS = 6
#: What spreadsheets take for the beginning of a formula, in wide letters and behind invisible signs too.
_FORMULA = re.compile("[\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠]")
#: Control signs, ends of lines, and halves of signs, which no file can hold.
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")


def figure(value: float | None) -> str:
    """Points as text, with a point and no exponent; nothing for None, which stands for “no mark”."""
    if value is None:
        return ""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def plain(text: str) -> str:
    """``text`` on one line, without control signs."""
    signs = (" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text)
    return " ".join("".join(signs).split())


def harmless(name: str) -> str:
    """A person's name that no spreadsheet reads as a formula: an apostrophe stands before what would be one.

    Names are typed by the people themselves, and open on the instructor's machine.
    """
    text = plain(name)
    return f"'{text}" if _FORMULA.match(text) else text


def csv_bytes(rows: Iterable[Sequence[str]], *, mark: bool = False) -> bytes:
    """``rows`` as a comma-separated file in UTF-8; ``mark`` begins it with the sign that Excel looks for."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")
