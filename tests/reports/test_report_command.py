"""The report on a graded nbgrader course, from its folder to the files that an instructor reads."""

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from class_course import gradebook
from simulated_class import ASSIGNMENTS, build_class
from simulated_people import PLANTED

from itilkit.ground.problem import Problem, WrongUse
from itilkit.reports.findings import findings
from itilkit.reports.gathering import gather
from itilkit.reports.misconceptions import cases
from itilkit.reports.objectives import by_objective

pytestmark = pytest.mark.slow


def report(folder, *words):
    """Run ``itilkit report`` in ``folder``; returns its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "itilkit", "report", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def data(course):
    """The simulated class as the report gathers it."""
    return gather(course.folder)


@pytest.fixture(scope="module")
def written(course, tmp_path_factory):
    """What the command writes about the simulated class, with names and without: (folder, what it said)."""
    folder = tmp_path_factory.mktemp("written")
    said = [
        report(folder, course.folder, "--to", "named.html", "--csv", "named"),
        report(folder, course.folder, "--to", "hidden.html", "--csv", "hidden", "--anonymous"),
    ]
    assert [0, 0] == [code for code, _ in said], said
    return folder, [text for _, text in said]


def test_gathered(course, data):
    """Everybody is there, with every answer that was handed in; nothing was unreadable."""
    assert {person.id: f"{person.first} {person.last}" for person in course.people} == data.names
    assert list(ASSIGNMENTS) == [each.name for each in data.assignments]
    assert (36, True, ()) == (len(data.asked), data.simulated, data.unread)
    missing = {(mark.learner, mark.assignment) for mark in data.marks if not mark.handed_in}
    assert course.missing == missing
    assert 6 * 30 - len([1 for _, name in missing if name == "06-capstone"]) == len(data.runs)
    assert 60 - len([1 for _, name in missing if name == "07-after"]) == len(data.forms)
    assert all(each.objective for each in data.asked.values())


def test_planted_misconceptions(course, data):
    """The report finds the planted misconceptions in the order of their frequency, and no other."""
    found = [case for case in cases(data) if case.reported]
    assert list(PLANTED) == [case.code for case in found]
    assert {code: course.holders(code) for code in PLANTED} == {case.code: set(case.who) for case in found}


def test_marks_are_those_of_the_gradebook(course, data):
    """Every mark is the score in nbgrader's gradebook, less its penalty for coming late."""
    found = {(mark.learner, mark.assignment): mark for mark in data.marks if mark.handed_in}
    with gradebook(course.folder) as book:
        for assignment in ASSIGNMENTS:
            for submission in book.assignment_submissions(assignment):
                mark = found.pop((submission.student.id, assignment))
                expected = max(0.0, submission.score - (submission.late_submission_penalty or 0.0))
                assert pytest.approx(expected) == mark.score
                assert submission.needs_manual_grade == mark.waiting
    assert {} == found


def test_questions_give_the_points_of_the_gradebook(course, data):
    """The share of every response is the share of points that autograding gave."""
    with gradebook(course.folder) as book:
        for person in course.people[:5]:
            submission = book.find_submission("04-dialogue", person.id)
            points = {grade.name: grade.score for grade in submission.notebooks[0].grades}
            for name in ("the-new-waiting-hall", "the-mail-plane", "one-deck-for-three"):
                assert pytest.approx(points[f"{name}-points"], abs=1e-5) == data.shares[name][person.id]
            (run,) = (run for run in data.runs if (run.learner, run.scenario) == (person.id, "dialogue"))
            assert pytest.approx(points["dialogue-points"], abs=1e-5) == run.result.score


def test_every_objective_has_evidence(data):
    """The course gives evidence on every objective."""
    assert [] == [each.code for each in by_objective(data) if not each.shares]


# the command ----------------------------------------------------------------------------------------


def test_the_command_says_what_it_wrote(written):
    """The command names the page and the folder of tables."""
    _, said = written
    assert "The report on 30 learners is in named.html.\nIts tables are in named: 12 files.\n" == said[0]


