"""Where a learner reads on: places in the lessons, and what the feedback page says of each scenario."""

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

import attrs

from itilkit.content import load

FILE = "read_on.toml"
#: The name of a lesson's file; anything else gets no link.
LESSON = re.compile(r"[\w-]+")


@attrs.frozen
class Place:
    """A ``section`` of a ``lesson`` (the file's name without its ending); the whole lesson without one."""

    lesson: str
    section: str

    @property
    def words(self) -> str:
        """The place as a page names it in the middle of a sentence: lesson 1, “Worth to whom?”."""
        start = self.lesson.split("-", 1)[0]
        parts = [f"lesson {int(start)}"] if start.isdigit() else []
        return ", ".join([*parts, f"“{self.section}”"] if self.section else parts or [self.lesson])

    def href(self, lessons: str) -> str:
        """The section's address, where ``lessons`` is the folder of the lessons; empty where that is.

        JupyterLab makes a heading's address of its words with hyphens between them.
        """
        if not lessons or LESSON.fullmatch(self.lesson) is None:
            return ""
        if not self.section:
            return f"{lessons.rstrip('/')}/{self.lesson}.ipynb"
        heading = quote(self.section.replace(" ", "-"), safe="?!,:;()/'")
        return f"{lessons.rstrip('/')}/{self.lesson}.ipynb#{heading}"


@attrs.frozen
class Advice:
    """What to do about a criterion that lost points, ``again``, and the ``section`` that teaches it."""

    again: str
    section: str


@attrs.frozen
class ReadOn:
    """Of a scenario: its ``lesson``, the section with a ``worked`` run, the shapes of a ``good`` run, and
    advice by criterion, named as in the results.
    """

    lesson: str
    worked: str
    good: tuple[str, ...]
    criterion: Mapping[str, Advice]

    @property
    def worked_place(self) -> Place:
        """Where a worked run is shown."""
        return Place(self.lesson, self.worked)

    def place(self, criterion: str) -> Place | None:
        """Where the criterion is taught; None for one that nothing is said of."""
        advice = self.criterion.get(criterion)
        return Place(self.lesson, advice.section) if advice else None


@cache
def read_on() -> Mapping[str, ReadOn]:
    """What is said of each scenario, by its id; a scenario may be missing, and then gets no advice."""
    return load(FILE, dict[str, ReadOn])


__all__ = ["Advice", "Place", "ReadOn", "read_on"]
