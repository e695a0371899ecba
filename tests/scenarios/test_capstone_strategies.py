"""The strategies of the course design on the capstone: their figures, and their policies."""

import pytest
from capstone_samples import ALL, QUARTERS, capstone

from itilkit.authoring.capstone.strategies import strategies as policies
from itilkit.scenarios import load_scenario, replay, variants
from itilkit.scenarios.capstone.model import ID, load_capstone

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


@pytest.mark.parametrize("name", TABLE)
def test_table_of_the_course(strategies, name):
    """The rounded figures of the course design's table come out of the move lists."""
    result = replay(load_scenario(ID, "graded"), list(strategies[ID, "graded", name].moves))
    quarters = [round(quarter.value) for quarter in result.state.played]
    assert TABLE[name] == (round(result.value, 1), round(result.score, 2), quarters)


@pytest.mark.parametrize("variant", variants(ID))
def test_investing_pays_later(variant):
    """In the chart beside a year the co-creator's first quarter is worse than that of the plan that was
    signed once, and the other three are better.
    """
    shown = {beside.id: beside.quarters for beside in load_capstone(variant).numbers.beside}
    pairs = list(zip(shown["co-creator"], shown["process-rigid"], strict=True))
    assert [False, True, True, True] == [joint > rigid for joint, rigid in pairs]


def test_policies_where_nobody_wants_anything():
    """The policies make legal years of four quarters even on ratings that are all 0."""
    nothing = {quarter: dict.fromkeys(ALL.split(), (0,) * 10) for quarter in QUARTERS}
    scenario = capstone(ratings=nothing)
    results = {name: replay(scenario, list(moves)) for name, moves in policies(scenario).items()}
    assert dict.fromkeys(TABLE, True) == {name: result.finished for name, result in results.items()}
