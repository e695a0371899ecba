"""The strategies of the course design in the dialogue: their figures, and their policies."""

from random import Random
from statistics import quantiles

import pytest
from dialogue_samples import dialogue

from itilkit.scenarios import load_scenario, replay, variant_names
from itilkit.scenarios.base import clip
from itilkit.scenarios.dialogue import ID, load_dialogue
from itilkit.scenarios.dialogue_rules import CHECKS, CONSTRAINTS, NEEDS
from itilkit.scenarios.dialogue_search import beam, climbed
from itilkit.scenarios.dialogue_strategies import line, pair, random_moves
from itilkit.scenarios.dialogue_strategies import strategies as policies

# The course design, section 5 D: value and score on base.
TABLE = {
    "provider-only": (6.4, 0.00),
    "sign-off": (10.0, 0.00),
    "thorough-sign-off": (43.0, 3.94),
    "loudest": (0.0, 0.00),
    "obeys-everyone": (0.0, 0.00),
    "listens-once": (18.5, 0.00),
    "endless-talk": (0.0, 1.00),
    "agrees-late": (33.3, 2.75),
    "misses-the-second-event": (60.1, 7.55),
    "co-creator-first-try": (67.1, 10.46),
    "co-creator": (76.3, 12.00),
}
SHOWN = ("provider-only", "thorough-sign-off", "endless-talk", "misses-the-second-event", "co-creator")


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
    assert strategies[ID, "base", name].moves == policies(load_dialogue())[name]


PASSES = {("base", "co-creator"), ("base", "co-creator-first-try"), ("graded", "co-creator")}


@pytest.mark.parametrize("variant", ["base", "graded"])
@pytest.mark.parametrize("name", TABLE)
def test_who_passes(variant, name):
    """Of the named strategies only those that co-create pass; a first try falls just short on graded."""
    scenario = load_dialogue(variant)
    result = replay(scenario, list(policies(scenario)[name]))
    assert ((variant, name) in PASSES) == result.passed


@pytest.mark.parametrize("variant", variant_names(ID))
def test_shown_beside_a_run(variant):
    """The figures shown beside a learner's run are those of the policies, turn by turn."""
    scenario = load_dialogue(variant)
    assert list(SHOWN) == [shown.id for shown in scenario.numbers.beside]
    for shown in scenario.numbers.beside:
        moves = list(policies(scenario)[shown.id])
        result = replay(scenario, moves + ["wait"] * (18 - len(moves)))
        worths = [turn.worth for turn in result.state.turns]
        assert worths == pytest.approx(shown.turns, abs=1e-9)
        assert [worths[turn - 1] for turn in CHECKS] == pytest.approx(shown.worths, abs=1e-9)
        assert [sum(turn.trust.values()) / 4 for turn in result.state.turns] == list(shown.trust)
        assert (shown.value, shown.score) == pytest.approx((result.value, result.score), abs=1e-9)


@pytest.mark.parametrize("variant", ["base", "graded"])
def test_random_play_stays_below_the_pass_mark(variant):
    """The 95th percentile of 500 random runs lies below 75 % of the points, far below it."""
    scenario = load_dialogue(variant)
    dice = Random(2024)  # noqa: S311 - a repeatable draw
    results = [replay(scenario, list(random_moves(scenario, dice))) for _ in range(500)]
    assert quantiles((result.score for result in results), n=20)[-1] < 3.0
    assert not any(result.passed for result in results)


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
