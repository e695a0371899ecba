"""nbgrader's autograding for a process that grades one submission after another.

What nbgrader's `Autograde` does for a submission, done here through its own public classes with one gradebook
that stays open, and, where a submission is graded from its answers alone, in one pass over its notebook in
place of two. What it leaves in the gradebook and in the folders is the same.
"""

import os
import shutil
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.utils import find_all_files

from itilkit.grading.autograde import AUTOGRADE, SANITIZE, AnswerExporter
from itilkit.grading.cells.guard import is_guarded
from itilkit.grading.cells.runner import as_nbgrader_runs
from itilkit.grading.gradebook.connection import gradebook


class Autograding(Autograde):  # type: ignore[misc]  # nbgrader brings no types
    """An `Autograde` that is made once for many submissions."""

    notebooks: list[str]
    _in_one: AnswerExporter | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Enter the submission into the gradebook, and lay the files beside where its notebook will be.

        Raises NbGraderException for a submission that has none of the assignment's notebooks, or a student
        that is not to be created.
        """
        BaseConverter.init_assignment(self, assignment_id, student_id)
        with gradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            self._enter(book, assignment_id, student_id)
            self._lay_source_files(assignment_id, student_id)
            entry = book.find_assignment(assignment_id)
            known = {notebook.name for notebook in entry.notebooks}
            for path in self.notebooks:
                if Path(path).stem not in known:
                    self.log.warning("Skipping unknown notebook: %s", path)
            self.notebooks = [path for path in self.notebooks if Path(path).stem in known]
            if not self.notebooks:
                raise self._refused(
                    "No notebooks found, did you forget to run 'nbgrader generate_assignment'?"
                )
            if not is_guarded(self):
                self._score_missing(book, known, assignment_id, student_id)

    def _enter(self, book: Gradebook, assignment_id: str, student_id: str) -> None:
        if self.create_student:
            book.update_or_create_student(student_id)
        else:
            try:
                book.find_student(student_id)
            except MissingEntry:
                raise self._refused(f"No student with ID '{student_id}' exists in the database") from None
        try:
            book.find_assignment(assignment_id)
        except MissingEntry:
            raise self._refused(f"No assignment with ID '{assignment_id}' exists in the database") from None
        when = self.coursedir.get_existing_timestamp(self._format_source(assignment_id, student_id))
        told = {"timestamp": when} if when else {}
        book.update_or_create_submission(assignment_id, student_id, **told)

    def _refused(self, why: str) -> NbGraderException:
        self.log.error(why)
        return NbGraderException(why)

    def _lay_source_files(self, assignment_id: str, student_id: str) -> None:
        """Copy the other files of the assignment's source folder over what was handed in."""
        source = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment_id)
        to = self._format_dest(assignment_id, student_id)
        # compared as text, as nbgrader does it
        kept = {os.path.join(source, name) for name in self.exclude_overwriting.get(assignment_id, [])}  # noqa: PTH118
        for found in set(find_all_files(source, [*self.coursedir.ignore, "*.ipynb"])) - kept:
            path = Path(to) / os.path.relpath(found, source)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            shutil.copy(found, path)

    def _score_missing(self, book: Gradebook, known: set[str], assignment_id: str, student_id: str) -> None:
        """Give nothing for the notebooks that were not handed in, where nbgrader alone grades."""
        folder = Path(self._format_source(assignment_id, student_id))
        for name in sorted(known):
            path = folder / f"{name}.ipynb"
            if os.path.exists(path):  # noqa: PTH110 - a link that leads nowhere is missing, as for nbgrader
                continue
            self.log.warning("No submitted file: %s", path)
            for grade in book.find_submission_notebook(name, assignment_id, student_id).grades:
                grade.auto_score, grade.needs_manual_grade = 0, False
            book.db.commit()

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade one notebook: in one pass when it is graded from its answers, else as nbgrader does it."""
        exporter = self._one_pass()
        if exporter is None:
            super().convert_single_notebook(notebook_filename)
            return
        # as nbgrader's first pass reads it; there is no second
        self._sanitizing = True
        resources = self.init_single_notebook_resources(notebook_filename)
        if exporter.assignment_of(notebook_filename, resources["nbgrader"]) is None:
            super().convert_single_notebook(notebook_filename)
            return
        with as_nbgrader_runs():
            output, resources = exporter.from_filename(notebook_filename, resources=resources)
        self.write_single_notebook(output, resources)

    def _one_pass(self) -> AnswerExporter | None:
        """An exporter that does the work of both passes; None when a course has preprocessors of its own.

        Such a preprocessor may rely on what lies in the folder between the two.
        """
        lists: tuple[Any, ...] = (self.sanitize_preprocessors, self.autograde_preprocessors)
        if lists != (SANITIZE, AUTOGRADE) or type(self.exporter) is not AnswerExporter:
            return None
        if self._in_one is None:
            self._in_one = AnswerExporter(parent=self, config=self.config)
            for preprocessor in (*SANITIZE, *AUTOGRADE):
                self._in_one.register_preprocessor(preprocessor)
        return self._in_one
