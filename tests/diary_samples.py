"""Diaries that tests write, and the course folders that they lie in."""

from datetime import UTC, datetime, timedelta

from itilkit.items import load_items, mark_response, right_response
from itilkit.items.forms import load_form
from itilkit.progress.course_folder import PROGRESS, RECORD
from itilkit.progress.diary import Diary, DiaryEntry

#: A Monday morning.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PRACTICE = [item for item in load_items().values() if item.use == "practice"]


def course_folder(root):
    """Make ``root`` a learner's course folder, as `itilkit start` does, without any notebook in it."""
    record = root / RECORD
    record.parent.mkdir(parents=True)
    record.write_text('{"schema": 1, "files": {}}\n', encoding="utf-8")
    return root


def diary_in(folder, clock=lambda: MONDAY):
    """The diary of a course folder, written by a clock of the test's own."""
    return Diary(folder / PROGRESS, clock)


def days(count):
    """So many days after Monday."""
    return MONDAY + timedelta(days=count)


def entry(what, at=MONDAY, **facts):
    """An entry as it comes out of a diary."""
    return DiaryEntry(at, what, facts)


def response(item, score=1.0, at=MONDAY, *, hints=0, where="lesson", answer=None):
    """The entry of a practice item that was answered; ``item`` is an id or an item."""
    name = item if isinstance(item, str) else item.id
    return entry("response", at, id=name, answer=answer, score=score, hints=hints, where=where)


def wrong_choice(item):
    """A wrong option of a choice item."""
    return next(option for option in item.question.options if option not in item.key)


def form_taken(form, at=MONDAY, *, right=16):
    """The entry of a form that was finished with the first ``right`` questions answered rightly and the
    others not known.
    """
    items = load_form(form).items
    responses = {item.id: right_response(item) if place < right else None for place, item in enumerate(items)}
    scores = {
        item.id: 0.0
        if responses[item.id] is None
        else mark_response(item.question, responses[item.id], item.solution, item.because).points
        for item in items
    }
    return entry("form", at, form=form, responses=responses, scores=scores)


def run_over(scenario, at=MONDAY, *, share=1.0, hints=0):
    """The entry of a scenario's run in a lesson, with the same share of the points on each criterion."""
    from itilkit.items import criteria

    shares = dict.fromkeys(criteria()[scenario], share)
    return entry("run", at, id=scenario, variant="base", finished=True, criteria=shares, hints=hints)
