"""The signs of misconceptions that a diary holds."""

from diary_samples import MONDAY, PRACTICE, days, entry, form_taken, response, wrong_choice

from itilkit.items import right_response
from itilkit.items.forms import FORMS, load_form
from itilkit.progress.signs import signs_in

CHOICE = next(item for item in PRACTICE if item.kind == "choice")
WRONG = wrong_choice(CHOICE)
CODE = CHOICE.because[WRONG][0]


def taken(entries):
    """The misconceptions that were taken, by item."""
    return {(sign.item, sign.code) for sign in signs_in(entries) if sign.taken}


def offered(entries):
    return {(sign.item, sign.code) for sign in signs_in(entries)}


def test_wrong_answer_is_a_sign():
    """A wrong answer takes its misconception, and every other one that the item offers was not taken."""
    codes = {CHOICE.because[option][0] for option in CHOICE.question.options if option not in CHOICE.key}
    given = [response(CHOICE, 0.0, answer=WRONG)]
    assert {(CHOICE.id, CODE)} == taken(given)
    assert {(CHOICE.id, code) for code in codes} == offered(given)


def test_newest_answer_counts():
    """The newest answer to an item is the one that speaks."""
    right = right_response(CHOICE)
    both = [response(CHOICE, 0.0, answer=WRONG), response(CHOICE, 1.0, days(1), answer=right)]
    assert (set(), {(CHOICE.id, CODE)}) == (taken(both), taken(both[::-1][1:]))


def test_second_click_of_a_sitting_speaks_for_nothing():
    """Who clicks on after reading the explanation still showed what they thought."""
    right = right_response(CHOICE)
    assert {(CHOICE.id, CODE)} == taken(
        [response(CHOICE, 0.0, answer=WRONG), response(CHOICE, 1.0, MONDAY, answer=right)]
    )


def test_forms_speak_too():
    """Every form speaks for its questions; one that was not known speaks for nothing."""
    for form in FORMS:
        items = load_form(form).items
        assert {item.id for item in items[:10]} == {item for item, _ in offered([form_taken(form, right=10)])}
        assert set() == taken([form_taken(form)])


def test_what_was_thought_before_gives_way_to_the_form_after():
    """Once the form after the course is finished, the one before speaks for nothing any more."""
    before, after = form_taken("before", right=10), form_taken("after", right=10)
    asked = {item.id for item in load_form("after").items}
    assert {item for item, _ in offered([before])} & {item.id for item in load_form("before").items}
    assert {item for item, _ in offered([before, after])} <= asked


def test_what_no_item_takes_is_passed_over():
    """An answer that its item does not take, and an item that is gone, are no signs."""
    odd = [response(CHOICE, 0.0, answer=answer) for answer in (None, "zz", ["a"], 7, {})]
    for each in [*odd, response("gone", 0.0, answer="a"), entry("form", form="after", responses=[1])]:
        assert set() == offered([each])
