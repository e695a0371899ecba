"""A quick reading of a written answer: what words can show, as help for the person who marks it.

For each point of a rubric a few phrases say what an answer that has it is likely to say. They are looked for,
and what stands in the answer is quoted. That something is found does not mean that the point is made, and a
point can be made in other words: so a reading holds no points, and none can be worked out from it.
`phrases` says what may stand in a phrase.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources.abc import Traversable

import attrs

from itilkit.content import ContentError, content_root, load
from itilkit.items.phrases import Sentence, is_phrase, said, sentences

FOLDER = "readings"
PEOPLE_FILE = "people.toml"
#: Characters that are read. An answer has about 300 words, and a longer text is no better known by its words.
LONGEST = 10_000
#: Phrases quoted for one look; more would be no help.
QUOTED = 6


@attrs.frozen
class Somebody:
    """A person or group of the case: their name, what they are to the service, words that mean them."""

    name: str
    words: tuple[str, ...]
    role: str = ""


@attrs.frozen
class Look:
    """One thing to look for: what it is ``about``, phrases for it, and how many of them are to be there."""

    words: tuple[str, ...]
    about: str = ""
    at_least: int = 1


@attrs.frozen
class RubricPoint:
    """A point of the rubric, called as in its table: what to look for, and how many people it asks for."""

    name: str
    looks: tuple[Look, ...]
    people: int = 0


@attrs.frozen
class Case:
    """How to read the written answer ``cell``, of which ``least`` to ``most`` words are asked."""

    cell: str
    least: int
    most: int
    points: tuple[RubricPoint, ...]


@attrs.frozen
class Found:
    """What a look found: the phrases as they are written in the answer, each once, in their order.

    ``count`` is how many there are, and ``wanted`` how many are to be; ``said`` quotes some of them.
    """

    about: str
    said: tuple[str, ...]
    count: int
    wanted: int = 1

    @property
    def enough(self) -> bool:
        """Whether as many are there as are to be."""
        return self.count >= self.wanted


@attrs.frozen
class PointReading:
    """What was found for a point of the rubric."""

    name: str
    looks: tuple[Found, ...]

    @property
    def found(self) -> bool:
        """Whether something was found for every part of the point: a reason to read there, and no mark."""
        return all(look.enough for look in self.looks)


@attrs.frozen
class QuickReading:
    """What words show of an answer: its length, who is named, and what was found for each point.

    ``cut`` says that only the beginning of a very long text was read.
    """

    words: int
    people: tuple[Somebody, ...]
    points: tuple[PointReading, ...]
    cut: bool = False


@attrs.frozen
class Readings:
    """How to read the written answers of the course, by the id of their cells, and who is in the case."""

    cases: Mapping[str, Case]
    people: tuple[Somebody, ...]


def quick_reading(text: str, case: Case, people: Sequence[Somebody]) -> QuickReading:
    """Read ``text`` by the phrases of ``case``."""
    read = sentences(text[:LONGEST])
    there = tuple(one for one in people if said(read, one.words))
    named = tuple(one.name for one in there)
    points = []
    for point in case.points:
        looks = [_look(read, look) for look in point.looks]
        if point.people:
            looks.insert(0, Found("people and groups", named, len(named), point.people))
        points.append(PointReading(point.name, tuple(looks)))
    count = sum(any(map(str.isalnum, word)) for word in text.split())
    return QuickReading(count, there, tuple(points), len(text) > LONGEST)


def _look(read: Sequence[Sentence], look: Look) -> Found:
    found = said(read, look.words)
    return Found(look.about, found[:QUOTED], len(found), look.at_least)


@attrs.frozen
class _PeopleFile:
    people: tuple[Somebody, ...]


@cache
def load_readings() -> Readings:
    """The readings of the course, none in a learner's kit: what is looked for would tell what to write.

    Raises ContentError that names every fault of every file.
    """
    root = content_root()
    return read_readings(root) if root.joinpath(FOLDER).is_dir() else Readings({}, ())


def read_readings(root: Traversable) -> Readings:
    """The readings in the folder ``readings`` below ``root``; raises ContentError as `load_readings` does."""
    cases: dict[str, Case] = {}
    problems: list[str] = []
    people: tuple[Somebody, ...] = ()
    for file in sorted(root.joinpath(FOLDER).iterdir(), key=lambda place: place.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            if file.name == PEOPLE_FILE:
                people = load(f"{FOLDER}/{file.name}", _PeopleFile, root=root).people
                continue
            case = load(f"{FOLDER}/{file.name}", Case, root=root)
        except ContentError as error:
            problems += [f"{file.name}: {problem}" for problem in error.problems]
            continue
        problems += [f"{file.name}: {problem}" for problem in _problems(case)]
        if case.cell in cases:
            problems.append(f"{file.name}: another file says how to read {case.cell}")
        cases[case.cell] = case
    if problems:
        raise ContentError(FOLDER, problems)
    return Readings(cases, people)


def _problems(case: Case) -> Iterator[str]:
    if not 0 < case.least <= case.most:
        yield f"least and most: {case.least} to {case.most} words is no range"
    names = [point.name for point in case.points]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"points: “{name}” stands there twice"
    for point in case.points:
        if not point.looks:
            yield f"points: “{point.name}” looks for nothing"
        for look in point.looks:
            if not 0 < look.at_least <= len(look.words):
                yield f"points: “{point.name}” wants {look.at_least} of {len(look.words)} phrases"
            for phrase in look.words:
                if not is_phrase(phrase):
                    yield f"points: “{point.name}” holds “{phrase}”, which is no phrase"


__all__ = [
    "Case",
    "Found",
    "Look",
    "PointReading",
    "QuickReading",
    "Readings",
    "RubricPoint",
    "Somebody",
    "load_readings",
    "quick_reading",
    "read_readings",
]
