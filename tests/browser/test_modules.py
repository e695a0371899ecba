"""Whole assignments from module 02 on: played to full marks with the mouse, and with the keyboard alone."""

import players
import pytest
from course_copy import assignment_of
from full_marks import best_moves, earned, most, right_answers
from keys import Keys
from mouse import Mouse
from notebook_page import card_name, eventually
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NUMBERS = ("02", "03", "04", "05", "06")
#: The heading above the scenario's card in each assignment.
ABOVE = {
    "02": "Your system",
    "03": "Your value stream",
    "04": "Your dialogue",
    "05": "Your six iterations",
    "06": "Your year",
}
SAVED = "✓ Saved in this notebook"


def play_all(hand, card, moves, each=lambda _: None):
    """Make all moves, and find each in the file."""
    for count, move in enumerate(moves, 1):
        players.play(hand, card, move)
        assert moves[:count] == eventually(hand.notebook.moves, moves[:count])
        each(move)


def answer_all(hand, number, each=lambda _card, _cell: None):
    """Answer all questions rightly, and find the answers in the file."""
    wanted = right_answers(number)
    for cell, answer in wanted.items():
        card = players.answer(hand, cell, answer)
        expect(card.locator(".save")).to_have_text(SAVED)
        each(card, cell)
    look = {cell: as_read(answer) for cell, answer in wanted.items()}
    assert look == eventually(lambda: {cell: as_read(hand.notebook.answer(cell)) for cell in wanted}, look)


def as_read(answer):
    """An answer to compare: ticks have no order of their own, an order has one."""
    return sorted(answer) if isinstance(answer, list) and all(len(each) == 1 for each in answer) else answer


@pytest.mark.parametrize("number", NUMBERS)
def test_whole_assignment_earns_all_points_with_the_mouse(opened, number):
    """All moves and answers made by visible controls are in the file, and earn every automatic point."""
    notebook = opened(assignment_of(number))
    card = notebook.run_all()
    hand = Mouse(notebook)
    play_all(hand, card, best_moves(notebook.scenario))
    expect(card.locator(".save")).to_have_text(SAVED)
    players.go_to_result(hand, card)
    expect(card).to_contain_text("This run is your answer and is graded when you hand it in.")
    expect(card).not_to_contain_text("Still open")
    answer_all(hand, number)

    overview = notebook.page.get_by_role("group", name="Handing in")
    overview.scroll_into_view_if_needed()
    expect(overview.get_by_role("heading")).to_have_text("1 of 8 still open")
    assert most(number) == earned(number, notebook.file)


@pytest.mark.parametrize("number", NUMBERS)
def test_whole_assignment_earns_all_points_with_the_keyboard(opened, number):
    """The same without a mouse; after every move and every answer the focus is still in its card."""
    notebook = opened(assignment_of(number))
    keys = Keys(notebook)
    keys.run_all()
    card = notebook.card(card_name(notebook.scenario))
    expect(card.locator(".save")).not_to_be_empty(timeout=30_000)
    keys.go_to_text(ABOVE[number])

    def stays(place, done):
        assert keys.inside(place), f"the focus left the card after “{done}”: {notebook.focus()}"

    play_all(keys, card, best_moves(notebook.scenario), lambda move: stays(card, move))
    answer_all(keys, number, stays)
    assert most(number) == earned(number, notebook.file)


def settled(notebook):
    """The cards after Run All, when the page has come to rest: no aim moves while it is dragged to."""
    card = notebook.run_all()
    # a reader’s place is put back half a second after the last card was drawn (keepPlace in card.js)
    notebook.page.wait_for_timeout(1500)
    return card


def test_tiles_are_dragged(opened):
    """A tile can be dragged onto the board, from place to place, and off the board again."""
    notebook = opened(assignment_of("02"))
    notebook.page.set_viewport_size({"width": 1200, "height": 1800})
    card = settled(notebook)
    tile = card.get_by_role("button", name="Governance", exact=True)
    for place, moves in (
        (card.get_by_role("group", name="Output", exact=True), ["place governance as output"]),
        (card.get_by_role("group", name="Components", exact=True), ["place governance as component"]),
    ):
        tile.drag_to(place)
        expect(place.get_by_role("button", name="Governance", exact=True)).to_be_visible()
        assert moves == eventually(notebook.moves, moves)
    tray = card.get_by_role("list", name="Tiles")
    tile.drag_to(tray)
    expect(tray.get_by_role("button", name="Governance", exact=True)).to_be_visible()
    assert [] == eventually(notebook.moves, [])


def test_entries_are_dragged(opened):
    """Entries can be dragged into the stream, before one another, and out of it."""
    notebook = opened(assignment_of("03"))
    # High enough that nothing scrolls while the button is held down.
    notebook.page.set_viewport_size({"width": 1200, "height": 1800})
    card = settled(notebook)
    tray, laid = card.locator(".entries > li"), card.locator(".laid > li")

    def drag(what, where, order):
        what.drag_to(where)
        wanted = [f"order {order}"]
        assert wanted == eventually(notebook.moves, wanted)

    drag(tray.filter(has_text="Investigate"), card.get_by_text("drop one here"), "investigate")
    drag(tray.filter(has_text="Put live"), card.get_by_text("put it last"), "investigate put-live")
    drag(tray.filter(has_text="Log the call"), laid.first, "log-call investigate put-live")
    drag(laid.last, laid.first, "put-live log-call investigate")
    drag(laid.first, card.get_by_role("heading", name="What might belong"), "log-call investigate")


@pytest.mark.parametrize("number", ["02", "03"])
def test_card_comes_back_after_reload_and_restart(opened, number):
    """After a reload, and after a restart of the kernel, Run All brings the run back, and it goes on."""
    notebook = opened(assignment_of(number))
    card = notebook.run_all()
    moves = best_moves(notebook.scenario)[:4]
    play_all(Mouse(notebook), card, moves[:2])
    notebook.reload()
    card = notebook.run_all()
    expect(card.get_by_text("What happened so far (2)")).to_be_visible()
    notebook.play(card, moves[2])
    assert moves[:3] == eventually(notebook.moves, moves[:3])
    card = notebook.restart_and_run_all()
    expect(card).to_contain_text("Your answer from this notebook is back on the card.")
    notebook.play(card, moves[3])
    assert moves == eventually(notebook.moves, moves)
    expect(card.locator(".save")).to_have_text(SAVED)
