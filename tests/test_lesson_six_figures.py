"""The figures that lesson 6 shows are what the rules give."""

from lesson_tables import table

from itilkit.authoring.capstone.strategies import strategies
from itilkit.scenarios import load_scenario, replay

SIX = "06-capstone"
IMPROVE = "improve-stream"
TALKS = [f"ask {person}" for person in ("mara", "tomas", "ines", "bryn")]
SUMMER = ("status-page", "freight-slots", "availability")
STORMS = {
    "Summer’s mix, kept": ([IMPROVE, "revisit", "check-governance"], SUMMER),
    "Functions only": (
        [IMPROVE, "revisit", "check-governance"],
        ("status-page", "alerts", "booking", "freight-slots"),
    ),
    "One new": (
        [IMPROVE, "revisit", "check-governance"],
        ("status-page", "alerts", "freight-slots", "availability"),
    ),
    "Two new": (
        [IMPROVE, "revisit", "check-governance"],
        ("status-page", "alerts", "offline-tablets", "availability"),
    ),
    "Three new, stream left": (
        ["revisit", "check-governance"],
        ("status-page", "alerts", "freight-slots", "offline-tablets", "chatbot"),
    ),
    "Three new, no agreement": (
        [IMPROVE],
        ("status-page", "alerts", "freight-slots", "offline-tablets", "chatbot"),
    ),
}
NAMES = {
    "Status page": "status-page",
    "Alerts": "alerts",
    "Booking": "booking",
    "Freight slots": "freight-slots",
    "Offline tablets": "offline-tablets",
    "High availability": "availability",
    "Chatbot": "chatbot",
}


def quarters(moves):
    """A year's moves, cut after each offer."""
    cut = [[]]
    for move in moves:
        cut[-1].append(move)
        if move.startswith("offer"):
            cut.append([])
    return cut[:-1]


def careful():
    """The co-creator's year on the lesson's variant, quarter by quarter."""
    return quarters(strategies(load_scenario("capstone"))["co-creator"])


def test_the_worked_storms_of_lesson_six_are_worked_rightly():
    """Every figure of the worked quarter is what the rules give after the co-creator's summer."""
    scenario = load_scenario("capstone")
    rows = table(SIX, "a-worked-quarter-table")

    assert list(STORMS) == rows[""]
    for place, (done, mix) in enumerate(STORMS.values()):
        moves = [*careful()[0], *TALKS, *done, "offer " + " ".join(mix)]
        played = replay(scenario, moves).state.played[1]
        for name, feature in NAMES.items():
            assert ("✓" if feature in mix else "") == rows[name][place]
        assert str(played.spend) == rows["Money, of 28"][place]
        assert str(played.effort.total) == rows["Effort, of 11"][place]
        assert f"{played.season_value:.1f}" == rows["Mix before trust and delay"][place]
        assert str(played.trust) == rows["Trust after"][place]
        assert str(played.delay) == rows["Delay after"][place]
        assert f"{played.value:.1f}" == rows["Value of the quarter"][place]


def test_the_ratings_of_the_worked_storms_are_those_of_the_case():
    """The table of ratings holds the costs and the storms' ratings of the lesson's variant."""
    scenario = load_scenario("capstone")
    rows = table(SIX, "a-worked-quarter")

    for name, feature in list(NAMES.items())[:-1]:
        ratings = [scenario.rating(1, person, feature) for person in scenario.people]
        assert [str(each) for each in (scenario.features[feature].cost, *ratings)] == rows[name][:5]


def test_what_waiting_takes_in_lesson_six():
    """Each row is the co-creator's year with the stream improved in those quarters only."""
    scenario = load_scenario("capstone")
    rows = table(SIX, "what-waiting-takes-idea")
    when = {"no quarter": (), "spring": (3,), "winter": (2,), "the storms": (1,), "summer": (0,)}

    for name, improved in {**when, "summer, storms and winter": (0, 1, 2)}.items():
        moves = []
        for place, quarter in enumerate(careful()):
            plain = [move for move in quarter if move != IMPROVE]
            moves += [*([IMPROVE] if place in improved else []), *plain]
        result = replay(scenario, moves)
        values = [*(played.value for played in result.state.played), result.value]
        assert [f"{value:.1f}" for value in values] == rows[name][:5]


def test_the_two_plans_of_lesson_six():
    """The quarter that looks worse: both plans by replay, with trust and delay."""
    scenario = load_scenario("capstone")
    rows = table(SIX, "the-quarter-that-looks-worse-idea")

    for name, strategy in {"Signed once and kept": "process-rigid", "Careful year": "co-creator"}.items():
        result = replay(scenario, list(strategies(scenario)[strategy]))
        values = [*(played.value for played in result.state.played), result.value]
        assert [f"{value:.1f}" for value in values] == rows[name][:5]
    assert ["3, 2", "4, 1", "5, 0", "5, 0"] == rows["Trust, delay at the end"][:4]
