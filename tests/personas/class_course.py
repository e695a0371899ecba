"""A scratch course for nbgrader: the repository's configuration and solutions, and nothing else of it."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook
from persona_builder import ROOT, assignment

#: Takes back what the repository sets for autograding, so that stock nbgrader grades.
STOCK = '\nc.pop("Autograde", None)\n'

#: What a kernel says now and then when it is ended while it still reports that it is idle: its own socket is
#: gone. It comes after the last cell, and is ipykernel’s.
LAST_WORDS = re.compile(
    r".*Uncaught exception in ZMQStream callback\n"
    r"Traceback \(most recent call last\):\n"
    r"(?:(?!Traceback).*\n)*?"
    r"zmq\.error\.ZMQError: Socket operation on non-socket\n"
)


def new_course(folder, *, stock=True):
    """Make ``folder`` a course, graded by stock nbgrader unless told otherwise; returns it."""
    folder.mkdir(parents=True)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(config + (STOCK if stock else ""), encoding="utf-8")
    shutil.copytree(ROOT / "solutions", folder / "solutions")
    return folder


def _run(folder, words, settings):
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def nbgrader(folder, *words, check=True, **environment):
    """Run one of nbgrader's own commands in ``folder``; returns what it printed, but no LAST_WORDS."""
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    # Without the user's own configuration, so that the tests mean the same everywhere.
    settings = {**os.environ, "PATH": tools, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), **environment}
    done = _run(folder, words, settings)
    if done.returncode and "Address already in use" in done.stdout:
        # Another program took the port that a kernel was to have; what is graded already is left out.
        done = _run(folder, words, settings)
    assert not check or done.returncode == 0, done.stdout
    return LAST_WORDS.sub("", done.stdout)


@contextmanager
def gradebook(folder):
    """The gradebook of the course in ``folder``; one on a database server says so in db_url.txt."""
    elsewhere = folder / "db_url.txt"
    url = elsewhere.read_text(encoding="utf-8") if elsewhere.exists() else f"sqlite:///{folder}/gradebook.db"
    with Gradebook(url) as book:
        yield book


def mark_by_hand(folder, student, points, comment, number="01"):
    """Mark a written answer as the formgrader saves it."""
    own = assignment(number)
    with gradebook(folder) as book:
        where = (own.written, own.id, own.id, student)
        grade = book.find_grade(*where)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.find_comment(*where).manual_comment = comment
        book.db.commit()


NOTEBOOK = ("score", "max_score", "failed_tests", "needs_manual_grade", "late_submission_penalty")
GRADE = (
    *("auto_score", "manual_score", "extra_credit"),
    *("needs_manual_grade", "failed_tests", "score", "max_score"),
)
COMMENT = ("auto_comment", "manual_comment", "comment")
#: What a gradebook of answers as data says of a submission in which nothing is answered, where stock nbgrader
#: says 0, tests that failed, and “No response.”: the columns that differ, and what stands there.
NOTHING_ANSWERED = {
    ("auto_score", None),
    ("failed_tests", None),
    ("failed_tests", False),
    *((what, "Nothing is answered in this file.") for what in ("auto_comments", "comments")),
}


def rows(folder, number="01"):
    """The whole gradebook of an assignment, flat: (student, cell or notebook, what) to value."""
    with gradebook(folder) as book:
        found = {}
        for submission in book.assignment_submissions(assignment(number).id):
            student = submission.student.id
            found[student, "", "seconds late"] = submission.total_seconds_late
            found[student, "", "handed in"] = submission.timestamp
            for notebook in submission.notebooks:
                found |= {(student, notebook.name, what): getattr(notebook, what) for what in NOTEBOOK}
                for grade in notebook.grades:
                    found |= {(student, grade.name, what): getattr(grade, what) for what in GRADE}
                for comment in notebook.comments:
                    found |= {(student, comment.name, f"{what}s"): getattr(comment, what) for what in COMMENT}
        return found
