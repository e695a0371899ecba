"""The variant tool of the value stream designer: other times and capacities on which the lesson still holds.

A variant's times and capacities are written or perturbed; everything else in its file is computed here: the
two values that improvement is measured against and the strategies shown beside a stream. A perturbed
variant is kept only when the same lesson can be learnt on it (course design, section 9).
"""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import attrs

from itilkit.scenarios.affordable_mix import listed
from itilkit.scenarios.base import Result, replay
from itilkit.scenarios.stream_content import Beside, Card, Numbers, StepNumbers
from itilkit.scenarios.stream_strategies import best_cards, random_moves, ranked_cards, strategies
from itilkit.scenarios.value_stream import State, ValueStream
from itilkit.scenarios.variant_tool import (
    first_that_holds,
    random_play,
    strategies_in_order,
    toml_row,
    toml_text,
)

#: The strategies shown beside a learner's stream, under the names a learner reads.
SHOWN = {
    "provider-only": "Works faster",
    "please-everyone": "Buys a little of everything",
    "hires-and-keeps-the-loop": "Hires people",
    "co-creator": "Co-creates",
}
#: Strategies that must stay far below the pass mark, not only below it.
NAIVE = ("provider-only", "cheapest")
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


def completed(scenario: ValueStream) -> ValueStream:
    """``scenario`` with its references and the strategies beside a stream computed from its numbers."""
    as_is, best = references(scenario)
    measured = _with(scenario, as_is=as_is, best=best, beside=())
    played = _replayed(measured)
    shown = tuple(_beside(measured, name, title, played[name]) for name, title in SHOWN.items())
    return _with(measured, beside=shown)


def perturb(scenario: ValueStream, seed: int) -> ValueStream:
    """``scenario`` with each time and capacity moved by up to 45 %, in whole minutes and calls, from 50 on in
    steps of 5.

    The same seed always gives the same numbers: only `Random.random` is used, whose sequence Python
    guarantees. References and ``beside`` are computed anew; the lesson may or may not hold.
    """
    return completed(_moved(scenario, seed))


def lesson_holds(scenario: ValueStream) -> list[str]:
    """Why the lesson does not hold on the numbers of ``scenario``, one sentence each; empty: it holds."""
    return [*_plain_reasons(scenario), *_played_reasons(scenario)]


def make_variant(scenario: ValueStream, seed: int) -> ValueStream:
    """A new variant of ``scenario`` on which the lesson holds; the same seed gives the same variant.

    Its best cards are others than those of ``scenario``, so that the answer cannot be carried over.
    Raises NoVariantFoundError when no perturbation keeps the lesson.
    """
    known = best_cards(scenario)

    def reasons(moved: ValueStream) -> Iterator[str]:
        yield from _plain_reasons(moved)
        if best_cards(moved) == known:
            yield "the best cards are the same as before"
        yield from _played_reasons(completed(moved))

    found = first_that_holds(scenario.variant, seed, lambda attempt: _moved(scenario, attempt), reasons)
    return _with(completed(found), variant=f"{scenario.variant}-{seed}")


def as_toml(numbers: Numbers) -> str:
    """The text of a variant's file, numbers in full so that reading it back gives the same ones."""
    lines = [
        "# demand, capacity: calls a day; work, wait: minutes; fix, right (first time): shares of calls.",
        "# The rest is computed from them: see scenarios/stream_variants.py.",
        f"variant = {toml_text(numbers.variant)}",
        *(f"{name} = {getattr(numbers, name)!r}" for name in ("demand", "fix", "as_is", "best")),
    ]
    for step, its in numbers.steps.items():
        lines += ["", f"[steps.{step}]"]
        lines += [f"{name} = {value!r}" for name, value in attrs.asdict(its).items()]
    for shown in numbers.beside:
        lines += ["", "[[beside]]", f"id = {toml_text(shown.id)}", f"name = {toml_text(shown.name)}"]
        lines += [f"{name} = {toml_row(getattr(shown, name))}" for name in ("months", "leads")]
        lines += [f"{name} = {getattr(shown, name)!r}" for name in ("efficiency", "value", "score")]
    return "\n".join([*lines, ""])


# whether the lesson holds ---------------------------------------------------------------------------


def _plain_reasons(scenario: ValueStream) -> Iterator[str]:
    """What the times and capacities tell without playing, the quickest first."""
    yield from _cards_keep_their_word(scenario)
    yield from _one_bottleneck(scenario)
    yield from _best_cards(scenario)


def _played_reasons(scenario: ValueStream) -> Iterator[str]:
    """The filters of the course design, section 9."""
    yield from strategies_in_order(_replayed(scenario), naive=NAIVE, passing=("co-creator", "best"))
    yield from random_play(lambda dice: replay(scenario, random_moves(scenario, dice)))


def _cards_keep_their_word(scenario: ValueStream) -> Iterator[str]:
    """A card sets a time or a capacity whatever it was; on other numbers it could make it worse."""
    for card in scenario.words.cards:
        for what, now, to in _set_by(scenario, card):
            if to <= now if what == "capacity" else to >= now:
                yield f"{card.id} should better {what}, but sets {now:g} to {to:g}"


def _set_by(scenario: ValueStream, card: Card) -> Iterator[tuple[str, float, float]]:
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


def _beside(scenario: ValueStream, name: str, title: str, played: Result[State]) -> Beside:
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


def _replayed(scenario: ValueStream) -> Mapping[str, Result[State]]:
    return {name: replay(scenario, list(lines)) for name, lines in strategies(scenario).items()}


def _moved(scenario: ValueStream, seed: int) -> ValueStream:
    """The perturbed times and capacities alone; what is computed from them is still the old."""
    dice = Random(seed)  # noqa: S311 - a repeatable draw, nothing secret

    def moved(number: float) -> float:
        to = number * (1 + SPREAD * (2 * dice.random() - 1))
        grain = 5 if number >= 50 else 1
        return float(max(grain, grain * int(to / grain + 0.5)))

    steps = {
        name: attrs.evolve(step, work=moved(step.work), wait=moved(step.wait), capacity=moved(step.capacity))
        for name, step in scenario.numbers.steps.items()
    }
    return _with(scenario, steps=steps, variant=f"{scenario.variant}-{seed}")


def _with(scenario: ValueStream, **changes: Any) -> ValueStream:
    return ValueStream(words=scenario.words, numbers=attrs.evolve(scenario.numbers, **changes))
