"""The words and numbers of the capstone: what its files hold, and whether they hold together.

Features, people and what people say in summer, storms and winter are those of the affordable mix.
"""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

import attrs

from itilkit.content import load
from itilkit.scenarios.affordable_mix import content as mix_content
from itilkit.scenarios.affordable_mix.content import Season, SpokenLine
from itilkit.scenarios.capstone.year import CHANGES
from itilkit.scenarios.content_checks import load_both, no_reference, not_so_many, not_the_same, not_within

ID = "capstone"

#: What can be done in a quarter besides asking and offering: the rules speak of each.
ACTIONS = ("improve-stream", "revisit", "check-governance")


@attrs.frozen
class Action:
    """Something to do in a quarter: its ``effort`` in points, the ``button`` that does it, its ``meaning``,
    and what is ``told`` when it is done, one sentence or a few for each quarter.
    """

    id: str
    name: str
    button: str
    effort: int
    meaning: str
    told: tuple[str, ...]


@attrs.frozen
class Change:
    """Why trust or delay moved, ``told`` in one sentence for each quarter (empty: cannot be then), and in a
    few words for a table (``short``).
    """

    id: str
    short: str
    told: tuple[str, ...]


@attrs.frozen
class Words:
    """The scenario's story and what is the same on every variant (``capstone.toml``): points of ``effort`` a
    quarter, ``trust`` (0 to 5) and ``delay`` (0 to 3) at the start, the quarters, which count as seasons of
    the affordable mix, and what people say in those that the affordable mix does not know.
    """

    title: str
    topic: str
    goal: str
    minutes: int
    effort: int
    trust: int
    delay: int
    quarters: tuple[Season, ...]
    actions: tuple[Action, ...]
    changes: tuple[Change, ...]
    lines: Mapping[str, Mapping[str, tuple[SpokenLine, ...]]]


@attrs.frozen
class Beside:
    """A strategy shown beside the learner's year: per quarter its value, trust and delay after it, then value
    and score of the year.
    """

    id: str
    name: str
    quarters: tuple[float, ...]
    trust: tuple[int, ...]
    delay: tuple[int, ...]
    value: float
    score: float


@attrs.frozen
class Numbers:
    """A variant (``capstone.NAME.toml``): ratings 0 to 5 per quarter and person in feature order, and the
    ``reference``, the value of a year (0 to 100) against which the outcome is scored.
    """

    variant: str
    reference: float
    ratings: Mapping[str, Mapping[str, tuple[int, ...]]]
    beside: tuple[Beside, ...]


def load_words_and_numbers(
    variant: str, *, root: Traversable | None = None
) -> tuple[Words, mix_content.Words, Numbers]:
    """The words of the course, those of the affordable mix with the capstone's quarters for seasons, and the
    numbers of ``variant``.

    Raises ContentError, with every problem of the files, when they do not hold together.
    """
    mix = load(f"scenarios/{mix_content.ID}.toml", mix_content.Words, root=root)

    def problems(words: Words, numbers: Numbers) -> Iterator[str]:
        mixed = _with_quarters(words, mix)
        yield from _word_problems(words)
        yield from mix_content.word_problems(mixed, seasons="quarters")
        yield from mix_content.rating_problems(mixed, numbers.ratings)
        yield from _number_problems(words, numbers)

    words, numbers = load_both(ID, variant, Words, Numbers, problems, root=root)
    return words, _with_quarters(words, mix), numbers


def _with_quarters(words: Words, mix: mix_content.Words) -> mix_content.Words:
    quarters = [quarter.id for quarter in words.quarters]
    known = {season: lines for season, lines in mix.lines.items() if season in quarters}
    return attrs.evolve(mix, seasons=words.quarters, lines={**known, **words.lines})


def _word_problems(words: Words) -> Iterator[str]:
    yield from not_the_same("actions", [action.id for action in words.actions], ACTIONS)
    yield from not_the_same("changes", [change.id for change in words.changes], tuple(CHANGES))
    for place, action in enumerate(words.actions):
        if action.effort < 1:
            yield f"actions[{place}].effort: should be 1 at least, but is {action.effort}"
    for kind, told in (
        *((f"actions[{place}]", action.told) for place, action in enumerate(words.actions)),
        *((f"changes[{place}]", change.told) for place, change in enumerate(words.changes)),
    ):
        if len(told) != len(words.quarters):
            yield f"{kind}.told: has {len(told)} texts, but there are {len(words.quarters)} quarters"
    if words.effort < 1:
        yield f"effort: should be 1 at least, but is {words.effort}"
    for name, value, most in (("trust", words.trust, 5), ("delay", words.delay, 3)):
        yield from not_within(name, value, most)


def _number_problems(words: Words, numbers: Numbers) -> Iterator[str]:
    yield from no_reference("reference", numbers.reference)
    for place, beside in enumerate(numbers.beside):
        for key, values in (("quarters", beside.quarters), ("trust", beside.trust), ("delay", beside.delay)):
            yield from not_so_many(f"beside[{place}].{key}", values, len(words.quarters))
