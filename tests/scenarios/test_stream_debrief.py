"""The debrief: each shape of stream, reached by a run written out here, is told something of its own."""

import pytest
from stream_samples import RIGHT, SEVEN, laid, stream

from itilkit.items import misconceptions
from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.stream_content import MAIN
from itilkit.scenarios.stream_debrief import criterion_notes, debrief, misconception, texts
from itilkit.scenarios.stream_strategies import strategies as policies
from itilkit.scenarios.value_stream import ID, load_value_stream

BEST = ("known-errors", "standard-change", "supplier-channel")
PIPELINE = dict(
    zip(
        SEVEN,
        ("plan", "engage", "design-transition", "obtain-build", "deliver-support", "improve", "improve"),
        strict=True,
    )
)
MOSTLY_WRONG = {
    **RIGHT,
    "log-call": "plan",
    "investigate": "engage",
    "put-live": "plan",
    "check-caller": "plan",
}

RUNS = {
    "unfinished": ["order log-call investigate", "map log-call engage", "buy laptops"],
    "one-activity": laid(*BEST, mapping=dict.fromkeys(SEVEN, "deliver-support")),
    "pipeline": laid(*BEST, mapping=PIPELINE),
    "not-a-step": laid(*BEST, order=(*SEVEN[:3], "approval-meeting", *SEVEN[3:], "year-strategy")),
    "no-card": laid(),
    "spread-thin": laid("progress-messages", "auto-close", "laptops", "known-errors", "sign-off"),
    "faster": laid("laptops", "automate", "progress-messages"),
    "unchecked": laid("known-errors", "standard-change", "auto-close"),
    "signed-off": laid("known-errors", "supplier-channel", "sign-off"),
    "cut-loop": laid(*BEST, order=MAIN),
    "hired": laid("specialist", "progress-messages"),
    "wrong-map": laid(*BEST, mapping=MOSTLY_WRONG),
    "wrong-bottleneck": laid(*BEST, bottleneck="put-live"),
    "mixed-order": laid(*BEST, order=("investigate", "log-call", *SEVEN[2:])),
    "flowing": laid(*BEST),
    "nearly": laid("intake-form", "known-errors"),
}


def told(shape):
    scenario = load_scenario(ID)
    return debrief(scenario, replay(scenario, RUNS[shape]).state)


@pytest.mark.parametrize("shape", RUNS)
def test_shape(shape):
    """A stream of this shape is recognised as what it is."""
    assert shape == told(shape).shape


def test_every_shape_has_its_run():
    """Every shape that has a text is reached by one of the runs above: sixteen of them."""
    assert [shape.id for shape in texts().shape] == list(RUNS)
    assert 16 == len(RUNS)


def test_each_shape_gets_other_words():
    """No two shapes share their headline, what went well, or their advice, as a learner reads them."""
    for part in ("headline", "well", "advice"):
        said = [getattr(told(shape), part) for shape in RUNS]
        assert len(said) == len(set(said))


CODES = {
    "one-activity": "M6",
    "pipeline": "M5",
    "not-a-step": "M14",
    "faster": "M17",
    "unchecked": "M4",
    "cut-loop": "M19",
}


@pytest.mark.parametrize("shape", RUNS)
def test_misconception(shape):
    """A shape that rests on a misconception carries its code for a class view; no learner reads it."""
    scenario = load_scenario(ID)
    code = misconception(scenario, replay(scenario, RUNS[shape]).state)
    assert CODES.get(shape, "") == code
    assert {"", *misconceptions()} >= {code}
    said = told(shape)
    assert not any(each in said.headline + said.well + said.advice for each in misconceptions())


STRATEGIES = {
    "provider-only": "faster",
    "cheapest": "spread-thin",
    "process-rigid": "pipeline",
    "please-everyone": "spread-thin",
    "no-card-bought": "no-card",
    "hires": "cut-loop",
    "hires-and-keeps-the-loop": "hired",
    "best-cards-wrong-map": "one-activity",
    "co-creator": "flowing",
    "best": "flowing",
}


@pytest.mark.parametrize("variant", ["base", "graded"])
@pytest.mark.parametrize(("name", "shape"), STRATEGIES.items())
def test_shape_of_a_strategy(variant, name, shape):
    """The named strategies of the course are told what they are, on both variants."""
    scenario = load_value_stream(variant)
    assert shape == debrief(scenario, replay(scenario, list(policies(scenario)[name])).state).shape


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
