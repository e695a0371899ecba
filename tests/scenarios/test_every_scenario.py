"""What holds for every scenario and every variant, whatever is particular to it."""

import importlib
import re
import shutil
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from statistics import quantiles

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_samples import SAMPLES

from itilkit.authoring.tools import main, tool_of
from itilkit.authoring.variant_tool import VariantTool
from itilkit.content import content_root
from itilkit.items import misconceptions
from itilkit.scenarios import SCENARIOS, IllegalMove, replay, variants
from itilkit.scenarios.observation import seen_in

EACH = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
PAIRS = [(sample, variant) for sample in SAMPLES for variant in variants(sample.id)]
EACH_VARIANT = pytest.mark.parametrize(
    ("sample", "variant"), PAIRS, ids=[f"{sample.id}-{variant}" for sample, variant in PAIRS]
)
#: A sentence ends in a mark, and what is quoted in it after that.
SENTENCE = re.compile(r"\S.*[.?!…][’”]*", re.DOTALL)

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


def is_sentence(text):
    """Whether a text ends as a sentence and has no gap left."""
    return SENTENCE.fullmatch(text) is not None and not any(gap in text for gap in ("{", "}", "“”", "  "))


def tried(scenario, moves):
    """The result of a run, or how it was refused; anything else that is raised fails the test."""
    try:
        return replay(scenario, moves)
    except IllegalMove as refused:
        return refused


def check_result(sample, result):
    """Value and score lie in their ranges."""
    assert 0.0 <= result.value <= 100.0
    assert sample.most == result.max_score
    assert 0.0 <= result.score <= result.max_score
    assert all(0.0 <= points <= most + 1e-9 for points, most in result.criteria.values())


def check_outcome(sample, outcome, count):
    """A list of ``count`` moves is scored in the ranges, or refused in a sentence that names its place."""
    if isinstance(outcome, IllegalMove):
        assert str(outcome).isprintable()
        assert str(outcome).endswith((".", "?", "…"))
        assert 0 <= outcome.place <= count
    else:
        check_result(sample, outcome)


def test_nothing_is_left_out():
    """Every scenario of the kit is tried here."""
    assert SCENARIOS == tuple(sample.id for sample in SAMPLES)


# any list of moves ----------------------------------------------------------------------------------


@EACH
@given(data=st.data())
def test_any_list(sample, data):
    """Replay raises nothing but IllegalMove; else score and value lie in their ranges."""
    variant = data.draw(st.sampled_from(variants(sample.id)))
    move = st.one_of(sample.play.LIKELY, sample.play.LIKELY, sample.play.NEAR_MISSES, junk)
    moves = data.draw(st.lists(move, max_size=22))
    check_outcome(sample, tried(sample.load(variant), moves), len(moves))


@EACH
@given(data=st.data())
def test_odd_lists(sample, data):
    """A lone surrogate, a line of zeros, a line break within a move and far too many moves are refused."""
    variant, move = data.draw(st.sampled_from(variants(sample.id))), data.draw(sample.play.LIKELY)
    verb = move.split(" ")[0]
    for moves in ([move, "\ud800"], [f"{verb} " + "\x00" * 300], [f"{move}\u2028{move}"], [move] * 600):
        outcome = tried(sample.load(variant), moves)
        assert isinstance(outcome, IllegalMove)
        check_outcome(sample, outcome, len(moves))


@EACH
@given(moves=st.one_of(junk, st.sets(st.text()), st.text()))
def test_any_answer(sample, moves):
    """Whatever stands where the list of moves should, nothing but IllegalMove is raised."""
    outcome = tried(sample.load("base"), moves)
    check_outcome(sample, outcome, len(moves) if isinstance(moves, list) else 0)


@EACH
@given(data=st.data())
def test_legal_run(sample, data):
    """Every legal run, finished or not, is scored within the ranges, told in whole sentences, and the same
    every time, as a tuple too.
    """
    variant, moves = data.draw(sample.play.legal_runs())
    scenario = sample.load(variant)
    result = replay(scenario, moves)
    check_result(sample, result)
    assert [] == [event for event in result.events if SENTENCE.fullmatch(event) is None]
    assert [] == [told for told in scenario.tell(result.state) if not told.endswith(".")]
    assert result == replay(scenario, tuple(moves))
    if sample.over is not None:
        assert sample.over(moves) == result.finished


