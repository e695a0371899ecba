"""A class with every kind of mark, and readers of its files and of its gradebook that share no code with
the exporters.
"""

import csv
import io
import re
import sqlite3

import attrs
import nbformat
from class_course import gradebook, mark_by_hand, nbgrader, new_course
from honest_class import DAY_LATE, DEADLINE, ON_TIME, WEEK_LATE
from persona_builder import ASSIGNMENT, ROOT, hand_in, personas

from itilkit.items.forms import load_form
from itilkit.literals import replace_answer

FORM = "00-before"

LATE = '''
from nbgrader.plugins import LateSubmissionPlugin


class OneADay(LateSubmissionPlugin):
    """One point for each day begun."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return float(-(-total_seconds_late // 86400))


c.AssignLatePenalties.plugin_class = OneADay
c.CanvasExporter.section = "Group 7"
c.CanvasExporter.assignment_ids = {"01-focus-on-value": 4711}
c.MoodleExporter.name_format = "itilkit {name}"
'''


@attrs.frozen
class Person:
    """A learner of the class: name, numbers, what was handed in and when."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms_id: str = ""
    persona: str | None = None
    when: str = ON_TIME


#: Names that break files which are written without care.
CLASS = (
    Person("ada", "Ada", 'Öberg, "the Dane"', "ada@example.org", "101", "co-creator", DAY_LATE),
    Person("ben", '=HYPERLINK("x")', "+Brown", "", "102", "please-everyone"),
    Person("cem", "Çem", "O’Neil", "cem@example.org", "", "half-finished", WEEK_LATE),
    Person("dot", "-Dot", "@Ng; Vân", "dot@example.org", "12x", "asks-once"),
    Person("eve", "Eve", "Absent", "eve@example.org", "105"),
    Person("fay", "", "", "fay@example.org", "106", "cheapest", WEEK_LATE),
)


def graded_class(folder):
    """The class, graded: one marked in time, one with extra credit, one graded again since, one waiting."""
    new_course(folder, stock=False)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(LATE)
    for name in (FORM, ASSIGNMENT):
        nbgrader(folder, "generate_assignment", name)
    nbgrader(folder, "db", "assignment", "add", ASSIGNMENT, f"--duedate={DEADLINE}")
    with gradebook(folder) as book:
        for one in CLASS:
            names = {"first_name": one.first, "last_name": one.last, "email": one.email}
            book.add_student(one.id, lms_user_id=one.lms_id, **names)
    for one in CLASS:
        if one.persona is not None:
            hand_in(attrs.evolve(personas()[one.persona], id=one.id), folder, one.when)
    place = folder / "submitted" / "ada" / FORM
    place.mkdir(parents=True)
    form = nbformat.read(ROOT / "exercises" / FORM / f"{FORM}.ipynb", 4)
    for cell in form.cells:
        if cell.id == "before":
            begun = {"finished": False, "responses": {load_form("before").items[0].id: None}}
            cell.source = replace_answer(cell.source, "before", begun)
    nbformat.write(form, place / f"{FORM}.ipynb")
    nbgrader(folder, "autograde", FORM)
    nbgrader(folder, "autograde", ASSIGNMENT)
    mark_by_hand(folder, "dot", 1.5, "Who got it?")
    nbgrader(folder, "autograde", ASSIGNMENT, "--student=dot", "--force")
    mark_by_hand(folder, "ada", 3.5, "Well seen.")
    with gradebook(folder) as book:
        grade = book.find_grade("winter-line-points", ASSIGNMENT, ASSIGNMENT, "ada")
        grade.extra_credit = 0.25
        book.db.commit()
    return folder


# Readers ---------------------------------------------------------------------------------------------


def table(content):
    """The rows of a CSV file as RFC 4180 has it: UTF-8, commas, quotation marks doubled."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def as_canvas_reads(content):
    """What Canvas makes of a gradebook file: by (ID, SIS login, name) the points by (title, number).

    A title’s number stands in brackets at its end; an empty cell is no grade.
    """
    assert not content.startswith(b"\xef\xbb\xbf")
    header, possible, *rows = table(content)
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert "Points Possible" in possible[0]
    titles = [re.fullmatch(r"(.*?)(?:\s\((\d+)\))?", heading).groups() for heading in header[5:]]
    assert all(len(row) == len(header) for row in rows)
    points = {
        (row[1], row[3], row[0]): {
            title: float(cell) if cell else None for title, cell in zip(titles, row[5:], strict=True)
        }
        for row in rows
    }
    return points, dict(zip(titles, map(float, possible[5:]), strict=True)), {row[4] for row in rows}


def as_moodle_reads(content, column):
    """What Moodle makes of a grade file whose ``column`` names the learner.

    As Moodle does it, a row in which that is blank is booked on whoever stands above it.
    """
    header, *rows = table(content)
    whose, items = header.index(column), range(3, len(header))
    found, who = {}, None
    for row in rows:
        who = row[whose] or who
        found.setdefault(who, {}).update(
            {header[item]: float(row[item]) if row[item] else None for item in items}
        )
    return found


@attrs.frozen
class Figures:
    """What the gradebook’s own rows say: points and penalty by (learner, assignment), and each cell."""

    points: dict
    penalty: dict
    cells: dict
    most: dict


def figures(folder):
    """The gradebook read as a plain SQLite file, and its points worked out by hand."""
    book = sqlite3.connect(f"file:{folder / 'gradebook.db'}?mode=ro", uri=True)
    try:
        grades = book.execute(_GRADES).fetchall()
        penalties = book.execute(_PENALTIES).fetchall()
        most = book.execute(_MOST).fetchall()
    finally:
        book.close()
    points, cells, penalty = {}, {}, {}
    for who, assignment, cell, auto, manual, extra, flag in grades:
        mark = (manual if manual is not None else auto or 0.0) + (extra or 0.0)
        cells[who, assignment, cell] = (mark, auto, manual, extra, bool(flag) and manual is None)
        points[who, assignment] = points.get((who, assignment), 0.0) + mark
    for who, assignment, off in penalties:
        penalty[who, assignment] = penalty.get((who, assignment), 0.0) + (off or 0.0)
    counted = {key: max(0.0, score - penalty[key]) for key, score in points.items()}
    return Figures(counted, penalty, cells, {tuple(row[:2]): row[2] for row in most})


_FROM = """
from submitted_assignment s
join assignment a on a.id = s.assignment_id
join submitted_notebook n on n.assignment_id = s.id
"""
_GRADES = f"""
select s.student_id, a.name, b.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
{_FROM} join grade g on g.notebook_id = n.id join base_cell b on b.id = g.cell_id
"""
_PENALTIES = f"select s.student_id, a.name, n.late_submission_penalty {_FROM}"
_MOST = """
select a.name, b.name, g.max_score from grade_cells g join base_cell b on b.id = g.id
join notebook n on n.id = b.notebook_id join assignment a on a.id = n.assignment_id
"""
