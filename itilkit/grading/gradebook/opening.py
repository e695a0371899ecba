"""What keeps a gradebook from being used: looked for before it is opened, told in a sentence with its mend.

Whatever opens a gradebook for a person does it within `usable` or with `reading`. No sentence may advise what
loses marks: a gradebook that is only locked needs no copy put in its place.
"""

import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs
from nbgrader.api import Gradebook, InvalidEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from itilkit.ground.problem import FULL_DISK, Problem

#: Milliseconds that somebody waits for a locked file before they are told.
PATIENCE = 5_000
#: Where nbgrader writes the traceback of an error that it raises as well.
_log = logging.getLogger("tornado.application")
#: Characters of a database's own words that a sentence repeats.
LONGEST = 160


@attrs.frozen
class Trouble:
    """Why a gradebook cannot be used, and what mends it."""

    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what}: {self.mend}, then try again."

    def at(self, db_url: str, said: str = "") -> "Trouble":
        """The same of a certain gradebook, by its file or its server, without any password."""
        url = make_url(db_url)
        name = _file_of(url) or url.render_as_string(hide_password=True)
        return attrs.evolve(self, what=self.what.format(name=name, said=said))

    def problem(self, db_url: str, said: str = "") -> Problem:
        """The same, to be raised."""
        return Problem(str(self.at(db_url, said)))


LOCKED = Trouble(
    "The gradebook {name} is locked by another program", "wait until that has ended, or close it"
)
FULL = Trouble("The disk that holds the gradebook {name} is full", "make room on it")
READ_ONLY = Trouble(
    "The gradebook {name} can be read, but not written",
    "see that its disk can be written, and that you may write to it and to its folder",
)
CLOSED = Trouble("The gradebook {name} cannot be opened", "see that you may read and write it and its folder")
FAULTY_DISK = Trouble(
    "The gradebook {name} cannot be read from its disk or written to it",
    "see whether that disk is full or faulty",
)
DAMAGED = Trouble(
    "The gradebook {name} is damaged, or is none",
    "keep it for whoever can mend it, and put your last copy in its place",
)
MISSING = Trouble(
    "There is no gradebook at {name}",
    "put your last copy there, or, if there never was one, make an assignment ready with itilkit teach or "
    "nbgrader generate_assignment",
)
LOST = Trouble(
    "There is no gradebook at {name}, though this class was graded",
    "put your last copy there, or take the folder autograded away to begin with an empty one",
)
EMPTY = Trouble(
    "The gradebook {name} is empty",
    "put your last copy in its place, or, if nothing was ever in it, take it away and make an assignment "
    "ready with itilkit teach or nbgrader generate_assignment",
)
ANOTHER = Trouble(
    "{name} is a database, but no gradebook",
    "put your last copy in its place, or mend the setting db_url",
)
OLDER = Trouble(
    "The gradebook {name} was made by an older nbgrader", "keep a copy of it and run nbgrader db upgrade"
)
NEWER = Trouble(
    "The gradebook {name} was made by a newer nbgrader than the {said} that is installed here",
    "install that one, and leave the gradebook as it is",
)
NO_DRIVER = Trouble(
    "The gradebook {name} cannot be opened without the driver of its database",
    "install that beside itilkit; for PostgreSQL, pip install 'itilkit[postgresql]'",
)
AWAY = Trouble(
    "The gradebook {name} cannot be reached ({said})", "see that its server runs, or mend the setting db_url"
)
NO_URL = Trouble("The setting db_url cannot be used ({said})", "mend it in nbgrader_config.py")
#: What SQLite and the system say, in part, and what it means.
SIGNS = {
    "is locked": LOCKED,
    "locking protocol": LOCKED,
    "disk is full": FULL,
    "no space left": FULL,
    "readonly database": READ_ONLY,
    "unable to open": CLOSED,
    "disk i/o error": FAULTY_DISK,
    "not a database": DAMAGED,
    "malformed": DAMAGED,
}
#: The words of an error of SQLite's, or of one for want of room, in a traceback.
RAISED = re.compile(r"(?:\(sqlite3\.\w+\)|\bOSError: \[Errno \d+\]) (.*)")


# what was said, and what it means ------------------------------------------------------------------


def trouble_of(db_url: str, error: BaseException | None) -> Trouble | None:
    """What ``error`` says about the gradebook at ``db_url``; None when it says nothing about it."""
    error = cause_of(error)
    if isinstance(error, OSError):
        return FULL.at(db_url) if error.errno in FULL_DISK else None
    if isinstance(error, DBAPIError) and of_sqlite(error):
        meant = _meaning(str(error.orig))
        return meant and meant.at(db_url)
    return AWAY.at(db_url, words_of(error)) if error is not None and is_lost(error) else None


def cause_of(error: BaseException | None) -> BaseException | None:
    """The error itself, where nbgrader tells of it as of an entry that is not valid."""
    return error.__context__ if isinstance(error, InvalidEntry) else error


def trouble_in(db_url: str, log: str) -> Trouble | None:
    """The same of what a program of nbgrader's printed, tracebacks and all."""
    meant = next(filter(None, map(_meaning, RAISED.findall(log))), None)
    return meant and meant.at(db_url)


def require_done(done: Mapping[str, Any], what: str, db_url: str) -> None:
    """Raise Problem unless a step of nbgrader's API succeeded: what is the matter with the gradebook, or
    ``what`` did not succeed, with nbgrader's own reason.
    """
    if done["success"]:
        return
    log = f"{done.get('log') or ''}\n{done.get('error') or ''}".strip()
    reason = log.splitlines()[-1].strip() if log else "nbgrader gives no reason"
    raise Problem(str(trouble_in(db_url, log) or f"{what}: {reason}"))


