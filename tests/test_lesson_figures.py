"""The figures that lessons show are what the rules give: nobody copied them wrongly, and nobody guessed."""

import pytest
from lesson_tables import table

from itilkit.scenarios import load_scenario, replay

ONE, TWO, THREE = "01-focus-on-value", "02-service-value-system", "03-value-streams"
FOUR, FIVE = "04-dialogue", "05-how-to-co-create"

OVERLAP = ("status-page", "freight-slots", "offline-tablets", "dashboard")
COLUMNS = {
    "Unchanged": OVERLAP,
    "Functions first": ("status-page", "alerts", "freight-slots", "dashboard"),
    "Overlap, kept up": ("status-page", "alerts", "freight-slots", "offline-tablets"),
}


def test_the_worked_season_shows_the_ratings_of_the_case():
    """The table of the worked season holds the costs and the storms' ratings of the lesson's variant."""
    scenario = load_scenario("affordable-mix")
    rows = table(ONE, "worked-season-ratings")

    for feature in scenario.words.features:
        name = f"{feature.name} (assures)" if feature.warranty else feature.name
        ratings = [scenario.rating(1, person, feature.id) for person in scenario.people]
        assert [str(value) for value in (feature.cost, *ratings)] == rows[name]


def test_the_worked_season_is_worked_rightly():
    """Every figure of the worked season is what the rules give."""
    scenario = load_scenario("affordable-mix")
    rows = table(ONE, "worked-season-mixes")

    assert list(COLUMNS) == rows[""]
    for place, mix in enumerate(COLUMNS.values()):
        assert str(scenario.cost(mix)) == rows["Features"][place]
        assert str(len(set(mix) - set(OVERLAP))) == rows["New features, 1 each"][place]
        assert str(scenario.spend(mix, OVERLAP, 4)) == rows["Spent of 28"][place]
        for person in scenario.words.people:
            level = scenario.satisfaction(1, person.id, mix)
            assert f"{level:.1f}" == rows[f"{person.name}, satisfied to"][place]
        assert f"{scenario.season_value(1, mix):.1f}" == rows["Value of the season"][place]


def test_the_summer_of_the_lesson_is_worked_rightly():
    """The three ways out of the summer's dilemma cost and bring what the lesson says."""
    scenario = load_scenario("affordable-mix")
    mixes = {
        "Outvote Bryn": ("booking", "availability", "dashboard"),
        "Go for the cheaper features": ("status-page", "chatbot", "loyalty", "dashboard"),
        "Look for the overlap": OVERLAP,
    }

    for name, mix in mixes.items():
        row = table(ONE, "an-affordable-mix-idea")[name]
        levels = [f"{scenario.satisfaction(0, person, mix):.1f}" for person in scenario.people]
        expected = [str(scenario.spend(mix, (), 4)), *levels, f"{scenario.season_value(0, mix):.1f}"]
        assert expected == row[1:]


# lesson 2: Priya's drawing, and how it is mended -----------------------------------------------------

DRAWING = [
    "place demand as input",
    "place service-value-chain as component",
    "place value-streams as component",
]
DRAWING += ["place value as output"]
MENDING = [
    "remove value-streams",
    "place opportunity as input",
    "place guiding-principles as component",
    "place governance as component",
    "place practices as component",
    "place continual-improvement as component",
]


def test_the_drawing_loses_what_the_lesson_says():
    """The table of Priya’s drawing holds each event’s losses and worth, and their mean is named."""
    scenario = load_scenario("service-value-system")
    result = replay(scenario, DRAWING)
    rows = table(TWO, "what-is-missing")
    for each in scenario.happened(result.state.board):
        losses = [f"{loss:g}" for loss in (each.here, each.to_idle, each.to_earlier, each.worth)]
        assert ["yes" if each.there else "no", *losses] == rows[each.event.name]
    assert "67.7" == f"{result.value:.1f}"


