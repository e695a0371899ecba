"""What holds for every list of moves whatever: tried on junk, on near misses and on legal runs."""

from hypothesis import assume, example, given
from hypothesis import strategies as st
from stream_samples import SEVEN

from itilkit.scenarios import IllegalMove, load_scenario, replay, variant_names
from itilkit.scenarios.stream_debrief import criterion_notes, debrief
from itilkit.scenarios.value_stream import ID

BASE = load_scenario(ID)
VARIANTS = st.sampled_from(variant_names(ID))
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
any_moves = st.lists(st.one_of(free, cards, near_misses, junk), max_size=15)


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


def tried(scenario, moves):
    """The result of a run, or how it was refused; anything else that is raised fails the test."""
    try:
        return replay(scenario, moves)
    except IllegalMove as refused:
        return refused


def in_range(result):
    assert 0.0 <= result.value <= 100.0
    assert 20.0 == result.max_score
    assert 0.0 <= result.score <= result.max_score
    assert all(0.0 <= points <= most for points, most in result.criteria.values())


@given(VARIANTS, any_moves)
@example("base", ["run", "\ud800"])
@example("base", ["order " + "\x00" * 300])
@example("base", ["run"] * 600)
@example("graded", ["run\u2028run"])
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


@given(legal_runs())
def test_legal_run(run):
    """Every legal run, finished or not, is scored within the ranges and told in whole sentences."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    in_range(result)
    assert all(sentence.endswith(".") for sentence in (*result.events, *scenario.tell(result.state)))
    assert moves.count("run") == result.state.runs


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


@given(legal_runs(), st.randoms(use_true_random=False))
def test_what_counts_is_what_stands(run, dice):
    """Only what stands in the end counts: the same pieces, laid in another sequence, are worth the same."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    state = result.state
    again = [
        *([" ".join(["order", *state.order])] if state.order is not None else []),
        *(f"map {step} {activity}" for step, activity in state.mapping.items()),
        *([f"bottleneck {state.bottleneck}"] if state.bottleneck else []),
        *(f"buy {card}" for card in state.cards),
    ]
    dice.shuffle(again)
    other = replay(scenario, again)
    assert (result.value, result.criteria) == (other.value, other.criteria)


@given(legal_runs())
def test_closing_the_loop_never_harms(run):
    """A stream that is given both steps of the loop is worth no less."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    before = replay(scenario, moves)
    laid = [step for step in before.state.order or () if step not in scenario.loop]
    assume(laid)
    closed = replay(scenario, [*moves, " ".join(["order", *laid, *scenario.loop])])
    assert round(before.value, 9) <= round(closed.value, 9)
    assert 2.0 == closed.criteria["loop"][0]


@given(legal_runs())
def test_parts_add_up(run):
    """In both months work, waiting and queue of a step add up to its minutes, and nothing is below 0."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    for month in scenario.months_of(replay(scenario, moves).state):
        assert 0.0 < month.efficiency <= 1.0
        for time in month.steps:
            assert round(sum(time.parts), 6) == round(time.minutes, 6)
            assert min(time.parts) >= 0.0


@given(legal_runs())
def test_every_run_is_debriefed(run):
    """Every legal run gets a debrief and a note for each criterion, with every gap in the texts filled."""
    variant, moves = run
    scenario = load_scenario(ID, variant)
    result = replay(scenario, moves)
    said = debrief(scenario, result.state)
    notes = criterion_notes(scenario, result.state)
    assert list(result.criteria) == list(notes)
    for text in (said.headline, said.well, said.advice, *notes.values()):
        assert "{" not in text
        assert "“”" not in text
        assert text.endswith((".", "?"))
