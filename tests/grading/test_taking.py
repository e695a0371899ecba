"""Answers out of a notebook as people leave it: copied, split, of another kind, written elsewhere."""

import ast
import json
import uuid
from itertools import count, product

import attrs
import pytest
from persona_builder import ITEMS, MIX, ROOT, WRITTEN, exercise, notebook_of, personas

from itilkit.grading.cells.submitted import MOST_CELLS, read_cells
from itilkit.grading.cells.taking import (
    LONGEST_TEXT,
    as_outline,
    nothing_answered,
    read_literal,
    take_answers,
)
from itilkit.grading.gradebook.remarks import Holds, Remark
from itilkit.items import AnswerProblem
from itilkit.literals import LONGEST_SOURCE, replace_answer
from itilkit.notebook_reader import NotebookCell

RIGHT = personas()["co-creator"]
EXERCISES = sorted((ROOT / "exercises").glob("*/*.ipynb"))
TEXT = (
    "Bryn’s islanders had **food on Friday**, because the lorry’s place was promised.\n\n"
    '- "It took the risk of loading off Tomas," I would say.\n'
    "- None of the calls at the gate fell to him (they fell to Mara).\n\n"
    "If those calls double, I would ask Mara first."
)
KINDS = ("markdown", "code", "raw")
numbers = count()


def handed_in(book):
    """A notebook as plain data, which tests may change as no editor should."""
    return json.loads(json.dumps(book))


def answered(text=None):
    """The first assignment with all its questions answered, and ``text`` in its field, if any."""
    book = handed_in(notebook_of(RIGHT))
    field(book)["source"] = text if text is not None else field(handed_in(exercise()))["source"]
    return book


def place_of(book, name):
    """Where the cell called ``name`` stands."""
    return next(place for place, cell in enumerate(book["cells"]) if cell.get("id") == name)


def cell_of(book, name):
    """The cell called ``name``."""
    return book["cells"][place_of(book, name)]


def field(book):
    """The field of the written answer."""
    return cell_of(book, WRITTEN)


def new_cell(kind, source):
    """A cell that a learner added."""
    return {"cell_type": kind, "id": f"new-{next(numbers)}", "metadata": {}, "source": source}


def copy_of(cell, **changes):
    """A cell as JupyterLab pastes or splits it: all its metadata, and an id of its own."""
    return {**json.loads(json.dumps(cell)), "id": uuid.uuid4().hex[:8], **changes}


@pytest.fixture
def taken(tmp_path):
    """What is read out of a notebook that was handed in."""
    outline = as_outline(read_cells(EXERCISES[1])[0])
    literals = [name for name in (MIX, *ITEMS) if name in outline]

    def take(book):
        path = tmp_path / "handed-in.ipynb"
        path.write_text(json.dumps(book), encoding="utf-8")
        cells, fault = read_cells(path)
        assert not fault
        return take_answers(cells, outline, literals)

    return take


def as_cells(book):
    """The cells of a notebook without their metadata."""
    return [NotebookCell(cell["cell_type"], cell["source"], ()) for cell in book["cells"]]


def what_a_marker_reads(answers):
    """What stands before the marker in the place of the written answer."""
    return answers.outside if WRITTEN in answers.instead else answers.texts.get(WRITTEN, "")


# written answers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "place"), list(product(KINDS, range(len(exercise().cells) + 1))))
def test_text_in_a_new_cell_reaches_the_marker(taken, kind, place):
    """A text in a cell of its own stands before the marker, whatever the kind of the cell and its place."""
    book = answered()
    book["cells"].insert(place, new_cell(kind, TEXT))

    found = taken(book)

    assert (TEXT, frozenset({WRITTEN}), {}) == (found.outside, found.instead, dict(found.texts))
    said = f"The field of the written answer “{WRITTEN}” is empty; what stands outside it is shown there."
    assert Remark(said, Holds.UNTIL_MARKED) in found.remarks
    assert RIGHT.answers == dict(found.literals)


@pytest.mark.parametrize(
    ("name", "below"),
    list(product([cell.id for cell in exercise().cells if cell.id != WRITTEN], [True, False])),
)
def test_text_in_a_neighbours_cell_reaches_the_marker(taken, name, below):
    """A text typed into any other cell stands before the marker without what was there before."""
    book = answered()
    cell = cell_of(book, name)
    own = cell["source"]
    cell["source"] = f"{own}\n\n{TEXT}" if below else f"{TEXT}\n\n{own}"

    found = taken(book)

    assert TEXT == found.outside
    assert {WRITTEN} == found.instead