def test_the_page_is_written(written):
    """The page holds names, and is marked as simulated."""
    folder, _ = written
    page = BeautifulSoup((folder / "named.html").read_text(encoding="utf-8"), "html.parser")
    assert "Simulated data." in page.header.text
    assert "Asel Abernathy" in page.main.text
    assert [] == page.find_all("script")


def test_the_tables_are_marked_as_simulated(written):
    """Every row of every table says that the class is simulated."""
    folder, _ = written
    for file in sorted((folder / "named").iterdir()):
        rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
        assert {"yes"} >= {row["simulated"] for row in rows}


def test_nothing_of_a_person_is_in_the_anonymous_report(course, written):
    """Without names there is no name, id or address in any byte of the page and the tables."""
    folder, _ = written
    files = [folder / "hidden.html", *sorted((folder / "hidden").iterdir())]
    assert 13 == len(files)
    for file in files:
        content = file.read_bytes()
        for person in course.people:
            for told in (person.id, f"{person.first} {person.last}", person.last, person.email):
                assert told.encode() not in content, (file.name, told)
    assert b"Learner 30" in files[0].read_bytes()


def test_a_broken_notebook_costs_one_line(course, tmp_path):
    """A notebook that is not readable, an answer that cannot be used, and a lost file are one line each."""
    copy = shutil.copytree(course.folder, tmp_path / "copy")
    broken, bent, lost = (person.id for person in course.people[:3])
    (copy / "autograded" / broken / "04-dialogue" / "04-dialogue.ipynb").write_text("{", encoding="utf-8")
    file = copy / "autograded" / bent / "01-focus-on-value" / "01-focus-on-value.ipynb"
    file.write_text(file.read_text(encoding="utf-8").replace("ask mara", "ask nobody"), encoding="utf-8")
    for step in ("autograded", "submitted"):
        (copy / step / lost / "02-service-value-system" / "02-service-value-system.ipynb").unlink()
    found = findings(gather(copy))
    assert {
        (broken, "04-dialogue", "the notebook is not readable"),
        (bent, "01-focus-on-value", "the answer to “affordable-mix” cannot be used"),
        (lost, "02-service-value-system", "there is no notebook"),
    } == {(each.learner, each.assignment, each.why) for each in found.data.unread}
    assert list(PLANTED) == [case.code for case in found.cases if case.reported]


# courses that hold little ----------------------------------------------------------------------------


def test_work_that_is_not_graded(tmp_path):
    """What was handed in and not graded yet is in the figures of answers, and has no marks."""
    made = build_class(tmp_path / "course", 2, assignments=("03-value-streams",), grade=False)
    data = gather(made.folder)
    marks = {
        (mark.handed_in, mark.score)
        for mark in data.marks
        if (mark.learner, mark.assignment) not in made.missing
    }
    assert {(True, None)} == marks
    assert 2 == len(data.runs)


def test_no_learner(tmp_path):
    """A course in which nobody is enrolled gets a report that says so."""
    made = build_class(tmp_path / "course", 0, assignments=("03-value-streams",), grade=False)
    code, said = report(made.folder)
    assert (0, "The report on 0 learners is in class-report.html.\n") == (code, said)
    assert "0 learners, 1 assignment." in (made.folder / "class-report.html").read_text(encoding="utf-8")


def test_no_gradebook(tmp_path):
    """Without a gradebook there is nothing to report, and none is made."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    with pytest.raises(Problem, match="There is no gradebook at "):
        gather(tmp_path)
    assert not (tmp_path / "gradebook.db").exists()


def test_no_course(tmp_path):
    """Outside of a course the command says where to go, in one sentence, with exit code 2."""
    with pytest.raises(WrongUse, match="is in no nbgrader course"):
        gather(tmp_path)
    code, said = report(tmp_path)
    assert (2, 1) == (code, len(said.splitlines()))


def test_no_place_to_write(course, tmp_path):
    """A place that cannot be written to is one sentence, with exit code 2."""
    code, said = report(tmp_path, course.folder, "--to", Path("missing") / "page.html")
    assert (2, 1) == (code, len(said.splitlines()))
    assert "cannot be used" in said
