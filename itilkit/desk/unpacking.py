"""Everything in a returned zip, folder or file, safely: nothing is written by a name that came with it.

Files of a zip go to a scratch folder under numbers. A name that leads out of its zip, a file or a zip that
is too large, and whatever cannot be unpacked become refusals with a sentence each; the rest is read.
"""

import hashlib
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import attrs

from itilkit.ground.problem import FULL_DISK, Problem, cannot_use

#: Times in a zip that lie closer together than this are the time of packing, and say nothing of anybody.
PACKING = timedelta(minutes=10)
_CHUNK = 1 << 20
_DRIVE = re.compile(r"[A-Za-z]:")
_JUNK = ("thumbs.db", "desktop.ini")


@attrs.frozen
class Limits:
    """How much is unpacked: bytes of one file, bytes of one PATH, bytes of one zip in it, which is a
    learner's, files of one zip, and zips in zips.
    """

    file: int = 100_000_000
    total: int = 4_000_000_000
    each: int = 400_000_000
    members: int = 50_000
    depth: int = 3


@attrs.frozen
class Piece:
    """One file: its path as it came, where its bytes are, and when it was handed in, if the zip tells.

    ``archive`` and ``packed`` are the zip it came in and that zip's newest time; both times are UTC.
    """

    path: PurePosixPath
    file: Path
    digest: str
    when: datetime | None = None
    archive: str = ""
    packed: datetime | None = None


@attrs.frozen
class Refusal:
    """What was not read, and why, as a whole sentence."""

    path: PurePosixPath
    sentence: str


