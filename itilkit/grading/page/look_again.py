"""The head of the feedback page: what went well, what to look at again, and where to read on.

Nothing here is canned: each sentence comes from what the work earned, the most telling first.
"""

from collections.abc import Iterator, Sequence

import attrs

from itilkit.grading.page.page import Page
from itilkit.grading.page.parts import FormAnswer, Part
from itilkit.grading.page.read_on import Place, ReadOn, read_on
from itilkit.ground.words import listed, number

#: The most entries of the list, sentences on each side of the head, and places of one entry.
ENTRIES, SENTENCES, PLACES = 4, 2, 3
#: The least share of a criterion's points whose loss is worth an entry.
LOSS = 0.1
#: Shapes of a run that was not played to its end.
UNFINISHED = ("unfinished",)
COUNTS: tuple[str, ...] = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)
COUNTS += ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen")


@attrs.frozen
class Again:
    """Something to look at again: ``what`` it is, ``why`` (the rest of the sentence, from the space or comma
    on), and where it is taught.
    """

    what: str
    why: str
    places: tuple[Place, ...] = ()
    #: Points that hang on it; those with more come first.
    weight: float = attrs.field(default=0.0, eq=False)


@attrs.frozen
class Head:
    """The head of a page: what went ``well``, what to look at ``again``, and a ``note`` that is neither, in
    sentences, each of which may be empty; then a list under a ``title``.
    """

    well: str = ""
    again: str = ""
    note: str = ""
    title: str = "To look at again"
    entries: tuple[Again, ...] = ()


@attrs.frozen
class Named:
    """A part with the name by which the page speaks of it."""

    name: str
    part: Part

    @property
    def lost(self) -> float:
        """Points that it could still have earned."""
        return self.part.grade.most - self.part.grade.score

    @property
    def wrong(self) -> bool:
        """Whether it is a question that was answered, and not rightly."""
        return self.part.kind == "question" and self.part.state in {"wrong", "partly"}

    @property
    def advice(self) -> ReadOn | None:
        """What is said of a scenario."""
        return read_on().get(self.part.id) if self.part.kind == "scenario" else None

    @property
    def praised(self) -> bool:
        """Whether the headline of a run is praise."""
        return self.advice is not None and self.part.result.shape in self.advice.good


def head_of(page: Page) -> Head:
    """The head of ``page``; empty for a notebook that is not the kit's."""
    named = list(_named(page))
    if any(each.part.asked for each in named):
        return _form_head(next(each.part for each in named if each.part.asked))
    entries = _entries(named)
    if named and all(each.part.state == "open" for each in named):
        return Head(note="Nothing is answered in this notebook yet.", title="To begin with", entries=entries)
    return Head(
        well=" ".join(list(_well(named))[:SENTENCES]),
        again=" ".join(list(_again(named))[:SENTENCES]),
        entries=entries,
    )


def _named(page: Page) -> Iterator[Named]:
    """The parts with their names: a question's is its place among those of its section."""
    asking = [section for section in page.sections if any(part.kind == "question" for part in section.parts)]
    for section in page.sections:
        for place, part in enumerate(section.parts, 1):
            name = part.title or section.title or part.id
            if part.kind == "question":
                name = f"{place}" if len(asking) == 1 else f"{place} of “{section.title}”"
            yield Named(name, part)


# sentences -----------------------------------------------------------------------------------------


def _well(named: Sequence[Named]) -> Iterator[str]:
    for each in named:
        told = each.part.result
        if told.headline:
            yield told.headline if each.praised else told.well
    questions = [each.part for each in named if each.part.kind == "question"]
    right = sum(part.state == "right" for part in questions)
    if questions and right == len(questions):
        yield f"All {_count(right)} questions are right." if right > 1 else "The question is right."
    elif right:
        yield f"{_count(right).capitalize()} of {_count(len(questions))} questions {_be(right)} right."
    for each in named:
        if each.part.state == "marked" and each.lost <= 0:
            yield f"“{each.name}” has all its points."


