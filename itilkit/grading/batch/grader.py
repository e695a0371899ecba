"""One submission at a time through nbgrader's own converters, in the process that this stands in."""

import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

import attrs
from nbconvert.writers import FilesWriter
from nbformat.reader import NotJSONError
from nbgrader.apps import AutogradeApp, GenerateFeedbackApp
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors.execute import UnresponsiveKernelError
from sqlalchemy.exc import DBAPIError, IntegrityError
from traitlets.config import Config

from itilkit.grading.batch.autograding import Autograding
from itilkit.grading.batch.gradebook import GradeStanding, standings
from itilkit.grading.batch.grading_record import GradingRecord
from itilkit.grading.batch.grading_tasks import GradingTask
from itilkit.grading.cells.plain import printable
from itilkit.grading.classes.course import Submission, app_with, open_app
from itilkit.grading.gradebook.connection import close_kept, gradebook
from itilkit.grading.gradebook.opening import FULL, Trouble, cause_of, examine, is_lost, of_sqlite, trouble_of
from itilkit.grading.gradebook.remarks import Holds, Remark, told
from itilkit.ground.problem import Problem

#: Characters of somebody else's error that a line repeats.
LONGEST_REASON = 200
#: Seconds between tries while a database server is away; a restart takes some of them.
WAITS = (0.2, 1.0, 3.0, 6.0, 10.0)
_PACKAGE = Path(__file__).resolve().parents[2]


@attrs.frozen
class GradingOutcome:
    """What came of a task: lines to show, whether it was graded, whether its page was written, and whether
    any of it failed; ``record`` is what stands of its grading now, None when nothing does. ``gone`` says why
    the gradebook cannot be used any more, which is no fault of the submission.
    """

    task: GradingTask
    lines: tuple[str, ...] = ()
    graded: bool = False
    page: bool = False
    failed: bool = False
    record: GradingRecord | None = None
    gone: Trouble | None = None


class Grader:
    """Grades submissions of the course in ``root``; everything slow is made once.

    ``settings`` are nbgrader's for the course; None reads them from the course.
    """

    def __init__(self, root: Path, settings: Config | None = None) -> None:
        self._root, self._settings = root, settings
        self._autograde = Converting(AutogradeApp, Autograding, root, settings)
        self._feedback: Converting | None = None
        self._hopeful = True

    @property
    def directory(self) -> Any:
        """Nbgrader's own `CourseDirectory` of the course."""
        return self._autograde.directory

    def do(self, task: GradingTask) -> GradingOutcome:
        """Do ``task``. No fault of a submission gets out of here, and a database that was away for a moment
        is waited for.
        """
        outcome, error = self._tried(task)
        # What the last task waited for in vain, this one does not wait for.
        for pause in WAITS if self._hopeful else ():
            if not is_passing(error):
                break
            time.sleep(pause)
            close_kept()
            outcome, error = self._tried(task)
        self._hopeful = not is_passing(error)
        return attrs.evolve(outcome, gone=self._gone(error))

    def _gone(self, error: BaseException | None) -> Trouble | None:
        """Why the gradebook cannot be used any more; None when it can, and ``error`` was another one."""
        url = self.directory.db_url
        trouble = trouble_of(url, error)
        if trouble is None or isinstance(error, OSError):
            return trouble
        close_kept()
        try:
            examine(url, whole=True)
        except Problem:
            return trouble
        # whether there is room is not found out by looking
        return trouble if trouble == FULL.at(url) else None

    def _tried(self, task: GradingTask) -> tuple[GradingOutcome, BaseException | None]:
        try:
            return self._done(task)
        except Exception as error:  # noqa: BLE001 - the others go on, and the line says what it was
            return failed(task, f"it could not be graded ({reason(error)})"), error

    def _done(self, task: GradingTask) -> tuple[GradingOutcome, BaseException | None]:
        record = task.record
        lines: tuple[str, ...] = ()
        if task.grade or record is None:
            fault, remarks = self._autograde.convert(task.submission, task.notebooks)
            lines = tuple(each.said for each in remarks)
            if fault is not None:
                return failed(task, f"it could not be graded ({reason(fault)})", lines), fault
            kept = tuple(each for each in remarks if each.holds is not Holds.ONCE)
            record = GradingRecord(task.basis, "", remarks=kept)
        standing = self._standing(task)
        record = attrs.evolve(record, submission=standing.id, page=None if task.page else record.page)
        done = GradingOutcome(task, lines, graded=task.grade, record=record)
        if not task.page:
            return done, None
        fault = self._write_page(task)
        if fault is None:
            return attrs.evolve(done, page=True, record=attrs.evolve(record, page=standing.mark)), None
        broken = failed(task, f"its feedback page could not be written ({reason(fault)})", lines)
        return attrs.evolve(broken, graded=task.grade, record=record), fault

    def _write_page(self, task: GradingTask) -> BaseException | None:
        if self._feedback is None:
            self._feedback = Converting(GenerateFeedbackApp, GenerateFeedback, self._root, self._settings)
        directory = self._feedback.directory
        names = (directory.autograded_directory, task.submission.student, task.submission.assignment)
        graded = sorted(Path(directory.format_path(*names)).glob("*.ipynb"))
        return self._feedback.convert(task.submission, tuple(map(str, graded)))[0]

    def _standing(self, task: GradingTask) -> GradeStanding:
        directory = self.directory
        name, student = task.submission.assignment, task.submission.student
        with gradebook(directory.db_url, directory.course_id) as book:
            return standings(book, name, student)[student]


