"""The zips that learners get: what they hold, that they work, and what is never written into one."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import nbformat
import pytest
from class_samples import ASSIGNMENT, EXERCISE, ROOT
from persona_builder import notebook_of, personas

from itilkit.course.files import Course, find_course
from itilkit.desk import wheel
from itilkit.desk.bundle import BundleKind, make_bundles
from itilkit.desk.console import make
from itilkit.grading.classes.classbook import ClassBook
from itilkit.ground.problem import Problem, WrongUse

pytestmark = pytest.mark.slow

WHEEL = "itilkit-0.1.0-py3-none-any.whl"


def repository_files(folder):
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / folder).rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
    }


@pytest.fixture(scope="module")
def zips(tmp_path_factory):
    """Both bundles, as the verb makes them."""
    home = tmp_path_factory.mktemp("Bündel")
    said = []
    make(None, None, home, say=said.append)
    return {
        BundleKind.CLASS: home / "itilkit-class-0.1.0.zip",
        BundleKind.SELF_STUDY: home / "itilkit-self-study-0.1.0.zip",
    }


def contents(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_the_one_for_a_class(zips):
    """The zip for a class holds the lessons and assignments of the repository, byte for byte, the wheel, its
    constraints and how to start, and nothing else.
    """
    held = contents(zips[BundleKind.CLASS])

    course = repository_files("notebooks") | repository_files("exercises")
    assert course == {name: held[name] for name in held if name.endswith(".ipynb")}
    assert {".itilkit/delivered.json", "README.txt", "constraints.txt", WHEEL} == held.keys() - course.keys()
    assert (ROOT / "constraints.txt").read_bytes() == held["constraints.txt"]


def test_the_one_for_self_study(zips):
    """The zip for self-study holds the same, and the solutions in the kit's own corner."""
    alone, together = contents(zips[BundleKind.SELF_STUDY]), contents(zips[BundleKind.CLASS])

    solutions = {f".itilkit/{name}": content for name, content in repository_files("solutions").items()}
    assert solutions == {name: alone[name] for name in alone.keys() - together.keys()}
    assert {"README.txt"} == {name for name in together if alone[name] != together[name]}


def test_how_to_start(zips):
    """The text to begin with names the wheel that is there and the command that fits, for each system."""
    for kind, command in {
        BundleKind.CLASS: "itilkit start",
        BundleKind.SELF_STUDY: "itilkit start --self-study",
    }.items():
        lines = contents(zips[kind])["README.txt"].decode().splitlines()
        assert 2 == sum(line.endswith(f"pip install -c constraints.txt {WHEEL}") for line in lines)
        assert 2 == sum(line.endswith(f"-m {command}") for line in lines)


def test_the_same_again(zips, tmp_path):
    """The same repository gives the same bytes."""
    (done,) = make_bundles(find_course(), {BundleKind.CLASS: tmp_path / zips[BundleKind.CLASS].name})

    assert zips[BundleKind.CLASS].read_bytes() == done.path.read_bytes()


