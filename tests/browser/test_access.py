"""axe-core finds nothing in any state of a card, light or dark."""

import json
import os
from importlib.resources import files
from importlib.util import find_spec

import pytest
from course_copy import ASSIGNMENT, LESSON
from looks import assignment_states, choose_theme, lesson_states
from notebook_page import NotebookPage
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("theme", ["Light", "Dark"])]

RUN = """async () => {
  const parts = [".itk", ".itk-words", ".itk-asleep"];
  const include = parts.filter(each => document.querySelector(each)).map(each => [each]);
  const found = await axe.run({include}, {resultTypes: ["violations"]});
  const line = (rule, node) => `${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 90)}`;
  return found.violations.flatMap(rule => rule.nodes.map(node => line(rule, node)));
}"""


@pytest.fixture
def axe():
    """Give axe-core's findings in the cards of a notebook, as lines of rule and place."""
    if find_spec("axe_playwright_python") is None:
        reason = "needs axe-core: pip install axe-playwright-python"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

    def findings(notebook):
        notebook.page.evaluate(f"() => {{ if (!window.axe) {{ {script} }} }}")
        return notebook.page.evaluate(RUN)

    return findings


@pytest.fixture
def tall(page):
    """A window in which a whole card is in view: what is out of view, axe-core cannot judge."""
    page.set_viewport_size({"width": 1200, "height": 2600})


@pytest.mark.usefixtures("tall")
def test_assignment_cards_are_accessible(opened, axe, theme, co_creator):
    """Scenario, questions and the last card of an assignment are accessible in every state."""
    notebook = opened(ASSIGNMENT)
    card = notebook.run_all()
    choose_theme(notebook, theme)
    found = {state: axe(notebook) for state in assignment_states(notebook, card, co_creator)}
    overview = notebook.page.get_by_role("group", name="Handing in")
    overview.scroll_into_view_if_needed()
    found["overview"] = axe(notebook)
    assert {} == {state: said for state, said in found.items() if said}


@pytest.mark.usefixtures("tall")
def test_lesson_cards_are_accessible(opened, axe, theme, strategies):
    """The comparison at the end and the feedback of a lesson are accessible."""
    notebook = opened(LESSON)
    card = notebook.run_all()
    choose_theme(notebook, theme)
    moves = strategies["affordable-mix", "base", "co-creator"].moves
    found = {state: axe(notebook) for state in lesson_states(notebook, card, moves)}
    assert {} == {state: said for state, said in found.items() if said}


@pytest.mark.usefixtures("tall")
def test_trouble_is_accessible(page, lab, course, axe, theme):
    """An answer that cannot be shown, a card asleep and the red NOT SAVED line are accessible."""
    file = course / ASSIGNMENT
    text = json.loads(file.read_text(encoding="utf-8"))
    (cell,) = [each for each in text["cells"] if each["id"] == "affordable-mix"]
    cell["source"] = "".join(cell["source"]).replace(
        "None", '{"variant": "graded", "runs": 1, "moves": ["ask priya"]}'
    )
    file.write_text(json.dumps(text), encoding="utf-8")
    notebook = NotebookPage(page, lab, file)
    notebook.open()
    card = notebook.run_all()
    choose_theme(notebook, theme)
    expect(card.get_by_role("alert")).to_contain_text("priya")
    found = {"trouble": axe(notebook)}
    notebook.restart()
    item = notebook.question("free Wi-Fi")
    expect(item.locator(".save")).to_contain_text("Asleep")
    found["asleep"] = axe(notebook)
    item.get_by_role("radio").first.click()
    expect(item.locator(".save")).to_contain_text("NOT SAVED")
    found["not saved"] = axe(notebook)
    assert {} == {state: said for state, said in found.items() if said}
