"""Which submissions the gradebook knows and holds no grade of, and why.

Their grading failed or was cut off: nbgrader enters a submission before it grades it, with every cell at no
score, and counts no score as 0. Or there was nothing in it to grade, which the automatic comments say.
"""

from collections.abc import Mapping

from nbgrader.api import Comment, Grade, Gradebook, GradeCell, SolutionCell

from itilkit.grading.gradebook.queries import of_cells, of_released
from itilkit.grading.gradebook.submission_facts import NO_RESPONSE


def ungraded(book: Gradebook) -> Mapping[tuple[str, str], str]:
    """The submissions in ``book`` that are not graded, by learner and assignment, and why: a sentence where
    there was nothing to grade, else nothing.

    A test always gets a score of its own, so a notebook none of whose tests has one was not graded. Neither
    was a submission in which nothing at all has a score, and that is all there is to see where only people
    mark. A notebook with nothing in it is not graded unless a person has marked it since.
    """
    tests = _tests(book)
    reasons = {tuple(where): str(reason) for *where, _, reason in book.db.execute(_REASONS)}
    scored: dict[tuple[str, str], bool] = {}
    tested: dict[tuple[str, str, str], bool] = {}
    for who, assignment, notebook, cell, auto, manual, waits in book.db.execute(_GRADES):
        where = who, assignment, notebook
        has = auto is not None or (manual is not None and not (waits and where in reasons))
        scored[who, assignment] = scored.get((who, assignment), False) or has
        if (assignment, notebook, cell) in tests and where not in reasons:
            tested[where] = tested.get(where, False) or has
    untested = {(who, assignment): "" for (who, assignment, _), has in tested.items() if not has}
    why = {(who, assignment): reason for (who, assignment, _), reason in reasons.items()}
    return untested | {key: why.get(key, "") for key, has in scored.items() if not has}


def _tests(book: Gradebook) -> set[tuple[str, str, str]]:
    """The cells that are scored by being run: those of code that is not the learner's own."""
    found = {
        tuple(row) for row in book.db.execute(of_released(GradeCell).where(GradeCell.cell_type == "code"))
    }
    return found - {tuple(row) for row in book.db.execute(of_released(SolutionCell))}


_GRADES = of_cells(Grade, Grade.auto_score, Grade.manual_score, Grade.needs_manual_grade)
#: Automatic comments that are not nbgrader's only one.
_REASONS = of_cells(Comment, Comment.auto_comment).where(
    Comment.auto_comment.is_not(None), Comment.auto_comment != NO_RESPONSE
)
