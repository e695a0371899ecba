"""What a lesson tells and an assignment keeps to itself."""

import re

import pytest
from course_copy import ASSIGNMENT, LESSON
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CODE = re.compile(r"\b(?:M|LO|C)\d{1,2}\b")


def test_lesson_compares_and_advises_after_the_last_season(opened, strategies):
    """After the last season of the lesson stand the debrief, the score and the run beside other plans."""
    lesson = opened(LESSON)
    card = lesson.run_all()
    moves = strategies["affordable-mix", "base", "co-creator"].moves
    for move in moves[:-1]:
        lesson.play(card, move)
    expect(card.get_by_role("img", name="Value by season")).to_have_count(0)
    lesson.play(card, moves[-1])
    chart = card.get_by_role("img", name="Value by season, your run and other plans")
    expect(chart).to_be_visible()
    expect(chart).to_have_attribute("aria-label", re.compile("You: 73, 94, 83"))
    expect(card.get_by_role("table", name="Score by criterion")).to_be_visible()
    expect(card.locator(".debrief")).to_be_visible()
    expect(card.get_by_text("passed", exact=False).first).to_be_visible()
    card.get_by_text("The same as numbers").click()
    expect(card.get_by_role("row").filter(has_text="You")).to_contain_text("94")


def test_lesson_explains_a_choice_without_any_code(opened):
    """A practice item says at once what an answer means, in words and never with a code."""
    lesson = opened(LESSON)
    lesson.run_all()
    items = lesson.page.get_by_role("group", name="Question", exact=True)
    for place in (0, 1, 2):
        one = items.nth(place)
        for option in one.get_by_role("radio").all():
            option.click()
            lesson.settled(one)
            expect(one.locator(".outcome")).to_contain_text(re.compile("Right|Not yet"))
            assert [] == CODE.findall(one.inner_text())


def test_assignment_explains_nothing(opened, co_creator):
    """In an assignment neither the scenario's card nor a question says how good an answer is."""
    assignment = opened(ASSIGNMENT)
    card = assignment.run_all()
    for move in co_creator:
        assignment.play(card, move)
    expect(card.get_by_role("heading", name="The year is over")).to_be_visible()
    expect(card.get_by_role("img", name="Value by season")).to_have_count(0)
    expect(card.locator(".debrief")).to_have_count(0)
    expect(card.get_by_role("table", name="Score by criterion")).to_have_count(0)
    item = assignment.question("free Wi-Fi")
    for option in item.get_by_role("radio").all():
        option.click()
        assignment.settled(item)
        expect(item.locator(".outcome")).to_be_empty()
    text = item.inner_text() + card.inner_text()
    assert [] == re.findall(r"✗|Not yet|Right\b|That answers as if", text) + CODE.findall(text)
