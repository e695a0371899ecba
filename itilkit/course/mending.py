"""Notebooks that were cut off while they were saved, brought back from the copy that was kept beside them.

Jupyter saves in place: it copies ``name.ipynb`` to ``.~name.ipynb``, writes the new text over the old one,
and removes the copy (jupyter_server, ``services/contents/fileio.py``). Where it is killed in between, half a
notebook is left, and beside it, whole, the one that was saved last.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import attrs

from itilkit.course.files import FOLDERS
from itilkit.ground.problem import cannot_use
from itilkit.ground.writing import write_atomically

#: Seconds for which a file that cannot be read must have been left alone: a save that is still under way is
#: no accident.
PATIENCE = 2.0
#: What stands before the name of Jupyter's copy.
COPY = ".~"


@attrs.frozen
class Mended:
    """A notebook that was brought back, and where the spoilt one is kept; paths as seen from the course."""

    notebook: Path
    spoilt: Path

    def __str__(self) -> str:
        return (
            f"{self.notebook.as_posix()} was cut off while it was saved, so it is back as it was saved "
            f"before; the spoilt one is kept beside it as {self.spoilt.name}."
        )


def mend(root: Path, *, patience: float = PATIENCE) -> list[Mended]:
    """Bring back every notebook in the course folder ``root`` that cannot be read while its copy can.

    Nothing else is touched. ``patience`` is how many seconds such a file must have been left alone; it is
    waited for. Raises WrongUse for a file that the system refuses to read or write.
    """
    root = root.resolve()
    mended = []
    for notebook in _notebooks(root):
        copy = notebook.with_name(f"{COPY}{notebook.name}")
        try:
            if not _is_cut_off(notebook, copy, patience):
                continue
            spoilt = _keep_beside(notebook)
            # from here to there in one step: killed before it, all of this is done again
            copy.replace(notebook)
        except OSError as error:
            raise cannot_use(Path(error.filename or notebook), error) from None
        mended.append(Mended(notebook.relative_to(root), spoilt.relative_to(root)))
    return mended


def _notebooks(root: Path) -> Iterator[Path]:
    """The notebooks in the course folder itself and below its own folders, without hidden ones and links."""
    places = [root, *(folder for name in FOLDERS for folder in _folders(root / name))]
    for place in places:
        with suppress(OSError):
            for path in sorted(place.glob("*.ipynb")):
                if not path.name.startswith(".") and path.is_file() and not path.is_symlink():
                    yield path


def _folders(folder: Path) -> Iterator[Path]:
    """``folder`` and those below it, without hidden ones."""
    for path, inside, _ in os.walk(folder):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        yield Path(path)


def _is_cut_off(notebook: Path, copy: Path, patience: float) -> bool:
    """Whether ``notebook`` cannot be read, stays so, and its ``copy`` can."""
    if not copy.is_file() or _is_readable(notebook):
        return False
    age = time.time() - notebook.stat().st_mtime
    if 0 <= age < patience:
        time.sleep(patience - age)
        if time.time() - notebook.stat().st_mtime < patience:
            return False  # somebody is writing it right now
    return not _is_readable(notebook) and _is_readable(copy)


def _is_readable(path: Path) -> bool:
    """Whether the file holds a whole notebook, as far as Jupyter needs to open it. Raises OSError."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and isinstance(data.get("nbformat"), int)


def _keep_beside(notebook: Path) -> Path:
    """Lay the spoilt content of ``notebook`` beside it, under a name of its own."""
    content = notebook.read_bytes()
    number = 1
    while True:
        mark = "spoilt" if number == 1 else f"spoilt-{number}"
        beside = notebook.with_name(f"{notebook.stem}.{mark}.ipynb")
        if not (beside.exists() or beside.is_symlink()):
            write_atomically(beside, content)
            return beside
        if beside.is_file() and beside.read_bytes() == content:
            return beside
        number += 1
