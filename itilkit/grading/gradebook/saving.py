"""Saving the grades of a notebook: nbgrader's own rules, with few queries and one commit.

nbgrader looks up each cell by a query of its own and commits after each, which makes the disk wait sixteen
times for a submission. What is written is the same in all but two things. A mark by hand waits to be given
again only when it was given for another answer (see `marked_answers`), not whenever a submission is graded
again. And a notebook in which nothing is answered, or of which there is no file, gets no score, as 0 is what
a wrong answer gets.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import Comment, Grade, Gradebook, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades

from itilkit.grading.gradebook.connection import gradebook, rows_by_cell, submitted_notebook
from itilkit.grading.gradebook.marked_answers import Notes, answers_in, is_by_hand, keep_notes
from itilkit.grading.gradebook.marker_cells import box, cells_by_id, grade_id
from itilkit.grading.gradebook.remarks import Holds, Remark, tell
from itilkit.grading.gradebook.submission_facts import NO_RESPONSE

#: In nbconvert's resources: the notebook was handed in on time, and no penalty stands in the gradebook.
ON_TIME = "itilkit_on_time"
#: In nbconvert's resources: why the notebook gets no grade, as a sentence; its automatic comments say it too.
NO_GRADE = "itilkit_no_grade"


#: What is noted as the answer where there is no file.
_NO_FILE = "no file"


def save_no_grade(book: Gradebook, entry: SubmittedNotebook, why: str) -> list[str]:
    """Give no grade for a notebook of which there is no file, and say ``why`` in its automatic comments.

    Returns the cells whose mark by hand stands, and waits for the file that it was given for.
    """
    keep_notes(book)
    grades, comments = rows_by_cell(book, Grade, entry), rows_by_cell(book, Comment, entry)
    notes = Notes(book, [*grades.values(), *comments.values()])
    marked = []
    for name, grade in grades.items():
        notes.mark_is_earlier(grade, _NO_FILE)
        grade.auto_score, grade.needs_manual_grade = None, is_by_hand(grade)
        if grade.needs_manual_grade:
            marked.append(name)
    for comment in comments.values():
        notes.comment_is_earlier(comment, _NO_FILE)
        comment.auto_comment = why
    book.db.commit()
    return sorted(marked)


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """Writes the automatic scores and comments of a graded notebook into the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The notebook, with a remark below each text that stands in place of one that a person marked.

        One with a cell that the gradebook does not know goes nbgrader's own way.
        """
        names, no_grade = resources["nbgrader"], resources.get(NO_GRADE, "")
        with gradebook(names["db_url"]) as book:
            keep_notes(book)
            entry = submitted_notebook(book, names)
            grades, comments = rows_by_cell(book, Grade, entry), rows_by_cell(book, Comment, entry)
            graded = cells_by_id(nb, utils.is_grade)
            said = cells_by_id(nb, utils.is_solution, utils.is_task)
            if graded.keys() <= grades.keys() and said.keys() <= comments.keys():
                notes, answer = Notes(book, [*grades.values(), *comments.values()]), answers_in(nb)
                earlier, unknown = {}, set()
                for name, cell in graded.items():
                    if notes.mark_is_earlier(grades[name], answer(name)):
                        earlier[name] = points_by_hand(grades[name])
                        if not notes.is_known(grades[name]):
                            unknown.add(name)
                    self._score(grades[name], cell, no_grade=bool(no_grade), earlier=name in earlier)
                commented = []
                for name, cell in said.items():
                    comments[name].auto_comment = no_grade or (NO_RESPONSE if _untouched(cell) else None)
                    if notes.comment_is_earlier(comments[name], answer(name)) and name not in earlier:
                        commented.append(name)
                self._tell_earlier(f"{names['student']}, {names['notebook']}", earlier, unknown, commented)
                if entry.assignment.total_seconds_late <= 0:
                    entry.late_submission_penalty = None
                    resources[ON_TIME] = True
                book.db.commit()
                _add_boxes(nb, earlier, unknown)
                return nb, resources
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def _score(self, grade: Any, cell: NotebookNode, *, no_grade: bool, earlier: bool) -> None:
        grade.auto_score = None if no_grade else utils.determine_grade(cell, self.log)[0]
        unmarked = grade.manual_score is None and grade.auto_score is None and not no_grade
        grade.needs_manual_grade = earlier or unmarked

    def _tell_earlier(
        self, whose: str, marks: Mapping[str, str], unknown: Collection[str], comments: Sequence[str]
    ) -> None:
        for name, points in marks.items():
            said = f"“{name}” was marked by hand ({points}) for an earlier answer; mark this one."
            if name in unknown:
                said = (
                    f"“{name}” was marked by hand ({points}) before it was noted for which answer; see "
                    "whether it is for this one, and mark it."
                )
            tell(self.log, Remark(f"{whose}: {said}", Holds.UNTIL_MARKED))
        for name in comments:
            said = f"the comment on “{name}” was given for an earlier answer; look at this one."
            tell(self.log, Remark(f"{whose}: {said}", Holds.UNTIL_MARKED))


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


def _add_boxes(nb: NotebookNode, marks: Mapping[str, str], unknown: Collection[str]) -> None:
    """Say it below the written answers too, for the person who marks."""
    for place, cell in reversed(list(enumerate(nb.cells))):
        name = grade_id(cell)
        if cell.cell_type == "markdown" and name in marks:
            said = f"**Marked before.** An earlier text got {marks[name]} points. This is another text."
            if name in unknown:
                said = f"**Marked before.** A text got {marks[name]} points, perhaps this one."
            nb.cells.insert(place + 1, box(f"earlier-{name}", said))


def points_by_hand(grade: Any) -> str:
    """What a person gave, as a sentence holds it."""
    mark = None if grade.manual_score is None else f"{grade.manual_score:g}"
    extra = f"{grade.extra_credit:g} extra" if grade.extra_credit else None
    return " + ".join(filter(None, (mark, extra)))
