"""A scratch course for nbgrader: the repository's configuration and solutions, and nothing else of it."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook
from persona_builder import ASSIGNMENT, ROOT, WRITTEN

#: Takes back what the repository sets for autograding, so that stock nbgrader grades.
STOCK = '\nc.pop("Autograde", None)\n'


def new_course(folder, *, stock=True):
    """Make ``folder`` a course, graded by stock nbgrader unless told otherwise; returns it."""
    folder.mkdir(parents=True)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(config + (STOCK if stock else ""), encoding="utf-8")
    shutil.copytree(ROOT / "solutions", folder / "solutions")
    return folder


def nbgrader(folder, *words, check=True, **environment):
    """Run one of nbgrader's own commands in ``folder``; returns what it printed, log and all."""
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    # Without the user's own configuration, so that the tests mean the same everywhere.
    settings = {**os.environ, "PATH": tools, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), **environment}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert not check or done.returncode == 0, done.stdout
    return done.stdout


@contextmanager
def gradebook(folder):
    """The gradebook of the course in ``folder``."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        yield book


def mark_by_hand(folder, student, points, comment):
    """Mark a written answer as the formgrader saves it."""
    with gradebook(folder) as book:
        where = (WRITTEN, ASSIGNMENT, ASSIGNMENT, student)
        grade = book.find_grade(*where)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.find_comment(*where).manual_comment = comment
        book.db.commit()
