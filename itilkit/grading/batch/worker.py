"""A worker process: it is sent tasks through a pipe, does one after another, and sends back the outcomes."""

import multiprocessing
import os
import signal
import threading
import warnings
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from itilkit.grading.batch.grader import Grader
from itilkit.grading.batch.grading_record import GradingRecords
from itilkit.grading.gradebook.connection import keep_open

#: Milliseconds that a writer waits for the others on one SQLite file; SQLite's own five seconds are few for
#: many cores and a slow disk.
PATIENCE = 120_000


def work(pipe: Connection, root: Path, *, loud: bool) -> None:
    """Grade what comes through ``pipe`` until None comes, or nobody is there any more."""
    _settle(root, loud=loud)
    grader, records = Grader(root), GradingRecords(root)
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        if task is None:
            return
        whose = task.submission.assignment, task.submission.student
        records.set_aside(*whose, None if task.grade else task.record)
        outcome = grader.do(task)
        if outcome.record is not None:
            records.write(*whose, outcome.record)
        pipe.send(outcome)


def _settle(root: Path, *, loud: bool) -> None:
    # Ctrl+C goes to every process of a terminal; what it means is decided by the one that gave out the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    warnings.simplefilter("ignore")
    if not loud:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
    os.chdir(root)
    keep_open()
    event.listen(Engine, "connect", _be_patient)


def _end_with_parent() -> None:
    """End at once when the process that gives out the work is gone: another may already go on with it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _be_patient(connection: Any, _: object) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")
