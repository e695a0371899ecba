"""The words and facts of the dialogue: what its files hold, and whether they hold together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable

import attrs

from itilkit.content import ContentError, load
from itilkit.scenarios.content_checks import no_reference, no_such, not_so_many, not_the_same, not_within
from itilkit.scenarios.dialogue.rules import (
    EVENTS,
    GIVER,
    LOOKS,
    MOST_TRUST,
    PEOPLE,
    PLACES,
    POOL,
    PROMISES,
    VERBS,
    WISHES,
)
from itilkit.scenarios.pools import load_pool

ID = "dialogue"
#: Who else speaks: the provider’s product lead.
PROVIDER = "priya"
#: Who says something of each kind.
SPEAKERS: Mapping[str, tuple[str, ...]] = {
    "came": ("bryn",),
    "guarded": PEOPLE,
    "known": PEOPLE,
    "changed": PEOPLE,
    "limit-known": PEOPLE,
    "limit-changed": PEOPLE,
    "shared": (PROVIDER, *PEOPLE),
    "right": PEOPLE,
    "wrong": PEOPLE,
    "found": PEOPLE,
    "missing": PEOPLE,
    "missing-outside": ("bryn",),
    "decided": PEOPLE,
    "decided-outside": ("bryn",),
}
#: What an event does to a person, by event.
DOES = {"storm": ("hit", "calm"), "letter": ("hit", "limit", "calm")}

Row = tuple[str, ...]
Lines = tuple[str, ...]


@attrs.frozen
class Person:
    """Somebody of the case whom the agreement is about."""

    id: str
    name: str
    full_name: str
    role: str
    title: str


@attrs.frozen
class Promise:
    """Something that can be promised: its ``name``, what it ``does`` and what it ``takes`` from whom."""

    name: str
    does: str
    takes: str


@attrs.frozen
class Kind:
    """A kind of move: ``name`` for a button, ``past`` to follow “you”, both with ``{name}`` for a person,
    and a ``hint`` at what it is for.
    """

    id: str
    name: str
    past: str
    hint: str


@attrs.frozen
class Event:
    """Something that happens between two turns."""

    id: str
    name: str


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
class Story:
    """An event: its ``frame``, and what is seen of a person whose need it changed (``hit``), whose limit it
    changed, or whom it left as they were (``calm``).
    """

    frame: Lines
    hit: Mapping[str, Lines]
    calm: Mapping[str, Lines]
    limit: Mapping[str, Lines] = attrs.field(factory=dict)


@attrs.frozen
class Sayings:
    """What is seen of all: a trial in which nothing fails, and a paper that was decided alone."""

    holds: Lines
    alone: Lines


@attrs.frozen
class Words:
    """The scenario's story and lines, the same on every variant (``dialogue.toml``).

    ``needs``, ``wishes`` and ``readings`` are by person and slug, ``limits``, ``fails`` and ``snags`` by
    promise, ``before`` by event and person, ``replies`` by kind and person; ``you`` is what you say.
    """

    title: str
    topic: str
    goal: str
    minutes: int
    opening: Lines
    people: tuple[Person, ...]
    moves: tuple[Kind, ...]
    events: tuple[Event, ...]
    dates: tuple[Date, ...]
    you: Mapping[str, Lines]
    replies: Mapping[str, Mapping[str, Lines]]
    needs: Mapping[str, Mapping[str, Lines]]
    wishes: Mapping[str, Mapping[str, Lines]]
    limits: Mapping[str, Lines]
    readings: Mapping[str, Mapping[str, str]]
    before: Mapping[str, Mapping[str, Lines]]
    fails: Mapping[str, Lines]
    snags: Mapping[str, str]
    sayings: Sayings
    stories: Mapping[str, Story]
    promises: Mapping[str, Promise]


@attrs.frozen
class Stored:
    """A variant as its table holds it: slugs in rows, in the order of `PEOPLE` where they are by person."""

    reference: float
    snag: str
    favourites: str
    trust: tuple[int, ...]
    needs: tuple[str, ...]
    cannot: tuple[str, ...]
    wishes: tuple[str, ...]


@attrs.frozen
class Numbers:
    """The facts of one variant: see `rules.Rules`; ``wishes`` are by part of the year and person, and
    ``reference`` is the value (0 to 100) that the best of the reading players reaches.
    """

    variant: str
    reference: float
    snag: str
    favourites: Row
    trust: tuple[int, ...]
    needs: tuple[Row, ...]
    cannot: tuple[Row, ...]
    wishes: tuple[Row, ...]


def load_words_and_numbers(variant: str, root: Traversable | None = None) -> tuple[Words, Numbers]:
    """What all variants share, and the facts of ``variant``.

    Raises ContentError, with all problems, when they do not hold together.
    """
    words = load(f"scenarios/{ID}.toml", Words, root=root)
    stored = load_pool(ID, Stored, root=root)[variant]
    numbers = Numbers(
        variant=variant,
        reference=stored.reference,
        snag=stored.snag,
        favourites=tuple(stored.favourites.split()),
        trust=stored.trust,
        needs=_rows(stored.needs),
        cannot=_rows(stored.cannot),
        wishes=_rows(stored.wishes),
    )
    problems = [*_word_problems(words), *_number_problems(numbers)]
    if problems:
        raise ContentError(f"scenarios/{ID}.variants.toml, {variant}, with {ID}.toml", problems)
    return words, numbers


def _rows(rows: Sequence[str]) -> tuple[Row, ...]:
    return tuple(tuple(row.split()) for row in rows)


# the words ------------------------------------------------------------------------------------------


def _word_problems(words: Words) -> Iterator[str]:
    yield from not_the_same("people", [person.id for person in words.people], PEOPLE)
    yield from not_the_same("moves", [move.id for move in words.moves], VERBS)
    yield from not_the_same("events", [event.id for event in words.events], tuple(EVENTS.values()))
    yield from not_the_same("dates", [str(date.turn) for date in words.dates], [str(turn) for turn in LOOKS])
    yield from not_the_same("you", list(words.you), (*VERBS, "listen-again"))
    yield from not_the_same("replies", list(words.replies), SPEAKERS)
    for kind, by_person in words.replies.items():
        yield from not_the_same(f"replies.{kind}", list(by_person), SPEAKERS.get(kind, ()))
    for name in ("promises", "limits", "fails", "snags"):
        yield from not_the_same(name, list(getattr(words, name)), PROMISES)
    keyed: tuple[tuple[str, Mapping[str, Collection[str]]], ...] = (
        ("needs", POOL),
        ("readings", POOL),
        ("wishes", WISHES),
    )
    for name, known in keyed:
        by_slug: Mapping[str, Mapping[str, object]] = getattr(words, name)
        yield from not_the_same(name, list(by_slug), PEOPLE)
        for person, slugs in by_slug.items():
            yield from not_the_same(f"{name}.{person}", list(slugs), known.get(person, ()))
    yield from not_the_same("stories", list(words.stories), tuple(DOES))
    for event, story in words.stories.items():
        for does in DOES.get(event, ()):
            yield from not_the_same(f"stories.{event}.{does}", list(getattr(story, does)), PEOPLE)


# the facts ------------------------------------------------------------------------------------------


def _number_problems(numbers: Numbers) -> Iterator[str]:
    yield from no_reference("reference", numbers.reference)
    yield from no_such("snag", "promise", numbers.snag, PROMISES)
    yield from not_so_many("favourites", numbers.favourites, PLACES)
    for promise in numbers.favourites:
        yield from no_such("favourites", "promise", promise, PROMISES)
    yield from not_so_many("trust", numbers.trust, len(PEOPLE))
    for person, trust in zip(PEOPLE, numbers.trust, strict=False):
        yield from not_within(f"trust.{person}", trust, MOST_TRUST)
    takes = {person: [promise for promise in PROMISES if GIVER[promise] == person] for person in PEOPLE}
    by_person: tuple[tuple[str, str, Mapping[str, Sequence[str]]], ...] = (
        ("needs", "need of theirs", POOL),
        ("cannot", "promise that takes from them", takes),
        ("wishes", "wish of theirs", WISHES),
    )
    for name, kind, known in by_person:
        rows: tuple[Row, ...] = getattr(numbers, name)
        yield from not_so_many(name, rows, len(LOOKS))
        for part, row in enumerate(rows):
            yield from not_so_many(f"{name}[{part}]", row, len(PEOPLE))
            for person, slug in zip(PEOPLE, row, strict=False):
                yield from no_such(f"{name}[{part}].{person}", kind, slug, known[person])
