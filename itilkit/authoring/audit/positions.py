"""Where the keys stand: a reader who has seen a few should not be able to bet on a place."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum

import attrs

from itilkit.authoring.audit.contest import named, sets_of
from itilkit.authoring.audit.subject import Subject

#: The places of a choice, which has three options here.
PLACES = 3
#: The 5 % level of chi-square with two degrees of freedom.
LIMIT = 5.991


@attrs.frozen
class Positions:
    """How often the key of a three-option choice stands in each place, over a set of items."""

    over: str
    counts: tuple[int, ...]

    @property
    def chi_square(self) -> float:
        """The distance from an even spread; 0 for no items."""
        expected = sum(self.counts) / PLACES
        return fsum((count - expected) ** 2 for count in self.counts) / expected if expected else 0.0

    @property
    def fails(self) -> bool:
        """Whether places are too uneven for chance."""
        return self.chi_square > LIMIT

    @property
    def problem(self) -> str:
        """The fault in one sentence."""
        told = ", ".join(str(count) for count in self.counts)
        return (
            f"Keys are unevenly placed over {named(self.over)}: {told} times first, second and third "
            f"(chi-square {self.chi_square:.1f}, above {LIMIT}); move options."
        )


def positions(subjects: Iterable[Subject]) -> tuple[Positions, ...]:
    """The places of keys over every set that is judged."""
    return tuple(_of_set(over, group) for over, group in sets_of(subjects).items())


def _of_set(over: str, subjects: Sequence[Subject]) -> Positions:
    found = Counter(
        list(one.question.options).index(one.right[0])
        for one in subjects
        if one.question.kind == "choice" and len(one.question.options) == PLACES
    )
    return Positions(over, tuple(found[place] for place in range(PLACES)))
