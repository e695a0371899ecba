"""Hints on cards: step after step, told and never fined, and remembered from day to day."""

import re
from html import escape

import pytest
from by_controls import Tags, card_view, played
from by_questions import told
from diary_samples import PRACTICE
from page_double import CardPage, cell
from svs_samples import system

from itilkit.ground.html import own_ids
from itilkit.items import Question, right_response
from itilkit.items.forms import load_form
from itilkit.items.hints import STEPS, Hint, load_hints
from itilkit.literals import read_answer
from itilkit.progress import kernel_diary
from itilkit.scenarios import SCENARIOS, worked_run
from itilkit.widgets import ask, play
from itilkit.widgets.help_box import MOST, NEXT, HelpBox
from itilkit.widgets.item_view import question_view

TASKS = [(scenario, task.id) for scenario, tasks in load_hints().tasks.items() for task in tasks]
HINT = Hint("Look <here>.", "Ask & compare.", "A mill did so.")
BANK = {item.id: item for item in PRACTICE}
CHOICE = next(item for item in PRACTICE if item.kind == "choice")
MULTI = next(item for item in PRACTICE if item.kind == "multi")


def box(**more):
    return HelpBox({"a": HINT}, lambda task: f"<b>{task}</b>", **more)


def well_formed(html):
    tags = Tags(own_ids(html, "x"))
    return ([], [], sorted(set(tags.ids))) == (tags.open, tags.wrong, sorted(tags.ids))


# step after step ------------------------------------------------------------------------------------


def test_steps_come_one_by_one():
    """Each click shows one step more, up to the solution, and after that none."""
    help_ = box()
    seen = [(help_.more("a"), help_.html().count("<dt")) for _ in range(MOST + 2)]
    assert [(1, 1), (2, 2), (3, 3), (4, 4), (0, 4), (0, 4)] == seen


def test_each_button_says_what_comes_next():
    """The button says what the next step is, and goes after the solution."""
    help_, labels = box(), []
    for _ in range(MOST):
        labels.append(re.search("<button[^>]*>([^<]*)</button>", help_.html())[1])
        help_.more("a")
    assert list(NEXT) == labels
    assert "<button" not in help_.html()


def test_texts_are_escaped():
    """Signs that mean something in HTML are shown in hints; the solution comes as HTML of its own."""
    help_ = box(used={"a": MOST}, open={"a"})
    assert "Look &lt;here&gt;." in help_.html()
    assert "Ask &amp; compare." in help_.html()
    assert "<b>a</b>" in help_.html()


def test_what_a_screen_reader_hears():
    """A step that opens is said with its name; the solution is said to stand below."""
    help_ = box()
    assert not help_.said("a")
    said = []
    for _ in range(MOST):
        help_.more("a")
        said.append(help_.said("a"))
    steps = [HINT.point, HINT.method, HINT.neighbour, "It stands below."]
    assert [f"{name}: {text}" for name, text in zip(STEPS, steps, strict=True)] == said


def test_steps_of_another_day_stay_folded():
    """What was opened on an earlier day is counted, and shown again only when asked for, as no new step."""
    help_ = box(used={"a": 2})
    assert ("<dt" in help_.html(), "2 of 4 steps used" in help_.html()) == (False, True)
    assert "Show the hints again" in help_.html()
    assert (0, 2) == (help_.more("a"), help_.html().count("<dt"))
    assert 3 == help_.more("a")


def test_task_that_is_not_there():
    """A task that the card does not have opens nothing."""
    help_ = box()
    assert (0, 0, "") == (help_.more("b"), help_.total(), help_.said("b"))


def test_nothing_is_left_below_an_answer():
    """Once a question is answered, no help is offered any more; what was used is still said."""
    assert not box().html(answered=True)
    assert "<button" not in box(used={"a": 1}).html(answered=True)
    assert "1 of 4 steps used" in box(used={"a": 1}).html(answered=True)


@pytest.mark.parametrize(("used", "said"), [(0, None), (1, "1 step used"), (3, "3 steps used")])
def test_total_of_a_scenario(used, said):
    """How many steps were used on a scenario stands in the head of its help, and that it is free."""
    html = box(used={"a": used}).all_html("Intro.")
    assert said in html if said else "used" not in html
    assert ("none costs points" in html) == bool(used)


