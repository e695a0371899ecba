"""What holds for every list of moves whatever: tried on junk, on near misses and on legal runs."""

from hypothesis import example, given
from hypothesis import strategies as st

from itilkit.scenarios import IllegalMove, load_scenario, replay, variant_names
from itilkit.scenarios.dialogue import ID
from itilkit.scenarios.dialogue_debrief import criterion_notes, debrief
from itilkit.scenarios.dialogue_rules import MOVES, PEOPLE, POINTS, VERBS

BASE = load_scenario(ID)
VARIANTS = st.sampled_from(variant_names(ID))
ENDINGS = (".", "?", "!", "…", "”")

every = st.sampled_from([" ".join(filter(None, move)) for move in MOVES])
words = st.sampled_from([*VERBS, *PEOPLE, "priya", "lisen", "", "WAIT"])
near_misses = st.lists(words, max_size=4).map(" ".join)
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.binary(max_size=5),
    st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=3),
)
any_moves = st.lists(st.one_of(every, near_misses, junk), max_size=22)


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


def tried(scenario, moves):
    """The result of a run, or how it was refused; anything else that is raised fails the test."""
    try:
        return replay(scenario, moves)
    except IllegalMove as refused:
        return refused


def in_range(result):
    assert 0.0 <= result.value <= 100.0
    assert 12.0 == result.max_score
    assert all(0.0 <= points <= most for points, most in result.criteria.values())


@given(VARIANTS, any_moves)
@example("base", ["wait", "\ud800"])
@example("base", ["wait"] * 600)
@example("graded", ["wait\u2028"])
def test_any_list(variant, moves):
    """Replay raises nothing but IllegalMove; else score and value lie in their ranges."""
    outcome = tried(load_scenario(ID, variant), moves)
    if isinstance(outcome, IllegalMove):
        assert str(outcome).isprintable()
        assert str(outcome).endswith((".", "?", "…"))
        assert 0 <= outcome.place <= len(moves)
    else:
        in_range(outcome)


@given(legal_runs())
def test_legal_run(run):
    """Every legal run, finished or not, is scored within the ranges and told in whole sentences."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    in_range(result)
    assert all(sentence.endswith(ENDINGS) for sentence in (*result.events, *scenario.tell(result.state)))
    assert (len(moves) == 18) == result.finished
    assert all(known.text.endswith(".") for known in scenario.knowledge(result.state))
    assert all(0 <= trust <= 5 for trust in result.state.trust.values())


@given(legal_runs())
def test_prefix(run):
    """The same moves give the same result; every beginning of a run tells the story's beginning."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    whole = replay(scenario, moves)
    assert whole == replay(scenario, tuple(moves))
    for length in range(len(moves)):
        part = replay(scenario, moves[:length])
        assert part.events == whole.events[: len(part.events)]
        assert part.state.turns == whole.state.turns[:length]


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
def test_debrief_of_any_run(run):
    """Every run gets a debrief with whole sentences, a note for each criterion, and no blank left open."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    found = debrief(scenario, result.state)
    notes = criterion_notes(scenario, result.state)
    assert set(notes) == set(result.criteria)
    for text in (found.headline, found.well, found.advice, *notes.values()):
        assert text.endswith(ENDINGS)
        assert not set("{}") & set(text)
