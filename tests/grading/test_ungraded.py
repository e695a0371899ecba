"""A submission whose grading failed or was cut off is not graded: it goes out as no grade, and never as 0."""

import csv
import io
import warnings

import pytest
from class_course import gradebook, nbgrader, new_course
from persona_builder import ASSIGNMENT, hand_in, personas

from itilkit.grading.classes.points import read_points
from itilkit.grading.exports import CanvasExporter, MoodleExporter, QuestionExporter
from itilkit.grading.gradebook.ungraded import ungraded
from itilkit.reports.gathering import gather
from itilkit.reports.marks import rows

pytestmark = pytest.mark.slow

GRADED = "co-creator"
#: nbgrader was stopped when it had entered the submission, and had graded nothing.
BROKEN = "half-finished"
#: Taken in since the others were graded; the gradebook does not know it yet.
NEW = "cheapest"
NOT_GRADED = f"{ASSIGNMENT}: not graded yet, so without points here: {NEW}, {BROKEN}. Run itilkit grade."


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with a graded submission, one whose grading was cut off, and one not graded yet."""
    folder = new_course(tmp_path_factory.mktemp("ungraded") / "course", stock=False)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    hand_in(personas()[GRADED], folder)
    nbgrader(folder, "autograde", ASSIGNMENT)
    for name in (BROKEN, NEW):
        hand_in(personas()[name], folder)
    with gradebook(folder) as book, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's, about what nbgrader does
        # the first that nbgrader does with a submission
        book.add_student(BROKEN)
        book.add_submission(ASSIGNMENT, BROKEN)
    return folder


def exported(course, kind, path):
    """The rows of a file that nbgrader's own command exports, and what it said."""
    words = (f"--exporter=itilkit.grading.exports.{kind.__name__}", f"--to={path}")
    said = nbgrader(course, "export", *words)
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))), said


def test_the_gradebook_knows_it(course):
    """nbgrader has entered the submission with no score at all, and counts 0 for it."""
    with gradebook(course) as book:
        assert {(BROKEN, ASSIGNMENT): ""} == ungraded(book)
        assert 0.0 == book.find_submission(ASSIGNMENT, BROKEN).score


@pytest.mark.parametrize("kind", [CanvasExporter, MoodleExporter])
def test_no_row(course, kind, tmp_path):
    """Canvas and Moodle get a row for the graded one alone, and the instructor is told who is not graded."""
    found, said = exported(course, kind, tmp_path / "out.csv")

    text = str(found)
    assert (True, False, False) == tuple(who in text for who in (GRADED, BROKEN, NEW))
    assert NOT_GRADED in said
    assert "nothing was handed in" not in said


def test_no_points_for_questions(course, tmp_path):
    """The file of questions has no points of what is not graded, and nothing that waits for a person."""
    (header, *found), said = exported(course, QuestionExporter, tmp_path / "out.csv")

    own = [dict(zip(header, row, strict=True)) for row in found if row[0] == BROKEN]
    assert {""} == {cell[name] for cell in own for name in ("points", "auto", "manual", "waiting")}
    assert NOT_GRADED in said
    with gradebook(course) as book:
        assert {GRADED} == {who for who, _ in read_points(book).cells}


def test_the_report_does_not_count_it(course):
    """The report has no score for what is not graded, and shows it as such."""
    data = gather(course)
    assert {GRADED: True, BROKEN: False, NEW: False} == {
        each.learner: each.score is not None for each in data.marks if each.handed_in
    }
    marks = {row.learner: row.marks[ASSIGNMENT] for row in rows(data)}
    assert {(True, None)} == {(marks[who].handed_in, marks[who].score) for who in (BROKEN, NEW)}


def test_marked_by_hand(course):
    """A submission that people have marked throughout is graded, although its tests were never run."""
    with gradebook(course) as book:
        for notebook in book.find_submission(ASSIGNMENT, BROKEN).notebooks:
            for grade in notebook.grades:
                grade.manual_score, grade.needs_manual_grade = 1.0, False
        try:
            book.db.flush()
            assert {} == ungraded(book)
        finally:
            book.db.rollback()
