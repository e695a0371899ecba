"""Which of two files by one person is the later, and the record of what was taken in before."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import cattrs

from itilkit.course.writing import write_atomically
from itilkit.desk.labels import Origin

#: In the course folder: for every notebook that was taken in, what is known of its time.
TAKEN = ".itilkit/taken.json"
SCHEMA = 1


@attrs.frozen
class Order:
    """What tells when a file was handed in; ``when`` and ``packed`` are UTC, in ISO form, or empty."""

    origin: Origin
    digest: str
    upload: int | None = None
    attempt: int = 0
    late: bool = False
    when: str = ""
    archive: str = ""
    packed: str = ""


def later(one: Order, other: Order) -> bool | None:
    """Whether ``one`` is later than ``other``; None when nothing tells.

    Within one platform: its number of the upload; then, from two downloads, the times; then the number
    that a program added to the name, the mark for being late, and the times.
    """
    if one.origin is not other.origin:
        return _known(one.when, other.when)
    signs = [_known(one.upload, other.upload)]
    if one.archive != other.archive:
        signs.append(_known(one.when, other.when))
        if one.origin is not Origin.PLAIN:
            # A person's download of today holds what stood there today.
            signs.append(_known(one.packed, other.packed))
    signs += [
        _differ(one.attempt, other.attempt),
        _differ(one.late, other.late),
        _known(one.when, other.when),
    ]
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


class Taken:
    """The record of a course folder; one that cannot be read counts as empty."""

    def __init__(self, root: Path) -> None:
        self._path = root / TAKEN
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            known = data["files"] if data["schema"] == SCHEMA else {}
            self._orders = cattrs.structure(known, dict[str, Order])
        except (OSError, ValueError, TypeError, KeyError, cattrs.BaseValidationError):
            self._orders = {}

    def order_of(self, name: str, digest: str) -> Order | None:
        """What is known of the file at ``name``, if it is still the one that was taken in."""
        order = self._orders.get(name)
        return order if order is not None and order.digest == digest else None

    def add(self, name: str, order: Order) -> None:
        """Remember a file that was just laid at ``name``. Raises OSError."""
        self._orders[name] = order
        data = {
            "schema": SCHEMA,
            "files": {key: attrs.asdict(self._orders[key]) for key in sorted(self._orders)},
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self._path, (json.dumps(data, indent=1, sort_keys=True) + "\n").encode())
