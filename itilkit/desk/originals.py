"""Originals of returned files, kept in the course folder as they came, under names that harm nobody."""

import hashlib
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from itilkit.desk.names import SAFE_ID
from itilkit.desk.returned import ReturnedFate, ReturnedFile
from itilkit.desk.unpacking import Piece, Refusal, digest_of

#: Where originals are kept, below the course folder.
RETURNED = "returned"
#: Bytes of a file's name. File systems take 255, and a copy in the making has a longer name.
LONGEST = 200
#: Endings of files that keep their names. Python, Jupyter, pytest and git read others where they stand.
DOCUMENTS = (
    *(".ipynb", ".zip", ".txt", ".pdf", ".htm", ".html", ".doc", ".docx", ".odt", ".rtf"),
    *(".xls", ".xlsx", ".ods", ".png", ".jpg", ".jpeg", ".gif"),
)


def keep(root: Path, path: Path, found: Sequence[Piece | Refusal], rows: Iterable[ReturnedFile]) -> Path:
    """Copy an original into the folder of returned files, under a name that its content decides.

    Beside it lie, unpacked, the files that did not go in.
    """
    if path.resolve().is_relative_to(root.resolve() / RETURNED):
        return path
    pieces = [each for each in found if isinstance(each, Piece)]
    marks = [digest_of(path)] if path.is_file() else sorted(f"{each.path}{each.digest}" for each in pieces)
    mark = _mark("\n".join(marks))
    home = root / RETURNED / f"{_safe(path.stem if path.is_file() else path.name)}-{mark}"
    if path.is_file():
        _copy(path, home / _kept(path.name))
    else:
        for file in sorted(path.rglob("*")):
            if file.is_file() and not file.is_symlink():
                *folders, name = file.relative_to(path).parts
                _copy(file, _free((home / "files").joinpath(*map(_safe, folders)), name, digest_of(file)))
    own = {id(each) for each in pieces}
    for row in rows:
        if row.piece is not None and id(row.piece) in own and row.piece.archive:
            folder = {ReturnedFate.DOUBTFUL: "doubtful", ReturnedFate.OLDER: "earlier"}.get(row.fate)
            if folder:
                name = "__".join(map(_safe, row.piece.path.parts[1:]))
                _copy(row.piece.file, _free(home / folder, name, row.piece.digest))
    return home


def keep_before(root: Path, name: str, file: Path) -> None:
    """Copy a submission that came another way, before it is replaced; ``name`` is the record's for it."""
    student, _, notebook = name.split("/", 2)
    _copy(file, root / RETURNED / "before" / student / f"{notebook}-{digest_of(file)[:8]}.ipynb")


def _free(folder: Path, name: str, digest: str) -> Path:
    """A place for an original in a folder, under its name; told apart by its content where it must be."""
    name = _kept(name)
    target = folder / name
    if target.exists() and digest_of(target) != digest:
        return folder / f"{digest[:8]}-{name}"
    return target


def _kept(name: str) -> str:
    """The name under which an original is kept: one that no program takes for its settings or for code."""
    safe = _safe(name)
    return safe if PurePosixPath(safe).suffix.lower() in DOCUMENTS else f"{safe}.txt"


def _safe(name: str) -> str:
    """A file's name without signs that some file system refuses, and no longer than any of them takes."""
    if SAFE_ID.fullmatch(name):
        return name
    # A name that is not Unicode has halves of signs in it.
    whole = name.encode("utf-8", "backslashreplace").decode("utf-8")
    clean = re.sub(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*]+', "-", whole).lstrip(".").rstrip(". ") or "file"
    if len(clean.encode()) <= LONGEST:
        return clean
    # What is cut off could be all that tells two names apart.
    end = f"-{_mark(name)}{PurePosixPath(clean).suffix[:10]}"
    return clean.encode()[: LONGEST - len(end.encode())].decode("utf-8", "ignore") + end


def _mark(text: str) -> str:
    """Eight signs that tell a text from others."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and digest_of(target) == digest_of(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    part.replace(target)
