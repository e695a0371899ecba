"""How the affordable mix is played, for the tests that all scenarios share."""

from functools import cache

from hypothesis import strategies as st
from mix_samples import ALL

from itilkit.authoring.affordable_mix.search import Search
from itilkit.scenarios import load_scenario, variants
from itilkit.scenarios.affordable_mix.model import ID

FEATURES = tuple(load_scenario(ID).features)
PEOPLE = tuple(ALL.split())
VARIANTS = st.sampled_from(variants(ID))


@cache
def search(variant):
    return Search(load_scenario(ID, variant))


@cache
def payable(variant, season, last, conversations):
    return tuple(search(variant).affordable(season, last, conversations))


@st.composite
def legal_runs(draw, least=0):
    """A variant and a legal run on it, of any length, with every affordable mix and order of asking."""
    variant = draw(VARIANTS)
    seasons = draw(st.integers(least, 3))
    moves, last = [], ()
    for season in range(seasons):
        asked = draw(st.lists(st.sampled_from(PEOPLE), unique=True))
        last = draw(st.sampled_from(payable(variant, season, last, len(asked))))
        moves += [f"ask {person}" for person in asked]
        moves.append(f"offer {' '.join(draw(st.permutations(last)))}")
    if seasons < 3:
        moves += [f"ask {person}" for person in draw(st.lists(st.sampled_from(PEOPLE), unique=True))]
    return variant, moves


words = st.sampled_from([*FEATURES, *PEOPLE, "ask", "offer", "offr", "zorro", "", "ASK", "chatbott", "f1"])
near_misses = st.lists(words, max_size=12).map(" ".join)
offers = st.lists(st.sampled_from(FEATURES), min_size=1, max_size=5).map(lambda mix: f"offer {' '.join(mix)}")
asks = st.sampled_from([f"ask {person}" for person in PEOPLE])
LIKELY = st.one_of(asks, offers)
NEAR_MISSES = near_misses


def finished(moves):
    """Whether a legal run of these moves is over."""
    return sum(move.startswith("offer") for move in moves) == 3


def figures(_, result):
    """What is shown of a run, season by season."""
    return {"seasons": [season.value for season in result.state.played]}