def _again(named: Sequence[Named]) -> Iterator[str]:
    for each in named:
        if each.part.kind == "scenario" and each.part.state == "open":
            yield f"“{each.name}” is not played yet."
        elif each.part.result.headline and not each.praised:
            yield each.part.result.headline
    shared = _shared(named)
    for sentence, found in shared[:1]:
        yield f"{_count(len(found)).capitalize()} of your answers rest on the idea that {sentence}."
    wrong = [each for each in named if each.wrong]
    if wrong and not shared:
        wholly = "wholly " if any(each.part.state == "partly" for each in wrong) else ""
        yield f"{_count(len(wrong)).capitalize()} {_questions(len(wrong))} not {wholly}right yet."
    left = sum(each.part.kind == "question" and each.part.state == "open" for each in named)
    if left:
        yield f"{_count(left).capitalize()} {_questions(left)} not answered."
    if any(each.part.state == "unusable" for each in named):
        yield "An answer could not be graded: the reason stands with it."
    if any(each.part.state == "outdated" for each in named):
        yield "An earlier version of the kit graded this: ask your instructor to grade it again."


def _form_head(part: Part) -> Head:
    """The head of a form, which counts for taking part: what is known, and what is still to be learned."""
    right = sum(each.state == "right" for each in part.asked)
    left = sum(each.state == "open" for each in part.asked)
    before = part.form == "before"
    well = f"{_count(right).capitalize()} of {_count(len(part.asked))} answers {_be(right)} right."
    order = ("wrong", "partly", "unknown", "open")
    missed = [each for state in order for each in part.asked if each.state == state]
    return Head(
        well=well if right else "",
        again=f"{_count(left).capitalize()} {_questions(left)} not answered." if left else "",
        note="What is open here is what the course is about." if before and missed else "",
        title="Where the course takes it up" if before else "To look at again",
        entries=tuple(Again(each.name, f": {_asked_why(each)}", (each.place,)) for each in missed[:ENTRIES]),
    )


def _asked_why(asked: FormAnswer) -> str:
    if asked.assumed:
        return f"answered as if {asked.assumed}"
    return {"wrong": "not right yet", "partly": "partly right", "unknown": "not known yet"}.get(
        asked.state, "not answered"
    )


# the list ------------------------------------------------------------------------------------------


def _entries(named: Sequence[Named]) -> tuple[Again, ...]:
    """What stands in the way of grading or playing; what answers share; the weakest criterion; then the rest
    by the points that hang on it.
    """
    first = [*_stopped(named), *_misconceptions(named)]
    criteria = sorted(_criteria(named), key=lambda each: -each.weight)
    rest = sorted([*criteria[1:], *_questions_again(named), *_texts(named)], key=lambda each: -each.weight)
    return tuple([*first, *criteria[:1], *rest][:ENTRIES])


def _stopped(named: Sequence[Named]) -> Iterator[Again]:
    unusable = [each for each in named if each.part.state == "unusable"]
    questions = [f"question {each.name}" for each in unusable if each.part.kind == "question"]
    if len(questions) > PLACES:
        questions = [f"{_count(len(questions))} questions"]
    names = [*(each.name for each in unusable if each.part.kind != "question"), *questions]
    if names:
        what = listed(names)
        yield Again(what[0].upper() + what[1:], " could not be graded: the page says why in its place")
    for each in named:
        if each.part.kind == "form" and each.part.state == "open":
            yield Again("The questions", " are not begun")
        elif each.part.kind == "scenario" and (
            each.part.state == "open" or each.part.result.shape in UNFINISHED
        ):
            places = (each.advice.worked_place,) if each.advice else ()
            why = " is not played yet" if each.part.state == "open" else " is not played to its end"
            yield Again(each.name, why, places)


