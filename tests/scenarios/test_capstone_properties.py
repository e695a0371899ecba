"""What holds for every list of moves whatever: tried on junk, on near misses and on legal years."""

from capstone_samples import ALL
from hypothesis import assume, example, given
from hypothesis import strategies as st

from itilkit.scenarios import IllegalMove, load_scenario, replay, variant_names
from itilkit.scenarios.capstone import ID
from itilkit.scenarios.capstone_debrief import criterion_notes, debrief

GRADED = load_scenario(ID, "graded")
VARIANTS = st.sampled_from(variant_names(ID))
ACTIONS = tuple(GRADED.actions)
VERBS = ("ask", "offer", *ACTIONS)

words = st.sampled_from([*ALL.split(), *GRADED.features, *VERBS, "revist", "zorro", "", "RUN", "f3"])
near_misses = st.lists(words, max_size=8).map(" ".join)
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
likely = st.sampled_from([*(f"ask {person}" for person in ALL.split()), *ACTIONS, "offer status-page"])
any_moves = st.lists(st.one_of(likely, near_misses, junk), max_size=15)


@st.composite
def legal_years(draw):
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


def tried(scenario, moves):
    """The result of a run, or how it was refused; anything else that is raised fails the test."""
    try:
        return replay(scenario, moves)
    except IllegalMove as refused:
        return refused


def in_range(result):
    assert 0.0 <= result.value <= 100.0
    assert 30.0 == result.max_score
    assert 0.0 <= result.score <= result.max_score
    assert all(0.0 <= points <= most + 1e-9 for points, most in result.criteria.values())


@given(VARIANTS, any_moves)
@example("base", ["revisit", "\ud800"])
@example("base", ["offer " + "\x00" * 300])
@example("base", ["revisit"] * 600)
@example("graded", ["revisit\u2028revisit"])
def test_any_list(variant, moves):
    """Replay raises nothing but IllegalMove; else score and value lie in their ranges."""
    outcome = tried(load_scenario(ID, variant), moves)
    if isinstance(outcome, IllegalMove):
        assert str(outcome).isprintable()
        assert str(outcome).endswith((".", "?", "…"))
        assert 0 <= outcome.place <= len(moves)
    else:
        in_range(outcome)


@given(st.one_of(junk, st.sets(st.text()), st.text()))
def test_any_answer(moves):
    """Whatever stands where the list of moves should, nothing but IllegalMove is raised."""
    outcome = tried(GRADED, moves)
    if isinstance(outcome, IllegalMove):
        assert str(outcome).endswith((".", "…"))
    else:
        in_range(outcome)


@given(legal_years())
def test_legal_year(run):
    """Every legal year, finished or not, is scored within the ranges and told in whole sentences."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    in_range(result)
    assert all(sentence.endswith((".", ".”", "?”", "!”")) for sentence in result.events)
    assert all(sentence.endswith(".") for sentence in scenario.tell(result.state))


@given(legal_years())
def test_deterministic(run):
    """The same moves give the same result, every time and as a tuple too."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    assert replay(scenario, moves) == replay(scenario, tuple(moves))


@given(legal_years())
def test_prefix(run):
    """Every beginning of a legal year is legal, and tells the beginning of the same story."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    whole = replay(scenario, moves)
    for length in range(len(moves)):
        part = replay(scenario, moves[:length])
        assert part.events == whole.events[: len(part.events)]


@given(legal_years())
def test_trust_and_delay_add_up(run):
    """Trust stays between 0 and 5, delay between 0 and 3; each goes on where it stood, and moves by its
    reasons as far as the range allows.
    """
    variant, moves = run
    scenario = load_scenario(ID, variant)
    trust, delay = scenario.words.trust, scenario.words.delay
    for quarter in replay(scenario, moves).state.played:
        assert (trust, delay) == (quarter.trust_before, quarter.delay_before)
        trust = min(5, max(0, trust + sum(moved.by for moved in quarter.trust_moved)))
        delay = max(0, delay + sum(moved.by for moved in quarter.delay_moved))
        assert (trust, delay) == (quarter.trust, quarter.delay)
        assert quarter.effort.total <= scenario.words.effort


@given(legal_years())
def test_improving_never_harms_the_value(run):
    """A year in which the stream is bettered once more, where effort is left for it, is worth no less."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    before = replay(scenario, moves)
    assume(before.state.played)
    quarter = before.state.played[0]
    assume("improve-stream" not in quarter.done and quarter.effort.total <= 8)
    after = replay(scenario, ["improve-stream", *moves])
    assert round(before.value, 9) <= round(after.value, 9)


@given(legal_years())
def test_every_year_is_debriefed(run):
    """Every legal year gets a debrief and a note for each criterion, with every gap in the texts filled."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    said = debrief(scenario, result.state)
    notes = criterion_notes(scenario, result.state)
    assert list(result.criteria) == list(notes)
    for text in (said.headline, said.well, said.advice, *notes.values()):
        assert "{" not in text
        assert "“”" not in text
        assert "  " not in text
        assert text.endswith((".", "?"))
