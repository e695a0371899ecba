"""The feedback page as data: which cells of a graded notebook belong together, and what to say of each.

A locked text with a heading opens a section. In it, a question or a scenario is the cells ``X-card``, ``X``
and ``X-points``; a written answer is one graded text cell. Any other cell is an instructor's own and is left
to nbconvert's usual look.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs
from bs4 import BeautifulSoup

from itilkit.grading.clean import clean_output, clean_text
from itilkit.grading.facts import Facts, Grade
from itilkit.items import AnswerProblem
from itilkit.items.rubric import Rubric, read_rubric
from itilkit.literals import read_answer

POINTS, CARD = "-points", "-card"
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$", re.MULTILINE)
HIDDEN = re.compile(r"^### BEGIN HIDDEN TESTS.*?^### END HIDDEN TESTS[^\n]*\n?", re.MULTILINE | re.DOTALL)
SAID_ALREADY = ":scope > h4:first-child, :scope > p:has(> .right, > .wrong):not(.note)"
#: Lines of an answer in words that a reader takes in at a glance.
LONG_ANSWER = 8
Markdown = Callable[[str], str]


@attrs.define
class Part:
    """One scenario, question or written answer. Texts that end in ``html`` are clean.

    ``state`` is right, partly, wrong, passed, not yet, taken, begun, open, unusable, waiting or marked;
    ``shared`` says how many decisions are right, where each one counts. ``targets_html`` is what rows were
    to be matched with.
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
    shared: str = ""
    result_html: str = ""
    problem: str = ""
    comment_html: str = ""
    #: For somebody who marks their own text: the rubric that stood above it, and a model answer.
    rubric: Rubric | None = None
    model_html: str = ""

    @property
    def verdict(self) -> str:
        """The state in words."""
        return OPEN[self.kind] if self.state == "open" else WORDS[self.state]

    @property
    def answer_is_long(self) -> bool:
        """Whether the answer in words would push what follows it off the page, and is better folded away."""
        return self.answer_html.count("<li>") > LONG_ANSWER


@attrs.define
class Section:
    """A heading with the parts below it; ``intro_html`` is what was asked there."""

    title: str
    intro_html: str = ""
    parts: list[Part] = attrs.field(factory=list)

    @property
    def score(self) -> float:
        """Points earned in it."""
        return sum(part.grade.score for part in self.parts)

    @property
    def most(self) -> float:
        """Points that can be earned in it."""
        return sum(part.grade.most for part in self.parts)

    @property
    def waits(self) -> bool:
        """Whether nothing of it has points yet, because a person gives them."""
        return all(part.state == "waiting" for part in self.parts)

    @property
    def verdict(self) -> str:
        """A few words on the whole section."""
        questions = [part for part in self.parts if part.kind == "question"]
        if len(questions) == len(self.parts) > 1:
            right = sum(part.state == "right" for part in questions)
            return f"{right} of {len(questions)} right"
        return self.parts[0].verdict if len(self.parts) == 1 else ""


WORDS = {
    "right": "right",
    "partly": "partly right",
    "wrong": "not yet",
    "passed": "passed",
    "not yet": "not yet",
    "unusable": "not gradable",
    "taken": "taken part",
    "begun": "begun, not answered to the end",
    "waiting": "not marked yet",
    "marked": "marked",
}
OPEN = {"scenario": "not played", "question": "not answered", "text": "not written"}


@attrs.define
class Shown:
    """What stands at a cell's place: a section that begins there, and the cell itself if it is ordinary."""

    section: Section | None = None
    ordinary: bool = False
    grade: Grade | None = None
    comment_html: str = ""


@attrs.define
class Page:
    """The whole page; ``shown`` has one entry for each cell of the notebook."""

    title: str
    facts: Facts
    shown: list[Shown]
    sections: list[Section]

    @property
    def score(self) -> float:
        """Points earned, a penalty for lateness taken off, never below 0."""
        return max(0.0, sum(grade.score for grade in self.facts.grades.values()) - self.facts.penalty)

    @property
    def most(self) -> float:
        """Points that can be earned."""
        return sum(grade.most for grade in self.facts.grades.values())

    @property
    def waiting(self) -> float:
        """Points that a person has yet to give or refuse."""
        return sum(grade.most for grade in self.facts.grades.values() if grade.waiting)

    @property
    def self_study(self) -> bool:
        """Whether its reader marks their own texts."""
        return any(part.rubric for section in self.sections for part in section.parts)

    @property
    def own(self) -> bool:
        """Whether anything of this notebook is the kit's."""
        return any(section.parts for section in self.sections)


