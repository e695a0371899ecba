"""The parts of a graded notebook: a scenario, a question or form, a written answer, and what came of each.

Nothing is graded again. What came of a part is read from the data that its own test cell left, and what was
asked from that of its card; no words are searched, and no other cell is asked. Only the kit's own runner
writes there; in a kernel of stock nbgrader, whoever could forge that data could forge the points as well. The
points on the page are always the gradebook's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from itilkit.grading.checks import DEFAULT_LESSON
from itilkit.grading.gradebook.marker_cells import OUTSIDE, box_name
from itilkit.grading.gradebook.submission_facts import Facts, Grade
from itilkit.grading.page.clean import clean_output, clean_text
from itilkit.grading.page.read_on import Place
from itilkit.ground.html import esc
from itilkit.items import AnswerProblem, Item, Marked, misconceptions, objectives
from itilkit.items.forms import UnknownFormError, load_form
from itilkit.items.rubric import Rubric
from itilkit.literals import read_answer
from itilkit.notebook_reader import MARKING, Call, marking_calls
from itilkit.results import CardAsked, PartResult, read_data
from itilkit.widgets.item_feedback import stem_html

POINTS, CARD = "-points", "-card"
#: Lines of an answer in words that a reader takes in at a glance.
LONG_ANSWER = 8
Markdown = Callable[[str], str]


WORDS = {
    "right": "right",
    "partly": "partly right",
    "wrong": "not yet",
    "passed": "passed",
    "not yet": "not yet",
    "unusable": "not gradable",
    "outdated": "to be graded again",
    "taken": "taken part",
    "begun": "begun, not answered to the end",
    "waiting": "not marked yet",
    "marked": "marked",
    "earlier": "points of an earlier text",
}
#: What a page says of a part that a version graded which left no data, or other data.
GRADE_AGAIN = (
    "An earlier version of the kit graded this part, and the page cannot show what came of it: "
    "ask your instructor to grade it again."
)
NO_RESULT = PartResult("", "")
OPEN = {"scenario": "not played", "question": "not answered", "form": "not begun", "text": "not written"}


@attrs.frozen
class FormAnswer:
    """A question of a form: the ``name`` of its objective, the ``state`` of the answer (right, partly, wrong,
    unknown or open), where it is taught, and the sentence of the misconception that the answer rests on.
    """

    name: str
    state: str
    place: Place
    assumed: str = ""


@attrs.define
class Part:
    """One scenario, question, form or written answer. Texts that end in ``html`` are clean.

    ``state`` is right, partly, wrong, passed, not yet, taken, begun, open, unusable, outdated, waiting,
    marked or earlier; ``targets_html`` is what rows were to be matched with. ``result`` is what came of it,
    where an answer could be graded.
    """

    id: str
    kind: str
    grade: Grade
    state: str = "open"
    title: str = ""
    stem_html: str = ""
    options_html: str = ""
    targets_html: str = ""
    answer_html: str = ""
    result_html: str = ""
    problem: str = ""
    comment_html: str = ""
    #: Where a question is taught.
    place: Place | None = None
    result: PartResult = NO_RESULT
    form: str = ""
    asked: tuple[FormAnswer, ...] = ()
    #: For somebody who marks their own text: the rubric that stood above it, and a model answer.
    rubric: Rubric | None = None
    model_html: str = ""

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that its result may name."""
        own = (self.place,) if self.place is not None else ()
        return own + tuple(each.place for each in self.asked)

    @property
    def assumed(self) -> tuple[str, ...]:
        """The sentences of the misconceptions that wrong decisions rest on, in the course's order."""
        return tuple(
            each.sentence for code, each in misconceptions().items() if code in self.result.misconceptions
        )

    @property
    def verdict(self) -> str:
        """The state in words."""
        return OPEN[self.kind] if self.state == "open" else WORDS[self.state]

    @property
    def answer_is_long(self) -> bool:
        """Whether the answer in words would push what follows it off the page, and is better folded away."""
        return self.answer_html.count("<li>") > LONG_ANSWER


def parts_of(cells: dict[str, Any], facts: Facts, markdown: Markdown) -> Iterator[Part]:
    """The parts among the graded ``cells`` (by grade id), in the order of the gradebook."""
    for grade_id, grade in facts.grades.items():
        cell = cells.get(grade_id)
        if cell is None:
            continue
        if cell.cell_type == "code" and grade_id.endswith(POINTS) and "itilkit" in cell.source:
            id = grade_id.removesuffix(POINTS)  # noqa: A001 - the word learners' notebooks use
            yield _played(id, grade, cells, comment_of(id, facts, markdown))
        elif cell.cell_type == "markdown" and cell.metadata.nbgrader.get("solution") and _ours(cells):
            yield _written(grade_id, grade, cells, markdown, comment_of(grade_id, facts, markdown))