def test_solution_takes_the_focus():
    """The button for the solution goes with its click, so the solution is where the focus goes; no earlier
    step takes it, and nothing does after another click.
    """
    view = question_view(CHOICE.question, CHOICE)
    places = []
    for _ in range(MOST):
        view.act("help", CHOICE.id)
        places.append(re.findall(r'<dt tabindex="-1" data-focus>([^<]*)<', view.html()))
    assert [[], [], [], [STEPS[-1]]] == places
    view.act("pick", right_response(CHOICE))
    assert "data-focus" not in view.html()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_solution_of_a_scenario_takes_the_focus(scenario):
    """On a scenario's card the solution that was asked for last takes the focus, until another click."""
    view = card_view(scenario, compares=True)
    first, second = [task.id for task in load_hints().tasks[scenario]][:2]
    for task in (first, second, first):
        for _ in range(MOST):
            view.act("help", task)
    marked = '<dt tabindex="-1" data-focus>'
    assert 1 == view.html().count(marked)
    assert marked in re.search(f'id="§task-{first}">(.*?)</dl>', view.html())[1]
    view.act("undo", "")
    assert marked not in view.html()


# every hint of the course ---------------------------------------------------------------------------


@pytest.mark.parametrize("item", PRACTICE, ids=lambda item: item.id)
def test_hints_of_every_practice_item(item):
    """On the card of every practice item the steps open one by one up to the solution, which says the right
    response in words, and all of it is well-formed HTML; an answer after that still earns its points.
    """
    view = question_view(item.question, item)
    for _ in range(MOST):
        view.act("help", item.id)
    html = view.html()
    assert well_formed(html)
    assert MOST == html.count("<dt")
    first = item.question.words(right_response(item)).split("\n")[0]
    assert escape(first) in html
    view.load(right_response(item))
    assert view.answer() == right_response(item)


@pytest.mark.parametrize(("scenario", "task"), TASKS, ids=[f"{a}-{b}" for a, b in TASKS])
def test_solution_of_every_task(scenario, task):
    """On the card of every scenario the hints of every task open up to a solution that says something about
    it, in well-formed HTML, at the start of a run and at its end.
    """
    for view in (card_view(scenario, compares=True), whole_run(scenario)):
        for _ in range(MOST):
            view.act("help", task)
        (shown,) = re.findall(f'<div class="task" id="§task-{task}">(.*?)</dl>', view.html())
        assert (MOST, True) == (shown.count("<dt"), "<li>" in shown)
        assert well_formed(view.html())


def whole_run(scenario):
    return played(scenario, worked_run(card_view(scenario).scenario), compares=True)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_help_changes_no_answer_and_no_score(scenario):
    """Opening every step of every task changes neither the run nor its score."""
    view = whole_run(scenario)
    before = view.answer(), view.result.score
    for _, task in TASKS:
        for _ in range(MOST):
            view.act("help", task)
    assert before == (view.answer(), view.result.score)
    assert MOST * len(load_hints().tasks[scenario]) == view.help.total()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_help_in_an_assignment(scenario):
    """A graded card has no hints, and a click that asks for one does nothing."""
    view = card_view(scenario, "graded")
    before = view.html()
    view.act("help", load_hints().tasks[scenario][0].id)
    assert (before, None, []) == (view.html(), view.help, view.happened)


def test_no_help_on_graded_questions_and_forms():
    """A question of an assignment and one of a form have no hints."""
    item = load_form("before").items[0]
    for view in (
        question_view(Question("q", "S?", {"a": "A", "b": "B"})),
        question_view(item.question, item),
    ):
        view.act("help", view.id)
        assert (None, []) == (view.help, view.happened)


def test_parts_of_a_solution_say_what_they_are_about():
    """Where a run is built in parts, the solution of each task tells its own part."""
    view = card_view("service-value-system", compares=True)
    parts = {task: tuple(view.solution_lines(task)) for task in ("place", "cards", "diagnoses")}
    assert (3, 12, 5) == tuple(len(lines) for lines in parts.values())
    assert () == worked_run(system("base").__class__(view.scenario.words, view.scenario.prompts))


# what is recorded -----------------------------------------------------------------------------------


def test_steps_are_written_down(session, course):  # noqa: ARG001 - an empty session
    """Every new step is an entry in the diary, and the answer after it says how many were used."""
    page = CardPage(ask(CHOICE.id), cell(CHOICE.id))
    for _ in range(2):
        page.click("help", CHOICE.id)
    page.click("pick", right_response(CHOICE))
    hints = [("hint", {"id": CHOICE.id, "step": step}) for step in (1, 2)]
    said = {"id": CHOICE.id, "answer": right_response(CHOICE), "score": 1.0, "hints": 2, "where": "lesson"}
    assert [*hints, ("response", said)] == told(course)


