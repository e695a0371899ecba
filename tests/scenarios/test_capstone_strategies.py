"""The strategies of the course design on the capstone: their figures, and their policies."""

from random import Random
from statistics import quantiles

import pytest
from capstone_samples import ALL, QUARTERS, capstone

from itilkit.scenarios import load_scenario, replay, variant_names
from itilkit.scenarios.capstone import ID, load_capstone
from itilkit.scenarios.capstone_search import Search
from itilkit.scenarios.capstone_strategies import random_moves
from itilkit.scenarios.capstone_strategies import strategies as policies

# The course design, section 5 F: value, score and value per quarter on graded.
TABLE = {
    "provider-only": (24.4, 0.00, [28, 35, 12, 22]),
    "cheapest": (13.3, 0.00, [8, 2, 24, 18]),
    "feature-maximizer": (38.9, 2.00, [31, 28, 53, 43]),
    "process-rigid": (41.7, 4.00, [67, 35, 28, 37]),
    "please-everyone": (52.2, 6.00, [62, 46, 51, 49]),
    "box-ticker": (60.1, 9.00, [48, 36, 81, 75]),
    "co-creator": (79.0, 26.73, [48, 80, 96, 92]),
}
PLAYED = [(variant, name) for variant in ("base", "graded") for name in TABLE]


@pytest.mark.parametrize("name", TABLE)
def test_replayed_to_its_figures(strategies, name):
    """Every strategy's move list gives the value and score of the course's data, to a millionth."""
    strategy = strategies[ID, "graded", name]
    result = replay(load_scenario(ID, "graded"), list(strategy.moves))
    assert strategy.value == pytest.approx(result.value, abs=1e-6)
    assert strategy.score == pytest.approx(result.score, abs=1e-6)


def test_the_course_has_no_other_strategy(strategies):
    """The course's data holds exactly the strategies of its table."""
    assert set(TABLE) == {name for scenario, _, name in strategies if scenario == ID}


@pytest.mark.parametrize("name", TABLE)
def test_table_of_the_course(strategies, name):
    """The rounded figures of the course design's table come out of the move lists."""
    result = replay(load_scenario(ID, "graded"), list(strategies[ID, "graded", name].moves))
    quarters = [round(quarter.value) for quarter in result.state.played]
    assert TABLE[name] == (round(result.value, 1), round(result.score, 2), quarters)


@pytest.mark.parametrize("name", TABLE)
def test_policy_gives_the_list(strategies, name):
    """Each strategy's policy, which works on any variant, gives its move list on graded."""
    assert strategies[ID, "graded", name].moves == policies(load_capstone("graded"))[name]


@pytest.mark.parametrize(("variant", "name"), PLAYED)
def test_only_the_co_creator_passes(variant, name):
    """Of the named strategies the co-creator alone passes, on both variants."""
    scenario = load_capstone(variant)
    assert (name == "co-creator") == replay(scenario, list(policies(scenario)[name])).passed


@pytest.mark.parametrize(("variant", "name"), PLAYED)
def test_naive_strategies_stay_far_below(variant, name):
    """Deciding alone, buying cheap and offering much stay within 35 % of the points; the co-creator gets 85 %
    at least.
    """
    scenario = load_capstone(variant)
    share = replay(scenario, list(policies(scenario)[name])).score / 30
    naive = ("provider-only", "cheapest", "feature-maximizer")
    least, most = (0, 0.35) if name in naive else (0.85, 1) if name == "co-creator" else (0, 0.75)
    assert least <= share <= most


@pytest.mark.parametrize("variant", variant_names(ID))
def test_investing_pays_later(variant):
    """In the chart beside a year the co-creator's first quarter is worse than that of the plan that was
    signed once, and the other three are better.
    """
    shown = {beside.id: beside.quarters for beside in load_capstone(variant).numbers.beside}
    pairs = list(zip(shown["co-creator"], shown["process-rigid"], strict=True))
    assert [False, True, True, True] == [joint > rigid for joint, rigid in pairs]


@pytest.mark.parametrize("variant", variant_names(ID))
def test_shown_beside_a_run(variant):
    """The figures shown beside a learner's year are those of the policies, quarter by quarter."""
    scenario = load_capstone(variant)
    assert {
        "provider-only": "Decides alone",
        "process-rigid": "Signs once and keeps to it",
        "please-everyone": "Pleases each in turn",
        "box-ticker": "Ticks every box",
        "co-creator": "Co-creates",
    } == {shown.id: shown.name for shown in scenario.numbers.beside}
    plans = policies(scenario)
    for shown in scenario.numbers.beside:
        result = replay(scenario, list(plans[shown.id]))
        played = result.state.played
        assert shown.quarters == pytest.approx([quarter.value for quarter in played], abs=1e-9)
        assert shown.trust == tuple(quarter.trust for quarter in played)
        assert shown.delay == tuple(quarter.delay for quarter in played)
        assert (shown.value, shown.score) == pytest.approx((result.value, result.score), abs=1e-9)


def test_random_play_stays_below_the_pass_mark():
    """The 95th percentile of 500 random years lies far below 75 % of the points, and none passes."""
    scenario = load_capstone("graded")
    dice, search = Random(2024), Search(scenario)  # noqa: S311 - a repeatable draw
    results = [replay(scenario, list(random_moves(search, dice))) for _ in range(500)]
    assert quantiles((result.score for result in results), n=20)[-1] < 9.0
    assert not any(result.passed for result in results)


def test_policies_where_nobody_wants_anything():
    """The policies make legal years of four quarters even on ratings that are all 0."""
    nothing = {quarter: dict.fromkeys(ALL.split(), (0,) * 10) for quarter in QUARTERS}
    scenario = capstone(ratings=nothing)
    results = {name: replay(scenario, list(moves)) for name, moves in policies(scenario).items()}
    assert dict.fromkeys(TABLE, True) == {name: result.finished for name, result in results.items()}
