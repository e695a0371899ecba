"""The tasks of a batch on a cluster: which one is sent next, and which are suspected of killing workers."""

from collections import deque
from queue import SimpleQueue
from typing import Any

import attrs

from itilkit.grading.batch.grading_tasks import GradingTask


@attrs.define
class ClusterQueue:
    """The tasks of a batch: those that wait, those under way by their futures, and a queue of ended futures.

    ``suspects`` had workers that died. Dask counts all that waits on a worker which dies, so each of them is
    tried once more, ``alone``, before it is held to be the cause.
    """

    waiting: deque[GradingTask]
    running: dict[Any, GradingTask] = attrs.field(factory=dict)
    ended: SimpleQueue[Any] = attrs.field(factory=SimpleQueue)
    suspects: deque[GradingTask] = attrs.field(factory=deque)
    alone: GradingTask | None = None

    def next(self, hands: int) -> GradingTask | None:
        """The next task to send when ``hands`` may be under way; None when there is none for now.

        No two of the same learner: nbgrader enters a learner when it grades them for the first time.
        """
        if any(task is self.alone for task in self.running.values()):
            return None
        if not self.waiting and not self.running and self.suspects:
            self.alone = self.suspects.popleft()
            return self.alone
        busy = {task.submission.student for task in self.running.values()}
        found = next((each for each in self.waiting if each.submission.student not in busy), None)
        if found is None or len(self.running) >= hands:
            return None
        self.waiting.remove(found)
        return found

    def suspect(self, task: GradingTask) -> bool:
        """Whether ``task``, whose workers died, gets another try."""
        if task is self.alone:
            return False
        self.suspects.append(task)
        return True
