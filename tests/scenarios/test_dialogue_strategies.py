"""The named strategies of the dialogue earn what the rules' tables say, on the variants that they were
measured on, and a run's turning points are where they were found.
"""

import pytest
from dialogue_samples import BEST, MEASURED, shipped, strategy

from itilkit.authoring.dialogue.players import model_run
from itilkit.scenarios import load_scenario, replay, variants, worked_run
from itilkit.scenarios.dialogue.turning import lost_at, won_at

ROWS = [(variant, name) for variant, table in MEASURED.items() for name in table["strategies"]]


@pytest.mark.parametrize(("variant", "name"), ROWS)
def test_a_strategy_earns_what_was_measured(variant, name):
    """Value to 1e-6; points and score, which were written with two decimals, to half of the last."""
    row = MEASURED[variant]["strategies"][name]
    result = replay(shipped(variant), row["moves"])
    assert result.value == pytest.approx(row["value"], abs=1e-6)
    assert result.score == pytest.approx(row["score"], abs=0.0050001)
    assert [points for points, _ in result.criteria.values()] == pytest.approx(row["criteria"], abs=0.0050001)
    assert result.passed == row["passed"]


@pytest.mark.parametrize(
    ("variant", "name"), [(variant, name) for variant, name in ROWS if name != "button-presser"]
)
def test_a_policy_gives_the_moves_that_were_measured(variant, name):
    """Each named policy plays, on the facts of a variant, the list that stands in the tables."""
    assert strategy(name, variant) == MEASURED[variant]["strategies"][name]["moves"]


@pytest.mark.parametrize(
    ("variant", "name"), [(variant, name) for variant, table in MEASURED.items() for name in table["turning"]]
)
def test_a_run_turns_where_it_was_found_to_turn(variant, name):
    """The turn that a run could least do without, and the one other move that would have brought most."""
    value, (won_turn, _, without), (lost_turn, *_, kind, other) = MEASURED[variant]["turning"][name]
    scenario = shipped(variant)
    state = replay(scenario, MEASURED[variant]["strategies"][name]["moves"]).state
    won, lost = won_at(scenario, state), lost_at(scenario, state)
    assert (won.turn, lost.turn, lost.kind) == (won_turn, lost_turn, kind)
    assert (won.value, won.other, lost.other) == pytest.approx((value, without, other), abs=1e-6)


def test_the_reference_is_what_the_best_reader_reaches(full):
    """A variant’s number is the value of the best of 24 readers, whose moves are the worked run."""
    names = variants("dialogue") if full else ("base", "practice-1", "graded-01", "graded-17")
    for name in names:
        scenario = load_scenario("dialogue", name)
        moves, value = model_run(scenario.rules)
        assert value == pytest.approx(scenario.numbers.reference, abs=1e-6)
        assert list(worked_run(scenario)) == list(moves) == BEST[name]["model"]
