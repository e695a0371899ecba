"""The whole class, handed in late or on time, and graded by stock nbgrader in one batch."""

import attrs
import pytest
from class_course import mark_by_hand, nbgrader, new_course
from persona_builder import ASSIGNMENT, hand_in, personas

DEADLINE = "2026-11-20 12:00:00 UTC"
ON_TIME = "2026-11-19 15:30:00.000 UTC"
#: One of them comes a day and three hours late.
LATE = {"please-everyone": "2026-11-21 15:30:00.000 UTC"}


@attrs.frozen
class GradedClass:
    """The course folder after the batch, and what nbgrader said while it worked."""

    folder: object
    log: str


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory):
    """A course with one submission of every persona, autograded by nbgrader's own command."""
    folder = new_course(tmp_path_factory.mktemp("course") / "Kurs für Übung")
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    nbgrader(folder, "db", "assignment", "add", ASSIGNMENT, f"--duedate={DEADLINE}")
    for persona in personas().values():
        hand_in(persona, folder, LATE.get(persona.id, ON_TIME))
    log = nbgrader(folder, "autograde", ASSIGNMENT, "--create")
    return GradedClass(folder, log)


@pytest.fixture(scope="session")
def pages(graded_class):
    """The feedback page of every persona, after two written answers were marked by hand."""
    mark_by_hand(graded_class.folder, "co-creator", 4, "All four. **Well seen:** the calls at the gate.")
    mark_by_hand(graded_class.folder, "asks-once", 1, "<script>1</script>Who got it, and what did they get?")
    nbgrader(graded_class.folder, "generate_feedback", ASSIGNMENT)
    folder = graded_class.folder / "feedback"
    return {name: folder / name / ASSIGNMENT / f"{ASSIGNMENT}.html" for name in personas()}
