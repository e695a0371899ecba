"""Notebooks in canonical form, and `tidy`, which brings them there."""

import copy
import json
from pathlib import Path

import nbformat
import pytest
from course_samples import ASSIGNMENT, LESSON, SOLUTION, as_bytes, notebook

from itilkit.authoring.canonical import NotANotebook, Role, canonical, role_of
from itilkit.authoring.tidy import TidyState, require_canonical, tidy, usual_paths
from itilkit.ground.problem import Problem, WrongUse

CARD = 'from itilkit import play\n\nplay("affordable-mix")'
OPEN = 'from itilkit import record\n\nrecord(\n    "affordable-mix",\n    answer=None,\n)'
RUN = """{
        "variant": "base",
        "runs": 1,
        "moves": [
            "ask mara",
        ],
    }"""
ANSWERED = OPEN.replace("None", RUN)
GRADED = {
    "grade": False,
    "grade_id": "affordable-mix",
    "locked": False,
    "schema_version": 3,
    "solution": True,
}


def changed(change, *sources):
    """A canonical notebook after ``change`` was done to its JSON."""
    data = notebook(*(sources or (CARD, OPEN)))
    change(data)
    return as_bytes(data)


def tidied(content, role=Role.LESSON):
    """The canonical JSON of a notebook."""
    return json.loads(canonical(content, role).content)


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name.lower())
def test_canonical_stays(role):
    """A canonical notebook keeps every byte and has no reason to change, whatever it is for."""
    content = as_bytes(notebook(CARD, OPEN))

    assert (content, ()) == (canonical(content, role).content, canonical(content, role).reasons)


def test_the_layout_is_nbformats():
    """Canonical bytes are what nbformat itself writes, with a newline at the end and letters as letters."""
    content = as_bytes(notebook('print("Bryn fährt – täglich")'))

    assert nbformat.writes(nbformat.reads(content.decode(), as_version=4)) + "\n" == content.decode()
    assert (content, ()) == (canonical(content, Role.OTHER).content, canonical(content, Role.OTHER).reasons)


STRAYS = {
    "outputs": (
        lambda nb: nb["cells"][0]["outputs"].append(
            {"name": "stdout", "output_type": "stream", "text": ["x"]}
        ),
        "outputs",
    ),
    "count": (lambda nb: nb["cells"][0].update(execution_count=7), "execution counts"),
    "another kernel": (
        lambda nb: nb["metadata"]["kernelspec"].update(name="conda-base"),
        "another kernel than python3",
    ),
    "language details": (
        lambda nb: nb["metadata"]["language_info"].update(version="3.13.1"),
        "language details beyond the name",
    ),
    "no metadata": (lambda nb: nb.update(metadata={}), "another kernel than python3"),
    "widget state": (lambda nb: nb["metadata"].update(widgets={"a": 1}), "notebook metadata widgets"),
    "execution times": (
        lambda nb: nb["cells"][0]["metadata"].update(execution={"iopub.status.idle": "2026"}),
        "metadata execution of cell 1",
    ),
    "unfolded": (lambda nb: nb["cells"][0].update(metadata={}), "cell 1 is not folded"),
    "outputs folded": (
        lambda nb: nb["cells"][0]["metadata"]["jupyter"].update(outputs_hidden=True),
        "metadata jupyter of cell 1",
    ),
    "older format": (lambda nb: nb.update(nbformat_minor=4), "format 4.4 instead of 4.5"),
    "stray entry": (lambda nb: nb.update(signature="x"), "stray entry signature"),
    "stray cell entry": (
        lambda nb: nb["cells"][1].update(prompt_number=1),
        "stray entry prompt_number in cell 2",
    ),
}


