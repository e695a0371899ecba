"""The item bank: practice items with their keys, read from TOML and checked as a whole."""

from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable

import attrs

from itilkit.content import ContentError, content_root, load
from itilkit.items.kinds import Because, Key
from itilkit.items.question import Question


@attrs.frozen
class Misconception:
    """A misconception: ``sentence`` reads after "That answers as if", ``name`` is for instructors."""

    sentence: str
    name: str


@cache
def misconceptions() -> Mapping[str, Misconception]:
    """The misconceptions M1 to M19 by their code."""
    return load("misconceptions.toml", dict[str, Misconception])


@attrs.frozen
class Objective:
    """A learning objective: ``name`` is a few words for charts, ``text`` reads after "You can", ``level`` is
    Bloom's, ``claims`` are its sources.
    """

    name: str
    text: str
    level: str
    claims: tuple[str, ...]


@cache
def objectives() -> Mapping[str, Objective]:
    """The learning objectives LO1 to LO16 by their code."""
    return load("objectives.toml", dict[str, Objective])


@attrs.frozen
class Claim:
    """What the course's source article says: ``fit`` is agrees, simplified or departs, measured by ITIL 4;
    ``lesson`` and ``section`` are where it is taught.
    """

    text: str
    fit: str
    lesson: str
    section: str


@cache
def claims() -> Mapping[str, Claim]:
    """The claims C1 to C36 by their code."""
    return load("claims.toml", dict[str, Claim])


@attrs.frozen
class Target:
    """What rows of a match or classify item are matched with or sorted into."""

    id: str
    text: str


@attrs.frozen
class Wrong:
    """What one particular wrong target of a row rests on, and why it fails."""

    target: str
    because: str
    misconception: str | None = None


@attrs.frozen
class Pair:
    """Two entries of an order: what it says when ``second`` is put before ``first``."""

    first: str
    second: str
    because: str
    misconception: str | None = None


@attrs.frozen
class Option:
    """An option, row or entry of a bank item. A wrong option rests on a misconception and says why.

    A row ``goes`` to a target. Its misconception and sentence are for any wrong target that none of
    ``wrong`` is about.
    """

    id: str
    text: str
    because: str = ""
    misconception: str | None = None
    goes: str | None = None
    wrong: tuple[Wrong, ...] = ()


@attrs.frozen
class Item:
    """An item of the bank, with its key and where in the lessons to read on."""

    id: str
    kind: str
    use: str
    objective: str
    claims: tuple[str, ...]
    lesson: str
    section: str
    stem: str
    option: tuple[Option, ...]
    key: tuple[str, ...] = ()
    target: tuple[Target, ...] = ()
    pair: tuple[Pair, ...] = ()

    @property
    def question(self) -> Question:
        """What a learner sees of it."""
        options = {option.id: option.text for option in self.option}
        targets = {target.id: target.text for target in self.target}
        return Question(self.id, self.stem, options, self.kind, targets)

    @property
    def solution(self) -> Key:
        """The key as `mark_response` takes it: for match and classify, where each row goes."""
        if self.kind in {"match", "classify"}:
            return {option.id: option.goes for option in self.option if option.goes is not None}
        return self.key

    @property
    def because(self) -> Because:
        """What each decision means, as `mark_response` takes it."""
        told: dict[str, tuple[str | None, str]] = {}
        for option in self.option:
            if option.because or option.misconception:
                told[option.id] = (option.misconception, option.because)
            for wrong in option.wrong:
                told[f"{option.id}={wrong.target}"] = (wrong.misconception, wrong.because)
        for pair in self.pair:
            told[f"{pair.first}<{pair.second}"] = (pair.misconception, pair.because)
        return told


@attrs.frozen
class _ItemFile:
    item: tuple[Item, ...]


@cache
def load_items() -> Mapping[str, Item]:
    """All items of the bank by id; raises ContentError that names every fault of every file."""
    return read_items(content_root())


def read_items(root: Traversable) -> Mapping[str, Item]:
    """The items in the folder ``items`` below ``root``; raises ContentError as `load_items` does."""
    from itilkit.items.rules import item_problems

    found: dict[str, Item] = {}
    problems: list[str] = []
    for file in sorted(root.joinpath("items").iterdir(), key=lambda place: place.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            items = load(f"items/{file.name}", _ItemFile, root=root).item
        except ContentError as error:
            problems.extend(f"{file.name}: {problem}" for problem in error.problems)
            continue
        for item in items:
            if item.id in found:
                problems.append(f'{file.name}: item "{item.id}" stands in the bank twice')
            found[item.id] = item
            problems.extend(f"{file.name}: {item.id}: {problem}" for problem in item_problems(item))
    if problems:
        raise ContentError("items", problems)
    return found
