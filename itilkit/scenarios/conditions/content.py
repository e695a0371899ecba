"""The words and numbers of the six iterations: what their files hold, and whether they hold together."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable

import attrs

from itilkit.scenarios.content_checks import astray, load_both, no_reference, no_such, not_so_many

ID = "conditions"

#: How many iterations there are.
ITERATIONS = 6
#: What is needed of an aspect, assumed, designed and live lies between 0 and this.
MOST_NEEDED = 10
#: The groups whom the rules of the score speak of, and the one that takes over what goes live.
GROUPS = ("customer", "users", "islanders", "support")
#: The aspects in the order in which equal gaps are worked on.
ASPECTS = ("speed", "clarity", "coverage", "handover")


@attrs.frozen
class Aspect:
    """One of the four things that the service has to be good at; the group ``owner`` has the need of it."""

    id: str
    name: str
    meaning: str
    owner: str


@attrs.frozen
class Group:
    """Somebody who can be in the room: ``person`` is the slug of who speaks for the group (empty: a team),
    ``speaker`` the name that stands before what is said; ``full_name`` says who that is.
    """

    id: str
    name: str
    person: str
    speaker: str
    full_name: str
    cares: str


@attrs.frozen
class Said:
    """What a group says. In the room: heard for the ``first`` time, or its need is ``more``, ``less`` or the
    ``same`` as when it was last heard. Outside, after a release: what is live is ``lacking`` by two or more
    of what is needed, is ``excess`` by as much, or came ``unready`` (for support alone: it was not there).
    """

    first: tuple[str, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    same: tuple[str, ...]
    lacking: tuple[str, ...]
    excess: tuple[str, ...]
    unready: tuple[str, ...] = ()


@attrs.frozen
class Team:
    """What is said on the provider's side. By the one who builds: ``alone`` (nobody was in the room),
    ``idle`` (nothing was left to build), ``crowded`` (the room took the time that building needed). By the
    one who pays: ``nothing`` is in use yet, or something built is ``waiting``.
    """

    builder: str
    payer: str
    alone: tuple[str, ...]
    idle: tuple[str, ...]
    crowded: tuple[str, ...]
    nothing: tuple[str, ...]
    waiting: tuple[str, ...]


@attrs.frozen
class Words:
    """The scenario's story and what is the same on every variant (``conditions.toml``)."""

    title: str
    topic: str
    goal: str
    minutes: int
    aspects: tuple[Aspect, ...]
    groups: tuple[Group, ...]
    said: Mapping[str, Said]
    team: Team


@attrs.frozen
class Beside:
    """A strategy shown beside the learner's run: per iteration its value, its quality (0 to 1) and how many
    groups were in the room; in how many of them it released; then value and score of the whole.
    """

    id: str
    name: str
    values: tuple[float, ...]
    qualities: tuple[float, ...]
    rooms: tuple[int, ...]
    releases: int
    value: float
    score: float


@attrs.frozen
class Numbers:
    """A variant (``conditions.NAME.toml``): per aspect what the team assumes before it hears anybody and what
    is needed in each iteration (whole numbers, 0 to 10), and the ``reference`` that a value is measured
    against: the highest that any plan reaches, rounded down to two decimals.
    """

    variant: str
    reference: float
    assumption: Mapping[str, int]
    needs: Mapping[str, tuple[int, ...]]
    beside: tuple[Beside, ...]


def load_words_and_numbers(variant: str, *, root: Traversable | None = None) -> tuple[Words, Numbers]:
    """The words of the course and the numbers of ``variant``.

    Raises ContentError, with every problem of both files, when they do not hold together.
    """
    return load_both(ID, variant, Words, Numbers, _problems, root=root)


def _problems(words: Words, numbers: Numbers) -> Iterator[str]:
    yield from _word_problems(words)
    yield from _number_problems(numbers)


def _word_problems(words: Words) -> Iterator[str]:
    """References and completeness of the story, looked at after everything has been read."""
    yield from _fixed("aspects", [aspect.id for aspect in words.aspects], ASPECTS)
    yield from _fixed("groups", [group.id for group in words.groups], GROUPS)
    yield from astray("said", words.said, GROUPS)
    owners = [aspect.owner for aspect in words.aspects]
    for place, owner in enumerate(owners):
        yield from no_such(f"aspects[{place}].owner", "group", owner, GROUPS)
        if owner in GROUPS and owners.index(owner) < place:
            yield f"aspects[{place}].owner: {owner} owns another aspect already"
    for group, said in words.said.items():
        for kind, lines in attrs.asdict(said, recurse=False).items():
            if not lines and (kind != "unready" or group == "support"):
                yield f"said.{group}.{kind}: holds no line"
    for kind, lines in attrs.asdict(words.team, recurse=False).items():
        if not lines:
            yield f"team.{kind}: holds nothing"


def _number_problems(numbers: Numbers) -> Iterator[str]:
    yield from no_reference("reference", numbers.reference)
    yield from astray("assumption", numbers.assumption, ASPECTS)
    yield from astray("needs", numbers.needs, ASPECTS)
    for aspect, level in numbers.assumption.items():
        yield from _level(f"assumption.{aspect}", level)
    for aspect, row in numbers.needs.items():
        yield from not_so_many(f"needs.{aspect}", row, ITERATIONS)
        for place, level in enumerate(row):
            yield from _level(f"needs.{aspect}[{place}]", level)
    for place, beside in enumerate(numbers.beside):
        for key in ("values", "qualities", "rooms"):
            yield from not_so_many(f"beside[{place}].{key}", getattr(beside, key), ITERATIONS)


def _level(path: str, level: int) -> Iterator[str]:
    if not 0 <= level <= MOST_NEEDED:
        yield f"{path}: should lie between 0 and {MOST_NEEDED}, but is {level}"


def _fixed(path: str, ids: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    if tuple(ids) != tuple(known):
        yield f"{path}: should be {', '.join(known)}, in this order, but are {', '.join(ids) or 'none'}"
