"""A batch: what is asked for, what there is to do, and what came of it."""

import sys
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from nbgrader.api import Gradebook
from nbgrader.apps import AutogradeApp

from itilkit.course.files import course_above
from itilkit.course.lock import alone
from itilkit.grading.batch.gradebook import lay_open, released, standings
from itilkit.grading.batch.grader import GradingOutcome
from itilkit.grading.batch.grading_record import GradingRecords
from itilkit.grading.batch.grading_tasks import GradingTask, Planner, still_said, waiting
from itilkit.grading.batch.worker_pool import cores, work_through
from itilkit.grading.cells.current import changed_in
from itilkit.grading.classes.course import Submission, open_app, submissions
from itilkit.grading.gradebook.opening import Trouble, usable
from itilkit.grading.gradebook.plain_files import link_above
from itilkit.ground.problem import Problem, WrongUse
from itilkit.ground.words import plural

if TYPE_CHECKING:
    from itilkit.grading.batch.cluster import Cluster


@attrs.frozen
class Wish:
    """What to grade: assignments and learners by name, all of them when none is named.

    ``again`` grades what did not change, too; ``pages`` are feedback pages; ``jobs`` is the number of worker
    processes, one for each core when None; ``scheduler`` is the address of a Dask scheduler whose workers do
    it in place of processes of this computer.
    """

    assignments: tuple[str, ...] = ()
    students: tuple[str, ...] = ()
    again: bool = False
    pages: bool = True
    jobs: int | None = None
    scheduler: str | None = None


@attrs.define
class Batch:
    """A class to grade: the tasks, and the figures of what was done so far."""

    root: Path
    directory: Any
    handed_in: Sequence[Submission]
    tasks: Sequence[GradingTask]
    lines: Sequence[str]
    jobs: int
    unchanged: int
    begun: float
    cluster: "Cluster | None" = None
    graded: int = 0
    pages: int = 0
    problems: int = 0
    remarked: int = 0
    finished: int = 0
    gone: Trouble | None = None

    def run(self, *, loud: bool = False) -> Generator[GradingOutcome, None, None]:
        """Do everything, and yield each outcome when it is there; closing it early leaves the rest undone.

        It ends by itself when the gradebook cannot be used any more.
        """
        if self.cluster is not None:
            work = self.cluster.work_through(self.tasks, loud=loud)
        else:
            work = work_through(self.tasks, self.root, min(self.jobs, len(self.tasks)), loud=loud)
        with closing(work) as outcomes:
            for outcome in outcomes:
                if outcome.gone:
                    self.gone = outcome.gone
                    return
                self.finished += 1
                self.graded += outcome.graded
                self.pages += outcome.page
                self.problems += outcome.failed
                self.remarked += bool(outcome.graded and outcome.record and outcome.record.remarks)
                yield outcome

    def summary(self) -> list[str]:
        """What to say at the end."""
        seconds = time.monotonic() - self.begun
        done = f"{self.graded} graded, {self.unchanged} unchanged, {plural(self.problems, 'problem')}"
        lines = [f"{done}, {plural(self.pages, 'feedback page')} written, in {seconds:.1f} s."]
        if self.remarked:
            lines.append(f"{plural(self.remarked, 'submission')} to look at: each is named above.")
        left = 0 if self.gone else self._waiting()
        if left:
            waits = plural(left, "submission waits", "submissions wait")
            lines.append(f"{waits} for a person’s mark: give it in the Formgrader, then grade again.")
        return lines

    def verdict(self) -> None:
        """Raise Problem when something was not graded."""
        if self.gone:
            left = len(self.tasks) - self.finished
            raise Problem(
                f"{self.gone.what}, so {plural(left, 'submission')} could not be finished: {self.gone.mend}, "
                "then grade again, and it goes on where it was."
            )
        if self.problems:
            raise Problem(
                f"{plural(self.problems, 'problem')} left: mend what is named above, then grade again."
            )

    def _waiting(self) -> int:
        with Gradebook(self.directory.db_url, self.directory.course_id) as book:
            return sum(
                waiting(standings(book, name), list(group))
                for name, group in groupby(self.handed_in, key=lambda each: each.assignment)
            )


