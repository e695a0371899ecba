"""Whose a returned file is, and which notebook of which assignment."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from itilkit.desk.labels import Label, Origin, stem_of, without
from itilkit.desk.names import fold, run_together, words
from itilkit.grading.classes.classbook import Student, Task


class Doubt(Exception):  # noqa: N818 - named after the situation
    """Nobody, or more than one, is meant; the message is the end of a sentence that begins with the file."""


ON_THE_ROSTER = "put them on roster.csv, run itilkit teach, and take it again"


class People:
    """The class, to be found by number, id or name."""

    def __init__(self, students: Iterable[Student]) -> None:
        self.by_number: dict[str, Student] = {}
        self.by_id: dict[str, Student] = {}
        self._by_words: defaultdict[tuple[str, ...], list[Student]] = defaultdict(list)
        self._run_together: defaultdict[str, list[Student]] = defaultdict(list)
        for student in students:
            self.by_id[fold(student.id)] = student
            if student.lms_id:
                self.by_number[student.lms_id] = student
            if student.first or student.last:
                self._by_words[words(f"{student.first} {student.last}")].append(student)
                for name in {
                    run_together(student.last, student.first),
                    run_together(student.first, student.last),
                }:
                    self._run_together[name].append(student)

    def find(self, label: Label, notebook: str) -> Student:
        """Whose the file is; raises Doubt."""
        if label.origin is Origin.PLAIN:
            return self._plain(label, notebook)
        canvas = label.origin is Origin.CANVAS
        student = self._canvas(label) if canvas else _one(self._named_by(label), label.name)
        around = [found for part in label.parts if (found := self._in_part(part, notebook))]
        for named in (*map(self._named_by, label.others), *around):
            if named and student not in named:
                raise _two(student, named[0])
        return student

    def _named_by(self, label: Label) -> list[Student]:
        """Whom a platform's label may mean."""
        if label.origin is Origin.MOODLE:
            return self._by_words.get(words(label.name), [])
        if label.number in self.by_number:
            return [self.by_number[label.number]]
        return self._run_together.get(run_together(label.name), [])

    def _canvas(self, label: Label) -> Student:
        if label.number in self.by_number:
            return self.by_number[label.number]
        student = _one(self._run_together.get(run_together(label.name), []), label.name)
        if student.lms_id:
            raise Doubt(
                f"bears the name of {student.name} but the number {label.number}, not {student.lms_id}: "
                "look whose it is"
            )
        return student

    def _plain(self, label: Label, notebook: str) -> Student:
        """The one person whom every part of the path names that names anybody and nothing else."""
        found: list[Student] = []
        for part in label.parts:
            named = self._in_part(part, notebook)
            both = [student for student in found if student in named]
            if found and named and not both:
                raise _two(found[0], named[0])
            found = both or found or named
        if not found:
            raise Doubt(
                "names nobody on the roster: rename it to an id of roster.csv, or a full name, "
                "and take it again"
            )
        return _one(found, label.file)

    def _in_part(self, part: str, notebook: str) -> list[Student]:
        """Everybody whom a part of a path may mean: by an id, a number or a whole name."""
        found = {
            student.id: student
            for text in without(part, notebook)
            if text
            for student in (
                *([self.by_id[text]] if text in self.by_id else []),
                *([self.by_number[text]] if text in self.by_number else []),
                *self._by_words.get(words(text), []),
            )
        }
        return [*found.values()]


def _two(one: Student, other: Student) -> Doubt:
    return Doubt(
        f"names both {one.name} ({one.id}) and {other.name} ({other.id}): ask them whose it is, and take the "
        "file by itself, named by an id"
    )


def _one(found: list[Student], name: str) -> Student:
    if not found:
        raise Doubt(f"is from “{name}”, who is not on the roster: {ON_THE_ROSTER}")
    if len(found) > 1:
        who = " and ".join(student.id for student in found)
        raise Doubt(f"could be from {who}, who have one name: rename it to an id, and take it again")
    return found[0]


def grade_ids(file: Path) -> frozenset[str]:
    """The ids that nbgrader gave to cells of a notebook; raises ValueError for what is no notebook."""
    try:
        data = json.loads(file.read_bytes().decode("utf-8-sig", errors="replace"), parse_int=float)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise ValueError("no cells")  # noqa: TRY004 - the caller asks for one kind of error
    return frozenset(name for cell in data["cells"] if (name := _grade_id(cell)))


def _grade_id(cell: Any) -> str:
    for key in ("metadata", "nbgrader", "grade_id"):
        cell = cell.get(key) if isinstance(cell, dict) else None
    return cell if isinstance(cell, str) else ""


def task_by_cells(ids: frozenset[str], tasks: Mapping[Task, frozenset[str]]) -> Task | None:
    """The notebook whose cells these are: the one with most of them, if it is one and they are at least
    half of either side. Names of files are no matter.
    """
    shared = {task: len(ids & cells) for task, cells in tasks.items()}
    most = max(shared.values(), default=0)
    best = [task for task, count in shared.items() if count == most]
    if most == 0 or len(best) != 1:
        return None
    (task,) = best
    return task if 2 * most >= min(len(tasks[task]), len(ids)) else None


def task_by_name(file: str, tasks: Iterable[Task]) -> Task | None:
    """The one notebook whose name stands in the name of the file, the longest first."""
    stem = fold(stem_of(file))
    found = [task for task in tasks if fold(task.notebook) in stem]
    longest = max((len(task.notebook) for task in found), default=0)
    best = [task for task in found if len(task.notebook) == longest]
    return best[0] if len(best) == 1 else None
