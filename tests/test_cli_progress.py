"""`itilkit progress`, and how `itilkit start` and `itilkit doctor` mend what was cut off in a save."""

import contextlib
import io
import os
import subprocess
import sys
from datetime import timedelta
from unittest import mock

import pytest
from diary_samples import PRACTICE, course_folder, diary_in, form_taken

from itilkit.cli import main
from itilkit.commands.progress_table import share_bar
from itilkit.items import misconceptions, objectives
from itilkit.progress.course_folder import ELSEWHERE, PROGRESS
from itilkit.progress.diary import now
from itilkit.progress.mastery import Level

HEALTHY = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n'


def run(*words, here, **environment):
    """What the command says and how it ends, called in the folder ``here`` on a wide terminal."""
    base = {name: said for name, said in os.environ.items() if name != ELSEWHERE}
    encoding, _, errors = environment.get("PYTHONIOENCODING", "utf-8").partition(":")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, errors or None, "") for _ in range(2))
    with (
        mock.patch.dict(os.environ, base | {"COLUMNS": "160"} | environment, clear=True),
        contextlib.chdir(here),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as left,
    ):
        sys.exit(main([*map(str, words)]))
    said = [stream.detach().getvalue().decode() for stream in (out, err)]
    return subprocess.CompletedProcess(words, left.value.code or 0, *said)


def complaint(done):
    """The one sentence on standard error."""
    (line,) = done.stderr.splitlines()
    return line


@pytest.fixture
def course(tmp_path):
    """A learner's course folder without a diary."""
    return course_folder(tmp_path / "Übung im Kurs")


@pytest.fixture
def kept(course):
    """A course folder with a diary of a year ago: three items of the first objective, and a spoilt line."""
    diary = diary_in(course, lambda: now() - timedelta(days=365))
    diary.add("form", **form_taken("before").facts)
    same = [item for item in PRACTICE if item.objective == "LO1"][:3]
    for item, score in zip(same, (1.0, 1.0, 0.5), strict=True):
        diary.add("response", id=item.id, score=score, hints=1, where="lesson")
    with diary.path.open("a", encoding="utf-8") as file:
        file.write("spoilt\n")
    return course


# itilkit progress -----------------------------------------------------------------------------------


def test_at_the_start(course):
    """Without a diary every objective stands there as not met, and the next step is named with its page."""
    done = run("progress", here=course)
    assert (0, "") == (done.returncode, done.stderr)
    assert "0 of 16 objectives are secure" in done.stdout
    assert 16 == done.stdout.count(Level.NOT_SEEN)
    assert (
        "Next: Find out where you start from: sixteen short cases on the start page. It is in" in done.stdout
    )
    assert not (course / PROGRESS).exists()


def test_table_of_objectives(kept):
    """An objective's row has its share as a bar, its level, what that rests on, and the newest day."""
    done = run("progress", here=kept)
    assert (0, "") == (done.returncode, done.stderr)
    assert "1 of 16 objectives are secure" in done.stdout
    (row,) = [line for line in done.stdout.splitlines() if objectives()["LO1"].name in line]
    day = (now() - timedelta(days=365)).astimezone().strftime("%Y-%m-%d")
    cells = [cell.strip() for cell in row.strip("│ ").split("│")]
    assert [objectives()["LO1"].name, "████████░░  83 %", "secure", "3 results, 3 hints", day] == cells


def test_what_is_due_and_what_next(kept):
    """Below the table stand what is due, what to do next, how many lines are spoilt, and which file it is."""
    lines = run("progress", here=kept).stdout.splitlines()
    assert [
        "For another look: 3 questions are due now, 0 more within a week.",
        "Next: Go on with Lesson 1, Focus on value. It is in notebooks/01-focus-on-value.ipynb.",
        "1 line of the file is not readable and left out.",
        f"All of this is read from {(kept / PROGRESS).resolve()}. Nothing leaves this machine.",
    ] == lines[-4:]


def test_no_code_reaches_a_learner(kept):
    """Neither a misconception nor an objective is named by its code."""
    words = set(run("progress", here=kept).stdout.replace("│", " ").split())
    assert set() == words & {*misconceptions(), *objectives()}