@EACH
@given(data=st.data())
def test_prefix(sample, data):
    """Every beginning of a legal run is a legal run, and tells the beginning of the same story."""
    variant, moves = data.draw(sample.play.legal_runs())
    scenario = sample.load(variant)
    whole = replay(scenario, moves).events
    part = replay(scenario, moves[: data.draw(st.integers(0, len(moves)))]).events
    assert part == whole[: len(part)]


@EACH
@given(data=st.data())
def test_every_run_is_debriefed(sample, data):
    """Every legal run gets a debrief and a note for each criterion, with every gap in the texts filled."""
    variant, moves = data.draw(sample.play.legal_runs())
    scenario, debriefs = sample.load(variant), sample.module("debrief")
    result = replay(scenario, moves)
    said = debriefs.debrief(scenario, result.state)
    notes = debriefs.criterion_notes(scenario, result.state)
    assert list(result.criteria) == list(notes)
    assert all(is_sentence(text) for text in (said.headline, said.well, said.advice, *notes.values()))


@EACH
def test_ten_refused_lists(sample):
    """Ten lists of moves at the least are refused in sentences that are written out."""
    module = "test_replay" if sample.short == "mix" else f"test_{sample.short}_refused"
    refused = importlib.import_module(module).REFUSED
    assert 10 <= len(refused)
    for moves, sentence in refused.values():
        assert sentence in {str(tried(sample.load(variant), moves)) for variant in variants(sample.id)}


# the strategies of the course -----------------------------------------------------------------------


@EACH_VARIANT
def test_replayed_to_its_figures(strategies, sample, variant):
    """Every strategy of the course's data gives its value and score, to a millionth; the rounded figures of
    the course design's table come out, and the data hold no other strategy.
    """
    scenario, rounded = sample.load(variant), {}
    for strategy in strategies.values():
        if (strategy.scenario, strategy.variant) == (sample.id, sample.listed(variant)):
            result = replay(scenario, sample.moves(scenario, strategy))
            assert (strategy.value, strategy.score) == pytest.approx((result.value, result.score), abs=1e-6)
            rounded[strategy.name] = (round(result.value, 1), round(result.score, 2))
    assert sample.table.get(variant, {}) == rounded


@cache
def policies_on(sample, variant):
    """The move list that each policy makes of a variant, made once."""
    return sample.policies(sample.load(variant))


@EACH_VARIANT
def test_policy_gives_the_list(strategies, sample, variant):
    """Each strategy's policy, which works on any variant, gives the move list of the course's data."""
    policies = policies_on(sample, variant)
    lists = {name: strategies.get((sample.id, variant, name)) for name in policies}
    assert {name: policies[name] for name, known in lists.items() if known} == {
        name: known.moves for name, known in lists.items() if known
    }


@pytest.fixture(scope="module")
def played(strategies):
    """What plays every named strategy on a variant, once."""

    @cache
    def play(sample, variant):
        scenario = sample.load(variant)
        lists = policies_on(sample, variant) or {
            name: sample.moves(scenario, strategy)
            for (id_, _, name), strategy in strategies.items()
            if id_ == sample.id
        }
        return {name: replay(scenario, list(moves)) for name, moves in lists.items()}

    return play


@EACH_VARIANT
def test_who_passes(played, sample, variant):
    """Of the named strategies only those that co-create pass, on every variant, with 85 % of the points where
    they are the co-creator; the naive ones stay within 35 %.
    """
    results = played(sample, variant)
    passed = {name for name, result in results.items() if result.passed}
    if variant in sample.passing:
        assert sample.passing[variant] == passed
    else:  # made by the tool: others that co-create may pass on it, and need not
        assert {"co-creator"} <= passed <= set.union(*sample.passing.values())
    assert [] == [name for name in sample.naive if results[name].score > 0.35 * sample.most]
    assert all(results[name].score >= 0.85 * sample.most for name in {"co-creator", "correct"} & set(results))


