"""The learners' edition: what nbgrader makes of solutions/, equal to what is committed, free of answers."""

import ast
import re
from pathlib import Path, PurePosixPath

import nbformat
import pytest

from itilkit.grading.editions import Difference, EditionDrift, compare, generate, update
from itilkit.ground.problem import Problem

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
TEXTS = {".ipynb", ".py", ".toml", ".md", ".css", ".js", ".json", ".j2", ".html", ".txt"}


@pytest.mark.slow
def test_exercises_are_what_nbgrader_makes_of_solutions():
    """exercises/ is, byte for byte, what nbgrader releases; where it is not, it is rewritten."""
    books = {path: path.stat().st_mtime_ns for path in ROOT.glob("gradebook.db*")}

    stale = update(ROOT, generate(ROOT))

    assert books == {path: path.stat().st_mtime_ns for path in ROOT.glob("gradebook.db*")}
    if stale:
        names = ", ".join(f"exercises/{each.path} ({each.drift})" for each in stale)
        pytest.fail(f"{names}: was stale, regenerated: review and commit")


def test_differences_are_named(tmp_path):
    """A file can be stale, missing or left over; an update makes the folder equal, and then none is."""
    made = {PurePosixPath("01/a.ipynb"): b"new", PurePosixPath("01/b.ipynb"): b"same"}
    for name, content in {"01/a.ipynb": b"old", "01/b.ipynb": b"same", "00/gone.ipynb": b"x"}.items():
        path = tmp_path / "exercises" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    made[PurePosixPath("02/c.ipynb")] = b"c"
    differences = [
        Difference(PurePosixPath("00/gone.ipynb"), EditionDrift.LEFT_OVER),
        Difference(PurePosixPath("01/a.ipynb"), EditionDrift.STALE),
        Difference(PurePosixPath("02/c.ipynb"), EditionDrift.MISSING),
    ]

    assert differences == compare(tmp_path, made)
    assert differences == update(tmp_path, made)
    assert [] == compare(tmp_path, made)


def test_what_jupyterlab_leaves_behind_is_no_difference(tmp_path):
    """Checkpoints beside an exercise do not count."""
    checkpoint = tmp_path / "exercises" / "01" / ".ipynb_checkpoints" / "a-checkpoint.ipynb"
    checkpoint.parent.mkdir(parents=True)
    checkpoint.write_bytes(b"x")

    assert [] == compare(tmp_path, {})


@pytest.mark.slow
def test_an_assignment_that_nbgrader_refuses(tmp_path):
    """An assignment that nbgrader cannot release is named, with the reason in one sentence."""
    folder = tmp_path / "solutions" / "01-broken"
    folder.mkdir(parents=True)
    (folder / "01-broken.ipynb").write_text("not a notebook", encoding="utf-8")
    (tmp_path / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())

    with pytest.raises(Problem, match=r"^nbgrader cannot release solutions/01-broken: [^\n]+$"):
        generate(tmp_path)


def secrets():
    """The texts of the solutions that no learner may find: explanations and model answers."""
    for path in SOLUTIONS:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code" and "### BEGIN HIDDEN TESTS" in cell.source:
                for call in ast.walk(ast.parse(cell.source)):
                    if isinstance(call, ast.keyword) and call.arg == "because":
                        yield from (text for _, text in ast.literal_eval(call.value).values())
            elif cell.cell_type == "markdown" and "### BEGIN SOLUTION" in cell.source:
                model = cell.source.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
                yield from (line.strip() for line in model.splitlines() if line.strip())


def sentences():
    return sorted({part for text in secrets() for part in re.split(r"(?<=[.?!]) ", text) if len(part) > 25})


def files_for_learners():
    """Everything that an installed wheel holds, and the exercises."""
    folders = [ROOT / name for name in ("itilkit", "notebooks", "exercises")]
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in TEXTS and "__pycache__" not in path.parts
    ]


def test_there_are_secrets_to_look_for():
    """The solutions hold explanations and a model answer, so that the next test looks for something."""
    assert len(sentences()) > 30


@pytest.mark.parametrize("folder", ["itilkit", "notebooks", "exercises"])
def test_no_solution_reaches_a_learner(folder):
    """No sentence of an explanation or a model answer stands where learners can read it."""
    texts = {
        path: path.read_text(encoding="utf-8").replace('\\"', '"')
        for path in files_for_learners()
        if path.is_relative_to(ROOT / folder)
    }
    secret = sentences()
    found = [(path.name, each) for path, text in texts.items() for each in secret if each in text]

    assert [] == found


@pytest.mark.parametrize("path", sorted((ROOT / "exercises").glob("*/*.ipynb")), ids=lambda path: path.stem)
def test_no_key_in_an_exercise(path):
    """An exercise holds no hidden test, no call that marks, no solution marker and no answer."""
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    code = "\n".join(sources)

    assert re.search(r"\b(mark|points)\(|key=|because=|HIDDEN TESTS|### (BEGIN|END)", code) is None
    answers = [line.strip() for line in code.splitlines() if line.strip().startswith("answer=")]
    assert set(answers) == {"answer=None,"}
    assert len(answers) == code.count("record(")


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_test_cells_begin_in_the_open_and_end_in_a_number(path):
    """Every test cell begins with a visible `require` and ends with the call that gives the points."""
    cells = [
        cell
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    ]
    assert cells != []
    for cell in cells:
        visible = cell.source.partition("### BEGIN HIDDEN TESTS")[0]
        name = cell.metadata.nbgrader.grade_id.removesuffix("-points")
        last = ast.parse(cell.source).body[-1]
        assert f'require("{name}")' in visible
        assert isinstance(last, ast.Expr)
        assert last.value.func.id in {"mark", "points", "took_part"}
        assert ast.literal_eval(last.value.args[0]) == name
