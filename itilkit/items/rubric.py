"""The rubric of a written answer, read from the text that stands above it in the assignment.

A rubric is a Markdown table whose last column says what must be seen, and below it two anchors: examples that
begin with how many points they would get.
"""

import re
from collections.abc import Mapping
from typing import Any

import attrs

_ROW = re.compile(r"^\|(.+)\|\s*$", re.MULTILINE)
_ANCHOR = re.compile(r"^- \*\*(\d+) points?:\*\*\s*(.+)$", re.MULTILINE)


@attrs.frozen
class RubricRow:
    """One row of a rubric: its ``name``, what must be ``seen``, and how many points it is worth at most."""

    name: str
    seen: str
    most: int


@attrs.frozen
class Anchor:
    """An example text with the ``points`` it would get."""

    points: int
    text: str


@attrs.frozen
class Rubric:
    """A rubric: its ``points``, and the ``anchors`` from the weaker to the stronger one."""

    points: tuple[RubricRow, ...]
    anchors: tuple[Anchor, ...]

    @property
    def most(self) -> int:
        """All points that can be given."""
        return sum(point.most for point in self.points)

    def decides(self, marks: Mapping[str, Any]) -> bool:
        """Whether ``marks`` say something of every point, and of no other."""
        return set(marks) == {str(place) for place in range(len(self.points))}

    def given(self, marks: Mapping[str, Any]) -> int:
        """The points of ``marks`` (by the place of the point, from 0), each cut to what it may be."""
        total = 0
        for place, point in enumerate(self.points):
            mark = marks.get(str(place), 0)
            total += max(0, min(point.most, mark)) if isinstance(mark, int) else 0
        return total


def read_rubric(text: str) -> Rubric | None:
    """The rubric in a Markdown ``text``; None when there is none that can be read."""
    rows = [[cell.strip() for cell in found[1].split("|")] for found in _ROW.finditer(text)]
    if len(rows) < 3 or not all(set(cell) <= set(":- ") for cell in rows[1]):
        return None
    head, body = rows[0], rows[2:]
    points = tuple(
        RubricRow(_plain(row[0]), _plain(row[-1]), int(row[1]) if len(head) > 2 and row[1].isdigit() else 1)
        for row in body
        if len(row) == len(head)
    )
    anchors = tuple(Anchor(int(found[1]), _plain(found[2])) for found in _ANCHOR.finditer(text))
    return Rubric(points, tuple(sorted(anchors, key=lambda anchor: anchor.points))) if points else None


def _plain(text: str) -> str:
    """Markdown without its stars."""
    return text.replace("**", "").replace("*", "").strip()


__all__ = ["Anchor", "Rubric", "RubricRow", "read_rubric"]
