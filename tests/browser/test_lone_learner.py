"""Somebody who studies alone, from `itilkit start --self-study` to the chart of what they have gained."""

import json
import re

import pytest
from course_copy import ASSIGNMENT, LESSON, START
from keys import Keys
from lab_server import StartedCourse
from mouse import Mouse
from notebook_page import NotebookPage, eventually
from players import respond
from playwright.sync_api import expect

from itilkit.items import load_items, right_response
from itilkit.items.forms import load_form
from itilkit.progress.course_folder import PROGRESS
from itilkit.progress.diary import Diary

pytestmark = pytest.mark.browser
REVIEW = "notebooks/07-review.ipynb"
FIRST_FORM, SECOND_FORM = "Form: Where do you start from?", "Form: What have you gained?"
STEPS = ("Give me a hint", "How do I decide?", "Show a neighbouring case", "Show the solution")


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The course as `itilkit start --self-study` brings and opens it."""
    server = StartedCourse(tmp_path_factory.mktemp("Allein für mich"), tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def at(page, alone):
    """Open a page of the course."""

    def open_page(path):
        notebook = NotebookPage(page, alone, alone.root / path)
        notebook.open()
        return notebook

    return open_page


def diary_of(alone):
    """What the learner's diary holds, by kind of entry."""
    found = {}
    for entry in Diary(alone.root / PROGRESS).read().entries:
        found.setdefault(entry.what, []).append(entry)
    return found


def test_the_first_form_with_the_keyboard(at, alone):
    """Sixteen questions of every kind are answered without a mouse; nothing is told before the end."""
    notebook = at(START)
    keys = Keys(notebook)
    keys.run_all()
    card = notebook.card(FIRST_FORM)
    expect(card.locator(".save")).not_to_be_empty(timeout=30_000)
    keys.go_to_text("Where do you start from?")
    keys.button(card, "Begin")
    assert keys.inside(card)
    form = load_form("before")
    for place, item in enumerate(form.items):
        expect(card.get_by_text(f"question {place + 1} of 16", exact=True)).to_be_visible()
        if place in {0, 5, 9}:
            keys.button(card, "I do not know yet")
            expect(card.get_by_role("heading", name=f"Question {place + 2}", exact=True)).to_be_focused()
            continue
        if item.kind == "choice":
            respond(keys, card, item.question, "a")
        elif item.kind == "order":
            keys.button(card, "This order is right as it stands")
        else:
            respond(keys, card, item.question, right_response(item))
        assert keys.inside(card)
        assert not re.search("✗|✓ Right|Not yet", card.locator(".item").inner_text())
        if place < 15:
            keys.button(card, "Next question")
            expect(card.get_by_role("heading", name=f"Question {place + 2}", exact=True)).to_be_focused()
    keys.button(card, "Finish and see the result")

    expect(card.get_by_role("heading", name=re.compile("of 16 points"))).to_be_focused()
    assert keys.inside(card)
    expect(card.get_by_role("img", name=re.compile("Share of the points by objective"))).to_be_visible()
    answer = eventually(lambda: (notebook.answer("before") or {}).get("finished"), wanted=True)
    assert answer
    responses = notebook.answer("before")["responses"]
    assert [item.id for item in form.items] == list(responses)
    assert 3 == sum(response is None for response in responses.values())
    (entry,) = diary_of(alone)["form"]
    assert dict(form.scores(responses)) == pytest.approx(dict(entry.get("scores")), abs=1e-4)


def test_hints_in_a_lesson_are_counted(at, alone):
    """Four steps lead to the solution of a question and of a scenario's task; they are told, not fined."""
    lesson = at(LESSON)
    mix = lesson.run_all()
    one = lesson.question("In September Ines must tell")
    for place, label in enumerate(STEPS, 1):
        one.get_by_role("button", name=label).click()
        expect(one.get_by_text(f"{place} of 4 steps used")).to_be_visible()
        assert Keys(lesson).inside(one)
    respond(Mouse(lesson), one, load_items()["september-question"].question, "c")
    expect(one.locator(".outcome")).to_contain_text("Right")

    mix.get_by_text("Stuck? Hints").click()
    mix.get_by_role("button", name=STEPS[0]).first.click()
    expect(mix.get_by_text("1 step used, none costs points")).to_be_visible()
    kept = diary_of(alone)
    assert [("september-question", step) for step in (1, 2, 3, 4)] == [
        (entry.get("id"), entry.get("step")) for entry in kept["hint"] if not entry.get("task")
    ]
    assert (1.0, 4) == (kept["response"][-1].get("score"), kept["response"][-1].get("hints"))


def test_a_played_year_becomes_evidence(at, alone, strategies):
    """A scenario that was played to its end stands in the diary, criterion by criterion."""
    lesson = at(LESSON)
    card = lesson.run_all()
    for move in strategies["affordable-mix", "base", "co-creator"].moves:
        lesson.play(card, move)
    expect(card.get_by_role("heading", name="The year is over")).to_be_visible()
    run = diary_of(alone)["run"][-1]
    assert ("affordable-mix", True, {"outcome", "evidence", "adaptation", "balance"}) == (
        run.get("id"),
        run.get("passed"),
        set(run.get("criteria")),
    )


