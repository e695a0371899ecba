"""Whose a returned file is, and which notebook of which assignment."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from itilkit.desk.file_names import Label, Origin, stem_of, without
from itilkit.desk.names import fold, run_together, words
from itilkit.grading.classes.classbook import AssignmentNotebook
from itilkit.grading.classes.students import Student


class Doubt(Exception):  # noqa: N818 - named after the situation
    """Nobody, or more than one, is meant; the message is the end of a sentence that begins with the file."""


BY_ITSELF = "take the file by itself, named by an id of roster.csv"
#: In the languages of platforms: who hands in where names are hidden.
_NAMELESS = re.compile(r"(?:participant|partecipant|teilnehmer|deelnemer|deltager|deltagare|osallistuja)\w*")
#: What parts a person's name from the rest of a folder's: nothing that people write within a name.
_PIECES = re.compile(r"[()\[\]]+|\s-\s")
#: An id that is neither a word nor a number: nothing else of a name is taken for it.
_TELLING = re.compile(r"(?=.*[^\W\d_])(?=.*[\d.@])\S+")


class People:
    """The class, to be found by number, id or name."""

    def __init__(self, students: Iterable[Student]) -> None:
        self.by_number: dict[str, Student] = {}
        self.by_id: dict[str, Student] = {}
        self._by_words: defaultdict[tuple[str, ...], list[Student]] = defaultdict(list)
        self._run_together: defaultdict[str, list[Student]] = defaultdict(list)
        everybody = list(students)
        for student in everybody:
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
        for student in everybody:
            for other in student.also.split():
                self.by_id.setdefault(fold(other), student)

    def find(self, label: Label, notebook: str) -> Student:
        """Whose the file is; raises Doubt."""
        if label.hidden:
            raise _hidden("Canvas")
        if label.origin is Origin.PLAIN:
            return self._plain(label, notebook)
        canvas = label.origin is Origin.CANVAS
        student = self._canvas(label) if canvas else self._moodle(label)
        around = self._around(label, notebook)
        for named in (*map(self._named_by, label.others), *around):
            if named and student not in named:
                raise _two(student, named[0])
        return student

    def _named_by(self, label: Label) -> list[Student]:
        """Whom a platform's label may mean."""
        if label.origin is Origin.MOODLE:
            return self._by_words.get(words(label.name)) or self._within(label.name)
        if label.number in self.by_number:
            return [self.by_number[label.number]]
        return self._run_together.get(run_together(label.name), [])

    def _moodle(self, label: Label) -> Student:
        named = self._named_by(label)
        if not named and _NAMELESS.match(fold(label.name)):
            raise _hidden("Moodle")
        return _one(named, label.name)

    def _canvas(self, label: Label) -> Student:
        """The number's person, when the name is theirs, too: a group bears the number of one of it."""
        named = self._run_together.get(run_together(label.name), [])
        student = self.by_number.get(label.number)
        if student is None:
            student = _one(named, label.name)
            if student.lms_id:
                raise Doubt(
                    f"bears the name of {student.name} but the number {label.number}, not {student.lms_id}: "
                    f"ask whose it is, and {BY_ITSELF}"
                )
        elif named and student not in named:
            raise Doubt(
                f"bears the number of {student.name} ({student.id}) but the name of {named[0].name} "
                f"({named[0].id}): ask them whose it is, and {BY_ITSELF}"
            )
        elif not named and (student.first or student.last):
            raise Doubt(
                f"bears the number of {student.name} ({student.id}) but the name “{label.name}”, as the work "
                "of a group does: take a copy of the file for each whose work it is, named by their id, such "
                f"as {student.id}.ipynb"
            )
        return student

    def _plain(self, label: Label, notebook: str) -> Student:
        """The one person whom every part of the path names that names anybody and nothing else."""
        found: list[Student] = []
        for named in self._around(label, notebook):
            both = [student for student in found if student in named]
            if found and not both:
                raise _two(found[0], named[0])
            found = both or named
        if not found:
            raise Doubt(f"names nobody on the roster: {BY_ITSELF}")
        return _one(found, label.file)

    def _around(self, label: Label, notebook: str) -> list[list[Student]]:
        """Whom each part of the path around a label names that names anybody.

        The outermost is the download or the folder: an id within its name could be anything.
        """
        alone = label.origin is Origin.PLAIN and len(label.parts) == 1
        inner = len(label.parts) if alone else len(label.parts) - 1
        named = [
            self._in_part(part, notebook) or (self._within(part) if index < inner else [])
            for index, part in enumerate(label.parts)
        ]
        return [each for each in named if each]

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

    def _within(self, part: str) -> list[Student]:
        """Everybody whom a piece of a part means, such as of a platform's name for a folder: by a whole name,
        by an id that is neither a word nor a number, or by both. An id decides between people of one name.
        """
        by_id: list[Student] = []
        by_name: list[Student] = []
        for outer in _PIECES.split(fold(stem_of(part))):
            by_name += self._of_name(outer)
            for piece in outer.split("_"):
                text = piece.strip(" ,;")
                (first, _, behind), (before, _, last) = text.partition(" "), text.rpartition(" ")
                for word, name in ((text, ""), (first, behind), (last, before)):
                    found = self.by_id.get(word) if _TELLING.fullmatch(word) else None
                    if found is not None and (not name or found in self._of_name(name)):
                        by_id.append(found)
        both = [student for student in by_id if student in by_name]
        return list(dict.fromkeys(both or by_id + by_name))

    def _of_name(self, text: str) -> list[Student]:
        name = words(text)
        return self._by_words.get(name, []) if len(name) > 1 else []


def _two(one: Student, other: Student) -> Doubt:
    return Doubt(
        f"names both {one.name} ({one.id}) and {other.name} ({other.id}): ask them whose it is, and "
        f"{BY_ITSELF}"
    )


def _hidden(platform: str) -> Doubt:
    return Doubt(
        f"does not say whose it is, because {platform} hides names here: let it show them and download "
        f"everything again, or find out whose this is and {BY_ITSELF}"
    )


def _one(found: list[Student], name: str) -> Student:
    if not found:
        raise Doubt(
            f"is from “{name}”, a name that the roster does not have: take a copy of the file for each whose "
            "work it is, named by their id alone; only somebody new goes onto roster.csv first, with itilkit "
            "teach"
        )
    if len(found) > 1:
        who = " or ".join(student.id for student in found)
        raise Doubt(f"could be from {who}: ask them whose it is, and {BY_ITSELF}")
    return found[0]


def task_by_cells(
    ids: frozenset[str], tasks: Mapping[AssignmentNotebook, frozenset[str]]
) -> AssignmentNotebook | None:
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


def task_by_name(file: str, tasks: Iterable[AssignmentNotebook]) -> AssignmentNotebook | None:
    """The one notebook whose name stands in the name of the file, the longest first."""
    stem = fold(stem_of(file))
    found = [task for task in tasks if fold(task.notebook) in stem]
    longest = max((len(task.notebook) for task in found), default=0)
    best = [task for task in found if len(task.notebook) == longest]
    return best[0] if len(best) == 1 else None
