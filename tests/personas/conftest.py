"""The whole class of each assignment, handed in late or on time, and graded in one batch."""

import json
from functools import cache
from pathlib import Path

import attrs
import nbformat
import pytest
from class_course import mark_by_hand, nbgrader, new_course, rows
from persona_builder import assignment, hand_in, personas

DEADLINE = "2026-11-20 12:00:00 UTC"
ON_TIME = "2026-11-19 15:30:00.000 UTC"
LATE = "2026-11-21 15:30:00.000 UTC"


@attrs.frozen
class GradedClass:
    """A course after the batch: its folder, what nbgrader said meanwhile, and the rows of its gradebook."""

    number: str
    folder: Path
    log: str
    rows: dict

    def grades_of(self, student):
        """By grade cell: the automatic score, whether a person has to look, the most points."""
        what = ("auto_score", "needs_manual_grade", "max_score")
        cells = assignment(self.number).most
        return {cell: tuple(self.rows[student, cell, one] for one in what) for cell in cells}

    def autograded(self, student):
        """The graded notebook of a learner."""
        own = assignment(self.number).id
        return _read(self.folder / "autograded" / student / own / f"{own}.ipynb")

    @property
    def out(self):
        """Who came out of the batch."""
        return {folder.name for folder in (self.folder / "autograded").iterdir()}


@cache
def _read(path):
    # nbgrader has validated it; doing so again for every test takes longer than the tests
    return nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """A course with one submission of every persona, autograded by nbgrader's own command.

    Called with the assignment's number and whether stock nbgrader grades: then with those alone that are
    meant for it. Each batch is graded when it is first asked for.
    """

    @cache
    def grade(number, *, stock):
        own = assignment(number)
        folder = new_course(tmp_path_factory.mktemp("course") / "Kurs für Übung", stock=stock)
        nbgrader(folder, "generate_assignment", own.id)
        nbgrader(folder, "db", "assignment", "add", own.id, f"--duedate={DEADLINE}")
        for persona in personas(number).values():
            if persona.stock or not stock:
                hand_in(persona, folder, LATE if persona.late else ON_TIME)
        log = nbgrader(folder, "autograde", own.id, "--create")
        return GradedClass(number, folder, log, rows(folder, number))

    return grade


@pytest.fixture(scope="session")
def pages(graded):
    """The feedback page of every persona by id, after written answers were marked by hand.

    Called with the assignment's number. The first assignment's come from stock nbgrader.
    """

    @cache
    def written(number):
        own, folder = assignment(number), graded(number, stock=number == "01").folder
        for name, persona in personas(number).items():
            if persona.marked is not None:
                mark_by_hand(folder, name, *persona.marked, number)
        nbgrader(folder, "generate_feedback", own.id)
        return {name: folder / "feedback" / name / own.id / f"{own.id}.html" for name in personas(number)}

    return written
