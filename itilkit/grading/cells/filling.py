"""A handed-in notebook's answers, put into the instructor's own notebook."""

from pathlib import Path

import attrs
from nbformat.notebooknode import NotebookNode

from itilkit.grading.books.facts import NOTHING
from itilkit.grading.cells.answered import nothing_answered
from itilkit.grading.cells.plain import as_plain
from itilkit.grading.cells.released import Assignment
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import Answers, take_answers

#: What an answer cell says that holds no answer, but is not as learners got it either.
EDITED = "This cell was edited, and holds no answer."
#: What stands above a text that was not written into its field; the learner reads it, too.
INSTEAD = "**Nothing stands in the field of this answer. What follows was written outside of it:**"


@attrs.frozen
class Filled:
    """The instructor's ``notebook`` with the ``answers`` of a file.

    ``fault`` is a sentence when the file cannot be read or answers nothing, so that it gets no grade.
    """

    notebook: NotebookNode
    answers: Answers
    fault: str


def filled(assignment: Assignment, path: Path) -> Filled:
    """What comes of the file ``path`` for an assignment."""
    own = assignment.own
    cells, fault = read_cells(path)
    answers = take_answers(cells, assignment.outline, own.literal_ids)
    texts = {name: as_plain(text) for name, text in answers.texts.items()}
    outside = as_plain(answers.outside)
    texts |= dict.fromkeys(answers.instead, f"{INSTEAD}\n\n{outside}")
    notes = {name: answers.problems.get(name, EDITED) for name in answers.edited}
    if not fault and nothing_answered(cells, assignment.outline):
        fault = NOTHING
    return Filled(own.with_answers(answers.literals, texts, notes), answers, fault)


__all__ = ["Filled", "filled"]
