"""The diary of this kernel: found once, written by the cards, read by what shows progress."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from itilkit.items.hints import STEPS
from itilkit.progress.course_folder import diary_path
from itilkit.progress.diary import Diary, DiaryEntry, NewerDiary, Read

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


def trouble() -> str:
    """Why what happened last could not be written down, in one sentence; empty when all went well."""
    kept = diary()
    return "" if kept is None else kept.trouble


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


def hints_used(card: str, variant: str = "") -> dict[str, int]:
    """How many steps of each hint were opened on the card ``card`` on earlier days, by task.

    With ``variant``, those that were opened on that case of a scenario.
    """
    used: dict[str, int] = {}
    for entry in entries().entries:
        # the steps of one case say nothing about another
        if entry.get("id") == card and (not variant or entry.get("variant", variant) == variant):
            used |= _step(entry, used)
    return used


def hints_since_answer(item: str) -> dict[str, int]:
    """How many steps of the hint for the question ``item`` were opened after its last answer, by task."""
    since: dict[str, int] = {}
    for entry in entries().entries:
        if entry.get("id") == item and entry.what == "response":
            since.clear()
        elif entry.get("id") == item and _step(entry, {}):
            since[item] = since.get(item, 0) + 1
    return since


def _step(entry: DiaryEntry, used: Mapping[str, int]) -> dict[str, int]:
    """The task whose hint an entry opened, and how many of its steps are open with those ``used`` before."""
    task, step = str(entry.get("task", entry.get("id"))), entry.get("step")
    if entry.what != "hint" or not isinstance(step, int) or not 0 < step <= len(STEPS):
        return {}
    return {task: max(used.get(task, 0), step)}