def test_the_mending_is_worked_rightly():
    """Each step of the worked mending brings the value and the points for placement that the lesson says."""
    scenario = load_scenario("service-value-system")
    rows = table(TWO, "worked-mending")
    for step in range(len(MENDING) + 1):
        result = replay(scenario, [*DRAWING, *MENDING[:step]])
        missed = [each.event.name for each in scenario.happened(result.state.board) if not each.there]
        first = missed[0].lower() if missed else "none"
        told = [f"{result.value:.1f}", f"{result.criteria['placement'][0]:g}"]
        assert (first, told) == (rows[str(step)][0], rows[str(step)][2:])


# lesson 3: where the time goes, and what improves it -------------------------------------------------

SETS = {
    "As it is": (),
    "Faster hands": ("laptops", "automate", "sign-off"),
    "More hands": ("specialist", "laptops", "progress-messages"),
    "Agreements": ("intake-form", "standard-change", "supplier-channel"),
}


def test_where_the_time_goes_is_what_the_rules_give():
    """Work, waiting, queue and repeats of the stream as it is are those of its first month."""
    scenario = load_scenario("value-stream")
    rows = table(THREE, "where-the-time-goes-idea")
    month, _ = scenario.as_is
    for time in month.steps:
        right = f"{time.before * 100:.0f} %" if time.before < 1 else ""
        shown = [f"{time.work:.0f}", f"{time.wait:.0f}", f"{time.queue:.0f}", right, f"{time.minutes:.1f}"]
        assert shown == rows[scenario.steps[time.step].name]
    assert "808" == f"{month.lead:.0f}"


def test_the_worked_stream_is_worked_rightly():
    """Every figure of the worked stream follows from its cards."""
    scenario = load_scenario("value-stream")
    rows = table(THREE, "a-worked-stream-table")
    assert list(SETS) == rows[""]
    for place, cards in enumerate(SETS.values()):
        month, _ = scenario.months(scenario.steps, cards)
        assert str(scenario.cost(cards)) == rows["Points, of 6"][place]
        for time in month.steps:
            assert f"{time.minutes:.1f}" == rows[scenario.steps[time.step].name][place]
        assert f"{month.lead:.0f}" == rows["Mean from call to check"][place]
        assert f"{month.efficiency * 100:.1f}" == rows["Flow efficiency, %"][place]
        assert f"{month.demand * month.lead / 480:.1f}" == rows["Calls under way"][place]
        assert f"{scenario.value(scenario.steps, cards):.1f}" == rows["Value, both months"][place]


@pytest.mark.parametrize(
    ("name", "cards"),
    [
        ("Faster laptops", ("laptops",)),
        ("Automated deployment", ("automate",)),
        ("Both of them", ("laptops", "automate")),
        ("Pre-agreed standard change", ("standard-change",)),
        ("Joint channel with the supplier", ("supplier-channel",)),
    ],
)
def test_faster_typing_helps_as_little_as_the_lesson_says(name, cards):
    """What each card makes of the mean lead time is what the lesson says."""
    scenario = load_scenario("value-stream")
    month, _ = scenario.months(scenario.steps, cards)
    rows = table(THREE, "why-faster-typing-does-not-help-idea")
    assert [str(scenario.cost(cards)), f"{month.lead:.0f}"] == rows[name]


# lesson 5: two iterations ------------------------------------------------------------------------------

START = ["release with support users", "release with islanders support"]
EVERYBODY = "release with customer islanders support users"
WAYS = {
    "Mine": ["release with customer support", "release with support users"],
    "Nobody": ["release", "release"],
    "Everybody": [EVERYBODY, EVERYBODY],
    "Without the desk": ["release with customer", "release with users"],
    "On the shelf": ["build with customer support", "release with support users"],
}


def played(moves):
    """The iterations that moves lead to, on the lesson's variant."""
    return replay(load_scenario("conditions"), moves).state.played


def test_the_two_worked_iterations_are_worked_rightly():
    """Every figure of the comparison of lesson 5 is what the rules give."""
    rows = table(FIVE, "two-iterations-compared")
    assert list(WAYS) == rows[""]
    for place, way in enumerate(WAYS.values()):
        third, fourth = played([*START, *way])[2:]
        assert str(third.capacity) == rows["Room for steps, third iteration"][place]
        assert str(len(third.work.steps) + len(fourth.work.steps)) == rows["Steps made in both"][place]
        assert ", ".join(map(str, fourth.work.live)) == rows["In use at the end (needed: 9, 6, 7, 7)"][place]
        assert f"{100 * fourth.quality:.0f}" == rows["Quality at the end"][place]
        assert f"{third.value:.1f}" == rows["Value, third iteration"][place]
        assert f"{fourth.value:.1f}" == rows["Value, fourth iteration"][place]
    assert (9, 6, 7, 7) == fourth.needs


