"""The variant tool of the dialogue: other weights and another trust at the start where the lesson holds.

A variant's weights and trust are written or perturbed; everything else in its file is computed here: the
reference and the strategies shown beside a run. A perturbed variant is kept only when the same lesson can be
learnt on it (course design, section 9).

``python -m itilkit.scenarios.dialogue_variants VARIANT SEED NAME`` writes the text of a new variant's file.
"""

import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import attrs

from itilkit.scenarios.base import Result, replay
from itilkit.scenarios.dialogue import Dialogue, State, load_dialogue
from itilkit.scenarios.dialogue_content import Beside, Numbers
from itilkit.scenarios.dialogue_rules import CHECKS, EVENTS, PEOPLE, POINTS, TURNS
from itilkit.scenarios.dialogue_search import climbed
from itilkit.scenarios.dialogue_strategies import pair, random_moves, strategies
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
    "thorough-sign-off": "Asks everything, then closes",
    "endless-talk": "Talks without agreeing",
    "misses-the-second-event": "Revisits once",
    "co-creator": "Co-creates",
}
#: Strategies that must stay far below the pass mark, not only below it.
NAIVE = ("provider-only",)
#: Strategies that co-create, and so may pass.
PASSING = ("co-creator", "co-creator-first-try")
#: A perturbation moves each weight by up to this share, up or down, before all are made to add to 100.
SPREAD = 0.4
#: What the points that an event changes weigh together at least, of 100: less, and nobody would notice it.
LEAST_AT_STAKE = 12.0
#: The trust that a perturbation lets somebody start with, at least and at most.
TRUST_RANGE = {"mara": (1, 3), "tomas": (0, 2), "ines": (1, 3), "bryn": (0, 1)}


def reference(scenario: Dialogue) -> float:
    """The value (0 to 100) that a run's outcome is measured against: that of the co-creator's run when no
    change of one turn, and no swap of two, raises it any more; rounded up to two decimals. It is the best
    found in this way, not proven to be the best.
    """
    moves = [pair(move) for move in strategies(scenario)["co-creator"]]
    return math.ceil(round(100 * climbed(scenario.rules, moves)[0], 6)) / 100


def completed(scenario: Dialogue) -> Dialogue:
    """``scenario`` with its reference and the strategies beside a run computed from its numbers."""
    measured = _with(scenario, reference=reference(scenario), beside=())
    played = _replayed(measured)
    return _with(measured, beside=tuple(_beside(measured, name, played[name]) for name in SHOWN))


def perturb(scenario: Dialogue, seed: int) -> Dialogue:
    """``scenario`` with each weight moved by up to 40 % and made to add to 100 in whole numbers, and the
    trust of each person moved by one, up or down, or not at all.

    The same seed always gives the same numbers: only `Random.random` is used, whose sequence Python
    guarantees. Reference and ``beside`` are computed anew; the lesson may or may not hold.
    """
    return completed(_moved(scenario, seed))


def lesson_holds(scenario: Dialogue) -> list[str]:
    """Why the lesson does not hold on the numbers of ``scenario``, one sentence each; empty: it holds."""
    return list(_reasons(scenario))


def make_variant(scenario: Dialogue, seed: int) -> Dialogue:
    """A new variant of ``scenario`` on which the lesson holds; the same seed gives the same variant.

    At least two people start with another trust than on ``scenario``, so that who opens up when has to be
    found out anew. Raises NoVariantFoundError when no perturbation keeps the lesson.
    """

    def reasons(moved: Dialogue) -> Iterator[str]:
        other = sum(moved.numbers.trust[person] != scenario.numbers.trust[person] for person in PEOPLE)
        if other < 2:
            yield f"{other} of the four start with another trust, and 2 should"
        yield from _reasons(completed(moved))

    found = first_that_holds(scenario.variant, seed, lambda attempt: _moved(scenario, attempt), reasons)
    return _with(completed(found), variant=f"{scenario.variant}-{seed}")


