"""The rubric of a written answer, read from the text above it."""

from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from itilkit.items.rubric import Anchor, RubricRow, read_rubric

ROOT = Path(__file__).parents[1]
TEXT = """## Your case

| Point | What must be seen |
|---|---|
| Worth to whom | Two people, **each** with a result. |
| Removed | One cost, and off whom. |

- **2 points:** “All of it is there.” *(Both.)*
- **1 point:** “Some of it.” *(Removed is missing.)*
"""
CASES = sorted(path for path in (ROOT / "exercises").glob("*/*.ipynb") if path.stem[:2] not in ("00", "07"))


def test_points_and_anchors():
    """A rubric has its points in the order of the table, and its examples from the weaker to the stronger."""
    rubric = read_rubric(TEXT)

    expected = (
        RubricRow("Worth to whom", "Two people, each with a result.", 1),
        RubricRow("Removed", "One cost, and off whom.", 1),
    )
    assert expected == rubric.points
    assert (
        Anchor(1, "“Some of it.” (Removed is missing.)"),
        Anchor(2, "“All of it is there.” (Both.)"),
    ) == rubric.anchors
    assert 2 == rubric.most


@pytest.mark.parametrize("text", ["", "No table here.", "| a | b |", "| a | b |\n| c | d |\n| e | f |"])
def test_no_rubric(text):
    """A text without a table of points is no rubric."""
    assert read_rubric(text) is None


@pytest.mark.parametrize(
    ("marks", "given"),
    [({}, 0), ({"0": 1}, 1), ({"0": 1, "1": 1}, 2), ({"0": 5, "1": -1, "7": 1}, 1), ({"0": "1"}, 0)],
)
def test_points_given_stay_within_the_rubric(marks, given):
    """Points are added up over the rubric’s own points, each cut to what it may be."""
    assert given == read_rubric(TEXT).given(marks)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_written_answer_has_a_rubric_with_two_anchors(path):
    """Above each written answer stands a rubric worth its points, with a weak and a strong example."""
    cells = nbformat.read(path, as_version=4).cells
    written = [
        (above, cell)
        for above, cell in pairwise(cells)
        if cell.cell_type == "markdown" and cell.metadata.nbgrader.solution
    ]
    assert 1 == len(written)
    ((above, cell),) = written
    rubric = read_rubric(above.source)
    assert cell.metadata.nbgrader.points == rubric.most
    assert 2 == len(rubric.anchors)
    assert rubric.anchors[0].points < rubric.anchors[1].points
