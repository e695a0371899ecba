"""The debrief: each shape of run, reached by a run written out here, is told something of its own."""

import pytest
from mix_runs import BEST, RUNS
from mix_samples import ALL, mix, year

from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.affordable_mix.debrief import criterion_notes, debrief, reaction, texts
from itilkit.scenarios.affordable_mix.model import ID


def told(shape):
    scenario = load_scenario(ID)
    return debrief(scenario, replay(scenario, RUNS[shape]).state)


def test_names_in_the_advice():
    """Advice names the people and seasons of the run it is about."""
    assert "You never asked Bryn." == told("left-out").headline
    assert "You listened in summer, and then not again." == told("asked-once").headline
    assert "ask Tomas and Ines in every season" in told("patchy").advice
    assert "most was lost in autumn storms, at 56 where 94 was within reach" in told("asked-once").advice


LISTENED_LATE = {
    "all four, in winter only": (year(("", BEST[0]), ("", BEST[1]), (ALL, BEST[2])), "patchy"),
    "all four, in storms only": (year(("", BEST[0]), (ALL, BEST[1]), ("", BEST[2])), "patchy"),
    "one person, in winter only": (year(("", BEST[0]), ("", BEST[1]), ("ines", BEST[2])), "left-out"),
}


@pytest.mark.parametrize(("moves", "shape"), LISTENED_LATE.values(), ids=LISTENED_LATE)
def test_listening_late_is_not_listening_once(moves, shape):
    """“And then not again” is said only of a run whose first mix rested on what people had said."""
    scenario = load_scenario(ID)
    assert shape == debrief(scenario, replay(scenario, moves).state).shape


def test_worst_season_of_a_mix_that_was_kept():
    """A kept mix is judged by the later seasons, even when the first was the worst."""
    scenario = mix(references=(100.0, 60.0, 80.0))
    moves = year((ALL, BEST[0]), (ALL, BEST[0]), (ALL, BEST[0]))
    said = debrief(scenario, replay(scenario, moves).state)
    assert "in winter the mix from summer was worth" in said.advice


REACTIONS = {44.9: "poor", 45.0: "fair", 74.9: "fair", 75.0: "good", 75.0 - 1e-12: "good"}


@pytest.mark.parametrize(("level", "kind"), REACTIONS.items())
@pytest.mark.parametrize("person", ALL.split())
def test_reactions(person, level, kind):
    """People react poorly below 45, fairly from 45 and well from 75, each in their own words."""
    assert getattr(texts().reactions[person], kind) == reaction(person, level)


NOTES = {
    "nothing played": (
        [],
        {
            "outcome": "No season was played.",
            "evidence": "No season was played.",
            "adaptation": "No season was played.",
            "balance": "No season was played.",
        },
    ),
    "one season": (
        year(("ines", "booking dashboard")),
        {
            "outcome": "Value reached: Summer 24 of a reachable 73.",
            "evidence": "1 of 12 conversations held; every feature rests on somebody’s word; "
            "Mara, Tomas and Bryn were never asked.",
            "adaptation": "Only the first season was played, so there was nothing to adapt.",
            "balance": "Counts at the end of winter, which was not played.",
        },
    ),
    "co-creator": (
        RUNS["co-created"],
        {
            "outcome": "Value reached: Summer 73 of a reachable 73, Autumn storms 94 of a reachable 94, "
            "Winter 83 of a reachable 83.",
            "evidence": "12 of 12 conversations held; every feature rests on somebody’s word.",
            "adaptation": "Autumn storms: the change brought 37; Winter: the change brought 18.",
            "balance": "Mara ended lowest, at 75; nobody was left behind.",
        },
    ),
    "deaf and stubborn": (
        year(("", "chatbot"), ("", "chatbot"), ("", "booking")),
        {
            "outcome": "Value reached: Summer 3 of a reachable 73, Autumn storms 1 of a reachable 94, "
            "Winter 3 of a reachable 83.",
            "evidence": "Nobody was asked, so no feature rests on anybody’s word.",
            "adaptation": "Autumn storms: the mix stayed as it was; "
            "Winter: the mix changed without a conversation.",
            "balance": "Tomas ended at 0; 60 was needed.",
        },
    ),
}


@pytest.mark.parametrize(("moves", "notes"), NOTES.values(), ids=NOTES)
def test_criterion_notes(moves, notes):
    """Each criterion is explained in one sentence that says what in the run earned it, or did not."""
    scenario = load_scenario(ID)
    assert notes == criterion_notes(scenario, replay(scenario, moves).state)


def test_order_of_the_shapes():
    """The coarser habit is told first: a year without a question is not told about its crowded mix."""
    scenario = load_scenario(ID)
    six = "status-page offline-tablets accessible-line chatbot loyalty dashboard"
    state = replay(scenario, ["offer chatbot loyalty dashboard", f"offer {six}", f"offer {six}"]).state
    assert "never-asked" == debrief(scenario, state).shape
