"""The feedback page as data: which cells of a graded notebook belong together, and what to say of each.

A locked text with a heading opens a section. In it, a question or a scenario is the cells ``X-card``, ``X``
and ``X-points``; a written answer is one graded text cell. Any other cell is an instructor's own and is left
to nbconvert's usual look.
"""

import re
from collections.abc import Mapping
from typing import Any

import attrs

from itilkit.grading.gradebook.marker_cells import box_name, grade_id
from itilkit.grading.gradebook.submission_facts import Facts, Grade
from itilkit.grading.page.clean import clean_text
from itilkit.grading.page.parts import CARD, POINTS, Markdown, Part, comment_of, parts_of
from itilkit.items.rubric import read_rubric

HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$", re.MULTILINE)
HIDDEN = re.compile(r"^### BEGIN HIDDEN TESTS.*?^### END HIDDEN TESTS[^\n]*\n?", re.MULTILINE | re.DOTALL)


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
        return sum(g.most for g in self.facts.grades.values() if g.waiting and not g.earlier)

    @property
    def earlier(self) -> bool:
        """Whether points are among them that were given for an earlier answer."""
        return any(grade.earlier for grade in self.facts.grades.values())

    @property
    def outdated(self) -> list[str]:
        """The ids of the parts that are to be graded again before the page can say what came of them."""
        return [part.id for section in self.sections for part in section.parts if part.state == "outdated"]

    @property
    def no_grade(self) -> str:
        """Why there is no grade; nobody but the reader gives one where they mark their own texts."""
        return "" if self.self_study else self.facts.no_grade

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
    cells = {grade_id(cell): cell for cell in notebook.cells if grade_id(cell)}
    parts = {part.id: part for part in parts_of(cells, facts, markdown)}
    if models is not None:
        _add_rubrics(notebook, parts, models, markdown)
    owned = {f"{name}{tail}": name for name in parts for tail in ("", CARD, POINTS)}
    shown: list[Shown] = []
    section, sections, sections_expected = Section(""), [], bool(parts)
    for cell in notebook.cells:
        cell_id = grade_id(cell)
        place = Shown()
        shown.append(place)
        if cell_id in owned:
            part = parts.pop(owned[cell_id], None)
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
            place.grade = facts.grades.get(cell_id)
            place.comment_html = comment_of(cell_id, facts, markdown)
            _leave_out_hidden_tests(cell)
    return Page(_title(notebook) or name, facts, shown, sections)


def _add_rubrics(
    notebook: Any, parts: Mapping[str, Part], models: Mapping[str, str], markdown: Markdown
) -> None:
    """Give every written answer the rubric in the text above it, and its model answer."""
    above = ""
    for cell in notebook.cells:
        part = parts.get(grade_id(cell))
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


def _is_own_work(cell: Any) -> bool:
    """Whether a cell beside the kit's is worth showing: graded by an instructor's own rules, or written text.

    Locked texts only lead through the notebook, and a code cell that a learner added is no answer.
    """
    told = cell.metadata.get("nbgrader", {})
    if told.get("grade") or told.get("solution") or told.get("task"):
        return True
    return bool(cell.cell_type == "markdown" and not told.get("locked") and cell.source.strip())


def wholly_ours(notebook: Any) -> bool:
    """Whether the page of ``notebook`` will show no cell in nbconvert's usual look, as far as cells tell."""
    names = {grade_id(cell) for cell in notebook.cells}
    played = {name.removesuffix(POINTS) for name in names if name.endswith(POINTS)}
    ours = {f"{name}{tail}" for name in played if f"{name}{CARD}" in names for tail in ("", CARD, POINTS)}
    others = [cell for cell in notebook.cells if grade_id(cell) not in ours and not _is_written(cell)]
    return bool(ours) and not any(_is_own_work(cell) for cell in others)


def _is_written(cell: Any) -> bool:
    told = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "markdown" and told.get("grade") and told.get("solution"))


def _title(notebook: Any) -> str:
    """The first heading of the notebook, of its locked texts if it has any."""
    texts = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    locked = [cell for cell in texts if cell.metadata.get("nbgrader", {}).get("locked")]
    return next((_heading(cell.source) for cell in [*locked, *texts] if _heading(cell.source)), "")


def _opens_section(cell: Any) -> bool:
    locked = cell.metadata.get("nbgrader", {}).get("locked", False)
    return bool(
        cell.cell_type == "markdown" and locked and HEADING.search(cell.source) and not box_name(cell)
    )


def _heading(source: str) -> str:
    found = HEADING.search(source)
    return found[2] if found else ""


def _below_heading(source: str) -> str:
    return HEADING.sub("", source, count=1)
