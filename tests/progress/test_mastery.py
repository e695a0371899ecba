"""What stands behind each objective, and what it comes to."""

from datetime import timedelta

import pytest
from diary_samples import MONDAY, PRACTICE, days, entry, form_taken, response, run_over
from hypothesis import given
from hypothesis import strategies as st

from itilkit.items import criteria, load_items, objectives
from itilkit.items.forms import load_form
from itilkit.progress.gain import taken_forms
from itilkit.progress.mastery import (
    ENOUGH,
    SECURE,
    SITTING,
    LearnerEvidence,
    Level,
    counted_responses,
    secure,
    standings,
)
from itilkit.progress.next_step import next_step
from itilkit.progress.review import due
from itilkit.progress.signs import signs_in

ITEM = PRACTICE[0]
#: Items of one objective, enough of them to call it secure.
SAME = [item for item in PRACTICE if item.objective == ITEM.objective]


def standing(entries, objective=ITEM.objective):
    return next(each for each in standings(entries) if each.objective == objective)


# levels ---------------------------------------------------------------------------------------------


def test_objectives_in_their_order():
    """Every objective has its place, in the course's order, whether anything is known of it or not."""
    assert list(objectives()) == [each.objective for each in standings([])]
    assert {(Level.NOT_SEEN, None)} == {(each.level, each.share) for each in standings([])}


def test_too_little_to_say():
    """Below three pieces of evidence nothing is said, however good they are."""
    assert Level.BEGUN == standing([response(item) for item in SAME[: ENOUGH - 1]]).level


def test_secure():
    """Three quarters of the points over three pieces are secure, to the last digit."""
    shares = [1.0, 1.0, 0.25]
    found = standing([response(item, share) for item, share in zip(SAME, shares, strict=False)])
    assert (SECURE, Level.SECURE) == (found.share, found.level)
    assert 1 == secure(standings([response(item, 0.75) for item in SAME[:3]]))


def test_under_way():
    """A little less than that is under way."""
    shares = [1.0, 1.0, 0.24]
    assert (
        Level.UNDER_WAY
        == standing([response(item, share) for item, share in zip(SAME, shares, strict=False)]).level
    )


# responses ------------------------------------------------------------------------------------------


def test_first_answer_of_a_sitting_counts():
    """Who reads the explanation and then clicks the right option has not shown more."""
    tries = [response(ITEM, 0.0), response(ITEM, 1.0, MONDAY + timedelta(minutes=5))]
    assert 0.0 == standing(tries).share


def test_next_day_counts_anew():
    """On another day the first answer counts, and replaces the earlier one."""
    found = standing([response(ITEM, 0.0), response(ITEM, 1.0, days(1))])
    assert (1.0, 1) == (found.share, len(found.evidence))


def test_sitting_is_measured_from_the_answer_that_counted():
    """Who clicks on and on does not stretch a sitting: from eight hours after its first answer on, a new one
    begins.
    """
    tries = [
        response(ITEM, share, MONDAY + SITTING * part) for share, part in ((0.0, 0), (1.0, 0.9), (0.5, 1))
    ]
    assert 0.5 == standing(tries).share
    assert [0.0, 0.5] == [each.get("score") for each in counted_responses(tries)]


def test_review_counts_at_once():
    """An item that comes back for review counts, in the same sitting too."""
    tries = [response(ITEM, 0.0), response(ITEM, 1.0, MONDAY + timedelta(minutes=5), where="review")]
    assert 1.0 == standing(tries).share


@pytest.mark.parametrize(("back", "share"), [(timedelta(hours=1), 0.0), (timedelta(days=4 * 365), 1.0)])
def test_clock_that_goes_backwards(back, share):
    """A clock that is set back by an hour, as in autumn, is within the sitting; one that was years ahead does
    not keep later answers from counting.
    """
    assert share == standing([response(ITEM, 0.0), response(ITEM, 1.0, MONDAY - back)]).share


def test_autumn_night():
    """When summer time ends, 2.30 comes twice in local time: the second is an hour later, and the same
    sitting; a day later is another, whatever the clocks did.
    """
    from zoneinfo import ZoneInfo

    first = MONDAY.replace(month=10, day=25, hour=2, minute=30, tzinfo=ZoneInfo("Europe/Berlin"), fold=0)
    second = first.replace(fold=1)
    assert timedelta(hours=1) == second.astimezone(MONDAY.tzinfo) - first.astimezone(MONDAY.tzinfo)
    tries = [
        response(ITEM, share, at.astimezone(MONDAY.tzinfo)) for share, at in ((0.0, first), (1.0, second))
    ]
    assert [0.0] == [each.get("score") for each in counted_responses(tries)]
    later = (first + timedelta(days=1)).astimezone(MONDAY.tzinfo)
    assert [0.0, 0.5] == [
        each.get("score") for each in counted_responses([*tries, response(ITEM, 0.5, later)])
    ]


