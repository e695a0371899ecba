"""The kit's settings of nbgrader: what a course's ``nbgrader_config.py`` says, and what `check` uses."""

from pathlib import Path
from typing import Any

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor

from itilkit.grading.autograde import answers_as_data
from itilkit.grading.editions import own_revision
from itilkit.grading.formgrader import names_as_text, times_of_plain_files
from itilkit.grading.gradebook.fetching import FetchGrades
from itilkit.widgets.overview_view import WRITE_HERE


def kit_settings(config: Any, root: Path) -> None:
    """Configure nbgrader for the course in ``root``: folders, exchange, released cells, grading, feedback.

    Whatever the course's own file sets after this call holds.
    """
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "focus-on-value"
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.release_directory = "exercises"
    # The exchange (released and handed-in work) stands in the course folder, not in a system folder.
    config.Exchange.root = str(root / "exchange")
    # Work that came by mail or from a platform has nobody in the exchange to release feedback to.
    config.ExchangeFactory.release_feedback = "itilkit.grading.releasing.ReleaseFeedback"
    config.ClearSolutions.code_stub = {"python": "answer=None,"}
    config.ClearSolutions.text_stub = WRITE_HERE
    # Learners read a page of their own, without code. The formgrader's pages stay as nbgrader makes them.
    config.GenerateFeedback.exporter_class = "itilkit.grading.feedback.FeedbackExporter"
    config.GenerateFeedback.preprocessors = [FetchGrades, CSSHTMLHeaderPreprocessor]
    # A submission is a set of answers, not a program: assignments of the kit are graded from their answers
    # alone, without a kernel. Assignments with ordinary code are graded as nbgrader always does.
    answers_as_data(config)
    names_as_text(config)
    times_of_plain_files()
    own_revision()