@pytest.mark.parametrize("name", [MIX, *ITEMS])
def test_text_in_place_of_an_answer_reaches_the_marker(taken, name):
    """A text that replaced a whole answer stands before the marker, and the answer says what it lacks."""
    book = answered()
    cell_of(book, name)["source"] = TEXT

    found = taken(book)

    assert TEXT == found.outside
    assert [name] == list(found.problems)


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_of_another_kind(taken, kind):
    """A field that was turned into another kind of cell is read as it stands."""
    book = answered(TEXT)
    field(book)["cell_type"] = kind

    found = taken(book)

    assert ({WRITTEN: TEXT}, "", ()) == (dict(found.texts), found.outside, found.remarks)


@pytest.mark.parametrize("lost", [("id",), ("metadata",), ("id", "metadata")], ids="+".join)
def test_ids_and_metadata_that_an_editor_dropped(taken, lost):
    """Without ids, without metadata or without both, answers are read and the text reaches the marker."""
    book = answered(TEXT)
    for cell in book["cells"]:
        for name in lost:
            cell[name] = {} if name == "metadata" else None

    found = taken(book)

    assert RIGHT.answers == dict(found.literals)
    assert TEXT == what_a_marker_reads(found)
    assert (len(lost) == 2) == (WRITTEN in found.instead)


@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_an_untouched_copy_of_the_field(taken, above):
    """A copy of the field that was left as it was takes nothing away, above it or below."""
    book = answered(TEXT)
    copied = copy_of(field(book), source=field(answered())["source"])
    book["cells"].insert(place_of(book, WRITTEN) + (0 if above else 1), copied)

    assert {WRITTEN: TEXT} == dict(taken(book).texts)


@pytest.mark.parametrize("fresh", [True, False], ids=["fresh id", "same id"])
def test_a_split_field_is_joined(taken, fresh):
    """The parts of a field that was split are joined in their order, an exact double once."""
    book = answered(TEXT)
    place, (first, rest) = place_of(book, WRITTEN), TEXT.split("\n\n", 1)
    changes = {} if fresh else {"id": WRITTEN}
    field(book)["source"] = first
    parts = [copy_of(field(book), source=source, **changes) for source in (f"{rest}\n", rest, first)]
    book["cells"][place + 1 : place + 1] = parts

    found = taken(book)

    assert {WRITTEN: f"{first}\n\n{rest}"} == dict(found.texts)
    said = f"The written answer “{WRITTEN}” stands in it in 2 cells; they were joined."
    assert (Remark(said),) == found.remarks


def test_a_split_but_unwritten_field_is_untouched(taken):
    """An untouched field that was split is still untouched."""
    book = answered()
    stub = field(book)["source"]
    field(book)["source"] = stub[:20]
    book["cells"].insert(place_of(book, WRITTEN) + 1, copy_of(field(book), source=stub[20:]))

    found = taken(book)

    assert ({}, "", ()) == (dict(found.texts), found.outside, found.remarks)


def test_text_beside_an_answer_is_shown_too(taken):
    """Where the field is answered, what stands outside of it is kept apart from it, and said."""
    book = answered(TEXT)
    book["cells"].append(new_cell("markdown", "And one thing more: the clinic."))

    found = taken(book)

    assert {WRITTEN: TEXT} == dict(found.texts)
    assert ("And one thing more: the clinic.", frozenset()) == (found.outside, found.instead)
    said = "Text stands outside the written answer, too: it is shown below it."
    assert (Remark(said, Holds.UNTIL_MARKED),) == found.remarks


def test_a_copy_of_the_answer_elsewhere_is_nothing_new(taken):
    """The same text once more in a cell of its own is not shown twice."""
    book = answered(TEXT)
    book["cells"].append(new_cell("markdown", f"{TEXT}\n"))

    assert "" == taken(book).outside


