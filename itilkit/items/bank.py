"""The item bank: practice items with their keys, read from TOML and checked as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from itilkit.content import ContentError, content_root, did_you_mean, load
from itilkit.items.kinds import KINDS, Because, Key, ordered_pairs
from itilkit.items.question import Question

#: Kinds whose rows each go somewhere.
PAIRED = ("match", "classify")


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
        if self.kind in PAIRED:
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


def right_response(item: Item) -> Any:
    """A response to a bank item that earns all points; of orders that do, the one in the key's words."""
    key = item.solution
    if item.kind == "choice":
        return next(iter(key))
    if item.kind in PAIRED:
        return dict(key) if isinstance(key, Mapping) else {}
    return [entry for step in key for entry in step.split()]


@attrs.frozen
class _ItemFile:
    item: tuple[Item, ...]


@cache
def load_items() -> Mapping[str, Item]:
    """All items of the bank by id; raises ContentError that names every fault of every file."""
    return read_items(content_root())


def read_items(root: Traversable) -> Mapping[str, Item]:
    """The items in the folder ``items`` below ``root``; raises ContentError as `load_items` does."""
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


# the rules of the bank: what an item must hold beyond being readable, and what it may refer to ---------


def item_problems(item: Item) -> Iterator[str]:
    """References and rules of one item, looked at after it has been read; each problem is one sentence."""
    if item.kind not in KINDS:
        yield f'kind: there is no "{item.kind}"{did_you_mean(item.kind, KINDS)}'
    if len(item.option) < 2:
        yield "option: an item needs at least two"
    yield from _twice("option", [option.id for option in item.option])
    yield from _kind_problems(item)
    yield from _misplaced(item)
    if item.objective not in objectives():
        yield f'objective: there is no "{item.objective}"{did_you_mean(item.objective, objectives())}'
    claims = {claim for objective in objectives().values() for claim in objective.claims}
    for claim in item.claims:
        if claim not in claims:
            yield f'claims: no objective covers "{claim}"{did_you_mean(claim, claims)}'
    for option in item.option:
        for problem in _option_problems(item, option):
            yield f"option {option.id}: {problem}"


def _kind_problems(item: Item) -> Iterator[str]:
    """The key, and what belongs to one kind of item only."""
    if item.kind in PAIRED:
        yield from _twice("target", [target.id for target in item.target])
        yield from (f"targets: {fault}" for fault in _faults(item))
        if item.key:
            yield f'key: a {item.kind} item has none; it follows from "goes"'
        if not _rests_on_something(item):
            yield f"option: a {item.kind} item names at least one misconception"
    elif item.kind == "order":
        yield from (f"option: {fault}" for fault in _faults(item))
        yield from (f"key: {fault}" for fault in item.question.key_faults(item.key))
        yield from _pair_problems(item)
    else:
        known = [option.id for option in item.option]
        for name in item.key:
            if name not in known:
                yield f'key: there is no option "{name}"{did_you_mean(name, known)}'
        if not item.key or (item.kind == "choice" and len(item.key) != 1):
            count = len(item.key)
            yield f"key: has {count} options; a choice item has exactly one, the others at least one"


def _faults(item: Item) -> Iterator[str]:
    """What the question itself says is wrong with it, but for what is told of every kind of item."""
    if len(item.option) >= 2:
        question = item.question
        yield from (question if item.kind in PAIRED else attrs.evolve(question, targets={})).faults()


def _rests_on_something(item: Item) -> bool:
    codes = [option.misconception for option in item.option]
    codes += [wrong.misconception for option in item.option for wrong in option.wrong]
    return any(code is not None for code in codes)


def _pair_problems(item: Item) -> Iterator[str]:
    """A pair names two entries that the key puts in that order, and one pair at least reveals something."""
    known = [option.id for option in item.option]
    settled = ordered_pairs(item.key)
    yield from _twice("pair", [f"{pair.first}<{pair.second}" for pair in item.pair])
    for pair in item.pair:
        where = f"pair {pair.first}<{pair.second}"
        unknown = [name for name in (pair.first, pair.second) if name not in known]
        for name in unknown:
            yield f'{where}: there is no option "{name}"{did_you_mean(name, known)}'
        if not unknown and (pair.first, pair.second) not in settled:
            yield f'{where}: the key does not put "{pair.first}" before "{pair.second}"'
        yield from (f"{where}: {problem}" for problem in _code_problems(pair.misconception))
    if all(pair.misconception is None for pair in item.pair):
        yield "pair: an order item names at least one pair with a misconception"


def _misplaced(item: Item) -> Iterator[str]:
    """What stands in an item of a kind that has no use for it."""
    if item.target and item.kind not in PAIRED:
        yield "target: only match and classify items have targets"
    if item.pair and item.kind != "order":
        yield "pair: only order items have pairs"


def _option_problems(item: Item, option: Option) -> Iterator[str]:
    """What an option, row or entry refers to; a wrong option rests on a misconception, a right one not."""
    code, belongs = option.misconception, option.id in item.key
    if item.kind in PAIRED:
        yield from _row_problems(item, option)
    elif option.goes is not None or option.wrong:
        yield "only rows of match and classify items go somewhere"
    if item.kind not in (*PAIRED, "order"):
        if belongs and code is not None:
            yield f'belongs to the key, so it rests on no misconception, but names "{code}"'
        if not belongs and code is None:
            yield "is wrong, so it needs the misconception it rests on"
        if not option.because:
            yield "needs a sentence that says why (because)"
    yield from _code_problems(code)


def _row_problems(item: Item, option: Option) -> Iterator[str]:
    known = [target.id for target in item.target]
    if option.goes is None:
        yield "goes: missing"
    elif option.goes not in known:
        yield f'goes: there is no target "{option.goes}"{did_you_mean(option.goes, known)}'
    yield from _twice("wrong", [wrong.target for wrong in option.wrong])
    for wrong in option.wrong:
        if wrong.target not in known:
            yield f'wrong: there is no target "{wrong.target}"{did_you_mean(wrong.target, known)}'
        if wrong.target == option.goes:
            yield f'wrong: "{wrong.target}" is where it goes'
        yield from (f"wrong {wrong.target}: {problem}" for problem in _code_problems(wrong.misconception))
    if option.misconception is not None and not option.because:
        yield "names a misconception, so it needs a sentence that says why (because)"


def _code_problems(code: str | None) -> Iterator[str]:
    if code is not None and code not in misconceptions():
        yield f'there is no misconception "{code}"{did_you_mean(code, misconceptions())}'


def _twice(path: str, ids: Sequence[str]) -> Iterator[str]:
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield f'{path}: "{name}" stands there twice'
