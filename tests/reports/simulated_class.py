"""A whole simulated class: its course folder and submissions, graded through nbgrader, marked as made up.

    python tests/reports/simulated_class.py FOLDER [LEARNERS] [SEED]

makes one in FOLDER, which must not exist yet.
"""

import subprocess
import sys
from pathlib import Path

import attrs
import nbformat

for folder in ("reports", "personas", ""):
    place = str(Path(__file__).resolve().parents[1] / folder)
    if place not in sys.path:
        sys.path.append(place)

from class_course import gradebook, new_course  # noqa: E402
from simulated_people import Person, moves, people, respond  # noqa: E402

from itilkit.authoring.audit.course import graded_questions  # noqa: E402
from itilkit.grading.classes.classbook import ClassBook  # noqa: E402
from itilkit.items.forms import load_form  # noqa: E402
from itilkit.literals import replace_answer  # noqa: E402

DEADLINE = "2026-11-20 12:00:00 UTC"
ON_TIME = "2026-11-19 15:30:00.000 UTC"
LATE = "2026-11-21 15:30:00.000 UTC"
FORMS = {"00-before": "before", "07-after": "after"}
SCENARIOS = {
    "01-focus-on-value": "affordable-mix",
    "02-service-value-system": "service-value-system",
    "03-value-streams": "value-stream",
    "04-dialogue": "dialogue",
    "05-how-to-co-create": "conditions",
    "06-capstone": "capstone",
}
ASSIGNMENTS = tuple(sorted({*FORMS, *SCENARIOS}))
#: Written answers of these are marked; those of the others wait for a person.
MARKED = ("01-focus-on-value", "02-service-value-system")
SIMULATED = "Simulated data: nobody in this class exists. Made by tests/reports/simulated_class.py.\n"


@attrs.frozen
class SimulatedClass:
    """A course folder, the people in it, and who did not hand in what: pairs of (id, assignment)."""

    folder: Path
    people: tuple[Person, ...]
    missing: frozenset[tuple[str, str]]

    def holders(self, code):
        """The ids of those who hold a misconception."""
        return {person.id for person in self.people if code in person.held}


def build_class(
    course, learners=30, seed=1, *, planted=None, assignments=ASSIGNMENTS, grade=True, more="", missing=True
):
    """Make the course folder ``course`` with a class in it, hand in everybody's work, and grade it.

    ``more`` is added to its settings. The same arguments give the same answers. Every fourth and every ninth
    learner left one assignment out, unless nothing is to be ``missing``.
    """
    course = new_course(Path(course), stock=False)
    (course / "simulated.txt").write_text(SIMULATED, encoding="utf-8")
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(more)
    everybody = people(learners, seed, planted)
    _set_up(course, assignments, everybody)
    left_out = _missing(everybody, assignments) if missing else frozenset()
    made = SimulatedClass(course, everybody, left_out)
    subjects = {subject.question.id: subject for subject in graded_questions(course / "solutions")}
    for place, person in enumerate(everybody):
        for assignment in assignments:
            if (person.id, assignment) not in made.missing:
                _hand_in(course, person, assignment, subjects, LATE if place % 10 == 3 else ON_TIME)
    if grade:
        grade_class(course, assignments)
    return made


def _missing(everybody, assignments):
    late = [name for name in assignments if name not in FORMS]
    if not late:
        return frozenset()
    some = {(person.id, late[-1]) for person in everybody[8::9]}
    return frozenset(some | {(person.id, assignments[-1]) for person in everybody[5::12]})


def _set_up(course, assignments, everybody):
    """Release the assignments and enrol everybody, in one process: nbgrader's own commands start slowly."""
    book = ClassBook(course, new=True)
    for assignment in assignments:
        book.generate(assignment)
    with gradebook(course) as book:
        for assignment in assignments:
            book.update_or_create_assignment(assignment, duedate=DEADLINE)
        for person in everybody:
            book.update_or_create_student(
                person.id, first_name=person.first, last_name=person.last, email=person.email
            )


def _hand_in(course, person, assignment, subjects, when):
    released = course / "exercises" / assignment / f"{assignment}.ipynb"
    notebook = nbformat.read(released, as_version=4)
    found = answers(person, assignment, subjects)
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and marks.get("grade_id") in found:
            cell.source = replace_answer(cell.source, marks["grade_id"], found[marks["grade_id"]])
        elif cell.cell_type == "markdown" and marks.get("solution"):
            cell.source = "A simulated answer, so that there is something to mark."
    folder = course / "submitted" / person.id / assignment
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{assignment}.ipynb")
    (folder / "timestamp.txt").write_text(when, encoding="utf-8")


def answers(person, assignment, subjects):
    """All that somebody answers in an assignment, by cell."""
    if assignment in FORMS:
        form = load_form(FORMS[assignment])
        skill = person.before if form.id == "before" else person.skill
        given = {
            item.id: respond(person, item.question, item.solution, item.because, skill) for item in form.items
        }
        return {form.id: {"finished": True, "responses": given}}
    scenario = SCENARIOS[assignment]
    run = {"variant": "graded", "runs": 1, "moves": list(moves(person, scenario))}
    asked = {name: respond(person, each.question, each.key, each.because) for name, each in subjects.items()}
    return {scenario: run, **asked}


def grade_class(course, assignments=ASSIGNMENTS):
    """Grade everything from its answers through nbgrader, and mark the written answers of the first two."""
    _itilkit(course, "grade", "--no-feedback", "--jobs", "1")
    with gradebook(course) as book:
        for assignment in assignments:
            for submission in book.assignment_submissions(assignment):
                for notebook in submission.notebooks:
                    _mark(notebook, assignment)
        book.db.commit()


def _itilkit(course, *words):
    done = subprocess.run(
        [sys.executable, "-m", "itilkit", *words], cwd=course, capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stdout + done.stderr


def _mark(notebook, assignment):
    for grade in notebook.grades:
        if grade.needs_manual_grade and assignment in MARKED:
            grade.manual_score, grade.needs_manual_grade = grade.max_score * 0.75, False


def main(words):
    folder, learners, seed = [*words, *("30", "1")[len(words) - 1 :]]
    made = build_class(Path(folder), int(learners), int(seed))
    print(f"{len(made.people)} simulated learners in {made.folder}, graded.")


if __name__ == "__main__":
    main(sys.argv[1:])
