"""The strategies of the course design on the service value system, and whether the lesson holds."""

from random import Random
from statistics import quantiles

import pytest
from svs_samples import VARIANTS, answers, system

from itilkit.scenarios import replay
from itilkit.scenarios.service_value_system import ID, NONE, SLOTS

# The course design, section 5 B: cards and diagnoses right, value, score; the last is from its data only.
TABLE = {
    "tool-buyer": (4, 1, 61.7, 2.27),
    "article-read-literally": (7, 1, 67.7, 6.02),
    "process-rigid": (6, 2, 71.6, 7.45),
    "put-everything-in": (8, 3, 70.0, 8.88),
    "correct": (12, 5, 100.0, 18.00),
    "all-wrong-tiles-as-inputs": (12, 5, 70.0, 11.75),
}


def played(strategies, name, variant):
    """A strategy with its cards and diagnoses really played, on a variant."""
    strategy, scenario = strategies[ID, "base", name], system(variant)
    moves = [*strategy.moves, *answers(scenario, strategy.cards_right, strategy.diagnoses_right)]
    return strategy, replay(scenario, moves)


def test_the_course_has_no_other_strategy(strategies):
    """The course’s data holds exactly these strategies for this scenario."""
    assert set(TABLE) == {name for scenario, _, name in strategies if scenario == ID}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", TABLE)
def test_replayed_to_its_figures(strategies, variant, name):
    """Every strategy gives the value and score of the course’s data to a millionth, on both variants: only
    cards and symptoms differ, and as many of them are answered rightly.
    """
    strategy, result = played(strategies, name, variant)
    assert strategy.value == pytest.approx(result.value, abs=1e-6)
    assert strategy.score == pytest.approx(result.score, abs=1e-6)


@pytest.mark.parametrize("name", TABLE)
def test_table_of_the_course(strategies, name):
    """The rounded figures of the course design’s table come out, with so many cards and diagnoses right."""
    _, result = played(strategies, name, "base")
    right = system().right_answers(result.state)
    assert TABLE[name] == (*right, round(result.value, 1), round(result.score, 2))


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", TABLE)
def test_lesson_holds(strategies, variant, name):
    """Who knows what belongs where reaches 85 % of the points; every other strategy does not pass."""
    _, result = played(strategies, name, variant)
    assert (name == "correct") == result.passed
    assert (name == "correct") == (result.score >= 0.85 * result.max_score)


def random_moves(scenario, dice):
    """A run without thought: each tile is placed or not by the toss of a coin, in any place; every card and
    symptom gets any answer.
    """
    pick = lambda options: options[int(dice.random() * len(options))]  # noqa: E731
    return [
        *[f"place {tile} as {pick(SLOTS)}" for tile in scenario.tiles if dice.random() < 0.5],
        *[f"card {card} as {pick((*SLOTS, NONE))}" for card in scenario.cards],
        *[f"diagnose {symptom} as {pick(scenario.components)}" for symptom in scenario.symptoms],
    ]


@pytest.mark.parametrize("variant", VARIANTS)
def test_random_play(variant):
    """The 95th percentile of 500 random runs lies below 75 % of the points, and none passes."""
    scenario, dice = system(variant), Random(2024)  # noqa: S311 - a repeatable draw
    results = [replay(scenario, random_moves(scenario, dice)) for _ in range(500)]
    assert quantiles((result.score for result in results), n=20)[-1] < 13.5
    assert not any(result.passed for result in results)


def test_shown_beside_a_run(strategies):
    """Four strategies are shown beside a learner’s run, the right one last, with their real figures."""
    shown = {each.id: each for each in system().words.beside}
    assert ["article-read-literally", "process-rigid", "put-everything-in", "correct"] == list(shown)
    for name, beside in shown.items():
        _, result = played(strategies, name, "base")
        worths = [each.worth for each in system().happened(result.state.board)]
        assert worths == pytest.approx(beside.events, abs=1e-9)
        assert (result.value, result.score) == pytest.approx((beside.value, beside.score), abs=1e-9)