def build_page(
    notebook: Any,
    facts: Facts,
    markdown: Markdown,
    name: str = "",
    models: Mapping[str, str] | None = None,
) -> Page:
    """The page of an autograded ``notebook``; ``markdown`` turns Markdown into (unclean) HTML.

    ``models`` are model answers by id, for somebody who marks their own texts: those get their rubric too.
    """
    cells = {_grade_id(cell): cell for cell in notebook.cells if _grade_id(cell)}
    parts = {part.id: part for part in _parts(cells, facts, markdown)}
    if models is not None:
        _add_rubrics(notebook, parts, models, markdown)
    owned = {f"{name}{tail}": name for name in parts for tail in ("", CARD, POINTS)}
    shown: list[Shown] = []
    section, sections, sections_expected = Section(""), [], bool(parts)
    for cell in notebook.cells:
        grade_id = _grade_id(cell)
        place = Shown()
        shown.append(place)
        if grade_id in owned:
            part = parts.pop(owned[grade_id], None)
            if part is None:
                continue
            if not section.parts:
                place.section = section
                sections.append(section)
            section.parts.append(part)
        elif _opens_section(cell) and parts:
            section = Section(_heading(cell.source), clean_text(markdown(_below_heading(cell.source))))
        else:
            place.ordinary = not sections_expected or _is_own_work(cell)
            place.grade = facts.grades.get(grade_id)
            place.comment_html = _comment(grade_id, facts, markdown)
            _leave_out_hidden_tests(cell)
    return Page(_title(notebook) or name, facts, shown, sections)


def _add_rubrics(
    notebook: Any, parts: Mapping[str, Part], models: Mapping[str, str], markdown: Markdown
) -> None:
    """Give every written answer the rubric in the text above it, and its model answer."""
    above = ""
    for cell in notebook.cells:
        part = parts.get(_grade_id(cell))
        if part is not None and part.kind == "text":
            part.rubric = read_rubric(above)
            part.model_html = clean_text(markdown(models.get(part.id, "")))
        if cell.cell_type == "markdown":
            above = cell.source


def _leave_out_hidden_tests(cell: Any) -> None:
    """Take the hidden tests out of a cell, and of its errors, which quote them, all but the last line."""
    source = HIDDEN.sub("", cell.source)
    if source == cell.source:
        return
    cell.source = source
    for output in cell.outputs:
        if output.output_type == "error":
            output.traceback = [f"{output.ename}: {output.evalue}"]


def _parts(cells: dict[str, Any], facts: Facts, markdown: Markdown) -> Iterator[Part]:
    for grade_id, grade in facts.grades.items():
        cell = cells.get(grade_id)
        if cell is None:
            continue
        if cell.cell_type == "code" and grade_id.endswith(POINTS) and "itilkit" in cell.source:
            id = grade_id.removesuffix(POINTS)  # noqa: A001 - the word learners' notebooks use
            yield _played(id, grade, cells, _comment(id, facts, markdown))
        elif cell.cell_type == "markdown" and cell.metadata.nbgrader.get("solution") and _ours(cells):
            yield _written(grade_id, grade, cell, markdown, _comment(grade_id, facts, markdown))


def _played(id: str, grade: Grade, cells: dict[str, Any], comment: str) -> Part:  # noqa: A002
    """A scenario or a question, out of what its three cells showed when they were graded."""
    card, words = _soup(cells.get(f"{id}{CARD}")), _soup(cells.get(id))
    result = _soup(cells[f"{id}{POINTS}"])
    stem, title = card.select_one(".stem"), card.select_one("h3")
    part = Part(id, "question" if stem else "scenario", grade, comment_html=comment)
    part.title = title.get_text() if title else ""
    part.stem_html = _inner(stem) if stem else _inner(card.select_one(".goal"))
    part.options_html = _items(card, ".item > ul:not(.targets) > li")
    part.targets_html = _items(card, ".item > ul.targets > li")
    part.state, part.problem = _verdict(id, grade, cells, result)
    if part.problem or part.state == "open":
        return part
    part.shared = _share(result)
    part.answer_html = "" if part.shared else _answer(words, part.kind)
    box = result.select_one("div.outcome") or result.select_one(".item")
    # The page says points and verdict in its own line.
    for said in box.select(SAID_ALREADY) if box else ():
        said.decompose()
    part.result_html = _inner(box)
    return part


