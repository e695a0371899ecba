"""The variant tool of the six iterations: other needs on which the lesson still holds.

A variant's needs are written or perturbed; everything else in its file is computed here: the value that a run
is measured against and the strategies shown beside it. A perturbed variant is kept only when the same lesson
can be learnt on it (docs/rules/index.md).
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from math import floor
from random import Random
from typing import Any

from itilkit.authoring.conditions.strategies import (
    best,
    best_moves,
    left_out,
    random_moves,
    strategies,
    worked_run,
)
from itilkit.authoring.variant_tool import CarriedOver, RandomRun, VariantTool
from itilkit.scenarios.base import Result, at_least, replay
from itilkit.scenarios.conditions.content import ID, ITERATIONS, MOST_NEEDED, Beside
from itilkit.scenarios.conditions.model import GO_BACK, MOST, Conditions

#: Strategies that may pass: both listen, release often and keep support in the room.
PASSING = ("co-creator-first-try", "co-creator")
#: A perturbation moves each level of a need by up to so many steps.
SPREAD = 2
#: No need falls below this, so that there is always more to build than the team assumes.
LEAST_NEED = 4
#: By how much a need moves at least, where the score asks for going back.
DRIFT = 2
#: The share of points within which somebody stays who plays the best plan of another variant.
COPIED = 0.85


def reference(scenario: Conditions) -> float:
    """The value (0 to 100) that a run is measured against: the highest that any plan reaches, rounded down to
    two decimals (docs/rules/conditions.md, Points).
    """
    return floor(round(best(scenario).value, 9) * 100) / 100


def _random_run(_: Conditions) -> RandomRun:
    """What makes a run without any thought: the same on all numbers."""
    return random_moves


def _moved(scenario: Conditions, dice: Random) -> Mapping[str, Any]:
    """The perturbed needs."""
    dated = {scenario.words.aspects[scenario.place[group]].id for group in GO_BACK}

    def drawn(most: int) -> int:
        return int(dice.random() * (2 * most + 1)) - most

    def moved(aspect: str, row: tuple[int, ...]) -> tuple[int, ...]:
        levels: list[int] = []
        for level, run in itertools.groupby(row):
            to = min(MOST_NEEDED, max(LEAST_NEED, level + drawn(SPREAD)))
            levels += [to] * len(list(run))
        late = 0 if aspect in dated else drawn(1)
        return tuple(levels[min(ITERATIONS - 1, max(0, place - late))] for place in range(ITERATIONS))

    return {"needs": {aspect: moved(aspect, row) for aspect, row in scenario.numbers.needs.items()}}


def _measured(scenario: Conditions) -> Mapping[str, Any]:
    """The value that a run is measured against."""
    return {"reference": reference(scenario)}


def _beside(_: Conditions, name: str, title: str, played: Result[Any]) -> Beside:
    """What a strategy comes to, iteration by iteration."""
    iterations = played.state.played
    return Beside(
        id=name,
        name=title,
        values=tuple(done.value for done in iterations),
        qualities=tuple(done.quality for done in iterations),
        rooms=tuple(len(done.present) for done in iterations),
        releases=sum(done.released for done in iterations),
        value=played.value,
        score=played.score,
    )


def _plain_reasons(scenario: Conditions) -> Iterator[str]:
    """What the needs tell without playing: where the score asks for going back, there is reason to go."""
    for group, when in GO_BACK.items():
        place = scenario.place[group]
        before, after = scenario.needs[when - 1][place], scenario.needs[when][place]
        if abs(after - before) < DRIFT:
            yield f"what {group} needs moves from {before} to {after} before iteration {when + 1}"
    for group, place in scenario.place.items():
        aspect = scenario.words.aspects[place].id
        row = [needs[place] for needs in scenario.needs]
        if len(set(row)) == 1:
            yield f"what {group} needs never moves"
        if min(row) <= scenario.numbers.assumption[aspect]:
            yield f"the team need not ask {group}: it assumes {scenario.numbers.assumption[aspect]}"


def _own_reasons(scenario: Conditions, played: Mapping[str, Result[Any]]) -> Iterator[str]:
    """Going back is better than a first try, and nobody can be left out (docs/rules/conditions.md)."""
    first_try, co_creator = (played[name].score for name in PASSING)
    if at_least(first_try, co_creator):
        yield f"the first try reaches {first_try:.2f} points, and the co-creator {co_creator:.2f}"
    for group in scenario.groups:
        without = left_out(scenario, group)
        if at_least(without.points, 0.75 * sum(MOST.values())):
            yield f"a plan that never sees {group} may reach {without.points:.2f} points"


def _carried_over(scenario: Conditions) -> CarriedOver[Conditions]:
    """The co-creator should play otherwise than on ``scenario``, and who copies the best plan of
    ``scenario`` get less than 85 % of the points.
    """
    known = strategies(scenario)["co-creator"]
    plan = best_moves(scenario, best(scenario))

    def reasons(moved: Conditions, done: Callable[[], Conditions]) -> Iterator[str]:
        if strategies(moved)["co-creator"] == known:
            yield "the co-creator plays as before"
        copied = replay(done(), plan)
        if at_least(copied.score, COPIED * copied.max_score):
            yield f"the best plan of before reaches {copied.score:.2f} points"

    return reasons


TOOL: VariantTool[Conditions] = VariantTool(
    scenario=ID,
    note=lambda _: (
        "assumption, needs: 0 to 10, needs for iterations 1 to 6.",
        "The rest is computed from them: see scenarios/conditions/variants.py.",
    ),
    shown={
        "agile-without-listening": "Releases often, asks nobody",
        "listens-releases-late": "Listens, releases late",
        "everybody-in-everything": "Everybody, every time",
        "co-creator": "Co-creates",
    },
    naive=("big-bang-provider-only", "agile-without-listening", "everybody-in-everything"),
    passing=PASSING,
    strategies=strategies,
    worked=worked_run,
    random_run=_random_run,
    moved=_moved,
    measured=_measured,
    beside=_beside,
    plain_reasons=_plain_reasons,
    own_reasons=_own_reasons,
    carried_over=_carried_over,
)
