"""The content-blind strategies against sets of items; none of them should earn more than chance."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

import attrs

from itilkit.authoring.audit.chance import luck
from itilkit.authoring.audit.strategies import STRATEGIES
from itilkit.authoring.audit.subject import FORMS, GRADED, Subject

#: The one-sided 5 % level of the normal distribution: beyond it a strategy counts as better than chance.
LIMIT = 1.64
#: With fewer items than this, a verdict on a whole bank says little.
ENOUGH = 40
BANK = "whole bank"
#: So many of the items that help a strategy are named in a sentence; the JSON file has all.
SHOWN = 8


@attrs.frozen
class Verdict:
    """How a strategy fared over a set of ``items``: ``hits`` and ``chance`` are counted in items.

    ``z`` is how many standard deviations of chance the hits lie above it. ``lifts`` are the items that
    gave it most, best first.
    """

    strategy: str
    over: str
    items: int
    hits: float
    chance: float
    z: float
    lifts: tuple[str, ...]

    @property
    def fails(self) -> bool:
        """Whether the strategy beats chance, which is a fault of the items."""
        return self.z > LIMIT

    @property
    def problem(self) -> str:
        """The fault in one sentence."""
        told = ", ".join(self.lifts[:SHOWN])
        return (
            f"“{self.strategy}” beats chance over {named(self.over)}: {self.hits:.1f} of {self.items} where "
            f"chance gives {self.chance:.1f} (z {self.z:.2f}); it gains most on {told}."
        )


def named(over: str) -> str:
    """A set as it stands in a sentence."""
    return {BANK: "the whole bank", GRADED: "the graded questions"}.get(over, f"the form “{over}”")


def sets_of(subjects: Iterable[Subject]) -> Mapping[str, Sequence[Subject]]:
    """The sets that are judged: the whole bank, each form that is there, and graded questions."""
    listed = tuple(subjects)
    sets = {BANK: [one for one in listed if one.use != GRADED]}
    sets |= {use: [one for one in listed if one.use == use] for use in (*FORMS, GRADED)}
    return {name: group for name, group in sets.items() if group}


def verdict(strategy: str, over: str, subjects: Sequence[Subject]) -> Verdict:
    """How the strategy of that name fares over ``subjects``; a set that leaves nothing to chance has z 0."""
    found = {one.id: luck(STRATEGIES[strategy], one) for one in subjects}
    hits, chance = fsum(one.earned for one in found.values()), fsum(one.mean for one in found.values())
    deviation = fsum(one.variance for one in found.values()) ** 0.5
    gains = {name: one.earned - one.mean for name, one in found.items()}
    lifts = sorted((name for name, gain in gains.items() if gain > 1e-9), key=lambda name: -gains[name])
    z = (hits - chance) / deviation if deviation else 0.0
    return Verdict(strategy, over, len(subjects), hits, chance, z, tuple(lifts))


def contest(subjects: Iterable[Subject]) -> tuple[Verdict, ...]:
    """Every strategy over every set."""
    sets = sets_of(subjects)
    return tuple(verdict(strategy, over, group) for over, group in sets.items() for strategy in STRATEGIES)
