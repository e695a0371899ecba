"""A class graded by the workers of a Dask cluster: the same grades, and a dead worker costs only time."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest
from batch_course import PENALTY, SMALL, figures, grade, left, mark_and_hand_in_again, records
from class_course import gradebook, nbgrader, new_course
from large_class import configure, differing
from persona_builder import ASSIGNMENT
from postgres import on_server
from test_ordinary_assignment import OWN, source, submission, write

from itilkit.grading.batch.folder_transfer import File, pack, unpack

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
#: Before the named submission is graded, the worker that has it is killed: once, or every time.
DEADLY = """
import os, signal
from pathlib import Path

_MARK, _ALWAYS = Path({mark!r}), {always}

def _die(student, **_):
    if student == "signs-text" and (_ALWAYS or not _MARK.exists()):
        _MARK.touch()
        os.kill(os.getpid(), signal.SIGKILL)

c.Autograde.post_convert_hook = _die
"""


#: When a worker has done its second submission, the whole cluster is killed.
ENDING = """
import os, signal, sys

def _end(**_):
    sys._done = getattr(sys, "_done", 0) + 1
    if sys._done == 2:
        os.kill({process}, signal.SIGKILL)

c.Autograde.post_convert_hook = _end
"""


#: A setting whose class stands in a module that only this computer has, outside the folder of the course.
ONLY_HERE = """
import sys, types
from nbgrader.plugins import LateSubmissionPlugin

