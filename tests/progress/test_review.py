"""When an item comes up again: sooner after a slip, later when it is known."""

from datetime import UTC, timedelta, timezone

import pytest
from diary_samples import MONDAY, PRACTICE, days, diary_in, entry, form_taken, response

from itilkit.progress.review import Due, due, due_words, schedule

ITEM, OTHER = PRACTICE[:2]


def comes_back(*entries):
    """When the item comes up again after these entries."""
    (found,) = [each for each in schedule(entries) if each.item == ITEM.id]
    return found.at


def test_nothing_answered():
    """Nothing that was not answered comes up for review."""
    assert [] == schedule([])


def test_wrong_comes_back_sooner_than_right():
    """After a slip an item comes up sooner than after a right answer, and half right lies between."""
    wrong, half, right = (comes_back(response(ITEM, score)) for score in (0.0, 0.5, 1.0))
    assert MONDAY < wrong <= half < right


def test_hints_bring_it_back_sooner():
    """Right with hints comes back sooner than right without, and not sooner than wrong."""
    wrong, helped, right = (
        comes_back(response(ITEM, score, hints=hints)) for score, hints in ((0.0, 0), (1.0, 1), (1.0, 0))
    )
    assert wrong <= helped < right


def test_known_again_waits_longer():
    """Each time it is known again on the day it is due, it waits longer than the time before."""
    answers, waits = [response(ITEM)], []
    for _ in range(4):
        at = comes_back(*answers)
        waits.append(at - answers[-1].at)
        answers.append(response(ITEM, at=at, where="review"))
    assert sorted(set(waits)) == waits


def test_slip_later_brings_it_back():
    """A slip after several right answers brings an item back sooner than another right answer would."""
    known = [response(ITEM, at=days(place)) for place in (0, 3, 20)]
    slip, right = (comes_back(*known, response(ITEM, score, days(60))) for score in (0.0, 1.0))
    assert days(60) < slip < right


def test_second_click_changes_nothing():
    """The second answer within a sitting moves no date."""
    first = response(ITEM, 0.0)
    assert comes_back(first) == comes_back(first, response(ITEM, 1.0, MONDAY + timedelta(minutes=3)))


def test_same_diary_same_dates(course):
    """The same diary gives the same dates, however often and whenever they are worked out."""
    diary = diary_in(course)
    for place, item in enumerate(PRACTICE):
        diary.add("response", id=item.id, score=place % 3 / 2, hints=place % 2)
    found = [schedule(diary.read().entries) for _ in range(3)]
    assert len(PRACTICE) == len(found[0])
    assert [found[0]] * 3 == found


def test_order_of_the_dates():
    """What is due first stands at the front; of two with the same date the lower id does."""
    found = schedule(
        [response(item, score) for item, score in zip(PRACTICE[:6], [1, 0, 1, 0, 1, 0], strict=True)]
    )
    assert sorted(found, key=lambda each: (each.at, each.item)) == found


def test_due_from_its_moment_on():
    """An item is due from its date on, to the second."""
    at = comes_back(response(ITEM))
    assert [] == due([response(ITEM)], at - timedelta(seconds=1))
    assert [Due(ITEM.id, at)] == due([response(ITEM)], at)


@pytest.mark.parametrize("hours", [-12, -3.5, 0, 1, 5.75, 14])
def test_time_zone_changes_no_date(course, hours):
    """A learner who travels gets the same dates: a diary written in any time zone gives the same moments."""
    zone = timezone(timedelta(hours=hours))
    diary = diary_in(course, lambda: MONDAY.astimezone(zone))
    diary.add("response", id=ITEM.id, score=1.0)
    assert schedule([response(ITEM)]) == schedule(diary.read().entries)
    assert f"{MONDAY.astimezone(zone).isoformat()}" in diary.path.read_text(encoding="utf-8")


def test_summer_time_changes_no_wait():
    """An item waits as many hours over the night on which the clocks change as over any other."""
    spring = MONDAY.replace(month=3, day=28, hour=20)
    waits = [comes_back(response(ITEM, at=at)) - at for at in (MONDAY, spring)]
    assert waits[0] == waits[1]


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=30), timedelta(days=3650)])
def test_clock_that_goes_backwards(back):
    """A clock that is set back stops no schedule: there is a date, and it lies after the last answer."""
    later = MONDAY - back
    at = comes_back(response(ITEM), response(ITEM, 0.0, later, where="review"))
    assert later < at <= later + timedelta(days=3650)


@pytest.mark.parametrize("year", [1970, 2999])
def test_clock_that_is_far_off(year):
    """Answers by a clock that is far off have a date as well."""
    at = MONDAY.replace(year=year)
    assert at < comes_back(*(response(ITEM, at=at, where="review") for _ in range(60)))
    assert UTC == comes_back(response(ITEM, at=at)).tzinfo


def test_only_practice_items_come_up():
    """Questions of the forms, graded ones and items that are gone never come up."""
    graded = entry("response", id="graded-1", answer="a", where="lesson")
    assert [] == schedule([form_taken("before"), form_taken("after"), graded, response("gone")])


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (0, "0 questions are due now, 2 more within a week."),
        (2.5, "1 question is due now, 1 more within a week."),
        (30, "2 questions are due now, 0 more within a week."),
    ],
)
def test_what_is_due_in_words(passed, said):
    """How much is due now and in the week after is said in one sentence."""
    found = [Due(ITEM.id, days(2)), Due(OTHER.id, days(5))]
    assert said == due_words(found, days(passed))