class Converting:
    """A converter of nbgrader's, made once and used for one submission after another."""

    def __init__(self, app: type[Any], kind: type[Any], root: Path, settings: Config | None) -> None:
        self._heard = NbgraderListener()
        opened = open_app(app, root) if settings is None else app_with(app, settings)
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
    ) -> tuple[BaseException | None, tuple[Remark, ...]]:
        """Convert one submission; returns what stopped it, if anything did, and remarks about it."""
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
        return fault, tuple(_meant(each, submission, self.directory.root) for each in self._heard.remarks)


class NbgraderListener(logging.Handler):
    """Listens to what nbgrader says: the error that stopped it, and what the instructor should know."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.error: BaseException | None = None
        self.remarks: list[Remark] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what counts of one line."""
        # nbgrader logs the traceback while it handles the error, so the error itself is at hand.
        error = sys.exc_info()[1]
        if record.levelno >= logging.ERROR:
            self.error = self.error or error
        elif Path(record.pathname).is_relative_to(_PACKAGE) or record.getMessage().startswith(tuple(_MEANT)):
            self.remarks.append(told(record))


#: Lines of nbgrader's that an instructor has to know, and what they mean.
_MEANT = {
    "No submitted file: ": Remark("{} was not handed in, so it scores 0.", Holds.ALWAYS),
    "Skipping unknown notebook: ": Remark("{} is no notebook of this assignment, so it was left out."),
}


def _meant(remark: Remark, submission: Submission, root: str) -> Remark:
    """A remark in one printable line that names no folder above the course's."""
    for start, meant in _MEANT.items():
        if remark.said.startswith(start):
            said = meant.said.format(Path(remark.said.removeprefix(start)).name)
            remark = attrs.evolve(meant, said=f"{submission.who}: {said}")
    return attrs.evolve(remark, said=" ".join(printable(remark.said.replace(f"{root}/", "")).split()))


def failed(task: GradingTask, what: str, lines: tuple[str, ...] = ()) -> GradingOutcome:
    """The outcome of a task that did not succeed: who, what, and what next."""
    step = "autograde" if task.grade else "generate_feedback"
    words = f"nbgrader {step} {task.submission.assignment} --student={task.submission.student} --force"
    line = f"{task.submission.who}: {what}: look at what was handed in, or see more with {words}."
    return GradingOutcome(task, (*lines, printable(line)), failed=True)


def is_passing(error: BaseException | None) -> bool:
    """Whether ``error`` is one of a database server that passes: a connection that was cut, a server that
    starts again, or two that entered the same row at once. SQLite has no server, and waits by itself.
    """
    error = cause_of(error)
    return is_lost(error) or (isinstance(error, IntegrityError) and not of_sqlite(error))


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
