"""Short marks of things that can change: two are equal when the things are."""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from itilkit.grading.cells.submitted import LARGEST_FILE

#: Bytes read at a time: files of any size take no more memory than this.
CHUNK = 1 << 20


def mark_of(thing: object) -> str:
    """The mark of a value made of tuples, texts, numbers and None."""
    return hashlib.sha256(repr(thing).encode("utf-8", errors="backslashreplace")).hexdigest()


def mark_of_folder(folder: Path) -> str:
    """The mark of all that lies below ``folder``: names and content, whenever and wherever it was written."""
    places = ((place, [*folders, *files]) for place, folders, files in os.walk(folder))
    return mark_of_files(folder, (Path(place) / name for place, names in places for name in names))


def mark_of_files(folder: Path, paths: Iterable[Path]) -> str:
    """The mark of files below ``folder`` by their names and what they hold. Links are not followed."""
    return mark_of(sorted((os.path.relpath(path, folder), _content(path)) for path in paths))


def _content(path: Path) -> str:
    try:
        found = path.lstat()
        mode = found.st_mode
        if stat.S_ISLNK(mode):
            return f"link to {os.readlink(path)}"  # noqa: PTH115 - as it stands, which may be no path
        if not stat.S_ISREG(mode):
            return "folder" if stat.S_ISDIR(mode) else "device"
        if found.st_size > LARGEST_FILE:  # no part of a grade, and a file with holes has no end
            return f"huge ({found.st_size}, {found.st_mtime_ns})"
        read = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                read.update(chunk)
        return read.hexdigest()
    except OSError as error:
        return f"unreadable ({error.errno})"
