"""The rules of the affordable mix, each worked out by hand on a small case."""

import itertools

import pytest
from mix_samples import ALL, mix, rated, year

from itilkit.scenarios import replay
from itilkit.scenarios.affordable_mix.model import load_affordable_mix

FIVE = ("status-page", "offline-tablets", "chatbot", "loyalty", "dashboard")


@pytest.fixture(scope="module")
def base():
    return load_affordable_mix()


def criterion(scenario, moves, name):
    return replay(scenario, moves).criteria[name][0]


def test_spend(base):
    """A season costs its features, 1 for each new one and 1 for each conversation."""
    run = replay(base, ["ask mara", "offer status-page booking", "offer status-page booking alerts"])
    assert [5 + 6 + 2 + 1, 5 + 6 + 7 + 1] == [season.spend for season in run.state.played]


def test_spend_of_what_comes_back(base):
    """A feature that was dropped for a season is new again when it comes back."""
    run = replay(base, ["offer booking", "offer chatbot", "offer booking"])
    assert [6 + 1, 4 + 1, 6 + 1] == [season.spend for season in run.state.played]


SATISFIED = {
    "utility, nothing keeps it up, summer": (0, "mara", ("booking",), 100 * (5 * 0.8) / 12),
    "utility, tablets work offline": (0, "mara", ("booking", "offline-tablets"), 100 * 5 / 12),
    "utility, hosting is available": (0, "mara", ("booking", "availability"), 100 * (5 + 1) / 12),
    "utility in storms, nothing keeps it up": (1, "mara", ("alerts",), 100 * (5 * 0.6) / 12),
    "utility in storms, kept up": (1, "mara", ("alerts", "offline-tablets"), 100 * (5 + 1) / 12),
    "utility in winter, nothing keeps it up": (2, "mara", ("status-page",), 100 * (3 * 0.8) / 12),
    "warranty keeps its worth": (2, "mara", ("accessible-line",), 100 * 5 / 12),
    "the accessible line keeps nothing up": (
        1,
        "mara",
        ("alerts", "accessible-line"),
        100 * (5 * 0.6 + 1) / 12,
    ),
    "five features": (0, "tomas", FIVE, 100 * (3 + 4) / 10),
    "six features": (0, "tomas", (*FIVE, "accessible-line"), 70 - 6),
    "seven features": (0, "tomas", (*FIVE, "accessible-line", "alerts"), 70 - 12),
    "more than the need": (2, "ines", ("freight-slots", "accessible-line", "dashboard", "availability"), 100),
}


@pytest.mark.parametrize(("season", "person", "features", "level"), SATISFIED.values(), ids=SATISFIED)
def test_satisfaction(base, season, person, features, level):
    """Satisfaction is benefit by need, up to 100: utility without assurance counts 0.8, in storms 0.6,
    and each feature beyond five takes 6.
    """
    assert level == pytest.approx(base.satisfaction(season, person, features))


def test_crowding_comes_after_the_ceiling():
    """A crowded mix that would fill the need twice over still loses 6 a feature."""
    scenario = mix(
        ratings=rated(summer={"ines": {"offline-tablets": 5, "accessible-line": 5, "dashboard": 5}})
    )
    assert 100 - 6 == scenario.satisfaction(0, "ines", (*FIVE, "accessible-line"))


def test_satisfaction_has_a_floor():
    """Nobody's satisfaction falls below 0, however crowded the mix."""
    assert 0.0 == mix(ratings=rated()).satisfaction(0, "ines", (*FIVE, "accessible-line", "alerts"))


def test_season_value(base):
    """A season's value is 0.7 of the weighted satisfaction and 0.3 of the lowest."""
    offered = ("status-page", "freight-slots", "offline-tablets", "dashboard")
    levels = {"mara": 100 * 8 / 12, "tomas": 100 * 8 / 10, "ines": 100 * 6 / 8, "bryn": 100 * 10 / 12}
    assert levels == {person: pytest.approx(base.satisfaction(0, person, offered)) for person in levels}
    weighted = 0.30 * 200 / 3 + 0.25 * 80 + 0.20 * 75 + 0.25 * 250 / 3
    assert 0.7 * weighted + 0.3 * 200 / 3 == pytest.approx(base.season_value(0, offered))


