"""What the gradebook says of a class: people, assignments, work handed in, graded cells.

The figures are nbgrader's own: its definitions of a score and of a penalty are asked for, not worked out
anew. A few queries fetch the whole class.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    GradeCell,
    SourceCell,
    SubmittedAssignment,
    TaskCell,
)
from sqlalchemy import select

from itilkit.content import did_you_mean
from itilkit.grading.classes.course import submissions
from itilkit.grading.classes.students import Student, gone_from, students_in
from itilkit.grading.gradebook.queries import of_cells, of_released, of_submissions
from itilkit.grading.gradebook.ungraded import ungraded
from itilkit.ground.problem import Problem, WrongUse
from itilkit.notebook_reader import MARKING, marking_calls

#: Kinds in the order in which they are listed.
KINDS = (*MARKING.values(), "written", "task", "code")


@attrs.frozen
class WorkPoints:
    """What one learner handed in for one assignment, in points.

    ``score`` holds automatic and manual marks and extra credit, ``penalty`` (0 or more) is what is taken off
    for lateness.
    """

    score: float
    penalty: float

    @property
    def points(self) -> float:
        """The points that count, as nbgrader's own export has them: never below 0."""
        return max(0.0, self.score - self.penalty)


@attrs.frozen
class CellPoints:
    """What one learner's graded cell got; a mark by hand counts in place of the automatic one.

    ``points`` holds the extra credit too. It is ``waiting`` for a person's mark also where there is one that
    was given for an ``earlier`` answer.
    """

    points: float
    auto: float | None
    manual: float | None
    extra: float | None
    waiting: bool

    @property
    def earlier(self) -> bool:
        """Whether its mark by hand, or its extra credit, was given for another answer."""
        return self.waiting and (self.manual is not None or (bool(self.extra) and self.auto is not None))


@attrs.frozen(order=True)
class GradedCell:
    """A graded cell of an assignment."""

    assignment: str
    notebook: str
    cell: str


@attrs.frozen
class CellAsks:
    """What a graded cell asks for: one of KINDS, and its most points."""

    kind: str
    most: float


@attrs.frozen
class ClassPoints:
    """A class: learners by last and first name, most points by assignment, and what was handed in.

    ``works`` are by learner and assignment, ``cells`` by learner and place. Who handed in nothing is in
    neither. ``ungraded`` is what was handed in and holds no grade, by learner and assignment, and why: a
    sentence where there was nothing to grade, else nothing. ``gone`` are those who have left the class,
    and stand nowhere else.
    """

    learners: Sequence[Student]
    assignments: Mapping[str, float]
    works: Mapping[tuple[str, str], WorkPoints]
    asked: Mapping[GradedCell, CellAsks]
    cells: Mapping[tuple[str, GradedCell], CellPoints]
    ungraded: Mapping[tuple[str, str], str] = attrs.field(factory=dict)
    gone: Sequence[Student] = ()

    def waiting(self) -> Mapping[str, int]:
        """By assignment, how many submissions wait for a person's mark; those with none are left out."""
        found = {(place.assignment, who) for (who, place), mark in self.cells.items() if mark.waiting}
        names = [assignment for assignment, _ in found]
        return {name: names.count(name) for name in self.assignments if name in names}

    def earlier(self, assignment: str) -> Sequence[Student]:
        """Whose mark by hand for an assignment was given for an earlier answer."""
        found = {
            who
            for (who, place), mark in self.cells.items()
            if mark.earlier and place.assignment == assignment
        }
        return [learner for learner in self.learners if learner.id in found]


