"""nbgrader's configuration: this folder is the course, and everything it needs stays inside it."""

from pathlib import Path

from itilkit.grading.autograde import answers_as_data
from itilkit.widgets.overview_view import WRITE_HERE

HERE = Path(__file__).resolve().parent

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - traitlets puts it there

c.CourseDirectory.root = str(HERE)
c.CourseDirectory.course_id = "focus-on-value"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

# The exchange (where released and handed-in work lies) stands in the course folder, not in a system folder.
c.Exchange.root = str(HERE / "exchange")

c.ClearSolutions.code_stub = {"python": "answer=None,"}
c.ClearSolutions.text_stub = WRITE_HERE

# Learners read a page of their own, without code. The formgrader's pages stay as nbgrader makes them.
c.GenerateFeedback.exporter_class = "itilkit.grading.feedback.FeedbackExporter"

# A submission is a set of answers, not a program: assignments of the kit are graded from their answers alone,
# without a kernel. Assignments with ordinary code are graded as nbgrader always does.
answers_as_data(c)
