"""The words and numbers of the dialogue: what its files hold, and whether they hold together."""

import string
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable

import attrs

from itilkit.scenarios.content_checks import load_both, no_reference, not_so_many, not_the_same, not_within
from itilkit.scenarios.dialogue.rules import (
    CHECKS,
    EVENTS,
    MOST_TRUST,
    NEEDS,
    PEOPLE,
    POINTS,
    PROVIDER,
    ROOM,
    TURNS,
    VERBS,
    changed_by,
)

ID = "dialogue"

#: From so many lines on, replies need not repeat at once.
LEAST_LINES = 3
#: Who says something on which move and result.
SPEAKERS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("invite", "came"): ("bryn",),
    ("listen", "heard"): PEOPLE,
    ("listen", "heard-new"): ("mara", "tomas", "bryn"),
    ("listen", "heard-late"): ("mara", "tomas", "bryn"),
    ("listen", "guarded"): PEOPLE,
    ("listen", "known"): PEOPLE,
    ("explore", "told"): PEOPLE,
    ("explore", "told-new"): ("ines",),
    ("explore", "told-late"): ("ines",),
    ("explore", "not-yet"): PEOPLE,
    ("explore", "known"): PEOPLE,
    ("share-limits", "shared"): (PROVIDER, *PEOPLE),
    ("play-back", "confirmed"): PEOPLE,
    ("play-back", "nothing"): (ROOM,),
    ("propose", "with"): PEOPLE,
    ("propose", "without"): PEOPLE,
    ("propose", "without-outside"): ("bryn",),
    ("trial", "found"): (ROOM,),
    ("trial", "refused"): (ROOM,),
    ("revisit", "after-event"): PEOPLE,
    ("revisit", "no-event"): (ROOM,),
    ("decide-alone", "decided"): PEOPLE,
    ("decide-alone", "decided-outside"): ("bryn",),
    ("concede", "conceded"): PEOPLE,
    ("concede", "passed-over"): PEOPLE,
    ("concede", "passed-over-outside"): ("bryn",),
    ("freeze", "frozen"): (ROOM,),
    ("wait", "waited"): (ROOM,),
}
#: What you yourself say: with every move but `wait`, and otherwise when you listen to somebody again.
YOUR_WORDS = (*(verb for verb in VERBS if verb != "wait"), "listen-again")


@attrs.frozen
class Person:
    """Somebody of the case whom the agreement is about."""

    id: str
    name: str
    full_name: str
    role: str
    title: str


@attrs.frozen
class Point:
    """Something that can be agreed about: its ``text`` at first, ``changed`` after the event that puts it
    out of date, and ``assumed`` when somebody decides without asking (empty where that cannot be).
    """

    id: str
    text: str
    changed: str = ""
    assumed: str = ""


@attrs.frozen
class Move:
    """A kind of move: ``name`` for a button, ``past`` to follow “you”, both with ``{name}`` for a person,
    and a ``hint`` at what it is for.
    """

    id: str
    name: str
    past: str
    hint: str


@attrs.frozen
class Event:
    """Something that happens between two turns, told when it arrives."""

    id: str
    name: str
    story: tuple[str, ...]


@attrs.frozen
class Date:
    """A date after ``turn`` at which the agreement is looked at: the worths (0 to 100) from which on it
    does ``fair`` and ``good``, and what is seen then without an agreement, or by what it is worth.
    """

    turn: int
    name: str
    fair: float
    good: float
    none: str
    poor: str
    middling: str
    strong: str


@attrs.frozen
class Words:
    """The scenario's story and lines, the same on every variant (``dialogue.toml``).

    ``lines`` is by move, result and person; ``you`` is what you say with a move.
    """

    title: str
    topic: str
    goal: str
    minutes: int
    opening: tuple[str, ...]
    people: tuple[Person, ...]
    points: tuple[Point, ...]
    moves: tuple[Move, ...]
    events: tuple[Event, ...]
    dates: tuple[Date, ...]
    you: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]


@attrs.frozen
class Beside:
    """A strategy shown beside the learner's run: what its agreement was worth on the three dates and
    after each of the 18 turns, mean trust after each turn, then value and score of the whole.
    """

    id: str
    name: str
    worths: tuple[float, ...]
    turns: tuple[float, ...]
    trust: tuple[float, ...]
    value: float
    score: float


@attrs.frozen
class Numbers:
    """A variant (``dialogue.NAME.toml``): the ``weights`` of the ten points, which add to 100, the ``trust``
    (0 to 5) that each person starts with, and the ``reference`` value that the outcome is measured against.
    """

    variant: str
    reference: float
    trust: Mapping[str, int]
    weights: Mapping[str, float]
    beside: tuple[Beside, ...]


