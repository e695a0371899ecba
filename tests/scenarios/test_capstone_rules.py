"""The rules of the capstone, worked out by hand (course design, section 9 F)."""

import attrs
import pytest
from capstone_samples import ALL, DUE, HAPPY, MIXES, all_happy, capstone, joint, rated, year

from itilkit.scenarios import replay
from itilkit.scenarios.affordable_mix.model import load_affordable_mix
from itilkit.scenarios.capstone.year import Effort, delay_factor, trust_factor

ONE = "status-page"


def played(scenario, *quarters):
    """The quarters of a year as they were played."""
    return replay(scenario, year(*quarters)).state.played


def test_start():
    """A year starts with trust 2, delay 3 and 11 points of effort."""
    scenario = capstone()
    state = scenario.start()
    assert (2, 3, 11) == (state.trust, state.delay, scenario.effort_left(state))
    assert [28, 28, 25, 26] == [quarter.budget for quarter in scenario.quarters]
    assert [0.8, 0.6, 0.8, 0.8] == [quarter.unassured for quarter in scenario.quarters]


def test_mix_is_that_of_the_affordable_mix():
    """In the quarters that both know, graded has the ratings of the affordable mix's base, and a mix serves
    people there as it does in that scenario.
    """
    mix, scenario = load_affordable_mix("base"), capstone()
    assert list(mix.numbers.ratings.values()) == list(scenario.numbers.ratings.values())[:3]
    offer = ("status-page", "booking", "availability")
    for season in range(3):
        assert mix.season_value(season, offer) == scenario.mixes.season_value(season, offer)


TRUST = {
    "two asked and revisited": (("mara tomas", "revisit"), 3, ["agreed"]),
    "one asked and revisited": (("mara", "revisit"), 2, []),
    "revisited alone": (("", "revisit"), 1, ["silent"]),
    "asked alone": ((ALL, ""), 2, []),
    "nothing": (("", ""), 1, ["silent"]),
    "governance is not due": (("mara", "check-governance"), 2, []),
}


@pytest.mark.parametrize(("done", "trust", "why"), TRUST.values(), ids=TRUST)
def test_trust_after_the_first_quarter(done, trust, why):
    """In summer trust grows with two people asked and a revisit, falls when nobody is asked, and nothing else
    moves it.
    """
    [quarter] = played(capstone(), (*done, ONE))
    assert (2, trust) == (quarter.trust_before, quarter.trust)
    assert why == [moved.id for moved in quarter.trust_moved]


LATER = {
    "all done": ((ALL, "revisit check-governance"), 4, ["agreed"]),
    "no governance": ((ALL, "revisit"), 3, ["agreed", "ungoverned"]),
    "not revisited": ((ALL, "check-governance"), 2, ["not-revisited"]),
    "asked only": ((ALL, ""), 1, ["not-revisited", "ungoverned"]),
    "nothing": (("", ""), 0, ["silent", "not-revisited", "ungoverned"]),
}


@pytest.mark.parametrize(("done", "trust", "why"), LATER.values(), ids=LATER)
def test_trust_after_the_second_quarter(done, trust, why):
    """From the second quarter on an agreement that is not revisited costs trust, and in the storms a missing
    governance check does; the reasons add up.
    """
    _, quarter = played(capstone(), (ALL, "revisit", ONE), (*done, ONE))
    assert (3, trust) == (quarter.trust_before, quarter.trust)
    assert why == [moved.id for moved in quarter.trust_moved]
    assert trust - 3 == sum(moved.by for moved in quarter.trust_moved)


def test_governance_is_due_in_the_second_and_the_last_quarter():
    """In winter nothing is lost without a governance check, in spring 1 of trust is."""
    plain = (ALL, "revisit", ONE)
    quarters = played(capstone(), plain, plain, plain, plain)
    missing = ["ungoverned" in [moved.id for moved in quarter.trust_moved] for quarter in quarters]
    assert [False, True, False, True] == missing


def test_trust_is_held_between_0_and_5():
    """Reasons are summed first, and then trust is held between 0 and 5."""
    nothing = ("", "", ONE)
    assert [1, 0, 0, 0] == [quarter.trust for quarter in played(capstone(), *[nothing] * 4)]
    all_done = played(capstone(), *[(ALL, "revisit check-governance", ONE)] * 4)
    assert [3, 4, 5, 5] == [quarter.trust for quarter in all_done]


