"""The card of a form: nothing is said about right and wrong before its end, and nothing after it changes."""

import re

import pytest
from by_controls import Tags
from by_questions import clicks, told
from diary_samples import diary_in, form_taken
from page_double import CardPage, cell

from itilkit.ground.html import own_ids
from itilkit.items import AnswerProblem, misconceptions, objectives, right_response
from itilkit.items.forms import FORMS, load_form
from itilkit.literals import read_answer
from itilkit.progress.course_folder import ELSEWHERE, PROGRESS
from itilkit.progress.kernel_diary import diary
from itilkit.widgets import form, overview
from itilkit.widgets.form_result import form_html, result_html
from itilkit.widgets.form_view import FormView
from itilkit.widgets.pages import task_html

EACH = pytest.mark.parametrize("name", FORMS)
ITEMS = load_form("before").items


def begun(name="before"):
    view = FormView(load_form(name))
    view.act("begin", "")
    return view


def answered(view, count=16):
    """A view on which the first questions are answered rightly, by the controls of their cards."""
    for place, item in enumerate(view.form.items[:count]):
        view.act("go", str(place))
        for click in clicks(item, right_response(item)):
            view.act(*click)
    return view


def finished(name="before", count=16):
    view = answered(begun(name), count)
    view.act("finish", "")
    view.act("finish-anyway", "")
    return view


def text_of(html):
    return re.sub(r"<[^>]+>", " ", html)


# the way through it ---------------------------------------------------------------------------------


@EACH
def test_opening_page(name):
    """A form opens with a page that says it does not count, and shows no question."""
    view = FormView(load_form(name))
    html = view.html()
    assert ("Begin" in html, "fieldset" in html) == (True, False)
    assert view.answer() is None
    assert [] == Tags(own_ids(html, "x")).wrong


@pytest.mark.parametrize(
    "click",
    [("go", "3"), ("unknown", ""), ("finish", ""), ("finish-anyway", ""), ("stay", ""), ("pick", "a")],
)
def test_nothing_happens_before_it_is_begun(click):
    """A click that the opening page does not offer changes nothing."""
    view = FormView(load_form("before"))
    before = view.html()
    view.act(*click)
    assert (before, None, []) == (view.html(), view.answer(), view.happened)


@EACH
def test_played_to_its_end(name):
    """By its controls alone a form is answered rightly in every kind of question, and has all points."""
    view = answered(begun(name))
    assert {item.id: right_response(item) for item in view.form.items} == view.responses()
    assert 0 == view.open_count()
    view.act("finish", "")
    assert (True, "16 of 16 points" in view.html()) == (view.finished, True)


@EACH
def test_no_word_about_right_and_wrong_before_the_end(name):
    """While a form is under way no question shows feedback, hints or a solution, whatever was answered."""
    view = answered(begun(name))
    for place, item in enumerate(view.form.items):
        view.act("go", str(place))
        html = view.html()
        assert "Show what this means" not in html
        assert [] == [option.because for option in item.option if option.because and option.because in html]
        view.act("show", "")
        view.act("help", item.id)
        assert html == view.html()


@EACH
def test_every_page_is_well_formed(name):
    """Every question's page, and the result, is well-formed HTML in which no id stands twice."""
    view = begun(name)
    pages = []
    for place in range(16):
        view.act("go", str(place))
        pages.append(view.html())
    pages.append(finished(name, 9).html())
    for page in pages:
        tags = Tags(own_ids(page, "x"))
        assert ([], [], sorted(set(tags.ids))) == (tags.open, tags.wrong, sorted(tags.ids))


def test_not_known_goes_on():
    """“I do not know yet” is an answer of its own and goes on; an answer afterwards takes its place."""
    view = begun()
    view.act("unknown", "")
    assert (1, {ITEMS[0].id: None}, True) == (view.place, view.responses(), view.is_done(view.questions[0]))
    view.act("go", "0")
    for click in clicks(ITEMS[0], right_response(ITEMS[0])):
        view.act(*click)
    assert {ITEMS[0].id: right_response(ITEMS[0])} == view.responses()
    view.act("unknown", "")
    assert {ITEMS[0].id: None} == view.responses()


def test_not_known_at_the_last_question():
    """At the last question “I do not know yet” stays there and says that it is noted."""
    view = begun()
    view.act("go", "15")
    view.act("unknown", "")
    assert (15, "Noted: you do not know this one yet.") == (view.place, view.said)


