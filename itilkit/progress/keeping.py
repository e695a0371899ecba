"""The diary of this kernel: found once, written by the cards, read by what shows progress."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from itilkit.items.hints import STEPS
from itilkit.progress.diary import Diary, NewerDiary, Read
from itilkit.progress.place import diary_path

_kept: dict[Path, Diary] = {}


def diary(start: Path | None = None) -> Diary | None:
    """The diary of whoever works in ``start`` (the current folder); None where none is kept."""
    path = diary_path(start)
    if path is None:
        return None
    return _kept.setdefault(path, Diary(path))


def keep(things: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Write down what happened, where a diary is kept; what fails is told by `trouble`, and stops nobody."""
    kept = diary()
    if kept is not None:
        kept.add_all(things)


def entries(start: Path | None = None) -> Read:
    """What the diary holds; nothing where none is kept, and only ``trouble`` where none can be read."""
    kept = diary(start)
    if kept is None:
        return Read()
    try:
        return kept.read()
    except NewerDiary as newer:
        return Read(trouble=f"{newer}.")
    except OSError as error:
        return Read(trouble=f"{kept.path.name} cannot be read: {error.strerror or error}.")


def hints_used(card: str) -> dict[str, int]:
    """How many steps of each hint were opened on the card ``card`` on earlier days, by task."""
    used: dict[str, int] = {}
    for entry in entries().entries:
        if entry.what == "hint" and entry.get("id") == card:
            task, step = str(entry.get("task", card)), entry.get("step")
            if isinstance(step, int) and 0 < step <= len(STEPS):
                used[task] = max(used.get(task, 0), step)
    return used
