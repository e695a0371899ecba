"""Marks for Moodle: a CSV file for “Grades ▸ Import ▸ CSV file”."""

from traitlets import CaselessStrEnum

from itilkit.course.problem import Problem
from itilkit.grading.exports.exporter import Export, GradebookExporter, handed_in, people, points_of
from itilkit.grading.exports.marks import Learner, Marks
from itilkit.grading.exports.table import figure, harmless, plain

NAMES = ("First name", "Last name")
#: What Moodle may know a learner by, and the column's heading in Moodle's own exports.
IDENTIFYING = {"idnumber": "ID number", "email": "Email address", "username": "Username"}


class MoodleExporter(GradebookExporter):
    """One row for each learner: names, the identifying column, and one column for each assignment.

    On import choose UTF-8 and comma, map the identifying column to the user field of that name, and each
    assignment to its grade item or to a new one; leave the names unmapped. Moodle stops at the first learner
    whom it does not know. An empty cell takes a grade away that Moodle holds, so who handed in nothing has no
    row; nor has anybody whose identifying field is blank, because Moodle then books the row on whoever stands
    above it.
    """

    usual_name = "moodle.csv"

    identify_by = CaselessStrEnum(
        list(IDENTIFYING),
        default_value="idnumber",
        help="How Moodle knows learners: by nbgrader’s student id (idnumber, username), or by the email.",
    ).tag(config=True)

    def table(self, marks: Marks) -> Export:
        """The file's rows; raises Problem when two learners have the same identifying field."""
        present, notes = handed_in(marks)
        known = [learner for learner in present if self._identity(learner)]
        rows = [[*NAMES, IDENTIFYING[self.identify_by], *self.headings(marks)]]
        seen: dict[str, Learner] = {}
        for learner in known:
            identity = self._identity(learner)
            other = seen.setdefault(identity.casefold(), learner)
            if other is not learner:
                raise Problem(
                    f"{people([other, learner])} have the same {IDENTIFYING[self.identify_by].lower()}, "
                    f"{identity}: correct one of them in the gradebook, then export again."
                )
            points = points_of(marks, learner).values()
            rows.append([harmless(learner.first), harmless(learner.last), identity, *map(figure, points)])
        blank = [learner for learner in present if not self._identity(learner)]
        if blank:
            notes.append(
                f"No row, as the {IDENTIFYING[self.identify_by].lower()} is missing in the gradebook: "
                f"{people(blank)}."
            )
        return Export(rows, notes)

    def _identity(self, learner: Learner) -> str:
        return plain(learner.email) if self.identify_by == "email" else learner.id
