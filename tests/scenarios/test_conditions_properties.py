"""What holds for every list of moves whatever: tried on junk, on near misses and on legal runs."""

from hypothesis import example, given
from hypothesis import strategies as st

from itilkit.scenarios import IllegalMove, load_scenario, replay, variant_names
from itilkit.scenarios.conditions import ID
from itilkit.scenarios.conditions_debrief import criterion_notes, debrief, losses

BASE = load_scenario(ID)
VARIANTS = st.sampled_from(variant_names(ID))
GROUPS = tuple(BASE.groups)

rooms = st.lists(st.sampled_from(GROUPS), unique=True)
legal_moves = st.tuples(st.sampled_from(("build", "release")), rooms).map(
    lambda move: " ".join([move[0], "with", *move[1]]) if move[1] else move[0]
)
words = st.sampled_from([*GROUPS, "build", "release", "with", "relase", "mara", "zorro", "", "BUILD"])
near_misses = st.lists(words, max_size=6).map(" ".join)
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
any_moves = st.lists(st.one_of(legal_moves, legal_moves, near_misses, junk), max_size=9)
legal_runs = st.lists(legal_moves, max_size=6)


def tried(scenario, moves):
    """The result of a run, or how it was refused; anything else that is raised fails the test."""
    try:
        return replay(scenario, moves)
    except IllegalMove as refused:
        return refused


def in_range(result):
    assert 0.0 <= result.value <= 100.0
    assert 12.0 == result.max_score
    assert 0.0 <= result.score <= result.max_score
    assert all(0.0 <= points <= most for points, most in result.criteria.values())


@given(VARIANTS, any_moves)
@example("base", ["build", "\ud800"])
@example("base", ["build with " + "\x00" * 300])
@example("base", ["build"] * 600)
@example("graded", ["build\u2028with users"])
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
    outcome = tried(BASE, moves)
    if isinstance(outcome, IllegalMove):
        assert str(outcome).endswith((".", "…"))
    else:
        in_range(outcome)


@given(VARIANTS, legal_runs)
def test_legal_run(variant, moves):
    """Every legal run, finished or not, is scored within the ranges and told in whole sentences."""
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    in_range(result)
    assert (len(moves) == 6) == result.finished
    assert all(sentence.endswith((".", ".”", "?”", "!”", ".’”")) for sentence in result.events)
    assert all(sentence.endswith(".") for sentence in scenario.tell(result.state))


@given(VARIANTS, legal_runs)
def test_deterministic(variant, moves):
    """The same moves give the same result, every time and as a tuple too."""
    scenario = load_scenario(ID, variant)
    assert replay(scenario, moves) == replay(scenario, tuple(moves))


@given(VARIANTS, legal_runs)
def test_prefix(variant, moves):
    """Every beginning of a legal run is a legal run, and tells the beginning of the same story."""
    scenario = load_scenario(ID, variant)
    whole = replay(scenario, moves)
    for length in range(len(moves)):
        part = replay(scenario, moves[:length])
        assert part.events == whole.events[: len(part.events)]
        assert part.state.played == whole.state.played[:length]


@given(VARIANTS, legal_runs)
def test_what_stays_within_bounds(variant, moves):
    """Design and live stay between 0 and 10, no iteration does more steps than it has room for, and belief
    meets the need of whoever is in the room.
    """
    scenario = load_scenario(ID, variant)
    for done in replay(scenario, moves).state.played:
        assert all(0 <= level <= 10 for level in (*done.work.design, *(done.work.live or ())))
        assert len(done.work.steps) <= done.capacity
        assert all(
            done.work.belief[scenario.place[group]] == done.needs[scenario.place[group]]
            for group in done.present
        )
        parts = (done.losses.unknown, done.losses.unbuilt, done.losses.unreleased, done.losses.unsound)
        assert round(100 - done.value, 9) == round(sum(parts), 9)


@given(VARIANTS, st.lists(legal_moves, min_size=6, max_size=6))
def test_no_run_beats_the_best(variant, moves):
    """No run is worth more than the best plan, whose value the reference gives, rounded down."""
    scenario = load_scenario(ID, variant)
    assert replay(scenario, moves).value < scenario.numbers.reference + 0.01


@given(VARIANTS, legal_runs)
def test_every_run_is_debriefed(variant, moves):
    """Every legal run gets a debrief and a note for each criterion, with every gap in the texts filled."""
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    said = debrief(scenario, result.state)
    notes = criterion_notes(scenario, result.state)
    assert list(result.criteria) == list(notes)
    assert {"unknown", "unbuilt", "unreleased", "unsound"} == set(losses(result.state))
    for text in (said.headline, said.well, said.advice, *notes.values()):
        assert "{" not in text
        assert "“”" not in text
        assert text.endswith((".", "?"))
        assert "nobody never" not in text.lower()
