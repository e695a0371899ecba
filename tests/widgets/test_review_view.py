"""The card of the spaced review: what is due comes up, is explained at once, and counts."""

import re
from datetime import timedelta

import pytest
from by_controls import Tags
from by_questions import clicks, told
from diary_samples import MONDAY, PRACTICE, days, diary_in, response
from page_double import CardPage, cell

from itilkit.ground.html import own_ids
from itilkit.items import AnswerProblem, NotAnswered, right_response
from itilkit.items.forms import load_form
from itilkit.literals import read_answer
from itilkit.progress.diary import now
from itilkit.widgets import review
from itilkit.widgets.help_box import MOST
from itilkit.widgets.question_view import KIND_NAMES
from itilkit.widgets.review_view import ROUND, ReviewTask, ReviewView, choose, day

#: One item of each kind.
KINDS = {kind: next(item for item in PRACTICE if item.kind == kind) for kind in KIND_NAMES}


def answered(view, item=None):
    """Answer the question on show rightly, up to its explanation."""
    item = item or view.current.item
    for click in clicks(item, right_response(item)):
        view.act(*click)
    view.act("show", "")


def page_in(course, count, score=0.0):
    """The review's page in a course in whose diary so many items were answered a year ago."""
    diary = diary_in(course, lambda: now() - timedelta(days=365))
    for item in PRACTICE[:count]:
        diary.add("response", id=item.id, score=score, hints=0, where="lesson")
    return CardPage(review(), cell("review"))


# which questions ------------------------------------------------------------------------------------


def test_what_is_due_comes_first():
    """A round holds what is due, the longest overdue first, and nothing else."""
    kept = [response(item, 0.0, days(place)) for place, item in enumerate(PRACTICE[:5])]
    assert [item.id for item in PRACTICE[:5]] == [item.id for item in choose(kept, days(100))]


def test_round_has_eight_questions_at_most():
    """However much is due, a round has eight questions."""
    kept = [response(item, 0.0) for item in PRACTICE]
    assert ROUND == len(choose(kept, days(100)))


def test_nothing_is_due():
    """Where nothing is due, a round takes items of eight objectives, those with the least behind them first,
    and those not answered yet before others.
    """
    known = PRACTICE[0].objective
    kept = [response(item, 1.0) for item in PRACTICE if item.objective == known][:3]
    chosen = choose(kept, MONDAY)
    assert ROUND == len({item.objective for item in chosen})
    assert known not in {item.objective for item in chosen}
    assert set() == {item.id for item in chosen} & {each.get("id") for each in kept}


def test_everything_answered_and_nothing_due():
    """Where everything was answered today a round is made all the same."""
    assert ROUND == len(choose([response(item, 1.0) for item in PRACTICE], MONDAY))


def test_forms_are_never_in_a_round():
    """Questions of the forms never come up."""
    assert {"practice"} == {item.use for item in choose([], MONDAY, most=1000)}


# the opening page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "goal", "label"),
    [
        (0, "You have not answered a practice question yet.", "Begin: 8 questions"),
        (1, "1 question is due for another look today.", "Begin: 1 question"),
        (3, "3 questions are due for another look today.", "Begin: 3 questions"),
        (20, "20 questions are due for another look today.", "Begin: 8 questions"),
    ],
)
def test_opening_page(count, goal, label, session, course):  # noqa: ARG001
    """The card says how much is due, and its button how many questions there will be."""
    html = page_in(course, count).card.html
    assert (True, True) == (goal in html, f">{label}<" in html)


def test_day_of_the_next_question(session, course):  # noqa: ARG001
    """Where nothing is due, the day of the next question is named."""
    diary_in(course, now).add("response", id=PRACTICE[0].id, score=1.0)
    html = review().html
    assert re.search(r"Nothing is due today\. The next question is due on \d+ \w+\.", html)


