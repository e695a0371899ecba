"""The three parallel forms: taken before the course, after it and later, they ask for the same decisions."""

import re
from collections import Counter
from itertools import chain, combinations
from pathlib import Path

import nbformat
import pytest

from itilkit.items import load_items, mark_response, misconceptions, objectives

FORMS = ("before", "after", "later")
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
KINDS = {"choice": 11, "multi": 2, "match": 1, "classify": 1, "order": 1}
#: An idea of an affordable mix as its stem gives it: name, cost, and what each of three groups rates it.
IDEA = re.compile(r"([A-Z][a-zé ]+) \(cost (\d+)\): (\d), (\d), (\d)\.")


def form(use):
    """The items of one form, in the order of its file."""
    return [item for item in load_items().values() if item.use == use]


def decisions(item):
    """The misconception behind each wrong decision that an item offers, in the order of its file."""
    return [code for code, _ in item.because.values() if code is not None]


def held(item, code):
    """The response of a learner who takes what ``code`` suggests where it is offered, else the right one."""
    tempting = [option.id for option in item.option if option.misconception == code]
    if item.kind == "choice":
        return tempting[0] if tempting else item.key[0]
    if item.kind == "multi":
        return [*item.key, *tempting]
    if item.kind == "order":
        placed = [entry for step in item.key for entry in step.split()]
        for pair in item.pair:
            if pair.misconception == code:
                placed.remove(pair.first)
                placed.insert(placed.index(pair.second) + 1, pair.first)
        return placed
    return {option.id: held_target(item, option, code) for option in item.option}


def held_target(item, row, code):
    """Where such a learner puts a row."""
    for wrong in row.wrong:
        if wrong.misconception == code:
            return wrong.target
    if row.misconception == code:
        explained = {row.goes, *(wrong.target for wrong in row.wrong)}
        return next(target.id for target in item.target if target.id not in explained)
    return row.goes


def taken(use, code):
    """How often a learner who holds ``code`` takes each misconception on a form."""
    return Counter(
        note.misconception
        for item in form(use)
        for note in mark_response(item.question, held(item, code), item.solution, item.because).notes
        if note.misconception is not None
    )


@pytest.mark.parametrize("use", FORMS)
def test_a_form_has_one_item_for_each_objective_in_their_order(use):
    """The items of a form follow the objectives LO1 to LO16."""
    assert list(objectives()) == [item.objective for item in form(use)]


@pytest.mark.parametrize("use", FORMS)
def test_a_form_asks_in_five_kinds(use):
    """A form has eleven choices of three options, two lists of four, a match, a classify and an order."""
    assert KINDS == Counter(item.kind for item in form(use))
    assert {("choice", 3), ("multi", 4)} == {
        (item.kind, len(item.option)) for item in form(use) if item.kind in {"choice", "multi"}
    }


@pytest.mark.parametrize("use", FORMS[1:])
def test_forms_are_parallel(use):
    """Items on one objective have the same kind, size, claims, place to read on, and the same temptations."""

    def shape(item):
        return (
            item.kind,
            len(item.option),
            len(item.key),
            [target.id for target in item.target],
            item.claims,
            item.lesson,
            item.section,
            sorted(decisions(item)),
        )

    assert [shape(item) for item in form("before")] == [shape(item) for item in form(use)]


@pytest.mark.parametrize("use", FORMS)
def test_every_misconception_can_be_seen_on_one_form(use):
    """Each of the 19 misconceptions stands behind one to three wrong decisions of a form."""
    offered = Counter(code for item in form(use) for code in decisions(item))
    assert set(misconceptions()) == set(offered)
    assert {code: count for code, count in offered.items() if count > 3} == {}


@pytest.mark.parametrize("code", misconceptions())
@pytest.mark.parametrize("use", FORMS)
def test_a_learner_who_holds_a_misconception_shows_it_most(use, code):
    """Whoever takes what one misconception suggests, and is right elsewhere, shows no other as often."""
    shown = taken(use, code)
    assert shown[code] > max((count for other, count in shown.items() if other != code), default=0)


@pytest.mark.parametrize("use", FORMS)
def test_claims_belong_to_the_objective(use):
    """An item of a form names claims of its own objective only, and one at least."""
    for item in form(use):
        assert item.claims
        assert set() == set(item.claims) - set(objectives()[item.objective].claims), item.id


def test_no_case_is_told_twice():
    """No item of a form has its stem, or the text of an option, row or entry, from elsewhere in the bank."""
    stems, texts = Counter(), Counter()
    for item in load_items().values():
        stems[item.stem] += 1
        texts.update({option.text for option in item.option})
    for item in chain.from_iterable(map(form, FORMS)):
        assert 1 == stems[item.stem], item.id
        assert {1} == {texts[option.text] for option in item.option}, item.id


@pytest.mark.parametrize("use", FORMS)
def test_keys_stand_in_every_place(use):
    """The keys of a form’s eleven choices stand three or four times in each place."""
    places = Counter(
        [option.id for option in item.option].index(item.key[0])
        for item in form(use)
        if item.kind == "choice"
    )
    assert [3, 4, 4] == sorted(places.values())


def test_a_key_moves_from_form_to_form():
    """Whoever remembers where the key of an objective stood finds it elsewhere on the other two forms."""
    for items in zip(*map(form, FORMS), strict=True):
        if items[0].kind in {"choice", "multi"}:
            assert 3 == len({item.key for item in items}), items[0].objective


@pytest.mark.parametrize("use", FORMS)
def test_the_mix_of_a_form_is_the_best_that_its_budget_buys(use):
    """Of all mixes that the money buys, the key of LO4 serves the three best, in sum and the worst served."""
    item = next(item for item in form(use) if item.objective == "LO4")
    budget = int(re.search(r"can spend (\d+)", item.stem)[1])
    ideas = {
        name.casefold().strip(): (int(cost), tuple(map(int, rates)))
        for name, cost, *rates in IDEA.findall(item.stem)
    }
    assert 5 == len(ideas)

    def worth(mix):
        served = [sum(ideas[name][1][group] for name in mix) for group in range(3)]
        return min(served), sum(served)

    mixes = {
        mix
        for size in range(1, 6)
        for mix in combinations(ideas, size)
        if sum(ideas[name][0] for name in mix) <= budget
    }
    offered = {
        option.id: tuple(name for name in ideas if name in option.text.casefold()) for option in item.option
    }
    key = offered[item.key[0]]
    assert set(offered.values()) <= mixes
    assert [key] == [mix for mix in mixes if worth(mix)[0] >= worth(key)[0]]
    assert [key] == [mix for mix in mixes if worth(mix)[1] >= worth(key)[1]]
    for option in item.option:
        cost = sum(ideas[name][0] for name in offered[option.id])
        assert [str(cost)] == re.findall(r"\d+", option.text), option.text


def test_no_lesson_asks_for_an_item_of_a_form():
    """An item of a form is seen on its form only: no lesson has a card for it."""
    named = {item.id for use in FORMS for item in form(use)}
    cards = {
        cell.id.removesuffix("-card")
        for path in NOTEBOOKS.glob("*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    }
    assert set() == named & cards
