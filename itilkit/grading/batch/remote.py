"""What happens on a Dask worker: a submission comes with all that grading it needs, and goes back graded.

Nothing is read from the instructor's disk. The worker reaches the gradebook's server by itself.
"""

import platform
import shutil
import tempfile
import threading
import time
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs
import cloudpickle

import itilkit
from itilkit.grading.batch.grader import Grader, Outcome
from itilkit.grading.batch.parcels import File, pack, unpack
from itilkit.grading.batch.plan import Task
from itilkit.grading.books import close_kept, keep_open

#: Seconds after which a workshop is cleared away that nobody came back to.
FORGOTTEN = 3600.0
#: The names of the folders on a worker, whatever they are called on the instructor's computer.
FOLDERS = {
    "source_directory": "source",
    "submitted_directory": "submitted",
    "autograded_directory": "autograded",
    "feedback_directory": "feedback",
    "directory_structure": "{nbgrader_step}/{student_id}/{assignment_id}",
}


@attrs.frozen
class Course:
    """A course as a worker knows it: the name of the batch, and nbgrader's settings (pickled)."""

    batch: str
    settings: bytes
    made_with: tuple[str, ...]


@attrs.frozen
class Source:
    """The files of an assignment's source folder."""

    assignment: str
    files: tuple[File, ...]


@attrs.frozen
class Parcel:
    """A task with what was handed in, and with its graded notebooks when only their page is to be written."""

    task: Task
    submitted: tuple[File, ...]
    autograded: tuple[File, ...] = ()


@attrs.frozen
class Returned:
    """What came of a parcel, with the files that grading and writing the page left; None when unchanged."""

    outcome: Outcome
    autograded: tuple[File, ...] | None
    feedback: tuple[File, ...] | None


class OtherVersionError(Exception):
    """This worker has other versions than the computer that sends the work."""


def versions() -> tuple[str, ...]:
    """What must be the same on both sides."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"itilkit {itilkit.__version__}", f"nbgrader {version('nbgrader')}", f"Python {python}"


class Workshop:
    """A folder on this worker in which submissions of one batch are graded, one after another."""

    def __init__(self, course: Course, place: str | None) -> None:
        if course.made_with != versions():
            raise OtherVersionError(f"it has {', '.join(versions())}")
        self.root = Path(tempfile.mkdtemp(prefix="itilkit-", dir=place))
        settings = cloudpickle.loads(course.settings)
        settings.CourseDirectory.update(FOLDERS, root=str(self.root))
        self._grader = Grader(self.root, settings)
        self._directory = self._grader.directory
        self._sources: set[str] = set()
        self.used = time.monotonic()

    def grade(self, source: Source, parcel: Parcel) -> Returned:
        """Do the task of ``parcel``; nothing of the learner's is left here afterwards."""
        self.used = time.monotonic()
        if source.assignment not in self._sources:
            unpack(source.files, self._folder("source_directory", ".", source.assignment))
            self._sources.add(source.assignment)
        whose = parcel.task.submission.student, parcel.task.submission.assignment
        steps = ("submitted_directory", "autograded_directory", "feedback_directory")
        submitted, graded, page = places = [self._folder(step, *whose) for step in steps]
        try:
            unpack(parcel.submitted, submitted)
            if parcel.autograded:
                unpack(parcel.autograded, graded)
            outcome = self._grader.do(self._here(parcel.task, submitted))
            return Returned(
                outcome,
                autograded=pack(graded) if parcel.task.grade else None,
                feedback=pack(page) if outcome.page else None,
            )
        finally:
            for place in places:
                shutil.rmtree(place, ignore_errors=True)

    def _folder(self, step: str, student: str, assignment: str) -> Path:
        return Path(self._directory.format_path(getattr(self._directory, step), student, assignment))

    def _here(self, task: Task, folder: Path) -> Task:
        notebooks = tuple(str(folder / Path(path).name) for path in task.notebooks)
        return attrs.evolve(
            task, submission=attrs.evolve(task.submission, folder=folder), notebooks=notebooks
        )


_workshops: dict[str, Workshop] = {}
#: A worker may have several threads; what grades is made for one.
_one_at_a_time = threading.Lock()


def grade_parcel(course: Course, source: Source, parcel: Parcel) -> Returned:
    """Grade ``parcel`` on this worker. Raises OtherVersionError."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if course.batch not in _workshops:
            for batch, workshop in list(_workshops.items()):
                if time.monotonic() - workshop.used > FORGOTTEN:
                    _clear(batch)
            keep_open()
            _workshops[course.batch] = Workshop(course, _local_folder())
        return _workshops[course.batch].grade(source, parcel)


def clear(batch: str) -> None:
    """Take everything of ``batch`` from this worker's disk, and close its connections."""
    with _one_at_a_time:
        _clear(batch)


def _clear(batch: str) -> None:
    workshop = _workshops.pop(batch, None)
    if workshop is not None:
        close_kept()
        shutil.rmtree(workshop.root, ignore_errors=True)


def _local_folder() -> str | None:
    """The folder of this worker, which Dask takes away when the worker is gone."""
    from distributed import get_worker

    try:
        worker: Any = get_worker()
    except ValueError:
        return None
    return str(worker.local_directory)
