"""A batch that is killed goes on where it was, and ends as if nothing had happened."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys

import pytest
from batch_course import SMALL, command, copy_of, figures, grade, left, records, small_course

pytestmark = pytest.mark.slow

#: Every worker counts what Python tells its auditors of: files opened, moved and removed, connections to the
#: gradebook, code compiled. At the number that the environment names, it kills the whole group of processes.
#: Without a number it only tells how far it counts.
COUNTING = """
import multiprocessing, os, signal, sys

if multiprocessing.parent_process() is not None:

    _at = int(os.environ.get("KILL_AT", "0"))

    def _count(event, _):
        sys._counted += 1
        if sys._counted == _at:
            os.killpg(0, signal.SIGKILL)

    def _tell(**_):
        if "COUNT_TO" in os.environ:
            with open(os.environ["COUNT_TO"], "a") as file:
                file.write(f"{sys._counted}\\n")

    # nbgrader reads its settings more than once.
    if not hasattr(sys, "_counted"):
        sys._counted = 0
        sys.addaudithook(_count)
    c.GenerateFeedback.post_convert_hook = _tell
"""
#: A worker that has the named submission in hand is killed, the first time only, or every time.
DEADLY = """
import os, signal
from pathlib import Path

_MARK = Path(__file__).resolve().parent / "died"

def _die(student, **_):
    if student == "empty" and (os.environ.get("ALWAYS") or not _MARK.exists()):
        _MARK.touch()
        os.kill(os.getpid(), signal.SIGKILL)

c.Autograde.post_convert_hook = _die
"""
MOMENTS, FEW = 20, 3
COUNT = len(SMALL)


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A course in which nothing is graded, and whose workers count."""
    return small_course(tmp_path_factory.mktemp("ready") / "course", more=COUNTING)


@pytest.fixture(scope="module")
def undisturbed(ready, tmp_path_factory):
    """What an undisturbed run leaves, and how far its one worker counts."""
    folder = copy_of(ready, tmp_path_factory.mktemp("undisturbed") / "course")
    counts = folder.parent / "counts"
    done = grade(folder, "--jobs", "1", COUNT_TO=str(counts))
    assert 0 == done.returncode, done.stderr
    return left(folder), max(map(int, counts.read_text(encoding="utf-8").split()))