def _items(card: BeautifulSoup, where: str) -> str:
    return "".join(f"<li>{_inner(item)}</li>" for item in card.select(where))


def _share(result: BeautifulSoup) -> str:
    """How many decisions are right, where each one counts: the notes below name them one by one."""
    said = result.select_one(".outcome > p:not(.note)")
    text = said.get_text() if said else ""
    return text.partition("·")[2].strip()


def _answer(words: BeautifulSoup, kind: str) -> str:
    """The answer in words, without its label: the page has its own."""
    said = words.select_one("ul" if kind == "scenario" else "p")
    for label in said.select("b") if said else ():
        label.decompose()
    text = _inner(said).strip()
    return text.removeprefix("You chose ").removesuffix(".") if kind == "question" else text


def _verdict(id: str, grade: Grade, cells: dict[str, Any], result: BeautifulSoup) -> tuple[str, str]:  # noqa: A002
    """The state of a part, and the sentence to show instead of a result when there is none."""
    failed = [output for output in cells[f"{id}{POINTS}"].outputs if output.output_type == "error"]
    if failed:
        return _failure(id, cells.get(id), failed[0])
    form = result.select_one(".itk-form")
    if form is not None:
        return ("taken" if form.get("data-whole") == "yes" else "begun"), ""
    run = result.select_one(".itk-run")
    if run is not None:
        return ("passed" if run.get("data-passed") == "yes" else "not yet"), ""
    wrong = result.select_one(".item > .wrong")
    if wrong is not None:
        return "unusable", wrong.get_text()
    if result.select_one(".itk-mark") is None:
        return "unusable", "This part shows no result. Ask your instructor to grade it again."
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


def _written(id: str, grade: Grade, cell: Any, markdown: Markdown, comment: str) -> Part:  # noqa: A002
    part = Part(id, "text", grade, comment_html=comment)
    if grade.waiting or not grade.untouched:
        part.state = "waiting" if grade.waiting else "marked"
        part.answer_html = clean_text(markdown(cell.source))
    return part


def _comment(grade_id: str, facts: Facts, markdown: Markdown) -> str:
    text = facts.comments.get(grade_id, "")
    return clean_text(markdown(text)) if text else ""


def _grade_id(cell: Any) -> str:
    told = cell.metadata.get("nbgrader", {})
    return str(told.get("grade_id", ""))


def _ours(cells: dict[str, Any]) -> bool:
    return any(grade_id.endswith(CARD) for grade_id in cells)


def _is_own_work(cell: Any) -> bool:
    """Whether a cell beside the kit's is worth showing: graded by an instructor's own rules, or written text.

    Locked texts only lead through the notebook, and a code cell that a learner added is no answer.
    """
    told = cell.metadata.get("nbgrader", {})
    if told.get("grade") or told.get("solution") or told.get("task"):
        return True
    return bool(cell.cell_type == "markdown" and not told.get("locked") and cell.source.strip())


def _title(notebook: Any) -> str:
    """The first heading of the notebook, of its locked texts if it has any."""
    texts = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    locked = [cell for cell in texts if cell.metadata.get("nbgrader", {}).get("locked")]
    return next((_heading(cell.source) for cell in [*locked, *texts] if _heading(cell.source)), "")


def _opens_section(cell: Any) -> bool:
    locked = cell.metadata.get("nbgrader", {}).get("locked", False)
    return bool(cell.cell_type == "markdown" and locked and HEADING.search(cell.source))


def _heading(source: str) -> str:
    found = HEADING.search(source)
    return found[2] if found else ""


def _below_heading(source: str) -> str:
    return HEADING.sub("", source, count=1)


def _soup(cell: Any) -> BeautifulSoup:
    """What a cell showed as HTML, joined."""
    outputs = cell.outputs if cell is not None and cell.cell_type == "code" else ()
    shown = [output.data.get("text/html", "") for output in outputs if output.output_type == "display_data"]
    soup = BeautifulSoup("".join("".join(html) for html in shown), "html.parser")
    for element in soup.select("style, script"):
        element.decompose()
    return soup


def _inner(element: Any) -> str:
    return clean_output(element.decode_contents()) if element is not None else ""
