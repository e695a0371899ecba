"""`itilkit check`: a learner’s own work, graded as an instructor would, and their file left alone."""

import asyncio
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from own_course import FIRST, SYSTEM, answer, notebook_of, solved

from itilkit.answers import ScenarioTask
from itilkit.course.delivery import deliver
from itilkit.course.files import find_course
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import read_literal
from itilkit.grading.self_check.checking import begun, check_all
from itilkit.grading.self_check.own_files import find_own
from itilkit.grading.self_check.with_solutions import check, model_answers, solutions_of
from itilkit.grading.self_check.without_solutions import check_alone
from itilkit.ground.problem import Problem, WrongUse
from itilkit.items import right_response
from itilkit.items.forms import load_form
from itilkit.progress.course_folder import PROGRESS
from itilkit.progress.diary import Diary
from itilkit.progress.mastery import standings

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A self-study course; tests fill in what they need."""
    root = tmp_path_factory.mktemp("Mein Kurs ü")
    deliver(find_course(), root, self_study=True)
    return root


def test_everything_is_marked_with_the_solutions(own):
    """All but the text is marked; the text waits with rubric and examples; the file is untouched."""
    answer(own, FIRST, **solved(FIRST), affordable_mix_why="Bryn’s shop had its food on Friday. " * 8)
    before = notebook_of(own, FIRST).read_bytes()

    checked = check(own, *find_own(own, FIRST))

    assert before == notebook_of(own, FIRST).read_bytes()
    run = ScenarioTask("affordable-mix", "graded").result(
        read_literal(read_cells(notebook_of(own, FIRST))[0], "affordable-mix")
    )
    assert run.score + 6 == pytest.approx(checked.score)
    assert (22.0, 4.0) == (checked.most, checked.waiting)
    html = checked.page.read_text(encoding="utf-8")
    assert own / "feedback" / f"{FIRST}.html" == checked.page
    for said in ("Mark it yourself", "An example with 1 point", "A model answer", "Yours to mark"):
        assert said in html
    assert "Your instructor" not in html
    assert "BEGIN HIDDEN" not in html
    assert "<script" not in html


def test_what_was_marked_stands_in_the_diary(own, monkeypatch):
    """Graded questions and the scenario's criteria become evidence; checking twice changes nothing."""
    monkeypatch.chdir(own / "exercises")
    answer(own, FIRST, **solved(FIRST))
    ((line, page),) = check_all(Path.cwd(), [FIRST])
    assert line.startswith(f"{FIRST}: ")
    assert page.is_file()
    kept = Diary(own / PROGRESS)
    entries = kept.read().entries
    assert 6 == len({entry.get("id") for entry in entries if entry.what == "check"})
    assert ["affordable-mix"] == [entry.get("id") for entry in entries if entry.what == "run"]
    assert [True] == [entry.get("finished") for entry in entries if entry.what == "run"]
    stand = {each.objective: each.share for each in standings(entries)}
    assert stand["LO1"] > 0.9

    list(check_all(Path.cwd(), [FIRST]))
    assert stand == {each.objective: each.share for each in standings(kept.read().entries)}


def test_only_what_is_answered_is_evidence(bare):
    """What is open or cannot be used is noted as no miss; a run that is under way is noted as such."""
    deliver(find_course(), bare, self_study=True)
    answers = solved(FIRST)
    begun_run = {**answers["affordable_mix"], "moves": answers["affordable_mix"]["moves"][:5]}
    answer(bare, FIRST, harbour_wifi="a", ticket_machines="z", affordable_mix=begun_run)
    list(check_all(bare, [FIRST]))
    entries = Diary(bare / PROGRESS).read().entries
    assert [("harbour-wifi", "choice", 0.0)] == [
        (entry.get("id"), entry.get("kind"), entry.get("score")) for entry in entries if entry.what == "check"
    ]
    assert [("affordable-mix", False)] == [
        (entry.get("id"), entry.get("finished")) for entry in entries if entry.what == "run"
    ]
    assert ["LO1"] == [each.objective for each in standings(entries) if each.evidence]


def test_a_form_is_checked_too(own):
    """The form before the course earns its point for taking part, and shows what the answers mean."""
    form = load_form("before")
    responses = {item.id: right_response(item) for item in form.items}
    answer(own, "00-before", before={"finished": True, "responses": responses})
    checked = check(own, *find_own(own, "00-before"))
    assert (1.0, 1.0, 0.0) == (checked.score, checked.most, checked.waiting)
    assert "16 of 16 questions answered" in checked.page.read_text(encoding="utf-8")


def test_a_broken_answer_costs_only_itself(own):
    """An answer that cannot be used is told in its sentence on the page, and the rest is marked."""
    answer(own, FIRST, **{**solved(FIRST), "harbour_wifi": "z", "affordable_mix": {"variant": "base"}})
    checked = check(own, *find_own(own, FIRST))
    assert 5.0 == checked.score
    assert "names an option “z” that is not there" in checked.page.read_text(encoding="utf-8")


