"""Starting again on fresh numbers: offered on a lesson's card, and never where a run is graded."""

import pytest
from by_controls import CONTROLS
from page_double import CardPage, cell

from itilkit.answers import ScenarioTask
from itilkit.grading.checks import CannotBeGraded, points, require
from itilkit.ground.html import esc
from itilkit.items import AnswerProblem
from itilkit.literals import read_answer
from itilkit.scenarios import load_scenario, practice_names, replay, worked_run
from itilkit.widgets import play, show_words
from itilkit.widgets.output import collected
from itilkit.widgets.run_view import view_class

FRESH = ("affordable-mix", "value-stream", "dialogue", "conditions")
ONCE = ("service-value-system", "capstone")
CASES = ("base", *(f"practice-{place}" for place in range(1, 9)))
#: A first move of each scenario, and a phase that is over when its whole run is.
FIRST = {
    "affordable-mix": "ask bryn",
    "value-stream": "buy laptops",
    "dialogue": "listen mara",
    "conditions": "build with support",
}
EACH = pytest.mark.parametrize("scenario", FRESH)


def lesson_view(scenario):
    """The view of a lesson's card, with all the cases it may turn to."""
    return view_class(scenario)(
        ScenarioTask(scenario, "base", practice=practice_names(scenario)), compares=True
    )


def make(view, *moves):
    """Make moves by the card's controls."""
    for move in moves:
        verb, *slugs = move.split()
        CONTROLS[view.id](view, verb, slugs)
    return view


def fresh(view):
    """Start again on fresh numbers."""
    view.act("again", "")
    view.act("fresh", "")
    return view


@EACH
def test_the_card_says_which_case_it_is(scenario):
    """The line above the title says which of the nine cases is played."""
    view = make(lesson_view(scenario), FIRST[scenario])
    assert "<span>Case 1 of 9</span>" in view.html()
    assert "<span>Case 2 of 9</span>" in fresh(view).html()


@EACH
def test_start_again_offers_two_ways(scenario):
    """Start again asks, and offers the same numbers, fresh ones, and to keep the run; nothing is lost yet."""
    view = make(lesson_view(scenario), FIRST[scenario])
    view.act("again", "")
    html = view.html()
    assert "Yes, on the same numbers" in html
    assert "Yes, on fresh numbers: case 2 of 9" in html
    assert "No, keep it" in html
    assert {"variant": "base", "runs": 1, "moves": [FIRST[scenario]]} == view.answer()


@EACH
def test_the_same_numbers(scenario):
    """On the same numbers the run begins again on the case that is played, whichever that is."""
    view = make(fresh(make(lesson_view(scenario), FIRST[scenario])), FIRST[scenario])
    view.act("again", "")
    view.act("restart", "")
    assert {"variant": "practice-1", "runs": 3, "moves": []} == view.answer()


@EACH
def test_fresh_numbers(scenario):
    """On fresh numbers the next case is played: its numbers are on the card, and the answer names it."""
    view = make(fresh(make(lesson_view(scenario), FIRST[scenario])), FIRST[scenario])
    assert load_scenario(scenario, "practice-1") == view.scenario
    assert {"variant": "practice-1", "runs": 2, "moves": [FIRST[scenario]]} == view.answer()
    assert replay(load_scenario(scenario, "practice-1"), [FIRST[scenario]]) == view.result


@EACH
def test_after_the_last_case_the_first_comes_again(scenario):
    """Nine fresh starts go through all the cases and come back to the lesson's own."""
    view = make(lesson_view(scenario), FIRST[scenario])
    played = [fresh(view).answer()["variant"] for _ in range(9)]
    assert [*CASES[1:], "base"] == played
    assert 10 == view.answer()["runs"]


@EACH
def test_nothing_of_the_old_case_can_be_taken_back(scenario):
    """Undo never goes back across a fresh start, and what was not committed is gone."""
    view = fresh(make(lesson_view(scenario), FIRST[scenario]))
    before = view.answer()
    view.act("undo", "")
    assert before == view.answer()


@EACH
def test_a_whole_run_on_a_fresh_case(scenario):
    """A run on a fresh case is scored, compared and told about on the numbers of that case, and a phase of it
    can be played again on them.
    """
    case = load_scenario(scenario, "practice-1")
    moves = worked_run(case)
    view = make(fresh(make(lesson_view(scenario), FIRST[scenario])), *moves)
    view.act("part", "result")
    assert replay(case, moves).criteria == view.result.criteria
    html = view.html()
    told = view_class(scenario).of(ScenarioTask(scenario, "practice-1"), view.result)
    assert esc(told.debrief().advice) in html
    assert told.compared_html() in html
    if "back-to" in html:
        view.act("back-to", "1")
        assert "practice-1" == view.answer()["variant"]
        assert 3 == view.answer()["runs"]


