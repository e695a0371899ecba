"""From a course folder to `ClassData`: answers are taken out of notebooks as literals, never executed.

A notebook that cannot be read, or an answer that cannot be used, costs one line in the report.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import attrs

from itilkit import notebook_reader
from itilkit.answers import ScenarioTask
from itilkit.content import ContentError
from itilkit.grading.cells.released import ReleasedNotebook
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import take_answers
from itilkit.grading.classes.register import Handed, Register, read_register
from itilkit.items import AnswerProblem, NotAnswered, Question, load_items
from itilkit.items.diagnosis import signs
from itilkit.items.forms import FORMS, Form, load_form
from itilkit.notebook_reader import asked_in, cells_in
from itilkit.reports.evidence import (
    Asked,
    Assignment,
    ClassData,
    FormTaken,
    Learner,
    Mark,
    Response,
    Run,
    Unread,
)

NO_NOTEBOOK = "there is no notebook"
NOT_READABLE = "the notebook is not readable"


@attrs.frozen
class Tasks:
    """What a released notebook asks for: questions with their keys, scenarios, and forms, by id."""

    released: ReleasedNotebook
    questions: Mapping[str, Asked]
    scenarios: Mapping[str, ScenarioTask]
    forms: tuple[str, ...]


def gather(here: Path, *, anonymous: bool = False) -> ClassData:
    """The class of the course that ``here`` is or lies in; raises what `read_register` raises."""
    register = read_register(here)
    data = from_register(register)
    return without_names(data, register.seed) if anonymous else data


def from_register(register: Register) -> ClassData:
    """The class of a register, in the order of the learners' ids and the assignments' names."""
    tasks = {
        (task.name, name): tasks_of(released, task.name)
        for task in register.tasks
        for name, released in task.notebooks.items()
        if released is not None
    }
    gathered = _Gathered()
    for handed in register.handed:
        for (assignment, name), asked in tasks.items():
            if assignment == handed.assignment:
                gathered.notebook(handed, handed.files.get(name), asked)
    return ClassData(
        learners=tuple(Learner(entry.id, entry.name) for entry in register.learners),
        assignments=tuple(Assignment(task.name, task.most) for task in register.tasks),
        marks=tuple(_marks(register)),
        asked={id_: asked for each in tasks.values() for id_, asked in each.questions.items()},
        responses=tuple(gathered.responses),
        runs=tuple(gathered.runs),
        forms=tuple(gathered.forms),
        unread=tuple(gathered.unread),
        simulated=register.simulated,
        changed=tuple(map(str, register.changed)),
    )


def _marks(register: Register) -> Iterator[Mark]:
    found = {(each.learner, each.assignment): each for each in register.handed}
    for learner in register.learners:
        for task in register.tasks:
            each = found.get((learner.id, task.name))
            if each is None:
                yield Mark(learner.id, task.name, handed_in=False)
            else:
                yield Mark(
                    learner.id,
                    task.name,
                    handed_in=True,
                    score=each.score,
                    penalty=each.penalty,
                    waiting=each.waiting,
                    earlier=each.earlier,
                    no_grade=each.no_grade,
                )


# what is asked --------------------------------------------------------------------------------------


def tasks_of(released: ReleasedNotebook, assignment: str) -> Tasks:
    """What a released notebook asks for; a question whose key does not fit it is left out."""
    all_asked = asked_in(cells_in(released.notebook))
    scenarios = {each.id: each.task for each in all_asked if each.marking and each.kind == "scenario"}
    marked = {each.id: found for each in all_asked if (found := _asked(each, assignment)) is not None}
    forms = tuple(name for name in FORMS if name in released.literal_ids)
    return Tasks(released, marked, scenarios, forms)


def _asked(each: notebook_reader.Asked, assignment: str) -> Asked | None:
    question, key, because = each.question, each.key, each.because
    if question is None or each.marking is None:
        return None
    if [*question.faults(), *question.key_faults(key), *question.because_faults(key, because)]:
        return None
    return Asked(question, key, because, assignment, each.objective, each.lesson, each.section)


# what was answered ----------------------------------------------------------------------------------


@attrs.define
class _Gathered:
    responses: list[Response] = attrs.field(factory=list)
    runs: list[Run] = attrs.field(factory=list)
    forms: list[FormTaken] = attrs.field(factory=list)
    unread: list[Unread] = attrs.field(factory=list)

    def notebook(self, handed: Handed, file: Path | None, tasks: Tasks) -> None:
        """Take the answers out of a notebook's file."""
        if handed.no_grade:
            self._not_read(handed, f"{handed.no_grade[0].lower()}{handed.no_grade[1:].removesuffix('.')}")
            return
        if file is None:
            self._not_read(handed, NO_NOTEBOOK)
            return
        cells, fault = read_cells(file)
        if fault:
            self._not_read(handed, NOT_READABLE)
            return
        found = take_answers(cells, tasks.released.outline, tasks.released.literal_ids)
        for name in found.problems:
            self._not_usable(handed, name)
        for name, asked in tasks.questions.items():
            self._question(handed, asked.question, found.literals.get(name))
        for name, scenario in tasks.scenarios.items():
            self._scenario(handed, scenario, found.literals.get(name))
        for name in tasks.forms:
            self._form(handed, load_form(name), found.literals.get(name))

    def _question(self, handed: Handed, question: Question, answer: Any) -> None:
        try:
            question.check(answer)
        except NotAnswered:
            answer = None
        except AnswerProblem:
            self._not_usable(handed, question.id)
            answer = None
        self.responses.append(Response(handed.learner, question.id, answer))

    def _scenario(self, handed: Handed, task: ScenarioTask, answer: Any) -> None:
        try:
            run = Run(handed.learner, handed.assignment, task.id, task.scenario, task.result(answer))
        except NotAnswered:
            return
        except (AnswerProblem, ContentError, LookupError, TypeError):
            # the last three: a scenario that this version of the kit does not have, or keys that do not fit
            self._not_usable(handed, task.id)
            return
        self.runs.append(run)

    def _form(self, handed: Handed, form: Form, answer: Any) -> None:
        try:
            responses = form.responses(answer)
        except NotAnswered:
            return
        except AnswerProblem:
            self._not_usable(handed, form.id)
            return
        if answer["finished"] or len(responses) == len(form.items):
            self.forms.append(form_taken(handed.learner, form, responses))

    def _not_usable(self, handed: Handed, name: str) -> None:
        self._not_read(handed, f"the answer to “{name}” cannot be used")

    def _not_read(self, handed: Handed, why: str) -> None:
        line = Unread(handed.learner, handed.assignment, why)
        if line not in self.unread:
            self.unread.append(line)