def test_outside_a_course(session, tmp_path, monkeypatch):  # noqa: ARG001
    """Without a diary there is a review all the same, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ITILKIT_PROGRESS", raising=False)
    page = CardPage(review(), cell("review"))
    assert "No diary is kept here" in page.card.html
    page.click("begin")
    assert ROUND == len(page.card.view.questions)
    answered(page.card.view)
    assert [] == list(tmp_path.iterdir())


# a round --------------------------------------------------------------------------------------------


def test_round_to_its_end(session, course):  # noqa: ARG001
    """A round goes question by question; each answer is explained at once, is in the notebook and the diary,
    and at the end the card says when the first of them comes back.
    """
    page = page_in(course, 3)
    before = len(told(course))
    page.click("begin")
    for place in range(3):
        page.click("go", str(place))
        item = page.card.view.current.item
        for click in clicks(item, right_response(item)):
            page.click(*click)
        page.click("show")
        assert right_response(item) == read_answer(page.source, "review")["responses"][item.id]
    said = told(course)[before:]
    assert [("response", "review", 1.0)] * 3 == [
        (what, facts["where"], facts["score"]) for what, facts in said
    ]
    html = page.card.html
    assert "3 of 3 points at the first try." in html
    assert re.search(r"The first of them comes back on \d+ \w+\.", html)
    page.click("close")
    assert "Another round: 8 questions" in page.card.html
    assert "Nothing is due today." in page.card.html


@pytest.mark.parametrize("item", KINDS.values(), ids=KINDS)
def test_every_kind_of_question(item, session, course):  # noqa: ARG001
    """Every kind of question works in a round by its own controls, in well-formed HTML."""
    diary_in(course).add("response", id=item.id, score=0.0)
    view = review().view
    view.act("begin", "")
    assert [item.id] == [each.id for each in view.questions]
    answered(view, item)
    assert (True, right_response(item)) == (view.over, view.current.answer())
    tags = Tags(own_ids(view.html(), "x"))
    assert ([], [], sorted(set(tags.ids))) == (tags.open, tags.wrong, sorted(tags.ids))


def test_answer_stands(session, course):  # noqa: ARG001
    """Once it is explained, an answer in the review cannot be changed: the first one counts."""
    page = page_in(course, 1)
    page.click("begin")
    item = page.card.view.current.item
    answered(page.card.view, item)
    before = page.card.view.answer()
    for click in [*clicks(item, right_response(item)), ("pick", "a"), ("show", "")]:
        page.click(*click)
    assert before == page.card.view.answer()


def test_hints_in_a_round(session, course):  # noqa: ARG001
    """Hints used in a round are written down with the answer."""
    page = page_in(course, 1)
    page.click("begin")
    item = page.card.view.current.item
    page.click("help", item.id)
    for click in clicks(item, right_response(item)):
        page.click(*click)
    page.click("show")
    assert [1, 1] == [told(course)[-2][1]["step"], told(course)[-1][1]["hints"]]


def test_round_goes_on_in_a_fresh_kernel(session, course):
    """A round that was begun comes back with the notebook, at its first open question."""
    page = page_in(course, 3)
    page.click("begin")
    first = [each.id for each in page.card.view.questions]
    item = page.card.view.current.item
    for click in clicks(item, right_response(item)):
        page.click(*click)
    page.click("show")
    session.clear()
    again = CardPage(review(), page.source)
    again.hello()
    view = again.card.view
    assert (first, 1, 1) == ([each.id for each in view.questions], view.place, view.round)


@pytest.mark.parametrize("kind", ["multi", "order"])
def test_half_made_answer_comes_back_unexplained(kind, session, course):
    """An answer that was not explained yet comes back open: the right one is not shown, it can still be
    changed, and it counts once it is explained.
    """
    item = KINDS[kind]
    diary_in(course).add("response", id=item.id, score=0.0)
    page = CardPage(review(), cell("review"))
    page.click("begin")
    first = clicks(item, right_response(item))
    page.click(*first[0])
    session.clear()
    again = CardPage(review(), page.source)
    again.hello()
    view = again.card.view
    assert (False, False) == (view.over, view.current.shown)
    assert "Read on" not in again.card.html
    assert re.search('class="outcome"[^>]*></div>', again.card.html)
    for click in first[1:]:
        again.click(*click)
    again.click("show")
    assert (right_response(item), 1.0) == (view.current.answer(), told(course)[-1][1]["score"])
    assert [item.id] == read_answer(again.source, "review")["shown"]


@pytest.mark.parametrize("item", KINDS.values(), ids=KINDS)
def test_explained_answer_comes_back_explained(item, session, course):
    """An answer of any kind that was explained comes back with its explanation, and cannot be changed."""
    diary_in(course).add("response", id=item.id, score=0.0)
    page = CardPage(review(), cell("review"))
    page.click("begin")
    for click in [*clicks(item, right_response(item)), ("show", "")]:
        page.click(*click)
    count = len(told(course))
    session.clear()
    again = CardPage(review(), page.source)
    again.hello()
    for click in [*clicks(item, right_response(item)), ("show", "")]:
        again.click(*click)
    assert (True, right_response(item), count) == (
        again.card.view.over,
        again.card.view.current.answer(),
        len(told(course)),
    )


def test_round_that_does_not_say_what_was_explained():
    """Of a round without that list a choice counts as explained, ticks do not."""
    view = ReviewView()
    responses = {KINDS[kind].id: right_response(KINDS[kind]) for kind in ("choice", "multi")}
    view.load({"round": 1, "responses": responses})
    assert [True, False] == [each.shown for each in view.questions]


def test_heading_takes_the_focus(session, course):  # noqa: ARG001
    """When a round is closed the focus goes to the title of the opening page."""
    page = page_in(course, 1)
    page.click("begin")
    assert ' id="itk-review-now" tabindex="-1" data-focus>' in page.card.html
    answered(page.card.view)
    page.click("close")
    assert ["title"] == re.findall(r'id="itk-review-(\w+)" tabindex="-1" data-focus', page.card.html)


def test_solution_takes_the_focus(session, course):  # noqa: ARG001
    """In a round the last step of a hint takes the focus as long as it is what was clicked last."""
    page = page_in(course, 2)
    page.click("begin")
    for _ in range(MOST):
        page.click("help", page.card.view.current.id)
    focused = r"<(\w+)[^>]* data-focus>"
    assert "dt" == re.findall(focused, page.card.html)[-1]
    page.click("go", "1")
    page.click("go", "0")
    assert ["h4"] == re.findall(focused, page.card.html)


def test_no_new_round_within_a_round(session, course):  # noqa: ARG001
    """A round that is under way is not replaced, and is closed only when it is over."""
    page = page_in(course, 3)
    page.click("begin")
    before = page.card.view.answer()
    page.click("begin")
    page.click("close")
    assert before == page.card.view.answer()


def test_clicks_before_a_round():
    """Before a round is begun no other click does anything."""
    view = ReviewView()
    for click in (("go", "0"), ("close", ""), ("pick", "a"), ("help", "x")):
        view.act(*click)
    assert (None, []) == (view.answer(), view.happened)


def test_same_card_again(session):  # noqa: ARG001
    """Calling review() again gives the same live card."""
    assert review() is review()


# the literal ----------------------------------------------------------------------------------------

WRONG = {
    "no table": "b",
    "no responses": {"round": 1},
    "a list of responses": {"round": 1, "responses": []},
    "a question of nobody’s": {"round": 1, "responses": {"gone": "a"}},
    "a question by a number": {"round": 1, "responses": {7: "a"}},
    "a question of a form": {"round": 1, "responses": {load_form("before").items[0].id: None}},
    "explained is no list": {"round": 1, "responses": {KINDS["choice"].id: "a"}, "shown": KINDS["choice"].id},
    "explained is a number": {"round": 1, "responses": {KINDS["choice"].id: "a"}, "shown": [7]},
    "another question explained": {"round": 1, "responses": {KINDS["choice"].id: "a"}, "shown": ["gone"]},
    "a response that is none": {"round": 1, "responses": {KINDS["choice"].id: "zz"}},
}


@pytest.mark.parametrize("literal", WRONG.values(), ids=WRONG)
def test_literal_that_is_none(literal):
    """A literal that is no round is refused in one sentence, and changes nothing on the card."""
    view = ReviewView()
    with pytest.raises(AnswerProblem) as refused:
        view.load(literal)
    assert str(refused.value).endswith(".")
    assert view.answer() is None


def test_no_round_yet():
    """No round is no fault."""
    with pytest.raises(NotAnswered):
        ReviewTask().check(None)


@pytest.mark.parametrize("number", [None, True, "2", 1.5])
def test_number_of_a_round_that_is_none(number):
    """A round without a number is the first one."""
    view = ReviewView()
    view.load({"round": number, "responses": {KINDS["choice"].id: None}})
    assert 1 == view.round


def test_in_words():
    """What was answered is told question by question; open questions are left out."""
    item = KINDS["choice"]
    said = item.question.words(right_response(item))
    literal = {"round": 1, "responses": {item.id: right_response(item), KINDS["multi"].id: None}}
    assert [f"Question 1: {said}."] == ReviewTask().lines(literal)


def test_day_in_local_time():
    """A day is named as the learner's own calendar has it."""
    local = MONDAY.astimezone()
    assert f"{local.day} {local:%B}" == day(MONDAY)