def test_a_missing_field(taken):
    """A field that is missing is said, and so is what stands elsewhere in its place."""
    book = answered()
    book["cells"].remove(field(book))
    gone = taken(book)
    book["cells"].append(new_cell("raw", TEXT))
    found = taken(book)

    assert Remark(f"The cell of the written answer “{WRITTEN}” is missing.", Holds.ALWAYS) in gone.remarks
    assert (TEXT, {WRITTEN}) == (found.outside, found.instead)
    said = f"The field of the written answer “{WRITTEN}” is missing; what stands outside it is shown there."
    assert Remark(said, Holds.UNTIL_MARKED) in found.remarks


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_an_untouched_exercise_holds_no_text(tmp_path, path):
    """Whatever an editor drops or changes in what nobody answered, no text of ours is a learner's."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    outline = as_outline(read_cells(path)[0])
    literals = [name for name, cell in outline.items() if cell.marks.solution and cell.kind == "code"]
    bare, headed, older = (json.loads(json.dumps(whole)) for _ in range(3))
    for cell in bare["cells"]:
        cell |= {"id": None, "metadata": {}, "cell_type": "raw"}
    for cell in headed["cells"]:
        cell |= {"cell_type": "markdown", "source": ["# ", *cell["source"]]}
    for name, cell in outline.items():
        outline[name] = cell if cell.kind == "code" else attrs.evolve(cell, source="In other words.")
    for book in (bare, headed):
        file = tmp_path / path.name
        file.write_text(json.dumps(book), encoding="utf-8")
        fresh = as_outline(read_cells(path)[0])
        found = take_answers(read_cells(file)[0], fresh, literals)
        assert ({}, "", {}) == (dict(found.texts), found.outside, dict(found.problems))
    # the texts of the release are others now: what was handed out before is still nobody's answer
    file.write_text(json.dumps(older), encoding="utf-8")
    found = take_answers(read_cells(file)[0], outline, literals)
    assert ({}, "") == (dict(found.texts), found.outside)


def test_a_long_text_is_cut_and_said(taken):
    """More than anybody reads is cut, in the field and outside of it, and the cut is said."""
    long = "Mara and the ferry. " * (LONGEST_TEXT // 10)
    inside, outside = answered(long), answered()
    outside["cells"].append(new_cell("markdown", long))

    assert LONGEST_TEXT == len(taken(inside).texts[WRITTEN])
    assert f"The written answer “{WRITTEN}” was cut after 50,000 characters." == taken(inside).remarks[0].said
    assert LONGEST_TEXT >= len(taken(outside).outside) > LONGEST_TEXT - 2
    assert "Only the first 50,000 characters outside are shown." in [
        remark.said for remark in taken(outside).remarks
    ]


# literals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("headed", [False, True], ids=["as it is", "as a heading"])
def test_an_answer_of_another_kind(taken, tmp_path, kind, headed):
    """Answer cells that were turned into Markdown or raw text, by m, r or a heading's key, are read."""
    book = answered(TEXT)
    for name in (MIX, *ITEMS):
        cell = cell_of(book, name)
        cell |= {"cell_type": kind, "source": f"# {cell['source']}" if headed else cell["source"]}

    found = taken(book)

    assert (RIGHT.answers, {}, "") == (dict(found.literals), dict(found.problems), found.outside)
    assert RIGHT.answers[MIX] == read_literal(read_cells(tmp_path / "handed-in.ipynb")[0], MIX)


@pytest.mark.parametrize("blank", [None, [], {"variant": "graded", "runs": 1, "moves": []}], ids=repr)
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
@pytest.mark.parametrize("name", [MIX, ITEMS[0]])
def test_answered_before_unanswered(taken, name, above, blank):
    """An answered copy of a cell counts before an unanswered or emptied one, wherever it stands."""
    book = answered()
    cell = cell_of(book, name)
    copied = copy_of(cell, source=replace_answer(cell["source"], name, blank))
    book["cells"].insert(place_of(book, name) + (0 if above else 1), copied)

    found = taken(book)

    assert (RIGHT.answers, ()) == (dict(found.literals), found.remarks)


@pytest.mark.parametrize("moves", [["ask mara", 7], ["ask mara", None, True, -1.5]], ids=repr)
def test_an_answer_of_any_values_is_no_text(taken, moves):
    """The lines of an answer are no text of a learner’s, whatever values stand in them."""
    book = answered()
    cell = cell_of(book, MIX)
    cell["source"] = replace_answer(cell["source"], MIX, {"variant": "graded", "runs": 1, "moves": moves})

    assert "" == taken(book).outside


def test_answered_before_unreadable(taken):
    """A readable answer counts before one that cannot be read, and that one is told before none."""
    book = answered()
    (name, *_) = ITEMS
    cell = cell_of(book, name)
    book["cells"].append(copy_of(cell, source=f'record("{name}", answer="b'))
    both = taken(book)
    cell["source"] = replace_answer(cell["source"], name, None)
    alone = taken(book)

    assert (RIGHT.answers, {}) == (dict(both.literals), dict(both.problems))
    assert [name] == list(alone.problems)