def test_without_solutions_scenarios_are_scored(bare):
    """From a wheel alone the scenario is scored, and what cannot be marked is named."""
    answer(bare, FIRST, **solved(FIRST))
    checked = check_alone(bare, *find_own(bare, FIRST))

    run = ScenarioTask("affordable-mix", "graded").result(
        read_literal(read_cells(notebook_of(bare, FIRST))[0], "affordable-mix")
    )
    assert run.score == checked.score
    assert 12.0 == checked.most
    assert (
        "Not marked here: 6 questions. Their keys are with your instructor. "
        "A person marks the written answer."
    ) == checked.unmarked
    html = checked.page.read_text(encoding="utf-8")
    assert "not marked here" in html
    assert "<script" not in html


def test_without_solutions_a_run_is_evidence(bare):
    """A run that is scored without solutions stands in the diary as one that is marked with them."""
    answer(bare, FIRST, **solved(FIRST))
    list(check_all(bare, [FIRST]))
    (entry,) = Diary(bare / PROGRESS).read().entries
    run = ScenarioTask("affordable-mix", "graded").result(
        read_literal(read_cells(notebook_of(bare, FIRST))[0], "affordable-mix")
    )
    assert ("run", "affordable-mix", True, set(run.criteria)) == (
        entry.what,
        entry.get("id"),
        entry.get("finished"),
        set(entry.get("criteria")),
    )


@pytest.mark.parametrize("assignment", ["00-before", FIRST, SYSTEM])
def test_headings_go_down_step_by_step(bare, assignment):
    """On the page without solutions no heading is more than one level below the one before it."""
    form = load_form("before")
    responses = {item.id: right_response(item) for item in form.items}
    answer(bare, assignment, **{**solved(assignment), "before": {"finished": True, "responses": responses}})
    html = check_alone(bare, *find_own(bare, assignment)).page.read_text(encoding="utf-8")
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert [1, 2, 3, 4] == sorted(set(levels))[:4]
    assert [] == [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]


def test_without_solutions_the_keyed_criteria_say_so(bare):
    """The system's cards and diagnoses need keys that are not there; placement is scored."""
    answer(bare, SYSTEM, **solved(SYSTEM))
    checked = check_alone(bare, *find_own(bare, SYSTEM))
    assert (10.0, 10.0) == (pytest.approx(checked.score), checked.most)
    assert "Not marked here: the cards, the diagnoses, 6 questions." in checked.unmarked
    assert "need keys that are with your instructor" in checked.page.read_text(encoding="utf-8")
    ((what, facts),) = checked.diary
    assert ("run", {"placement": 1.0}, None) == (what, facts["criteria"], facts.get("passed"))


def test_only_what_is_begun_is_checked(bare):
    """Without a name all that is begun is checked; when nothing is, that is said."""
    with pytest.raises(Problem, match="Nothing is answered yet"):
        list(check_all(bare, []))
    answer(bare, FIRST, harbour_wifi="c")
    assert [FIRST] == [file.name for file in begun(bare)]
    ((line, _),) = check_all(bare, [])
    assert "0 of 12 points" in line


def test_outside_a_course(tmp_path):
    """Somewhere else the command says where to go."""
    with pytest.raises(WrongUse, match="is in no course"):
        list(check_all(tmp_path, []))


def test_solutions_are_found_where_they_are(own, bare):
    """A self-study course has its solutions out of sight, a plain one has none, a clone its own."""
    assert own / ".itilkit" / "solutions" == solutions_of(own)
    assert solutions_of(bare) is None
    assert ROOT / "solutions" == solutions_of(ROOT)


def test_model_answers_come_without_markers():
    """A model answer is the text between nbgrader's markers."""
    found = dict(model_answers(ROOT / "solutions" / FIRST / f"{FIRST}.ipynb"))
    assert ["affordable-mix-why"] == list(found)
    assert found["affordable-mix-why"].startswith("On Friday evenings")


def spoil(root, assignment):
    """Make a learner's file one that cannot be read, as an editor may."""
    path = notebook_of(root, assignment)
    path.write_text("{ not json", encoding="utf-8")
    return path


@pytest.mark.parametrize("way", [check, check_alone])
def test_a_file_that_is_no_notebook(own, way):
    """A file that cannot be read is not graded: a sentence says why and what to do, and it stays as it is."""
    path = spoil(own, "03-value-streams")
    with pytest.raises(Problem) as caught:
        way(own, *find_own(own, "03-value-streams"))
    assert (
        f"{path} cannot be checked: the file is not a notebook (its text is not JSON), so it holds no "
        "answers; rename it, and itilkit start lays a fresh one there."
    ) == str(caught.value)
    assert "{ not json" == path.read_text(encoding="utf-8")
    assert not (own / "feedback" / "03-value-streams.html").exists()


