"""Hints: for each practice item and each task of a scenario three steps, from a nudge to a worked case.

What comes after the third step, the solution, is not written here: it is the item's key with its reasons,
or a run of the scenario that co-creates.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources.abc import Traversable

import attrs

from itilkit.content import ContentError, content_root, load

#: The names of the steps, as a learner reads them; the last one is the solution.
STEPS = ("Where to look", "How to decide", "A neighbouring case", "The solution")


@attrs.frozen
class Hint:
    """Three steps: the ``point`` to look at, the ``method``, and a worked ``neighbour`` case."""

    point: str
    method: str
    neighbour: str

    def step(self, number: int) -> str:
        """The text of step ``number`` (1 to 3)."""
        return (self.point, self.method, self.neighbour)[number - 1]


@attrs.frozen(kw_only=True)
class TaskHint(Hint):
    """The hint for one task of a scenario: its ``title``, and the ``verbs`` of the moves it is about."""

    id: str
    title: str
    verbs: tuple[str, ...]


@attrs.frozen
class _HintFile:
    items: dict[str, Hint] = attrs.field(factory=dict)
    tasks: dict[str, tuple[TaskHint, ...]] = attrs.field(factory=dict)


@attrs.frozen
class Hints:
    """All hints: of ``items`` by id, and of scenarios' ``tasks`` by the scenario's id."""

    items: Mapping[str, Hint]
    tasks: Mapping[str, tuple[TaskHint, ...]]


@cache
def load_hints() -> Hints:
    """The hints of the course; raises ContentError that names every fault of every file."""
    return read_hints(content_root())


def read_hints(root: Traversable) -> Hints:
    """The hints in the folder ``hints`` below ``root``; raises ContentError as `load_hints` does."""
    items: dict[str, Hint] = {}
    tasks: dict[str, tuple[TaskHint, ...]] = {}
    problems: list[str] = []
    for file in sorted(root.joinpath("hints").iterdir(), key=lambda place: place.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            found = load(f"hints/{file.name}", _HintFile, root=root)
        except ContentError as error:
            problems += [f"{file.name}: {problem}" for problem in error.problems]
            continue
        problems += [f"{file.name}: {name} has hints twice" for name in found.items.keys() & items.keys()]
        problems += [f"{file.name}: {name} has hints twice" for name in found.tasks.keys() & tasks.keys()]
        items |= found.items
        tasks |= found.tasks
    if problems:
        raise ContentError("hints", problems)
    return Hints(items, tasks)


__all__ = ["STEPS", "Hint", "Hints", "TaskHint", "load_hints", "read_hints"]
