"""The variant tool of the capstone: other ratings on which the lesson of the year still holds.

A variant's ratings are written or perturbed; everything else in its file is computed here: the value that a
year is measured against and the strategies shown beside it. A perturbed variant is kept only when the same
lesson can be learnt on it (course design, section 9).

``python -m itilkit.scenarios.capstone_variants VARIANT SEED NAME`` writes the text of a new variant's file.
"""

import itertools
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from itilkit.scenarios.affordable_mix import WANTED
from itilkit.scenarios.base import Result, at_least, more_than, replay
from itilkit.scenarios.capstone import Capstone, State, load_capstone
from itilkit.scenarios.capstone_content import Beside, Numbers
from itilkit.scenarios.capstone_search import Mix, Search
from itilkit.scenarios.capstone_strategies import Quarter, due, moves, random_moves, strategies
from itilkit.scenarios.capstone_year import SEVERAL
from itilkit.scenarios.variant_tool import (
    first_that_holds,
    random_play,
    strategies_in_order,
    toml_row,
    toml_text,
)
from itilkit.scenarios.variants import moved_ratings

#: The strategies shown beside a learner's year, under the names a learner reads.
SHOWN = {
    "provider-only": "Decides alone",
    "process-rigid": "Signs once and keeps to it",
    "please-everyone": "Pleases each in turn",
    "box-ticker": "Ticks every box",
    "co-creator": "Co-creates",
}
#: Strategies that must stay far below the pass mark, not only below it.
NAIVE = ("provider-only", "cheapest", "feature-maximizer")
#: So many lines of each person's own must be true of their ratings in every quarter: none repeats at once.
LINES = 2


def reference(scenario: Capstone) -> float:
    """The value of a year (0 to 100) that a learner's is measured against: the highest that can be reached
    while at least two people are asked every quarter, rounded down to one decimal.
    """
    return math.floor(round(10 * Search(scenario).best(SEVERAL), 9)) / 10


def completed(scenario: Capstone) -> Capstone:
    """``scenario`` with its reference and the strategies beside a year computed from its ratings."""
    measured = _with(scenario, reference=reference(scenario), beside=())
    played = _replayed(measured)
    shown = tuple(_beside(name, title, played[name]) for name, title in SHOWN.items())
    return _with(measured, beside=shown)


def perturb(scenario: Capstone, seed: int) -> Capstone:
    """``scenario`` with about a fifth of its ratings moved by one, up or down, within 0 to 5.

    The same seed always gives the same ratings. Reference and ``beside`` are computed anew; the lesson may or
    may not hold.
    """
    return completed(_moved(scenario, seed))


def lesson_holds(scenario: Capstone) -> list[str]:
    """Why the lesson does not hold on the numbers of ``scenario``, one sentence each; empty: it holds."""
    return [*_plain_reasons(scenario), *_scored_reasons(scenario)]


def make_variant(scenario: Capstone, seed: int) -> Capstone:
    """A new variant of ``scenario`` on which the lesson holds; the same seed gives the same variant.

    Raises NoVariantFoundError when no perturbation keeps the lesson.
    """

    def reasons(moved: Capstone) -> Iterator[str]:
        yield from _plain_reasons(moved)
        yield from _scored_reasons(completed(moved))

    found = first_that_holds(scenario.variant, seed, lambda attempt: _moved(scenario, attempt), reasons)
    return _with(completed(found), variant=f"{scenario.variant}-{seed}")


def best_of_one_mix(scenario: Capstone) -> float:
    """The most points of a year that offers one and the same mix and does everything else that is asked for:
    all four are asked every quarter, in the first as many as the effort left allows.
    """
    people, quarters = tuple(scenario.people), len(scenario.quarters)
    least = min(quarter.budget for quarter in scenario.quarters)
    free = scenario.words.effort - sum(scenario.actions[name].effort for name in due(0, quarters))
    top = 0.0
    for mix in Search(scenario).mixes:
        first = min(len(people), free - len(mix))
        if scenario.cost(mix) > least or first < 0:
            continue
        for asked in itertools.combinations(people, first):
            score = _one_mix(scenario, mix, asked).score
            top = max(top, score)
            if score + 1.5 <= top:  # whoever else is asked first changes the first quarter's evidence only
                break
    return top


