"""What can be reached on the affordable mix at all, found by looking through every year."""

import itertools
from functools import cache

import attrs
import pytest
from mix_samples import ALL, mix, rated, year

from itilkit.authoring.affordable_mix.search import Search
from itilkit.authoring.affordable_mix.variants import best_paths, references
from itilkit.scenarios import load_scenario, replay, variants
from itilkit.scenarios.affordable_mix.model import ID, load_affordable_mix


@pytest.mark.parametrize("variant", variants(ID))
def test_references(variant):
    """The references in a variant's file are those that asking all four and offering the best gives."""
    scenario = load_affordable_mix(variant)
    assert list(scenario.numbers.references) == pytest.approx(references(scenario), abs=1e-9)


def test_references_of_the_course():
    """The references of base are the figures of the course design."""
    assert [73.08333333333333, 93.5, 82.75833333333333] == pytest.approx(references(mix()), abs=1e-9)


def test_reference_follows_last_seasons_mix():
    """A reference season is the best by brute force after last season's mix, not the best of all."""
    scenario = mix("graded")
    last = ()
    for season, reference in enumerate(references(scenario)):
        payable = list(scenario.affordable(season, last, 4))
        last = max(payable, key=lambda offer, season=season: scenario.season_value(season, offer))
        assert scenario.season_value(season, last) == reference


def test_ties_of_a_reference():
    """Among mixes worth the same the cheaper is taken, then the greater tuple of text-sorted F-codes."""
    everything = dict.fromkeys(mix().features, 5)
    nothing_matters = Search(mix(ratings=rated()))
    year_of_zeros = nothing_matters.listening()
    # loyalty (F9) and dashboard (F10) cost 3 each; as text "F9" is the greater
    assert (("loyalty",), ("loyalty",), ("loyalty",)) == year_of_zeros
    happy = Search(mix(ratings=rated(summer=dict.fromkeys(ALL.split(), everything))))
    first = happy.listening()[0]
    costs = [
        happy.scenario.cost(offer)
        for offer in happy.mixes
        if happy.can_follow(0, offer, (), 4) and round(happy.values[0][offer], 9) == 100.0
    ]
    assert min(costs) == happy.scenario.cost(first)


def test_unique_optimum_of_base(strategies):
    """On base the co-creator's own year is the only one of the highest value, 83.1139."""
    best = best_paths(mix())
    assert best.unique
    assert 83.113889 == pytest.approx(best.value, abs=1e-6)
    offers = [move for move in strategies[ID, "base", "co-creator"].moves if move.startswith("offer")]
    assert offers == [f"offer {' '.join(offer)}" for offer in best.year]


def test_unique_optimum_of_graded(strategies):
    """On graded one year alone reaches the highest value, 81.2361, a little above the co-creator's."""
    best = best_paths(mix("graded"))
    assert best.unique
    assert 81.236111 == pytest.approx(best.value, abs=1e-6)
    assert strategies[ID, "graded", "co-creator"].value < best.value


@pytest.mark.parametrize("variant", ["base", "graded"])
def test_the_optimum_can_be_played(variant):
    """The best year is a legal run of its value, and it passes."""
    best = best_paths(mix(variant))
    run = replay(mix(variant), year(*[(ALL, " ".join(offer)) for offer in best.year]))
    assert best.value == pytest.approx(run.value)
    assert run.passed


def only(scenario, *kept):
    """The scenario with some of its features only."""
    features = [feature.id for feature in scenario.words.features]
    places = [features.index(feature) for feature in kept]
    ratings = {
        season: {person: tuple(row[place] for place in places) for person, row in by_person.items()}
        for season, by_person in scenario.numbers.ratings.items()
    }
    words = attrs.evolve(scenario.words, features=tuple(scenario.features[feature] for feature in kept))
    return attrs.evolve(scenario, words=words, numbers=attrs.evolve(scenario.numbers, ratings=ratings))


POOL = ("status-page", "freight-slots", "offline-tablets", "dashboard")


CASES = {"graded": mix("graded"), "base": mix(), "nothing matters": mix(ratings=rated())}


@pytest.mark.parametrize("scenario", CASES.values(), ids=CASES)
def test_optimum_by_brute_force(scenario):
    """On a few features the search finds the value, and the number of years, that trying all years finds."""
    small = only(scenario, *POOL)
    offers = [offer for size in range(1, 5) for offer in itertools.combinations(POOL, size)]
    totals = {
        offered: sum(small.season_value(season, offer) for season, offer in enumerate(offered)) / 3
        for offered in itertools.product(offers, repeat=3)
        if all(
            small.spend(offer, last, 4) <= season.budget
            for offer, last, season in zip(offered, ((), *offered), small.words.seasons, strict=False)
        )
    }
    best = best_paths(small)
    top = max(totals.values())
    tops = [offered for offered, total in totals.items() if round(total, 9) == round(top, 9)]
    assert top == pytest.approx(best.value)
    assert len(tops) == best.count
    assert best.year in tops


def test_listening_costs_money():
    """Whoever knew everything without asking would reach 90.5 on base: conversations have a price."""
    best = best_paths(mix(), conversations=0)
    assert 90.5 == round(best.value, 1)
    assert best_paths(mix()).value < best.value


# asking some and guessing the rest ------------------------------------------------------------------


@cache
def _guessed(season, asked):
    """Season values as somebody sees them who fills the gaps with the provider's belief."""
    scenario = load_scenario(ID)
    words = scenario.words
    seen = {
        each.id: {
            person: row if person in asked else words.belief
            for person, row in scenario.numbers.ratings[each.id].items()
        }
        for each in words.seasons
    }
    guess = attrs.evolve(scenario, numbers=attrs.evolve(scenario.numbers, ratings=seen))
    return {offer: guess.season_value(season, offer) for offer in _search().mixes}


@cache
def _search():
    return Search(load_scenario(ID))


def _guessing(asked_by_season):
    """The run that asks so and each season offers what then looks best."""
    seasons, last = [], ()
    for season, asked in enumerate(asked_by_season):
        last = _search().most(season, last, len(asked), _guessed(season, asked).__getitem__)
        seasons.append((" ".join(asked), " ".join(last)))
    return replay(load_scenario(ID), year(*seasons))


def _groups(size):
    return list(itertools.combinations(ALL.split(), size))


def test_asking_the_same_few():
    """Asking the same 1, 2, 3 or 4 people every season and filling the gaps with the provider's belief
    scores at best 5.6, 7.2, 7.0 and 12.0 on base.
    """
    best = [max(_guessing((group,) * 3).score for group in _groups(size)) for size in (1, 2, 3, 4)]
    assert [5.6, 7.2, 7.0, 12.0] == [round(score, 1) for score in best]


def test_monotone_in_listening():
    """Whoever asks one person more a season, and may choose whom each time, can score more: the best
    grows with every conversation, and only asking all four passes.
    """
    best = [
        max(
            (_guessing(groups) for groups in itertools.product(_groups(size), repeat=3)),
            key=lambda r: r.score,
        )
        for size in range(5)
    ]
    scores = [run.score for run in best]
    assert sorted(set(scores)) == scores
    assert [False, False, False, False, True] == [run.passed for run in best]
