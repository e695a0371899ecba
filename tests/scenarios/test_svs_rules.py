"""The rules of the service value system, each worked out by hand on a small case."""

import attrs
import pytest
from svs_samples import IDLE, WHOLE, answers, place, system, without

from itilkit.scenarios import replay
from itilkit.scenarios.service_value_system.model import State, scene

BASE = system()
#: Every event with the tile it needs and what is lost without it: the course design's table, in its order.
TABLE = [
    ("grant", "opportunity", 15),
    ("storm-calls", "demand", 15),
    ("patch", "guiding-principles", 20),
    ("supplier-deal", "governance", 20),
    ("new-service", "service-value-chain", 30),
    ("dead-tablets", "practices", 25),
    ("third-time", "continual-improvement", 20),
]


def worths(board):
    return [each.worth for each in BASE.happened(board)]


def points(moves, criterion, scenario=BASE):
    return replay(scenario, moves).criteria[criterion][0]


def test_table_of_the_events():
    """The seven events stand in the table's order, each with what it needs and what its lack costs."""
    assert TABLE == [(event.id, event.needs, event.loss) for event in BASE.words.events]


EVENTS = {
    "the whole system": (WHOLE, [100, 100, 100, 100, 100, 100, 100]),
    "nothing at all": (
        {},
        [
            100 - 15,
            100 - 15 - 6,
            100 - 20 - 12,
            100 - 20 - 18,
            100 - 30 - 24,
            100 - 25 - 30,
            100 - 20 - 36,
        ],
    ),
    "the first thing missing": (without("opportunity"), [100 - 15, 94, 94, 94, 94, 94, 94]),
    "the last thing missing": (without("continual-improvement"), [100, 100, 100, 100, 100, 100, 100 - 20]),
    "two things missing": (
        without("governance", "practices"),
        [100, 100, 100, 100 - 20, 94, 100 - 25 - 6, 100 - 12],
    ),
    "the output missing": (without("value"), [100, 100, 100, 100, 100, 100, 100]),
    "one idle tile": (WHOLE | {"customer": "output"}, [94, 94, 94, 94, 94, 94, 94]),
    "three idle tiles": (WHOLE | dict.fromkeys(IDLE[:3], "component"), [82, 82, 82, 82, 82, 82, 82]),
    "an idle tile and a gap": (without("demand") | {"customer": "input"}, [94, 79, 88, 88, 88, 88, 88]),
    "everything in the wrong place": (dict.fromkeys(WHOLE, "output"), [100, 100, 100, 100, 100, 100, 100]),
}


@pytest.mark.parametrize(("board", "worth"), EVENTS.values(), ids=EVENTS)
def test_events(board, worth):
    """An event is worth 100, less its loss when the tile it needs is nowhere on the board, less 6 for each
    tile that is none of the eight, less 6 for each event missed before.
    """
    assert worth == worths(board)


@pytest.mark.parametrize(("board", "worth"), EVENTS.values(), ids=EVENTS)
def test_value(board, worth):
    """The value is the mean of the seven events for the board as it stands, run or not."""
    assert sum(worth) / 7 == pytest.approx(replay(BASE, place(board)).value)
    assert sum(worth) / 7 == pytest.approx(replay(BASE, [*place(board), "run"]).value)


def test_event_in_its_parts():
    """What an event lost is there as data: here, to idle tiles, and to what was missed before."""
    happened = BASE.happened(without("demand", "governance") | {"customer": "output"})[3]
    assert ("supplier-deal", False, 20.0) == (happened.event.id, happened.there, happened.here)
    assert (("customer",), 6.0) == (happened.idle, happened.to_idle)
    assert (("storm-calls",), 6.0) == (happened.missed_before, happened.to_earlier)
    assert 100.0 - 20.0 - 6.0 - 6.0 == happened.worth


def test_worth_has_a_floor():
    """No event is worth less than 0."""
    costly = attrs.evolve(
        BASE.words, events=tuple(attrs.evolve(event, loss=90.0) for event in BASE.words.events)
    )
    scenario = attrs.evolve(BASE, words=costly)
    assert [10, 4, 0, 0, 0, 0, 0] == [each.worth for each in scenario.happened({})]


PLACEMENT = {
    "nothing": ({}, 0.0),
    "all eight": (WHOLE, 10.0),
    "one": ({"value": "output"}, 1.25),
    "seven": (without("demand"), 8.75),
    "one of the eight in another place": (WHOLE | {"value": "input"}, 7 * 1.25 - 1.25),
    "one idle tile": (WHOLE | {"value-streams": "component"}, 8 * 1.25 - 1.25),
    "all thirteen": (WHOLE | dict.fromkeys(IDLE, "input"), (8 - 5) * 1.25),
    "not below 0": ({"value": "output", "customer": "output", "demand": "output"}, 0.0),
    "inputs and output the wrong way round": (
        WHOLE | {"value": "input", "demand": "output", "opportunity": "output"},
        (5 - 3) * 1.25,
    ),
}


