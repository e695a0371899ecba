"""The debrief: each shape of stream, reached by a run written out here, is told something of its own."""

import pytest
from stream_runs import BEST, PIPELINE, RUNS
from stream_samples import RIGHT, SEVEN, laid, stream

from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.value_stream.debrief import criterion_notes, debrief
from itilkit.scenarios.value_stream.model import ID


def told(shape):
    scenario = load_scenario(ID)
    return debrief(scenario, replay(scenario, RUNS[shape]).state)


NEAR_MISSES = {
    "one other activity is still nearly one": (
        laid(*BEST, mapping={**dict.fromkeys(SEVEN, "deliver-support"), "log-improvement": "improve"}),
        "one-activity",
    ),
    "two others are not": (
        laid(
            *BEST,
            mapping={**dict.fromkeys(SEVEN, "engage"), "log-improvement": "improve", "put-live": "plan"},
        ),
        "wrong-map",
    ),
    "many cards that serve well": (
        laid("standard-change", "laptops", "supplier-channel", "progress-messages"),
        "flowing",
    ),
    "speed beside agreements is not all speed": (laid("automate", "standard-change", "laptops"), "nearly"),
    "one step of the loop is not the loop": (laid(*BEST, order=SEVEN[:-1]), "cut-loop"),
    "a right map is no pipeline when it is made activity by activity": (
        laid(*BEST, mapping=dict(sorted(RIGHT.items(), key=lambda pair: pair[1]))),
        "flowing",
    ),
    "a pipeline is one in whatever order its steps are mapped": (
        laid(*BEST, mapping=dict(sorted(PIPELINE.items()))),
        "pipeline",
    ),
    "a step left out breaks the order": (laid(*BEST, order=SEVEN[1:]), "mixed-order"),
}


@pytest.mark.parametrize(("moves", "shape"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_where_a_shape_ends(moves, shape):
    """A shape is told of a stream that has it, and of no other that only looks like it."""
    scenario = load_scenario(ID)
    assert shape == debrief(scenario, replay(scenario, moves).state).shape


def test_order_of_the_shapes():
    """The coarser habit is told first: whoever sees a pipeline is not told about the meeting in it."""
    scenario = load_scenario(ID)
    moves = laid(order=(*SEVEN, "approval-meeting"), mapping=PIPELINE)
    assert "pipeline" == debrief(scenario, replay(scenario, moves).state).shape


def test_figures_in_the_advice():
    """Advice names the steps and figures of the stream it is about."""
    assert "You laid “Weekly approval meeting” and “Next year’s strategy” into the way of every call." == (
        told("not-a-step").headline
    )
    assert "You left out “Ask for feedback” and “Log an improvement”." == told("cut-loop").headline
    assert "month 2 brings 22 calls a day, and 17 with the loop closed" in told("cut-loop").advice
    assert "“Specialist fix” gets 17.5 calls a day and can take 14" in told("wrong-bottleneck").advice
    assert "As it was, 14 % of the time of a call was work" in told("faster").advice
    assert "Only 60 % of calls are right when they close now" in told("unchecked").advice
    assert "420 minutes now lie before it goes live" in told("signed-off").advice
    assert "it took 808 minutes, and now takes 365" in told("flowing").well
    assert "from “Log the call” to “Investigate”" in told("mixed-order").headline


NOTES = {
    "nothing laid out": (
        [],
        {
            "mapping": "0 of 7 steps stand with the activity they draw on; without an activity: 7.",
            "order": "No step was laid out.",
            "bottleneck": (
                "No bottleneck was named; “Specialist fix” gets 17.5 calls a day and can take 14."
            ),
            "improvement": "Value 16; it was 22, and 60 is within reach; 0 of 6 points spent.",
            "loop": (
                "“Ask for feedback” and “Log an improvement” are missing: month 2 brings 22 calls a day."
            ),
        },
    ),
    "best": (
        RUNS["flowing"],
        {
            "mapping": "7 of 7 steps stand with the activity they draw on.",
            "order": "6 of 6 pairs of neighbouring steps stand as a call takes them.",
            "bottleneck": "Right: “Specialist fix” gets 17.5 calls a day and can take 14.",
            "improvement": "Value 60; it was 22, and 60 is within reach; 6 of 6 points spent.",
            "loop": "The loop is closed: month 2 brings 17 calls a day.",
        },
    ),
    "slips": (
        laid(
            "laptops",
            order=("investigate", "log-call", "year-strategy", *SEVEN[2:6]),
            mapping={**RIGHT, "put-live": "obtain-build"},
            bottleneck="log-call",
        ),
        {
            "mapping": "6 of 7 steps stand with the activity they draw on; look again at “Put live”.",
            "order": (
                "4 of 6 pairs of neighbouring steps stand as a call takes them; “Next year’s strategy” is no "
                "step of this stream."
            ),
            "bottleneck": (
                "You named “Log the call”, but “Specialist fix” gets 17.5 calls a day and can take 14."
            ),
            "improvement": "Value 19; it was 22, and 60 is within reach; 1 of 6 points spent.",
            "loop": "“Log an improvement” is missing: month 2 brings 20 calls a day.",
        },
    ),
}


@pytest.mark.parametrize(("moves", "notes"), NOTES.values(), ids=NOTES)
def test_criterion_notes(moves, notes):
    """Each criterion is explained in one sentence that says what in the run earned it, or did not."""
    assert notes == criterion_notes(stream(), replay(stream(), moves).state)