@pytest.mark.parametrize("arg", ["-1", "16", "99999999999999", "two", "", "1.5"])
def test_question_that_is_not_there(arg):
    """Going to a question that there is not changes nothing."""
    view = begun()
    view.act("go", "3")
    view.act("go", arg)
    assert 3 == view.place


def test_half_a_sorting_is_open():
    """A question of rows with one row decided is part of the answer, and still open."""
    place, item = next((place, item) for place, item in enumerate(ITEMS) if item.kind == "match")
    view = begun()
    view.act("go", str(place))
    view.act(*clicks(item, right_response(item))[0])
    assert ([item.id], 16) == (list(view.responses()), view.open_count())


def test_finishing_with_open_questions_is_asked():
    """Whoever finishes with questions open is asked first, and may go back to them."""
    view = answered(begun(), 14)
    view.act("go", "15")
    view.act("finish", "")
    assert (True, False, "2 questions are still open. Finish anyway?") == (
        view.asking,
        view.finished,
        view.said,
    )
    view.act("stay", "")
    assert (14, False) == (view.place, view.asking)
    view.act("finish-anyway", "")
    assert not view.finished


def test_one_question_is_still_open():
    """One open question is spoken of as one."""
    view = answered(begun(), 15)
    view.act("finish", "")
    assert "1 question is still open. Finish anyway?" == view.said


def test_finished_for_good():
    """After the end nothing can be changed on the card."""
    view = finished(count=10)
    before = view.answer()
    for click in (("go", "0"), ("begin", ""), ("unknown", ""), ("pick", "a"), ("finish-anyway", "")):
        view.act(*click)
    assert before == view.answer()
    assert (10, 16) == (
        sum(each is not None for each in before["responses"].values()),
        len(before["responses"]),
    )


def test_finished_with_nothing_answered(session):
    """A form that is finished with nothing answered is answered: all of it is not known yet."""
    card = form("before")
    for act in ("begin", "finish", "finish-anyway"):
        card.view.act(act, "")
    answer = card.view.answer()
    assert {"finished": True, "responses": {item.id: None for item in ITEMS}} == answer
    card.view.form.check(answer)
    session.answers["before"] = answer
    assert ">answered<" in overview().view.html()
    again = FormView(load_form("before"))
    again.load(answer)
    assert (True, answer) == (again.finished, again.answer())


def test_half_a_sorting_stays_in_a_finished_form():
    """What was begun of a question of rows stays as it is when the form is finished with it open."""
    place, item = next((place, item) for place, item in enumerate(ITEMS) if item.kind == "match")
    view = begun()
    view.act("go", str(place))
    view.act(*clicks(item, right_response(item))[0])
    view.act("finish", "")
    view.act("finish-anyway", "")
    assert (15, 1) == (list(view.responses().values()).count(None), len(view.responses()[item.id]))


# the notebook and the diary -------------------------------------------------------------------------


def test_every_click_is_in_the_notebook(session, course):  # noqa: ARG001 - an empty session in a course
    """Every answer is written into the notebook at once, as data; the diary gets the form when it is over,
    once and as a whole.
    """
    page = CardPage(form("before"), cell("before"))
    page.click("begin")
    assert [] == told(course)
    for place, item in enumerate(ITEMS):
        page.click("go", str(place))
        for click in clicks(item, right_response(item)):
            page.click(*click)
        assert right_response(item) == read_answer(page.source, "before")["responses"][item.id]
    assert [] == told(course)
    page.click("finish")
    right = {item.id: right_response(item) for item in ITEMS}
    assert {"finished": True, "responses": right} == read_answer(page.source, "before")
    scores = {item.id: 1.0 for item in ITEMS}
    assert [("form", {"form": "before", "responses": right, "scores": scores})] == told(course)
    page.click("finish-anyway")
    assert 1 == len(told(course))


def test_goes_on_another_day(session, course):
    """In a fresh kernel a form goes on at its first open question, with what was answered before."""
    page = CardPage(form("before"), cell("before"))
    page.click("begin")
    for click in [("go", "0"), *clicks(ITEMS[0], right_response(ITEMS[0])), ("go", "1"), ("unknown", "")]:
        page.click(*click)
    session.clear()
    again = CardPage(form("before"), page.source)
    again.hello()
    view = again.card.view
    assert (True, False, 2) == (view.begun, view.finished, view.place)
    assert {ITEMS[0].id: right_response(ITEMS[0]), ITEMS[1].id: None} == view.responses()
    assert [] == told(course)


