"""A course folder that an earlier version made goes on: settings, notebooks, answers, marks, gradebook."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from class_course import nbgrader, rows

BEFORE = Path(__file__).resolve().parents[1] / "data" / "course_made_before"
ASSIGNMENT = "01-focus-on-value"
GRADE_AGAIN = "An earlier version of the kit graded this"

pytestmark = pytest.mark.slow


@pytest.fixture
def course(tmp_path):
    """A copy of the folder, with its gradebook."""
    root = tmp_path / "course"
    shutil.copytree(BEFORE, root)
    database = sqlite3.connect(root / "gradebook.db")
    database.executescript((root / "gradebook.sql").read_text(encoding="utf-8"))
    database.close()
    return root


def kit(course, *words):
    """Run the command in the course; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "itilkit", *words],
        cwd=course,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(course / ".jupyter"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


def said(course):
    """The gradebook as it is, and as it was."""
    now = {"|".join(key): str(value) for key, value in rows(course).items()}
    return now, json.loads((course / "rows.json").read_text(encoding="utf-8"))


def page(course, who):
    return (course / "feedback" / who / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")


def test_nothing_is_graded_anew_by_itself(course):
    """What did not change stays as it was graded, the mark by hand with it."""
    assert "0 graded, 2 unchanged, 0 problems" in kit(course, "grade")
    now, before = said(course)
    assert before == now
    assert "3.0" in before.values()


def test_graded_again_all_is_as_it_was(course):
    """With --again, its notebooks, calls, ids, answers and settings give the same gradebook, to the digit."""
    assert "2 graded, 0 unchanged, 0 problems, 2 feedback pages written" in kit(course, "grade", "--again")
    now, before = said(course)
    assert before == now
    assert GRADE_AGAIN not in page(course, "anna")
    assert "Three of four: who asks again, and when?" in page(course, "anna")


def test_a_page_of_old_work_says_so(course):
    """A page that is written of what the earlier version graded asks for grading; the points stand there."""
    nbgrader(course, "generate_feedback", ASSIGNMENT)
    assert GRADE_AGAIN in page(course, "anna")
    assert "To be graded again" in page(course, "ben")
    assert "Three of four: who asks again, and when?" in page(course, "anna")


def test_report_and_export_read_it(course):
    """A report and the tables for a platform are made of it as it is."""
    kit(course, "report", "--csv", "tables")
    kit(course, "export", "--canvas", "canvas.csv", "--questions", "questions.csv")
    _, before = said(course)
    score = before[f"anna|{ASSIGNMENT}|score"]
    assert f",{float(score):g}" in (course / "canvas.csv").read_text(encoding="utf-8-sig")
    assert "anna" in (course / "questions.csv").read_text(encoding="utf-8-sig")
