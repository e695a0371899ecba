"""A course for `itilkit grade`, the command itself, and all that it leaves behind, in a form to compare."""

import json
import os
import shutil
import subprocess
import sys

from class_course import mark_by_hand, nbgrader, new_course, rows
from honest_class import DAY_LATE, DEADLINE, ON_TIME, honest_class, lay
from persona_builder import ASSIGNMENT, personas

#: One point for each day that a submission is late.
PENALTY = '''
from nbgrader.plugins import LateSubmissionPlugin


class OneADay(LateSubmissionPlugin):
    """One point for each day begun."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return float(-(-total_seconds_late // 86400))


c.AssignLatePenalties.plugin_class = OneADay
'''
#: Learners of a small class: full marks, some, none, an open text, an unreadable answer, and one late.
SMALL = ("co-creator", "please-everyone", "empty", "signs-text", "missing-quote", "late-by-a-week")
TWICE = ("co-creator", "please-everyone")


def small_course(folder, *, more="", people=SMALL):
    """A course whose first assignment a small class has handed in; ``more`` is added to its settings.

    ``people`` are names out of the honest class.
    """
    new_course(folder, stock=False)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(PENALTY + more)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    nbgrader(folder, "db", "assignment", "add", ASSIGNMENT, f"--duedate={DEADLINE}")
    for name in people:
        each = honest_class()[name]
        lay(folder, name, each.persona, each.when)
    return folder


def mark_and_hand_in_again(folder):
    """A person marks two texts; both learners hand in something else, a day late."""
    for name in TWICE:
        mark_by_hand(folder, name, 2.5, "Well seen.")
        lay(folder, name, personas()["provider-only"], DAY_LATE)


def command(folder, **environment):
    """The environment in which a batch runs: without the settings of the account that runs the tests."""
    own = {"JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "NO_COLOR": "1", "COLUMNS": "200"}
    return {**os.environ, **own, **environment}


def grade(folder, *words, here=None, **environment):
    """Run ``itilkit grade``; returns the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "itilkit", "grade", *words],
        cwd=here or folder,
        env=command(folder, **environment),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def figures(done):
    """How many were graded, unchanged, problems and pages, out of what the command said."""
    line = next(line for line in done.stdout.splitlines() if " unchanged, " in line)
    graded, unchanged, problems, pages, _ = line.split(", ")
    return tuple(int(part.split()[0]) for part in (graded, unchanged, problems, pages))


def left(folder):
    """All that a grading leaves: the gradebook's rows, graded notebooks and feedback pages."""
    files = {}
    for step in ("autograded", "feedback"):
        found = (path for path in (folder / step).rglob("*") if path.is_file())
        files |= {str(path.relative_to(folder)): path.read_bytes() for path in found}
    return rows(folder), files


def copy_of(folder, to):
    """A copy of a course; its settings are relative to its folder."""
    shutil.copytree(folder, to)
    return to


def records(folder):
    """What is recorded as graded, by learner."""
    found = (folder / ".itilkit" / "graded" / ASSIGNMENT).glob("*.json")
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in found}


def notebook_file(folder, student):
    """The file that a learner handed in."""
    return folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


assert ON_TIME < DEADLINE < DAY_LATE
