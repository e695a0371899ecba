"""What holds for every list of moves whatever: tried on junk, on near misses and on legal years."""

from capstone_play import legal_runs
from hypothesis import assume, given

from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.capstone.model import ID


@given(legal_runs())
def test_trust_and_delay_add_up(run):
    """Trust stays between 0 and 5, delay between 0 and 3; each goes on where it stood, and moves by its
    reasons as far as the range allows.
    """
    variant, moves = run
    scenario = load_scenario(ID, variant)
    trust, delay = scenario.words.trust, scenario.words.delay
    for quarter in replay(scenario, moves).state.played:
        assert (trust, delay) == (quarter.trust_before, quarter.delay_before)
        trust = min(5, max(0, trust + sum(moved.by for moved in quarter.trust_moved)))
        delay = max(0, delay + sum(moved.by for moved in quarter.delay_moved))
        assert (trust, delay) == (quarter.trust, quarter.delay)
        assert quarter.effort.total <= scenario.words.effort


@given(legal_runs())
def test_improving_never_harms_the_value(run):
    """A year in which the stream is bettered once more, where effort is left for it, is worth no less."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    before = replay(scenario, moves)
    assume(before.state.played)
    quarter = before.state.played[0]
    assume("improve-stream" not in quarter.done and quarter.effort.total <= 8)
    after = replay(scenario, ["improve-stream", *moves])
    assert round(before.value, 9) <= round(after.value, 9)
