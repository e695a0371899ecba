"""Taking returned files in: the originals are kept first, then the chosen ones are laid for nbgrader."""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

import attrs

from itilkit.course.files import find_course
from itilkit.course.problem import Problem, WrongUse, cannot_use
from itilkit.course.writing import write_atomically
from itilkit.desk.labels import Origin
from itilkit.desk.matching import People
from itilkit.desk.names import SAFE_ID
from itilkit.desk.order import Order, Taken, iso, stamp
from itilkit.desk.returned import Course, Fate, Row, decide
from itilkit.desk.unpacking import Limits, Piece, Refusal, Unpacker, digest_of
from itilkit.grading.classes.classbook import ClassBook, Student, Task, assignments_of

#: Where originals are kept, below the course folder.
RETURNED = "returned"
TIMESTAMP = "timestamp.txt"
#: Bytes of a file's name. File systems take 255, and a copy in the making has a longer name.
LONGEST = 200


@attrs.frozen
class Intake:
    """What came of taking files in: the rows, who has nothing in by assignment, and where it was kept."""

    rows: tuple[Row, ...]
    nothing: tuple[tuple[str, tuple[Student, ...]], ...]
    kept: tuple[Path, ...]

    @property
    def late(self) -> list[str]:
        """The ids of those whose file Canvas marks as late while nothing tells its time."""
        return sorted(
            {
                row.student.id
                for row in self.rows
                if row.student and row.fate in (Fate.IN, Fate.REPLACED, Fate.HERE) and _late(row.order)
            }
        )

    @property
    def doubtful(self) -> list[Row]:
        """The rows that somebody has to look at."""
        return [row for row in self.rows if row.fate is Fate.DOUBTFUL]


def take_in(
    book: ClassBook,
    paths: Sequence[Path],
    *,
    assignment: str = "",
    dry: bool = False,
    limits: Limits | None = None,
) -> Intake:
    """Take returned files into the course of ``book``; with ``dry`` nothing is written.

    Raises WrongUse for a path or an assignment that is not there, and Problem for a class without anybody.
    """
    for path in paths:
        if not path.exists():
            raise WrongUse(f"{path} does not exist: name a zip, a folder or a notebook.")
    students, cells = book.students(), book.tasks()
    _require(students, assignments_of(cells), assignment)
    taken = Taken(book.root)
    course = Course(
        People(students),
        cells,
        lambda student, task: _standing(book, taken, student, task),
        lesson_cells(),
        assignment,
    )
    with tempfile.TemporaryDirectory() as scratch:
        unpacker = Unpacker(Path(scratch), limits)
        found = {path: list(unpacker.read(path)) for path in dict.fromkeys(paths)}
        rows = decide((each for pieces in found.values() for each in pieces), course)
        kept: list[Path] = []
        if not dry:
            try:
                kept = [_keep(book.root, path, pieces, rows) for path, pieces in found.items()]
                for row in rows:
                    _lay(book, row, taken)
            except OSError as error:
                raise cannot_use(Path(error.filename or book.root), error) from None
    return Intake(tuple(rows), tuple(_nothing(book, students, rows)), tuple(kept))


def _late(order: Order | None) -> bool:
    return order is not None and order.origin is Origin.CANVAS and order.late and not order.when


def _require(students: Sequence[Student], assignments: Sequence[str], assignment: str) -> None:
    if not students:
        raise Problem("The gradebook holds no students: fill in roster.csv and run itilkit teach.")
    if not assignments:
        raise Problem("The gradebook holds no assignments: run itilkit teach, or generate one in Formgrader.")
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
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        found[file.stem] = frozenset(str(cell["id"]) for cell in cells)
    return found


def _standing(book: ClassBook, taken: Taken, student: Student, task: Task) -> Order | None:
    """What is known of the file in the submitted folder, or None when there is none."""
    file = _target(book, student, task)
    if not file.is_file():
        return None
    digest = digest_of(file)
    known = taken.order_of(_name(student, task), digest)
    if known is not None:
        return known
    when = book.handed_in_at(student.id, task.assignment)
    return Order(Origin.PLAIN, digest, when=iso(when))


def _target(book: ClassBook, student: Student, task: Task) -> Path:
    return book.folder(student.id, task.assignment) / f"{task.notebook}.ipynb"


def _name(student: Student, task: Task) -> str:
    return f"{student.id}/{task.assignment}/{task.notebook}"


