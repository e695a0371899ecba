"""What `itilkit check` does: find the learner's course, check what was begun, and tell each in a line."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from itilkit.course.files import clone_above, delivery_above, find_course
from itilkit.course.problem import Problem, WrongUse
from itilkit.grading.own.alone import check_alone
from itilkit.grading.own.own_work import (
    EXERCISES,
    Checked,
    check,
    is_begun,
    own_assignments,
    own_file,
    solutions_of,
)
from itilkit.progress.keeping import diary
from itilkit.widgets.html import number


def check_all(
    start: Path, assignments: Sequence[str], lessons: str = ""
) -> Iterator[tuple[str, Path | None]]:
    """A line for each checked assignment, and its page; what was marked goes into the learner's diary.

    ``start`` lies in a learner's course folder. Raises WrongUse outside of one and for an assignment
    that is not there, and Problem when nothing is answered yet. An assignment that cannot be checked keeps
    none of the others from it: its Problem is raised when they are done.
    """
    course = delivery_above(start) or clone_above(start)
    if course is None:
        raise WrongUse(f"{start} is in no course: go into the folder that itilkit start made.")
    for name in assignments:
        own_file(course, name)
    names = list(assignments) or begun(course)
    if not names:
        raise Problem(f"Nothing is answered yet in {course / EXERCISES}: open an assignment there first.")
    whole = solutions_of(course) is not None
    problems: list[str] = []
    for name in names:
        try:
            line = _line(check_and_note(course, name, lessons, whole=whole))
        except WrongUse:
            raise
        except Problem as problem:
            problems.append(str(problem))
            continue
        yield line
    if problems:
        raise Problem(" ".join(problems))


def begun(course: Path) -> list[str]:
    """The assignments in which something is answered."""
    originals = find_course().root / EXERCISES
    names = own_assignments(course)
    return [name for name in names if is_begun(own_file(course, name), originals / name / f"{name}.ipynb")]


def check_and_note(course: Path, assignment: str, lessons: str, *, whole: bool) -> Checked:
    """Check one assignment, with the solutions if the ``whole`` of it can be marked, and note it down."""
    checked = check(course, assignment, lessons) if whole else check_alone(course, assignment)
    kept = diary(course)
    if kept is not None:
        kept.add_all(checked.diary)
    return checked


def _line(checked: Checked) -> tuple[str, Path]:
    told = f"{checked.assignment}: {number(checked.score)} of {number(checked.most)} points"
    if checked.waiting:
        told += f"; {number(checked.waiting)} of them wait for you to mark your own text by the rubric"
    unmarked = f" {checked.unmarked}" if checked.unmarked else ""
    return f"{told}.{unmarked} Feedback: {checked.page}", checked.page