def test_from_below_and_from_elsewhere(kept, tmp_path):
    """The course is found from any folder below it, and from elsewhere by its name; nothing is written."""
    below = kept / "notebooks"
    below.mkdir()
    before = (kept / PROGRESS).read_bytes()
    said = {run("progress", here=below).stdout, run("progress", kept, here=tmp_path).stdout}
    assert 1 == len(said)
    assert before == (kept / PROGRESS).read_bytes()


@pytest.mark.parametrize("folder", [(), ("none",)])
def test_outside_a_course(folder, tmp_path):
    """Outside a course folder the command says in one sentence where to go; exit code 2."""
    done = run("progress", *folder, here=tmp_path)
    where = tmp_path.joinpath(*folder)
    assert (2, "") == (done.returncode, done.stdout)
    assert (
        f"{where} is not in a course folder: go to the folder that itilkit start made, or name it as in "
        "itilkit progress DIR." == complaint(done)
    )


def test_switched_off(kept):
    """Where ITILKIT_PROGRESS is off, the command says so in one sentence; exit code 2."""
    done = run("progress", here=kept, ITILKIT_PROGRESS="off")
    assert (2, "") == (done.returncode, done.stdout)
    said = "No progress is kept because ITILKIT_PROGRESS is off: unset it, and it is kept from then on."
    assert said == complaint(done)


def test_another_file(kept, tmp_path):
    """ITILKIT_PROGRESS names the file to read, outside a course too."""
    done = run("progress", here=tmp_path, ITILKIT_PROGRESS=str(kept / PROGRESS))
    assert (0, True) == (done.returncode, "1 of 16 objectives are secure" in done.stdout)


def test_diary_of_a_newer_version(course):
    """A diary that a newer version wrote is not read: one sentence says what to do; exit code 1."""
    (course / PROGRESS).write_text('{"itilkit-progress": 2}\n', encoding="utf-8")
    done = run("progress", here=course)
    assert (1, "") == (done.returncode, done.stdout)
    assert complaint(done).endswith("install the newest itilkit.")


def test_narrow_terminal_and_simple_signs(kept):
    """On a narrow terminal that knows only simple signs everything is shown all the same."""
    done = run("progress", here=kept, COLUMNS="60", PYTHONIOENCODING="ascii:replace")
    assert (0, "") == (done.returncode, done.stderr)
    assert "########.." in done.stdout
    assert max(map(len, done.stdout.splitlines()[:30])) <= 60


@pytest.mark.parametrize(
    ("share", "bar"),
    [(0.0, "░" * 10 + "   0 %"), (0.5, "█" * 5 + "░" * 5 + "  50 %"), (1.0, "█" * 10 + " 100 %")],
)
def test_bar(share, bar):
    """A bar has ten signs, and the percentage beside it."""
    assert bar == share_bar(share)


# mending --------------------------------------------------------------------------------------------


def cut_off(course):
    """A lesson of the course as a killed save leaves it."""
    lesson = course / "notebooks" / "01-focus-on-value.ipynb"
    lesson.parent.mkdir(exist_ok=True)
    lesson.write_text(HEALTHY[:20], encoding="utf-8")
    os.utime(lesson, (0, 0))
    lesson.with_name(f".~{lesson.name}").write_text(HEALTHY, encoding="utf-8")
    return lesson


SAID = (
    "notebooks/01-focus-on-value.ipynb was cut off while it was saved, so it is back as it was saved before; "
    "the spoilt one is kept beside it as 01-focus-on-value.spoilt.ipynb."
)


@pytest.mark.parametrize("words", [("start", "--copy-only"), ("doctor",)])
def test_cut_off_notebook_is_mended(words, course):
    """`itilkit start` and `itilkit doctor` bring back a notebook that was cut off in a save, and say so."""
    lesson = cut_off(course)
    done = run(*words, here=course)
    assert SAID == done.stdout.splitlines()[0]
    assert HEALTHY == lesson.read_text(encoding="utf-8")
    assert HEALTHY[:20] == lesson.with_name("01-focus-on-value.spoilt.ipynb").read_text(encoding="utf-8")
    assert SAID not in run(*words, here=course).stdout


def test_mended_work_is_not_overwritten(course):
    """What was brought back is the learner's work: `itilkit start` lays no other edition over it."""
    lesson = cut_off(course)
    done = run("start", course, "--copy-only", here=course.parent)
    assert 0 == done.returncode
    assert SAID in done.stdout
    assert HEALTHY == lesson.read_text(encoding="utf-8")
