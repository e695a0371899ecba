"""What a run of the dialogue is told about itself."""

import pytest
from dialogue_runs import RUNS, SEEN, STRATEGIES
from dialogue_samples import played, shipped, strategy

from itilkit.scenarios.dialogue.debrief import criterion_notes, debrief
from itilkit.scenarios.observation import seen_in


@pytest.mark.parametrize("shape", RUNS)
def test_a_run_has_its_shape_and_shows_what_it_shows(shape):
    """The first shape that fits, and what can be seen in the run without any doubt."""
    state = played(*RUNS[shape]).state
    assert debrief(shipped(), state).shape == shape
    assert [each.id for each in seen_in(shipped(), state)] == SEEN.get(shape, [])


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_strategy_has_its_shape(name):
    """On the lesson’s own variant."""
    assert debrief(shipped(), played(*strategy(name)).state).shape == STRATEGIES[name]


def test_the_turn_that_lost_is_named_with_what_would_have_won():
    """On base, who neither tries nor explores signs for a year when the plan was possible."""
    said = debrief(shipped(), played(*strategy("sign-off")).state).advice
    assert said.startswith(
        "Turn 4 lost most, when you proposed an agreement (Kept until noon, The evening call and A steward "
        "in each port): had you proposed an agreement (Timed tickets, The evening call and A steward in each "
        "port) there and done all else the same, the value would have been 33 and not 22."
    )


def test_each_criterion_has_a_sentence_from_the_run():
    """Which looks, who was served least, whose need was understood, which event was answered."""
    assert criterion_notes(shipped(), played(*strategy("misses-the-second-event")).state) == {
        "outcome": "The agreement was worth 51 after turn 6, 88 after turn 12 and 66 after turn 18; value "
        "70, and a strong run reaches 90.",
        "nobody-left-behind": "Mara was served least: after turn 12.",
        "understood": "Read right at the first reading, as it was in the end: Tomas, Ines and Bryn; "
        "not Mara.",
        "answered": "What changed was heard in time after: The storm.",
    }
