"""The course as a learner gets it."""

import shutil
from pathlib import Path

COURSE = Path(__file__).parents[2]
ASSIGNMENT = "exercises/01-focus-on-value/01-focus-on-value.ipynb"
LESSON = "notebooks/01-focus-on-value.ipynb"
#: All modules by number: the folder of the assignment, which is the lesson's name too.
MODULES = {
    path.name[:2]: path.name
    for path in sorted((COURSE / "solutions").iterdir())
    if (COURSE / "notebooks" / f"{path.name}.ipynb").is_file()
}
START = "notebooks/00-start-here.ipynb"


def copy_course(folder: Path) -> Path:
    """Copy lessons and exercises into ``folder``, as `itilkit start` does."""
    for part in ("notebooks", "exercises"):
        shutil.copytree(COURSE / part, folder / part, ignore=shutil.ignore_patterns(".*"))
    return folder


def assignment_of(number: str) -> str:
    """Where the assignment of a module stands in the course."""
    return f"exercises/{MODULES[number]}/{MODULES[number]}.ipynb"


def lesson_of(number: str) -> str:
    """Where the lesson of a module stands in the course."""
    return f"notebooks/{MODULES[number]}.ipynb"
