"""The variant tool of the dialogue: other weights and another trust at the start where the lesson holds.

A variant's weights and trust are written or perturbed; everything else in its file is computed here: the
reference and the strategies shown beside a run. A perturbed variant is kept only when the same lesson can be
learnt on it (docs/rules/index.md).
"""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any

from itilkit.authoring.dialogue.search import climbed
from itilkit.authoring.dialogue.strategies import pair, random_moves, strategies, worked_run
from itilkit.authoring.variant_tool import CarriedOver, RandomRun, VariantTool
from itilkit.scenarios.base import Result, replay
from itilkit.scenarios.dialogue.content import Beside
from itilkit.scenarios.dialogue.model import ID, Dialogue
from itilkit.scenarios.dialogue.rules import CHECKS, EVENTS, PEOPLE, POINTS, TURNS

#: A perturbation moves each weight by up to this share, up or down, before all are made to add to 100.
SPREAD = 0.4
#: What the points that an event changes weigh together at least, of 100: less, and nobody would notice it.
LEAST_AT_STAKE = 12.0
#: The trust that a perturbation lets somebody start with, at least and at most.
TRUST_RANGE = {"mara": (1, 3), "tomas": (0, 2), "ines": (1, 3), "bryn": (0, 1)}


def reference(scenario: Dialogue) -> float:
    """The value (0 to 100) that a run's outcome is measured against: that of the co-creator's run when no
    change of one turn, and no swap of two, raises it any more; rounded up to two decimals. It is the best
    found in this way, not proven to be the best.
    """
    moves = [pair(move) for move in strategies(scenario)["co-creator"]]
    return math.ceil(round(100 * climbed(scenario.rules, moves)[0], 6)) / 100


def _random_run(scenario: Dialogue) -> RandomRun:
    """What says anything to anybody."""
    return partial(random_moves, scenario)


def _moved(scenario: Dialogue, dice: Random) -> Mapping[str, Any]:
    """The perturbed weights and trust."""
    numbers = scenario.numbers
    raw = {point: numbers.weights[point] * (1 + SPREAD * (2 * dice.random() - 1)) for point in POINTS}
    trust = {}
    for person in PEOPLE:
        low, high = TRUST_RANGE[person]
        step = int(3 * dice.random()) - 1
        trust[person] = min(high, max(low, numbers.trust[person] + step))
    return {"weights": _hundred(raw), "trust": trust}


def _measured(scenario: Dialogue) -> Mapping[str, Any]:
    """The value that a run's outcome is measured against."""
    return {"reference": reference(scenario)}


def _beside(scenario: Dialogue, name: str, title: str, played: Result[Any]) -> Beside:
    """What a strategy's run comes to, turn by turn, the turns that it leaves being waits."""
    waits = ["wait"] * (TURNS - played.state.turn)
    whole = replay(scenario, [*strategies(scenario)[name], *waits])
    worths = [turn.worth for turn in whole.state.turns]
    return Beside(
        id=name,
        name=title,
        worths=tuple(worths[turn - 1] for turn in CHECKS),
        turns=tuple(worths),
        trust=tuple(sum(turn.trust.values()) / len(PEOPLE) for turn in whole.state.turns),
        value=played.value,
        score=played.score,
    )


def _plain_reasons(scenario: Dialogue) -> Iterator[str]:
    """Whether what happens outside changes enough."""
    for event, (name, points) in EVENTS.items():
        at_stake = sum(scenario.numbers.weights[point] for point in points)
        if at_stake < LEAST_AT_STAKE:
            yield f"the {name} after turn {event} changes too little, {at_stake:g} of 100"


def _carried_over(scenario: Dialogue) -> CarriedOver[Dialogue]:
    """Two people at least should start with another trust: who opens up when has to be found out anew."""
    trust = scenario.numbers.trust

    def reasons(moved: Dialogue, _: Callable[[], Dialogue]) -> Iterator[str]:
        other = sum(moved.numbers.trust[person] != trust[person] for person in PEOPLE)
        if other < 2:
            yield f"{other} of the four start with another trust, and 2 should"

    return reasons


def _hundred(raw: Mapping[str, float]) -> dict[str, float]:
    """Whole weights that add to 100, in proportion; what rounding leaves goes where it took most."""
    total = sum(raw.values())
    shares = {point: 100 * weight / total for point, weight in raw.items()}
    whole = {point: float(int(share)) for point, share in shares.items()}
    short = sorted(POINTS, key=lambda point: (round(whole[point] - shares[point], 9), POINTS.index(point)))
    for point in short[: 100 - int(sum(whole.values()))]:
        whole[point] += 1.0
    return whole


TOOL: VariantTool[Dialogue] = VariantTool(
    scenario=ID,
    note=lambda _: (
        "trust: 0 to 5 at the start; weights: what each point is worth in an agreement, 100 together.",
        "The rest is computed from them: see scenarios/dialogue/variants.py.",
    ),
    shown={
        "provider-only": "Decides alone",
        "thorough-sign-off": "Asks everything, then closes",
        "endless-talk": "Talks without agreeing",
        "misses-the-second-event": "Revisits once",
        "co-creator": "Co-creates",
    },
    naive=("provider-only",),
    passing=("co-creator", "co-creator-first-try"),
    strategies=strategies,
    worked=worked_run,
    random_run=_random_run,
    moved=_moved,
    measured=_measured,
    beside=_beside,
    plain_reasons=_plain_reasons,
    carried_over=_carried_over,
)
