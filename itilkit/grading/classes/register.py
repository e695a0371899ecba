"""A class as its course folder knows it: learners, assignments, points, and where their notebooks lie.

Points come from nbgrader's gradebook, with a few queries for the whole class. Nothing is written, and nothing
of what was handed in is read here.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import Gradebook
from sqlalchemy import select

from itilkit.course.problem import Problem
from itilkit.grading.books.opening import reading
from itilkit.grading.cells.current import Changed, changed_in
from itilkit.grading.cells.released import ReleasedNotebook, released_in
from itilkit.grading.classes.course import course_above, open_app, submissions
from itilkit.grading.classes.gone import gone_from
from itilkit.grading.classes.points import ClassPoints, read_points

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
    notebooks: Mapping[str, ReleasedNotebook | None]


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
    tasks = {str(row.name): _task(book, directory, row) for row in book.assignments}
    if not tasks:
        raise Problem(
            "The gradebook holds no assignment, so there is nothing to report: make one ready with itilkit "
            "teach or nbgrader generate_assignment, then grade."
        )
    gone = gone_from(Path(directory.root))
    # what lies in the folder of submissions may not be graded yet, and its learner not in the gradebook
    folder = [(each.student, each.assignment) for each in submissions(directory)]
    marks = read_points(book, taken_in=folder, gone=gone)
    handed = list(_handed(directory, marks, tasks))
    names = {each.id: " ".join(part for part in (each.first, each.last) if part) for each in marks.learners}
    ids = sorted({*names, *(each.learner for each in handed)})
    return Register(
        learners=tuple(_entries({each: names.get(each) or each for each in ids})),
        tasks=tuple(tasks[name] for name in sorted(tasks)),
        handed=tuple(handed),
        seed=_seed(book),
        simulated=(Path(directory.root) / SIMULATED).is_file(),
        changed=tuple(each for name in sorted(tasks) for each in changed_in(book, directory, name)),
    )


def _task(book: Gradebook, directory: Any, row: Any) -> Task:
    folder = Path(directory.format_path(directory.source_directory, ".", row.name))
    names = sorted(str(notebook.name) for notebook in row.notebooks)
    found = {name: released_in(book, folder / f"{name}.ipynb", row.name, name) for name in names}
    return Task(str(row.name), float(row.max_score or 0.0), found)


def _handed(directory: Any, marks: ClassPoints, tasks: Mapping[str, Task]) -> Iterator[Handed]:
    """What was handed in, by learner and assignment."""
    cells = [(who, place.assignment, mark) for (who, place), mark in marks.cells.items()]
    waiting = {(who, name) for who, name, mark in cells if mark.waiting}
    earlier = {(who, name) for who, name, mark in cells if mark.earlier}
    for key in sorted({*marks.works, *marks.ungraded}):
        learner, name = key
        files, work = _files(directory, learner, tasks[name]), marks.works.get(key)
        if work is None:
            yield Handed(learner, name, files, no_grade=marks.ungraded[key])
        else:
            yield Handed(learner, name, files, work.points, work.penalty, key in waiting, key in earlier)


def _files(directory: Any, learner: str, task: Task) -> Mapping[str, Path]:
    """The graded notebooks of a learner, or those that were handed in."""
    files = {}
    for name in task.notebooks:
        for step in (directory.autograded_directory, directory.submitted_directory):
            file = Path(directory.format_path(step, learner, task.name)) / f"{name}.ipynb"
            if file.exists():
                files[name] = file
                break
    return files


def _entries(names: Mapping[str, str]) -> Iterator[Entry]:
    """Learners by id, with the id behind a name that is not theirs alone."""
    times = Counter(name.casefold() for name in names.values())
    for id_, name in names.items():
        yield Entry(id_, f"{name} ({id_})" if times[name.casefold()] > 1 else name)


def _seed(book: Gradebook) -> str:
    """From nbgrader's own random id of the first assignment, which nobody outside the gradebook knows."""
    ids = list(book.db.scalars(select(AssignmentRow.id).order_by(AssignmentRow.name).limit(1)))
    return hashlib.sha256(ids[0].encode()).hexdigest() if ids else ""


__all__ = ["SIMULATED", "Entry", "Handed", "Register", "Task", "read_register"]
