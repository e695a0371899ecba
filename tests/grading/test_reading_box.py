"""The box of a quick reading: below a written answer in the formgrader, and nowhere else."""

import json

import nbformat
import pytest
from class_course import nbgrader, new_course
from formgrader import Formgrader
from persona_builder import ASSIGNMENT, WRITTEN, assignment, hand_in, personas

from itilkit.grading import autograde
from itilkit.grading.cells.reading_box import TITLE, reading_of, rubric_rows
from itilkit.grading.editions import course_api

RUBRIC = """## Your case

| Point | What must be seen |
|---|---|
| Removed | One cost or risk that **the mix** took off somebody. |
| Something new | What the instructor added. |

Two examples show how it is meant.
"""
TEXT = "It took the risk off Tomas’s crews."


def rows_of(box):
    """By point, what must be seen and what the quick reading says."""
    cells = [line.strip("|").split("|") for line in box.splitlines() if line.startswith("| ")]
    return {name.strip(): (seen.strip(), said.strip()) for name, seen, said in cells[1:]}


def test_the_rubric_stands_beside_it():
    """Each point of the rubric’s table stands in the box as it is written there, with what was found."""
    rows = rows_of(reading_of(WRITTEN, TEXT, RUBRIC))

    assert {
        "Removed": ("One cost or risk that **the mix** took off somebody.", "found: “took … off”"),
        "Something new": ("What the instructor added.", "no words are known for it: read for it"),
    } == rows


def test_nothing_found():
    """A point for which nothing is found is to be read for; it is not said to be missing."""
    rows = rows_of(reading_of(WRITTEN, "Everybody was content.", RUBRIC))

    assert "nothing of it found: read for it" == rows["Removed"][1]


def test_fewer_than_asked_for():
    """Where the rubric asks for two, and one is there, the box says so."""
    rows = rows_of(reading_of(WRITTEN, "Mara got it.", "no table"))

    assert (
        "people and groups – found: “Mara”; the rubric asks for 2"
        == rows["Worth to whom"][1].split("<br>")[0]
    )


def test_a_rubric_without_a_table():
    """Without a table above the answer the box names the points that are known."""
    assert ["Worth to whom", "Removed", "Imposed", "Asking again"] == list(
        rows_of(reading_of(WRITTEN, TEXT, ""))
    )


LENGTHS = {
    1: "1 word, fewer than the 80 to 150 asked for.",
    79: "79 words, fewer than the 80 to 150 asked for.",
    80: "80 words; 80 to 150 were asked for.",
    150: "150 words; 80 to 150 were asked for.",
    151: "151 words, more than the 80 to 150 asked for.",
    20_000: "Far more than 80 to 150 words; only the beginning was read.",
}


@pytest.mark.parametrize(("count", "said"), LENGTHS.items())
def test_length(count, said):
    """The box says how many words there are, and how many were asked for."""
    assert f"{said} Nobody of the case is named." in reading_of(WRITTEN, "word " * count, RUBRIC)


def test_who_is_named():
    """The box says who of the case is named, and what they are to the service."""
    box = reading_of(WRITTEN, "Bryn’s islanders and Tomas.", RUBRIC)

    assert "Named: Tomas (users), Bryn (islanders’ council), islanders." in box


def test_no_box():
    """There is no box for a blank text, nor for a cell of which no reading is known."""
    assert reading_of(WRITTEN, " \n", RUBRIC) is None
    assert reading_of("essay", TEXT, RUBRIC) is None


SLY = (
    "It took <script>alert(1)</script> [x](javascript:alert(1)) | `off` \n\n</div>\n\n# Tomas *if* $\\href{}$"
)


def test_a_sly_text_does_nothing_in_the_box():
    """What is quoted are words: no sign of the text that means something on a page gets into the box."""
    box = reading_of(WRITTEN, SLY, RUBRIC)

    assert "script" not in box
    assert 1 == box.count("</div>")
    assert "#" not in box
    assert 2 == len(rows_of(box))


def test_a_rubric_is_read_from_its_table():
    """Of a table with points in between, the first and the last column are taken."""
    table = "| Criterion | Points | What must be seen |\n|---|:-:|---|\n| Terms | 2 | Three terms. |\n"

    assert {"Terms": "Three terms."} == rubric_rows(table)


# In nbgrader -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which two learners handed in: a text, and none."""
    folder = new_course(tmp_path_factory.mktemp("box") / "course", stock=False)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    for name in ("co-creator", "empty"):
        hand_in(personas()[name], folder)
    nbgrader(folder, "autograde", ASSIGNMENT, "--create")
    return folder


def graded(folder, student):
    path = folder / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return nbformat.read(path, as_version=4).cells


@pytest.mark.slow
def test_where_the_box_stands(course):
    """The box is a locked cell right below a written answer; where nothing was written there is none."""
    cells = graded(course, "co-creator")
    (place,) = [place for place, cell in enumerate(cells) if TITLE in cell.source]

    assert WRITTEN == cells[place - 1].metadata.nbgrader.grade_id
    assert cells[place].metadata.nbgrader.locked
    assert not cells[place].metadata.nbgrader.grade
    assert not cells[place].metadata.nbgrader.solution
    assert not any(TITLE in cell.source for cell in graded(course, "empty"))


@pytest.mark.slow
def test_the_formgrader_shows_it(course):
    """The formgrader's page of a submission has the box below the answer, with what was found."""
    server = Formgrader(course)
    try:
        server.wait()
        handed_in = server.ask(f"submitted_notebooks/{ASSIGNMENT}/{ASSIGNMENT}")
        (ours,) = [each["id"] for each in handed_in if each["student"] == "co-creator"]
        page = server.read(f"{server.address}/formgrader/submissions/{ours}/")
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)

    below = page[page.index(f'id="{WRITTEN}-comment"') :]
    assert TITLE in below
    assert "<td>found: “took … off”</td>" in below
    assert "At least two people or groups" in below


@pytest.mark.slow
def test_learners_do_not_get_it(course):
    """The feedback page holds nothing of the box."""
    nbgrader(course, "generate_feedback", ASSIGNMENT)
    path = course / "feedback" / "co-creator" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    page = path.read_text(encoding="utf-8")

    assert "place on deck was promised" in page
    assert "quick reading" not in page.lower()
    assert "read for it" not in page
    assert "found: “" not in page


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_a_reading_never_stops_the_grading(tmp_path, monkeypatch):
    """When a reading fails, the work is graded all the same, without the box, and the log says so."""
    folder = new_course(tmp_path / "course", stock=False)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    hand_in(personas()["co-creator"], folder)

    def fail(*_):
        raise RecursionError

    monkeypatch.setattr(autograde, "reading_of", fail)
    done = course_api(folder, folder / "nbgrader_config.py").autograde(ASSIGNMENT, "co-creator")

    assert done["success"], json.dumps(done)
    assert f"No quick reading of “{WRITTEN}” (RecursionError)." in done["log"]
    assert not any(TITLE in cell.source for cell in graded(folder, "co-creator"))


def test_the_cells_of_the_six():
    """The written answers of the six assignments are the cells that a reading is known for."""
    for number in ("01", "02", "03", "04", "05", "06"):
        assert reading_of(assignment(number).written, TEXT, "") is not None