def test_delay():
    """Each improvement takes 1 off the delay, down to 0; nothing brings it back."""
    better, plain = ("", "improve-stream", ONE), ("", "", ONE)
    assert [2, 2, 1, 1] == [q.delay for q in played(capstone(), better, plain, better, plain)]
    quarters = played(capstone(), better, better, better, better)
    assert [2, 1, 0, 0] == [quarter.delay for quarter in quarters]
    assert [1, 1, 1, 0] == [len(quarter.delay_moved) for quarter in quarters]


def test_factors():
    """Trust makes 0.70 to 1.00 of a mix in steps of 0.06, delay leaves 1.00 to 0.76 in steps of 0.08."""
    assert [0.70, 0.76, 0.82, 0.88, 0.94, 1.00] == [round(trust_factor(trust), 9) for trust in range(6)]
    assert [1.00, 0.92, 0.84, 0.76] == [round(delay_factor(delay), 9) for delay in range(4)]


def test_quarter_value():
    """A quarter is worth what its mix is worth, by the new trust and the new delay."""
    [quarter] = played(all_happy(), (ALL, "improve-stream revisit", HAPPY))
    assert 100.0 == quarter.season_value
    assert (0.88, 0.84) == (round(quarter.trust_factor, 9), round(quarter.delay_factor, 9))
    assert 100 * 0.88 * 0.84 == pytest.approx(quarter.value)
    assert 100 * 0.88 * 0.16 == pytest.approx(quarter.delay_cost)
    assert 100 * 0.84 * 0.06 == pytest.approx(quarter.trust_gain(2))


def test_storm_factor_in_the_second_quarter_only():
    """Without a feature that keeps the service up, utility keeps 0.6 of its worth in the storms, else 0.8."""
    wish = {"mara": {"status-page": 1}}
    scenario = capstone(ratings=rated(**dict.fromkeys(("summer", "storms", "winter", "spring"), wish)))
    levels = [scenario.mixes.satisfaction(quarter, "mara", [ONE]) for quarter in range(4)]
    assert [100 * kept / 12 for kept in (0.8, 0.6, 0.8, 0.8)] == pytest.approx(levels)


def test_effort_of_a_quarter():
    """Effort goes into conversations, what is new in the mix, stream, agreement and governance."""
    scenario = capstone()
    first, second = played(
        scenario,
        ("mara tomas", "improve-stream revisit check-governance", "status-page booking"),
        ("bryn", "check-governance", "status-page alerts"),
    )
    assert Effort(2, 2, 3, 1, 1) == first.effort
    assert 9 == first.effort.total
    assert Effort(1, 1, 0, 0, 1) == second.effort
    assert (11, 12) == (first.spend, second.spend)
    assert (("status-page", "booking"), ("alerts",)) == (first.new, second.new)


def test_conversations_cost_effort_and_no_money():
    """All the money of a quarter may go into the mix, however many people were asked."""
    [quarter] = played(capstone(), (ALL, "", "status-page booking freight-slots availability dashboard"))
    assert (28, 9) == (quarter.spend, quarter.effort.total)


def test_what_is_left():
    """Money and effort left are told for any mix that is thought of, before it is offered."""
    scenario = capstone()
    state = replay(scenario, ["ask mara", "improve-stream"]).state
    assert (7, 5) == (scenario.effort_left(state), scenario.effort_left(state, ["status-page", "booking"]))
    assert (28, 17) == (scenario.money_left(state), scenario.money_left(state, ["status-page", "booking"]))
    assert "ask mara" not in scenario.open_moves(state)
    assert ("ask tomas", "ask ines", "ask bryn", "revisit", "check-governance") == scenario.open_moves(state)


# the score ------------------------------------------------------------------------------------------


def criteria(scenario, *quarters):
    return {name: points for name, (points, _) in replay(scenario, year(*quarters)).criteria.items()}


def test_most_points():
    """Thirty points: outcome 18, evidence 6, revisits, stream and governance 2 each."""
    most = {name: most for name, (_, most) in replay(capstone(), []).criteria.items()}
    assert {"outcome": 18, "evidence": 6, "revisits": 2, "stream": 2, "governance": 2} == most


