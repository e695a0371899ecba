"""The variant tool of the affordable mix: new numbers on which the same lesson still holds.

A variant's ratings are written or perturbed; everything else in its file is computed here: the
reference of each season and the strategies shown beside a run. A perturbed variant is kept only when
listening pays on it and every shortcut still falls short (course design, section 9).
"""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import attrs

from itilkit.scenarios.affordable_mix import AffordableMix, Beside, Numbers, State
from itilkit.scenarios.base import Result, replay
from itilkit.scenarios.mix_search import Best, Search
from itilkit.scenarios.mix_strategies import moves, random_moves, strategies
from itilkit.scenarios.variant_tool import (
    first_that_holds,
    random_play,
    strategies_in_order,
    toml_row,
    toml_text,
)

#: The strategies shown beside a learner's run, under the names a learner reads.
SHOWN = {
    "provider-only": "Decides alone",
    "asks-once": "Asks once, never again",
    "please-everyone": "Pleases each in turn",
    "co-creator": "Co-creates",
}
#: Strategies that must stay far below the pass mark, not only below it.
NAIVE = ("provider-only", "cheapest", "feature-maximizer")
#: The share of ratings that a perturbation moves by one.
MOVED = 0.2


def references(scenario: AffordableMix) -> tuple[float, ...]:
    """The season values that a learner's are measured against (0 to 100).

    They are those of a year that asks all four every season and then offers the mix with the highest
    season value that last season's mix leaves affordable (course design, section 9 A).
    """
    search = Search(scenario)
    return tuple(values[mix] for values, mix in zip(search.values, search.listening(), strict=True))


def best_paths(scenario: AffordableMix, conversations: int = 4) -> Best:
    """The highest value that any year with so many conversations a season reaches, and how many years
    reach it: found exhaustively, so ``unique`` is exact (values compared at 9 decimals).
    """
    return Search(scenario).best(conversations)


def completed(scenario: AffordableMix) -> AffordableMix:
    """``scenario`` with its references and the strategies beside a run computed from its ratings."""
    measured = _with(scenario, references=references(scenario), beside=())
    played = _replayed(measured)
    shown = tuple(
        Beside(
            id=name,
            name=title,
            seasons=tuple(season.value for season in played[name].state.played),
            value=played[name].value,
            score=played[name].score,
        )
        for name, title in SHOWN.items()
    )
    return _with(measured, beside=shown)


def perturb(scenario: AffordableMix, seed: int) -> AffordableMix:
    """``scenario`` with about a fifth of its ratings moved by one, up or down, within 0 to 5.

    The same seed always gives the same ratings: only `Random.random` is used, whose sequence Python
    guarantees. References and ``beside`` are computed anew; the lesson may or may not hold.
    """
    ratings = moved_ratings(scenario.numbers.ratings, seed)
    return completed(_with(scenario, ratings=ratings, variant=f"{scenario.variant}-{seed}"))


def moved_ratings(
    ratings: Mapping[str, Mapping[str, tuple[int, ...]]], seed: int
) -> dict[str, dict[str, tuple[int, ...]]]:
    """Ratings by season and person, about a fifth of them moved by one, up or down, within 0 to 5."""
    dice = Random(seed)  # noqa: S311 - a repeatable draw, nothing secret

    def moved(rating: int) -> int:
        step = 0 if dice.random() >= MOVED else 1 if dice.random() < 0.5 else -1
        return min(5, max(0, rating + step))

    return {
        season: {person: tuple(moved(rating) for rating in row) for person, row in by_person.items()}
        for season, by_person in ratings.items()
    }


def lesson_holds(scenario: AffordableMix) -> list[str]:
    """Why the lesson does not hold on the numbers of ``scenario``, one sentence each; empty: it holds."""
    return list(_reasons(scenario))


def make_variant(scenario: AffordableMix, seed: int) -> AffordableMix:
    """A new variant of ``scenario`` on which the lesson holds; the same seed gives the same variant.

    Raises NoVariantFoundError when no perturbation keeps the lesson.
    """
    found = first_that_holds(scenario.variant, seed, lambda attempt: perturb(scenario, attempt), _reasons)
    return _with(found, variant=f"{scenario.variant}-{seed}")


def as_toml(numbers: Numbers) -> str:
    """The text of a variant's file, numbers in full so that reading it back gives the same ones."""
    lines = [
        "# ratings: 0 to 5 for F1 to F10. The rest is computed from them: see scenarios/variants.py.",
        f"variant = {toml_text(numbers.variant)}",
        f"references = {toml_row(numbers.references)}",
    ]
    for season, by_person in numbers.ratings.items():
        lines += ["", f"[ratings.{season}]"]
        lines += [f"{person} = {toml_row(row)}" for person, row in by_person.items()]
    for shown in numbers.beside:
        lines += [
            "",
            "[[beside]]",
            f"id = {toml_text(shown.id)}",
            f"name = {toml_text(shown.name)}",
            f"seasons = {toml_row(shown.seasons)}",
            f"value = {shown.value!r}",
            f"score = {shown.score!r}",
        ]
    return "\n".join([*lines, ""])


# whether the lesson holds ---------------------------------------------------------------------------


def _reasons(scenario: AffordableMix) -> Iterator[str]:
    """The filters of the course design, section 9, the quickest first."""
    search = Search(scenario)
    yield from strategies_in_order(_replayed(scenario), naive=NAIVE)
    best = search.best(len(scenario.people))
    if not best.unique:
        yield f"{best.count} years share the highest value, {best.value:.4f}"
    yield from _leaving_one_out(search)
    yield from random_play(lambda dice: replay(scenario, random_moves(search, dice)))


def _leaving_one_out(search: Search) -> Iterator[str]:
    """Whether anybody can be left unasked all year by a run that passes.

    Evidence is multiplied by the fewest seasons in which any one of the four was asked, so it is 0 in
    every such run, and passing takes half of it. That settles all of them, whatever they offer and
    however few they ask, so it is enough to see the rule at work on the strongest of them: the other
    three asked every season, and the year of the highest value that this leaves affordable, found
    exhaustively. It does not depend on who is left out.
    """
    people = tuple(search.scenario.people)
    year = search.best(len(people) - 1).year
    for left_out in people:
        others = tuple(person for person in people if person != left_out)
        if replay(search.scenario, moves([(others, mix) for mix in year])).passed:
            yield f"a year passes in which {left_out} is never asked"


def _replayed(scenario: AffordableMix) -> Mapping[str, Result[State]]:
    return {name: replay(scenario, list(lines)) for name, lines in strategies(scenario).items()}


def _with(scenario: AffordableMix, **changes: Any) -> AffordableMix:
    return AffordableMix(words=scenario.words, numbers=attrs.evolve(scenario.numbers, **changes))
