"""The diary of a kernel: written by cards where there is a course, and read by what shows progress."""

import json
from pathlib import Path

import pytest
from diary_samples import course_folder

from itilkit.progress.course_folder import ELSEWHERE, PROGRESS
from itilkit.progress.diary import HEAD, Read
from itilkit.progress.kernel_diary import diary, entries, hints_since_answer, hints_used, keep

THINGS = [("response", {"id": "a"}), ("response", {"id": "b"})]


def names(read):
    return [each.get("id") for each in read.entries]


def everything_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_happened_is_kept(course):
    """What cards tell is in the course folder's diary, in the order in which it happened."""
    keep(THINGS)
    assert ["a", "b"] == names(entries())
    assert (course / PROGRESS).is_file()


def test_nothing_happened(course):
    """Where nothing happened nothing is written."""
    keep([])
    assert not (course / PROGRESS).exists()


def test_not_a_course_folder(tmp_path, monkeypatch):
    """Outside a course folder nothing is written anywhere, and nothing is read."""
    monkeypatch.chdir(tmp_path)
    keep(THINGS)
    assert (None, Read()) == (diary(), entries())
    assert [] == everything_in(tmp_path)


def test_switched_off(course, monkeypatch):
    """With ITILKIT_PROGRESS=off nothing is written in the course, and nothing is read from it."""
    keep(THINGS)
    before = (course / PROGRESS).read_bytes()
    monkeypatch.setenv(ELSEWHERE, "off")
    keep(THINGS)
    assert (None, Read()) == (diary(), entries())
    assert before == (course / PROGRESS).read_bytes()


def test_another_file(course, tmp_path, monkeypatch):
    """With ITILKIT_PROGRESS=FILE that file alone is written."""
    other = tmp_path / "other.jsonl"
    monkeypatch.setenv(ELSEWHERE, str(other))
    keep(THINGS)
    assert ["a", "b"] == names(entries())
    assert (True, False) == (other.is_file(), (course / PROGRESS).exists())


def test_two_courses_in_one_kernel(course, tmp_path):
    """Each course folder has its own diary, in one process too."""
    other = course_folder(tmp_path / "another")
    keep(THINGS)
    assert (["a", "b"], []) == (names(entries(course)), names(entries(other)))


def test_diary_that_was_deleted(course):
    """A learner may delete the file: the course has forgotten, and begins a new one."""
    keep(THINGS)
    (course / PROGRESS).unlink()
    assert Read() == entries()
    keep(THINGS[:1])
    assert ["a"] == names(entries())


def test_newer_diary(course):
    """A diary that a newer version began is left alone, and the reason is one sentence."""
    content = json.dumps({HEAD: 99}) + "\n"
    (course / PROGRESS).write_text(content, encoding="utf-8")
    keep(THINGS)
    said = (
        "my-progress.jsonl was written by a newer itilkit (form 99, and this one knows form 1): install the "
        "newest itilkit."
    )
    assert Read(trouble=said) == entries()
    assert f"Your progress could not be written to my-progress.jsonl: {said}" == diary().trouble
    assert content == (course / PROGRESS).read_text(encoding="utf-8")


def test_what_could_not_be_read_is_said_once(course):
    """As soon as the file can be read again, nothing is said any more."""
    (course / PROGRESS).mkdir()
    assert "my-progress.jsonl cannot be read: Is a directory." == entries().trouble
    (course / PROGRESS).rmdir()
    assert Read() == entries()


def test_what_could_not_be_written_is_remembered(course):
    """What could not be written is still known after the file was read."""
    (course / PROGRESS).mkdir()
    keep(THINGS)
    (course / PROGRESS).rmdir()
    entries()
    assert "Your progress could not be written to my-progress.jsonl: Is a directory." == diary().trouble


# hints of earlier days ------------------------------------------------------------------------------


def test_hints_of_a_question(course):  # noqa: ARG001 - where the diary is
    """The steps of an earlier day are known by the card's id, the highest of each."""
    keep(
        [("hint", {"id": "a", "step": 1}), ("hint", {"id": "a", "step": 2}), ("hint", {"id": "b", "step": 1})]
    )
    assert ({"a": 2}, {"b": 1}, {}) == (hints_used("a"), hints_used("b"), hints_used("c"))


def test_hints_of_a_scenario(course):  # noqa: ARG001
    """On a scenario's card each task has steps of its own."""
    keep([("hint", {"id": "value-stream", "task": task, "step": 1}) for task in ("order", "mapping")])
    assert {"order": 1, "mapping": 1} == hints_used("value-stream")


def test_hints_of_one_case(course):  # noqa: ARG001
    """The steps of one case of a scenario are kept apart from those of another; those of an older diary,
    which names no case, count on every one.
    """
    keep([("hint", {"id": "dialogue", "variant": "base", "task": "plan", "step": 1})])
    keep([("hint", {"id": "dialogue", "variant": "practice-1", "task": "plan", "step": 3})])
    keep([("hint", {"id": "dialogue", "task": "turns", "step": 2})])
    assert [{"plan": 1, "turns": 2}, {"plan": 3, "turns": 2}, {"turns": 2}] == [
        hints_used("dialogue", variant) for variant in ("base", "practice-1", "practice-2")
    ]


def test_hints_since_an_answer(course):  # noqa: ARG001
    """Only steps that were opened after a question was answered count for its next answer."""
    keep([("hint", {"id": "a", "step": 1}), ("hint", {"id": "a", "step": 2})])
    assert ({"a": 2}, {}) == (hints_since_answer("a"), hints_since_answer("b"))
    keep([("response", {"id": "b"}), ("response", {"id": "a"})])
    assert {} == hints_since_answer("a")
    keep([("hint", {"id": "a", "step": 3})])
    assert ({"a": 1}, {"a": 3}) == (hints_since_answer("a"), hints_used("a"))


@pytest.mark.parametrize("step", [0, -1, 5, 10**9, "2", None, 1.5, [1]])
def test_steps_that_there_are_not(course, step):  # noqa: ARG001
    """A step that an edited diary makes up opens nothing."""
    keep([("hint", {"id": "a", "step": step})])
    assert ({}, {}) == (hints_used("a"), hints_since_answer("a"))


def test_start_is_a_folder(course):
    """Asked from elsewhere, the diary of a folder below the course is the course's."""
    below = course / "notebooks"
    below.mkdir()
    assert course / PROGRESS == diary(below).path
    assert diary(Path(course.anchor)) is None


def test_same_diary_for_all_cards(course):
    """All cards of a kernel share one diary, so that its trouble is known to the card that shows progress."""
    assert diary() is diary(course)
