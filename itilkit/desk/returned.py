"""What becomes of each returned file: decided here, done by `intake`.

The newest of a person's files for an assignment goes in. Everything that leaves a doubt is listed with a
sentence, and nothing of it goes in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path, PurePosixPath

import attrs

from itilkit.desk.file_names import Label, attempt_of, is_added, is_conflicted, read_label
from itilkit.desk.intake_record import UploadOrder, iso, later
from itilkit.desk.matching import Doubt, People, task_by_cells, task_by_name
from itilkit.desk.unpacking import Piece, Refusal
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import nothing_answered
from itilkit.grading.classes.classbook import AssignmentNotebook
from itilkit.grading.classes.students import Student
from itilkit.notebook_reader import NotebookCell

#: How a notebook may end; programs for mail add to it.
_ENDINGS = (".ipynb", ".json", ".txt")


class ReturnedFate(StrEnum):
    """What becomes of a returned file."""

    IN = "in"
    REPLACED = "in, for an earlier one"
    HERE = "already here"
    OLDER = "an earlier attempt, kept"
    BLANK = "nothing is answered"
    ASIDE = "left out, nothing to grade"
    DOUBTFUL = "doubtful"


@attrs.frozen
class ReturnedFile:
    """One returned file; ``sentence`` says of a doubtful one what the doubt is and what to do.

    ``extra`` is a file that nobody misses where the person's assignment is here; ``conflicted`` one that a
    program marked as one of two copies between which it could not decide.
    """

    path: PurePosixPath
    fate: ReturnedFate
    sentence: str = ""
    student: Student | None = None
    task: AssignmentNotebook | None = None
    piece: Piece | None = None
    order: UploadOrder | None = None
    extra: bool = False
    conflicted: bool = False


@attrs.frozen
class SubmittedFile:
    """What lies in the submitted folder already, and what is known of it."""

    file: Path
    order: UploadOrder


@attrs.frozen
class IntakeCourse:
    """What files are matched with.

    ``cells`` are the ids of each notebook's cells, ``lessons`` those of the lessons; ``outline`` gives the
    cells of a notebook as they were handed out. ``standing`` tells what lies in the submitted folder already,
    ``folder`` where that is. ``wanted`` is the assignment that files are said to be for.
    """

    people: People
    cells: Mapping[AssignmentNotebook, frozenset[str]]
    standing: Callable[[Student, AssignmentNotebook], SubmittedFile | None]
    outline: Callable[[AssignmentNotebook], Mapping[str, NotebookCell]]
    folder: Callable[[Student, AssignmentNotebook], str]
    lessons: Mapping[str, frozenset[str]] = attrs.Factory(dict)
    wanted: str = ""


def decide(found: Iterable[Piece | Refusal], course: IntakeCourse) -> list[ReturnedFile]:
    """What becomes of everything that was found, in the order in which it was found."""
    rows: list[ReturnedFile] = []
    groups: defaultdict[tuple[str, AssignmentNotebook], list[int]] = defaultdict(list)
    for each in found:
        row = _refused(each) if isinstance(each, Refusal) else _read_safely(each, course)
        if row.student is not None and row.task is not None and row.fate is ReturnedFate.IN:
            groups[row.student.id, row.task].append(len(rows))
        rows.append(row)
    for places in groups.values():
        for place, row in zip(places, _settle([rows[place] for place in places], course), strict=True):
            rows[place] = row
    have = {
        row.student.id for row in rows if row.student and row.task and row.fate is not ReturnedFate.DOUBTFUL
    }
    return [_aside(row) if row.extra and row.student and row.student.id in have else row for row in rows]


def _aside(row: ReturnedFile) -> ReturnedFile:
    return _with(row, ReturnedFate.ASIDE)


def _refused(refusal: Refusal) -> ReturnedFile:
    return ReturnedFile(refusal.path, ReturnedFate.DOUBTFUL, refusal.sentence)


def _read_safely(piece: Piece, course: IntakeCourse) -> ReturnedFile:
    """Whatever is the matter with one file, the others are taken in."""
    try:
        return _read(piece, course)
    except Exception as error:  # noqa: BLE001 - nobody foresaw it, and it must not stop a whole class
        why = type(error).__name__
        return _doubtful(piece, f"{piece.path} could not be read ({why}): look at it, or ask for it again.")


def _read(piece: Piece, course: IntakeCourse) -> ReturnedFile:
    """Whose a file is and what for, or the doubt about it."""
    label = read_label(piece.path)
    if is_added(label.file):
        return _added(piece, label, course)
    if not label.file.casefold().endswith(_ENDINGS):
        return _no_notebook(piece, label, course)
    cells, fault = read_cells(piece.file)
    if fault:
        said = f"{fault[:1].lower()}{fault[1:].rstrip('.')}"
        return _doubtful(piece, f"{piece.path}: {said}; ask {_whom(label, course)} for it again.")
    ids = frozenset(name for cell in cells for name in cell.ids)
    try:
        task = _task(cells, label, ids, course)
        if task is None:
            return _a_lesson(piece, label, _lesson(ids, course.lessons), course)
        student = course.people.find(label, task.notebook)
    except Doubt as doubt:
        return _doubtful(piece, f"{piece.path} {doubt}.")
    if nothing_answered(cells, course.outline(task)):
        return ReturnedFile(piece.path, ReturnedFate.BLANK, "", student, task, piece)
    order = UploadOrder(
        label.origin,
        piece.digest,
        label.upload,
        attempt_of(label.file, task.notebook),
        label.late,
        iso(piece.when),
        piece.archive,
        iso(piece.packed),
    )
    conflicted = is_conflicted(label.file, task.notebook)
    return ReturnedFile(piece.path, ReturnedFate.IN, "", student, task, piece, order, conflicted=conflicted)


def _added(piece: Piece, label: Label, course: IntakeCourse) -> ReturnedFile:
    """What a platform put there: nobody is asked for it but whose notebook is missing."""
    row = attrs.evolve(_no_notebook(piece, label, course), extra=True)
    try:
        return attrs.evolve(row, student=course.people.find(label, ""))
    except Doubt:
        # What names nobody is a list of the whole class; a text may be all that somebody handed in.
        return row if "text." in label.file.casefold() and piece.file.stat().st_size else _aside(row)


def _no_notebook(piece: Piece, label: Label, course: IntakeCourse) -> ReturnedFile:
    return _doubtful(piece, f"{piece.path} is no notebook: ask {_whom(label, course)} for the .ipynb file.")


def _a_lesson(piece: Piece, label: Label, lesson: str, course: IntakeCourse) -> ReturnedFile:
    """A lesson, which only somebody hands in who knows no better, or who hands in everything."""
    whom = _whom(label, course)
    said = f"is the lesson {lesson}, not its assignment: ask {whom} for the one in exercises/"
    row = attrs.evolve(_doubtful(piece, f"{piece.path} {said}."), extra=True)
    try:
        return attrs.evolve(row, student=course.people.find(label, lesson))
    except Doubt:
        return row


def _doubtful(piece: Piece, sentence: str) -> ReturnedFile:
    return ReturnedFile(piece.path, ReturnedFate.DOUBTFUL, sentence, piece=piece)


def _whom(label: Label, course: IntakeCourse) -> str:
    """Whom to ask: a person's name where the file tells it."""
    names = sorted({task.notebook for task in course.cells}, key=len, reverse=True)
    inside = next((name for name in names if name in label.file), "")
    try:
        return course.people.find(label, inside).name
    except Doubt:
        return "the person"


