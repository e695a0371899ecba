"""A Dask cluster in place of a crew: `itilkit grade --scheduler ADDRESS`.

Each submission travels to a worker with all that grading it needs, and comes back graded. A worker that dies
costs only time: Dask gives its work to another one.
"""

import logging
import sys
import uuid
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import attrs
import cloudpickle
from distributed import Client, KilledWorker, as_completed
from sqlalchemy.engine import make_url
from traitlets.config import Config

from itilkit.course.problem import Problem, WrongUse
from itilkit.grading.batch.grader import Outcome, failed, reason
from itilkit.grading.batch.parcels import pack, put
from itilkit.grading.batch.plan import Task
from itilkit.grading.batch.record import FOLDER, Records
from itilkit.grading.batch.remote import (
    Course,
    OtherVersionError,
    Parcel,
    Returned,
    Source,
    clear,
    grade_parcel,
    versions,
)
from itilkit.grading.submitted import LARGEST_FILE

#: Seconds to wait for the scheduler, and for its first worker.
PATIENCE = 20
#: Submissions under way for each worker: one that it grades and one that is on its way.
AHEAD = 2


@attrs.frozen
class Cluster:
    """The workers of a Dask scheduler; ``settings`` are nbgrader's for the course that ``directory`` is."""

    client: Any
    address: str
    directory: Any
    settings: Config

    def work_through(self, tasks: Sequence[Task], *, loud: bool = False) -> Generator[Outcome, None, None]:
        """Do ``tasks``; yields each outcome when its files and its record are in place.

        With ``loud``, what Dask says is not swallowed. Raises Problem when the scheduler is gone, or a
        worker has other versions.
        """
        if not loud:
            _hush()
        batch = f"itilkit-{uuid.uuid4().hex}"
        course = self.client.submit(_same, self._course(batch), key=f"{batch}-course")
        sources = {
            name: self.client.submit(_same, self._source(name), key=f"{batch}-source-{place}")
            for place, name in enumerate(sorted({task.submission.assignment for task in tasks}))
        }
        waiting, running, done = deque(tasks), dict[Any, Task](), as_completed()
        try:
            self._hand_out(waiting, running, done, course, sources)
            for future in done:
                task = running.pop(future)
                yield self._taken(future, task)
                self._hand_out(waiting, running, done, course, sources)
        finally:
            with suppress(Exception):  # the scheduler may be gone, and what is done is in place
                self.client.cancel([course, *sources.values(), *running])
                self.client.run(clear, batch)

    def _hand_out(
        self, waiting: deque[Task], running: dict[Any, Task], done: Any, course: Any, sources: Any
    ) -> None:
        """Send work to the cluster while it has hands free.

        No two of the same learner: nbgrader enters a learner when it grades them for the first time.
        """
        hands = AHEAD * max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))
        while waiting and len(running) < hands:
            busy = {task.submission.student for task in running.values()}
            task = next((each for each in waiting if each.submission.student not in busy), None)
            if task is None:
                return
            waiting.remove(task)
            self._records.set_aside(
                task.submission.assignment, task.submission.student, None if task.grade else task.record
            )
            sent = self.client.submit(
                grade_parcel, course, sources[task.submission.assignment], self._parcel(task), pure=False
            )
            running[sent] = task
            done.add(sent)

    def _taken(self, future: Any, task: Task) -> Outcome:
        """What came of a task, after its files and its record have been put in place."""
        if future.cancelled() or future.status not in {"finished", "error"}:
            raise Problem(
                f"The Dask scheduler at {self.address} is gone: start it, then grade again, and it goes on "
                "where it was."
            )
        error = future.exception()
        if isinstance(error, OtherVersionError):
            raise Problem(_other(error))
        if isinstance(error, KilledWorker):
            return failed(task, "every worker that had it died")
        if error is not None:
            return failed(task, f"it could not be graded ({reason(error)})")
        returned: Returned = future.result()
        future.release()
        outcome = attrs.evolve(returned.outcome, task=task)
        for step, files in (("autograded", returned.autograded), ("feedback", returned.feedback)):
            if files is not None:
                put(files, self._folder(step, task), self._root / FOLDER.parent / "incoming")
        if outcome.record is not None:
            self._records.write(task.submission.assignment, task.submission.student, outcome.record)
        return outcome

    @property
    def _root(self) -> Path:
        return Path(self.directory.root)

    @property
    def _records(self) -> Records:
        return Records(self._root)

    def _folder(self, step: str, task: Task) -> Path:
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, task.submission.student, task.submission.assignment))

    def _course(self, batch: str) -> Course:
        settings = self.settings.copy()
        settings.CourseDirectory.db_url = self.directory.db_url
        _take_own_modules_along(self._root)
        try:
            return Course(batch, cloudpickle.dumps(settings), versions())
        except Exception as error:  # noqa: BLE001 - what a course's settings hold can fail in any way
            raise Problem(
                f"The settings of {self._root} cannot be sent to the workers ({reason(error)}): grade "
                "without --scheduler, or put what they hold into a module of its own."
            ) from None

    def _source(self, assignment: str) -> Source:
        folder = self.directory.format_path(self.directory.source_directory, ".", assignment)
        return Source(assignment, pack(Path(folder), but=(".ipynb_checkpoints",)))

    def _parcel(self, task: Task) -> Parcel:
        graded = () if task.grade else pack(self._folder("autograded", task))
        # One byte more than is read tells that the file is too large.
        return Parcel(task, pack(task.submission.folder, largest=LARGEST_FILE), graded)


def _same(thing: Any) -> Any:
    """Sent as a task of its own, so that it travels once to each worker, and again when one is lost."""
    return thing


@contextmanager
def open_cluster(address: str, directory: Any, settings: Config) -> Iterator[Cluster]:
    """The workers of the scheduler at ``address``. Raises WrongUse and Problem."""
    if make_url(directory.db_url).get_backend_name() == "sqlite":
        raise WrongUse(
            "--scheduler needs a gradebook on a server, since an SQLite file cannot be shared between "
            "computers: set c.CourseDirectory.db_url, as the guide “Many learners” says."
        )
    try:
        client = Client(address, timeout=PATIENCE, name="itilkit grade")
    except (OSError, ValueError) as error:
        raise Problem(
            f"No Dask scheduler answers at {address} ({reason(error)}): start one with dask scheduler, or "
            "mend the address."
        ) from None
    with client:
        _require_workers(client, address)
        yield Cluster(client, address, directory, settings)


def _hush() -> None:
    """Dask tells of a lost connection in many lines, where one sentence says it."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("distributed"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _require_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise Problem(
            f"The scheduler at {address} has no workers: start some with dask worker {address}, in an "
            "environment that holds itilkit[dask,postgresql]."
        ) from None
    found = client.get_versions(packages=["itilkit", "nbgrader"])["workers"]
    for where, each in found.items():
        packages, python = each["packages"], ".".join(str(each["host"]["python"]).split(".")[:2])
        has = f"itilkit {packages['itilkit']}", f"nbgrader {packages['nbgrader']}", f"Python {python}"
        if has != versions():
            raise Problem(_other(f"{where} has {', '.join(has)}"))


def _other(said: object) -> str:
    own = ", ".join(versions())
    return f"A worker has other versions ({said}; here are {own}): install the same on both sides."


def _take_own_modules_along(root: Path) -> None:
    """Let modules of the course's own folder travel with its settings: no worker could import them."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and Path(file).is_relative_to(root) and module.__name__ != "__main__":
            cloudpickle.register_pickle_by_value(module)
