"""When to look at an item again: spaced review, scheduled by FSRS (the package ``fsrs``).

The schedule is worked out from the diary each time, so there is no second memory that could disagree with it.
FSRS rates an answer: here all right without help is Good, all right with hints or at least half right is
Hard, anything less is Again. There is no Easy: nobody measured how easy an answer was.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import attrs

from itilkit.ground.words import plural
from itilkit.items import load_items
from itilkit.progress.diary import DiaryEntry
from itilkit.progress.mastery import counted_responses

#: The share of items that a learner should still know when they come up again.
RETENTION = 0.9


@attrs.frozen
class Due:
    """When an item that was answered before should be asked again."""

    item: str
    at: datetime


def schedule(entries: Iterable[DiaryEntry]) -> list[Due]:
    """All items answered so far, the one that is due first at the front."""
    from fsrs import Card, Rating, Scheduler

    # Without learning steps of minutes: nobody sits through a course in drills. Without fuzz: the same diary
    # gives the same dates.
    scheduler = Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    cards: dict[str, Card] = {}
    for entry in counted_responses(entries):
        name = str(entry.get("id"))
        item = load_items().get(name)
        if item is None or item.use != "practice":
            continue
        score, hints = entry.get("score"), entry.get("hints", 0)
        good = Rating.Hard if hints else Rating.Good
        rating = good if score >= 1 else Rating.Hard if score >= 0.5 else Rating.Again
        card = cards.get(name) or Card(card_id=len(cards), due=entry.at)
        cards[name], _ = scheduler.review_card(card, rating, entry.at)
    dues = [Due(name, card.due) for name, card in cards.items()]
    return sorted(dues, key=lambda due: (due.at, due.item))


def due(entries: Iterable[DiaryEntry], now: datetime) -> list[Due]:
    """The items that are due at the moment ``now``, the longest overdue first."""
    return [each for each in schedule(entries) if each.at <= now]


def due_words(found: Sequence[Due], now: datetime) -> str:
    """In a sentence how much of a schedule is due at the moment ``now``, and in the week after it."""
    count = sum(each.at <= now for each in found)
    week = sum(now < each.at <= now + timedelta(days=7) for each in found)
    return f"{plural(count, 'question is', 'questions are')} due now, {week} more within a week."
