"""The strategies of the course design on the value stream: their figures, and their policies."""

import itertools
import re
from pathlib import Path
from random import Random
from statistics import quantiles

import pytest

import itilkit
from itilkit.scenarios import load_scenario, replay, variant_names
from itilkit.scenarios.stream_strategies import best_cards, plans, random_moves
from itilkit.scenarios.stream_strategies import strategies as policies
from itilkit.scenarios.value_stream import ID, load_value_stream

# The course design, section 5 C: value and score on base.
TABLE = {
    "provider-only": (5.2, 3.33),
    "cheapest": (12.8, 3.33),
    "process-rigid": (5.2, 1.33),
    "please-everyone": (26.8, 7.50),
    "no-card-bought": (21.9, 9.50),
    "hires": (38.7, 8.89),
    "hires-and-keeps-the-loop": (38.7, 11.55),
    "best-cards-wrong-map": (60.3, 17.50),
    "co-creator": (58.1, 19.14),
    "best": (60.3, 20.00),
}
PLAYED = [(variant, name) for variant in ("base", "graded") for name in TABLE]


@pytest.mark.parametrize("name", TABLE)
def test_replayed_to_its_figures(strategies, name):
    """Every strategy's move list gives the value and score of the course's data, to a millionth."""
    strategy = strategies[ID, "base", name]
    result = replay(load_scenario(ID), list(strategy.moves))
    assert strategy.value == pytest.approx(result.value, abs=1e-6)
    assert strategy.score == pytest.approx(result.score, abs=1e-6)


def test_the_course_has_no_other_strategy(strategies):
    """The course's data holds exactly the strategies of its table."""
    assert set(TABLE) == {name for scenario, _, name in strategies if scenario == ID}


@pytest.mark.parametrize("name", TABLE)
def test_table_of_the_course(strategies, name):
    """The rounded figures of the course design's table come out of the move lists."""
    result = replay(load_scenario(ID), list(strategies[ID, "base", name].moves))
    assert TABLE[name] == (round(result.value, 1), round(result.score, 2))


@pytest.mark.parametrize("name", TABLE)
def test_policy_gives_the_list(strategies, name):
    """Each strategy's policy, which works on any variant, gives its move list on base."""
    assert strategies[ID, "base", name].moves == policies(load_value_stream())[name]


@pytest.mark.parametrize(("variant", "name"), PLAYED)
def test_who_passes(variant, name):
    """Of the named strategies the co-creator and the best cards pass, on both variants; the best cards with
    everything mapped to one activity fail for the mapping.
    """
    scenario = load_value_stream(variant)
    result = replay(scenario, list(policies(scenario)[name]))
    assert (name in {"co-creator", "best"}) == result.passed


@pytest.mark.parametrize(("variant", "name"), PLAYED)
def test_naive_strategies_stay_far_below(variant, name):
    """Providing alone and buying cheap stay within 35 % of the points; the co-creator gets 85 % at least."""
    scenario = load_value_stream(variant)
    share = replay(scenario, list(policies(scenario)[name])).score / 20
    least, most = {"provider-only": (0, 0.35), "cheapest": (0, 0.35), "co-creator": (0.85, 1)}.get(
        name, (0, 1)
    )
    assert least <= share <= most


@pytest.mark.parametrize("variant", variant_names(ID))
def test_shown_beside_a_run(variant):
    """The figures shown beside a learner's stream are those of the policies, month by month."""
    scenario = load_value_stream(variant)
    assert {
        "provider-only": "Works faster",
        "please-everyone": "Buys a little of everything",
        "hires-and-keeps-the-loop": "Hires people",
        "co-creator": "Co-creates",
    } == {shown.id: shown.name for shown in scenario.numbers.beside}
    for shown in scenario.numbers.beside:
        result = replay(scenario, list(policies(scenario)[shown.id]))
        months = scenario.months_of(result.state)
        assert [month.value for month in months] == pytest.approx(shown.months, abs=1e-9)
        assert [month.lead for month in months] == pytest.approx(shown.leads, abs=1e-9)
        assert (months[0].efficiency, result.value, result.score) == pytest.approx(
            (shown.efficiency, shown.value, shown.score), abs=1e-9
        )


def test_no_graded_move_list_ships():
    """No file of the package lists the best cards of graded, in whatever order: they are neither base's best
    nor what any other strategy buys.
    """
    scenario = load_value_stream("graded")
    best = best_cards(scenario)
    bought = {name: set(plan.cards) for name, plan in plans(scenario).items() if not name.startswith("best")}
    assert set(best) not in bought.values()
    assert set(best) != set(best_cards(load_value_stream()))
    lists = re.compile("|".join(r"\W{1,12}(buy )?".join(cards) for cards in itertools.permutations(best)))
    assert lists.search("\n".join(plans(scenario)["best"].moves))
    [package] = itilkit.__path__
    for file in Path(package).rglob("*"):
        if file.suffix in {".py", ".toml", ".ipynb", ".json"}:
            assert None is lists.search(file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize("variant", ["base", "graded"])
def test_random_play_stays_below_the_pass_mark(variant):
    """The 95th percentile of 500 random streams lies below 75 % of the points."""
    scenario = load_value_stream(variant)
    dice = Random(2024)  # noqa: S311 - a repeatable draw
    results = [replay(scenario, list(random_moves(scenario, dice))) for _ in range(500)]
    assert quantiles((result.score for result in results), n=20)[-1] < 15.0
    assert not any(result.passed for result in results)
