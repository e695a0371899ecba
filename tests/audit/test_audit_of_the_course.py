"""The audit of the course that ships, its graded questions, and the command `itilkit audit`."""

import json

import attrs
import pytest
from bad_bank import SLIPS, bad_items

from itilkit import cli
from itilkit.authoring.audit import GRADED
from itilkit.authoring.audit.course import audit_course, graded_questions
from itilkit.course.files import Course, find_course
from itilkit.ground.problem import Problem

COURSE = find_course()
ASK = 'from itilkit import ask\n\nask("boat", "Which?", {"a": "This", "b": "That"}, kind="choice")'
MARK = (
    'from itilkit import mark, require\n\nrequire("boat")\n### BEGIN HIDDEN TESTS\n'
    'mark("boat", key="b", because={"a": ("M1", "No.")}, objective="LO7", points=1)\n### END HIDDEN TESTS'
)


def assignment(folder, *sources):
    """A folder of assignments with one notebook of these code cells."""
    place = folder / "01-boats" / "01-boats.ipynb"
    place.parent.mkdir(parents=True)
    cells = [{"cell_type": "code", "source": source.splitlines(keepends=True)} for source in sources]
    place.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return folder


# the course that ships ------------------------------------------------------------------------------


def test_the_course_passes_its_audit():
    """No strategy beats chance over the bank, its forms or the graded questions; no flag, no gap."""
    assert () == audit_course(COURSE).problems


def test_every_graded_question_is_audited():
    """The 36 graded questions name their objectives, and each objective is among them."""
    found = graded_questions(COURSE.root / "solutions")

    assert 36 == len(found)
    assert {f"LO{number}" for number in range(1, 17)} == {one.objective for one in found}
    assert {GRADED} == {one.use for one in found}


# graded questions -----------------------------------------------------------------------------------


def test_a_graded_question(tmp_path):
    """What is asked and marked with plain values is a question with key, misconceptions and objective."""
    (found,) = graded_questions(assignment(tmp_path, ASK, MARK))

    assert ("boat", {"a": "This", "b": "That"}) == (found.id, found.question.options)
    assert (("b",), {"M1"}, "LO7", GRADED) == (found.key, found.codes, found.objective, found.use)


NOT_AUDITED = {
    "asked and not marked": [ASK],
    "marked and not asked": [MARK],
    "an item of the bank": ['from itilkit import ask\n\nask("boat")', MARK],
    "an instructor’s own code": ["import random\n\nask(random.choice('ab'))", MARK],
}


@pytest.mark.parametrize("sources", NOT_AUDITED.values(), ids=NOT_AUDITED)
def test_what_is_no_graded_question(sources, tmp_path):
    """Only a question that a notebook both asks and marks with plain values is audited."""
    assert () == graded_questions(assignment(tmp_path, *sources))


def test_hidden_folders(tmp_path):
    """Copies that JupyterLab keeps in hidden folders are left out."""
    assert () == graded_questions(assignment(tmp_path / ".ipynb_checkpoints", ASK, MARK).parent)


def test_a_broken_notebook(tmp_path):
    """A notebook that cannot be read stops the audit in one sentence."""
    (tmp_path / "boats.ipynb").write_text("Dear instructor", encoding="utf-8")

    with pytest.raises(Problem) as stopped:
        graded_questions(tmp_path)
    assert (
        f"{tmp_path / 'boats.ipynb'} cannot be read as a notebook: restore it from its last good version."
        == str(stopped.value)
    )


def test_a_key_that_does_not_fit(tmp_path):
    """A key that does not fit its question stops the audit in one sentence."""
    folder = assignment(tmp_path, ASK, MARK.replace('key="b"', 'key="z"'))

    with pytest.raises(Problem) as stopped:
        graded_questions(folder)
    assert str(stopped.value).endswith('the question “boat” cannot be audited: there is no option "z".')


# the command ----------------------------------------------------------------------------------------


def run(capsys, *words):
    """What `itilkit audit` leaves: exit code, standard output, standard error."""
    with pytest.raises(SystemExit) as left:
        cli.main(["audit", *map(str, words)])
    said = capsys.readouterr()
    return left.value.code, said.out, said.err


@pytest.fixture
def bad(monkeypatch, tmp_path):
    """An installed course, whose bank gives its keys away by their length."""
    items = {item.id: item for item in bad_items(tmp_path / "bad", SLIPS["longest"])}
    monkeypatch.setattr("itilkit.authoring.audit.course.load_items", lambda: items)
    monkeypatch.setattr("itilkit.course.files.find_course", lambda: Course(tmp_path, "1", clone=False))


def test_a_sound_course(capsys):
    """A sound course leaves with 0, and shows strategies, places, stems and objectives."""
    code, said, complaint = run(capsys)

    assert (0, "") == (code, complaint)
    for heading in ("Answering blindly", "Where the keys of choices stand", "Stems: ", "Objectives: "):
        assert heading in said
    assert "Misconceptions\n" not in said


def test_all(capsys):
    """With --all the whole matrix is there: every claim, every misconception and every stem."""
    code, said, _ = run(capsys, "--all")

    assert 0 == code
    for part in ("│ C36 ", "│ M19 ", "│ LO16 ", "│ two-caterers "):
        assert part in said


@pytest.mark.usefixtures("bad")
def test_a_bad_bank(capsys):
    """A bad bank leaves with 1 and one sentence; each fault stands above it, one a line."""
    code, said, complaint = run(capsys)

    assert 1 == code
    count = sum(line.startswith("- ") for line in said.splitlines())
    assert (
        f"The audit found {count} faults: mend what is listed above and run itilkit audit again.\n"
        == complaint
    )
    assert "- “longest” beats chance over the whole bank: 42.0 of 42 where chance gives 14.0" in said
    assert "- M2 stands behind no wrong decision of the practice items" in said
    assert "- LO2 has 0 practice items" in said
    assert "FAILS" in said


@pytest.mark.usefixtures("bad")
def test_json(capsys, tmp_path):
    """With --json everything that was found is in a file, also when there are faults."""
    file = tmp_path / "audit.json"
    run(capsys, "--json", file)
    found = json.loads(file.read_text(encoding="utf-8"))

    (longest,) = [each for each in found["verdicts"] if each["strategy"] == "longest"]
    assert (42.0, True) == (longest["hits"], longest["fails"])
    assert {"practice": 42} == found["counts"]
    assert any("“longest” beats chance" in problem for problem in found["problems"])
    assert 42 == len(found["readings"])


@pytest.mark.usefixtures("bad")
def test_json_where_no_file_can_be(capsys, tmp_path):
    """A file that cannot be written is told in one sentence with exit code 2."""
    code, _, complaint = run(capsys, "--json", tmp_path / "nowhere" / "audit.json")

    assert 2 == code
    assert 1 == len(complaint.splitlines())
    assert "cannot be used (no such file or directory)" in complaint


def test_a_bank_that_cannot_be_read(monkeypatch, tmp_path):
    """A bank that cannot be read is told in one sentence, with its first fault."""
    from content_samples import BROKEN_ITEMS, with_items

    from itilkit.items import read_items

    root = with_items(tmp_path, broken=BROKEN_ITEMS)
    monkeypatch.setattr("itilkit.authoring.audit.course.load_items", lambda: read_items(root))

    with pytest.raises(Problem) as stopped:
        audit_course(attrs.evolve(COURSE, clone=False))
    said = str(stopped.value)
    assert 1 == len(said.splitlines())
    assert said.startswith("The content in items has ")
    assert 'beginning with broken.toml: lamp: kind: there is no "choise"' in said
