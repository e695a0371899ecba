"""The affordable mix: three seasons, four people, ten features, and never enough money.

A learner asks people what the service is worth to them now, then offers a mix of features that
the season's money can pay. Each person's satisfaction follows from that person's own ratings, so a
mix is worth what those who use it, buy it and live with it say it is. The rules are those of
docs/rules/affordable-mix.md; the numbers of a variant are in ``content/scenarios/``.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable
from math import fsum

import attrs

from itilkit.ground.words import listed
from itilkit.scenarios.affordable_mix.content import (
    ID,
    Beside,
    Feature,
    Numbers,
    Person,
    Season,
    SpokenLine,
    Words,
    load_words_and_numbers,
)
from itilkit.scenarios.base import Assessment, Choices, IllegalMove, Step, at_least, clip, more_than
from itilkit.scenarios.simulation import (
    OVER,
    Plays,
    Simulation,
    check_known,
    check_person,
    one_named,
)

#: Most points per criterion.
MOST = {"outcome": 6.0, "evidence": 3.0, "adaptation": 2.0, "balance": 1.0}
#: A rating from which on a feature counts as wanted by the person who gave it.
WANTED = 3
#: Features beyond this number make a service harder to use: each costs everybody 6 of satisfaction.
EASY_TO_USE = 5
CROWDING = 6.0
#: The place of the stormy season, of the capstone's quarters too.
STORMS = 1


@attrs.frozen
class PlayedSeason:
    """A season that is over: who was asked (in that order), the mix, and what came of it."""

    asked: tuple[str, ...]
    mix: tuple[str, ...]
    spend: int
    satisfaction: Mapping[str, float]
    value: float
    last_mix_value: float | None


@attrs.frozen
class State:
    """Where a run stands: the seasons played, and who has been asked in the season under way."""

    played: tuple[PlayedSeason, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def season(self) -> int:
        """Index of the season under way (0 to 2; 3 when the run is over)."""
        return len(self.played)

    @property
    def last_mix(self) -> tuple[str, ...]:
        return self.played[-1].mix if self.played else ()


@attrs.frozen(slots=False)
class AffordableMix(Simulation[Words, Numbers, State]):
    """The scenario on one variant's numbers."""

    id = ID
    most = MOST
    ended = "all three seasons are over"

    @cached_property
    def people(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.words.people}

    @cached_property
    def features(self) -> Mapping[str, Feature]:
        return {feature.id: feature for feature in self.words.features}

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {feature.id: place for place, feature in enumerate(self.words.features)}

    @cached_property
    def keeps_up(self) -> tuple[str, ...]:
        """The two warranty features that keep the service usable in bad weather (F5 and F6)."""
        return tuple(feature.id for feature in self.words.features if feature.code in {"F5", "F6"})

    # the numbers ---------------------------------------------------------------------------------

    def rating(self, season: int, person: str, feature: str) -> int:
        """What ``feature`` is worth to ``person`` in ``season`` (0-based): 0 nothing to 5 very much."""
        return self.numbers.ratings[self.words.seasons[season].id][person][self._place[feature]]

    def cost(self, mix: Sequence[str]) -> int:
        """Running cost of a mix for one season, in points."""
        return sum(self.features[feature].cost for feature in mix)

    def spend(self, mix: Sequence[str], last: Sequence[str], conversations: int) -> int:
        """What a season costs: the mix, 1 for each feature not in last season's, 1 a conversation."""
        return self.cost(mix) + len(set(mix) - set(last)) + conversations

    def satisfaction(self, season: int, person: str, mix: Sequence[str]) -> float:
        """How well ``mix`` serves ``person`` in ``season``, 0 to 100."""
        kept = 1.0 if set(mix) & set(self.keeps_up) else self.words.seasons[season].unassured
        benefit = fsum(
            self.rating(season, person, feature) * (1.0 if self.features[feature].warranty else kept)
            for feature in mix
        )
        crowd = CROWDING * max(0, len(mix) - EASY_TO_USE)
        return max(0.0, min(100.0, 100.0 * benefit / self.people[person].need) - crowd)

    def season_value(self, season: int, mix: Sequence[str]) -> float:
        """Value of ``mix`` in ``season``: 0.7 of the weighted satisfaction, 0.3 of the lowest."""
        return self.value_of(self.levels(season, mix))

    def levels(self, season: int, mix: Sequence[str]) -> dict[str, float]:
        """How well ``mix`` serves each person in ``season``."""
        return {person: self.satisfaction(season, person, mix) for person in self.people}

    def value_of(self, levels: Mapping[str, float]) -> float:
        """Value of a season that serves people at these ``levels``."""
        weighted = fsum(self.people[person].weight * level for person, level in levels.items())
        return 0.7 * weighted + 0.3 * min(levels.values())

    def affordable(self, season: int, last: Sequence[str], conversations: int) -> Iterator[tuple[str, ...]]:
        """Every mix that the season's money can pay after ``conversations``, in feature order."""
        budget = self.words.seasons[season].budget
        names = tuple(self.features)
        for size in range(1, len(names) + 1):
            for mix in itertools.combinations(names, size):
                if self.spend(mix, last, conversations) <= budget:
                    yield mix

    # the moves -----------------------------------------------------------------------------------

    def start(self) -> State:
        return State()

    def finished(self, state: State) -> bool:
        return state.season >= len(self.words.seasons)

    def by_verb(self) -> Mapping[str, Plays[State]]:
        return {"ask": self._ask, "offer": self._offer}

    def possible(self, state: State) -> str:
        if self.finished(state):
            return OVER
        people = [f"ask {person}" for person in self.people if person not in state.asked]
        return ", ".join([*people, "offer FEATURE…"])

    def next_moves(self, state: State) -> Mapping[str, Choices]:
        if self.finished(state):
            return {}
        mixes = self.affordable(state.season, state.last_mix, len(state.asked))
        return {
            "ask": [f"ask {person}" for person in self.people if person not in state.asked],
            "offer": [f"offer {' '.join(mix)}" for mix in mixes],
        }

    def money_left(self, state: State) -> int:
        """Points left for features and their introduction in the season under way."""
        return self.words.seasons[state.season].budget - len(state.asked)

    def _ask(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        person = one_named("ask", slugs, "person")
        check_person(person, self.people)
        if person in state.asked:
            raise IllegalMove(f"{self.people[person].name} has been asked this season already")
        line = self.line(state, person)
        heard = f"You asked {self.people[person].name}: “{line.text}”"
        return Step(attrs.evolve(state, asked=(*state.asked, person)), (heard,))

    def _offer(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        if not slugs:
            raise IllegalMove("an offer names at least one feature")
        for feature in slugs:
            check_known("feature", feature, self.features)
        season = self.words.seasons[state.season]
        mix = tuple(feature for feature in self.features if feature in slugs)
        spend = self.spend(mix, state.last_mix, len(state.asked))
        if spend > season.budget:
            raise IllegalMove(
                f"this mix, what is new in it and the conversations cost {spend}, "
                f"but {season.name.lower()} has {season.budget}",
                possible="offer fewer or cheaper features",
            )
        levels = {person: self.satisfaction(state.season, person, mix) for person in self.people}
        value = self.season_value(state.season, mix)
        done = PlayedSeason(
            asked=state.asked,
            mix=mix,
            spend=spend,
            satisfaction=levels,
            value=value,
            last_mix_value=self.season_value(state.season, state.last_mix) if state.played else None,
        )
        names = listed([self.features[feature].short for feature in mix])
        low = min(levels, key=lambda person: levels[person])
        offered = f"{season.name}: you offered {names}."
        came = f"Value {value:.0f} of 100; {self.people[low].name} is served least, at {levels[low]:.0f}."
        return Step(State(played=(*state.played, done)), (offered, came))

    def line(self, state: State, person: str) -> SpokenLine:
        """What ``person`` says when asked now: it varies with how many conversations came before,
        and only lines that this variant's ratings bear out are spoken.
        """
        before = sum(len(played.asked) for played in state.played) + len(state.asked)
        return self.line_in(state.season, person, before)

    def line_in(self, season: int, person: str, before: int) -> SpokenLine:
        """What ``person`` says in ``season`` after so many conversations ``before``."""
        true_here = [
            line
            for line in self.words.lines[self.words.seasons[season].id][person]
            if all(self.rating(season, person, feature) >= WANTED for feature in line.about)
        ]
        lines = true_here or [self._plain_line(season, person)]
        return lines[before % len(lines)]

    def _plain_line(self, season: int, person: str) -> SpokenLine:
        ranked = sorted(self.features, key=lambda feature: -self.rating(season, person, feature))
        first = ranked[:2]
        names = listed([self.features[feature].short for feature in first])
        return SpokenLine(text=f"What would help me most just now: {names}.", about=tuple(first))

    def tell(self, state: State) -> tuple[str, ...]:
        told = []
        for season, played in zip(self.words.seasons, state.played, strict=False):
            offered = listed([self.features[feature].short for feature in played.mix])
            told.append(f"{season.name}: you {self._asked(played.asked)} and offered {offered}.")
        if state.asked and not self.finished(state):
            season = self.words.seasons[state.season]
            told.append(f"{season.name}: you {self._asked(state.asked)} and have not offered a mix yet.")
        elif not self.finished(state):
            told.append(f"{self.words.seasons[state.season].name} is still to be played.")
        return tuple(told)

    def _asked(self, asked: Sequence[str]) -> str:
        names = [self.people[person].name for person in self.people if person in asked]
        return f"asked {listed(names)}" if names else "asked nobody"

    # the score -----------------------------------------------------------------------------------

    def assess(self, state: State) -> Assessment:
        played = state.played
        return self.scored(
            fsum(season.value for season in played) / len(self.words.seasons),
            {
                "outcome": self._outcome(played),
                "evidence": self._evidence(played),
                "adaptation": self._adaptation(played),
                "balance": self._balance(played),
            },
        )

    def _outcome(self, played: Sequence[PlayedSeason]) -> float:
        pairs = zip(played, self.numbers.references, strict=False)
        return fsum(2.0 * clip((season.value / reference - 0.7) / 0.3) for season, reference in pairs)

    def _evidence(self, played: Sequence[PlayedSeason]) -> float:
        """Share of the offer that somebody asked this season wants, by how many were asked; the sum
        shrinks with the seasons in which the least asked person was left out.
        """
        total = 0.0
        for place, season in enumerate(played):
            wanted = [
                feature
                for feature in season.mix
                if any(self.rating(place, person, feature) >= WANTED for person in season.asked)
            ]
            total += len(wanted) / len(season.mix) * len(season.asked) / len(self.people)
        fewest = min(sum(person in season.asked for season in played) for person in self.people)
        return total * fewest / len(self.words.seasons)

    def _adaptation(self, played: Sequence[PlayedSeason]) -> float:
        points = 0.0
        for before, season in itertools.pairwise(played):
            if len(season.asked) >= 2 and season.mix != before.mix:
                points += 0.5
            kept = season.last_mix_value
            if season.asked and kept is not None and more_than(season.value, kept + 5.0):
                points += 0.5
        return points

    def _balance(self, played: Sequence[PlayedSeason]) -> float:
        if len(played) < len(self.words.seasons):
            return 0.0
        lowest = min(played[-1].satisfaction.values())
        return 1.0 if at_least(lowest, 60.0) else 0.5 if at_least(lowest, 45.0) else 0.0


def load_affordable_mix(variant: str = "base", *, root: Traversable | None = None) -> AffordableMix:
    """The scenario with the words of the course and the numbers of ``variant``.

    Raises ContentError when a file does not hold together.
    """
    return AffordableMix(*load_words_and_numbers(variant, root=root))


__all__ = [
    "EASY_TO_USE",
    "ID",
    "MOST",
    "STORMS",
    "WANTED",
    "AffordableMix",
    "Beside",
    "Feature",
    "Numbers",
    "Person",
    "PlayedSeason",
    "Season",
    "SpokenLine",
    "State",
    "Words",
    "load_affordable_mix",
]
