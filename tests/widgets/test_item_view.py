"""The view of a question: choosing, ticking, and what a lesson says about it."""

import re
from html import escape

import pytest

from itilkit.items import AnswerProblem, Question, load_items, misconceptions
from itilkit.widgets.item_view import ItemView

OPTIONS = {"a": "The <script>team</script>", "b": 'Whoever "uses" it', "c": "The board & co"}
CHOICE = Question("who-decides", "A case <b>here</b>. Who decides?", OPTIONS, "choice")
MULTI = Question("who-decides", "A case. Who decides?", OPTIONS, "multi")
BANK = sorted(load_items())


def test_choice_is_the_last_option_picked():
    """Of a single choice the last pick counts."""
    view = ItemView(CHOICE)
    view.act("pick", "a")
    view.act("pick", "c")
    assert "c" == view.answer()


def test_ticks_stand_in_the_order_of_the_options():
    """Ticked options stand in the answer in the question's order, and a second click unticks."""
    view = ItemView(MULTI)
    for option in ("c", "a", "b", "b"):
        view.act("pick", option)
    assert ["a", "c"] == view.answer()


def test_none_of_them_is_an_answer():
    """“None of these belongs” is the empty list, which is not the same as no answer."""
    view = ItemView(MULTI)
    assert view.answer() is None
    view.act("none", "")
    assert [] == view.answer()


@pytest.mark.parametrize("action", [("pick", "z"), ("none", ""), ("show", ""), ("dance", "a")])
def test_unknown_controls_change_nothing(action):
    """A control that this question does not have changes nothing."""
    view = ItemView(CHOICE)
    view.act("pick", "a")
    view.act(*action)
    assert "a" == view.answer()


@pytest.mark.parametrize("question", [CHOICE, MULTI])
def test_texts_are_escaped(question):
    """Signs that mean something in HTML are shown, not run, in the stem, the options and what is said."""
    view = ItemView(question)
    view.act("pick", "a")
    html = view.html()
    assert "<script>" not in html
    assert "&lt;script&gt;team&lt;/script&gt;" in html
    assert "The board &amp; co" in html
    assert "<b>here" not in html


def test_answer_out_of_the_notebook_is_shown():
    """An answer out of the notebook is ticked on the card; None takes it off again."""
    view = ItemView(MULTI)
    view.load(["b"])
    assert ["b"] == view.answer()
    assert 1 == view.html().count(" checked")
    view.load(None)
    assert view.answer() is None


@pytest.mark.parametrize("answer", ["z", ["a"], 3, {"a": "b"}])
def test_answer_of_another_form_is_refused(answer):
    """An answer that the question does not take is refused in one sentence and changes nothing."""
    view = ItemView(CHOICE)
    view.act("pick", "b")
    with pytest.raises(AnswerProblem):
        view.load(answer)
    assert "b" == view.answer()


def test_assignment_says_nothing_about_an_answer():
    """Without an item of the bank there is no feedback, whatever is picked."""
    view = ItemView(CHOICE)
    for option in OPTIONS:
        view.act("pick", option)
        assert 'id="§outcome"></div>' in view.html()


@pytest.mark.parametrize("name", BANK)
def test_every_wrong_option_of_the_bank_is_explained_without_its_code(name):
    """Every option of a practice item is explained, a wrong one by its misconception, without its code."""
    item = load_items()[name]
    for option in item.question.options:
        view = ItemView(item.question, item)
        view.act("pick", option)
        view.act("show", "")
        html = view.html()
        right = option in item.key
        assert re.search(r"\bM\d+\b", re.sub(r"<[^>]+>", " ", html)) is None
        if item.question.kind == "choice":
            assert ("✓ Right" in html, "✗ Not yet" in html) == (right, not right)
        code, because = item.because[option] if not right else (None, None)
        if code is not None:
            assert escaped(misconceptions()[code].sentence) in html
            assert escaped(because) in html


def escaped(text):
    """``text`` as it stands in HTML."""
    return escape(text)


def test_ticks_are_explained_only_when_asked_for():
    """Ticks are explained when the learner asks for it; a further tick hides the explanation again."""
    item = next(load_items()[name] for name in BANK if load_items()[name].question.kind == "multi")
    view = ItemView(item.question, item)
    option = next(iter(item.question.options))
    view.act("pick", option)
    assert 'id="§outcome"></div>' in view.html()
    view.act("show", "")
    assert 'id="§outcome"></div>' not in view.html()
    view.act("pick", option)
    assert 'id="§outcome"></div>' in view.html()
