"""A Dask cluster in place of a crew: `itilkit grade --scheduler ADDRESS`.

Each submission travels to a worker with all that grading it needs, and comes back graded. A worker that dies
costs only time: Dask gives its work to another one.
"""

import logging
import os
import sys
import uuid
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any

import attrs
import cloudpickle
import dask
from distributed import Client, KilledWorker, wait
from sqlalchemy.engine import make_url
from traitlets.config import Config

from itilkit.course.problem import Problem, WrongUse
from itilkit.grading.batch.grader import Outcome, failed, reason
from itilkit.grading.batch.parcels import File, pack, put
from itilkit.grading.batch.plan import Task
from itilkit.grading.batch.record import FOLDER, Records
from itilkit.grading.batch.remote import (
    Course,
    Parcel,
    Returned,
    Source,
    UnfitError,
    clear,
    grade_parcel,
    prove,
    versions,
)
from itilkit.grading.batch.under_way import Work
from itilkit.grading.cells.submitted import LARGEST_FILE

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
        course = self._course(batch)
        self._require_fit(course)
        work = Work(deque(tasks))
        shared = {
            name: self.client.submit(_same, self._source(name), key=f"{batch}-source-{place}")
            for place, name in enumerate(sorted({task.submission.assignment for task in tasks}))
        }
        whole = self.client.submit(_same, course, key=f"{batch}-course")
        try:
            while self._hand_out(work, whole, shared):
                future = self._next(work)
                outcome = self._taken(future, work)
                if outcome is not None:
                    yield outcome
        finally:
            with suppress(Exception):  # the scheduler may be gone, and what is done is in place
                self.client.cancel([whole, *shared.values(), *work.running])
                self.client.run(clear, batch)

    def _hand_out(self, work: Work, course: Any, sources: Mapping[str, Any]) -> bool:
        """Send work to the cluster while it has hands free; False when there is nothing left to wait for."""
        hands = AHEAD * max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))
        while (task := work.next(hands)) is not None:
            whose = task.submission.assignment, task.submission.student
            self._records.set_aside(*whose, None if task.grade else task.record)
            sent = self.client.submit(grade_parcel, course, sources[whose[0]], self._parcel(task), pure=False)
            work.running[sent] = task
            sent.add_done_callback(work.ended.put)
        return bool(work.running)

    def _next(self, work: Work) -> Any:
        """The next task that has ended. Raises Problem when nobody is there any more who could end one."""
        while True:
            with suppress(Empty):
                return work.ended.get(timeout=PATIENCE)
            if self.client.status != "running":
                raise self._lost()
            try:  # one that died may be on its way back
                self.client.wait_for_workers(1, timeout=PATIENCE)
            except TimeoutError:
                raise Problem(
                    f"The scheduler at {self.address} has no workers any more: start some, then grade again, "
                    "and it goes on where it was."
                ) from None
            except OSError:
                raise self._lost() from None

    def _lost(self) -> Problem:
        return Problem(
            f"The Dask scheduler at {self.address} is gone: start it, then grade again, and it goes on "
            "where it was."
        )

    def _taken(self, future: Any, work: Work) -> Outcome | None:
        """What came of a task; None when it is to be done again. Raises Problem."""
        task = work.running.pop(future)
        if future.cancelled() or future.status not in {"finished", "error"}:
            raise self._lost()
        error = future.exception()
        if isinstance(error, UnfitError):
            raise _unfit(error)
        if isinstance(error, KilledWorker):
            if work.suspect(task):
                return None
            return failed(task, "every worker that had it died")
        if error is not None:
            return failed(task, f"it could not be graded ({reason(error)})")
        returned: Returned = future.result()
        future.release()
        return self._kept(task, returned)

    def _kept(self, task: Task, returned: Returned) -> Outcome:
        """The outcome of a task, after its files and its record have been put in place."""
        outcome = attrs.evolve(returned.outcome, task=task)
        if outcome.gone:
            what = f"{outcome.gone.what}, on the worker {returned.worker}"
            return attrs.evolve(outcome, gone=attrs.evolve(outcome.gone, what=what))
        try:
            for step, files in (("autograded", returned.autograded), ("feedback", returned.feedback)):
                if files is not None:
                    self._put(step, task, files)
            if outcome.record is not None:
                self._records.write(task.submission.assignment, task.submission.student, outcome.record)
        except OSError as cannot:
            return failed(task, f"what came of it could not be written down ({reason(cannot)})")
        return outcome

    def _put(self, step: str, task: Task, files: Sequence[File]) -> None:
        folder = self._folder(step, task)
        put(files, folder, self._root / FOLDER.parent / "incoming")
        if self.directory.groupshared and files:
            top = Path(self.directory.format_path(getattr(self.directory, f"{step}_directory"), ".", "."))
            for place in [top, *(Path(found) for found, _, _ in os.walk(folder))]:
                with suppress(PermissionError):
                    place.chmod((place.stat().st_mode | 0o2770) & 0o2777)

    def _require_fit(self, course: Course) -> None:
        """Raise Problem unless every worker has what it needs, as far as they answer soon."""
        proofs = [
            self.client.submit(prove, course, workers=[address], pure=False)
            for address in self.client.scheduler_info(n_workers=-1)["workers"]
        ]
        with suppress(TimeoutError):  # one that is busy with something else shows it with its first task
            wait(proofs, timeout=PATIENCE)
        for proof in proofs:
            if proof.status == "error":
                error = proof.exception()
                raise _unfit(error if isinstance(error, UnfitError) else reason(error))
        self.client.cancel(proofs)

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
        # With some of the notebooks alone, nbgrader leaves the others where they are.
        some = self.directory.notebook_id != "*"
        return Parcel(
            task,
            pack(task.submission.folder, largest=LARGEST_FILE),
            pack(self._folder("autograded", task)) if some or not task.grade else (),
            pack(self._folder("feedback", task)) if some else (),
        )


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
        if name.split(".")[0] in {"asyncio", "distributed"}:
            logging.getLogger(name).setLevel(logging.CRITICAL)
    # What learners hand in may be large.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})


def _require_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise Problem(
            f"The scheduler at {address} has no workers: start some with dask worker {address}, in an "
            "environment that holds itilkit[dask,postgresql]."
        ) from None
    found = client.get_versions(packages=["itilkit", "nbgrader"])
    for where, each in {f"the scheduler at {address}": found["scheduler"], **found["workers"]}.items():
        packages, python = each["packages"], ".".join(str(each["host"]["python"]).split(".")[:2])
        has = f"itilkit {packages['itilkit']}", f"nbgrader {packages['nbgrader']}", f"Python {python}"
        if has != versions():
            raise _unfit(f"{where} has {', '.join(has)}, and not {', '.join(versions())}")


def _unfit(said: object) -> Problem:
    return Problem(
        f"A worker cannot do this work ({said}): install the same there as here, or end it, then grade again."
    )


def _take_own_modules_along(root: Path) -> None:
    """Let modules of the course's own folder travel with its settings: no worker could import them."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        own = file is not None and Path(file).is_relative_to(root) and "site-packages" not in Path(file).parts
        if own and module.__name__.split(".")[0] not in {"__main__", "itilkit"}:
            cloudpickle.register_pickle_by_value(module)
