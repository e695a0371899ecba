"""A table in a text file, whatever wrote it: its encoding, its separator, and its rows with their lines."""

import codecs
import csv
import io
from collections.abc import Iterator

import attrs

from itilkit.ground.problem import Problem

SEPARATORS = ",;\t|"
#: Bytes. A class list of a whole university is smaller.
LARGEST = 20_000_000
#: Of the text that is looked at when no mark says how it is encoded.
_SAMPLE = 4000


@attrs.frozen
class TableRow:
    """A row's cells, without blanks around them, and the line of the file that it begins on."""

    line: int
    cells: tuple[str, ...]


@attrs.frozen
class TextTable:
    """The rows that hold anything, the lines that could not be read, and how it was written."""

    rows: tuple[TableRow, ...]
    faults: tuple[tuple[int, str], ...]
    encoding: str
    separator: str


def read_table(content: bytes, name: str) -> TextTable:
    """The table in a file's bytes; raises Problem when there is none. ``name`` is for the sentence."""
    if len(content) > LARGEST:
        raise Problem(f"{name} is larger than a class list can be: name the CSV file of the class.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Problem(f"{name} is a spreadsheet, not a CSV file: save it as CSV and name that file.")
    text, encoding = _text(content)
    if not text.strip():
        raise Problem(f"{name} is empty: export the class list again.")
    lines = text.splitlines(keepends=True)
    skipped = 0
    separator = ""
    # Excel puts the separator into a line of its own.
    if lines[0].strip().lower().startswith("sep=") and len(lines[0].strip()) == len("sep=,"):
        separator, skipped = lines[0].strip()[-1], 1
    separator = separator or _separator(next(line for line in lines if line.strip()))
    faults: list[tuple[int, str]] = []
    rows = tuple(_rows("".join(lines[skipped:]), separator, skipped, faults))
    if not rows:
        raise Problem(f"{name} holds no table: export the class list again.")
    return TextTable(rows, tuple(faults), encoding, separator)


def _text(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; whatever is not Unicode is read as Western European."""
    marks = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
    for mark, encoding in marks:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding
    sample = content[:_SAMPLE]
    if sample.count(0) > len(sample) // 4:
        # Every other byte of plain Latin text is empty: the odd ones in the little-endian form.
        encoding = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
        return content.decode(encoding, errors="replace"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "latin-1"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def _separator(header: str) -> str:
    """The sign that parts the header into most cells."""
    counts = {sign: len(next(csv.reader([header], delimiter=sign), [])) for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: counts[sign])


def _rows(text: str, separator: str, before: int, faults: list[tuple[int, str]]) -> Iterator[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = before + reader.line_num + 1
        try:
            cells = tuple(" ".join(cell.replace("\xa0", " ").split()) for cell in next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            faults.append((line, _csv_fault(str(error))))
            continue
        if any(cells):
            yield TableRow(line, cells)


def _csv_fault(said: str) -> str:
    if "unexpected end" in said:
        return "a quotation mark opens here and is never closed: close it or delete it."
    return f"the line is no row of a table ({said}): look at its quotation marks."