def test_one_spoilt_file_stops_no_other(bare):
    """A file that cannot be read counts as begun; the others are checked, and then it is told."""
    spoil(bare, FIRST)
    answer(bare, SYSTEM, **solved(SYSTEM))
    told = check_all(bare, [])
    line, page = next(told)
    assert (f"{SYSTEM}: 10 of 10 points", True) == (line.split(".")[0], page.is_file())
    with pytest.raises(Problem, match="cannot be checked: the file is not a notebook"):
        next(told)
    assert {"run"} == {entry.what for entry in Diary(bare / PROGRESS).read().entries}


def test_the_button_of_the_last_card_checks(own, monkeypatch):
    """The last card of an assignment checks with the same command, and links the page."""
    from itilkit.widgets.own_check import OwnCheck

    answer(own, FIRST, **solved(FIRST))
    monkeypatch.chdir(notebook_of(own, FIRST).parent)
    button = OwnCheck(path=f"Kurs/exercises/{FIRST}/{FIRST}.ipynb")
    assert "Check my work" in button.html()
    said = button.start()
    assert said.startswith(f"{FIRST}: ")
    assert button.ready
    assert f'data-file="Kurs/feedback/{FIRST}.html"' in button.html()


def test_no_button_without_solutions(bare, monkeypatch):
    """In a class, where solutions are not there, the card offers no check."""
    from itilkit.widgets.own_check import OwnCheck

    monkeypatch.chdir(notebook_of(bare, FIRST).parent)
    assert "" == OwnCheck(path=f"exercises/{FIRST}/{FIRST}.ipynb").html()


def test_the_interpreter_is_this_one(own, monkeypatch):
    """The check runs in the Python that runs the notebook."""
    from itilkit.widgets.own_check import OwnCheck

    monkeypatch.chdir(notebook_of(own, FIRST).parent)
    command = OwnCheck(path=f"exercises/{FIRST}/{FIRST}.ipynb")._command()
    file = str(notebook_of(own, FIRST))
    assert [sys.executable, "-P", "-m", "itilkit", "check", file, "--no-open"] == command[:7]
    assert shutil.which(command[0])


def test_the_button_checks_while_the_notebook_runs(own, monkeypatch):
    """In a running kernel the check is under way until it is over, and then the card is drawn again."""
    from itilkit.widgets.own_check import OwnCheck

    answer(own, FIRST, **solved(FIRST))
    monkeypatch.chdir(notebook_of(own, FIRST).parent)
    drawn = []
    button = OwnCheck(
        path=f"Kurs/exercises/{FIRST}/{FIRST}.ipynb", refresh=lambda: drawn.append(button.html())
    )

    async def click():
        said = button.start()
        assert ("Checking. This takes some seconds.", "") == (said, button.start())
        assert "Checking…" in button.html()
        await button._task

    asyncio.run(click())
    assert button.lines[0].startswith(f"{FIRST}: ")
    assert [False] == ["Checking…" in html for html in drawn]


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (subprocess.TimeoutExpired("check", 180), "The check took too long and was ended: try itilkit check"),
        (OSError(12, "Cannot allocate memory"), "The check could not be run (Cannot allocate memory): try"),
        (NotImplementedError(), "The check could not be run (NotImplementedError): try itilkit check"),
    ],
    ids=["too long", "no memory", "no way"],
)
def test_a_check_that_cannot_run(own, monkeypatch, trouble, said):
    """Whatever stops the check, the card says so in a sentence and can be asked again."""
    from itilkit.widgets.own_check import OwnCheck

    def stopped(*_, **__):
        raise trouble

    monkeypatch.chdir(notebook_of(own, FIRST).parent)
    monkeypatch.setattr(subprocess, "run", stopped)
    drawn = []
    button = OwnCheck(path=f"exercises/{FIRST}/{FIRST}.ipynb", refresh=lambda: drawn.append(button.html()))

    async def click():
        button.start()
        await button._task

    asyncio.run(click())
    assert [True] == [said in html and "Check my work" in html for html in drawn]


def test_a_check_without_a_word(own, monkeypatch):
    """A check that was killed says nothing; the card says that, and what to do."""
    from itilkit.widgets.own_check import OwnCheck

    monkeypatch.chdir(notebook_of(own, FIRST).parent)
    button = OwnCheck(path=f"exercises/{FIRST}/{FIRST}.ipynb")
    monkeypatch.setattr(OwnCheck, "_command", lambda _: [sys.executable, "-c", "raise SystemExit(9)"])
    assert "The check ended without a word: try itilkit check in a terminal." == button.start()


@pytest.mark.parametrize(
    ("above", "lessons"),
    [("", "../../doc/tree/notebooks"), ("Kurse/Mein/", "../../../../doc/tree/Kurse/Mein/notebooks")],
)
def test_the_page_leads_to_the_lessons_in_jupyterlab(own, monkeypatch, above, lessons):
    """A page in JupyterLab leads to the lessons in JupyterLab, wherever that lies on its server."""
    from itilkit.widgets.own_check import OwnCheck

    monkeypatch.chdir(notebook_of(own, FIRST).parent)
    assert lessons == OwnCheck(path=f"{above}exercises/{FIRST}/{FIRST}.ipynb").lessons()
