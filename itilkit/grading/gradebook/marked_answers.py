"""For which answer a person gave a mark or a comment, kept in the gradebook beside nbgrader's own tables.

nbgrader keeps marks and comments by hand when somebody hands in again, and does not know what they were given
for. So every grading notes the answer that a person sees from then on, wherever they mark: what they give
until the next grading is given for that one. nbgrader's flag “needs manual grade” is low once a person has
given a mark; here it goes up again when the mark was given for another answer, and only then. Of a
mark that was given before anything was noted, `remember` notes what lies in the folder autograded; without
that it waits, and nobody claims what it was given for.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from weakref import WeakSet

from nbformat import NO_CONVERT, read
from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from sqlalchemy import Column, String, Text, inspect
from sqlalchemy.orm import declarative_base

from itilkit.grading.gradebook.marker_cells import OUTSIDE, box_name, cells_by_id
from itilkit.items import AnswerProblem
from itilkit.literals import read_answer

#: What the grade id of a test cell adds to that of the answer which it marks.
TESTS = "-points"
#: What makes a text plain for pages is no part of it.
_JOINER = "\u2060"
#: Whatever opens a gradebook makes nbgrader's own tables in it, and a reader must make none.
_Base: Any = declarative_base()
#: The open gradebooks that are known to have the table.
_noted: WeakSet[Gradebook] = WeakSet()


class Given(_Base):  # type: ignore[misc]  # made by SQLAlchemy at run time
    """What is known of one of nbgrader's grades or comments, by its ``id``.

    ``shown`` is the answer that was graded last, ``meant`` the one that the mark or comment by hand was given
    for, both as fingerprints; ``comment`` is the comment, or the extra credit, as it stood then. The table is
    made by `keep_notes`.
    """

    __tablename__ = "itilkit_given"

    id: Any = Column(String(32), primary_key=True)
    shown: Any = Column(String(64), nullable=False)
    meant: Any = Column(String(64))
    comment: Any = Column(Text())


def keep_notes(book: Gradebook) -> None:
    """Make the table in a gradebook that is to be graded in, where it is missing."""
    if book not in _noted:
        Given.__table__.create(book.db.connection(), checkfirst=True)
        book.db.commit()
        _noted.add(book)


def _has_notes(book: Gradebook) -> bool:
    if book not in _noted and inspect(book.db.connection()).has_table(Given.__tablename__):
        _noted.add(book)
    return book in _noted


def is_by_hand(grade: Any) -> bool:
    """Whether a person gave anything for a grade: a mark, or extra credit."""
    return grade.manual_score is not None or bool(grade.extra_credit)


class Notes:
    """What is noted of some grades and comments (`rows`) in a gradebook; nothing where none was graded yet.

    What it adds needs the table (`keep_notes`).
    """

    def __init__(self, book: Gradebook, rows: Iterable[Any]) -> None:
        ids = [row.id for row in rows]
        self._book = book
        found = book.db.query(Given).filter(Given.id.in_(ids)) if ids and _has_notes(book) else ()
        self._known: dict[str, Given] = {given.id: given for given in found}

    def mark_is_earlier(self, grade: Any, answer: str) -> bool:
        """Note that ``grade`` now stands beside ``answer``; whether what is given by hand is another
        answer's: a mark, or extra credit.
        """
        given = self._given(grade)
        extra = repr(float(grade.extra_credit)) if grade.extra_credit else None
        # extra credit alone leaves a text waiting for its mark: it is given anew when it is another number
        anew = grade.manual_score is None and given.comment != extra
        if anew or not is_by_hand(grade) or not grade.needs_manual_grade:
            given.meant = given.shown
        given.shown, given.comment = answer, extra
        return is_by_hand(grade) and given.meant != answer

    def comment_is_earlier(self, comment: Any, answer: str) -> bool:
        """The same for a ``comment``."""
        given = self._given(comment)
        if given.comment != comment.manual_comment:
            given.meant, given.comment = given.shown, comment.manual_comment
        given.shown = answer
        return self.still_earlier(comment)

    def still_earlier(self, comment: Any) -> bool:
        """Whether a comment by hand stands as it was given for another answer."""
        given = self._known.get(comment.id)
        if given is None or comment.manual_comment is None or comment.manual_comment != given.comment:
            return False
        return bool(given.meant) and given.meant != given.shown

    def is_known(self, row: Any) -> bool:
        """Whether anything says for which answer a grade or comment by hand was given."""
        given = self._known.get(row.id)
        return given is not None and bool(given.meant)

    def fill(self, row: Any, answer: str) -> None:
        """Note that ``row`` stands beside ``answer``, unless more is noted of it."""
        if row.id not in self._known:
            self._given(row).shown = answer

    def lack(self, rows: Iterable[Any]) -> list[Any]:
        """Those of ``rows`` of which nothing is noted."""
        return [row for row in rows if row.id not in self._known]

    def _given(self, row: Any) -> Given:
        if row.id not in self._known:
            self._known[row.id] = Given(id=row.id, shown="")
            self._book.db.add(self._known[row.id])
        return self._known[row.id]


def remember(book: Gradebook, grades: Mapping[str, Any], comments: Mapping[str, Any], path: Path) -> None:
    """Note what marks and comments by hand were given for that stand there since before anything was noted:
    the answers in the graded notebook at ``path``, as that is what a person saw. Rows are by cell.
    """
    marked = {name: row for name, row in grades.items() if is_by_hand(row)}
    said = {name: row for name, row in comments.items() if row.manual_comment}
    by_hand = [*marked.items(), *said.items()]
    notes = Notes(book, [row for _, row in by_hand])
    if not notes.lack(row for _, row in by_hand):
        return
    answer = answers_in(read(path, NO_CONVERT))
    keep_notes(book)
    for name, row in by_hand:
        notes.fill(row, answer(name))
    book.db.commit()


def earlier_comments(
    book: Gradebook, grades: Mapping[str, Any], comments: Mapping[str, Any]
) -> frozenset[str]:
    """The cells whose comment by hand was given for another answer than the one that stands there now.

    ``grades`` and ``comments`` are rows by cell. Who has marked a text anew has let its comment stand.
    """
    by_hand = {name: row for name, row in comments.items() if row.manual_comment}
    notes = Notes(book, by_hand.values())
    return frozenset(
        name
        for name, row in by_hand.items()
        if notes.still_earlier(row) and (name not in grades or grades[name].needs_manual_grade)
    )


def unknown_marks(book: Gradebook, grades: Mapping[str, Any]) -> frozenset[str]:
    """The cells whose mark by hand waits, and of which nothing says for which answer it was given."""
    waiting = {name: row for name, row in grades.items() if is_by_hand(row) and row.needs_manual_grade}
    notes = Notes(book, waiting.values())
    return frozenset(name for name, row in waiting.items() if not notes.is_known(row))


def answers_in(notebook: NotebookNode) -> Callable[[str], str]:
    """What a graded ``notebook`` answers: the fingerprint of the answer by the grade id of a cell.

    A test belongs to the answer that it is named after, any other one to all answers of the notebook.
    """
    answers = {
        name: _answer(cell, name)
        for name, cell in cells_by_id(notebook, utils.is_solution, utils.is_task).items()
    }
    for cell in notebook.cells:
        # what was written outside of a field is shown, and marked, with what stands in it
        name = box_name(cell).removeprefix(OUTSIDE)
        if name in answers:
            answers[name] += f"\0{_answer(cell, name)}"
    whole = "\0".join(answers.values())

    def fingerprint(name: str) -> str:
        own = answers.get(name, answers.get(name.removesuffix(TESTS), whole))
        return hashlib.sha256(own.encode("utf-8", errors="backslashreplace")).hexdigest()

    return fingerprint


def _answer(cell: NotebookNode, name: str) -> str:
    if cell.cell_type == "code":
        try:
            return repr(read_answer(cell.source, name))
        except AnswerProblem:
            return str(cell.source)
    return " ".join(str(cell.source).replace(_JOINER, "").split())
