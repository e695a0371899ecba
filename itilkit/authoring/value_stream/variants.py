"""The variant tool of the value stream designer: other times and capacities on which the lesson still holds.

A variant's times and capacities are written or perturbed; everything else in its file is computed here: the
two values that improvement is measured against and the strategies shown beside a stream. A perturbed
variant is kept only when the same lesson can be learnt on it (docs/rules/index.md).
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any

import attrs

from itilkit.authoring.value_stream.strategies import (
    best_cards,
    random_moves,
    ranked_cards,
    strategies,
    worked_run,
)
from itilkit.authoring.variant_tool import CarriedOver, RandomRun, VariantTool
from itilkit.ground.words import listed
from itilkit.scenarios.base import Result
from itilkit.scenarios.value_stream.content import ID, Beside, Improvement, StepNumbers
from itilkit.scenarios.value_stream.model import ValueStream

#: A perturbation moves each time and capacity by up to this share, up or down.
SPREAD = 0.45
#: By how much the bottleneck's load by capacity must stand above the next one's, to be seen without doubt.
CLEAR = 1.1
#: Kinds of improvement that the best cards never hold: they look like progress and are none.
SHORTCUTS = ("faster", "control", "unchecked")
#: The least value of a stream as it is, of 100.
LEAST = 10.0


def references(scenario: ValueStream) -> tuple[float, float]:
    """The values (0 to 100) that improvement is measured against, both with all seven steps: without any
    card, and with the best affordable ones, found by looking at every set.
    """
    return scenario.value(scenario.steps), ranked_cards(scenario)[0][0]


def _random_run(scenario: ValueStream) -> RandomRun:
    """What lays out and buys without any thought."""
    return partial(random_moves, scenario)


def _moved(scenario: ValueStream, dice: Random) -> Mapping[str, Any]:
    """The perturbed times and capacities."""

    def moved(number: float) -> float:
        to = number * (1 + SPREAD * (2 * dice.random() - 1))
        grain = 5 if number >= 50 else 1
        return float(max(grain, grain * int(to / grain + 0.5)))

    def step(its: StepNumbers) -> StepNumbers:
        return attrs.evolve(its, work=moved(its.work), wait=moved(its.wait), capacity=moved(its.capacity))

    return {"steps": {name: step(its) for name, its in scenario.numbers.steps.items()}}


def _measured(scenario: ValueStream) -> Mapping[str, Any]:
    """The two values that improvement is measured against."""
    as_is, best = references(scenario)
    return {"as_is": as_is, "best": best}


def _beside(scenario: ValueStream, name: str, title: str, played: Result[Any]) -> Beside:
    """What a strategy makes of the two months."""
    first, second = scenario.months_of(played.state)
    return Beside(
        id=name,
        name=title,
        months=(first.value, second.value),
        leads=(first.lead, second.lead),
        efficiency=first.efficiency,
        value=played.value,
        score=played.score,
    )


def _plain_reasons(scenario: ValueStream) -> Iterator[str]:
    """What the times and capacities tell without playing, the quickest first."""
    yield from _cards_keep_their_word(scenario)
    yield from _one_bottleneck(scenario)
    yield from _best_cards(scenario)


def _carried_over(scenario: ValueStream) -> CarriedOver[ValueStream]:
    """The best cards should be others than those of ``scenario``."""
    known = best_cards(scenario)

    def reasons(moved: ValueStream, _: Callable[[], ValueStream]) -> Iterator[str]:
        if best_cards(moved) == known:
            yield "the best cards are the same as before"

    return reasons


def _cards_keep_their_word(scenario: ValueStream) -> Iterator[str]:
    """A card sets a time or a capacity whatever it was; on other numbers it could make it worse."""
    for card in scenario.words.cards:
        for what, now, to in _set_by(scenario, card):
            if to <= now if what == "capacity" else to >= now:
                yield f"{card.id} should better {what}, but sets {now:g} to {to:g}"


def _set_by(scenario: ValueStream, card: Improvement) -> Iterator[tuple[str, float, float]]:
    for effect in card.effects:
        if effect.how == "set" and effect.what in {"work", "wait", "capacity"}:
            step: StepNumbers = scenario.numbers.steps[effect.step]
            yield effect.what, getattr(step, effect.what), effect.to


def _one_bottleneck(scenario: ValueStream) -> Iterator[str]:
    """The bottleneck is plain to see: calls pile up at it, and no other step is nearly as full."""
    first, second = sorted((step.use for step in scenario.as_is[0].steps), reverse=True)[:2]
    if first <= 1:
        yield f"nothing piles up: the fullest step uses {first:.0%} of its capacity"
    if first < CLEAR * second:
        yield f"two steps are nearly as full as each other, at {first:.0%} and {second:.0%}"


def _best_cards(scenario: ValueStream) -> Iterator[str]:
    """One set of cards is the best, with none that only speeds work up or skips a check; and the stream as
    it is still has some value, or nothing that a learner tries would show.
    """
    ranked = ranked_cards(scenario)
    top, cards = ranked[0]
    ties = sum(round(value, 9) == round(top, 9) for value, _ in ranked)
    if ties > 1:
        yield f"{ties} sets of cards share the highest value, {top:.4f}"
    misplaced = [card for card in cards if scenario.cards[card].kind in SHORTCUTS]
    if misplaced:
        yield f"the best cards hold {listed(misplaced)}"
    as_is = scenario.value(scenario.steps)
    if as_is < LEAST:
        yield f"the stream as it is has a value of {as_is:.1f}, and should have {LEAST:g}"


TOOL: VariantTool[ValueStream] = VariantTool(
    scenario=ID,
    note=lambda _: (
        "demand, capacity: calls a day; work, wait: minutes; fix, right (first time): shares of calls.",
        "The rest is computed from them: see scenarios/value_stream/variants.py.",
    ),
    shown={
        "provider-only": "Works faster",
        "please-everyone": "Buys a little of everything",
        "hires-and-keeps-the-loop": "Hires people",
        "co-creator": "Co-creates",
    },
    naive=("provider-only", "cheapest"),
    passing=("co-creator", "best"),
    strategies=strategies,
    worked=worked_run,
    random_run=_random_run,
    moved=_moved,
    measured=_measured,
    beside=_beside,
    plain_reasons=_plain_reasons,
    carried_over=_carried_over,
)
