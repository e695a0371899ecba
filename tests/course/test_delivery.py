"""Bringing the course to a learner: nothing of theirs is ever overwritten."""

import json
import os
import sys
from pathlib import Path, PurePosixPath

import pytest
from course_samples import ASSIGNMENT, LESSON, SOLUTION, START, edition

from itilkit.course.delivery import DeliveryFate, deliver
from itilkit.ground.problem import Problem, WrongUse
from itilkit.progress.course_folder import RECORD

WORK = b'{"the learner": "was here"}'
BESIDE = "notebooks/01-focus-on-value.new-0.2.0.ipynb"


@pytest.fixture
def folder(home):
    """Where the learner wants the course."""
    return home / "mein Kurs"


def fates(delivery):
    return {str(step.path): str(step.fate) for step in delivery.steps}


def everything_in(folder):
    """All files of a folder with their content, apart from the kit's own corner."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".itilkit" not in path.parts
    }


def test_first_delivery(course, folder):
    """The first delivery makes the folder and lays lessons and assignments into it, and no solutions."""
    delivery = deliver(course, folder)

    assert {START: "laid", LESSON: "laid", ASSIGNMENT: "laid"} == fates(delivery)
    assert {name: (course.root / name).read_bytes() for name in (START, LESSON, ASSIGNMENT)} == everything_in(
        folder
    )


def test_hidden_files_are_not_delivered(course, folder):
    """What JupyterLab keeps out of sight in an author's notebooks/ never reaches a learner."""
    checkpoint = course.root / "notebooks" / ".ipynb_checkpoints" / "01-checkpoint.ipynb"
    checkpoint.parent.mkdir()
    checkpoint.write_bytes(b"{}")

    deliver(course, folder)

    assert sorted([START, LESSON, ASSIGNMENT]) == sorted(everything_in(folder))


def test_same_edition_again(course, folder):
    """A second delivery of the same edition to a folder nobody touched changes no byte."""
    deliver(course, folder)
    before = everything_in(folder), (folder / RECORD).read_bytes()

    delivery = deliver(course, folder)

    assert {START: "current", LESSON: "current", ASSIGNMENT: "current"} == fates(delivery)
    assert before == (everything_in(folder), (folder / RECORD).read_bytes())


def test_untouched_files_are_refreshed(course, newer, folder):
    """A file that the learner did not touch since it was delivered becomes the newer edition's."""
    deliver(course, folder)

    delivery = deliver(newer, folder)

    assert {START: "refreshed", LESSON: "refreshed", ASSIGNMENT: "refreshed"} == fates(delivery)
    assert (newer.root / LESSON).read_bytes() == (folder / LESSON).read_bytes()


def test_changed_file_same_edition(course, folder):
    """A changed file stays, and the same edition is not laid beside it."""
    deliver(course, folder)
    (folder / LESSON).write_bytes(WORK)

    delivery = deliver(course, folder)

    assert {START: "current", LESSON: "kept", ASSIGNMENT: "current"} == fates(delivery)
    assert WORK == (folder / LESSON).read_bytes()
    assert sorted([START, LESSON, ASSIGNMENT]) == sorted(everything_in(folder))


def test_changed_file_newer_edition(course, newer, folder):
    """A changed file stays, and the newer edition lies beside it under a name that sorts next to it."""
    deliver(course, folder)
    (folder / LESSON).write_bytes(WORK)

    delivery = deliver(newer, folder)

    assert {START: "refreshed", LESSON: "beside", ASSIGNMENT: "refreshed"} == fates(delivery)
    assert [PurePosixPath(BESIDE)] == [step.beside for step in delivery.steps if step.beside]
    assert WORK == (folder / LESSON).read_bytes()
    assert (newer.root / LESSON).read_bytes() == (folder / BESIDE).read_bytes()
    assert [START, LESSON, BESIDE] == sorted(name for name in everything_in(folder) if "notebooks" in name)


@pytest.mark.parametrize("remove_it", [False, True], ids=["left", "deleted"])
def test_newer_edition_is_offered_once(course, newer, folder, remove_it):
    """A newer edition that was laid beside is not laid again, even when the learner deleted it."""
    deliver(course, folder)
    (folder / LESSON).write_bytes(WORK)
    deliver(newer, folder)
    if remove_it:
        (folder / BESIDE).unlink()

    delivery = deliver(newer, folder)

    assert "kept" == fates(delivery)[LESSON]
    assert remove_it is not (folder / BESIDE).exists()


