"""The course as a learner gets it."""

import shutil
from pathlib import Path

COURSE = Path(__file__).parents[2]
ASSIGNMENT = "exercises/01-focus-on-value/01-focus-on-value.ipynb"
LESSON = "notebooks/01-focus-on-value.ipynb"
START = "notebooks/00-start-here.ipynb"


def copy_course(folder: Path) -> Path:
    """Copy lessons and exercises into ``folder``, as `itilkit start` does."""
    for part in ("notebooks", "exercises"):
        shutil.copytree(COURSE / part, folder / part, ignore=shutil.ignore_patterns(".*"))
    return folder
