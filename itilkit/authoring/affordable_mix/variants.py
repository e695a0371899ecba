"""The variant tool of the affordable mix: new numbers on which the same lesson still holds.

A variant's ratings are written or perturbed; everything else in its file is computed here: the
reference of each season and the strategies shown beside a run. A perturbed variant is kept only when
listening pays on it and every shortcut still falls short (docs/rules/index.md).
"""

from collections.abc import Iterator, Mapping
from functools import partial
from random import Random
from typing import Any

from itilkit.authoring.affordable_mix.search import Best, Search
from itilkit.authoring.affordable_mix.strategies import moves, random_moves, strategies, worked_run
from itilkit.authoring.variant_tool import RandomRun, VariantTool
from itilkit.scenarios.affordable_mix.model import ID, WANTED, AffordableMix, Beside
from itilkit.scenarios.base import Result, replay

#: The share of ratings that a perturbation moves by one.
MOVED = 0.2
#: So many lines of each person's own must be true of their ratings in every season: none repeats at once.
LINES = 2


def references(scenario: AffordableMix) -> tuple[float, ...]:
    """The season values that a learner's are measured against (0 to 100).

    They are those of a year that asks all four every season and then offers the mix with the highest
    season value that last season's mix leaves affordable (docs/rules/affordable-mix.md).
    """
    search = Search(scenario)
    return tuple(values[mix] for values, mix in zip(search.values, search.listening(), strict=True))


def best_paths(scenario: AffordableMix, conversations: int = 4) -> Best:
    """The highest value that any year with so many conversations a season reaches, and how many years
    reach it: found exhaustively, so ``unique`` is exact (values compared at 9 decimals).
    """
    return Search(scenario).best(conversations)


def moved_ratings(
    ratings: Mapping[str, Mapping[str, tuple[int, ...]]], seed: int
) -> dict[str, dict[str, tuple[int, ...]]]:
    """Ratings by season and person, about a fifth of them moved by one, up or down, within 0 to 5."""
    return ratings_moved_by(Random(seed), ratings)  # noqa: S311 - a repeatable draw, nothing secret


def ratings_moved_by(
    dice: Random, ratings: Mapping[str, Mapping[str, tuple[int, ...]]]
) -> dict[str, dict[str, tuple[int, ...]]]:
    """Ratings by season and person, about a fifth of them moved by the ``dice``, within 0 to 5."""

    def moved(rating: int) -> int:
        step = 0 if dice.random() >= MOVED else 1 if dice.random() < 0.5 else -1
        return min(5, max(0, rating + step))

    return {
        season: {person: tuple(moved(rating) for rating in row) for person, row in by_person.items()}
        for season, by_person in ratings.items()
    }


def _random_run(scenario: AffordableMix) -> RandomRun:
    """What makes a year without any thought."""
    return partial(random_moves, Search(scenario))


def _moved(scenario: AffordableMix, dice: Random) -> Mapping[str, Any]:
    """The perturbed ratings."""
    return {"ratings": ratings_moved_by(dice, scenario.numbers.ratings)}


def _measured(scenario: AffordableMix) -> Mapping[str, Any]:
    """The season values that a learner's are measured against."""
    return {"references": references(scenario)}


def _beside(_: AffordableMix, name: str, title: str, played: Result[Any]) -> Beside:
    """What a strategy's year was worth, season by season."""
    return Beside(
        id=name,
        name=title,
        seasons=tuple(season.value for season in played.state.played),
        value=played.value,
        score=played.score,
    )


def _plain_reasons(scenario: AffordableMix) -> Iterator[str]:
    """Everybody has lines of their own in every season that their ratings bear out, and speaks in one of all
    their lines of what they rate highest.
    """
    for place, season in enumerate(scenario.words.seasons):
        for person in scenario.people:
            lines = scenario.words.lines[season.id][person]
            rated = {feature: scenario.rating(place, person, feature) for feature in scenario.features}
            true = sum(all(rated[feature] >= WANTED for feature in line.about) for line in lines)
            if true < LINES:
                yield f"{person} can say {true} of {len(lines)} lines in {season.id}, and should {LINES}"
            if max(rated.values()) > max(rated[feature] for line in lines for feature in line.about):
                yield f"{person} has no line in {season.id} about what they rate highest"


def _own_reasons(scenario: AffordableMix, _: Mapping[str, Result[Any]]) -> Iterator[str]:
    """One year is the best, and nobody can be left unasked."""
    search = Search(scenario)
    best = search.best(len(scenario.people))
    if not best.unique:
        yield f"{best.count} years share the highest value, {best.value:.4f}"
    yield from _leaving_one_out(search)


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


TOOL: VariantTool[AffordableMix] = VariantTool(
    scenario=ID,
    note=lambda _: (
        "ratings: 0 to 5 for F1 to F10. The rest is computed: see scenarios/affordable_mix/variants.py.",
    ),
    shown={
        "provider-only": "Decides alone",
        "asks-once": "Asks once, never again",
        "please-everyone": "Pleases each in turn",
        "co-creator": "Co-creates",
    },
    naive=("provider-only", "cheapest", "feature-maximizer"),
    strategies=strategies,
    worked=worked_run,
    random_run=_random_run,
    moved=_moved,
    measured=_measured,
    beside=_beside,
    plain_reasons=_plain_reasons,
    own_reasons=_own_reasons,
)
