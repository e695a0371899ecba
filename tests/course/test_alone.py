"""One command at a time in a course."""

import subprocess
import sys
import threading
import time

import pytest

from itilkit.course.lock import alone
from itilkit.ground.problem import Problem, WrongUse

HOLDER = """
import sys
from pathlib import Path
from itilkit.course.lock import alone
with alone(Path(sys.argv[1])):
    print("here", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def another(tmp_path):
    """Another process that is at work in the course of this folder; ended by the end of its input."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert "here\n" == process.stdout.readline()
        yield process
        process.kill()


def test_another_is_at_work(another, tmp_path):  # noqa: ARG001 - it is there
    """While another is at work, one sentence says so, for whichever of them it is."""
    with pytest.raises(Problem) as problem, alone(tmp_path):
        pass

    assert str(problem.value) == (
        f"Another itilkit take or grade is at work in {tmp_path}: "
        "wait until that has ended, then do this again."
    )


def test_waiting(another, tmp_path):
    """Who has patience waits until the other has ended."""
    threading.Timer(0.3, another.stdin.close).start()
    begun = time.monotonic()

    with alone(tmp_path, patience=60):
        waited = time.monotonic() - begun

    assert 0.2 < waited < 60


def test_one_that_died(another, tmp_path):
    """A process that was killed holds nobody up."""
    another.kill()
    another.wait()

    with alone(tmp_path):
        pass


def test_a_place_that_cannot_be_used(tmp_path):
    """Where no lock can be made, the sentence says which place cannot be used."""
    (tmp_path / ".itilkit").write_text("no folder")

    with pytest.raises(WrongUse, match="is not a folder, or lies in something that is not"), alone(tmp_path):
        pass
