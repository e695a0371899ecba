"""The nbgrader course that is graded: its folder, its settings as nbgrader reads them, and who handed in."""

import fnmatch
import glob
import logging
import os
import re
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import attrs
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from itilkit.course.files import CONFIG, course_above, require_own
from itilkit.grading.editions import own_revision
from itilkit.ground.problem import Problem


@attrs.frozen
class Submission:
    """What one learner handed in for one assignment: a folder below the course's submitted folder."""

    student: str
    assignment: str
    folder: Path

    @property
    def who(self) -> str:
        """Whose it is and what for, as every line about it begins."""
        return f"{self.student}, {self.assignment}"


def course_directory(here: Path) -> Any:
    """Nbgrader's own `CourseDirectory` of the course that ``here`` lies in; raises as `open_app` does."""
    from nbgrader.apps.baseapp import NbGrader

    return open_app(NbGrader, course_above(here)).coursedir


def open_app(kind: type[Any], root: Path) -> Any:
    """One of nbgrader's own applications, which has read the settings of the course in ``root``.

    It says nothing by itself. Raises Problem when the settings cannot be read, and WrongUse, before they are,
    for a course that was handed in.
    """
    require_own(root)
    own_revision()
    with chdir(root):
        app = kind(raise_config_file_errors=True)
        try:
            app.initialize([])
        except SystemExit:
            raise Problem(
                f"{root / CONFIG} holds a setting that nbgrader refuses: mend the one named above."
            ) from None
        except Exception as error:  # noqa: BLE001 - the settings are a program, which can fail in any way
            said = " ".join(f"{type(error).__name__}: {error}".split())
            raise Problem(f"{root / CONFIG} cannot be read ({said}): mend it, then grade again.") from None
    return _silenced(app)


def app_with(kind: type[Any], settings: Config) -> Any:
    """One of nbgrader's own applications with ``settings``, whatever stands in this computer's files."""
    app = kind(config=settings)
    app.coursedir = CourseDirectory(parent=app)
    return _silenced(app)


def _silenced(app: Any) -> Any:
    app.log.handlers[:] = [logging.NullHandler()]
    app.log.propagate = False
    return app


def submissions(directory: Any) -> Iterator[Submission]:
    """Everything handed in, by assignment and then by learner; ``directory`` is nbgrader's own.

    Its settings of whose work to grade and to leave out are followed.
    """
    step = directory.submitted_directory
    everything = directory.directory_structure.format(nbgrader_step=step, student_id="*", assignment_id="*")
    names = directory.format_path(step, "(?P<student>[^/]+)", "(?P<assignment>[^/]+)", escape=True)
    left_out = directory.student_id_exclude.split(",")
    found = []
    for path in glob.glob(everything, root_dir=directory.root):  # noqa: PTH207 - Path.glob takes no such root
        folder = os.path.join(directory.root, path)  # noqa: PTH118 - compared with nbgrader's own text
        match = re.fullmatch(names, folder)
        if match is None or not os.path.isdir(folder):  # noqa: PTH112
            continue
        each = Submission(match["student"], match["assignment"], Path(folder))
        if fnmatch.fnmatchcase(each.student, directory.student_id) and each.student not in left_out:
            found.append(each)
    yield from sorted(found, key=lambda each: (each.assignment, each.student))


def notebooks_in(directory: Any, folder: Path) -> list[str]:
    """The notebook files of a submission, as nbgrader looks for them, with their whole paths."""
    pattern = f"{glob.escape(str(folder))}{os.sep}{directory.notebook_id}.ipynb"
    return sorted(glob.glob(pattern))  # noqa: PTH207 - nbgrader's own way of looking
