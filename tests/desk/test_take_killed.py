"""`take` that is killed at any of its changes, and two at once: nothing is lost, a repeat makes it whole."""

import json
import os
import shutil
import signal
import subprocess
import sys
from itertools import count

import pytest
from class_samples import ASSIGNMENT, EXERCISE, LEARNERS, work_of, zip_of

from itilkit.course.lock import alone
from itilkit.desk import intake
from itilkit.desk.intake import take_in
from itilkit.desk.intake_record import TAKEN
from itilkit.grading.classes.classbook import ClassBook
from itilkit.ground.problem import Problem

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork")]

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
MARA, TOMAS, INES, BRYN, JURGEN = LEARNERS[:5]
#: What changes a file system, as Python itself reports it, and where the paths stand.
CHANGES = (
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.chmod",
    "os.link",
    "os.symlink",
    "os.truncate",
)


def first_files():
    """What was taken in on the first day."""
    names = [f"{learner.id}/{NOTEBOOK}" for learner in (MARA, TOMAS)]
    times = dict(zip(names, [(2026, 11, 12, 10, 0, 0), (2026, 11, 13, 10, 0, 0)], strict=True))
    return zip_of(zip(names, [work_of(MARA), work_of(TOMAS)], strict=True), times)


def second_files():
    """A later download: a newer file, one that is here, new ones, one for what came another way, an earlier
    one, and doubtful ones.
    """
    files = [
        (f"s01/{NOTEBOOK}", work_of(MARA, 2), (2026, 11, 29, 10, 0, 0)),
        (f"s02/{NOTEBOOK}", work_of(TOMAS), (2026, 11, 13, 10, 0, 0)),
        (f"s03/{NOTEBOOK}", work_of(INES, 2), (2026, 11, 28, 10, 0, 0)),
        (f"s03/{ASSIGNMENT}-old.ipynb", work_of(INES), (2026, 11, 20, 10, 0, 0)),
        (f"s04/{NOTEBOOK}", work_of(BRYN), (2026, 11, 27, 10, 0, 0)),
        (f"nobody/{NOTEBOOK}", work_of(JURGEN), (2026, 11, 26, 10, 0, 0)),
    ]
    return zip_of([each[:2] for each in files], {name: when for name, _, when in files})


@pytest.fixture
def begun(prepared, tmp_path):
    """A class with a first download in it, and a submission that came another way; and the second download
    beside it.
    """
    root = shutil.copytree(prepared, tmp_path / "begun")
    folder = root / "submitted" / "s04" / ASSIGNMENT
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_bytes(EXERCISE.read_bytes().replace(b"choices=", b"choices =", 1))
    (folder / "timestamp.txt").write_text("2026-11-11 10:00:00 UTC")
    for name, content in (("first.zip", first_files()), ("second.zip", second_files())):
        (tmp_path / name).write_bytes(content)
    take_in(ClassBook(root), [tmp_path / "first.zip"])
    return root