def test_value_is_the_mean_of_three(base):
    """The value of a year is the mean of its three seasons."""
    run = replay(base, ["offer booking", "offer alerts", "offer accessible-line"])
    assert sum(season.value for season in run.state.played) / 3 == pytest.approx(run.value)


def test_outcome():
    """A season earns up to 2 points: nothing up to 0.7 of its reference, all of it from there on up."""
    moves = ["offer booking", "offer alerts", "offer accessible-line"]
    values = [season.value for season in replay(mix(), moves).state.played]
    references = (values[0] / 0.85, values[1] / 1.2, values[2] / 0.7)
    assert 1.0 + 2.0 + 0.0 == pytest.approx(criterion(mix(references=references), moves, "outcome"))


EVIDENCE = {
    "half of the first offer was wanted": (
        year((ALL, "status-page chatbot"), (ALL, "alerts"), (ALL, "accessible-line")),
        (1 / 2 + 1 + 1) * 3 / 3,
    ),
    "three of four asked, one person left out once": (
        year((ALL, "status-page chatbot"), (ALL, "alerts"), ("mara tomas ines", "accessible-line")),
        (1 / 2 + 1 + 3 / 4) * 2 / 3,
    ),
    "one person never asked": (
        year(*[("mara tomas ines", mix) for mix in ("status-page", "alerts", "accessible-line")]),
        0.0,
    ),
    "wanted, but not by anybody who was asked": (
        year(("tomas", "freight-slots"), (ALL, "alerts"), (ALL, "accessible-line")),
        (0 + 1 + 1) * 2 / 3,
    ),
    "asked in another season only": (
        year((ALL, "status-page"), ("", "status-page"), ("", "status-page")),
        (1 + 0 + 0) * 1 / 3,
    ),
    "a rating of 3 is enough, 2 is not": (
        year((ALL, "accessible-line"), (ALL, "availability"), (ALL, "availability")),
        (1 + 1 + 0) * 3 / 3,
    ),
}


@pytest.mark.parametrize(("moves", "points"), EVIDENCE.values(), ids=EVIDENCE)
def test_evidence(base, moves, points):
    """Evidence is the share of the offer that somebody asked this season rates 3 or more, by how many
    were asked, and it shrinks with the seasons in which the least asked person was left out.
    """
    assert points == pytest.approx(criterion(base, moves, "evidence"))


# In storms the tablets alone are worth 12.2 and booking alone 1.0: a gain of 11, or a loss.
ADAPTATION = {
    "asks two, changes, gains": (
        ["", "mara tomas", ""],
        ["booking", "offline-tablets", "offline-tablets"],
        1.0,
    ),
    "asks one, changes, gains": (["", "tomas", ""], ["booking", "offline-tablets", "offline-tablets"], 0.5),
    "asks nobody, changes, gains": (["", "", ""], ["booking", "offline-tablets", "offline-tablets"], 0.0),
    "asks two, changes, loses": (["", "mara tomas", ""], ["offline-tablets", "booking", "booking"], 0.5),
    "asks all, keeps": (["", ALL, ALL], ["booking", "booking", "booking"], 0.0),
    "first season does not count": ([ALL, "", ""], ["booking", "booking", "booking"], 0.0),
    "both seasons": (
        [ALL, ALL, ALL],
        ["booking", "status-page alerts offline-tablets", "freight-slots accessible-line dashboard"],
        2.0,
    ),
}


@pytest.mark.parametrize(("asked", "offered", "points"), ADAPTATION.values(), ids=ADAPTATION)
def test_adaptation(base, asked, offered, points):
    """In each later season ½ for asking two or more and changing the mix, and ½ for asking at all and
    gaining more than 5 over what last season's mix would be worth now.
    """
    moves = year(*zip(asked, offered, strict=True))
    assert points == criterion(base, moves, "adaptation")


