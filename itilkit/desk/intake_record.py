"""Which of two files by one person is the later, and the record of what was taken in before."""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import cattrs

from itilkit.desk.file_names import Origin
from itilkit.desk.unpacking import PACKING
from itilkit.ground.writing import write_atomically

#: In the course folder: for every notebook that was taken in, what is known of its time.
TAKEN = ".itilkit/taken.json"
SCHEMA = 2


@attrs.frozen
class UploadOrder:
    """What tells when a file was handed in; ``when`` and ``packed`` are UTC, in ISO form, or empty.

    ``chosen`` says that a person put the file there, so that no name and no time decides against it.
    """

    origin: Origin
    digest: str
    upload: int | None = None
    attempt: int = 0
    late: bool = False
    when: str = ""
    archive: str = ""
    packed: str = ""
    chosen: bool = False


def later(one: UploadOrder, other: UploadOrder) -> bool | None:
    """Whether ``one`` is later than ``other``; None when nothing tells, or when name and time disagree.

    Within one platform: its number of the upload; then, from two downloads, the times. Within a download,
    times that lie far apart; only then what the name says, by a copy's number or a mark for being late.
    """
    if one.origin is not other.origin:
        return _known(one.when, other.when)
    uploaded, timed = _known(one.upload, other.upload), _known(one.when, other.when)
    named = _first(_differ(one.attempt, other.attempt), _differ(one.late, other.late))
    if one.archive != other.archive:
        # A person's download of today holds what stood there today.
        packed = None if one.origin is Origin.PLAIN else _known(one.packed, other.packed)
        return _first(uploaded, timed, packed, named)
    if uploaded is None and timed is not None and _apart(one.when, other.when):
        return timed if named in (None, timed) else None
    return _first(uploaded, named, timed)


def _apart(one: str, other: str) -> bool:
    """Whether two times are further apart than packing takes."""
    return abs(datetime.fromisoformat(one) - datetime.fromisoformat(other)) > PACKING


def _first(*signs: bool | None) -> bool | None:
    return next((sign for sign in signs if sign is not None), None)


def _known(one: Any, other: Any) -> bool | None:
    return None if one in (None, "") or other in (None, "") else _differ(one, other)


def _differ(one: Any, other: Any) -> bool | None:
    return None if one == other else bool(one > other)


def iso(when: datetime | None) -> str:
    """A time as the record keeps it: UTC, so that the order of texts is the order of times."""
    return "" if when is None else when.astimezone(UTC).isoformat(timespec="seconds")


def stamp(when: str) -> str:
    """A time of the record as nbgrader writes it into timestamp.txt."""
    return datetime.fromisoformat(when).strftime("%Y-%m-%d %H:%M:%S.%f UTC")


@attrs.frozen
class IntakeEntry:
    """What the record knows of one notebook of one learner: the file that lies in the submitted folder.

    Until it is ``laid``, with its time, ``before`` is what the record knew before.
    """

    order: UploadOrder
    laid: bool = True
    before: UploadOrder | None = None


class IntakeRecord:
    """The record of a course folder; one that cannot be read counts as empty.

    What is about to be laid is recorded first. So whoever finds an entry that is not laid knows what a take
    that was killed was about to do.
    """

    def __init__(self, root: Path) -> None:
        self.path = root / TAKEN
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            files = data["files"]
            if data["schema"] == 1:
                files = {name: {"order": order} for name, order in files.items()}
            elif data["schema"] != SCHEMA:
                files = {}
            self._entries = cattrs.structure(files, dict[str, IntakeEntry])
        except (OSError, ValueError, TypeError, KeyError, AttributeError, cattrs.BaseValidationError):
            self._entries = {}

    def order_of(self, name: str, digest: str) -> UploadOrder | None:
        """What is known of the file at ``name``, if it is one of those that were taken in."""
        entry = self._entries.get(name)
        known = [] if entry is None else [entry.order, entry.before]
        return next((order for order in known if order is not None and order.digest == digest), None)

    def time_of(self, name: str) -> str:
        """The time that was written beside the file that was last laid at ``name``, if any was."""
        entry = self._entries.get(name)
        return "" if entry is None else entry.order.when

    def unfinished(self) -> dict[str, UploadOrder]:
        """What a take that was killed was about to lay, by name."""
        return {name: entry.order for name, entry in self._entries.items() if not entry.laid}

    def begin(self, orders: Mapping[str, UploadOrder]) -> None:
        """Record what is about to be laid, all at once. Raises OSError."""
        for name, order in orders.items():
            entry = self._entries.get(name)
            self._entries[name] = IntakeEntry(
                order, laid=False, before=None if entry is None else entry.order
            )
        self._write()

    def end(self, laid: Collection[str]) -> None:
        """Record that these names are laid, and that the others that were about to be are not."""
        for name, entry in list(self._entries.items()):
            if entry.laid:
                continue
            order = entry.order if name in laid else entry.before
            if order is None:
                del self._entries[name]
            else:
                self._entries[name] = IntakeEntry(order)
        self._write()

    def _write(self) -> None:
        data = {
            "schema": SCHEMA,
            "files": {name: attrs.asdict(self._entries[name]) for name in sorted(self._entries)},
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self.path, (json.dumps(data, indent=1, sort_keys=True) + "\n").encode())
