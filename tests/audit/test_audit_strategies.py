"""The audit finds out a bank that can be passed without understanding, and what chance gives is exact."""

from itertools import combinations, permutations, product
from statistics import fmean, pvariance

import attrs
import pytest
from bad_bank import SLIPS, bad_bank
from hypothesis import given
from hypothesis import strategies as st

from itilkit.authoring.audit import BANK, STRATEGIES, Subject
from itilkit.authoring.audit.chance import luck, of_choice, of_list, of_order, top_shares
from itilkit.authoring.audit.contest import contest, sets_of, verdict
from itilkit.authoring.audit.words import content_words, words, words_among
from itilkit.items import Question

# what wins ------------------------------------------------------------------------------------------


def test_there_are_eleven():
    """Eleven strategies, and a slip for each."""
    assert 11 == len(STRATEGIES)
    assert set(STRATEGIES) == set(SLIPS)


@pytest.mark.parametrize("strategy", SLIPS)
def test_each_strategy_wins_where_it_can(strategy, tmp_path):
    """A bank with a slip is red by the strategy that looks for it: all 42 right, where chance gives 14."""
    found = verdict(strategy, BANK, bad_bank(tmp_path, SLIPS[strategy]))

    assert (42, 42.0) == (found.items, found.hits)
    assert found.chance == pytest.approx(14.0)
    assert found.fails
    assert found.problem.startswith(
        f"“{strategy}” beats chance over the whole bank: 42.0 of 42 where chance gives 14.0 (z "
    )


def test_an_even_bank(tmp_path):
    """In an even bank no strategy has an edge."""
    found = contest(bad_bank(tmp_path))

    assert list(STRATEGIES) == [each.strategy for each in found]
    assert [] == [each.strategy for each in found if each.fails]


@pytest.mark.parametrize("form", ["before", "after", "later", "graded"])
def test_each_set_is_judged_for_itself(form, tmp_path):
    """Sixteen items of a form that are bad are found out although the bank around them is even."""
    even, bad = bad_bank(tmp_path / "even"), bad_bank(tmp_path / "bad", SLIPS["longest"])
    form_items = [
        attrs.evolve(one, use=form, question=attrs.evolve(one.question, id=f"{form}-{one.id}"))
        for one in bad[:16]
    ]

    found = [each for each in contest([*even, *form_items]) if each.over == form]

    assert ["longest"] == [each.strategy for each in found if each.fails]
    assert {16} == {each.items for each in found}


def test_sets(tmp_path):
    """The bank holds all uses but graded questions; a form that is not there yet is no set."""
    bank = bad_bank(tmp_path)
    mixed = [attrs.evolve(bank[0], use="later"), attrs.evolve(bank[1], use="graded"), *bank[2:]]

    assert {BANK: 41, "later": 1, "graded": 1} == {name: len(group) for name, group in sets_of(mixed).items()}


def test_what_helps_is_named(tmp_path):
    """The fault names the items on which a strategy gains most, and not all of them."""
    found = verdict("first", BANK, bad_bank(tmp_path, SLIPS["first"]))

    assert 42 == len(found.lifts)
    assert found.problem.endswith(f"it gains most on {', '.join(found.lifts[:8])}.")


# what chance gives ----------------------------------------------------------------------------------

numbers = st.lists(st.integers(0, 3), min_size=2, max_size=5)


@given(numbers)
def test_chance_of_a_choice(given_numbers):
    """For a choice, mean and variance are those over every place where the key could stand."""
    found = [of_choice(given_numbers, key) for key in range(len(given_numbers))]

    assert found[0].mean == pytest.approx(fmean(each.earned for each in found))
    assert found[0].variance == pytest.approx(pvariance([each.earned for each in found]))


@given(numbers, st.integers(1, 5))
def test_chance_of_a_list(given_numbers, size):
    """For a list, they are those over every set of as many options that could belong."""
    count = len(given_numbers)
    found = [
        of_list(given_numbers, [place in chosen for place in range(count)])
        for chosen in combinations(range(count), min(size, count))
    ]

    assert found[0].mean == pytest.approx(fmean(each.earned for each in found))
    assert found[0].variance == pytest.approx(pvariance([each.earned for each in found]))


