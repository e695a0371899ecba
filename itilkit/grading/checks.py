"""What a test cell calls: `require` in its visible part, `points` and `mark` in its hidden tests.

nbgrader takes the last number of a test cell as the points earned. It gives nothing when the cell fails or
writes to stderr, full marks for a negative number, and stops at a number above the maximum. So these calls
are silent, end in a builtin float and keep it between 0 and the maximum.
"""

import math
from collections.abc import Mapping
from typing import Any

from itilkit.answers import ScenarioTask, Task, grading_run, session
from itilkit.content import did_you_mean, ended
from itilkit.ground.html import esc
from itilkit.items import AnswerProblem, Because, Key, NotAnswered, Question, mark_response, objectives
from itilkit.items.forms import load_form
from itilkit.literals import read_answer
from itilkit.results import PartResult, as_data
from itilkit.widgets.form_result import form_html
from itilkit.widgets.item_feedback import because_html, decisions
from itilkit.widgets.output import shell, show
from itilkit.widgets.pages import mark_html, page_html, run_html
from itilkit.widgets.run_view import view_class

DEFAULT_LESSON = "01-focus-on-value"


#: Marks a test cell as one of ours, so that its folded code stays out of sight.
NOTHING_TO_SEE = '<div class="itk-words" hidden></div>'


