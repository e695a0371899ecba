"""How the capstone is played, for the tests that all scenarios share."""

from capstone_samples import ALL
from hypothesis import strategies as st

from itilkit.scenarios import load_scenario, variants
from itilkit.scenarios.capstone.model import ID

GRADED = load_scenario(ID, "graded")
VARIANTS = st.sampled_from(variants(ID))
ACTIONS = tuple(GRADED.actions)
VERBS = ("ask", "offer", *ACTIONS)

words = st.sampled_from([*ALL.split(), *GRADED.features, *VERBS, "revist", "zorro", "", "RUN", "f3"])
near_misses = st.lists(words, max_size=8).map(" ".join)
likely = st.sampled_from([*(f"ask {person}" for person in ALL.split()), *ACTIONS, "offer status-page"])
LIKELY = likely
NEAR_MISSES = near_misses


@st.composite
def legal_runs(draw):
    """A variant and a legal year on it, often unfinished: anything that effort and money allow."""
    moves, last = [], ()
    for quarter in range(draw(st.integers(0, 4))):
        asked = draw(st.lists(st.sampled_from(ALL.split()), unique=True))
        done = draw(st.lists(st.sampled_from(ACTIONS), unique=True))
        left = GRADED.words.effort - len(asked) - sum(GRADED.actions[name].effort for name in done)
        pool = [feature for feature in GRADED.features if feature in last or left > 0]
        wishes = draw(st.lists(st.sampled_from(pool), unique=True, min_size=1, max_size=7))
        mix = []
        for feature in wishes:
            more = [*mix, feature]
            new = len(set(more) - set(last))
            if GRADED.cost(more) <= GRADED.quarters[quarter].budget and new <= left:
                mix = more
        moves += [*(f"ask {person}" for person in asked), *done, f"offer {' '.join(mix)}"]
        last = tuple(mix)
    if len([move for move in moves if move.startswith("offer")]) < 4:
        moves += draw(st.sampled_from([[], ["ask bryn"], ["revisit", "ask mara"]]))
    return draw(VARIANTS), moves


def finished(moves):
    """Whether a legal run of these moves is over."""
    return sum(move.startswith("offer") for move in moves) == 4


def figures(_, result):
    """What is shown of a year, quarter by quarter."""
    played = result.state.played
    return {
        "quarters": [quarter.value for quarter in played],
        "trust": [quarter.trust for quarter in played],
        "delay": [quarter.delay for quarter in played],
    }