_module = types.ModuleType("only_here")
sys.modules["only_here"] = _module
_module.Late = type("Late", (LateSubmissionPlugin,), {"__module__": "only_here"})
c.AssignLatePenalties.plugin_class = _module.Late
"""


@attrs.frozen
class Workers:
    """A running cluster: where its scheduler is, the folder in which its workers keep their files, and
    whether the folders of the courses are hidden from them.
    """

    address: str
    folder: Path
    unseeing: bool


def unseeing(folder):
    """Words before a command that keep it from seeing what lies below ``folder``; none where that needs more
    rights than the tests have.
    """
    words = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none "$0" && exec "$@"', str(folder)]
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run([*words, "ls", folder], capture_output=True, check=False)
    return words if (tried.returncode, tried.stdout) == (0, b"") else []


@contextmanager
def cluster(folder, before=(), size=2):
    """So many worker processes; the process of their scheduler, and the scheduler's address."""
    with (folder.parent / "log").open("wb") as log:
        process = subprocess.Popen(
            [*before, sys.executable, "-W", "ignore", HERE / "local_cluster.py", folder, str(size)],
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    address = process.stdout.readline().strip()
    assert address, (folder.parent / "log").read_text(encoding="utf-8")
    try:
        yield process, address
    finally:
        process.stdin.close()
        process.wait(60)
        process.stdout.close()


@pytest.fixture(scope="session")
def workers(tmp_path_factory):
    """A cluster to whose workers the folders of all courses are empty, where that is possible."""
    pytest.importorskip("distributed")
    before = unseeing(tmp_path_factory.getbasetemp())
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "workers"
        with cluster(folder, before) as (_, address):
            yield Workers(address, folder, bool(before))


def test_workers_leave_what_this_computer_leaves(course, workers, on_sqlite):
    """Gradebook, notebooks and pages are the same, a penalty of the course's own among them."""
    done = grade(course, "--scheduler", workers.address)

    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert (24, 0, 0, 24) == figures(done)
    assert ({}, []) == differing(on_sqlite[1], left(course))
    assert 8.0 == left(course)[0]["late-by-a-week", ASSIGNMENT, "late_submission_penalty"]
    assert "OneADay" in PENALTY


def test_what_a_worker_needs_travels_with_the_task(workers):
    """The grades above came from workers for which the instructor's disk is empty."""
    if not workers.unseeing:
        pytest.skip("needs unshare and the right to mount, to hide a folder from a process")
    hidden = subprocess.run(["pgrep", "-f", "local_cluster.py"], capture_output=True, text=True, check=True)
    mounts = Path(f"/proc/{hidden.stdout.split()[0]}/mounts").read_text(encoding="utf-8")

    assert "tmpfs" in next(line for line in mounts.splitlines() if "pytest-" in line)


def test_nothing_stays_on_the_workers(course, workers):
    """When a batch has ended, no solution and no submission lies on a worker."""
    grade(course, "--scheduler", workers.address)

    assert [] == [path.name for path in workers.folder.rglob("*.ipynb")]
    assert [] == list(workers.folder.rglob("itilkit-*"))


def test_only_what_changed_is_sent_again(course, workers):
    """Marks by hand write two pages; work handed in again is graded again; else nothing is done."""
    grade(course, "--jobs", "2")
    mark_and_hand_in_again(course)
    changed = grade(course, "--scheduler", workers.address)
    again = grade(course, "--scheduler", workers.address)

    assert (2, 22, 0, 2) == figures(changed)
    assert (0, 24, 0, 0) == figures(again)


def test_a_page_alone_is_written_from_what_is_graded(course, workers, on_sqlite):
    """Graded here without pages, the pages written there: the same pages."""
    grade(course, "--no-feedback")
    done = grade(course, "--scheduler", workers.address)

    assert (0, 24, 0, 24) == figures(done)
    assert ({}, []) == differing(on_sqlite[1], left(course))


def test_a_worker_that_is_killed_costs_only_time(course, workers, on_sqlite, tmp_path):
    """Dask gives its work to another one, and everything is as if nothing had happened."""
    mark = Path(tempfile.gettempdir()) / f"died-{os.getpid()}-{tmp_path.name}"
    configure(course, DEADLY.format(mark=str(mark), always=False))
    try:
        done = grade(course, "--scheduler", workers.address)
        assert mark.exists()
    finally:
        mark.unlink(missing_ok=True)

    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert (24, 0, 0, 24) == figures(done)
    assert ({}, []) == differing(on_sqlite[1], left(course))


def test_a_scheduler_that_dies_ends_the_batch_and_it_goes_on_later(course, workers, on_sqlite, tmp_path):
    """One sentence says so; on another cluster only what is left is graded."""
    with cluster(tmp_path / "other") as (process, address):
        configure(course, ENDING.format(process=process.pid))
        cut = grade(course, "--scheduler", address)
    standing = len(records(course))
    configure(course, "\nc.Autograde.post_convert_hook = print\n")
    again = grade(course, "--scheduler", workers.address)

    assert 1 == cut.returncode
    assert cut.stderr.startswith(f"The Dask scheduler at {address} is gone: start it, then grade again")
    assert 1 == len(cut.stderr.splitlines())
    assert standing < 24
    assert (24 - standing, standing, 0, 24 - standing) == figures(again)
    assert ({}, []) == differing(on_sqlite[1], left(course))


def test_a_worker_with_another_version_is_refused(course, workers):
    """One sentence says which worker has what, and nothing is graded."""
    configure(course, "\nimport itilkit\nitilkit.__version__ = '99.0'\n")
    done = grade(course, "--scheduler", workers.address)

    assert 1 == done.returncode
    assert done.stderr.startswith("A worker cannot do this work (the scheduler at tcp://127.0.0.1:")
    assert "has itilkit 0.1.0, nbgrader" in done.stderr
    assert "and not itilkit 99.0, nbgrader" in done.stderr
    assert {} == records(course)


def test_a_file_is_no_gradebook_for_several_computers(on_sqlite, workers):
    """An SQLite gradebook is refused in one sentence."""
    done = grade(on_sqlite[0], "--scheduler", workers.address)

    assert (2, "") == (done.returncode, done.stdout)
    assert "--scheduler needs a gradebook on a server" in done.stderr


def test_a_scheduler_that_does_not_answer_is_named(course):
    """One sentence says which, and what to do."""
    done = grade(course, "--scheduler", "tcp://127.0.0.1:9")

    assert (1, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("No Dask scheduler answers at tcp://127.0.0.1:9 (")
    assert 1 == len(done.stderr.splitlines())


def test_two_ways_at_once_are_refused(course):
    """--jobs and --scheduler exclude each other."""
    done = grade(course, "--scheduler", "tcp://127.0.0.1:9", "--jobs", "2")

    assert (2, "") == (done.returncode, done.stdout)
    assert "name one of the two" in done.stderr


def test_ordinary_code_runs_on_a_worker_with_the_files_that_it_reads(server, workers, tmp_path):
    """An instructor's own assignment runs in a kernel there; a data file of the source folder is beside it.

    Links and broken notebooks among what was handed in get the sentences that they get here.
    """
    url = server.new("ordinary")
    folder = on_server(new_course(tmp_path / "course", stock=False), url)
    cells = source()
    cells.cells[2].source = f"assert open('nine.txt').read() == '9'\n{cells.cells[2].source}"
    write(folder / "solutions" / OWN / f"{OWN}.ipynb", cells)
    (folder / "solutions" / OWN / "nine.txt").write_text("9", encoding="utf-8")
    nbgrader(folder, "generate_assignment", OWN)
    submission(folder, "ada", "def square(x):\n    return x ** 2")
    (folder / "submitted" / "ada" / OWN / "link").symlink_to(folder / "nbgrader_config.py")
    submission(folder, "ben", "def square(x):\n    return x + 5")
    submission(folder, "dan", "")
    (folder / "submitted" / "dan" / OWN / f"{OWN}.ipynb").write_text("no notebook", encoding="utf-8")
    done = grade(folder, "--scheduler", workers.address)

    with gradebook(folder) as book:
        points = {name: book.find_submission(OWN, name).score for name in ("ada", "ben")}
    assert {"ada": 3.0, "ben": 0.0} == points
    assert (2, 0, 1, 2) == figures(done)
    assert f"dan, {OWN}: it could not be graded (the file is not JSON, so not a notebook)" in done.stdout
    assert "links, devices, huge files and unreadable names among its files were left out (1)." in done.stdout
    assert "9" == (folder / "autograded" / "ada" / OWN / "nine.txt").read_text(encoding="utf-8")
    assert not (folder / "autograded" / "dan" / OWN).exists()


def test_whoever_stands_beside_a_killer_is_graded(course, tmp_path):
    """On one worker alone, what waits behind a deadly submission is held innocent, tried again and graded."""
    mark = Path(tempfile.gettempdir()) / f"died-{os.getpid()}-beside"
    configure(course, DEADLY.format(mark=str(mark), always=True))
    try:
        with cluster(tmp_path / "one", size=1) as (_, address):
            done = grade(course, "--scheduler", address)
    finally:
        mark.unlink(missing_ok=True)

    assert 1 == done.returncode
    assert (23, 0, 1, 23) == figures(done), done.stdout
    assert ["signs-text"] == [line.split(",")[0] for line in done.stdout.splitlines() if "died" in line]
    assert "signs-text, 01-focus-on-value: every worker that had it died: look at what" in done.stdout
    assert "signs-text" not in records(course)
    assert "signs-text" in SMALL


def test_a_worker_that_lacks_something_is_named(course, workers):
    """A worker that lacks what the course's settings need is named before anything is sent."""
    configure(course, ONLY_HERE)
    done = grade(course, "--scheduler", workers.address)

    assert 1 == done.returncode
    assert done.stderr.startswith("A worker cannot do this work (tcp://127.0.0.1:")
    assert "No module named 'only_here'" in done.stderr
    assert {} == records(course)


def test_a_file_that_is_too_large_to_send_is_named(course, workers):
    """It stays where it is, and the others are graded; a notebook of that size gets its sentence."""
    for student, name in (("empty", "film.mp4"), ("co-creator", f"{ASSIGNMENT}.ipynb")):
        with (course / "submitted" / student / ASSIGNMENT / name).open("ab") as file:
            file.truncate(300_000_001)
    done = grade(course, "--scheduler", workers.address)

    assert (
        "empty, 01-focus-on-value: film.mp4 is too large to be sent (300 MB): grade this one" in done.stdout
    )
    assert "The file was not read, because it holds 300 MB" in done.stdout
    assert (23, 0, 1, 23) == figures(done)


def test_a_place_that_cannot_be_written_keeps_nobody_else_waiting(course, workers):
    """A file in the place of a folder: named, and the others are graded."""
    (course / "autograded").mkdir()
    (course / "autograded" / "empty").write_text("in the way", encoding="utf-8")
    done = grade(course, "--scheduler", workers.address)

    assert (23, 0, 1, 23) == figures(done)
    assert "empty, 01-focus-on-value: what came of it could not be written down (" in done.stdout


def test_folders_that_are_shared_by_a_group_stay_so(course, workers):
    """With nbgrader's groupshared the modes are those that it gives."""
    configure(course, "\nc.CourseDirectory.groupshared = True\n")
    grade(course, "--scheduler", workers.address, "--student", "empty")
    here = modes(course)
    grade(course, "--again", "--student", "empty")

    assert here == modes(course)
    assert 0o2770 == here["autograded/empty/01-focus-on-value"] & 0o2770


def modes(course):
    places = [
        path for step in ("autograded", "feedback") for path in [course / step, *(course / step).rglob("*")]
    ]
    return {str(path.relative_to(course)): path.stat().st_mode & 0o7777 for path in places}


def test_what_is_no_plain_file_looks_the_same_at_the_other_end(tmp_path):
    """Files with their modes, empty folders, links that lead somewhere or nowhere, and nothing outside."""
    folder, other = tmp_path / "folder", tmp_path / "other"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "old.ipynb").write_text("", encoding="utf-8")
    (folder / "deep" / "a.txt").write_text("a", encoding="utf-8")
    (folder / "deep" / "a.txt").chmod(0o440)
    (folder / "out").symlink_to(tmp_path)
    (folder / "lost").symlink_to(tmp_path / "nothing")
    unpack(pack(folder, but=(".ipynb_checkpoints",)), other)

    assert ["deep", "lost", "out"] == sorted(path.name for path in other.iterdir())
    assert ["a.txt", "er"] == sorted(path.name for path in (other / "deep").iterdir())
    assert 0o440 == (other / "deep" / "a.txt").stat().st_mode & 0o777
    assert (True, True) == ((other / "out").exists(), (other / "out").is_symlink())
    assert (False, True) == ((other / "lost").exists(), (other / "lost").is_symlink())
    assert (other / "out").resolve() == other


@pytest.mark.parametrize("path", ["../out.txt", "/etc/out.txt", "a/../../out.txt", ""])
def test_a_path_that_leads_out_of_its_folder_is_refused(tmp_path, path):
    """Whatever comes back from a worker stays below the folder that it is for."""
    with pytest.raises(ValueError, match="leads out of its folder"):
        unpack([File(path, b"")], tmp_path / "folder")