def test_hints_are_told_not_taken_off():
    """Help is counted beside the evidence and takes no point away."""
    (found,) = standing([response(ITEM, 1.0, hints=3)]).evidence
    assert (1.0, 3) == (found.share, found.hints)


def test_graded_answers_are_no_evidence():
    """A graded question has no score in the diary, as nothing on its card knows its key."""
    graded = entry("response", id=ITEM.id, answer="a", where="lesson")
    assert 0 == len(standing([graded]).evidence)


def test_evidence_stands_in_the_order_in_which_it_came():
    """The newest piece of evidence stands last, also where its source had been seen before."""
    first, second = SAME[:2]
    found = standing([response(first), response(second, at=days(1)), response(first, at=days(2))])
    assert [(second.id, days(1)), (first.id, days(2))] == [(each.source, each.at) for each in found.evidence]


# forms, runs, checks --------------------------------------------------------------------------------


def test_form_before_is_no_evidence():
    """What a learner brought along is not what they gained."""
    assert {0} == {len(each.evidence) for each in standings([form_taken("before")])}


@pytest.mark.parametrize("form", ["after", "later"])
def test_form_after_the_course(form):
    """Each question of a later form is a piece of evidence for its objective; what was not known is 0."""
    found = standings([form_taken(form, right=10)])
    assert [1.0] * 10 + [0.0] * 6 == [each.share for each in found]
    assert [item.id for item in load_form(form).items] == [each.evidence[0].source for each in found]


@pytest.mark.parametrize("scenario", sorted(criteria()))
def test_run_counts_by_criterion(scenario):
    """A finished run is evidence for each objective of each of its criteria."""
    found = {
        (each.objective, one.source): (one.kind, one.share, one.hints)
        for each in standings([run_over(scenario, share=0.5, hints=2)])
        for one in each.evidence
    }
    assert {
        (objective, f"{scenario}: {name}"): ("scenario", 0.5, 2)
        for name, known in criteria()[scenario].items()
        for objective in known.objectives
    } == found


def test_newest_run_counts():
    """Of several runs the newest finished one counts, also when it went worse."""
    runs = [run_over("affordable-mix", share=1.0), run_over("affordable-mix", days(1), share=0.5)]
    assert {0.5} == {one.share for each in standings(runs) for one in each.evidence}


def test_run_that_is_not_over():
    """A run that is not over, or of an assignment, which has no criteria, is no evidence."""
    begun = entry("run", id="affordable-mix", criteria={"outcome": 1.0}, finished=False)
    graded = entry("run", id="affordable-mix", variant="graded", finished=True, moves=[])
    assert {0} == {len(each.evidence) for each in standings([begun, graded])}


def test_checked_work():
    """A graded question that the learner's own check has marked is evidence for the objective it names."""
    checked = entry("check", id="q1", kind="choice", score=1.0, objective="LO7")
    assert (LearnerEvidence("LO7", "q1", "choice", 1.0, MONDAY),) == standing([checked], "LO7").evidence


# what a hand may have written -----------------------------------------------------------------------

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(ITEM.id),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = ("id", "score", "hints", "where", "answer", "form", "scores", "responses", "criteria", "finished")
NAMES += ("objective", "kind", "task", "step")
WHATS = ("response", "form", "run", "check", "hint", "dance")
odd_entries = st.builds(
    lambda what, facts: entry(what, **facts),
    st.sampled_from(WHATS),
    st.dictionaries(
        st.sampled_from(NAMES),
        junk
        | st.sampled_from([ITEM.id, "before", "after", "affordable-mix", "LO7", "review"])
        | st.dictionaries(st.sampled_from([*list(load_items())[:200:20], "outcome"]), junk, max_size=3),
    ),
)


@given(entries=st.lists(odd_entries, max_size=6))
def test_edited_diary(entries):
    """Whatever stands in an edited diary, everything that is worked out from it comes out: shares lie between
    0 and 1, and there is a next step.
    """
    for each in standings(entries):
        assert each.share is None or 0.0 <= each.share <= 1.0
    for taken in taken_forms(entries).values():
        assert 0.0 <= taken.share <= 1.0
    assert next_step(entries, MONDAY).text.endswith(".")
    assert all(each.at <= MONDAY for each in due(entries, MONDAY))
    assert all(0.0 < sign.chance < 1.0 for sign in signs_in(entries))


@pytest.mark.parametrize("score", [True, "1", 1.5, -0.1, None, [1], float("nan")])
def test_score_that_is_none(score):
    """A score that is no share from 0 to 1 is passed over."""
    assert 0 == len(standing([response(ITEM, score)]).evidence)


def test_item_that_is_gone():
    """An item that a newer edition of the course dropped is passed over."""
    assert {0} == {len(each.evidence) for each in standings([response("gone", 1.0)])}
