"""What the four people say when they are asked."""

import pytest
from mix_samples import mix, rated, year

from itilkit.scenarios import load_scenario, replay, variants
from itilkit.scenarios.affordable_mix.model import ID, WANTED

BASE = load_scenario(ID)
PLACES = [
    (variant, season, person)
    for variant in variants(ID)
    for season in range(len(BASE.words.seasons))
    for person in BASE.people
]


@pytest.mark.parametrize(("variant", "season", "person"), PLACES)
def test_two_lines_at_least(variant, season, person):
    """On every variant and in every season each person has two different lines that their ratings bear
    out: every feature that a line speaks for is rated 3 or more by the one who says it.
    """
    scenario = load_scenario(ID, variant)
    usable = {
        line.text
        for line in scenario.words.lines[scenario.words.seasons[season].id][person]
        if all(scenario.rating(season, person, feature) >= WANTED for feature in line.about)
    }
    assert len(usable) >= 2


@pytest.mark.parametrize(("variant", "season", "person"), PLACES)
def test_favourites_are_spoken_of(variant, season, person):
    """Whoever is asked in full hears of something that the person rates highest."""
    scenario = load_scenario(ID, variant)
    top = max(scenario.rating(season, person, feature) for feature in scenario.features)
    spoken = {
        feature
        for line in scenario.words.lines[scenario.words.seasons[season].id][person]
        for feature in line.about
    }
    assert any(scenario.rating(season, person, feature) == top for feature in spoken)


def test_no_line_stands_twice():
    """No two people, and no two seasons, share a line."""
    texts = [
        line.text for by_person in BASE.words.lines.values() for lines in by_person.values() for line in lines
    ]
    assert len(texts) == len(set(texts))


def test_line_changes_with_what_came_before():
    """The same person in the same season says another thing when other conversations came before."""
    first = replay(BASE, ["ask mara"]).events[-1]
    second = replay(BASE, ["ask ines", "ask mara"]).events[-1]
    assert first != second
    assert first.startswith("You asked Mara: “")


def test_line_is_the_same_on_replay():
    """A replayed conversation is word for word the one that was held."""
    moves = year(("mara bryn", "booking"), ("tomas", "alerts"))
    assert replay(BASE, moves).events == replay(BASE, moves).events


def test_line_that_the_ratings_do_not_bear_out():
    """On numbers that bear out none of a person's lines, they name their two favourites plainly."""
    scenario = mix(ratings=rated(summer={"mara": {"chatbot": 5, "loyalty": 4}}))
    assert ("You asked Mara: “What would help me most just now: chatbot and loyalty rewards.”",) == replay(
        scenario, ["ask mara"]
    ).events
