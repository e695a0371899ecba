"""The feedback page of a notebook that is not the kit's: an instructor's own, shown whole and harmless."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from itilkit.grading.feedback import FeedbackExporter
from itilkit.grading.page.clean import clean_output, clean_text

HIDDEN_TEST = """assert wait(1) == 3
### BEGIN HIDDEN TESTS
assert wait(2) == 7
### END HIDDEN TESTS
"""


def told(grade_id, *, points=None, solution=False, locked=False):
    """A cell's nbgrader metadata."""
    grade = {"points": points} if points is not None else {}
    return {
        "nbgrader": {
            "grade": points is not None,
            "grade_id": grade_id,
            "locked": locked,
            "schema_version": 3,
            "solution": solution,
            "task": False,
            **grade,
        }
    }


@pytest.fixture(scope="module")
def page():
    """The page of a small programming exercise, graded but in no gradebook."""
    quoted = ["----> 3 assert wait(2) == 7", "AssertionError: "]
    failed = new_output("error", ename="AssertionError", evalue="", traceback=quoted)
    table = "<table><tr><th>a</th><td onclick='x()'>1</td></tr></table><script>evil()</script>"
    cells = [
        new_markdown_cell("# Queues\n\nHow long? <b onclick=a()>x", metadata=told("intro", locked=True)),
        new_code_cell("def wait(n):\n    return 3 * n", metadata=told("wait", solution=True)),
        new_code_cell(HIDDEN_TEST, metadata=told("wait-test", points=3, locked=True), outputs=[failed]),
        new_code_cell("table", outputs=[new_output("display_data", data={"text/html": table})]),
        new_markdown_cell("Because **so**.", metadata=told("why", points=2, solution=True)),
    ]
    html, _ = FeedbackExporter().from_notebook_node(new_notebook(cells=cells))
    return BeautifulSoup(html, "html.parser")


def test_it_is_shown_whole(page):
    """Text, code, outputs and points are there, in their order."""
    text = " ".join(page.select_one("main").get_text(" ").split())

    words = ["0 of 5 points so far", "How long?", "def wait", "0 of 3", "assert wait ( 1 )", "Because so"]
    places = [text.find(word) for word in words]
    assert -1 not in places, text
    assert sorted(places) == places


def test_its_hidden_tests_are_left_out(page):
    """A hidden test shows neither in the cell nor in the error that quotes it."""
    text = page.get_text("")

    assert "HIDDEN" not in text
    assert "wait(2)" not in text
    assert "AssertionError" in text


def test_nothing_in_it_runs(page):
    """Scripts and event handlers of texts and outputs are gone; the table stays."""
    assert page.select("script, [onerror], [onclick]") == []
    assert [cell.get_text() for cell in page.select(".ordinary td")] == ["1"]


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href=" JaVaScRiPt:1">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
        ('<a href="https://example.org">x</a>', '<a href="https://example.org">x</a>'),
        ('<img src="https://example.org/spy.png">', ""),
        ('<p class="itk" style="position:fixed" id="a" onclick="b()">x</p>', "<p>x</p>"),
        ("<b>x</b><svg onload=a()>", "<b>x</b>&lt;svg onload=a()&gt;"),
    ],
)
def test_cleaning_a_persons_text(html, clean):
    """A person's text keeps plain markup and safe links, and nothing else."""
    assert clean == clean_text(html)


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ('<i style="width:2.0%;color:var(--sea);"></i>', '<i style="width:2.0%;color:var(--sea);"></i>'),
        ('<div style="background:url(https://example.org)"></div>', "<div></div>"),
        ("<style>b{}</style><b>x</b><SCRIPT>a()</SCRIPT >", "<b>x</b>"),
        ('<svg viewbox="0 0 1 1" onload="a()"></svg>', '<svg viewBox="0 0 1 1"></svg>'),
    ],
)
def test_cleaning_an_output(html, clean):
    """An output keeps bars and charts; style sheets, scripts and addresses in styles go."""
    assert clean == clean_output(html)