class Unpacker:
    """Reads one PATH after the other; what is in zips goes to the folder ``scratch``."""

    def __init__(self, scratch: Path, limits: Limits | None = None) -> None:
        self.scratch = scratch
        self.limits = limits or Limits()
        self._left = self.limits.total
        self._count = 0

    def read(self, path: Path) -> Iterator[Piece | Refusal]:
        """What is in ``path``, a file or a folder, in the order of its names. Links are not followed.

        Raises Problem when this computer has no room for it.
        """
        self._left = self.limits.total
        if not path.is_dir():
            yield from self._file(path, PurePosixPath(path.name))
            return
        for file in [path, *sorted(path.rglob("*"))]:
            inside = PurePosixPath(*file.relative_to(path).parts)
            name = path.name / inside
            if file.is_symlink():
                yield Refusal(name, f"{name} is a link and was not followed: hand over the file itself.")
            elif file.is_dir():
                if not os.access(file, os.R_OK | os.X_OK):
                    yield Refusal(name, f"{name} cannot be looked into: mend its permissions.")
            elif is_junk(inside):
                continue
            elif not file.is_file():
                yield Refusal(name, f"{name} is a pipe or a device, not a file: it was not read.")
            elif is_zip(name):
                yield from self._learners(file, name, depth=1)
            else:
                yield from self._file(file, name)

    def _file(self, file: Path, name: PurePosixPath) -> Iterator[Piece | Refusal]:
        if is_zip(name):
            yield from self._archive(file, name, depth=1)
            return
        try:
            if file.stat().st_size > self.limits.file:
                yield self._too_large(name)
            else:
                yield Piece(name, file, digest_of(file))
        except OSError as error:
            yield Refusal(name, f"{name} cannot be read ({error.strerror}): copy it anew.")

    def _learners(self, file: Path, name: PurePosixPath, depth: int) -> list[Piece | Refusal]:
        """What is in one learner's zip, or one refusal, so that what it unpacks to is taken from nobody."""
        before, first = self._left, self._count + 1
        mine = self._left = min(before, self.limits.each)
        found = list(self._archive(file, name, depth))
        unpacked = mine - self._left
        if unpacked <= self.limits.each:
            self._left = before - unpacked
            return found
        self._left = before
        for number in range(first, self._count + 1):
            self._scratch_file(number).unlink(missing_ok=True)
        most = f"{self.limits.each / 1_000_000:g} MB"
        then = "ask for the notebook alone, or take this zip by itself."
        return [Refusal(name, f"{name} unpacks to more than {most} and was not read: {then}")]

    def _scratch_file(self, number: int) -> Path:
        return self.scratch / f"{number:06}"

    def _archive(self, file: Path, name: PurePosixPath, depth: int) -> Iterator[Piece | Refusal]:
        if depth > self.limits.depth:
            yield Refusal(name, f"{name} lies in too many zips within zips: unpack it and take the files.")
            return
        try:
            with zipfile.ZipFile(file) as archive:
                yield from self._members(archive, name, depth, digest_of(file))
        except Problem:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a broken zip sets off, the others are read
            then = "download it, or ask for it, again."
            yield Refusal(name, f"{name} is no readable zip ({_why(error)}): {then}")

    def _members(
        self, archive: zipfile.ZipFile, name: PurePosixPath, depth: int, digest: str
    ) -> Iterator[Piece | Refusal]:
        # Not by is_dir, which fails on a member without a name.
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
        if len(members) > self.limits.members:
            yield Refusal(name, f"{name} holds more than {self.limits.members:,} files: take it in parts.")
            return
        times = [time for member in members if (time := _time(member)) is not None]
        telling = bool(times) and max(times) - min(times) > PACKING
        packed = max(times, default=None)
        for member in sorted(members, key=_decoded):
            inside = PurePosixPath(_decoded(member).replace("\\", "/"))
            if is_junk(inside):
                continue
            where = name / inside
            if not inside.name:
                yield Refusal(name, f"{name} holds a file without a name: it was not unpacked.")
                continue
            if inside.is_absolute() or ".." in inside.parts or _DRIVE.match(str(inside)):
                yield Refusal(
                    name, f"{name} holds a file whose name leads out of it ({inside}): it was not unpacked."
                )
                continue
            unpacked = self._unpack(archive, member, where)
            if self._left < 0:
                total = f"{self.limits.total / 1_000_000:g} MB"
                then = "unpack it, and take its files in parts."
                yield Refusal(
                    name, f"{name} unpacks to more than {total}: from {inside} on it was not read; {then}"
                )
                return
            if isinstance(unpacked, Refusal):
                yield unpacked
            elif is_zip(inside):
                read = self._learners if depth == 1 else self._archive
                yield from read(unpacked, where, depth + 1)
            else:
                when = _time(member) if telling else None
                yield Piece(where, unpacked, digest_of(unpacked), when, digest, packed)

    def _unpack(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: PurePosixPath
    ) -> Path | Refusal:
        """The member's bytes in a file of the scratch folder. What the zip says of sizes is not trusted."""
        self._count += 1
        target = self._scratch_file(self._count)
        most = min(self.limits.file, self._left)
        size = 0
        try:
            with archive.open(member) as source, target.open("wb") as file:
                while chunk := source.read(_CHUNK):
                    size += len(chunk)
                    if size > most:
                        break
                    file.write(chunk)
        except Exception as error:  # noqa: BLE001 - whatever a broken file sets off, the others are read
            target.unlink(missing_ok=True)
            if isinstance(error, OSError) and error.errno in FULL_DISK:
                # That is no fault of the file: nobody is to be asked for it again.
                raise cannot_use(self.scratch, error) from None
            return Refusal(where, f"{where} cannot be unpacked ({_why(error)}): ask for it again.")
        self._left -= size
        if size > most:
            target.unlink()
            return self._too_large(where)
        return target

    def _too_large(self, where: PurePosixPath) -> Refusal:
        most = f"{self.limits.file / 1_000_000:g} MB"
        return Refusal(where, f"{where} holds more than {most} and was not read: ask for it without outputs.")


def is_zip(path: PurePosixPath) -> bool:
    """Whether a file is read as a zip, by its name."""
    return path.suffix.lower() == ".zip"


def is_junk(path: PurePosixPath) -> bool:
    """Whether an operating system or JupyterLab put the file there by itself."""
    return (
        any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in path.parts)
        or path.name.casefold() in _JUNK
        or path.name.startswith("~$")
    )


def digest_of(file: Path) -> str:
    """What tells a file's content from any other. Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _decoded(member: zipfile.ZipInfo) -> str:
    """The member's name; without a mark it may be Unicode all the same, which the standard does not say."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return member.filename


def _time(member: zipfile.ZipInfo) -> datetime | None:
    """When the member was last changed: a zip has no time zone, so it is read as this computer's."""
    if member.date_time <= (1980, 1, 1, 23, 59, 59) or stat.S_ISLNK(member.external_attr >> 16):
        return None
    try:
        return datetime(*member.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _why(error: Exception) -> str:
    said = " ".join(str(error).split()).rstrip(".")
    if "encrypted" in said or "password" in said:
        return "it has a password"
    return said[:120] or type(error).__name__
