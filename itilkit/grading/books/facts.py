"""What nbgrader knows about one submission: points, marks by hand, comments, and when it was handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from itilkit.grading.books.names import one_line

#: What nbgrader itself puts into the comment of an untouched answer.
NO_RESPONSE = "No response."
#: In nbconvert's resources: the facts, when a preprocessor has fetched them with the grades.
FACTS = "itilkit_facts"


@attrs.frozen
class Grade:
    """The points of one grade cell: ``score`` of ``most``.

    ``waiting`` for a person's mark, set ``by_hand``, or an ``untouched`` text that earns nothing.
    """

    score: float
    most: float
    waiting: bool = False
    by_hand: bool = False
    untouched: bool = False


@attrs.frozen
class Facts:
    """One handed-in notebook: grades and comments by grade id.

    ``late`` is in seconds and None when there is no deadline; ``penalty`` is in points.
    """

    grades: Mapping[str, Grade]
    comments: Mapping[str, str]
    student: str = ""
    handed_in: datetime | None = None
    late: float | None = None
    penalty: float = 0.0


def facts_of(notebook: Any, resources: Mapping[str, Any]) -> Facts:
    """The facts of a graded notebook: fetched before, or from the gradebook that ``resources`` names, else
    from its outputs.
    """
    if FACTS in resources:
        found: Facts = resources[FACTS]
        return found
    told = resources.get("nbgrader", {})
    if "db_url" in told:
        return _from_gradebook(told)
    return _from_outputs(notebook)


def _from_gradebook(told: Mapping[str, Any]) -> Facts:
    from nbgrader.api import Comment, Grade

    from itilkit.grading.books.books import gradebook, rows_by_cell, submitted_notebook

    with gradebook(told["db_url"]) as book:
        entry = submitted_notebook(book, told)
        grades = rows_by_cell(book, Grade, entry, Grade.max_score)
        comments = rows_by_cell(book, Comment, entry)
        return facts_in(entry.assignment, grades, comments, entry.late_submission_penalty or 0.0)


def facts_in(
    submission: Any, grades: Mapping[str, Any], comments: Mapping[str, Any], penalty: float
) -> Facts:
    """The facts in rows of nbgrader's gradebook: a submission, and its grades and comments by cell."""
    student = submission.student
    name = one_line(" ".join(part for part in (student.first_name, student.last_name) if part))
    return Facts(
        grades={cell: grade_of(grade) for cell, grade in grades.items()},
        comments={
            cell: comment.comment
            for cell, comment in comments.items()
            if comment.comment and comment.comment != NO_RESPONSE
        },
        student=name or student.id,
        handed_in=submission.timestamp,
        late=submission.total_seconds_late if _has_deadline(submission) else None,
        penalty=penalty,
    )


def _has_deadline(submission: Any) -> bool:
    return submission.timestamp is not None and submission.duedate is not None


def grade_of(grade: Any) -> Grade:
    """A grade of nbgrader's gradebook."""
    by_hand = grade.manual_score is not None
    return Grade(
        score=float(grade.score or 0.0),
        most=float(grade.max_score or 0.0),
        # nbgrader raises the flag again when a marked submission is graded anew; the mark still stands.
        waiting=bool(grade.needs_manual_grade) and not by_hand,
        by_hand=by_hand,
        untouched=grade.auto_score == 0 and not by_hand,
    )


def _from_outputs(notebook: Any) -> Facts:
    from nbgrader.utils import determine_grade, is_grade

    grades = {}
    for cell in notebook.cells:
        if is_grade(cell):
            score, most = determine_grade(cell)
            grades[cell.metadata.nbgrader.grade_id] = Grade(
                score=float(score or 0.0), most=float(most), waiting=score is None, untouched=score == 0
            )
    return Facts(grades=grades, comments={})
