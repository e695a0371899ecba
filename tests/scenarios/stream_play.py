"""How the value stream is laid out, for the tests that all scenarios share."""

from hypothesis import strategies as st
from stream_samples import SEVEN

from itilkit.scenarios import load_scenario, variants
from itilkit.scenarios.value_stream.model import ID

BASE = load_scenario(ID)
VARIANTS = st.sampled_from(variants(ID))
LAID = (*SEVEN, "approval-meeting", "year-strategy")
VERBS = ("order", "map", "bottleneck", "buy", "return", "run")

orders = st.lists(st.sampled_from(LAID), unique=True).map(lambda steps: " ".join(["order", *steps]))
maps = st.tuples(st.sampled_from(SEVEN), st.sampled_from(tuple(BASE.activities))).map(
    lambda pair: f"map {pair[0]} {pair[1]}"
)
bottlenecks = st.sampled_from(SEVEN).map("bottleneck {}".format)
cards = st.sampled_from([f"{verb} {card}" for verb in ("buy", "return") for card in BASE.cards])
free = st.one_of(orders, maps, bottlenecks, st.just("run"))

words = st.sampled_from([*LAID, *BASE.activities, *BASE.cards, *VERBS, "ordr", "zorro", "", "RUN", "i3"])
near_misses = st.lists(words, max_size=8).map(" ".join)
LIKELY = st.one_of(free, cards)
NEAR_MISSES = near_misses


@st.composite
def legal_runs(draw):
    """A variant and a legal run on it: pieces in any order and any number of times, cards bought and returned
    as the points allow.
    """
    moves, held = [], []
    for _ in range(draw(st.integers(0, 20))):
        left = BASE.words.budget - BASE.cost(held)
        payable = [card.id for card in BASE.words.cards if card.cost <= left and card.id not in held]
        kinds = ["free", *(["buy"] if payable else []), *(["return"] if held else [])]
        kind = draw(st.sampled_from(kinds))
        if kind == "free":
            moves.append(draw(free))
        else:
            card = draw(st.sampled_from(payable if kind == "buy" else held))
            held = [*held, card] if kind == "buy" else [each for each in held if each != card]
            moves.append(f"{kind} {card}")
    return draw(VARIANTS), moves


def figures(scenario, result):
    """What is shown of a run, month by month."""
    months = scenario.months_of(result.state)
    return {
        "months": [month.value for month in months],
        "leads": [month.lead for month in months],
        "efficiency": months[0].efficiency,
    }
