"""The debrief: each shape of run, reached by one written out here, is told something of its own."""

import pytest
from conditions_runs import DESK, ROUND, RUNS
from conditions_samples import ALL, conditions, six

from itilkit.authoring.conditions.strategies import strategies as policies
from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.conditions.debrief import criterion_notes, debrief, losses
from itilkit.scenarios.conditions.model import ID


def told(shape):
    scenario = load_scenario(ID)
    return debrief(scenario, replay(scenario, RUNS[shape]).state)


NEAR_MISSES = {
    "customer only, released late, is first of all one voice": (
        [*["build with customer"] * 5, "release"],
        "customer-only",
    ),
    "a third iteration is not late": (six("build with users", "build with customer", DESK), "left-out"),
    "a full room once is no habit": (
        [f"release with {ALL}", *ROUND, "release with islanders users support", DESK],
        "nearly",
    ),
}


@pytest.mark.parametrize(("moves", "shape"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_where_a_shape_ends(moves, shape):
    """A shape is told of a run that has it, and of no other that only looks like it."""
    scenario = load_scenario(ID)
    assert shape == debrief(scenario, replay(scenario, moves).state).shape


def test_figures_in_the_advice():
    """Advice names the people and figures of the run it is about."""
    assert "you released 6 times, and somebody outside complained 18 times" in told("alone").advice
    assert "as 48 steps of building, and only 24 were made" in told("everybody").advice
    assert "what the team knew and had no time to build" in told("everybody").advice
    assert "You built for one voice: Bryn." == told("one-voice").headline
    assert "You never met everybody: not Bryn." == told("left-out").headline
    assert "clarity was last heard of in iteration 4, at 6, and is needed at 10" not in told("sound").advice
    assert "3 iterations had nothing in use" in told("late").advice
    assert "In 5 of 6 releases" in told("unsupported").headline
    assert "Bryn and the service desk would tell you" not in told("signed-off").advice
    assert "Bryn would tell you something else today: clarity was last heard of in iteration 1, at 5" in (
        told("signed-off").advice
    )


def test_losses_of_a_run():
    """What a run misses to 100 is told by where it went; over six iterations the parts add up."""
    scenario = conditions()
    for moves in policies(scenario).values():
        result = replay(scenario, list(moves))
        assert 100 - result.value == pytest.approx(sum(losses(result.state).values()))
    full_room = replay(scenario, RUNS["everybody"]).state
    assert "unbuilt" == max(losses(full_room), key=losses(full_room).get)


NOTES = {
    "nothing played": (
        [],
        {
            "outcome": "Value 0 on average; 72 is within reach.",
            "went-back": (
                "Mara was not there in iteration 3; Bryn was not there in iteration 5; "
                "what they need had just moved."
            ),
            "small-releases": "Nothing was released; 4 releases would have been enough.",
            "support": "Nothing went live, so there was nothing for the service desk to take over.",
            "heard": "Nobody was heard in iterations 1 to 4.",
        },
    ),
    "late and alone": (
        RUNS["alone-late"],
        {
            "outcome": (
                "Value 0 on average; 72 is within reach; "
                "most was lost to what was needed without the team knowing it."
            ),
            "went-back": (
                "Mara was not there in iteration 3; Bryn was not there in iteration 5; "
                "what they need had just moved."
            ),
            "small-releases": "You released once, at most 8 steps at once; 4 releases are enough.",
            "support": "The first release, in iteration 6, went live before the service desk had seen it.",
            "heard": "Nobody was heard in iterations 1 to 4.",
        },
    ),
    "nearly": (
        RUNS["nearly"],
        {
            "outcome": (
                "Value 53 on average; 72 is within reach; "
                "most was lost to what was needed without the team knowing it."
            ),
            "went-back": (
                "Mara was there in iteration 3; Bryn was there in iteration 5; what they need had just moved."
            ),
            "small-releases": "You released 5 times, at most 12 steps at once; 4 releases are enough.",
            "support": "The service desk had been in the room by the first release, in iteration 1.",
            "heard": "Heard in iterations 1 to 4: Mara, Tomas and the service desk; not Bryn.",
        },
    ),
}


@pytest.mark.parametrize(("moves", "notes"), NOTES.values(), ids=NOTES)
def test_notes(moves, notes):
    """Each criterion is explained from the run in one sentence."""
    scenario = load_scenario(ID)
    assert notes == criterion_notes(scenario, replay(scenario, moves).state)
