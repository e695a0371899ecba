"""Which misconception a person's answers point to: simulated learners who guess, and who hold one."""

import math
from itertools import pairwise
from random import Random

import pytest
from diary_samples import MONDAY, PRACTICE, entry, response
from simulated_learners import as_if, every_response, guess, mark, taken

from itilkit.items import Question, load_items, misconceptions, right_response
from itilkit.items.diagnosis import Diagnosis, Sign, chances, diagnose, signs
from itilkit.items.forms import FORMS, load_form
from itilkit.progress.signs import signs_in

BANK = tuple(load_items().values())
CODES = tuple(misconceptions())
SETS = {**{form: load_form(form).items for form in FORMS}, "practice": PRACTICE, "everything": BANK}
#: What somebody answers to an item who holds a misconception; None where it is not offered.
HELD = {(item.id, code): as_if(item, code) for item in BANK for code in CODES}
GUESSERS = 200


def signs_of(items, responses):
    return [
        sign
        for item, said in zip(items, responses, strict=True)
        for sign in signs(item.question, said, item.solution, item.because)
    ]


def holder(items, code, other):
    """The responses of somebody who holds ``code``, and answers as ``other`` says where it is not offered."""
    return [other(item) if HELD[item.id, code] is None else HELD[item.id, code] for item in items]


def first_of(items, responses):
    return diagnose(signs_of(items, responses))[0].code


# chances --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "item", [item for item in BANK if item.kind not in {"match", "classify"}], ids=lambda item: item.id
)
def test_chance_of_a_misconception(item):
    """The chance that a guess takes a misconception is what counting all responses gives."""
    every = every_response(item.question)
    counted = {}
    for said in every:
        for code in taken(item, said):
            counted[code] = counted.get(code, 0) + 1
    exact = {code: count / len(every) for code, count in counted.items()}
    assert exact == pytest.approx(chances(item.question, item.solution, item.because), abs=1e-12)


@pytest.mark.parametrize(
    "item", [item for item in BANK if item.kind in {"match", "classify"}], ids=lambda item: item.id
)
def test_chance_of_a_misconception_in_rows(item):
    """For rows, which are decided one by one, it is 1 minus the product of what each row leaves out."""
    left = {}
    for row in item.question.options:
        each = [taken(item, {row: target}) for target in item.question.targets]
        for code in set().union(*each):
            left[code] = left.get(code, 1.0) * (1 - sum(code in one for one in each) / len(each))
    exact = {code: 1 - share for code, share in left.items()}
    assert exact == pytest.approx(chances(item.question, item.solution, item.because), abs=1e-12)


def test_long_order_is_estimated():
    """Beyond seven entries the chance of an order is estimated, as if its pairs were turned independently."""
    names = list("abcdefghi")
    order = Question("long", "In order?", {name: name for name in names}, "order")
    because = {f"{first}<{second}": ("M5", "…") for first, second in pairwise(names)}
    assert {"M5": 1 - 0.5**8} == chances(order, names, because)


def test_every_misconception_is_offered():
    """Each form offers each of the nineteen misconceptions, and so does the practice bank."""
    for items in SETS.values():
        offered = {code for item in items for code in chances(item.question, item.solution, item.because)}
        assert set(CODES) == offered


# simulated learners ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("code", CODES)
def test_who_holds_one_misconception(name, code):
    """Somebody who holds one misconception and knows everything else is diagnosed with that one first, on
    each form, on the practice items and on all items.
    """
    assert code == first_of(SETS[name], holder(SETS[name], code, right_response))


@pytest.mark.parametrize("code", CODES)
def test_who_holds_one_and_guesses(code):
    """Somebody who holds one misconception and guesses everything else is diagnosed with that one first on
    all items, in 19 of 20 draws at least.
    """
    found = 0
    for seed in range(20):
        dice = Random(f"{code} {seed}")  # noqa: S311 - a repeatable draw
        said = holder(BANK, code, lambda item, dice=dice: guess(dice, item.question))
        found += code == first_of(BANK, said)
    assert found >= 19


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", CODES)
def test_diary_of_who_holds_one(form, code):
    """The diary of somebody who finished a form and answered all practice items that way says the same."""
    items = SETS[form]
    said = dict(zip([item.id for item in items], holder(items, code, right_response), strict=True))
    kept = [entry("form", form=form, responses=said, scores={})]
    assert code == diagnose(signs_in(kept))[0].code
    for item, answer in zip(PRACTICE, holder(PRACTICE, code, right_response), strict=True):
        kept.append(response(item, mark(item, answer).points, MONDAY, answer=answer))
    assert code == diagnose(signs_in(kept))[0].code


def test_who_guesses_shows_none():
    """Over many learners who guess, every misconception is taken as often as chance says: the strengths have
    a mean of 0 and a variance of 1, as far as so many draws can tell.
    """
    strengths = {code: [] for code in CODES}
    for seed in range(GUESSERS):
        dice = Random(seed)  # noqa: S311
        found = signs_of(BANK, [guess(dice, item.question) for item in BANK])
        for code in CODES:
            own = [sign for sign in found if sign.code == code]
            expected = sum(sign.chance for sign in own)
            variance = sum(sign.chance * (1 - sign.chance) for sign in own)
            strengths[code].append((sum(sign.taken for sign in own) - expected) / math.sqrt(variance))
    for each in strengths.values():
        mean = sum(each) / GUESSERS
        spread = sum((one - mean) ** 2 for one in each) / GUESSERS
        assert abs(mean) * math.sqrt(GUESSERS) < 4
        assert 0.6 < spread < 1.5


def test_who_knows_everything():
    """Somebody who knows everything is diagnosed with nothing."""
    assert [] == diagnose(signs_of(BANK, [right_response(item) for item in BANK]))


# the measure ----------------------------------------------------------------------------------------


def test_strength():
    """A misconception taken twice of two times with a chance of a quarter lies √6 above guessing."""
    found = diagnose([Sign("M1", "a", taken=True, chance=0.25), Sign("M1", "b", taken=True, chance=0.25)])
    assert [Diagnosis("M1", 2, 2, pytest.approx(math.sqrt(6)))] == found


def test_what_was_never_taken_is_left_out():
    """A misconception that was offered and never taken is not named."""
    assert [] == diagnose([Sign("M1", "a", taken=False, chance=0.25)])


def test_same_strength():
    """Of two with the same strength the lower number comes first: M2 before M10."""
    found = diagnose(Sign(code, "a", taken=True, chance=0.25) for code in ("M10", "M2"))
    assert ["M2", "M10"] == [case.code for case in found]


def test_what_cannot_be_missed():
    """What every guess takes is no evidence at all."""
    (found,) = diagnose([Sign("M1", "a", taken=True, chance=1.0)])
    assert 0.0 == found.strength
