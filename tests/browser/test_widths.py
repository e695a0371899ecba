"""Cards fit from 480 to 1200 pixels, light and dark."""

import pytest
from course_copy import ASSIGNMENT, LESSON
from looks import assignment_states, choose_theme, lesson_states

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("theme", ["Light", "Dark"])]

WIDTHS = (480, 768, 1200)
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


@pytest.fixture
def fits(tmp_path):
    """Look at a notebook in every width: what sticks out, and a picture of every card for people to see."""

    def look(notebook, state):
        found = {}
        for width in WIDTHS:
            notebook.page.set_viewport_size({"width": width, "height": 1000})
            notebook.page.wait_for_timeout(300)
            found[width] = notebook.page.evaluate(STICKS_OUT)
            for place, card in enumerate(notebook.page.locator(".itk").all()):
                if place < 3 and card.is_visible():
                    card.screenshot(path=tmp_path / f"{state} {place} {width}.png")
        notebook.page.set_viewport_size({"width": 1200, "height": 1000})
        return {f"{state}, {width}": said for width, said in found.items() if said}

    return look


def test_assignment_cards_fit(opened, fits, theme, co_creator):
    """No card of an assignment is wider than its place, in any state."""
    notebook = opened(ASSIGNMENT)
    card = notebook.run_all()
    choose_theme(notebook, theme)
    found = {}
    for state in assignment_states(notebook, card, co_creator):
        found |= fits(notebook, f"{theme} {state}")
    assert {} == found


def test_lesson_cards_fit(opened, fits, theme, strategies):
    """No card of a lesson is wider than its place, with the chart and with feedback."""
    notebook = opened(LESSON)
    card = notebook.run_all()
    choose_theme(notebook, theme)
    moves = strategies["affordable-mix", "base", "co-creator"].moves
    found = {}
    for state in lesson_states(notebook, card, moves):
        found |= fits(notebook, f"{theme} {state}")
    assert {} == found
