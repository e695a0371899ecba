"""Notebooks that were cut off in a save are brought back, and nothing else is touched."""

import asyncio
import json
import os
import subprocess
import sys
from random import Random

import pytest
from course_samples import ASSIGNMENT, LESSON, START, as_bytes, edition, notebook
from killing import Worker
from nbformat import NO_CONVERT, reads
from tornado.web import HTTPError

from itilkit.course.delivery import deliver
from itilkit.course.mending import Mended, mend
from itilkit.ground.problem import WrongUse
from itilkit.literals import read_answer

WHOLE = as_bytes(notebook('record("a", answer="b")'))
NEWER = as_bytes(notebook('record("a", answer="c")'))
LINES = (
    f"{LESSON} was cut off while it was saved, so it is back as it was saved before; the spoilt one is kept "
    "beside it as 01-focus-on-value.spoilt.ipynb."
)


@pytest.fixture
def lesson(home):
    """A lesson in a learner's folder, saved once."""
    deliver(edition(home / "edition", "0.1.0"), home / "course")
    path = home / "course" / LESSON
    path.write_bytes(WHOLE)
    return path


@pytest.fixture
def root(home, lesson):  # noqa: ARG001 - the course with that lesson
    """The learner's course folder."""
    return home / "course"


def copy_of(path):
    return path.with_name(f".~{path.name}")


def spoilt_of(path, mark="spoilt"):
    return path.with_name(f"{path.stem}.{mark}.ipynb")


def everything_in(folder):
    """All files of a folder, with their content and time."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def cut_off(path, content=NEWER[:200]):
    """What is left when a save of ``path`` is killed: half of the new one, and the copy of the old one."""
    copy_of(path).write_bytes(path.read_bytes())
    path.write_bytes(content)


HALVES = {
    "half": NEWER[: len(NEWER) // 2],
    "nothing": b"",
    "all but the last bracket": NEWER[:-3],
    "half a letter": NEWER[:100] + b"\xc3",
    "zeros": b"\x00" * 4096,
    "brackets without end": b"[" * 100_000,
    "no notebook": b"[1, 2]",
}


@pytest.mark.parametrize("content", HALVES.values(), ids=HALVES)
def test_cut_off_notebook_is_back(root, lesson, content):
    """A notebook that cannot be read comes back from its copy; the spoilt one is kept beside it, and the copy
    is gone. One sentence says so.
    """
    cut_off(lesson, content)
    (mended,) = mend(root, patience=0)
    assert LINES == str(mended)
    assert (WHOLE, content) == (lesson.read_bytes(), spoilt_of(lesson).read_bytes())
    assert not copy_of(lesson).exists()


def test_once_is_enough(root, lesson):
    """Mended once, there is nothing left to mend."""
    cut_off(lesson)
    mend(root, patience=0)
    before = everything_in(root)
    assert ([], before) == (mend(root, patience=0), everything_in(root))


def test_nothing_else_is_touched(root, lesson):
    """No other file changes, not even by its time."""
    others = {name: said for name, said in everything_in(root).items() if name != LESSON}
    cut_off(lesson)
    mend(root, patience=0)
    after = everything_in(root)
    assert others == {name: after[name] for name in others}
    assert {LESSON, spoilt_of(lesson).relative_to(root).as_posix()} == set(after) - set(others)


def test_every_folder_of_the_course(root):
    """Lessons, assignments, notebooks of one's own in the course folder, and folders within are looked at."""
    own = root / "mine.ipynb"
    deep = root / "notebooks" / "copies" / "deep.ipynb"
    deep.parent.mkdir()
    for path in (own, deep):
        path.write_bytes(WHOLE)
    paths = [own, root / START, root / LESSON, deep, root / ASSIGNMENT]
    for path in paths:
        cut_off(path)
    assert paths == [root / mended.notebook for mended in mend(root, patience=0)]


# what is left alone ---------------------------------------------------------------------------------


def left_alone(root):
    before = everything_in(root)
    return mend(root, patience=0) == [] and everything_in(root) == before


def test_whole_course(root):
    """A course whose notebooks can all be read is left alone."""
    assert left_alone(root)


