"""Named ways to play the six iterations, as policies that work on the numbers of any variant.

They are what a learner's run is compared with, and what a new variant is tried on. On base they give the move
lists of tests/data/strategies.toml. What is a habit is the same on every variant; only the co-creator
looks at what is live and whom it does not fit.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from random import Random

import attrs

from itilkit.authoring.conditions.search import Best, best_plan
from itilkit.scenarios.base import replay
from itilkit.scenarios.conditions.content import GROUPS, ITERATIONS
from itilkit.scenarios.conditions.model import SUPPORT, WITH, Conditions, State

#: A plan: for each iteration who is in the room, and whether it releases.
Plan = Sequence[tuple[Iterable[str], bool]]

NOBODY: tuple[str, ...] = ()
#: Habits that are the same whatever is needed.
HABITS: Mapping[str, Plan] = {
    "big-bang-provider-only": [(NOBODY, False)] * 5 + [(NOBODY, True)],
    "big-bang-signed-requirements": [(GROUPS, False)] + [(NOBODY, False)] * 4 + [(NOBODY, True)],
    "agile-without-listening": [(NOBODY, True)] * ITERATIONS,
    "everybody-in-everything": [(GROUPS, True)] * ITERATIONS,
    "customer-only": [(("customer",), True)] * ITERATIONS,
    "listens-releases-late": [
        (GROUPS, False),
        (NOBODY, False),
        (("customer", SUPPORT), False),
        (NOBODY, False),
        (("islanders", "users"), False),
        ((SUPPORT,), True),
    ],
    "co-creator-first-try": [((group, SUPPORT), True) for group in ("users", "islanders", "customer")] * 2,
}


def strategies(scenario: Conditions) -> Mapping[str, tuple[str, ...]]:
    """The move list of every named strategy on the numbers of ``scenario``, naive ones first."""
    named = {name: moves(plan) for name, plan in HABITS.items()}
    return {**named, "co-creator": _co_creator(scenario)}


def worked_run(scenario: Conditions) -> tuple[str, ...]:
    """The moves of the co-creator."""
    return strategies(scenario)["co-creator"]


def moves(plan: Plan) -> tuple[str, ...]:
    """A plan as lines such as ``release with customer support``, the groups in the order of the alphabet."""
    return tuple(_move(room, released=released) for room, released in plan)


def best(scenario: Conditions, *, without: str = "") -> Best:
    """The best plan there is, or the best in which the group ``without`` is never in the room; exact."""
    return best_plan(
        scenario.first_work,
        scenario.needs,
        support=scenario.place[SUPPORT],
        without=[scenario.place[without]] if without else [],
    )


def best_moves(scenario: Conditions, found: Best) -> tuple[str, ...]:
    """A best plan as a move list."""
    group_at = {place: group for group, place in scenario.place.items()}
    return moves([([group_at[place] for place in room], released) for room, released in found.plan])


def random_moves(dice: Random) -> tuple[str, ...]:
    """Six iterations without any thought: each group is in the room or not, and each iteration releases or
    not, by the toss of a coin.
    """
    return moves(
        [([group for group in GROUPS if dice.random() < 0.5], dice.random() < 0.5) for _ in range(ITERATIONS)]
    )


def _co_creator(scenario: Conditions) -> tuple[str, ...]:
    """Releases every time with support in the room, which comes first of all. Then meets one group at a time,
    those whom what is live serves worst before the others, and after that goes back to those to whom it
    gives too little; only when there are none, to those to whom it gives too much.
    """
    lines: list[str] = []
    state = scenario.start()
    for _ in range(ITERATIONS):
        lines.append(_move([SUPPORT, *_to_meet(scenario, state)], released=True))
        state = replay(scenario, lines).state
    return tuple(lines)


def _to_meet(scenario: Conditions, state: State) -> list[str]:
    live = scenario.work(state).live
    if live is None:
        return []
    needs = scenario.needs[state.iteration]
    short = {group: needs[place] - live[place] for group, place in scenario.place.items() if group != SUPPORT}
    unheard = [group for group in short if scenario.last_heard(state, group) is None]
    if unheard:
        return [max(unheard, key=lambda group: abs(short[group]))]
    too_little = [group for group in short if short[group] > 0]
    return too_little or [group for group in short if short[group] < 0]


def _move(room: Iterable[str], *, released: bool) -> str:
    verb, named = "release" if released else "build", sorted(room)
    return " ".join([verb, WITH, *named]) if named else verb


@attrs.frozen
class LeftOut:
    """What the best plan reaches in which a group is never in the room: its value (0 to 100), and points that
    no such plan can exceed, had it everything else that such a plan can have.
    """

    group: str
    value: float
    points: float


def left_out(scenario: Conditions, group: str) -> LeftOut:
    """How far any plan can get that leaves ``group`` out from the first iteration to the last."""
    found = best(scenario, without=group)
    criteria = scenario.assess(replay(scenario, best_moves(scenario, found)).state).criteria
    lost = {
        "went-back": 0.5 if group in {"customer", "islanders"} else 0.0,
        "support": 1.0 if group == SUPPORT else 0.0,
        "heard": 0.25,
    }
    others = fsum(most - lost.get(name, 0.0) for name, (_, most) in criteria.items() if name != "outcome")
    return LeftOut(group=group, value=found.value, points=criteria["outcome"][0] + others)
