"""One database engine per process and database.

nbgrader's `Gradebook` makes a new SQLAlchemy engine each time, nine times for a submission, and with each new
engine SQLAlchemy compiles the same statements again. nbgrader offers no setting for it; its module looks up
``create_engine`` by name, and this puts a remembering one there. Nothing else of it changes.
"""

import os
import threading
from typing import Any

import nbgrader.api
from sqlalchemy import create_engine

_engines: dict[tuple[object, ...], Any] = {}
_lock = threading.Lock()


def share_engine() -> None:
    """From now on, all gradebooks of this process that open the same database use one engine."""
    nbgrader.api.create_engine = _remembered


def _remembered(url: str, **options: Any) -> Any:
    # A forked process must not use its parent's connections, so each process has its own.
    key = (os.getpid(), str(url), tuple(sorted(options.items())))
    with _lock:
        if key not in _engines:
            _engines[key] = create_engine(url, **options)
        return _engines[key]
