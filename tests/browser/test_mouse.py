"""The graded exercise, played with the mouse."""

import pytest
from notebook_page import eventually
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_whole_assignment_is_answered_with_the_mouse(assignment, co_creator):
    """Every click of a whole run is in the file within two seconds; the last card says what is open."""
    card = assignment.run_all()
    for count, move in enumerate(co_creator, 1):
        assignment.play(card, move)
        assert list(co_creator[:count]) == eventually(assignment.moves, list(co_creator[:count]))
        expect(card.locator(".save")).to_have_text("✓ Saved in this notebook")
    expect(card.get_by_role("heading", name="The year is over")).to_be_visible()

    for each, option in QUESTIONS.items():
        item = assignment.question(each)
        item.get_by_label(option).click()
        expect(item.locator(".save")).to_have_text("✓ Saved in this notebook")
    found = eventually(lambda: {name: assignment.answer(name) for name in ANSWERS}, ANSWERS)
    assert ANSWERS == found

    overview = assignment.page.get_by_role("group", name="Handing in")
    overview.scroll_into_view_if_needed()
    expect(overview.get_by_role("heading")).to_have_text("1 of 8 still open")
    expect(overview.get_by_role("row").filter(has_text="Written answer")).to_contain_text("not written yet")
    expect(overview).to_contain_text("01-focus-on-value.ipynb")


def test_answer_in_words_follows_the_clicks(assignment):
    """Under a card its answer stands in words and follows every click, without any verdict."""
    assignment.run_all()
    item = assignment.question("free Wi-Fi")
    item.get_by_label("Its price in the contract").click()
    words = assignment.words("Your answer:")
    expect(words).to_contain_text("Its price in the contract")
    item.get_by_label("One thing to hauliers").click()
    expect(words).to_contain_text("One thing to hauliers and another to trippers")
    assert "Right" not in words.inner_text()


QUESTIONS = {
    "free Wi-Fi": "One thing to hauliers",
    "ticket machines": "As an output in place",
    "island clinic": "Lotte Berg is customer of the shuttle",
    "telephone line tells": "Find out what the line must do",
    "boarding app": "A standby link",
    "parcel counter": "Parcel lockers",
}
ANSWERS = {
    "harbour-wifi": "c",
    "ticket-machines": "a",
    "clinic-shuttle": ["b"],
    "winter-line": "b",
    "boarding-app": "a",
    "parcel-counter": ["b"],
}
