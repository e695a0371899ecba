"""What every scenario does with a list of moves: the moves it refuses, and the score it gives."""

import pytest
from mix_samples import ALL, mix, year

from itilkit.scenarios import (
    SCENARIOS,
    IllegalMove,
    Result,
    UnknownScenarioError,
    load_scenario,
    replay,
    variants,
)
from itilkit.scenarios.affordable_mix.model import State
from itilkit.scenarios.base import at_least, clip, more_than

START = "Possible now: ask mara, ask tomas, ask ines, ask bryn, offer FEATURE…"
OVER = "Possible now: nothing more in this run; start again."
SPACING = "a move is written in lower case, with single spaces between its words."
WHOLE_YEAR = ["offer status-page"] * 3

REFUSED = {
    "unknown verb": (["dance mara"], f"Move 1, “dance mara”: there is no move “dance”. {START}"),
    "slip in the verb": (
        ["aks mara"],
        f'Move 1, “aks mara”: there is no move “aks”; did you mean "ask"? {START}',
    ),
    "nobody named": (["ask"], f"Move 1, “ask”: ask names one person. {START}"),
    "two people named": (["ask mara ines"], f"Move 1, “ask mara ines”: ask names one person. {START}"),
    "slip in a name": (
        ["ask marra"],
        f'Move 1, “ask marra”: there is nobody called marra; did you mean "mara"? {START}',
    ),
    "unknown person": (["ask zorro"], f"Move 1, “ask zorro”: there is nobody called zorro. {START}"),
    "asked twice in a season": (
        ["ask mara", "ask mara"],
        (
            "Move 2, “ask mara”: Mara has been asked this season already. "
            "Possible now: ask tomas, ask ines, ask bryn, offer FEATURE…"
        ),
    ),
    "nothing offered": (["offer"], f"Move 1, “offer”: an offer names at least one feature. {START}"),
    "slip in a feature": (
        ["offer chatbott"],
        f'Move 1, “offer chatbott”: there is no feature chatbott; did you mean "chatbot"? {START}',
    ),
    "unknown feature": (["offer yacht"], f"Move 1, “offer yacht”: there is no feature yacht. {START}"),
    "a feature twice": (
        ["offer chatbot dashboard chatbot"],
        f"Move 1, “offer chatbot dashboard chatbot”: chatbot is named twice. {START}",
    ),
    "over the budget of summer": (
        ["ask mara", "offer status-page alerts booking freight-slots"],
        (
            "Move 2, “offer status-page alerts booking freight-slots”: this mix, what is new in it and the "
            "conversations cost 29, but summer has 28. Possible now: offer fewer or cheaper features."
        ),
    ),
    "over the budget of winter": (
        ["offer status-page", "offer status-page", "offer status-page alerts availability chatbot"],
        (
            "Move 3, “offer status-page alerts availability chatbot”: this mix, what is new in it and the "
            "conversations cost 27, but winter has 25. Possible now: offer fewer or cheaper features."
        ),
    ),
    "a fourth season": (
        [*WHOLE_YEAR, "offer status-page"],
        f"Move 4, “offer status-page”: all three seasons are over. {OVER}",
    ),
    "a question after the year": (
        [*WHOLE_YEAR, "ask mara"],
        f"Move 4, “ask mara”: all three seasons are over. {OVER}",
    ),
    "badly written after the year": ([*WHOLE_YEAR, "ASK mara"], f"Move 4, “ASK mara”: {SPACING} {OVER}"),
    "capitals": (["Ask mara"], f"Move 1, “Ask mara”: {SPACING} {START}"),
    "two spaces": (["ask  mara"], f"Move 1, “ask  mara”: {SPACING} {START}"),
    "a space at the end": (["ask mara "], f"Move 1, “ask mara ”: {SPACING} {START}"),
    "a line feed": (["ask mara\n"], f"Move 1, “ask mara�”: {SPACING} {START}"),
    "an empty line": ([""], f"Move 1: {SPACING} {START}"),
    "far too long": (
        ["ask " + "a" * 400],
        f"Move 1, “ask {'a' * 53}…”: a move is one short line, but this one has 404 characters. {START}",
    ),
    "a number": (
        [7],
        f"Move 1: a move is one line of text, and this one is not. {START}",
    ),
    "nothing": (
        [None],
        f"Move 1: a move is one line of text, and this one is not. {START}",
    ),
    "a list in the list": (
        [["ask", "mara"]],
        f"Move 1: a move is one line of text, and this one is not. {START}",
    ),
    "far too many": (["ask mara"] * 501, "the list holds 501 moves; a run has far fewer than 500."),
    "no list": ("ask mara", "the moves should be a list of lines of text."),
    "no list but names": ({"moves": []}, "the moves should be a list of lines of text."),
}


