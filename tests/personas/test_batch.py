"""Stock nbgrader grades a whole class of honest, open, broken and hand-edited submissions in one batch."""

import nbformat
import pytest
from class_course import gradebook
from persona_builder import ASSIGNMENT, ITEMS, MIX, MOST, WRITTEN, personas, strategies

pytestmark = pytest.mark.slow

CLASS = personas()
WROTE = {"provider-only", "asks-once", "please-everyone", "co-creator", "unknown-feature", "sly-text"}


def grades_of(graded_class, student):
    with gradebook(graded_class.folder) as book:
        submission = book.find_submission(ASSIGNMENT, student)
        return {
            grade.name: (grade.auto_score, grade.needs_manual_grade, grade.max_score)
            for grade in submission.notebooks[0].grades
        }


def autograded(graded_class, student):
    path = graded_class.folder / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return nbformat.read(path, as_version=4)


@pytest.mark.parametrize("student", CLASS)
def test_points_by_the_rules(graded_class, student):
    """Every grade cell of every submission holds the points that the rules give."""
    grades = grades_of(graded_class, student)

    expected = CLASS[student].points
    assert expected == pytest.approx({cell: grades[cell][0] for cell in expected}, abs=1e-6)


@pytest.mark.parametrize("name", strategies())
def test_strategies_earn_their_figures(graded_class, name):
    """A strategy of the scenario, handed in as a submission, earns the score of strategies.toml."""
    score, _, _ = grades_of(graded_class, name)[f"{MIX}-points"]

    assert strategies()[name]["score"] == pytest.approx(score, abs=1e-6)


@pytest.mark.parametrize("student", CLASS)
def test_written_answers_wait_for_a_person(graded_class, student):
    """A written answer waits for a mark by hand; the untouched field earns 0 and waits for nobody."""
    score, waits, _ = grades_of(graded_class, student)[WRITTEN]

    assert (student in WROTE) == waits
    assert (None if student in WROTE else 0) == score


def test_points_of_the_assignment(graded_class):
    """The assignment is worth 22 points: 12 for the year, 1 for each question, 4 for the text."""
    grades = grades_of(graded_class, "empty")

    assert {name: most for name, (_, _, most) in grades.items()} == MOST
    assert sum(MOST.values()) == 22


def test_nothing_stops_the_batch(graded_class):
    """Every submission comes out graded, whatever stands in it."""
    out = {folder.name for folder in (graded_class.folder / "autograded").iterdir()}

    assert set(CLASS) == out


def test_the_log_is_calm(graded_class):
    """The log of the batch holds no traceback and no error."""
    assert "Traceback" not in graded_class.log
    assert "ERROR" not in graded_class.log


@pytest.mark.parametrize("student", CLASS)
def test_a_result_is_one_number(graded_class, student):
    """A test cell ends in one number that nbgrader reads, or in one sentence, and never writes to stderr."""
    for cell in autograded(graded_class, student).cells:
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code":
            kinds = [output.output_type for output in cell.outputs]
            assert kinds in (["display_data", "execute_result"], ["error"])
            if kinds == ["error"]:
                assert len(cell.outputs[0].traceback) == 1
                assert "\n" not in cell.outputs[0].traceback[0]


SENTENCES = {
    ("empty", MIX): "“affordable-mix” is not played yet: play it on its card above.",
    ("empty", "harbour-wifi"): "“harbour-wifi” is not answered yet: choose on its card above.",
    ("over-budget", MIX): "cost 35, but summer has 28",
    ("unknown-feature", MIX): "teleporter",
    ("asked-twice", MIX): "Move 2, “ask mara”: ",
    ("another-variant", MIX): "was played on another variant than this notebook’s",
    ("wrong-type", MIX): "moves should be a list of lines",
    ("wrong-type", "harbour-wifi"): "should be one option such as “a”",
    ("wrong-type", "ticket-machines"): "should be one option such as “a”",
    ("wrong-type", "clinic-shuttle"): "should be a list of options",
    ("wrong-type", "winter-line"): "names an option “z” that is not there",
    ("wrong-type", "boarding-app"): "should be one option such as “a”",
    ("wrong-type", "parcel-counter"): "names “b” twice",
    ("no-run-at-all", MIX): "should name variant, runs and moves",
    ("unparsable", MIX): "cannot be read (line 5): a bracket, quotation mark or comma is missing",
    ("unparsable", "harbour-wifi"): "cannot be read (line 5): a bracket, quotation mark or comma is missing",
    ("huge", MIX): "should name variant, runs and moves",
    ("huge", "harbour-wifi"): "names an option “xxxxx",
}


@pytest.mark.parametrize(("student", "item"), SENTENCES, ids=lambda word: word)
def test_a_broken_answer_gets_its_sentence(graded_class, student, item):
    """What cannot be graded earns 0 for itself alone and says in one sentence what is wrong."""
    cells = autograded(graded_class, student).cells
    (error,) = next(cell for cell in cells if cell.id == f"{item}-points").outputs

    assert SENTENCES[student, item] in error.evalue
    assert len(error.evalue) < 400


def test_a_broken_answer_costs_only_itself(graded_class):
    """Beside an unreadable or a huge answer, the others keep their points."""
    for student in ("unparsable", "huge"):
        grades = grades_of(graded_class, student)
        points = {item: grades[f"{item}-points"][0] for item in ITEMS}
        assert {**dict.fromkeys(ITEMS, 0.0), "ticket-machines": 1.0} == points
