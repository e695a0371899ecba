"""The graded exercise with the keyboard alone."""

import pytest
from keys import Keys
from notebook_page import MIX, eventually
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def keys(assignment):
    """The keyboard on the assignment, all cards shown."""
    keys = Keys(assignment)
    keys.run_all()
    return keys


@pytest.fixture
def card(keys):
    """The scenario's card, reached by the keyboard: arrows to the text above it, then Tab."""
    card = keys.notebook.card(MIX)
    expect(card.locator(".save")).not_to_be_empty(timeout=30_000)
    keys.go_to_text("Your year at Varrin")
    keys.tab_to(card.get_by_role("button", name="Ask Mara"))
    return card


def test_whole_run_is_played_with_the_keyboard(keys, card, co_creator):
    """A whole run can be played without a mouse; the focus stays in the card after every move."""
    for count, move in enumerate(co_creator, 1):
        keys.play(card, move)
        assert list(co_creator[:count]) == eventually(keys.notebook.moves, list(co_creator[:count]))
        assert keys.inside(card), f"the focus left the card after “{move}”: {keys.notebook.focus()}"
    expect(card.get_by_role("heading", name="The year is over")).to_be_focused()


def test_questions_are_answered_with_the_keyboard(keys):
    """A single choice is answered with arrow keys, a multiple one with Space."""
    choice = keys.notebook.question("free Wi-Fi")
    keys.go_to_text("Six questions")
    keys.tab_to(choice.get_by_role("radio").first)
    for _ in range(2):
        keys.press("ArrowDown")
        keys.notebook.settled(choice)
        keys.page.wait_for_timeout(300)
    assert "c" == eventually(lambda: keys.notebook.answer("harbour-wifi"), "c")
    expect(choice.get_by_role("radio").last).to_be_focused()

    several = keys.notebook.question("island clinic")
    keys.tab_to(several.get_by_role("checkbox").first)
    keys.press("Space")
    keys.notebook.settled(several)
    expect(several.get_by_role("checkbox").first).to_be_focused()
    keys.tab_to(several.get_by_role("checkbox").last)
    keys.press("Space")
    assert ["a", "d"] == eventually(lambda: keys.notebook.answer("clinic-shuttle"), ["a", "d"])
    expect(several.get_by_role("checkbox").last).to_be_focused()


def test_focus_survives_undo_and_a_new_run(keys, card):
    """Undo, asking for a new run, keeping it and starting it leave the focus in the card."""
    keys.play(card, "ask mara")
    for name in ["Undo", "Ask Mara", "Start again", "No, keep it", "Start again", "Yes, start a new run"]:
        keys.button(card, name)
        assert keys.inside(card), f"the focus left the card after “{name}”: {keys.notebook.focus()}"
    keys.play(card, "offer alerts")
    keys.play(card, "offer alerts")
    keys.play(card, "offer alerts")
    for name in ["Start again", "No, keep it", "Back to autumn storms"]:
        keys.button(card, name)
        assert keys.inside(card), f"the focus left the card after “{name}”: {keys.notebook.focus()}"
    assert 3 == eventually(lambda: (keys.notebook.answer() or {}).get("runs"), 3)


def test_focus_survives_none_of_these(keys):
    """“None of these belongs” keeps the focus in its card, though it can be pressed only once."""
    several = keys.notebook.question("island clinic")
    keys.go_to_text("Six questions")
    keys.button(several, "None of these belongs")
    assert [] == eventually(lambda: keys.notebook.answer("clinic-shuttle"), [])
    assert keys.inside(several)


LETTERS = ("x", "d", "d", "a", "b", "m", "y", "c", "v", "Shift+M", "0", "0")


@pytest.mark.parametrize("used", [False, True], ids=["untouched", "used"])
@pytest.mark.parametrize("kind", ["button", "checkbox", "radio"])
def test_letters_on_a_control_do_nothing_to_the_notebook(keys, kind, used):
    """JupyterLab's letters (x cuts a cell, dd deletes it, a adds one) do nothing on a focused control."""
    notebook = keys.notebook
    card = notebook.card(MIX) if kind != "radio" else notebook.question("free Wi-Fi")
    keys.go_to_text("Six questions" if kind == "radio" else "Your year at Varrin")
    keys.tab_to(card.get_by_role(kind).first)
    if used:
        keys.press("Space")
        notebook.settled(card)
        notebook.page.wait_for_timeout(500)
    before = notebook.page.locator(".jp-Cell").all_inner_texts()
    focused = notebook.focus()
    keys.press(*LETTERS)
    notebook.page.wait_for_timeout(500)
    assert focused == notebook.focus()
    assert 0 == notebook.page.get_by_role("dialog").count()
    assert before == notebook.page.locator(".jp-Cell").all_inner_texts()
