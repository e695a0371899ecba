"""One batch of all forgeries, with honest neighbours among them, and one of the neighbours alone."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / name) for name in ("personas", "grading")]

from class_course import nbgrader, new_course  # noqa: E402 - they stand in those folders
from forged_batch import Batch, autograde  # noqa: E402
from forgeries import FORGERIES, NEIGHBOURS, Workshop  # noqa: E402
from persona_builder import ASSIGNMENT, hand_in, personas  # noqa: E402


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
