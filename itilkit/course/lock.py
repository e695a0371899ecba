"""One command at a time in a course: what takes work in and what grades it do not run at once."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from itilkit.ground.problem import Problem, cannot_use

LOCK = Path(".itilkit") / "lock"
#: Seconds between two looks whether the other has ended.
_PAUSE = 0.1


@contextmanager
def alone(root: Path, *, patience: float = 0) -> Iterator[None]:
    """Nobody else takes in or grades work in the course ``root`` meanwhile; a process that dies lets go.

    Waits up to ``patience`` seconds for another to end; then raises Problem.
    """
    path = root / LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except OSError as error:
        raise cannot_use(path, error) from None
    with file:
        until = time.monotonic() + patience
        while not _is_mine(file, path):
            if time.monotonic() >= until:
                raise Problem(
                    f"Another itilkit take or grade is at work in {root}: wait until that has ended, then "
                    "do this again."
                )
            time.sleep(_PAUSE)
        yield


def _is_mine(file: IO[Any], path: Path) -> bool:
    """Whether the file is locked for this process now; closing it lets go."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise cannot_use(path, error) from None
    return True
