"""The strategies of the course design on the affordable mix: their figures, and their policies."""

from pathlib import Path
from random import Random
from statistics import quantiles

import pytest

import itilkit
from itilkit.scenarios import load_scenario, replay, variant_names
from itilkit.scenarios.affordable_mix import ID, load_affordable_mix
from itilkit.scenarios.mix_search import Search
from itilkit.scenarios.mix_strategies import random_moves
from itilkit.scenarios.mix_strategies import strategies as policies

# The course design, section 5 A: value and score on base, value and score on graded.
TABLE = {
    "provider-only": (32.2, 0.00, 36.1, 0.00),
    "cheapest": (21.5, 0.00, 21.9, 0.00),
    "feature-maximizer": (56.9, 2.98, 56.8, 0.95),
    "asks-once": (65.6, 3.58, 57.4, 2.33),
    "loudest-voice": (59.6, 3.67, 54.9, 1.76),
    "please-everyone": (65.2, 7.50, 66.0, 7.38),
    "co-creator": (83.1, 12.00, 80.6, 11.75),
}
PLAYED = [(variant, name) for variant in ("base", "graded") for name in TABLE]


@pytest.mark.parametrize(("variant", "name"), PLAYED)
def test_replayed_to_its_figures(strategies, variant, name):
    """Every strategy's move list gives the value and score of the course's data, to a millionth."""
    strategy = strategies[ID, variant, name]
    result = replay(load_scenario(ID, variant), list(strategy.moves))
    assert strategy.value == pytest.approx(result.value, abs=1e-6)
    assert strategy.score == pytest.approx(result.score, abs=1e-6)


def test_the_course_has_no_other_strategy(strategies):
    """The course's data holds exactly the strategies of its table, on both variants."""
    assert set(PLAYED) == {(variant, name) for scenario, variant, name in strategies if scenario == ID}


@pytest.mark.parametrize("name", TABLE)
def test_table_of_the_course(strategies, name):
    """The rounded figures of the course design's table come out of the move lists."""
    row = []
    for variant in ("base", "graded"):
        result = replay(load_scenario(ID, variant), list(strategies[ID, variant, name].moves))
        row += [round(result.value, 1), round(result.score, 2)]
    assert TABLE[name] == tuple(row)


@pytest.mark.parametrize(("variant", "name"), PLAYED)
def test_only_the_co_creator_passes(strategies, variant, name):
    """Of the named strategies the co-creator alone passes."""
    result = replay(load_scenario(ID, variant), list(strategies[ID, variant, name].moves))
    assert (name == "co-creator") == result.passed


@pytest.mark.parametrize(("variant", "name"), PLAYED)
def test_policy_gives_the_list(strategies, variant, name):
    """Each strategy's policy, which works on any variant, gives its move list on base and on graded."""
    assert strategies[ID, variant, name].moves == policies(load_affordable_mix(variant))[name]


@pytest.mark.parametrize("variant", variant_names(ID))
def test_shown_beside_a_run(variant):
    """The figures shown beside a learner's run are those of the policies, season by season."""
    scenario = load_affordable_mix(variant)
    played = {name: replay(scenario, list(moves)) for name, moves in policies(scenario).items()}
    assert {
        "provider-only": "Decides alone",
        "asks-once": "Asks once, never again",
        "please-everyone": "Pleases each in turn",
        "co-creator": "Co-creates",
    } == {shown.id: shown.name for shown in scenario.numbers.beside}
    for shown in scenario.numbers.beside:
        result = played[shown.id]
        assert [season.value for season in result.state.played] == pytest.approx(shown.seasons, abs=1e-9)
        assert (result.value, result.score) == pytest.approx((shown.value, shown.score), abs=1e-9)


def test_no_graded_move_list_ships(strategies):
    """No file of the package holds an offer of a graded strategy: only what its seasons were worth."""
    [package] = itilkit.__path__
    moves = strategies[ID, "graded", "co-creator"].moves
    graded = [move.removeprefix("offer ") for move in moves if move.startswith("offer ")]
    assert 3 == len(graded)
    for file in Path(package).rglob("*"):
        if file.suffix in {".py", ".toml", ".ipynb", ".json"}:
            text = file.read_text(encoding="utf-8").replace('", "', " ")
            assert [] == [offer for offer in graded if offer in text], file


@pytest.mark.parametrize("variant", ["base", "graded"])
def test_random_play_stays_below_the_pass_mark(variant):
    """The 95th percentile of 500 random runs lies below 75 % of the points, and none passes."""
    scenario = load_affordable_mix(variant)
    search, dice = Search(scenario), Random(2024)  # noqa: S311 - a repeatable draw
    results = [replay(scenario, list(random_moves(search, dice))) for _ in range(500)]
    assert quantiles((result.score for result in results), n=20)[-1] < 9.0
    assert not any(result.passed for result in results)
