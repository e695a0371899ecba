"""What nbgrader's gradebook says of a class: one query for the whole of it, narrowed where less is asked.

Each row begins with whose it is: the learner's id, the names of the assignment and, further in, of the
notebook and the cell.
"""

from typing import Any

from nbgrader.api import Assignment, BaseCell, Notebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Select, select


def of_submissions(*columns: Any) -> Select[Any]:
    """A row for each submission, by learner and assignment."""
    return (
        select(SubmittedAssignment.student_id, Assignment.name, *columns)
        .select_from(SubmittedAssignment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    )


def of_notebooks(*columns: Any) -> Select[Any]:
    """A row for each notebook of each submission."""
    return (
        of_submissions(Notebook.name, *columns)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        # said twice, so that the database may come from either side and use its indexes
        .join(
            Notebook,
            (Notebook.id == SubmittedNotebook.notebook_id) & (Notebook.assignment_id == Assignment.id),
        )
    )


def of_cells(kind: Any, *columns: Any) -> Select[Any]:
    """A row for each `Grade` or `Comment`, by learner, assignment, notebook and cell."""
    return (
        of_notebooks(BaseCell.name, *columns)
        .join(kind, kind.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, (BaseCell.id == kind.cell_id) & (BaseCell.notebook_id == Notebook.id))
    )


def of_released(kind: Any, *columns: Any) -> Select[Any]:
    """A row for each cell of a ``kind`` in the assignments themselves: assignment, notebook and cell."""
    return (
        select(Assignment.name, Notebook.name, kind.name, *columns)
        .select_from(kind)
        .join(Notebook, Notebook.id == kind.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
    )
