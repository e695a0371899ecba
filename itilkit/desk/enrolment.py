"""A class list brought into a class: who is new, who is somebody known under another id, and who has left.

Spreadsheets take zeros off ids and people change their addresses. What that makes of somebody is asked, by
name, and never guessed: a second person would leave the marks with the first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from itilkit.desk.names import words
from itilkit.grading.classes.students import YES, Student
from itilkit.ground.problem import WrongUse


@attrs.frozen
class Answers:
    """What the instructor said: which new ids are ``same`` as which known ones, and which are ``new`` people.

    Who is not on the list has ``gone`` only when that is said. ``ask`` asks a person whether the first is the
    second; None where nobody is there to answer.
    """

    same: Mapping[str, str] = attrs.field(factory=dict)
    new: frozenset[str] = frozenset()
    gone: bool = False
    ask: Callable[[Student, Student], bool] | None = None


@attrs.frozen
class EnrolmentQuestion:
    """Somebody on the list who may be one of ``known``; left out until that is answered."""

    student: Student
    known: tuple[Student, ...]

    def __str__(self) -> str:
        known = " or ".join(told(each) for each in self.known)
        yes = " or ".join(f"--same {self.student.id}={each.id}" for each in self.known)
        return (
            f"Is {told(self.student)} on the list the same person as {known} in the class? If so, add "
            f"{yes}; if not, add --new {self.student.id}. Until then this line is left out."
        )


@attrs.frozen
class Update:
    """The class after a list was brought in, what is worth saying, and what has to be asked."""

    students: tuple[Student, ...]
    said: tuple[str, ...]
    questions: tuple[EnrolmentQuestion, ...]


def told(student: Student) -> str:
    """Somebody by name and id."""
    return f"{student.name} ({student.id})" if student.name != student.id else student.id


def updated(
    before: Sequence[Student], now: Sequence[Student], answers: Answers, *, whole: bool = True
) -> Update:
    """The class ``before``, brought up to date by the list ``now``; a blank on it keeps what was known.

    ``whole`` says that no line of the list is left out, so that who is not on it has left. Raises WrongUse
    for an answer about somebody who is not there.
    """
    ids = _Ids(before, now, answers)
    rows: dict[str, Student] = {}
    new: list[Student] = []
    questions: list[EnrolmentQuestion] = []
    for student in now:
        id_ = ids.of(student)
        maybe = [] if id_ or student.id in answers.new else ids.maybe(student)
        if maybe and answers.ask is not None:
            id_ = next((each.id for each in maybe if answers.ask(student, each)), None)
        elif maybe:
            questions.append(EnrolmentQuestion(student, tuple(maybe)))
            continue
        if id_:
            rows[id_] = student
            ids.here.add(id_)
        else:
            new.append(student)
    asked = {each.id for question in questions for each in question.known}
    listed = {student.id for student in now}
    off = [each for each in before if each.id not in {*rows, *asked, *listed} and not each.gone]
    doubles = [(each, other) for each in off for other in now if _alike(other, each)]
    away = [each for each in off if all(each is not one for one, _ in doubles)] if whole else []
    kept = [_with(student, rows[student.id]) if student.id in rows else student for student in before]
    said = [sentence for pair in zip(before, kept, strict=True) for sentence in _changes(*pair)]
    if answers.gone:
        kept = [attrs.evolve(student, gone=YES) if student in away else student for student in kept]
    if away:
        who = ", ".join(map(told, away))
        said.append(
            f"Marked as gone, so left out of reports and exports; their marks stay: {who}."
            if answers.gone
            else f"Not on the list, and still in reports and exports: {who}. If they have left, add --gone."
        )
    if whole:
        said += [
            f"{told(one)} is not on the list, but may be the same person as {told(other)}, who is: their "
            "marks stay apart."
            for one, other in doubles
        ]
    return Update((*kept, *new), (*said, *namesakes([*kept, *new])), tuple(questions))


class _Ids:
    """Whom the ids of a list mean: ``here`` are the known people whom it names."""

    def __init__(self, before: Sequence[Student], now: Sequence[Student], answers: Answers) -> None:
        self.before = before
        known, listed = {student.id for student in before}, {student.id for student in now}
        for name in sorted({*answers.same, *answers.new} - listed):
            raise WrongUse(f"Nobody on the list has the id “{name}”: write it as the question does.")
        for name in sorted(answers.same.keys() & known):
            raise WrongUse(
                f"{name} and {answers.same[name]} are both in the class already, and marks are never merged: "
                f"leave out --same {name}={answers.same[name]}."
            )
        for name in sorted({*answers.same.values()} - known):
            raise WrongUse(f"Nobody in the class has the id “{name}”: write it as the question does.")
        # what was said before holds, unless the person stands on the list under both ids
        before_said = {
            other: student.id
            for student in before
            for other in student.also.split()
            if student.id not in listed
        }
        self.meant = {**{id_: id_ for id_ in listed & known}, **before_said, **answers.same}
        named = [self.meant[id_] for id_ in sorted(listed & self.meant.keys())]
        for name in named:
            if named.count(name) > 1:
                raise WrongUse(
                    f"Two lines of the list would be {name}: leave out --same for one of them, or "
                    "take one off the list."
                )
        self.here = set(named)

    def of(self, student: Student) -> str | None:
        """The known id of somebody on the list, if it is certain."""
        return self.meant.get(student.id)

    def maybe(self, student: Student) -> list[Student]:
        """Known people who are not on the list, and whom it may mean by ``student``."""
        return [each for each in self.before if each.id not in self.here and _alike(student, each)]


def namesakes(students: Iterable[Student]) -> list[str]:
    """A sentence about each name that two people of a class share."""
    groups: dict[tuple[str, ...], list[Student]] = defaultdict(list)
    for student in students:
        if not student.gone and (student.first or student.last):
            groups[words(student.name)].append(student)
    return [
        f"{len(group)} people are called {group[0].name}: {', '.join(each.id for each in group)}. "
        "Reports show their ids."
        for group in groups.values()
        if len(group) > 1
    ]


def _alike(one: Student, other: Student) -> bool:
    named = (one.first or one.last) and words(one.name) == words(other.name)
    zeros = one.id.isdigit() and one.id.lstrip("0") == other.id.lstrip("0")
    address = one.email and one.email.casefold() == other.email.casefold()
    return bool(named or zeros or address or (one.lms_id and one.lms_id == other.lms_id))


def _with(student: Student, row: Student) -> Student:
    """A student with what a row tells of them; another id of theirs is remembered, so as to be asked once."""
    tells = {key: value for key, value in attrs.asdict(row).items() if value and key not in {"id", "also"}}
    others = dict.fromkeys([*student.also.split(), *row.also.split(), row.id])
    others.pop(student.id, None)
    return attrs.evolve(student, **{"gone": "", **tells}, also=" ".join(others))


def _changes(student: Student, whole: Student) -> list[str]:
    told_of = ("first", "last", "email", "lms_id")
    parts = [key for key in told_of if getattr(whole, key) != getattr(student, key)]
    new = [f"{told(whole)}: new {' and '.join(parts)}."] if parts else []
    return [*new, f"{told(whole)} is back."] if student.gone and not whole.gone else new
