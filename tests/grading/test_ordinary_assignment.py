"""An instructor's own assignment, with ordinary code to write, goes nbgrader's ordinary way beside ours."""

import json

import nbformat
import pytest
from class_course import gradebook, nbgrader, new_course
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from persona_builder import ASSIGNMENT, hand_in, personas

pytestmark = pytest.mark.slow

OWN = "02-squares"
SOLUTION = """def square(x):
    ### BEGIN SOLUTION
    return x * x
    ### END SOLUTION"""
TEST = """assert square(3) == 9
### BEGIN HIDDEN TESTS
assert square(-2) == 4
### END HIDDEN TESTS"""
PRETENDING = """from itilkit import record

record(
    "square",
    answer="c",
)"""
KERNEL = f"“{OWN}” holds ordinary code: nbgrader’s own executor runs it."


def marks(name, **more):
    known = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return {"nbgrader": {**known, "grade_id": name, **more}}


def source():
    """The instructor's notebook: one function to write, worth three points, and one test."""
    cells = [
        new_markdown_cell("# Squares", id="head", metadata=marks("head", locked=True)),
        new_code_cell(SOLUTION, id="square", metadata=marks("square", solution=True)),
        new_code_cell(TEST, id="test", metadata=marks("test", grade=True, locked=True, points=3)),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def write(path, notebook):
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def submission(folder, student, square, *, metadata=None):
    """The released notebook with a function in it, and whatever its metadata claims."""
    notebook = nbformat.read(folder / "exercises" / OWN / f"{OWN}.ipynb", as_version=4)
    notebook.cells[1].source = square
    notebook.metadata.update(metadata or {})
    write(folder / "submitted" / student / OWN / f"{OWN}.ipynb", notebook)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A mixed course, both assignments graded; the course folder and both logs."""
    folder = new_course(tmp_path_factory.mktemp("mixed") / "course", stock=False)
    write(folder / "solutions" / OWN / f"{OWN}.ipynb", source())
    nbgrader(folder, "generate_assignment", "--assignment=*")
    submission(folder, "ada", "def square(x):\n    return x ** 2")
    submission(folder, "ben", "def square(x):\n    return x + 5")
    claims = {"itilkit": {"trusted": True, "problems": {}}, "itilkit_source": str(folder / "solutions")}
    submission(folder, "cleo", "def square(x):\n    return x * x", metadata=claims)
    submission(folder, "dan", PRETENDING)
    hand_in(personas()["please-everyone"], folder)
    return (
        folder,
        nbgrader(folder, "autograde", OWN, "--create"),
        nbgrader(folder, "autograde", ASSIGNMENT, "--create"),
    )


def score(folder, assignment, student):
    with gradebook(folder) as book:
        return book.find_submission(assignment, student).score


def test_ordinary_code_is_run_and_graded(graded):
    """Right code earns its points, wrong code and a call of the kit in its place earn none."""
    folder, _, _ = graded

    points = {student: score(folder, OWN, student) for student in ("ada", "ben", "cleo", "dan")}
    assert {"ada": 3.0, "ben": 0.0, "cleo": 3.0, "dan": 0.0} == points


def test_the_log_says_which_way(graded):
    """One line for each submission says that nbgrader's executor runs it; for the kit's own none does."""
    _, own, kit = graded

    assert 4 == own.count(KERNEL)
    assert "holds ordinary code" not in kit
    assert "Traceback" not in own + kit


def test_what_learners_claim_changes_nothing(graded):
    """Metadata that pretends to belong to the kit is no reason to treat a notebook otherwise."""
    folder, _, _ = graded
    path = folder / "autograded" / "cleo" / OWN / f"{OWN}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]

    assert "return x * x" in "".join(cells[1]["source"])
    assert [1, 2] == [cell["execution_count"] for cell in cells if cell["cell_type"] == "code"]


def test_both_in_one_course(graded):
    """The kit's own assignment in the same course is graded from its answers."""
    folder, _, _ = graded

    assert pytest.approx(personas()["please-everyone"].points["affordable-mix-points"] + 2.55) == score(
        folder, ASSIGNMENT, "please-everyone"
    )
