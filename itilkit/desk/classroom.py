"""A class to teach: the folder of an nbgrader course, made once and brought up to date at any time.

Nothing that the instructor made or changed is overwritten. As in a learner's folder, a record tells which
files are still as they were delivered; only those are replaced by a newer edition.
"""

import hashlib
from importlib.resources import files as resources
from pathlib import Path, PurePosixPath

import attrs

from itilkit.course.delivery import DeliveredFile, Delivery, DeliveryFate, DeliveryRecord, deliver_files
from itilkit.course.files import CONFIG, SOLUTIONS, Course, clone_above, delivery_above, require_own
from itilkit.desk.enrolment import Answers, EnrolmentQuestion, updated
from itilkit.desk.roster import Fault, Roster, read_roster, roster_file
from itilkit.grading.classes.classbook import ClassBook
from itilkit.grading.classes.students import ROSTER, Student
from itilkit.ground.problem import Problem, WrongUse, cannot_use
from itilkit.ground.words import plural
from itilkit.ground.writing import write_atomically

CLASS_FOLDER = "itilkit-class"
#: The roster as it was before a list was brought in, with whatever else somebody wrote into it.
BEFORE = "roster-before.csv"
CLASS_RECORD = ".itilkit/class.json"
#: Newer editions of changed files lie here: beside a notebook nbgrader would take them for part of it.
ASIDE = PurePosixPath("newer")
FOLDERS = ("exchange", "submitted")
TEMPLATES = {"README.md": "README.md", ".gitignore": "gitignore.txt"}


@attrs.frozen
class Enrolment:
    """What became of a class list: how many are in the class, how many of them are new, what is worth saying,
    and what has to be asked.
    """

    students: int
    new: int
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    questions: tuple[EnrolmentQuestion, ...] = ()


@attrs.frozen
class Classroom:
    """What was done to a class's folder: assignments ``generated``, and sentences on those ``left``."""

    delivery: Delivery
    generated: tuple[str, ...]
    left: tuple[str, ...]
    enrolment: Enrolment


def class_above(path: Path) -> Path | None:
    """The class's folder that ``path`` is or lies in, known by its record, or None."""
    path = path.resolve()
    return next((folder for folder in (path, *path.parents) if (folder / CLASS_RECORD).exists()), None)


def class_folder(folder: Path | None, here: Path) -> Path:
    """The folder to make or to bring up to date; raises WrongUse for one that is something else."""
    root = (folder or class_above(here) or here / CLASS_FOLDER).resolve()
    clone = clone_above(root)
    if clone == root:
        raise WrongUse(f"{root} is the itilkit repository: name a folder for the class, as {CLASS_FOLDER}.")
    if clone is not None and root.relative_to(clone).parts[0] in (
        SOLUTIONS,
        "exercises",
        "notebooks",
        "itilkit",
    ):
        raise WrongUse(f"{root} lies among the repository’s own files: name a folder outside them.")
    require_own(root)
    if delivery_above(root) == root:
        raise WrongUse(f"{root} is a learner’s copy of the course: name another folder for the class.")
    if (root / CONFIG).exists() and not (root / CLASS_RECORD).exists():
        raise WrongUse(f"{root} is an nbgrader course already: name another folder for the class.")
    return root


def read_list(path: Path, *, partly: bool) -> Roster:
    """The class list in a file.

    Raises WrongUse for a file that cannot be read, and FaultyRoster for one with faults unless ``partly``.
    """
    try:
        roster = read_roster(path.read_bytes(), str(path))
    except OSError as error:
        reason = (error.strerror or str(error)).rstrip(".").lower()
        raise WrongUse(f"{path} cannot be read ({reason}): name the CSV file of the class.") from None
    if roster.faults and not partly:
        raise FaultyRoster(path, roster.faults)
    return roster


class FaultyRoster(Problem):
    """A class list with faults, so that nothing of it is brought in; ``faults`` are all of them."""

    def __init__(self, path: Path, faults: tuple[Fault, ...]) -> None:
        count = plural(len(faults), "fault")
        super().__init__(
            f"{path} has {count}, so nobody was brought in: mend that, or bring in the rest with --partly."
        )
        self.faults = faults


def open_classroom(
    course: Course,
    root: Path,
    *,
    roster: Path | None = None,
    partly: bool = False,
    answers: Answers = Answers(),  # noqa: B008 - it is frozen
) -> Classroom:
    """Make the class's folder ``root``, or bring it up to date, with all that the Formgrader needs.

    ``roster`` is a list to bring in; without one the folder's own counts. ``answers`` say who on it is
    whom. Raises Problem for a kit without solutions and for a faulty list, before anything is written.
    """
    if not course.clone or not (course.root / SOLUTIONS).is_dir():
        raise Problem(
            "This itilkit was installed without solutions: run itilkit teach from a clone of its repository."
        )
    own = root / ROSTER
    listed = roster or (own if own.is_file() else None)
    read = read_list(listed, partly=partly) if listed else None
    delivery = _deliver(course, root)
    book = ClassBook(root, new=True)
    generated, left = _generate(course, book, delivery)
    left += map(str, book.changed())
    enrolment = _enrol(book, own, read, answers, brought=roster is not None)
    return Classroom(delivery, tuple(generated), tuple(left), enrolment)