@pytest.mark.parametrize(("board", "earned"), PLACEMENT.values(), ids=PLACEMENT)
def test_placement(board, earned):
    """A tile where it belongs earns 1.25, one where it does not costs 1.25; the sum is not below 0."""
    assert earned == points(place(board), "placement")


def test_moved_tile():
    """Placing a tile that is on the board moves it: it stands in one place, and the last one counts."""
    run = replay(BASE, ["place value as input", "place value as component", "place value as output"])
    assert {"value": "output"} == run.state.board
    assert (1.25, 10.0) == run.criteria["placement"]


def test_removed_tile():
    """A tile that was taken off does nothing and costs nothing; it can be placed again."""
    moves = ["place customer as output", "remove customer"]
    assert {} == replay(BASE, moves).state.board
    assert replay(BASE, []).value == replay(BASE, moves).value
    assert {"customer": "input"} == replay(BASE, [*moves, "place customer as input"]).state.board


@pytest.mark.parametrize("right", range(13))
def test_cards(right):
    """Each card that is sorted rightly earns 5/12."""
    assert 5 / 12 * right == pytest.approx(points(answers(BASE, right, 0), "cards"))


@pytest.mark.parametrize("right", range(6))
def test_diagnoses(right):
    """Each symptom that is diagnosed rightly earns 0.6."""
    assert 0.6 * right == pytest.approx(points(answers(BASE, 0, right), "diagnoses"))


def test_last_answer_counts():
    """The last answer to a card and to a symptom counts, whatever came before."""
    card, symptom = "card hauliers-at-night as", "diagnose two-plans as"
    for last, earned in (("input", 5 / 12), ("none", 0.0)):
        assert earned == pytest.approx(points([f"{card} input", f"{card} output", f"{card} {last}"], "cards"))
    for last, earned in (("governance", 0.6), ("practices", 0.0)):
        moves = [f"{symptom} governance", f"{symptom} service-value-chain", f"{symptom} {last}"]
        assert earned == pytest.approx(points(moves, "diagnoses"))


def test_no_answer_is_not_none():
    """A card without an answer earns nothing, even where “none” would be right."""
    assert 0.0 == points([], "cards")
    assert 5 / 12 == pytest.approx(points(["card old-poster as none"], "cards"))


def test_nothing_done():
    """An empty run is legal: no points, and the value of a board with nothing on it."""
    result = replay(BASE, [])
    assert {"placement": (0.0, 10.0), "cards": (0.0, 5.0), "diagnoses": (0.0, 3.0)} == result.criteria
    assert (0.0, 18.0, False, False) == (result.score, result.max_score, result.passed, result.finished)
    assert (85 + 79 + 68 + 62 + 46 + 45 + 44) / 7 == pytest.approx(result.value)
    assert (State(), ()) == (result.state, result.events)


def test_run_earns_nothing():
    """Running the events, once or often, changes neither value nor points."""
    moves = [*place(without("demand")), *answers(BASE, 5, 2)]
    silent, run = replay(BASE, moves), replay(BASE, ["run", *moves, "run", "run"])
    assert (silent.value, silent.criteria) == (run.value, run.criteria)
    assert (0, 3) == (silent.state.runs, run.state.runs)


def test_run_remembers_its_board():
    """It is known on which board the events were last run, and whether that is the board of now."""
    built = replay(BASE, ["place demand as input", "run"]).state
    assert ({"demand": "input"}, True) == (built.ran_on, built.ran_as_it_stands)
    changed = replay(BASE, ["place demand as input", "run", "remove demand"]).state
    assert ({"demand": "input"}, False) == (changed.ran_on, changed.ran_as_it_stands)
    assert not replay(BASE, []).state.ran_as_it_stands


FINISHED = {
    "all placed, all answered": ([*place(WHOLE), *answers(BASE, 12, 5)], True),
    "all answered, wrongly": ([*place(WHOLE), *answers(BASE, 0, 0)], True),
    "a tile in each place, all answered": (
        [*place({"demand": "output", "customer": "input", "value": "component"}), *answers(BASE, 0, 0)],
        True,
    ),
    "no output": ([*place(without("value")), *answers(BASE, 12, 5)], False),
    "nothing answered": (place(WHOLE), False),
    "a card open": ([*place(WHOLE), *answers(BASE, 12, 5)[1:]], False),
    "a symptom open": ([*place(WHOLE), *answers(BASE, 12, 5)[:-1]], False),
}


@pytest.mark.parametrize(("moves", "finished"), FINISHED.values(), ids=FINISHED)
def test_finished(moves, finished):
    """Nothing is open once a tile stands in each of the three places and every card and symptom has an
    answer, right or wrong.
    """
    assert finished == replay(BASE, moves).finished


def test_no_end():
    """A run that has nothing open can still be changed."""
    moves = [*place(WHOLE), *answers(BASE, 12, 5), "run", "remove value"]
    assert not replay(BASE, moves).finished