@contextmanager
def open_batch(here: Path, wish: Wish) -> Iterator[Batch]:
    """Find out what there is to do in the course around ``here``; nobody else grades it meanwhile.

    Raises Problem, and WrongUse for names that nothing was handed in for.
    """
    begun = time.monotonic()
    if sys.platform == "win32":
        raise WrongUse("nbgrader grades on Linux and macOS only: use WSL, or another computer.")
    root = course_above(here)
    app = open_app(AutogradeApp, root)
    directory = app.coursedir
    root = Path(directory.root)
    records = GradingRecords(root)
    wanted = wanted_of(list(submissions(directory)), wish, root / directory.submitted_directory)
    records.prepare()
    with alone(root), usable(directory.db_url), _cluster(app, wish.scheduler) as cluster:
        planner = Planner(directory, records, wish.again, wish.pages)
        plan = _plan(planner, wanted)
        unchanged = len(wanted) - plan.problems - sum(task.grade for task in plan.tasks)
        jobs = wish.jobs or cores()
        batch = Batch(root, directory, wanted, plan.tasks, plan.lines, jobs, unchanged, begun, cluster)
        batch.problems, batch.remarked = plan.problems, plan.remarked
        yield batch


@contextmanager
def _cluster(app: Any, address: str | None) -> "Iterator[Cluster | None]":
    if address is None:
        yield None
        return
    if find_spec("distributed") is None:
        raise WrongUse("--scheduler needs Dask: pip install 'itilkit[dask]'.")
    from itilkit.grading.batch.cluster import open_cluster

    with open_cluster(address, app.coursedir, app.config) as cluster:
        yield cluster


@attrs.define
class _Plan:
    """The tasks, lines about what cannot be done and what still holds, and how many submissions are which."""

    tasks: list[GradingTask] = attrs.field(factory=list)
    lines: list[str] = attrs.field(factory=list)
    problems: int = 0
    remarked: int = 0


def _plan(planner: Planner, wanted: Sequence[Submission]) -> _Plan:
    directory = planner.directory
    lay_open(directory.db_url, directory.course_id)
    plan = _Plan()
    submitted = Path(directory.root) / directory.submitted_directory
    with Gradebook(directory.db_url, directory.course_id) as book:
        for name, group in groupby(wanted, key=lambda each: each.assignment):
            theirs = list(group)
            release = released(book, directory, name)
            if release is None:
                plan.problems += len(theirs)
                plan.lines.append(
                    f"{name}: the gradebook does not know this assignment, so "
                    f"{plural(len(theirs), 'submission')} cannot be graded: "
                    f"run nbgrader generate_assignment {name} first."
                )
                continue
            plan.lines += map(str, changed_in(book, directory, name))
            standing = standings(book, name)
            for each in theirs:
                link = link_above(each.folder, submitted)
                if link is not None:
                    plan.problems += 1
                    plan.lines.append(
                        f"{each.who}: {link.relative_to(directory.root)} is a link, and nothing of it was "
                        "read: put the folder itself in its place."
                    )
                    continue
                task = planner.task(each, release, standing.get(each.student))
                said = still_said(task, standing.get(each.student))
                plan.lines += said
                plan.remarked += bool(said)
                if task.idle:
                    continue
                if task.notebooks:
                    plan.tasks.append(task)
                    continue
                plan.problems += 1
                plan.lines.append(
                    f"{each.who}: no notebook lies in {directory.submitted_directory}/{each.student}/"
                    f"{each.assignment}, so there is nothing to grade: ask for it again."
                )
    return plan


def wanted_of(handed_in: Sequence[Submission], wish: Wish, folder: Path) -> list[Submission]:
    """Those of ``handed_in`` that are wished for; every name in the wish must be among them."""
    if not handed_in:
        raise WrongUse(f"{folder} holds no submissions: collect them first, with nbgrader collect.")
    for name in wish.assignments:
        if all(each.assignment != name for each in handed_in):
            known = ", ".join(sorted({each.assignment for each in handed_in}))
            raise WrongUse(f"Nobody handed in “{name}”: name one of {known}.")
    found = [each for each in handed_in if not wish.assignments or each.assignment in wish.assignments]
    for name in wish.students:
        if all(each.student != name for each in found):
            raise WrongUse(f"Nobody called “{name}” handed this in: name a folder that stands in {folder}.")
    return [each for each in found if not wish.students or each.student in wish.students]
