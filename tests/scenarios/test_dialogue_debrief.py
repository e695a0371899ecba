"""What a run of the dialogue is told about itself, and the turn where it was won or lost."""

import pytest
from dialogue_runs import CO, RUNS, STRATEGIES
from dialogue_samples import dialogue, played, strategy

from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.dialogue.debrief import (
    criterion_notes,
    debrief,
    turning_sentence,
)
from itilkit.scenarios.dialogue.model import ID
from itilkit.scenarios.dialogue.turning import broken_at, lost_at, overtaken_at, won_at


def told(shape):
    return debrief(dialogue(), played(*RUNS[shape]).state)


def test_every_advice_names_the_turn():
    """Every advice holds the sentence on the turn where the run was won or lost, computed from that run."""
    for shape, moves in RUNS.items():
        assert turning_sentence(dialogue(), played(*moves).state) in told(shape).advice


TURNINGS = {
    "won": (
        CO,
        (
            "Turn 10 won it, when you listened to Tomas: with a wait in its place and all else the same, the "
            "value would have been 41 and not 76."
        ),
    ),
    "lost": (
        strategy("agrees-late"),
        (
            "Turn 11 lost most, when you waited: had you proposed an agreement there and done all else the "
            "same, the value would have been 51 and not 33."
        ),
    ),
    "given away": (
        strategy("loudest"),
        (
            "It was lost at turn 1, when you gave way to Mara for the first time: 4 turns went that way, and "
            "none of them told you what anybody needs."
        ),
    ),
    "trust broken": (
        strategy("provider-only"),
        (
            "It was lost at turn 1, when you decided alone: from then on the four trusted you less than when "
            "they came in, and no single other move would have mended that."
        ),
    ),
    "overtaken": (
        strategy("misses-the-second-event"),
        (
            "It was lost after turn 12: the subsidy cut took the worth of the agreement from 74 to 65, and "
            "bringing it up to date would have taken more than one turn."
        ),
    ),
    "nothing": ([], "No turn decided it, for no turn was put to use."),
}


@pytest.mark.parametrize(("moves", "sentence"), TURNINGS.values(), ids=TURNINGS)
def test_turning(moves, sentence):
    """The turn where a run was won or lost is named, with what it changed."""
    assert sentence == turning_sentence(dialogue(), played(*moves).state)


@pytest.mark.parametrize("name", STRATEGIES)
def test_turnings_are_replayed(name):
    """The values that a turning speaks of are those of the runs that it speaks of."""
    scenario = dialogue()
    moves = strategy(name)
    moves += ["wait"] * (18 - len(moves))
    state = replay(scenario, moves).state
    for turning in filter(None, (won_at(scenario, state), lost_at(scenario, state))):
        pairs = [*state.moves]
        assert pairs[turning.turn - 1] == turning.move
        pairs[turning.turn - 1] = turning.instead
        assert turning.other == pytest.approx(scenario.rules.value(scenario.rules.run(pairs)), abs=1e-9)
        assert turning.value == pytest.approx(scenario.assess(state).value, abs=1e-9)


def test_where_nothing_turned():
    """A run that did nothing was won or lost nowhere; trust was kept, and no agreement overtaken."""
    scenario = load_scenario(ID)
    state = replay(scenario, []).state
    assert (None, None, 0) == (won_at(scenario, state), lost_at(scenario, state), broken_at(scenario, state))
    assert (0, "", 0.0, 0.0) == overtaken_at(scenario, state)


NOTES = {
    "nothing": (
        [],
        {
            "outcome": (
                "The agreement was worth 0 after turn 6, 0 after turn 12 and 0 after turn 18; value 0, and a "
                "strong run reaches 76."
            ),
            "played-back": "0 of 4 needs were played back; not those of Mara, Tomas, Ines and Bryn.",
            "constraints": "0 of 4 constraints were heard; not those of Mara, Tomas, Ines and Bryn.",
            "revisits": "The agreement was never brought up to date after a change outside.",
            "nobody-left-behind": "Bryn’s trust ended at 0 of 5; 3 was needed.",
        },
    ),
    "missed": (
        strategy("misses-the-second-event"),
        {
            "outcome": (
                "The agreement was worth 21 after turn 6, 74 after turn 12 and 68 after turn 18; value 60, "
                "and a strong run reaches 76."
            ),
            "played-back": "3 of 4 needs were played back; not those of Mara.",
            "constraints": "2 of 4 constraints were heard; not those of Ines and Bryn.",
            "revisits": "After one of the two changes outside, the agreement was brought up to date.",
            "nobody-left-behind": "Lowest at the end is Tomas’s trust, 4 of 5; nobody was left behind.",
        },
    ),
}


@pytest.mark.parametrize(("moves", "notes"), NOTES.values(), ids=NOTES)
def test_criterion_notes(moves, notes):
    """Each criterion is explained in one sentence that says what in the run earned it, or did not."""
    assert notes == criterion_notes(dialogue(), played(*moves).state)