def read_points(
    book: Gradebook, assignments: Iterable[str] = (), students: Iterable[str] = (), directory: Any = None
) -> ClassPoints:
    """The points in ``book``, of the assignments and students named by their ids, or of all.

    ``directory`` is nbgrader's own. What lies in its folder of submissions counts as handed in too, as the
    gradebook enters it only when it is graded; those who have left its class are left out unless they are
    named. Raises WrongUse when the gradebook knows nothing by such a name.
    """
    folder = [] if directory is None else submissions(directory)
    taken_in = {(each.student, each.assignment) for each in folder}
    gone = frozenset() if directory is None else gone_from(Path(directory.root))
    query = select(Assignment.name, Assignment.max_score).order_by(Assignment.name)
    most = {name: float(points or 0.0) for name, points in book.db.execute(query)}
    wanted = _known(list(assignments), most, "assignment")
    people = students_in(book)
    named = list(students)
    everybody = _known(named, [person.id for person in people], "student")
    who = named or [id_ for id_ in everybody if id_ not in gone]
    failed = ungraded(book)
    works = {key: work for key, work in _works(book).items() if key not in failed}
    # somebody who was taken in and never graded may not be in the gradebook yet
    without = {key: failed.get(key, "") for key in {*failed, *taken_in} - works.keys()}
    return ClassPoints(
        learners=[person for person in people if person.id in who],
        assignments={name: points for name, points in most.items() if name in wanted},
        works={key: work for key, work in works.items() if key[0] in who and key[1] in wanted},
        asked={place: asked for place, asked in _asked(book).items() if place.assignment in wanted},
        cells={
            key: mark
            for key, mark in _cells(book).items()
            if key[0] in who and key[1].assignment in wanted and (key[0], key[1].assignment) in works
        },
        ungraded={
            key: why
            for key, why in without.items()
            if key[1] in wanted and (key[0] in who or not (named or key[0] in gone))
        },
        gone=[person for person in people if person.id in gone and person.id not in who],
    )


def assignments_to_report(book: Gradebook) -> Sequence[Assignment]:
    """The rows of all assignments, by name; raises Problem where there is none."""
    rows = sorted(book.assignments, key=lambda row: str(row.name))
    if not rows:
        raise Problem(
            "The gradebook holds no assignment, so there is nothing to report: make one ready with itilkit "
            "teach or nbgrader generate_assignment, then grade."
        )
    return rows


def _known(named: Sequence[str], there: Iterable[str], what: str) -> Sequence[str]:
    known = list(there)
    for name in named:
        if name not in known:
            raise WrongUse(
                f"The gradebook knows no {what} “{name}”{did_you_mean(name, known)}: "
                f"name one that nbgrader db {what} list shows."
            )
    return named or known


def _works(book: Gradebook) -> dict[tuple[str, str], WorkPoints]:
    query = of_submissions(SubmittedAssignment.score, SubmittedAssignment.late_submission_penalty)
    return {
        (who, name): WorkPoints(float(score or 0.0), float(penalty or 0.0))
        for who, name, score, penalty in book.db.execute(query)
    }


def _asked(book: Gradebook) -> dict[GradedCell, CellAsks]:
    sources: dict[GradedCell, str] = {
        GradedCell(*where): source or ""
        for *where, source in book.db.execute(of_released(SourceCell, SourceCell.source))
    }
    found = {}
    for kind in (GradeCell, TaskCell):
        for *where, most, form in book.db.execute(of_released(kind, kind.max_score, kind.cell_type)):
            place = GradedCell(*where)
            found[place] = CellAsks(_kind(kind, form, sources.get(place, "")), float(most or 0.0))
    return dict(sorted(found.items(), key=lambda item: _order(*item)))


def _order(place: GradedCell, asked: CellAsks) -> tuple[str, str, int, str]:
    return place.assignment, place.notebook, KINDS.index(asked.kind), place.cell


def _kind(cell: Any, form: str, source: str) -> str:
    if cell is TaskCell:
        return "task"
    if form == "markdown":
        return "written"
    calls = marking_calls(source)
    return MARKING[calls[0].name] if calls else "code"


def _cells(book: Gradebook) -> dict[tuple[str, GradedCell], CellPoints]:
    columns = Grade.score, Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade
    query = of_cells(Grade, *columns)
    found = {}
    for who, assignment, notebook, cell, score, auto, manual, extra, flag in book.db.execute(query):
        found[who, GradedCell(assignment, notebook, cell)] = CellPoints(
            points=float(score or 0.0),
            auto=auto,
            manual=manual,
            extra=extra,
            waiting=bool(flag),
        )
    return found
