"""What a strategy earns on an item, and what pure chance would: mean and variance, both exact.

Chance means that the strategy's answer stays what it is and the key falls at random: on any option of a
choice, on any options of a list (as many as there are), on any order, on any target for each row. So an item
on which a strategy has nothing to say earns exactly its chance, with variance 0, and dilutes nothing.
Everything is in items: a fully right one is 1, and a partly right one its share of decisions.
"""

from collections.abc import Sequence
from itertools import permutations
from math import fsum

import attrs

from itilkit.authoring.audit.strategies import Strategy, scores
from itilkit.authoring.audit.subject import Subject
from itilkit.items.kinds import ordered_pairs

Pairs = Sequence[tuple[int, int]]


@attrs.frozen
class Luck:
    """What was earned on an item (0 to 1), and the mean and variance of what chance would earn."""

    earned: float
    mean: float
    variance: float


def luck(strategy: Strategy, subject: Subject) -> Luck:
    """What ``strategy`` earns on ``subject``.

    It takes the best option of a choice, ticks the better half of a list, sorts an order, and takes the best
    target for each row. Ties are shared.
    """
    question = subject.question
    if question.kind in {"match", "classify"}:
        return _of_rows(strategy, subject)
    numbers = scores(strategy, question.options.values(), question.stem)
    if question.kind == "order":
        place = {entry: number for number, entry in enumerate(question.options)}
        pairs = [(place[first], place[second]) for first, second in ordered_pairs(subject.key)]
        return of_order(numbers, pairs)
    belongs = [option in subject.key for option in question.options]
    return of_choice(numbers, belongs.index(True)) if question.kind == "choice" else of_list(numbers, belongs)


def of_choice(numbers: Sequence[float], key: int) -> Luck:
    """One option is taken; those that share the highest number share the answer."""
    shares = top_shares(numbers, 1)
    return Luck(shares[key], 1 / len(shares), _spread(shares))


def of_list(numbers: Sequence[float], belongs: Sequence[bool]) -> Luck:
    """The better half is ticked, of an odd number the one in the middle by half.

    The mean is ½ whatever the key. The variance is that of the sum of a sample drawn without putting back.
    """
    count, right = len(numbers), sum(belongs)
    ticks = top_shares(numbers, count / 2)
    earned = fsum(tick if inside else 1 - tick for tick, inside in zip(ticks, belongs, strict=True)) / count
    sample = right * (count - right) / (count - 1) * _spread(ticks)
    return Luck(earned, 0.5, 4 * sample / count**2)


def of_order(numbers: Sequence[float], pairs: Pairs) -> Luck:
    """The entries are sorted by their numbers, the highest first; a tied pair is right by half.

    ``pairs`` are the places of entries that the key puts in this order. Under a random key two pairs vary
    together only if they share an entry: in the same role alike, in opposite roles contrariwise.
    """
    entries = range(len(numbers))
    earned = fsum(0.5 + _sign(numbers, *pair) for pair in pairs) / len(pairs)
    alone = _mean([_sign(numbers, a, b) ** 2 for a, b in permutations(entries, 2)])
    shared = _mean([_sign(numbers, a, b) * _sign(numbers, a, c) for a, b, c in permutations(entries, 3)])
    together = sum((a == c) + (b == d) - (a == d) - (b == c) for (a, b), (c, d) in permutations(pairs, 2))
    return Luck(earned, 0.5, (len(pairs) * alone + together * shared) / len(pairs) ** 2)


def _of_rows(strategy: Strategy, subject: Subject) -> Luck:
    """Each row is judged for itself: the strategy takes the target that fits the row's text best."""
    question, earned, variance = subject.question, 0.0, 0.0
    goes = subject.key if isinstance(subject.key, dict) else {}
    for row, text in question.options.items():
        numbers = scores(strategy, question.targets.values(), text, to_row=True)
        one = of_choice(numbers, list(question.targets).index(goes[row]))
        earned, variance = earned + one.earned, variance + one.variance
    rows = len(question.options)
    return Luck(earned / rows, 1 / len(question.targets), variance / rows**2)


def top_shares(numbers: Sequence[float], room: float) -> list[float]:
    """How far each number is among the ``room`` highest (0 to 1); tied numbers share what room is left."""
    shares = [0.0] * len(numbers)
    for level in sorted(set(numbers), reverse=True):
        tied = [place for place, number in enumerate(numbers) if number == level]
        for place in tied:
            shares[place] = min(1.0, room / len(tied))
        room = max(0.0, room - len(tied))
    return shares


def _sign(numbers: Sequence[float], first: int, second: int) -> float:
    """½ where ``first`` is put before ``second``, −½ where after it, 0 for a tie."""
    return ((numbers[first] > numbers[second]) - (numbers[first] < numbers[second])) / 2


def _spread(numbers: Sequence[float]) -> float:
    """The variance of ``numbers`` as a whole population."""
    centre = _mean(numbers)
    return _mean([(number - centre) ** 2 for number in numbers])


def _mean(numbers: Sequence[float]) -> float:
    return fsum(numbers) / len(numbers) if numbers else 0.0
