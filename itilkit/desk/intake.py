"""Taking returned files in, so that a kill on the way loses nothing.

First the record tells what is about to be laid, then the originals are kept, then it is laid. Whatever a take
that is killed leaves undone, the next one finds in the record and brings to its end.
"""

import contextlib
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import attrs

from itilkit.course.files import find_course
from itilkit.course.lock import alone
from itilkit.desk.file_names import Origin
from itilkit.desk.intake_record import IntakeRecord, UploadOrder, iso, stamp
from itilkit.desk.matching import People
from itilkit.desk.originals import RETURNED, keep, keep_before
from itilkit.desk.returned import IntakeCourse, ReturnedFate, ReturnedFile, SubmittedFile, decide
from itilkit.desk.unpacking import Limits, Piece, Refusal, Unpacker, digest_of
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import as_outline
from itilkit.grading.classes.classbook import AssignmentNotebook, ClassBook, assignments_of
from itilkit.grading.classes.students import Student
from itilkit.ground.problem import Problem, WrongUse, cannot_use
from itilkit.ground.writing import write_atomically
from itilkit.notebook_reader import NotebookCell, read_notebook

TIMESTAMP = "timestamp.txt"
#: Seconds to wait for another command that is at work in the course.
PATIENCE = 10.0


@attrs.frozen
class Intake:
    """What came of taking files in: the rows, who has nothing in by assignment, and where it was kept."""

    rows: tuple[ReturnedFile, ...]
    nothing: tuple[tuple[str, tuple[Student, ...]], ...]
    kept: tuple[Path, ...]

    @property
    def late(self) -> list[str]:
        """The ids of those whose file Canvas marks as late while nothing tells its time."""
        return sorted(
            {
                row.student.id
                for row in self.rows
                if row.student
                and row.fate in (ReturnedFate.IN, ReturnedFate.REPLACED, ReturnedFate.HERE)
                and _late(row.order)
            }
        )

    @property
    def doubtful(self) -> list[ReturnedFile]:
        """The rows that somebody has to look at."""
        return self.of(ReturnedFate.DOUBTFUL)

    def of(self, fate: ReturnedFate) -> list[ReturnedFile]:
        """The rows with this fate, in the order in which they were found."""
        return [row for row in self.rows if row.fate is fate]


def take_in(
    book: ClassBook,
    paths: Sequence[Path],
    *,
    assignment: str = "",
    dry: bool = False,
    limits: Limits | None = None,
) -> Intake:
    """Take returned files into the course of ``book``; with ``dry`` nothing is written.

    Raises WrongUse for a path or an assignment that is not there, and Problem for a class without anybody, or
    when another command is at work in the course for too long.
    """
    for path in paths:
        _require_readable(path)
    students, cells = book.students(), book.tasks()
    _require(students, assignments_of(cells), assignment)
    with tempfile.TemporaryDirectory() as scratch:
        unpacker = Unpacker(Path(scratch), limits)
        found = {path: list(unpacker.read(path)) for path in dict.fromkeys(paths)}
        with contextlib.nullcontext() if dry else alone(book.root, patience=PATIENCE):
            try:
                taken = IntakeRecord(book.root)
                if not dry:
                    _finish(book, taken)
                course = IntakeCourse(
                    People(students),
                    cells,
                    lambda student, task: _standing(book, taken, student, task),
                    cache(lambda task: _outline(book, task)),
                    lambda student, task: _near(book.folder(student.id, task.assignment), book.root),
                    lesson_cells(),
                    assignment,
                )
                rows = decide((each for pieces in found.values() for each in pieces), course)
                kept = [] if dry else _lay(book, taken, found, rows)
            except OSError as error:
                raise cannot_use(Path(error.filename or book.root), error) from None
    return Intake(tuple(rows), tuple(_nothing(book, students, rows)), tuple(kept))


def _require_readable(path: Path) -> None:
    """Raises WrongUse for what is neither a file nor a folder: a pipe would be waited for without an end."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        raise WrongUse(f"{path} does not exist: name a zip, a folder or a notebook.") from None
    if stat.S_ISLNK(mode):
        raise WrongUse(f"{path} is a link: name the file or the folder that it leads to.")
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise WrongUse(f"{path} is a pipe or a device: name a zip, a folder or a notebook.")


def _late(order: UploadOrder | None) -> bool:
    return order is not None and order.origin is Origin.CANVAS and order.late and not order.when


def _require(students: Sequence[Student], assignments: Sequence[str], assignment: str) -> None:
    if not students:
        raise Problem(
            "The gradebook holds no students: in a class’s folder fill in roster.csv and run itilkit teach; "
            "in another course add them in the Formgrader."
        )
    if not assignments:
        raise Problem(
            "The gradebook holds no assignments: run itilkit teach, or generate one in the Formgrader."
        )
    if assignment and assignment not in assignments:
        raise WrongUse(f"There is no assignment {assignment}: name one of {', '.join(assignments)}.")


def lesson_cells() -> dict[str, frozenset[str]]:
    """The ids of the cells of every lesson, by its name; none where the course's files are missing."""
    try:
        files = sorted((find_course().root / "notebooks").glob("*.ipynb"))
    except Problem:
        return {}
    found = {}
    for file in files:
        found[file.stem] = frozenset(name for cell in read_notebook(file) for name in cell.ids)
    return found


