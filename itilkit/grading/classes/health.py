"""What `itilkit doctor` says about the gradebook of the class that a folder belongs to."""

from importlib.util import find_spec
from pathlib import Path

from itilkit.course.files import course_above
from itilkit.course.health import Finding
from itilkit.ground.problem import Problem, WrongUse


def gradebook_health(folder: Path) -> list[Finding]:
    """One finding where a folder lies in an nbgrader course with a gradebook; none elsewhere, nor without
    nbgrader.
    """
    if find_spec("nbgrader") is None:
        return []
    try:
        root = course_above(folder)
    except WrongUse:
        return []
    from itilkit.grading.classes.classbook import ClassBook  # with nbgrader: no learner waits for it

    try:
        there = ClassBook(root, new=True).there
    except Problem as problem:
        return [Finding("gradebook", found=False, version="not usable", mend=str(problem))]
    return [Finding("gradebook", found=True, version="usable", note=str(root))] if there else []
