"""What else lies in a submission's folder: files that nbgrader stumbles over.

nbgrader copies the other files of a submission beside the graded notebook and reads a time stamp among them.
It offers no setting for what to do with those that cannot be copied or read, so two methods of the converter
that is at work are given a careful version. Nothing of nbgrader's modules is changed.
"""

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Comment, Grade, MissingEntry
from nbgrader.converters.base import NbGraderException

from itilkit.grading.cells.submitted import LARGEST_FILE
from itilkit.grading.gradebook.connection import gradebook, rows_by_cell, submitted_notebook
from itilkit.grading.gradebook.marked_answers import remember
from itilkit.grading.gradebook.plain_files import LONGEST_TIME, TIMESTAMP, link_above, read_time
from itilkit.grading.gradebook.remarks import Holds, Remark, tell
from itilkit.grading.gradebook.saving import save_no_grade
from itilkit.grading.gradebook.submission_facts import MISSING

_GUARDED = "_itilkit_guarded"


def guard(converter: Any) -> None:
    """Let ``converter`` (an `Autograde`) go past files of a submission that cannot be copied or read."""
    course = converter.coursedir
    if not hasattr(course, _GUARDED):
        course.get_existing_timestamp = lambda folder: _timestamp(course, folder)
        setattr(course, _GUARDED, True)
    if is_guarded(converter):
        return
    setattr(converter, _GUARDED, True)
    prepare, begin = converter.init_destination, converter.init_assignment
    converter.init_destination = lambda assignment, student: _prepare(converter, prepare, assignment, student)
    converter.init_assignment = lambda assignment, student: _begin(converter, begin, assignment, student)


def is_guarded(converter: Any) -> bool:
    """Whether ``converter`` goes past such files, and takes the score from notebooks that are missing."""
    return hasattr(converter, _GUARDED)


def _timestamp(course: Any, folder: str) -> Any:
    try:
        return read_time(Path(folder))
    except ValueError:
        said = f"{folder}: its timestamp.txt holds no date, so its time is not known."
        tell(course.log, Remark(said, Holds.ALWAYS))
        return None


def _prepare(converter: Any, prepare: Any, assignment: str, student: str) -> bool:
    """Note what a person marked before nbgrader takes it away."""
    course = converter.coursedir
    folder = Path(course.format_path(course.autograded_directory, student, assignment))
    for path in sorted(folder.glob("*.ipynb")):
        where = {"assignment": assignment, "notebook": path.stem, "student": student}
        try:
            with gradebook(course.db_url, course.course_id) as book:
                entry = submitted_notebook(book, where)
                remember(book, rows_by_cell(book, Grade, entry), rows_by_cell(book, Comment, entry), path)
        except (MissingEntry, OSError, ValueError, AttributeError, KeyError) as error:
            converter.log.info("%s says nothing of what was marked (%s).", path, type(error).__name__)
    return bool(prepare(assignment, student))


def _begin(converter: Any, begin: Any, assignment: str, student: str) -> None:
    course = converter.coursedir
    folder = Path(course.format_path(course.submitted_directory, student, assignment))
    link = link_above(folder, Path(course.root) / course.submitted_directory)
    if link is not None:
        said = f"{link} is a link, and nothing of it was read: put the folder itself in its place."
        converter.log.error(said)
        raise NbGraderException(said)
    strange = sorted(set(_strange(folder)))
    if strange:
        converter.log.warning(
            "%s: links, devices, huge files and unreadable names among its files were left out (%d).",
            folder,
            len(strange),
        )
    before = course.ignore
    converter.notebooks = [name for name in converter.notebooks if _writable(name)]
    course.ignore = [*before, *(glob.escape(name) for name in strange)]
    try:
        begin(assignment, student)
    except NbGraderException:
        if converter.notebooks:
            raise
    finally:
        course.ignore = before
    _grade_none_missing(converter, folder, assignment, student)


def _strange(folder: Path) -> Iterator[str]:
    """Names in ``folder`` that are no plain files or folders, are huge, or cannot be written down."""
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            try:
                plain = _is_plain(Path(place) / name)
            except OSError:
                plain = False
            # nbgrader copies no notebook as it is, and each that it grades says for itself what is wrong.
            if not _writable(name) or (not plain and not name.endswith(".ipynb")):
                yield name


def _is_plain(path: Path) -> bool:
    found = path.lstat()
    if stat.S_ISDIR(found.st_mode):
        return True
    most = LONGEST_TIME if path.name == TIMESTAMP else LARGEST_FILE
    return stat.S_ISREG(found.st_mode) and found.st_size <= most and os.access(path, os.R_OK)


def _writable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _grade_none_missing(converter: Any, folder: Path, assignment: str, student: str) -> None:
    """Take the score from what nbgrader gives 0 for: the notebooks that a submission lacks.

    A file with another name was handed in, and nobody looked into it; what a person marked is not there.
    """
    course = converter.coursedir
    with gradebook(course.db_url, course.course_id) as book:
        names = [str(notebook.name) for notebook in book.find_assignment(assignment).notebooks]
        missing = [name for name in names if not os.path.exists(folder / f"{name}.ipynb")]  # noqa: PTH110
        for name in sorted(missing):
            why = MISSING.format(name)
            where = {"assignment": assignment, "notebook": name, "student": student}
            marks = save_no_grade(book, submitted_notebook(book, where), why)
            said = f"{student}, {name}: {why} It gets no grade: see that the file has this name in {folder}."
            if marks:
                said += f" What was marked by hand before ({', '.join(marks)}) does not count meanwhile."
            tell(converter.log, Remark(said, Holds.ALWAYS))
