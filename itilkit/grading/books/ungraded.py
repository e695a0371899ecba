"""Which submissions the gradebook knows and holds no grade of: their grading failed, or was cut off.

nbgrader enters a submission before it grades it, with every cell at no score, and counts no score as 0.
"""

from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select


def ungraded(book: Gradebook) -> frozenset[tuple[str, str]]:
    """The submissions in ``book`` that are not graded, by learner and assignment.

    A test always gets a score of its own, so a notebook none of whose tests has one was not graded. Neither
    was a submission in which nothing at all has a score, and that is all there is to see where only people
    mark.
    """
    tests = _tests(book)
    scored: dict[tuple[str, str], bool] = {}
    tested: dict[tuple[str, str, str], bool] = {}
    for who, assignment, notebook, cell, auto, manual in book.db.execute(_GRADES):
        has = auto is not None or manual is not None
        scored[who, assignment] = scored.get((who, assignment), False) or has
        if (assignment, notebook, cell) in tests:
            tested[who, assignment, notebook] = tested.get((who, assignment, notebook), False) or has
    untested = {(who, assignment) for (who, assignment, _), has in tested.items() if not has}
    return frozenset(untested | {key for key, has in scored.items() if not has})


def _tests(book: Gradebook) -> set[tuple[str, str, str]]:
    """The cells that are scored by being run: those of code that is not the learner's own."""
    found = {tuple(row) for row in book.db.execute(_cells(GradeCell).where(GradeCell.cell_type == "code"))}
    return found - {tuple(row) for row in book.db.execute(_cells(SolutionCell))}


def _cells(kind: Any) -> Any:
    return (
        select(Assignment.name, Notebook.name, kind.name)
        .select_from(kind)
        .join(Notebook, Notebook.id == kind.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
    )


_GRADES = (
    select(
        *(SubmittedAssignment.student_id, Assignment.name, Notebook.name, BaseCell.name),
        *(Grade.auto_score, Grade.manual_score),
    )
    .select_from(Grade)
    .join(BaseCell, BaseCell.id == Grade.cell_id)
    .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
    .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
    .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
    .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
)

__all__ = ["ungraded"]
