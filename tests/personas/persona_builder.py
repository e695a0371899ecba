"""Whole submissions out of `personas.toml`: the released exercise with somebody's answers in it."""

import copy
import tomllib
from collections.abc import Mapping
from pathlib import Path

import attrs
import nbformat

from itilkit.literals import replace_answer

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "01-focus-on-value"
EXERCISE = ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
MIX = "affordable-mix"
ITEMS = ("harbour-wifi", "ticket-machines", "clinic-shuttle", "winter-line", "boarding-app", "parcel-counter")
WRITTEN = "affordable-mix-why"
MOST = {f"{MIX}-points": 12.0, **{f"{item}-points": 1.0 for item in ITEMS}, WRITTEN: 4.0}
HUGE = 10_000_000


@attrs.frozen
class Persona:
    """One learner: answers by cell, cell texts that replace them, the written answer, expected points."""

    id: str
    answers: Mapping[str, object]
    sources: Mapping[str, str]
    text: str | None
    expect: Mapping[str, float]

    @property
    def points(self) -> dict[str, float]:
        """The expected points of every grade cell that nbgrader marks by itself."""
        cells = {f"{name}-points": 0.0 for name in (MIX, *ITEMS)}
        return cells | {f"{name}-points": float(points) for name, points in self.expect.items()}


def strategies():
    """The strategies on the graded variant, by name."""
    data = tomllib.loads((ROOT / "tests/data/strategies.toml").read_text(encoding="utf-8"))
    return {
        entry["name"]: entry
        for entry in data["strategy"]
        if entry["scenario"] == MIX and entry["variant"] == "graded"
    }


def personas():
    """All learners of the class, by id."""
    data = tomllib.loads(Path(__file__).with_name("personas.toml").read_text(encoding="utf-8"))
    return {entry["id"]: _persona(entry, data["sets"]) for entry in data["persona"]}


def _persona(entry, sets):
    answers = entry.get("answers", {})
    answers = dict(sets[answers] if isinstance(answers, str) else answers)
    moves = _moves(entry)
    if moves is not None:
        answers[MIX] = {"variant": entry.get("variant", "graded"), "runs": 1, "moves": moves}
    sources = {name: text.strip("\n") for name, text in entry.get("source", {}).items()}
    for name in entry.get("huge", ()):
        sources[name] = f'from itilkit import record\n\nrecord("{name}", answer="{"x" * HUGE}")'
    return Persona(entry["id"], answers, sources, entry.get("text"), entry.get("expect", {}))


def _moves(entry):
    if "run" not in entry:
        return entry.get("moves")
    moves = strategies()[entry["run"]]["moves"]
    ends = [place for place, move in enumerate(moves, 1) if move.startswith("offer ")]
    return moves[: ends[entry.get("seasons", 3) - 1]]


def exercise():
    """The released exercise as a notebook."""
    return nbformat.read(EXERCISE, as_version=4)


def notebook_of(persona):
    """The exercise as ``persona`` hands it in."""
    notebook = copy.deepcopy(exercise())
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in persona.sources:
            cell.source = persona.sources[name]
        elif name in persona.answers:
            cell.source = replace_answer(cell.source, name, persona.answers[name])
        elif name == WRITTEN and persona.text is not None:
            cell.source = persona.text.strip("\n")
    return notebook


def hand_in(persona, course, when=None):
    """Lay ``persona``'s notebook into the course's submitted folder, stamped with the time ``when``."""
    folder = course / "submitted" / persona.id / ASSIGNMENT
    folder.mkdir(parents=True)
    nbformat.write(notebook_of(persona), folder / f"{ASSIGNMENT}.ipynb")
    if when is not None:
        (folder / "timestamp.txt").write_text(when, encoding="utf-8")