def killed(folder, moment, *words):
    """Start a batch in a group of its own that dies at a moment; returns what the shell would see."""
    started = subprocess.Popen(
        [sys.executable, "-m", "itilkit", "grade", "--jobs", "2", *words],
        cwd=folder,
        env=command(folder, KILL_AT=str(moment)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return started.wait(timeout=300)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)


def went_on_from(stood):
    """The figures of a run before which as many were finished: graded, unchanged, problems, pages."""
    return COUNT - stood, stood, 0, COUNT - stood


@pytest.mark.full
def test_killed_at_any_moment(ready, undisturbed, tmp_path, full):
    """The whole group is killed with SIGKILL at random moments, one run after the other; then one run ends
    it: what was finished stays as it is, all the rest is graded, and gradebook, notebooks and pages are those
    of an undisturbed run.
    """
    expected, most = undisturbed
    chance = random.Random(7)  # noqa: S311 - the same moments for everybody
    for number in range(MOMENTS if full else FEW):
        folder = copy_of(ready, tmp_path / f"course-{number}")

        # Two workers share the work, so each counts to about half.
        assert -signal.SIGKILL == killed(folder, chance.randrange(1, most // 3))
        stood = len(records(folder))
        done = grade(folder)

        assert (0, "") == (done.returncode, done.stderr)
        assert went_on_from(stood) == figures(done)
        assert expected == left(folder)


@pytest.mark.full
def test_killed_again_and_again(ready, undisturbed, tmp_path, full):
    """A batch that is killed early in every run still gets on, and what is finished stands."""
    expected, most = undisturbed
    folder = copy_of(ready, tmp_path / "course")
    chance = random.Random(11)  # noqa: S311
    stood = 0
    for _ in range(MOMENTS if full else FEW):
        killed(folder, chance.randrange(most // 6, most // 3))
        assert stood <= len(records(folder))
        stood = len(records(folder))

    done = grade(folder)

    assert (0, "") == (done.returncode, done.stderr)
    assert went_on_from(stood) == figures(done)
    assert expected == left(folder)


def test_killed_while_all_is_graded_again(ready, undisturbed, tmp_path):
    """What --again had begun when it was killed is not taken for finished; only that is graded once more."""
    expected, most = undisturbed
    folder = copy_of(ready, tmp_path / "course")
    assert 0 == grade(folder).returncode

    assert -signal.SIGKILL == killed(folder, most // 4, "--again")
    stood = len(records(folder))
    done = grade(folder)

    assert COUNT > stood
    assert (0, "") == (done.returncode, done.stderr)
    assert went_on_from(stood) == figures(done)
    assert expected == left(folder)


@pytest.fixture(scope="module")
def deadly(tmp_path_factory):
    """A course in which grading one of the learners kills the worker."""
    return small_course(tmp_path_factory.mktemp("deadly") / "course", more=DEADLY)


def test_a_killed_worker_costs_only_time(deadly, undisturbed, tmp_path):
    """When a worker is killed, its submission is graded by another, and nothing else is to be seen of it."""
    expected, _ = undisturbed
    folder = copy_of(deadly, tmp_path / "course")

    done = grade(folder, "--jobs", "2")

    assert (folder / "died").exists()
    assert (0, "") == (done.returncode, done.stderr)
    assert (COUNT, 0, 0, COUNT) == figures(done)
    assert expected == left(folder)


def test_a_submission_that_always_kills(deadly, undisturbed, tmp_path):
    """A submission whose worker dies twice is one line; the others are graded, and the exit code is 1."""
    (rows_, _), _ = undisturbed
    folder = copy_of(deadly, tmp_path / "course")

    done = grade(folder, "--jobs", "1", ALWAYS="1")

    (line,) = [line for line in done.stdout.splitlines() if line.startswith("empty, ")]
    assert "the process that graded it was killed, often for want of memory, and again: look at" in line
    assert 1 == done.returncode
    assert "1 problem left: mend what is named above, then grade again.\n" == done.stderr
    assert (COUNT - 1, 0, 1, COUNT - 1) == figures(done)
    others = {key: value for key, value in rows_.items() if key[0] != "empty"}
    assert others == {key: value for key, value in left(folder)[0].items() if key[0] != "empty"}


def test_only_the_command_is_killed(ready, undisturbed, tmp_path):
    """Workers end by themselves when the command that gave them work is killed; the next run goes on."""
    expected, _ = undisturbed
    folder = copy_of(ready, tmp_path / "course")
    with subprocess.Popen(
        [sys.executable, "-m", "itilkit", "grade", "--jobs", "2"],
        cwd=folder,
        env=command(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as started:
        # The first line is there when one is graded. The output ends when all the processes have ended.
        assert started.stdout.readline()
        started.kill()
        started.stdout.read()

    done = grade(folder)

    assert (0, "") == (done.returncode, done.stderr)
    assert expected == left(folder)


def test_a_record_says_what_it_rests_on(ready, tmp_path):
    """The record of a grading names the files, the release, the version, the deadline and the page, and keeps
    what was remarked.
    """
    folder = copy_of(ready, tmp_path / "course")
    grade(folder, "--student", "empty")

    record = records(folder)["empty"]
    assert ["basis", "submission", "page", "remarks"] == list(record)
    assert {"files", "assignment", "itilkit", "due"} == set(record["basis"])
    assert all(isinstance(value, str) and value for value in record["basis"].values())
    assert "*\n" == (folder / ".itilkit" / "graded" / ".gitignore").read_text(encoding="utf-8")
    assert json.dumps(record)