def _deliver(course: Course, root: Path) -> Delivery:
    templates = resources("itilkit.desk") / "templates"
    laid = {PurePosixPath(name): (templates / file).read_bytes() for name, file in TEMPLATES.items()}
    for name in (PurePosixPath(CONFIG), *course.files(SOLUTIONS)):
        laid[name] = (course.root / name).read_bytes()
    delivery = deliver_files(laid, root, course.version, record=CLASS_RECORD, aside=ASIDE)
    try:
        for folder in FOLDERS:
            (root / folder).mkdir(exist_ok=True)
    except OSError as error:
        raise cannot_use(Path(error.filename or root), error) from None
    return delivery


def _generate(course: Course, book: ClassBook, delivery: Delivery) -> tuple[list[str], list[str]]:
    """Make the learners' edition of assignments that are new or whose source is; returns those made, and
    sentences about those left as they are.
    """
    fresh = {
        step.path.parts[1]
        for step in delivery.steps
        if step.path.parts[0] == SOLUTIONS and step.fate in (DeliveryFate.LAID, DeliveryFate.REFRESHED)
    }
    known = {task.assignment for task in book.tasks()}
    record = DeliveryRecord.read(delivery.root, CLASS_RECORD)
    made, left = [], []
    for name in sorted({path.parts[1] for path in course.files(SOLUTIONS)}):
        release = book.release_folder(name)
        if name not in fresh and name in known and release.is_dir():
            continue
        if book.handed_in(name):
            left.append(
                f"{name} has graded work, so its release stays as learners have it: generate it in the "
                "Formgrader only if that work is to be graded by the newer one."
            )
            continue
        if not _ours(delivery.root, release, record):
            left.append(
                f"{release} was changed by hand, so it stays: generate it in the Formgrader only if those "
                "changes may go."
            )
            continue
        book.generate(name)
        made.append(name)
        for file in sorted(path for path in release.rglob("*") if path.is_file()):
            place = file.relative_to(delivery.root).as_posix()
            record.entries[place] = DeliveredFile(_fingerprint(file))
    if made:
        record.write(course.version)
    return made, left


def _ours(root: Path, release: Path, record: DeliveryRecord) -> bool:
    """Whether every file of a release is still as we generated it."""
    nobody = DeliveredFile()
    return all(
        record.entries.get(file.relative_to(root).as_posix(), nobody).delivered == _fingerprint(file)
        for file in release.rglob("*")
        if file.is_file() and ".ipynb_checkpoints" not in file.parts
    )


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _enrol(book: ClassBook, own: Path, read: Roster | None, answers: Answers, *, brought: bool) -> Enrolment:
    """Bring a list into the folder's roster and the gradebook."""
    if read is None:
        write_atomically(own, roster_file(()))
        return Enrolment(0, 0)
    notes = [*read.notes]
    known = own.read_bytes() if own.is_file() else b""
    rows = _own_rows(known, notes) if brought else list(read.students)
    in_book = {student.id: student for student in book.students()}
    on_roster = {student.id: student for student in rows}
    if brought:
        before = [*rows, *(student for id_, student in in_book.items() if id_ not in on_roster)]
        now = list(read.students)
    else:
        # the roster itself is the list; of those in the gradebook it notes which ids they had, and who left
        before = [_noted(student, on_roster.get(id_)) for id_, student in in_book.items()]
        before += [student for student in rows if student.gone and student.id not in in_book]
        now = [student for student in rows if not student.gone]
    if answers.gone and (read.faults or not now):
        raise WrongUse("Lines of the list are left out, so it does not tell who has left: mend it first.")
    done = updated(before, now, answers, whole=not read.faults)
    if brought or any(_noted(student, on_roster.get(student.id)) != student for student in done.students):
        if known not in (b"", roster_file(rows), roster_file(())):
            write_atomically(own.with_name(BEFORE), known)
        open_rows = () if brought else (each.student for each in done.questions)
        write_atomically(own, roster_file([*done.students, *open_rows]))
    present = [student for student in done.students if not student.gone]
    new = book.enrol(present)
    return Enrolment(len(present), new, (*notes, *done.said), read.faults, done.questions)


def _own_rows(known: bytes, notes: list[str]) -> list[Student]:
    """Who is on the folder's own roster; nobody where it cannot be read, which is noted."""
    try:
        return list(read_roster(known, ROSTER).students) if known else []
    except Problem:
        notes.append(f"The {ROSTER} that was here could not be read; it is kept as {BEFORE}.")
        return []


def _noted(student: Student, row: Student | None) -> Student:
    """Somebody with what their row of the roster notes, and no gradebook: other ids, and that they left."""
    return attrs.evolve(student, also=row.also if row else "", gone=row.gone if row else "")