def as_toml(numbers: Numbers) -> str:
    """The text of a variant's file, numbers in full so that reading it back gives the same ones."""
    lines = [
        "# trust: 0 to 5 at the start; weights: what each point is worth in an agreement, 100 together.",
        "# The rest is computed from them: see scenarios/dialogue_variants.py.",
        f"variant = {toml_text(numbers.variant)}",
        f"reference = {numbers.reference!r}",
    ]
    for name in ("trust", "weights"):
        lines += ["", f"[{name}]"]
        lines += [f"{key} = {value!r}" for key, value in getattr(numbers, name).items()]
    for shown in numbers.beside:
        lines += ["", "[[beside]]", f"id = {toml_text(shown.id)}", f"name = {toml_text(shown.name)}"]
        lines += [f"{name} = {toml_row(getattr(shown, name))}" for name in ("worths", "turns", "trust")]
        lines += [f"{name} = {getattr(shown, name)!r}" for name in ("value", "score")]
    return "\n".join([*lines, ""])


def main(arguments: Sequence[str]) -> int:
    """Write the text of a variant made of VARIANT with SEED and called NAME; 2 when called otherwise."""
    if len(arguments) != 3 or not arguments[1].isdecimal():
        sys.stderr.write("usage: python -m itilkit.scenarios.dialogue_variants VARIANT SEED NAME\n")
        return 2
    variant, seed, name = arguments
    made = make_variant(load_dialogue(variant), int(seed))
    sys.stdout.write(as_toml(attrs.evolve(made.numbers, variant=name)))
    return 0


# whether the lesson holds ---------------------------------------------------------------------------


def _reasons(scenario: Dialogue) -> Iterator[str]:
    """The filters of the course design, section 9."""
    for event, (name, points) in EVENTS.items():
        at_stake = sum(scenario.numbers.weights[point] for point in points)
        if at_stake < LEAST_AT_STAKE:
            yield f"the {name} after turn {event} changes too little, {at_stake:g} of 100"
    yield from strategies_in_order(_replayed(scenario), naive=NAIVE, passing=PASSING)
    yield from random_play(lambda dice: replay(scenario, random_moves(scenario, dice)))


def _beside(scenario: Dialogue, name: str, played: Result[State]) -> Beside:
    """What a strategy's run comes to, turn by turn, the turns that it leaves being waits."""
    waits = ["wait"] * (TURNS - played.state.turn)
    whole = replay(scenario, [*strategies(scenario)[name], *waits])
    worths = [turn.worth for turn in whole.state.turns]
    return Beside(
        id=name,
        name=SHOWN[name],
        worths=tuple(worths[turn - 1] for turn in CHECKS),
        turns=tuple(worths),
        trust=tuple(sum(turn.trust.values()) / len(PEOPLE) for turn in whole.state.turns),
        value=played.value,
        score=played.score,
    )


def _replayed(scenario: Dialogue) -> Mapping[str, Result[State]]:
    return {name: replay(scenario, list(lines)) for name, lines in strategies(scenario).items()}


def _moved(scenario: Dialogue, seed: int) -> Dialogue:
    """The perturbed weights and trust alone; what is computed from them is still the old."""
    dice = Random(seed)  # noqa: S311 - a repeatable draw, nothing secret
    raw = {
        point: scenario.numbers.weights[point] * (1 + SPREAD * (2 * dice.random() - 1)) for point in POINTS
    }
    trust = {}
    for person in PEOPLE:
        low, high = TRUST_RANGE[person]
        step = int(3 * dice.random()) - 1
        trust[person] = min(high, max(low, scenario.numbers.trust[person] + step))
    return _with(scenario, weights=_hundred(raw), trust=trust, variant=f"{scenario.variant}-{seed}")


def _hundred(raw: Mapping[str, float]) -> dict[str, float]:
    """Whole weights that add to 100, in proportion; what rounding leaves goes where it took most."""
    total = sum(raw.values())
    shares = {point: 100 * weight / total for point, weight in raw.items()}
    whole = {point: float(int(share)) for point, share in shares.items()}
    short = sorted(POINTS, key=lambda point: (round(whole[point] - shares[point], 9), POINTS.index(point)))
    for point in short[: 100 - int(sum(whole.values()))]:
        whole[point] += 1.0
    return whole


def _with(scenario: Dialogue, **changes: Any) -> Dialogue:
    return Dialogue(words=scenario.words, numbers=attrs.evolve(scenario.numbers, **changes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