class StillOpen(Exception):  # noqa: N818 - named after the situation
    """An answer is missing. Notebooks show its sentence alone, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class CannotBeGraded(StillOpen):
    """There is an answer, but none that can be graded; the sentence says what is wrong with it."""


def require(id: str) -> None:  # noqa: A002 - a contract of the kit
    """Raise StillOpen, in one sentence, unless ``id`` has an answer that can be graded.

    An answer that is there but cannot be used raises CannotBeGraded, which is a StillOpen.
    """
    _keep_quiet_in_a_live_notebook()
    try:
        session.check(id)
    except NotAnswered as problem:
        _require_readable(id)
        raise StillOpen(str(problem)) from None
    except AnswerProblem as problem:
        raise CannotBeGraded(str(problem)) from None
    if not grading_run():
        show(NOTHING_TO_SEE)


def _keep_quiet_in_a_live_notebook() -> None:
    """Leave no error below a test cell while a learner works: it would stay there after they answered.

    The cards say what is open, and say it anew at every click. Validate and autograde get the sentence.
    """
    live = shell()
    if live is None or grading_run():
        return

    def say_nothing(*_: Any, **__: Any) -> list[str]:
        show(NOTHING_TO_SEE)
        return []

    live.set_custom_exc((StillOpen,), say_nothing)


def points(
    id: str,  # noqa: A002
    most: float,
    variant: str = "graded",
    *,
    keys: Mapping[str, Mapping[str, str]] | None = None,
) -> float:
    """Points (0 to ``most``) of the run that answers ``id``, replayed on ``variant``.

    Shows the result by criterion. An answer that cannot be replayed, or was played on another variant,
    earns 0 and shows why. ``keys`` are for a scenario that keeps its keys apart, as `with_keys` takes them;
    without them what they decide earns nothing, and the note of that criterion says so. Raises ContentError
    when they do not fit.
    """
    task = ScenarioTask(id, variant, keys)
    try:
        result = task.result(session.answers.get(id))
    except AnswerProblem as problem:
        return _no_points(id, "scenario", problem, most)
    view = view_class(id).of(task, result)
    debrief, meaning = view.debrief(), view.meaning_html()
    told = PartResult(
        id,
        "scenario",
        _points(most * result.score / result.max_score, most),
        most,
        answer=tuple(task.on(session.answers[id]["variant"]).tell(result.state)),
        passed=result.passed,
        shape=debrief.shape,
        headline=debrief.headline,
        well=debrief.well,
        criteria=tuple((name, *earned) for name, earned in result.criteria.items()),
        meaning_html=meaning,
    )
    return _show_result(run_html(result, most, meaning), told)


def mark(  # noqa: PLR0913, PLR0917 - a contract of the kit
    id: str,  # noqa: A002
    key: str | Key,
    because: Because | None = None,
    points: float = 1.0,
    section: str = "",
    lesson: str = DEFAULT_LESSON,
    objective: str = "",
) -> float:
    """Points (0 to ``points``) of the response to the question ``id``, and what it means.

    ``key`` is the id of the right option, or several (choice, multi); the target of each row (match,
    classify); the steps of an order, a step of several entries that are free among themselves written
    ``"b c"``. ``because`` maps to (misconception code or None, sentence): from an option; from a row, or
    ``row=target`` for one wrong target; from ``first<second``, a pair that an order must keep, or from one
    entry of it. ``section`` and ``lesson`` say where to read on. ``objective`` names the learning objective
    that the question gives evidence on, such as ``"LO7"``; it changes no points. Raises ValueError for a key
    or a ``because`` that does not fit the question, and for an objective that the course does not have.
    """
    _check_objective(id, objective)
    keys = [key] if isinstance(key, str) else key
    task = session.tasks.get(id)
    try:
        question = _question(task, id)
        response = session.answers.get(id)
        question.check(response)
    except AnswerProblem as problem:
        return _no_points(id, "question", problem, points)
    _check_key(question, keys, because or {})
    marked = mark_response(question, response, keys, because or {}, points)
    meaning = because_html(marked, question, section, lesson)
    wrong = {note.misconception: None for note in marked.notes if note.misconception and not note.right}
    told = PartResult(
        id,
        "question",
        _points(marked.points, points),
        points,
        answer=(question.words(response),),
        decisions=decisions(marked, question),
        misconceptions=tuple(wrong),
        meaning_html=meaning,
    )
    return _show_result(mark_html(marked, question, meaning), told)


def took_part(id: str, most: float = 1.0) -> float:  # noqa: A002 - a contract of the kit
    """Points (0 to ``most``) for taking part in the form ``id``: by the share of questions answered.

    “I do not know yet” is an answer; nothing depends on which answers are right. Shows the result. Raises
    UnknownFormError for a form that does not exist.
    """
    form = load_form(id)
    try:
        responses = form.responses(session.answers.get(id))
    except AnswerProblem as problem:
        return _no_points(id, "form", problem, most)
    meaning, whole = form_html(form, responses), len(responses) == len(form.items)
    earned = _points(most * len(responses) / len(form.items), most)
    return _show_result(
        page_html(meaning), PartResult(id, "form", earned, most, whole=whole, meaning_html=meaning)
    )


def _require_readable(id: str) -> None:  # noqa: A002
    """Raise CannotBeGraded when the cell that answers ``id`` was run, but did not get as far as `record`.

    A missing bracket stops the cell before anything of it runs. Only the shell's memory of what was typed
    tells this apart from an answer that nobody gave.
    """
    live = shell()
    if live is None or id in session.answers:
        return
    for source in reversed(live.history_manager.input_hist_raw):
        if "record(" in source and f'"{id}"' in source:
            try:
                read_answer(source, id)
            except NotAnswered:
                return
            except AnswerProblem as problem:
                raise CannotBeGraded(str(problem)) from None
            return


def _check_key(question: Question, key: Key, because: Because) -> None:
    """Raise ValueError, in one sentence for its author: a key that does not fit grades everybody wrong."""
    for fault in [*question.key_faults(key), *question.because_faults(key, because)]:
        msg = ended(f"The key of “{question.id}” cannot be used: {fault}")
        raise ValueError(msg)


def _check_objective(id: str, objective: str) -> None:  # noqa: A002
    """Raise ValueError, in one sentence for its author, for an ``objective`` that there is not."""
    if objective and objective not in objectives():
        near = did_you_mean(objective, objectives())
        raise ValueError(ended(f"The objective of “{id}” cannot be used: there is no “{objective}”{near}"))


def _question(task: Task | None, id: str) -> Question:  # noqa: A002
    if not isinstance(task, Question):
        raise NotAnswered(f"“{id}” is not asked in this notebook: run it from the top.")
    return task


def _points(earned: float, most: float) -> float:
    """A number that nbgrader takes as it is meant: finite, and between 0 and ``most``."""
    if not math.isfinite(earned):
        return 0.0
    return float(round(min(float(most), max(0.0, earned)), 6))


def _no_points(id: str, kind: str, problem: AnswerProblem, most: float) -> float:  # noqa: A002
    told = PartResult(id, kind, 0.0, most, problem=str(problem))
    return _show_result(page_html(f'<p class="wrong">{esc(str(problem))}</p>'), told)


def _show_result(html: str, told: PartResult) -> float:
    """Show what became of an answer, as data too while nbgrader runs the notebook; its points."""
    show(html, as_data(told) if grading_run() else None)
    return told.score


__all__ = ["CannotBeGraded", "StillOpen", "mark", "points", "require", "took_part"]