def test_finished_form_stays_finished(session, course):
    """A finished form shows its result in a fresh kernel, and is not written into the diary again."""
    page = CardPage(form("after"), cell("after"))
    view = answered(page.card.view)
    page.click("begin")
    answered(view)
    page.click("finish")
    session.clear()
    again = CardPage(form("after"), page.source)
    again.hello()
    again.click("finish")
    assert (True, 1) == (again.card.view.finished, len(told(course)))


def test_form_that_could_not_be_written_down(session, course):
    """A form whose end could not be written into the diary says so; in a fresh kernel it is written once."""
    (course / PROGRESS).mkdir()
    page = CardPage(form("before"), cell("before"))
    for click in ("begin", "finish", "finish-anyway"):
        page.click(click)
    said = "Your progress could not be written to my-progress.jsonl: Is a directory. Your answers are safe"
    assert said in page.card.html
    (course / PROGRESS).rmdir()
    for _ in range(2):
        session.clear()
        again = CardPage(form("before"), page.source)
        again.hello()
        responses = dict.fromkeys((item.id for item in ITEMS), None)
        scores = {item.id: 0.0 for item in ITEMS}
        assert [("form", {"form": "before", "responses": responses, "scores": scores})] == told(course)
        assert "could not be written" not in again.card.html


def test_finished_form_beside_a_diary_that_cannot_be_read(session, course):  # noqa: ARG001
    """Where the diary cannot be read, a finished form that comes back says so, and writes nothing."""
    view = finished(count=3)
    (course / PROGRESS).mkdir()
    page = CardPage(form("before"), cell("before", repr(view.answer())))
    page.hello()
    assert (True, "") == (page.card.view.finished, diary().trouble)
    assert "my-progress.jsonl cannot be read: Is a directory. Your answers are safe" in page.card.html


def test_unfinished_form_is_not_written_down(session, course):  # noqa: ARG001
    """A form that is under way is not written down when it comes back."""
    page = CardPage(form("before"), cell("before", repr(answered(begun(), 3).answer())))
    page.hello()
    assert (3, []) == (len(page.card.view.responses()), told(course))


def test_finished_form_where_no_diary_is_kept(session, tmp_path, monkeypatch):  # noqa: ARG001
    """Outside a course a finished form comes back, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(ELSEWHERE, raising=False)
    page = CardPage(form("before"), cell("before", repr(finished(count=3).answer())))
    page.hello()
    assert (True, []) == (page.card.view.finished, list(tmp_path.iterdir()))


# the focus ------------------------------------------------------------------------------------------


def held(html):
    """The ids of the places that take the focus when what held it has gone; the last one gets it."""
    return re.findall(r'id="§([^"]*)"[^>]* data-focus[ >]|data-focus[^>]* id="§([^"]*)"', html)


def test_every_question_takes_the_focus_to_its_heading():
    """After every step to another question, the heading of that question is the only place for the focus."""
    view = begun()
    for place in range(16):
        assert [("now", "")] == held(view.html())
        view.act("go", str(place + 1))


def test_buttons_that_lead_on_are_each_question_s_own():
    """“Next question” and “I do not know yet” are other buttons on every question, so the focus moves on."""
    view = begun()
    ids = []
    for place in range(15):
        view.act("go", str(place))
        ids += re.findall(r'id="§((?:next|unknown)[^"]*)"', view.html())
    assert 30 == len(set(ids))


def test_moved_entry_keeps_the_focus():
    """In a question of order the button that moved an entry keeps the focus."""
    place, item = next((place, item) for place, item in enumerate(ITEMS) if item.kind == "order")
    view = begun()
    view.act("go", str(place))
    entry = list(item.question.options)[1]
    view.act("up", entry)
    assert f"q{place}-b-up-{entry}" in held(view.html())[-1]


def test_result_takes_the_focus():
    """The result's title is where the focus goes when the form is finished."""
    assert [("title", "")] == held(finished().html())


# what is none ---------------------------------------------------------------------------------------


