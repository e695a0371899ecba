"""The instructor's notebook as it was released: what the gradebook keeps of it, in the frame of its file.

nbgrader saves every graded, answered and locked cell in its gradebook when it generates an assignment, and
grades by that: an instructor may edit the source later, and nothing changes until it is generated again. So
the gradebook's cells are the assignment. The file adds what the gradebook does not hold (the order, and cells
that nothing was said about); without the file the gradebook's cells are enough.

It is graded from answers alone when it holds nothing but calls of this kit with plain values. That is decided
from the instructor's source, never from what was handed in; anything else an instructor writes is an ordinary
nbgrader assignment and goes nbgrader's ordinary way.
"""

import copy
import json
import os
from collections.abc import Mapping
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

from itilkit.grading.cells.plain import as_plain
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import AnswersTaken, nothing_answered, take_answers
from itilkit.grading.gradebook.marker_cells import grade_id
from itilkit.grading.gradebook.submission_facts import NOTHING
from itilkit.literals import replace_answer
from itilkit.notebook_reader import NotebookCell, calls_in, cells_in

#: What makes a cell one that the gradebook keeps.
MARKS = ("grade", "solution", "locked", "task")
#: What an answer cell says that holds no answer, but is not as learners got it either.
EDITED = "This cell was edited, and holds no answer."
#: What stands above a text that was not written into its field; the learner reads it, too.
INSTEAD = "**Nothing stands in the field of this answer. What follows was written outside of it:**"


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
class Filled:
    """The instructor's ``notebook`` with the ``answers`` of a file.

    ``fault`` is a sentence when the file cannot be read or answers nothing, so that it gets no grade.
    """

    notebook: NotebookNode
    answers: AnswersTaken
    fault: str


@attrs.frozen
class ReleasedNotebook:
    """A released ``notebook`` that asks for answers only, to put them into; it holds the hidden tests.

    ``literal_ids`` are answered by a literal, ``text_ids`` by a text. ``outline`` are its cells by id as
    learners got them.
    """

    notebook: NotebookNode
    literal_ids: tuple[str, ...]
    text_ids: tuple[str, ...]
    outline: Mapping[str, NotebookCell]

    def filled(self, path: Path) -> Filled:
        """What comes of the file ``path`` that was handed in."""
        cells, fault = read_cells(path)
        answers = take_answers(cells, self.outline, self.literal_ids)
        texts = {name: as_plain(text) for name, text in answers.texts.items()}
        outside = as_plain(answers.outside)
        texts |= dict.fromkeys(answers.instead, f"{INSTEAD}\n\n{outside}")
        notes = {name: answers.problems.get(name, EDITED) for name in answers.edited}
        if not fault and nothing_answered(cells, self.outline):
            fault = NOTHING
        return Filled(self.with_answers(answers.literals, texts, notes), answers, fault)

    def with_answers(
        self, literals: Mapping[str, Any], texts: Mapping[str, str], notes: Mapping[str, str]
    ) -> NotebookNode:
        """A copy of the notebook in which the answers stand; what is not answered stays as released.

        ``notes`` are lines to add to cells that were edited, but hold no answer: they are not untouched.
        """
        cells = [self._answered(cell, literals, texts) for cell in self.notebook.cells]
        for cell in cells:
            if grade_id(cell) in notes:
                cell.source += f"\n# {notes[grade_id(cell)]}"
        return NotebookNode({**self.notebook, "metadata": _copy(self.notebook.metadata), "cells": cells})

    def _answered(
        self, cell: NotebookNode, literals: Mapping[str, Any], texts: Mapping[str, str]
    ) -> NotebookNode:
        made = NotebookNode({**cell, "metadata": _copy(cell.metadata)})
        name = grade_id(cell)
        if cell.cell_type == "code":
            made.outputs = []
        if name in self.literal_ids and literals.get(name) is not None:
            made.source = replace_answer(cell.source, name, literals[name])
        elif name in self.text_ids and name in texts:
            made.source = texts[name]
        return made


def _copy(metadata: Mapping[str, Any]) -> NotebookNode:
    return NotebookNode(
        {key: _copy(value) if isinstance(value, dict) else value for key, value in metadata.items()}
    )


def as_released(notebook: NotebookNode) -> ReleasedNotebook | None:
    """``notebook`` (an assignment with its solutions cleared) as one to put answers into.

    None when a code cell holds something else than this kit's calls, when no literal is asked for, or when
    it has a task cell, which learners answer in cells of their own: then nothing is assumed.
    """
    literal_ids, text_ids = [], []
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("task"):
            return None
        if cell.cell_type == "code":
            calls = calls_in(cell.source)
            if calls is None:
                return None
            if marks.get("solution"):
                if len(calls) != 1 or calls[0].name != "record" or calls[0].args != (grade_id(cell),):
                    return None
                literal_ids.append(grade_id(cell))
        elif marks.get("solution"):
            text_ids.append(grade_id(cell))
    if not literal_ids:
        return None
    return ReleasedNotebook(notebook, tuple(literal_ids), tuple(text_ids), _outline(notebook))


def released_in(book: Gradebook, source: Path, assignment: str, notebook: str) -> ReleasedNotebook | None:
    """The released notebook, when it asks for answers only; None for one with ordinary code.

    ``source`` is the instructor's file, which may be missing or broken.
    """
    try:
        entry = book.find_notebook(notebook, assignment)
    except MissingEntry:
        return None
    return as_generated(kept_in(entry), entry.kernelspec or "{}", source)


def as_generated(kept: tuple[Kept, ...], kernelspec: str, source: Path) -> ReleasedNotebook | None:
    """These cells in the frame of a file; None when they hold ordinary code."""
    return _generated(kept, kernelspec, source, _stamp(source))


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
def _generated(
    kept: tuple[Kept, ...], kernelspec: str, source: Path, _stamp: object
) -> ReleasedNotebook | None:
    notebook = _joined(kept, _file_cells(source))
    notebook.metadata.kernelspec = json.loads(kernelspec)
    return as_released(notebook)


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


def _outline(notebook: NotebookNode) -> dict[str, NotebookCell]:
    """The cells as learners got them: without the hidden parts."""
    public = copy.deepcopy(notebook)
    for clearing in (ClearHiddenTests(), ClearMarkScheme()):
        with suppress(RuntimeError):  # an instructor's half-open marker: nbgrader itself says so
            public, _ = clearing.preprocess(public, {})
    return {cell.ids[0]: cell for cell in cells_in(public)}
