"""Simulated learners: whom a class consists of, what each believes, how they play and how they answer.

Nobody here exists. A learner holds some misconceptions; wherever a question offers one of those, they nearly
always take it, and their runs show it. Everything else they get right as often as their skill says.
"""

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from random import Random

import attrs

ROOT = Path(__file__).resolve().parents[2]
for folder in ("tests", "tests/personas"):
    if str(ROOT / folder) not in sys.path:
        sys.path.append(str(ROOT / folder))

from svs_samples import answers as card_answers  # noqa: E402 - found by the lines above
from svs_samples import system  # noqa: E402

from itilkit.items.kinds import steps_of  # noqa: E402
from itilkit.scenarios import load_scenario, replay  # noqa: E402

#: What is planted, and how many of 30 hold it.
PLANTED = {"M15": 14, "M7": 11, "M17": 8, "M10": 6, "M16": 4}
#: How often somebody acts on what they believe, where they could.
FIRM = 0.95

_FIRST = (
    *("Asel", "Bastian", "Chiamaka", "Dov", "Eluned", "Farouk", "Greta", "Hamsa", "Ingrid", "Joaquim"),
    *("Kalina", "Leif", "Mireille", "Naoki", "Oksana", "Pál", "Quirin", "Rosalind", "Sunniva", "Tendai"),
    *("Ulrike", "Viggo", "Wren", "Xoán", "Yusra", "Zofia", "Anselm", "Birgitta", "Caius", "Delphine"),
)
_LAST = (
    *("Abernathy", "Brzozowski", "Castellanos", "Dufresne", "Eriksen", "Fairweather", "Gundersen", "Holub"),
    *("Iwasaki", "Jankowski", "Kowalczyk", "Ljungberg", "Montenegro", "Nwosu", "Oyarzun", "Petrauskas"),
    *("Quenneville", "Rasmussen", "Szabo", "Thorvaldsen", "Umarov", "Vandermeer", "Whitlock", "Xhaferi"),
    *("Yilmaz", "Zagorski", "Achterberg", "Bielawski", "Cranmer", "Dragomir"),
)


@attrs.frozen
class Person:
    """A simulated learner: who they are, what they hold, and their ``skill`` before and after the course."""

    id: str
    first: str
    last: str
    held: frozenset[str]
    skill: float
    before: float
    seed: str

    @property
    def email(self):
        """An address that cannot exist."""
        return f"{self.id}@class.example"

    def dice(self, what):
        """Chance of their own for each thing they do."""
        return Random(f"{self.seed} {self.id} {what}")  # noqa: S311 - a repeatable draw


