"""What test cells call gives nbgrader one number that means what it says, and says nothing else."""

import math

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from itilkit import ask, mark, play, points, record, require
from itilkit.answers import session
from itilkit.grading.cells.released import as_released
from itilkit.grading.cells.runner import run
from itilkit.grading.checks import CannotBeGraded, StillOpen, _points
from itilkit.grading.feedback import FeedbackExporter
from itilkit.notebook_reader import calls_in

MIX = "affordable-mix"
OPTIONS = {"a": "This", "b": "That", "c": "The other"}


@pytest.fixture(autouse=True)
def grading(monkeypatch):
    """nbgrader is running the notebook, so that cards show plain HTML and need no browser."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    session.clear()
    yield
    session.clear()


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


# questions that sort --------------------------------------------------------------------------------

TARGETS = {"x": "Inside", "y": "Outside"}
SORTS = {
    "match": ({"targets": TARGETS}, {"a": "x", "b": "y", "c": "x"}),
    "classify": ({"targets": TARGETS}, {"a": "x", "b": "y", "c": "x"}),
    "order": ({}, ["a", "b", "c"]),
}
rows = st.dictionaries(st.sampled_from("abcd") | anything.filter(lambda key: isinstance(key, int)), anything)


@calm
@given(
    answer=anything | responses | rows | st.permutations("abc").map(list), kind=st.sampled_from(list(SORTS))
)
def test_mark_of_any_answer_that_sorts(answer, kind, capfd):
    """Whatever the answer cell holds, `mark` gives rows and orders a number in range too, in silence."""
    more, key = SORTS[kind]
    ask("who", "Who?", OPTIONS, kind=kind, **more)
    record("who", answer=answer)

    assert is_safe(mark("who", key=key, points=3), 3.0)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("kind", "answer", "earned"),
    [
        ("match", {"a": "x", "b": "x"}, 1.0),
        ("classify", {"a": "x", "b": "y", "c": "x"}, 3.0),
        ("order", ["b", "a", "c"], 2.0),
        ("order", ["c", "b", "a"], 0.0),
    ],
)
def test_rows_and_pairs_earn_their_share(kind, answer, earned):
    """Of three points, three rows earn one each, and so do the three pairs of an order."""
    more, key = SORTS[kind]
    ask("who", "Who?", OPTIONS, kind=kind, **more)
    record("who", answer=answer)

    assert mark("who", key=key, points=3) == earned


@pytest.mark.parametrize("kind", ["match", "classify"])
def test_no_row_decided_is_open(kind):
    """An answer without any row is not answered, and not wrong."""
    ask("who", "Who?", OPTIONS, kind=kind, targets=TARGETS)
    record("who", answer={})
    with pytest.raises(StillOpen) as missing:
        require("who")

    assert type(missing.value) is StillOpen


@pytest.mark.parametrize(
    ("kind", "answer", "key", "because", "sentence"),
    [
        ("choice", "a", "bb", {}, 'there is no option "bb"; did you mean "b"?'),
        ("match", {"a": "x"}, {"a": "x", "b": "y"}, {}, 'has no target for "c".'),
        ("order", ["a", "b", "c"], ["a", "b"], {}, 'leaves out "c".'),
        (
            "order",
            ["a", "b", "c"],
            ["a", "b", "c"],
            {"b<a": ("M5", "Why.")},
            '"b<a" is explained, but no answer could be that; did you mean "b<c"?',
        ),
    ],
)
def test_a_key_that_does_not_fit(kind, answer, key, because, sentence):
    """A key that does not fit its question is told to its author and grades nobody."""
    ask("who", "Who?", OPTIONS, kind=kind, **SORTS.get(kind, ({}, None))[0])
    record("who", answer=answer)
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole sentence is compared
        mark("who", key=key, because=because)

    assert str(refused.value) == f"The key of “who” cannot be used: {sentence}"


@pytest.mark.parametrize("answer", ["a", "b", None])
def test_an_objective_changes_no_points(answer):
    """The objective of a graded question is for reports; the points are those without it."""
    ask("who", "Who?", OPTIONS)
    record("who", answer=answer)

    assert mark("who", key="b", points=2) == mark("who", key="b", points=2, objective="LO7")


def test_an_objective_that_there_is_not():
    """An objective that the course does not have is told to its author in one sentence."""
    ask("who", "Who?", OPTIONS)
    record("who", answer="b")
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole sentence is compared
        mark("who", key="b", objective="LO77")

    assert 'The objective of “who” cannot be used: there is no “LO77”; did you mean "LO7"?' == str(
        refused.value
    )


def test_a_question_that_cannot_be_asked():
    """Rows without targets are told to their author when they are asked."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole sentence is compared
        ask("who", "Who?", OPTIONS, kind="match")

    assert str(refused.value) == "The question “who” has 0 targets; a match question has 2 to 12."


