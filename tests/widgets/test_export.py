"""What is left of cards where none can live: in an exported page, on paper, in text."""

import pytest
from IPython.display import display
from nbconvert import HTMLExporter, MarkdownExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output

from itilkit import record
from itilkit.ground.html import plain
from itilkit.widgets import ask, form, overview, play

OPTIONS = {"a": "The <b>team", "b": "Whoever uses it"}


@pytest.fixture
def exported(session, capture_display):  # noqa: ARG001
    """A notebook as JupyterLab saves it: cards of every kind, a question answered on its card."""
    cells = []

    def run(call):
        capture_display.clear()
        shown = call()
        if shown is not None:
            display(shown)
        outputs = [new_output("display_data", data=dict(data)) for data in capture_display]
        cells.append(new_code_cell(outputs=outputs))

    run(lambda: ask("who", "A case. Who decides?", OPTIONS))
    run(lambda: record("who", answer="b"))
    run(lambda: play("affordable-mix", variant="graded"))
    run(lambda: form("before"))
    run(overview)
    return new_notebook(cells=cells)


def test_an_exported_page_holds_what_was_asked(exported):
    """An export names each question with its options and what was chosen, and no object of a program."""
    html, _ = HTMLExporter().from_notebook_node(exported)
    text = plain(html)
    for said in (
        "A case.\nWho decides?\nThe <b>team\nWhoever uses it",
        "Your answer: “Whoever uses it”",
        "The affordable mix",
        "Where do you start from?",
    ):
        assert said in text
    assert 16 == html.split('class="itk-form"', 1)[1].count('<div class="stem">')
    assert " object at 0x" not in html


def test_an_export_without_html_holds_it_in_words(exported):
    """Where no HTML is shown, question, options and answer stand in plain words."""
    for cell in exported.cells:
        for output in cell.outputs:
            output.data.pop("text/html", None)
    text, _ = MarkdownExporter().from_notebook_node(exported)
    assert "A case.\n    Who decides?\n    The <b>team\n    Whoever uses it" in text
    assert "Your answer: “Whoever uses it”" in text
    assert "Question: a card, which Run ▸ Run All Cells wakes." in text
    assert " object" not in text


@pytest.mark.browser
def test_an_exported_page_shows_no_sleeping_card(chromium, exported):
    """A reader of an export sees the questions, and nothing of cards that they could not wake."""
    html, _ = HTMLExporter().from_notebook_node(exported)
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.route("**/*", lambda route: route.abort())
    page.set_content(html, wait_until="domcontentloaded")
    page.wait_for_timeout(1500)
    text = page.locator("body").inner_text()
    context.close()
    assert "Who decides?" in text
    assert [] == [said for said in ("asleep", "Run All Cells", "Content-Security-Policy") if said in text]
