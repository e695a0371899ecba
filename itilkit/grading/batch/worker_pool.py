"""A crew of worker processes: each has one task at a time, and the loss of one costs little.

`concurrent.futures` gives up a whole pool when one of its processes dies, and does not say which task it
had. Here every worker has a pipe of its own, so it is known.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import attrs

from itilkit.grading.batch.grader import GradingOutcome, failed
from itilkit.grading.batch.grading_tasks import GradingTask

#: How often a task is tried whose worker dies.
TRIES = 2
#: Seconds that a worker gets to end by itself when the work is done.
FAREWELL = 5.0


@attrs.define(eq=False)
class Worker:
    """A process, the pipe to it, the task that it has, and how often that one was tried."""

    process: BaseProcess
    pipe: Connection
    task: GradingTask | None = None
    tries: int = 0

    def give(self, task: GradingTask, tries: int) -> None:
        """Hand over a task. A worker that is dead already is found out when its answer is waited for."""
        self.task, self.tries = task, tries
        try:
            self.pipe.send(task)
        except OSError:
            return

    def take(self) -> GradingOutcome | None:
        """The outcome of its task; None when the worker died over it."""
        try:
            outcome: GradingOutcome = self.pipe.recv()
        except (EOFError, OSError):
            return None
        self.task = None
        return outcome

    def leave(self, *, now: bool) -> None:
        """End the process: when it is free, or ``now``."""
        try:
            self.pipe.send(None)
        except OSError:
            now = True
        if now:
            self.process.kill()
        self.process.join(FAREWELL)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()


def work_through(
    tasks: Sequence[GradingTask], root: Path, size: int, *, loud: bool = False
) -> Generator[GradingOutcome, None, None]:
    """Do ``tasks`` with at most ``size`` workers; yields each outcome when it is there.

    With ``loud``, what the workers print is not swallowed. Ends all workers when it is closed early.
    """
    waiting = deque((task, 1) for task in tasks)
    crew: list[Worker] = []
    try:
        while waiting or any(worker.task for worker in crew):
            _hand_out(waiting, crew, root, size, loud=loud)
            for worker in _answering(crew):
                task, outcome = worker.task, worker.take()
                if outcome is not None:
                    yield outcome
                    continue
                crew.remove(worker)
                worker.leave(now=True)
                if task is not None and worker.tries < TRIES:
                    # It may have died of something that passes, such as want of memory: so at the end again.
                    waiting.append((task, worker.tries + 1))
                elif task is not None:
                    yield failed(task, f"the process that graded it {_end(worker.process)}, and again")
    except BaseException:
        for worker in crew:
            worker.process.kill()
        raise
    finally:
        for worker in crew:
            worker.leave(now=False)


def _hand_out(
    waiting: deque[tuple[GradingTask, int]], crew: list[Worker], root: Path, size: int, *, loud: bool
) -> None:
    """Give every free worker a task, and hire while there is something to do.

    No two have work of the same learner: nbgrader enters a learner when it grades them for the first time.
    """
    while waiting:
        busy = {worker.task.submission.student for worker in crew if worker.task is not None}
        found = next((each for each in waiting if each[0].submission.student not in busy), None)
        free = next((worker for worker in crew if worker.task is None), None)
        if found is None or (free is None and len(crew) >= size):
            return
        if free is None:
            free = _hire(root, loud=loud)
            crew.append(free)
        waiting.remove(found)
        free.give(*found)


def _answering(crew: Sequence[Worker]) -> list[Worker]:
    ready = set(wait([worker.pipe for worker in crew]))
    return [worker for worker in crew if worker.pipe in ready]


def _hire(root: Path, *, loud: bool) -> Worker:
    from itilkit.grading.batch.worker import work

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["itilkit.grading.batch.preloaded"])
    here, there = context.Pipe()
    process = context.Process(target=work, args=(there, root), kwargs={"loud": loud}, daemon=True)
    process.start()
    there.close()
    return Worker(process, here)


def _end(process: BaseProcess) -> str:
    code = process.exitcode or 0
    if code == -signal.SIGKILL:
        return "was killed, often for want of memory"
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended by itself ({code})"


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