ASKED = {
    "rows": (
        """ask("rows", "A case. What is what?", {"a": "This", "b": "That"}, kind="match",
        targets={"x": "Inside", "y": "Outside"})""",
        'record("rows", answer={"a": "x", "b": "x"})',
        'mark("rows", key={"a": "x", "b": "y"}, because={"b": ("M5", "It stands outside.")}, points=2)',
    ),
    "steps": (
        'ask("steps", "A case. What comes first?", {"a": "This", "b": "That", "c": "Last"}, kind="order")',
        'record("steps", answer=["b", "a", "c"])',
        'mark("steps", key=["a", "b", "c"], because={"a<b": ("M6", "This comes first.")}, points=3)',
    ),
}


def told(grade_id, **more):
    """A cell's nbgrader metadata."""
    known = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return {"nbgrader": {**known, "grade_id": grade_id, **more}}


def assignment():
    """A notebook that asks a match and an order, answered half rightly."""
    cells = [new_markdown_cell("# Sorting", metadata=told("head", locked=True))]
    for name, (card, answer, test) in ASKED.items():
        most = int(test.rstrip(")").rpartition("=")[2])
        cells += [
            new_code_cell(f"from itilkit import ask\n\n{card}", metadata=told(f"{name}-card", locked=True)),
            new_code_cell(f"from itilkit import record\n\n{answer}", metadata=told(name, solution=True)),
            new_code_cell(
                f'from itilkit import mark, require\n\nrequire("{name}")\n{test}',
                metadata=told(f"{name}-points", locked=True, grade=True, points=most),
            ),
        ]
    return new_notebook(cells=cells)


def test_questions_that_sort_are_answered_as_data():
    """Cards with targets, and tests whose key is a mapping, hold plain values only."""
    notebook = assignment()

    assert all(calls_in(cell.source) for cell in notebook.cells if cell.cell_type == "code")
    assert as_released(notebook).literal_ids == ("rows", "steps")


def test_feedback_page_of_questions_that_sort():
    """The page says what was chosen and what is right, row by row, and both orders."""
    notebook = assignment()
    run(notebook, {})
    html, _ = FeedbackExporter().from_notebook_node(notebook)
    questions = BeautifulSoup(html, "html.parser").select("article.question")
    rows, steps = (" ".join(question.get_text(" ").split()) for question in questions)

    assert "◐ Partly right 1 of 2 matched rightly 1 of 2" in rows
    assert "✗ That You chose “Inside”. Right is “Outside”. That answers as if" in rows
    assert "It stands outside." in rows
    assert "✓ Rightly matched: This → Inside" in rows
    assert "◐ Partly right 2 of 3 pairs in the right order 2 of 3" in steps
    assert "✗ “That” stands before “This” That answers as if" in steps
    assert "Your order That This Last A right order This That Last" in steps
    assert "M5" not in html
    assert "M6" not in html


def test_feedback_page_lists_what_there_was_to_choose_from():
    """Where a card shows targets beside its rows, the page keeps the two apart."""
    notebook = assignment()
    run(notebook, {})
    html, _ = FeedbackExporter().from_notebook_node(notebook)
    details = BeautifulSoup(html, "html.parser").select("article.question details")

    assert [" ".join(each.get_text(" ").split()) for each in details] == [
        "The rows, and what there was to choose from This That To choose from: Inside Outside",
        "The options This That Last",
    ]
