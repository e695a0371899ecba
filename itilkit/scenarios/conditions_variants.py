"""The variant tool of the six iterations: other needs on which the lesson still holds.

A variant's needs are written or perturbed; everything else in its file is computed here: the value that a run
is measured against and the strategies shown beside it. A perturbed variant is kept only when the same lesson
can be learnt on it (course design, section 9).

``python -m itilkit.scenarios.conditions_variants VARIANT SEED NAME`` writes the text of a new variant's file.
"""

import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from math import floor
from random import Random
from typing import Any

import attrs

from itilkit.scenarios.base import Result, at_least, replay
from itilkit.scenarios.conditions import GO_BACK, MOST, Conditions, State, load_conditions
from itilkit.scenarios.conditions_content import ITERATIONS, MOST_NEEDED, Beside, Numbers
from itilkit.scenarios.conditions_strategies import best, best_moves, left_out, random_moves, strategies
from itilkit.scenarios.variant_tool import (
    first_that_holds,
    random_play,
    strategies_in_order,
    toml_row,
    toml_text,
)

#: The strategies shown beside a learner's run, under the names a learner reads.
SHOWN = {
    "agile-without-listening": "Releases often, asks nobody",
    "listens-releases-late": "Listens, releases late",
    "everybody-in-everything": "Everybody, every time",
    "co-creator": "Co-creates",
}
#: Strategies that must stay far below the pass mark, not only below it.
NAIVE = ("big-bang-provider-only", "agile-without-listening", "everybody-in-everything")
#: Strategies that may pass: both listen, release often and keep support in the room.
PASSING = ("co-creator-first-try", "co-creator")
#: A perturbation moves each level of a need by up to so many steps.
SPREAD = 2
#: No need falls below this, so that there is always more to build than the team assumes.
LEAST_NEED = 4
#: By how much a need moves at least, where the score asks for going back.
DRIFT = 2
#: The share of points within which somebody stays who plays the best plan of another variant.
COPIED = 0.85


def reference(scenario: Conditions) -> float:
    """The value (0 to 100) that a run is measured against: the highest that any plan reaches, rounded down to
    two decimals, as the course design gives it.
    """
    return floor(round(best(scenario).value, 9) * 100) / 100


def completed(scenario: Conditions) -> Conditions:
    """``scenario`` with its reference and the strategies beside a run computed from its needs."""
    measured = _with(scenario, reference=reference(scenario), beside=())
    played = _replayed(measured)
    return _with(measured, beside=tuple(_beside(name, title, played[name]) for name, title in SHOWN.items()))


def perturb(scenario: Conditions, seed: int) -> Conditions:
    """``scenario`` with each level of a need moved by up to 2, between 4 and 10, and the changes of those
    needs that no criterion dates moved by up to one iteration.

    The same seed always gives the same numbers: only `Random.random` is used, whose sequence Python
    guarantees. The reference and ``beside`` are computed anew; the lesson may or may not hold.
    """
    return completed(_moved(scenario, seed))


def lesson_holds(scenario: Conditions) -> list[str]:
    """Why the lesson does not hold on the numbers of ``scenario``, one sentence each; empty: it holds."""
    return [*_plain_reasons(scenario), *_played_reasons(scenario)]


def make_variant(scenario: Conditions, seed: int) -> Conditions:
    """A new variant of ``scenario`` on which the lesson holds; the same seed gives the same variant.

    Its co-creator plays otherwise than that of ``scenario``, and who copies the best plan of ``scenario``
    gets less than 85 % of the points, so that the answer cannot be carried over. Raises NoVariantFoundError
    when no perturbation keeps the lesson.
    """
    known = strategies(scenario)["co-creator"]
    plan = best_moves(scenario, best(scenario))

    def reasons(moved: Conditions) -> Iterator[str]:
        yield from _plain_reasons(moved)
        if strategies(moved)["co-creator"] == known:
            yield "the co-creator plays as before"
        done = completed(moved)
        copied = replay(done, plan)
        if at_least(copied.score, COPIED * copied.max_score):
            yield f"the best plan of before reaches {copied.score:.2f} points"
        yield from _played_reasons(done)

    found = first_that_holds(scenario.variant, seed, lambda attempt: _moved(scenario, attempt), reasons)
    return _with(completed(found), variant=f"{scenario.variant}-{seed}")


