"""The rules of the item bank: what an item must hold beyond being readable, and what it may refer to."""

from collections.abc import Iterator, Sequence

import attrs

from itilkit.content import did_you_mean
from itilkit.items.bank import Item, Option, misconceptions, objectives
from itilkit.items.kinds import KINDS, ordered_pairs

_PAIRED = ("match", "classify")


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
    if item.kind in _PAIRED:
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
        yield from (question if item.kind in _PAIRED else attrs.evolve(question, targets={})).faults()


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
    if item.target and item.kind not in _PAIRED:
        yield "target: only match and classify items have targets"
    if item.pair and item.kind != "order":
        yield "pair: only order items have pairs"


def _option_problems(item: Item, option: Option) -> Iterator[str]:
    """What an option, row or entry refers to; a wrong option rests on a misconception, a right one not."""
    code, belongs = option.misconception, option.id in item.key
    if item.kind in _PAIRED:
        yield from _row_problems(item, option)
    elif option.goes is not None or option.wrong:
        yield "only rows of match and classify items go somewhere"
    if item.kind not in (*_PAIRED, "order"):
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
