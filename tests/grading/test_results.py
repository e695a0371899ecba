"""What came of an answer travels as data: a feedback page reads that, and no words of any card."""

import copy
import json
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from itilkit import ask, mark, points, record
from itilkit.answers import session
from itilkit.grading.cells.runner import run
from itilkit.grading.feedback import FeedbackExporter
from itilkit.grading.gradebook.marker_cells import grade_id
from itilkit.grading.page.parts import GRADE_AGAIN
from itilkit.results import TYPES, CardAsked, PartResult, as_data, read_data
from itilkit.widgets.output import collected

SOLUTIONS = sorted((Path(__file__).resolve().parents[2] / "solutions").glob("*/*.ipynb"))
CARD, RESULT = TYPES[CardAsked], TYPES[PartResult]
FIRST = {path.stem[:2]: path for path in SOLUTIONS}["01"]


@pytest.fixture
def graded():
    """The first assignment, answered as its solution has it, and graded; a new copy for every test."""
    notebook = nbformat.read(FIRST, as_version=4)
    run(notebook, {})
    return notebook


def page_of(notebook):
    """The feedback page of a graded notebook."""
    html, _ = FeedbackExporter().from_notebook_node(copy.deepcopy(notebook))
    return html


def outputs(notebook):
    """What the cells of a notebook showed."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "display_data":
                yield output


def cells_of(notebook):
    """The cells of a notebook by the ids that nbgrader knows them by."""
    return {grade_id(cell): cell for cell in notebook.cells}


def parts(html):
    """The parts of a page that are played or answered on cards, each as one line."""
    found = BeautifulSoup(html, "html.parser").select("article.scenario, article.question, article.form")
    return [" ".join(part.get_text(" ").split()) for part in found]


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_a_word_changed_on_a_card_changes_no_page(path):
    """Whatever words the cells of an assignment show, the page is the same."""
    notebook = nbformat.read(path, as_version=4)
    run(notebook, {})
    before = page_of(notebook)
    for output in outputs(notebook):
        output.data["text/html"] = '<div class="item"><p class="wrong">Other words · 0 / 12</p></div>'
    assert before == page_of(notebook)


def test_only_its_own_test_cell_says_what_came_of_an_answer(graded):
    """Data that other cells of a learner show, or that is about something else, changes no page."""
    before = page_of(graded)
    name = next(data["id"] for each in outputs(graded) if (data := each.data.get(RESULT)))
    forged = as_data(PartResult(name, "question", 1.0, 1.0, ("All of it",), headline="Praised"))
    shown = nbformat.v4.new_output("display_data", data={"text/html": "<b>Right</b>", **forged})
    cells_of(graded)[name].outputs.append(shown)
    graded.cells.append(nbformat.v4.new_code_cell("print()", outputs=[shown]))
    other = as_data(PartResult("other", "question", headline="Praised"))
    cells_of(graded)[f"{name}-points"].outputs.insert(0, nbformat.v4.new_output("display_data", data=other))
    assert before == page_of(graded)


def test_text_of_a_learner_is_no_data(graded):
    """An answer in words that reads like a result, or like the HTML of one, is shown as words."""
    before = parts(page_of(graded))
    data = json.dumps(as_data(PartResult("x", "scenario")))
    (name,) = [each for each in cells_of(graded) if each.endswith("-why")]
    cells_of(graded)[name].source = f'<div class="itk-run"><p class="wrong">✗</p></div>\n\n{data}'
    html = page_of(graded)
    assert before == parts(html)
    assert [] == BeautifulSoup(html, "html.parser").select(".itk-run, .wrong")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.clear(),
        lambda data: data.update(version=0),
        lambda data: data.update(criteria={"outcome": "12 / 12"}),
        lambda data: data.update(most="all"),
    ],
)
def test_graded_by_an_earlier_version(graded, caplog, spoil):
    """Without data, or with other data than this version's, every part says that it is to be graded again;
    whoever writes the page is told too, and the points stay.
    """
    (cards, asked) = parts(page_of(graded)), sum(RESULT in each.data for each in outputs(graded))
    for output in outputs(graded):
        if RESULT in output.data:
            spoil(output.data[RESULT])
    html = page_of(graded)
    old = parts(html)
    assert len(cards) == len(old) == asked
    assert all("To be graded again" in part and GRADE_AGAIN in part for part in old)
    assert "An earlier version of the kit graded this: ask your instructor to grade it again." in html
    assert BeautifulSoup(html, "html.parser").h1 == BeautifulSoup(page_of(graded), "html.parser").h1
    assert "Grade it again, then write the page anew." in caplog.text


def test_data_says_what_came_of_an_answer(graded):
    """Each test cell leaves points, the answer and what it means; what is right rests on no misconception."""
    told = [each for each in outputs(graded) if RESULT in each.data]
    found = [read_data([each], PartResult, each.data[RESULT]["id"]) for each in told]
    assert {"scenario", "question"} == {each.kind for each in found}
    (played,) = [each for each in found if each.kind == "scenario"]
    assert (played.passed, played.shape, played.answer != ()) == (True, "co-created", True)
    assert played.score == pytest.approx(sum(score for _, score, _ in played.criteria))
    assert ["outcome", "evidence", "adaptation", "balance"] == [name for name, *_ in played.criteria]
    assert {()} == {each.misconceptions for each in found}
    nbformat.validate(graded)


def shown(monkeypatch, *, live):
    """What a question’s test cell shows, in a live notebook or while nbgrader runs it."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    session.clear()
    found = []
    with collected(lambda html, data: found.append((html, data))):
        ask("q", "A case. What is what?", {"a": "This", "b": "That"})
        record("q", answer="b")
        if live:
            monkeypatch.delenv("NBGRADER_EXECUTION")
        mark("q", key="a", because={"b": ("M5", "It stands outside.")})
    session.clear()
    return found[-1]


def test_a_live_notebook_holds_no_data(monkeypatch):
    """Codes of misconceptions stand in data alone, and in none that a live notebook saves."""
    html, data = shown(monkeypatch, live=False)
    assert ["M5"] == list(data[RESULT]["misconceptions"])
    assert "M5" not in html
    assert (html, {}) == shown(monkeypatch, live=True)


def test_an_answer_that_cannot_be_used(monkeypatch):
    """Its sentence travels as data, with no points."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    session.clear()
    session.answers["affordable-mix"] = {"variant": "graded"}
    found = []
    with collected(lambda _, data: found.append(data)):
        assert 0.0 == points("affordable-mix", 12)
    session.clear()
    assert "has no “runs”" in found[0][RESULT]["problem"]
