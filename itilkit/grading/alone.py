"""Scoring one's own scenarios where no solutions are: what can be worked out without a key, and what not."""

from collections.abc import Iterator
from pathlib import Path

import attrs

from itilkit.answers import ScenarioTask
from itilkit.course.writing import write_atomically
from itilkit.grading.own_work import PAGES, Checked, calls_of, own_answer, own_file
from itilkit.grading.styles import page_styles
from itilkit.items import AnswerProblem, NotAnswered
from itilkit.items.forms import load_form
from itilkit.widgets.form_page import form_html
from itilkit.widgets.html import esc, number
from itilkit.widgets.pages import run_html, style

#: The scenario whose cards and symptoms need keys that only an instructor has.
KEYED = "service-value-system"


@attrs.frozen
class Piece:
    """One part of an assignment: its name, points of how many (None: not marked here), and what to show."""

    name: str
    score: float | None
    most: float
    html: str = ""
    note: str = ""


def check_alone(course: Path, assignment: str) -> Checked:
    """Score the scenario of the learner's ``assignment`` and say what cannot be marked; writes a page.

    Raises WrongUse for an assignment that is not there.
    """
    path = own_file(course, assignment)
    pieces = list(_pieces(path))
    page = course / PAGES / f"{assignment}.html"
    page.parent.mkdir(exist_ok=True)
    write_atomically(page, _page(assignment, pieces).encode("utf-8"))
    marked = [piece for piece in pieces if piece.score is not None]
    unmarked = [piece.name for piece in pieces if piece.score is None]
    told = f"Not marked here: {', '.join(unmarked)}. Their keys are with your instructor." if unmarked else ""
    return Checked(
        assignment,
        score=sum(piece.score or 0.0 for piece in marked),
        most=sum(piece.most for piece in marked),
        waiting=0.0,
        page=page,
        unmarked=told,
    )


def _pieces(path: Path) -> Iterator[Piece]:
    questions = 0
    for call in calls_of(path):
        if call.name == "play":
            yield _scenario(path, ScenarioTask(call.args[0], str(call.kwargs.get("variant", "graded"))))
        elif call.name == "form":
            yield _form(path, call.args[0])
        elif call.name == "ask":
            questions += 1
    if questions:
        yield Piece(f"{questions} question{'' if questions == 1 else 's'}", None, float(questions))
    if any(call.name == "play" for call in calls_of(path)):
        yield Piece("the written answer", None, 0.0)


def _scenario(path: Path, task: ScenarioTask) -> Piece:
    title, most = task.scenario.words.title, sum(task.scenario.most.values())  # type: ignore[attr-defined]
    try:
        result = task.result(own_answer(path, task.id))
    except NotAnswered:
        return Piece(title, 0.0, most, note="Not played yet.")
    except AnswerProblem as problem:
        return Piece(title, 0.0, most, note=str(problem))
    note = ""
    if task.id == KEYED:
        note = "Cards and diagnoses need keys that are with your instructor, so they count nothing here."
    return Piece(title, result.score, most, run_html(task, result, most), note)


def _form(path: Path, id: str) -> Piece:  # noqa: A002 - the word learners' notebooks use
    form = load_form(id)
    try:
        responses = form.responses(own_answer(path, id))
    except NotAnswered:
        return Piece("Sixteen questions", 0.0, 1.0, note="Not begun yet.")
    except AnswerProblem as problem:
        return Piece("Sixteen questions", 0.0, 1.0, note=str(problem))
    return Piece("Sixteen questions", len(responses) / len(form.items), 1.0, form_html(form, responses))


def _page(assignment: str, pieces: list[Piece]) -> str:
    """One page that loads nothing and holds no script."""
    parts = []
    for piece in pieces:
        points = (
            "not marked here" if piece.score is None else f"{number(piece.score)} of {number(piece.most)}"
        )
        note = f'<p class="goal">{esc(piece.note)}</p>' if piece.note else ""
        if piece.score is None:
            note = (
                '<p class="goal">Its keys are with your instructor. With the solutions it is marked too.</p>'
            )
        head = f"<h2>{esc(piece.name[0].upper() + piece.name[1:])} <small>{points}</small></h2>"
        parts.append(f'<section class="block">{head}{note}{piece.html}</section>')
    title = f"Checked by yourself: {assignment}"
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{esc(title)}</title>{style()}<style>{page_styles()}</style></head>"
        '<body class="feedback"><main class="itk itk-page"><header><div class="kicker">'
        f"<span>{esc(title)}</span></div><h1>What could be scored</h1></header>{''.join(parts)}"
        "</main></body></html>\n"
    )
