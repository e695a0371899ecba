"""Assessment items: a question, the responses it accepts, and how a response is scored. All pure.

A `Question` is what a learner sees. Its key and what each wrong option means come from somewhere
else: for practice items from the item bank (`load_items`), for graded items from the hidden test.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, Protocol

import attrs

from itilkit.content import ContentError, content_root, did_you_mean, ended, load


class AnswerProblem(ValueError):  # noqa: N818 - named after the situation
    """An answer that cannot be used; the text is one sentence for the person who gave it."""


class NotAnswered(AnswerProblem):
    """There is no answer yet: a friendly state of its own, not a mistake."""


@attrs.frozen
class Question:
    """An item as its reader sees it: ``options`` maps an option's id to its text."""

    id: str
    stem: str
    options: Mapping[str, str]
    kind: str = "choice"

    def check(self, response: Any) -> None:
        """Raise AnswerProblem, in one sentence, unless ``response`` is one that this question takes."""
        if response is None:
            raise NotAnswered(f"“{self.id}” is not answered yet: choose on its card above.")
        kind(self.kind).check(self, response)

    def words(self, response: Any) -> str:
        """The response in words, such as ``“The outcome they needed”``."""
        picked = [response] if isinstance(response, str) else response
        texts = [f"“{self.options[option]}”" for option in self.options if option in picked]
        return ", ".join(texts) if texts else "none of the options"


class Kind(Protocol):
    """A kind of item: which responses it takes and how they score."""

    def check(self, question: Question, response: Any) -> None:
        """Raise AnswerProblem for a response of the wrong form."""
        ...

    def share(self, question: Question, key: Collection[str], response: Any) -> float:
        """The share of the points (0 to 1) that a checked response earns."""
        ...


class Choice:
    """One option out of several; the literal is its id. Right or wrong."""

    def check(self, question: Question, response: Any) -> None:
        """A text that is the id of an option."""
        if not isinstance(response, str):
            raise AnswerProblem(
                f"The answer to “{question.id}” should be one option such as "
                f"“{next(iter(question.options), 'a')}”; choose on its card."
            )
        _known(question, response)

    def share(self, question: Question, key: Collection[str], response: Any) -> float:  # noqa: ARG002
        """1 for the key, else 0."""
        return 1.0 if response in key else 0.0


class Multi:
    """Several options; the literal is the list of their ids. Every option is judged for itself."""

    def check(self, question: Question, response: Any) -> None:
        """A list of option ids, each at most once; an empty list says that none belongs."""
        if not isinstance(response, list) or not all(isinstance(option, str) for option in response):
            raise AnswerProblem(
                f"The answer to “{question.id}” should be a list of options; tick them on its card."
            )
        for option in response:
            _known(question, option)
            if response.count(option) > 1:
                raise AnswerProblem(
                    f"The answer to “{question.id}” names “{_printable(option)}” twice; tick it on its card."
                )

    def share(self, question: Question, key: Collection[str], response: Any) -> float:
        """The share of the options that are ticked if they belong and left open if they do not."""
        right = sum((option in key) == (option in response) for option in question.options)
        return right / len(question.options)


KINDS: Mapping[str, Kind] = {"choice": Choice(), "multi": Multi()}


def kind(name: str) -> Kind:
    """The kind of item called ``name``; raises ValueError with the kinds there are."""
    if name not in KINDS:
        known = ", ".join(KINDS)
        said = ended(f"There is no kind of item “{name}”{did_you_mean(name, KINDS)}")
        raise ValueError(f"{said} There are: {known}.")
    return KINDS[name]


def _known(question: Question, option: str) -> None:
    if option not in question.options:
        there = ", ".join(question.options)
        raise AnswerProblem(
            f"The answer to “{question.id}” names an option “{_printable(option)}” that is not there; "
            f"there are {there}."
        )


def _printable(word: str) -> str:
    shown = "".join(sign if sign.isprintable() else "�" for sign in word[:41])
    return shown if len(shown) <= 40 else shown[:37] + "…"


# what a response means ------------------------------------------------------------------------------


@attrs.frozen
class Misconception:
    """A misconception: ``sentence`` reads after "That answers as if", ``name`` is for instructors."""

    sentence: str
    name: str


@attrs.frozen
class Note:
    """What is said about one option of a response: whether it was decided rightly, and why."""

    option: str
    right: bool
    picked: bool
    misconception: str | None
    because: str


@attrs.frozen
class Marked:
    """A scored response: ``points`` of ``most``, and a note for each option worth one."""

    points: float
    most: float
    notes: tuple[Note, ...]

    @property
    def right(self) -> bool:
        """Whether the response earns all points."""
        return round(self.points, 9) >= round(self.most, 9)


Because = Mapping[str, tuple[str | None, str]]


