"""The dialogue: eighteen turns with Mara, Tomas, Ines and, once invited, Bryn, towards an agreement.

What each needs and what binds them comes out as trust grows, and what happens outside puts it out of date.
The rules stand in `rules` (docs/rules/dialogue.md), what is said in ``content/scenarios/``.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from importlib.resources.abc import Traversable

import attrs

from itilkit.ground.words import listed
from itilkit.scenarios.base import Assessment, Choices, IllegalMove, Step, at_least, clip
from itilkit.scenarios.dialogue.content import (
    ID,
    Date,
    Event,
    Move,
    Numbers,
    Person,
    Point,
    Words,
    load_words_and_numbers,
)
from itilkit.scenarios.dialogue.lines import STORY, Lines, Said, names, said_on, sentence
from itilkit.scenarios.dialogue.rules import (
    CHECKS,
    CONSTRAINTS,
    LATENT,
    MOVES,
    NEEDS,
    OWN,
    PEOPLE,
    POINTS,
    TURNS,
    VERBS,
    WITH_PERSON,
    Done,
    Position,
    Rules,
    changed_by,
)
from itilkit.scenarios.simulation import Plays, Simulation, check_alone, check_person, one_named

#: Most points per criterion.
MOST = {"outcome": 7.0, "played-back": 1.0, "constraints": 1.0, "revisits": 2.0, "nobody-left-behind": 1.0}
#: The trust from which on somebody does not count as left behind.
ENOUGH_TRUST = 3
#: How a point stands: known, known and played back, no longer true, assumed without being known.
HEARD, CONFIRMED, STALE, ASSUMED = "heard", "played back", "out of date", "assumed"


@attrs.frozen
class Turn:
    """A turn that was played: its ``number`` from 1, the move, how it went (``result``), what was ``said`` in
    order, the point ``learned`` and the ``event`` that followed (both empty: none), and after it the trust
    of the four (0 to 5, by person) and what the agreement was ``worth`` (0 to 100, before any event).
    """

    number: int
    verb: str
    person: str
    result: str
    said: tuple[Said, ...]
    learned: str
    event: str
    trust: Mapping[str, int]
    worth: float

    @property
    def move(self) -> tuple[str, str]:
        """The move as (verb, person); the person is empty for a move that stands alone."""
        return self.verb, self.person


@attrs.frozen
class State:
    """Where a run stands (``position``), the turns that led there, and which lines were used."""

    position: Position
    turns: tuple[Turn, ...] = ()
    lines: Lines = attrs.field(factory=Lines)

    @property
    def turn(self) -> int:
        """Turns taken, 0 to 18."""
        return self.position.turn

    @property
    def room(self) -> tuple[str, ...]:
        """Who is in the room, by id."""
        return self.position.room

    @property
    def trust(self) -> Mapping[str, int]:
        """Trust of each of the four, 0 to 5."""
        return dict(zip(PEOPLE, self.position.trust, strict=True))

    @property
    def moves(self) -> tuple[tuple[str, str], ...]:
        """The moves so far, as (verb, person)."""
        return tuple(turn.move for turn in self.turns)


@attrs.frozen
class Known:
    """A point as a learner may see it: its ``text``, how it stands (``status``: heard, played back, out of
    date or assumed) and whether it is ``agreed``, that is, in the agreement.
    """

    point: str
    person: str
    text: str
    status: str
    agreed: bool


@attrs.frozen(slots=False)
class Dialogue(Simulation[Words, Numbers, State]):
    """The scenario on one variant's numbers."""

    id = ID
    most = MOST

    @cached_property
    def rules(self) -> Rules:
        """The rules on this variant's numbers."""
        return Rules(self.numbers.weights, tuple(self.numbers.trust[person] for person in PEOPLE))

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """The four whom the agreement is about."""
        return {person.id: person for person in self.words.people}

    @cached_property
    def speakers(self) -> Mapping[str, str]:
        """The name of everybody who can be heard, by id: the four, ``priya`` and ``you``."""
        return names(self.words)

    @cached_property
    def points(self) -> Mapping[str, Point]:
        """What can be agreed about."""
        return {point.id: point for point in self.words.points}

    @cached_property
    def moves(self) -> Mapping[str, Move]:
        """The kinds of move."""
        return {move.id: move for move in self.words.moves}

    @cached_property
    def happenings(self) -> Mapping[str, Event]:
        """What happens between turns: the storm and the subsidy cut."""
        return {event.id: event for event in self.words.events}

    @cached_property
    def dates(self) -> Mapping[int, Date]:
        """The dates at which the agreement is looked at, by turn."""
        return {date.turn: date for date in self.words.dates}

    def name(self, verb: str, person: str = "") -> str:
        """A move as it stands on a button: “Listen to Mara”."""
        return self.moves[verb].name.format(name=self._person_name(person))

    def past(self, verb: str, person: str = "") -> str:
        """A move as it follows “you”: “listened to Mara”."""
        return self.moves[verb].past.format(name=self._person_name(person))

    def _person_name(self, person: str) -> str:
        return self.people[person].name if person else ""

    # what a learner may see ----------------------------------------------------------------------

    def legal(self, state: State) -> tuple[tuple[str, str], ...]:
        """Every move that is possible now, as (verb, person)."""
        return self.rules.legal(state.position)

    def knowledge(self, state: State) -> tuple[Known, ...]:
        """What the room knows or you assume, the needs first: nothing of what was never told."""
        at = state.position
        deal = at.deal or frozenset()
        shown = at.ever_known | deal | ({OWN} if at.shared else set()) | ({LATENT} if at.found else set())
        return tuple(self._known(at, point, agreed=point in deal) for point in POINTS if point in shown)

    def _known(self, at: Position, point: str, *, agreed: bool) -> Known:
        its = self.points[point]
        new = point in changed_by(at.turn)
        person = point.partition("-")[2]
        if point in {OWN, LATENT}:
            return Known(point, "", its.text, HEARD, agreed)
        if point in at.known:
            status = CONFIRMED if point in at.confirmed else HEARD
            return Known(point, person, its.changed if new else its.text, status, agreed)
        if point in at.ever_known:
            return Known(point, person, its.text, STALE, agreed)
        return Known(point, person, its.assumed, ASSUMED, agreed)

    def worth(self, state: State) -> float:
        """What the agreement is worth now, 0 to 100."""
        return self.rules.worth(state.position)

    def agreement(self, state: State) -> str:
        """What the agreement speaks of, in a sentence."""
        at = state.position
        if at.deal is None:
            return "There is no agreement yet."
        whose = [person.name for person in self.words.people if at.has_point(person.id)]
        parts = [
            *([f"what {listed(whose)} told you"] if whose else []),
            *(["your own limits"] if OWN in at.deal else []),
            *(["what the trial showed"] if LATENT in at.deal else []),
        ]
        if whose and not at.deal & at.ever_known:
            parts[0] = f"what you assume about {listed(whose)}"
        return f"The agreement speaks of {listed(parts)}." if parts else "The agreement speaks of nobody."

    # the moves -----------------------------------------------------------------------------------

    def start(self) -> State:
        """Before the first turn: nothing known, nothing agreed, Bryn not in the room."""
        return State(self.rules.start())

    def finished(self, state: State) -> bool:
        """Whether all turns are taken. A run that stops before is scored as if the rest were waits."""
        return state.turn >= TURNS

    def by_verb(self) -> Mapping[str, Plays[State]]:
        """What plays each kind of move."""
        return {verb: partial(self._play, verb=verb) for verb in VERBS}

    def _play(self, state: State, slugs: tuple[str, ...], *, verb: str) -> Step[State]:
        person = self._checked(state, verb, slugs)
        before = state.position
        done = self.rules.play(before, verb, person)
        said, lines = said_on(self.words, state.lines, before, (verb, person), done)
        worth = self._worth_of_turn(before, done.position)
        said = (*said, *self._story(state, verb, done, worth))
        turn = Turn(
            number=done.position.turn,
            verb=verb,
            person=person,
            result=done.result,
            said=said,
            learned=done.learned,
            event=done.event,
            trust=dict(zip(PEOPLE, done.position.trust, strict=True)),
            worth=worth,
        )
        after = State(done.position, (*state.turns, turn), lines)
        return Step(after, tuple(sentence(self.speakers, each) for each in said))

    def _worth_of_turn(self, before: Position, after: Position) -> float:
        """What the agreement is worth when a turn ends, before anything else happens."""
        looked_at = len(after.worths) > len(before.worths)
        return after.worths[-1] if looked_at else self.rules.worth(after)

    def _story(self, state: State, verb: str, done: Done, worth: float) -> tuple[Said, ...]:
        """What a turn leads to: what is known now, what the agreement speaks of, and what happens next."""
        told: list[str] = []
        after = done.position
        if done.learned:
            told.append(f"You know now: {self._text(done.learned, state.turn)}")
        if verb in {"propose", "revisit", "trial", "decide-alone"} and after.deal != state.position.deal:
            told.append(self.agreement(State(after)))
        if after.turn in CHECKS:
            told.append(self.seen(after.turn, after.deal is not None, worth))
        if done.event:
            told.extend(self.happenings[done.event].story)
        return tuple(Said(STORY, text, spoken=False) for text in told)

    def _text(self, point: str, turn: int) -> str:
        its = self.points[point]
        return its.changed if point in changed_by(turn) else its.text

    def seen(self, turn: int, agreed: bool, worth: float) -> str:  # noqa: FBT001 - read with its value
        """What is seen of the agreement at the date after ``turn``."""
        date = self.dates[turn]
        if not agreed:
            return date.none
        if at_least(worth, date.good):
            return date.strong
        return date.middling if at_least(worth, date.fair) else date.poor

    def possible(self, state: State) -> str:
        """The moves there are now."""
        return ", ".join(" ".join(filter(None, move)) for move in self.legal(state))

    def next_moves(self, state: State) -> Mapping[str, Choices]:
        """The same moves by their verb."""
        moves: dict[str, list[str]] = {}
        for verb, person in self.legal(state):
            moves.setdefault(verb, []).append(f"{verb} {person}".rstrip())
        return moves

    def _checked(self, state: State, verb: str, slugs: tuple[str, ...]) -> str:
        """The person that a move names (empty: none); raises IllegalMove when it is not possible."""
        if verb not in WITH_PERSON and verb != "invite":
            check_alone(verb, slugs)
            person = ""
        else:
            person = one_named(verb, slugs, "person")
            check_person(person, PEOPLE)
        if (verb, person) not in MOVES:
            raise IllegalMove(f"{self._person_name(person)} is in the room already")
        reason = self.rules.refused(state.position, verb, person)
        if reason:
            raise IllegalMove(self._refusal(reason, verb, person))
        return person

    def _refusal(self, reason: str, verb: str, person: str) -> str:
        name = self._person_name(person)
        return {
            "over": f"all {TURNS} turns are taken",
            "outside": f"{name} is not in the room, and has to be invited first",
            "here": f"{name} is in the room already",
            "shared": "your limits are shared already",
            "frozen": "the agreement is closed, so nothing can be changed in it",
            "no-deal": f"there is no agreement yet to {'try' if verb == 'trial' else verb}",
            "found": "the trial has shown what it can show",
        }[reason]

    def tell(self, state: State) -> tuple[str, ...]:
        """The run in sentences, without any verdict."""
        told = []
        for first in range(0, max(1, state.turn), 6):
            moves = state.moves[first : first + 6]
            did = _in_short(self.past(*move) for move in moves) or "did nothing yet"
            until = first + len(moves) if moves else first + 1
            told.append(
                f"Turns {first + 1} to {until}: you {did}."
                if until > first + 1
                else f"Turn {until}: you {did}."
            )
        told.append(self.agreement(state))
        levels = [f"{self.people[person].name} {trust}" for person, trust in state.trust.items()]
        told.append(f"Trust, of 5: {', '.join(levels)}.")
        return tuple(told)

    # the score -----------------------------------------------------------------------------------

    def assess(self, state: State) -> Assessment:
        """Value and score of a state; turns that are left count as waits."""
        end = self.rules.rested(state.position)
        value = self.rules.value(end)
        points = {
            "outcome": 7 * clip((value / self.numbers.reference - 0.45) / 0.55),
            "played-back": len(end.ever_confirmed & set(NEEDS.values())) / 4,
            "constraints": len(end.ever_known & set(CONSTRAINTS.values())) / 4,
            "revisits": float(end.revisits),
            "nobody-left-behind": 1.0 if min(end.trust) >= ENOUGH_TRUST else 0.0,
        }
        return self.scored(value, points)


def _in_short(past: Iterable[str]) -> str:
    """What was done, in order, the same thing several times in a row told once with how often."""
    told: list[list[str]] = []
    for each in past:
        if told and told[-1][0] == each:
            told[-1].append(each)
        else:
            told.append([each])
    return listed([f"{same[0]} ({len(same)} times)" if len(same) > 1 else same[0] for same in told] or [""])


def load_dialogue(variant: str = "base", *, root: Traversable | None = None) -> Dialogue:
    """The scenario with the words of the course and the numbers of ``variant``.

    Raises ContentError when a file does not hold together.
    """
    return Dialogue(*load_words_and_numbers(variant, root=root))


__all__ = [
    "ASSUMED",
    "CONFIRMED",
    "HEARD",
    "ID",
    "MOST",
    "STALE",
    "Dialogue",
    "Known",
    "Said",
    "State",
    "Turn",
    "load_dialogue",
]
