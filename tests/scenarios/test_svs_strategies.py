"""The strategies of the course design on the service value system, and whether the lesson holds."""

import pytest
from svs_samples import answers, system

from itilkit.scenarios import replay
from itilkit.scenarios.service_value_system.model import ID

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


@pytest.mark.parametrize("name", TABLE)
def test_table_of_the_course(strategies, name):
    """The rounded figures of the course design’s table come out, with so many cards and diagnoses right."""
    _, result = played(strategies, name, "base")
    right = system().right_answers(result.state)
    assert TABLE[name] == (*right, round(result.value, 1), round(result.score, 2))