def test_work_in_the_newer_file_is_safe(course, newer, folder, home):
    """A learner who worked in the file laid beside keeps that too: a further one gets a further name."""
    deliver(course, folder)
    (folder / LESSON).write_bytes(WORK)
    deliver(newer, folder)
    (folder / BESIDE).write_bytes(WORK + b" too")
    rebuilt = edition(home / "edition 2b", "0.2.0")
    (rebuilt.root / LESSON).write_bytes(b'{"mended": true}')

    delivery = deliver(rebuilt, folder)

    further = folder / "notebooks" / "01-focus-on-value.new-0.2.0-2.ipynb"
    assert "beside" == fates(delivery)[LESSON]
    assert (WORK, WORK + b" too") == ((folder / LESSON).read_bytes(), (folder / BESIDE).read_bytes())
    assert b'{"mended": true}' == further.read_bytes()


@pytest.mark.parametrize("newer_edition", [False, True], ids=["same", "newer"])
def test_deleted_file_comes_back(course, newer, folder, newer_edition):
    """Whoever deletes a file and delivers again starts it afresh, from the edition at hand."""
    deliver(course, folder)
    (folder / LESSON).unlink()
    now = newer if newer_edition else course

    delivery = deliver(now, folder)

    assert "laid" == fates(delivery)[LESSON]
    assert (now.root / LESSON).read_bytes() == (folder / LESSON).read_bytes()


def test_caught_up_by_hand(course, newer, folder):
    """A learner who takes over the newer file by hand counts as untouched again at the next edition."""
    deliver(course, folder)
    (folder / LESSON).write_bytes(WORK)
    deliver(newer, folder)
    (folder / BESIDE).replace(folder / LESSON)
    deliver(newer, folder)

    assert "refreshed" == fates(deliver(course, folder))[LESSON]


BROKEN_RECORDS = {
    "missing": None,
    "empty": b"",
    "cut off": b'{"schema": 1, "files": {"note',
    "not text": b"\xff\xfe\x00",
    "a list": b"[]",
    "another schema": b'{"schema": 99, "files": {}}',
    "files as a list": b'{"schema": 1, "files": []}',
    "entry as a text": b'{"schema": 1, "files": {"notebooks/01-focus-on-value.ipynb": "x"}}',
    "no fingerprint": b'{"schema": 1, "files": {"a": {"delivered": "zz", "offered": null}}}',
    "a number": b'{"schema": 1, "files": {"a": {"delivered": 7, "offered": null}}}',
    "too deep": b"[" * 100_000,
}


@pytest.mark.parametrize("record", BROKEN_RECORDS.values(), ids=BROKEN_RECORDS.keys())
def test_broken_record_overwrites_nothing(course, newer, folder, record):
    """Without a readable record no file that is there is replaced, touched or not."""
    deliver(course, folder)
    (folder / LESSON).write_bytes(WORK)
    (folder / RECORD).unlink()
    if record is not None:
        (folder / RECORD).write_bytes(record)
    before = everything_in(folder)

    delivery = deliver(newer, folder)

    assert (record is not None) == delivery.record_lost
    assert {START: "beside", LESSON: "beside", ASSIGNMENT: "beside"} == fates(delivery)
    assert before == {name: everything_in(folder)[name] for name in before}
    assert "0.2.0" == json.loads((folder / RECORD).read_text())["itilkit"]


def test_broken_record_is_healed(course, newer, folder):
    """After a broken record, files that equal the edition count as delivered, and are refreshed later."""
    deliver(course, folder)
    (folder / RECORD).write_bytes(b"broken")
    deliver(course, folder)

    assert {START: "refreshed", LESSON: "refreshed", ASSIGNMENT: "refreshed"} == fates(deliver(newer, folder))


def test_learners_own_file_of_that_name(course, folder):
    """A file that was there before the first delivery is the learner's."""
    (folder / LESSON).parent.mkdir(parents=True)
    (folder / LESSON).write_bytes(WORK)

    delivery = deliver(course, folder)

    assert "beside" == fates(delivery)[LESSON]
    assert WORK == (folder / LESSON).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a privilege there")
