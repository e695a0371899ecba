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
from itilkit.grading.batch.folder_transfer import File, pack, unpack
from itilkit.grading.batch.grader import Grader, GradingOutcome, failed, reason
from itilkit.grading.batch.grading_tasks import GradingTask
from itilkit.grading.gradebook.connection import close_kept, gradebook, keep_open

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
class RemoteCourse:
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
    """A task with what was handed in, and with what stands of its grading where that is needed, too."""

    task: GradingTask
    submitted: tuple[File, ...]
    autograded: tuple[File, ...] = ()
    feedback: tuple[File, ...] = ()


@attrs.frozen
class Returned:
    """What came of a parcel on a ``worker``, with the files that grading and writing the page left; None for
    those that it did not touch.
    """

    worker: str
    outcome: GradingOutcome
    autograded: tuple[File, ...] | None
    feedback: tuple[File, ...] | None


class UnfitError(Exception):
    """This worker cannot do the work: other versions, no driver, no way to the gradebook."""


def versions() -> tuple[str, ...]:
    """What must be the same on both sides."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"itilkit {itilkit.__version__}", f"nbgrader {version('nbgrader')}", f"Python {python}"


class Workshop:
    """A folder on this worker in which submissions of one batch are graded, one after another."""

    def __init__(self, course: RemoteCourse) -> None:
        self._address, place = _this_worker()
        if course.made_with != versions():
            own, wanted = ", ".join(versions()), ", ".join(course.made_with)
            raise UnfitError(f"{self._address} has {own}, and not {wanted}")
        self.root = Path(tempfile.mkdtemp(prefix="itilkit-", dir=place))
        try:
            settings = cloudpickle.loads(course.settings)
            settings.CourseDirectory.update(FOLDERS, root=str(self.root))
            with gradebook(settings.CourseDirectory.db_url):
                self._grader = Grader(self.root, settings)
        except Exception as error:  # noqa: BLE001 - whatever it is, this worker cannot be used
            shutil.rmtree(self.root, ignore_errors=True)
            raise UnfitError(f"{self._address}: {reason(error)}") from None
        self._directory = self._grader.directory
        self._sources: set[str] = set()
        self.used = time.monotonic()

    def grade(self, source: Source, parcel: Parcel) -> Returned:
        """Do the task of ``parcel``; nothing of the learner's is left here afterwards."""
        self.used = time.monotonic()
        for file in parcel.submitted:
            # A notebook of that size holds no answers; another file would have to lie beside the graded ones.
            if file.is_cut and not file.path.endswith(".ipynb"):
                size = f"{file.size // 1_000_000:,} MB"
                why = f"{file.path} is too large to be sent ({size}): grade this one without --scheduler"
                return Returned(self._address, failed(parcel.task, why), None, None)
        if source.assignment not in self._sources:
            unpack(source.files, self._folder("source_directory", ".", source.assignment))
            self._sources.add(source.assignment)
        whose = parcel.task.submission.student, parcel.task.submission.assignment
        steps = ("submitted_directory", "autograded_directory", "feedback_directory")
        submitted, graded, page = places = [self._folder(step, *whose) for step in steps]
        try:
            for place, files in zip(
                places, (parcel.submitted, parcel.autograded, parcel.feedback), strict=True
            ):
                if files or place is submitted:
                    unpack(files, place)
            outcome = self._grader.do(self._here(parcel.task, submitted))
            tried_page = parcel.task.page and (outcome.graded or not parcel.task.grade)
            return Returned(
                self._address,
                outcome,
                autograded=pack(graded) if parcel.task.grade else None,
                feedback=pack(page) if tried_page else None,
            )
        finally:
            for place in places:
                shutil.rmtree(place, ignore_errors=True)

    def _folder(self, step: str, student: str, assignment: str) -> Path:
        return Path(self._directory.format_path(getattr(self._directory, step), student, assignment))

    def _here(self, task: GradingTask, folder: Path) -> GradingTask:
        notebooks = tuple(str(folder / Path(path).name) for path in task.notebooks)
        return attrs.evolve(
            task, submission=attrs.evolve(task.submission, folder=folder), notebooks=notebooks
        )


_workshops: dict[str, Workshop] = {}
#: Batches that ended while a task of theirs was still under way.
_over: set[str] = set()
#: A worker may have several threads; what grades is made for one.
_one_at_a_time = threading.Lock()


def grade_parcel(course: RemoteCourse, source: Source, parcel: Parcel) -> Returned:
    """Grade ``parcel`` on this worker. Raises UnfitError."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _workshop(course).grade(source, parcel)
        finally:
            for batch in _over & _workshops.keys():
                _clear(batch)


def prove(course: RemoteCourse) -> bool:
    """Make everything ready that this worker needs for the batch. Raises UnfitError."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _workshop(course)
    return True


def _workshop(course: RemoteCourse) -> Workshop:
    if course.batch not in _workshops:
        for batch, workshop in list(_workshops.items()):
            if time.monotonic() - workshop.used > FORGOTTEN:
                _clear(batch)
        keep_open()
        _workshops[course.batch] = Workshop(course)
    return _workshops[course.batch]


def clear(batch: str) -> None:
    """Take everything of ``batch`` from this worker's disk, and close its connections.

    It runs where the worker talks to its cluster, so it does not wait: a task that is still under way does
    it when it ends.
    """
    _over.add(batch)
    if _one_at_a_time.acquire(blocking=False):
        try:
            _clear(batch)
        finally:
            _one_at_a_time.release()


def _clear(batch: str) -> None:
    workshop = _workshops.pop(batch, None)
    if workshop is not None:
        close_kept()
        shutil.rmtree(workshop.root, ignore_errors=True)


def _this_worker() -> tuple[str, str | None]:
    """Its address, and its folder, which Dask takes away when the worker is gone."""
    from distributed import get_worker

    try:
        worker: Any = get_worker()
    except ValueError:
        return "this process", None
    return str(worker.address), str(worker.local_directory)
