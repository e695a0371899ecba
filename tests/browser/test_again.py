"""Taking back, starting again, and several cards at the same time."""

import json

import pytest
from notebook_page import MIX, eventually
from players import feature_name
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_undo_takes_back_a_tick_and_a_conversation(assignment):
    """Undo takes back the last tick or conversation of the season; what is taken back leaves the file too."""
    card = assignment.run_all()
    undo = card.get_by_role("button", name="Undo")
    expect(undo).to_have_attribute("aria-disabled", "true")
    assignment.play(card, "ask mara")
    assignment.tick(card, "alerts")
    undo.click()
    expect(card.get_by_role("checkbox", name=feature_name("alerts"))).not_to_be_checked()
    assert ["ask mara"] == eventually(assignment.moves, ["ask mara"])
    undo.click()
    expect(card.get_by_role("button", name="Ask Mara", exact=True)).to_be_visible()
    assert eventually(assignment.answer, None) is None
    expect(undo).to_have_attribute("aria-disabled", "true")


def test_start_again_asks_first_and_counts_runs(assignment):
    """Start again asks before it replaces a run; the new run is counted in the answer."""
    card = assignment.run_all()
    assignment.play(card, "ask mara")
    card.get_by_role("button", name="Start again").click()
    sure = card.get_by_role("group", name="Start a new run?")
    sure.get_by_role("button", name="No, keep it").click()
    expect(sure).to_have_count(0)
    assert ["ask mara"] == eventually(assignment.moves, ["ask mara"])
    card.get_by_role("button", name="Start again").click()
    sure.get_by_role("button", name="Yes, start a new run").click()
    wanted = {"variant": "graded", "runs": 2, "moves": []}
    assert wanted == eventually(assignment.answer, wanted)
    assert '"runs": 2' in assignment.source("affordable-mix")
    expect(card).to_contain_text("run 2")


def test_back_to_a_season_keeps_the_seasons_before_it(assignment, co_creator):
    """After the year, going back to a season begins a new run with the seasons before it as they were."""
    card = assignment.run_all()
    for move in co_creator:
        assignment.play(card, move)
    card.get_by_role("button", name="Back to winter").click()
    offers = [place for place, move in enumerate(co_creator) if move.startswith("offer")]
    wanted = {"variant": "graded", "runs": 2, "moves": list(co_creator[: offers[1] + 1])}
    assert wanted == eventually(assignment.answer, wanted)
    expect(card.get_by_role("button", name="Offer this mix for winter")).to_be_visible()


def test_cards_answered_within_a_moment_are_all_saved(assignment):
    """Many clicks on several cards within a moment all arrive in the file, and the file stays whole."""
    page = assignment.page
    page.set_viewport_size({"width": 1200, "height": 5000})
    assignment.run_all()
    names = ["harbour-wifi", "ticket-machines", "winter-line", "boarding-app"]
    items = [
        assignment.question(text)
        for text in ("free Wi-Fi", "ticket machines", "telephone line tells", "boarding app")
    ]
    for item in items:
        item.get_by_role("radio").first.click()
        expect(item.locator(".save")).to_have_text("✓ Saved in this notebook")
    page.wait_for_timeout(500)
    # Where to click is worked out before, so that the clicks come as fast as the mouse can send them.
    places = [
        [item.get_by_role("radio").nth(option).bounding_box() for item in items] for option in (2, 0, 2, 1)
    ]
    for box in [box for row in places for box in row]:
        page.mouse.click(box["x"] + 6, box["y"] + 6)
    wanted = dict.fromkeys(names, "b")
    assert wanted == eventually(lambda: {name: assignment.answer(name) for name in names}, wanted, within=5)
    for item in items:
        expect(item.locator(".save")).to_have_text("✓ Saved in this notebook")
    page.wait_for_timeout(1500)
    notebook = json.loads(assignment.file.read_text(encoding="utf-8"))
    assert 28 == len(notebook["cells"])
    assert wanted == {name: assignment.answer(name) for name in names}


def test_ticks_faster_than_answers_are_all_kept(assignment):
    """Features ticked faster than the card can answer are all ticked, and offered."""
    card = assignment.run_all(MIX)
    chosen = ["status-page", "freight-slots", "offline-tablets"]
    for feature in chosen:
        card.get_by_role("checkbox", name=feature_name(feature)).click(no_wait_after=True)
    for feature in chosen:
        expect(card.get_by_role("checkbox", name=feature_name(feature))).to_be_checked()
    card.get_by_role("button", name="Offer this mix").click()
    wanted = ["offer status-page freight-slots offline-tablets"]
    assert wanted == eventually(assignment.moves, wanted)
