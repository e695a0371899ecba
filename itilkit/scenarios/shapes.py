"""The shape of a run: what a debrief's texts are, and how they are read and filled, for any scenario."""

from collections.abc import Iterable, Mapping
from functools import cache

import attrs

from itilkit.content import ContentError, load


@attrs.frozen
class Shape:
    """A shape of run: ``headline``, what went ``well`` and the ``advice``, with ``{names}`` to fill, and the
    code of the ``misconception`` that it rests on, for a class view (empty: none).
    """

    id: str
    headline: str
    well: str
    advice: str
    misconception: str = ""


@attrs.frozen
class Texts:
    """A debrief's texts (``debriefs/SCENARIO.toml``), in the order in which shapes are tried."""

    shape: tuple[Shape, ...]


@attrs.frozen
class Debrief:
    """A debrief: the run's ``shape`` and what to say, in three sentences or groups of them."""

    shape: str
    headline: str
    well: str
    advice: str


@cache
def load_texts(scenario: str, known: tuple[str, ...]) -> Texts:
    """The texts of a scenario's debrief, checked against the ``known`` shapes that its module can tell
    apart; raises ContentError when one lacks the other.
    """
    name = f"debriefs/{scenario}.toml"
    found = load(name, Texts)
    ids = [shape.id for shape in found.shape]
    problems = [f'shape: "{missing}" is missing' for missing in _without(known, ids)]
    problems += [f'shape: nothing tells when "{extra}" fits' for extra in _without(ids, known)]
    if problems:
        raise ContentError(name, problems)
    return found


def filled(shape: Shape, facts: Mapping[str, str]) -> Debrief:
    """The debrief of a run of this shape, its texts filled with the run's ``facts``."""
    return Debrief(
        shape=shape.id,
        headline=shape.headline.format(**facts),
        well=shape.well.format(**facts),
        advice=shape.advice.format(**facts),
    )


def _without(some: Iterable[str], others: Iterable[str]) -> list[str]:
    return [each for each in some if each not in others]