@pytest.mark.parametrize(("change", "reason"), STRAYS.values(), ids=STRAYS.keys())
def test_strays_are_removed_and_named(change, reason):
    """Each thing that does not belong there is removed, with a reason, and nothing else changes."""
    result = canonical(changed(change), Role.LESSON)

    assert reason == result.reasons[0]
    assert as_bytes(notebook(CARD, OPEN)) == result.content


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(notebook(CARD)).encode(),
        as_bytes(notebook(CARD)).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + as_bytes(notebook(CARD)),
        as_bytes(notebook(CARD)).rstrip(),
    ],
    ids=["one line", "Windows line ends", "byte order mark", "no newline at the end"],
)
def test_the_layout_alone(content):
    """Where only the layout of the JSON differs, the reason says so."""
    result = canonical(content, Role.LESSON)

    assert ("the JSON is laid out differently",) == result.reasons
    assert as_bytes(notebook(CARD)) == result.content


def test_known_cell_metadata_stays():
    """nbgrader's entry, tags and the folding of a cell stay."""

    def change(data):
        data["cells"][0]["metadata"].update(nbgrader=GRADED, tags=["hint"])
        data["cells"][0]["id"] = "affordable-mix"

    content = changed(change)

    assert (content, ()) == (
        canonical(content, Role.SOLUTION).content,
        canonical(content, Role.SOLUTION).reasons,
    )


def test_markdown_is_not_folded():
    """Only code is folded away: prose keeps no such entry unless it must, and pictures in it stay."""
    data = notebook()
    picture = {"quay.png": {"image/png": "iVBORw0KGgo="}}
    data["cells"] = [
        {"attachments": picture, "cell_type": "markdown", "id": "quay", "metadata": {}, "source": ["# Quay"]}
    ]

    assert () == canonical(as_bytes(data), Role.LESSON).reasons


def test_solution_ids_are_grade_ids():
    """In solutions/ the id of a graded cell becomes its grade_id; elsewhere ids stay."""

    def change(data):
        data["cells"][1]["metadata"]["nbgrader"] = GRADED

    content = changed(change)

    assert ["cell-1", "affordable-mix"] == [cell["id"] for cell in tidied(content, Role.SOLUTION)["cells"]]
    assert ["cell-1", "cell-2"] == [cell["id"] for cell in tidied(content, Role.OTHER)["cells"]]


def test_cells_without_ids_get_slugs():
    """A cell without a slug for its id gets one from its old id, its heading or its place."""
    data = notebook(CARD, OPEN, CARD)
    heading = {"cell_type": "markdown", "metadata": {}, "source": ["## Worth to whom?\n", "\n", "Text."]}
    data["cells"] += [heading, copy.deepcopy(heading)]
    del data["cells"][0]["id"]
    data["cells"][1]["id"] = "Ask_Mara!"

    ids = [cell["id"] for cell in tidied(as_bytes(data))["cells"]]

    assert ["cell-1", "ask-mara", "cell-3", "worth-to-whom", "worth-to-whom-2"] == ids


ANSWERS = {
    "a run": (ANSWERED, OPEN),
    "a choice": (OPEN.replace("None", '"b"'), OPEN),
    "several": (OPEN.replace("None", '["a", "c"]'), OPEN),
    "umlauts before it": (f"# Für Übungen – “x”\n{ANSWERED}", f"# Für Übungen – “x”\n{OPEN}"),
    "on one line": (
        'from itilkit import record; record("a", answer="b")',
        'from itilkit import record; record("a", answer=None)',
    ),
    "two in a cell": (
        'record("a", answer="b")\nrecord("c", answer=["d"])',
        'record("a", answer=None)\nrecord("c", answer=None)',
    ),
}


@pytest.mark.parametrize(("source", "expected"), ANSWERS.values(), ids=ANSWERS.keys())
def test_lessons_lose_answers(source, expected):
    """In a lesson only the value of answer= is put back to None; every other character of the cell stays."""
    result = tidied(as_bytes(notebook(CARD, source)))["cells"]

    assert [CARD, expected] == ["".join(cell["source"]) for cell in result]


@pytest.mark.parametrize("role", [Role.SOLUTION, Role.OTHER], ids=["solution", "other"])
def test_other_notebooks_keep_answers(role):
    """A solution, or any notebook that is no lesson, keeps its answers."""
    content = as_bytes(notebook(ANSWERED))

    assert content == canonical(content, role).content


