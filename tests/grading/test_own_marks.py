"""The mark that a lone learner gives their own text: it counts wherever points are told, and it stays."""

import pytest
from own_course import FIRST, answer, notebook_of, solved

from itilkit.answers import ScenarioTask, session
from itilkit.course.delivery import deliver
from itilkit.course.files import find_course
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import read_literal
from itilkit.grading.self_check.checking import check_all
from itilkit.ground.words import number
from itilkit.progress.course_folder import PROGRESS
from itilkit.progress.diary import Diary
from itilkit.widgets.overview_view import WRITE_HERE, OverviewView
from itilkit.widgets.own_check import OwnCheck

pytestmark = pytest.mark.slow
WHY = "affordable-mix-why"
TEXT = "Bryn’s shop had its food on Friday. " * 8


@pytest.fixture
def button_of(bare, monkeypatch):
    """The button of the last card of lesson 1’s assignment, as each kernel makes it; a text is written."""
    deliver(find_course(), bare, self_study=True)
    answer(bare, FIRST, **solved(FIRST), affordable_mix_why=TEXT)
    monkeypatch.chdir(notebook_of(bare, FIRST).parent)
    return lambda: OwnCheck(path=f"Kurs/exercises/{FIRST}/{FIRST}.ipynb")


def mark(button, *points):
    """Give a mark for each point of the rubric; returns what is said last."""
    return [button.mark(f"{WHY}/{index}={given}") for index, given in enumerate(points)][-1]


def checked(course):
    """What `itilkit check` says of lesson 1’s assignment, and its feedback page."""
    ((line, page),) = list(check_all(course, [FIRST]))
    return line, page.read_text(encoding="utf-8")


def test_one_s_own_mark_counts_everywhere(bare, button_of):
    """A kept mark is in the points of card, command, page and progress, and nothing waits any more."""
    line, html = checked(bare)
    assert "4 of them wait for you to mark your own text by the rubric" in line
    assert "points so far</h1>" in html
    button = button_of()
    assert "3 of 4 points so far." == mark(button, 1, 0, 1, 1)
    path = notebook_of(bare, FIRST)
    run = ScenarioTask("affordable-mix", "graded").result(read_literal(read_cells(path)[0], "affordable-mix"))
    points = number(run.score + 6 + 3)

    said = button.keep(WHY)

    assert f"Your mark is kept. {FIRST}: {points} of 22 points." == said
    assert (f"{FIRST}: {points} of 22 points.",) == button.lines
    line, html = checked(bare)
    assert line.startswith(f"{FIRST}: {points} of 22 points. Feedback: ")
    assert f"<h1>{points} of 22 points</h1>" in html
    assert "Marked by yourself, with the rubric below." in html
    (entry,) = [each for each in Diary(bare / PROGRESS).read().entries if each.get("kind") == "written"]
    assert (0.75, "LO2", FIRST) == (entry.get("score"), entry.get("objective"), entry.get("assignment"))


def test_one_s_own_mark_is_there_after_reopening(bare, button_of):
    """A new kernel shows the kept mark; another one can be given, and then that one counts."""
    mark(button := button_of(), 1, 0, 1, 1)
    button.keep(WHY)
    again = button_of()
    assert "Kept: 3 of 4" in again.html()
    assert "4 of 4 points so far." == again.mark(f"{WHY}/1=1")
    assert "Keep my mark: 4 of 4" in again.html()
    again.keep(WHY)
    assert "Kept: 4 of 4" in button_of().html()
    assert "wait for you" not in checked(bare)[0]


def test_one_s_own_mark_holds_for_its_text_alone(bare, button_of):
    """A text that was changed after its mark waits again, and the card says what the earlier one had."""
    mark(button := button_of(), 1, 0, 1, 1)
    button.keep(WHY)
    answer(bare, FIRST, affordable_mix_why="Another text. " * 20)
    html = button_of().html()
    assert "You gave an earlier text 3 of 4." in html
    assert "Keep my mark: 0 of 4" in html
    assert "4 of them wait for you" in checked(bare)[0]
    answer(bare, FIRST, affordable_mix_why=TEXT.replace(". ", ".\n"))
    assert "Kept: 3 of 4" in button_of().html()


def test_a_mark_that_is_not_whole_is_not_kept(button_of):
    """Every point of the rubric is decided before the mark can be kept."""
    button = button_of()
    mark(button, 1, 0, 1)
    assert "" == button.keep(WHY)
    assert "" == button.mark("another/0=1")
    assert "Kept" not in button.html()


def test_a_mark_that_cannot_be_written_down(bare, button_of, monkeypatch):
    """Where the progress cannot be written, or is kept nowhere, the card says that the mark is not kept."""
    (bare / PROGRESS).mkdir()
    mark(button := button_of(), 1, 1, 1, 1)
    assert button.keep(WHY).startswith(f"NOT KEPT: Your progress could not be written to {PROGRESS}: ")
    monkeypatch.setenv("ITILKIT_PROGRESS", "off")
    assert "NOT KEPT: no progress is kept because ITILKIT_PROGRESS is off." == button.keep(WHY)
    assert "Keep my mark: 4 of 4" in button.html()


def test_an_untouched_text_is_not_marked(bare, button_of):
    """Before anything is written there is nothing to mark, and a mark for it earns nothing."""
    answer(bare, FIRST, affordable_mix_why=WRITE_HERE)
    own = OverviewView(session).own
    own.path = button_of().path
    assert "Mark your own text" not in own.html()
    assert "" == own.mark(f"{WHY}/0=1")
    own.stub = ""
    mark(own, 1, 1, 1, 1)
    own.keep(WHY)
    line, html = checked(bare)
    assert "wait for you" not in line
    assert "Marked by yourself" not in html