def load_words_and_numbers(variant: str, *, root: Traversable | None = None) -> tuple[Words, Numbers]:
    """The words of the course and the numbers of ``variant``.

    Raises ContentError, with every problem of both files, when they do not hold together.
    """
    return load_both(ID, variant, Words, Numbers, _problems, root=root)


def _problems(words: Words, numbers: Numbers) -> Iterator[str]:
    yield from _word_problems(words)
    yield from _line_problems(words)
    yield from _number_problems(numbers)


# the words ------------------------------------------------------------------------------------------


def _word_problems(words: Words) -> Iterator[str]:
    yield from not_the_same("people", [person.id for person in words.people], PEOPLE)
    yield from not_the_same("points", [point.id for point in words.points], POINTS)
    yield from not_the_same("moves", [move.id for move in words.moves], VERBS)
    yield from not_the_same(
        "events", [event.id for event in words.events], [name for name, _ in EVENTS.values()]
    )
    if [date.turn for date in words.dates] != list(CHECKS):
        yield f"dates: should be after turns {', '.join(map(str, CHECKS))}, in this order"
    for place, date in enumerate(words.dates):
        if not 0 < date.fair < date.good <= 100:
            are = f"are {date.fair:g} and {date.good:g}"
            yield f"dates[{place}]: fair and good should rise from 0 to 100, but {are}"
    changing = changed_by(TURNS)
    for place, point in enumerate(words.points):
        if point.id in changing and not point.changed:
            yield f"points[{place}].changed: missing, and an event changes {point.id}"
        if point.changed and point.id not in changing:
            yield f"points[{place}].changed: no event changes {point.id}"
        if point.id in {NEEDS["mara"], NEEDS["ines"]} and not point.assumed:
            yield f"points[{place}].assumed: missing, and deciding alone assumes {point.id}"
    for place, move in enumerate(words.moves):
        for key in ("name", "past"):
            yield from _blanks(f"moves[{place}].{key}", getattr(move, key))


def _line_problems(words: Words) -> Iterator[str]:
    """Whether everybody has lines enough for all that can happen, and none for what cannot."""
    yield from not_the_same("you", list(words.you), YOUR_WORDS)
    for verb, said in words.you.items():
        yield from _enough(f"you.{verb}", said)
        for line in said:
            yield from _blanks(f"you.{verb}", line)
    there = {
        f"lines.{verb}.{result}.{who}": said
        for verb, results in words.lines.items()
        for result, by_person in results.items()
        for who, said in by_person.items()
    }
    wanted = [f"lines.{verb}.{result}.{who}" for (verb, result), people in SPEAKERS.items() for who in people]
    yield from not_the_same("lines", list(there), wanted)
    for path, said in there.items():
        yield from _enough(path, said)


def _enough(path: str, said: Sequence[str]) -> Iterator[str]:
    if len(said) < LEAST_LINES:
        yield f"{path}: should be {LEAST_LINES} lines at least, but is {len(said)}"
    if len(set(said)) < len(said):
        yield f"{path}: a line stands there twice"


def _blanks(path: str, line: str) -> Iterator[str]:
    """Whether the only blank to be filled is the person's name."""
    try:
        blanks = {name for _, name, _, _ in string.Formatter().parse(line) if name is not None}
    except ValueError:
        blanks = {"{"}
    if blanks - {"name"}:
        yield f"{path}: only {{name}} can be filled in"


# the numbers ----------------------------------------------------------------------------------------


def _number_problems(numbers: Numbers) -> Iterator[str]:
    yield from not_the_same("trust", list(numbers.trust), PEOPLE)
    yield from not_the_same("weights", list(numbers.weights), POINTS)
    for person, trust in numbers.trust.items():
        yield from not_within(f"trust.{person}", trust, MOST_TRUST)
    for point, weight in numbers.weights.items():
        if weight <= 0:
            yield f"weights.{point}: should be more than 0, but is {weight:g}"
    total = sum(numbers.weights.values())
    if round(total, 9) != 100:
        yield f"weights: should add to 100, but add to {total:g}"
    yield from no_reference("reference", numbers.reference)
    for place, beside in enumerate(numbers.beside):
        for key, most in (("worths", len(CHECKS)), ("turns", TURNS), ("trust", TURNS)):
            yield from not_so_many(f"beside[{place}].{key}", getattr(beside, key), most)