def _outline(book: ClassBook, task: AssignmentNotebook) -> Mapping[str, NotebookCell]:
    """The cells of a notebook as they were handed out; none where the release is gone."""
    cells, _ = read_cells(book.release_folder(task.assignment) / f"{task.notebook}.ipynb")
    return as_outline(cells)


def _standing(
    book: ClassBook, taken: IntakeRecord, student: Student, task: AssignmentNotebook
) -> SubmittedFile | None:
    """What lies in the submitted folder, or None when there is nothing."""
    file = _target(book, _name(student, task))
    if not file.is_file():
        return None
    digest = digest_of(file)
    known = taken.order_of(_name(student, task), digest)
    when = iso(book.handed_in_at(student.id, task.assignment))
    return SubmittedFile(file, known or UploadOrder(Origin.PLAIN, digest, when=when, chosen=True))


def _name(student: Student, task: AssignmentNotebook) -> str:
    """By what the record knows a learner's notebook."""
    return f"{student.id}/{task.assignment}/{task.notebook}"


def _target(book: ClassBook, name: str) -> Path:
    """Where the notebook of this name lies in the submitted folder."""
    student, assignment, notebook = name.split("/", 2)
    return book.folder(student, assignment) / f"{notebook}.ipynb"


def _finish(book: ClassBook, taken: IntakeRecord) -> None:
    """Bring to its end what a take that was killed had begun, and clear away what it left half written."""
    halves = [*taken.path.parent.glob(f".{taken.path.name}.*.part"), *(book.root / RETURNED).rglob(".*.part")]
    unfinished = taken.unfinished()
    laid = set()
    for name, order in unfinished.items():
        target = _target(book, name)
        halves += target.parent.glob(".*.part")
        if target.is_file() and digest_of(target) == order.digest:
            _tell_time(target, order)
            laid.add(name)
    for half in halves:
        half.unlink(missing_ok=True)
    if unfinished:
        taken.end(laid)


def _lay(
    book: ClassBook,
    taken: IntakeRecord,
    found: Mapping[Path, Sequence[Piece | Refusal]],
    rows: Sequence[ReturnedFile],
) -> list[Path]:
    """Keep the originals, and put what goes in where nbgrader looks for it; returns where originals are."""
    going = {
        _name(row.student, row.task): row
        for row in rows
        if row.fate in (ReturnedFate.IN, ReturnedFate.REPLACED) and row.student and row.task
    }
    orders = {**_mended(book, taken, rows), **{name: row.order for name, row in going.items() if row.order}}
    if orders:
        taken.begin(orders)
    kept = [keep(book.root, path, each, rows) for path, each in found.items()]
    for name, order in orders.items():
        target = _target(book, name)
        piece = going[name].piece if name in going else None
        if piece is not None:
            if target.is_file() and taken.order_of(name, digest_of(target)) is None:
                # It came another way, so no original of it is kept yet.
                keep_before(book.root, name, target)
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, piece.file.read_bytes())
        _tell_time(target, order)
    if orders:
        taken.end(orders)
    return kept


def _mended(book: ClassBook, taken: IntakeRecord, rows: Iterable[ReturnedFile]) -> dict[str, UploadOrder]:
    """What is to be known of files that are here already, where that is more than the record knows."""
    found = {}
    for row in rows:
        if row.fate is not ReturnedFate.HERE or not (row.student and row.task and row.order):
            continue
        name = _name(row.student, row.task)
        target, order = _target(book, name), row.order
        when = iso(book.handed_in_at(row.student.id, row.task.assignment))
        known = taken.order_of(name, order.digest)
        if known is not None:
            if order.when and not known.when and not when:
                found[name] = attrs.evolve(known, when=order.when)
        elif target.is_file() and digest_of(target) == order.digest:
            # Somebody put it there. The time beside it may be that of the file which lay there before.
            stale = not when or when == taken.time_of(name)
            found[name] = attrs.evolve(order, chosen=True, when=order.when if stale else when)
    return found


def _tell_time(target: Path, order: UploadOrder) -> None:
    """Write the time of a notebook beside it, or take away the one that is another file's."""
    timestamp = target.with_name(TIMESTAMP)
    if order.when:
        write_atomically(timestamp, stamp(order.when).encode())
    else:
        timestamp.unlink(missing_ok=True)


def _nothing(
    book: ClassBook, students: Sequence[Student], rows: Sequence[ReturnedFile]
) -> Iterator[tuple[str, tuple[Student, ...]]]:
    """For every assignment of this intake, who of the class has nothing in."""
    present = [student for student in students if not student.gone]
    apart = (ReturnedFate.DOUBTFUL, ReturnedFate.BLANK)
    going = {(row.student.id, row.task) for row in rows if row.student and row.fate not in apart}
    for task in sorted(
        {row.task for row in rows if row.task is not None and row.fate is not ReturnedFate.BLANK}
    ):
        missing = tuple(
            student
            for student in present
            if (student.id, task) not in going and not _target(book, _name(student, task)).is_file()
        )
        if missing:
            yield task.assignment, missing


def _near(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
