"""Bringing the course to a learner's folder without ever overwriting what the learner did.

A record in the folder keeps, for every file, the fingerprint of what was delivered. A file that still
has that fingerprint is untouched and may be replaced by a newer edition. Every other file is the learner's:
it stays, and a newer edition is laid beside it, once. Without a readable record nothing counts as untouched.
"""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

import attrs

from itilkit.course.files import FOLDERS, SOLUTIONS, Course, clone_above, solutions_for, visible_files
from itilkit.ground.problem import WrongUse, cannot_use
from itilkit.ground.writing import write_atomically
from itilkit.progress.course_folder import PRIVATE, RECORD

SCHEMA = 1


class DeliveryFate(StrEnum):
    """What became of one file of the course."""

    LAID = "laid"
    REFRESHED = "refreshed"
    CURRENT = "current"
    KEPT = "kept"
    BESIDE = "beside"


@attrs.frozen
class DeliveryStep:
    """One file's way: its path below the learner's folder, and the newer version's when it lies beside."""

    path: PurePosixPath
    fate: DeliveryFate
    beside: PurePosixPath | None = None


@attrs.frozen
class Delivery:
    """What a delivery did, file by file; ``record_lost`` says that an older record could not be read.

    ``solutions`` says whether the kit's own corner of the folder holds the solutions now.
    """

    root: Path
    steps: tuple[DeliveryStep, ...]
    record_lost: bool
    solutions: bool = False

    def count(self, fate: DeliveryFate) -> int:
        """How many files had this fate."""
        return sum(step.fate is fate for step in self.steps)


@attrs.define
class DeliveredFile:
    """What the record knows of one file: fingerprints of what was delivered and what was laid beside it."""

    delivered: str | None = None
    offered: str | None = None


