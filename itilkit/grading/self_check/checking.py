"""What `itilkit check` does: find the learner's course, check what was begun, and tell each in a line."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from itilkit.course.files import clone_above, delivery_above
from itilkit.grading.self_check.own_files import OwnFile, find_own, own_files
from itilkit.grading.self_check.with_solutions import Checked, check, solutions_of
from itilkit.grading.self_check.without_solutions import check_alone
from itilkit.ground.problem import Problem, WrongUse
from itilkit.ground.words import number
from itilkit.progress.course_folder import EXERCISES
from itilkit.progress.kernel_diary import diary


def check_all(start: Path, names: Sequence[str], lessons: str = "") -> Iterator[tuple[str, Path | None]]:
    """A line for each checked file, and its page; what was marked goes into the learner's diary.

    ``start`` lies in a learner's course folder; ``names`` are assignments or notebook files, and without any
    all that was begun is checked. Raises WrongUse outside of a course and for an assignment that is not
    there, and Problem when nothing is answered yet. A file that cannot be checked keeps none of the others
    from it: its Problem is raised when they are done.
    """
    course = delivery_above(start) or clone_above(start)
    if course is None:
        raise WrongUse(f"{start} is in no course: go into the folder that itilkit start made.")
    files = [file for name in names for file in find_own(course, name)] if names else begun(course)
    if not files:
        raise Problem(f"Nothing is answered yet in {course / EXERCISES}: open an assignment there first.")
    whole = solutions_of(course) is not None
    problems: list[str] = []
    for file in files:
        try:
            line = _line(check_and_note(course, file, lessons, whole=whole))
        except WrongUse:
            raise
        except Problem as problem:
            problems.append(str(problem))
            continue
        yield line
    if problems:
        raise Problem(" ".join(problems))


def begun(course: Path) -> list[OwnFile]:
    """The files of assignments in which something is answered."""
    return [file for file in own_files(course) if file.begun]


def check_and_note(course: Path, file: OwnFile, lessons: str, *, whole: bool) -> Checked:
    """Check one file, with the solutions if the ``whole`` of it can be marked, and note it down."""
    checked = check(course, file, lessons) if whole else check_alone(course, file)
    kept = diary(course)
    if kept is not None:
        kept.add_all(checked.diary)
    return checked


def _line(checked: Checked) -> tuple[str, Path]:
    told = f"{checked.name}: {number(checked.score)} of {number(checked.most)} points"
    if checked.waiting:
        told += f"; {number(checked.waiting)} of them wait for you to mark your own text by the rubric"
    unmarked = f" {checked.unmarked}" if checked.unmarked else ""
    return f"{told}.{unmarked} Feedback: {checked.page}", checked.page
