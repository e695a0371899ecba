"""The graded questions of a clone, read from its solutions/ for the audit. Nothing of them is executed."""

from collections.abc import Iterator
from pathlib import Path

from itilkit.authoring.audit import GRADED, Audit, Subject, audit, subjects_of
from itilkit.authoring.audit.model_answers import model_marks
from itilkit.content import ContentError
from itilkit.course.files import SOLUTIONS, Course
from itilkit.ground.problem import Problem
from itilkit.ground.words import plural
from itilkit.items import load_items
from itilkit.notebook_reader import asked_in, read_notebook
from itilkit.scenarios import SCENARIOS, load_scenario, replay


def audit_course(course: Course) -> Audit:
    """Audit the item bank and, where ``course`` is a clone, the graded questions of its solutions/ and the
    model answers there.

    Raises Problem, in one sentence, when the bank or a notebook cannot be read.
    """
    try:
        bank = subjects_of(load_items().values())
        scored = {scenario: tuple(replay(load_scenario(scenario), []).criteria) for scenario in SCENARIOS}
        if not course.clone:
            return audit(bank, scored)
        graded = graded_questions(course.root / SOLUTIONS)
        return audit((*bank, *graded), scored, models=model_marks(course.root / SOLUTIONS))
    except ContentError as error:
        count = plural(len(error.problems), "fault")
        raise Problem(
            f"The content in {error.name} has {count} and cannot be audited, beginning with "
            f"{error.problems[0]}: mend that and run itilkit audit again."
        ) from None


def graded_questions(solutions: Path) -> tuple[Subject, ...]:
    """Every question that the notebooks below ``solutions`` both ask and mark with plain values.

    Notebooks in hidden folders are left out. Raises Problem, in one sentence, for a notebook that cannot be
    read and for a question whose key does not fit it.
    """
    found: list[Subject] = []
    for path in sorted(solutions.rglob("*.ipynb")):
        if not any(part.startswith(".") for part in path.relative_to(solutions).parts):
            found.extend(_questions(path))
    return tuple(found)


def _questions(path: Path) -> Iterator[Subject]:
    try:
        asked = asked_in(read_notebook(path))
    except (OSError, ValueError):
        raise Problem(
            f"{path} cannot be read as a notebook: restore it from its last good version."
        ) from None
    for each in asked:
        question = each.question
        if question is None or each.marking is None:
            continue
        for fault in [*question.faults(), *question.key_faults(each.key)]:
            raise Problem(f"{path}: the question “{question.id}” cannot be audited: {fault}.")
        yield Subject(question, each.key, each.because, use=GRADED, objective=each.objective)


__all__ = ["audit_course", "graded_questions"]