def test_only_what_helped_with_an_answer_counts(session, course):  # noqa: ARG001 - an empty session
    """An answer says how many steps were opened since the one before it; the card still counts them all."""
    page = CardPage(ask(MULTI.id), cell(MULTI.id))
    first = next(iter(MULTI.question.options))
    counts = []
    for steps in (2, 0, 1):
        page.click("pick", first)
        for _ in range(steps):
            page.click("help", MULTI.id)
        page.click("show")
        counts.append([facts["hints"] for what, facts in told(course) if what == "response"][-1])
    assert [2, 0, 1] == counts
    assert "3 of 4 steps used" in page.card.html


@pytest.mark.parametrize(("again", "counted"), [(0, 0), (1, 3), (2, 4)])
def test_hints_of_an_answer_given_long_ago(session, course, again, counted):
    """In a fresh kernel the steps that helped with an earlier answer count no more, unless they are looked
    at again.
    """
    page = CardPage(ask(MULTI.id), cell(MULTI.id))
    for _ in range(3):
        page.click("help", MULTI.id)
    page.click("pick", next(iter(MULTI.question.options)))
    page.click("show")
    session.clear()
    kernel_diary._kept.clear()
    page = CardPage(ask(MULTI.id), cell(MULTI.id))
    for _ in range(again):
        page.click("help", MULTI.id)
    page.click("pick", next(iter(MULTI.question.options)))
    page.click("show")
    assert [3, counted] == [facts["hints"] for what, facts in told(course) if what == "response"]


def test_hints_before_an_answer_survive_the_kernel(session, course):
    """Steps that were opened before the kernel was restarted count for the answer that comes after it."""
    page = CardPage(ask(CHOICE.id), cell(CHOICE.id))
    for _ in range(2):
        page.click("help", CHOICE.id)
    session.clear()
    kernel_diary._kept.clear()
    page = CardPage(ask(CHOICE.id), cell(CHOICE.id))
    page.click("pick", right_response(CHOICE))
    assert [2] == [facts["hints"] for what, facts in told(course) if what == "response"]


def test_hints_belong_to_the_case(session, course):  # noqa: ARG001 - where the diary is
    """Steps that were opened on one case count for no run on another, and are back on the case's own card."""
    task = load_hints().tasks["affordable-mix"][0].id
    page = CardPage(play("affordable-mix"), cell("affordable-mix"))
    for _ in range(3):
        page.click("help", task)
    page.click("again")
    page.click("fresh")
    view = page.card.view
    assert (view.task.cases[1], 0) == (view.variant, view.help.total())
    page.click("help", task)
    page.click("ask", "mara")
    session.clear()
    kernel_diary._kept.clear()
    session.answers["affordable-mix"] = read_answer(page.source, "affordable-mix")
    again = play("affordable-mix").view
    assert (view.task.cases[1], {task: 1}) == (again.variant, again.help.used)
    for _ in again.task.cases[1:]:
        again.act("fresh", "")
    assert ("base", {task: 3}) == (again.variant, again.help.used)


def test_counts_survive_the_kernel(session, course):
    """In a fresh kernel a question's card knows how many steps were used before."""
    page = CardPage(ask(CHOICE.id), cell(CHOICE.id))
    for _ in range(3):
        page.click("help", CHOICE.id)
    session.clear()
    kernel_diary._kept.clear()
    again = CardPage(ask(CHOICE.id), page.source)
    assert "3 of 4 steps used" in again.card.html
    assert "<dt" not in again.card.html
    again.click("help", CHOICE.id)
    assert 3 == again.card.html.count("<dt")
    assert 3 == len(told(course))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_counts_of_a_scenario_survive(scenario, session, course):
    """In a fresh kernel a scenario's card knows the steps of each task, and a run says how many were used."""
    first, second = [task.id for task in load_hints().tasks[scenario]][:2]
    page = CardPage(play(scenario), cell(scenario))
    for task in (first, first, second):
        page.click("help", task)
    assert [
        ("hint", {"id": scenario, "variant": "base", "task": task, "step": step})
        for task, step in ((first, 1), (first, 2), (second, 1))
    ] == told(course)
    session.clear()
    kernel_diary._kept.clear()
    again = play(scenario)
    assert (3, {first: 2, second: 1}) == (again.view.help.total(), again.view.help.used)
    assert "3 steps used" in again.html


def test_help_writes_nothing_into_the_notebook(session):  # noqa: ARG001
    """Asking for help changes no answer cell, and works where no diary is kept."""
    page = CardPage(ask(CHOICE.id), cell(CHOICE.id))
    before = page.source
    reply = page.click("help", CHOICE.id)
    assert (before, None) == (page.source, reply.get("write"))
    assert STEPS[0] in page.card.html
