"""The simulations: pure functions of a list of moves, on numbers and words from the content files.

This is the door to all of them, and stays as it is for tests, robots and pages that build on it: `variants`,
`load_scenario`, `replay`, `worked_run`, `legal_moves` and `shown`. What a scenario is made of stands in its
own folder, whose ``__init__`` says what it offers (`offer.Offer`).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from itilkit.content import content_root, did_you_mean, ended, load
from itilkit.scenarios.base import (
    MOST_MOVES,
    Assessment,
    Choices,
    IllegalMove,
    Result,
    Scenario,
    Step,
    replay,
)
from itilkit.scenarios.offer import Offer, Shown
from itilkit.scenarios.pools import pool_names

#: The ids of all scenarios, in the order of the lessons. One is entered here and nowhere else; what it offers
#: is said by the folder of its name.
SCENARIOS = (
    "affordable-mix",
    "service-value-system",
    "value-stream",
    "dialogue",
    "conditions",
    "capstone",
)

#: How the names of the variants begin that a learner may turn to after the lesson's own.
PRACTICE = "practice-"


class UnknownScenarioError(LookupError):
    """There is no scenario, or no variant of it, by that name."""


def offer_of(id: str) -> Offer:  # noqa: A002 - a contract of the kit
    """What the scenario ``id`` offers; raises UnknownScenarioError, with what there is, for another name."""
    if id not in SCENARIOS:
        known = ", ".join(SCENARIOS)
        said = ended(f"There is no scenario “{id}”{did_you_mean(str(id), SCENARIOS)}")
        msg = f"{said} There are: {known}."
        raise UnknownScenarioError(msg)
    found: Offer = import_module(f"{__name__}.{id.replace('-', '_')}").OFFER
    return found


def offers() -> tuple[Offer, ...]:
    """What all scenarios offer, in the order of the lessons."""
    return tuple(map(offer_of, SCENARIOS))


def variants(id: str) -> tuple[str, ...]:  # noqa: A002 - a contract of the kit
    """The names of the variants that ship with the scenario ``id``, ``base`` first.

    Raises UnknownScenarioError, with what there is, for a name that does not exist.
    """
    start, end = f"{offer_of(id).id}.", ".toml"
    names = [*pool_names(id)] or [
        file.name.removeprefix(start).removesuffix(end)
        for file in content_root().joinpath("scenarios").iterdir()
        if file.name.startswith(start) and file.name.endswith(end) and file.name != f"{id}{end}"
    ]
    return tuple(sorted(names, key=lambda name: (name != "base", name)))


def practice_names(scenario: str) -> tuple[str, ...]:
    """The variants of ``scenario`` that are there to practise on, in the order in which they are offered."""
    numbers = {name: name.removeprefix(PRACTICE) for name in variants(scenario) if name.startswith(PRACTICE)}
    known = [name for name, number in numbers.items() if number.isdecimal()]
    return tuple(sorted(known, key=lambda name: int(numbers[name])))


@cache
def load_scenario(id: str, variant: str = "base") -> Scenario[Any]:  # noqa: A002 - a contract of the kit
    """The scenario ``id`` on the numbers of ``variant``.

    Raises UnknownScenarioError, with what there is, for a name that does not exist.
    """
    names = variants(id)
    if variant not in names:
        said = ended(f"The scenario “{id}” has no variant “{variant}”{did_you_mean(str(variant), names)}")
        msg = f"{said} It has: {', '.join(names)}."
        raise UnknownScenarioError(msg)
    return offer_of(id).load()(variant)


def worked_run(scenario: Scenario[Any]) -> tuple[str, ...]:
    """The moves of a run that co-creates; empty where it must not be known, as of a graded case, or cannot,
    because keys are kept apart.
    """
    worked = offer_of(scenario.id).worked
    return _worked_runs(scenario.id).get(scenario.variant, ()) if worked is None else worked()(scenario)


@cache
def _worked_runs(id: str) -> Mapping[str, tuple[str, ...]]:  # noqa: A002 - as above
    """The worked runs that ship, by variant; what makes them is not in a learner's kit."""
    return load(f"worked/{id}.toml", dict[str, tuple[str, ...]])


def legal_moves(scenario: Scenario[Any], moves: Sequence[str], limit: int = 200) -> tuple[str, ...]:
    """What can be done after ``moves``: each possible move once, written as a card writes it.

    Where there are more than ``limit``, it is a sample of that size, always the same: every kind of move that
    has few stands there whole, of the others some, evenly spread. Raises IllegalMove as `replay` does.
    """
    state = replay(scenario, moves).state
    if len(moves) >= MOST_MOVES:
        return ()
    kinds = scenario.next_moves(state)
    shares = _shares({verb: len(choices) for verb, choices in kinds.items()}, limit)
    return tuple(
        choices[place * len(choices) // shares[verb]]
        for verb, choices in kinds.items()
        for place in range(shares[verb])
    )


def _shares(counts: Mapping[str, int], limit: int) -> Mapping[str, int]:
    """How many of each kind there are in a sample of at most ``limit``: as many of each as of any other, as
    far as it has so many.
    """
    left, shares = max(0, limit), dict[str, int]()
    for open_, (verb, count) in zip(
        range(len(counts), 0, -1), sorted(counts.items(), key=lambda pair: pair[1]), strict=True
    ):
        shares[verb] = min(count, left // open_)
        left -= shares[verb]
    return shares


def shown(scenario: Scenario[Any], moves: Sequence[str]) -> Shown:
    """What the scenario's card shows after ``moves``, as JSON data: words, prices, budgets, who said what,
    and what came of it, in the figures that the card prints.

    It is what stands on the card of an assignment, on whichever variant: nothing that is still to be found
    out, no key, no score and no advice. Raises IllegalMove as `replay` does.
    """
    result = replay(scenario, moves)
    return {
        "title": scenario.words.title,
        "topic": scenario.words.topic,
        "goal": scenario.words.goal,
        "finished": result.finished,
        "told": list(result.events),
        **offer_of(scenario.id).shown()(scenario, tuple(moves), result.state),
    }


__all__ = [
    "SCENARIOS",
    "Assessment",
    "Choices",
    "IllegalMove",
    "Result",
    "Scenario",
    "Step",
    "UnknownScenarioError",
    "legal_moves",
    "load_scenario",
    "offer_of",
    "offers",
    "practice_names",
    "replay",
    "shown",
    "variants",
    "worked_run",
]
