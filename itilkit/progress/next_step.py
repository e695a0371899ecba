"""What to do next, from what the diary says: one sentence, and the page where it is done."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from itilkit.ground.words import plural
from itilkit.items import Item, load_items
from itilkit.progress.diary import DiaryEntry
from itilkit.progress.gain import LATER, taken_forms
from itilkit.progress.review import due
from itilkit.scenarios import offers

#: The lessons with a scenario each, in their order: a page's name, the lesson's, and its scenario.
LESSONS = {each.lesson.page: (each.lesson.name, each.id) for each in offers() if each.lesson is not None}
START, REVIEW = "notebooks/00-start-here.ipynb", "notebooks/07-review.ipynb"
#: From this many due items on, the review comes before anything new.
MANY_DUE = 8


@attrs.frozen
class NextStep:
    """What to do next: a sentence, and the notebook in the course folder where it is done (empty: none)."""

    text: str
    page: str = ""


@attrs.frozen
class LessonDone:
    """How far a lesson has come: items answered, of how many, and whether its scenario was played."""

    lesson: str
    name: str
    answered: int
    items: int
    played: bool

    @property
    def done(self) -> bool:
        """Whether the scenario was played to its end and nearly all items are answered."""
        return self.played and self.answered >= 0.8 * self.items


def lessons_done(entries: Iterable[DiaryEntry]) -> list[LessonDone]:
    """How far each lesson has come."""
    kept = list(entries)
    answered = {str(entry.get("id")) for entry in kept if entry.what == "response"}
    played = {str(entry.get("id")) for entry in kept if entry.what == "run" and _of_a_lesson(entry)}
    return [
        LessonDone(
            lesson,
            name,
            sum(item.id in answered for item in _items(lesson)),
            len(_items(lesson)),
            scenario in played,
        )
        for lesson, (name, scenario) in LESSONS.items()
    ]


def _of_a_lesson(entry: DiaryEntry) -> bool:
    """Whether a run was played to its end in a lesson; one of an assignment says nothing about the lesson."""
    return bool(entry.get("finished")) and not str(entry.get("variant", "")).startswith("graded")


def _items(lesson: str) -> list[Item]:
    return [item for item in load_items().values() if item.lesson == lesson and item.use == "practice"]


def next_step(entries: Iterable[DiaryEntry], now: datetime) -> NextStep:
    """What a learner should do next at the moment ``now``."""
    kept = list(entries)
    taken = taken_forms(kept)
    waiting = len(due(kept, now))
    open_lessons = [each for each in lessons_done(kept) if not each.done]
    begun = any(each.answered or each.played for each in lessons_done(kept))
    if "before" not in taken and not begun:
        return NextStep("Find out where you start from: sixteen short cases on the start page.", START)
    if waiting >= MANY_DUE:
        return NextStep(f"Review first: {waiting} questions are due for another look.", REVIEW)
    if open_lessons:
        first = open_lessons[0]
        word = "Go on with" if first.answered or first.played else "Begin"
        return NextStep(f"{word} {first.name}.", f"notebooks/{first.lesson}.ipynb")
    if "after" not in taken:
        return NextStep("All lessons are done. See what you have gained: the second form.", REVIEW)
    if waiting:
        return NextStep(f"Review: {plural(waiting, 'question is', 'questions are')} due.", REVIEW)
    if "later" not in taken:
        return _later(taken["after"].at + LATER, now)
    return NextStep("Everything is done, and nothing is due today. Come back when something is.")


def _later(at: datetime, now: datetime) -> NextStep:
    if now >= at:
        return NextStep("Some weeks have gone by. See what has lasted: the third form.", REVIEW)
    local = at.astimezone()
    return NextStep(
        f"Nothing is due today. From {local.day} {local:%B} on, see what has lasted: the third form."
    )