def test_the_start_of_the_worked_iterations_is_right():
    """What lesson 5 brings into the third iteration is what two iterations leave."""
    rows = table(FIVE, "two-iterations-worked")
    second = played(START)[1]
    assert list(map(str, second.work.belief)) == rows["What the team believes is needed"]
    assert list(map(str, second.work.live)) == rows["What is built and in use"]


# lesson 4: the dialogue ------------------------------------------------------------------------------

WAYS_THROUGH = {
    "Decides alone, closes": "provider-only",
    "Hears the three in the room, proposes, closes": "sign-off",
    "Gives way to each of the four in turn": "obeys-everyone",
    "Asks all four everything, plays it back, agrees in turn 12, closes": "thorough-sign-off",
    "Listens for eighteen turns and never proposes anything": "endless-talk",
    "Stays in dialogue": "co-creator",
}
OPENED = {
    "Asks everything, agrees in turn 12, closes": "thorough-sign-off",
    "Opens it after the storm, and not after the letter": "misses-the-second-event",
    "Opens it after both": "co-creator",
}
CHANGES = {
    "Nothing": {},
    "Turn 1: you wait, and your limits stay untold": {1: "wait"},
    "Turn 4: you give way to Mara and do not ask what holds her back": {4: "concede mara"},
    "Turn 8: you propose anew and do not revisit": {8: "propose"},
    "Turn 9: you wait, and nothing is tried": {9: "wait"},
    "Bryn is never invited; turns 6, 7 and 17 are waits": {6: "wait", 7: "wait", 17: "wait"},
    "After the letter, turns 13 to 18 are waits": dict.fromkeys(range(13, 19), "wait"),
}


def dates(result):
    """The worth on the three dates and the value of the year, as the lesson prints them."""
    turns = result.state.turns
    worths = [turns[min(turn, len(turns)) - 1].worth for turn in (6, 12, 18)]
    return [f"{worth:.1f}" for worth in (*worths, result.value)]


def test_the_ways_through_the_dialogue_are_worth_what_the_lesson_says(strategies):
    """Each way through the eighteen turns is a strategy of the course design with its value."""
    rows = table(FOUR, "what-it-is-not-idea")
    for name, strategy in WAYS_THROUGH.items():
        assert [f"{strategies['dialogue', 'base', strategy].value:.1f}"] == rows[name]


def test_opening_the_agreement_brings_what_the_lesson_says(strategies):
    """The three runs of the lesson are worth on each date what the rules give."""
    scenario = load_scenario("dialogue")
    rows = table(FOUR, "opening-it-again-idea")
    for name, strategy in OPENED.items():
        assert dates(replay(scenario, strategies["dialogue", "base", strategy].moves)) == rows[name]


def test_the_six_turns_are_worked_rightly(strategies):
    """Trust, worth and what was said in the worked turns are those of the run."""
    scenario = load_scenario("dialogue")
    turns = replay(scenario, strategies["dialogue", "base", "co-creator"].moves).state.turns
    rows = table(FOUR, "six-turns-table")
    for turn in turns[6:12]:
        _, said, trust, worth = rows[str(turn.number)]
        assert ", ".join(str(turn.trust[person]) for person in scenario.people) == trust
        assert f"{turn.worth:.1f}" == worth
        if "“" in said:
            assert said.split("“")[1].strip("”") in [each.text for each in turn.said]


def test_single_turns_do_what_the_lesson_says(strategies):
    """The same run with one thing changed is worth what the lesson says."""
    scenario = load_scenario("dialogue")
    moves = strategies["dialogue", "base", "co-creator"].moves
    rows = table(FOUR, "six-turns-reading")
    for name, changed in CHANGES.items():
        other = [changed.get(turn, move) for turn, move in enumerate(moves, 1)]
        assert dates(replay(scenario, other)) == rows[name]
