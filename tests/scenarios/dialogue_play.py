"""How the dialogue is led, for the tests that all scenarios share."""

from hypothesis import strategies as st

from itilkit.scenarios import load_scenario, replay, variants
from itilkit.scenarios.dialogue.model import ID
from itilkit.scenarios.dialogue.rules import CHECKS, MOVES, PEOPLE, VERBS

VARIANTS = st.sampled_from(variants(ID))

every = st.sampled_from([" ".join(filter(None, move)) for move in MOVES])
words = st.sampled_from([*VERBS, *PEOPLE, "priya", "lisen", "", "WAIT"])
near_misses = st.lists(words, max_size=4).map(" ".join)
LIKELY = every
NEAR_MISSES = near_misses


@st.composite
def legal_runs(draw):
    """A variant and a legal run on it, of any length."""
    variant = draw(VARIANTS)
    rules = load_scenario(ID, variant).rules
    position, moves = rules.start(), []
    for _ in range(draw(st.integers(0, 18))):
        move = draw(st.sampled_from(rules.legal(position)))
        moves.append(" ".join(filter(None, move)))
        position = rules.play(position, *move).position
    return variant, moves


def finished(moves):
    """Whether a legal run of these moves is over."""
    return len(moves) == 18


def figures(scenario, result):
    """What is shown of a run, turn by turn, the turns that are left being waits."""
    moves = [" ".join(filter(None, move)) for move in result.state.moves]
    turns = replay(scenario, moves + ["wait"] * (18 - len(moves))).state.turns
    return {
        "turns": [turn.worth for turn in turns],
        "worths": [turns[place - 1].worth for place in CHECKS],
        "trust": [sum(turn.trust.values()) / 4 for turn in turns],
    }
