"""What stops the command: one plain sentence, and the exit code that belongs to it."""

from pathlib import Path


class Problem(Exception):  # noqa: N818 - it is named after the situation, as everywhere in the kit
    """The work falls short; the message is one sentence: where, what, what next. Exit code 1."""

    exit_code = 1


class WrongUse(Problem):
    """What was asked for cannot be done this way, and asking otherwise helps. Exit code 2."""

    exit_code = 2


def cannot_use(path: Path, error: OSError) -> WrongUse:
    """The problem for a file or folder that the system refuses to read or write."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return WrongUse(f"{path} is not a folder, or lies in something that is not: name another folder.")
    reason = (error.strerror or str(error)).rstrip(".").lower()
    return WrongUse(f"{path} cannot be used ({reason}): choose another folder, or mend its permissions.")