def killed_take(root, path, number):
    """Take ``path`` in a process that is killed just before its change of that number below ``root``; whether
    it came so far.
    """
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    left = count(1)
    own = str(root)

    def watch(event, details):
        if event not in CHANGES or not str(details[0]).startswith(own):
            return
        if event == "open" and not (details[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        if next(left) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(watch)
        take_in(ClassBook(root), [path])
    finally:
        os._exit(0)


def everything(root):
    """Every file and folder of a course, but for the gradebook and the lock, with its content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in root.rglob("*")
        if path.name not in ("gradebook.db", "lock")
    }


def test_killed_at_each_change(begun, tmp_path):
    """Killed before any of its changes, and repeated, a take leaves every file, every time and the record as
    an undisturbed one does, and nothing half written.
    """
    path = tmp_path / "second.zip"
    whole = shutil.copytree(begun, tmp_path / "whole")
    take_in(ClassBook(whole), [path])
    right = everything(whole)
    wrong = []
    for number in count(1):
        root = shutil.copytree(begun, tmp_path / "killed")
        disturbed = killed_take(root, path, number)
        take_in(ClassBook(root), [path])
        found = everything(root)
        shutil.rmtree(root)
        wrong += [(number, name) for name in {*right, *found} if right.get(name, 0) != found.get(name, 0)]
        if not disturbed:
            break

    assert [] == wrong
    assert number > 30
    assert "2026-11-29" == (whole / "submitted" / "s01" / ASSIGNMENT / "timestamp.txt").read_text()[:10]
    assert [] == list(whole.rglob("*.part"))


@pytest.mark.full
def test_killed_and_something_else_taken(begun, tmp_path, full):
    """Killed, also between a notebook and its time, a take is brought to its end by any that follows."""
    later = tmp_path / "later.zip"
    later.write_bytes(zip_of([("s05.ipynb", work_of(JURGEN))]))
    timestamp = begun / "submitted" / "s01" / ASSIGNMENT / "timestamp.txt"
    told = set()
    for number in count(1, 1 if full else 4):
        root = shutil.copytree(begun, tmp_path / "killed")
        disturbed = killed_take(root, tmp_path / "second.zip", number)
        take_in(ClassBook(root), [later])
        folder = (root / timestamp.relative_to(begun)).parent
        new = (folder / NOTEBOOK).read_bytes() == work_of(MARA, 2)
        told.add((new, (folder / "timestamp.txt").read_text()[:10]))
        assert [] == list(root.rglob("*.part"))
        shutil.rmtree(root)
        if not disturbed:
            break

    assert {(False, "2026-11-12"), (True, "2026-11-29")} == told


def test_a_record_of_before(begun, tmp_path):
    """The record as earlier versions wrote it is read; a time that such a version left wrong, because it was
    killed, is mended when the file is taken again.
    """
    record = begun / TAKEN
    data = json.loads(record.read_text())
    orders = {name: entry["order"] for name, entry in data["files"].items()}
    for order in orders.values():
        del order["chosen"]
    record.write_text(json.dumps({"schema": 1, "files": orders}))
    folder = begun / "submitted" / "s01" / ASSIGNMENT
    (folder / NOTEBOOK).write_bytes(work_of(MARA, 2))

    take_in(ClassBook(begun), [tmp_path / "second.zip"])

    assert "2026-11-29" == (folder / "timestamp.txt").read_text()[:10]
    entry = json.loads(record.read_text())["files"][f"s01/{ASSIGNMENT}/{ASSIGNMENT}"]
    assert "2026-11-29T10:00:00" == entry["order"]["when"][:19]


def test_a_time_that_a_person_set(begun, tmp_path):
    """A time that a person wrote beside a notebook stays when the same download is taken again."""
    path = tmp_path / "second.zip"
    take_in(ClassBook(begun), [path])
    timestamp = begun / "submitted" / "s01" / ASSIGNMENT / "timestamp.txt"
    timestamp.write_text("2026-11-10 10:00:00 UTC")

    take_in(ClassBook(begun), [path])

    assert "2026-11-10 10:00:00 UTC" == timestamp.read_text()


TAKER = """
import sys
from pathlib import Path
from itilkit.desk.intake import take_in
from itilkit.grading.classes.classbook import ClassBook
book = ClassBook(Path(sys.argv[1]))
for line in sys.stdin:
    take_in(book, [Path(line.strip())])
    print("done", flush=True)
"""


@pytest.mark.full
def test_two_at_once(classroom, tmp_path, full):
    """Two takes at once, again and again: each waits for the other, and no file and no record is lost."""
    rounds = 20 if full else 5
    takers = [
        subprocess.Popen(
            [sys.executable, "-c", TAKER, str(classroom)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    halves = LEARNERS[:10], LEARNERS[10:20]
    for number in range(rounds):
        for half, (taker, learners) in enumerate(zip(takers, halves, strict=True)):
            path = tmp_path / f"{number}-{half}.zip"
            files = [(f"{one.id}/{NOTEBOOK}", work_of(one, number)) for one in learners]
            times = {name: (2026, 11, 1 + number, index, 0, 0) for index, (name, _) in enumerate(files)}
            path.write_bytes(zip_of(files, times))
            taker.stdin.write(f"{path}\n")
        for taker in takers:
            taker.stdin.flush()
        assert ["done\n"] * 2 == [taker.stdout.readline() for taker in takers]
        record = json.loads((classroom / TAKEN).read_text())["files"]
        for index, one in enumerate([*halves[0], *halves[1]]):
            folder = classroom / "submitted" / one.id / ASSIGNMENT
            assert work_of(one, number) == (folder / NOTEBOOK).read_bytes()
            assert f"2026-11-{1 + number:02}" == (folder / "timestamp.txt").read_text()[:10]
            when = record[f"{one.id}/{ASSIGNMENT}/{ASSIGNMENT}"]["order"]["when"]
            assert f"2026-11-{1 + number:02}T{index % 10:02}:00" == when[:16]
    for taker in takers:
        taker.communicate(timeout=30)


def test_another_that_takes_long(book, classroom, tmp_path, monkeypatch):
    """When the other does not end, one sentence says so; nothing was touched, and a repeat loses nothing. A
    dry run needs not wait.
    """
    monkeypatch.setattr(intake, "PATIENCE", 0.2)
    path = tmp_path / "first.zip"
    path.write_bytes(first_files())
    before = everything(classroom)

    with alone(classroom):
        with pytest.raises(Problem) as problem:
            take_in(book, [path])
        assert 2 == len(take_in(book, [path], dry=True).rows)

    assert str(problem.value) == (
        f"Another itilkit take or grade is at work in {classroom}: wait until that has ended, then do "
        f"this again."
    )
    assert before == everything(classroom)
    take_in(book, [path])
    assert work_of(MARA) == (classroom / "submitted" / "s01" / ASSIGNMENT / NOTEBOOK).read_bytes()
