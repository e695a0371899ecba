"""The variant tool of the capstone: other ratings, kept only when the lesson still holds."""

import pytest
from capstone_samples import QUARTERS, capstone

from itilkit.authoring.capstone.variants import TOOL


def flat(scenario):
    """All ratings of a scenario in one list."""
    return [rating for by in scenario.numbers.ratings.values() for row in by.values() for rating in row]


def test_perturbed_a_little():
    """Base differs from graded in about a fifth of the ratings, by one, within 0 to 5."""
    before, after = flat(capstone()), flat(capstone("base"))
    steps = [new - old for old, new in zip(before, after, strict=True)]
    assert {-1, 0, 1} == set(steps)
    assert 0.08 * len(steps) < sum(step != 0 for step in steps) < 0.32 * len(steps)
    assert set(after) <= set(range(6))


def changed(quarters, **ratings):
    """Graded with some people's ratings in some quarters replaced, completed."""
    numbers = {
        quarter: {**by_person, **(ratings if quarter in quarters else {})}
        for quarter, by_person in capstone().numbers.ratings.items()
    }
    return TOOL.completed(capstone(ratings=numbers))


FIVE, ZERO, PAGE = (5,) * 10, (0,) * 10, (5, *(0,) * 9)
REFUSED = {
    "nothing to say": (
        lambda: changed(["summer"], mara=ZERO),
        "mara can say 0 of 3 lines in summer, and should 2",
    ),
    "everybody happy with anything": (
        lambda: changed(QUARTERS, mara=FIVE, tomas=FIVE, ines=FIVE, bryn=FIVE),
        "one mix all year reaches 28.50 points, and should not pass",
    ),
    "the first quarter is no sacrifice": (
        lambda: changed(QUARTERS, mara=PAGE, tomas=PAGE, ines=PAGE, bryn=PAGE),
        "in summer process-rigid should be worth more than co-creator",
    ),
    "a reference that nobody reaches": (
        lambda: capstone(reference=100.0),
        "co-creator reaches 65% of the points, and should reach 85%",
    ),
}


@pytest.mark.parametrize(("scenario", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused(scenario, reason):
    """Numbers that teach something else are refused, with the reason."""
    assert reason in TOOL.reasons(scenario())
