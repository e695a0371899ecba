"""What can be reached on the capstone at all, found by looking through every year."""

import itertools
from functools import cache

import attrs
import pytest
from capstone_samples import ALL, MIXES, capstone, joint, year

from itilkit.authoring.capstone.search import Search
from itilkit.authoring.capstone.variants import best_of_one_mix, reference
from itilkit.scenarios import replay, variants
from itilkit.scenarios.affordable_mix.content import SpokenLine
from itilkit.scenarios.capstone.debrief import debrief
from itilkit.scenarios.capstone.model import ID, load_capstone


@pytest.mark.parametrize("variant", variants(ID))
def test_reference(variant):
    """The reference in a variant's file is the best year that asks two people every quarter, rounded down to
    one decimal.
    """
    scenario = load_capstone(variant)
    assert scenario.numbers.reference == reference(scenario)


def test_optimum_of_the_course():
    """Informed play, with two people asked every quarter, reaches 86.14 on graded and no more."""
    assert 86.139483 == pytest.approx(Search(capstone()).best(2), abs=1e-6)


@pytest.mark.full
def test_more_conversations_take_effort(full):
    """Whoever asks three or four every quarter can reach a little less, and whoever asks nobody far less."""
    search = Search(capstone())
    bests = [round(search.best(asked), 2) for asked in ((0, 1, 2, 3, 4) if full else (0, 4))]
    assert ([64.25, 73.78, 86.14, 84.11, 80.22] if full else [64.25, 80.22]) == bests


def test_one_mix_all_year():
    """A year with one and the same mix and everything else that is asked for reaches 21.45 of the 22.5 points
    that passing takes.
    """
    assert 21.45 == round(best_of_one_mix(capstone()), 2)


def only(scenario, *kept):
    """The scenario with some of its features only, and money and effort that make them scarce."""
    features = list(scenario.features)
    places = [features.index(feature) for feature in kept]
    ratings = {
        quarter: {person: tuple(row[place] for place in places) for person, row in by_person.items()}
        for quarter, by_person in scenario.numbers.ratings.items()
    }
    silent = {quarter: dict.fromkeys(by, (SpokenLine("Yes.", ()),)) for quarter, by in ratings.items()}
    quarters = tuple(attrs.evolve(quarter, budget=quarter.budget - 12) for quarter in scenario.quarters)
    mix_words = attrs.evolve(
        scenario.mix_words,
        seasons=quarters,
        features=tuple(scenario.features[name] for name in kept),
        lines=silent,
    )
    return attrs.evolve(
        scenario,
        words=attrs.evolve(scenario.words, quarters=quarters, effort=8),
        mix_words=mix_words,
        numbers=attrs.evolve(scenario.numbers, ratings=ratings),
    )


ACTIONS = ("improve-stream", "revisit", "check-governance")


@cache
def spent(size):
    return tuple(" ".join(done) for done in itertools.combinations(ACTIONS, size))


@pytest.mark.parametrize("asked", ["", "mara bryn", ALL])
def test_optimum_by_brute_force(asked):
    """On three features and few points of effort the search finds the value that trying every year finds."""
    pool = ("status-page", "freight-slots", "offline-tablets")
    small = only(capstone(), *pool)
    mixes = [" ".join(mix) for size in (1, 2, 3) for mix in itertools.combinations(pool, size)]
    choices = [year((asked, done, mix)) for size in range(4) for done in spent(size) for mix in mixes]
    states = [small.start()]
    for _ in range(4):
        best = {}
        for state in states:
            for choice in choices:
                after = _after(small, state, choice)
                if after is not None:
                    key = (after.last_mix, after.trust, after.delay)
                    total = sum(quarter.value for quarter in after.played)
                    if key not in best or total > best[key][0]:
                        best[key] = (total, after)
        states = [state for _, state in best.values()]
    top = max(sum(quarter.value for quarter in state.played) for state in states) / 4
    assert top == pytest.approx(Search(small).best(len(asked.split())))


def _after(scenario, state, choice):
    """The state after a quarter's moves; None where one of them takes more effort or money than there is."""
    for move in choice:
        verb, *slugs = move.split(" ")
        if verb == "offer":
            affordable = scenario.money_left(state, slugs) >= 0 and scenario.effort_left(state, slugs) >= 0
            if not affordable:
                return None
        elif move not in scenario.open_moves(state):
            return None
        state = scenario.step(state, verb, tuple(slugs)).state
    return state


def test_ties_go_to_the_greater_codes():
    """Among mixes worth the same the one with the greater tuple of text-sorted F-codes is taken."""
    search = Search(capstone())
    assert ("loyalty",) == search.top([("loyalty",), ("dashboard",), ("alerts",)], lambda _: 0.0)
    assert MIXES[2].split()[-1] == "chatbot"


def test_leaving_one_out_can_pass_and_is_named():
    """A year of near-perfect play that never asks one person can pass; the debrief names who it was."""
    result = replay(capstone(), joint(asked=("mara tomas bryn",) * 4))
    assert result.passed
    assert "You never asked Ines." == debrief(capstone(), result.state).headline
