"""What can be reached on the value stream at all, found by looking at every affordable set of cards."""

import itertools
from statistics import median

import pytest
from stream_samples import RIGHT, laid, plain, stream

from itilkit.authoring.value_stream.strategies import best_cards, ranked_cards
from itilkit.authoring.value_stream.variants import references
from itilkit.scenarios import replay, variants
from itilkit.scenarios.value_stream.content import MAIN
from itilkit.scenarios.value_stream.model import ID, load_value_stream


def test_affordable_sets():
    """There are 200 sets of cards that cost 6 points at most, the empty one among them."""
    scenario = stream()
    sets = [
        cards
        for size in range(11)
        for cards in itertools.combinations(scenario.cards, size)
        if sum(scenario.cards[card].cost for card in cards) <= 6
    ]
    assert 200 == len(sets)
    assert sets == list(scenario.affordable)


def test_the_best_cards_of_base():
    """Of the 200 sets one alone is the best on base, I2 + I3 + I8 at 60.3; then come 59.4, 58.9 and 58.1, all
    with I3 and I8; the median is 32.0.
    """
    ranked = ranked_cards(stream())
    codes = [" ".join(stream().cards[card].code for card in cards) for _, cards in ranked[:4]]
    assert ["I2 I3 I8", "I3 I5 I8 I9", "I3 I8 I9", "I1 I3 I8"] == codes
    assert [60.3, 59.4, 58.9, 58.1] == [round(value, 1) for value, _ in ranked[:4]]
    assert ranked[1][0] < ranked[0][0] - 0.5
    assert 32.0 == round(median(value for value, _ in ranked), 1)


@pytest.mark.parametrize("variant", variants(ID))
def test_references(variant):
    """The two references in a variant's file are the value without a card and the best of all sets, both with
    all seven steps.
    """
    scenario = load_value_stream(variant)
    assert (scenario.numbers.as_is, scenario.numbers.best) == pytest.approx(references(scenario), abs=1e-9)
    values = [replay(scenario, laid(*cards)).value for cards in scenario.affordable]
    assert (values[0], max(values)) == pytest.approx(references(scenario), abs=1e-9)


def test_references_of_the_course():
    """The references of base are the figures of the course design."""
    assert (21.935764, 60.311806) == pytest.approx(references(stream()), abs=1e-6)


@pytest.mark.parametrize("variant", variants(ID))
def test_the_optimum_is_unique(variant):
    """On every variant that ships one set of cards reaches the highest value, and with everything else right
    it earns all 20 points.
    """
    scenario = load_value_stream(variant)
    (top, cards), (second, _) = ranked_cards(scenario)[:2]
    assert round(second, 9) < round(top, 9)
    result = replay(scenario, laid(*cards, bottleneck=scenario.bottleneck))
    assert (20.0, True) == (pytest.approx(result.score, abs=1e-9), result.passed)


def test_the_lesson_is_not_carried_over_blindly():
    """Graded has another bottleneck and other best cards than base: who copies the lesson's answer gets less
    than three quarters of the points.
    """
    graded = load_value_stream("graded")
    copied = replay(graded, laid(*best_cards(stream()), bottleneck=stream().bottleneck))
    assert stream().bottleneck != graded.bottleneck
    assert copied.score < 15.0
    assert not copied.passed


def test_leaving_out_the_loop_never_pays():
    """Whatever cards are held, closing the loop gives at least as much value as leaving it open."""
    scenario = stream()
    assert all(scenario.value(MAIN, cards) <= scenario.value(RIGHT, cards) for cards in scenario.affordable)


def test_ties_are_seen():
    """Where no card helps, all sets share the highest value: the search lists every one of them."""
    hopeless = plain(log_call={"capacity": 0.1})
    assert [0.0] * 200 == [value for value, _ in ranked_cards(hopeless)]
