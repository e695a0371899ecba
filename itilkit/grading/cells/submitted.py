"""What was handed in, read as data: nothing of it is run, and nothing in it can stop the reading.

A notebook file becomes a list of cells, which `taking` reads the answers out of.
"""

import json
import stat
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import compute_checksum

from itilkit.grading.gradebook.plain_files import read_plain
from itilkit.notebook_reader import NotebookCell, as_cell, raw_cells

#: Bytes. Notebooks with many pictures reach some ten million.
LARGEST_FILE = 300_000_000
#: Commas and opening brackets in a file: each can cost 100 bytes of memory when it is read.
MOST_VALUES = 8_000_000
#: An assignment has some thirty; cells cost time, of which a small file could ask for very much.
MOST_CELLS = 10_000

NO_ANSWERS = "so it holds no answers."


def read_cells(path: Path) -> tuple[list[NotebookCell], str]:
    """The cells of a notebook file, and a sentence when the file cannot be read as a notebook.

    Takes every version of the format, any of the encodings of JSON, and files with broken letters.
    """
    raw, fault = _bytes(path)
    if fault:
        return [], fault
    try:
        data = _json(raw)
    except RecursionError:
        return [], f"The file is not a notebook (its text is nested too deeply), {NO_ANSWERS}"
    except (ValueError, MemoryError):
        return [], f"The file is not a notebook (its text is not JSON), {NO_ANSWERS}"
    if not isinstance(data, dict):
        return [], f"The file is not a notebook (its text is no set of cells), {NO_ANSWERS}"
    found = list(islice(raw_cells(data), MOST_CELLS + 1))
    if len(found) > MOST_CELLS:
        return [], f"The notebook was not read, because it holds more than {MOST_CELLS:,} cells, {NO_ANSWERS}"
    cells = [
        attrs.evolve(cell, untouched=_is_untouched(cell))
        for raw in found
        if (cell := as_cell(raw)) is not None
    ]
    return cells, "" if cells else f"The notebook holds no cells, {NO_ANSWERS}"


def _bytes(path: Path) -> tuple[bytes, str]:
    """The file's content, or why it is not read. A link could lead to somebody else's file."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            return (
                b"",
                "In place of the notebook there is a link, a folder or a device, so it holds no answers.",
            )
        if found.st_size > LARGEST_FILE:
            return b"", _too_large(f"{found.st_size // 1_000_000:,} MB")
        raw = read_plain(path, LARGEST_FILE)
    except (OSError, MemoryError):
        return b"", f"The file could not be opened, {NO_ANSWERS}"
    if not raw.strip():
        return b"", f"The file is empty, {NO_ANSWERS}"
    if raw.count(b",") + raw.count(b"[") + raw.count(b"{") > MOST_VALUES:
        return b"", _too_large(f"more than {MOST_VALUES:,} values")
    return raw, ""


def _too_large(size: str) -> str:
    return f"The file was not read, because it holds {size}: clear the outputs in a copy and grade that."


def _json(raw: bytes) -> Any:
    # No answer stands in a number, and a float takes digits of any length.
    try:
        return json.loads(raw, parse_int=float)
    except UnicodeDecodeError:
        return json.loads(raw.decode("utf-8", errors="replace"), parse_int=float)


def _is_untouched(cell: NotebookCell) -> bool:
    told = cell.metadata
    if not isinstance(told.get("checksum"), str):
        return False
    metadata = NotebookNode(nbgrader=NotebookNode(told))
    try:
        found = compute_checksum(NotebookNode(cell_type=cell.kind, source=cell.source, metadata=metadata))
    except (AttributeError, KeyError, TypeError, ValueError):  # marks that nbgrader never wrote
        return False
    return bool(found == told["checksum"])
