"""How often guessing alone would make somebody look as if they held a misconception.

An answer shows a misconception when it was taken at least twice, and more often than guessing explains: with
a z above 1.64, which guessing passes once in twenty times. Taken twice, because one slip is no belief.
"""

import math
from collections.abc import Sequence

#: A z that guessing exceeds once in twenty times.
BEYOND_CHANCE = 1.64
#: One wrong answer may be a slip.
AT_LEAST = 2
#: The rate at which a run shows something without meaning it.
SLIP = 0.05


def z_score(taken: float, chances: Sequence[float]) -> float:
    """(taken − expected) / √variance of independent chances; 0 where nothing can vary."""
    variance = math.fsum(chance * (1.0 - chance) for chance in chances)
    return (taken - math.fsum(chances)) / math.sqrt(variance) if variance > 0 else 0.0


def shows(taken: int, chances: Sequence[float]) -> bool:
    """Whether a misconception taken so often, on items with these chances, is more than guessing."""
    return taken >= AT_LEAST and z_score(taken, chances) > BEYOND_CHANCE


def by_guessing(chances: Sequence[float]) -> float:
    """The chance (0 to 1) that somebody who guesses on items with these chances comes to `shows`."""
    spread = [1.0]
    for chance in chances:
        spread = [
            (spread[taken] * (1.0 - chance) if taken < len(spread) else 0.0)
            + (spread[taken - 1] * chance if taken else 0.0)
            for taken in range(len(spread) + 1)
        ]
    return math.fsum(share for taken, share in enumerate(spread) if shows(taken, chances))


__all__ = ["AT_LEAST", "BEYOND_CHANCE", "SLIP", "by_guessing", "shows", "z_score"]