@attrs.define
class DeliveryRecord:
    """What was delivered into a folder so far, kept in the folder ``.itilkit``."""

    path: Path
    entries: dict[str, DeliveredFile] = attrs.Factory(dict)
    lost: bool = False

    @classmethod
    def read(cls, root: Path, name: str = RECORD) -> "DeliveryRecord":
        """The record ``name`` of the folder ``root``; an unreadable one counts as empty, ``lost`` says so."""
        path = root / name
        try:
            entries = _entries(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return cls(path)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls(path, lost=True)
        return cls(path, entries)

    def write(self, version: str) -> None:
        """Save the record, and which version of the kit delivered last. Raises OSError."""
        data = {
            "schema": SCHEMA,
            "itilkit": version,
            "files": {name: attrs.asdict(entry) for name, entry in sorted(self.entries.items())},
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False)
        write_atomically(self.path, (text + "\n").encode("utf-8"))


def _entries(data: Any) -> dict[str, DeliveredFile]:
    """The entries of a record's JSON; raises for anything that this module did not write."""
    if data["schema"] != SCHEMA:
        raise ValueError(data["schema"])
    entries = {name: DeliveredFile(**entry) for name, entry in data["files"].items()}
    for entry in entries.values():
        for fingerprint in (entry.delivered, entry.offered):
            if fingerprint is not None and len(bytes.fromhex(fingerprint)) != hashlib.sha256().digest_size:
                raise ValueError(fingerprint)
    return entries


def deliver(course: Course, root: Path, *, self_study: bool = False) -> Delivery:
    """Bring the course to the folder ``root``, which is made when it is not there.

    ``self_study`` brings the solutions too, into the kit's own corner of the folder: those of a clone, or
    those that came with an unpacked self-study bundle around the current folder.
    Raises WrongUse for a folder that cannot take the course, and Problem for a course without its start page.
    """
    names = course.files(*FOLDERS)
    root = root.resolve()
    _refuse_originals(course, root)
    corner = root / PRIVATE / SOLUTIONS
    try:
        files = {name: (course.root / name).read_bytes() for name in names}
        laid = deliver_files(files, root, course.version)
        source = solutions_for(course, Path.cwd()) if self_study else None
        if source is not None and source != corner:
            for path in visible_files(source):
                _mirror(path, corner / path.relative_to(source))
    except OSError as error:
        raise cannot_use(Path(error.filename or root), error) from None
    return attrs.evolve(laid, solutions=corner.is_dir())


def deliver_files(
    files: Mapping[PurePosixPath, bytes],
    root: Path,
    version: str,
    *,
    record: str = RECORD,
    aside: PurePosixPath | None = None,
) -> Delivery:
    """Bring ``files`` to the folder ``root``, remembering in its record ``record`` what was delivered.

    A newer edition of a changed file is laid beside it, or at the same place below the folder ``aside``.
    Raises WrongUse for a folder that cannot be used.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_use(root, error) from None
    kept = DeliveryRecord.read(root, record)
    try:
        steps = tuple(_lay(_Edition(name, files[name], version, aside), root, kept) for name in files)
        kept.write(version)
    except OSError as error:
        raise cannot_use(Path(error.filename or root), error) from None
    return Delivery(root, steps, kept.lost)


def _refuse_originals(course: Course, root: Path) -> None:
    """Raise WrongUse when a delivery to ``root`` would write among the files that courses are made from."""
    clone = clone_above(root)
    if clone == root:
        raise WrongUse(f"{root} is the itilkit repository and already a course: start it without a copy.")
    originals = [(clone or course.root) / folder for folder in (*FOLDERS, SOLUTIONS)]
    for original in originals:
        if root.is_relative_to(original.resolve()):
            raise WrongUse(
                f"{root} lies in the course's own {original.name} folder: choose a folder outside it."
            )
    for folder in FOLDERS:
        target = root / folder
        if target.exists() and target.resolve() == (course.root / folder).resolve():
            raise WrongUse(f"{target} is a link to the course's own files: choose another folder.")


@attrs.frozen
class _Edition:
    """One file as a version of the kit has it; ``aside`` is where newer versions lie, if not beside."""

    name: PurePosixPath
    content: bytes
    version: str
    aside: PurePosixPath | None


def _lay(edition: _Edition, root: Path, record: DeliveryRecord) -> DeliveryStep:
    """Deliver one file and note it in the record."""
    name, content = edition.name, edition.content
    target = root / name
    new = _fingerprint(content)
    entry = record.entries.setdefault(str(name), DeliveredFile())
    if not _taken(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, content)
        entry.delivered, entry.offered = new, None
        return DeliveryStep(name, DeliveryFate.LAID)
    present = _fingerprint_of(target)
    if present == new:
        entry.delivered, entry.offered = new, None
        return DeliveryStep(name, DeliveryFate.CURRENT)
    if present is not None and present == entry.delivered:
        write_atomically(target, content)
        entry.delivered, entry.offered = new, None
        return DeliveryStep(name, DeliveryFate.REFRESHED)
    if new in (entry.delivered, entry.offered):
        return DeliveryStep(name, DeliveryFate.KEPT)
    home = root / edition.aside / name if edition.aside else target
    home.parent.mkdir(parents=True, exist_ok=True)
    beside = _lay_beside(home, content, edition.version)
    entry.offered = new
    if beside is None:
        return DeliveryStep(name, DeliveryFate.KEPT)
    return DeliveryStep(name, DeliveryFate.BESIDE, PurePosixPath(beside.relative_to(root).as_posix()))


def _lay_beside(target: Path, content: bytes, version: str) -> Path | None:
    """Write ``content`` next to ``target`` under a name that sorts after it; None when it lies there already.

    A file that has the name already is the learner's as well, so a number is added until a name is free.
    """
    for number in range(1, 1000):
        mark = f"new-{version}" if number == 1 else f"new-{version}-{number}"
        beside = target.with_name(f"{target.stem}.{mark}{target.suffix}")
        if not _taken(beside):
            write_atomically(beside, content)
            return beside
        if _fingerprint_of(beside) == _fingerprint(content):
            return None
    raise WrongUse(
        f"{target.parent} holds too many newer versions of {target.name}: delete those you do not need."
    )


def _mirror(source: Path, target: Path) -> None:
    """Make ``target`` the same as ``source``: the kit's own corner holds no learner's work."""
    content = source.read_bytes()
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, content)


def _taken(path: Path) -> bool:
    """Whether something has this name, be it a file, a folder or a link that leads nowhere."""
    return path.exists() or path.is_symlink()


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _fingerprint_of(path: Path) -> str | None:
    """The fingerprint of a plain file; None for a link or a folder, which a learner must have put there."""
    if path.is_symlink() or not path.is_file():
        return None
    return _fingerprint(path.read_bytes())