def test_shortcuts_do_not_pass():
    """Neither the board alone nor the cards and diagnoses alone are enough to pass; nor is a right board
    with a lucky half of one of the two.
    """
    assert not replay(BASE, place(WHOLE)).passed
    assert not replay(BASE, answers(BASE, 12, 5)).passed
    assert not replay(BASE, [*place(WHOLE), *answers(BASE, 12, 2)]).passed
    assert not replay(BASE, [*place(WHOLE), *answers(BASE, 5, 5)]).passed
    assert replay(BASE, [*place(WHOLE), *answers(BASE, 9, 3)]).passed


# the story ------------------------------------------------------------------------------------------

TOLD = {
    "placed": (["place governance as component"], "You placed “Governance” as a component."),
    "moved": (
        ["place value as input", "place value as output"],
        "You moved “Value”: it was an input and is an output now.",
    ),
    "placed where it stands": (
        ["place demand as input", "place demand as input"],
        "“Demand” stays where it is: an input.",
    ),
    "removed": (["place customer as output", "remove customer"], "You took “Customer” off the board."),
    "sorted": (
        ["card old-poster as component"],
        (
            "“Transition comes third among the five stages on the old poster about the life of a service.” "
            "You sorted this as a component."
        ),
    ),
    "sorted as none": (
        ["card sea-cable as none"],
        (
            "“A cable laid for the wind farm would have room for Varrin’s data too, if the company takes it "
            "up.” You sorted this as none of the three."
        ),
    ),
    "diagnosed": (
        ["diagnose two-plans as practices"],
        (
            "“Two managers have approved two plans that rule each other out. Nobody above them has set a "
            "direction, and nobody follows up what became of either plan.” What is missing, you said: "
            "practices."
        ),
    ),
    "run": (["run"], "Over all 7 events your system brought 61 of 100."),
}


@pytest.mark.parametrize(("moves", "sentence"), TOLD.values(), ids=TOLD)
def test_told(moves, sentence):
    """Every move is told in a sentence without a verdict."""
    assert sentence == replay(BASE, moves).events[-1]


SCENE = (
    "The dead tablets. The steps for a dead tablet are agreed and hang on the wall. On Saturday three "
    "tablets die within one hour."
)
WELL = (
    "For this kind of work trained people, spare tablets and the right tools stood ready, and the boats left "
    "on time."
)
BADLY = (
    "Everybody could read the steps, but nobody had the training, the spares or the tools for them, and the "
    "decks were loaded by guess."
)
SCENES = {
    "went well": (WHOLE, f"{SCENE} {WELL} Worth 100 of 100."),
    "went wrong": (without("practices"), f"{SCENE} {BADLY} Worth 75 of 100: lost 25 here."),
    "went wrong in every way": (
        without("practices", "demand", "value") | dict.fromkeys(IDLE[:2], "component"),
        (
            f"{SCENE} {BADLY} Worth 57 of 100: lost 25 here, 12 to 2 tiles that do no work and 6 to what had "
            "gone wrong before."
        ),
    ),
    "one idle tile": (
        WHOLE | {"customer": "output"},
        f"{SCENE} {WELL} Worth 94 of 100: lost 6 to a tile that does no work.",
    ),
}


@pytest.mark.parametrize(("board", "told"), SCENES.values(), ids=SCENES)
def test_scene(board, told):
    """A run tells each event as it went, what it was worth, and where points were lost."""
    assert told == replay(BASE, [*place(board), "run"]).events[-3]
    assert told == scene(BASE.happened(board)[5])


def test_run_tells_seven_events():
    """A run tells the seven events in the table's order, then what they came to; run again, the same."""
    events = replay(BASE, ["run", "run"]).events
    assert 16 == len(events)
    assert events[:8] == events[8:]
    assert [event.name for event in BASE.words.events] == [told.split(".")[0] for told in events[:7]]


def test_answer_in_words():
    """An answer is told without any verdict: the board, each card, each symptom, and what is open."""
    moves = [
        "place customer as output",
        "place demand as input",
        "place value as output",
        "card old-poster as component",
        "diagnose two-plans as practices",
        "run",
    ]
    assert (
        "Inputs: demand.",
        "Components: nothing.",
        "Output: value and customer.",
        (
            "“Transition comes third among the five stages on the old poster about the life of a service.” "
            "Sorted as a component."
        ),
        "11 of 12 cards are not sorted yet.",
        (
            "“Two managers have approved two plans that rule each other out. Nobody above them has set a "
            "direction, and nobody follows up what became of either plan.” Missing: practices."
        ),
        "4 of 5 symptoms are not diagnosed yet.",
    ) == BASE.tell(replay(BASE, moves).state)


def test_answer_in_words_when_all_is_done():
    """A full answer has a sentence for each of the three places, twelve cards and five symptoms."""
    told = BASE.tell(replay(BASE, [*place(WHOLE), *answers(BASE, 12, 5)]).state)
    assert 3 + 12 + 5 == len(told)
    one_open = replay(BASE, answers(BASE, 12, 5)[1:]).state
    assert "1 of 12 cards is not sorted yet." in BASE.tell(one_open)
