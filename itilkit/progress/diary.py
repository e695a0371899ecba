"""The diary: one file that only grows, a line for each thing that a learner did.

Each line is JSON that a person can read. A line is written in one go and forced to the disk before the
writing returns; what is there is never rewritten. A crash can leave half a line at the end, which is passed
over when the file is read, and closed off before the next line is added.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs

#: The version of the file's form, in its first line.
SCHEMA = 1
HEAD = "itilkit-progress"
#: No line of an honest diary comes near this many bytes.
LONGEST = 200_000
#: How an entry begins: where one was written right behind half a line, it is found by this.
BEGINS = b'{"at": "'
#: The years that a clock may show; dates beyond them cannot be reckoned with.
YEARS = range(1970, 3000)


class NewerDiary(ValueError):  # noqa: N818 - named after the situation
    """The diary was begun by a newer version of the kit; the text is one sentence."""


@attrs.frozen
class DiaryEntry:
    """One line: when, what kind of thing (response, run, hint, form, check), and its facts."""

    at: datetime
    what: str
    facts: Mapping[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        """A fact of the line."""
        return self.facts.get(name, default)


@attrs.frozen
class Read:
    """What a diary holds: its entries in the order of writing, and how many lines are spoilt.

    ``trouble`` says in one sentence why nothing could be read; it is empty when all went well.
    """

    entries: tuple[DiaryEntry, ...] = ()
    spoilt: int = 0
    trouble: str = ""


def now() -> datetime:
    """The present moment, in UTC and whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


@attrs.define
class Diary:
    """The diary in the file ``path``, which need not be there yet; ``clock`` gives the moment of an entry."""

    path: Path
    clock: Callable[[], datetime] = now
    #: Why the last entry could not be written, in one sentence; empty when it was.
    trouble: str = ""

    def add(self, what: str, **facts: Any) -> bool:
        """Append one entry and return when it is on the disk; False, with ``trouble``, when it is not."""
        return self.add_all([(what, facts)])

    def add_all(self, things: Iterable[tuple[str, Mapping[str, Any]]]) -> bool:
        """Append several entries, as `add` does one."""
        at = self.clock().isoformat()
        lines = [_line({"at": at, "what": what, **facts}) for what, facts in things]
        if not lines:
            return True
        if any(len(_bytes(line)) > LONGEST for line in lines):
            self.trouble = f"What happened is too long for one line of {self.path.name}, so it was left out."
            return False
        try:
            self._append("".join(lines))
        except (OSError, NewerDiary) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self.trouble = f"Your progress could not be written to {self.path.name}: {reason}."
            return False
        self.trouble = ""
        return True

    def read(self) -> Read:
        """All entries that can be read; raises NewerDiary for a file of a later form, and OSError."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return Read()
        entries: list[DiaryEntry] = []
        spoilt = 0
        for line in content.split(b"\n"):
            if not line.strip():
                continue
            data = _data(line)
            if HEAD in data:
                self._check(data[HEAD])
                continue
            entry = _entry(data)
            if entry is None:
                spoilt += 1
                # two wrote at once, and one of them was stopped in the middle of its line
                entry = _entry(_data(line[max(0, line.rfind(BEGINS)) :]))
            if entry is not None:
                entries.append(entry)
        return Read(tuple(entries), spoilt)

    def _check(self, schema: Any) -> None:
        if isinstance(schema, int) and schema > SCHEMA:
            raise NewerDiary(
                f"{self.path.name} was written by a newer itilkit (form {schema}, and this one knows form "
                f"{SCHEMA}): install the newest itilkit"
            )

    def _append(self, text: str) -> None:
        """Write ``text`` at the end of the file in one go, with what it needs before it."""
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        try:
            size = os.fstat(file).st_size
            if size == 0:
                text = _line({HEAD: SCHEMA}) + text
            else:
                self._check(_data(_first_line(file)).get(HEAD))
                if _last_byte(file, size) != b"\n":
                    text = "\n" + text
            content = _bytes(text)
            while content:
                content = content[os.write(file, content) :]
            os.fsync(file)
        finally:
            os.close(file)


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def _bytes(text: str) -> bytes:
    """The text as the file has it; half a surrogate pair becomes an escape that JSON knows."""
    return text.encode("utf-8", "backslashreplace")


def _first_line(file: int) -> bytes:
    os.lseek(file, 0, os.SEEK_SET)
    return os.read(file, 4096).split(b"\n", 1)[0]


def _last_byte(file: int, size: int) -> bytes:
    os.lseek(file, size - 1, os.SEEK_SET)
    return os.read(file, 1)


def _data(line: bytes) -> dict[str, Any]:
    """A line's JSON object; an empty one for anything else."""
    if len(line) > LONGEST:
        return {}
    try:
        # an editor may have put a byte order mark before the first line
        data = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _entry(data: dict[str, Any]) -> DiaryEntry | None:
    """A line's entry, its moment in UTC; None when it is not one."""
    try:
        at = datetime.fromisoformat(data["at"])
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    if at.year not in YEARS:
        return None
    what = data.get("what")
    if not isinstance(what, str):
        return None
    facts = {name: value for name, value in data.items() if name not in {"at", "what"}}
    return DiaryEntry(at, what, facts)
