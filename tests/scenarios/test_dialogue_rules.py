"""The rules of the dialogue, sentence by sentence."""

import pytest
from dialogue_samples import BEST, dialogue, played, position, said, shipped

from itilkit.scenarios import IllegalMove, legal_moves, replay, shown, variants
from itilkit.scenarios.dialogue.rules import GIVER, MEETS, NEEDS, PEOPLE, POOL, PROMISES, WISHES

ALL = ("invite bryn", *(f"listen {person}" for person in PEOPLE))


def test_needs_and_promises_stand_in_a_ring():
    """A promise meets its own need and the next; every need is met by two promises."""
    assert MEETS["month-plan"] == ("steady-price", "early-word")
    assert all(sum(need in met for met in MEETS.values()) == 2 for need in NEEDS)


def test_each_gives_for_three_promises_and_may_have_six_needs_and_five_wishes():
    """Each need can be two people's."""
    assert [list(GIVER.values()).count(person) for person in PEOPLE] == [3, 3, 3, 3]
    assert {len(pool) for pool in POOL.values()} == {6}
    assert {len(wishes) for wishes in WISHES.values()} == {5}
    assert all(sum(need in pool for pool in POOL.values()) == 2 for need in NEEDS)


def test_what_ships_has_a_name_and_a_sound_set_of_facts():
    """37 variants: in each part four needs that differ, and a snag that is nobody's limit."""
    names = variants("dialogue")
    assert len(names) == 37
    for name in names:
        facts = shipped(name).numbers
        assert all(len(set(row)) == 4 for row in facts.needs)
        assert all(facts.snag not in row for row in facts.cannot)


def test_inviting_brings_bryn_in():
    """And Bryn trusts you a little more."""
    after = position("invite bryn")
    assert (after.bryn, after.trust) == (True, (3, 1, 2, 1))


def test_somebody_without_trust_tells_nothing_yet():
    """Listening at trust 0 raises it by one; the next time they tell."""
    once = position("listen tomas", trust=(3, 0, 2, 0))
    assert (once.told_by("tomas"), once.trust_of("tomas")) == ("", 1)
    twice = position("listen tomas", "listen tomas", trust=(3, 0, 2, 0))
    assert (twice.told_by("tomas"), twice.trust_of("tomas")) == ("early-word", 2)


def test_what_is_known_already_earns_no_trust():
    """A need that was told is told once, until it changes."""
    assert position("listen tomas", "listen tomas").trust_of("tomas") == 2
    changed = position("listen tomas", *["wait"] * 5, "listen tomas")
    assert (changed.told_by("tomas"), changed.trust_of("tomas")) == ("fast-loading", 3)


def test_limits_that_are_shared_raise_trust_in_the_room():
    """Of those who are there; and from then on nobody says a wish."""
    assert position("share-limits").trust == (4, 2, 3, 0)
    assert "—" in said(played("listen mara"), "mara")[0]
    assert "—" not in said(played("share-limits", "listen mara"), "mara")[-1]


def test_a_question_about_limits_is_always_answered():
    """Whatever the trust."""
    assert position("explore tomas", trust=(0, 0, 0, 0)).limit_of("tomas") == "harbour-phone"


def test_a_right_reading_earns_trust_once():
    """Unless it is the need confirmed last."""
    read = ("listen tomas", "play-back tomas early-word")
    assert position(*read).trust_of("tomas") == 3
    assert position(*read, read[1]).trust_of("tomas") == 3


def test_a_wrong_reading_costs_trust_and_the_first_one_counts():
    """A later right one does not make a need understood, and a later wrong one takes nothing back."""
    wrong, right = "play-back mara calm-quays", "play-back mara steady-price"
    start = (*["wait"] * 12, "listen mara")
    assert position(*start, wrong).trust_of("mara") == 3
    assert played(*start, wrong, right).criteria["understood"] == (0.0, 3.0)
    assert played(*start, right, wrong).criteria["understood"] == (0.75, 3.0)


def test_a_need_that_was_read_early_and_stays_is_understood():
    """In whichever part it was read."""
    assert played("listen ines", "play-back ines dark-list").criteria["understood"] == (0.75, 3.0)


def test_what_has_changed_cannot_be_read_right():
    """Neither the old need nor the new one, until it is told anew; the answer says which event it was."""
    before = ("listen tomas", *["wait"] * 5)
    for need in ("early-word", "fast-loading"):
        run = played(*before, f"play-back tomas {need}")
        assert run.state.position.trust_of("tomas") == 1
        assert said(run, "tomas")[-1] == "That was before the storm. It’s not that now."


def test_two_people_may_be_read_alike():
    """The need of one may be in the pool of the other."""
    position("listen mara", "listen ines", "play-back mara steady-price ines steady-price")


def test_whoever_is_not_in_a_paper_trusts_less():
    """Also Bryn outside; a promise that does not work counts here; so does only a need that was told."""
    after = position("listen mara", "propose noon-release", trust=(3, 3, 3, 3))
    assert (after.trust, after.paper) == ((4, 2, 2, 2), ("noon-release",))