def form_taken(learner: str, form: Form, responses: Mapping[str, Any]) -> FormTaken:
    """A finished form; ``responses`` are checked."""
    items = load_items()
    shares = {items[name].objective: share for name, share in form.scores(responses).items()}
    found = tuple(
        sign
        for name, response in responses.items()
        if response is not None
        for sign in signs(items[name].question, response, items[name].solution, items[name].because)
    )
    return FormTaken(learner, form.id, shares, found)


# without names --------------------------------------------------------------------------------------


def without_names(data: ClassData, seed: str) -> ClassData:
    """The class as “Learner 1”, “Learner 2” …, in an order that stays the same for the same ``seed``.

    The order follows neither names nor ids: a class list does not tell who is who.
    """
    order = sorted(data.learners, key=lambda one: hashlib.sha256(f"{seed} {one.id}".encode()).hexdigest())
    new = {learner.id: f"Learner {number}" for number, learner in zip(count(1), order, strict=False)}
    return attrs.evolve(
        data,
        learners=tuple(Learner(name, name) for name in new.values()),
        marks=_renamed(data.marks, new),
        responses=_renamed(data.responses, new),
        runs=_renamed(data.runs, new),
        forms=_renamed(data.forms, new),
        unread=_renamed(data.unread, new),
    )


def _renamed(rows: Sequence[Any], new: Mapping[str, str]) -> tuple[Any, ...]:
    places = {name: place for place, name in enumerate(new.values())}
    changed = [attrs.evolve(row, learner=new[row.learner]) for row in rows]
    return tuple(sorted(changed, key=lambda row: places[row.learner]))


__all__ = ["Tasks", "form_taken", "from_register", "gather", "tasks_of", "without_names"]
