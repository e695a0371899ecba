"""What holds for every list of moves whatever: tried on junk, on near misses and on legal runs."""

from hypothesis import given, reject
from hypothesis import strategies as st
from mix_play import PEOPLE, legal_runs

from itilkit.scenarios import IllegalMove, load_scenario, replay
from itilkit.scenarios.affordable_mix.model import ID


@given(legal_runs(least=1))
def test_prefix_value(run):
    """Playing one more season never takes value or outcome away."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    ends = [place + 1 for place, move in enumerate(moves) if move.startswith("offer")]
    results = [replay(scenario, moves[:end]) for end in ends]
    values = [result.value for result in results]
    outcomes = [result.criteria["outcome"][0] for result in results]
    assert sorted(values) == values
    assert sorted(outcomes) == outcomes


@given(legal_runs(least=3), st.integers(0, 2), st.sampled_from(PEOPLE))
def test_one_more_conversation(run, season, person):
    """Monotone in listening: where the money still allows it, asking one person more with the same offers
    never lowers the score.
    """
    variant, moves = run
    scenario = load_scenario(ID, variant)
    ends = [place for place, move in enumerate(moves) if move.startswith("offer")]
    more = [*moves[: ends[season]], f"ask {person}", *moves[ends[season] :]]
    try:
        listened = replay(scenario, more)
    except IllegalMove:  # asked already, or the money is spent
        reject()
    before = replay(scenario, moves)
    assert round(before.score, 9) <= round(listened.score, 9)
    assert before.value == listened.value


@given(legal_runs())
def test_seasons_played(run):
    """Every offer closes a season, and nothing else does."""
    variant, moves = run
    played = replay(load_scenario(ID, variant), moves).state.played
    assert sum(move.startswith("offer") for move in moves) == len(played)
