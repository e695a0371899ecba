"""The variants to practise on: there are enough of them, they are all different, and each teaches the lesson.

What holds for every variant that ships is looked at in `test_every_scenario`; here stands what is particular
to those on which a learner may start again.
"""

import itertools

import attrs
import pytest
from scenario_samples import SAMPLES

from itilkit.authoring.variant_tool import strategies_in_order
from itilkit.scenarios import SCENARIOS, load_scenario, practice_names, replay, variants, worked_run

#: The scenarios of the lessons that can be played again on fresh numbers.
PRACTISED = ("affordable-mix", "value-stream", "dialogue", "conditions")
FRESH = [(sample, name) for sample in SAMPLES for name in practice_names(sample.id)]
EACH_FRESH = pytest.mark.parametrize(
    ("sample", "variant"), FRESH, ids=[f"{sample.id}-{name}" for sample, name in FRESH]
)
#: What is computed of a variant's numbers and not perturbed.
COMPUTED = ("variant", "beside", "references", "reference", "as_is", "best")


def perturbed(scenario):
    """The numbers that a variant tool perturbs, whatever they are called."""
    numbers = attrs.asdict(scenario.numbers, recurse=False)
    return {name: numbers[name] for name in numbers if name not in COMPUTED}


def test_eight_cases_to_practise_on():
    """Four scenarios have eight variants to practise on, in order; the two others are played once."""
    eight = tuple(f"practice-{place}" for place in range(1, 9))
    assert {name: eight if name in PRACTISED else () for name in SCENARIOS} == {
        name: practice_names(name) for name in SCENARIOS
    }


@pytest.mark.parametrize("scenario", PRACTISED)
def test_no_two_variants_have_the_same_numbers(scenario):
    """Lesson, assignment and practice have different numbers, each of them."""
    numbers = {name: perturbed(load_scenario(scenario, name)) for name in variants(scenario)}
    same = [pair for pair in itertools.combinations(numbers, 2) if numbers[pair[0]] == numbers[pair[1]]]
    assert [] == same


@EACH_FRESH
def test_strategies_are_in_order(sample, variant):
    """On every variant to practise on the co-creator reaches 85 % of the points, the naive stay within 35 %,
    and only those pass who co-create.
    """
    tool, scenario = sample.module("variants").TOOL, sample.load(variant)
    assert [] == list(strategies_in_order(tool.played(scenario), naive=tool.naive, passing=tool.passing))
    assert [] == list(tool.plain_reasons(scenario))


@EACH_FRESH
def test_the_solution_that_hints_show_is_that_of_the_case(sample, variant):
    """The run at the end of the hints co-creates on the numbers of the case: it is over, and it passes."""
    result = replay(sample.load(variant), worked_run(sample.load(variant)))
    assert (True, True) == (result.finished, result.passed)


@EACH_FRESH
def test_practice_gives_no_full_marks_away(sample, variant):
    """The solution of no case to practise on is worth all points in the assignment."""
    best = sample.policies(sample.load(variant)).get("best", worked_run(sample.load(variant)))
    assert replay(sample.load("graded"), list(best)).score < sample.most - 0.25


@EACH_FRESH
def test_the_lessons_solution_is_no_longer_worth_all_points(sample, variant):
    """Who repeats the lesson's solution on fresh numbers does not get all points for it."""
    copied = replay(sample.load(variant), worked_run(sample.load("base")))
    assert copied.score < sample.most - 0.1
