"""A form is worth a point for taking part: by how many questions were answered, never by which answers."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itilkit import form, record, require, took_part
from itilkit.answers import session
from itilkit.grading.checks import CannotBeGraded, StillOpen
from itilkit.items import right_response
from itilkit.items.forms import FORMS, UnknownFormError, load_form

ITEMS = load_form("before").items
RIGHT = {item.id: right_response(item) for item in ITEMS}
CHOICE = next(item for item in ITEMS if item.kind == "choice")


@pytest.fixture(autouse=True)
def grading(monkeypatch):
    """nbgrader is running the notebook."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    session.clear()
    yield
    session.clear()


def points_of(responses, *, finished=True, most=1.0):
    form("before")
    record("before", {"finished": finished, "responses": responses})
    return took_part("before", most)


@pytest.mark.parametrize("name", FORMS)
def test_whole_form(name):
    """Who answered all questions has the point, whatever they answered."""
    form(name)
    right = {item.id: right_response(item) for item in load_form(name).items}
    for responses in (right, dict.fromkeys(right)):
        record(name, {"finished": True, "responses": responses})
        require(name)
        assert 1.0 == took_part(name)


@pytest.mark.parametrize("count", range(1, 17))
def test_part_of_a_form(count):
    """Who answered some of the questions has that share of the point, finished or not."""
    part = dict(list(RIGHT.items())[:count])
    assert [round(count / 16, 6)] * 2 == [points_of(part, finished=finished) for finished in (True, False)]


def test_not_known_counts_as_an_answer():
    """“I do not know yet” counts as much as any other answer."""
    assert 1.0 == points_of(RIGHT | {ITEMS[0].id: None})
    assert 0.125 == points_of({ITEMS[0].id: None, ITEMS[1].id: None})


def test_wrong_answers_count_as_much():
    """A wrong answer is worth as much as a right one."""
    wrong = next(option for option in CHOICE.question.options if option not in CHOICE.key)
    assert points_of({CHOICE.id: right_response(CHOICE)}) == points_of({CHOICE.id: wrong})


@pytest.mark.parametrize("most", [1.0, 2, 0.5, 16, 0])
def test_as_many_points_as_the_cell_says(most):
    """The points are a share of the cell's own maximum, and a builtin float."""
    earned = points_of(dict(list(RIGHT.items())[:8]), most=most)
    assert (float, most / 2) == (type(earned), earned)


TAMPERED = {
    "nothing": None,
    "no table": "all of them",
    "a list": [1] * 16,
    "points": {"finished": True, "responses": RIGHT, "points": 99},
    "no responses": {"finished": True},
    "a number for the end": {"finished": 1, "responses": RIGHT},
    "a list of responses": {"finished": True, "responses": list(RIGHT)},
    "questions that there are not": {"finished": True, "responses": {f"x{n}": None for n in range(99)}},
    "questions by numbers": {"finished": True, "responses": dict.fromkeys(range(16))},
    "one too many": {"finished": True, "responses": RIGHT | {"one-more": None}},
    "questions of another form": {
        "finished": True,
        "responses": {item.id: None for item in load_form("after").items},
    },
    "a response that is none": {"finished": True, "responses": RIGHT | {CHOICE.id: "zz"}},
    "a response as long as a book": {"finished": True, "responses": RIGHT | {CHOICE.id: "z" * 10**6}},
    "a table as a response": {"finished": True, "responses": RIGHT | {CHOICE.id: {"a": 1}}},
    "an empty form": {"finished": True, "responses": {}},
}


@pytest.mark.parametrize("answer", TAMPERED.values(), ids=TAMPERED)
def test_answer_that_is_none(answer, capfd):
    """An answer that was tampered with, or is none, is worth nothing, is refused by the visible test in one
    short sentence, and writes nothing to standard error.
    """
    form("before")
    record("before", answer)
    assert 0.0 == took_part("before")
    with pytest.raises(StillOpen) as refused:
        require("before")
    (line,) = refused.value._render_traceback_()
    assert len(line) < 300
    assert not capfd.readouterr().err
    assert isinstance(refused.value, CannotBeGraded) == (
        answer is not None and answer != TAMPERED["an empty form"]
    )


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from("abcd"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
forms = st.builds(
    lambda finished, responses: {"finished": finished, "responses": responses},
    st.booleans() | anything,
    st.dictionaries(st.sampled_from(list(RIGHT)), anything, max_size=16) | anything,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=forms | anything, most=st.sampled_from([1.0, 2, 0.25]))
def test_any_answer(answer, most):
    """Whatever stands in the notebook, the points are one builtin float from 0 to the maximum."""
    form("before")
    record("before", answer)
    earned = took_part("before", most)
    assert float is type(earned)
    assert math.isfinite(earned)
    assert 0.0 <= earned <= most


def test_form_that_there_is_not():
    """A form that does not exist is a mistake of the test cell's author, and says so."""
    with pytest.raises(UnknownFormError, match="There is no form “befre”"):
        took_part("befre")


def test_form_that_was_never_shown():
    """Where the form's own cell did not run, there is no answer and no point."""
    assert 0.0 == took_part("before")
    with pytest.raises(StillOpen):
        require("before")
