"""The strategies of the course design in the dialogue: their figures, and their policies."""

import pytest
from dialogue_samples import dialogue

from itilkit.authoring.dialogue.search import beam, climbed
from itilkit.authoring.dialogue.strategies import line, pair
from itilkit.authoring.dialogue.strategies import strategies as policies
from itilkit.scenarios import replay
from itilkit.scenarios.base import clip
from itilkit.scenarios.dialogue.rules import CONSTRAINTS, NEEDS


def points(scenario):
    """The score of a position as a function, for a search."""
    rules = scenario.rules

    def goal(position):
        end = rules.rested(position)
        outcome = 7 * clip((rules.value(end) / scenario.numbers.reference - 0.45) / 0.55)
        heard = len(end.ever_confirmed & set(NEEDS.values())) + len(
            end.ever_known & set(CONSTRAINTS.values())
        )
        return outcome + heard / 4 + end.revisits + (min(end.trust) >= 3)

    return goal


REFRESH = ("propose", "revisit")
SINS = {
    "never listening": lambda _, move, __: move[0] != "listen",
    "never inviting Bryn": lambda _, move, __: move[0] != "invite",
    "one proposal only": lambda _, move, before: (
        move[0] not in REFRESH or all(verb not in REFRESH for verb, _ in before)
    ),
    "skipping Tomas": lambda _, move, __: move[1] != "tomas",
    "no exploring": lambda _, move, __: move[0] != "explore",
    "ignoring the cut": lambda at, move, _: at.turn < 12 or move[0] not in REFRESH,
}


@pytest.mark.full
@pytest.mark.parametrize("sin", SINS)
def test_nobody_passes_with_one_sin(full, sin):
    """However well the rest is played, a run that never listens, leaves Bryn or Tomas out, agrees once only,
    never explores or ignores the cut is not found to pass.
    """
    scenario = dialogue()
    best, moves = beam(scenario.rules, points(scenario), width=400 if full else 15, allowed=SINS[sin])
    assert best < 9.0
    assert best == pytest.approx(replay(scenario, [line(move) for move in moves]).score, abs=1e-9)


@pytest.mark.parametrize("name", ["co-creator", "co-creator-first-try"])
def test_climbing(name):
    """Climbing from a strategy never lowers its value, and the co-creator of base cannot be bettered by any
    change of one turn or swap of two.
    """
    scenario = dialogue()
    moves = [pair(move) for move in policies(scenario)[name]]
    before = scenario.rules.value(scenario.rules.run(moves))
    value, better = climbed(scenario.rules, moves)
    assert value == pytest.approx(replay(scenario, [line(move) for move in better]).value, abs=1e-9)
    assert (name == "co-creator") == (round(value, 9) == round(before, 9))
