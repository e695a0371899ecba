"""The best plan of six iterations, found exactly.

Every plan is followed, iteration by iteration. Two plans that lead to the same work are one from there on, so
only the better is kept. A first, narrow search keeps the few best after each iteration and so finds a value
that can be reached; the second keeps all that could still reach it, if every iteration left had the full
value. What remains of 32⁶ plans is a few hundred at a time.
"""

import heapq
import itertools
from collections.abc import Iterable, Sequence

import attrs

from itilkit.scenarios.conditions.work import Work

#: One iteration of a plan: the places of the aspects heard, and whether it releases.
Choice = tuple[tuple[int, ...], bool]
#: Work that can be reached, with the sum of values so far and the plan that leads there.
Reached = dict[Work, tuple[float, tuple[Choice, ...]]]
#: How many the narrow search keeps after each iteration.
NARROW = 40
#: Sums of values are compared with this much room for rounding, so that an equal plan is not dropped.
CLOSE = 1e-6


@attrs.frozen
class Best:
    """The highest mean value (0 to 100) that any plan reaches, and one plan that reaches it."""

    value: float
    plan: tuple[Choice, ...]


def best_plan(
    start: Work, needs: Sequence[Sequence[int]], *, support: int, without: Iterable[int] = ()
) -> Best:
    """The best of all plans from ``start``, whose aspects are needed as each row of ``needs`` says.

    ``support`` is the place of the aspect whose owner takes over what goes live; the owners of aspects named
    in ``without`` are never in the room.
    """
    left_out = set(without)
    places = [place for place in range(len(needs[0])) if place not in left_out]
    rooms = [room for size in range(len(places) + 1) for room in itertools.combinations(places, size)]
    choices = [(room, released) for room in rooms for released in (False, True)]

    def search(goal: float, width: int | None) -> tuple[float, tuple[Choice, ...]]:
        reached: Reached = {start: (0.0, ())}
        for left, row in zip(range(len(needs) - 1, -1, -1), needs, strict=True):
            reached = _after(reached, row, choices, support, goal - 100 * left)
            if width is not None:
                reached = dict(heapq.nlargest(width, reached.items(), key=lambda each: each[1][0]))
        return max(reached.values(), key=lambda each: each[0])

    reachable, _ = search(0.0, NARROW)
    total, plan = search(reachable - CLOSE, None)
    return Best(value=total / len(needs), plan=plan)


def _after(
    reached: Reached, needs: Sequence[int], choices: Sequence[Choice], support: int, least: float
) -> Reached:
    """All work that one more iteration can reach with a sum of values of ``least`` or more."""
    after: Reached = {}
    for work, (total, plan) in reached.items():
        for room, released in choices:
            done = work.next(needs, room, released=released, supported=support in room)
            value = total + done.value(needs)
            if value < least:
                continue
            # which steps led here changes nothing from here on
            key = attrs.evolve(done, steps=())
            if key not in after or after[key][0] < value:
                after[key] = (value, (*plan, (room, released)))
    return after