def test_calls_of_other_things_stay():
    """Only record( itself is an answer: another function's answer= is not touched."""
    content = as_bytes(notebook('recorder.record("a", answer="b")', 'ask("x", answer="b")'))

    assert () == canonical(content, Role.LESSON).reasons


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name.lower())
def test_tidying_twice_is_tidying_once(role):
    """What tidying wrote, tidying leaves alone, however untidy the start was."""

    def change(data):
        for spoil, _reason in STRAYS.values():
            if spoil is not STRAYS["no metadata"][0] and spoil is not STRAYS["unfolded"][0]:
                spoil(data)
        data["cells"][1]["id"] = "Not a slug"
        data["cells"][2]["metadata"]["nbgrader"] = GRADED

    once = canonical(changed(change, CARD, ANSWERED, OPEN), role)
    twice = canonical(once.content, role)

    assert (once.content, ()) == (twice.content, twice.reasons)


def _double(data):
    data["cells"][1]["id"] = "cell-1"


def _bad_grade_id(data):
    data["cells"][0]["metadata"]["nbgrader"] = {**GRADED, "grade_id": "a b"}


HOPELESS = {
    "empty": (b"", "not JSON"),
    "prose": (b"Dear instructor", "not JSON"),
    "not text": (b"\xff\xfe", "not JSON"),
    "too deep": (b"[" * 100_000, "not JSON"),
    "a list": (b"[]", "not a notebook"),
    "other JSON": (b'{"a": 1}', "not a notebook"),
    "no cells": (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "no list of cells"),
    "format 3": (b'{"nbformat": 3, "worksheets": []}', "in notebook format 3, not 4"),
    "odd cell": (
        changed(lambda nb: nb["cells"].append({"cell_type": "heading"})),
        "cell 3 is of no known kind",
    ),
    "no source": (changed(lambda nb: nb["cells"][1].pop("source")), "cell 2 has no text"),
    "source of numbers": (changed(lambda nb: nb["cells"][1].update(source=[1])), "cell 2 has no text"),
    "no metadata": (changed(lambda nb: nb["cells"][1].pop("metadata")), "cell 2 has no metadata"),
    "bad tags": (changed(lambda nb: nb["cells"][0]["metadata"].update(tags="a")), "not a valid notebook"),
    "half a character": (changed(lambda nb: nb).replace(b"affordable", rb"\ud800", 1), "half a character"),
    "double id": (changed(_double), "more than one cell has the id cell-1"),
    "bad grade_id": (changed(_bad_grade_id), "the grade_id of cell 1 needs letters"),
    "unreadable answer": (changed(lambda nb: nb, 'record("a", answer={'), "because of cell 1"),
}


@pytest.mark.parametrize(("content", "words"), HOPELESS.values(), ids=HOPELESS.keys())
def test_what_cannot_be_tidied(content, words):
    """What is no notebook, or needs its author, gets one sentence that says what it is and what to do."""
    with pytest.raises(NotANotebook, match=words) as caught:
        canonical(content, Role.SOLUTION if words.startswith("the grade_id") else Role.LESSON)

    assert 1 == len(str(caught.value).splitlines())


@pytest.mark.parametrize(
    ("path", "role"),
    [
        (LESSON, Role.LESSON),
        (SOLUTION, Role.SOLUTION),
        (ASSIGNMENT, Role.EXERCISE),
        ("exercises/of mine/itilkit/notebooks/01.ipynb", Role.LESSON),
        ("tests/01.ipynb", Role.OTHER),
        ("notebooks.ipynb", Role.OTHER),
    ],
)
def test_the_nearest_folder_tells_the_role(home, path, role):
    """What a notebook is for is told by the nearest folder that has such a name."""
    assert role == role_of(home / path)


@pytest.fixture
def repository(course):
    """A clone with a canonical solution and assignment, and a lesson that somebody answered in."""
    (course.root / "pyproject.toml").write_text('[project]\nname = "itilkit"\n')
    (course.root / LESSON).write_bytes(as_bytes(notebook(CARD, ANSWERED)))
    (course.root / ASSIGNMENT).write_bytes(b"nbgrader's own layout")
    return course.root