def test_old_copy_beside_a_whole_notebook(root, lesson):
    """A copy that was left beside a whole notebook is older than that, and brings nothing back."""
    copy_of(lesson).write_bytes(NEWER)
    assert left_alone(root)


def test_no_copy(root, lesson):
    """A notebook that cannot be read and has no copy is left as it is."""
    lesson.write_bytes(b"{")
    assert left_alone(root)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}"])
def test_copy_that_is_spoilt_too(root, lesson, content):
    """A copy that cannot be read either brings nothing back: it was cut off while it was made."""
    copy_of(lesson).write_bytes(content)
    lesson.write_bytes(b"{")
    assert left_alone(root)


def test_hidden_folders(root):
    """What lies in hidden folders, such as Jupyter's checkpoints, is left alone."""
    hidden = root / "notebooks" / ".ipynb_checkpoints" / "x.ipynb"
    hidden.parent.mkdir()
    hidden.write_bytes(WHOLE)
    cut_off(hidden)
    assert left_alone(root)


def test_folders_that_are_no_part_of_the_course(root):
    """Other folders of the learner's are left alone."""
    other = root / "photos" / "x.ipynb"
    other.parent.mkdir()
    other.write_bytes(WHOLE)
    cut_off(other)
    assert left_alone(root)


def test_links(root, lesson, home):
    """A link is left alone, wherever it leads."""
    target = home / "elsewhere.ipynb"
    target.write_bytes(b"{")
    lesson.unlink()
    lesson.symlink_to(target)
    copy_of(lesson).write_bytes(WHOLE)
    assert left_alone(root)


def test_folder_in_the_place_of_a_copy(root, lesson):
    """A folder that has the copy's name brings nothing back."""
    lesson.write_bytes(b"{")
    copy_of(lesson).mkdir()
    assert left_alone(root)


def test_folder_without_a_course(tmp_path):
    """In an empty folder, and in one that is not there, there is nothing to mend."""
    assert [[], []] == [mend(tmp_path), mend(tmp_path / "none")]


# names, and being stopped in between ----------------------------------------------------------------


def test_name_that_is_taken(root, lesson):
    """A file that has the spoilt one's name already is the learner's: the next free number is taken."""
    spoilt_of(lesson).write_bytes(b"mine")
    spoilt_of(lesson, "spoilt-2").mkdir()
    cut_off(lesson)
    (mended,) = mend(root, patience=0)
    assert spoilt_of(lesson, "spoilt-3").name == mended.spoilt.name
    assert (b"mine", NEWER[:200]) == (
        spoilt_of(lesson).read_bytes(),
        spoilt_of(lesson, "spoilt-3").read_bytes(),
    )


def test_stopped_between_its_two_steps(root, lesson):
    """Stopped after the spoilt one was laid aside, mending begins again and leaves no second one."""
    cut_off(lesson)
    spoilt_of(lesson).write_bytes(lesson.read_bytes())
    (mended,) = mend(root, patience=0)
    assert spoilt_of(lesson).name == mended.spoilt.name
    assert [spoilt_of(lesson).name] == [path.name for path in lesson.parent.glob("*spoilt*")]


def test_save_under_way_is_waited_for(root, lesson, monkeypatch):
    """A file that somebody is writing right now is no accident: it is left alone, and looked at when it has
    been still for a while.
    """
    waited = []

    def somebody_writes(seconds):
        waited.append(seconds)
        lesson.write_bytes(NEWER[:300])

    cut_off(lesson)
    monkeypatch.setattr("itilkit.course.mending.time.sleep", somebody_writes)
    assert [] == mend(root, patience=60)
    assert 0 < waited[0] <= 60
    os.utime(lesson, (0, 0))
    assert 1 == len(mend(root, patience=60))
    assert 1 == len(waited)


