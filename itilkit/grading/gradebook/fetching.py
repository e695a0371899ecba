"""Fetching the grades of a notebook for its feedback page: what nbgrader fetches, with three queries."""

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import Comment, Grade, SubmittedNotebook
from nbgrader.preprocessors import GetGrades

from itilkit.grading.gradebook.connection import gradebook, rows_by_cell, submitted_notebook
from itilkit.grading.gradebook.marker_cells import cells_by_id
from itilkit.grading.gradebook.submission_facts import FACTS, facts_in


class FetchGrades(GetGrades):  # type: ignore[misc]
    """Puts scores and comments into a graded notebook, and the facts of the feedback page beside it."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The notebook; one with a cell that the gradebook does not know goes nbgrader's own way."""
        names = resources["nbgrader"]
        with gradebook(names["db_url"]) as book:
            entry = submitted_notebook(book, names, SubmittedNotebook.score, SubmittedNotebook.max_score)
            grades = rows_by_cell(book, Grade, entry, Grade.max_score)
            comments = rows_by_cell(book, Comment, entry)
            graded = cells_by_id(nb, utils.is_grade, utils.is_task)
            answered = cells_by_id(nb, utils.is_solution, utils.is_task)
            if graded.keys() <= grades.keys() and answered.keys() <= comments.keys():
                for name, cell in answered.items():
                    cell.metadata.nbgrader["comment"] = comments[name].comment
                for name, cell in graded.items():
                    grade = grades[name]
                    cell.metadata.nbgrader.update(score=grade.score, points=grade.max_score)
                penalty = entry.late_submission_penalty or 0
                if penalty:
                    self.log.warning("Late submission penalty: %s", penalty)
                names.update(score=entry.score - penalty, max_score=entry.max_score, late_penalty=penalty)
                resources[FACTS] = facts_in(book, entry.assignment, grades, comments, penalty)
                return nb, resources
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]
