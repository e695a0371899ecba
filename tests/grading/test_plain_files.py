"""What lies in a submitted folder and is no plain file: it is not read, stops nobody, and is said."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from batch_course import figures, grade, small_course
from honest_class import ON_TIME, RIGHT, lay
from nbgrader.coursedir import CourseDirectory
from nbgrader.server_extensions.formgrader import base, formgrader
from persona_builder import ASSIGNMENT
from traitlets.config import Config

from itilkit.grading.batch.fingerprints import mark_of_folder
from itilkit.grading.gradebook.plain_files import LONGEST_TIME, TIMESTAMP, link_above, read_plain, read_time
from itilkit.grading.settings import kit_settings

GIGA = 2**30


def pipe(path):
    os.mkfifo(path)


def device(path):
    try:
        os.mknod(path, 0o020644, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")


def link(path):
    path.symlink_to("/dev/zero")


def link_to_a_date(path):
    (path.parent / "else.txt").write_text(ON_TIME, encoding="utf-8")
    path.symlink_to("else.txt")


def link_nowhere(path):
    path.symlink_to("left-behind")


def folder(path):
    path.mkdir()


def huge(path):
    path.touch()
    os.truncate(path, 21 * GIGA)


def date_and_more(path):
    path.write_text(f"{ON_TIME}{' ' * LONGEST_TIME}x", encoding="utf-8")


def letters(path):
    path.write_bytes(b"\xff\xfe\x00")


def no_date(path):
    path.write_text("yesterday, I think", encoding="utf-8")


def far_off(path):
    path.write_text("9" * 200, encoding="utf-8")


WRECKS = (
    pipe,
    device,
    link,
    link_to_a_date,
    link_nowhere,
    folder,
    huge,
    date_and_more,
    letters,
    no_date,
    far_off,
)


@pytest.mark.parametrize("make", WRECKS, ids=lambda make: make.__name__)
def test_a_time_is_read_from_a_small_plain_file(tmp_path, make):
    """Whatever else lies in its place holds no date, and nothing of it is waited for or taken in."""
    make(tmp_path / TIMESTAMP)

    with pytest.raises(ValueError, match=r"timestamp\.txt holds no date"):
        read_time(tmp_path)


@pytest.mark.parametrize(
    ("said", "time"),
    [
        (ON_TIME, datetime(2026, 11, 19, 15, 30)),  # noqa: DTZ001 - nbgrader’s times are UTC without saying so
        (" \n", None),
    ],
)
def test_a_time(tmp_path, said, time):
    """A time is read as nbgrader reads it; an empty stamp and none say nothing."""
    assert read_time(tmp_path) is None
    (tmp_path / TIMESTAMP).write_text(said, encoding="utf-8")

    assert time == read_time(tmp_path)


def test_as_much_as_is_wanted(tmp_path):
    """Of a large file only the wanted bytes are read, and one more, by which it is known."""
    path = tmp_path / "large"
    huge(path)

    assert b"\0" * 8 == read_plain(path, 7)


@pytest.mark.parametrize("make", [huge, pipe], ids=lambda make: make.__name__)
def test_marks_of_folders_take_no_time(tmp_path, make):
    """What changed is found out without reading a huge file or waiting for a pipe."""
    make(tmp_path / "film.mp4")
    before = mark_of_folder(tmp_path)
    if make is huge:
        os.truncate(tmp_path / "film.mp4", GIGA)

    assert (before != mark_of_folder(tmp_path)) == (make is huge)


def test_links_above(tmp_path):
    """A learner’s or an assignment’s folder that is a link is found; where all of them lie may be one."""
    top = tmp_path / "elsewhere"
    (top / "ada" / "01").mkdir(parents=True)
    (tmp_path / "submitted").symlink_to(top)
    (top / "bob").symlink_to("ada")
    (top / "ada" / "02").symlink_to("01")
    base = tmp_path / "submitted"

    assert [None, base / "bob", base / "ada" / "02"] == [
        link_above(base / name, base) for name in ("ada/01", "bob/01", "ada/02")
    ]


@pytest.mark.parametrize("make", [pipe, huge, no_date], ids=lambda make: make.__name__)
def test_the_formgrader_waits_for_no_time(tmp_path, monkeypatch, make):
    """The Formgrader’s list of submissions is not stopped by what lies in the place of a time."""
    place = tmp_path / "submitted" / "ada" / ASSIGNMENT
    place.mkdir(parents=True)
    make(place / TIMESTAMP)
    monkeypatch.setattr(base, "NbGraderAPI", base.NbGraderAPI)
    monkeypatch.setattr(formgrader, "Environment", formgrader.Environment)
    config = Config()
    kit_settings(config, tmp_path)

    asked = base.NbGraderAPI(CourseDirectory(config=config), config=config)
    assert asked.get_submitted_timestamp(ASSIGNMENT, "ada") is None
    (place / TIMESTAMP).unlink()
    (place / TIMESTAMP).write_text(ON_TIME, encoding="utf-8")
    assert datetime(2026, 11, 19, 15, 30) == asked.get_submitted_timestamp(ASSIGNMENT, "ada")  # noqa: DTZ001


@pytest.mark.slow
def test_a_batch_goes_past_them(tmp_path):
    """A pipe or 21 GB in place of a time stop nobody; a folder that is a link is refused by name."""
    course = small_course(tmp_path / "course", people=("empty",))
    for name, make in {"pipe": pipe, "huge": huge}.items():
        lay(course, name, RIGHT, None)
        make(course / "submitted" / name / ASSIGNMENT / TIMESTAMP)
    elsewhere = tmp_path / "elsewhere"
    (course / "submitted" / "huge").rename(elsewhere)
    lay(course, "huge", RIGHT, None)
    huge(course / "submitted" / "huge" / ASSIGNMENT / TIMESTAMP)
    (course / "submitted" / "led-away").mkdir()
    (course / "submitted" / "led-away" / ASSIGNMENT).symlink_to(elsewhere / ASSIGNMENT)

    first, second = grade(course), grade(course)

    assert (1, (3, 0, 1, 3)) == (first.returncode, figures(first))
    assert (1, (0, 3, 1, 0)) == (second.returncode, figures(second))
    untimed = "its timestamp.txt holds no date, so its time is not known."
    refused = (
        f"led-away, {ASSIGNMENT}: submitted/led-away/{ASSIGNMENT} is a link, and nothing of it was read: "
        "put the folder itself in its place."
    )
    for done in (first, second):
        lines = done.stdout.splitlines()
        assert [] == [
            name for name in ("pipe", "huge") if f"submitted/{name}/{ASSIGNMENT}: {untimed}" not in lines
        ]
        assert refused in lines
    assert not [path for path in Path(course, "autograded").rglob(TIMESTAMP) if "empty" not in path.parts]
    assert not (course / "autograded" / "led-away").exists()
