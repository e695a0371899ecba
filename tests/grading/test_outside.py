"""A written answer outside of its field waits for a person, is repeated until then, and is on its page."""

import json
import re
import shutil

import nbformat
import pytest
from batch_course import figures, grade, notebook_file, small_course
from class_course import gradebook, mark_by_hand
from honest_class import lay
from persona_builder import ASSIGNMENT, WRITTEN, exercise, personas
from test_taking import TEXT, answered, cell_of, copy_of, field, new_cell

from itilkit.grading.autograde import BESIDE
from itilkit.grading.cells.released import INSTEAD

pytestmark = pytest.mark.slow

RIGHT = personas()["co-creator"]
STUB = next(cell.source for cell in exercise().cells if cell.id == WRITTEN)


def in_a_new_cell(book):
    field(book)["source"] = STUB
    book["cells"].append(new_cell("markdown", TEXT))


def split(book):
    first, rest = TEXT.split("\n\n", 1)
    field(book)["source"] = first
    book["cells"].append(copy_of(field(book), source=rest))


def of_another_kind(book):
    for cell in book["cells"]:
        cell["cell_type"] = "markdown" if cell["metadata"].get("nbgrader", {}).get("solution") else "raw"


def copied_untouched(book):
    cell = cell_of(book, "harbour-wifi")
    empty = cell["source"].replace('answer="c"', "answer=None")
    assert empty != cell["source"]
    book["cells"].append(copy_of(cell, source=empty))


def twice_and_beside(book):
    cell = cell_of(book, "harbour-wifi")
    book["cells"].append(copy_of(cell, source=cell["source"].replace('answer="c"', 'answer="a"')))
    book["cells"].append(new_cell("raw", "# Zebras\n\nOne <b>more</b>."))


def untouched(book):
    field(book)["source"] = STUB


SHAPES = (in_a_new_cell, split, of_another_kind, copied_untouched, twice_and_beside, untouched)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which notebooks of these shapes were graded."""
    folder = small_course(tmp_path_factory.mktemp("course") / "course", people=())
    for shape in SHAPES:
        name = shape.__name__
        lay(folder, name, RIGHT, None)
        book = answered(TEXT)
        shape(book)
        notebook_file(folder, name).write_text(json.dumps(book), encoding="utf-8")
    done = grade(folder)
    assert (0, "") == (done.returncode, done.stderr)
    return folder, done


def graded(folder, student):
    """The graded notebook of a learner, by id, with the invisible joiners taken out."""
    path = folder / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return {cell.id: cell.source.replace("\u2060", "") for cell in cells}


def page(folder, student):
    """The text of a learner's feedback page, without its tags."""
    html = (folder / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", html.replace("\u2060", "")).split())


def scores(folder, student):
    """The points that the gradebook holds of a learner, and the cells that wait."""
    with gradebook(folder) as book:
        (entry,) = book.find_submission(ASSIGNMENT, student).notebooks
        found = {grade.name: grade.auto_score for grade in entry.grades}
        return found, [grade.name for grade in entry.grades if grade.needs_manual_grade]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_nothing_is_lost(course, shape):
    """Every answer has its points, and every text but an untouched field waits for a person."""
    folder, _ = course
    points, waits = scores(folder, shape.__name__)

    wrong = {"harbour-wifi-points": 0.0} if shape is twice_and_beside else {}
    assert {**RIGHT.points, **wrong} == pytest.approx({name: points[name] for name in RIGHT.points})
    assert ([] if shape is untouched else [WRITTEN]) == waits


def test_the_marker_reads_it(course):
    """What stands outside is before the marker and on the learner's page, marked as standing outside."""
    folder, _ = course
    instead, beside = graded(folder, "in_a_new_cell"), graded(folder, "twice_and_beside")

    assert f"{INSTEAD}\n\n{TEXT}" == instead[WRITTEN]
    assert TEXT == graded(folder, "split")[WRITTEN]
    assert TEXT == beside[WRITTEN]
    assert f"{BESIDE}\n\n> # Zebras\n>\n> One <b>more</b>." == beside[f"itilkit-outside-{WRITTEN}"]
    assert "Nothing stands in the field of this answer. What follows was written outside of it: Bryn" in page(
        folder, "in_a_new_cell"
    )
    assert "not part of an answer above: Zebras One &lt;b&gt;more&lt;/b&gt;." in page(
        folder, "twice_and_beside"
    )


def test_it_is_repeated_until_it_is_marked(course, tmp_path):
    """The remark is repeated while the text waits, and ends with the mark; another one holds for good."""
    folder, first = course
    mine = shutil.copytree(folder, tmp_path / "course")
    said = (
        f"in_a_new_cell, {ASSIGNMENT}: The field of the written answer “{WRITTEN}” is empty; "
        "what stands outside it is shown there."
    )
    twice = "“harbour-wifi” stands in it 2 times with different answers; the last one counts."

    second = grade(mine)
    mark_by_hand(mine, "in_a_new_cell", 3.0, "Well seen.")
    mark_by_hand(mine, "twice_and_beside", 3.0, "Well seen.")
    third = grade(mine)

    assert (0, len(SHAPES), 0, 0) == figures(second)
    for done in (first, second):
        assert said in done.stdout.splitlines()
        assert f"twice_and_beside, {ASSIGNMENT}: {twice}" in done.stdout.splitlines()
        assert "2 submissions to look at: each is named above." in done.stdout
    assert (0, len(SHAPES), 0, 2) == figures(third)
    assert said not in third.stdout
    assert twice in third.stdout
    assert "1 submission to look at: each is named above." in third.stdout