def test_outcome():
    """The outcome's points run from 65 % to 97 % of the reference."""
    moves = year(*[(ALL, done, HAPPY) for done in DUE])
    scenario = all_happy()
    value = replay(scenario, moves).value
    for share, points in ((0.65, 0.0), (0.81, 9.0), (0.97, 18.0), (1.2, 18.0), (0.3, 0.0)):
        there = attrs.evolve(scenario, numbers=attrs.evolve(scenario.numbers, reference=value / share))
        assert points == pytest.approx(replay(there, moves).criteria["outcome"][0])


def test_unfinished_year():
    """A quarter that was not reached counts 0 in the value, whose divisor stays, and earns nothing."""
    result = replay(all_happy(), year((ALL, "improve-stream revisit", HAPPY)))
    assert 100 * 0.88 * 0.84 / 4 == pytest.approx(result.value)
    assert not result.finished
    assert 1.5 + 0.5 + 2 / 3 == pytest.approx(result.score)


def test_a_quarter_without_an_offer_counts_nothing():
    """What was asked and done in a quarter counts when its mix is offered."""
    assert 0.0 == replay(all_happy(), ["ask mara", "ask bryn", "improve-stream", "revisit"]).score


EVIDENCE = {
    "nobody asked": ("", "status-page", 0.0),
    "one of three": ("mara", "status-page", 0.5),
    "two of three": ("mara tomas", "status-page", 1.0),
    "three": ("mara tomas ines", "status-page", 1.5),
    "four count as three": (ALL, "status-page", 1.5),
    "half of the offer": (ALL, "status-page chatbot", 0.75),
    "wanted by somebody who was not asked": ("mara tomas bryn", "dashboard", 0.0),
}


@pytest.mark.parametrize(("asked", "offer", "points"), EVIDENCE.values(), ids=EVIDENCE)
def test_evidence(asked, offer, points):
    """Evidence is the share of the offer that somebody asked this quarter rates 3 or more, by how many were
    asked, in full from three on: 1.5 a quarter.
    """
    assert points == pytest.approx(criteria(capstone(), (asked, "", offer))["evidence"])


def test_revisits():
    """A revisit counts half a point; after the first quarter only if the mix differs from last quarter's."""
    same, other = (ALL, "revisit", "status-page"), (ALL, "revisit", "alerts")
    assert 0.5 == criteria(capstone(), same, same, same, same)["revisits"]
    assert 2.0 == criteria(capstone(), same, other, same, other)["revisits"]
    assert 1.0 == criteria(capstone(), same, same, other, other)["revisits"]


def test_stream_and_governance():
    """Improving counts in the first three quarters, 2/3 each; governance in the second and last, 1 each."""
    all_year = [("mara", "improve-stream check-governance", ONE)] * 4
    assert [2 / 3, 4 / 3, 2, 2] == pytest.approx(
        [criteria(capstone(), *all_year[: quarters + 1])["stream"] for quarters in range(4)]
    )
    assert [0, 1, 1, 2] == [
        criteria(capstone(), *all_year[: quarters + 1])["governance"] for quarters in range(4)
    ]


# what is told ---------------------------------------------------------------------------------------


def test_events():
    """A quarter is told with what moved trust and delay and why, and who is served least."""
    events = replay(capstone(), joint()).events
    assert events[4].startswith("You improved the stream. Priya: “")
    assert events[6:12] == (
        "Summer: you offered status page, booking and high availability.",
        (
            "It earns trust that what you wrote down is what people had told you, and they can find their "
            "own words in it."
        ),
        "Delay falls. What the ports report in the morning is no longer still lying there at night.",
        "Trust stands at 3 of 5, delay at 2 of 3.",
        (
            "What you offered would be worth 65 of 100; with this trust and this delay it is worth 48. "
            "Ines is served least, at 50."
        ),
        events[11],
    )


def test_told_without_verdict():
    """A year can be told in sentences that hold no value and no verdict."""
    moves = [*year(("mara bryn", "revisit improve-stream", MIXES[0])), "ask ines", "check-governance"]
    assert (
        (
            "Summer: you asked Mara and Bryn, improved the stream, revisited the agreement and offered "
            "status page, booking and high availability."
        ),
        "Autumn storms: you asked Ines, checked with governance and have not offered a mix yet.",
    ) == capstone().tell(replay(capstone(), moves).state)
    assert ("Summer is still to be played.",) == capstone().tell(capstone().start())
    assert (
        "Summer: you asked nobody and offered status page."
        == (capstone().tell(replay(capstone(), ["offer status-page"]).state)[0])
    )
