"""The capstone: a year of four quarters in which mix, trust, stream, agreement and governance meet.

The money of a quarter pays the mix; what the team can do besides is limited by its effort. Talking,
improving the stream and revisiting the agreement earn nothing at once: they raise trust and lower delay, and
those decide what the same mix is worth later. Features, people, satisfaction and the value of a mix are those
of the affordable mix. The rules are those of docs/rules/capstone.md; the numbers of a variant are in
``content/scenarios/``.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from importlib.resources.abc import Traversable
from itertools import combinations
from math import fsum

import attrs

from itilkit.ground.words import listed, plural
from itilkit.scenarios.affordable_mix import content as mix_content
from itilkit.scenarios.affordable_mix.content import Feature, Person, Season, SpokenLine
from itilkit.scenarios.affordable_mix.model import WANTED, AffordableMix
from itilkit.scenarios.base import Assessment, Choices, IllegalMove, Step, clip
from itilkit.scenarios.capstone.content import ID, Action, Numbers, Words, load_words_and_numbers
from itilkit.scenarios.capstone.year import (
    CHANGES,
    CHECKED,
    ENOUGH,
    MOST_DELAY,
    MOST_TRUST,
    Effort,
    LevelChange,
    PlayedQuarter,
    State,
    delay_after,
    delay_changes,
    delay_factor,
    trust_after,
    trust_changes,
    trust_factor,
)
from itilkit.scenarios.simulation import (
    OVER,
    Plays,
    Simulation,
    check_alone,
    check_known,
    check_person,
    one_named,
)

#: Most points per criterion.
MOST = {"outcome": 18.0, "evidence": 6.0, "revisits": 2.0, "stream": 2.0, "governance": 2.0}
#: Quarters (0-based) in which improving the stream earns points.
IMPROVED = (0, 1, 2)


@attrs.frozen(slots=False)
class Capstone(Simulation[Words, Numbers, State]):
    """The scenario on one variant's numbers."""

    id = ID
    most = MOST
    ended = "all four quarters are over"

    mix_words: mix_content.Words

    @cached_property
    def mixes(self) -> AffordableMix:
        """The affordable mix with the capstone's quarters for seasons: ratings, satisfaction, season value
        and what people say. Its money is not the capstone's: here a feature that is new costs effort.
        """
        numbers = mix_content.Numbers(self.variant, self.numbers.ratings, references=(), beside=())
        return AffordableMix(words=self.mix_words, numbers=numbers)

    @property
    def people(self) -> Mapping[str, Person]:
        """The four people of the case by id."""
        return self.mixes.people

    @property
    def features(self) -> Mapping[str, Feature]:
        """The ten features by id, F1 to F10."""
        return self.mixes.features

    @property
    def quarters(self) -> tuple[Season, ...]:
        """The four quarters, each with its story and its money (``budget``)."""
        return self.words.quarters

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """What can be done besides asking and offering, by id."""
        return {action.id: action for action in self.words.actions}

    # the numbers ---------------------------------------------------------------------------------

    def rating(self, quarter: int, person: str, feature: str) -> int:
        """What ``feature`` is worth to ``person`` in ``quarter`` (0-based): 0 nothing to 5 very much."""
        return self.mixes.rating(quarter, person, feature)

    def cost(self, mix: Iterable[str]) -> int:
        """What a mix costs a quarter, in points of money."""
        return self.mixes.cost(tuple(mix))

    def effort(self, state: State, mix: Iterable[str] = ()) -> Effort:
        """Where the effort of the quarter under way goes if ``mix`` is offered now."""
        spent = {name: action.effort if name in state.done else 0 for name, action in self.actions.items()}
        return Effort(
            conversations=len(state.asked),
            introductions=len(set(mix) - set(state.last_mix)),
            stream=spent["improve-stream"],
            agreement=spent["revisit"],
            governance=spent["check-governance"],
        )

    def effort_left(self, state: State, mix: Iterable[str] = ()) -> int:
        """Points of effort left in the quarter under way, once ``mix`` is introduced."""
        return self.words.effort - self.effort(state, mix).total

    def money_left(self, state: State, mix: Iterable[str] = ()) -> int:
        """Points of money left in the quarter under way, once ``mix`` is paid."""
        return self.quarters[state.quarter].budget - self.cost(mix)

    def wanted(self, quarter: int, feature: str, asked: Iterable[str]) -> bool:
        """Whether one of those ``asked`` rates ``feature`` 3 or more in ``quarter``."""
        return any(self.rating(quarter, person, feature) >= WANTED for person in asked)

    # the moves -----------------------------------------------------------------------------------

    def start(self) -> State:
        """The state before the first move."""
        return State(trust=self.words.trust, delay=self.words.delay)

    def finished(self, state: State) -> bool:
        """Whether all four quarters are over."""
        return state.quarter >= len(self.quarters)

    def by_verb(self) -> Mapping[str, Plays[State]]:
        """What plays each kind of move."""
        actions = {name: partial(self._do, verb=name) for name in self.actions}
        return {"ask": self._ask, **actions, "offer": self._offer}

    def possible(self, state: State) -> str:
        """The moves that the effort left still allows."""
        return ", ".join([*self.open_moves(state), "offer FEATURE…"]) if not self.finished(state) else OVER

    def open_moves(self, state: State) -> tuple[str, ...]:
        """Every move but the offer that is legal now, such as ``ask mara`` and ``revisit``."""
        if self.finished(state):
            return ()
        left = self.effort_left(state)
        people = [f"ask {person}" for person in self.people if person not in state.asked and left >= 1]
        actions = [
            name for name, action in self.actions.items() if name not in state.done and action.effort <= left
        ]
        return (*people, *actions)

    def next_moves(self, state: State) -> Mapping[str, Choices]:
        """The moves that effort and money allow, and every mix that both pay."""
        if self.finished(state):
            return {}
        moves: dict[str, list[str]] = {}
        for move in self.open_moves(state):
            moves.setdefault(move.split()[0], []).append(move)
        mixes = (mix for size in range(len(self.features)) for mix in combinations(self.features, size + 1))
        moves["offer"] = [f"offer {' '.join(mix)}" for mix in mixes if self._payable(state, mix)]
        return moves

    def _payable(self, state: State, mix: tuple[str, ...]) -> bool:
        return self.money_left(state, mix) >= 0 and self.effort_left(state, mix) >= 0

    def _ask(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        person = one_named("ask", slugs, "person")
        check_person(person, self.people)
        name = self.people[person].name
        if person in state.asked:
            raise IllegalMove(f"{name} has been asked this quarter already")
        self._check_effort(state, 1, "a conversation")
        heard = f"You asked {name}: “{self.line(state, person).text}”"
        return Step(attrs.evolve(state, asked=(*state.asked, person)), (heard,))

    def _do(self, state: State, slugs: tuple[str, ...], *, verb: str) -> Step[State]:
        action = self.actions[verb]
        check_alone(verb, slugs)
        if verb in state.done:
            raise IllegalMove(f"{verb} has been done this quarter already")
        self._check_effort(state, action.effort, verb)
        return Step(attrs.evolve(state, done=(*state.done, verb)), (action.told[state.quarter],))

    def _check_effort(self, state: State, effort: int, what: str) -> None:
        left = self.effort_left(state)
        if effort > left:
            raise IllegalMove(
                f"{what} takes {plural(effort, 'point')} of effort, "
                f"but {left} of {self.words.effort} are left"
            )

    def _offer(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        if not slugs:
            raise IllegalMove("an offer names at least one feature")
        for feature in slugs:
            check_known("feature", feature, self.features)
        mix = tuple(feature for feature in self.features if feature in slugs)
        quarter = self.quarters[state.quarter]
        if self.money_left(state, mix) < 0:
            raise IllegalMove(
                f"this mix costs {self.cost(mix)}, but {quarter.name.lower()} has {quarter.budget}",
                possible="offer fewer or cheaper features",
            )
        effort = self.effort(state, mix)
        if effort.total > self.words.effort:
            raise IllegalMove(
                f"bringing in {plural(effort.introductions, 'new feature')} takes the effort of this quarter "
                f"to {effort.total}, but there is {self.words.effort}",
                possible="offer a mix with fewer features that are new",
            )
        done = self._played(state, mix, effort)
        after = State(trust=done.trust, delay=done.delay, played=(*state.played, done))
        return Step(after, self._events(quarter, done))

    def _played(self, state: State, mix: tuple[str, ...], effort: Effort) -> PlayedQuarter:
        trusted = trust_changes(state.quarter, len(state.asked), state.done)
        delayed = delay_changes(state.delay, state.done)
        trust, delay = trust_after(state.trust, trusted), delay_after(state.delay, delayed)
        levels = self.mixes.levels(state.quarter, mix)
        worth = self.mixes.value_of(levels)
        last = self.mixes.season_value(state.quarter, state.last_mix) if state.played else None
        return PlayedQuarter(
            asked=state.asked,
            mix=mix,
            new=tuple(feature for feature in mix if feature not in state.last_mix),
            done=state.done,
            spend=self.cost(mix),
            effort=effort,
            trust_before=state.trust,
            trust=trust,
            trust_moved=tuple(self._moved(name, state.quarter) for name in trusted),
            delay_before=state.delay,
            delay=delay,
            delay_moved=tuple(self._moved(name, state.quarter) for name in delayed),
            satisfaction=levels,
            season_value=worth,
            last_mix_value=last,
            trust_factor=trust_factor(trust),
            delay_factor=delay_factor(delay),
            value=worth * trust_factor(trust) * delay_factor(delay),
        )

    def _moved(self, name: str, quarter: int) -> LevelChange:
        change = next(change for change in self.words.changes if change.id == name)
        return LevelChange(name, CHANGES[name], change.told[quarter])

    def _events(self, quarter: Season, done: PlayedQuarter) -> tuple[str, ...]:
        offered = listed([self.features[feature].short for feature in done.mix])
        low = min(done.satisfaction, key=lambda person: round(done.satisfaction[person], 9))
        return (
            f"{quarter.name}: you offered {offered}.",
            *(moved.why for moved in (*done.trust_moved, *done.delay_moved)),
            f"Trust stands at {done.trust} of {MOST_TRUST}, delay at {done.delay} of {MOST_DELAY}.",
            f"{self._worth(done)} {self.people[low].name} is served least, at {done.satisfaction[low]:.0f}.",
        )

    def _worth(self, done: PlayedQuarter) -> str:
        offered, came = f"{done.season_value:.0f}", f"{done.value:.0f}"
        if offered == came:
            return f"What you offered is worth {offered} of 100, and nothing of it is lost on the way."
        return (
            f"What you offered would be worth {offered} of 100; "
            f"with this trust and this delay it is worth {came}."
        )

    def line(self, state: State, person: str) -> SpokenLine:
        """What ``person`` says when asked now; only what this variant's ratings bear out is said."""
        before = sum(len(played.asked) for played in state.played) + len(state.asked)
        return self.mixes.line_in(state.quarter, person, before)

    def tell(self, state: State) -> tuple[str, ...]:
        """The year in sentences, without any verdict."""
        told = []
        for quarter, played in zip(self.quarters, state.played, strict=False):
            offered = listed([self.features[feature].short for feature in played.mix])
            told.append(f"{quarter.name}: you {self._did(played)} and offered {offered}.")
        if not self.finished(state):
            name = self.quarters[state.quarter].name
            begun = state.asked or state.done
            told.append(
                f"{name}: you {self._did(state)} and have not offered a mix yet."
                if begun
                else f"{name} is still to be played."
            )
        return tuple(told)

    def _did(self, quarter: PlayedQuarter | State) -> str:
        names = [self.people[person].name for person in self.people if person in quarter.asked]
        asked = f"asked {listed(names)}" if names else "asked nobody"
        return ", ".join([asked, *(_DID[name] for name in self.actions if name in quarter.done)])

    # the score -----------------------------------------------------------------------------------

    def assess(self, state: State) -> Assessment:
        """Value and score of a state, finished or not."""
        played = state.played
        value = fsum(quarter.value for quarter in played) / len(self.quarters)
        points = {
            "outcome": 18.0 * clip((value / self.numbers.reference - 0.65) / 0.32),
            "evidence": fsum(self._evidence(place, quarter) for place, quarter in enumerate(played)),
            "revisits": 0.5 * sum(self.revisit_counts(played, place) for place in range(len(played))),
            "stream": 2.0 * sum("improve-stream" in played[q].done for q in IMPROVED if q < len(played)) / 3,
            "governance": 1.0 * sum("check-governance" in played[q].done for q in CHECKED if q < len(played)),
        }
        return self.scored(value, points)

    def _evidence(self, place: int, quarter: PlayedQuarter) -> float:
        wanted = sum(self.wanted(place, feature, quarter.asked) for feature in quarter.mix)
        return 1.5 * wanted / len(quarter.mix) * min(1.0, len(quarter.asked) / ENOUGH)

    def revisit_counts(self, played: Sequence[PlayedQuarter], place: int) -> bool:
        """Whether the agreement was revisited in that quarter and, after the first, to some effect."""
        changed = place == 0 or played[place].mix != played[place - 1].mix
        return changed and "revisit" in played[place].done


#: What was done besides asking and offering, as the answer tells it.
_DID = {
    "improve-stream": "improved the stream",
    "revisit": "revisited the agreement",
    "check-governance": "checked with governance",
}


def load_capstone(variant: str = "base", *, root: Traversable | None = None) -> Capstone:
    """The scenario with the words of the course and the numbers of ``variant``.

    Raises ContentError when a file does not hold together.
    """
    words, mix_words, numbers = load_words_and_numbers(variant, root=root)
    return Capstone(words=words, mix_words=mix_words, numbers=numbers)


__all__ = ["ID", "MOST", "Capstone", "Effort", "LevelChange", "PlayedQuarter", "State", "load_capstone"]
