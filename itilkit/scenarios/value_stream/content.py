"""The words and numbers of the value stream designer: what its files hold, and whether they hold together."""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

import attrs

from itilkit.scenarios.content_checks import astray, load_both, no_such, not_so_many, repeated

ID = "value-stream"

#: The five steps that always run, in the order in which a call takes them: the rules speak of each.
MAIN = ("log-call", "investigate", "specialist-fix", "put-live", "check-caller")
#: What an effect may change, and whether that belongs to a step or to the stream as a whole.
OF_A_STEP = ("work", "wait", "capacity", "right")
OF_THE_STREAM = ("fix", "leak")
#: How an effect changes a number.
HOW = ("set", "add", "times")
#: What an improvement goes for; the debrief tells runs apart by it.
KINDS = ("first-time", "waiting", "people", "faster", "control", "comfort", "unchecked")


@attrs.frozen
class Activity:
    """One of the six activities of the service value chain."""

    id: str
    name: str
    purpose: str


@attrs.frozen
class StreamStep:
    """A step of a value stream, the ``activity`` that it draws on, and whether it closes the ``loop``
    from what happened back to what will be done.
    """

    id: str
    name: str
    story: str
    activity: str
    loop: bool = False


@attrs.frozen
class Distractor:
    """Something that can be laid into the order and is no step of the stream."""

    id: str
    name: str
    story: str


@attrs.frozen
class Effect:
    """What an improvement changes: ``what`` at which ``step`` (empty: in the whole stream), and whether
    it sets it, adds to it or multiplies it (``how``), with which number (``to``).
    """

    what: str
    how: str
    to: float
    step: str = ""


@attrs.frozen
class Improvement:
    """An improvement: ``code`` I1…I10, ``cost`` in points, ``kind`` what it goes for, and the ``partner``
    with whom it is made (empty: Varrin Digital makes it alone).
    """

    id: str
    code: str
    name: str
    short: str
    cost: int
    kind: str
    meaning: str
    effects: tuple[Effect, ...]
    partner: str = ""


@attrs.frozen
class Contrast:
    """A second stream, mapped for contrast and never scored."""

    title: str
    goal: str
    steps: tuple[StreamStep, ...]


@attrs.frozen
class Words:
    """The scenario's story and what is the same on every variant (``value-stream.toml``); ``budget`` is
    the points that improvements may cost together.
    """

    title: str
    topic: str
    goal: str
    minutes: int
    budget: int
    activities: tuple[Activity, ...]
    steps: tuple[StreamStep, ...]
    distractors: tuple[Distractor, ...]
    cards: tuple[Improvement, ...]
    contrast: Contrast


@attrs.frozen
class StepNumbers:
    """A main step as it is: ``work`` (above 0) and ``wait`` in minutes, ``right`` the share of calls that
    are right first time (above 0, up to 1), ``capacity`` in calls a day.
    """

    work: float
    wait: float
    right: float
    capacity: float


@attrs.frozen
class Beside:
    """A strategy shown beside the learner's run: per month its value and its lead time in minutes, flow
    efficiency (0 to 1) in month 1, then value and score of the whole.
    """

    id: str
    name: str
    months: tuple[float, ...]
    leads: tuple[float, ...]
    efficiency: float
    value: float
    score: float


@attrs.frozen
class Numbers:
    """A variant (``value-stream.NAME.toml``): ``demand`` in calls a day, ``fix`` the share of calls that
    end with `investigate`, the main steps, and the two values against which improvement is measured:
    ``as_is`` without any card, ``best`` with the best affordable cards, both with all seven steps.
    """

    variant: str
    demand: float
    fix: float
    as_is: float
    best: float
    steps: Mapping[str, StepNumbers]
    beside: tuple[Beside, ...]


def load_words_and_numbers(variant: str, *, root: Traversable | None = None) -> tuple[Words, Numbers]:
    """The words of the course and the numbers of ``variant``.

    Raises ContentError, with every problem of both files, when they do not hold together.
    """
    return load_both(ID, variant, Words, Numbers, _problems, root=root)


