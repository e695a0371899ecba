"""What holds for every list of moves whatever on the service value system."""

from hypothesis import example, given
from hypothesis import strategies as st
from svs_samples import IDLE, VARIANTS, WHOLE, place, system

from itilkit.scenarios import IllegalMove, replay
from itilkit.scenarios.service_value_system import NONE, SLOTS
from itilkit.scenarios.svs_debrief import criterion_notes, debrief, event_reasons, verdicts

SYSTEMS = {variant: system(variant) for variant in VARIANTS}
TILES = tuple(SYSTEMS["base"].tiles)
COMPONENTS = SYSTEMS["base"].components

places = st.builds("place {} as {}".format, st.sampled_from(TILES), st.sampled_from(SLOTS))
removes = st.sampled_from([f"remove {tile}" for tile in TILES])
boards = st.dictionaries(st.sampled_from(TILES), st.sampled_from(SLOTS))


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
any_moves = st.lists(st.one_of(places, removes, near_misses, junk, st.just("run")), max_size=15)


def tried(scenario, moves):
    """The result of a run, or how it was refused; anything else that is raised fails the test."""
    try:
        return replay(scenario, moves)
    except IllegalMove as refused:
        return refused


def in_range(result):
    assert 0.0 <= result.value <= 100.0
    assert 18.0 == result.max_score
    assert 0.0 <= result.score <= result.max_score
    assert all(0.0 <= points <= most for points, most in result.criteria.values())


@given(st.sampled_from(VARIANTS), any_moves)
@example("base", ["run", "\ud800"])
@example("base", ["place " + "\x00" * 300])
@example("base", ["run"] * 600)
@example("graded", ["run\u2028run"])
def test_any_list(variant, moves):
    """Replay raises nothing but IllegalMove; else score and value lie in their ranges."""
    outcome = tried(SYSTEMS[variant], moves)
    if isinstance(outcome, IllegalMove):
        assert str(outcome).isprintable()
        assert 0 <= outcome.place <= len(moves)
    else:
        in_range(outcome)


@given(legal_runs())
def test_legal_run(run):
    """Every legal run is scored within the ranges and told in whole sentences."""
    variant, moves = run
    result = replay(SYSTEMS[variant], moves)
    in_range(result)
    assert all(sentence.endswith(".") for sentence in result.events)
    assert moves.count("run") == result.state.runs
    assert len(moves) + 7 * moves.count("run") == len(result.events)


@given(legal_runs())
def test_deterministic(run):
    """The same moves give the same result, every time and as a tuple too."""
    variant, moves = run
    assert replay(SYSTEMS[variant], moves) == replay(SYSTEMS[variant], tuple(moves))


@given(legal_runs())
def test_prefix(run):
    """Every beginning of a legal run is a legal run, and tells the beginning of the same story."""
    variant, moves = run
    whole = replay(SYSTEMS[variant], moves)
    for length in range(len(moves)):
        part = replay(SYSTEMS[variant], moves[:length])
        assert part.events == whole.events[: len(part.events)]


@given(boards, st.randoms(use_true_random=False))
def test_order_of_placing(board, dice):
    """It does not matter in which order a board was built."""
    moves = place(board)
    other = moves.copy()
    dice.shuffle(other)
    first, second = replay(SYSTEMS["base"], moves), replay(SYSTEMS["base"], other)
    assert (first.value, first.criteria, first.state) == (second.value, second.criteria, second.state)


@given(boards, st.sampled_from(list(WHOLE)))
def test_a_right_tile_more(board, tile):
    """Putting a tile where it belongs never lowers value or score, from wherever it comes."""
    before = replay(SYSTEMS["base"], place(board))
    after = replay(SYSTEMS["base"], [*place(board), f"place {tile} as {WHOLE[tile]}"])
    assert before.value <= after.value
    assert before.score <= after.score


@given(boards, st.sampled_from(IDLE), st.sampled_from(SLOTS))
def test_an_idle_tile_more(board, tile, slot):
    """Putting a tile on the board that has no place in the system never raises value or score."""
    before = replay(SYSTEMS["base"], place(board))
    after = replay(SYSTEMS["base"], [*place(board), f"place {tile} as {slot}"])
    assert before.value >= after.value
    assert before.score >= after.score


@given(boards)
def test_removing_undoes_placing(board):
    """A board that was cleared again is worth what an empty one is."""
    moves = [*place(board), *[f"remove {tile}" for tile in board]]
    assert replay(SYSTEMS["base"], []).state.board == replay(SYSTEMS["base"], moves).state.board
    assert replay(SYSTEMS["base"], []).value == replay(SYSTEMS["base"], moves).value


@given(legal_runs())
def test_every_run_is_debriefed(run):
    """Every legal run gets a debrief, a note for each criterion and a verdict on each card and symptom, with
    every gap in the texts filled.
    """
    variant, moves = run
    scenario = SYSTEMS[variant]
    state = replay(scenario, moves).state
    said, notes = debrief(scenario, state), criterion_notes(scenario, state)
    assert {"placement", "cards", "diagnoses"} == set(notes)
    assert 17 == len(verdicts(scenario, state))
    reasons = [reason for each in scenario.happened(state.board) for reason in event_reasons(scenario, each)]
    for text in (said.headline, said.well, said.advice, *notes.values(), *reasons, *scenario.tell(state)):
        assert "" != text
        assert "{" not in text
        assert text.endswith((".", "?"))