def mark_response(
    question: Question, response: Any, key: Collection[str], because: Because, points: float = 1.0
) -> Marked:
    """Score a checked ``response`` against ``key`` and say what each decision about an option means.

    ``because`` maps an option's id to (misconception code or None, sentence). Options decided wrongly
    get a note; of those decided rightly only the ones that belong to the key do.
    """
    share = kind(question.kind).share(question, key, response)
    picked = [response] if isinstance(response, str) else list(response)
    notes = []
    for option in question.options:
        belongs, chosen = option in key, option in picked
        says = chosen or (belongs and question.kind == "multi")
        if says:
            code, text = because.get(option, (None, ""))
            notes.append(Note(option, belongs == chosen, chosen, None if belongs else code, text))
    return Marked(points=points * share, most=points, notes=tuple(notes))


@cache
def misconceptions() -> Mapping[str, Misconception]:
    """The misconceptions M1 to M19 by their code."""
    return load("misconceptions.toml", dict[str, Misconception])


@attrs.frozen
class Objective:
    """A learning objective: ``text`` reads after "You can", ``level`` is Bloom's, ``claims`` its sources."""

    text: str
    level: str
    claims: tuple[str, ...]


@cache
def objectives() -> Mapping[str, Objective]:
    """The learning objectives LO1 to LO16 by their code."""
    return load("objectives.toml", dict[str, Objective])


# the bank -------------------------------------------------------------------------------------------


@attrs.frozen
class Option:
    """An option of a bank item: a wrong one rests on a misconception and says why."""

    id: str
    text: str
    because: str
    misconception: str | None = None


@attrs.frozen
class Item:
    """An item of the bank, with its key and where in the lessons to read on."""

    id: str
    kind: str
    use: str
    objective: str
    claims: tuple[str, ...]
    lesson: str
    section: str
    stem: str
    key: tuple[str, ...]
    option: tuple[Option, ...]

    @property
    def question(self) -> Question:
        """What a learner sees of it."""
        return Question(self.id, self.stem, {option.id: option.text for option in self.option}, self.kind)

    @property
    def because(self) -> Because:
        """What each option means, as `mark_response` takes it."""
        return {option.id: (option.misconception, option.because) for option in self.option}


@attrs.frozen
class _ItemFile:
    item: tuple[Item, ...]


@cache
def load_items() -> Mapping[str, Item]:
    """All items of the bank by id; raises ContentError that names every fault of every file."""
    return read_items(content_root())


def read_items(root: Traversable) -> Mapping[str, Item]:
    """The items in the folder ``items`` below ``root``; raises ContentError as `load_items` does."""
    found: dict[str, Item] = {}
    problems: list[str] = []
    for file in sorted(root.joinpath("items").iterdir(), key=lambda place: place.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            items = load(f"items/{file.name}", _ItemFile, root=root).item
        except ContentError as error:
            problems.extend(f"{file.name}: {problem}" for problem in error.problems)
            continue
        for item in items:
            if item.id in found:
                problems.append(f'{file.name}: item "{item.id}" stands in the bank twice')
            found[item.id] = item
            problems.extend(f"{file.name}: {item.id}: {problem}" for problem in _item_problems(item))
    if problems:
        raise ContentError("items", problems)
    return found


def _item_problems(item: Item) -> Iterator[str]:  # noqa: C901 - one rule after the other
    """References and rules of one item, looked at after it has been read."""
    options = [option.id for option in item.option]
    if item.kind not in KINDS:
        yield f'kind: there is no "{item.kind}"{did_you_mean(item.kind, KINDS)}'
    if len(options) < 2:
        yield "option: an item needs at least two"
    yield from _twice("option", options)
    for name in item.key:
        if name not in options:
            yield f'key: there is no option "{name}"{did_you_mean(name, options)}'
    if not item.key or (item.kind == "choice" and len(item.key) != 1):
        yield f"key: has {len(item.key)} options; a choice item has exactly one, the others at least one"
    if item.objective not in objectives():
        yield f'objective: there is no "{item.objective}"{did_you_mean(item.objective, objectives())}'
    claims = {claim for objective in objectives().values() for claim in objective.claims}
    for claim in item.claims:
        if claim not in claims:
            yield f'claims: no objective covers "{claim}"{did_you_mean(claim, claims)}'
    for option in item.option:
        for problem in _option_problems(item, option):
            yield f"option {option.id}: {problem}"


def _option_problems(item: Item, option: Option) -> Iterator[str]:
    """A wrong option rests on a misconception that there is, a right one on none."""
    code, belongs = option.misconception, option.id in item.key
    if belongs and code is not None:
        yield f'belongs to the key, so it rests on no misconception, but names "{code}"'
    if not belongs and code is None:
        yield "is wrong, so it needs the misconception it rests on"
    if code is not None and code not in misconceptions():
        yield f'there is no misconception "{code}"{did_you_mean(code, misconceptions())}'


def _twice(path: str, ids: Sequence[str]) -> Iterator[str]:
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield f'{path}: "{name}" stands there twice'
