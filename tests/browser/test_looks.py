"""How the cards look: accessible, and as wide as their place, in the states that differ most, light and dark.

One walk through each assignment and each lesson stops at the states of the cards; the tests look at what was
found there. The walk leaves pictures of the cards for people to look at.
"""

import json
import os
from importlib.resources import files
from importlib.util import find_spec

import players
import pytest
from course_copy import assignment_of, copy_course, lesson_of
from full_marks import best_moves, mixed_moves
from looks import (
    assignment_states,
    before_the_stops,
    choose_theme,
    lesson_states,
    parts_states,
    run_states,
    trouble_states,
)
from notebook_page import NotebookPage

pytestmark = pytest.mark.browser

WIDTHS = (480, 768, 1200)
#: High enough for a whole card: what is out of view, axe-core cannot judge and no picture shows.
HEIGHT = 5600
#: What sticks out of its card on the right, and words that are wider than their place and run into others;
#: text that only screen readers read does not count.
STICKS_OUT = """() => {
  const words = "p, dt, dd, li, h3, h4, h5, td, th, button";
  const tight = e => e.matches(words) && e.scrollWidth > e.clientWidth + 1;
  return [...document.querySelectorAll(".itk, .itk-words:not([hidden])")].flatMap(card => {
    const right = card.getBoundingClientRect().right + 1;
    if (card.scrollWidth > card.clientWidth + 1)
      return [`${card.className} scrolls: ${card.scrollWidth} > ${card.clientWidth}`];
    return [...card.querySelectorAll("*")]
      .filter(e => !e.closest(".hush, .said, svg") && e.getClientRects().length)
      .filter(e => e.getBoundingClientRect().right > right || tight(e))
      .map(e => `${e.tagName}.${e.className} sticks out: ${e.textContent.slice(0, 40)}`);
  });
}"""
AXE = """async () => {
  const parts = [".itk", ".itk-words", ".itk-asleep"];
  const include = parts.filter(each => document.querySelector(each)).map(each => [each]);
  const found = await axe.run({include}, {resultTypes: ["violations"]});
  const line = (rule, node) => `${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 90)}`;
  return found.violations.flatMap(rule => rule.nodes.map(node => line(rule, node)));
}"""


#: Each notebook is seen in one theme, each scenario in both; every theme has lessons and assignments.
WALKS = {
    "assignment-01": "Light",
    "lesson-01": "Dark",
    "trouble-01": "Dark",
    "assignment-02": "Dark",
    "lesson-02": "Light",
    "assignment-03": "Light",
    "lesson-03": "Dark",
    "assignment-04": "Dark",
    "lesson-04": "Light",
    "assignment-05": "Light",
    "lesson-05": "Dark",
    "assignment-06": "Dark",
    "lesson-06": "Light",
}


@pytest.fixture(scope="module", params=WALKS)
def walk(request, chromium, lab, tmp_path_factory, strategies):
    """What was found in the states of the cards of one notebook: (axe-core's findings, what sticks out)."""
    kind, number = request.param.split("-")
    theme = WALKS[request.param]
    course = copy_course(lab.root / f"Größe {request.param} {theme}")
    pictures = tmp_path_factory.mktemp(f"pictures-{request.param}-{theme}")
    file = course / (lesson_of(number) if kind == "lesson" else assignment_of(number))
    variant = "base" if kind == "lesson" else "graded"
    context = chromium.new_context(viewport={"width": 1200, "height": HEIGHT})
    notebook = NotebookPage(context.new_page(), lab, file)
    if kind == "trouble":
        write_answer(notebook, {"variant": "graded", "runs": 1, "moves": ["ask priya"]})
    elif number != "01":
        # Every click is tested elsewhere: here most of the run is in the notebook already.
        moves = looked_at(notebook.scenario, variant, strategies)
        begun = moves[: before_the_stops(notebook.scenario, moves)]
        write_answer(notebook, {"variant": variant, "runs": 1, "moves": begun})
    notebook.open()
    card = notebook.run_all()
    choose_theme(notebook, theme)
    if kind == "trouble":
        states = trouble_states(notebook, card)
    elif number == "01":
        moves = strategies["affordable-mix", variant, "co-creator"].moves
        states = (lesson_states if kind == "lesson" else assignment_states)(notebook, card, moves)
    elif notebook.scenario in players.PARTS:
        states = parts_states(notebook, card)
    else:
        states = run_states(notebook, card, moves[len(begun) :])
    found = {}
    try:
        for state, shown in states:
            found[state] = accessible(notebook), fitting(notebook, pictures, state, shown)
        yield found
    finally:
        context.close()
        lab.end_kernels()


def looked_at(scenario, variant, strategies):
    """The moves of the run that is looked at: where it ends by itself, a good one that the rules allow."""
    if scenario in players.PARTS:
        return mixed_moves(scenario, variant)
    if variant == "base" and (scenario, variant, "co-creator") in strategies:
        return list(strategies[scenario, variant, "co-creator"].moves)
    return best_moves(scenario)


def write_answer(notebook, answer):
    """Put an answer into the notebook's file, as if it had been played there before."""
    whole = json.loads(notebook.file.read_text(encoding="utf-8"))
    (cell,) = [each for each in whole["cells"] if each["id"] == notebook.scenario]
    cell["source"] = "".join(cell["source"]).replace("None", json.dumps(answer))
    notebook.file.write_text(json.dumps(whole), encoding="utf-8")


def accessible(notebook):
    """What axe-core finds, as lines of rule and place; None without axe-core."""
    if find_spec("axe_playwright_python") is None:
        return None
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    notebook.page.evaluate(f"() => {{ if (!window.axe) {{ {script} }} }}")
    return notebook.page.evaluate(AXE)


def fitting(notebook, pictures, state, shown):
    """What sticks out of a card in each width; leaves a picture of the card that is shown."""
    found = []
    for width in WIDTHS:
        notebook.page.set_viewport_size({"width": width, "height": HEIGHT})
        notebook.page.wait_for_timeout(100)
        found += [f"{width}: {each}" for each in notebook.page.evaluate(STICKS_OUT)]
        if width != 768:
            shown.screenshot(path=pictures / f"{state.replace('?', '')} {width}.png")
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