def _task(
    cells: Sequence[NotebookCell], label: Label, ids: frozenset[str], course: IntakeCourse
) -> AssignmentNotebook | None:
    """Which notebook it is: by nbgrader's ids, then by any ids of cells, then as said, then by its name.

    None for a lesson; raises Doubt.
    """
    marked = frozenset(cell.grade_id for cell in cells if cell.grade_id)
    task = task_by_cells(marked, course.cells) or task_by_cells(ids, course.cells)
    if task is not None:
        if course.wanted and task.assignment != course.wanted:
            raise Doubt(
                f"holds the cells of {task.assignment}, not of {course.wanted}: take it without --assignment"
            )
        return task
    if _lesson(ids, course.lessons):
        return None
    named = [each for each in course.cells if not course.wanted or each.assignment == course.wanted]
    if course.wanted and len(named) == 1:
        return named[0]
    task = task_by_name(label.file, named)
    if task is None:
        raise Doubt(
            "belongs to no assignment that is known here: if you know of which it is, take it by itself and "
            "say so with --assignment"
        )
    return task


def _lesson(ids: frozenset[str], lessons: Mapping[str, frozenset[str]]) -> str:
    """The lesson that a notebook with these ids is, or nothing."""
    shared = {name: len(ids & cells) for name, cells in lessons.items()}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if best and 2 * shared[best] > len(ids) else ""


