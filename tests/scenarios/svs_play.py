"""How the service value system is built, for the tests that all scenarios share."""

from hypothesis import strategies as st
from svs_samples import VARIANTS, system

from itilkit.scenarios.service_value_system.model import NONE, SLOTS

# The course design, section 5 B: value and score on base.
TABLE = {
    "tool-buyer": (61.7, 2.27),
    "article-read-literally": (67.7, 6.02),
    "process-rigid": (71.6, 7.45),
    "put-everything-in": (70.0, 8.88),
    "correct": (100.0, 18.00),
    "all-wrong-tiles-as-inputs": (70.0, 11.75),
}
SYSTEMS = {variant: system(variant) for variant in VARIANTS}
TILES = tuple(SYSTEMS["base"].tiles)
COMPONENTS = SYSTEMS["base"].components

places = st.builds("place {} as {}".format, st.sampled_from(TILES), st.sampled_from(SLOTS))
removes = st.sampled_from([f"remove {tile}" for tile in TILES])


def answered(scenario):
    return st.one_of(
        st.builds(
            "card {} as {}".format, st.sampled_from(list(scenario.cards)), st.sampled_from([*SLOTS, NONE])
        ),
        st.builds(
            "diagnose {} as {}".format,
            st.sampled_from(list(scenario.symptoms)),
            st.sampled_from(COMPONENTS),
        ),
    )


@st.composite
def legal_runs(draw):
    """A variant and a legal run on it, of any length."""
    variant = draw(st.sampled_from(VARIANTS))
    one = st.one_of(places, places, answered(SYSTEMS[variant]), st.just("run"), removes)
    board, moves = set(), []
    for move in draw(st.lists(one, max_size=40)):
        verb, *slugs = move.split()
        if verb == "remove" and slugs[0] not in board:
            continue
        if verb == "place":
            board.add(slugs[0])
        elif verb == "remove":
            board.remove(slugs[0])
        moves.append(move)
    return variant, moves


words = st.sampled_from(
    [
        *TILES,
        *SLOTS,
        NONE,
        "place",
        "remove",
        "card",
        "diagnose",
        "run",
        "as",
        "sea-cable",
        "two-plans",
        "",
        "RUN",
    ]
)
near_misses = st.lists(words, max_size=6).map(" ".join)
LIKELY = st.one_of(places, removes, st.just("run"))
NEAR_MISSES = near_misses
load = system


def figures(scenario, result):
    """What is shown of a run, event by event."""
    return {"events": [each.worth for each in scenario.happened(result.state.board)]}
