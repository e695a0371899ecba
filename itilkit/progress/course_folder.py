"""Where a learner's course folder is, and the file in it that keeps their progress."""

import os
from pathlib import Path, PurePath

#: The kit's own corner in a learner's course folder.
PRIVATE = ".itilkit"
#: What shows that a folder is a learner's course: the record of what was delivered into it.
RECORD = f"{PRIVATE}/delivered.json"
#: The diary, in the course folder itself: it is the learner's to read, keep and delete.
PROGRESS = "my-progress.jsonl"
#: The learner's assignments, each in a folder of its own.
EXERCISES = "exercises"
#: Where the pages of checked work lie in the learner's course folder.
PAGES = "feedback"
#: Names another file for the diary; ``off`` keeps none.
ELSEWHERE = "ITILKIT_PROGRESS"


def course_folder(start: Path) -> Path | None:
    """The learner's course folder that ``start`` is or lies in, known by its record, or None."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / RECORD).exists()), None)


def page_name(file: PurePath) -> str:
    """The name of the feedback page for the learner's ``file``, whatever they called it."""
    folder, name = file.parent.name, file.stem
    return f"{name}.html" if name == folder else f"{folder} {name}.html"


def diary_path(start: Path | None = None) -> Path | None:
    """The file of the diary for somebody who works in ``start`` (the current folder unless given).

    None where no diary is kept: outside a learner's course, or where the environment says ``off``.
    """
    named = os.environ.get(ELSEWHERE, "")
    if named:
        return None if named == "off" else Path(named)
    try:
        root = course_folder(start if start is not None else Path.cwd())
    except OSError:
        return None
    return None if root is None else root / PROGRESS