def _meaning(said: str) -> Trouble | None:
    return next((trouble for sign, trouble in SIGNS.items() if sign in said.lower()), None)


def is_lost(error: BaseException | None) -> bool:
    """Whether ``error`` says that a database server cannot be reached or cannot go on."""
    if not isinstance(error, DBAPIError) or of_sqlite(error):
        return False
    return error.connection_invalidated or isinstance(error, OperationalError)


def of_sqlite(error: DBAPIError) -> bool:
    """Whether ``error`` comes from SQLite, which has no server and waits by itself."""
    return type(error.orig).__module__.startswith("sqlite3")


def words_of(error: BaseException) -> str:
    """What a database says of its trouble, on one line."""
    said = getattr(error, "orig", None) or error
    words = " ".join(f"{type(said).__name__}: {said}".split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


# opening -------------------------------------------------------------------------------------------


@contextmanager
def usable(db_url: str, *, missing: Trouble | None = MISSING, writing: bool = True) -> Iterator[None]:
    """Within this, what keeps the gradebook at ``db_url`` from being used raises Problem, in one sentence.

    It is looked for at once, so that nothing is begun in vain. ``missing`` is what is said of one that is not
    there; None when nbgrader may make it.
    """
    with _told(db_url):
        examine(db_url, missing=missing, writing=writing)
        _log.addFilter(_is_news)
        try:
            yield
        finally:
            _log.removeFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line of nbgrader's is no traceback of an error that it raises as well."""
    return "Rolling back session" not in str(record.msg)


@contextmanager
def reading(db_url: str) -> Iterator[Gradebook]:
    """The gradebook at ``db_url``, to read in: nothing is made, entered or upgraded. Raises Problem."""
    with usable(db_url, writing=False), _Read(db_url) as book:
        yield book


class _Read(Gradebook):  # type: ignore[misc]  # nbgrader brings no types
    """A gradebook that does not enter a course by being opened."""

    def check_course(self, course_id: str = "") -> None:
        """Nothing to do for a reader."""


@contextmanager
def _told(db_url: str) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, InvalidEntry) as error:
        trouble = trouble_of(db_url, error)
        if trouble is None:
            raise
        raise Problem(str(trouble)) from None


def examine(
    db_url: str, *, missing: Trouble | None = MISSING, writing: bool = True, whole: bool = False
) -> bool:
    """Whether there is a gradebook at ``db_url``; raises Problem when it cannot be used.

    ``whole`` reads all of a file. nbgrader itself would make an empty gradebook of a missing file, and
    tables of its own in any other database.
    """
    try:
        url = make_url(db_url)
        engine = create_engine(url)
    except ArgumentError as error:
        raise Problem(str(NO_URL).format(said=words_of(error))) from None
    except ImportError:
        raise NO_DRIVER.problem(db_url) from None
    path = _file_of(url)
    if path is not None and not _is_there(path, db_url, missing):
        return False
    try:
        with _told(db_url), engine.connect() as connection:
            if path is not None:
                _try_file(connection, db_url, whole=whole)
            there = _check_tables(connection, db_url, EMPTY if path is not None else missing)
            if path is not None and writing:
                _try_writing(connection, path, db_url)
            return there
    finally:
        engine.dispose()


def _file_of(url: URL) -> Path | None:
    """The file of a gradebook; None for one on a server."""
    is_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    return Path(str(url.database)) if is_file and "uri" not in url.query else None


def _is_there(path: Path, db_url: str, missing: Trouble | None) -> bool:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        if missing is not None:
            raise missing.problem(db_url) from None
        return False
    except OSError:
        raise CLOSED.problem(db_url) from None
    if not size:
        raise EMPTY.problem(db_url)
    return True


def _try_file(connection: Connection, db_url: str, *, whole: bool) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE}")
    if whole and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise DAMAGED.problem(db_url)


def _check_tables(connection: Connection, db_url: str, empty: Trouble | None) -> bool:
    """Whether there are tables; raises Problem unless they are those of the nbgrader that is here."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        if empty is not None:
            raise empty.problem(db_url)
        return False
    if "alembic_version" not in tables:
        # nbgrader had no versions of its tables at first
        raise (OLDER if {"assignment", "student", "grade"} <= tables else ANOTHER).problem(db_url)
    found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    known = _revisions()
    if found not in known:
        raise NEWER.problem(db_url, version("nbgrader"))
    if found in known.values():
        raise OLDER.problem(db_url)
    return True


def _revisions() -> dict[str, str]:
    """The versions of nbgrader's tables, each with the one before it; nothing comes after the newest.

    They are read from nbgrader's own files, since importing alembic takes longer than most commands.
    """
    found = {}
    for file in Path(ALEMBIC_DIR, "versions").glob("*.py"):
        lines = re.findall(r"^(\w*revision)\s*=\s*['\"](\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
        named = dict(lines)
        found[named["revision"]] = named.get("down_revision", "")
    return found


def _try_writing(connection: Connection, path: Path, db_url: str) -> None:
    connection.rollback()
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    connection.rollback()
    # SQLite writes a second file beside it, and would find this out with the first mark
    if not os.access(path.parent, os.W_OK):
        raise READ_ONLY.problem(db_url)


__all__ = [
    "LOST",
    "MISSING",
    "Trouble",
    "cause_of",
    "examine",
    "is_lost",
    "of_sqlite",
    "reading",
    "trouble_in",
    "trouble_of",
    "usable",
    "words_of",
]
