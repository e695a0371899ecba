"""What was handed in, read as data: nothing of it is run, and nothing in it can stop the reading.

A submission is a set of answers. Out of a notebook file come the literals of its ``record(…)`` cells and the
free text of its written answers. Everything else is only compared with the assignment, so that the
instructor can be told what was left out.
"""

import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from itilkit.grading.books.remarks import Holds, Remark
from itilkit.grading.cells.trusted import calls_in
from itilkit.items import AnswerProblem, NotAnswered
from itilkit.literals import read_answer

#: A written answer is some hundred words; a longer text is cut here, and the cut is said.
LONGEST_TEXT = 50_000
#: Bytes. Notebooks with many pictures reach some ten million.
LARGEST_FILE = 300_000_000
#: Commas and opening brackets in a file: each can cost 100 bytes of memory when it is read.
MOST_VALUES = 8_000_000

NO_ANSWERS = "so it holds no answers."


@attrs.frozen
class Marks:
    """What nbgrader's metadata says a cell is for."""

    grade: bool = False
    solution: bool = False
    points: float | None = None


@attrs.frozen
class Cell:
    """A cell as somebody handed it in, or as it was handed out."""

    kind: str
    source: str
    ids: tuple[str, ...]
    marks: Marks = Marks()
    pictures: bool = False


@attrs.frozen
class Answers:
    """What a submission answers: literals by id, texts by id, why an answer cannot be used, and remarks, in
    which those reasons are named too.

    ``edited`` are the ids of cells that hold no answer, but no longer what learners got either.
    """

    literals: Mapping[str, Any]
    texts: Mapping[str, str]
    problems: Mapping[str, str]
    remarks: tuple[Remark, ...]
    edited: frozenset[str]


# a file as cells -----------------------------------------------------------------------------------


def read_cells(path: Path) -> tuple[list[Cell], str]:
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
    cells = [cell for raw_cell in _raw_cells(data) if (cell := _cell(raw_cell)) is not None]
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
        # O_NOFOLLOW and O_NONBLOCK: whatever takes the file's place meanwhile cannot lead away or block.
        flags = (
            os.O_RDONLY
            | getattr(os, "O_NOFOLLOW", 0)
            | getattr(os, "O_NONBLOCK", 0)
            | getattr(os, "O_BINARY", 0)
        )
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - a descriptor, not a path
            raw = file.read(LARGEST_FILE + 1)
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
        ids=tuple(dict.fromkeys(one for one in ids if isinstance(one, str))),
        marks=marks_of(marks),
        pictures=bool(raw.get("attachments")),
    )


def marks_of(marks: Any) -> Marks:
    """What nbgrader's metadata of a cell says, as far as it decides about points."""
    if not isinstance(marks, dict):
        return Marks()
    grade, solution, points = marks.get("grade") is True, marks.get("solution") is True, marks.get("points")
    if not grade or isinstance(points, bool) or not isinstance(points, int | float):
        return Marks(grade, solution)
    return Marks(grade, solution, float(points))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


# cells as answers ----------------------------------------------------------------------------------


def take_answers(cells: Sequence[Cell], outline: Mapping[str, Cell], literal_ids: Sequence[str]) -> Answers:
    """The answers in ``cells`` to an assignment.

    ``outline`` maps the ids of the assignment's cells to those cells as learners got them; ``literal_ids``
    are those answered by a literal; other solution cells in it are answered by a text. Every problem stays
    with the one answer that has it.
    """
    text_ids = [name for name, cell in outline.items() if cell.marks.solution and name not in literal_ids]
    literals: dict[str, Any] = {}
    problems: dict[str, str] = {}
    remarks: list[str] = []
    edited: set[str] = set()
    for name in literal_ids:
        found = _answer_cells(cells, name)
        if len(found) > 1:
            remarks.append(f"“{name}” stands in it {len(found)} times; the last one counts.")
        literals[name] = None
        source = found[-1].source if found else outline[name].source
        try:
            literals[name] = read_answer(source, name)
        except NotAnswered:
            pass
        except AnswerProblem as problem:
            problems[name] = str(problem)
        if literals[name] is None and source != outline[name].source:
            edited.add(name)
        if name not in problems and not _only_records(source):
            remarks.append(f"The cell of “{name}” holds something besides a plain answer; that was not run.")
    texts = {name: text for name in text_ids if (text := _text(cells, name, remarks)) is not None}
    remarks += _left_out(cells, outline, [*literal_ids, *text_ids])
    said = [Remark(each) for each in remarks]
    said += [Remark(problem, Holds.ALWAYS) for problem in problems.values()]
    return Answers(literals, texts, problems, tuple(said), frozenset(edited))


def _answer_cells(cells: Sequence[Cell], name: str) -> list[Cell]:
    """The code cells that answer ``name``: those that bear its id and record it, else one of the two."""
    code = [cell for cell in cells if cell.kind == "code"]
    labelled = [cell for cell in code if name in cell.ids]
    recording = [cell for cell in code if _records(cell.source, name)]
    both = [cell for cell in labelled if _records(cell.source, name)]
    return both or recording or labelled


def _records(source: str, name: str) -> bool:
    return "record(" in source and (f'"{name}"' in source or f"'{name}'" in source)


def _only_records(source: str) -> bool:
    calls = calls_in(source)
    return calls is not None and [call.name for call in calls] == ["record"]


def _text(cells: Sequence[Cell], name: str, remarks: list[str]) -> str | None:
    found = [cell for cell in cells if name in cell.ids]
    if not found:
        remarks.append(f"The cell of the written answer “{name}” is missing.")
        return None
    if len(found) > 1:
        remarks.append(f"The written answer “{name}” stands in it {len(found)} times; the last one counts.")
    if found[-1].pictures:
        remarks.append(f"A picture in the written answer “{name}” was left out.")
    text = found[-1].source
    if len(text) > LONGEST_TEXT:
        remarks.append(f"The written answer “{name}” was cut after {LONGEST_TEXT:,} characters.")
        text = text[:LONGEST_TEXT]
    return text


def _left_out(cells: Sequence[Cell], outline: Mapping[str, Cell], asked: Sequence[str]) -> Iterator[str]:
    """What else was handed in. None of it counts, so these are remarks and no verdicts."""
    seen: set[str] = set()
    code = texts = changed = 0
    for cell in cells:
        name = next((one for one in cell.ids if one in outline), None)
        own = outline.get(name or "")
        if name is None or own is None or (name in seen and name not in asked):
            code += cell.kind == "code" and bool(cell.source.strip())
            texts += cell.kind != "code" and bool(cell.source.strip())
            continue
        same = (own.kind, own.marks) == (cell.kind, cell.marks)
        changed += not same or (name not in asked and own.source.strip() != cell.source.strip())
        seen.add(name)
    missing = sum(name not in seen for name in outline)
    if code:
        yield f"{_count(code, 'code cell')} that the assignment does not have: not run."
    if texts:
        yield f"{_count(texts, 'text cell')} that the assignment does not have: left out."
    if changed:
        yield f"{_count(changed, 'cell')} of the assignment changed: the instructor’s own used."
    if missing:
        yield f"{_count(missing, 'cell')} of the assignment missing: the instructor’s own used."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
