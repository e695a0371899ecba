"""The variant tool of the value stream: other times and capacities, kept only when the lesson still holds."""

import attrs
import pytest
from stream_samples import plain, stream

from itilkit.authoring.value_stream.strategies import best_cards, strategies
from itilkit.authoring.value_stream.variants import TOOL, references
from itilkit.authoring.variant_tool import NoVariantFoundError, random_play
from itilkit.scenarios import replay
from itilkit.scenarios.value_stream.content import MAIN

#: The seed that graded was made with, from base.
SEED = 24


@pytest.fixture(scope="module")
def made():
    """A variant made from base."""
    return TOOL.make_variant(stream(), 17)


def flat(scenario):
    """All times and capacities of a scenario in one list."""
    return [
        number for step in scenario.numbers.steps.values() for number in (step.work, step.wait, step.capacity)
    ]


def test_perturbed_numbers():
    """A perturbation moves times and capacities by 45 % at most, besides rounding, in whole minutes and
    calls, from 50 on in steps of 5; demand and shares stay.
    """
    before, after = stream(), TOOL.perturb(stream(), 3)
    for old, new in zip(flat(before), flat(after), strict=True):
        grain = 5 if old >= 50 else 1
        assert abs(new - old) <= 0.45 * old + grain / 2
        assert 0.0 == new % grain
    assert flat(before) != flat(after)
    assert (before.numbers.demand, before.numbers.fix) == (after.numbers.demand, after.numbers.fix)
    assert [before.numbers.steps[step].right for step in MAIN] == [
        after.numbers.steps[step].right for step in MAIN
    ]


def test_perturbed_numbers_are_complete():
    """A perturbed variant carries its own references and its own strategies beside a stream."""
    scenario = TOOL.perturb(stream(), 3)
    assert references(scenario) == (scenario.numbers.as_is, scenario.numbers.best)
    assert TOOL.completed(scenario) == scenario
    assert "base-3" == scenario.variant


def test_made_variant_keeps_the_lesson(made):
    """A made variant is new, the lesson holds on it, and its best cards are others."""
    assert "base-17" == made.variant
    assert flat(made) != flat(stream())
    assert [] == TOOL.lesson_holds(made)
    assert best_cards(made) != best_cards(stream())


def changed(**steps):
    """Base with some numbers of some steps changed, completed."""
    numbers = dict(stream().numbers.steps)
    for step, changes in steps.items():
        name = step.replace("_", "-")
        numbers[name] = attrs.evolve(numbers[name], **changes)
    return TOOL.completed(stream(steps=numbers))


REFUSED = {
    "a card that makes it worse": (
        changed(put_live={"wait": 50.0}),
        "standard-change should better wait, but sets 50 to 60",
    ),
    "a machine that is slower": (
        changed(log_call={"work": 4.0}),
        "laptops should better work, but sets 4 to 4",
    ),
    "a hand more that is one less": (
        changed(specialist_fix={"capacity": 20.0}),
        "specialist should better capacity, but sets 20 to 20",
    ),
    "no bottleneck": (
        changed(specialist_fix={"capacity": 19.0}),
        "nothing piles up: the fullest step uses 92% of its capacity",
    ),
    "two bottlenecks": (
        changed(investigate={"capacity": 23.0}),
        "two steps are nearly as full as each other, at 125% and 124%",
    ),
    "hiring is the answer": (
        changed(specialist_fix={"capacity": 10.0}),
        "hires-and-keeps-the-loop passes, with 15.00 of 20 points",
    ),
    "nothing left to lose": (
        changed(specialist_fix={"wait": 600.0}),
        "the stream as it is has a value of 0.4, and should have 10",
    ),
}


@pytest.mark.parametrize(("scenario", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused(scenario, reason):
    """Numbers that teach something else are refused, with the reason."""
    assert reason in TOOL.reasons(scenario)


def test_refused_when_no_card_helps():
    """Where nothing that is bought changes anything, the tool says that no set of cards is the best."""
    assert "200 sets of cards share the highest value, 0.0000" in TOOL.reasons(
        plain(log_call={"capacity": 0.1})
    )


RANDOM = {
    "best": ["random play reaches 20.00 points at its 95th percentile"],
    "best-cards-wrong-map": ["random play reaches 17.50 points at its 95th percentile"],
    "hires-and-keeps-the-loop": [],
}


@pytest.mark.parametrize(("name", "reasons"), RANDOM.items())
def test_random_play_that_reaches_too_much(name, reasons):
    """Numbers on which random play reaches three quarters of the points are refused; here it always happens
    to play the same strategy.
    """
    result = replay(stream(), list(strategies(stream())[name]))
    assert reasons == list(random_play(lambda _: result))


def test_gives_up():
    """When no perturbation keeps the lesson the tool says so and what to do."""
    hopeless = plain(log_call={"capacity": 0.1})
    with pytest.raises(NoVariantFoundError) as found:
        TOOL.make_variant(hopeless, 1)
    assert "None of 1000 perturbations of “base” keeps the lesson; try another seed." == str(found.value)
