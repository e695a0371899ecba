"""A class as its course folder knows it: learners, assignments, points, and where their notebooks lie.

Points come from nbgrader's gradebook, with a few queries for the whole class. Nothing is written, and nothing
of what was handed in is read here.
"""

import hashlib
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Select, select

from itilkit.course.problem import Problem
from itilkit.grading.books.names import one_line
from itilkit.grading.books.opening import reading
from itilkit.grading.books.ungraded import ungraded
from itilkit.grading.cells.current import Changed, changed_in
from itilkit.grading.cells.released import Assignment as Released
from itilkit.grading.cells.released import assignment_in
from itilkit.grading.classes.course import course_above, open_app, submissions
from itilkit.grading.classes.gone import gone_from

#: A file of this name in the course folder says that its class is made up.
SIMULATED = "simulated.txt"


@attrs.frozen
class Entry:
    """A learner: nbgrader's ``id`` and the ``name`` in words (the id where there is none, and behind a name
    that two people have).
    """

    id: str
    name: str


@attrs.frozen
class Task:
    """An assignment: the ``most`` points, and its notebooks as released (None: one with ordinary code)."""

    name: str
    most: float
    notebooks: Mapping[str, Released | None]


@attrs.frozen
class Handed:
    """What a learner handed in for an assignment, and its notebooks' files by name (graded ones if any).

    ``score`` is in points, None while nothing is graded; ``penalty`` is for coming late; ``waiting`` for a
    person's mark; ``earlier``: the one there is was given for another answer. ``no_grade`` is a sentence that
    says why there is none.
    """

    learner: str
    assignment: str
    files: Mapping[str, Path]
    score: float | None = None
    penalty: float = 0.0
    waiting: bool = False
    earlier: bool = False
    no_grade: str = ""


@attrs.frozen
class Register:
    """The whole class; ``seed`` stays the same for a course, and cannot be guessed from its names.

    ``changed`` are the notebooks whose source is no longer what is graded by.
    """

    learners: tuple[Entry, ...]
    tasks: tuple[Task, ...]
    handed: tuple[Handed, ...]
    seed: str
    simulated: bool
    changed: tuple[Changed, ...] = ()


@attrs.define
class _Graded:
    score: float = 0.0
    penalty: float = 0.0
    waiting: bool = False
    earlier: bool = False


def read_register(here: Path) -> Register:
    """The class of the course that ``here`` is or lies in.

    Raises WrongUse where there is no course, and Problem for a gradebook that is missing or cannot be used.
    """
    from nbgrader.apps.baseapp import NbGrader

    root = course_above(here)
    directory = open_app(NbGrader, root).coursedir
    with reading(directory.db_url) as book:
        return _register(book, directory)


def _register(book: Gradebook, directory: Any) -> Register:
    names = {
        row.id: row for row in book.db.execute(select(Student.id, Student.first_name, Student.last_name))
    }
    tasks = tuple(
        _task(book, directory, row) for row in sorted(book.assignments, key=lambda row: str(row.name))
    )
    if not tasks:
        raise Problem(
            "The gradebook holds no assignment, so there is nothing to report: make one ready with itilkit "
            "teach or nbgrader generate_assignment, then grade."
        )
    known = {task.name for task in tasks}
    failed = ungraded(book)
    graded = _graded(book, failed)
    # what lies in the folder of submissions may not be graded yet, and its learner not in the gradebook
    pairs = {(each.student, each.assignment) for each in submissions(directory)} | {*graded, *failed}
    handed = [
        _handed(directory, next(task for task in tasks if task.name == name), learner, graded, failed)
        for learner, name in sorted(pairs)
        if name in known
    ]
    gone = gone_from(Path(directory.root))
    handed = [each for each in handed if each.learner not in gone]
    ids = sorted({*names, *(each.learner for each in handed)} - gone)
    return Register(
        learners=tuple(_entries({each: _name(names.get(each), each) for each in ids})),
        tasks=tasks,
        handed=tuple(handed),
        seed=_seed(book),
        simulated=(Path(directory.root) / SIMULATED).is_file(),
        changed=tuple(each for task in tasks for each in changed_in(book, directory, task.name)),
    )


def _task(book: Gradebook, directory: Any, row: Any) -> Task:
    folder = Path(directory.format_path(directory.source_directory, ".", row.name))
    names = sorted(str(notebook.name) for notebook in row.notebooks)
    found = {name: assignment_in(book, folder / f"{name}.ipynb", row.name, name) for name in names}
    return Task(str(row.name), float(row.max_score or 0.0), found)


def _handed(
    directory: Any,
    task: Task,
    learner: str,
    graded: Mapping[tuple[str, str], _Graded],
    failed: Mapping[tuple[str, str], str],
) -> Handed:
    files = {}
    for name in task.notebooks:
        for step in (directory.autograded_directory, directory.submitted_directory):
            file = Path(directory.format_path(step, learner, task.name)) / f"{name}.ipynb"
            if file.exists():
                files[name] = file
                break
    found = graded.get((learner, task.name))
    if found is None:
        return Handed(learner, task.name, files, no_grade=failed.get((learner, task.name), ""))
    score = max(0.0, found.score - found.penalty)
    return Handed(learner, task.name, files, score, found.penalty, found.waiting, found.earlier)


def _graded(book: Gradebook, failed: Container[tuple[str, str]]) -> Mapping[tuple[str, str], _Graded]:
    """Points by learner and assignment, of everything that was graded; what ``failed`` is left out."""
    found: dict[tuple[str, str], _Graded] = {}
    columns = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
    query = _of_notebooks(*columns).join(Grade, Grade.notebook_id == SubmittedNotebook.id)
    for learner, name, auto, manual, extra, waits in book.db.execute(query):
        if (learner, name) in failed:
            continue
        each = found.setdefault((learner, name), _Graded())
        each.score += (auto or 0.0) if manual is None else manual
        each.score += extra or 0.0
        each.waiting = each.waiting or bool(waits)
        by_hand = manual is not None or (bool(extra) and auto is not None)
        each.earlier = each.earlier or (bool(waits) and by_hand)
    for learner, name, penalty in book.db.execute(_of_notebooks(SubmittedNotebook.late_submission_penalty)):
        if (learner, name) in found:
            found[learner, name].penalty += penalty or 0.0
    return found


def _of_notebooks(*columns: Any) -> Select[Any]:
    return (
        select(SubmittedAssignment.student_id, AssignmentRow.name, *columns)
        .select_from(SubmittedNotebook)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
    )


def _entries(names: Mapping[str, str]) -> Iterator[Entry]:
    """Learners by id, with the id behind a name that is not theirs alone."""
    times = Counter(name.casefold() for name in names.values())
    for id_, name in names.items():
        yield Entry(id_, f"{name} ({id_})" if times[name.casefold()] > 1 else name)


def _name(row: Any, learner: str) -> str:
    parts = (row.first_name, row.last_name) if row is not None else ()
    return one_line(" ".join(part for part in parts if part)) or learner


def _seed(book: Gradebook) -> str:
    """From nbgrader's own random id of the first assignment, which nobody outside the gradebook knows."""
    ids = list(_first(book))
    return hashlib.sha256(ids[0].encode()).hexdigest() if ids else ""


def _first(book: Gradebook) -> Iterator[str]:
    yield from book.db.scalars(select(AssignmentRow.id).order_by(AssignmentRow.name).limit(1))


__all__ = ["SIMULATED", "Entry", "Handed", "Register", "Task", "read_register"]
