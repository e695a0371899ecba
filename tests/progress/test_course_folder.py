"""Where a learner's diary is kept, and where none is."""

from pathlib import Path

import pytest

from itilkit.progress.course_folder import ELSEWHERE, PROGRESS, RECORD, course_folder, diary_path


def test_course_folder_is_known_by_its_record(course):
    """The folder that the record of the delivery lies in is the course, seen from any folder below it."""
    below = course / "exercises" / "01-focus-on-value"
    below.mkdir(parents=True)
    assert [course, course] == [course_folder(course), course_folder(below)]


def test_nearest_course_counts(course):
    """In a course that lies within another, the inner one is meant."""
    inner = course / "again"
    (inner / RECORD).parent.mkdir(parents=True)
    (inner / RECORD).write_text("{}", encoding="utf-8")
    assert inner == course_folder(inner / "notebooks")


def test_diary_lies_in_the_course_folder(course, monkeypatch):
    """The diary is a file that a learner sees, in the course folder itself, wherever in it they work."""
    lessons = course / "notebooks"
    lessons.mkdir()
    monkeypatch.chdir(lessons)
    assert course / PROGRESS == diary_path()
    assert not PROGRESS.startswith(".")


def test_no_diary_outside_a_course(tmp_path, monkeypatch):
    """Outside a course folder no diary is kept."""
    monkeypatch.chdir(tmp_path)
    assert diary_path() is None


def test_no_diary_in_a_folder_that_is_gone(course, monkeypatch):
    """Where the current folder was deleted meanwhile no diary is kept, and nothing fails."""
    gone = course / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert diary_path() is None


@pytest.mark.parametrize("named", ["another.jsonl", "/somewhere/else.jsonl"])
def test_environment_names_another_file(named, course, monkeypatch):  # noqa: ARG001 - named in a course
    """ITILKIT_PROGRESS names another file, in a course and outside one."""
    monkeypatch.setenv(ELSEWHERE, named)
    assert Path(named) == diary_path()


def test_environment_says_off(course, monkeypatch):  # noqa: ARG001 - off, even in a course
    """ITILKIT_PROGRESS=off keeps no diary."""
    monkeypatch.setenv(ELSEWHERE, "off")
    assert diary_path() is None
