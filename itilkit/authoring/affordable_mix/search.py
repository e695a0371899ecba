"""Looking through every affordable mix: references, best years, and years without one person.

What a mix is worth in a season depends on the mix alone; last season's mix only decides what can be
paid. So a year's best can be found exactly, season by season, among some hundreds of mixes.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from math import fsum

import attrs

from itilkit.scenarios.affordable_mix.model import AffordableMix

#: A mix, as the ids of its features in feature order.
Mix = tuple[str, ...]


@attrs.frozen
class Best:
    """The most that can be reached: ``value`` (0 to 100), how many years of three mixes reach it
    (``count``, compared at 9 decimals), and one of them.
    """

    value: float
    count: int
    year: tuple[Mix, ...]

    @property
    def unique(self) -> bool:
        """Whether one year alone reaches the value."""
        return self.count == 1


@attrs.frozen(slots=False)
class Search:
    """Every affordable mix of a scenario, with its cost and its value in each season worked out once."""

    scenario: AffordableMix

    @cached_property
    def mixes(self) -> tuple[Mix, ...]:
        """Every mix that some season can pay when nothing in it is new and nobody is asked."""
        budgets = [season.budget for season in self.scenario.words.seasons]
        richest = budgets.index(max(budgets))
        return tuple(self.scenario.affordable(richest, tuple(self.scenario.features), 0))

    @cached_property
    def values(self) -> tuple[dict[Mix, float], ...]:
        """For each season the value of each mix."""
        seasons = range(len(self.scenario.words.seasons))
        return tuple(
            {mix: self.scenario.season_value(season, mix) for mix in self.mixes} for season in seasons
        )

    @cached_property
    def _sets(self) -> dict[Mix, tuple[int, int]]:
        """Each mix's sum of costs, and its features as the bits of a number."""
        bits = {feature: 1 << place for place, feature in enumerate(self.scenario.features)}
        return {
            mix: (self.scenario.cost(mix), sum(bits[feature] for feature in mix)) for mix in ((), *self.mixes)
        }

    @cached_property
    def _codes(self) -> dict[Mix, tuple[str, ...]]:
        codes = {name: feature.code for name, feature in self.scenario.features.items()}
        return {mix: tuple(sorted(codes[feature] for feature in mix)) for mix in self.mixes}

    def can_follow(self, season: int, mix: Mix, last: Mix, conversations: int) -> bool:
        """Whether ``season`` can pay ``mix`` after ``last`` and so many conversations."""
        cost, features = self._sets[mix]
        new = (features & ~self._sets[last][1]).bit_count()
        return cost + new + conversations <= self.scenario.words.seasons[season].budget

    def affordable(self, season: int, last: Mix, conversations: int) -> list[Mix]:
        """Every mix that ``season`` can pay after ``last`` and so many conversations, in a fixed order."""
        money = self.scenario.words.seasons[season].budget - conversations
        here = ~self._sets[last][1]
        return [
            mix
            for mix, (cost, features) in self._sets.items()
            if mix and cost + (features & here).bit_count() <= money
        ]

    def most(self, season: int, last: Mix, conversations: int, worth: Callable[[Mix], float]) -> Mix:
        """The affordable mix of the greatest worth; ties go to the lower sum of costs, then to the
        greater tuple of F-codes sorted as text (docs/rules/affordable-mix.md).
        """
        return max(
            self.affordable(season, last, conversations),
            key=lambda mix: (round(worth(mix), 9), -self._sets[mix][0], self._codes[mix]),
        )

    def listening(self) -> tuple[Mix, ...]:
        """The mixes of the year that asks all four each season and then takes the season's best."""
        year: list[Mix] = []
        for season, values in enumerate(self.values):
            last = year[-1] if year else ()
            year.append(self.most(season, last, len(self.scenario.people), values.__getitem__))
        return tuple(year)

    def best(self, conversations: int) -> Best:
        """The best years of all that hold so many conversations each season, found exhaustively.

        Once the middle mix is fixed, the first and the last season do not touch each other any more,
        so the best of each can be taken by itself: this is exact, and not a heuristic.
        """
        reached: dict[Mix, tuple[float, list[Mix], list[Mix]]] = {}
        for middle in self.mixes:
            before = self._tops(0, self._before(middle, conversations))
            after = self._tops(2, self._after(middle, conversations))
            if before and after:
                total = self.values[0][before[0]] + self.values[1][middle] + self.values[2][after[0]]
                reached[middle] = (round(total, 9), before, after)
        top = max(total for total, _, _ in reached.values())
        tops = {middle: ends for middle, (total, *ends) in reached.items() if total == top}
        count = sum(len(before) * len(after) for before, after in tops.values())
        middle, (before, after) = next(iter(tops.items()))
        year = (before[0], middle, after[0])
        value = fsum(values[mix] for values, mix in zip(self.values, year, strict=True))
        return Best(value / len(self.values), count, year)

    @cached_property
    def _ranked(self) -> tuple[list[Mix], ...]:
        """For each season the mixes from the highest value down."""
        return tuple(sorted(values, key=lambda mix: -values[mix]) for values in self.values)

    def _before(self, middle: Mix, conversations: int) -> Iterator[Mix]:
        """The first season's mixes, best first, that lead to ``middle``."""
        for mix in self._ranked[0]:
            leads = self.can_follow(1, middle, mix, conversations)
            if leads and self.can_follow(0, mix, (), conversations):
                yield mix

    def _after(self, middle: Mix, conversations: int) -> Iterator[Mix]:
        """The last season's mixes, best first, that ``middle`` leads to."""
        return (mix for mix in self._ranked[2] if self.can_follow(2, mix, middle, conversations))

    def _tops(self, season: int, ranked: Iterable[Mix]) -> list[Mix]:
        """The first of ``ranked`` and all that are worth the same: few have to be looked at."""
        tops: list[Mix] = []
        for mix in ranked:
            if tops and round(self.values[season][mix], 9) < round(self.values[season][tops[0]], 9):
                break
            tops.append(mix)
        return tops