def test_links_are_the_learners(course, newer, folder, home):
    """A link in place of a file is the learner's: neither it nor what it leads to is written."""
    deliver(course, folder)
    elsewhere = home / "elsewhere.ipynb"
    (folder / LESSON).rename(elsewhere)
    (folder / LESSON).symlink_to(elsewhere)

    delivery = deliver(newer, folder)

    assert "beside" == fates(delivery)[LESSON]
    assert (course.root / LESSON).read_bytes() == elsewhere.read_bytes()
    assert (folder / LESSON).is_symlink()


def test_folder_in_place_of_a_file(course, folder):
    """A folder that has a notebook's name is left alone too."""
    (folder / LESSON).mkdir(parents=True)

    assert DeliveryFate.BESIDE == deliver(course, folder).steps[1].fate


def test_self_study_from_a_clone(course, newer, folder):
    """Self-study brings a clone's solutions into the kit's own corner, and renews them with the edition."""
    deliver(course, folder, self_study=True)
    deliver(newer, folder, self_study=True)

    assert (newer.root / SOLUTION).read_bytes() == (folder / ".itilkit" / SOLUTION).read_bytes()


def test_self_study_from_a_wheel(home, folder):
    """An installed package has no solutions to bring, whatever lies beside it."""
    deliver(edition(home / "wheel", "0.1.0", clone=False), folder, self_study=True)

    assert [RECORD] == [f".itilkit/{path.name}" for path in (folder / ".itilkit").iterdir()]


def test_a_folder_inside_the_clone(course):
    """The learner's folder may lie inside the clone."""
    (course.root / "pyproject.toml").write_text('[project]\nname = "itilkit"\n')

    delivery = deliver(course, course.root / "itilkit-course")

    assert 3 == delivery.count(DeliveryFate.LAID)


@pytest.mark.parametrize("where", [".", "notebooks", "notebooks/deeper", "exercises", "solutions/mine"])
def test_the_clones_own_folders_are_refused(course, where):
    """Nothing is delivered to a clone's root, or among its lessons, assignments and solutions."""
    (course.root / "pyproject.toml").write_text('[project]\nname = "itilkit"\n')
    before = everything_in(course.root)

    with pytest.raises(WrongUse, match=r"course: start it without a copy|choose a folder outside it"):
        deliver(course, course.root / where)

    assert before == everything_in(course.root)


def test_another_clones_folders_are_refused(newer, home):
    """A package that is installed elsewhere does not deliver into a clone's lessons either."""
    other = edition(home / "other clone", "0.1.0")
    (other.root / "pyproject.toml").write_text('[project]\nname = "itilkit"\n')

    with pytest.raises(WrongUse, match="lies in the course's own notebooks folder"):
        deliver(newer, other.root / "notebooks")


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a privilege there")
def test_a_link_to_the_originals_is_refused(course, folder):
    """A learner's folder whose notebooks/ is a link to the clone's own is refused."""
    folder.mkdir()
    (folder / "notebooks").symlink_to(course.root / "notebooks")

    with pytest.raises(WrongUse, match="is a link to the course's own files"):
        deliver(course, folder)


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_file_in_the_way(course, home, below):
    """A DIR that is a file, or lies below one, is refused in one sentence that names another way."""
    (home / "taken").write_bytes(WORK)

    with pytest.raises(WrongUse, match=r"taken.* is not a folder, or lies in .*: name another folder\.$"):
        deliver(course, home / "taken" / below)

    assert WORK == (home / "taken").read_bytes()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(course, folder):
    """A folder without write permission is refused in one sentence."""
    folder.mkdir(mode=0o500)

    with pytest.raises(WrongUse, match=r"cannot be used \(permission denied\): choose another folder"):
        deliver(course, folder)


@pytest.mark.skipif(
    not Path("/sys/kernel").is_dir(), reason="Linux has a folder that not even root may write"
)
def test_a_folder_nobody_can_write(course):
    """A folder that the system itself guards is refused in one sentence."""
    with pytest.raises(WrongUse, match=r"^/sys/kernel/itilkit cannot be used \(.*\): choose another folder"):
        deliver(course, Path("/sys/kernel/itilkit"))


def test_a_course_without_its_start_page(course, folder):
    """A course that lost its start page is not delivered, and the sentence says how to get it back."""
    (course.root / START).unlink()

    with pytest.raises(Problem, match=r"holds no notebooks/00-start-here.ipynb: .* git restore"):
        deliver(course, folder)

    assert not folder.exists()
