"""The card at the end of an assignment: what is open, and which file to hand in."""

import pytest
from page_double import CardPage, cell

from itilkit.progress.course_folder import PRIVATE
from itilkit.widgets import ask, overview, play
from itilkit.widgets.overview_view import WRITE_HERE, OverviewView


@pytest.fixture
def tasks(session):
    """A session with a scenario and a question on it."""
    play("affordable-mix", variant="graded")
    ask("who-decides", "A <b>case</b>. Who decides?", {"a": "One", "b": "Two"})
    return session


@pytest.mark.usefixtures("session")
def test_nothing_run_yet():
    """Before anything has run, the card says what to do."""
    assert "Run the notebook to see what is open" in overview().html


def test_everything_open(tasks):
    """Tasks without an answer count as open."""
    html = OverviewView(tasks).html()
    assert "2 of 2 still open" in html
    assert 2 == html.count("not answered yet")


def test_answers_are_counted(tasks, strategies):
    """A finished run and an answered question are no longer open."""
    moves = list(strategies["affordable-mix", "graded", "cheapest"].moves)
    tasks.answers["affordable-mix"] = {"variant": "graded", "runs": 1, "moves": moves}
    tasks.answers["who-decides"] = "b"
    assert "Everything is answered" in OverviewView(tasks).html()


def test_begun_run_is_open(tasks):
    """A run that was not played to the end is open, and says so."""
    tasks.answers["affordable-mix"] = {"variant": "graded", "runs": 1, "moves": ["ask mara"]}
    assert "begun, not played to the end" in OverviewView(tasks).html()


def test_answer_that_cannot_be_used_is_told(tasks):
    """An answer that cannot be used stands there with its sentence."""
    tasks.answers["who-decides"] = "z"
    html = OverviewView(tasks).html()
    assert "2 of 2 still open" in html
    assert "names an option “z” that is not there" in html


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([""], "not written yet"),
        ([WRITE_HERE], "not written yet"),
        (["Two words"], "2 words"),
        (["Two words", "and three more", WRITE_HERE], "5 words"),
        ([f"{WRITE_HERE} Two words"], "2 words"),
    ],
)
def test_written_answer_is_seen_on_the_page(tasks, parts, said):
    """A written answer counts when somebody wrote something, in all cells of its field, split or copied."""
    view = OverviewView(tasks)
    view.look({"texts": {"affordable-mix-why": parts}, "path": "exercises/one.ipynb"})
    assert f"<td>{said}</td>" in view.html()


def test_text_outside_its_field_is_told(tasks):
    """Words in cells of the learner's own are counted and said; the field stays open, and code is no text."""
    view = OverviewView(tasks)
    own = ["Two words", "", WRITE_HERE, "from itilkit import play"]
    view.look({"texts": {"affordable-mix-why": [WRITE_HERE]}, "outside": own})
    assert "<td>not written yet</td>" in view.html()
    assert (
        "<b>2 words stand in cells of your own.</b> What belongs to your written answer goes into its field."
        in view.html()
    )
    view.look({"texts": {}, "outside": ["One"]})
    assert "<b>1 word stands in cells of your own.</b>" in view.html()
    view.look({"texts": {}, "outside": [WRITE_HERE]})
    assert "cells of your own" not in view.html()


def test_an_answer_whose_cell_is_no_code_counts(tasks):
    """An answer cell that was turned into text cannot be run, and still counts; a broken one is told."""
    view = OverviewView(tasks)
    view.look({"texts": {}, "unrun": {"who-decides": 'record("who-decides", answer="b")'}})
    assert "1 of 2 still open" in view.html()
    view.look({"texts": {}, "unrun": {"who-decides": 'record("who-decides", answer="b'}})
    assert "2 of 2 still open" in view.html()
    assert "The answer cell “who-decides” cannot be read (line 1)" in view.html()


def test_texts_are_escaped(tasks):
    """A stem and a file name are shown, not run."""
    view = OverviewView(tasks)
    view.look({"texts": {}, "path": "<img src=x>.ipynb"})
    html = view.html()
    assert "<img" not in html
    assert "<b>case</b>" not in html


def test_a_click_on_another_card_is_seen(tasks):
    """When a question is answered on its card, the last card counts it at once."""
    card = overview()
    page = CardPage(tasks.cards["who-decides"], cell("who-decides"))
    assert "2 of 2 still open" in card.html
    page.click("pick", "a")
    assert "1 of 2 still open" in card.html


def test_what_the_check_said_is_announced_where_it_stands(session, course):  # noqa: ARG001
    """While a check runs the card says so; its end is told once, in a status line that was there before."""
    (course / PRIVATE / "solutions").mkdir()
    card = overview()
    view = card.view
    view.look({"texts": {}, "path": "exercises/01-focus-on-value/01-focus-on-value.ipynb"})
    view.said = "Checking. This takes some seconds."
    card.refresh()
    assert '<div role="status" id="itk-overview-checked"></div>' in card.html
    view.own.lines = ("1 of 22 points.",)
    view.own.refresh()
    assert '<div role="status" id="itk-overview-checked"><p>1 of 22 points.</p></div>' in card.html
    assert "" == card.said
