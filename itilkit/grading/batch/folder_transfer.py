"""Folders as values, to travel to another computer and back."""

import os
import shutil
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path

import attrs
from nbgrader.utils import rmtree

#: Where links lead that stand for something which is no plain file: to something that is there, or is not.
SOMEWHERE, NOWHERE = ".", "left-behind"


@attrs.frozen
class File:
    """A file: its ``path`` below the folder, what it holds, and its permissions.

    ``content`` is None for what is no plain file or cannot be read: an empty folder (``kind`` folder), a link
    or a device that leads somewhere (there), or a link that does not (nowhere). ``size`` is in bytes, and
    larger than the content of a file that was too large to take along.
    """

    path: str
    content: bytes | None
    mode: int = 0o644
    size: int = 0
    kind: str = "file"

    @property
    def is_cut(self) -> bool:
        """Whether it was too large to take along."""
        return self.content is not None and self.size > len(self.content)


def pack(folder: Path, *, largest: int | None = None, but: Sequence[str] = ()) -> tuple[File, ...]:
    """The files below ``folder``, none when there is no such folder.

    Of a file of more than ``largest`` bytes only the size is kept. Names in ``but`` are left out, with all
    that lies below them.
    """
    paths = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in but]
        empty = [name for name in folders if _is_whole(Path(place) / name)]
        paths += [Path(place) / name for name in [*files, *empty] if name not in but]
    return tuple(_file(folder, path, largest) for path in sorted(paths))


def _is_whole(folder: Path) -> bool:
    """Whether a folder is a thing of its own: a link, which is not followed, or one with nothing in it."""
    try:
        return folder.is_symlink() or not any(folder.iterdir())
    except OSError:
        return True


def _file(folder: Path, path: Path, largest: int | None) -> File:
    name = os.path.relpath(path, folder)
    try:
        found = path.lstat()
        if stat.S_ISDIR(found.st_mode):
            return File(name, None, kind="folder")
        if not stat.S_ISREG(found.st_mode):
            return File(name, None, kind="there" if path.exists() else "nowhere")
        mode = stat.S_IMODE(found.st_mode)
        if largest is not None and found.st_size > largest:
            return File(name, b"", mode, found.st_size)
        content = path.read_bytes()
    except OSError:
        return File(name, None, kind="there")
    return File(name, content, mode, len(content))


def unpack(files: Sequence[File], folder: Path) -> None:
    """Write ``files`` below ``folder``, which is made; raises ValueError for a path that leads out of it."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        parts = Path(file.path).parts
        if not parts or Path(file.path).is_absolute() or ".." in parts:
            raise ValueError(f"the path {file.path!r} leads out of its folder")
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.kind == "folder":
            path.mkdir()
        elif file.content is None:
            path.symlink_to(SOMEWHERE if file.kind == "there" else NOWHERE)
        else:
            path.write_bytes(file.content)
            if file.is_cut:
                os.truncate(path, file.size)
            path.chmod(file.mode)


def put(files: Sequence[File], folder: Path, aside: Path) -> None:
    """Let ``folder`` hold ``files`` and nothing else; without any it is taken away.

    They are written below ``aside`` first.
    """
    aside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=aside) as place:
        unpack(files, Path(place) / "new")
        if os.path.lexists(folder):
            rmtree(str(folder))
        if not files:
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(place) / "new", folder)