@pytest.mark.parametrize(("moves", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(moves, sentence):
    """An illegal move is refused in one sentence: its place, the reason, and what is possible."""
    with pytest.raises(IllegalMove) as refused:
        replay(mix(), moves)
    assert sentence == str(refused.value)


def test_refusal_names_its_parts():
    """A refusal carries place, reason and possibilities for programs too."""
    with pytest.raises(IllegalMove) as refused:
        replay(mix(), ["ask ines", "ask zorro"])
    assert (2, "ask zorro") == (refused.value.place, refused.value.move)
    assert "there is nobody called zorro" == refused.value.reason
    assert "ask mara, ask tomas, ask bryn, offer FEATURE…" == refused.value.possible


def test_exactly_the_budget():
    """A season may be spent to the last point."""
    played = replay(mix(), ["offer status-page alerts booking freight-slots"]).state.played
    assert 28 == played[0].spend


def test_no_move():
    """An empty run is legal, unfinished, and worth nothing."""
    result = replay(mix(), [])
    assert (0.0, 0.0, 12.0) == (result.value, result.score, result.max_score)
    assert (False, False, State()) == (result.finished, result.passed, result.state)
    assert () == result.events


def test_two_seasons_of_three():
    """Seasons that were not played count 0 in the value and earn no points: the divisors stay."""
    two = replay(
        load_scenario("affordable-mix"),
        year(
            (ALL, "status-page freight-slots offline-tablets dashboard"),
            (ALL, "status-page alerts freight-slots offline-tablets"),
        ),
    )
    assert (73.0833333333 + 93.5) / 3 == pytest.approx(two.value)
    assert {
        "outcome": (4.0, 6.0),
        "evidence": (pytest.approx(2 * 2 / 3), 3.0),
        "adaptation": (1.0, 2.0),
        "balance": (0.0, 1.0),
    } == two.criteria
    assert (False, False) == (two.finished, two.passed)


def test_asked_but_not_offered():
    """Conversations of a season without an offer earn nothing yet."""
    assert 0.0 == replay(mix(), ["ask mara", "ask tomas"]).score


def test_order_within_an_offer():
    """The features of an offer may stand in any order; they are kept in the order of the list."""
    mixed = replay(mix(), ["offer dashboard booking"])
    assert ("booking", "dashboard") == mixed.state.played[0].mix
    assert replay(mix(), ["offer booking dashboard"]) == mixed


def test_told_without_verdict():
    """A run can be told in sentences that hold no value and no verdict."""
    run = replay(mix(), ["ask bryn", "ask mara", "offer dashboard booking", "ask ines"])
    assert (
        "Summer: you asked Mara and Bryn and offered booking and dashboard.",
        "Autumn storms: you asked Ines and have not offered a mix yet.",
    ) == mix().tell(run.state)


def test_told_silent_year():
    """A run in which nobody is asked says so."""
    scenario = mix()
    assert (
        "Summer: you asked nobody and offered chatbot.",
        "Autumn storms is still to be played.",
    ) == scenario.tell(replay(scenario, ["offer chatbot"]).state)


def _result(outcome, evidence, adaptation, balance):
    criteria = {
        "outcome": (outcome, 6.0),
        "evidence": (evidence, 3.0),
        "adaptation": (adaptation, 2.0),
        "balance": (balance, 1.0),
    }
    return Result(value=0.0, criteria=criteria, events=(), state=None, finished=True)


PASSING = {
    "three quarters exactly": (_result(6.0, 3.0, 0.0, 0.0), True),
    "a little less": (_result(5.999, 3.0, 0.0, 0.0), False),
    "half of the evidence": (_result(6.0, 1.5, 2.0, 1.0), True),
    "less than half of the evidence": (_result(6.0, 1.499, 2.0, 1.0), False),
    "less than half of the outcome": (_result(2.999, 3.0, 2.0, 1.0), False),
    "half of the outcome": (_result(3.0, 3.0, 2.0, 1.0), True),
    "rounding does not fail anybody": (_result(6.0, 1.5 - 1e-12, 2.0, 1.0), True),
}


@pytest.mark.parametrize(("result", "passed"), PASSING.values(), ids=PASSING)
def test_passed(result, passed):
    """Passed is 75 % of the points and half of every criterion worth 3 or more, and of no smaller one."""
    assert passed == result.passed


def test_comparisons():
    """Every comparison is made after rounding to 9 decimals."""
    assert at_least(60.0 - 1e-10, 60.0)
    assert not at_least(60.0 - 1e-8, 60.0)
    assert not more_than(5.0 + 1e-10, 5.0)
    assert more_than(5.0 + 1e-8, 5.0)


def test_clip():
    """A share is held between 0 and 1."""
    assert [0.0, 0.0, 0.25, 1.0, 1.0] == [clip(x) for x in (-3.0, 0.0, 0.25, 1.0, 7.0)]


def test_unknown_scenario():
    """An unknown scenario is refused with what there is, and with a guess where a word is near."""
    with pytest.raises(UnknownScenarioError) as refused:
        load_scenario("afordable-mix")
    there = ", ".join(SCENARIOS)
    assert f'There is no scenario “afordable-mix”; did you mean "affordable-mix"? There are: {there}.' == str(
        refused.value
    )


def test_unknown_variant():
    """An unknown variant is refused with the variants there are."""
    with pytest.raises(UnknownScenarioError) as refused:
        load_scenario("affordable-mix", "hard")
    known = ", ".join(variants("affordable-mix"))
    assert f"The scenario “affordable-mix” has no variant “hard”. It has: {known}." == str(refused.value)


def test_variants_that_ship():
    """The lesson's variant and the assignment's ship, the lesson's first."""
    assert ("base", "graded") == variants("affordable-mix")[:2]
