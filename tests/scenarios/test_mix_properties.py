"""What holds for every list of moves whatever: tried on junk, on near misses and on legal runs."""

from functools import cache

from hypothesis import assume, example, given
from hypothesis import strategies as st
from mix_samples import ALL

from itilkit.scenarios import IllegalMove, load_scenario, replay, variant_names
from itilkit.scenarios.affordable_mix import ID
from itilkit.scenarios.mix_debrief import criterion_notes, debrief
from itilkit.scenarios.mix_search import Search

FEATURES = tuple(load_scenario(ID).features)
PEOPLE = tuple(ALL.split())
VARIANTS = st.sampled_from(variant_names(ID))


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
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.binary(max_size=5),
    st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
any_moves = st.lists(st.one_of(asks, offers, near_misses, junk), max_size=15)


def tried(scenario, moves):
    """The result of a run, or how it was refused; anything else that is raised fails the test."""
    try:
        return replay(scenario, moves)
    except IllegalMove as refused:
        return refused


@given(VARIANTS, any_moves)
@example("base", ["ask mara", "\ud800"])
@example("base", ["offer " + "\x00" * 300])
@example("base", ["offer status-page"] * 600)
@example("graded", ["ask mara\u2028ask tomas"])
def test_any_list(variant, moves):
    """Replay raises nothing but IllegalMove; else score and value lie in their ranges."""
    scenario = load_scenario(ID, variant)
    outcome = tried(scenario, moves)
    if isinstance(outcome, IllegalMove):
        assert str(outcome).isprintable()
        assert 0 <= outcome.place <= len(moves)
    else:
        in_range(outcome)


@given(st.one_of(junk, st.sets(st.text()), st.text()))
def test_any_answer(moves):
    """Whatever stands where the list of moves should, nothing but IllegalMove is raised."""
    outcome = tried(load_scenario(ID), moves)
    if isinstance(outcome, IllegalMove):
        assert str(outcome).endswith((".", "…"))
    else:
        in_range(outcome)


def in_range(result):
    assert 0.0 <= result.value <= 100.0
    assert 12.0 == result.max_score
    assert 0.0 <= result.score <= result.max_score
    assert all(0.0 <= points <= most for points, most in result.criteria.values())


@given(legal_runs())
def test_legal_run(run):
    """Every legal run, finished or not, is scored within the ranges and told in whole sentences."""
    variant, moves = run
    result = replay(load_scenario(ID, variant), moves)
    in_range(result)
    assert all(sentence.endswith((".", "”")) for sentence in result.events)
    assert sum(move.startswith("offer") for move in moves) == len(result.state.played)


@given(legal_runs())
def test_deterministic(run):
    """The same moves give the same result, every time and as a tuple too."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    assert replay(scenario, moves) == replay(scenario, tuple(moves))


@given(legal_runs())
def test_prefix(run):
    """Every beginning of a legal run is a legal run, and tells the beginning of the same story."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    whole = replay(scenario, moves)
    for length in range(len(moves)):
        part = replay(scenario, moves[:length])
        assert part.events == whole.events[: len(part.events)]


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
    listened = tried(scenario, more)
    assume(not isinstance(listened, IllegalMove))  # asked already, or the money is spent
    before = replay(scenario, moves)
    assert round(before.score, 9) <= round(listened.score, 9)
    assert before.value == listened.value


@given(legal_runs())
def test_every_run_is_debriefed(run):
    """Every legal run gets a debrief and a note for each criterion, with every gap in the texts filled."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    state = replay(scenario, moves).state
    said = debrief(scenario, state)
    notes = criterion_notes(scenario, state)
    assert {"outcome", "evidence", "adaptation", "balance"} == set(notes)
    for text in (said.headline, said.well, said.advice, *notes.values()):
        assert "" != text
        assert "{" not in text
        assert text.endswith((".", "?"))
