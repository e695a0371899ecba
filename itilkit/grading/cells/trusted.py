"""The instructor's own notebook, into which a learner's answers are put.

An assignment is graded from answers alone when its source holds nothing but calls of this kit with plain
values. That is decided from the instructor's source, never from what was handed in; anything else an
instructor writes is an ordinary nbgrader assignment and goes nbgrader's ordinary way.
"""

from collections.abc import Mapping
from typing import Any

import attrs
from nbformat.notebooknode import NotebookNode

from itilkit.literals import replace_answer
from itilkit.notebook_reader import calls_in


@attrs.frozen
class Trusted:
    """An instructor's notebook that asks for answers: it has no outputs and holds the hidden tests."""

    notebook: NotebookNode
    literal_ids: tuple[str, ...]
    text_ids: tuple[str, ...]

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


def grade_id(cell: NotebookNode) -> str:
    """The id by which nbgrader knows a cell; empty for a cell that it does not know."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def trusted(notebook: NotebookNode) -> Trusted | None:
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
    return Trusted(notebook, tuple(literal_ids), tuple(text_ids)) if literal_ids else None
