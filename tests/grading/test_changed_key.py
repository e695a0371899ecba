"""A key that was changed in solutions/ and not generated: said by name, and previewed before it counts."""

import json
import os
import shutil

import pytest
from batch_course import figures, grade
from class_course import gradebook, mark_by_hand
from honest_class import lay
from persona_builder import ASSIGNMENT, ROOT, personas

from itilkit import cli
from itilkit.course.files import Course
from itilkit.desk.classroom import open_classroom
from itilkit.grading.classes.classbook import ClassBook

pytestmark = pytest.mark.slow

FILE = f"solutions/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
PEOPLE = ("co-creator", "please-everyone", "provider-only")
SAID = (
    f"{FILE} was changed since it was generated (harbour-wifi-points), and grades follow what it said "
    "before: itilkit grade --preview shows who would gain or lose; to grade by it, press Generate in the "
    "Formgrader, and grade again."
)
OTHERS = (
    f"{FILE} was changed since it was generated (harbour-wifi-points), and grades follow what it said "
    "before: nbgrader takes in no other cells once work is graded, so put back those it had."
)


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A clone with one assignment."""
    root = tmp_path_factory.mktemp("clone")
    for name in ("notebooks", f"solutions/{ASSIGNMENT}"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return Course(root, "1", clone=True)


@pytest.fixture(scope="module")
def graded(kit, tmp_path_factory):
    """A class of three that is graded; one text is marked by hand."""
    root = tmp_path_factory.mktemp("class") / "class"
    open_classroom(kit, root)
    for name in PEOPLE:
        lay(root, name, personas()[name], None)
    assert (3, 0, 0, 0) == figures(grade(root, "--no-feedback"))
    mark_by_hand(root, "co-creator", 3.5, "Well seen.")
    return root


@pytest.fixture
def course(graded, kit, tmp_path, monkeypatch):
    """A graded class of one's own, in which commands run."""
    root = shutil.copytree(graded, tmp_path / "class")
    monkeypatch.chdir(root)
    monkeypatch.setattr("itilkit.desk.console.find_course", lambda: kit)
    return root


def change(course, cell, old, new):
    """Change the text of a cell in solutions/."""
    path = course / FILE
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (found,) = [each for each in notebook["cells"] if each["id"] == cell]
    source = "".join(found["source"])
    assert old in source
    found["source"] = source.replace(old, new).splitlines(keepends=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def another_key(course):
    change(course, "harbour-wifi-points", 'key="c"', 'key="a"')


def said(capsys, *words):
    """What a command that succeeds says, line by line."""
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    out, wrong = capsys.readouterr()
    assert (0, "") == (left.value.code, wrong)
    return out.splitlines()


def files(course):
    """Every file of a class, with its bytes."""
    return {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}


def totals(course):
    """The points of every learner."""
    with gradebook(course) as book:
        return {each.student.id: each.score for each in book.assignment_submissions(ASSIGNMENT)}


def test_nothing_is_changed(course, capsys):
    """What was only saved again, or holds another model answer, is what is graded by: nothing is said."""
    os.utime(course / FILE)
    change(course, "harbour-wifi", 'answer="c"', 'answer="a"')

    assert [] == ClassBook(course).changed()
    assert [
        "Nothing in solutions/ was changed since it was generated, so nobody would gain or lose.",
        "Nothing was written.",
    ] == said(capsys, "grade", "--preview")
    assert not [line for line in said(capsys, "report") if "was changed" in line]


def test_a_changed_key_is_said(course, capsys):
    """`grade`, `teach` and `report` say that solutions/ is not what is graded by, and how that is mended."""
    another_key(course)

    assert SAID in said(capsys, "report")
    assert SAID in (course / "class-report.html").read_text(encoding="utf-8").replace("&#x27;", "’")
    assert 1 == said(capsys, "teach", "--no-open").count(SAID)
    done = grade(course, "--no-feedback")
    assert (0, 3, 0, 0) == figures(done)
    assert SAID == done.stdout.splitlines()[0]


def test_the_preview_changes_nothing_and_comes_true(course, capsys):
    """The preview names who gains and who loses by which tests, writes nothing at all, and after Generate and
    grade everybody has the points that it said.
    """
    another_key(course)
    before, had = files(course), totals(course)

    lines = said(capsys, "grade", "--preview")

    assert before == files(course)
    assert f"{FILE} was changed since it was generated (harbour-wifi-points)." == lines[0]
    assert ["Nothing was written."] == lines[-1:]
    told = {}
    for line in lines[1:-2]:
        who, _, rest = line.strip().partition(": ")
        points, _, tests = rest.partition(" (")
        old, new = map(float, points.split(" → "))
        assert had[who] == old
        assert tests in {"harbour-wifi 1 → 0)", "harbour-wifi 0 → 1)"}
        told[who] = new
    gain = sum(new > had[who] for who, new in told.items())
    lose = len(told) - gain
    assert lose
    assert gain
    assert f"{gain} would gain, {lose} would lose, {3 - gain - lose} would stay as they are." == lines[-2]

    ClassBook(course).generate(ASSIGNMENT)
    assert (3, 0, 0, 0) == figures(grade(course, "--no-feedback"))
    assert {**had, **told} == totals(course)


def test_who_is_not_compared(course, capsys):
    """Who is not graded yet, or handed in anew since, is counted apart; names narrow the preview."""
    another_key(course)
    lay(course, "late-comer", personas()["co-creator"], None)
    lay(course, "please-everyone", personas()["provider-only"], None)

    (*_, counted, _) = said(capsys, "grade", "--preview")
    (*_, alone, _) = said(capsys, "grade", "--preview", ASSIGNMENT, "--student", "co-creator")

    assert counted.endswith("; 1 not graded yet; 1 handed in anew and not graded since.")
    assert "0 would gain, 1 would lose, 0 would stay as they are." == alone


def test_cells_that_came_or_went(course, capsys):
    """Other cells than were graded are no new key: nbgrader would refuse them, and the sentence says so."""
    path = course / FILE
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [each for each in notebook["cells"] if each["id"] != "harbour-wifi-points"]
    path.write_text(json.dumps(notebook), encoding="utf-8")

    assert [OTHERS, "Nothing was written."] == said(capsys, "grade", "--preview")


def test_what_cannot_be_generated(course, capsys):
    """A file that nbgrader could not generate is told with nbgrader's reason."""
    change(course, "harbour-wifi", "### END SOLUTION", "")

    (line, _) = said(capsys, "grade", "--preview")
    assert line.startswith(f"{FILE} cannot be generated as it stands (RuntimeError: ")
    assert line.endswith("), and grades follow what it said before: mend it.")


def test_ordinary_code(course, capsys):
    """What only a kernel could mark is not previewed, and the line says what to do instead."""
    change(course, "harbour-wifi-card", "from itilkit import ask", "import random\nfrom itilkit import ask")

    assert (
        f"{FILE} was changed since it was generated, and holds ordinary code, so it cannot be previewed: "
        "generate and grade it in a copy of this folder."
    ) == said(capsys, "grade", "--preview")[0]


@pytest.mark.usefixtures("course")
def test_wrong_use(capsys):
    """A preview grades nothing, so it takes no word about how to grade."""
    with pytest.raises(SystemExit) as left:
        cli.main(["grade", "--preview", "--again"])

    assert 2 == left.value.code
    assert capsys.readouterr().err.startswith("--preview grades nothing: name only assignments and learners")
