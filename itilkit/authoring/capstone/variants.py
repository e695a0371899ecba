"""The variant tool of the capstone: other ratings on which the lesson of the year still holds.

A variant's ratings are written or perturbed; everything else in its file is computed here: the value that a
year is measured against and the strategies shown beside it. A perturbed variant is kept only when the same
lesson can be learnt on it (docs/rules/index.md).
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from random import Random
from typing import Any

from itilkit.authoring.affordable_mix.variants import ratings_moved_by
from itilkit.authoring.capstone.search import Mix, Search
from itilkit.authoring.capstone.strategies import Quarter, due, moves, random_moves, strategies, worked_run
from itilkit.authoring.variant_tool import RandomRun, VariantTool
from itilkit.scenarios.affordable_mix.model import WANTED
from itilkit.scenarios.base import Result, at_least, more_than, replay
from itilkit.scenarios.capstone.content import ID, Beside
from itilkit.scenarios.capstone.model import Capstone, State
from itilkit.scenarios.capstone.year import SEVERAL

#: So many lines of each person's own must be true of their ratings in every quarter: none repeats at once.
LINES = 2


def reference(scenario: Capstone) -> float:
    """The value of a year (0 to 100) that a learner's is measured against: the highest that can be reached
    while at least two people are asked every quarter, rounded down to one decimal.
    """
    return math.floor(round(10 * Search(scenario).best(SEVERAL), 9)) / 10


def best_of_one_mix(scenario: Capstone) -> float:
    """The most points of a year that offers one and the same mix and does everything else that is asked for:
    all four are asked every quarter, in the first as many as the effort left allows.
    """
    people, quarters = tuple(scenario.people), len(scenario.quarters)
    least = min(quarter.budget for quarter in scenario.quarters)
    free = scenario.words.effort - sum(scenario.actions[name].effort for name in due(0, quarters))
    top = 0.0
    for mix in Search(scenario).mixes:
        first = min(len(people), free - len(mix))
        if scenario.cost(mix) > least or first < 0:
            continue
        for asked in itertools.combinations(people, first):
            score = _one_mix(scenario, mix, asked).score
            top = max(top, score)
            if score + 1.5 <= top:  # whoever else is asked first changes the first quarter's evidence only
                break
    return top


def _random_run(scenario: Capstone) -> RandomRun:
    """What makes a year without any thought."""
    return partial(random_moves, Search(scenario))


def _moved(scenario: Capstone, dice: Random) -> Mapping[str, Any]:
    """The perturbed ratings."""
    return {"ratings": ratings_moved_by(dice, scenario.numbers.ratings)}


def _measured(scenario: Capstone) -> Mapping[str, Any]:
    """The value that a year is measured against."""
    return {"reference": reference(scenario)}


def _beside(_: Capstone, name: str, title: str, played: Result[Any]) -> Beside:
    """What a strategy's year comes to, quarter by quarter."""
    year = played.state.played
    return Beside(
        id=name,
        name=title,
        quarters=tuple(quarter.value for quarter in year),
        trust=tuple(quarter.trust for quarter in year),
        delay=tuple(quarter.delay for quarter in year),
        value=played.value,
        score=played.score,
    )


def _plain_reasons(scenario: Capstone) -> Iterator[str]:
    """What the ratings tell without a reference to score against."""
    yield from _something_to_say(scenario)
    yield from _pays_later(scenario)


def _own_reasons(scenario: Capstone, _: Mapping[str, Result[Any]]) -> Iterator[str]:
    """One mix for the whole year does not pass."""
    top = best_of_one_mix(scenario)
    if at_least(top, 22.5):
        yield f"one mix all year reaches {top:.2f} points, and should not pass"


def _something_to_say(scenario: Capstone) -> Iterator[str]:
    """Everybody has lines of their own in every quarter that their ratings bear out."""
    for place, quarter in enumerate(scenario.quarters):
        for person in scenario.people:
            lines = scenario.mix_words.lines[quarter.id][person]
            true = sum(
                all(scenario.rating(place, person, feature) >= WANTED for feature in line.about)
                for line in lines
            )
            if true < LINES:
                yield f"{person} can say {true} of {len(lines)} lines in {quarter.id}, and should {LINES}"


def _pays_later(scenario: Capstone) -> Iterator[str]:
    """The chart that sceptics need: talk and flow cost the co-creator one quarter and pay in the rest."""
    plans = strategies(scenario)
    rigid, joint = (
        replay(scenario, list(plans[name])).state.played for name in ("process-rigid", "co-creator")
    )
    for place, (one, other) in enumerate(zip(rigid, joint, strict=True)):
        better, worse = (one, other) if place == 0 else (other, one)
        if not more_than(better.value, worse.value):
            names = ("process-rigid", "co-creator") if place == 0 else ("co-creator", "process-rigid")
            yield f"in {scenario.quarters[place].id} {names[0]} should be worth more than {names[1]}"


def _one_mix(scenario: Capstone, mix: Mix, first: Sequence[str]) -> Result[State]:
    everybody, quarters = tuple(scenario.people), len(scenario.quarters)
    year = [Quarter(mix, everybody if place else first, due(place, quarters)) for place in range(quarters)]
    return replay(scenario, moves(year))


TOOL: VariantTool[Capstone] = VariantTool(
    scenario=ID,
    note=lambda _: (
        "ratings: 0 to 5 for F1 to F10. The rest is computed: see scenarios/capstone/variants.py.",
    ),
    shown={
        "provider-only": "Decides alone",
        "process-rigid": "Signs once and keeps to it",
        "please-everyone": "Pleases each in turn",
        "box-ticker": "Ticks every box",
        "co-creator": "Co-creates",
    },
    naive=("provider-only", "cheapest", "feature-maximizer"),
    strategies=strategies,
    worked=worked_run,
    random_run=_random_run,
    moved=_moved,
    measured=_measured,
    beside=_beside,
    plain_reasons=_plain_reasons,
    own_reasons=_own_reasons,
)
