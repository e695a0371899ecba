"""The instructor's notebook as it was released: what the gradebook keeps of it, in the frame of its file.

nbgrader saves every graded, answered and locked cell in its gradebook when it generates an assignment, and
grades by that: an instructor may edit the source later, and nothing changes until it is generated again. So
the gradebook's cells are the assignment. The file adds what the gradebook does not hold (the order, and cells
that nothing was said about); without the file the gradebook's cells are enough.
"""

import copy
import json
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme

from itilkit.grading.books.books import gradebook
from itilkit.grading.cells.trusted import Trusted, grade_id, trusted
from itilkit.notebook_reader import Cell, cells_in

#: What makes a cell one that the gradebook keeps.
MARKS = ("grade", "solution", "locked", "task")


@attrs.frozen
class Kept:
    """A cell as the gradebook keeps it; ``points`` only for graded ones."""

    name: str
    kind: str
    source: str
    checksum: str
    locked: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def says(self) -> "Kept":
        """What counts of it: the checksum follows from the rest, in a way that is nbgrader's own."""
        return attrs.evolve(self, checksum="")

    @property
    def marks(self) -> NotebookNode:
        """The metadata by which nbgrader knows it."""
        marks = {
            "grade": self.points is not None and not self.task,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.solution,
            "task": self.task,
            "checksum": self.checksum,
            "cell_type": self.kind,
        }
        return NotebookNode(marks if self.points is None else {**marks, "points": self.points})


@attrs.frozen
class Assignment:
    """A released notebook to put answers into, and its cells by id as learners got them."""

    own: Trusted
    outline: dict[str, Cell]


def find_assignment(db_url: str, source: Path, assignment: str, notebook: str) -> Assignment | None:
    """The released notebook, when it asks for answers only; None for one with ordinary code.

    ``source`` is the instructor's file, which may be missing or broken.
    """
    with gradebook(db_url) as book:
        return assignment_in(book, source, assignment, notebook)


def assignment_in(book: Gradebook, source: Path, assignment: str, notebook: str) -> Assignment | None:
    """The same, from a gradebook that is open."""
    try:
        entry = book.find_notebook(notebook, assignment)
    except MissingEntry:
        return None
    return as_assignment(kept_in(entry), entry.kernelspec or "{}", source)


def as_assignment(kept: tuple[Kept, ...], kernelspec: str, source: Path) -> Assignment | None:
    """These cells in the frame of a file; None when they hold ordinary code."""
    return _assignment(kept, kernelspec, source, _stamp(source))


def kept_in(entry: Any) -> tuple[Kept, ...]:
    """The cells of a notebook of the gradebook."""
    points = {cell.name: float(cell.max_score) for cell in [*entry.grade_cells, *entry.task_cells]}
    solutions = {cell.name for cell in entry.solution_cells}
    tasks = {cell.name for cell in entry.task_cells}
    return tuple(
        Kept(
            name=cell.name,
            kind=cell.cell_type,
            source=cell.source or "",
            checksum=cell.checksum or "",
            locked=bool(cell.locked),
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=points.get(cell.name),
        )
        for cell in entry.source_cells
    )


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _assignment(kept: tuple[Kept, ...], kernelspec: str, source: Path, _stamp: object) -> Assignment | None:
    notebook = _joined(kept, _file_cells(source))
    notebook.metadata.kernelspec = json.loads(kernelspec)
    own = trusted(notebook)
    return None if own is None else Assignment(own, _outline(notebook))


def _file_cells(source: Path) -> list[NotebookNode]:
    try:
        return list(nbformat.read(os.fspath(source), as_version=4).cells)
    except (OSError, ValueError, nbformat.ValidationError):
        return []


def _joined(kept: tuple[Kept, ...], in_file: list[NotebookNode]) -> NotebookNode:
    """The kept cells in the order of the file, between the cells that the gradebook does not keep.

    A cell that the file got since the release is left out, one that it lost is put back behind the kept
    cell before it.
    """
    left = {each.name: each for each in kept}
    cells = []
    for cell in in_file:
        if grade_id(cell) in left:
            cells.append(_cell(left.pop(grade_id(cell)), cell))
        elif not any(cell.metadata.get("nbgrader", {}).get(mark) for mark in MARKS):
            cells.append(_unkept(cell))
    names = [each.name for each in kept]
    for name in [name for name in names if name in left]:
        before = names[: names.index(name)]
        places = [place for place, cell in enumerate(cells) if grade_id(cell) in before]
        cells.insert(places[-1] + 1 if places else 0, _cell(left[name], NotebookNode(metadata={})))
    return new_notebook(cells=cells)


def _cell(kept: Kept, in_file: NotebookNode) -> NotebookNode:
    made = new_code_cell(kept.source) if kept.kind == "code" else new_markdown_cell(kept.source)
    if _is_cell_id(kept.name):
        made.id = kept.name
    made.metadata = nbformat.from_dict({**in_file.metadata, "nbgrader": kept.marks})
    if kept.kind == "markdown" and in_file.get("attachments"):
        made.attachments = in_file.attachments
    return made


def _unkept(cell: NotebookNode) -> NotebookNode:
    made = nbformat.from_dict({**cell})
    made.setdefault("id", new_code_cell().id)
    if made.cell_type == "code":
        made.outputs, made.execution_count = [], None
    return made


def _is_cell_id(name: str) -> bool:
    return 0 < len(name) <= 64 and all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in name)


def _outline(notebook: NotebookNode) -> dict[str, Cell]:
    """The cells as learners got them: without the hidden parts."""
    public = copy.deepcopy(notebook)
    for clearing in (ClearHiddenTests(), ClearMarkScheme()):
        with suppress(RuntimeError):  # an instructor's half-open marker: nbgrader itself says so
            public, _ = clearing.preprocess(public, {})
    return {cell.ids[0]: cell for cell in cells_in(public)}