def as_toml(numbers: Numbers) -> str:
    """The text of a variant's file, numbers in full so that reading it back gives the same ones."""
    lines = [
        "# ratings: 0 to 5 for F1 to F10. The rest is computed: see scenarios/capstone_variants.py.",
        f"variant = {toml_text(numbers.variant)}",
        f"reference = {numbers.reference!r}",
    ]
    for quarter, by_person in numbers.ratings.items():
        lines += ["", f"[ratings.{quarter}]"]
        lines += [f"{person} = {toml_row(row)}" for person, row in by_person.items()]
    for shown in numbers.beside:
        lines += ["", "[[beside]]", f"id = {toml_text(shown.id)}", f"name = {toml_text(shown.name)}"]
        lines += [f"{name} = {toml_row(getattr(shown, name))}" for name in ("quarters", "trust", "delay")]
        lines += [f"{name} = {getattr(shown, name)!r}" for name in ("value", "score")]
    return "\n".join([*lines, ""])


def main(arguments: Sequence[str]) -> int:
    """Write the text of a variant made of VARIANT with SEED and called NAME; 2 when called otherwise."""
    if len(arguments) != 3 or not arguments[1].isdecimal():
        sys.stderr.write("usage: python -m itilkit.scenarios.capstone_variants VARIANT SEED NAME\n")
        return 2
    variant, seed, name = arguments
    made = make_variant(load_capstone(variant), int(seed))
    sys.stdout.write(as_toml(attrs.evolve(made.numbers, variant=name)))
    return 0


# whether the lesson holds ---------------------------------------------------------------------------


def _plain_reasons(scenario: Capstone) -> Iterator[str]:
    """What the ratings tell without a reference to score against."""
    yield from _something_to_say(scenario)
    yield from _pays_later(scenario)


def _scored_reasons(scenario: Capstone) -> Iterator[str]:
    """The filters of the course design, section 9, and that one mix for the whole year does not pass."""
    yield from strategies_in_order(_replayed(scenario), naive=NAIVE)
    top = best_of_one_mix(scenario)
    if at_least(top, 22.5):
        yield f"one mix all year reaches {top:.2f} points, and should not pass"
    search = Search(scenario)
    yield from random_play(lambda dice: replay(scenario, random_moves(search, dice)))


def _something_to_say(scenario: Capstone) -> Iterator[str]:
    """Everybody has lines of their own in every quarter that their ratings bear out."""
    for place, quarter in enumerate(scenario.quarters):
        for person in scenario.people:
            lines = scenario.mix_words.lines[quarter.id][person]
            true = sum(
                all(scenario.rating(place, person, feature) >= WANTED for feature in line.about)
                for line in lines
            )
            if true < LINES:
                yield f"{person} can say {true} of {len(lines)} lines in {quarter.id}, and should {LINES}"


def _pays_later(scenario: Capstone) -> Iterator[str]:
    """The chart that sceptics need: talk and flow cost the co-creator one quarter and pay in the rest."""
    plans = strategies(scenario)
    rigid, joint = (
        replay(scenario, list(plans[name])).state.played for name in ("process-rigid", "co-creator")
    )
    for place, (one, other) in enumerate(zip(rigid, joint, strict=True)):
        better, worse = (one, other) if place == 0 else (other, one)
        if not more_than(better.value, worse.value):
            names = ("process-rigid", "co-creator") if place == 0 else ("co-creator", "process-rigid")
            yield f"in {scenario.quarters[place].id} {names[0]} should be worth more than {names[1]}"


def _one_mix(scenario: Capstone, mix: Mix, first: Sequence[str]) -> Result[State]:
    everybody, quarters = tuple(scenario.people), len(scenario.quarters)
    year = [Quarter(mix, everybody if place else first, due(place, quarters)) for place in range(quarters)]
    return replay(scenario, moves(year))


def _beside(name: str, title: str, played: Result[State]) -> Beside:
    year = played.state.played
    return Beside(
        id=name,
        name=title,
        quarters=tuple(quarter.value for quarter in year),
        trust=tuple(quarter.trust for quarter in year),
        delay=tuple(quarter.delay for quarter in year),
        value=played.value,
        score=played.score,
    )


def _replayed(scenario: Capstone) -> Mapping[str, Result[State]]:
    return {name: replay(scenario, list(lines)) for name, lines in strategies(scenario).items()}


def _moved(scenario: Capstone, seed: int) -> Capstone:
    """The perturbed ratings alone; what is computed from them is still the old."""
    ratings = moved_ratings(scenario.numbers.ratings, seed)
    return _with(scenario, ratings=ratings, variant=f"{scenario.variant}-{seed}")


def _with(scenario: Capstone, **changes: Any) -> Capstone:
    return attrs.evolve(scenario, numbers=attrs.evolve(scenario.numbers, **changes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