def test_one_s_own_work_is_checked_with_a_button(at, alone):
    """The last card of an assignment marks it, with what was typed last, and opens the feedback page; one's
    own mark counts at once, and is there after a restart.
    """
    assignment = at(ASSIGNMENT)
    assignment.run_all()
    wifi = assignment.question("free Wi-Fi")
    wifi.get_by_role("radio").last.click()
    assert "c" == eventually(lambda: assignment.answer("harbour-wifi"), "c")
    before = (alone.root / ASSIGNMENT).read_text(encoding="utf-8")
    assignment.page.get_by_role("emphasis").filter(has_text="Write your answer here").dblclick()
    field = assignment.page.locator(".jp-MarkdownCell.jp-mod-active .cm-content")
    field.click()
    expect(field).to_be_focused()
    Keys(assignment).press("Control+End", *" Typed, not saved.")
    last = assignment.card("Handing in")
    last.get_by_role("button", name="Check my work").click()
    link = last.get_by_role("link", name="Open my feedback page")
    link.wait_for(timeout=90_000)
    typed = before.replace('Shift+Enter.*"', 'Shift+Enter.* Typed, not saved."')
    assert typed == (alone.root / ASSIGNMENT).read_text(encoding="utf-8")
    expect(last.get_by_role("status").filter(has_text="1 of 22 points")).to_be_visible()
    with assignment.page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", name="1 of 22 points so far", exact=True)).to_be_visible()
    opened.value.get_by_role("link", name=re.compile("Lesson 1")).first.click()
    expect(opened.value.get_by_role("heading", name="Lesson 1: Focus on value")).to_be_visible(timeout=60_000)
    opened.value.close()

    last.get_by_text("Mark your own text by the rubric", exact=True).click()
    for group in last.get_by_role("group").filter(has=assignment.page.get_by_role("radio")).all():
        group.get_by_role("radio", name="seen", exact=True).last.click()
        assignment.settled(last)
    last.get_by_role("button", name="Keep my mark: 4 of 4").click()
    expect(last.get_by_role("button", name="Kept: 4 of 4")).to_be_visible()
    expect(last.get_by_role("status").filter(has_text="5 of 22 points.")).to_be_visible(timeout=90_000)
    with assignment.page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", name="5 of 22 points", exact=True)).to_be_visible()
    opened.value.close()
    checks = diary_of(alone)["check"]
    assert {"harbour-wifi"} == {entry.get("id") for entry in checks if entry.get("kind") != "written"}
    assert [1.0] == [entry.get("score") for entry in checks if entry.get("kind") == "written"]

    assignment.restart_and_run_all()
    last.get_by_text("Mark your own text by the rubric", exact=True).click()
    expect(last.get_by_role("button", name="Kept: 4 of 4")).to_be_visible()


def test_a_round_of_review(at, alone):
    """A round of review asks, explains at once, and says when the questions come back."""
    notebook = at(REVIEW)
    notebook.run_all("Review")
    card = notebook.card("Review")
    card.get_by_role("button", name=re.compile("^Begin")).click()
    hand = Mouse(notebook)
    for place in range(8):
        expect(card.get_by_text(f"question {place + 1} of 8", exact=True)).to_be_visible()
        # the review writes down which questions it chose
        chosen = eventually(lambda: len((notebook.answer("review") or {}).get("responses", {})), 8)
        assert 8 == chosen
        name = list(notebook.answer("review")["responses"])[place]
        item = load_items()[name]
        respond(hand, card, item.question, right_response(item))
        if item.kind != "choice":
            card.get_by_role("button", name="Show what this means").click()
        expect(card.locator(".outcome")).to_contain_text(re.compile("Right|right"))
        if place < 7:
            card.get_by_role("button", name="Next question").click()
    expect(card.get_by_role("heading", name="This round is over")).to_be_visible()
    expect(card.get_by_text("8 of 8 points at the first try.")).to_be_visible()
    card.get_by_role("button", name="Close this round").click()
    expect(card.get_by_role("heading", name="What to recall today")).to_be_focused()
    reviewed = [entry for entry in diary_of(alone)["response"] if entry.get("where") == "review"]
    assert 8 == len(reviewed)


def test_the_second_form_shows_the_gain(at, alone):
    """After the second form a chart shows the gain by objective, and progress says what is next."""
    notebook = at(REVIEW)
    notebook.run_all("Review")
    card = notebook.card(SECOND_FORM)
    card.get_by_role("button", name="Begin").click()
    hand = Mouse(notebook)
    for place, item in enumerate(load_form("after").items):
        expect(card.get_by_text(f"question {place + 1} of 16", exact=True)).to_be_visible()
        respond(hand, card, item.question, right_response(item))
        if place < 15:
            card.get_by_role("button", name="Next question").click()
    card.get_by_role("button", name="Finish and see the result").click()
    expect(card.get_by_role("heading", name="16 of 16 points")).to_be_visible()
    expect(card.get_by_text("You gained 100 % of what there was left to learn.")).to_be_visible()
    chart = card.get_by_role("img", name=re.compile("Who determines value: before 0 %, after 100 %"))
    expect(chart).to_be_visible()
    card.get_by_text("The same as numbers").click()
    row = card.get_by_role("row").filter(has_text="Who determines value")
    expect(row).to_contain_text("100 %")

    shown = notebook.card("Your progress")
    expect(shown.get_by_role("table", name="Your objectives")).to_be_visible()
    expect(shown.get_by_text("Next: Go on with Lesson 1, Focus on value.")).to_be_visible()
    expect(shown.get_by_text("Nothing leaves this machine.")).to_be_visible()
    lines = (alone.root / PROGRESS).read_text(encoding="utf-8").splitlines()
    assert {"itilkit-progress": 1} == json.loads(lines[0])
    assert all(json.loads(line)["at"] for line in lines[1:])
