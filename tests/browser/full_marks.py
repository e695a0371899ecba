"""What earns all automatic points in an assignment, and what a notebook that was handed in earns."""

import ast
from pathlib import Path
from typing import Any

import nbformat
from course_copy import COURSE, MODULES
from svs_samples import WHOLE, answers, place, system, without

from itilkit.authoring.value_stream.strategies import plans
from itilkit.grading.cells.released import as_released
from itilkit.grading.cells.runner import run
from itilkit.literals import read_answer
from itilkit.scenarios import SCENARIOS, load_scenario


def best_moves(scenario: str, variant: str = "graded") -> list[str]:
    """Moves that earn all points; the run stands where a learner would make it. For the scenarios that are
    played to an end, they are the instructor's.
    """
    if scenario in PLAYED_OUT:
        moves = _solved(PLAYED_OUT[scenario])[scenario]["moves"]
        return [_as_the_card_writes(move) for move in moves] if scenario == "conditions" else moves
    if scenario == "service-value-system":
        return [*place(WHOLE), "run", *answers(system(variant), 12, 5)]
    return [*plans(load_scenario("value-stream", variant))["best"].moves, "run"]


#: The scenarios whose run ends by itself, and their modules.
PLAYED_OUT = {"dialogue": "04", "conditions": "05", "capstone": "06"}


def _as_the_card_writes(move: str) -> str:
    """An iteration with those in the room in the card's own order."""
    verb, *room = move.replace(" with", "").split()
    present = [group for group in load_scenario("conditions", "graded").groups if group in room]
    return " ".join([verb, *(["with", *present] if present else [])])


def mixed_moves(scenario: str, variant: str) -> list[str]:
    """Moves that are right in part, so that everything that a card can say is said."""
    if scenario == "service-value-system":
        board = {**without("governance"), "value-streams": "component"}
        return [*place(board), "run", "place four-dimensions as component", *answers(system(variant), 8, 3)]
    moves = best_moves(scenario, variant)
    moves[0] += " approval-meeting"
    moves[1] = f"{' '.join(moves[1].split()[:2])} plan"
    return [*moves, f"return {moves[-2].split()[1]}"]


def right_answers(number: str) -> dict[str, Any]:
    """The instructor's answer to each question of an assignment, as a card writes it."""
    return {name: answer for name, answer in _solved(number).items() if name not in SCENARIOS}


def _solved(number: str) -> dict[str, Any]:
    """All answers of an instructor's notebook, by cell."""
    source = as_released(_solution(number))
    texts = {cell.id: cell.source for cell in source.notebook.cells if cell.id in source.literal_ids}
    return {name: read_answer(text, name) for name, text in texts.items()}


def earned(number: str, file: Path) -> dict[str, float]:
    """The automatic points of a notebook file, by cell, as the kit grades it: its answers as data."""
    source = as_released(_solution(number))
    cells = {cell.id: cell.source for cell in nbformat.read(file, as_version=4).cells}
    literals = {name: read_answer(cells[name], name) for name in source.literal_ids}
    graded = source.with_answers(literals, {}, {})
    run(graded, {})
    return {cell.id: _points(cell) for cell in graded.cells if cell.id.endswith("-points")}


def most(number: str) -> dict[str, float]:
    """The most automatic points of an assignment, by cell."""
    marks = {cell.id: cell.metadata.get("nbgrader", {}) for cell in _solution(number).cells}
    return {name: float(mark["points"]) for name, mark in marks.items() if name.endswith("-points")}


def _points(cell: Any) -> float:
    (result,) = [each for each in cell.outputs if each.output_type == "execute_result"]
    return ast.literal_eval(result.data["text/plain"])


def _solution(number: str) -> Any:
    name = MODULES[number]
    return nbformat.read(COURSE / "solutions" / name / f"{name}.ipynb", as_version=4)
