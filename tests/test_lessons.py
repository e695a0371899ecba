"""The notebooks as their readers get them: what they ask for exists, what they say is true."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from itilkit.items import load_items, misconceptions
from itilkit.scenarios import load_scenario, replay

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted((ROOT / "exercises").glob("*/*.ipynb"))
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
#: The assignments that belong to a lesson; the others hold a form.
OF_LESSONS = [path for path in SOLUTIONS if (ROOT / "notebooks" / path.name).is_file()]
#: What shows a card that has an answer cell.
ANSWERED = ("ask", "form", "play", "review")
#: The lessons with something to look back on: not the start page and not the first.
LESSONS_FROM_TWO = [path for path in LESSONS if "02" <= path.stem < "07"]
NOTICE = (
    "ITIL® is a registered trade mark of the PeopleCert group. This kit is an independent work. It is not "
    "affiliated with, accredited by or endorsed by PeopleCert, reproduces no official text or diagrams, and "
    "does not prepare for or replace any official examination."
)


def read(path):
    return nbformat.read(path, as_version=4)


def prose(path):
    return "\n\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")


def calls(path, name):
    """The first argument of every call of ``name`` in a notebook, with the id of its cell."""
    for cell in read(path).cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                # a call without arguments, such as review(), is known by its own name
                yield ast.literal_eval(node.args[0]) if node.args else name, cell.id


def calls_of(path, name):
    """Every call of ``name`` in a notebook: its first argument, and all arguments by place or by name."""
    for cell in read(path).cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                given = {place: ast.literal_eval(each) for place, each in enumerate(node.args)}
                given |= {each.arg: ast.literal_eval(each.value) for each in node.keywords}
                yield given[0], given


def headings(path):
    return [found.strip() for found in re.findall(r"^#+\s+(.+)$", prose(path), flags=re.MULTILINE)]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_question_of_a_lesson_is_in_the_bank(path):
    """A lesson asks only for items that the bank holds."""
    assert set() == {name for name, _ in calls(path, "ask")} - set(load_items())


@pytest.mark.parametrize("path", [*LESSONS, *EXERCISES], ids=lambda path: path.stem)
def test_every_card_has_its_answer_cell(path):
    """Each card stands once in a notebook, in the cell X-card, and the answer cell X follows it."""
    shown = [card for name in ANSWERED for card in calls(path, name)]
    recorded = list(calls(path, "record"))
    order = [cell.id for cell in read(path).cells]

    assert [(name, f"{name}-card") for name, _ in shown] == shown
    assert [(name, name) for name, _ in recorded] == recorded
    assert sorted(name for name, _ in shown) == sorted(name for name, _ in recorded)
    assert all(order.index(name) == order.index(f"{name}-card") + 1 for name, _ in recorded)


@pytest.mark.parametrize("path", [*LESSONS, *EXERCISES], ids=lambda path: path.stem)
def test_every_cell_runs_by_itself_and_is_folded(path):
    """A learner sees no code, and each cell imports what it calls."""
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert cell.metadata["jupyter"]["source_hidden"]
            assert cell.source.startswith("from itilkit import ")


@pytest.mark.parametrize("path", [*LESSONS, *EXERCISES], ids=lambda path: path.stem)
def test_every_link_leads_somewhere(path):
    """Links to other notebooks reach a file, and links to a section reach a heading."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(path)):
        if target.startswith(("http://", "https://")):
            continue
        file, _, section = target.partition("#")
        place = (path.parent / file).resolve() if file else path
        assert place.is_file(), target
        if section:
            assert section in [heading.replace(" ", "-") for heading in headings(place)], target


def test_items_point_to_headings_that_exist():
    """Where an item says to read on, the lesson has that heading."""
    by_lesson = {path.stem: headings(path) for path in LESSONS}

    for item in load_items().values():
        assert item.section in by_lesson[item.lesson], item.id


@pytest.mark.parametrize("source", OF_LESSONS, ids=lambda path: path.stem)
def test_graded_items_point_to_headings_that_exist(source):
    """Where the feedback of a graded item says to read on, that lesson has that heading."""
    marks = list(calls_of(source, "mark"))
    known = {path.stem: headings(path) for path in LESSONS}

    assert 6 == len(marks)
    for name, given in marks:
        assert given["section"] in known[given.get("lesson", source.stem)], name


@pytest.mark.parametrize("source", SOLUTIONS, ids=lambda path: path.stem)
def test_every_part_of_an_assignment_is_worth_what_it_says(source):
    """The maximum of each test cell is the points that its call can give."""
    cells = {cell.id: cell for cell in read(source).cells}
    for name, given in calls_of(source, "mark"):
        assert cells[f"{name}-points"].metadata["nbgrader"]["points"] == given["points"]
    for name, given in calls_of(source, "points"):
        assert cells[f"{name}-points"].metadata["nbgrader"]["points"] == given[1]
        assert given[1] == replay(load_scenario(name), []).max_score


@pytest.mark.parametrize("path", LESSONS_FROM_TWO, ids=lambda path: path.stem)
def test_a_lesson_ends_with_five_items_from_earlier_ones(path):
    """From lesson 2 on, a lesson ends with five items on what earlier lessons taught."""
    cells = read(path).cells
    (start,) = [
        place for place, cell in enumerate(cells) if cell.source.startswith("## From earlier lessons")
    ]
    asked = [name for name, cell in calls(path, "ask") if cell in {one.id for one in cells[start:]}]
    items = load_items()

    assert 5 == len(asked)
    assert [] == [name for name in asked if items[name].lesson >= path.stem]


@pytest.mark.parametrize(
    "source", [path for path in SOLUTIONS if path not in OF_LESSONS], ids=lambda path: path.stem
)
def test_an_assignment_with_a_form_gives_its_point_for_taking_part(source):
    """Before and after the course one point is given for answering, whatever the answers."""
    (taken,) = calls_of(source, "took_part")
    cells = {cell.id: cell for cell in read(source).cells}

    assert 1 == taken[1][1] == cells[f"{taken[0]}-points"].metadata["nbgrader"]["points"]
    assert [] == list(calls_of(source, "mark"))


def test_no_learner_reads_a_misconceptions_code():
    """M1 to M19 stand in no text that a learner reads."""
    code = re.compile(r"\bM(1[0-9]|[1-9])\b")
    texts = [prose(path) for path in [*LESSONS, *EXERCISES]]
    for item in load_items().values():
        texts += [item.stem, *(option.because for option in item.option)]
    texts += [misconception.sentence for misconception in misconceptions().values()]

    assert [] == [found.group() for text in texts for found in [code.search(text)] if found]


def test_lesson_one_teaches_at_length():
    """Lesson 1 has 1,200 words outside its cards or more, a decision before any theory, ten cases."""
    path = ROOT / "notebooks" / "01-focus-on-value.ipynb"
    cells = read(path).cells
    order = [cell.id for cell in cells]
    practice = order[order.index("practice") :]

    assert len(prose(path).split()) >= 1200
    assert order.index("september-question-card") < order.index("affordable-mix-card")
    assert order.index("affordable-mix-card") < order.index("what-value-is")
    assert 10 == sum(name.endswith("-card") for name in practice)


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "notebooks" / "00-start-here.ipynb"])
def test_the_notice_stands_where_it_must(path):
    """The trade-mark notice stands word for word in the README and on the start page."""
    text = prose(path) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")

    assert NOTICE in " ".join(text.split())
