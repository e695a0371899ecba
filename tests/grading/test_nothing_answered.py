"""What counts as a notebook in which nothing is answered: an exercise as handed out, and no more."""

import attrs
import pytest
from persona_builder import ROOT

from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import as_outline, nothing_answered
from itilkit.literals import replace_answer
from itilkit.notebook_reader import NotebookCell

EXERCISES = sorted((ROOT / "exercises").glob("*/*.ipynb"))
FIRST = next(path for path in EXERCISES if path.stem.startswith("01"))
#: An answer of each shape, as the cards write it; none of the options ticked is one, too.
ANSWERS = ("b", ["a", "c"], [], {"x": "y"}, {"variant": "graded", "runs": 1, "moves": ["ask mara"]})
#: What a card leaves behind of which everything was undone.
EMPTY = (
    None,
    "",
    {},
    {"variant": "graded", "runs": 2, "moves": []},
    {"finished": False, "responses": {}},
)


def handed_out(path=FIRST):
    """The cells of an exercise, and the same as an outline."""
    cells, fault = read_cells(path)
    assert not fault
    return cells, as_outline(cells)


def with_source(cells, name, source):
    """The cells, with another text in the one called ``name``."""
    return [
        attrs.evolve(cell, source=source, untouched=False) if name in cell.ids else cell for cell in cells
    ]


def literal_ids(outline):
    """The ids of answer cells."""
    return [name for name, cell in outline.items() if cell.marks.solution and cell.kind == "code"]


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_as_handed_out(path):
    """Every exercise as it is handed out answers nothing."""
    assert nothing_answered(*handed_out(path))


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_one_answer_is_something(path):
    """One answer in any of its cells is something, whatever its shape."""
    cells, outline = handed_out(path)
    for name in literal_ids(outline):
        for answer in ANSWERS:
            source = replace_answer(outline[name].source, name, answer)
            assert not nothing_answered(with_source(cells, name, source), outline), (name, answer)


@pytest.mark.parametrize("answer", EMPTY, ids=repr)
def test_all_undone(answer):
    """An answer cell that a card wrote and emptied again answers nothing."""
    cells, outline = handed_out()
    name = literal_ids(outline)[0]
    source = replace_answer(outline[name].source, name, answer)
    assert nothing_answered(with_source(cells, name, source), outline)


def test_lost_ids_and_changed_kinds():
    """Ids that an editor dropped, a cell turned into Markdown, spaces and empty cells are no answers."""
    cells, outline = handed_out()
    bare = [attrs.evolve(cell, kind="markdown", source=f"{cell.source}\n\n", ids=()) for cell in cells]
    assert nothing_answered(
        [*bare, *bare, NotebookCell("code", " \n", ()), NotebookCell("raw", "", ("x",))], outline
    )


@pytest.mark.parametrize("kind", ["markdown", "code", "raw"])
def test_any_text_is_something(kind):
    """A text is something: in its field, in a new cell, or in a cell that asks."""
    cells, outline = handed_out()
    field = next(name for name, cell in outline.items() if cell.marks.solution and cell.kind == "markdown")
    asking = next(name for name, cell in outline.items() if not cell.marks.solution and "|" in cell.source)
    text = "Mara gains most from the early ferry."
    assert not nothing_answered(with_source(cells, field, text), outline)
    assert not nothing_answered([*cells, NotebookCell(kind, text, ("new",))], outline)
    assert not nothing_answered(with_source(cells, asking, f"{outline[asking].source}\n\n{text}"), outline)


def test_a_picture_is_something():
    """A picture of an answer is something, in the field and in a new cell."""
    cells, outline = handed_out()
    field = next(name for name, cell in outline.items() if cell.marks.solution and cell.kind == "markdown")
    shown = [attrs.evolve(cell, pictures=field in cell.ids) for cell in cells]
    assert not nothing_answered(shown, outline)
    assert not nothing_answered([*cells, NotebookCell("markdown", "", ("new",), pictures=True)], outline)


def test_an_edited_answer_is_something():
    """An answer cell that cannot be read as one was touched by somebody: it is graded, and said."""
    cells, outline = handed_out()
    name = literal_ids(outline)[0]
    assert not nothing_answered(with_source(cells, name, f'record("{name}", answer=[1,'), outline)
    assert not nothing_answered(with_source(cells, name, "Mara, then the ferry"), outline)


@pytest.mark.parametrize(
    "text", ["# Restore the service first", "#1 Mara gains most\n#2 and Tomas", "mark(1)"]
)
@pytest.mark.parametrize("kind", ["markdown", "code", "raw"])
def test_what_python_would_not_read_is_something_too(kind, text):
    """A heading, numbered lines or a comment is a text like any other, in its field and in a new cell."""
    cells, outline = handed_out()
    field = next(name for name, cell in outline.items() if cell.marks.solution and cell.kind == "markdown")
    assert not nothing_answered([*cells, NotebookCell(kind, text, ("new",))], outline)
    assert not nothing_answered(with_source(cells, field, text), outline)


def test_a_comment_beside_an_answer_is_something():
    """Words that stand in an answer cell, though the call in it records nothing."""
    cells, outline = handed_out()
    name = literal_ids(outline)[0]
    source = f"{outline[name].source}\n# Mara, because the early ferry is hers"
    assert not nothing_answered(with_source(cells, name, source), outline)


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_an_earlier_release_as_handed_out(path):
    """An untouched exercise of an earlier release answers nothing, whatever was reworded since; once it is
    touched, its checksum says so.
    """
    cells, outline = handed_out(path)
    assert any(cell.untouched for cell in cells)
    now = {
        name: attrs.evolve(cell, source="Reworded.") if cell.untouched else cell
        for name, cell in outline.items()
    }
    assert nothing_answered(cells, now)
    touched = [attrs.evolve(cell, untouched=False) for cell in cells]
    assert not nothing_answered(touched, now)
