"""What a notebook asks, as data: in which order, of which kind, with which key, worth how much.

Nothing of a notebook is run. A code cell counts when it holds nothing but calls of this kit with plain
values; whatever else stands in a cell is its author's own.
"""

import ast
import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from itilkit.answers import ScenarioTask
from itilkit.items import Because, Key, Question, load_items
from itilkit.literals import LONGEST_SOURCE

#: What the cells of an assignment may call, each with the names of what can be given by position.
CALLS: Mapping[str, tuple[str, ...]] = {
    "ask": ("id", "stem", "options", "kind", "targets"),
    "form": ("id",),
    "mark": ("id", "key", "because", "points", "section", "lesson", "objective"),
    "overview": (),
    "play": ("id", "variant"),
    "points": ("id", "most", "variant"),
    "record": ("id", "answer"),
    "require": ("id",),
    "took_part": ("id", "most"),
}
#: The calls that ask for something, and those that give points for it: what they ask for.
ASKING = {"play": "scenario", "ask": "question", "form": "form"}
MARKING = {"points": "scenario", "mark": "question", "took_part": "form"}

_UNREADABLE = (SyntaxError, ValueError, TypeError, MemoryError, RecursionError)


# cells ---------------------------------------------------------------------------------------------


@attrs.frozen
class Marks:
    """What nbgrader's metadata says a cell is for."""

    grade: bool = False
    solution: bool = False
    points: float | None = None


@attrs.frozen
class NotebookCell:
    """A cell as somebody handed it in, or as it was handed out; ``ids`` are nbgrader's and the format's own.

    ``metadata`` is nbgrader's as it stands. ``untouched`` is whether nbgrader's checksum in it still fits, so
    that it is as some release had it; only what is handed in is asked that.
    """

    kind: str
    source: str
    ids: tuple[str, ...]
    marks: Marks = Marks()
    pictures: bool = False
    untouched: bool = False
    metadata: Mapping[str, Any] = attrs.field(factory=dict, eq=False, repr=False)

    @property
    def grade_id(self) -> str:
        """The id by which nbgrader knows it; empty for a cell that it does not know."""
        name = self.metadata.get("grade_id")
        return name if isinstance(name, str) else ""


def read_notebook(path: Path) -> list[NotebookCell]:
    """The cells of one of the course's own files. Raises OSError, and ValueError for what is no notebook."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise ValueError(f"{path} holds no cells")  # noqa: TRY004 - callers ask for one kind of error
    return list(cells_in(data))


def cells_in(notebook: Mapping[str, Any]) -> Iterator[NotebookCell]:
    """The cells of a notebook; what is none is left out."""
    return (cell for raw in raw_cells(notebook) if (cell := as_cell(raw)) is not None)


def raw_cells(notebook: Mapping[str, Any]) -> Iterator[Any]:
    """The cells of a notebook of format 4, or of the sheets of an older one, as they stand in it."""
    for sheet in [notebook, *_list(notebook.get("worksheets"))]:
        if isinstance(sheet, dict):
            yield from _list(sheet.get("cells"))


def as_cell(raw: Any) -> NotebookCell | None:
    """A cell of a notebook; None for what cannot be read as one."""
    if not isinstance(raw, dict):
        return None
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return None
    metadata = raw.get("metadata")
    told = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    told = told if isinstance(told, dict) else {}
    ids = [told.get("grade_id"), raw.get("id")]
    return NotebookCell(
        kind=str(raw.get("cell_type", "")),
        source=source,
        ids=tuple(dict.fromkeys(one for one in ids if isinstance(one, str))),
        marks=_marks(told),
        pictures=bool(raw.get("attachments")),
        metadata=told,
    )


def _marks(told: Mapping[str, Any]) -> Marks:
    """What nbgrader's metadata of a cell says, as far as it decides about points."""
    grade, solution, points = told.get("grade") is True, told.get("solution") is True, told.get("points")
    if not grade or isinstance(points, bool) or not isinstance(points, int | float):
        return Marks(grade, solution)
    return Marks(grade, solution, float(points))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


# calls ---------------------------------------------------------------------------------------------


@attrs.frozen
class Call:
    """A call of this kit with plain values."""

    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]

    @property
    def given(self) -> dict[str, Any]:
        """Its values by name."""
        return {**dict(zip(CALLS.get(self.name, ()), self.args, strict=False)), **self.kwargs}

    @property
    def id(self) -> str:
        """What it is about; empty for a call that names nothing."""
        name = self.given.get("id")
        return name if isinstance(name, str) else ""


def calls_in(source: str) -> list[Call] | None:
    """The calls that a cell consists of, or None when it holds anything else.

    Allowed are ``from itilkit import …`` at the top, and calls of the names in CALLS whose arguments are
    literals. Nothing is executed, and nothing longer than any cell of ours is read.
    """
    if len(source) > LONGEST_SOURCE:
        return None
    try:
        body = _parsed(source).body
    except _UNREADABLE:
        return None
    calls: list[Call] = []
    for node in body:
        if _is_own_import(node) and not calls:
            continue
        call = _call(node.value) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
        if call is None:
            return None
        calls.append(call)
    return calls


