"""Looking through every year of the capstone that could be played: what can be reached at all.

What a mix is worth in a quarter depends on the mix, trust and delay; last quarter's mix only decides what is
new in it, and so what effort it takes. For the best year a mix is a number, with a bit for each feature.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from math import inf
from operator import itemgetter

import attrs

from itilkit.scenarios.capstone.model import Capstone
from itilkit.scenarios.capstone.year import (
    delay_after,
    delay_changes,
    delay_factor,
    trust_after,
    trust_changes,
    trust_factor,
)

#: A mix, as the ids of its features in feature order.
Mix = tuple[str, ...]

#: Takes a list by mix in another order.
Taking = Callable[[Sequence[float]], tuple[float, ...]]


@attrs.frozen(slots=False, eq=False)
class Search:
    """Every mix of a capstone that the money can pay, with its value in each quarter worked out once."""

    scenario: Capstone

    @cached_property
    def mixes(self) -> tuple[Mix, ...]:
        """Every mix that some quarter can pay, in a fixed order."""
        features = tuple(self.scenario.features)
        richest = max(quarter.budget for quarter in self.scenario.quarters)
        sizes = (itertools.combinations(features, size) for size in range(1, len(features) + 1))
        return tuple(
            mix for mix in itertools.chain.from_iterable(sizes) if self.scenario.cost(mix) <= richest
        )

    @cached_property
    def values(self) -> tuple[dict[Mix, float], ...]:
        """For each quarter what each mix is worth, before trust and delay."""
        return tuple(
            {mix: self.scenario.mixes.season_value(quarter, mix) for mix in self.mixes}
            for quarter in range(len(self.scenario.quarters))
        )

    @cached_property
    def _costs(self) -> dict[Mix, int]:
        return {mix: self.scenario.cost(mix) for mix in self.mixes}

    @cached_property
    def _codes(self) -> dict[Mix, tuple[str, ...]]:
        codes = {name: feature.code for name, feature in self.scenario.features.items()}
        return {mix: tuple(sorted(codes[feature] for feature in mix)) for mix in self.mixes}

    def payable(self, quarter: int, last: Iterable[str], effort: int) -> list[Mix]:
        """Every mix that ``quarter`` can pay, and ``effort`` bring in, after the mix ``last``."""
        budget, kept = self.scenario.quarters[quarter].budget, set(last)
        return [mix for mix in self.mixes if self._costs[mix] <= budget and len(set(mix) - kept) <= effort]

    def top(self, mixes: Iterable[Mix], worth: Callable[[Mix], float]) -> Mix:
        """The mix of the greatest worth; of equals, whatever they cost, that with the greatest tuple of
        F-codes sorted as text.
        """
        return max(mixes, key=lambda mix: (round(worth(mix), 9), self._codes[mix]))

    def best(self, asked: int) -> float:
        """The highest value (0 to 100) of a year that asks so many people every quarter, found exactly:
        backwards from the last quarter over last mix, trust and delay.

        From two on a conversation more only takes effort, so ``best(2)`` is that of all who ask two or more.
        """
        start = self.scenario.start()
        return _Year(self, asked).most(0, start.trust, start.delay)[0] / len(self.scenario.quarters)


@attrs.frozen(slots=False, eq=False)
class _Year:
    """The best year, from any quarter on."""

    search: Search
    asked: int
    _known: dict[tuple[int, int, int], list[float]] = attrs.field(factory=dict)
    _chains: dict[tuple[int, int, int], list[list[float]]] = attrs.field(factory=dict)

    @cached_property
    def _values(self) -> list[list[float]]:
        """For each quarter the value of each mix by its number; minus infinity where money does not pay."""
        scenario = self.search.scenario
        bit = {feature: 1 << place for place, feature in enumerate(scenario.features)}
        tables = []
        for quarter, values in enumerate(self.search.values):
            table = [-inf] * (1 << len(bit))
            for mix in self.search.payable(quarter, (), len(bit)):
                table[sum(bit[feature] for feature in mix)] = values[mix]
            tables.append(table)
        return tables

    def _ends(self, quarter: int, trust: int, delay: int) -> Iterator[tuple[int, int, int]]:
        """Where a quarter can lead, as trust, delay, and the most features that it can then bring in."""
        actions = self.search.scenario.actions
        effort: dict[tuple[int, int], int] = {}
        for size in range(len(actions) + 1):
            for done in itertools.combinations(actions, size):
                left = self.search.scenario.words.effort - self.asked
                left -= sum(actions[name].effort for name in done)
                end = (
                    trust_after(trust, trust_changes(quarter, self.asked, done)),
                    delay_after(delay, delay_changes(delay, done)),
                )
                effort[end] = max(left, effort.get(end, -1))
        return ((*end, left) for end, left in effort.items() if left >= 0)

    def most(self, quarter: int, trust: int, delay: int) -> list[float]:
        """The most that this quarter and those after it add up to, by the number of last quarter's mix."""
        tops = [0.0 if quarter == len(self._values) else -inf] * len(self._values[0])
        if quarter == len(self._values):
            return tops
        if (quarter, trust, delay) not in self._known:
            for next_trust, next_delay, left in self._ends(quarter, trust, delay):
                tops = list(map(max, tops, self._reached(quarter, next_trust, next_delay, left)))
            self._known[quarter, trust, delay] = tops
        return self._known[quarter, trust, delay]

    def _reached(self, quarter: int, trust: int, delay: int, new: int) -> list[float]:
        """The same for a quarter that ends with this trust and delay and has at most ``new`` features in its
        mix that are not in the last.
        """
        shifts = _shifts(len(self.search.scenario.features))
        if (quarter, trust, delay) not in self._chains:
            later = self.most(quarter + 1, trust, delay)
            factor = trust_factor(trust) * delay_factor(delay)
            best = [value * factor + more for value, more in zip(self._values[quarter], later, strict=True)]
            for without, _ in shifts:  # the best of all parts of the last mix
                best = list(map(max, best, without(best)))
            self._chains[quarter, trust, delay] = [best]
        chain = self._chains[quarter, trust, delay]
        while len(chain) <= min(new, len(shifts)):  # the best of all parts of a mix with one feature more
            chain.append(list(map(max, *(with_one(chain[-1]) for _, with_one in shifts))))
        return chain[min(new, len(shifts))]


@cache
def _shifts(features: int) -> list[tuple[Taking, Taking]]:
    """For each feature, what takes from a list by mix that of each mix without, and with, this feature."""
    mixes = range(1 << features)
    bits = [1 << place for place in range(features)]
    return [(itemgetter(*(m & ~bit for m in mixes)), itemgetter(*(m | bit for m in mixes))) for bit in bits]


__all__ = ["Mix", "Search"]
