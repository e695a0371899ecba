"""The debrief of the service value system: each shape of run is told something of its own."""

import pytest
from svs_runs import ALL, BASE, RUNS
from svs_samples import IDLE, WHOLE, answers, place, without

from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.service_value_system.debrief import (
    criterion_notes,
    debrief,
    event_reasons,
    tile_reasons,
    verdicts,
)
from itilkit.scenarios.service_value_system.model import ID


def scenario_of(shape):
    return load_scenario(ID, "graded") if shape == "keys-apart" else BASE


def told(shape):
    return debrief(scenario_of(shape), replay(scenario_of(shape), RUNS[shape]).state)


OTHER_WAYS = {
    "chain and streams with one component more": (
        place({"service-value-chain": "component", "value-streams": "component", "governance": "component"}),
        "chain-and-streams",
    ),
    "chain and streams with two components more": (
        place(
            {
                "service-value-chain": "component",
                "value-streams": "component",
                "governance": "component",
                "practices": "component",
            }
        ),
        "extra-streams",
    ),
    "streams as an input": (place(WHOLE | {"value-streams": "input"}), "extra-streams"),
    "stages and a tool": (
        place({"lifecycle-stages": "component", "service-desk-tool": "component"}),
        "points-of-view",
    ),
    "three idle tiles": (place(WHOLE | dict.fromkeys(IDLE[2:], "component")), "points-of-view"),
    "four idle tiles and nothing else": (place(dict.fromkeys(IDLE[1:], "component")), "everything"),
    "a component as an input": (place(WHOLE | {"practices": "input"}), "ends-confused"),
    "one right tile": (place({"demand": "input"}), "gaps"),
    "two wrong answers": ([*place(WHOLE), *answers(BASE, 10, 5)], "nearly"),
    "three wrong answers": ([*place(WHOLE), *answers(BASE, 10, 4)], "names-only"),
    "answers without a board": (ALL, "empty"),
}


@pytest.mark.parametrize(("moves", "shape"), OTHER_WAYS.values(), ids=OTHER_WAYS)
def test_edges_of_the_shapes(moves, shape):
    """The coarser slip is told first: an idle tile before a wrong place, a wrong place before a gap, the
    board before the cards.
    """
    assert shape == debrief(BASE, replay(BASE, moves).state).shape


def test_names_in_the_advice():
    """Advice names the tiles, events and cards of the run it is about."""
    assert told("points-of-view").headline.endswith("a sequence that it does not have: four dimensions.")
    assert "mixed up: demand and value." in told("ends-confused").headline
    assert "first event that went wrong: “The grant”." in told("gaps").advice
    assert told("gaps").advice.endswith("Still missing: governance and opportunity.")
    assert told("tool-bought").advice.endswith("Nothing is missing.")
    assert "5 of 7 events" in told("chain-and-streams").advice
    assert "7 of the cards and symptoms have no answer yet" in told("unanswered").headline
    assert "8 of 12 cards and 5 of 5 diagnoses are right." in told("names-only").well
    assert (
        "This is what you missed: “All who are concerned find that something benefits them, that it is of "
        "use and that it matters.” You said none of the three. Right would be an output. Perceived benefit, "
        "usefulness and importance is what value means, and value is the output."
    ) == told("nearly").advice


NOTES = {
    "nothing": (
        [],
        {
            "placement": "Nothing was placed.",
            "cards": "0 of 12 cards answered, 0 of them right.",
            "diagnoses": "0 of 5 symptoms answered, 0 of them right.",
        },
    ),
    "all wrong in every way": (
        [*place(without("governance") | {"value": "input", "customer": "output"}), *answers(BASE, 7, 1)],
        {
            "placement": "6 of 8 tiles stand where they belong; missing: governance; in the wrong place: "
            "value; without work in the system: customer.",
            "cards": "12 of 12 cards answered, 7 of them right.",
            "diagnoses": "5 of 5 symptoms answered, 1 of them right.",
        },
    ),
    "all right": (
        RUNS["correct"],
        {
            "placement": "8 of 8 tiles stand where they belong.",
            "cards": "12 of 12 cards answered, 12 of them right.",
            "diagnoses": "5 of 5 symptoms answered, 5 of them right.",
        },
    ),
}


@pytest.mark.parametrize(("moves", "notes"), NOTES.values(), ids=NOTES)
def test_criterion_notes(moves, notes):
    """Each criterion is explained in one sentence that says what in the run earned it, or did not."""
    assert notes == criterion_notes(BASE, replay(BASE, moves).state)


def test_event_reasons():
    """In a lesson the reasons of a loss are told by name."""
    happened = BASE.happened(without("demand", "governance") | dict.fromkeys(IDLE[3:], "output"))
    assert (
        "20 lost: “Governance” is not on the board.",
        "12 lost: “Service desk tool” and “Customer” do no work in the system.",
        "6 lost: “The storm calls” had gone wrong before.",
    ) == event_reasons(BASE, happened[3])
    assert ("6 lost: “Customer” does no work in the system.",) == event_reasons(
        BASE, BASE.happened(WHOLE | {"customer": "output"})[0]
    )
    assert () == event_reasons(BASE, BASE.happened(WHOLE)[0])


def test_tile_reasons():
    """Every tile that is missing, misplaced or idle on the board is explained, and no other."""
    state = replay(BASE, place(without("governance") | {"value": "input", "customer": "output"})).state
    assert tuple(BASE.tiles[tile].why for tile in ("governance", "value", "customer")) == tile_reasons(
        BASE, state
    )


def test_verdicts():
    """Every card and symptom is told as it was answered, as it should be, and why."""
    state = replay(BASE, ["card old-poster as component", "diagnose two-plans as governance"]).state
    found = {verdict.prompt.id: verdict for verdict in verdicts(BASE, state)}
    assert [*BASE.cards, *BASE.symptoms] == list(found)
    poster, plans, cable = found["old-poster"], found["two-plans"], found["sea-cable"]
    assert ("a component", "none of the three", False) == (poster.said, poster.key, poster.right)
    assert BASE.cards["old-poster"].why == poster.why
    assert ("governance", "governance", True) == (plans.said, plans.key, plans.right)
    assert ("", "an input", False) == (cable.said, cable.key, cable.right)