@given(numbers, st.data())
def test_chance_of_an_order(given_numbers, data):
    """For an order, they are those over every order that could be right, free steps included."""
    count = len(given_numbers)
    pairs = data.draw(st.lists(st.sampled_from([*combinations(range(count), 2)]), min_size=1, unique=True))
    found = [
        of_order(given_numbers, [(order[a], order[b]) for a, b in pairs])
        for order in permutations(range(count))
    ]

    assert found[0].mean == pytest.approx(fmean(each.earned for each in found))
    assert found[0].variance == pytest.approx(pvariance([each.earned for each in found]))


ROWS = Question(
    "rows",
    "What is each?",
    {"r": "A rope for the ferry", "s": "A lamp"},
    "match",
    {"x": "Ferry", "y": "Lamp", "z": "Neither one"},
)


@pytest.mark.parametrize("strategy", ["repeats-stem", "most-like-others", "longest", "no-absolutes"])
def test_chance_of_rows(strategy):
    """For rows, they are those over every target that each row could have."""
    keys = [dict(zip("rs", targets, strict=True)) for targets in product("xyz", repeat=2)]
    found = [luck(STRATEGIES[strategy], Subject(ROWS, key, {})) for key in keys]

    assert found[0].mean == pytest.approx(fmean(each.earned for each in found))
    assert found[0].variance == pytest.approx(pvariance([each.earned for each in found]))


@pytest.mark.parametrize("strategy", ["repeats-stem", "most-like-others"])
def test_rows_are_matched_by_their_own_words(strategy):
    """Where targets are chosen for rows, a target is held against the row."""
    assert 1.0 == luck(STRATEGIES[strategy], Subject(ROWS, {"r": "x", "s": "y"}, {})).earned


def test_nothing_to_say():
    """An item on which a strategy sees no difference earns its chance, and its variance is 0."""
    choice = Question("q", "Which?", {"a": "One", "b": "Two", "c": "Six"})
    found = luck(STRATEGIES["hedged"], Subject(choice, ("b",), {}))

    assert (found.mean, 0.0) == (found.earned, found.variance)


def test_an_order_is_sorted():
    """The entry with the highest number comes first; a pair of a tie is right by half."""
    order = Question("q", "In which order?", {"a": "Nail", "b": "Hammers", "c": "Rope"}, "order")

    assert 1.0 == luck(STRATEGIES["longest"], Subject(order, ("b", "a c"), {})).earned
    assert 0.0 == luck(STRATEGIES["longest"], Subject(order, ("a c", "b"), {})).earned
    assert 0.5 == luck(STRATEGIES["longest"], Subject(order, ("a", "c"), {})).earned


@pytest.mark.parametrize(
    ("given_numbers", "room", "shares"),
    [
        ([3, 1, 2], 1, [1, 0, 0]),
        ([1, 1, 0], 1, [0.5, 0.5, 0]),
        ([5, 4, 3, 2, 1], 2.5, [1, 1, 0.5, 0, 0]),
        ([5, 1, 1, 1], 2, [1, 1 / 3, 1 / 3, 1 / 3]),
        ([1, 1, 1], 1.5, [0.5, 0.5, 0.5]),
    ],
)
def test_top_shares(given_numbers, room, shares):
    """The highest numbers fill the room; those that tie share what is left of it."""
    assert shares == pytest.approx(top_shares(given_numbers, room))


# words ----------------------------------------------------------------------------------------------


def test_words():
    """Words are lower case, hyphens hold them together, and a possessive is its word."""
    assert ("the", "co-owners", "boat", "don’t", "60") == words("The co-owners’ boat’s “don’t”, 60!")


def test_content_words():
    """Words that say what a text is about are compared without their endings."""
    assert content_words("They shared ferries with hauliers") == content_words("sharing: ferries, haulier’s")
    assert frozenset() == content_words("It is what they do")


def test_the_month_of_may():
    """May is a hedge at the start of a text and in lower case; the month is none."""
    assert ["may"] == words_among("May it rain", ["may"])
    assert ["may"] == words_among("It may rain in May", ["may"])
