"""Handing in and collecting over an exchange in which everybody can write.

Handing in: nbgrader opens a submission to everybody who knows its name, and hides the name. Here it is open
to its author and to the class alone (learner/nbgrader_config.py asks for that).

Collecting: nbgrader takes a submission's author from the name of its folder, which anybody can choose, and
warns when the folder belongs to somebody else. It also follows links, with the eyes of the account that
collects: a link to the solutions would hand in the solutions. Here only regular files count that belong to
the very account whose submission they are. What cannot be collected is left out with a sentence and stops
nothing (course/exchange_settings.py asks for that). The time of a submission is its author's word as well,
and they may change it after they handed it in; the system remembers when something was last changed, and
whoever collects reads of it.
"""

import os
import pwd
import secrets
import shutil
import stat
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default.collect import ExchangeCollect
from nbgrader.exchange.default.submit import ExchangeSubmit
from nbgrader.utils import parse_utc

#: Stands for the author of what is not collected; no account can have this name.
NOBODY = "/"
#: What is written beside the notebooks; a folder of such a name is left out.
OWN_FILES = ("timestamp.txt", "submission_secret.txt")
#: Handing in takes moments. What was changed later than this after the time that a submission claims is told.
MOMENTS = timedelta(minutes=5)


def account_of(name: str) -> int | None:
    """The number of the Unix account ``name``, or None where there is none."""
    try:
        return pwd.getpwnam(name).pw_uid
    except KeyError:
        return None


class SubmitOwn(ExchangeSubmit):
    """nbgrader's handing in, for the eyes of the class alone."""

    def copy_files(self) -> None:
        """Hand in. The folder has the group of the class, since inbound/ gives it on; others stay outside."""
        super().copy_files()
        (Path(self.inbound_path) / self.assignment_filename).chmod(0o750)


class CollectOwn(ExchangeCollect):
    """nbgrader's collection, of what belongs to its author."""

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """A submission by the name of its folder; NOBODY's when the name or the owner is wrong."""
        name = Path(path).name
        try:
            record: dict[str, Any] = super()._path_to_record(path)
            found = os.lstat(path)
        except (ExchangeError, ValueError, OverflowError, OSError) as error:
            return self._left_out(name, f"it cannot be read ({error})")
        if record["timestamp"] is None:
            return self._left_out(name, "its name holds no time")
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account_of(record["username"]):
            return self._left_out(name, f"it does not belong to {record['username']}")
        return record

    def _left_out(self, name: str, reason: str) -> dict[str, Any]:
        self.log.warning("Not collected: %s, since %s.", name, reason)
        return {"username": NOBODY, "filename": name, "timestamp": datetime.now(UTC).replace(tzinfo=None)}

    def init_src(self) -> None:
        """The newest submission of each author."""
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"] != NOBODY]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:  # noqa: ARG002 - nbgrader's signature
        """Copy the author's own regular files. What cannot be copied is left out, and stops nobody else."""
        source, target = Path(src), Path(dest)
        try:
            self._copy(source, target)
        except OSError as error:
            shutil.rmtree(target, ignore_errors=True)
            self.log.warning(
                "Not collected: %s, since it cannot be copied (%s).", source.name, error.strerror
            )

    def _copy(self, source: Path, target: Path) -> None:
        """Each file is opened once and judged as opened, so that nobody can put a link in its place."""
        author, _, claimed, *_ = source.name.split("+")
        owner, most = account_of(author), 1000 * self.coursedir.max_file_size
        changed = 0.0
        for here, folders, files, place in os.fwalk(source, follow_symlinks=False):
            folders[:] = [name for name in folders if not self._ignored(name) and name not in OWN_FILES]
            into = target / os.path.relpath(here, source)
            into.mkdir(parents=True, exist_ok=True)
            changed = max(changed, os.fstat(place).st_ctime)
            for name in files:
                if not self._ignored(name):
                    changed = max(changed, copy_file(place, name, into / name, owner=owner, most=most))
        self._look_again(source.name, claimed, datetime.fromtimestamp(changed, UTC))
        # Written anew, since a missing or unreadable one would stop nbgrader's next step for everybody.
        (target / "timestamp.txt").write_text(claimed, encoding="utf-8")
        secret = target / "submission_secret.txt"
        if not secret.is_file():
            secret.write_text(secrets.token_hex(64), encoding="utf-8")

    def _look_again(self, name: str, claimed: str, changed: datetime) -> None:
        if changed.replace(tzinfo=None) - parse_utc(claimed) > MOMENTS:
            said = "Look again: %s was changed after the time that it claims, last on %s UTC."
            self.log.warning(said, name, f"{changed:%Y-%m-%d at %H:%M}")

    def _ignored(self, name: str) -> bool:
        return any(fnmatch(name, pattern) for pattern in self.coursedir.ignore)


def copy_file(folder: int, name: str, target: Path, *, owner: int | None, most: float) -> float:
    """Copy a regular file of ``owner``, of at most ``most`` bytes, from an open folder; nothing else.

    Returns when the system last saw it changed, in seconds since 1970; 0 for what is not copied.
    """
    try:
        number = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError:
        return 0.0  # a link, or gone, or not to be read
    with os.fdopen(number, "rb") as file:
        found = os.fstat(number)
        if stat.S_ISREG(found.st_mode) and found.st_uid == owner and found.st_size <= most:
            with target.open("wb") as copy:
                shutil.copyfileobj(file, copy)
            return found.st_ctime
    return 0.0
