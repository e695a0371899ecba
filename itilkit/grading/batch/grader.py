"""One submission at a time through nbgrader's own converters, in the process that this stands in."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

import attrs
from nbconvert.writers import FilesWriter
from nbformat.reader import NotJSONError
from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp, GenerateFeedbackApp
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors.execute import UnresponsiveKernelError
from sqlalchemy.exc import DBAPIError

from itilkit.grading.batch.course import Submission, open_app
from itilkit.grading.batch.gradebook import Standing, standings
from itilkit.grading.batch.plan import Task
from itilkit.grading.batch.record import Record, Records
from itilkit.grading.plain import printable

#: Characters of somebody else's error that a line repeats.
LONGEST_REASON = 200
_PACKAGE = Path(__file__).resolve().parents[2]


@attrs.frozen
class Outcome:
    """What came of a task: lines to show, and whether it was graded, and whether all of it succeeded."""

    task: Task
    lines: tuple[str, ...] = ()
    graded: bool = False
    page: bool = False
    failed: bool = False


class Grader:
    """Grades submissions of the course in ``root``; everything slow is made once."""

    def __init__(self, root: Path) -> None:
        self.records = Records(root)
        self._autograde = Converting(AutogradeApp, Autograde, root)
        self._feedback: Converting | None = None
        self._root = root

    def do(self, task: Task) -> Outcome:
        """Do ``task``. No fault of a submission gets out of here."""
        try:
            return self._done(task)
        except Exception as error:  # noqa: BLE001 - the others go on, and the line says what it was
            return failed(task, f"it could not be graded ({reason(error)})")

    def _done(self, task: Task) -> Outcome:
        where = task.submission.assignment, task.submission.student
        record = task.record
        lines: tuple[str, ...] = ()
        if task.grade or record is None:
            self.records.forget(*where)
            fault, lines = self._autograde.convert(task.submission, task.notebooks)
            if fault is not None:
                return failed(task, f"it could not be graded ({fault})", lines)
            record = Record(task.basis, self._standing(task).id)
        if not task.page:
            self.records.write(*where, record)
            return Outcome(task, lines, graded=task.grade)
        if not task.grade:
            # A page that is half written must not be taken for the one that was there.
            self.records.write(*where, attrs.evolve(record, page=None))
        mark = self._standing(task).mark
        fault = self._write_page(task)
        self.records.write(*where, attrs.evolve(record, page=None if fault else mark))
        if fault is None:
            return Outcome(task, lines, graded=task.grade, page=True)
        broken = failed(task, f"its feedback page could not be written ({fault})", lines)
        return attrs.evolve(broken, graded=task.grade)

    def _write_page(self, task: Task) -> str | None:
        if self._feedback is None:
            self._feedback = Converting(GenerateFeedbackApp, GenerateFeedback, self._root)
        directory = self._feedback.directory
        names = (directory.autograded_directory, task.submission.student, task.submission.assignment)
        graded = sorted(Path(directory.format_path(*names)).glob("*.ipynb"))
        return self._feedback.convert(task.submission, tuple(map(str, graded)))[0]

    def _standing(self, task: Task) -> Standing:
        directory = self._autograde.directory
        name, student = task.submission.assignment, task.submission.student
        with Gradebook(directory.db_url, directory.course_id) as book:
            return standings(book, name, student)[student]


class Converting:
    """A converter of nbgrader's, made once and used for one submission after another."""

    def __init__(self, app: type[Any], kind: type[Any], root: Path) -> None:
        self._heard = Heard()
        opened = open_app(app, root)
        opened.log.addHandler(self._heard)
        opened.log.setLevel(logging.WARNING)
        self.directory = opened.coursedir
        self._converter = converter = kind(coursedir=self.directory, parent=opened)
        converter.force = True
        # As the converter's own start() does it, which makes them anew each time.
        converter.writer = FilesWriter(parent=converter, config=converter.config)
        converter.exporter = converter.exporter_class(parent=converter, config=converter.config)
        for preprocessor in converter.preprocessors:
            converter.exporter.register_preprocessor(preprocessor)

    def convert(
        self, submission: Submission, notebooks: tuple[str, ...]
    ) -> tuple[str | None, tuple[str, ...]]:
        """Convert one submission; returns what stopped it, if anything did, and lines about it."""
        self._heard.forget()
        self.directory.assignment_id = submission.assignment
        self.directory.student_id = submission.student
        converter = self._converter
        # nbgrader looks for them by patterns, which a name with a bracket in it does not match.
        source = converter._format_source(submission.assignment, submission.student)  # noqa: SLF001
        converter.assignments = {source: list(notebooks)}
        fault: BaseException | None = None
        try:
            converter.convert_notebooks()
        except NbGraderException as error:
            fault = self._heard.error or error
        lines = tuple(_line(said, submission, self.directory.root) for said in self._heard.remarks)
        return None if fault is None else reason(fault), lines


class Heard(logging.Handler):
    """Listens to what nbgrader says: the error that stopped it, and what the instructor should know."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.error: BaseException | None = None
        self.remarks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what counts of one line."""
        # nbgrader logs the traceback while it handles the error, so the error itself is at hand.
        error = sys.exc_info()[1]
        if record.levelno >= logging.ERROR:
            self.error = self.error or error
        elif Path(record.pathname).is_relative_to(_PACKAGE) or record.getMessage().startswith(tuple(_MEANT)):
            self.remarks.append(record.getMessage())


#: Lines of nbgrader's that an instructor has to know, and what they mean.
_MEANT = {
    "No submitted file: ": "{} was not handed in, so it scores 0.",
    "Skipping unknown notebook: ": "{} is no notebook of this assignment, so it was left out.",
}


def _line(said: str, submission: Submission, root: str) -> str:
    for start, meant in _MEANT.items():
        if said.startswith(start):
            said = f"{submission.who}: {meant.format(Path(said.removeprefix(start)).name)}"
    return " ".join(printable(said.replace(f"{root}/", "")).split())


def failed(task: Task, what: str, lines: tuple[str, ...] = ()) -> Outcome:
    """The outcome of a task that did not succeed: who, what, and what next."""
    step = "autograde" if task.grade else "generate_feedback"
    words = f"nbgrader {step} {task.submission.assignment} --student={task.submission.student} --force"
    line = f"{task.submission.who}: {what}: look at what was handed in, or see more with {words}."
    return Outcome(task, (*lines, printable(line)), failed=True)


def reason(error: BaseException) -> str:
    """Why somebody else's code failed, in at most a line."""
    if isinstance(error, NotJSONError | json.JSONDecodeError):
        return "the file is not JSON, so not a notebook"
    if isinstance(error, UnresponsiveKernelError):
        return "its code did not end, and could not be stopped"
    if isinstance(error, DBAPIError):
        error = error.orig or error
    said = " ".join(printable(f"{type(error).__name__}: {error}").split())
    return said if len(said) <= LONGEST_REASON else f"{said[:LONGEST_REASON]}…"
