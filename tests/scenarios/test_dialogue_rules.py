"""The rules of the dialogue, one by one, on runs that can be followed by hand."""

import pytest
from dialogue_samples import dialogue, played, said, strategy

from itilkit.scenarios.dialogue.rules import PEOPLE, POINTS

# The moves that bring Bryn in and everybody's need out, after the own limits: six turns.
HEARD = ("share-limits", "invite bryn", *(f"listen {person}" for person in PEOPLE))


def trust(*moves, **changes):
    return tuple(played(*moves, **changes).state.trust.values())


TRUST = {
    "at the start": ((), (2, 1, 2, 0)),
    "invite": (("invite bryn",), (2, 1, 2, 1)),
    "listen": (("listen mara",), (3, 1, 2, 0)),
    "share-limits without Bryn": (("share-limits",), (3, 2, 3, 0)),
    "share-limits with Bryn": (("invite bryn", "share-limits"), (3, 2, 3, 2)),
    "explore": (("explore mara",), (2, 1, 2, 0)),
    "play-back of one need": (("listen mara", "play-back"), (4, 1, 2, 0)),
    "play-back twice": (("listen mara", "play-back", "play-back"), (4, 1, 2, 0)),
    "propose with one need": (("listen mara", "propose"), (3, 0, 1, 0)),
    "decide-alone": (("decide-alone",), (0, 0, 0, 0)),
    "concede": (("concede tomas",), (1, 2, 1, 0)),
    "never above five": (("listen mara",) * 5, (5, 1, 2, 0)),
    "wait and freeze": (("wait", "freeze"), (2, 1, 2, 0)),
}


@pytest.mark.parametrize(("moves", "levels"), TRUST.values(), ids=TRUST)
def test_trust(moves, levels):
    """Each move changes trust as the rules say, between 0 and 5."""
    assert levels == trust(*moves)


def test_guarded():
    """At trust 0 listening reveals nothing, and still gives trust; the next time the need comes out."""
    result = played("invite bryn", "concede mara", "listen bryn", "listen bryn")
    assert ["came", "conceded", "guarded", "heard"] == [turn.result for turn in result.state.turns]
    assert ["", "need-bryn"] == [turn.learned for turn in result.state.turns[2:]]


def test_threshold():
    """A constraint takes a trust of 5, and of 3 once the own limits are shared."""
    assert "not-yet" == played(*["listen mara"] * 2, "explore mara").state.turns[-1].result
    assert "told" == played(*["listen mara"] * 3, "explore mara").state.turns[-1].result
    assert "told" == played("share-limits", "explore mara").state.turns[-1].result
    assert "not-yet" == played("share-limits", "explore tomas").state.turns[-1].result


def test_worth_by_hand():
    """All four needs and the own limits, mean trust 3: 52 · 0.84, nobody left out."""
    result = played(*HEARD[:5], "propose", trust=dict(zip(PEOPLE, (2, 1, 2, 0), strict=True)))
    assert ("need-bryn" in result.state.position.deal) is False
    # mara 4, tomas 3, ines 4, bryn 1 after the proposal left Bryn out
    assert (4, 3, 4, 0) == tuple(trust(*HEARD[:5], "propose"))
    assert 40 * (0.6 + 0.08 * 11 / 4) * 0.7 == pytest.approx(result.state.turns[-1].worth, abs=1e-9)
    everybody = played(*(f"listen {each}" for each in PEOPLE[:3]), "invite bryn", "listen bryn", "propose")
    assert 42 * (0.6 + 0.08 * 10 / 4) == pytest.approx(everybody.state.turns[-1].worth, abs=1e-9)


def test_concession_costs():
    """Each concession takes 6 from the worth for good, and the worth is never below 0."""
    plain = played("listen mara", "propose").state.turns[-1]
    given = played("concede mara", "listen mara", "propose").state.turns[-1]
    assert 12 * (0.6 + 0.08 * 4 / 4) * 0.7 == pytest.approx(plain.worth, abs=1e-9)
    assert 0.0 == given.worth


def test_storm():
    """After turn 6 the needs of Bryn and Tomas are no longer known or played back, and out of date in the
    deal, where they count a fifth.
    """
    quiet = played(*HEARD, "play-back", "propose")
    assert "storm" == quiet.state.turns[5].event
    early = played("share-limits", "listen tomas", "play-back", "propose", "wait", "wait")
    at = early.state.position
    assert ("need-tomas" in at.known, "need-tomas" in at.confirmed) == (False, False)
    assert {"need-tomas", "need-bryn"} == set(at.stale)
    assert (early.state.turns[-1].worth - dialogue().worth(early.state)) == pytest.approx(
        0.8 * 10 * (0.6 + 0.08 * at.mean_trust) * 0.7, abs=1e-9
    )


def test_cut():
    """After turn 12 Mara's need and Ines's constraint are out of date."""
    at = played(*["wait"] * 11, "wait").state.position
    assert {"need-tomas", "need-bryn", "need-mara", "constraint-ines"} == set(at.stale)