def states(root, outcomes):
    return {outcome.path.relative_to(root).as_posix(): outcome.state for outcome in outcomes}


def test_the_usual_paths(repository):
    """Without a path, lessons and solutions of the repository around are tidied, and exercises/ is not."""
    outcomes = tidy(usual_paths(repository / "notebooks"))

    assert {
        "notebooks/00-start-here.ipynb": TidyState.CANONICAL,
        LESSON: TidyState.TIDIED,
        SOLUTION: TidyState.CANONICAL,
    } == states(repository, outcomes)
    assert as_bytes(notebook(CARD, OPEN)) == (repository / LESSON).read_bytes()
    require_canonical(outcomes)


def test_check_changes_nothing(repository):
    """With --check nothing is written; what is not canonical is listed with its reason, and is a problem."""
    before = (repository / LESSON).read_bytes()

    outcomes = tidy(usual_paths(repository), check=True)

    assert [("an answer to affordable-mix",)] == [
        outcome.reasons for outcome in outcomes if outcome.state is TidyState.NOT_CANONICAL
    ]
    assert before == (repository / LESSON).read_bytes()
    with pytest.raises(Problem, match=r"^1 notebook not canonical: run itilkit tidy"):
        require_canonical(outcomes)


@pytest.mark.parametrize("name", ["exercises", ASSIGNMENT, str(Path(ASSIGNMENT).parent)])
def test_exercises_are_left_alone(repository, name):
    """Even when asked, exercises/ keeps its bytes, and the reason is given."""
    (outcome,) = tidy([repository / name])

    assert (TidyState.LEFT_ALONE, ("nbgrader writes exercises/ from solutions/, byte for byte",)) == (
        outcome.state,
        outcome.reasons,
    )
    assert b"nbgrader's own layout" == (repository / ASSIGNMENT).read_bytes()
    require_canonical([outcome])


def test_the_whole_repository(repository):
    """A folder is tidied with all that is below it, and says once what was left alone in it."""
    outcomes = tidy([repository])

    assert {
        "exercises": TidyState.LEFT_ALONE,
        "notebooks/00-start-here.ipynb": TidyState.CANONICAL,
        LESSON: TidyState.TIDIED,
        SOLUTION: TidyState.CANONICAL,
    } == states(repository, outcomes)


@pytest.mark.parametrize("name", ["", "notebooks", LESSON])
def test_a_learners_answers_are_safe(repository, name):
    """In a learner's course folder nothing is tidied, for tidying would erase the answers."""
    record = repository / ".itilkit" / "delivered.json"
    record.parent.mkdir()
    record.write_text("{}")
    before = (repository / LESSON).read_bytes()

    outcomes = tidy([repository / name])

    assert {TidyState.LEFT_ALONE} == {outcome.state for outcome in outcomes}
    assert before == (repository / LESSON).read_bytes()


def test_one_broken_notebook_stops_no_other(repository):
    """A file that is no notebook is a problem of its own; the others are still tidied."""
    broken = repository / "notebooks" / "00-a.ipynb"
    broken.write_bytes(b"not a notebook")

    outcomes = tidy([repository / "notebooks"])

    assert [TidyState.BROKEN, TidyState.CANONICAL, TidyState.TIDIED] == [
        outcome.state for outcome in outcomes
    ]
    assert b"not a notebook" == broken.read_bytes()
    with pytest.raises(Problem, match=r"^1 notebook could not be tidied: mend what is said above"):
        require_canonical(outcomes)


def test_a_path_that_is_not_there(repository):
    """A path that does not exist is wrong use, and nothing else is touched."""
    before = (repository / LESSON).read_bytes()

    with pytest.raises(WrongUse, match="nowhere does not exist: name a notebook"):
        tidy([repository / LESSON, repository / "nowhere"])

    assert before == (repository / LESSON).read_bytes()


def test_outside_a_repository(home):
    """Without a path, outside a repository, the sentence says what to do."""
    with pytest.raises(WrongUse, match="is not inside the itilkit repository: change into it, or name"):
        usual_paths(home)
