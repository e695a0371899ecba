"""What the variant tools of all scenarios share: the search for a variant on which the lesson holds, the
filters that are the same everywhere (course design, section 9), and how numbers are written as TOML.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from statistics import quantiles
from typing import Any, TypeVar

from itilkit.scenarios.base import Result, at_least

T = TypeVar("T")

#: How many perturbations are looked at before the tool gives up.
TRIES = 1000
#: How many random runs stand for "random play".
RANDOM_RUNS = 500


class NoVariantFoundError(RuntimeError):
    """No perturbation kept the lesson; another seed may."""


def first_that_holds(
    name: str, seed: int, perturbed: Callable[[int], T], reasons: Callable[[T], Iterator[str]]
) -> T:
    """The first of `TRIES` perturbations on which there is no reason why the lesson does not hold.

    ``perturbed`` makes one from a seed of its own; the same ``seed`` always finds the same one. Raises
    NoVariantFoundError, which tells the ``name`` of what was perturbed, when there is none.
    """
    for attempt in range(TRIES):
        found = perturbed(seed * TRIES + attempt)
        if next(reasons(found), None) is None:
            return found
    msg = f"None of {TRIES} perturbations of “{name}” keeps the lesson; try another seed."
    raise NoVariantFoundError(msg)


def strategies_in_order(
    played: Mapping[str, Result[Any]], *, naive: Iterable[str], passing: Iterable[str] = ("co-creator",)
) -> Iterator[str]:
    """Whether the co-creator gets 85 % of the points, nobody outside ``passing`` passes, and those who are
    ``naive`` stay within 35 %.
    """
    for name, result in played.items():
        share = result.score / result.max_score
        if name == "co-creator" and not at_least(share, 0.85):
            yield f"co-creator reaches {share:.0%} of the points, and should reach 85%"
        if name in passing:
            continue
        if result.passed:
            yield f"{name} passes, with {result.score:.2f} of {result.max_score:g} points"
        if name in naive and not at_least(0.35, share):
            yield f"{name} reaches {share:.0%} of the points, and should stay within 35%"


def random_play(run: Callable[[Random], Result[Any]]) -> Iterator[str]:
    """Whether the 95th percentile of `RANDOM_RUNS` runs, each made by ``run``, stays below 75 %."""
    dice = Random(RANDOM_RUNS)  # noqa: S311 - a repeatable draw, nothing secret
    results = [run(dice) for _ in range(RANDOM_RUNS)]
    high = quantiles((result.score for result in results), n=20)[-1]
    if at_least(high, 0.75 * results[0].max_score):
        yield f"random play reaches {high:.2f} points at its 95th percentile"


def toml_row(numbers: Iterable[float]) -> str:
    """Numbers as a TOML array, in full, so that reading them back gives the same ones."""
    return f"[{', '.join(map(repr, numbers))}]"


def toml_text(words: str) -> str:
    """TOML's basic strings are written as JSON's."""
    return json.dumps(words, ensure_ascii=False)
