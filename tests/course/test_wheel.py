"""The wheel: what it holds, what it must not hold, and that it works where nothing else of ours is."""

import ast
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from itilkit.commands import author, instructor, learner
from itilkit.desk.wheel import LEFT_OUT, build_wheel

REPOSITORY = Path(__file__).resolve().parents[2]
INSIDE = "itilkit/course/_files/"
#: Words that only an instructor's notebook may hold.
SECRETS = re.compile(r"BEGIN HIDDEN TESTS|BEGIN SOLUTION|\b(?:mark|points)\(")

#: Lines of Python that the wheel may hold.
LINES = 26_000
#: What says itself that a room is left out, and may name it.
KNOWS = ("commands/instructor.py", "commands/author.py", "commands/learner.py")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel that learners get."""
    return build_wheel(REPOSITORY, tmp_path_factory.mktemp("wheel"))


def secrets(text):
    """The instructor's words in the cells of a notebook."""
    cells = json.loads(text)["cells"]
    return sorted({found for cell in cells for found in SECRETS.findall("".join(cell["source"]))})


def delivered():
    """The repository's lessons and assignments, by their path, hidden files left out."""
    return {
        path.relative_to(REPOSITORY).as_posix(): path.read_bytes()
        for folder in ("notebooks", "exercises")
        for path in sorted((REPOSITORY / folder).rglob("*.ipynb"))
        if not any(part.startswith(".") for part in path.relative_to(REPOSITORY).parts)
    }


def test_the_wheel_holds_the_course(wheel):
    """The wheel holds every lesson and assignment of the repository, byte for byte, and no other notebook."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if name.endswith(".ipynb")}

    assert {INSIDE + name: content for name, content in delivered().items()} == held
    assert f"{INSIDE}notebooks/00-start-here.ipynb" in held
    assert [name for name in held if name.startswith(f"{INSIDE}exercises/")] != []


def test_the_wheel_holds_no_solutions(wheel):
    """No solution, hidden test, key of a graded item, gradebook or hidden file is in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        leaks = {
            name: found
            for name in names
            if name.endswith(".ipynb") and (found := secrets(archive.read(name).decode("utf-8")))
        }

    assert {} == leaks
    assert [] == [
        name
        for name in names
        if any(part.startswith(".") or part in ("solutions", "submitted") for part in name.split("/"))
        or name.endswith(".db")
    ]


def test_the_wheel_holds_nothing_of_the_authors(wheel):
    """No strategies, no runs of graded cases, no tools of authors and no words of the quick reading are in
    the wheel; all of them are in the repository.
    """
    authors = re.compile(r"authoring/|content/readings/|/strategies\.py|/search\.py|/variants\.py|audit")
    with zipfile.ZipFile(wheel) as archive:
        assert [] == [name for name in archive.namelist() if authors.search(name)]
        worked = [archive.read(name).decode() for name in archive.namelist() if "content/worked/" in name]
    assert 5 == len(worked)
    assert [] == [text for text in worked if "graded" in text]
    assert [] == [name for name in LEFT_OUT if not any((REPOSITORY / name).iterdir())]


def test_the_wheel_is_small(wheel):
    """The Python that learners get does not grow."""
    with zipfile.ZipFile(wheel) as archive:
        python = [name for name in archive.namelist() if name.endswith(".py")]
        lines = sum(archive.read(name).count(b"\n") for name in python)
    assert lines <= LINES


def test_the_search_for_secrets_finds_them():
    """The search that finds nothing in the wheel finds the hidden tests and keys of every solution."""
    solutions = sorted((REPOSITORY / "solutions").glob("*/*.ipynb"))

    assert [] != solutions
    assert [] == [path.name for path in solutions if not secrets(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """An environment in a path with spaces and umlauts: the wheel, what it needs, and nothing else."""
    root = tmp_path_factory.mktemp("leere Umgebung für") / "das Paket"
    subprocess.run([sys.executable, "-m", "venv", str(root)], check=True)
    programs = root / ("Scripts" if os.name == "nt" else "bin")
    constraints = REPOSITORY / "constraints.txt"
    held = ["-c", str(constraints)] if constraints.is_file() else []
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", *held, str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return programs


def run(elsewhere, *words, here):
    """The installed command itself, with nothing of this environment in reach."""
    ours = ("PYTHON", "JUPYTER", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {"PYTHONIOENCODING": "utf-8", "PATH": os.defpath}
    return subprocess.run(
        [elsewhere / "itilkit", *words],
        cwd=here,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_the_installed_command_copies_the_course(elsewhere, tmp_path):
    """Installed from the wheel, start lays down the very lessons and assignments of the repository."""
    done = run(elsewhere, "start", "--copy-only", here=tmp_path)

    target = tmp_path / "itilkit-course"
    assert (0, "") == (done.returncode, done.stderr)
    assert delivered() == {
        path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*.ipynb")
    }


def imported(source):
    """The kit's modules that a file loads, at its top or in a function; what types alone name is left out."""
    tree = ast.parse(source)
    typing = [
        each
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for each in ast.walk(node)
    ]
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("itilkit")
            and node not in typing
        ):
            yield node.module


def test_nothing_in_the_wheel_needs_what_is_left_out(wheel):
    """Every module of the kit that a file of the wheel loads is in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".py")}
    there = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in files}
    needed = {
        (name, module)
        for name, source in files.items()
        if not name.endswith(KNOWS)
        for module in imported(source)
    }
    assert len(needed) > len(files)
    assert [] == sorted((name, module) for name, module in needed if module not in there)
    assert {f"itilkit/{name}" for name in KNOWS} <= set(files)


VERBS = [each.name for each in (*instructor.VERBS, *author.VERBS)]


@pytest.mark.parametrize("verb", [*([name] for name in VERBS), ["grade", "--help"]], ids=" ".join)
def test_the_installed_verbs_of_others(elsewhere, tmp_path, verb):
    """In a learner's kit the verbs of instructors and authors say in one sentence what to install."""
    done = run(elsewhere, *verb, here=tmp_path)

    assert (1, "") == (done.returncode, done.stdout)
    assert done.stderr == (
        f"itilkit {verb[0]} is not in the kit that learners get: install itilkit from its repository with "
        "pip install -e . and run it again.\n"
    )


def test_the_installed_help_lists_what_works(elsewhere, tmp_path):
    """In a learner's kit, help names the learner's verbs and no other."""
    done = run(elsewhere, "--help", here=tmp_path)

    listed = re.findall(r"^  ([a-z]+)  ", done.stdout, re.MULTILINE)
    assert sorted(each.name for each in learner.VERBS) == listed


def test_the_installed_lessons_can_be_played(elsewhere, tmp_path):
    """Installed from the wheel, every scenario of the lessons is loaded, and its worked run is played."""
    program = (
        "from itilkit.scenarios import SCENARIOS, load_scenario, replay, variants, worked_run\n"
        "for name in SCENARIOS:\n"
        "    for variant in variants(name):\n"
        "        scenario = load_scenario(name, variant)\n"
        "        print(name, variant, replay(scenario, worked_run(scenario)).passed)\n"
    )
    python = [str(elsewhere / "python"), "-I", "-c", program]
    done = subprocess.run(python, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    passed = [line.split() for line in done.stdout.splitlines()]
    assert {"graded"} == {variant for _, variant, done in passed if done == "False"}


def test_the_installed_doctor_is_content(elsewhere, tmp_path):
    """Installed from the wheel, everything that the course needs is there."""
    done = run(elsewhere, "doctor", here=tmp_path)

    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert done.stdout.endswith("All that the course needs is here.\n")
