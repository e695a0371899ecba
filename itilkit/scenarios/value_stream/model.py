"""The value stream designer: how a failed service is brought back, and where the islands wait for it.

A learner lays out the steps, maps each to an activity of the service value chain, names the bottleneck
and buys improvements. What comes of it follows from the flow of calls (`flow`). The rules are those
of docs/rules/value-stream.md; the numbers of a variant are in ``content/scenarios/``.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable

import attrs

from itilkit.ground.words import listed
from itilkit.scenarios.base import Assessment, Choices, IllegalMove, Step, clip
from itilkit.scenarios.simulation import Plays, Simulation, check_alone, check_known, one_named
from itilkit.scenarios.value_stream.content import (
    ID,
    Activity,
    Distractor,
    Effect,
    Improvement,
    Numbers,
    StreamStep,
    Words,
    load_words_and_numbers,
)
from itilkit.scenarios.value_stream.flow import Month, Stream, two_months
from itilkit.scenarios.value_stream.orders import Orders

#: Most points per criterion.
MOST = {"mapping": 3.5, "order": 2.0, "bottleneck": 2.0, "improvement": 10.5, "loop": 2.0}


@attrs.frozen
class State:
    """What is laid out so far: the last order (steps and distractors; None before the first), the activity
    of each mapped step, the named bottleneck, the cards held in the order I1…I10, and how often the two
    months were run.
    """

    order: tuple[str, ...] | None = None
    mapping: Mapping[str, str] = attrs.field(factory=dict)
    bottleneck: str | None = None
    cards: tuple[str, ...] = ()
    runs: int = 0


@attrs.frozen(slots=False)
class ValueStream(Simulation[Words, Numbers, State]):
    """The scenario on one variant's numbers."""

    id = ID
    most = MOST

    @cached_property
    def steps(self) -> Mapping[str, StreamStep]:
        """The seven steps of the stream, in the order in which a call takes them."""
        return {step.id: step for step in self.words.steps}

    @cached_property
    def distractors(self) -> Mapping[str, Distractor]:
        """What can be laid into the order without being a step of the stream."""
        return {each.id: each for each in self.words.distractors}

    @cached_property
    def activities(self) -> Mapping[str, Activity]:
        """The six activities of the service value chain."""
        return {activity.id: activity for activity in self.words.activities}

    @cached_property
    def cards(self) -> Mapping[str, Improvement]:
        """The improvements, I1 to I10."""
        return {card.id: card for card in self.words.cards}

    @cached_property
    def loop(self) -> tuple[str, ...]:
        """The steps that close the loop: demand falls when they are in the order."""
        return tuple(step.id for step in self.words.steps if step.loop)

    # the numbers ---------------------------------------------------------------------------------

    def stream(self, cards: Iterable[str] = ()) -> Stream:
        """The numbers that calls flow by with ``cards``, whose effects apply in the order I1…I10."""
        held = set(cards)
        return Stream.of(self.numbers, (card for card in self.words.cards if card.id in held))

    def months(self, order: Iterable[str], cards: Iterable[str] = ()) -> tuple[Month, Month]:
        """The two months of the stream with ``cards``. The five main steps always run; of the ``order``
        only the steps that close the loop change the flow, in month 2.
        """
        laid = set(order)
        return two_months(self.stream(cards), self.numbers.demand, sum(step in laid for step in self.loop))

    def months_of(self, state: State) -> tuple[Month, Month]:
        """The two months of a state."""
        return self.months(state.order or (), state.cards)

    @cached_property
    def as_is(self) -> tuple[Month, Month]:
        """The two months without any card, with all seven steps."""
        return self.months(self.steps)

    @cached_property
    def bottleneck(self) -> str:
        """The step with the highest load by capacity in month 1, as it is."""
        return self.as_is[0].bottleneck.step

    def value(self, order: Iterable[str], cards: Iterable[str] = ()) -> float:
        """Mean value of the two months, 0 to 100."""
        first, second = self.months(order, cards)
        return (first.value + second.value) / 2

    def cost(self, cards: Iterable[str]) -> int:
        """Points that ``cards`` cost together."""
        return sum(self.cards[card].cost for card in cards)

    def money_left(self, state: State) -> int:
        """Points left for improvements."""
        return self.words.budget - self.cost(state.cards)

    @cached_property
    def affordable(self) -> tuple[tuple[str, ...], ...]:
        """Every set of cards within the budget, the empty one first, each in the order I1…I10."""
        sets = (itertools.combinations(self.cards, size) for size in range(len(self.cards) + 1))
        return tuple(
            cards for cards in itertools.chain.from_iterable(sets) if self.cost(cards) <= self.words.budget
        )

    def effect_words(self, card: str) -> tuple[str, ...]:
        """What a card does to the numbers, a sentence each."""
        return tuple(self._effect(effect) for effect in self.cards[card].effects)

    def _effect(self, effect: Effect) -> str:
        if effect.what == "fix":
            return f"{effect.to * 100:g} more of 100 calls are mended by “{self.steps['investigate'].name}”."
        if effect.what == "leak":
            return f"A minute of lead time costs {(1 - effect.to) * 100:.0f} % less value."
        what = {
            "work": "Work at “{}” {} minutes.",
            "wait": "Waiting at “{}” {} minutes.",
            "capacity": "“{}” can take {} calls a day.",
            "right": "“{}” is right first time in {} % of calls.",
        }[effect.what]
        number = f"{effect.to * 100 if effect.what == 'right' else effect.to:g}"
        verb = {"add": f"grows by {number}", "set": f"becomes {number}"}
        shown = verb.get(effect.how, number) if effect.what in {"work", "wait"} else number
        return what.format(self.steps[effect.step].name, shown)

    # the moves -----------------------------------------------------------------------------------

    def start(self) -> State:
        """Nothing laid out, nothing bought."""
        return State()

    def open_pieces(self, state: State) -> tuple[str, ...]:
        """What has no answer yet, in words: the order, steps without an activity, the bottleneck."""
        unmapped = [self._step_word(step) for step in self.steps if step not in state.mapping]
        return (
            *([] if state.order else ["the order"]),
            *([f"the activity of {listed(unmapped)}"] if unmapped else []),
            *([] if state.bottleneck else ["the bottleneck"]),
        )

    def finished(self, state: State) -> bool:
        """Whether there is an answer to every piece (an order, an activity for each of the seven steps, a
        bottleneck) and the two months were run at least once. Buying nothing is an answer too. Moves stay
        legal afterwards: the stream has no end, and its owner may go on changing it.
        """
        return not self.open_pieces(state) and state.runs > 0

    def by_verb(self) -> Mapping[str, Plays[State]]:
        """What plays each kind of move."""
        return {
            "order": self._order,
            "map": self._map,
            "bottleneck": self._name_bottleneck,
            "buy": self._buy,
            "return": self._return,
            "run": self._run,
        }

    def possible(self, state: State) -> str:
        """The moves there are, with the cards that can be bought or returned."""
        return ", ".join(
            [
                "order STEP…",
                "map STEP ACTIVITY",
                "bottleneck STEP",
                *(f"buy {card}" for card in self._payable(state)),
                *(f"return {card}" for card in state.cards),
                "run",
            ]
        )

    def next_moves(self, state: State) -> Mapping[str, Choices]:
        """Every order of any entries, every activity of every step, every trade, and the run; entries and
        steps by name, since their true order is a question of the assignment.
        """
        steps = sorted(self.steps)
        return {
            "order": Orders(tuple(sorted((*self.steps, *self.distractors)))),
            "map": [f"map {step} {activity}" for step in steps for activity in self.activities],
            "bottleneck": [f"bottleneck {step}" for step in steps],
            "buy": [f"buy {card}" for card in self._payable(state)],
            "return": [f"return {card}" for card in state.cards],
            "run": ["run"],
        }

    def _payable(self, state: State) -> list[str]:
        """The cards that the money left pays, without those that are held."""
        left = self.money_left(state)
        return [card.id for card in self.words.cards if card.cost <= left and card.id not in state.cards]

    def _order(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        known = [*self.steps, *self.distractors]
        for slug in slugs:
            check_known("step", slug, known, possible=f"order any of {', '.join(known)}")
        names = ", ".join(self._step_word(slug) for slug in slugs)
        told = f"You laid out: {names}." if slugs else "You took every step out of the order."
        return Step(attrs.evolve(state, order=slugs), (told,))

    def _map(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        if len(slugs) != 2:
            raise IllegalMove("map names one step and one activity")
        step, activity = slugs
        self._check_step(step, "can be mapped")
        possible = f"map {step} to one of {', '.join(self.activities)}"
        check_known("activity", activity, self.activities, possible=possible)
        mapped = {**state.mapping, step: activity}
        told = f"You mapped {self._step_word(step)} to {self.activities[activity].name}."
        return Step(attrs.evolve(state, mapping=mapped), (told,))

    def _name_bottleneck(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        step = one_named("bottleneck", slugs, "step")
        self._check_step(step, "can be the bottleneck")
        told = f"You named {self._step_word(step)} as the bottleneck."
        return Step(attrs.evolve(state, bottleneck=step), (told,))

    def _check_step(self, step: str, what: str) -> None:
        possible = f"one of the steps {', '.join(self.steps)}"
        if step in self.distractors:
            name = self.distractors[step].name
            raise IllegalMove(f"only steps of this stream {what}, and “{name}” is none", possible=possible)
        if step in self.activities:
            raise IllegalMove(f"{step} is an activity; the step comes first", possible=possible)
        check_known("step", step, self.steps, possible=possible)

    def _card(self, verb: str, slugs: tuple[str, ...]) -> Improvement:
        card = one_named(verb, slugs, "card")
        check_known("card", card, self.cards)
        return self.cards[card]

    def _buy(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        card = self._card("buy", slugs)
        if card.id in state.cards:
            raise IllegalMove(f"you hold “{card.name}” already")
        left = self.money_left(state)
        if card.cost > left:
            raise IllegalMove(
                f"“{card.name}” costs {card.cost}, but {left} of {self.words.budget} points are left"
            )
        return self._holding(state, {*state.cards, card.id}, f"You bought “{card.name}” for {card.cost}")

    def _return(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        card = self._card("return", slugs)
        if card.id not in state.cards:
            raise IllegalMove(f"you do not hold “{card.name}”")
        return self._holding(state, set(state.cards) - {card.id}, f"You returned “{card.name}”")

    def _holding(self, state: State, held: set[str], told: str) -> Step[State]:
        after = attrs.evolve(state, cards=tuple(card for card in self.cards if card in held))
        return Step(after, (f"{told}; {self.money_left(after)} of {self.words.budget} points are left.",))

    def _run(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        check_alone("run", slugs)
        first, second = self.months_of(state)
        return Step(
            attrs.evolve(state, runs=state.runs + 1),
            (
                self._month("Month 1", first),
                self._slowest(first),
                self._between(first, second),
                self._month("Month 2", second),
            ),
        )

    def _month(self, name: str, month: Month) -> str:
        return (
            f"{name}: {month.demand:.0f} calls a day; from call to check a mean of {month.lead:.0f} minutes; "
            f"value {month.value:.0f} of 100."
        )

    def _slowest(self, month: Month) -> str:
        slow = max(month.steps, key=lambda step: round(step.minutes, 9))
        work, wait, queue = slow.parts
        return (
            f"Work is {month.efficiency * 100:.0f} % of the time of a call that takes all five steps. "
            f"Longest is {self._step_word(slow.step)}, repeats included: "
            f"{work:.0f} minutes of work, {wait:.0f} of waiting, {queue:.0f} in the queue."
        )

    def _between(self, first: Month, second: Month) -> str:
        if second.demand < first.demand:
            return "The ports were asked and the causes noted, so some calls never come."
        if second.demand > first.demand:
            return "Nobody was asked and nothing was noted, so the same faults come back."
        return "The loop is half closed: as many calls come as before."

    def _step_word(self, slug: str) -> str:
        name = self.steps[slug].name if slug in self.steps else self.distractors[slug].name
        return f"“{name}”"

    def tell(self, state: State) -> tuple[str, ...]:
        """The stream in sentences, without any verdict."""
        laid = ", ".join(self._step_word(slug) for slug in state.order or ())
        told = [f"You laid out: {laid}." if laid else "No step is laid out yet."]
        # by name, since their true order is a question of the assignment
        pairs = sorted(
            f"{self._step_word(step)} to {self.activities[activity].name}"
            for step, activity in state.mapping.items()
        )
        told.append(f"You mapped {'; '.join(pairs)}." if pairs else "No step is mapped yet.")
        if state.bottleneck:
            told.append(f"You named {self._step_word(state.bottleneck)} as the bottleneck.")
        else:
            told.append("No bottleneck is named yet.")
        names = [f"“{self.cards[card].name}”" for card in state.cards]
        cost = f"{self.cost(state.cards)} of {self.words.budget} points"
        told.append(f"You bought {listed(names)} for {cost}." if names else "You bought no improvement.")
        return tuple(told)

    # the score -----------------------------------------------------------------------------------

    def assess(self, state: State) -> Assessment:
        """Value and score of a state, finished or not."""
        value = self.value(state.order or (), state.cards)
        points = {
            "mapping": 0.5 * len(self.rightly_mapped(state)),
            "order": self._order_points(state.order or ()),
            "bottleneck": 2.0 if state.bottleneck == self.bottleneck else 0.0,
            "improvement": 10.5 * clip((self._gain(value) - 0.3) / 0.7),
            "loop": float(sum(step in (state.order or ()) for step in self.loop)),
        }
        return self.scored(value, points)

    def rightly_mapped(self, state: State) -> tuple[str, ...]:
        """The steps that stand with their own activity."""
        return tuple(
            step for step, activity in state.mapping.items() if activity == self.steps[step].activity
        )

    def follows(self, order: Sequence[str], one: str, other: str) -> bool:
        """Whether both steps stand in ``order``, ``one`` before ``other``."""
        return one in order and other in order and order.index(one) < order.index(other)

    def pairs_kept(self, order: Sequence[str]) -> int:
        """How many of the six pairs of neighbouring steps stand in ``order`` one before the other."""
        return sum(self.follows(order, one, other) for one, other in itertools.pairwise(self.steps))

    def _order_points(self, order: Sequence[str]) -> float:
        wrong = sum(step in self.distractors for step in order)
        return max(0.0, 2.0 * self.pairs_kept(order) / 6 - 0.5 * wrong)

    def _gain(self, value: float) -> float:
        """How much of what cards can gain is gained: 0 as it is, 1 with the best affordable cards."""
        return (value - self.numbers.as_is) / (self.numbers.best - self.numbers.as_is)


def load_value_stream(variant: str = "base", *, root: Traversable | None = None) -> ValueStream:
    """The scenario with the words of the course and the numbers of ``variant``.

    Raises ContentError when a file does not hold together.
    """
    return ValueStream(*load_words_and_numbers(variant, root=root))


__all__ = ["ID", "MOST", "State", "ValueStream", "load_value_stream"]
