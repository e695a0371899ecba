"""What becomes of each returned file: decided here, done by `laying`.

The newest of a person's files for an assignment goes in. Everything that leaves a doubt is listed with a
sentence, and nothing of it goes in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import PurePosixPath

import attrs

from itilkit.desk.labels import Label, attempt_of, read_label
from itilkit.desk.matching import Doubt, People, grade_ids, task_by_cells, task_by_name
from itilkit.desk.order import Order, iso, later
from itilkit.desk.unpacking import Piece, Refusal
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.classes.classbook import Student, Task

#: How a notebook may end; programs for mail add to it.
_ENDINGS = (".ipynb", ".json", ".txt")


class Fate(StrEnum):
    """What becomes of a returned file."""

    IN = "in"
    REPLACED = "in, for an earlier one"
    HERE = "already here"
    OLDER = "an earlier attempt, kept"
    DOUBTFUL = "doubtful"


@attrs.frozen
class Row:
    """One returned file; ``sentence`` says of a doubtful one what the doubt is and what to do."""

    path: PurePosixPath
    fate: Fate
    sentence: str = ""
    student: Student | None = None
    task: Task | None = None
    piece: Piece | None = None
    order: Order | None = None


@attrs.frozen
class Course:
    """What files are matched with.

    ``cells`` are the ids of each notebook's cells, ``lessons`` those of the lessons. ``standing`` tells what
    lies in the submitted folder already. ``wanted`` is the assignment that files are said to be for.
    """

    people: People
    cells: Mapping[Task, frozenset[str]]
    standing: Callable[[Student, Task], Order | None]
    lessons: Mapping[str, frozenset[str]] = attrs.Factory(dict)
    wanted: str = ""


def decide(found: Iterable[Piece | Refusal], course: Course) -> list[Row]:
    """What becomes of everything that was found, in the order in which it was found."""
    rows: list[Row] = []
    groups: defaultdict[tuple[str, Task], list[int]] = defaultdict(list)
    for each in found:
        row = _refused(each) if isinstance(each, Refusal) else _read_safely(each, course)
        if row.student is not None and row.task is not None and row.fate is not Fate.DOUBTFUL:
            groups[row.student.id, row.task].append(len(rows))
        rows.append(row)
    for places in groups.values():
        for place, row in zip(places, _settle([rows[place] for place in places], course), strict=True):
            rows[place] = row
    return rows


def _refused(refusal: Refusal) -> Row:
    return Row(refusal.path, Fate.DOUBTFUL, refusal.sentence)


def _read_safely(piece: Piece, course: Course) -> Row:
    """Whatever is the matter with one file, the others are taken in."""
    try:
        return _read(piece, course)
    except Exception as error:  # noqa: BLE001 - nobody foresaw it, and it must not stop a whole class
        why = type(error).__name__
        return _doubtful(piece, f"{piece.path} could not be read ({why}): look at it, or ask for it again.")


def _read(piece: Piece, course: Course) -> Row:
    """Whose a file is and what for, or the doubt about it."""
    label = read_label(piece.path)
    if not label.file.casefold().endswith(_ENDINGS):
        return _doubtful(
            piece, f"{piece.path} is no notebook: ask {_whom(label, course)} for the .ipynb file."
        )
    cells, fault = read_cells(piece.file)
    if fault:
        said = f"{fault[:1].lower()}{fault[1:].rstrip('.')}"
        return _doubtful(piece, f"{piece.path}: {said}; ask {_whom(label, course)} for it again.")
    try:
        task = _task(piece, label, frozenset(name for cell in cells for name in cell.ids), course)
        student = course.people.find(label, task.notebook)
    except Doubt as doubt:
        return _doubtful(piece, f"{piece.path} {doubt}.")
    order = Order(
        label.origin,
        piece.digest,
        label.upload,
        attempt_of(label.file, task.notebook),
        label.late,
        iso(piece.when),
        piece.archive,
        iso(piece.packed),
    )
    return Row(piece.path, Fate.IN, "", student, task, piece, order)


def _doubtful(piece: Piece, sentence: str) -> Row:
    return Row(piece.path, Fate.DOUBTFUL, sentence, piece=piece)


def _whom(label: Label, course: Course) -> str:
    """Whom to ask: a person's name where the file tells it."""
    names = sorted({task.notebook for task in course.cells}, key=len, reverse=True)
    inside = next((name for name in names if name in label.file), "")
    try:
        return course.people.find(label, inside).name
    except Doubt:
        return "the person"