def people(learners=30, seed=1, planted: Mapping[str, int] | None = None):
    """A class of so many; what is planted is dealt out by shares of 30."""
    dice = Random(seed)  # noqa: S311 - a repeatable draw
    planted = PLANTED if planted is None else planted
    holders = {
        code: set(dice.sample(range(learners), round(count * learners / 30)))
        for code, count in planted.items()
    }
    made = []
    for place in range(learners):
        first, last = _FIRST[place % len(_FIRST)], _LAST[(7 * place + place // 30) % len(_LAST)]
        skill, before = 0.80 + 0.17 * dice.random(), 0.35 + 0.2 * dice.random()
        held = frozenset(code for code, who in holders.items() if place in who)
        made.append(Person(f"sim{seed}{place + 1:03d}x", first, last, held, skill, before, str(seed)))
    return tuple(made)


# how they answer ------------------------------------------------------------------------------------


def respond(person, question, key, because, skill=None):
    """A response to a question: what they believe where it is offered, else right or a slip."""
    dice = person.dice(question.id)
    skill = person.skill if skill is None else skill
    tempts = {name for name, (code, _) in because.items() if code in person.held and dice.random() < FIRM}
    kind = question.kind
    if kind == "choice":
        return _choose(question, key, tempts, skill, dice)
    if kind == "multi":
        return _tick(question, key, tempts, skill, dice)
    if kind == "order":
        return _order(key, tempts, skill, dice)
    return _sort(question, key, because, person.held, skill, dice)


def _choose(question, key, tempts, skill, dice):
    (right,) = key
    offered = [option for option in question.options if option in tempts and option != right]
    if offered:
        return dice.choice(offered)
    wrong = [option for option in question.options if option != right]
    return right if dice.random() < skill else dice.choice(wrong)


def _tick(question, key, tempts, skill, dice):
    ticked = []
    for option in question.options:
        right = option in key
        slip = dice.random() > skill
        if right != slip or (option in tempts and not right):
            ticked.append(option)
    return ticked


def _order(key, tempts, skill, dice):
    row = [entry for step in steps_of(key) for entry in step]
    if dice.random() > skill:
        one, other = dice.sample(range(len(row)), 2)
        row[one], row[other] = row[other], row[one]
    for pair in sorted(tempts):
        first, _, second = pair.partition("<")
        if second and row.index(first) < row.index(second):
            row.remove(second)
            row.insert(row.index(first), second)
    return row


def _sort(question, key, because, held, skill, dice):
    given = {}
    for row in question.options:
        wrong = [target for target in question.targets if target != key[row]]
        offered = [
            target
            for target in wrong
            if because.get(f"{row}={target}", because.get(row, (None, "")))[0] in held
        ]
        if offered and dice.random() < FIRM:
            given[row] = offered[0]
        else:
            given[row] = key[row] if dice.random() < skill else dice.choice(wrong)
    return given


# how they play --------------------------------------------------------------------------------------


def strategy(scenario, name):
    """The moves of a named strategy, on the graded variant where that has its own."""
    data = tomllib.loads((ROOT / "tests/data/strategies.toml").read_text(encoding="utf-8"))
    own = [each for each in data["strategy"] if each["scenario"] == scenario and each["name"] == name]
    return next((each for each in own if each["variant"] == "graded"), own[0])


def moves(person, scenario):
    """The run of a scenario that somebody hands in."""
    return _PLAYED[scenario](person, person.dice(scenario))


def _mix(_, dice):
    found = strategy("affordable-mix", dice.choice(["co-creator", "co-creator", "please-everyone"]))["moves"]
    return _less_talk(found, dice)


def _less_talk(found, dice):
    """The same run with up to two conversations fewer."""
    for _ in range(dice.randrange(3)):
        talks = [place for place, move in enumerate(found) if move.startswith("ask ")]
        left_out = dice.choice(talks)
        found = [move for place, move in enumerate(found) if place != left_out]
    return found


def _system(person, dice):
    if "M10" in person.held:
        found = strategy("service-value-system", "article-read-literally")
    else:
        found = strategy("service-value-system", dice.choice(["correct", "correct", "tool-buyer"]))
    cards = found["cards_right"] - dice.randrange(3)
    return [*found["moves"], *card_answers(system("graded"), cards, found["diagnoses_right"])]


def _stream(person, dice):
    names = ["co-creator", "best", "no-card-bought"]
    name = "hires-and-keeps-the-loop" if "M17" in person.held else dice.choice(names)
    return strategy("value-stream", name)["moves"]


def _dialogue(person, dice):
    """A good dialogue with a turn or two wasted; without sharing limits, or closed after the first agreement,
    where they believe so.
    """
    found = list(strategy("dialogue", dice.choice(["co-creator", "co-creator-first-try"]))["moves"])
    spare = [place for place, move in enumerate(found) if move.startswith("explore ") or move == "play-back"]
    for place in dice.sample(spare, dice.randrange(3)):
        found[place] = "wait"
    if "M15" in person.held:
        found[found.index("share-limits")] = "wait"
    if "M7" in person.held:
        found = [*found[: found.index("propose") + 1], "freeze"]
    return found


def _conditions(person, dice):
    """The six iterations; outside of a belief in full rooms, now and then somebody is not invited."""
    if "M16" in person.held:
        return strategy("conditions", "everybody-in-everything")["moves"]
    found = list(strategy("conditions", dice.choice(["co-creator", "co-creator-first-try"]))["moves"])
    full = [place for place, move in enumerate(found) if len(move.split()) > 3]
    for place in dice.sample(full, min(len(full), dice.randrange(2))):
        found[place] = found[place].rsplit(" ", 1)[0]
    return found


def _capstone(person, dice):
    if "M7" in person.held:
        return strategy("capstone", "process-rigid")["moves"]
    return _less_talk(strategy("capstone", "co-creator")["moves"], dice)


_PLAYED = {
    "affordable-mix": _mix,
    "service-value-system": _system,
    "value-stream": _stream,
    "dialogue": _dialogue,
    "conditions": _conditions,
    "capstone": _capstone,
}


def legal(scenario, run):
    """Whether the rules of the graded variant allow a run; an illegal one raises."""
    model = system("graded") if scenario == "service-value-system" else load_scenario(scenario, "graded")
    return replay(model, run)
