"""An assignment's notebook on other numbers: which variant it plays, and the model answer that fits.

Only what names the variant, and the model answer's moves, change in a notebook; every other character stays.
"""

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import attrs

from itilkit.authoring.canonical import NotANotebook, Role, canonical
from itilkit.ground.problem import Problem
from itilkit.items import AnswerProblem, NotAnswered
from itilkit.literals import read_answer, replace_answer
from itilkit.notebook_reader import Call, calls_in
from itilkit.scenarios import SCENARIOS

#: The calls that a scenario's three cells hold.
PARTS = ("play", "record", "points")
RESTORE = "restore it from its last good version, then run itilkit variants again"


@attrs.frozen
class ScenarioPlayed:
    """A scenario as an assignment plays it: on which variant, its model answer, and its test cell's call."""

    scenario: str
    variant: str
    answer: Mapping[str, Any]
    test: Call


@attrs.frozen
class SolutionNotebook:
    """An assignment's notebook in solutions/: its ``name`` in the clone, and its cells."""

    name: PurePosixPath
    notebook: dict[str, Any]

    @classmethod
    def read(cls, name: PurePosixPath, content: bytes) -> "SolutionNotebook":
        """The notebook with these bytes; raises Problem for one that cannot be read."""
        return cls(name, json.loads(_canonical(name, content)))

    def texts(self, kind: str = "") -> Iterator[tuple[str, str]]:
        """Id and text of each cell, of one kind or of all."""
        for cell in self.notebook["cells"]:
            if kind in {"", cell["cell_type"]}:
                yield cell["id"], "".join(cell["source"])

    def played(self) -> list[ScenarioPlayed]:
        """The scenarios that the assignment plays.

        Raises Problem for a cell that cannot be read, and where the three cells of a scenario do not agree.
        """
        found: dict[str, dict[str, Call]] = {}
        texts: dict[str, str] = {}
        for id_, text in self.texts("code"):
            for call in self._calls(id_, text):
                parts = found.setdefault(call.args[0], {})
                if call.name in parts:
                    raise self._strange(id_, f"has a second {call.name}() of “{call.args[0]}”")
                parts[call.name] = call
                if call.name == "record":
                    texts[call.args[0]] = text
        return [self._agreed(scenario, parts, texts.get(scenario, "")) for scenario, parts in found.items()]

    def renumbered(self, scenario: str, variant: str, moves: Sequence[str]) -> "SolutionNotebook":
        """The same notebook with ``scenario`` on another variant, and ``moves`` as its model answer's (none:
        those that stand there).
        """
        cells = [dict(cell) for cell in self.notebook["cells"]]
        for cell in cells:
            text = "".join(cell["source"])
            if cell["cell_type"] == "code" and any(
                call.args[0] == scenario for call in self._calls(cell["id"], text)
            ):
                cell["source"] = _renumbered(text, scenario, variant, moves).splitlines(keepends=True)
        return attrs.evolve(self, notebook={**self.notebook, "cells": cells})

    def content(self) -> bytes:
        """The notebook's bytes in canonical form."""
        return _canonical(self.name, json.dumps(self.notebook).encode())

    def _calls(self, id_: str, text: str) -> list[Call]:
        """The calls in a cell that have to do with a scenario."""
        calls = calls_in(text)
        if calls is None:
            if any(f"{part}(" in text for part in PARTS):
                raise self._strange(id_, "cannot be read as the kit's own calls")
            return []
        return [call for call in calls if call.name in PARTS and call.args[:1] and call.args[0] in SCENARIOS]

    def _agreed(self, scenario: str, parts: Mapping[str, Call], text: str) -> ScenarioPlayed:
        missing = [part for part in PARTS if part not in parts]
        if missing:
            raise self._strange(scenario, f"has no {missing[0]}() of “{scenario}” beside it")
        try:
            answer = read_answer(text, scenario)
        except (AnswerProblem, NotAnswered) as problem:
            raise self._strange(scenario, f"has a model answer that cannot be read ({problem})") from None
        named = {
            parts["play"].kwargs.get("variant"),
            parts["points"].kwargs.get("variant"),
            answer.get("variant") if isinstance(answer, dict) else None,
        }
        if len(named) != 1 or None in named:
            raise self._strange(scenario, "does not name one and the same variant in its three calls")
        return ScenarioPlayed(scenario, str(named.pop()), answer, parts["points"])

    def _strange(self, id_: str, what: str) -> Problem:
        return Problem(f"{self.name}, cell {id_}, {what}: {RESTORE}.")


def _canonical(name: PurePosixPath, content: bytes) -> bytes:
    try:
        return canonical(content, Role.SOLUTION).content
    except NotANotebook as fault:
        raise Problem(f"{name} is {fault}, then run itilkit variants again.") from None


def _renumbered(text: str, scenario: str, variant: str, moves: Sequence[str]) -> str:
    """A cell's text with the calls that have to do with ``scenario`` on another variant."""
    if f'"{scenario}"' in text and "record(" in text:
        answer = read_answer(text, scenario)
        answer = {**answer, "variant": variant, "runs": 1, "moves": list(moves) or answer["moves"]}
        return replace_answer(text, scenario, answer)
    lines = text.split("\n")
    for node in reversed(list(_variants(text, scenario))):
        # The parser counts columns in bytes.
        line = lines[node.lineno - 1].encode()
        lines[node.lineno - 1] = (
            line[: node.col_offset] + json.dumps(variant).encode() + line[node.end_col_offset :]
        ).decode()
    return "\n".join(lines)


def _variants(text: str, scenario: str) -> Iterator[ast.Constant]:
    """Where a cell names the variant of ``scenario``, from its top to its end."""
    for call in ast.walk(ast.parse(text)):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        first = call.args[0]
        if isinstance(first, ast.Constant) and first.value == scenario:
            for keyword in call.keywords:
                if keyword.arg == "variant" and isinstance(keyword.value, ast.Constant):
                    yield keyword.value
