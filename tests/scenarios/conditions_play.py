"""How the six iterations are played, for the tests that all scenarios share."""

from hypothesis import strategies as st

from itilkit.scenarios import load_scenario, variants
from itilkit.scenarios.conditions.model import ID

BASE = load_scenario(ID)
VARIANTS = st.sampled_from(variants(ID))
GROUPS = tuple(BASE.groups)

rooms = st.lists(st.sampled_from(GROUPS), unique=True)
legal_moves = st.tuples(st.sampled_from(("build", "release")), rooms).map(
    lambda move: " ".join([move[0], "with", *move[1]]) if move[1] else move[0]
)
words = st.sampled_from([*GROUPS, "build", "release", "with", "relase", "mara", "zorro", "", "BUILD"])
near_misses = st.lists(words, max_size=6).map(" ".join)
LIKELY = legal_moves
NEAR_MISSES = near_misses


def legal_runs(least=0):
    """A variant and a legal run on it: any list of at most six legal moves."""
    return st.tuples(VARIANTS, st.lists(legal_moves, min_size=least, max_size=6))


def finished(moves):
    """Whether a legal run of these moves is over."""
    return len(moves) == 6


def figures(_, result):
    """What is shown of a run, iteration by iteration."""
    played = result.state.played
    return {
        "values": [done.value for done in played],
        "qualities": [done.quality for done in played],
        "rooms": [len(done.present) for done in played],
        "releases": sum(done.released for done in played),
    }
