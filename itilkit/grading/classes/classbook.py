"""A class as nbgrader's gradebook knows it: its students, its assignments, and where submissions lie.

nbgrader's own configuration decides all of it: the person's, and the one of the course folder above that.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs

from itilkit.grading.cells.current import Changed, changed_in
from itilkit.grading.classes.students import YES, Student, also_from, gone_from, students_in
from itilkit.grading.gradebook.opening import LOST, MISSING, examine, reading, require_done, usable
from itilkit.grading.gradebook.plain_files import read_time


@attrs.frozen(order=True)
class AssignmentNotebook:
    """One notebook of an assignment."""

    assignment: str
    notebook: str


class ClassBook:
    """The gradebook of the course folder ``root``, with nbgrader's configuration for it."""

    def __init__(self, root: Path, *, new: bool = False) -> None:
        """Read the configuration; raises Problem when it, or the gradebook, cannot be used.

        In a ``new`` class the gradebook may be missing, unless something was graded in it.
        """
        from nbgrader.apps import NbGraderAPI
        from nbgrader.apps.baseapp import NbGrader

        from itilkit.grading.classes.course import open_app

        self.root = root
        app = open_app(NbGrader, root)
        self._courses = app.coursedir
        self._api = NbGraderAPI(self._courses, config=app.config)
        graded = _holds_anything(Path(self._courses.root) / self._courses.autograded_directory)
        self._missing = (LOST if graded else None) if new else MISSING
        #: Whether there is a gradebook already.
        self.there = examine(self._courses.db_url, missing=self._missing, writing=new)

    def students(self) -> list[Student]:
        """Everybody in the gradebook, by id."""
        gone, also = gone_from(self.root), also_from(self.root)
        with self._open() as book:
            found = [
                attrs.evolve(one, also=also.get(one.id, ""), gone=YES if one.id in gone else "")
                for one in students_in(book)
            ]
        return sorted(found, key=lambda student: student.id)

    def enrol(self, students: Iterable[Student]) -> int:
        """Put students into the gradebook, or bring those there up to date; returns how many are new.

        Nobody is taken out: whoever left the class keeps their points. A blank keeps what is known.
        """
        before = {student.id for student in self.students()}
        new = 0
        with self._open(writing=True) as book:
            for student in students:
                told = {
                    "first_name": student.first,
                    "last_name": student.last,
                    "email": student.email,
                    "lms_user_id": student.lms_id,
                }
                book.update_or_create_student(
                    student.id, **{key: value for key, value in told.items() if value}
                )
                new += student.id not in before
        return new

    def tasks(self) -> Mapping[AssignmentNotebook, frozenset[str]]:
        """The ids of the cells of every notebook that was generated, as the gradebook keeps them."""
        with self._open() as book:
            return {
                AssignmentNotebook(assignment.name, notebook.name): _cells(notebook)
                for assignment in book.assignments
                for notebook in assignment.notebooks
            }

    def changed(self) -> Sequence[Changed]:
        """The notebooks whose source is no longer what is graded by."""
        with self._open() as book:
            names = sorted(str(row.name) for row in book.assignments)
            return [each for name in names for each in changed_in(book, self._courses, name)]

    def handed_in(self, assignment: str) -> bool:
        """Whether anybody's work on the assignment is in the gradebook."""
        with self._open() as book:
            return bool(book.assignment_submissions(assignment))

    def generate(self, assignment: str) -> None:
        """Make what learners get of an assignment; raises Problem with nbgrader's reason."""
        url = self._courses.db_url
        with usable(url, missing=None):
            done = self._api.generate_assignment(assignment, create=True)
        require_done(done, f"nbgrader cannot generate {assignment}", url)

    def folder(self, student: str, assignment: str) -> Path:
        """Where nbgrader looks for what a student handed in."""
        step = self._courses.submitted_directory
        return Path(self._courses.format_path(step, student, assignment))

    def handed_in_at(self, student: str, assignment: str) -> datetime | None:
        """The time in the timestamp file of a submission, or None when there is none that can be read."""
        try:
            found = read_time(self.folder(student, assignment))
        except ValueError:
            return None
        return None if found is None else found.replace(tzinfo=UTC)

    def release_folder(self, assignment: str) -> Path:
        """Where the learners' edition of an assignment lies."""
        return Path(self._courses.format_path(self._courses.release_directory, ".", assignment))

    @contextlib.contextmanager
    def _open(self, *, writing: bool = False) -> Iterator[Any]:
        """The gradebook; a missing one is made where the class is new."""
        if not writing and self._missing is not None:
            with reading(self._courses.db_url) as book:
                yield book
            return
        with (
            usable(self._courses.db_url, missing=self._missing),
            self._api.gradebook as book,
        ):
            yield book


def assignments_of(tasks: Mapping[AssignmentNotebook, frozenset[str]]) -> Sequence[str]:
    """The names of the assignments, each once and sorted."""
    return sorted({task.assignment for task in tasks})


def _holds_anything(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _cells(notebook: Any) -> frozenset[str]:
    kinds = (notebook.source_cells, notebook.grade_cells, notebook.solution_cells, notebook.task_cells)
    return frozenset(cell.name for cells in kinds for cell in cells)
