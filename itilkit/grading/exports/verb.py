"""The verb `itilkit export`: the marks of the course that the current folder is in, into files."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
from nbgrader.apps import ExportApp

from itilkit.course.files import course_above
from itilkit.grading.classes.course import open_app
from itilkit.grading.exports.canvas import CanvasExporter
from itilkit.grading.exports.exporter import Exporter
from itilkit.grading.exports.moodle import MoodleExporter
from itilkit.grading.exports.questions import QuestionExporter
from itilkit.grading.gradebook.opening import reading
from itilkit.ground.problem import WrongUse

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
    lines: list[str] = []
    notes: list[str] = []
    with warnings.catch_warnings(), reading(directory.db_url) as book:
        warnings.simplefilter("ignore")  # SQLAlchemy's, about queries inside nbgrader
        for kind, path in files.items():
            exporter = EXPORTERS[kind](parent=app)
            exporter.assignment = list(assignments) or exporter.assignment
            notes += [note for note in exporter.write(book, path) if note not in notes]
            lines.append(f"{path} is written.")
    return Written(lines, notes)
