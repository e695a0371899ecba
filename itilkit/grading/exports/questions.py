"""Marks question by question, for a spreadsheet or an analysis."""

from itilkit.grading.classes.points import CellAsks, ClassPoints, GradedCell
from itilkit.grading.classes.students import Student
from itilkit.grading.exports.exporter import Export, Exporter
from itilkit.grading.exports.table import figure

HEADER = (
    *("student", "last", "first", "assignment", "notebook", "question", "kind"),
    *("points", "max", "auto", "manual", "extra", "waiting", "late_penalty"),
)


class QuestionExporter(Exporter):
    """One row for each learner and graded cell.

    ``question`` is the cell's grade id; ``kind`` is scenario, question, form, written, task or code.
    ``points`` counts the mark by hand (``manual``) where there is one, else the automatic one (``auto``), and
    adds the ``extra`` credit. ``waiting`` is yes while a person has yet to mark it, and earlier while its
    mark by hand is an earlier answer's. ``late_penalty`` is what is taken off the whole submission, and
    stands in each of its rows. For work that was not handed in, or is not graded, all of these are empty. The
    file is UTF-8 with the mark that Excel looks for.
    """

    usual_name = "questions.csv"
    for_spreadsheets = True

    def table(self, marks: ClassPoints) -> Export:
        """The file's rows, by assignment, learner, kind and cell."""
        rows = [
            _row(marks, learner, place, asked)
            for name in marks.assignments
            for learner in marks.learners
            for place, asked in marks.asked.items()
            if place.assignment == name
        ]
        return Export([HEADER, *rows])


def _row(marks: ClassPoints, learner: Student, place: GradedCell, asked: CellAsks) -> list[str]:
    whose = [learner.id, learner.last, learner.first]
    where = [place.assignment, place.notebook, place.cell, asked.kind]
    mark, work = marks.cells.get((learner.id, place)), marks.works.get((learner.id, place.assignment))
    if mark is None or work is None:
        return [*whose, *where, "", figure(asked.most), "", "", "", "", ""]
    given = [figure(value) for value in (mark.auto, mark.manual, mark.extra)]
    waiting = "earlier" if mark.earlier else "yes" if mark.waiting else "no"
    return [*whose, *where, figure(mark.points), figure(asked.most), *given, waiting, figure(work.penalty)]
