"""Whole submissions out of the files `NN.toml`: a released exercise with somebody's answers in it.

An assignment is data: what it is called, which cells it grades, and a class of learners. A file for another
assignment is all that its tests need; 01.toml says what may stand in it.
"""

import copy
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import attrs
import nbformat

from itilkit.literals import read_answer, replace_answer

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.stem: path for path in sorted(Path(__file__).parent.glob("[0-9][0-9].toml"))}
HUGE = 10_000_000
TESTS = str(ROOT / "tests")
if TESTS not in sys.path:
    sys.path.append(TESTS)


@attrs.frozen
class Persona:
    """One learner: answers by cell, cell texts that replace them, the written answer, expected points.

    ``says`` maps a cell's id to a part of the sentence that the page says of it; ``marked`` are the points
    and the comment that a person gave the text.
    """

    id: str
    answers: Mapping[str, object]
    sources: Mapping[str, str]
    text: str | None
    expect: Mapping[str, float]
    number: str = "01"
    says: Mapping[str, str] = attrs.field(factory=dict)
    marked: tuple[float, str] | None = None
    late: bool = False
    stock: bool = True
    golden: bool = False

    @property
    def assignment(self) -> "Assignment":
        """What this learner hands in."""
        return assignment(self.number)

    @property
    def blank(self) -> bool:
        """Whether nothing is answered: then there is no score, where answers are graded as data."""
        return not (self.answers or self.sources or self.text)

    @property
    def points(self) -> dict[str, float]:
        """The expected points of every grade cell that nbgrader marks by itself."""
        cells = {f"{name}-points": 0.0 for name in (self.assignment.scenario, *self.assignment.items)}
        return cells | {f"{name}-points": float(points) for name, points in self.expect.items()}


@attrs.frozen
class Assignment:
    """An assignment: the ids of its cells, the headings of its sections, and the most points of each cell."""

    id: str
    scenario: str
    items: tuple[str, ...]
    sections: tuple[str, ...]
    most: Mapping[str, float]

    @property
    def written(self) -> str:
        """The id of the written answer."""
        return f"{self.scenario}-why"

    @property
    def exercise(self) -> Path:
        """What learners get."""
        return ROOT / "exercises" / self.id / f"{self.id}.ipynb"

    @property
    def solution(self) -> Path:
        """The instructor's own."""
        return ROOT / "solutions" / self.id / f"{self.id}.ipynb"


@cache
def assignment(number="01"):
    """The assignment of the file ``number``."""
    data = _data(number)["assignment"]
    scenario, items = data["scenario"], tuple(data["items"])
    most = {f"{scenario}-points": float(data["points"]), f"{scenario}-why": float(data.get("written", 4))}
    most |= {f"{item}-points": 1.0 for item in items}
    return Assignment(data["id"], scenario, items, tuple(data["sections"]), most)


@cache
def _data(number):
    return tomllib.loads(FILES[number].read_text(encoding="utf-8"))


def strategies(number="01"):
    """The strategies of an assignment's scenario by name: those on the graded variant, else the lesson's."""
    data = tomllib.loads((ROOT / "tests/data/strategies.toml").read_text(encoding="utf-8"))
    own = [entry for entry in data["strategy"] if entry["scenario"] == assignment(number).scenario]
    graded = [entry for entry in own if entry["variant"] == "graded"]
    return {entry["name"]: entry for entry in graded or own}


def personas(number="01"):
    """All learners of an assignment's class, by id."""
    return {entry["id"]: _persona(entry, number) for entry in _data(number)["persona"]}


def everybody():
    """Every (number, id) there is, for tests that look at each submission."""
    return [(number, name) for number in FILES for name in personas(number)]


def _persona(entry, number):
    own = assignment(number)
    given = entry.get("answers", {})
    answers = dict(_data(number)["sets"][given] if isinstance(given, str) else given)
    answers |= entry.get("but", {})
    text = entry.get("text")
    if entry.get("solution"):
        answers, text = solved(own)
    moves = _moves(entry, number)
    if moves is not None:
        answers[own.scenario] = {"variant": entry.get("variant", "graded"), "runs": 1, "moves": moves}
    sources = {name: source.strip("\n") for name, source in entry.get("source", {}).items()}
    for name in entry.get("huge", ()):
        sources[name] = f'from itilkit import record\n\nrecord("{name}", answer="{"x" * HUGE}")'
    marked = entry.get("marked")
    return Persona(
        entry["id"],
        answers,
        sources,
        text,
        entry.get("expect", {}),
        number,
        entry.get("says", {}),
        None if marked is None else (marked["points"], marked["comment"]),
        entry.get("late", False),
        entry.get("stock", True),
        entry.get("golden", False),
    )


def _moves(entry, number):
    """The move list of a persona; a value that is no list stays as it is written."""
    if "run" in entry:
        strategy = strategies(number)[entry["run"]]
        moves = list(strategy["moves"])
        right = strategy.get("cards_right"), strategy.get("diagnoses_right")
    elif "moves" in entry:
        moves, right = entry["moves"], (None, None)
    else:
        return None
    if "seasons" in entry:
        ends = [place for place, move in enumerate(moves, 1) if move.startswith("offer ")]
        moves = moves[: ends[entry["seasons"] - 1]]
    right = tuple(entry.get("sorted", right))
    if right != (None, None):
        from svs_samples import answers, system

        moves = [*moves, *answers(system("graded"), *right)]
    return [*moves, *entry["then"]] if "then" in entry else moves


def solved(own):
    """The answers and the text of the instructor's own notebook."""
    answers, text = {}, None
    for cell in nbformat.read(own.solution, as_version=4).cells:
        marks = cell.metadata.get("nbgrader", {})
        if not marks.get("solution"):
            continue
        if cell.cell_type == "code":
            answers[marks["grade_id"]] = read_answer(cell.source, marks["grade_id"])
        else:
            text = cell.source.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
    return answers, text


def exercise(number="01"):
    """The released exercise as a notebook."""
    return nbformat.read(assignment(number).exercise, as_version=4)


def notebook_of(persona):
    """The exercise as ``persona`` hands it in."""
    notebook = copy.deepcopy(exercise(persona.number))
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in persona.sources:
            cell.source = persona.sources[name]
        elif name in persona.answers:
            cell.source = replace_answer(cell.source, name, persona.answers[name])
        elif name == persona.assignment.written and persona.text is not None:
            cell.source = persona.text.strip("\n")
    return notebook


def hand_in(persona, course, when=None):
    """Lay ``persona``'s notebook into the course's submitted folder, stamped with the time ``when``."""
    folder = course / "submitted" / persona.id / persona.assignment.id
    folder.mkdir(parents=True)
    nbformat.write(notebook_of(persona), folder / f"{persona.assignment.id}.ipynb")
    if when is not None:
        (folder / "timestamp.txt").write_text(when, encoding="utf-8")


# The first assignment, which most tests of grading use as their example.
_FIRST = assignment("01")
ASSIGNMENT, MIX, ITEMS, WRITTEN = _FIRST.id, _FIRST.scenario, _FIRST.items, _FIRST.written
EXERCISE, MOST = _FIRST.exercise, _FIRST.most
