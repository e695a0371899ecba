"""The debrief: each shape of year, reached by a run written out here, is told something of its own."""

import pytest
from capstone_runs import RUNS
from capstone_samples import ALL, capstone, joint, year

from itilkit.authoring.capstone.strategies import strategies as policies
from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.capstone.debrief import criterion_notes, debrief
from itilkit.scenarios.capstone.facts import against
from itilkit.scenarios.capstone.model import ID


def told(shape):
    return debrief(capstone(), replay(capstone(), RUNS[shape]).state)


def test_who_was_not_asked_is_named():
    """Whoever was never asked is named, in a year that passes too; where everybody was, nobody is."""
    assert "You never asked Ines." == told("left-out").headline
    scenario = capstone()
    ticked = debrief(scenario, replay(scenario, list(policies(scenario)["box-ticker"])).state)
    assert ticked.advice.endswith("You never asked Ines and Bryn.")
    assert told("crowded").advice.endswith("You never asked Ines and Bryn.")
    assert "never asked" not in told("co-created").advice


NEAR_MISSES = {
    "one check of two is not none": (RUNS["nearly"], "nearly"),
    "bettered in the last quarter only is late, not never": (RUNS["late-flow"], "late-flow"),
    "two asked in a year that goes well": (joint(asked=(ALL, ALL, "mara tomas", ALL)), "co-created"),
    "asked in two quarters is not once": (joint(asked=(ALL, ALL, "", "")), "patchy"),
}


@pytest.mark.parametrize(("moves", "shape"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_where_a_shape_ends(moves, shape):
    """A shape is told of a year that has it, and of no other that only looks like it."""
    assert shape == debrief(capstone(), replay(capstone(), moves).state).shape


def test_against_the_plan_that_was_signed_once():
    """A year is set against the rigid plan by quarter: the co-creator's is worth less first, then more."""
    state = replay(capstone(), joint()).state
    assert (
        "Beside the plan “Signs once and keeps to it” your year was worth less in summer (48 to 67) and more "
        "in autumn storms (80 to 35), winter (96 to 28) and spring (92 to 37)."
    ) == against(capstone(), state.played)
    assert "" == against(capstone(), state.played[:3])
    assert against(capstone(), state.played) in told("co-created").advice


def test_the_same_year_beside_itself():
    """A year that is as good as the plan beside it is told so."""
    state = replay(capstone(), list(policies(capstone())["process-rigid"])).state
    assert "Beside the plan “Signs once and keeps to it” your year was worth as much in every quarter." == (
        against(capstone(), state.played)
    )


def test_figures_in_the_advice():
    """Advice names quarters and figures of the year it is about, those of other paths included."""
    quarters = replay(capstone(), RUNS["no-flow"]).state.played
    better = sum(
        q.value / q.delay_factor * factor for q, factor in zip(quarters, (0.84, 0.92, 1, 1), strict=True)
    )
    assert f"would have made {better / 4:.0f} of the same year instead of" in told("no-flow").advice
    assert "Delay stayed at 3 and took most in winter: 23 of the value." in told("no-flow").advice
    assert "trust fell to 0" in told("talk-only").advice
    assert "It costs 3 points of effort each time" in told("no-flow").advice


NOTES = {
    "nothing": (
        [],
        dict.fromkeys(("outcome", "evidence", "revisits", "stream", "governance"), "No quarter was played."),
    ),
    "co-creator": (
        joint(),
        {
            "outcome": (
                "Summer 48, Autumn storms 80, Winter 96, Spring 92: 79 for the year, and 86 is within reach."
            ),
            "evidence": "16 of 16 conversations held; one feature rests on nobody’s word.",
            "revisits": (
                "Revisited to some effect in summer, autumn storms, winter and spring; against trust at the "
                "start, trust meant +3 in summer, +10 in autumn storms, +17 in winter and +17 in spring."
            ),
            "stream": (
                "Improved in summer, autumn storms and winter; of the value delay took 9 in summer, 7 in "
                "autumn storms, 0 in winter and 0 in spring."
            ),
            "governance": "Checked when it was due in autumn storms and spring.",
        },
    ),
    "one quarter without anybody": (
        year(("", "", "status-page")),
        {
            "outcome": "Summer 9: 2 for the year, and 86 is within reach.",
            "evidence": "Nobody was asked, so no feature rests on anybody’s word.",
            "revisits": (
                "Never revisited to any effect; against trust at the start, trust meant −1 in summer."
            ),
            "stream": "Never improved; of the value delay took 3 in summer.",
            "governance": "A check is due in autumn storms and spring; neither was reached.",
        },
    ),
    "paper": (
        year(*[("mara tomas", "revisit", "status-page")] * 2, ("mara", "improve-stream", "alerts")),
        {
            "outcome": "Summer 10, Autumn storms 7, Winter 4: 5 for the year, and 86 is within reach.",
            "evidence": (
                "5 of 16 conversations held; one feature rests on nobody’s word; fewer than 3 were asked in "
                "summer, autumn storms and winter; never asked: Ines and Bryn."
            ),
            "revisits": (
                "Revisited to some effect in summer; in autumn storms the mix stayed as it was; against "
                "trust at the start, trust meant +1 in summer, no change in autumn storms and no change in "
                "winter."
            ),
            "stream": (
                "Improved in winter; of the value delay took 3 in summer, 2 in autumn storms and 1 in winter."
            ),
            "governance": "Missed in autumn storms, which cost trust.",
        },
    ),
}


@pytest.mark.parametrize(("moves", "notes"), NOTES.values(), ids=NOTES)
def test_criterion_notes(moves, notes):
    """Each criterion is explained in one sentence that says what in the year earned it, or did not."""
    assert notes == criterion_notes(load_scenario(ID, "graded"), replay(capstone(), moves).state)