def test_answer_that_is_none():
    """What is no answer is refused in a sentence and changes nothing on the card."""
    view = answered(begun(), 3)
    before = view.answer()
    with pytest.raises(AnswerProblem, match="names a question “7” that is not in it"):
        view.load({"finished": False, "responses": {7: "a"}})
    assert before == view.answer()


def test_same_card_again(session):  # noqa: ARG001
    """Calling form() again gives the same live card."""
    assert form("before") is form("before")


def test_overview_says_how_far_a_form_is(session):
    """The list of what is open counts a form as open until it is finished."""
    card = form("before")
    states = []
    for act in ("begin", "unknown", "finish", "finish-anyway"):
        card.view.act(act, "")
        session.answers["before"] = card.view.answer()
        states.append(
            re.search(r"not answered yet|begun, not finished|>answered<", overview().view.html())[0]
        )
    assert ["not answered yet", "begun, not finished", "begun, not finished", ">answered<"] == states


# the result -----------------------------------------------------------------------------------------


def test_result_of_the_first_form():
    """The first form says where the learner starts from, and compares with nothing."""
    html = finished(count=10).html()
    assert "10 of 16 points" in html
    assert "This is where you start from." in html
    assert "You gained" not in html


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (4, 10, "Before the course it was 4. You gained 50 % of what there was left to learn."),
        (10, 10, "Before the course it was 10. You gained 0 % of what there was left to learn."),
        (10, 4, "Before the course it was 10. That is less than it was: look at what the answers mean"),
        (16, 16, "Before the course it was 16. There was nothing left to gain."),
    ],
)
def test_gain(before, after, said, course):
    """A later form says the normalised gain against the first one, whatever its sign."""
    taken = form_taken("before", right=before)
    diary_in(course).add("form", **taken.facts)
    assert said in finished("after", after).html()


def test_gain_without_the_first_form(course):
    """Where only the second form was taken, the third one compares with that, and says so."""
    diary_in(course).add("form", **form_taken("after", right=8).facts)
    assert "After the course it was 8. You gained 50 %" in finished("later", 12).html()


def test_no_earlier_form(course):  # noqa: ARG001
    """Without an earlier form that is said, and nothing is made up."""
    assert "there is nothing to compare this one with" in finished("after").html()


def test_all_three_forms_in_the_chart(course):
    """The third form stands beside the two before it, objective by objective, in the chart and as numbers."""
    for name, right in (("before", 4), ("after", 10)):
        diary_in(course).add("form", **form_taken(name, right=right).facts)
    html = finished("later", 12).html()
    assert 16 * 3 == len(re.findall(r"<td>(?:100|0) %</td>", html))
    for name in ("Before", "After", "Some weeks later"):
        assert f'<th scope="col">{name}</th>' in html


@EACH
def test_no_code_reaches_a_learner(name):
    """Neither the card nor its result names a misconception or an objective by its code."""
    view = begun(name)
    view.act("unknown", "")
    pages = [view.html(), finished(name, 5).html(), form_html(view.form, view.responses())]
    codes = {*misconceptions(), *objectives()}
    assert set() == codes & {word for page in pages for word in re.findall(r"\w+", text_of(page))}


def test_questions_one_by_one():
    """The result says of each question whether it was right or not known; what was left open is not known."""
    view = begun()
    view.act("unknown", "")
    answered_rightly = ITEMS[1]
    for click in clicks(answered_rightly, right_response(answered_rightly)):
        view.act(*click)
    view.act("finish", "")
    view.act("finish-anyway", "")
    html = view.html()
    verdicts = re.findall(r'<summary><span class="\w+">([^<]*)<', html)
    assert ["– Not known yet", "✓ Right", *["– Not known yet"] * 14] == verdicts


def test_pages_of_nbgrader():
    """On nbgrader's pages a form is its title, and when handed in, how much of it was answered."""
    before = load_form("before")
    assert "Where do you start from?" in task_html(before)
    page = form_html(before, {ITEMS[0].id: None, ITEMS[1].id: right_response(ITEMS[1])})
    assert "2 of 16 questions answered, 1 of them rightly." in page
    assert "<button" not in page


def test_result_of_nothing():
    """A form that was finished with nothing answered has no points, and every question is left open."""
    html = result_html(load_form("before"), {})
    assert ("0 of 16 points" in html, 16) == (True, html.count("– Left open"))
