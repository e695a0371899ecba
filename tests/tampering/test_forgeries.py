"""A submission is a set of answers: whatever is done to it, its literals decide, and nothing of it runs."""

from functools import cache

import nbformat
import pytest
from class_course import gradebook
from forgeries import FORGERIES, NEIGHBOURS
from persona_builder import ASSIGNMENT, WRITTEN

pytestmark = pytest.mark.slow


def rows(batch, student):
    """Everything that the gradebook holds of a submission, but for ids and times."""
    return all_rows(batch.folder)[student]


@cache
def all_rows(folder):
    with gradebook(folder) as book:
        return {entry.student.id: _rows(entry) for entry in book.assignment_submissions(ASSIGNMENT)}


def _rows(submission):
    (entry,) = submission.notebooks
    grades = {
        grade.name: (
            grade.auto_score,
            grade.manual_score,
            grade.extra_credit,
            grade.needs_manual_grade,
            grade.max_score,
        )
        for grade in entry.grades
    }
    comments = {comment.name: (comment.auto_comment, comment.manual_comment) for comment in entry.comments}
    return grades, comments, entry.late_submission_penalty, entry.failed_tests


def autograded(batch, student):
    path = batch.folder / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return nbformat.read(path, as_version=4)


def test_there_are_enough_forgeries():
    """At least thirty whole submissions try something."""
    assert len(FORGERIES) >= 30


@pytest.mark.parametrize("name", FORGERIES)
def test_the_literals_decide(forged, name):
    """Every forgery earns what its literals deserve, 0 or no score where there are none; its text waits for a
    person if there is one.
    """
    grades, _, _, _ = rows(forged, name)
    forgery = FORGERIES[name]

    expected = dict(forgery.points)
    assert expected == pytest.approx({cell: grades[cell][0] or 0.0 for cell in expected}, abs=1e-6)
    assert forgery.waits == grades[WRITTEN][3]


def test_no_learner_code_runs(forged):
    """No line of hostile code was run, no file beside a notebook imported, and no kernel started."""
    assert [] == [path.name for path in forged.canary.iterdir()]


def test_the_batch_is_complete(forged):
    """nbgrader ends well, without a traceback, with every submission graded and every notebook written."""
    assert 0 == forged.exit_code, forged.log[-3000:]
    assert "Traceback" not in forged.log
    errors = [line for line in forged.log.splitlines() if "| ERROR]" in line]
    assert all("No notebooks found" in line for line in errors), errors  # nbgrader on `another-name`
    out = {
        path.parents[1].name
        for path in (forged.folder / "autograded").glob(f"*/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    }
    assert {*FORGERIES, *NEIGHBOURS} - {"another-name"} == out


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_nobody_elses_rows(forged, honest, name):
    """The rows of an honest neighbour are those of a batch without any forgery."""
    assert rows(honest, name) == rows(forged, name)
    assert [] == forged.remarks(name)


@pytest.mark.parametrize("name", [name for name, forgery in FORGERIES.items() if forgery.told])
def test_the_instructor_is_told(forged, name):
    """What was ignored is said in a line of the log, and above the notebook if there is one."""
    told = FORGERIES[name].told
    (line,) = [line for line in forged.remarks(name) if told in line]

    assert len(line) < 1500
    if "submitted/" not in line:
        top = autograded(forged, name).cells[0]
        assert "itilkit-remarks" == top.id
        assert told in top.source.replace("\u2060", "")


@pytest.mark.parametrize("name", ["reordered-cells", "forged-outputs", "shadowing-files"])
def test_nothing_is_said_about_nothing(forged, name):
    """Where nothing was left out of what counts, nothing is said."""
    assert [] == forged.remarks(name)
    assert "itilkit-remarks" != autograded(forged, name).cells[0].id


def test_what_was_handed_in_stays(forged):
    """The learners' files are as they were, and nothing of a forgery's code is in the graded notebooks."""
    for name in FORGERIES:
        if name != "another-name":
            code = [cell.source for cell in autograded(forged, name).cells if cell.cell_type == "code"]
            assert not any(str(forged.canary) in source for source in code), name