@pytest.mark.parametrize("kind", BundleKind)
def test_started_where_it_was_unpacked(kind, zips, tmp_path):
    """Unpacked anywhere, the kit in the wheel goes on in that very folder: nothing is copied, a learner's
    work is theirs, and self-study finds its solutions.
    """
    with zipfile.ZipFile(zips[kind]) as archive:
        archive.extractall(tmp_path / "meine Übung")
    (root,) = (tmp_path / "meine Übung").iterdir()
    with zipfile.ZipFile(root / WHEEL) as archive:
        archive.extractall(tmp_path / "site")
    work = root / "exercises" / "01-focus-on-value" / EXERCISE.name
    work.write_bytes(b"mine")
    words = ["--self-study"] if kind is BundleKind.SELF_STUDY else []

    done = subprocess.run(
        [sys.executable, "-P", "-m", "itilkit", "start", "--copy-only", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

    told = [f"The course is in {root}: nothing to copy, 1 file of yours left as it is."]
    told += ["The solutions are in the folder too, out of sight."] if words else []
    assert (0, "", told) == (done.returncode, done.stderr, done.stdout.splitlines())
    assert b"mine" == work.read_bytes()
    assert [] == list(root.rglob("*.new-*"))


def test_self_study_in_another_folder(zips, tmp_path):
    """Started for another folder, self-study brings the solutions of the unpacked zip there."""
    with zipfile.ZipFile(zips[BundleKind.SELF_STUDY]) as archive:
        archive.extractall(tmp_path)
    (root,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    with zipfile.ZipFile(root / WHEEL) as archive:
        archive.extractall(tmp_path / "site")

    done = subprocess.run(
        [sys.executable, "-P", "-m", "itilkit", "start", str(tmp_path / "k"), "--copy-only", "--self-study"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert 0 == done.returncode
    assert repository_files("solutions") == {
        path.relative_to(tmp_path / "k" / ".itilkit").as_posix(): path.read_bytes()
        for path in (tmp_path / "k" / ".itilkit" / "solutions").rglob("*.ipynb")
    }


@pytest.mark.parametrize(("kind", "most"), [(BundleKind.CLASS, 12), (BundleKind.SELF_STUDY, 22)])
def test_checked_with_the_wheel_alone(kind, most, zips, tmp_path):
    """The wheel of a zip is enough to check one's own work: with solutions all of it, else the scenario."""
    with zipfile.ZipFile(zips[kind]) as archive:
        archive.extractall(tmp_path)
    (root,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    with zipfile.ZipFile(root / WHEEL) as archive:
        archive.extractall(tmp_path / "site")
    solved = notebook_of(personas()["co-creator"])
    nbformat.write(solved, root / "exercises" / ASSIGNMENT / EXERCISE.name)

    done = subprocess.run(
        [sys.executable, "-P", "-m", "itilkit", "check", "--no-open"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert f" of {most} points" in done.stdout
    page = Path(done.stdout.split("Feedback: ")[1].strip())
    assert 'class="feedback"' in page.read_text(encoding="utf-8")


@pytest.fixture
def clone(tmp_path):
    """A copy of what a bundle is made from."""
    root = tmp_path / "Abbild"
    root.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "constraints.txt"):
        shutil.copy(ROOT / name, root)
    for name in ("itilkit", "notebooks", "exercises", "solutions"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def plant_in_exercise(root):
    path = root / "exercises" / "01-focus-on-value" / EXERCISE.name
    data = json.loads(path.read_text(encoding="utf-8"))
    data["cells"][-1]["source"] = ['The keys: "harbour-wifi": "c".']
    path.write_text(json.dumps(data), encoding="utf-8")


def plant_in_package(root):
    (root / "itilkit" / "content" / "extra.toml").write_text('harbour-wifi = "c"\n', encoding="utf-8")


def plant_a_solution(root):
    shutil.copytree(root / "solutions", root / "notebooks" / "solutions")


PLANTED = {
    "in an exercise": (plant_in_exercise, "the key of harbour-wifi in b/exercises/01-focus-on-value/"),
    "in the wheel": (plant_in_package, f"the key of harbour-wifi in b/{WHEEL}/itilkit/content/extra.toml"),
    "a solution": (plant_a_solution, "would hold "),
}


@pytest.mark.parametrize("name", PLANTED)
@pytest.mark.parametrize("kind", BundleKind)
def test_a_planted_secret(kind, name, clone, tmp_path):
    """With a key or a solution where learners would get it, no zip is written; one sentence says where."""
    plant, sentence = PLANTED[name]
    plant(clone)
    target = tmp_path / "out" / "b.zip"

    with pytest.raises(Problem) as problem:
        make_bundles(Course(clone, "0.1.0", clone=True), {kind: target})

    assert str(problem.value).startswith(f"No bundle was written, because the one for {kind} would hold ")
    assert sentence in str(problem.value)
    assert 1 == len(str(problem.value).splitlines())
    assert not target.exists()


def test_what_jupyterlab_left_behind(clone, tmp_path):
    """Checkpoints and hidden files of the instructor get into no zip."""
    for folder in ("notebooks", "exercises", "itilkit"):
        hidden = clone / folder / ".ipynb_checkpoints" / "a-checkpoint.ipynb"
        hidden.parent.mkdir()
        hidden.write_text("secret")

    (done,) = make_bundles(Course(clone, "0.1.0", clone=True), {BundleKind.CLASS: tmp_path / "b.zip"})

    held = contents(done.path)
    with zipfile.ZipFile(BytesIO(held[WHEEL])) as archive:
        names = [*held, *archive.namelist()]
    assert [] == [name for name in names if "checkpoint" in name]


def test_a_wheel_that_cannot_be_built(clone, tmp_path):
    """When the building fails, one sentence says why and what to do."""
    (clone / "pyproject.toml").write_text('[project]\nname = "itilkit"\n', encoding="utf-8")

    with pytest.raises(
        Problem,
        match=r"^The wheel cannot be built \(.+\): see with itilkit doctor whether",
    ) as problem:
        make_bundles(Course(clone, "0.1.0", clone=True), {BundleKind.CLASS: tmp_path / "b.zip"})

    assert 1 == len(str(problem.value).splitlines())


def test_nothing_that_builds(clone, tmp_path, monkeypatch):
    """An installation from before hatchling belonged to it says what is missing, and where the mend is."""
    absent = "import sys; sys.modules['hatchling'] = None; "
    monkeypatch.setattr(wheel, "_HATCHLING", absent + wheel._HATCHLING)

    with pytest.raises(Problem, match=r"\(ModuleNotFoundError: .*hatchling.*\): see with itilkit doctor"):
        make_bundles(Course(clone, "0.1.0", clone=True), {BundleKind.CLASS: tmp_path / "b.zip"})


def test_what_builds_comes_with_the_kit():
    """What builds the wheel is installed with the kit itself, not with its tests or by hand."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert any(each.startswith("hatchling>") for each in project["dependencies"])


# A class's own assignments -----------------------------------------------------------------------------


def change(path, old, new):
    """Change a text in a notebook as JupyterLab would."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def taught(classroom):
    """A class's folder whose first assignment the instructor changed, in its text and in a key."""
    source = classroom / "solutions" / ASSIGNMENT / EXERCISE.name
    change(source, "# Assignment 1: Focus on value", "# Group 7: Focus on value")
    change(source, r"key=\"c\"", r"key=\"b\"")
    ClassBook(classroom).generate(ASSIGNMENT)
    return classroom


def test_a_classs_own_assignments(taught, zips, tmp_path):
    """From a class's folder only the zip for the class is made. It holds that folder's assignments, in the
    wheel as well, and all the rest as in the repository; unpacked and started, they stay.
    """
    said = []
    make(None, None, tmp_path, taught=taught, say=said.append)
    (path,) = tmp_path.glob("*.zip")
    held, usual = contents(path), contents(zips[BundleKind.CLASS])

    assert ("itilkit-class-0.1.0.zip", 1) == (path.name, len(said))
    assert said[0].endswith(
        ", no key and no model text; good runs of the scenarios can be computed from the kit."
    )
    name = f"exercises/{ASSIGNMENT}/{EXERCISE.name}"
    own = (taught / name).read_bytes()
    assert (own, True) == (held[name], b"# Group 7: Focus on value" in own)
    with zipfile.ZipFile(BytesIO(held[WHEEL])) as archive:
        assert own == archive.read(f"itilkit/course/_files/{name}")
    assert held.keys() == usual.keys()
    lessons = [name for name in held if name.startswith("notebooks/")]
    assert {name: usual[name] for name in lessons} == {name: held[name] for name in lessons}

    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "learner")
    (root,) = (tmp_path / "learner").iterdir()
    with zipfile.ZipFile(root / WHEEL) as archive:
        archive.extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "itilkit", "start", "--copy-only"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (0, own) == (done.returncode, (root / name).read_bytes())


def test_a_classs_own_keys(taught, tmp_path):
    """What is searched for are the keys of the class's own solutions."""
    exercise = taught / "exercises" / ASSIGNMENT / EXERCISE.name
    data = json.loads(exercise.read_text(encoding="utf-8"))
    data["cells"][-1]["source"] = ['The keys: "harbour-wifi": "b".']
    exercise.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(Problem) as problem:
        make_bundles(find_course(), {BundleKind.CLASS: tmp_path / "b.zip"}, taught=taught)

    assert f"would hold the key of harbour-wifi in b/exercises/{ASSIGNMENT}/" in str(problem.value)
    assert f"take it out of the files in {taught}, and run" in str(problem.value)
    assert not (tmp_path / "b.zip").exists()


def test_a_solution_that_cannot_be_searched(classroom, tmp_path):
    """When a solution is no notebook or its hidden tests no Python, nobody knows what is secret: no zip."""
    source = classroom / "solutions" / ASSIGNMENT / EXERCISE.name
    whole = source.read_text(encoding="utf-8")
    for broken in ("{", whole.replace(r"key=\"c\"", r"key=(")):
        source.write_text(broken, encoding="utf-8")
        with pytest.raises(Problem, match=r"cannot be searched for keys: open it in JupyterLab") as problem:
            make_bundles(find_course(), {BundleKind.CLASS: tmp_path / "b.zip"}, taught=classroom)
        assert str(problem.value).startswith(str(source))


def test_no_class_to_take_from(classroom, tmp_path):
    """A folder without assignments is refused, and so is self-study, which a class's folder cannot serve."""
    with pytest.raises(WrongUse, match=r"has no assignments in exercises: name a folder that itilkit teach"):
        make_bundles(find_course(), {BundleKind.CLASS: tmp_path / "b.zip"}, taught=tmp_path)
    with pytest.raises(WrongUse, match=r"go into the zip for a class: leave out --self-study\.$"):
        make(None, tmp_path / "s.zip", tmp_path, taught=classroom, say=print)


def test_from_an_installed_kit(tmp_path):
    """A kit without solutions says where bundles are made."""
    with pytest.raises(Problem, match=r"^Bundles are made from a clone of the repository"):
        make_bundles(Course(tmp_path, "0.1.0", clone=False), {BundleKind.CLASS: tmp_path / "b.zip"})
