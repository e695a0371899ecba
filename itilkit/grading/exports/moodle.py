"""Marks for Moodle: a CSV file for “Grades ▸ Import ▸ CSV file”."""

from traitlets import CaselessStrEnum

from itilkit.grading.classes.points import ClassPoints
from itilkit.grading.classes.students import Student
from itilkit.grading.exports.addresses import address, by_addresses
from itilkit.grading.exports.exporter import Export, GradebookExporter, handed_in, people, points_of
from itilkit.grading.exports.table import figure
from itilkit.ground.problem import Problem

NAMES = ("First name", "Last name")
#: What Moodle may know a learner by, and the column's heading in Moodle's own exports.
IDENTIFYING = {"idnumber": "ID number", "email": "Email address", "username": "Username"}
#: The email where most ids are made of it, else the ID number.
AUTO = "auto"


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
        [AUTO, *IDENTIFYING],
        default_value=AUTO,
        help="How Moodle knows learners: by nbgrader’s student id (idnumber, username), or by the email; "
        "auto is the email where most ids are made of it, else idnumber.",
    ).tag(config=True)

    def table(self, marks: ClassPoints) -> Export:
        """The file's rows; raises Problem when two learners have the same identifying field."""
        present, notes = handed_in(marks)
        by = self.identify_by
        if by == AUTO:
            by = "email" if by_addresses(marks.learners) else "idnumber"
            if by == "email":
                notes.append("Ids are made of email addresses, so Moodle’s file says “Email address”.")
        identities = {learner.id: _identity(learner, by) for learner in present}
        known = [learner for learner in present if identities[learner.id]]
        rows = [[*NAMES, IDENTIFYING[by], *self.headings(marks)]]
        seen: dict[str, Student] = {}
        for learner in known:
            identity = identities[learner.id]
            other = seen.setdefault(identity.casefold(), learner)
            if other is not learner:
                raise Problem(
                    f"{people([other, learner])} have the same {IDENTIFYING[by].lower()}, "
                    f"{identity}: correct one of them in the gradebook, then export again."
                )
            points = points_of(marks, learner).values()
            who = (learner.first, learner.last, identity)
            rows.append([*who, *map(figure, points)])
        blank = [learner for learner in present if not identities[learner.id]]
        if blank:
            notes.append(
                f"No row, as the {IDENTIFYING[by].lower()} is missing in the gradebook: {people(blank)}."
            )
        return Export(rows, notes)


def _identity(learner: Student, by: str) -> str:
    return address(learner) if by == "email" else learner.id
