"""What came of the forms: shares by objective, and the normalised gain."""

from fractions import Fraction

import pytest
from diary_samples import MONDAY, PRACTICE, days, entry, form_taken
from hypothesis import given
from hypothesis import strategies as st

from itilkit.items import objectives
from itilkit.items.forms import FORMS
from itilkit.progress.gain import FormTaken, normalised_gain, taken_forms

shares = st.floats(0.0, 1.0)


def test_none_taken():
    """Who finished no form has taken none."""
    assert {} == taken_forms([])


def test_forms_stand_in_their_order():
    """The forms stand in the order of the course, whenever they were finished."""
    found = taken_forms([form_taken(form, days(-place)) for place, form in enumerate(FORMS)])
    assert list(FORMS) == list(found)
    assert [0, -1, -2] == [(found[form].at - MONDAY).days for form in FORMS]


def test_shares_by_objective():
    """Each objective has the share of its question, in the course's order; the mean is over all sixteen."""
    taken = taken_forms([form_taken("before", right=12)])["before"]
    assert dict(zip(objectives(), [1.0] * 12 + [0.0] * 4, strict=True)) == taken.shares
    assert list(objectives()) == list(taken.shares)
    assert 0.75 == taken.share


def test_first_time_counts():
    """Of a form that was finished twice the first counts: who knows the questions has not gained by it."""
    twice = [form_taken("after", right=8), form_taken("after", days(1), right=16)]
    assert 0.5 == taken_forms(twice)["after"].share


@pytest.mark.parametrize("scores", [None, [], {"gone": 1.0}, {PRACTICE[0].id: "1"}, {PRACTICE[0].id: 7}])
def test_scores_that_are_none(scores):
    """A form whose scores an edited diary lost is taken, and nothing is known of it."""
    assert {"after": FormTaken("after", MONDAY, {})} == taken_forms(
        [entry("form", form="after", scores=scores)]
    )
    assert 0.0 == FormTaken("after", MONDAY, {}).share


@pytest.mark.parametrize("form", [None, "between", ["before"], {}])
def test_forms_that_there_are_not(form):
    """A form by another name is passed over."""
    assert {} == taken_forms([entry("form", form=form, scores={})])


@pytest.mark.parametrize(
    ("before", "after", "gain"),
    [(0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (0.5, 0.75, 0.5), (0.5, 0.25, -0.5), (0.25, 0.25, 0.0)],
)
def test_normalised_gain(before, after, gain):
    """The gain is the share of what was left to learn that was learned; negative when something was lost."""
    assert gain == normalised_gain(before, after)


@pytest.mark.parametrize("before", [1.0, 1.0 - 1e-12])
def test_nothing_left_to_learn(before):
    """Who knew everything before has no gain, not an endless one."""
    assert normalised_gain(before, 0.5) is None


@given(before=shares.filter(lambda share: share < 0.99), after=shares)
def test_gain_by_its_formula(before, after):
    """The gain is (after − before) / (1 − before), and never above 1."""
    exact = (Fraction(after) - Fraction(before)) / (1 - Fraction(before))
    assert normalised_gain(before, after) == pytest.approx(float(exact), abs=1e-9)
    assert normalised_gain(before, after) <= 1.0
