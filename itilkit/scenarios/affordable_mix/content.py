"""The words and numbers of the affordable mix: what its files hold, and whether they hold together."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable

import attrs

from itilkit.scenarios.content_checks import (
    astray,
    load_both,
    no_reference,
    no_such,
    not_so_many,
    not_within,
    repeated,
)

ID = "affordable-mix"


@attrs.frozen
class Person:
    """A stakeholder: ``role`` is the ITIL role, ``weight`` their share of a season's value (0 to 1),
    ``need`` the benefit that satisfies them fully.
    """

    id: str
    name: str
    full_name: str
    role: str
    title: str
    cares: str
    weight: float
    need: float


@attrs.frozen
class Feature:
    """Something the service may offer: ``code`` F1…F10, ``cost`` in points a season, ``warranty`` true
    when it assures the service rather than adding to what it does.
    """

    id: str
    code: str
    name: str
    short: str
    cost: int
    warranty: bool = False


@attrs.frozen
class Season:
    """A season: ``budget`` in points, and the share of its worth that a utility feature keeps when no
    feature that keeps the service up is in the mix (``unassured``).
    """

    id: str
    name: str
    budget: int
    unassured: float
    story: str


@attrs.frozen
class SpokenLine:
    """What a person says when asked; ``about`` names the features that the line speaks for."""

    text: str
    about: tuple[str, ...]


@attrs.frozen
class Words:
    """The scenario's story and its fixed numbers (``affordable-mix.toml``)."""

    title: str
    topic: str
    goal: str
    minutes: int
    people: tuple[Person, ...]
    features: tuple[Feature, ...]
    seasons: tuple[Season, ...]
    belief: tuple[int, ...]
    lines: Mapping[str, Mapping[str, tuple[SpokenLine, ...]]]


@attrs.frozen
class Beside:
    """A strategy shown beside the learner's run: value per season, value and score on this variant."""

    id: str
    name: str
    seasons: tuple[float, ...]
    value: float
    score: float


@attrs.frozen
class Numbers:
    """A variant (``affordable-mix.NAME.toml``): ratings 0 to 5 per season and person in feature order,
    and the reference value of each season against which the outcome is scored.
    """

    variant: str
    ratings: Mapping[str, Mapping[str, tuple[int, ...]]]
    references: tuple[float, ...]
    beside: tuple[Beside, ...]


def load_words_and_numbers(variant: str, *, root: Traversable | None = None) -> tuple[Words, Numbers]:
    """The words of the course and the numbers of ``variant``.

    Raises ContentError, with every problem of both files, when they do not hold together.
    """
    return load_both(ID, variant, Words, Numbers, _problems, root=root)


def _problems(words: Words, numbers: Numbers) -> Iterator[str]:
    yield from word_problems(words)
    yield from _number_problems(words, numbers)


def word_problems(words: Words, *, seasons: str = "seasons") -> Iterator[str]:
    """References and ranges of the story, looked at after everything has been read; ``seasons`` is what
    the file calls them.
    """
    people = [person.id for person in words.people]
    features = [feature.id for feature in words.features]
    season_ids = [season.id for season in words.seasons]
    for kind, ids in (("people", people), ("features", features), (seasons, season_ids)):
        yield from repeated(kind, ids)
    if len(words.belief) != len(features):
        yield f"belief: has {len(words.belief)} ratings, but there are {len(features)} features"
    total = sum(person.weight for person in words.people)
    if round(total, 9) != 1.0:
        yield f"people: the weights add up to {total:g}, but should to 1"
    yield from astray("lines", words.lines, season_ids)
    for season, by_person in words.lines.items():
        yield from astray(f"lines.{season}", by_person, people)
        for person, lines in by_person.items():
            for place, line in enumerate(lines):
                for feature in line.about:
                    path = f"lines.{season}.{person}[{place}].about"
                    yield from no_such(path, "feature", feature, features)


def _number_problems(words: Words, numbers: Numbers) -> Iterator[str]:
    seasons = [season.id for season in words.seasons]
    if len(numbers.references) != len(seasons):
        yield f"references: has {len(numbers.references)} values, but there are {len(seasons)} seasons"
    for place, value in enumerate(numbers.references):
        yield from no_reference(f"references[{place}]", value)
    yield from rating_problems(words, numbers.ratings)
    for place, beside in enumerate(numbers.beside):
        yield from not_so_many(f"beside[{place}].seasons", beside.seasons, len(seasons))


def rating_problems(words: Words, ratings: Mapping[str, Mapping[str, Sequence[int]]]) -> Iterator[str]:
    """Whether there is a rating of 0 to 5 for each season, person and feature."""
    people = [person.id for person in words.people]
    yield from astray("ratings", ratings, [season.id for season in words.seasons])
    for season, by_person in ratings.items():
        yield from astray(f"ratings.{season}", by_person, people)
        for person, row in by_person.items():
            if len(row) != len(words.features):
                yield (
                    f"ratings.{season}.{person}: has {len(row)} ratings, "
                    f"but there are {len(words.features)} features"
                )
            for place, rating in enumerate(row):
                yield from not_within(f"ratings.{season}.{person}[{place}]", rating, 5)