def test_gain_is_against_the_old_mix_now():
    """A gain is measured against last season's mix at this season's ratings, not against last season."""
    ratings = rated(
        summer={person: {"offline-tablets": 5} for person in ALL.split()},
        storms={person: {"accessible-line": 1} for person in ALL.split()},
    )
    moves = year(("", "offline-tablets"), ("mara", "accessible-line"))
    run = replay(mix(ratings=ratings), moves)
    assert run.state.played[1].value < run.state.played[0].value
    assert 0.5 == run.criteria["adaptation"][0]


@pytest.mark.parametrize(("rating", "points"), [(2, 0.0), (3, 0.5)])
def test_gain_of_more_than_five(rating, points):
    """A gain counts from 5 upwards: 3.5, two ratings of Mara’s, is not enough, and 5.25 is."""
    scenario = mix(ratings=rated(storms={"mara": {"accessible-line": rating}}))
    run = replay(scenario, year(("", "offline-tablets"), ("mara", "accessible-line")))
    assert 0.7 * 0.30 * 100 * rating / 12 == pytest.approx(run.state.played[1].value)
    assert points == run.criteria["adaptation"][0]


def balanced(tomas_line, tomas_tablets):
    """Winter in which all but Tomas are served in full; his two ratings decide, 10 % each point."""
    everybody = {"offline-tablets": 5, "accessible-line": 5, "availability": 5}
    tomas = {"offline-tablets": tomas_tablets, "accessible-line": tomas_line}
    winter = {"mara": everybody, "ines": everybody, "bryn": everybody, "tomas": tomas}
    moves = ["offer booking", "offer booking", "offer offline-tablets availability accessible-line"]
    return criterion(mix(ratings=rated(winter=winter)), moves, "balance")


def test_balance():
    """The lowest satisfaction in winter decides: from 60 exactly 1 point, from 45 half, below nothing."""
    assert [1.0, 0.5, 0.0] == [balanced(1, 5), balanced(0, 5), balanced(0, 4)]


def test_balance_of_exactly_60_by_a_sum_of_fractions():
    """A satisfaction that arithmetic leaves a hair from 60 counts as 60."""
    happy = {"booking": 5, "chatbot": 5}
    mara = {"booking": 5, "chatbot": 2, "loyalty": 1, "dashboard": 1}  # 0.8·9 of 12, added up in this order
    scenario = mix(ratings=rated(winter={"mara": mara, "tomas": happy, "ines": happy, "bryn": happy}))
    run = replay(scenario, ["offer booking", "offer booking", "offer booking chatbot loyalty dashboard"])
    assert 60.0 == pytest.approx(min(run.state.played[2].satisfaction.values()), abs=1e-9)
    assert 1.0 == run.criteria["balance"][0]


def test_balance_needs_winter(base):
    """A run that ends before winter has no balance."""
    moves = year(("", "status-page"), ("", "status-page alerts offline-tablets"))
    assert 0.0 == criterion(base, moves, "balance")


def test_money_left(base):
    """What is left for features is the season's budget less its conversations."""
    state = replay(base, ["ask mara", "ask bryn"]).state
    assert 26 == base.money_left(state)


def test_affordable(base):
    """The affordable mixes of a season are all those whose costs, introduction and conversations fit."""
    features = tuple(base.features)
    mixes = [mix for size in range(1, 11) for mix in itertools.combinations(features, size)]
    payable = {mix for mix in mixes if base.cost(mix) + len(mix) + 4 <= 28}
    assert payable == set(base.affordable(0, (), 4))
    kept = {mix for mix in mixes if base.cost(mix) + len(mix) - ("booking" in mix) <= 25}
    assert kept == set(base.affordable(2, ("booking",), 0))


def test_events(base):
    """What happens is told in sentences: what was said, what was offered, what it was worth and to whom
    least.
    """
    told = replay(base, ["ask ines", "offer offline-tablets"]).events
    assert told[0].startswith("You asked Ines: “")
    assert (
        "Summer: you offered offline tablets.",
        "Value 7 of 100; Mara is served least, at 0.",
    ) == told[1:]
