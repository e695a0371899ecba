"""What the names of returned files say, and which of two files is the later."""

from pathlib import PurePosixPath

import attrs
import pytest

from itilkit.desk.file_names import Label, Origin, attempt_of, read_label, without
from itilkit.desk.intake_record import UploadOrder, later

NOTEBOOK = "01-focus-on-value"
CANVAS = Label(Origin.CANVAS, f"{NOTEBOOK}-2.ipynb", "olsenmara", "12345", 678910)
#: What a label inside Tomas's upload says.
INNER = Label(Origin.CANVAS, f"{NOTEBOOK}.ipynb", "olsenmara", "5001", 99)
MOODLE = Label(Origin.MOODLE, f"{NOTEBOOK}.ipynb", "Mara Olsen")
NAMES = {
    f"olsenmara_12345_678910_{NOTEBOOK}-2.ipynb": CANVAS,
    f"olsenmara_LATE_12345_678910_{NOTEBOOK}-2.ipynb": attrs.evolve(CANVAS, late=True),
    f"a.zip/olsenmara_late_12345_678910_{NOTEBOOK}-2.ipynb": attrs.evolve(
        CANVAS, late=True, parts=("a.zip",)
    ),
    f"olsenmara_12345_678910_my_work.zip/{NOTEBOOK}-2.ipynb": CANVAS,
    f"submissions.zip/Mara Olsen_12345_assignsubmission_file_/{NOTEBOOK}.ipynb": attrs.evolve(
        MOODLE, parts=("submissions.zip",)
    ),
    f"Mara Olsen_12345_assignsubmission_file/{NOTEBOOK}.ipynb": MOODLE,
    f"Mara Olsen_12345_assignsubmission_file_{NOTEBOOK}.ipynb": MOODLE,
    f"x.zip/Mara Olsen_1_assignsubmission_file_/my.zip/{NOTEBOOK}.ipynb": attrs.evolve(
        MOODLE, parts=("x.zip",)
    ),
    f"x.zip/lindtomas_5002_7_work.zip/olsenmara_5001_99_{NOTEBOOK}.ipynb": Label(
        Origin.CANVAS,
        f"olsenmara_5001_99_{NOTEBOOK}.ipynb",
        "lindtomas",
        "5002",
        7,
        parts=("x.zip",),
        others=(INNER,),
    ),
    f"lindtomas_5002_7_olsenmara_5001_99_{NOTEBOOK}.ipynb": Label(
        Origin.CANVAS, f"olsenmara_5001_99_{NOTEBOOK}.ipynb", "lindtomas", "5002", 7, others=(INNER,)
    ),
    f"week_1_2_all.zip/olsenmara_5001_99_{NOTEBOOK}.ipynb": attrs.evolve(
        INNER,
        parts=("week_1_2_all.zip",),
        others=(Label(Origin.CANVAS, f"olsenmara_5001_99_{NOTEBOOK}.ipynb", "week", "1", 2),),
    ),
    f"lindtomas_5002_7_Mara Olsen_1_assignsubmission_file_{NOTEBOOK}.ipynb": Label(
        Origin.CANVAS,
        f"Mara Olsen_1_assignsubmission_file_{NOTEBOOK}.ipynb",
        "lindtomas",
        "5002",
        7,
        others=(MOODLE,),
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_platforms(name):
    """Names of Canvas and Moodle tell who, which upload, whether late, and what the file was called; the
    outermost counts, besides that of the download.
    """
    assert NAMES[name] == read_label(PurePosixPath(name))


def test_names_of_people():
    """In any other name every part of the path may tell who it is, the nearest first."""
    label = read_label(PurePosixPath("week 1/mara/work.ipynb"))

    assert Label(Origin.PLAIN, "work.ipynb", parts=("work.ipynb", "mara", "week 1")) == label


def test_a_number_of_too_many_digits():
    """A number with more digits than a platform gives makes no platform's name, and no error."""
    name = f"olsenmara_5001_{'9' * 5000}_work.ipynb"

    assert Origin.PLAIN is read_label(PurePosixPath(name)).origin


LEFT = {
    f"{NOTEBOOK} (1).ipynb": (),
    f"{NOTEBOOK}-2.ipynb": (),
    f"{NOTEBOOK} 2.ipynb": (),
    f"{NOTEBOOK} (1) (2).ipynb": (),
    f"{NOTEBOOK}-late-2.ipynb": (),
    f"_{NOTEBOOK}_3": (),
    f"{NOTEBOOK}_5001.ipynb": ("5001",),
    f"7_{NOTEBOOK}.ipynb": ("7",),
    f"s07 {NOTEBOOK}-2.ipynb": ("s07  -2", "s07"),
    "7": ("7",),
}


@pytest.mark.parametrize("part", LEFT)
def test_what_may_name_somebody(part):
    """What is left of a name may name somebody, but not the number of a copy."""
    assert LEFT[part] == without(part, NOTEBOOK)


ATTEMPTS = {
    f"{NOTEBOOK}.ipynb": 0,
    f"{NOTEBOOK}-1.ipynb": 1,
    f"{NOTEBOOK} (3).ipynb": 3,
    f"{NOTEBOOK}(3).ipynb": 3,
    f"{NOTEBOOK}_12.ipynb": 12,
    "mine (2).ipynb": 2,
    "week-2.ipynb": 0,
    "notes.ipynb": 0,
    f"{NOTEBOOK} (1) (2).ipynb": 2,
    f"{NOTEBOOK}-BENS-PC-2.ipynb": 0,
    f"{NOTEBOOK}-old-2.ipynb": 0,
    f"{NOTEBOOK}_2026-11-12.ipynb": 0,
    f"{NOTEBOOK} (conflicted copy 2026-11-12).ipynb": 0,
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_attempts(name):
    """The number that a program adds to the name of a second copy is told from other numbers."""
    assert ATTEMPTS[name] == attempt_of(name, NOTEBOOK)


FIRST = UploadOrder(
    Origin.CANVAS,
    "a",
    upload=10,
    attempt=3,
    late=True,
    when="2026-03-01T10:00:00+00:00",
    archive="zip 1",
    packed="2026-03-02T10:00:00+00:00",
)
LATER = {
    "a higher number of the upload, whatever else": attrs.evolve(FIRST, upload=11, attempt=0, when=""),
    "a later time in another download": attrs.evolve(
        FIRST, archive="zip 2", when="2026-03-01T11:00:00+00:00", attempt=0
    ),
    "a later download": attrs.evolve(
        FIRST, archive="zip 2", when="", packed="2026-03-09T10:00:00+00:00", attempt=0
    ),
    "a higher attempt": attrs.evolve(FIRST, attempt=4, late=False),
    "a later time": attrs.evolve(FIRST, when="2026-03-01T10:00:01+00:00"),
}


@pytest.mark.parametrize("name", LATER)
def test_later(name):
    """Of two files by one person on one platform, signs decide in a fixed order."""
    assert (True, False) == (later(LATER[name], FIRST), later(FIRST, LATER[name]))


def test_name_and_time_disagree():
    """Times that lie far apart come before what a name says; where the two disagree, nothing tells. Times
    close together are those of packing or saving, and the name decides.
    """
    first = attrs.evolve(FIRST, upload=None, attempt=0, late=False)
    far = attrs.evolve(first, when="2026-03-01T10:10:01+00:00")
    near = attrs.evolve(first, when="2026-03-01T10:09:59+00:00")

    assert (True, False) == (later(far, first), later(first, far))
    assert (None, None) == (
        later(far, attrs.evolve(first, attempt=1)),
        later(attrs.evolve(first, late=True), far),
    )
    assert later(attrs.evolve(first, attempt=1), near)
    assert later(attrs.evolve(far, attempt=1), first)


def test_late_is_later():
    """Of two equal names, the one that is marked as late is the later."""
    assert later(FIRST, attrs.evolve(FIRST, late=False, when=""))


def test_nothing_tells():
    """Between files of different ways in, only times decide, and without them nothing does."""
    mail = UploadOrder(Origin.PLAIN, "b", attempt=9)

    assert later(mail, FIRST) is None
    assert later(attrs.evolve(mail, when="2026-04-01T10:00:00+00:00"), FIRST)
    assert later(FIRST, FIRST) is None
