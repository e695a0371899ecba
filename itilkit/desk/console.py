"""The instructor's verbs, said in sentences: teach, bundle and take."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from itilkit.course.delivery import Delivery, DeliveryFate
from itilkit.course.files import find_course
from itilkit.desk.classroom import Classroom, Enrolment, FaultyRoster, class_folder, open_classroom
from itilkit.desk.enrolment import Answers
from itilkit.grading.classes.students import ROSTER
from itilkit.ground.problem import Problem
from itilkit.ground.words import plural

if TYPE_CHECKING:
    from itilkit.desk.returned import ReturnedFile

Say = Callable[[str], None]
#: Jupyter's settings for an instructor: no news, the tools to create assignments, and the page `landing`.
SETTINGS = Path(__file__).parent / "quiet"

#: What the bundle for a class was searched for, and what no search can keep from anybody.
WITHOUT = "no key and no model text; good runs of the scenarios can be computed from the kit"


def set_up(
    folder: Path | None,
    roster: Path | None,
    *,
    partly: bool,
    say: Say,
    answers: Answers = Answers(),  # noqa: B008 - it is frozen
) -> Path:
    """Make a class's folder or bring it up to date, and say what happened; returns the folder.

    Raises Problem; the faults of a list are said first, each on a line of its own.
    """
    course = find_course()
    root = class_folder(folder, Path.cwd())
    try:
        done = open_classroom(course, root, roster=roster, partly=partly, answers=answers)
    except FaultyRoster as faulty:
        for fault in faulty.faults:
            say(str(fault))
        raise
    _tell_class(done, say)
    return root


def _tell_class(done: Classroom, say: Say) -> None:
    _tell_files(done.delivery, say)
    for sentence in done.left:
        say(sentence)
    _tell_enrolment(done.enrolment, done.delivery.root / ROSTER, say)
    made = f"{plural(len(done.generated), 'assignment')} made ready" if done.generated else "nothing to make"
    say(f"The class is in {done.delivery.root}: {made}. README.md there says what to do first.")


def _tell_files(delivery: Delivery, say: Say) -> None:
    if delivery.record_lost:
        say("The record of what was delivered here is unreadable, so every changed file counts as yours.")
    for step in delivery.steps:
        if step.fate is DeliveryFate.REFRESHED:
            say(f"{step.path} has a newer version, and you had not changed yours, so it is replaced.")
        if step.beside is not None:
            say(f"{step.path} stays as it is; its newer version is {step.beside}.")


def _tell_enrolment(done: Enrolment, roster: Path, say: Say) -> None:
    for fault in done.faults:
        say(f"{fault} This line is left out.")
    for note in done.notes:
        say(note)
    for question in done.questions:
        say(f"? {question}")
    if done.students:
        new = f", {done.new} of them new" if done.new else ""
        say(f"The class has {plural(done.students, 'student')}{new}.")
    else:
        say(f"The class has no students yet: fill in {roster}, or name a list with --roster.")


def make(
    for_class: Path | None, self_study: Path | None, to: Path, *, taught: Path | None = None, say: Say
) -> None:
    """Make the bundles asked for, both where none is, and say what they are.

    ``taught`` is a class's folder whose assignments go out; only the zip for a class is made then.
    """
    from itilkit.desk.bundle import BundleKind, file_name, make_bundles

    course = find_course()
    named = {BundleKind.CLASS: for_class, BundleKind.SELF_STUDY: self_study}
    asked = {kind: path for kind, path in named.items() if path is not None}
    targets = {kind: to / path for kind, path in asked.items()} or {
        kind: to / file_name(course, kind) for kind in (BundleKind if taught is None else [BundleKind.CLASS])
    }
    for done in make_bundles(course, targets, taught=taught):
        whom = "a class" if done.kind is BundleKind.CLASS else "self-study"
        inside = WITHOUT if done.kind is BundleKind.CLASS else "with the solutions, out of sight"
        size = f"{done.size / 1_000_000:.1f} MB"
        say(f"{done.path}, for {whom}: {plural(done.files, 'file')}, {size}, {inside}.")


def take_in_here(paths: Sequence[Path], *, assignment: str, dry: bool, say: Say) -> None:
    """Take returned files into the course around the current folder, and say what became of each.

    Raises Problem when one of them is doubtful.
    """
    from itilkit.course.files import course_above
    from itilkit.desk.intake import take_in
    from itilkit.desk.returned import ReturnedFate
    from itilkit.desk.showing import on_one_line, show_rows
    from itilkit.grading.classes.classbook import ClassBook

    book = ClassBook(course_above(Path.cwd()))
    done = take_in(book, paths, assignment=assignment, dry=dry)
    show_rows(done.rows, dry=dry)
    for row in done.doubtful:
        say(f"? {on_one_line(row.sentence)}")
    for name, who in _by_assignment(done.of(ReturnedFate.BLANK)):
        say(f"{name}: nothing is answered in what came from {who}, so it stays out.")
    for name, missing in done.nothing:
        say(f"{name}: nothing yet from {', '.join(student.id for student in missing)}.")
    if aside := len(done.of(ReturnedFate.ASIDE)):
        say(f"{plural(aside, 'file')} left out beside assignments: lessons, or what the platform adds.")
    counts = {fate: sum(row.fate is fate for row in done.rows) for fate in ReturnedFate}
    told = [
        f"{count} {'in which ' * (fate is ReturnedFate.BLANK)}{fate}"
        for fate, count in counts.items()
        if count
    ]
    say(f"{plural(len(done.rows), 'file')}: {'; '.join(told) or 'nothing to take'}.")
    if done.late:
        say(f"No times known: {len(done.late)} marked late by Canvas ({', '.join(done.late)}).")
    if dry:
        say("Nothing was written.")
    elif done.kept:
        say(f"The originals are kept in {' and '.join(_near(path, book.root) for path in done.kept)}.")
    if done.doubtful:
        count = plural(len(done.doubtful), "file")
        raise Problem(f"{count} left doubtful: read the lines above that begin with a question mark.")


def _by_assignment(rows: "Sequence[ReturnedFile]") -> Iterator[tuple[str, str]]:
    """Whose rows there are for each assignment, by id."""
    whose = {(row.task.assignment, row.student.id) for row in rows if row.task and row.student}
    for name in sorted({name for name, _ in whose}):
        yield name, ", ".join(sorted(who for assignment, who in whose if assignment == name))


def _near(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
