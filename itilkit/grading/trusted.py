"""The instructor's own notebook, into which a learner's answers are put.

An assignment is graded from answers alone when its source holds nothing but calls of this kit with plain
values. That is decided from the instructor's source, never from what was handed in; anything else an
instructor writes is an ordinary nbgrader assignment and goes nbgrader's ordinary way.
"""

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import nbformat
from nbformat.notebooknode import NotebookNode

from itilkit.grading.submitted import Answers
from itilkit.literals import replace_answer

#: What cells of an assignment may call.
CALLS = frozenset({"ask", "mark", "overview", "play", "points", "record", "require"})


@attrs.frozen
class Call:
    """A call of this kit with plain values."""

    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]


def calls_in(source: str) -> list[Call] | None:
    """The calls that a cell consists of, or None when it holds anything else.

    Allowed are ``from itilkit import …`` and calls of the names in CALLS whose arguments are literals.
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    calls = []
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.module == "itilkit" and node.level == 0:
            if any(alias.asname or alias.name not in CALLS for alias in node.names):
                return None
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = _call(node.value)
            if call is None:
                return None
            calls.append(call)
        else:
            return None
    return calls


def _call(node: ast.Call) -> Call | None:
    if not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
        return None
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    try:
        args = tuple(ast.literal_eval(arg) for arg in node.args)
        kwargs = {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in node.keywords}
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return Call(node.func.id, args, kwargs)


@attrs.frozen
class Trusted:
    """A source notebook that asks for answers: ``notebook`` has no outputs and holds the hidden tests."""

    notebook: NotebookNode
    literal_ids: tuple[str, ...]
    text_ids: tuple[str, ...]

    def with_answers(self, answers: Answers) -> NotebookNode:
        """A copy of the notebook in which ``answers`` stand."""
        cells = [self._answered(cell, answers) for cell in self.notebook.cells]
        return nbformat.from_dict({**self.notebook, "cells": cells})

    def stubs(self) -> dict[str, str]:
        """What each written answer says before anybody has written one."""
        marks = [(cell.metadata.get("nbgrader", {}).get("grade_id"), cell) for cell in self.notebook.cells]
        return {name: cell.source for name, cell in marks if name in self.text_ids}

    def _answered(self, cell: NotebookNode, answers: Answers) -> dict[str, Any]:
        made = {**cell, "metadata": _copy(cell.metadata)}
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if cell.cell_type == "code":
            made["outputs"] = []
        if name in self.literal_ids and answers.literals.get(name) is not None:
            made["source"] = replace_answer(cell.source, name, answers.literals[name])
        elif name in self.text_ids and name in answers.texts:
            made["source"] = answers.texts[name]
        return made


def _copy(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in metadata.items()}


def trusted(notebook: NotebookNode) -> Trusted | None:
    """``notebook`` (an assignment's source with its solutions cleared) as one to put answers into.

    None when any of its code cells holds something else than this kit's calls: then nothing is assumed.
    """
    literal_ids, text_ids = [], []
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code":
            calls = calls_in(cell.source)
            if calls is None:
                return None
            if marks.get("solution"):
                records = [call for call in calls if call.name == "record"]
                if len(calls) != 1 or len(records) != 1 or records[0].args != (marks.get("grade_id"),):
                    return None
                literal_ids.append(marks["grade_id"])
        elif marks.get("solution"):
            text_ids.append(marks["grade_id"])
    if not literal_ids:
        return None
    return Trusted(notebook, tuple(literal_ids), tuple(text_ids))


def read_source(path: Path) -> NotebookNode:
    """An instructor's notebook file."""
    return nbformat.read(path, as_version=4)
