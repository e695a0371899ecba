"""The dialogue: eighteen turns with Mara, Tomas, Ines and, once invited, Bryn, towards an agreement.

Each needs one thing now and cannot give another, and what happens outside changes both. The rules stand in
`rules`, what is said in ``content/scenarios/dialogue.toml``.
"""

from collections.abc import Callable, Mapping
from functools import cache, cached_property, partial
from importlib.resources.abc import Traversable
from itertools import permutations
from math import prod

import attrs

from itilkit.ground.words import listed
from itilkit.scenarios.base import Assessment, Choices, IllegalMove, Step
from itilkit.scenarios.dialogue.content import (
    ID,
    Date,
    Event,
    Kind,
    Numbers,
    Person,
    Words,
    load_words_and_numbers,
)
from itilkit.scenarios.dialogue.lines import Said, Speech, names, sentence
from itilkit.scenarios.dialogue.rules import (
    PEOPLE,
    PLACES,
    POOL,
    PROMISES,
    TURNS,
    VERBS,
    WITH_PERSON,
    WITH_PROMISES,
    Done,
    Move,
    Position,
    Rules,
    pairs,
)
from itilkit.scenarios.simulation import (
    Plays,
    Simulation,
    check_alone,
    check_known,
    check_once,
    check_person,
    one_named,
)

#: Most points per criterion.
MOST = {"outcome": 5.0, "nobody-left-behind": 3.0, "understood": 3.0, "answered": 1.0}


@attrs.frozen
class Turn:
    """A turn that was played: its ``number`` from 1, the ``move``, what it ``did``, and what was ``said``."""

    number: int
    move: Move
    did: Done
    said: tuple[Said, ...]

    @property
    def verb(self) -> str:
        """The kind of move."""
        return self.move[0]