def _settle(rows: Sequence[ReturnedFile], course: IntakeCourse) -> list[ReturnedFile]:
    """Which of one person's files for one notebook goes in, if any, and what becomes of the others."""
    student, task = rows[0].student, rows[0].task
    assert student is not None  # noqa: S101 - rows without either are not grouped
    assert task is not None  # noqa: S101
    standing = course.standing(student, task)
    # Of two files with one content, the one without a mark of conflict.
    different = {row.order.digest: row for row in sorted(rows, key=lambda row: -row.conflicted) if row.order}
    conflict = any(row.conflicted for row in different.values())
    newest = None if conflict else _newest([*different.values()])
    here = standing.order.digest if standing else ""
    if newest is None and standing is not None and here in different:
        if not standing.order.chosen:
            return [_undecided(row, standing, course) for row in rows]
        # Somebody has chosen one of them by hand.
        newest = different[here]
    if newest is None:
        paths = [row.path for row in different.values()]
        alike = len({path.name for path in paths}) < len(paths)
        names = " and ".join(str(path) if alike else path.name for path in paths)
        doubt = f": {names} are both from {student.name}, and nothing tells for sure which is later:"
        if conflict:
            doubt = f" is one of several copies between which a program saw a conflict: ask {student.name} "
            doubt += "which counts, and"
        then = (
            f"put the one that counts into {course.folder(student, task)} by hand, as {task.notebook}.ipynb"
        )
        return [
            _with(row, ReturnedFate.DOUBTFUL, f"{row.path}{doubt} {then}, and take this again.")
            for row in rows
        ]
    fate, sentence = _beside(newest, standing, course)
    out, laid = [], False
    for row in rows:
        if row.order is None or newest.order is None or row.order.digest != newest.order.digest:
            out.append(_with(row, ReturnedFate.OLDER))
        elif laid and fate is not ReturnedFate.DOUBTFUL:
            out.append(_with(row, ReturnedFate.HERE))
        else:
            out.append(attrs.evolve(row, fate=fate, sentence=sentence, order=newest.order))
            laid = True
    return out


def _newest(rows: Sequence[ReturnedFile]) -> ReturnedFile | None:
    """The row that is later than every other, or None when nothing tells."""
    for row in rows:
        others = [other for other in rows if other is not row]
        if all(row.order and other.order and later(row.order, other.order) for other in others):
            return row
    return None


def _beside(
    row: ReturnedFile, standing: SubmittedFile | None, course: IntakeCourse
) -> tuple[ReturnedFate, str]:
    """What becomes of the newest file beside what lies in the submitted folder already."""
    if standing is None:
        return ReturnedFate.IN, ""
    if row.order is None or row.order.digest == standing.order.digest:
        return ReturnedFate.HERE, ""
    sign = later(row.order, standing.order)
    if sign is not True and _is_blank(standing, row.task, course):
        sign = True
    if sign is None:
        return ReturnedFate.DOUBTFUL, _undecided(row, standing, course).sentence
    return (ReturnedFate.REPLACED if sign else ReturnedFate.OLDER), ""


def _is_blank(standing: SubmittedFile, task: AssignmentNotebook | None, course: IntakeCourse) -> bool:
    """Whether what lies there answers nothing, so that it holds nothing back; or cannot even be read."""
    cells, fault = read_cells(standing.file)
    return bool(fault) or (task is not None and nothing_answered(cells, course.outline(task)))


def _undecided(row: ReturnedFile, standing: SubmittedFile, course: IntakeCourse) -> ReturnedFile:
    """The row beside a file that is in already, where nothing tells which is later: that one stays."""
    assert row.student is not None  # noqa: S101 - rows without either are not grouped
    assert row.task is not None  # noqa: S101
    if row.order is not None and row.order.digest == standing.order.digest:
        return _with(row, ReturnedFate.HERE)
    folder = course.folder(row.student, row.task)
    doubt = (
        f"{row.path} differs from what {row.student.name} has in {folder}, and nothing tells for sure which "
        "is later, so that one stays: if this one counts, put it there by hand, as "
    )
    return _with(row, ReturnedFate.DOUBTFUL, f"{doubt}{row.task.notebook}.ipynb, and take this again.")


def _with(row: ReturnedFile, fate: ReturnedFate, sentence: str = "") -> ReturnedFile:
    return attrs.evolve(row, fate=fate, sentence=sentence)
