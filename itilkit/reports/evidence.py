"""What a class did, as plain data: marks, responses, runs and forms, and the questions they belong to.

Every analysis of the report works on a `ClassData` alone. It holds no file names and nobody's free text.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from itilkit.items import Because, Key, Question, mark_response
from itilkit.items.diagnosis import Sign, signs
from itilkit.scenarios import Result


@attrs.frozen
class Learner:
    """Somebody in the class; ``name`` is what the report calls them."""

    id: str
    name: str


@attrs.frozen
class Assignment:
    """An assignment and its ``most`` points."""

    name: str
    most: float


@attrs.frozen
class Mark:
    """Points of one learner for one assignment, late penalty taken off; ``waiting`` for a person's mark;
    ``earlier``: the one there is was given for another answer.

    ``score`` is None while nothing is graded, and when nothing in it can be: ``no_grade`` is why, as a
    sentence. ``handed_in`` says whether there is a submission at all.
    """

    learner: str
    assignment: str
    handed_in: bool
    score: float | None = None
    penalty: float = 0.0
    waiting: bool = False
    earlier: bool = False
    no_grade: str = ""


@attrs.frozen
class GradedQuestion:
    """A graded question with its key, what wrong answers rest on, and what it gives evidence on."""

    question: Question
    key: Key
    because: Because
    assignment: str
    objective: str = ""
    lesson: str = ""
    section: str = ""


@attrs.frozen
class Response:
    """One learner's checked response to a question; None: handed in, and left open."""

    learner: str
    question: str
    response: Any


@attrs.frozen
class Run:
    """One learner's replayed run of a scenario; ``model`` is the scenario on the variant's numbers."""

    learner: str
    assignment: str
    scenario: str
    model: Any
    result: Result[Any]


@attrs.frozen
class LearnerForm:
    """A form that one learner finished: shares (0 to 1) by objective, and signs of misconceptions."""

    learner: str
    form: str
    shares: Mapping[str, float]
    signs: tuple[Sign, ...] = ()


@attrs.frozen
class Unread:
    """Something that is not in the figures: whose, of which assignment, and why, without a full stop."""

    learner: str
    assignment: str
    why: str


@attrs.frozen(slots=False)
class ClassData:
    """A class: who is in it, what was set, and what came of it; ``simulated`` when it is made up.

    ``changed`` are sentences about assignments whose source is no longer what is graded by.
    """

    learners: tuple[Learner, ...]
    assignments: tuple[Assignment, ...] = ()
    marks: tuple[Mark, ...] = ()
    asked: Mapping[str, GradedQuestion] = attrs.field(factory=dict)
    responses: tuple[Response, ...] = ()
    runs: tuple[Run, ...] = ()
    forms: tuple[LearnerForm, ...] = ()
    unread: tuple[Unread, ...] = ()
    simulated: bool = False
    changed: tuple[str, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What the report calls each learner, by id."""
        return {learner.id: learner.name for learner in self.learners}

    @cached_property
    def shares(self) -> Mapping[str, Mapping[str, float]]:
        """By question and learner, the share (0 to 1) of the points; of a response left open 0."""
        found: dict[str, dict[str, float]] = {name: {} for name in self.asked}
        for each in self.responses:
            found[each.question][each.learner] = self._share(each)
        return found

    def _share(self, each: Response) -> float:
        if each.response is None:
            return 0.0
        asked = self.asked[each.question]
        return mark_response(asked.question, each.response, asked.key, asked.because).points

    def answered(self, question: str) -> Sequence[Response]:
        """The responses to a question that are not left open."""
        return [each for each in self.responses if each.question == question and each.response is not None]

    def signs_of(self, learner: str) -> Iterator[Sign]:
        """The signs in a learner's graded answers and in the form after the course.

        The form before it is left out: what somebody thought then is what the course is there for.
        """
        for each in self.responses:
            if each.learner == learner and each.response is not None:
                asked = self.asked[each.question]
                yield from signs(asked.question, each.response, asked.key, asked.because)
        for form in self.forms:
            if form.learner == learner and form.form != "before":
                yield from form.signs