@EACH_VARIANT
def test_shown_beside_a_run(played, sample, variant):
    """The figures shown beside a learner's run are those of the strategies, step by step."""
    scenario, results = sample.load(variant), played(sample, variant)
    words = scenario.words if sample.short == "svs" else scenario.numbers
    assert list(sample.shown) == [shown.id for shown in words.beside]
    for shown in words.beside:
        result = results[shown.id]
        assert sample.shown[shown.id] in {shown.name, None}
        assert (shown.value, shown.score) == pytest.approx((result.value, result.score), abs=1e-9)
        for name, figures in sample.play.figures(scenario, result).items():
            assert figures == pytest.approx(getattr(shown, name), abs=1e-9)


@pytest.mark.full
@EACH_VARIANT
def test_random_play_stays_below_the_pass_mark(sample, variant):
    """The 95th percentile of 500 random runs lies below 75 % of the points, often far below."""
    scenario, dice = sample.load(variant), Random(2024)  # noqa: S311 - a repeatable draw
    run = tool_of(sample.id).random_run(scenario)
    results = [replay(scenario, list(run(dice))) for _ in range(500)]
    assert quantiles((result.score for result in results), n=20)[-1] < sample.random
    assert sample.lucky >= sum(result.passed for result in results)


# the debriefs ---------------------------------------------------------------------------------------


def told(sample, shape):
    """The debrief of the run that is written out for a shape."""
    scenario = sample.shaped(shape)
    return sample.module("debrief").debrief(scenario, replay(scenario, sample.runs.RUNS[shape]).state)


@EACH
def test_every_shape_has_its_run(sample):
    """Every shape that has a text is reached by a run of its own, and recognised as what it is."""
    shapes = [shape.id for shape in sample.module("debrief").texts().shape]
    assert shapes == list(sample.runs.RUNS)
    assert shapes == [told(sample, shape).shape for shape in shapes]


@EACH
def test_each_shape_gets_other_words(sample):
    """No two shapes share their headline or their advice, as a learner reads them, nor, but where little went
    well, what did; each text ends as a sentence.
    """
    said = [told(sample, shape) for shape in sample.runs.RUNS]
    for part in ("headline", "advice", *sample.parts):
        texts = [getattr(each, part) for each in said]
        assert sorted(set(texts)) == sorted(texts)
    assert all(is_sentence(text) for each in said for text in (each.headline, each.well, each.advice))


@EACH
def test_misconception(sample):
    """What is observed in the run of each shape, each of it for a misconception that is known; no learner
    reads its code.
    """
    seen, known = {}, set(misconceptions())
    for shape, moves in sample.runs.RUNS.items():
        scenario, said = sample.shaped(shape), told(sample, shape)
        found = seen_in(scenario, replay(scenario, moves).state)
        assert {each.code for each in found} <= known
        assert set() == known & set(re.findall(r"\w+", f"{said.headline} {said.well} {said.advice}"))
        if found:
            seen[shape] = [each.id for each in found]
    assert sample.runs.SEEN == seen


@EACH_VARIANT
def test_shape_of_a_strategy(played, sample, variant):
    """The named strategies of the course are told what they are, on every variant."""
    scenario, results = sample.load(variant), played(sample, variant)
    debrief = sample.module("debrief").debrief
    shapes = {name: debrief(scenario, result.state).shape for name, result in results.items()}
    assert sample.runs.STRATEGIES == {name: shapes[name] for name in sample.runs.STRATEGIES}


# the variant tools ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made():
    """What each scenario's tool makes with the seed of its sample, made once."""
    found = {}

    def make(sample):
        variant, seed, _ = sample.made
        if sample.id not in found:
            found[sample.id] = tool_of(sample.id).make_variant(sample.load(variant), seed)
        return found[sample.id]

    return make


@pytest.mark.full
@EACH_VARIANT
def test_lesson_holds_on_what_ships(sample, variant):
    """On every variant that ships, co-creating pays and every shortcut falls short."""
    assert [] == tool_of(sample.id).lesson_holds(sample.load(variant))


@EACH_VARIANT
def test_files_that_ship_are_in_that_format(sample, variant):
    """The files that ship are what the tool writes from their numbers."""
    shipped = (content_root() / "scenarios" / f"{sample.id}.{variant}.toml").read_text(encoding="utf-8")
    assert shipped == tool_of(sample.id).as_toml(sample.load(variant).numbers)


