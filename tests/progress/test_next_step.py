"""What to do next, on each of the ways through the course."""

from pathlib import Path

import pytest
from diary_samples import MONDAY, PRACTICE, days, entry, form_taken, response, run_over

from itilkit.items import load_items
from itilkit.progress.gain import LATER
from itilkit.progress.next_step import LESSONS, MANY_DUE, REVIEW, START, NextStep, lessons_done, next_step
from itilkit.progress.review import due

ROOT = Path(__file__).parents[2]
BEFORE = form_taken("before")


def of_lesson(lesson):
    return [item for item in PRACTICE if item.lesson == lesson]


def lesson_over(lesson, at=MONDAY):
    """The entries of a lesson whose items are all answered and whose scenario was played."""
    return [*(response(item, at=at) for item in of_lesson(lesson)), run_over(LESSONS[lesson][1], at)]


def all_lessons(at=MONDAY):
    return [each for lesson in LESSONS for each in lesson_over(lesson, at)]


def test_at_the_very_start():
    """Who has done nothing is sent to the form on the start page."""
    assert NextStep(
        "Find out where you start from: sixteen short cases on the start page.", START
    ) == next_step([], MONDAY)


def test_after_the_first_form():
    """Then the first lesson begins."""
    assert NextStep("Begin Lesson 1, Focus on value.", "notebooks/01-focus-on-value.ipynb") == next_step(
        [BEFORE], MONDAY
    )


def test_who_left_the_form_out_goes_on():
    """Who began a lesson without the form is not sent back to it."""
    step = next_step([response(of_lesson("01-focus-on-value")[0])], MONDAY)
    assert "Go on with Lesson 1, Focus on value." == step.text


@pytest.mark.parametrize("count", range(len(LESSONS)))
def test_lesson_after_lesson(count):
    """When so many lessons are done, the next one begins."""
    done = [each for lesson in list(LESSONS)[:count] for each in lesson_over(lesson)]
    name, page = list(LESSONS.values())[count][0], list(LESSONS)[count]
    assert NextStep(f"Begin {name}.", f"notebooks/{page}.ipynb") == next_step([BEFORE, *done], MONDAY)


def test_lesson_without_its_scenario_is_not_done():
    """All questions of a lesson answered, and its scenario not played: it goes on."""
    entries = [BEFORE, *lesson_over("01-focus-on-value")[:-1]]
    assert "Go on with Lesson 1, Focus on value." == next_step(entries, MONDAY).text


@pytest.mark.parametrize(("share", "done"), [(0.79, False), (0.8, True)])
def test_nearly_all_questions_are_enough(share, done):
    """A lesson is done from four fifths of its questions on."""
    items = of_lesson("03-value-streams")
    count = -int(-len(items) * share // 1) if done else int(len(items) * share)
    entries = [*(response(item) for item in items[:count]), run_over("value-stream")]
    (found,) = [each for each in lessons_done(entries) if each.lesson == "03-value-streams"]
    assert (count, len(items), True, done) == (found.answered, found.items, found.played, found.done)


def test_much_that_is_due_comes_first():
    """When eight questions are due, the review comes before anything new; with seven it does not."""
    answered = [response(item, 0.0) for item in of_lesson("01-focus-on-value")[:MANY_DUE]]
    then = days(30)
    assert NextStep("Review first: 8 questions are due for another look.", REVIEW) == next_step(
        answered, then
    )
    assert "Go on with Lesson 1, Focus on value." == next_step(answered[1:], then).text


def test_second_form_after_the_lessons():
    """When all lessons are done, the second form comes."""
    step = next_step([BEFORE, *all_lessons()], MONDAY)
    assert NextStep("All lessons are done. See what you have gained: the second form.", REVIEW) == step


def test_waiting_for_the_third_form():
    """After the second form, when nothing is due, the day of the third one is named."""
    entries = [BEFORE, *all_lessons(), form_taken("after")]
    step = next_step(entries, MONDAY)
    assert NextStep("Nothing is due today. From 23 March on, see what has lasted: the third form.") == step


def test_little_that_is_due_comes_last():
    """A few questions that are due are named when there is nothing else."""
    entries = [BEFORE, *all_lessons(), form_taken("after")]
    waiting = sorted(each.at for each in due(entries, days(10_000)))
    first = waiting.count(waiting[0])
    odd = next(item for item in PRACTICE if item.lesson == "03-value-streams")
    again = [*entries, *(response(item, at=days(1), where="review") for item in PRACTICE if item is not odd)]
    assert first > 1
    assert NextStep("Review: 1 question is due.", REVIEW) == next_step(again, waiting[0])


def test_third_form():
    """Three weeks after the second form the third one comes."""
    kept = [BEFORE, *all_lessons(), form_taken("after")]
    kept += [response(item, at=days(20), where="review") for item in PRACTICE]
    then = MONDAY + LATER
    assert [] == due(kept, then)
    assert NextStep("Some weeks have gone by. See what has lasted: the third form.", REVIEW) == next_step(
        kept, then
    )


def test_everything_is_done():
    """When all is done and nothing due, that is said, and no page is named."""
    kept = [BEFORE, *all_lessons(), form_taken("after"), form_taken("later", days(21))]
    said = "Everything is done, and nothing is due today. Come back when something is."
    assert NextStep(said) == next_step(kept, MONDAY)


def test_pages_are_there():
    """Every page that is named is a notebook of the course."""
    pages = [START, REVIEW, *(f"notebooks/{lesson}.ipynb" for lesson in LESSONS)]
    assert [] == [page for page in pages if not (ROOT / page).is_file()]


def test_every_lesson_with_items_is_known():
    """The lessons are those of the item bank, except for the start page."""
    assert set(LESSONS) == {item.lesson for item in load_items().values() if item.lesson != "00-start-here"}


def test_ids_of_another_kind():
    """An id that an edited diary made a list of stops nothing."""
    odd = [entry("response", id=["a"], score=1.0), entry("run", id={"a": 1}, finished=True)]
    assert [0] * len(LESSONS) == [each.answered for each in lessons_done(odd)]


def test_a_run_of_an_assignment_does_not_play_the_lesson():
    """A scenario played in an assignment says nothing about the lesson; one on fresh numbers does."""
    graded = entry("run", id="affordable-mix", variant="graded", finished=True)
    fresh = entry("run", id="affordable-mix", variant="practice-2", finished=True)
    assert [False, True] == [lessons_done([each])[0].played for each in (graded, fresh)]
