"""What holds for every list of moves whatever on the service value system."""

from hypothesis import given
from hypothesis import strategies as st
from svs_play import SYSTEMS, TILES, legal_runs
from svs_samples import IDLE, WHOLE, place

from itilkit.scenarios import replay
from itilkit.scenarios.service_value_system.debrief import criterion_notes, debrief, event_reasons, verdicts
from itilkit.scenarios.service_value_system.model import SLOTS

boards = st.dictionaries(st.sampled_from(TILES), st.sampled_from(SLOTS))


@given(boards, st.randoms(use_true_random=False))
def test_order_of_placing(board, dice):
    """It does not matter in which order a board was built."""
    moves = place(board)
    other = moves.copy()
    dice.shuffle(other)
    first, second = replay(SYSTEMS["base"], moves), replay(SYSTEMS["base"], other)
    assert (first.value, first.criteria, first.state) == (second.value, second.criteria, second.state)


@given(boards, st.sampled_from(list(WHOLE)))
def test_a_right_tile_more(board, tile):
    """Putting a tile where it belongs never lowers value or score, from wherever it comes."""
    before = replay(SYSTEMS["base"], place(board))
    after = replay(SYSTEMS["base"], [*place(board), f"place {tile} as {WHOLE[tile]}"])
    assert before.value <= after.value
    assert before.score <= after.score


@given(boards, st.sampled_from(IDLE), st.sampled_from(SLOTS))
def test_an_idle_tile_more(board, tile, slot):
    """Putting a tile on the board that has no place in the system never raises value or score."""
    before = replay(SYSTEMS["base"], place(board))
    after = replay(SYSTEMS["base"], [*place(board), f"place {tile} as {slot}"])
    assert before.value >= after.value
    assert before.score >= after.score


@given(boards)
def test_removing_undoes_placing(board):
    """A board that was cleared again is worth what an empty one is."""
    moves = [*place(board), *[f"remove {tile}" for tile in board]]
    assert replay(SYSTEMS["base"], []).state.board == replay(SYSTEMS["base"], moves).state.board
    assert replay(SYSTEMS["base"], []).value == replay(SYSTEMS["base"], moves).value


@given(legal_runs())
def test_every_run_is_debriefed(run):
    """Every legal run gets a debrief, a note for each criterion and a verdict on each card and symptom, with
    every gap in the texts filled.
    """
    variant, moves = run
    scenario = SYSTEMS[variant]
    state = replay(scenario, moves).state
    said, notes = debrief(scenario, state), criterion_notes(scenario, state)
    assert {"placement", "cards", "diagnoses"} == set(notes)
    assert 17 == len(verdicts(scenario, state))
    reasons = [reason for each in scenario.happened(state.board) for reason in event_reasons(scenario, each)]
    for text in (said.headline, said.well, said.advice, *notes.values(), *reasons, *scenario.tell(state)):
        assert "" != text
        assert "{" not in text
        assert text.endswith((".", "?"))


@given(legal_runs())
def test_events_told(run):
    """Every move is told in one sentence, and a run of the seven events in eight; the state counts them."""
    variant, moves = run
    result = replay(SYSTEMS[variant], moves)
    assert moves.count("run") == result.state.runs
    assert len(moves) + 7 * moves.count("run") == len(result.events)