def test_revisit():
    """A revisit after an event counts and gives trust to the room once; the next one without an event neither
    counts nor gives any.
    """
    moves = ("listen mara", "propose", *["wait"] * 4)
    before, once = played(*moves), played(*moves, "revisit")
    again = played(*moves, "revisit", "revisit")
    assert [0, 1, 1] == [each.state.position.revisits for each in (before, once, again)]
    assert (3, 0, 1, 0) == tuple(before.state.trust.values())
    assert (4, 1, 2, 0) == tuple(once.state.trust.values()) == tuple(again.state.trust.values())


def test_one_flag():
    """Two events that nobody answered are one flag: one revisit afterwards answers both, and counts once."""
    moves = ("listen mara", "propose", *["wait"] * 10, "revisit", "revisit")
    assert 1 == played(*moves).state.position.revisits


def test_first_proposal_after_an_event():
    """A first proposal after an event is no revisit: there was nothing to go back to."""
    moves = ("listen mara", *["wait"] * 5, "propose", "revisit")
    assert 0 == played(*moves).state.position.revisits


def test_deciding_alone_leaves_the_event_pending():
    """Deciding alone answers no event, not even when the deal is closed; a revisit afterwards does."""
    moves = ("propose", *["wait"] * 5, "decide-alone", "revisit")
    assert 1 == played(*moves).state.position.revisits
    closed = played("listen mara", "propose", "freeze", "decide-alone").state.position
    assert {"need-mara", "need-ines"} == set(closed.deal)


def test_trial():
    """A trial takes a mean trust of 2.5 and a deal, even one of nothing; then the latent point is in it."""
    cold = played("propose", "trial")
    assert "refused" == cold.state.turns[-1].result
    warm = played(*HEARD[:5], "listen tomas", "propose", "trial")
    assert "found" == warm.state.turns[-1].result
    assert "latent" in warm.state.position.deal


def test_unused_turns_are_waits():
    """A run that stops is scored as if every turn left were a wait."""
    moves = strategy("misses-the-second-event")
    short, long = played(*moves), played(*moves, *["wait"] * (18 - len(moves)))
    assert (short.value, short.criteria) == (long.value, long.criteria)
    assert (False, True) == (short.finished, long.finished)


def test_value_by_hand():
    """The value is a fifth, three tenths and a half of what the agreement is worth on its three dates."""
    result = played(*strategy("co-creator"))
    first, second, third = (result.state.turns[turn - 1].worth for turn in (6, 12, 18))
    assert 0.2 * first + 0.3 * second + 0.5 * third == pytest.approx(result.value, abs=1e-9)


def test_who_reacts_from_outside():
    """Bryn, while outside, is heard of and not heard."""
    result = played("propose", "concede mara", "decide-alone")
    assert [False, False, False] == [
        each.spoken for turn in result.state.turns for each in turn.said if each.who == "bryn"
    ]
    assert 3 == len(said(result, "bryn"))


def test_knowledge():
    """The room's knowledge tells how each point stands, and nothing of what was never told."""
    scenario = dialogue()
    state = played(*HEARD[:5], "propose", "play-back", "listen tomas").state
    shown = {known.point: (known.status, known.agreed) for known in scenario.knowledge(state)}
    assert {
        "need-mara": ("played back", True),
        "need-tomas": ("heard", True),
        "need-ines": ("played back", True),
        "own": ("heard", True),
    } == shown
    assert set(shown) < set(POINTS)


def test_knowledge_out_of_date():
    """What an event changed is shown as it was told, and out of date, until it is heard again."""
    scenario = dialogue()
    old = scenario.knowledge(played("listen tomas", *["wait"] * 5).state)
    new = scenario.knowledge(played("listen tomas", *["wait"] * 5, "listen tomas").state)
    assert [("Tomas needs to know before the queue does.", "out of date")] == [
        (known.text, known.status) for known in old
    ]
    assert [("Tomas needs a vehicle list that works when the mast is down.", "heard")] == [
        (known.text, known.status) for known in new
    ]


def test_assumed():
    """What you decide alone rests on what you assume, and says so."""
    scenario = dialogue()
    state = played("decide-alone").state
    assert ["assumed", "assumed"] == [known.status for known in scenario.knowledge(state)]
    assert "The agreement speaks of what you assume about Mara and Ines." == scenario.agreement(state)


def test_told():
    """The answer in words tells the turns in sixes, the agreement and the trust, without a verdict."""
    scenario = dialogue()
    assert (
        "Turns 1 to 6: you listened to Mara (2 times), proposed an agreement and waited (3 times).",
        "Turn 7: you invited Bryn.",
        "The agreement speaks of what Mara told you.",
        "Trust, of 5: Mara 4, Tomas 0, Ines 1, Bryn 1.",
    ) == scenario.tell(played("listen mara", "listen mara", "propose", *["wait"] * 3, "invite bryn").state)
    assert "Turn 1: you did nothing yet." == scenario.tell(scenario.start())[0]
