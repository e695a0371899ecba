"""Saving the grades of a notebook: nbgrader's own rules, with three queries and one commit.

nbgrader looks up each cell by a query of its own and commits after each, which makes the disk wait sixteen
times for a submission. What is written is the same.
"""

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import Comment, Grade
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades

from itilkit.grading.books.books import gradebook, rows_by_cell, submitted_notebook

NO_RESPONSE = "No response."
#: In nbconvert's resources: the notebook was handed in on time, and no penalty stands in the gradebook.
ON_TIME = "itilkit_on_time"


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """Writes the automatic scores and comments of a graded notebook into the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The notebook as it is; a cell that the gradebook does not know goes nbgrader's own way."""
        names = resources["nbgrader"]
        with gradebook(names["db_url"]) as book:
            entry = submitted_notebook(book, names)
            grades, comments = rows_by_cell(book, Grade, entry), rows_by_cell(book, Comment, entry)
            graded = {cell.metadata.nbgrader["grade_id"]: cell for cell in nb.cells if utils.is_grade(cell)}
            said = {
                cell.metadata.nbgrader["grade_id"]: cell
                for cell in nb.cells
                if utils.is_solution(cell) or utils.is_task(cell)
            }
            if graded.keys() <= grades.keys() and said.keys() <= comments.keys():
                for name, cell in graded.items():
                    self._score(grades[name], cell)
                for name, cell in said.items():
                    comments[name].auto_comment = NO_RESPONSE if _untouched(cell) else None
                if entry.assignment.total_seconds_late <= 0:
                    entry.late_submission_penalty = None
                    resources[ON_TIME] = True
                book.db.commit()
                return nb, resources
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def _score(self, grade: Any, cell: NotebookNode) -> None:
        grade.auto_score, _ = utils.determine_grade(cell, self.log)
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


class LatePenalties(AssignLatePenalties):  # type: ignore[misc]
    """nbgrader's own, for what was handed in late; what was not has been seen to with its grades."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The notebook as it is."""
        if resources.pop(ON_TIME, False):
            return nb, resources
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]


def _untouched(cell: NotebookNode) -> bool:
    marks = cell.metadata.nbgrader
    return marks.get("checksum") == utils.compute_checksum(cell) and not utils.is_task(cell)
