"""The card of a learner's progress: what the diary comes to, and where it stands."""

import re
from datetime import timedelta

import pytest
from by_controls import Tags
from diary_samples import MONDAY, PRACTICE, diary_in, entry, form_taken, response, run_over, wrong_choice
from page_double import CardPage, cell

from itilkit.ground.html import own_ids
from itilkit.items import misconceptions, objectives
from itilkit.progress.course_folder import PROGRESS
from itilkit.progress.kernel_diary import keep
from itilkit.progress.mastery import standings
from itilkit.widgets import ask, progress
from itilkit.widgets.progress_view import ProgressView, objectives_html, watch_html

CHOICES = [item for item in PRACTICE if item.kind == "choice"]


def misled(code, count):
    """Responses of somebody who took the same misconception so many times."""
    kept = []
    for item in CHOICES:
        wrong = [
            option
            for option in item.question.options
            if option not in item.key and item.because[option][0] == code
        ]
        if wrong and len(kept) < count:
            kept.append(response(item, 0.0, answer=wrong[0]))
    assert count == len(kept)
    return kept


def write(course, entries):
    diary = diary_in(course)
    for each in entries:
        diary.add(each.what, **each.facts)


def text_of(html):
    return re.sub(r"<[^>]+>", " ", html)


def test_no_diary(tmp_path, monkeypatch):
    """Outside a course the card says that no diary is kept, and what to do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ITILKIT_PROGRESS", raising=False)
    html = ProgressView().html()
    assert "No diary is kept here: open the course with itilkit start" in html


def test_nothing_done_yet(course):  # noqa: ARG001 - in a course
    """At the start every objective stands there as not met, and the next step is the first form."""
    html = ProgressView().html()
    assert "0 of 16 objectives are secure" in html
    assert "Next: Find out where you start from" in html
    assert 16 == html.count("not met yet</small>")
    assert "For another look" not in html


def test_where_it_stands_and_that_nothing_leaves(course):  # noqa: ARG001
    """The card names the file that all of it stands in, and says that nothing leaves the machine."""
    html = ProgressView().html()
    assert f"{PROGRESS}, in the course folder. Nothing leaves this machine." in html


def test_objectives_as_chart_and_table(course):
    """Each objective has a bar with its share in words, and the table behind it says what that rests on."""
    item = PRACTICE[0]
    write(course, [response(item, 0.5, hints=2)])
    html = ProgressView().html()
    name = objectives()[item.objective].name
    assert f"{name}: 50 %, too little to say" in html
    local = MONDAY.astimezone().strftime("%d.%m.%Y")
    row = re.search(rf'<tr><th scope="row">{name}</th>(.*?)</tr>', html)[1]
    assert ["1", item.kind, "2", local] == re.findall(r"<td>([^<]*)</td>", row)


def test_secure_objectives_are_counted():
    """Objectives that are secure are marked by a sign and a word, not by colour alone."""
    same = [item for item in PRACTICE if item.objective == PRACTICE[0].objective][:3]
    html = objectives_html(standings([response(item) for item in same]))
    assert (1, 15) == (html.count(">●</span> secure<"), html.count(">○</span> not met yet<"))


def test_what_is_due(course):
    """What is due now and in the next week is said, with the page where it is done."""
    write(course, [response(PRACTICE[0], 0.0)])
    assert re.search(
        r"1 question is due now, 0 more within a week\. You find the review", ProgressView().html()
    )


THIRD = "The third form is for the time from"


def test_from_which_day_on_the_third_form_is_for(course):
    """Once the second form is taken, the card names the day three weeks later, whatever comes next."""
    write(course, [response(PRACTICE[0], 0.0), form_taken("after")])
    day = (MONDAY + timedelta(weeks=3)).astimezone()
    html = ProgressView().html()
    assert f"{THIRD} {day.day} {day:%B %Y} on." in html
    assert "Next: Begin Lesson 1" in html


@pytest.mark.parametrize("forms", [(), ("before",), ("before", "after", "later")])
def test_no_day_for_the_third_form(forms, course):
    """Before the second form and after the third, no day is named."""
    write(course, [form_taken(form) for form in forms])
    assert THIRD not in ProgressView().html()


def test_well_formed(course):
    """The whole card with everything on it is well-formed HTML in which no id stands twice."""
    write(course, [*(response(item, 0.5) for item in PRACTICE), form_taken("after"), run_over("dialogue")])
    tags = Tags(own_ids(ProgressView().html(), "x"))
    assert ([], [], sorted(set(tags.ids))) == (tags.open, tags.wrong, sorted(tags.ids))


# what wrong answers have in common ------------------------------------------------------------------


@pytest.mark.parametrize("code", ["M1", "M5", "M9"])
def test_what_wrong_answers_have_in_common(code):
    """A misconception that was taken twice is named by its sentence, with how often, and not by its code."""
    html = watch_html(misled(code, 2))
    assert f"as if {misconceptions()[code].sentence}" in html.replace("&#x27;", "'")
    assert "(2 of 2 times)" in html
    assert set() == set(misconceptions()) & set(re.findall(r"\w+", text_of(html)))


def test_one_slip_is_no_pattern():
    """A single slip is not held against anybody."""
    wrong = CHOICES[0]
    assert not watch_html([response(wrong, 0.0, answer=wrong_choice(wrong))])


def test_three_at_most():
    """No more than three are named, however much went wrong."""
    kept = [response(item, 0.0, answer=wrong_choice(item)) for item in CHOICES]
    assert 3 >= watch_html(kept).count("<li>") > 0


def test_no_code_reaches_a_learner(course):
    """The card names no misconception and no objective by its code."""
    write(course, [response(item, 0.0, answer=wrong_choice(item)) for item in CHOICES])
    words = set(re.findall(r"\w+", text_of(ProgressView().html())))
    assert set() == words & {*misconceptions(), *objectives()}


# troubles -------------------------------------------------------------------------------------------


def test_diary_of_a_newer_version(course):
    """A diary that a newer version wrote is not shown, and the card says what to do."""
    (course / PROGRESS).write_text('{"itilkit-progress": 2}\n', encoding="utf-8")
    html = ProgressView().html()
    assert "Your progress cannot be read" in html
    assert "install the newest itilkit" in html
    assert "Objective" not in html


def test_what_could_not_be_written(course):
    """When something could not be written, the card says so above what it knows."""
    (course / PROGRESS).mkdir()
    keep([("response", {"id": "a"})])
    (course / PROGRESS).rmdir()
    html = ProgressView().html()
    assert "Your progress could not be written to my-progress.jsonl: Is a directory." in html
    assert "0 of 16 objectives are secure" in html


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 line of the file is not readable"), (3, "3 lines of the file are not readable")],
)
def test_spoilt_lines(count, said, course):
    """Lines that cannot be read are counted on the card."""
    write(course, [entry("dance")])
    with (course / PROGRESS).open("a", encoding="utf-8") as file:
        file.write("spoilt\n" * count)
    assert said in ProgressView().html()


# the live card --------------------------------------------------------------------------------------


def test_card_follows_what_happens(session, course):  # noqa: ARG001
    """The card shows what was answered on another card of the notebook, and has no answer of its own."""
    card = CardPage(progress(), None)
    item = CHOICES[0]
    other = ask(item.id)
    CardPage(other, cell(item.id)).click("pick", item.key[0])
    assert f"{objectives()[item.objective].name}: 100 %" in card.card.html
    assert card.card.answer() is None


def test_look_again(session, course):
    """A click draws the card anew from the diary, for what another notebook wrote."""
    page = CardPage(progress(), None)
    item = PRACTICE[0]
    write(course, [response(item)])
    reply = page.click("look-again")
    assert ("", True) == (reply["state"], f"{objectives()[item.objective].name}: 100 %" in page.card.html)
    assert {} == session.answers


def test_same_card_again(session):  # noqa: ARG001
    """Calling progress() again gives the same live card."""
    assert progress() is progress()