def test_save_that_ends_meanwhile(root, lesson, monkeypatch):
    """A save that ends while it is waited for needs no mending."""
    cut_off(lesson)

    def save_ends(_):
        lesson.write_bytes(NEWER)
        os.utime(lesson, (0, 0))

    monkeypatch.setattr("itilkit.course.mending.time.sleep", save_ends)
    assert ([], NEWER) == (mend(root, patience=60), lesson.read_bytes())


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is forbidden to root")
def test_folder_that_may_not_be_written(root, lesson):
    """Where nothing can be written, the command says so in a sentence."""
    cut_off(lesson)
    lesson.parent.chmod(0o555)
    try:
        with pytest.raises(WrongUse, match="cannot be used"):
            mend(root, patience=0)
    finally:
        lesson.parent.chmod(0o755)


def test_sentence_of_a_mended_notebook():
    """The sentence names the notebook as seen from the course, with slashes on every system."""
    from pathlib import PureWindowsPath

    mended = Mended(PureWindowsPath(LESSON), PureWindowsPath("notebooks/01-focus-on-value.spoilt.ipynb"))
    assert LINES == str(mended)


# Jupyter's own saving -------------------------------------------------------------------------------

KILLED_IN_A_SAVE = """
import os, sys
from jupyter_server.services.contents.fileio import atomic_writing
with atomic_writing(sys.argv[1]) as file:
    file.write("{\\n")
    file.flush()
    os._exit(9)
"""


def test_names_are_those_of_jupyter(root, lesson):
    """A save that jupyter_server itself did not bring to its end is mended: the names are its own."""
    subprocess.run([sys.executable, "-c", KILLED_IN_A_SAVE, str(lesson)], check=False)
    assert b"{\n" == lesson.read_bytes()
    assert [LINES] == [str(mended) for mended in mend(root, patience=0)]
    assert WHOLE == lesson.read_bytes()


SAVES = """
import asyncio
from pathlib import Path
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from itilkit.literals import replace_answer

def work(name, root, path):
    manager = AsyncLargeFileManager(root_dir=root)
    loop = asyncio.new_event_loop()
    content = loop.run_until_complete(manager.get(path))["content"]
    for number in range(100_000):
        said = int(name) * 1000 + number
        content["cells"][0]["source"] = replace_answer(content["cells"][0]["source"], "a", said)
        loop.run_until_complete(
            manager.save({"type": "notebook", "format": "json", "content": content}, path)
        )
        yield said
"""


def answer_in(path):
    """The answer in a notebook, as Jupyter reads it."""
    found = reads(path.read_text(encoding="utf-8"), as_version=NO_CONVERT)
    return read_answer(found.cells[0].source, "a")


@pytest.mark.full
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_no_acknowledged_answer_is_lost(full, root, lesson, tmp_path):
    """JupyterLab's own contents manager saves an answer again and again and is killed at random moments:
    after mending the notebook can be read each time, and holds the answer that was acknowledged last, or the
    one that was being saved.
    """
    rounds = 200 if full else 15
    filler = "x" * 400_000  # long enough for kills in the middle of it
    lesson.write_bytes(as_bytes(notebook('record("a", answer=0)', f'note = "{filler}"')))
    dice, newest = Random(5), 0  # noqa: S311 - a repeatable draw
    environment = {"JUPYTER_DATA_DIR": str(tmp_path / "data"), "JUPYTER_RUNTIME_DIR": str(tmp_path / "run")}
    with Worker(SAVES, root, LESSON, environment=environment) as worker:
        for number in range(1, rounds + 1):
            said = worker.killed(number, dice.randrange(4), 0.05, dice)
            mend(root, patience=0)
            newest = int(said[-1]) if said else newest
            first = number * 1000
            allowed = {newest, newest + 1} if said else {newest, newest + 1, first}
            found = answer_in(lesson)
            assert found in allowed
            newest = found


def test_jupyter_opens_what_was_mended(root, lesson):
    """What was mended opens in Jupyter's own contents manager, with the answer in it."""
    from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

    cut_off(lesson)
    mend(root, patience=0)
    manager = AsyncLargeFileManager(root_dir=str(root))
    try:
        content = asyncio.run(manager.get(LESSON))["content"]
    except HTTPError as refused:
        pytest.fail(str(refused))
    finally:
        manager.notary.store.close()
    assert "b" == read_answer(content["cells"][0]["source"], "a")
    assert json.loads(WHOLE)["cells"][0]["id"] == content["cells"][0]["id"]
