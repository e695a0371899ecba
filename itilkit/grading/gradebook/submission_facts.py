"""What nbgrader knows about one submission: points, marks by hand, comments, and when it was handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from itilkit.ground.words import one_line

#: What nbgrader itself puts into the comment of an untouched answer.
NO_RESPONSE = "No response."
#: Why there is no grade where the file can be read.
NOTHING = "Nothing is answered in this file."
#: The same where no file has the name of the notebook.
MISSING = "No file called {}.ipynb was handed in."
#: Stands above a comment that was given for another answer than this one.
ON_EARLIER = "*On an earlier answer of yours:*"
#: In nbconvert's resources: the facts, when a preprocessor has fetched them with the grades.
FACTS = "itilkit_facts"


def is_missing(why: str) -> bool:
    """Whether there is no grade as no file has the name of the notebook."""
    start, end = MISSING.split("{}")
    return why.startswith(start) and why.endswith(end)


@attrs.frozen
class Grade:
    """The points of one grade cell: ``score`` of ``most``.

    ``waiting`` for a person's mark, set ``by_hand``, or an ``untouched`` text that earns nothing. What is set
    by hand and waits was set for an ``earlier`` answer.
    """

    score: float
    most: float
    waiting: bool = False
    by_hand: bool = False
    untouched: bool = False

    @property
    def earlier(self) -> bool:
        """Whether the points were given for another answer than this one."""
        return self.waiting and self.by_hand


@attrs.frozen
class Facts:
    """One handed-in notebook: grades and comments by grade id.

    ``late`` is in seconds and None when there is no deadline; ``penalty`` is in points; ``no_grade`` says in
    a sentence why there is no grade.
    """

    grades: Mapping[str, Grade]
    comments: Mapping[str, str]
    student: str = ""
    handed_in: datetime | None = None
    late: float | None = None
    penalty: float = 0.0
    no_grade: str = ""


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

    from itilkit.grading.gradebook.connection import gradebook, rows_by_cell, submitted_notebook

    with gradebook(told["db_url"]) as book:
        entry = submitted_notebook(book, told)
        grades = rows_by_cell(book, Grade, entry, Grade.max_score)
        comments = rows_by_cell(book, Comment, entry)
        return facts_in(book, entry.assignment, grades, comments, entry.late_submission_penalty or 0.0)


def facts_in(
    book: Any, submission: Any, grades: Mapping[str, Any], comments: Mapping[str, Any], penalty: float
) -> Facts:
    """The facts in rows of nbgrader's gradebook: a submission, and its grades and comments by cell."""
    from itilkit.grading.gradebook.marked_answers import earlier_comments, unknown_marks

    earlier, unknown = earlier_comments(book, grades, comments), unknown_marks(book, grades)
    told = [row.auto_comment for row in comments.values() if row.auto_comment not in (None, NO_RESPONSE)]
    student = submission.student
    name = one_line(" ".join(part for part in (student.first_name, student.last_name) if part))
    return Facts(
        grades={cell: grade_of(grade, known=cell not in unknown) for cell, grade in grades.items()},
        comments={
            cell: f"{ON_EARLIER}\n\n{row.manual_comment}" if cell in earlier else row.manual_comment
            for cell, row in comments.items()
            if row.manual_comment
        },
        student=name or student.id,
        handed_in=submission.timestamp,
        late=submission.total_seconds_late if _has_deadline(submission) else None,
        penalty=penalty,
        no_grade=str(told[0]) if told and not any(map(_is_scored, grades.values())) else "",
    )


def _is_scored(grade: Any) -> bool:
    return grade.auto_score is not None or (grade.manual_score is not None and not grade.needs_manual_grade)


def _has_deadline(submission: Any) -> bool:
    return submission.timestamp is not None and submission.duedate is not None


def grade_of(grade: Any, *, known: bool = True) -> Grade:
    """A grade of nbgrader's gradebook; ``known`` is whether it is for which answer a person gave it."""
    extra = bool(grade.extra_credit) and bool(grade.needs_manual_grade) and grade.auto_score is not None
    by_hand = grade.manual_score is not None or extra
    return Grade(
        score=float(grade.score or 0.0),
        most=float(grade.max_score or 0.0),
        waiting=bool(grade.needs_manual_grade),
        by_hand=by_hand and known,
        untouched=not (grade.auto_score or by_hand or grade.needs_manual_grade),
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
