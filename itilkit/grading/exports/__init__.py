"""Marks out of nbgrader's gradebook, in the forms that learning platforms and spreadsheets take in.

Each exporter is one of nbgrader's own export plugins:
``nbgrader export --exporter=itilkit.grading.exports.CanvasExporter --to canvas.csv``.
The verb `itilkit export` writes with the same classes.
"""

from itilkit.grading.exports.canvas import CanvasExporter
from itilkit.grading.exports.moodle import MoodleExporter
from itilkit.grading.exports.questions import QuestionExporter

__all__ = ["CanvasExporter", "MoodleExporter", "QuestionExporter"]
