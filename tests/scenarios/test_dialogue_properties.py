"""What holds for every list of moves whatever: tried on junk, on near misses and on legal runs."""

from dialogue_play import legal_runs
from hypothesis import given

from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.dialogue.model import ID
from itilkit.scenarios.dialogue.rules import POINTS

BASE = load_scenario(ID)
ENDINGS = (".", "?", "!", "…", "”")


@given(legal_runs())
def test_nobody_repeats_themselves(run):
    """Nobody gives the same reply twice in a row to the same kind of move."""
    variant, moves = run
    turns = replay(load_scenario(ID, variant), moves).state.turns
    last = {}
    for turn in turns:
        for each in turn.said:
            if each.who != "story":
                key = each.who, turn.verb, turn.person if each.who == "you" else ""
                assert last.get(key) != each.text
                last[key] = each.text


@given(legal_runs())
def test_positions_hold_together(run):
    """What is played back is known, what is known is not the assumed, and a deal holds points that exist."""
    variant, moves = run
    at = replay(load_scenario(ID, variant), moves).state.position
    assert at.confirmed <= at.known <= at.ever_known
    assert (at.deal or frozenset()) <= set(POINTS)
    assert at.revisits <= 2
    assert 0 <= at.concessions == sum(move.startswith("concede") for move in moves)


@given(legal_runs())
def test_what_a_learner_sees(run):
    """Every move is a turn; the turns of a beginning are the beginning of the turns; what is known is told in
    whole sentences, and trust stays between 0 and 5.
    """
    variant, moves = run
    scenario = load_scenario(ID, variant)
    state = replay(scenario, moves).state
    half = len(moves) // 2
    assert replay(scenario, moves[:half]).state.turns == state.turns[:half]
    assert len(moves) == len(state.turns)
    assert all(known.text.endswith(".") for known in scenario.knowledge(state))
    assert all(0 <= trust <= 5 for trust in state.trust.values())
