"""What was handed in, read as data: nothing of it is run, and nothing in it can stop the reading.

A submission is a set of answers. Out of a notebook file come the literals of its ``record(…)`` cells and the
free text of its written answers; whatever else stands in it is not looked at.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from itilkit.items import AnswerProblem, NotAnswered
from itilkit.literals import read_answer

#: A written answer is some hundred words; a longer text is cut here, and the cut is said.
LONGEST_TEXT = 50_000


@attrs.frozen
class Cell:
    """A cell as somebody handed it in: only what answers can stand in."""

    kind: str
    source: str
    ids: tuple[str, ...]


@attrs.frozen
class Answers:
    """What a submission answers: literals by id, texts by id, why an answer cannot be used, and remarks."""

    literals: Mapping[str, Any]
    texts: Mapping[str, str]
    problems: Mapping[str, str]
    remarks: tuple[str, ...]


def read_cells(path: Path) -> tuple[list[Cell], str]:
    """The cells of a notebook file, and a sentence when the file cannot be read as a notebook.

    Takes every version of the format, any of the encodings of JSON, and files with broken letters.
    """
    try:
        raw = path.read_bytes()
    except OSError:
        return [], "The file could not be opened."
    try:
        data = _json(raw)
    except (ValueError, RecursionError, MemoryError):
        return [], "The file is not a notebook (its text is not JSON), so it holds no answers."
    if not isinstance(data, dict):
        return [], "The file is not a notebook (it holds no cells), so it holds no answers."
    cells = [cell for raw_cell in _raw_cells(data) if (cell := _cell(raw_cell)) is not None]
    return cells, "" if cells else "The notebook holds no cells, so it holds no answers."


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except UnicodeDecodeError:
        return json.loads(raw.decode("utf-8", errors="replace"))


def _raw_cells(data: Mapping[str, Any]) -> Iterator[Any]:
    """The cells of a notebook of format 4, or of the sheets of an older one."""
    for sheet in [data, *_list(data.get("worksheets"))]:
        if isinstance(sheet, dict):
            yield from _list(sheet.get("cells"))


def _cell(raw: Any) -> Cell | None:
    if not isinstance(raw, dict):
        return None
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return None
    metadata = raw.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    ids = [marks.get("grade_id") if isinstance(marks, dict) else None, raw.get("id")]
    return Cell(
        kind=str(raw.get("cell_type", "")),
        source=source,
        ids=tuple(one for one in ids if isinstance(one, str)),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def take_answers(cells: list[Cell], literal_ids: list[str], text_ids: list[str]) -> Answers:
    """The answers that ``cells`` give to the ids that a trusted notebook asks for.

    Every problem stays with the one answer that has it.
    """
    literals: dict[str, Any] = {}
    problems: dict[str, str] = {}
    remarks: list[str] = []
    for name in literal_ids:
        found = _answer_cells(cells, name)
        if len(found) > 1:
            remarks.append(f"“{name}” stands in it {len(found)} times; the last one counts.")
        try:
            literals[name] = read_answer(found[-1].source, name) if found else None
        except NotAnswered:
            literals[name] = None
        except AnswerProblem as problem:
            literals[name] = None
            problems[name] = str(problem)
    texts = {name: text for name in text_ids if (text := _text(cells, name, remarks)) is not None}
    remarks += _ignored(cells, {*literal_ids, *text_ids})
    return Answers(literals, texts, problems, tuple(remarks))


def _answer_cells(cells: list[Cell], name: str) -> list[Cell]:
    """The code cells that answer ``name``: those that bear its id, else those that record it."""
    code = [cell for cell in cells if cell.kind == "code"]
    labelled = [cell for cell in code if name in cell.ids]
    recording = [cell for cell in code if _records(cell.source, name)]
    both = [cell for cell in labelled if cell in recording]
    return both or recording or labelled


def _records(source: str, name: str) -> bool:
    return "record(" in source and (f'"{name}"' in source or f"'{name}'" in source)


def _text(cells: list[Cell], name: str, remarks: list[str]) -> str | None:
    found = [cell for cell in cells if name in cell.ids]
    if not found:
        remarks.append(f"The cell of the written answer “{name}” is missing.")
        return None
    if len(found) > 1:
        remarks.append(f"The written answer “{name}” stands in it {len(found)} times; the last one counts.")
    text = found[-1].source
    if len(text) > LONGEST_TEXT:
        remarks.append(f"The written answer “{name}” was cut after {LONGEST_TEXT:,} characters.")
        text = text[:LONGEST_TEXT]
    return text


def _ignored(cells: list[Cell], asked: set[str]) -> Iterator[str]:
    """A remark when code was handed in beside the answers; it is not run, whatever it is."""
    strange = sum(cell.kind == "code" and not (set(cell.ids) & asked) and not _ours(cell) for cell in cells)
    if strange:
        yield f"{strange} code cell{'s' if strange > 1 else ''} that the assignment does not have: not run."


def _ours(cell: Cell) -> bool:
    return any(one.endswith(("-card", "-points")) for one in cell.ids)
