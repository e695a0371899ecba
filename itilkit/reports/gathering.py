"""From a course folder to `ClassData`: answers are taken out of notebooks as literals, never executed.

A notebook that cannot be read, or an answer that cannot be used, costs one line in the report.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import attrs

from itilkit.answers import ScenarioTask
from itilkit.content import ContentError
from itilkit.grading.cells.current import changed_in
from itilkit.grading.cells.released import ReleasedNotebook, released_in
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import take_answers
from itilkit.grading.classes.course import course_directory
from itilkit.grading.classes.points import ClassPoints, assignments_to_report, read_points
from itilkit.grading.gradebook.opening import reading
from itilkit.items import AnswerProblem, NotAnswered, Question, load_items
from itilkit.items.diagnosis import signs
from itilkit.items.forms import FORMS, Form, load_form
from itilkit.notebook_reader import Asked, asked_in, cells_in
from itilkit.reports.evidence import (
    Assignment,
    ClassData,
    GradedQuestion,
    Learner,
    LearnerForm,
    Mark,
    Response,
    Run,
    Unread,
)

#: A file of this name in the course folder says that its class is made up.
SIMULATED = "simulated.txt"
NO_NOTEBOOK = "there is no notebook"
NOT_READABLE = "the notebook is not readable"


@attrs.frozen
class Tasks:
    """What a released notebook asks for: questions with their keys, scenarios, and forms, by id."""

    released: ReleasedNotebook
    questions: Mapping[str, GradedQuestion]
    scenarios: Mapping[str, ScenarioTask]
    forms: tuple[str, ...]


def gather(here: Path, *, anonymous: bool = False) -> ClassData:
    """The class of the course that ``here`` is or lies in.

    Points come from nbgrader's gradebook, with a few queries for the whole class. Raises WrongUse where there
    is no course, and Problem for a gradebook that is missing or cannot be used.
    """
    directory = course_directory(here)
    with reading(directory.db_url) as book:
        rows = assignments_to_report(book)
        data = _class_of(book, directory, rows)
        # nbgrader's own random id of the first assignment, which nobody outside the gradebook knows
        seed = hashlib.sha256(rows[0].id.encode()).hexdigest()
    return without_names(data, seed) if anonymous else data


def _class_of(book: Any, directory: Any, rows: Sequence[Any]) -> ClassData:
    """The class in the order of the learners' ids and the assignments' names."""
    points = read_points(book, directory=directory)
    tasks = {str(row.name): _tasks(book, directory, row) for row in rows}
    marks = {(each.learner, each.assignment): each for each in _marks(points)}
    gathered = _Gathered()
    for (learner, name), mark in marks.items():
        for notebook, asked in tasks[name].items():
            gathered.notebook(mark, _file(directory, learner, name, notebook), asked)
    names = {each.id: each.name for each in points.learners}
    ids = sorted({*names, *(learner for learner, _ in marks)})
    return ClassData(
        learners=tuple(learners_of({each: names.get(each, each) for each in ids})),
        assignments=tuple(Assignment(name, points.assignments[name]) for name in tasks),
        marks=tuple(
            marks.get((who, name)) or Mark(who, name, handed_in=False) for who in ids for name in tasks
        ),
        asked={
            id_: one
            for each in tasks.values()
            for asked in each.values()
            for id_, one in asked.questions.items()
        },
        responses=tuple(gathered.responses),
        runs=tuple(gathered.runs),
        forms=tuple(gathered.forms),
        unread=tuple(gathered.unread),
        simulated=(Path(directory.root) / SIMULATED).is_file(),
        changed=tuple(str(each) for name in tasks for each in changed_in(book, directory, name)),
    )


def learners_of(names: Mapping[str, str]) -> Iterator[Learner]:
    """Learners by id, with the id behind a name that is not theirs alone."""
    times = Counter(name.casefold() for name in names.values())
    for id_, name in names.items():
        yield Learner(id_, f"{name} ({id_})" if times[name.casefold()] > 1 else name)


def _marks(points: ClassPoints) -> Iterator[Mark]:
    """What was handed in, by learner and assignment."""
    cells = [(who, place.assignment, cell) for (who, place), cell in points.cells.items()]
    waiting = {(who, name) for who, name, cell in cells if cell.waiting}
    earlier = {(who, name) for who, name, cell in cells if cell.earlier}
    for key in sorted({*points.works, *points.ungraded}):
        work = points.works.get(key)
        if work is None:
            yield Mark(*key, handed_in=True, no_grade=points.ungraded[key])
        else:
            yield Mark(
                *key,
                handed_in=True,
                score=work.points,
                penalty=work.penalty,
                waiting=key in waiting,
                earlier=key in earlier,
            )


def _file(directory: Any, learner: str, assignment: str, notebook: str) -> Path | None:
    """The graded notebook of a learner, or the one that was handed in; None where there is neither."""
    for step in (directory.autograded_directory, directory.submitted_directory):
        file = Path(directory.format_path(step, learner, assignment)) / f"{notebook}.ipynb"
        if file.exists():
            return file
    return None


# what is asked --------------------------------------------------------------------------------------


def _tasks(book: Any, directory: Any, row: Any) -> Mapping[str, Tasks]:
    """What the notebooks of an assignment ask for; those with ordinary code are left out."""
    folder = Path(directory.format_path(directory.source_directory, ".", row.name))
    names = sorted(str(notebook.name) for notebook in row.notebooks)
    found = {name: released_in(book, folder / f"{name}.ipynb", row.name, name) for name in names}
    return {name: tasks_of(each, str(row.name)) for name, each in found.items() if each is not None}


def tasks_of(released: ReleasedNotebook, assignment: str) -> Tasks:
    """What a released notebook asks for; a question whose key does not fit it is left out."""
    all_asked = asked_in(cells_in(released.notebook))
    scenarios = {each.id: each.task for each in all_asked if each.marking and each.kind == "scenario"}
    marked = {each.id: found for each in all_asked if (found := _asked(each, assignment)) is not None}
    forms = tuple(name for name in FORMS if name in released.literal_ids)
    return Tasks(released, marked, scenarios, forms)


def _asked(each: Asked, assignment: str) -> GradedQuestion | None:
    question, key, because = each.question, each.key, each.because
    if question is None or each.marking is None:
        return None
    if [*question.faults(), *question.key_faults(key), *question.because_faults(key, because)]:
        return None
    return GradedQuestion(question, key, because, assignment, each.objective, each.lesson, each.section)


# what was answered ----------------------------------------------------------------------------------


@attrs.define
class _Gathered:
    responses: list[Response] = attrs.field(factory=list)
    runs: list[Run] = attrs.field(factory=list)
    forms: list[LearnerForm] = attrs.field(factory=list)
    unread: list[Unread] = attrs.field(factory=list)

    def notebook(self, mark: Mark, file: Path | None, tasks: Tasks) -> None:
        """Take the answers out of a notebook's file."""
        if mark.no_grade:
            self._not_read(mark, f"{mark.no_grade[0].lower()}{mark.no_grade[1:].removesuffix('.')}")
            return
        if file is None:
            self._not_read(mark, NO_NOTEBOOK)
            return
        cells, fault = read_cells(file)
        if fault:
            self._not_read(mark, NOT_READABLE)
            return
        found = take_answers(cells, tasks.released.outline, tasks.released.literal_ids)
        for name in found.problems:
            self._not_usable(mark, name)
        for name, asked in tasks.questions.items():
            self._question(mark, asked.question, found.literals.get(name))
        for name, scenario in tasks.scenarios.items():
            self._scenario(mark, scenario, found.literals.get(name))
        for name in tasks.forms:
            self._form(mark, load_form(name), found.literals.get(name))

    def _question(self, mark: Mark, question: Question, answer: Any) -> None:
        try:
            question.check(answer)
        except NotAnswered:
            answer = None
        except AnswerProblem:
            self._not_usable(mark, question.id)
            answer = None
        self.responses.append(Response(mark.learner, question.id, answer))

    def _scenario(self, mark: Mark, task: ScenarioTask, answer: Any) -> None:
        try:
            run = Run(mark.learner, mark.assignment, task.id, task.scenario, task.result(answer))
        except NotAnswered:
            return
        except (AnswerProblem, ContentError, LookupError, TypeError):
            # the last three: a scenario that this version of the kit does not have, or keys that do not fit
            self._not_usable(mark, task.id)
            return
        self.runs.append(run)

    def _form(self, mark: Mark, form: Form, answer: Any) -> None:
        try:
            responses = form.responses(answer)
        except NotAnswered:
            return
        except AnswerProblem:
            self._not_usable(mark, form.id)
            return
        if answer["finished"] or len(responses) == len(form.items):
            self.forms.append(form_taken(mark.learner, form, responses))

    def _not_usable(self, mark: Mark, name: str) -> None:
        self._not_read(mark, f"the answer to “{name}” cannot be used")

    def _not_read(self, mark: Mark, why: str) -> None:
        line = Unread(mark.learner, mark.assignment, why)
        if line not in self.unread:
            self.unread.append(line)


def form_taken(learner: str, form: Form, responses: Mapping[str, Any]) -> LearnerForm:
    """A finished form; ``responses`` are checked."""
    items = load_items()
    shares = {items[name].objective: share for name, share in form.scores(responses).items()}
    found = tuple(
        sign
        for name, response in responses.items()
        if response is not None
        for sign in signs(items[name].question, response, items[name].solution, items[name].because)
    )
    return LearnerForm(learner, form.id, shares, found)


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