def test_two_different_answers(taken):
    """Of two different answers the last one counts, and the remark holds as long as the file does."""
    book = answered()
    (name, *_) = ITEMS
    cell = cell_of(book, name)
    book["cells"].append(copy_of(cell, source=replace_answer(cell["source"], name, "a")))

    found = taken(book)

    assert "a" == found.literals[name]
    said = f"“{name}” stands in it 2 times with different answers; the last one counts."
    assert Remark(said, Holds.ALWAYS) in found.remarks


def test_its_own_cell_before_another(taken):
    """An answer in the cell that the card shows counts before one that lost its id, and it is said."""
    book = answered()
    (name, *_) = ITEMS
    source = replace_answer(cell_of(book, name)["source"], name, "a")
    book["cells"].append(new_cell("code", source))

    found = taken(book)

    assert RIGHT.answers == dict(found.literals)
    said = f"“{name}” stands in it 2 times with different answers; the last one of its own cells counts."
    assert Remark(said, Holds.ALWAYS) in found.remarks


def test_many_copies(taken):
    """Of copies that are longer than any honest ones, the last are read: reading has a limit."""
    (name, *_) = ITEMS
    padded = "# x" * 1000
    books = [answered(), answered()]
    for book, copies in zip(books, (5, LONGEST_SOURCE // len(padded) + 1), strict=True):
        cell = cell_of(book, name)
        empty = f"{replace_answer(cell['source'], name, None)}\n{padded}"
        book["cells"] += [copy_of(cell, source=empty) for _ in range(copies)]

    assert [RIGHT.answers[name], None] == [taken(book).literals[name] for book in books]


@pytest.mark.parametrize(
    "source",
    [
        "from itilkit import record\n",
        'record("harbour-wifi", answer=[' + "1," * 9000 + "])\n",
        'record("harbour-wifi", answer=' + "1 < " * 4000 + "1)\n",
        "\n",
        "record(\n",
    ],
    ids=["imports", "lists", "comparisons", "empty lines", "calls"],
)
@pytest.mark.parametrize("cells", [1, 2000], ids=["one cell", "many cells"])
def test_reading_has_a_limit(taken, monkeypatch, source, cells):
    """Whatever a notebook of many millions of characters holds, only so many of them are parsed."""
    parsed = []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text: parsed.append(len(text)) or parse(text))
    book = answered(TEXT)
    size = 6_000_000 // cells
    own = cell_of(book, ITEMS[0])
    book["cells"] += [
        copy_of(own, source=f"{number}{(source * (size // len(source) + 1))[:size]}")
        for number in range(cells)
    ]

    found = taken(book)

    assert sum(parsed) < 10 * LONGEST_SOURCE
    assert {WRITTEN: TEXT} == dict(found.texts)
    assert not nothing_answered(as_cells(book), as_outline(read_cells(EXERCISES[1])[0]))
    assert sum(parsed) < 10 * LONGEST_SOURCE


@pytest.mark.parametrize("more", [0, 1])
def test_so_many_cells_are_read(tmp_path, more):
    """A notebook of more cells than anybody makes is not read, and says so."""
    path = tmp_path / "many.ipynb"
    path.write_text('{"cells": [' + ",".join(["{}"] * (MOST_CELLS + more)) + "]}", encoding="utf-8")

    cells, fault = read_cells(path)

    said = "The notebook was not read, because it holds more than 10,000 cells, so it holds no answers."
    assert [(MOST_CELLS, ""), (0, said)][more] == (len(cells), fault)


def test_the_own_check_reads_the_same(tmp_path):
    """What a learner is told of an answer that cannot be read is what the instructor is told."""
    path = tmp_path / "mine.ipynb"
    book = answered()
    cell_of(book, MIX)["source"] = f'record("{MIX}", answer='
    path.write_text(json.dumps(book), encoding="utf-8")

    with pytest.raises(AnswerProblem, match="cannot be read"):
        read_literal(read_cells(path)[0], MIX)


def test_what_is_taken_is_something(tmp_path):
    """A notebook with a text outside its field is not one in which nothing is answered."""
    path = tmp_path / "one.ipynb"
    book = handed_in(exercise())
    book["cells"].append(new_cell("raw", TEXT))
    path.write_text(json.dumps(book), encoding="utf-8")

    assert not nothing_answered(read_cells(path)[0], as_outline(read_cells(EXERCISES[1])[0]))