@attrs.frozen
class State:
    """Where a run stands (``position``), the turns that led there, and which lines were used."""

    position: Position
    turns: tuple[Turn, ...] = ()
    used: Mapping[str, int] = attrs.field(factory=dict)

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves so far."""
        return tuple(turn.move for turn in self.turns)


@attrs.frozen(slots=False)
class Dialogue(Simulation[Words, Numbers, State]):
    """The scenario on one variant's facts."""

    id = ID
    most = MOST
    ended = f"all {TURNS} turns are played"
    repeating = ("play-back",)

    @cached_property
    def rules(self) -> Rules:
        """The rules on this variant's facts."""
        facts = self.numbers
        return Rules(facts.trust, facts.needs, facts.cannot, facts.snag, facts.favourites)

    @cached_property
    def speech(self) -> Speech:
        """What is said in this variant."""
        return Speech(self.words, self.rules, self.numbers.wishes)

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """The four whom the agreement is about."""
        return {person.id: person for person in self.words.people}

    @cached_property
    def speakers(self) -> Mapping[str, str]:
        """The name of everybody who can be heard, by id: the four, ``priya`` and ``you``."""
        return names(self.words)

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of move."""
        return {kind.id: kind for kind in self.words.moves}

    @cached_property
    def happenings(self) -> Mapping[str, Event]:
        """What happens between turns: the storm and the letter."""
        return {event.id: event for event in self.words.events}

    @cached_property
    def dates(self) -> Mapping[int, Date]:
        """When the agreement is looked at, by turn."""
        return {date.turn: date for date in self.words.dates}

    def past(self, move: Move) -> str:
        """A move as it follows “you”: “listened to Mara”."""
        verb, slugs = move
        said = self.kinds[verb].past.format(name=self._name(verb, slugs))
        if verb in WITH_PROMISES:
            return f"{said} ({listed([self.words.promises[slug].name for slug in slugs])})"
        return said

    def _name(self, verb: str, slugs: tuple[str, ...]) -> str:
        return self.people[slugs[0]].name if verb in {"invite", *WITH_PERSON} else ""

    # Simulation ----------------------------------------------------------------------------------

    def start(self) -> State:
        """Before the first turn."""
        return State(self.rules.start())

    def finished(self, state: State) -> bool:
        """Whether all turns are played."""
        return state.position.turn >= TURNS

    def by_verb(self) -> Mapping[str, Plays[State]]:
        """What plays each kind of move, by its verb."""
        return {verb: partial(self._play, verb) for verb in VERBS}

    def _play(self, verb: str, state: State, slugs: tuple[str, ...]) -> Step[State]:
        _FORMS.get(verb, partial(check_alone, verb))(slugs)
        move = verb, slugs
        refused = self.rules.refused(state.position, move)
        if refused:
            raise IllegalMove(self._reason(refused, state.position, move))
        done = self.rules.play(state.position, move)
        said, used = self.speech.said_on(state.used, state.position, move, done)
        turn = Turn(len(state.turns) + 1, move, done, said)
        after = State(done.position, (*state.turns, turn), used)
        return Step(after, tuple(sentence(self.speakers, line) for line in said))

    def _reason(self, refused: str, position: Position, move: Move) -> str:
        verb, slugs = move
        people = [slug for slug in slugs if slug in PEOPLE]
        tried = "try" if verb == "trial" else verb
        untold = [self.people[person].name for person in people if not position.told_by(person)]
        return {
            "here": "Bryn is in the room already",
            "shared": "our limits are shared already",
            "outside": "Bryn is not in the room; invite Bryn first",
            "untold": f"{listed(untold or ['nobody'])} told nothing yet that could be played back",
            "agreed": "there is an agreement already; revisit it",
            "no-paper": f"there is no agreement yet to {tried}; propose one first",
        }[refused]

    def possible(self, state: State) -> str:
        """What may be done now, for the sentence of an IllegalMove."""
        return ", ".join(verb for verb, choices in self.next_moves(state).items() if len(choices))

    def next_moves(self, state: State) -> Mapping[str, Choices]:
        """Every move that can be made now, each once, by its verb."""
        position = state.position
        if position.turn >= TURNS:
            return {}
        moves: dict[str, Choices] = {}
        for verb, slugs in self.rules.simple_moves(position):
            moves[verb] = (*moves.get(verb, ()), " ".join((verb, *slugs)))  # type: ignore[misc]
        told = tuple(person for person in position.room if position.told_by(person))
        put = "propose" if position.paper is None else "revisit"
        return {**moves, "play-back": PlayBacks(told), put: _papers(put)}

    def tell(self, state: State) -> tuple[str, ...]:
        """The run up to ``state`` in sentences, without any verdict."""
        return tuple(f"Turn {turn.number}: you {self.past(turn.move)}." for turn in state.turns)

    def assess(self, state: State) -> Assessment:
        """Value and score of a state; turns that are left count as waits."""
        points = self.rules.points(state.position, self.numbers.reference)
        return self.scored(self.rules.value(state.position), points)


@attrs.frozen
class PlayBacks:
    """Every play-back to some of the people who have told something, each with one of their six needs."""

    told: tuple[str, ...]

    def __len__(self) -> int:
        return prod(len(POOL[person]) + 1 for person in self.told) - 1

    def __getitem__(self, index: int, /) -> str:
        words, left = ["play-back"], index + 1
        for person in self.told:
            left, need = divmod(left, len(POOL[person]) + 1)
            if need:
                words += [person, POOL[person][need - 1]]
        return " ".join(words)


@cache
def _papers(verb: str) -> tuple[str, ...]:
    """Every paper that can be put, with the verb, in any order: a trial goes down it from the top."""
    return tuple(
        " ".join((verb, *paper)) for count in range(1, PLACES + 1) for paper in permutations(PROMISES, count)
    )


# how a move is written ------------------------------------------------------------------------------


def _invited(slugs: tuple[str, ...]) -> None:
    if one_named("invite", slugs, "person") != "bryn":
        raise IllegalMove("only Bryn can be invited; the others are in the room from the start")


def _one_person(verb: str, slugs: tuple[str, ...]) -> None:
    check_person(one_named(verb, slugs, "person"), PEOPLE)


def _readings(slugs: tuple[str, ...]) -> None:
    if not slugs or len(slugs) % 2:
        raise IllegalMove("play-back names people, and after each the need that you have understood")
    check_once(slugs[::2])
    for person, need in pairs(slugs):
        check_person(person, PEOPLE)
        check_known(f"need of {person}", need, POOL[person])


def _promised(verb: str, slugs: tuple[str, ...]) -> None:
    if not 1 <= len(slugs) <= PLACES:
        raise IllegalMove(f"{verb} names one to three promises")
    for slug in slugs:
        check_known("promise", slug, PROMISES)


_FORMS: Mapping[str, Callable[[tuple[str, ...]], None]] = {
    "invite": _invited,
    **{verb: partial(_one_person, verb) for verb in WITH_PERSON},
    "play-back": _readings,
    **{verb: partial(_promised, verb) for verb in WITH_PROMISES},
}


def load_dialogue(variant: str = "base", *, root: Traversable | None = None) -> Dialogue:
    """The dialogue on the facts of ``variant``; raises ContentError when its files do not hold together."""
    return Dialogue(*load_words_and_numbers(variant, root))
