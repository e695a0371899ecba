"""The verb `itilkit export`: the marks of the course that the current folder is in, into files."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
from nbgrader.api import Gradebook
from nbgrader.apps import ExportApp
from sqlalchemy.exc import SQLAlchemyError

from itilkit.course.problem import Problem, WrongUse
from itilkit.grading.classes.course import course_above, open_app
from itilkit.grading.exports.canvas import CanvasExporter
from itilkit.grading.exports.exporter import Exporter
from itilkit.grading.exports.moodle import MoodleExporter
from itilkit.grading.exports.questions import QuestionExporter

EXPORTERS: Mapping[str, type[Exporter]] = {
    "canvas": CanvasExporter,
    "moodle": MoodleExporter,
    "questions": QuestionExporter,
}


@attrs.frozen
class Written:
    """What was written, one sentence a file, and what the instructor has to know, each once."""

    lines: Sequence[str]
    notes: Sequence[str]


def export(folder: Path, wanted: Mapping[str, Path | None], assignments: Sequence[str] = ()) -> Written:
    """Write the marks of the course of ``folder`` into the files in ``wanted``: canvas, moodle, questions.

    The settings of the exporters in the course's ``nbgrader_config.py`` hold. Raises Problem with a sentence.
    """
    files = {kind: path for kind, path in wanted.items() if path is not None}
    if not files:
        raise WrongUse("Nothing to write: name a file with --canvas, --moodle or --questions.")
    app = open_app(ExportApp, course_above(folder))
    directory = app.coursedir
    _require_gradebook(directory.db_url)
    lines: list[str] = []
    notes: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's, about queries inside nbgrader
            with Gradebook(directory.db_url, directory.course_id) as book:
                for kind, path in files.items():
                    exporter = EXPORTERS[kind](parent=app)
                    exporter.assignment = list(assignments) or exporter.assignment
                    notes += [note for note in exporter.write(book, path) if note not in notes]
                    lines.append(f"{path} is written.")
    except SQLAlchemyError as error:
        said = " ".join(str(getattr(error, "orig", None) or error).split())
        raise Problem(
            f"The gradebook {directory.db_url} cannot be read ({said}): mend it or restore a copy."
        ) from None
    return Written(lines, notes)


def _require_gradebook(db_url: str) -> None:
    """Raise Problem when the gradebook is a file that is not there: opening it would make an empty one."""
    kind, _, path = db_url.partition(":///")
    if kind == "sqlite" and not Path(path).is_file():
        raise Problem(f"There is no gradebook at {path}: generate an assignment and grade it, then export.")
