"""Marks for Canvas: the CSV file that its gradebook exports and imports."""

from collections.abc import Sequence

from traitlets import CaselessStrEnum, Dict, Integer, Unicode

from itilkit.grading.classes.points import ClassPoints
from itilkit.grading.classes.students import Student
from itilkit.grading.exports.addresses import login
from itilkit.grading.exports.exporter import Export, GradebookExporter, handed_in, people, points_of
from itilkit.grading.exports.table import figure
from itilkit.grading.gradebook.names import one_line

ABOUT = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
#: The line below the header, as Canvas itself writes it.
POINTS_POSSIBLE = "    Points Possible"


class CanvasExporter(GradebookExporter):
    """One row for each learner, one column for each assignment, and a row “Points Possible” on top.

    Canvas knows a learner by the number in the column ID, which is ``lms_user_id`` in nbgrader's gradebook;
    where there is none, by the login, else by the name. A login that is an email address stands as it was,
    although nbgrader's id had to change some of its signs. It shows every change before it saves any. An
    assignment is known by its number in brackets (``assignment_ids``), else by its name; Canvas offers to
    make one that it does not know. An empty cell takes a grade away that Canvas holds: who handed in nothing
    therefore has no row.
    """

    usual_name = "canvas.csv"

    section = Unicode("", help="What stands in the column Section.").tag(config=True)
    sis_id = CaselessStrEnum(
        ["login", "user"],
        default_value="login",
        help="Which of Canvas’s SIS ids nbgrader’s student ids are: the login, or the user id.",
    ).tag(config=True)
    assignment_ids = Dict(
        key_trait=Unicode(),
        value_trait=Integer(),
        help="Canvas’s number of each assignment, by nbgrader’s name; it stands in the assignment’s address.",
    ).tag(config=True)

    def heading(self, assignment: str) -> str:
        """The name of the column, with Canvas's number behind it where it is known."""
        name = super().heading(assignment)
        number = self.assignment_ids.get(assignment)
        return name if number is None else f"{name} ({number})"

    def table(self, marks: ClassPoints) -> Export:
        """The file's rows."""
        present, notes = handed_in(marks)
        most = [figure(points) for points in marks.assignments.values()]
        rows = [[*ABOUT, *self.headings(marks)], [POINTS_POSSIBLE, "", "", "", "", *most]]
        rows += [
            [*self._about(learner), *map(figure, points_of(marks, learner).values())] for learner in present
        ]
        strangers = [learner for learner in present if not canvas_number(learner)]
        if strangers:
            notes.append(f"No Canvas ID, so Canvas looks for the login or the name: {people(strangers)}.")
        return Export(rows, notes)

    def _about(self, learner: Student) -> Sequence[str]:
        sis = ("", login(learner)) if self.sis_id == "login" else (learner.id, "")
        return sorted_name(learner), canvas_number(learner), *sis, one_line(self.section)


def sorted_name(learner: Student) -> str:
    """The name as Canvas sorts it, last name first; the id where there is no name."""
    return ", ".join(part for part in (learner.last, learner.first) if part) or learner.id


def canvas_number(learner: Student) -> str:
    """The learner's number in Canvas; nothing when it is no number, as Canvas would cut it to one."""
    number = learner.lms_id
    return number if number.isascii() and number.isdigit() else ""
