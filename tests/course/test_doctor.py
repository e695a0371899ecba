"""The command where much is missing: what `doctor` shows, and what `start` says without JupyterLab."""

import os
import shutil
import subprocess
import venv
from importlib import import_module
from pathlib import Path

import pytest
from course_samples import LESSON, edition

import itilkit
from itilkit.cli import main
from itilkit.commands.learner import show_health
from itilkit.course.health import Finding


@pytest.fixture
def clone(home):
    """A clone of the repository with the running package in it."""
    root = edition(home / "clone", "0.1.0").root
    (root / "pyproject.toml").write_text('[project]\nname = "itilkit"\n')
    ignored = shutil.ignore_patterns("_files")
    shutil.copytree(Path(itilkit.__file__).parent, root / "itilkit", ignore=ignored)
    return root


@pytest.fixture
def bare_python(home):
    """A Python of its own with what the command itself is made of, and nothing of Jupyter."""
    root = home / "bare"
    venv.create(root, with_pip=False, symlinks=os.name != "nt")
    packages = next(root.rglob("site-packages"))
    needed = (
        "click",
        "attr",
        "attrs",
        "cattrs",
        "typing_extensions",
        "rich",
        "pygments",
        "markdown_it",
        "mdurl",
    )
    for name in needed:
        file = Path(import_module(name).__file__)
        if file.name == "__init__.py":
            shutil.copytree(file.parent, packages / name)
        else:
            shutil.copy(file, packages)
    return root / ("Scripts" if os.name == "nt" else "bin") / "python"


def run(python, clone, *words, here):
    """The command of ``clone``, run by ``python`` in the folder ``here``."""
    return subprocess.run(
        [python, "-m", "itilkit", *map(str, words)],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(clone), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_start_without_jupyterlab(clone, home, bare_python):
    """Without JupyterLab the course is copied, and one sentence says how to install what is missing."""
    done = run(bare_python, clone, "start", home / "k", here=home)

    (line,) = done.stderr.splitlines()
    assert 1 == done.returncode
    assert line.startswith("JupyterLab is missing from the Python that runs itilkit: install it with")
    assert (home / "k" / LESSON).exists()


def test_the_doctor_without_jupyter(clone, home, bare_python):
    """Where all of Jupyter is missing, the doctor still answers, and says what comes first."""
    done = run(bare_python, clone, "doctor", home, here=home)

    (line,) = done.stderr.splitlines()
    parts = ["itilkit", "jupyterlab", "ipywidgets", "anywidget", "nbgrader", "kernel python3"]
    assert 1 == done.returncode
    assert line.startswith("First mend itilkit: install it with")
    assert parts == [part for part in parts if f"\n{part}: " in done.stdout]


def test_the_table_of_the_doctor(capsys):
    """The doctor's table says in words whether each part was found; mends follow, one a line."""
    show_health(
        [
            Finding("Python", found=True, version="3.12.1"),
            Finding("nbgrader", found=False, mend="Install it."),
            Finding("browser", found=False, mend="Open the address yourself.", needed=False),
            Finding("operating system", found=True, version="Windows 11", note="grade on Linux"),
        ]
    )

    shown = capsys.readouterr().out
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in shown.splitlines() if "│" in line]
    assert [
        ["Python", "yes", "3.12.1"],
        ["nbgrader", "NO", ""],
        ["browser", "no, optional", ""],
        ["operating system", "yes", "Windows 11, grade on Linux"],
    ] == rows
    assert shown.endswith("nbgrader: Install it.\nbrowser: Open the address yourself.\n")


@pytest.mark.slow
def test_the_doctor_here(tmp_path, capsys):
    """Where the tests run, the doctor finds all that is needed and exits with 0."""
    with pytest.raises(SystemExit) as left:
        main(["doctor", str(tmp_path)])

    shown = capsys.readouterr()
    assert (0, "") == (left.value.code, shown.err)
    assert shown.out.endswith("All that the course needs is here.\n")