def as_toml(numbers: Numbers) -> str:
    """The text of a variant's file, numbers in full so that reading it back gives the same ones."""
    lines = [
        "# assumption, needs: 0 to 10, needs for iterations 1 to 6.",
        "# The rest is computed from them: see scenarios/conditions_variants.py.",
        f"variant = {toml_text(numbers.variant)}",
        f"reference = {numbers.reference!r}",
        "",
        "[assumption]",
        *(f"{aspect} = {level}" for aspect, level in numbers.assumption.items()),
        "",
        "[needs]",
        *(f"{aspect} = {toml_row(row)}" for aspect, row in numbers.needs.items()),
    ]
    for shown in numbers.beside:
        lines += ["", "[[beside]]", f"id = {toml_text(shown.id)}", f"name = {toml_text(shown.name)}"]
        lines += [f"{name} = {toml_row(getattr(shown, name))}" for name in ("values", "qualities", "rooms")]
        lines += [f"{name} = {getattr(shown, name)!r}" for name in ("releases", "value", "score")]
    return "\n".join([*lines, ""])


def main(arguments: Sequence[str]) -> int:
    """Write the text of a variant made of VARIANT with SEED and called NAME; 2 when called otherwise."""
    if len(arguments) != 3 or not arguments[1].isdecimal():
        sys.stderr.write("usage: python -m itilkit.scenarios.conditions_variants VARIANT SEED NAME\n")
        return 2
    variant, seed, name = arguments
    made = make_variant(load_conditions(variant), int(seed))
    sys.stdout.write(as_toml(attrs.evolve(made.numbers, variant=name)))
    return 0


# whether the lesson holds ---------------------------------------------------------------------------


def _plain_reasons(scenario: Conditions) -> Iterator[str]:
    """What the needs tell without playing: where the score asks for going back, there is a reason to go."""
    for group, when in GO_BACK.items():
        place = scenario.place[group]
        before, after = scenario.needs[when - 1][place], scenario.needs[when][place]
        if abs(after - before) < DRIFT:
            yield f"what {group} needs moves from {before} to {after} before iteration {when + 1}"
    for group, place in scenario.place.items():
        aspect = scenario.words.aspects[place].id
        row = [needs[place] for needs in scenario.needs]
        if len(set(row)) == 1:
            yield f"what {group} needs never moves"
        if min(row) <= scenario.numbers.assumption[aspect]:
            yield f"the team need not ask {group}: it assumes {scenario.numbers.assumption[aspect]}"


def _played_reasons(scenario: Conditions) -> Iterator[str]:
    """The filters of the course design, section 9, and that nobody can be left out (section 5 E)."""
    played = _replayed(scenario)
    yield from strategies_in_order(played, naive=NAIVE, passing=PASSING)
    first_try, co_creator = (played[name].score for name in PASSING)
    if at_least(first_try, co_creator):
        yield f"the first try reaches {first_try:.2f} points, and the co-creator {co_creator:.2f}"
    for group in scenario.groups:
        without = left_out(scenario, group)
        if at_least(without.points, 0.75 * sum(MOST.values())):
            yield f"a plan that never sees {group} may reach {without.points:.2f} points"
    yield from random_play(lambda dice: replay(scenario, random_moves(dice)))


def _beside(name: str, title: str, played: Result[State]) -> Beside:
    iterations = played.state.played
    return Beside(
        id=name,
        name=title,
        values=tuple(done.value for done in iterations),
        qualities=tuple(done.quality for done in iterations),
        rooms=tuple(len(done.present) for done in iterations),
        releases=sum(done.released for done in iterations),
        value=played.value,
        score=played.score,
    )


def _replayed(scenario: Conditions) -> Mapping[str, Result[State]]:
    return {name: replay(scenario, list(lines)) for name, lines in strategies(scenario).items()}


def _moved(scenario: Conditions, seed: int) -> Conditions:
    """The perturbed needs alone; what is computed from them is still the old."""
    dice = Random(seed)  # noqa: S311 - a repeatable draw, nothing secret
    dated = {scenario.words.aspects[scenario.place[group]].id for group in GO_BACK}

    def drawn(most: int) -> int:
        return int(dice.random() * (2 * most + 1)) - most

    def moved(aspect: str, row: tuple[int, ...]) -> tuple[int, ...]:
        levels: list[int] = []
        for level, run in itertools.groupby(row):
            to = min(MOST_NEEDED, max(LEAST_NEED, level + drawn(SPREAD)))
            levels += [to] * len(list(run))
        late = 0 if aspect in dated else drawn(1)
        return tuple(levels[min(ITERATIONS - 1, max(0, place - late))] for place in range(ITERATIONS))

    needs = {aspect: moved(aspect, row) for aspect, row in scenario.numbers.needs.items()}
    return _with(scenario, needs=needs, variant=f"{scenario.variant}-{seed}")


def _with(scenario: Conditions, **changes: Any) -> Conditions:
    return Conditions(words=scenario.words, numbers=attrs.evolve(scenario.numbers, **changes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
