"""What every scenario answers to whoever plays it: what can be done next, and what its card shows then."""

import itertools
import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mix_samples import mix
from scenario_samples import SAMPLES
from svs_samples import KEYS

from itilkit.authoring.tools import tool_of, worked_run
from itilkit.scenarios import (
    SCENARIOS,
    IllegalMove,
    UnknownScenarioError,
    legal_moves,
    load_scenario,
    offer_of,
    offers,
    replay,
    shown,
    variants,
)
from itilkit.scenarios.base import MOST_MOVES
from itilkit.scenarios.offer import At, Offer
from itilkit.scenarios.simulation import with_numbers
from itilkit.scenarios.value_stream.orders import Orders

EACH = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
PAIRS = [(sample, variant) for sample in SAMPLES for variant in variants(sample.id)]
EACH_VARIANT = pytest.mark.parametrize(
    ("sample", "variant"), PAIRS, ids=[f"{sample.id}-{variant}" for sample, variant in PAIRS]
)
#: More than there are at any time, but for the orders of a stream.
EVERYTHING = 2000


def beginnings(run):
    """The run cut off at its start, in three places on its way, and at its end."""
    return [run[: len(run) * part // 4] for part in range(5)]


# what a scenario offers -----------------------------------------------------------------------------


@pytest.mark.parametrize("id_", SCENARIOS)
def test_offer_is_whole(id_):
    """All that a scenario offers stands where its folder says; each of the six offers everything, and a run
    that co-creates where cards have keys of their own.
    """
    offer = offer_of(id_)
    places = [value for value in attrs.asdict(offer, recurse=False).values() if isinstance(value, At)]
    missing = [field.name for field in attrs.fields(Offer) if getattr(offer, field.name) is None]
    assert missing == ([] if offer.keyed else ["worked"])
    assert all(place() is not None for place in places)
    assert id_ == offer.id == load_scenario(id_).id == tool_of(id_).scenario


def test_offers_come_in_order():
    """What all scenarios offer comes in the order of their lessons."""
    assert SCENARIOS == tuple(offer.id for offer in offers())
    pages = [offer.lesson.page for offer in offers()]
    assert sorted(pages) == pages


def test_no_variants_of_nothing():
    """Whoever asks for the variants of a scenario that does not exist is told which there are."""
    with pytest.raises(UnknownScenarioError, match='did you mean "capstone"') as refused:
        variants("capston")
    assert str(refused.value).endswith(f"There are: {', '.join(SCENARIOS)}.")


# what can be done next ------------------------------------------------------------------------------


@EACH_VARIANT
def test_every_legal_move_is_accepted(sample, variant):
    """At the start, on the way and at the end of a run, each move that is offered can be made."""
    scenario = sample.load(variant)
    for moves in beginnings(worked_run(scenario)):
        for move in legal_moves(scenario, moves, 60):
            replay(scenario, [*moves, move])


@EACH
@given(data=st.data())
def test_no_other_move_is_accepted(sample, data):
    """Of moves that are likely or near misses, those that are accepted are all among the legal ones, but for
    the order in which a set is named.
    """
    variant, moves = data.draw(sample.play.legal_runs())
    scenario = sample.load(variant)
    move = data.draw(st.one_of(sample.play.LIKELY, sample.play.NEAR_MISSES))
    try:
        replay(scenario, [*moves, move])
    except IllegalMove:
        accepted = False
    else:
        accepted = True
    if move.split()[:1] == ["order"]:  # a million of them: see below
        return
    offered = {frozenset(each.split()) for each in legal_moves(scenario, moves, EVERYTHING)}
    assert accepted == (frozenset(move.split()) in offered and replayed(scenario, moves, move))


def replayed(scenario, moves, move):
    """Whether a move of the right words stands in an order of words that is one."""
    try:
        replay(scenario, [*moves, move])
    except IllegalMove:
        return False
    return True


def test_every_order_once():
    """The orders of some entries are all there are, each once, made by their place."""
    orders = Orders(("a", "b", "c", "d"))
    made = [orders[place] for place in range(len(orders))]
    known = [
        " ".join(["order", *some])
        for size in range(5)
        for some in itertools.permutations(orders.entries, size)
    ]
    assert known == made
    with pytest.raises(IndexError):
        orders[len(orders)]


@EACH
def test_sample_of_legal_moves(sample):
    """Where more can be done than is asked for, the same sample comes each time: of that size, none twice,
    all of it legal, and every kind of move in it.
    """
    scenario = sample.load("base")
    for moves in beginnings(worked_run(scenario)):
        kinds = scenario.next_moves(replay(scenario, moves).state)
        count = sum(map(len, kinds.values()))
        for limit in (0, 3, 12, 200):
            some = legal_moves(scenario, moves, limit)
            assert some == legal_moves(scenario, tuple(moves), limit)
            assert min(limit, count) == len(some) == len(set(some))
            if limit >= 12:
                assert {move.split()[0] for move in some} == {verb for verb in kinds if len(kinds[verb])}


def test_small_kinds_are_whole():
    """Of a season's moves everybody who can be asked is there, and mixes of each size."""
    some = legal_moves(mix(), ["ask mara"])
    assert ("ask tomas", "ask ines", "ask bryn") == some[:3]
    assert {1, 2, 3, 4, 5} <= {len(move.split()) - 1 for move in some[3:]}
    assert len(some) == 200


@EACH
def test_nothing_after_the_last_move(sample):
    """A run that holds as many moves as a list may have can have no other."""
    scenario = sample.load("base")
    if scenario.id in {"service-value-system", "value-stream"}:
        assert legal_moves(scenario, ["run"] * (MOST_MOVES - 1))
        assert () == legal_moves(scenario, ["run"] * MOST_MOVES)
    else:
        assert () == legal_moves(scenario, worked_run(scenario))


@EACH
def test_what_is_refused_is_refused_here_too(sample):
    """A list of moves that cannot be played has no next move, and no card to show."""
    scenario = sample.load("base")
    for ask in (legal_moves, shown):
        with pytest.raises(IllegalMove, match=r"^Move 1, “dance”"):
            ask(scenario, ["dance"])


# what the card shows --------------------------------------------------------------------------------


@EACH
@given(data=st.data())
def test_shown_is_data(sample, data):
    """What is shown of any legal run is JSON, and the same each time."""
    variant, moves = data.draw(sample.play.legal_runs())
    scenario = sample.load(variant)
    told = shown(scenario, moves)
    assert told == json.loads(json.dumps(told)) == shown(scenario, tuple(moves))


def other_ratings(scenario, moves):
    """The same year with other ratings wherever nobody has heard or felt them: in what is to come, and in the
    season under way of those who were not asked.
    """
    state = replay(scenario, moves).state
    changed = {}
    for place, (season, by_person) in enumerate(scenario.numbers.ratings.items()):
        heard = scenario.people if place < len(state.played) else ()
        heard = state.asked if place == len(state.played) else heard
        changed[season] = {
            person: row if person in heard else tuple(5 - rating for rating in row)
            for person, row in by_person.items()
        }
    return with_numbers(scenario, ratings=changed, beside=())


def other_needs(scenario, moves):
    """The same run with other needs in the iterations that are still to come."""
    over = len(replay(scenario, moves).state.played)
    needs = {
        aspect: (*row[:over], *(10 - need for need in row[over:]))
        for aspect, row in scenario.numbers.needs.items()
    }
    return with_numbers(scenario, needs=needs, reference=99.0, beside=())


def other_points(scenario, moves):
    """The same room with other words for whatever nobody has told or assumed so far."""
    told = json.dumps(shown(scenario, moves), ensure_ascii=False)
    points = tuple(
        attrs.evolve(
            point,
            **{
                field: "hidden"
                for field in ("text", "changed", "assumed")
                if getattr(point, field) and getattr(point, field) not in told
            },
        )
        for point in scenario.words.points
    )
    return attrs.evolve(with_numbers(scenario, beside=()), words=attrs.evolve(scenario.words, points=points))


def other_keys(scenario, _):
    """The same board without keys, and with other reasons why tiles belong where they do."""
    tiles = tuple(attrs.evolve(tile, why="hidden") for tile in scenario.words.tiles)
    bare = tuple(attrs.evolve(card, key="", why="") for card in scenario.prompts.cards)
    symptoms = tuple(attrs.evolve(each, key="", why="") for each in scenario.prompts.symptoms)
    words = attrs.evolve(scenario.words, tiles=tiles, beside=())
    return attrs.evolve(with_numbers(scenario, cards=bare, symptoms=symptoms), words=words, keys=None)


def other_stream(scenario, _):
    """The same stream with its steps in another order and each drawing on another activity."""
    steps = tuple(attrs.evolve(step, activity="plan") for step in reversed(scenario.words.steps))
    return attrs.evolve(
        with_numbers(scenario, best=99.0, beside=()), words=attrs.evolve(scenario.words, steps=steps)
    )


OTHERS = {
    "affordable-mix": other_ratings,
    "service-value-system": other_keys,
    "value-stream": other_stream,
    "dialogue": other_points,
    "conditions": other_needs,
    "capstone": other_ratings,
}


@EACH_VARIANT
def test_nothing_hidden_is_shown(sample, variant):
    """Two cases that differ only in what is still to be found out, or in what is right, show the same, and
    leave the same to be done.
    """
    scenario = sample.load(variant)
    for moves in beginnings(worked_run(scenario)):
        other = OTHERS[sample.id](scenario, moves)
        assert other != scenario
        assert json.dumps(shown(scenario, moves)) == json.dumps(shown(other, moves))
        assert legal_moves(scenario, moves) == legal_moves(other, moves)


def test_events_are_hidden_until_they_run():
    """What the seven events ask for shows in nothing before the learner sends them through a board."""
    scenario = load_scenario("service-value-system", "graded")
    board = ["place value as output"]
    events = tuple(attrs.evolve(event, needs="demand", loss=3.0) for event in scenario.words.events)
    other = attrs.evolve(scenario, words=attrs.evolve(scenario.words, events=events))
    assert shown(scenario, board) == shown(other, board)
    assert shown(scenario, [*board, "run"]) != shown(other, [*board, "run"])


def test_keys_of_graded_cards_are_not_shown():
    """With the keys that only an instructor has, a card shows what it shows without them."""
    scenario = load_scenario("service-value-system", "graded")
    moves = [f"card {card} as none" for card in scenario.cards]
    assert shown(scenario, moves) == shown(scenario.with_keys(KEYS), moves)