def _shared(named: Sequence[Named]) -> list[tuple[str, list[Named]]]:
    """The misconceptions that two answers or more rest on, the most frequent first."""
    found: dict[str, list[Named]] = {}
    for each in named:
        if each.wrong:
            for sentence in each.part.assumed:
                found.setdefault(sentence, []).append(each)
    shared = [(sentence, rest_on) for sentence, rest_on in found.items() if len(rest_on) > 1]
    return sorted(shared, key=lambda pair: -len(pair[1]))


def _misconceptions(named: Sequence[Named]) -> Iterator[Again]:
    for sentence, found in _shared(named):
        yield _about(found, f" rest on the idea that {sentence}")


def _criteria(named: Sequence[Named]) -> Iterator[Again]:
    """The criteria of finished runs that lost points worth speaking of."""
    for each in named:
        if each.part.result.shape in UNFINISHED:
            continue
        for name, *exact in each.part.result.criteria:
            # as the page shows them
            score, most = (round(value, 2) for value in exact)
            if most - score < LOSS * most:
                continue
            said = each.advice.criterion.get(name) if each.advice else None
            place = each.advice.place(name) if each.advice else None
            points = "point" if most == 1 else "points"
            why = f" ({number(score)} of {number(most)} {points}){f': {said.again}' if said else ''}"
            yield Again(name.replace("-", " ").capitalize(), why, (place,) if place else (), most - score)


def _questions_again(named: Sequence[Named]) -> Iterator[Again]:
    """The questions that share no misconception, those of one place together; then those left open."""
    told = {each.name for _, found in _shared(named) for each in found}
    groups: dict[Place | str, list[Named]] = {}
    for each in named:
        if each.wrong and each.name not in told:
            groups.setdefault(each.part.place or each.name, []).append(each)
    for found in groups.values():
        yield _about(found, _wrong_why(found))
    left = [each for each in named if each.part.kind == "question" and each.part.state == "open"]
    asked = sum(each.part.kind == "question" for each in named)
    if left and len(left) == asked > 1:
        yield attrs.evolve(_about(left, " are not answered"), what=f"The {_count(asked)} questions")
    elif left:
        yield _about(left, f" {_be(len(left))} not answered", said=False)


def _wrong_why(found: Sequence[Named]) -> str:
    (first, *more) = found
    if not more and first.part.assumed:
        return f" rests on the idea that {first.part.assumed[0]}"
    partly = all(each.part.state == "partly" for each in found)
    return f" {_be(len(found))} {'partly right' if partly else 'not right yet'}"


def _texts(named: Sequence[Named]) -> Iterator[Again]:
    for each in named:
        if each.part.kind != "text" or each.lost <= 0:
            continue
        if each.part.state == "open":
            yield Again(each.name, " is not written", (), each.lost)
        elif each.part.state == "marked":
            score, most = number(each.part.grade.score), number(each.part.grade.most)
            comment = ": your instructor’s comment stands with it" if each.part.comment_html else ""
            yield Again(each.name, f" has {score} of {most} points{comment}", (), each.lost)


def _about(found: Sequence[Named], why: str, *, said: bool = True) -> Again:
    """An entry about questions, or what was ``said`` to them, with the places where they are taught."""
    names, many = listed([each.name for each in found]), "s" if len(found) > 1 else ""
    places = dict.fromkeys(each.part.place for each in found if each.part.place)
    if len(places) > PLACES:
        # so many sections of a lesson are the lesson
        places = dict.fromkeys(Place(place.lesson, "") for place in places)
    what = f"Your answer{many} to question{many} {names}" if said else f"Question{many} {names}"
    return Again(what, why, tuple(places)[:PLACES], sum(each.lost for each in found))


def _count(count: int) -> str:
    return COUNTS[count] if count < len(COUNTS) else str(count)


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _questions(count: int) -> str:
    return "question is" if count == 1 else "questions are"


__all__ = ["Again", "Head", "head_of"]