def _played(id: str, grade: Grade, cells: dict[str, Any], comment: str) -> Part:  # noqa: A002
    """A scenario or a question, out of the data that its card and its test cell left in the notebook."""
    test = cells[f"{id}{POINTS}"]
    call, card = _call(test), read_data(_outputs(cells.get(f"{id}{CARD}")), CardAsked, id)
    form, asked = _asked(call, cells.get(id))
    kind = "form" if form else card.kind if card else MARKING[call.name] if call else "scenario"
    part = Part(id, kind, grade, comment_html=comment, place=_place(call), form=form, asked=asked)
    if card is not None:
        part.title, part.stem_html = card.title, clean_output(stem_html(card.stem)) if card.stem else ""
        part.options_html, part.targets_html = _items(card.options), _items(card.targets)
    result = read_data(_outputs(test), PartResult, id)
    part.state, part.problem = _verdict(id, grade, cells, result)
    if part.problem or part.state == "open" or result is None:
        return part
    part.result, part.result_html = result, clean_output(result.meaning_html)
    part.answer_html = "" if result.decisions else _answer_html(result)
    return part


def _answer_html(result: PartResult) -> str:
    """The answer in words, without what the page says around it."""
    if result.kind == "scenario":
        return _items(result.answer)
    return clean_output(esc(" ".join(result.answer), quote=False))


def _items(texts: Iterable[str]) -> str:
    return clean_output("".join(f"<li>{esc(text, quote=False)}</li>" for text in texts))


def _call(cell: Any) -> Call | None:
    """The kit's own call in a test cell that gives the points; None where it is written otherwise."""
    found = marking_calls(cell.source)
    return found[0] if len(found) == 1 else None


def _place(call: Call | None) -> Place | None:
    """Where a question is taught, as its test cell says."""
    if call is None or call.name != "mark" or not call.kwargs.get("section"):
        return None
    return Place(str(call.kwargs.get("lesson", DEFAULT_LESSON)), str(call.kwargs["section"]))


def _asked(call: Call | None, answer: Any) -> tuple[str, tuple[FormAnswer, ...]]:
    """The form that a test cell is about, and its questions with what became of each."""
    if call is None or call.name != "took_part" or not call.args or answer is None:
        return "", ()
    try:
        form = load_form(call.args[0])
        responses = form.responses(read_answer(answer.source, form.id))
    except (UnknownFormError, AnswerProblem):
        return "", ()
    marked = form.marked(responses)
    return form.id, tuple(
        _one_asked(item, marked[item.id], known=item.id in responses) for item in form.items
    )


def _one_asked(item: Item, marked: Marked | None, *, known: bool) -> FormAnswer:
    name, place = objectives()[item.objective].name, Place(item.lesson, item.section)
    if marked is None:
        return FormAnswer(name, "unknown" if known else "open", place)
    state = "right" if marked.right else "partly" if marked.points else "wrong"
    codes = [note.misconception for note in marked.notes if note.misconception and not note.right]
    return FormAnswer(name, state, place, misconceptions()[codes[0]].sentence if codes else "")


def _verdict(
    id: str,  # noqa: A002
    grade: Grade,
    cells: dict[str, Any],
    result: PartResult | None,
) -> tuple[str, str]:
    """The state of a part, and the sentence to show instead of a result when there is none."""
    failed = [output for output in cells[f"{id}{POINTS}"].outputs if output.output_type == "error"]
    if failed:
        return _failure(id, cells.get(id), failed[0])
    if result is None:
        return "outdated", GRADE_AGAIN
    if result.problem:
        return "unusable", result.problem
    if result.kind == "form":
        return ("taken" if result.whole else "begun"), ""
    if result.kind == "scenario":
        return ("passed" if result.passed else "not yet"), ""
    if round(grade.score, 9) >= round(grade.most, 9):
        return "right", ""
    return ("partly" if grade.score > 0 else "wrong"), ""


def _failure(id: str, answer: Any, error: Any) -> tuple[str, str]:  # noqa: A002
    """What to say when a test cell ended in an error."""
    if error.ename == "CannotBeGraded":
        return "unusable", error.evalue
    if error.ename == "StillOpen":
        try:
            read_answer(answer.source if answer is not None else "", id)
        except AnswerProblem as problem:
            if answer is not None and any(output.output_type == "error" for output in answer.outputs):
                return "unusable", str(problem)
        return "open", ""
    return "unusable", "This part could not be graded. Ask your instructor to look at it."


def _written(
    id: str,  # noqa: A002 - the word learners' notebooks use
    grade: Grade,
    cells: dict[str, Any],
    markdown: Markdown,
    comment: str,
) -> Part:
    """A written answer, and below it what its learner wrote outside of the field."""
    part = Part(id, "text", grade, comment_html=comment)
    if grade.waiting or not grade.untouched:
        part.state = "earlier" if grade.earlier else "waiting" if grade.waiting else "marked"
        shown = [cells[id], *(cell for cell in cells.values() if box_name(cell) == f"{OUTSIDE}{id}")]
        part.answer_html = "".join(clean_text(markdown(cell.source)) for cell in shown)
    return part


def comment_of(grade_id: str, facts: Facts, markdown: Markdown) -> str:
    """The instructor's comment on a cell as clean HTML; empty when there is none."""
    text = facts.comments.get(grade_id, "")
    return clean_text(markdown(text)) if text else ""


def _ours(cells: dict[str, Any]) -> bool:
    return any(grade_id.endswith(CARD) for grade_id in cells)


def _outputs(cell: Any) -> Sequence[Any]:
    return cell.outputs if cell is not None and cell.cell_type == "code" else ()
