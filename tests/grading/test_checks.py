"""What test cells call gives nbgrader one number that means what it says, and says nothing else."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itilkit import ask, mark, play, points, record, require
from itilkit.answers import desk
from itilkit.grading.checks import CannotBeGraded, StillOpen, _points

MIX = "affordable-mix"
OPTIONS = {"a": "This", "b": "That", "c": "The other"}


@pytest.fixture(autouse=True)
def grading(monkeypatch):
    """nbgrader is running the notebook, so that cards show plain HTML and need no browser."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    desk.clear()
    yield
    desk.clear()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from("abc"),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
moves = st.lists(
    st.sampled_from(["ask mara", "ask bryn", "offer status-page", "offer freight-slots dashboard"])
    | st.text(max_size=30)
    | anything,
    max_size=12,
)
runs = st.builds(lambda moves, runs: {"variant": "graded", "runs": runs, "moves": moves}, moves, anything)
responses = st.lists(st.sampled_from("abcd"), max_size=4)
calm = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def sentence_of(name):
    """What `require` shows when it stops; None when it does not."""
    try:
        require(name)
    except StillOpen as problem:
        (line,) = problem._render_traceback_()
        return line
    return None


def is_safe(number, most):
    return type(number) is float and math.isfinite(number) and 0.0 <= number <= most


@calm
@given(answer=anything | runs)
def test_points_of_any_answer(answer, capfd):
    """Whatever the answer cell holds, `points` gives a builtin float from 0 to the maximum, in silence."""
    play(MIX, variant="graded")
    record(MIX, answer=answer)

    assert is_safe(points(MIX, 12), 12.0)
    assert capfd.readouterr().err == ""


@calm
@given(answer=anything | responses, kind=st.sampled_from(["choice", "multi"]))
def test_mark_of_any_answer(answer, kind, capfd):
    """Whatever the answer cell holds, `mark` gives a builtin float from 0 to the maximum, in silence."""
    ask("who", "Who?", OPTIONS, kind=kind)
    record("who", answer=answer)

    assert is_safe(mark("who", key="b" if kind == "choice" else ["a", "b"], points=3), 3.0)
    assert capfd.readouterr().err == ""


@calm
@given(answer=anything | runs)
def test_require_says_one_sentence(answer):
    """`require` passes an answer that can be graded, and stops at any other with one sentence of one line."""
    play(MIX, variant="graded")
    record(MIX, answer=answer)
    line = sentence_of(MIX)

    assert line is None or (line.endswith((".", "…")) and "\n" not in line)
    assert line is None or points(MIX, 12) == 0.0


@pytest.mark.parametrize(
    ("earned", "given"),
    [(7.25, 7.25), (0, 0.0), (-0.1, 0.0), (12.1, 12.0), (math.inf, 0.0), (-math.inf, 0.0), (math.nan, 0.0)],
)
def test_a_number_that_nbgrader_takes_as_meant(earned, given):
    """A number out of range is brought into it; what is no number earns nothing."""
    number = _points(earned, 12)

    assert given == number
    assert type(number) is float


def test_a_whole_number_of_points_is_a_float():
    """Full marks out of whole numbers are a builtin float too."""
    ask("who", "Who?", OPTIONS)
    record("who", answer="b")

    assert repr(mark("who", key="b", points=1)) == "1.0"


def test_an_open_answer_is_not_a_wrong_one():
    """A missing answer is open; an answer that cannot be used cannot be graded, which is more to say."""
    ask("who", "Who?", OPTIONS)
    with pytest.raises(StillOpen) as missing:
        require("who")
    record("who", answer="z")
    with pytest.raises(CannotBeGraded) as wrong:
        require("who")

    assert type(missing.value) is StillOpen
    assert str(missing.value) == "“who” is not answered yet: choose on its card above."
    assert str(wrong.value) == "The answer to “who” names an option “z” that is not there; there are a, b, c."


def test_a_question_that_is_not_asked():
    """Without its card in the notebook, an answer earns nothing."""
    record("who", answer="b")

    assert mark("who", key="b") == 0.0
