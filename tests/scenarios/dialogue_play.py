"""How the dialogue is led, for the tests that all scenarios share."""

from hypothesis import strategies as st

from itilkit.scenarios import load_scenario, variants
from itilkit.scenarios.dialogue.content import ID
from itilkit.scenarios.dialogue.rules import NEEDS, PEOPLE, PROMISES, VERBS

VARIANTS = st.sampled_from(variants(ID))

_people, _needs = st.sampled_from(PEOPLE), st.sampled_from(NEEDS)
_papers = st.lists(st.sampled_from(PROMISES), min_size=1, max_size=3, unique=True).map(" ".join)
every = st.one_of(
    st.sampled_from(["invite bryn", "share-limits", "trial", "decide-alone", "wait"]),
    st.builds("{} {}".format, st.sampled_from(["listen", "explore"]), _people),
    st.builds("play-back {} {}".format, _people, _needs),
    st.builds("{} {}".format, st.sampled_from(["propose", "revisit"]), _papers),
)
words = st.sampled_from([*VERBS, *PEOPLE, *NEEDS, *PROMISES, "priya", "lisen", "", "WAIT"])
near_misses = st.lists(words, max_size=4).map(" ".join)
LIKELY = every
NEAR_MISSES = near_misses


@st.composite
def legal_runs(draw):
    """A variant and a legal run on it, of any length."""
    variant = draw(VARIANTS)
    scenario = load_scenario(ID, variant)
    state, moves = scenario.start(), []
    for _ in range(draw(st.integers(0, 18))):
        kinds = [choices for choices in scenario.next_moves(state).values() if len(choices)]
        choices = draw(st.sampled_from(kinds))
        moves.append(choices[draw(st.integers(0, len(choices) - 1))])
        verb, *slugs = moves[-1].split(" ")
        state = scenario.step(state, verb, tuple(slugs)).state
    return variant, moves


def finished(moves):
    """Whether a legal run of these moves is over."""
    return len(moves) == 18
