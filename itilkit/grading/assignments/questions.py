"""The graded questions of a clone, read from its solutions/ for the audit. Nothing of them is executed."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from itilkit.content import ContentError
from itilkit.course.files import SOLUTIONS, Course
from itilkit.course.problem import Problem
from itilkit.grading.assignments.model_answers import model_marks
from itilkit.grading.cells.trusted import Call, calls_in
from itilkit.items import Question, load_items
from itilkit.items.audit import GRADED, Audit, Subject, audit, subjects_of
from itilkit.scenarios import SCENARIOS, load_scenario, replay

_ASKED = ("id", "stem", "options", "kind", "targets")
_MARKED = ("id", "key", "because", "points", "section", "lesson", "objective")


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
        count = f"{len(error.problems)} fault{'s' if len(error.problems) > 1 else ''}"
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
    asked: dict[str, Question] = {}
    for call in _calls(path):
        if call.name == "ask":
            given = _given(call, _ASKED)
            if "options" in given:
                asked[given["id"]] = Question(**given)
        elif call.name == "mark":
            given = _given(call, _MARKED)
            if given["id"] in asked:
                yield _subject(path, asked[given["id"]], given)


def _calls(path: Path) -> Iterator[Call]:
    """The calls of this kit in a notebook; a cell that holds anything else is an instructor's own."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        raise Problem(
            f"{path} cannot be read as a notebook: restore it from its last good version."
        ) from None
    for source in sources:
        yield from calls_in(source) or ()


def _given(call: Call, names: tuple[str, ...]) -> dict[str, Any]:
    """The arguments of a call by name."""
    return {**dict(zip(names, call.args, strict=False)), **call.kwargs}


def _subject(path: Path, question: Question, given: Mapping[str, Any]) -> Subject:
    key = given.get("key", ())
    keys = (key,) if isinstance(key, str) else key
    faults = [*question.faults(), *question.key_faults(keys)]
    if faults:
        raise Problem(f"{path}: the question “{question.id}” cannot be audited: {faults[0]}.")
    because = given.get("because") or {}
    return Subject(question, keys, because, use=GRADED, objective=given.get("objective", ""))


__all__ = ["audit_course", "graded_questions"]