def _task(piece: Piece, label: Label, ids: frozenset[str], course: Course) -> Task:
    """Which notebook it is: by nbgrader's ids, then by any ids of cells, then as said, then by its name."""
    try:
        marked = grade_ids(piece.file)
    except (ValueError, OSError):
        marked = frozenset()
    task = task_by_cells(marked, course.cells) or task_by_cells(ids, course.cells)
    if task is not None:
        if course.wanted and task.assignment != course.wanted:
            raise Doubt(
                f"holds the cells of {task.assignment}, not of {course.wanted}: take it without --assignment"
            )
        return task
    lesson = _lesson(ids, course.lessons)
    if lesson:
        whom = _whom(label, course)
        raise Doubt(f"is the lesson {lesson}, not its assignment: ask {whom} for the one in exercises/")
    named = [each for each in course.cells if not course.wanted or each.assignment == course.wanted]
    if course.wanted and len(named) == 1:
        return named[0]
    task = task_by_name(label.file, named)
    if task is None:
        raise Doubt("belongs to no assignment that is known here: say to which with --assignment")
    return task


def _lesson(ids: frozenset[str], lessons: Mapping[str, frozenset[str]]) -> str:
    """The lesson that a notebook with these ids is, or nothing."""
    shared = {name: len(ids & cells) for name, cells in lessons.items()}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if best and 2 * shared[best] > len(ids) else ""


def _settle(rows: Sequence[Row], course: Course) -> list[Row]:
    """Which of one person's files for one notebook goes in, if any, and what becomes of the others."""
    student, task = rows[0].student, rows[0].task
    assert student is not None  # noqa: S101 - rows without either are not grouped
    assert task is not None  # noqa: S101
    standing = course.standing(student, task)
    different = {row.piece.digest: row for row in rows if row.piece is not None}
    newest = _newest([*different.values()])
    here = standing.digest if standing else ""
    if newest is None and here in different:
        # Somebody has chosen one of them by hand.
        newest = different[here]
    if newest is None:
        names = " and ".join(row.path.name for row in different.values())
        doubt = f"{names} are both from {student.name}, and nothing tells which is later: {_choose(task)}"
        return [_with(row, Fate.DOUBTFUL, f"{row.path}: {doubt}") for row in rows]
    fate, sentence = _beside(newest, standing, student, task)
    out, laid = [], False
    for row in rows:
        if row.order is None or newest.order is None or row.order.digest != newest.order.digest:
            out.append(_with(row, Fate.OLDER))
        elif laid and fate is not Fate.DOUBTFUL:
            out.append(_with(row, Fate.HERE))
        else:
            out.append(attrs.evolve(row, fate=fate, sentence=sentence, order=newest.order))
            laid = True
    return out


def _newest(rows: Sequence[Row]) -> Row | None:
    """The row that is later than every other, or None when nothing tells."""
    for row in rows:
        others = [other for other in rows if other is not row]
        if all(row.order and other.order and later(row.order, other.order) for other in others):
            return row
    return None


def _beside(row: Row, standing: Order | None, student: Student, task: Task) -> tuple[Fate, str]:
    """What becomes of the newest file beside what lies in the submitted folder already."""
    if standing is None:
        return Fate.IN, ""
    if row.order is None or row.order.digest == standing.digest:
        return Fate.HERE, ""
    sign = later(row.order, standing)
    if sign is None:
        return Fate.DOUBTFUL, (
            f"{row.path} differs from what {student.name} has in the submitted folder, and nothing tells "
            f"which is later: {_choose(task)}"
        )
    return (Fate.REPLACED if sign else Fate.OLDER), ""


def _choose(task: Task) -> str:
    return f"put the one that counts there by hand, as {task.notebook}.ipynb."


def _with(row: Row, fate: Fate, sentence: str = "") -> Row:
    return attrs.evolve(row, fate=fate, sentence=sentence)