def _problems(words: Words, numbers: Numbers) -> Iterator[str]:
    yield from _word_problems(words)
    yield from _number_problems(words, numbers)


def _word_problems(words: Words) -> Iterator[str]:
    """References and ranges of the story, looked at after everything has been read."""
    activities = [activity.id for activity in words.activities]
    steps = [step.id for step in words.steps]
    yield from repeated("activities", activities)
    yield from repeated("steps and distractors", [*steps, *(each.id for each in words.distractors)])
    yield from repeated("cards", [card.id for card in words.cards])
    yield from repeated("contrast.steps", [step.id for step in words.contrast.steps])
    if tuple(step.id for step in words.steps if not step.loop) != MAIN:
        yield f"steps: those that close no loop should be {', '.join(MAIN)}, in this order"
    for path, listed in (("steps", words.steps), ("contrast.steps", words.contrast.steps)):
        for place, step in enumerate(listed):
            yield from no_such(f"{path}[{place}].activity", "activity", step.activity, activities)
    for place, card in enumerate(words.cards):
        yield from _card_problems(f"cards[{place}]", card)


def _card_problems(path: str, card: Improvement) -> Iterator[str]:
    yield from no_such(f"{path}.kind", "kind", card.kind, KINDS)
    if card.cost < 1:
        yield f"{path}.cost: should be 1 at least, but is {card.cost}"
    for place, effect in enumerate(card.effects):
        here = f"{path}.effects[{place}]"
        yield from no_such(f"{here}.how", "way to change a number", effect.how, HOW)
        yield from no_such(f"{here}.what", "number", effect.what, (*OF_A_STEP, *OF_THE_STREAM))
        if effect.what in OF_A_STEP:
            yield from no_such(f"{here}.step", "step", effect.step, MAIN)
        elif effect.step:
            yield f"{here}.step: {effect.what} belongs to the whole stream, not to a step"
        if effect.what in {"work", "capacity"} and effect.to <= 0:
            yield f"{here}.to: should be more than 0, but is {effect.to:g}"
        if effect.what in {"right", "leak"} and not 0 < effect.to <= 1:
            yield f"{here}.to: should lie above 0 and up to 1, but is {effect.to:g}"


def _number_problems(words: Words, numbers: Numbers) -> Iterator[str]:
    yield from astray("steps", numbers.steps, MAIN)
    for name, step_numbers in numbers.steps.items():
        yield from _step_problems(f"steps.{name}", step_numbers)
    yield from _stream_problems(words, numbers)
    for place, beside in enumerate(numbers.beside):
        for key, values in (("months", beside.months), ("leads", beside.leads)):
            yield from not_so_many(f"beside[{place}].{key}", values, 2)


def _stream_problems(words: Words, numbers: Numbers) -> Iterator[str]:
    if numbers.demand <= 0:
        yield f"demand: should be more than 0 calls a day, but is {numbers.demand:g}"
    room = 1 - _fixed_by_cards(words)
    if not 0 <= numbers.fix < room:
        yield f"fix: should be 0 or more and below {room:g}, as cards add to it, but is {numbers.fix:g}"
    if not 0 <= numbers.as_is < numbers.best <= 100:
        yield f"as_is and best: should rise from 0 to 100, but are {numbers.as_is:g} and {numbers.best:g}"


def _fixed_by_cards(words: Words) -> float:
    """What all cards together add to the share of calls that the desk mends."""
    effects = (effect for card in words.cards for effect in card.effects)
    return sum(effect.to for effect in effects if effect.what == "fix")


def _step_problems(path: str, step: StepNumbers) -> Iterator[str]:
    if step.work <= 0:
        yield f"{path}.work: should be more than 0 minutes, but is {step.work:g}"
    if step.wait < 0:
        yield f"{path}.wait: should be 0 minutes or more, but is {step.wait:g}"
    if not 0 < step.right <= 1:
        yield f"{path}.right: should lie above 0 and up to 1, but is {step.right:g}"
    if step.capacity <= 0:
        yield f"{path}.capacity: should be more than 0 calls a day, but is {step.capacity:g}"
