"""Scoring one's own scenarios where no solutions are: what can be worked out without a key, and what not."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from itilkit.answers import ScenarioTask
from itilkit.grading.cells.taking import read_literal
from itilkit.grading.page.styles import page_styles
from itilkit.grading.self_check.own_files import OwnFile
from itilkit.grading.self_check.with_solutions import (
    Checked,
    readable_cells,
    run_facts,
)
from itilkit.ground.html import esc
from itilkit.ground.words import number, plural
from itilkit.ground.writing import write_atomically
from itilkit.items import AnswerProblem, NotAnswered
from itilkit.items.forms import load_form
from itilkit.notebook_reader import NotebookCell, asked_in
from itilkit.progress.course_folder import PAGES
from itilkit.scenarios import offer_of
from itilkit.widgets.form_result import form_html
from itilkit.widgets.pages import page_html, run_html, style
from itilkit.widgets.run_view import view_class

#: Why a part has no points here.
KEYS_ARE_ELSEWHERE = "The keys are with your instructor. With the solutions this is marked too."
BY_A_PERSON = "A person marks it, by the rubric above your text."


@attrs.frozen
class CheckedPart:
    """One part of an assignment: its name, points of how many (None: not marked here), and what to show.

    ``run`` is what the diary notes of it; ``person`` says that no key marks it, but somebody who reads it.
    """

    name: str
    score: float | None
    most: float
    html: str = ""
    note: str = ""
    run: Mapping[str, Any] | None = None
    person: bool = False


def check_alone(course: Path, file: OwnFile) -> Checked:
    """Score the scenario of the learner's ``file`` and say what cannot be marked; writes a page.

    Raises Problem for a file that cannot be read.
    """
    pieces = list(_pieces(readable_cells(file.path)))
    page = course / PAGES / file.page
    page.parent.mkdir(exist_ok=True)
    write_atomically(page, _page(file.name, pieces).encode("utf-8"))
    marked = [piece for piece in pieces if piece.score is not None]
    return Checked(
        file.name,
        score=sum(piece.score or 0.0 for piece in marked),
        most=sum(piece.most for piece in marked),
        waiting=0.0,
        page=page,
        diary=tuple(("run", piece.run) for piece in pieces if piece.run is not None),
        unmarked=_unmarked(pieces),
    )


def _unmarked(pieces: list[CheckedPart]) -> str:
    """What was not marked, in words: what needs keys, and what needs a person."""
    keyed = [piece.name for piece in pieces if piece.score is None and not piece.person]
    told = [f"Not marked here: {', '.join(keyed)}. Their keys are with your instructor."] if keyed else []
    return " ".join([*told, *(f"A person marks {piece.name}." for piece in pieces if piece.person)])


def _pieces(cells: Sequence[NotebookCell]) -> Iterator[CheckedPart]:
    # what a learner wrote into a test cell marks nothing
    asked = [attrs.evolve(each, marking=None) for each in asked_in(cells) if each.asking is not None]
    for each in asked:
        if each.kind == "scenario":
            yield _scenario(cells, each.task)
            yield from _keyed(each.task)
        elif each.kind == "form":
            yield _form(cells, each.id)
    questions = sum(each.kind == "question" for each in asked)
    if questions:
        yield CheckedPart(plural(questions, "question"), None, float(questions), note=KEYS_ARE_ELSEWHERE)
    if any(each.kind == "scenario" for each in asked):
        yield CheckedPart("the written answer", None, 0.0, note=BY_A_PERSON, person=True)


def _scenario(cells: Sequence[NotebookCell], task: ScenarioTask) -> CheckedPart:
    keyed = offer_of(task.id).keyed_criteria
    title = task.scenario.words.title
    most = sum(points for name, points in _most(task).items() if name not in keyed)
    try:
        result = task.result(read_literal(cells, task.id))
    except NotAnswered:
        return CheckedPart(title, 0.0, most, note="Not played yet.")
    except AnswerProblem as problem:
        return CheckedPart(title, 0.0, most, note=str(problem))
    note = ""
    if keyed:
        # as if it had never been asked for: no key, no verdict on it
        left = {name: points for name, points in result.criteria.items() if name not in keyed}
        result = attrs.evolve(result, criteria=left)
        parts = " and ".join(keyed.values())
        note = f"Points and verdict leave out {parts}: they need keys that are with your instructor."
    meaning = view_class(task.id).of(task, result).meaning_html()
    shown = f'<h3 class="mark">Your run</h3>{run_html(result, most, meaning)}'
    run = dict(run_facts(task, result))
    if keyed:
        # whether the whole of it passes is not known
        del run["passed"]
    return CheckedPart(title, result.score, most, shown, note, run)


def _keyed(task: ScenarioTask) -> Iterator[CheckedPart]:
    """What of a scenario cannot be scored without keys."""
    for name, words in offer_of(task.id).keyed_criteria.items():
        yield CheckedPart(words, None, _most(task)[name], note=KEYS_ARE_ELSEWHERE)


def _most(task: ScenarioTask) -> Mapping[str, float]:
    """The most points for each criterion of a scenario."""
    most: Mapping[str, float] = task.scenario.most  # type: ignore[attr-defined]
    return most


def _form(cells: Sequence[NotebookCell], id: str) -> CheckedPart:  # noqa: A002 - the word learners' notebooks use
    form = load_form(id)
    try:
        responses = form.responses(read_literal(cells, id))
    except NotAnswered:
        return CheckedPart("Sixteen questions", 0.0, 1.0, note="Not begun yet.")
    except AnswerProblem as problem:
        return CheckedPart("Sixteen questions", 0.0, 1.0, note=str(problem))
    shown = f'<h3 class="mark">Your answers</h3>{page_html(form_html(form, responses))}'
    return CheckedPart("Sixteen questions", len(responses) / len(form.items), 1.0, shown)


def _page(name: str, pieces: list[CheckedPart]) -> str:
    """One page that loads nothing and holds no script."""
    parts = []
    for piece in pieces:
        points = (
            "not marked here" if piece.score is None else f"{number(piece.score)} of {number(piece.most)}"
        )
        note = f'<p class="goal">{esc(piece.note)}</p>' if piece.note else ""
        head = f"<h2>{esc(piece.name[0].upper() + piece.name[1:])} <small>{points}</small></h2>"
        parts.append(f'<section class="block">{head}{note}{piece.html}</section>')
    title = f"Checked by yourself: {name}"
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{esc(title)}</title>{style()}<style>{page_styles()}</style></head>"
        '<body class="feedback"><main class="itk itk-page"><header><div class="kicker">'
        f"<span>{esc(title)}</span></div><h1>What could be scored</h1></header>{''.join(parts)}"
        "</main></body></html>\n"
    )
