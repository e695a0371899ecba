"""How well the questions work: facility, discrimination, what was chosen, and flags.

Facility is the mean share of the points, of those who answered. Discrimination is the correlation of that
share with the *rest score*: the mean share of all other questions that the same learner answered (for a
question that is right or wrong this is the point-biserial correlation). Both need learners: below 30 they
are weak figures.
"""

import math
from collections.abc import Mapping, Sequence
from statistics import fmean

import attrs

from itilkit.ground.words import plural
from itilkit.items import Key
from itilkit.items.kinds import ordered_pairs
from itilkit.reports.evidence import ClassData, GradedQuestion, Response

#: Below so many learners the figures of an item are weak.
FIRM = 30
#: A question that fewer or more people solve tells little about them.
HARD, EASY = 0.30, 0.90
#: Below this a question does not tell apart who knows more.
DISCRIMINATING = 0.20
#: A distractor that fewer choose does no work.
WORKING = 0.05


@attrs.frozen
class Way:
    """What could be chosen: its words, whether it is right, the share (0 to 1) of those who answered that
    chose it, and the code that it rests on when it is wrong (empty: none).
    """

    words: str
    right: bool
    share: float
    code: str = ""


@attrs.frozen
class ItemFigures:
    """A question's figures; ``discrimination`` is None where it is not defined."""

    question: str
    assignment: str
    kind: str
    objective: str
    stem: str
    answered: int
    open: int
    facility: float
    discrimination: float | None
    ways: tuple[Way, ...]
    flags: tuple[str, ...]


def item_figures(data: ClassData) -> tuple[ItemFigures, ...]:
    """The figures of every graded question that anybody answered, in the order of the assignments."""
    shares = {
        name: {each.learner: data.shares[name][each.learner] for each in data.answered(name)}
        for name in data.asked
    }
    return tuple(_figures(data, name, shares) for name in data.asked if shares[name])


def _figures(data: ClassData, name: str, shares: Mapping[str, Mapping[str, float]]) -> ItemFigures:
    asked, own = data.asked[name], shares[name]
    facility = fmean(own.values())
    discrimination = correlation(
        [
            (share, rest)
            for learner, share in own.items()
            if (rest := _rest(name, learner, shares)) is not None
        ]
    )
    ways = tuple(_ways(asked, data.answered(name)))
    return ItemFigures(
        question=name,
        assignment=asked.assignment,
        kind=asked.question.kind,
        objective=asked.objective,
        stem=asked.question.stem,
        answered=len(own),
        open=len(data.shares[name]) - len(own),
        facility=facility,
        discrimination=discrimination,
        ways=ways,
        flags=tuple(_flags(asked, facility, discrimination, ways)),
    )


def _rest(name: str, learner: str, shares: Mapping[str, Mapping[str, float]]) -> float | None:
    others = [each[learner] for other, each in shares.items() if other != name and learner in each]
    return fmean(others) if others else None


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's correlation; None for fewer than three pairs, or where one side does not vary."""
    if len(pairs) < 3:
        return None
    left, right = [one for one, _ in pairs], [other for _, other in pairs]
    mean_left, mean_right = fmean(left), fmean(right)
    both = math.fsum((one - mean_left) * (other - mean_right) for one, other in pairs)
    spread_left = math.fsum((one - mean_left) ** 2 for one in left)
    spread_right = math.fsum((other - mean_right) ** 2 for other in right)
    squares = spread_left * spread_right
    return both / math.sqrt(squares) if round(squares, 12) > 0 else None


def _flags(
    asked: GradedQuestion, facility: float, discrimination: float | None, ways: Sequence[Way]
) -> list[str]:
    flags = []
    if round(facility, 9) < HARD:
        flags.append("hard")
    if round(facility, 9) > EASY:
        flags.append("easy")
    if discrimination is not None and round(discrimination, 9) < DISCRIMINATING:
        flags.append("does not tell apart")
    if asked.question.kind in {"choice", "multi"}:
        idle = sum(not way.right and round(way.share, 9) < WORKING for way in ways)
        if idle:
            flags.append(plural(idle, "idle distractor"))
    return flags


# what was chosen ------------------------------------------------------------------------------------


def _ways(asked: GradedQuestion, responses: Sequence[Response]) -> list[Way]:
    kind = asked.question.kind
    if kind in {"match", "classify"}:
        return _of_rows(asked, responses)
    return _of_pairs(asked, responses) if kind == "order" else _of_options(asked, responses)


def _code(asked: GradedQuestion, *names: str) -> str:
    for name in names:
        if name in asked.because:
            return asked.because[name][0] or ""
    return ""


def _of_options(asked: GradedQuestion, responses: Sequence[Response]) -> list[Way]:
    picked = [{each.response} if isinstance(each.response, str) else set(each.response) for each in responses]
    return [
        Way(
            text,
            option in asked.key,
            fmean(option in each for each in picked),
            "" if option in asked.key else _code(asked, option),
        )
        for option, text in asked.question.options.items()
    ]


def _of_rows(asked: GradedQuestion, responses: Sequence[Response]) -> list[Way]:
    """For each row its right target and every wrong one that anybody chose."""
    question, goes = asked.question, _goes(asked.key)
    found = []
    for row, text in question.options.items():
        for target, name in question.targets.items():
            share = fmean(each.response.get(row) == target for each in responses)
            right = goes.get(row) == target
            if right or share:
                code = "" if right else _code(asked, f"{row}={target}", row)
                found.append(Way(f"{text.removesuffix('.')} → {name}", right, share, code))
    return found


def _goes(key: Key) -> Mapping[str, str]:
    return key if isinstance(key, Mapping) else {}


def _of_pairs(asked: GradedQuestion, responses: Sequence[Response]) -> list[Way]:
    """For each pair of the key, who kept it; only pairs that somebody turned, the most often turned first."""
    found = []
    for first, second in ordered_pairs(asked.key):
        kept = fmean(each.response.index(first) < each.response.index(second) for each in responses)
        if kept < 1:
            options = asked.question.options
            words = f"{options[second].removesuffix('.')}, before: {options[first].removesuffix('.')}"
            code = _code(asked, f"{first}<{second}")
            found.append(Way(words, right=False, share=1 - kept, code=code))
    return sorted(found, key=lambda way: -way.share)


__all__ = ["FIRM", "ItemFigures", "Way", "correlation", "item_figures"]
