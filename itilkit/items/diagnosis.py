"""Which misconception a person's answers point to: how often it was taken where it could be, against chance.

An item offers a misconception when some wrong decision on it rests on that one. Somebody who guesses takes
it with a chance that follows from the item's form. A misconception that was taken more often than guessing
explains comes first: the measure is (taken − expected) / √variance over all items that offer it, as for any
sum of independent yes-or-no outcomes.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import permutations
from typing import Any

import attrs

from itilkit.items.kinds import Because, Key
from itilkit.items.question import Question, mark_response


@attrs.frozen
class Sign:
    """An item that offers a misconception: whether it was taken there, and its chance by guessing."""

    code: str
    item: str
    taken: bool
    chance: float


@attrs.frozen
class Diagnosis:
    """A misconception's case: ``taken`` of the items that ``offered`` it, and how far that beats guessing.

    ``strength`` is in standard deviations; about 0 is what guessing gives.
    """

    code: str
    taken: int
    offered: int
    strength: float


def signs(question: Question, response: Any, key: Key, because: Because) -> Iterator[Sign]:
    """A sign for each misconception that the question offers; ``response`` is checked, ``because`` as for
    `mark_response`.
    """
    marked = mark_response(question, response, key, because)
    taken = {note.misconception for note in marked.notes if not note.right}
    for code, chance in chances(question, key, because).items():
        yield Sign(code, question.id, code in taken, chance)


def chances(question: Question, key: Key, because: Because) -> Mapping[str, float]:
    """The misconceptions that a question offers, each with the chance that a guess takes it at least once."""
    if question.kind == "order":
        return _order_chances(because)
    missed: dict[str, float] = {}
    for code, chance in _decisions(question, key, because):
        missed[code] = missed.get(code, 1.0) * (1.0 - chance)
    return {code: 1.0 - left for code, left in missed.items()}


def _decisions(question: Question, key: Key, because: Because) -> Iterator[tuple[str, float]]:
    """Each decision that could rest on a misconception, with the chance that a guess makes it."""
    if question.kind == "choice":
        codes = [because.get(option, (None, ""))[0] for option in question.options if option not in key]
        yield from _shares(codes, len(question.options))
    elif question.kind == "multi":
        for option in question.options:
            tick = because.get(option, (None, ""))[0]
            if tick is not None and option not in key:
                yield tick, 0.5
    else:
        for row in question.options:
            yield from _row(question, row, key, because)


def _row(question: Question, row: str, key: Key, because: Because) -> Iterator[tuple[str, float]]:
    belongs = key.get(row) if isinstance(key, Mapping) else None
    codes = [
        because.get(f"{row}={target}", because.get(row, (None, "")))[0]
        for target in question.targets
        if target != belongs
    ]
    yield from _shares(codes, len(question.targets))


def _order_chances(because: Because) -> Mapping[str, float]:
    """As `chances`, of an order: its pairs share entries, so that they are not turned independently."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    missed: dict[str, float] = {}
    for name, (code, _) in because.items():
        if code is None:
            continue
        missed.setdefault(code, 1.0)
        first, between, second = name.partition("<")
        if between:
            pairs.setdefault(code, []).append((first, second))
        else:
            # an entry's own sentence is said when more than half of its pairs are turned
            missed[code] *= 0.5
    for code, of_code in pairs.items():
        missed[code] *= _none_turned(tuple(of_code))
    return {code: 1.0 - left for code, left in missed.items()}


@cache
def _none_turned(pairs: tuple[tuple[str, str], ...]) -> float:
    """The chance that entries in a random order keep all of ``pairs``: counted for up to seven entries, and
    for more estimated as if the pairs had nothing to do with each other.
    """
    entries = sorted({entry for pair in pairs for entry in pair})
    if len(entries) > 7:
        return float(0.5 ** len(pairs))
    kept = total = 0
    for order in permutations(entries):
        place = {entry: number for number, entry in enumerate(order)}
        total += 1
        kept += all(place[first] < place[second] for first, second in pairs)
    return kept / total


def _shares(codes: list[str | None], among: int) -> Iterator[tuple[str, float]]:
    """Each code with the share of ``among`` possible answers that rest on it."""
    for code in sorted({code for code in codes if code is not None}):
        yield code, codes.count(code) / among


def diagnose(found: Iterable[Sign]) -> list[Diagnosis]:
    """The misconceptions that were taken at all, the one that guessing explains least first.

    Of two with the same strength the one that was taken more often comes first, then the lower code.
    """
    by_code: dict[str, list[Sign]] = {}
    for sign in found:
        by_code.setdefault(sign.code, []).append(sign)
    cases = [_case(code, each) for code, each in by_code.items() if any(sign.taken for sign in each)]
    return sorted(cases, key=lambda case: (-round(case.strength, 9), -case.taken, int(case.code[1:])))


def _case(code: str, each: list[Sign]) -> Diagnosis:
    taken = sum(sign.taken for sign in each)
    expected = math.fsum(sign.chance for sign in each)
    variance = math.fsum(sign.chance * (1.0 - sign.chance) for sign in each)
    strength = (taken - expected) / math.sqrt(variance) if variance > 0 else 0.0
    return Diagnosis(code, taken, len(each), strength)


__all__ = ["Diagnosis", "Sign", "chances", "diagnose", "signs"]
