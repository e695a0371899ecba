"""What holds for every list of moves whatever: tried on junk, on near misses and on legal runs."""

from conditions_play import legal_runs
from hypothesis import given

from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.conditions.debrief import criterion_notes, debrief, losses
from itilkit.scenarios.conditions.model import ID


@given(legal_runs())
def test_what_stays_within_bounds(run):
    """Design and live stay between 0 and 10, no iteration does more steps than it has room for, and belief
    meets the need of whoever is in the room.
    """
    variant, moves = run
    scenario = load_scenario(ID, variant)
    for done in replay(scenario, moves).state.played:
        assert all(0 <= level <= 10 for level in (*done.work.design, *(done.work.live or ())))
        assert len(done.work.steps) <= done.capacity
        assert all(
            done.work.belief[scenario.place[group]] == done.needs[scenario.place[group]]
            for group in done.present
        )
        parts = (done.losses.unknown, done.losses.unbuilt, done.losses.unreleased, done.losses.unsound)
        assert round(100 - done.value, 9) == round(sum(parts), 9)


@given(legal_runs(least=6))
def test_no_run_beats_the_best(run):
    """No run is worth more than the best plan, whose value the reference gives, rounded down."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    assert replay(scenario, moves).value < scenario.numbers.reference + 0.01


@given(legal_runs())
def test_losses_are_named(run):
    """Every legal run tells where its value went, by four names, and never that nobody never did it."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    state = replay(scenario, moves).state
    assert {"unknown", "unbuilt", "unreleased", "unsound"} == set(losses(state))
    said, notes = debrief(scenario, state), criterion_notes(scenario, state)
    texts = (said.headline, said.well, said.advice, *notes.values())
    assert [] == [text for text in texts if "nobody never" in text.lower()]


@given(legal_runs())
def test_iterations_stay_as_they_were(run):
    """What is played later changes nothing in the iterations that are over."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    whole = replay(scenario, moves).state.played
    for length in range(len(moves)):
        assert whole[:length] == replay(scenario, moves[:length]).state.played