@EACH
def test_an_answer_on_a_fresh_case_comes_back(scenario):
    """An answer that names a case is on the card as it was, on that case's numbers, begun or not."""
    for moves in ([FIRST[scenario]], []):
        answer = {"variant": "practice-3", "runs": 4, "moves": moves}
        view = lesson_view(scenario)
        view.load(answer)
        assert answer == view.answer()
        assert load_scenario(scenario, "practice-3") == view.scenario
        assert "Case 4 of 9" in view.html()


@EACH
def test_an_answer_that_is_taken_away_leads_back_to_the_lessons_numbers(scenario):
    """A card whose answer is emptied shows the notebook's own case again."""
    view = fresh(make(lesson_view(scenario), FIRST[scenario]))
    view.load(None)
    assert "base" == view.variant
    assert load_scenario(scenario) == view.scenario
    assert view.answer() is None


@EACH
@pytest.mark.parametrize(
    "variant", ["graded", "practice-99", "practice-0", "practice", 3, None, ["base"]], ids=str
)
def test_no_other_variant_is_taken(scenario, variant):
    """A lesson takes its own variant and those for practice: neither the assignment's, nor one that is not
    there; the card stays as it was.
    """
    view = make(lesson_view(scenario), FIRST[scenario])
    before = view.answer()
    with pytest.raises(AnswerProblem):
        view.load({"variant": variant, "runs": 1, "moves": [FIRST[scenario]]})
    assert before == view.answer()


@EACH
def test_hints_begin_anew(scenario):
    """What hints showed of one case is folded away on the next, and can be asked for again there."""
    view = make(lesson_view(scenario), FIRST[scenario])
    task = next(iter(view.help.hints))
    for _ in range(4):
        view.act("help", task)
    assert 4 == view.help.total()
    assert 0 == fresh(view).help.total()


# where there is nothing fresh to be had -------------------------------------------------------------


@pytest.mark.parametrize("scenario", ONCE)
def test_a_scenario_without_cases_asks_as_before(session, scenario):  # noqa: ARG001
    """Where there are no variants for practice, Start again offers a new run and nothing else."""
    view = play(scenario).view
    view.load({"variant": "base", "runs": 2, "moves": []})
    view.act("again", "")
    html = view.html()
    assert "Yes, start a new run" in html
    assert "fresh numbers" not in html
    assert "Case " not in html


@EACH
def test_an_assignment_offers_no_fresh_numbers(session, scenario):  # noqa: ARG001
    """An assignment's card offers no other numbers, says nothing of cases, and stays on its variant even if
    it is asked.
    """
    view = make(play(scenario, variant="graded").view, FIRST[scenario])
    view.act("again", "")
    assert "fresh numbers" not in view.html()
    assert "Case 1" not in view.html()
    before = view.answer()
    view.act("fresh", "")
    assert before == view.answer()


@EACH
def test_an_assignment_takes_no_practice_answer(session, scenario):
    """A practice answer in an assignment earns nothing, and the reason is one sentence."""
    case = load_scenario(scenario, "practice-1")
    play(scenario, variant="graded")
    session.take(scenario, {"variant": "practice-1", "runs": 1, "moves": list(worked_run(case))})
    shown = []
    with collected(lambda html, _: shown.append(html)):
        assert 0.0 == points(scenario, 12, variant="graded")
    assert "another variant than this notebook’s" in "".join(shown)
    with pytest.raises(CannotBeGraded):
        require(scenario)


@EACH
def test_points_of_the_lessons_variant_take_no_practice_answer(session, scenario):
    """Points are for one variant, also where a notebook gives them for the lesson's: an answer on a practice
    case earns nothing there.
    """
    play(scenario)
    session.take(
        scenario,
        {
            "variant": "practice-1",
            "runs": 1,
            "moves": list(worked_run(load_scenario(scenario, "practice-1"))),
        },
    )
    with collected(lambda *_: None):
        assert 0.0 == points(scenario, 12, variant="base")


# in the notebook ------------------------------------------------------------------------------------


def test_the_cell_names_the_case(session):
    """After a fresh start the cell below the card holds the case and the run; the words below tell that run,
    and a new kernel shows it again.
    """
    name = "affordable-mix"
    page = CardPage(play(name), cell(name))
    page.hello()
    page.click("ask", "mara")
    page.click("again")
    page.click("fresh")
    page.click("ask", "ines")
    written = {"variant": "practice-1", "runs": 2, "moves": ["ask ines"]}
    assert written == read_answer(page.source, name)
    assert any("Ines" in line for line in session.task(name).lines(written))
    session.clear()
    card = play(name)
    session.take(name, written)
    assert written == card.answer()
    assert "Case 2 of 9" in card.html


def test_words_below_tell_the_case_that_was_played(session):
    """The words below a card are told on the numbers of the case that the answer names."""
    play("conditions")
    case = load_scenario("conditions", "practice-2")
    moves = list(worked_run(case))
    answer = {"variant": "practice-2", "runs": 5, "moves": moves}
    session.take("conditions", answer)
    shown = []
    with collected(lambda html, _: shown.append(html)):
        show_words("conditions")
    assert list(case.tell(replay(case, moves).state)) == list(session.task("conditions").lines(answer))
    assert "Your answer in words" in "".join(shown)