def calls_within(source: str) -> Iterator[Call]:
    """Every call anywhere in a text, whatever it calls; None stands for a value that is not plain.

    Raises SyntaxError for what is no Python.
    """
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.Call):
            kwargs = {word.arg: _plain(word.value) for word in node.keywords if word.arg is not None}
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            yield Call(name, tuple(map(_plain, node.args)), kwargs)


def marking_calls(source: str) -> list[Call]:
    """The calls in a test cell that give its points."""
    return [call for call in calls_in(source) or () if call.name in MARKING]


def _parsed(source: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def _is_own_import(node: ast.stmt) -> bool:
    if not isinstance(node, ast.ImportFrom) or node.module != "itilkit" or node.level:
        return False
    return all(alias.asname is None and alias.name in CALLS for alias in node.names)


def _call(node: ast.Call) -> Call | None:
    if not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
        return None
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    try:
        args = tuple(ast.literal_eval(arg) for arg in node.args)
        kwargs = {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in node.keywords}
    except _UNREADABLE:
        return None
    return Call(node.func.id, args, kwargs)


def _plain(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except _UNREADABLE:
        return None


# what is asked -------------------------------------------------------------------------------------


@attrs.frozen
class Asked:
    """Something that a notebook asks for, with the cells that it stands in.

    ``kind`` is scenario, question, form or written; ``asking`` shows it and ``marking`` gives its points,
    which learners' editions do not hold. ``above`` is the text above a written answer, with its rubric.
    """

    id: str
    kind: str
    asking: Call | None = None
    marking: Call | None = None
    card: NotebookCell | None = None
    answer: NotebookCell | None = None
    test: NotebookCell | None = None
    above: str = ""

    @property
    def most(self) -> float | None:
        """The points that it is worth; None where it is not graded."""
        cell = self.answer if self.kind == "written" else self.test
        return cell.marks.points if cell is not None else None

    @property
    def by_hand(self) -> bool:
        """Whether a person marks it."""
        return self.kind == "written"

    @property
    def question(self) -> Question | None:
        """The question, written out or of the item bank; None for anything else."""
        if self.asking is None or self.kind != "question":
            return None
        given = self.asking.given
        if given.get("stem") is not None:
            return Question(**{name: given[name] for name in CALLS["ask"] if name in given})
        item = load_items().get(self.id)
        return None if item is None else item.question

    @property
    def task(self) -> ScenarioTask:
        """The scenario, on the variant and with the keys that it is graded by, or else shown on."""
        if self.marking is not None:
            given = self.marking.given
            return ScenarioTask(self.id, str(given.get("variant", "graded")), given.get("keys"))
        shown = self.asking.given if self.asking is not None else {}
        return ScenarioTask(self.id, str(shown.get("variant", "base")))

    @property
    def key(self) -> Key:
        """The key of a question; empty where no hidden test tells it."""
        key: str | Key = self._marked("key", ())
        return (key,) if isinstance(key, str) else key

    @property
    def because(self) -> Because:
        """What each decision on a question means, as `mark` is told it."""
        because: Because = self._marked("because", {})
        return because

    @property
    def objective(self) -> str:
        """The learning objective that it gives evidence on, where its test cell says so."""
        return str(self._marked("objective", ""))

    @property
    def lesson(self) -> str:
        """Where it is taught, as its test cell says."""
        return str(self._marked("lesson", ""))

    @property
    def section(self) -> str:
        """Under which heading it is taught."""
        return str(self._marked("section", ""))

    def _marked(self, name: str, otherwise: Any) -> Any:
        return (self.marking.given.get(name) if self.marking is not None else None) or otherwise


def asked_in(cells: Iterable[NotebookCell]) -> tuple[Asked, ...]:
    """What a notebook asks for, in the order in which it first names each thing."""
    found: dict[str, dict[str, Any]] = {}
    above = ""
    for cell in cells:
        if cell.kind == "markdown":
            if cell.marks.solution and cell.ids:
                parts = found.setdefault(cell.ids[0], {})
                parts |= {"kind": "written", "answer": cell, "above": above}
            above = cell.source
        elif cell.kind == "code":
            for call in calls_in(cell.source) or ():
                if call.id:
                    _take(found.setdefault(call.id, {}), call, cell)
    return tuple(Asked(name, **parts) for name, parts in found.items() if "kind" in parts)


def _take(parts: dict[str, Any], call: Call, cell: NotebookCell) -> None:
    if call.name in ASKING:
        parts |= {"kind": ASKING[call.name], "asking": call, "card": cell}
    elif call.name in MARKING:
        parts |= {"kind": MARKING[call.name], "marking": call, "test": cell}
    elif call.name == "record":
        parts["answer"] = cell
    elif call.name == "require":  # all that learners get of a test cell
        parts["test"] = cell
