"""What stops the command: one plain sentence, and the exit code that belongs to it."""

import errno
from pathlib import Path

#: What a system says when there is no room for what is to be written.
FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Problem(Exception):  # noqa: N818 - it is named after the situation, as everywhere in the kit
    """The work falls short; the message is one sentence: where, what, what next. Exit code 1."""

    exit_code = 1


class WrongUse(Problem):
    """What was asked for cannot be done this way, and asking otherwise helps. Exit code 2."""

    exit_code = 2


def cannot_use(path: Path | None, error: OSError) -> Problem:
    """The problem for a file or folder that the system refuses to read or write; None: nobody knows which."""
    if error.errno in FULL_DISK:
        disk = "A disk" if path is None else f"The disk that holds {path}"
        return Problem(f"{disk} is full: make room on it, then try again.")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return WrongUse(f"{path} is not a folder, or lies in something that is not: name another folder.")
    reason = (error.strerror or str(error)).rstrip(".").lower()
    return WrongUse(f"{path} cannot be used ({reason}): choose another folder, or mend its permissions.")
