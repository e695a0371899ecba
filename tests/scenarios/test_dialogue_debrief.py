"""What a run of the dialogue is told about itself, and the turn where it was won or lost."""

import time

import pytest
from dialogue_samples import dialogue, played, strategy

from itilkit.items import misconceptions
from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.dialogue import ID, load_dialogue
from itilkit.scenarios.dialogue_debrief import (
    criterion_notes,
    debrief,
    misconception,
    texts,
    turning_sentence,
)
from itilkit.scenarios.dialogue_strategies import strategies as policies
from itilkit.scenarios.dialogue_turning import _turnings, broken_at, lost_at, overtaken_at, won_at

CO = strategy("co-creator")
FIRST = strategy("co-creator-first-try")


def but(moves, **changes):
    """A run with some of its moves, by number from turn1 on, replaced."""
    turns = {int(name.removeprefix("turn")): move for name, move in changes.items()}
    return [turns.get(number, move) for number, move in enumerate(moves, start=1)]


#: A run that does everything once, and is late with it.
LATE_FOR_ALL = [
    *(
        "wait",
        "wait",
        "wait",
        "wait",
        "propose",
        "share-limits",
        "invite bryn",
        "listen mara",
        "listen tomas",
    ),
    *("listen ines", "listen bryn", "revisit", "explore mara", "explore tomas", "trial", "play-back"),
    *("revisit", "wait"),
]
RUNS = {
    "silent": ["wait", "wait"],
    "decided-alone": strategy("provider-only"),
    "obeyed": strategy("obeys-everyone"),
    "loudest": strategy("loudest"),
    "never-agreed": strategy("endless-talk"),
    "closed": strategy("thorough-sign-off"),
    "agreed-late": strategy("agrees-late"),
    "left-out": ["listen mara", "propose", *["wait"] * 4, "revisit"],
    "never-back": strategy("listens-once"),
    "missed-storm": ["invite bryn", "listen mara", "propose", *["wait"] * 9, "revisit"],
    "missed-cut": strategy("misses-the-second-event"),
    "limits-hidden": [
        *("invite bryn", "listen mara", "propose", *["wait"] * 3, "revisit", *["wait"] * 5, "revisit")
    ],
    "surface": [
        *("invite bryn", "share-limits", "listen mara", "propose", "wait", "wait", "revisit"),
        *(*["wait"] * 5, "revisit"),
    ],
    "unconfirmed": but(CO, turn16="wait"),
    "untried": but(CO, turn9="wait"),
    "left-behind": [
        *("share-limits", "listen mara", "explore mara", "explore ines", "propose", "invite bryn"),
        *("listen tomas", "play-back", "trial", "revisit", "wait", "wait", "revisit"),
        *("propose", "propose", "propose", "play-back"),
    ],
    "co-created": CO,
    "nearly": LATE_FOR_ALL,
}


def told(shape):
    return debrief(dialogue(), played(*RUNS[shape]).state)


@pytest.mark.parametrize("shape", RUNS)
def test_shape(shape):
    """A run of this shape is recognised as what it is."""
    assert shape == told(shape).shape


def test_every_shape_has_its_run():
    """Every shape that has a text is reached by one of the runs above: eighteen of them."""
    assert [shape.id for shape in texts().shape] == list(RUNS)
    assert 18 == len(RUNS)


def test_each_shape_gets_other_words():
    """No two shapes share their headline, what went well, or their advice, as a learner reads them."""
    for part in ("headline", "well", "advice"):
        said = [getattr(told(shape), part) for shape in RUNS]
        assert len(said) == len(set(said))


def test_every_advice_names_the_turn():
    """Every advice holds the sentence on the turn where the run was won or lost, computed from that run."""
    for shape, moves in RUNS.items():
        assert turning_sentence(dialogue(), played(*moves).state) in told(shape).advice


CODES = {
    "decided-alone": "M1",
    "obeyed": "M13",
    "loudest": "M8",
    "closed": "M7",
    "never-back": "M3",
    "missed-storm": "M3",
    "missed-cut": "M3",
    "limits-hidden": "M15",
}


@pytest.mark.parametrize("shape", RUNS)
def test_misconception(shape):
    """A shape that rests on a misconception carries its code for a class view; no learner reads it."""
    assert CODES.get(shape, "") == misconception(dialogue(), played(*RUNS[shape]).state)
    assert {"", *misconceptions()} >= set(CODES.values())
    said = told(shape)
    assert not any(each in said.headline + said.well + said.advice for each in misconceptions())


STRATEGIES = {
    "provider-only": "decided-alone",
    "sign-off": "closed",
    "thorough-sign-off": "closed",
    "loudest": "loudest",
    "obeys-everyone": "obeyed",
    "listens-once": "never-back",
    "endless-talk": "never-agreed",
    "agrees-late": "agreed-late",
    "misses-the-second-event": "missed-cut",
    "co-creator": "co-created",
}


@pytest.mark.parametrize("variant", ["base", "graded"])
@pytest.mark.parametrize(("name", "shape"), STRATEGIES.items())
def test_shape_of_a_strategy(variant, name, shape):
    """The named strategies of the course are told what they are, on both variants."""
    scenario = load_dialogue(variant)
    assert shape == debrief(scenario, replay(scenario, list(policies(scenario)[name])).state).shape


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


def test_turning_is_quick():
    """The turning of the longest run is found fast enough for a card: far below a second of work."""
    scenario = dialogue()
    state = played(*CO).state
    _turnings.cache_clear()
    start = time.process_time()
    turning_sentence(scenario, state)
    assert time.process_time() - start < 0.5


NOTES = {
    "nothing": (
        [],
        {
            "outcome": (
                "The agreement was worth 0 after turn 6, 0 after turn 12 and 0 after turn 18; value 0, and a "
                "strong run reaches 76."
            ),
            "confirmed": "0 of 4 needs were played back; not those of Mara, Tomas, Ines and Bryn.",
            "constraints": "0 of 4 constraints were heard; not those of Mara, Tomas, Ines and Bryn.",
            "revisits": "The agreement was never brought up to date after a change outside.",
            "trust": "Bryn’s trust ended at 0 of 5; 3 was needed.",
        },
    ),
    "missed": (
        strategy("misses-the-second-event"),
        {
            "outcome": (
                "The agreement was worth 21 after turn 6, 74 after turn 12 and 68 after turn 18; value 60, "
                "and a strong run reaches 76."
            ),
            "confirmed": "3 of 4 needs were played back; not those of Mara.",
            "constraints": "2 of 4 constraints were heard; not those of Ines and Bryn.",
            "revisits": "After one of the two changes outside, the agreement was brought up to date.",
            "trust": "Lowest at the end is Tomas’s trust, 4 of 5; nobody was left behind.",
        },
    ),
}


@pytest.mark.parametrize(("moves", "notes"), NOTES.values(), ids=NOTES)
def test_criterion_notes(moves, notes):
    """Each criterion is explained in one sentence that says what in the run earned it, or did not."""
    assert notes == criterion_notes(dialogue(), played(*moves).state)
