"""How the cards look: accessible, and as wide as their place, in every state, light and dark.

One walk through an assignment and one through a lesson, in each theme, stops at every state of the cards;
the tests look at what was found there. The walk leaves pictures of the cards for people to look at.
"""

import json
import os
from importlib.resources import files
from importlib.util import find_spec

import pytest
from course_copy import ASSIGNMENT, LESSON, copy_course
from looks import assignment_states, choose_theme, lesson_states, trouble_states
from notebook_page import NotebookPage

pytestmark = pytest.mark.browser

WIDTHS = (480, 768, 1200)
#: High enough for a whole card: what is out of view, axe-core cannot judge and no picture shows.
HEIGHT = 3600
#: What sticks out of its card on the right; text that only screen readers read does not count.
STICKS_OUT = """() => [...document.querySelectorAll(".itk, .itk-words:not([hidden])")].flatMap(card => {
  const right = card.getBoundingClientRect().right + 1;
  if (card.scrollWidth > card.clientWidth + 1)
    return [`${card.className} scrolls: ${card.scrollWidth} > ${card.clientWidth}`];
  return [...card.querySelectorAll("*")]
    .filter(e => !e.closest(".hush, .said, svg") && e.getClientRects().length)
    .filter(e => e.getBoundingClientRect().right > right)
    .map(e => `${e.tagName}.${e.className} sticks out: ${e.textContent.slice(0, 40)}`);
})"""
AXE = """async () => {
  const parts = [".itk", ".itk-words", ".itk-asleep"];
  const include = parts.filter(each => document.querySelector(each)).map(each => [each]);
  const found = await axe.run({include}, {resultTypes: ["violations"]});
  const line = (rule, node) => `${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 90)}`;
  return found.violations.flatMap(rule => rule.nodes.map(node => line(rule, node)));
}"""


@pytest.fixture(scope="module", params=["Light", "Dark"])
def theme(request):
    """A theme of JupyterLab."""
    return request.param


@pytest.fixture(scope="module", params=["assignment", "lesson", "trouble"])
def walk(request, theme, chromium, lab, tmp_path_factory, strategies):
    """What was found in every state of the cards of one notebook: (axe-core's findings, what sticks out)."""
    kind = request.param
    course = copy_course(lab.root / f"Größe {kind} {theme}")
    pictures = tmp_path_factory.mktemp(f"pictures-{kind}-{theme}")
    file = course / (LESSON if kind == "lesson" else ASSIGNMENT)
    if kind == "trouble":
        spoil(file)
    context = chromium.new_context(viewport={"width": 1200, "height": HEIGHT})
    notebook = NotebookPage(context.new_page(), lab, file)
    notebook.open()
    card = notebook.run_all()
    choose_theme(notebook, theme)
    if kind == "trouble":
        states = trouble_states(notebook, card)
    elif kind == "lesson":
        states = lesson_states(notebook, card, strategies["affordable-mix", "base", "co-creator"].moves)
    else:
        states = assignment_states(notebook, card, strategies["affordable-mix", "graded", "co-creator"].moves)
    yield {state: (accessible(notebook), fitting(notebook, pictures, state)) for state in states}
    context.close()
    lab.end_kernels()


def spoil(file):
    """Put an answer against the rules into the notebook file."""
    notebook = json.loads(file.read_text(encoding="utf-8"))
    (cell,) = [each for each in notebook["cells"] if each["id"] == "affordable-mix"]
    broken = '{"variant": "graded", "runs": 1, "moves": ["ask priya"]}'
    cell["source"] = "".join(cell["source"]).replace("None", broken)
    file.write_text(json.dumps(notebook), encoding="utf-8")


def accessible(notebook):
    """What axe-core finds, as lines of rule and place; None without axe-core."""
    if find_spec("axe_playwright_python") is None:
        return None
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    notebook.page.evaluate(f"() => {{ if (!window.axe) {{ {script} }} }}")
    return notebook.page.evaluate(AXE)


def fitting(notebook, pictures, state):
    """What sticks out of a card in each width."""
    found = []
    for width in WIDTHS:
        notebook.page.set_viewport_size({"width": width, "height": HEIGHT})
        notebook.page.wait_for_timeout(300)
        found += [f"{width}: {each}" for each in notebook.page.evaluate(STICKS_OUT)]
        for place, card in enumerate(notebook.page.locator(".itk:visible").all()[:2]):
            card.screenshot(path=pictures / f"{state.replace('?', '')} {place} {width}.png")
    notebook.page.set_viewport_size({"width": 1200, "height": HEIGHT})
    return found


def test_axe_finds_nothing(walk):
    """axe-core finds nothing in any card, its answer in words, or the sentence of a card asleep."""
    found = {state: said for state, (said, _) in walk.items()}
    if None in found.values():
        reason = "needs axe-core: pip install axe-playwright-python"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    assert {state: [] for state in walk} == found


def test_cards_fit_their_place(walk):
    """Nothing sticks out of a card from 480 to 1200 pixels, and no card must be scrolled sideways."""
    assert {state: [] for state in walk} == {state: said for state, (_, said) in walk.items()}
