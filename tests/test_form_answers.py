"""The three forms: parallel in what they ask, fair to somebody who guesses, and answered by a literal."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated_learners import guess, moments

from itilkit.items import AnswerProblem, NotAnswered, load_items, objectives, right_response
from itilkit.items.forms import FORMS, UnknownFormError, load_form
from itilkit.items.hints import load_hints

LEARNERS = 2000
EACH = pytest.mark.parametrize("form", [load_form(name) for name in FORMS], ids=FORMS)
BEFORE = load_form("before")
CHOICE = next(item for item in BEFORE.items if item.kind == "choice")


def answer(responses, *, finished=False):
    return {"finished": finished, "responses": responses}


def all_right(form):
    return {item.id: right_response(item) for item in form.items}


# what a form consists of ----------------------------------------------------------------------------


@EACH
def test_one_item_for_each_objective(form):
    """A form has sixteen items, one for each objective, in the objectives' order."""
    assert list(objectives()) == [item.objective for item in form.items]


def test_forms_are_parallel():
    """For each objective the three forms ask in the same kind of item, so that their chances are the same."""
    kinds = [[item.kind for item in load_form(form).items] for form in FORMS]
    assert [kinds[0]] * 3 == kinds


def test_no_item_stands_twice():
    """No item is in two forms, and no form's item is a practice item or has hints."""
    ids = [item.id for form in FORMS for item in load_form(form).items]
    practice = {item.id for item in load_items().values() if item.use == "practice"}
    assert (48, set()) == (len(set(ids)), set(ids) & (practice | set(load_hints().items)))


def test_unknown_form():
    """A form that there is not is refused in one sentence that names those there are."""
    with pytest.raises(UnknownFormError) as refused:
        load_form("befor")
    said = 'There is no form “befor”; did you mean "before"? There are: before, after, later.'
    assert said == str(refused.value)


# somebody who knows nothing -------------------------------------------------------------------------


@EACH
def test_guessing_scores_at_chance(form):
    """Learners who guess score what chance gives, worked out exactly for each kind of item: the mean of many
    lies within four standard errors of it, and on every single question too.
    """
    exact = {item.id: moments(item) for item in form.items}
    dice, sums = Random(form.id), dict.fromkeys(exact, 0.0)  # noqa: S311 - a repeatable draw
    for _ in range(LEARNERS):
        said = {item.id: guess(dice, item.question) for item in form.items}
        assert form.responses(answer(said))
        for name, share in form.scores(said).items():
            sums[name] += share
    for name, (mean, variance) in exact.items():
        assert abs(sums[name] / LEARNERS - mean) < 4 * math.sqrt(variance / LEARNERS)
    mean, variance = (sum(each[place] for each in exact.values()) for place in (0, 1))
    assert abs(sum(sums.values()) / LEARNERS - mean) < 4 * math.sqrt(variance / LEARNERS)


def test_guessing_is_worth_the_same_on_each_form():
    """No form is easier to guess than another, by more than a twentieth of a point of sixteen."""
    totals = [sum(moments(item)[0] for item in load_form(form).items) for form in FORMS]
    assert max(totals) - min(totals) <= 0.05 * 16
    assert max(totals) < 0.5 * 16


@EACH
def test_who_knows_everything(form):
    """Somebody who knows everything has all points; who knows nothing and says so has none."""
    assert dict.fromkeys(all_right(form), 1.0) == form.scores(all_right(form))
    assert dict.fromkeys(all_right(form), 0.0) == form.scores(dict.fromkeys(all_right(form)))
    assert dict.fromkeys(all_right(form), 0.0) == form.scores({})


# the literal ----------------------------------------------------------------------------------------


@EACH
def test_responses_stand_in_the_order_of_the_items(form):
    """However the literal was written, responses come in the order of the items, “not known” among them."""
    said = dict(reversed(all_right(form).items())) | {form.items[3].id: None}
    found = form.responses(answer(said, finished=True))
    assert [item.id for item in form.items] == list(found)
    assert said == found


@pytest.mark.parametrize("nothing", [None, answer({}), answer({}, finished=True)])
def test_nothing_answered(nothing):
    """A form without a response is not begun: a friendly state, no fault."""
    with pytest.raises(NotAnswered, match="“before” is not begun yet: answer the questions on its card"):
        BEFORE.responses(nothing)


WRONG = {
    "no table": ("b", "should name finished and responses"),
    "a list": ([], "should name finished and responses"),
    "nothing but responses": ({"responses": {}}, "should name finished and responses"),
    "something besides": (
        {"finished": True, "responses": {}, "score": 16},
        "should name finished and responses",
    ),
    "finished by a number": ({"finished": 1, "responses": {CHOICE.id: "a"}}, "whether it is finished"),
    "a list of responses": ({"finished": True, "responses": ["a"]}, "whether it is finished"),
    "a question of nobody’s": (answer({"x" * 100: "a"}), f"names a question “{'x' * 40}” that is not in it"),
    "a question by a number": (answer({7: "a"}), "names a question “7” that is not in it"),
    "a question by a tuple": (answer({(1, 2): "a"}), "names a question “(1, 2)” that is not in it"),
    "a question of another form": (
        answer({load_form("after").items[0].id: None}),
        "that is not in it",
    ),
    "an option that is not there": (answer({CHOICE.id: "zz"}), "names an option “zz” that is not there"),
    "a response of another kind": (answer({CHOICE.id: ["a"]}), "should be one option"),
}


@pytest.mark.parametrize(("literal", "said"), WRONG.values(), ids=WRONG)
def test_literal_that_is_none(literal, said):
    """A literal that is no answer is refused in one sentence that says what is wrong with it."""
    with pytest.raises(AnswerProblem) as refused:
        BEFORE.check(literal)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not isinstance(refused.value, NotAnswered)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from("abcd"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(
    finished=anything | st.booleans(),
    responses=anything
    | st.dictionaries(st.sampled_from([item.id for item in BEFORE.items]), anything, max_size=5),
)
def test_any_literal(finished, responses):
    """Any literal is an answer that can be scored and told, or is refused in a sentence."""
    literal = {"finished": finished, "responses": responses}
    try:
        found, refused = BEFORE.responses(literal), "."
    except AnswerProblem as problem:
        found, refused = {}, str(problem)
    assert refused.endswith((".", "?"))
    assert all(0.0 <= share <= 1.0 for share in BEFORE.scores(found).values())
    assert not found or len(found) == len(BEFORE.lines(literal))


def test_in_words():
    """An answer is told question by question, without a verdict; one that is open is left out."""
    said = {BEFORE.items[0].id: right_response(BEFORE.items[0]), BEFORE.items[2].id: None}
    told = BEFORE.items[0].question.words(right_response(BEFORE.items[0]))
    assert [f"Question 1: {told}.", "Question 3: not known yet."] == BEFORE.lines(
        {"finished": False, "responses": said}
    )


def test_item_by_name():
    """An item is found by its id, and nothing by another."""
    assert BEFORE.items[5] == BEFORE.item(BEFORE.items[5].id)
    assert BEFORE.item("gone") is None
