"""Marks by learner and assignment, and what is missing."""

from collections.abc import Mapping
from statistics import fmean

import attrs

from itilkit.reports.evidence import ClassData, Mark


@attrs.frozen
class MarksRow:
    """One learner: their marks by assignment, and the sum of what is graded, of what can be reached."""

    learner: str
    marks: Mapping[str, Mark]
    score: float
    most: float

    @property
    def missing(self) -> tuple[str, ...]:
        """The assignments that were not handed in."""
        return tuple(name for name, mark in self.marks.items() if not mark.handed_in)

    @property
    def empty(self) -> tuple[str, ...]:
        """The assignments that were handed in with nothing in them that can be graded."""
        return tuple(name for name, mark in self.marks.items() if mark.no_grade)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The assignments in which a person's mark is still missing, or everything."""
        return tuple(
            name
            for name, mark in self.marks.items()
            if mark.handed_in and (mark.waiting or (mark.score is None and not mark.no_grade))
        )


@attrs.frozen
class Column:
    """One assignment: its most points, how many handed it in and are graded, and their mean score."""

    name: str
    most: float
    handed_in: int
    graded: int
    waiting: int
    mean: float | None


def rows(data: ClassData) -> tuple[MarksRow, ...]:
    """One row for each learner."""
    found: dict[str, dict[str, Mark]] = {learner.id: {} for learner in data.learners}
    for mark in data.marks:
        found[mark.learner][mark.assignment] = mark
    most = sum(assignment.most for assignment in data.assignments)
    return tuple(
        MarksRow(learner, marks, sum(mark.score or 0.0 for mark in marks.values()), most)
        for learner, marks in found.items()
    )


def columns(data: ClassData) -> tuple[Column, ...]:
    """One column for each assignment."""
    found = []
    for assignment in data.assignments:
        own = [mark for mark in data.marks if mark.assignment == assignment.name]
        scores = [mark.score for mark in own if mark.score is not None]
        found.append(
            Column(
                name=assignment.name,
                most=assignment.most,
                handed_in=sum(mark.handed_in for mark in own),
                graded=len(scores),
                waiting=sum(mark.waiting and not mark.earlier for mark in own),
                mean=fmean(scores) if scores else None,
            )
        )
    return tuple(found)


__all__ = ["Column", "MarksRow", "columns", "rows"]