@EACH
def test_made_variant(made, sample):
    """A made variant is new, named after its seed, and the lesson holds on it; where the variant that ships
    was made by the tool, it is that one, and nothing in it was written by hand.
    """
    variant, seed, name = sample.made
    before, after = sample.load(variant), made(sample)
    assert f"{variant}-{seed}" == after.variant
    assert attrs.evolve(before.numbers, variant=after.variant) != after.numbers
    if name in variants(sample.id):  # whether the lesson holds on it is looked at above
        assert attrs.evolve(after.numbers, variant=name) == sample.load(name).numbers
    else:
        assert [] == tool_of(sample.id).lesson_holds(after)


@EACH
def test_command_line(made, sample, capsys, monkeypatch):
    """The tool writes a made variant's file from the command line, and says how it is used otherwise."""
    tool = tool_of(sample.id)
    variant, seed, name = sample.made
    once = {(variant, seed): made(sample)}
    monkeypatch.setattr(VariantTool, "make_variant", lambda _, start, number: once[start.variant, number])
    assert 0 == main([sample.id, variant, str(seed), name])
    assert tool.as_toml(attrs.evolve(made(sample).numbers, variant=name)) == capsys.readouterr().out
    for wrong in ([sample.id], [sample.id, variant, "five", name], [f"{sample.id}s", variant, "5", name]):
        assert 2 == main(wrong)
        usage = "usage: python -m itilkit.authoring.tools [SCENARIO VARIANT SEED NAME]\n"
        assert usage == capsys.readouterr().err


@EACH
def test_file_of_a_variant(made, sample, tmp_path):
    """The text of a variant's file, read back by the kit, gives the same numbers to the last digit; names
    with quotation marks and umlauts survive.
    """
    tool, folder = tool_of(sample.id), tmp_path / "scenarios"
    folder.mkdir()
    for file in Path(str(content_root() / "scenarios")).glob("*.toml"):
        shutil.copy(file, folder)
    numbers = made(sample).numbers
    (folder / f"{sample.id}.{numbers.variant}.toml").write_text(tool.as_toml(numbers), encoding="utf-8")
    assert numbers == sample.loader()(numbers.variant, root=tmp_path).numbers
    odd = attrs.evolve(numbers, variant='a "Übung" \\ 1')
    assert 'a "Übung" \\ 1' == tomllib.loads(tool.as_toml(odd))["variant"]


@EACH
def test_perturbed_the_same_way_again(sample):
    """The same seed gives the same numbers, another seed others; they come complete."""
    tool, scenario = tool_of(sample.id), sample.load(sample.made[0])
    moved = tool.moved_only(scenario, 3)
    assert f"{sample.made[0]}-3" == moved.variant
    assert moved == tool.moved_only(scenario, 3)
    assert moved.numbers != attrs.evolve(tool.moved_only(scenario, 4).numbers, variant=moved.variant)
    done = tool.perturb(scenario, 3)
    assert done == tool.completed(moved)
    assert done.variant == moved.variant


@pytest.mark.full
@EACH
def test_any_seed_makes_one(full, sample):
    """Whatever the seed and whichever variant it starts from, a variant on which the lesson holds is made."""
    if not full:
        pytest.skip("one seed is tried above; --full tries more")
    tool = tool_of(sample.id)
    for variant in ("base", "graded"):
        for seed in range(10):
            assert [] == tool.lesson_holds(tool.make_variant(sample.load(variant), seed))


@pytest.mark.parametrize(
    "sample", [sample for sample in SAMPLES if sample.short != "svs"], ids=lambda sample: sample.id
)
def test_strategies_stay_legal_on_any_variant(sample):
    """The policies of the named strategies make legal runs on whatever numbers there are."""
    tool, scenario = tool_of(sample.id), sample.load("graded")
    for seed in range(5):
        moved = tool.moved_only(scenario, seed)
        for moves in sample.policies(moved).values():
            result = replay(moved, list(moves))
            assert sample.over is None or sample.over(list(moves)) == result.finished
