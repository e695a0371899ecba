"""Files that somebody handed in, read as far as they are files: no link is followed, no device waited for."""

import errno
import os
import stat
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

TIMESTAMP = "timestamp.txt"
#: Bytes of a file that holds a time; nbgrader writes some thirty.
LONGEST_TIME = 300


def read_plain(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a regular file, and one more where there are more.

    Raises OSError for anything else, as for a file that cannot be read.
    """
    # O_NOFOLLOW and O_NONBLOCK: whatever takes the file's place meanwhile cannot lead away or block.

    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "no regular file", os.fspath(path))
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "no regular file", os.fspath(path))
        return file.read(most + 1)


def read_time(folder: Path) -> datetime | None:
    """When the submission in ``folder`` was handed in, as its time stamp says; None when it has none.

    Raises ValueError for a stamp that is no date, or no file of a date's size.
    """
    path = folder / TIMESTAMP
    if not os.path.lexists(path):
        return None
    try:
        said = read_plain(path, LONGEST_TIME).decode()
        if len(said) <= LONGEST_TIME:
            return parse_utc(said.strip()) if said.strip() else None
    except (OSError, ValueError, OverflowError, AttributeError):
        pass  # the last of them is how nbgrader's own reading fails on a time that it cannot read
    raise ValueError(f"{path} holds no date")


def link_above(folder: Path, top: Path) -> Path | None:
    """The link that ``folder`` is, or in which it lies below ``top``; None when no link leads to it."""
    places = [folder, *folder.parents]
    below = places[: places.index(top)] if top in places else places[:1]
    return next((place for place in below if place.is_symlink()), None)
