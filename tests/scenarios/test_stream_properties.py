"""What holds for every list of moves whatever: tried on junk, on near misses and on legal runs."""

from hypothesis import assume, given
from hypothesis import strategies as st
from stream_play import legal_runs

from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.value_stream.model import ID


@given(legal_runs(), st.randoms(use_true_random=False))
def test_what_counts_is_what_stands(run, dice):
    """Only what stands in the end counts: the same pieces, laid in another sequence, are worth the same."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    state = result.state
    again = [
        *([" ".join(["order", *state.order])] if state.order is not None else []),
        *(f"map {step} {activity}" for step, activity in state.mapping.items()),
        *([f"bottleneck {state.bottleneck}"] if state.bottleneck else []),
        *(f"buy {card}" for card in state.cards),
    ]
    dice.shuffle(again)
    other = replay(scenario, again)
    assert (result.value, result.criteria) == (other.value, other.criteria)


@given(legal_runs())
def test_closing_the_loop_never_harms(run):
    """A stream that is given both steps of the loop is worth no less."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    before = replay(scenario, moves)
    laid = [step for step in before.state.order or () if step not in scenario.loop]
    assume(laid)
    closed = replay(scenario, [*moves, " ".join(["order", *laid, *scenario.loop])])
    assert round(before.value, 9) <= round(closed.value, 9)
    assert 2.0 == closed.criteria["loop"][0]


@given(legal_runs())
def test_parts_add_up(run):
    """In both months work, waiting and queue of a step add up to its minutes, and nothing is below 0."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    for month in scenario.months_of(replay(scenario, moves).state):
        assert 0.0 < month.efficiency <= 1.0
        for time in month.steps:
            assert round(sum(time.parts), 6) == round(time.minutes, 6)
            assert min(time.parts) >= 0.0


@given(legal_runs())
def test_runs_are_counted(run):
    """The state tells how often the two months were run."""
    variant, moves = run
    assert moves.count("run") == replay(load_scenario(ID, variant), moves).state.runs
