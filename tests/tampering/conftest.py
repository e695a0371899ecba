"""One batch of all forgeries, with honest neighbours among them, and one of the neighbours alone."""

import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / name) for name in ("personas", "grading")]

from class_course import nbgrader, new_course  # noqa: E402 - they stand in those folders
from forgeries import FORGERIES, NEIGHBOURS, Workshop  # noqa: E402
from persona_builder import ASSIGNMENT, hand_in, personas  # noqa: E402

#: nbgrader's own command; a kernel that is started leaves a trace in the canary's folder.
COMMAND = """
import pathlib, sys
from jupyter_client import manager
from nbgrader.apps import NbGraderApp

def caught(self, *words, **settings):
    (pathlib.Path(sys.argv.pop(1)) / "kernel").touch()
    raise SystemExit("a kernel was started")

for kind in (manager.KernelManager, manager.AsyncKernelManager):
    kind.start_kernel = caught
canary, *words = sys.argv[1:]
NbGraderApp.launch_instance(words)
"""
#: Bytes of address space for a batch: an allocation of 100 GB would fail, were it ever made.
MEMORY = 6_000_000_000


@attrs.frozen
class Batch:
    """A graded course, what nbgrader said, and the folder in which nothing may appear."""

    folder: Path
    log: str
    canary: Path
    exit_code: int

    def remarks(self, student):
        """The lines that speak to the instructor about a submission."""
        lines = re.findall(r"\| WARNING\] (.+)", self.log)
        ours = [line for line in lines if "Skipping unknown notebook" not in line]
        return [line for line in ours if line.startswith(f"{student}, ") or f"submitted/{student}/" in line]


def autograde(folder, canary, *words):
    """Grade the whole course in a process of its own; returns what it printed and its exit code."""
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(canary), "autograde", ASSIGNMENT, "--create", *words],
        cwd=folder,
        env={**os.environ, "PATH": tools, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        timeout=600,
        check=False,
    )
    return done.stdout.decode(errors="replace"), done.returncode


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """A course whose assignment is generated, and nothing handed in."""
    folder = new_course(tmp_path_factory.mktemp("released") / "course", stock=False)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    return folder


def with_neighbours(released, folder):
    shutil.copytree(released, folder)
    for name in NEIGHBOURS:
        hand_in(personas()[name], folder)
    return folder


@pytest.fixture(scope="session")
def forged(released, tmp_path_factory, full):
    """The batch of every forgery and the neighbours."""
    root = tmp_path_factory.mktemp("forged")
    folder = with_neighbours(released, root / "course")
    canary = root / "canary"
    canary.mkdir()
    workshop = Workshop(folder, canary, full)
    for name, forgery in FORGERIES.items():
        forgery.lay(workshop, name)
    return Batch(folder, *_graded(folder, canary))


def _graded(folder, canary):
    log, code = autograde(folder, canary)
    return log, canary, code


@pytest.fixture(scope="session")
def honest(released, tmp_path_factory):
    """The batch of the neighbours alone."""
    root = tmp_path_factory.mktemp("honest")
    canary = root / "canary"
    canary.mkdir()
    folder = with_neighbours(released, root / "course")
    return Batch(folder, *_graded(folder, canary))
