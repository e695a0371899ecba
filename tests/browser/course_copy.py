"""The course as a learner gets it, and the browser that opens it."""

import shutil
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
COURSE = Path(__file__).parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ASSIGNMENT = "exercises/01-focus-on-value/01-focus-on-value.ipynb"
LESSON = "notebooks/01-focus-on-value.ipynb"
START = "notebooks/00-start-here.ipynb"


def copy_course(folder: Path) -> Path:
    """Copy lessons and exercises into ``folder``, as `itilkit start` does."""
    for part in ("notebooks", "exercises"):
        shutil.copytree(COURSE / part, folder / part, ignore=shutil.ignore_patterns(".*"))
    return folder
