"""The work of an iteration: what the team believes, what it builds of that, and what goes into use.

All rules of docs/rules/conditions.md that move a number stand here. Aspects are known by their place
(speed 0, clarity 1, coverage 2, handover 3), so that a search can try many plans.
"""

from collections.abc import Collection, Sequence
from functools import cache

import attrs

#: Single steps that an iteration has room for, before anybody is in the room and anything is released.
CAPACITY = 13
#: How many of them each group in the room costs, and a release.
OF_A_GROUP = 2
OF_A_RELEASE = 1
#: What a release of so many steps, and one without support, takes off its quality; it never falls below.
OF_A_STEP = 0.02
UNSUPPORTED = 0.12
LEAST_QUALITY = 0.4
#: From so many steps apart, live and need together have no value.
WORTHLESS = 26


@attrs.frozen
class Work:
    """Where the work stands after an iteration: per aspect what the team believes is needed, what is designed
    and what is live (None: nothing yet); the ``quality`` of what is live (0.4 to 1); the steps done since the
    last release (``pending``); and this iteration's single steps, each the place of its aspect.
    """

    belief: tuple[int, ...]
    design: tuple[int, ...]
    live: tuple[int, ...] | None = None
    quality: float = 1.0
    pending: int = 0
    steps: tuple[int, ...] = ()

    def next(
        self, needs: Sequence[int], heard: Collection[int], *, released: bool, supported: bool
    ) -> "Work":
        """The work after one more iteration: the aspects ``heard`` are believed to be needed as they are,
        then single steps go where belief and design are furthest apart, then perhaps all goes live.
        """
        belief = tuple(
            need if place in heard else old
            for place, (need, old) in enumerate(zip(needs, self.belief, strict=True))
        )
        room = capacity(len(heard), released=released)
        steps, design = stepped(belief, self.design, room)
        pending = self.pending + len(steps)
        if not released:
            return Work(belief, design, self.live, self.quality, pending, steps)
        return Work(belief, design, design, quality(pending, supported=supported), 0, steps)

    def value(self, needs: Sequence[int]) -> float:
        """What is live is worth so much (0 to 100) to those who need ``needs``."""
        return 0.0 if self.live is None else worth(apart(self.live, needs)) * self.quality


def capacity(groups: int, *, released: bool) -> int:
    """Single steps that are left for building with so many groups in the room."""
    return CAPACITY - OF_A_GROUP * groups - (OF_A_RELEASE if released else 0)


def quality(steps: int, *, supported: bool) -> float:
    """Quality (0.4 to 1) of a release of so many steps, with support in the room or without."""
    return max(LEAST_QUALITY, 1 - OF_A_STEP * steps - (0.0 if supported else UNSUPPORTED))


def worth(distance: int) -> float:
    """Value (0 to 100) of faultless work that is so many steps away from what is needed."""
    return 100 * max(0.0, 1 - distance / WORTHLESS)


def apart(some: Sequence[int], others: Sequence[int]) -> int:
    """How many single steps lie between two rows of aspects."""
    return sum(abs(one - other) for one, other in zip(some, others, strict=True))


@cache
def stepped(
    belief: tuple[int, ...], design: tuple[int, ...], room: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The single steps that ``room`` allows and the design after them: each step goes to the aspect with the
    largest gap, of equals the first, until no gap is left.
    """
    now, steps = list(design), []
    for _ in range(room):
        gaps = [abs(wanted - there) for wanted, there in zip(belief, now, strict=True)]
        if not any(gaps):
            break
        place = gaps.index(max(gaps))
        now[place] += 1 if belief[place] > now[place] else -1
        steps.append(place)
    return tuple(steps), tuple(now)


@attrs.frozen
class Losses:
    """Where an iteration's value went, in parts that add up to what is missing to 100: needs that were not
    known (``unknown``), known and not built (``unbuilt``), built and not live (``unreleased``), live and not
    sound (``unsound``). A part is below 0 where a mistake happened to help.
    """

    unknown: float
    unbuilt: float
    unreleased: float
    unsound: float

    @staticmethod
    def of(work: Work, needs: Sequence[int]) -> "Losses":
        """The losses of one iteration's work."""
        known = worth(apart(work.belief, needs))
        built = worth(apart(work.design, needs))
        live = 0.0 if work.live is None else worth(apart(work.live, needs))
        return Losses(100 - known, known - built, built - live, live - work.value(needs))
