"""`itilkit grade` grades what changed, and nothing else."""

import os

import pytest
from batch_course import (
    SMALL,
    copy_of,
    figures,
    grade,
    left,
    mark_and_hand_in_again,
    notebook_file,
    records,
    small_course,
)
from class_course import gradebook, mark_by_hand, nbgrader
from honest_class import lay
from persona_builder import ASSIGNMENT, personas

pytestmark = pytest.mark.slow
COUNT = len(SMALL)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A course whose small class is graded once."""
    folder = small_course(tmp_path_factory.mktemp("base") / "course")
    assert 0 == grade(folder).returncode
    return folder


@pytest.fixture
def graded(base, tmp_path):
    """A course of one’s own that is graded: a copy, so it also stands somewhere else than when it was."""
    return copy_of(base, tmp_path / "course")


def test_nothing_changed(graded):
    """A second run grades nothing and writes no page, also after the course was moved or files touched."""
    before = left(graded)
    os.utime(notebook_file(graded, "empty"))

    done = grade(graded)

    assert 0 == done.returncode
    assert (0, COUNT, 0, 0) == figures(done)
    assert before == left(graded)


def hand_in_anew(folder):
    lay(folder, "empty", personas()["please-everyone"], None)


def lose_the_notebook(folder):
    (folder / "autograded" / "empty" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").unlink()


def lose_the_record(folder):
    (folder / ".itilkit" / "graded" / ASSIGNMENT / "empty.json").unlink()


def spoil_the_record(folder):
    (folder / ".itilkit" / "graded" / ASSIGNMENT / "empty.json").write_text("{", encoding="utf-8")


def lose_the_row(folder):
    nbgrader(folder, "db", "student", "remove", "empty", "--force")


def extend_the_deadline(folder):
    with gradebook(folder) as book:
        book.grant_extension(ASSIGNMENT, "empty", days=2)


def hand_in_another_file(folder):
    notebook_file(folder, "empty").with_name("notes.txt").write_text("see page 2", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        *(hand_in_anew, hand_in_another_file, lose_the_notebook, lose_the_record, spoil_the_record),
        *(lose_the_row, extend_the_deadline),
    ],
    ids=lambda change: change.__name__.replace("_", " "),
)
def test_one_changed(graded, change):
    """One submission is graded again, with its page, and the others are left alone."""
    kept = {name: record for name, record in records(graded).items() if name != "empty"}
    change(graded)

    done = grade(graded)

    assert 0 == done.returncode, done.stderr
    assert (1, COUNT - 1, 0, 1) == figures(done)
    assert kept == {name: record for name, record in records(graded).items() if name != "empty"}
    assert (0, COUNT, 0, 0) == figures(grade(graded))


def new_deadline(folder):
    nbgrader(folder, "db", "assignment", "add", ASSIGNMENT, "--duedate=2026-11-22 12:00:00 UTC")


def new_release(folder):
    path = folder / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            'points(\\"affordable-mix\\", 12', 'points(\\"affordable-mix\\", 11'
        ),
        encoding="utf-8",
    )
    nbgrader(folder, "generate_assignment", ASSIGNMENT, "--force")


def new_kit(folder):
    for path in (folder / ".itilkit" / "graded" / ASSIGNMENT).glob("*.json"):
        path.write_text(
            path.read_text(encoding="utf-8").replace('"itilkit": "', '"itilkit": "0.0.'), encoding="utf-8"
        )


def new_gradebook(folder):
    (folder / "gradebook.db").unlink()
    nbgrader(folder, "generate_assignment", ASSIGNMENT, "--force")


@pytest.mark.parametrize(
    "change",
    [new_deadline, new_release, new_kit, new_gradebook],
    ids=lambda change: change.__name__.replace("_", " "),
)
def test_all_changed(graded, change):
    """Another deadline, release, version of the kit or gradebook is a reason to grade everybody again."""
    change(graded)

    assert (COUNT, 0, 0, COUNT) == figures(grade(graded))


def test_again(graded):
    """With --again everybody is graded again, and what is left is the same."""
    before = left(graded)

    done = grade(graded, "--again")

    assert (COUNT, 0, 0, COUNT) == figures(done)
    assert before == left(graded)


def test_marks_by_hand_get_their_page(graded):
    """After a mark by hand only the learner’s page is written anew; the grade is not touched."""
    mark_by_hand(graded, "signs-text", 3.0, "Plain and true.")

    done = grade(graded)

    page = graded / "feedback" / "signs-text" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    assert (0, COUNT, 0, 1) == figures(done)
    assert "Plain and true." in page.read_text(encoding="utf-8")
    with gradebook(graded) as book:
        grade_ = book.find_grade("affordable-mix-why", ASSIGNMENT, ASSIGNMENT, "signs-text")
        assert (3.0, False) == (grade_.manual_score, grade_.needs_manual_grade)


def test_without_feedback(graded):
    """With --no-feedback no page is written; the next run without it writes those that are missing."""
    mark_and_hand_in_again(graded)

    assert (2, COUNT - 2, 0, 0) == figures(grade(graded, "--no-feedback"))
    assert (0, COUNT, 0, 2) == figures(grade(graded))


def test_chosen_learners(graded):
    """--student, given twice, looks at these two alone; other names of the assignment stay as they are."""
    words = ("--student", "empty", "--student", "co-creator", "--again")

    assert (2, 0, 0, 2) == figures(grade(graded, ASSIGNMENT, *words))