def test_a_trial_stops_at_the_first_promise_that_fails():
    """A limit costs its giver, who is known by it; whoever is met by it pays as well, nobody twice."""
    run = played("listen mara", "propose quiet-gate noon-release", "trial", trust=(3, 3, 3, 3))
    assert run.state.turns[-1].did.failed == ("quiet-gate",)
    assert (run.state.position.limit_of("mara"), run.state.position.trust_of("mara")) == ("quiet-gate", 3)


def test_a_snag_is_nobodys_limit():
    """It costs those whom it would have met, each time anew."""
    start = ("listen mara", "propose noon-release")
    assert position(*start, "trial").trust_of("mara") == 3
    again = position(*start, "trial", "trial")
    assert (again.trust_of("mara"), again.limits) == (2, ("", "", "", ""))


def test_deciding_alone_puts_the_favourites_on_the_paper():
    """It costs everybody two, and nobody more for not being in it."""
    after = position("decide-alone", trust=(3, 3, 3, 3))
    assert (after.trust, after.paper) == ((1, 1, 1, 1), ("month-plan", "offline-list", "harbour-phone"))


def test_a_look_takes_worth_before_anything_fails():
    """Worth is 10 and 3 more for each point of trust, of those whom a working promise meets."""
    run = played("listen mara", "propose timed-tickets quiet-gate", *["wait"] * 4, trust=(3, 3, 3, 3))
    (look,) = run.state.position.looks
    assert (look.worth, look.served, look.failed) == (22, ("mara",), ("quiet-gate",))
    assert run.state.position.limit_of("mara") == "quiet-gate"


def test_the_value_weighs_the_three_looks():
    """A fifth, three tenths and a half; turns that are not played are waits."""
    assert played("listen mara", "propose timed-tickets").value == pytest.approx(0.5 * 22)


def test_an_event_is_answered_when_all_that_it_changed_is_known_anew():
    """Needs told anew, and a limit from asking; the failures of the look itself come too late."""
    storm = (*ALL, "wait", "listen tomas", "listen bryn")
    assert [look.answered for look in position(*storm, *["wait"] * 4).looks] == [False, True]
    letter = (*ALL, *["wait"] * 7, "listen mara")
    assert not position(*letter, *["wait"] * 5).looks[2].answered
    assert position(*letter, "explore ines", *["wait"] * 4).looks[2].answered
    too_late = (*letter, "propose year-contract", *["wait"] * 4)
    assert not position(*too_late).looks[2].answered


def test_nobody_left_behind_is_the_least_served():
    """Served only in the last part, or only in the two before, is exactly half of the points."""
    run = played(*BEST["base"]["model"])
    assert run.criteria["nobody-left-behind"] == (2.4, 3.0)


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        (["invite"], "invite names one person."),
        (["invite mara"], "only Bryn can be invited; the others are in the room from the start."),
        (["invite bryn", "invite bryn"], "Bryn is in the room already."),
        (["share-limits", "share-limits"], "our limits are shared already."),
        (["listen bryn"], "Bryn is not in the room; invite Bryn first."),
        (["explore bryn"], "Bryn is not in the room; invite Bryn first."),
        (["play-back mara full-boats"], "Mara told nothing yet that could be played back."),
        (["play-back mara"], "play-back names people, and after each the need that you have understood."),
        (["listen mara", "play-back mara fair-turn"], "there is no need of mara fair-turn."),
        (["play-back mara full-boats mara calm-quays"], "mara is named twice."),
        (["propose"], "propose names one to three promises."),
        (["propose open-book open-book"], "open-book is named twice."),
        (["propose full-boats"], "there is no promise full-boats."),
        (["propose open-book", "propose open-book"], "there is an agreement already; revisit it."),
        (["revisit open-book"], "there is no agreement yet to revisit; propose one first."),
        (["trial"], "there is no agreement yet to try; propose one first."),
        (["wait a"], "wait stands alone."),
        (["concede mara"], "there is no move “concede”."),
        (["wait"] * 19, "all 18 turns are played."),
    ],
)
def test_a_move_that_is_not_allowed_is_refused_in_one_sentence(moves, sentence):
    """Turn, move and reason, then what is possible."""
    with pytest.raises(IllegalMove) as refused:
        replay(dialogue(), moves)
    assert str(refused.value).startswith(f"Move {len(moves)}, “{moves[-1]}”: {sentence}")


def test_every_move_that_is_offered_can_be_made():
    """A sample, at some points of a run."""
    moves = BEST["base"]["model"]
    for count in (0, 1, 6, 9, 17):
        for move in legal_moves(shipped(), moves[:count], 60):
            replay(shipped(), [*moves[:count], move])
    assert legal_moves(shipped(), moves) == ()


def test_the_card_shows_nothing_that_was_not_told():
    """No need, limit, snag or wish before somebody speaks of it; buttons only of who has told something."""
    before = shown(shipped(), ["invite bryn"])
    assert {person["limit"] for person in before["people"].values()} == {""}
    assert all(not person["buttons"] for person in before["people"].values())
    after = shown(shipped(), ["listen mara"])
    assert [button["need"] for button in after["people"]["mara"]["buttons"]] == list(POOL["mara"])


def test_promises_are_twelve():
    """With a name, what each does and what it takes."""
    assert tuple(shown(shipped(), [])["promises"]) == PROMISES