def _lay(book: ClassBook, row: Row, taken: Taken) -> None:
    """Put a file that goes in where nbgrader looks for it, with its time when that is known."""
    if row.fate not in (Fate.IN, Fate.REPLACED) or row.piece is None or row.order is None:
        return
    assert row.student is not None  # noqa: S101 - what goes in is somebody's
    assert row.task is not None  # noqa: S101
    target = _target(book, row.student, row.task)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_file() and taken.order_of(_name(row.student, row.task), digest := digest_of(target)) is None:
        # It came another way, so no original of it is kept yet.
        before = book.root / RETURNED / "before" / row.student.id / f"{row.task.notebook}-{digest[:8]}.ipynb"
        _copy(target, before)
    write_atomically(target, row.piece.file.read_bytes())
    timestamp = target.with_name(TIMESTAMP)
    if row.order.when:
        write_atomically(timestamp, stamp(row.order.when).encode())
    else:
        # The time of the file that was replaced is not the time of this one.
        timestamp.unlink(missing_ok=True)
    taken.add(_name(row.student, row.task), row.order)


def _keep(root: Path, path: Path, found: Sequence[Piece | Refusal], rows: Iterable[Row]) -> Path:
    """Copy an original into the folder of returned files, under a name that its content decides.

    Beside it lie, unpacked, the files that did not go in.
    """
    if path.resolve().is_relative_to(root.resolve() / RETURNED):
        return path
    pieces = [each for each in found if isinstance(each, Piece)]
    marks = [digest_of(path)] if path.is_file() else sorted(f"{each.path}{each.digest}" for each in pieces)
    mark = _mark("\n".join(marks))
    home = root / RETURNED / f"{_safe(path.stem if path.is_file() else path.name)}-{mark}"
    if path.is_file():
        _copy(path, home / _safe(path.name))
    else:
        for file in sorted(path.rglob("*")):
            if file.is_file() and not file.is_symlink():
                _copy(file, home / "files" / Path(*map(_safe, file.relative_to(path).parts)))
    own = {id(each) for each in pieces}
    for row in rows:
        if row.piece is not None and id(row.piece) in own and row.piece.archive:
            if row.fate is Fate.DOUBTFUL:
                _copy(row.piece.file, _free(home / "doubtful", row.piece))
            elif row.fate is Fate.OLDER:
                _copy(row.piece.file, _free(home / "earlier", row.piece))
    return home


def _free(folder: Path, piece: Piece) -> Path:
    """A name for an unpacked file: its whole path in one, told apart by its content where it must be."""
    parts = [_safe(part) for part in PurePosixPath(*piece.path.parts[1:]).parts] or [_safe(piece.path.name)]
    name = _safe("__".join(parts))
    target = folder / name
    if target.exists() and digest_of(target) != piece.digest:
        return folder / f"{piece.digest[:8]}-{name}"
    return target


def _safe(name: str) -> str:
    """A file's name without signs that some file system refuses, and no longer than any of them takes."""
    if SAFE_ID.fullmatch(name):
        return name
    # A name that is not Unicode has halves of signs in it.
    whole = name.encode("utf-8", "backslashreplace").decode("utf-8")
    clean = re.sub(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*]+', "-", whole).lstrip(".").rstrip(". ") or "file"
    if len(clean.encode()) <= LONGEST:
        return clean
    # What is cut off could be all that tells two names apart.
    end = f"-{_mark(name)}{PurePosixPath(clean).suffix[:10]}"
    return clean.encode()[: LONGEST - len(end.encode())].decode("utf-8", "ignore") + end


def _mark(text: str) -> str:
    """Eight signs that tell a text from others."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _copy(source: Path, target: Path) -> None:
    if target.is_file() and digest_of(target) == digest_of(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    part.replace(target)


def _nothing(
    book: ClassBook, students: Sequence[Student], rows: Sequence[Row]
) -> Iterator[tuple[str, tuple[Student, ...]]]:
    """For every assignment of this intake, who of the class has nothing in."""
    going = {(row.student.id, row.task) for row in rows if row.student and row.fate is not Fate.DOUBTFUL}
    for task in sorted({row.task for row in rows if row.task is not None}):
        missing = tuple(
            student
            for student in students
            if (student.id, task) not in going and not _target(book, student, task).is_file()
        )
        if missing:
            yield task.assignment, missing
