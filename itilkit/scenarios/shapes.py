"""The shape of a run: what a debrief's texts are, and how they are read and filled, for any scenario."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

import attrs

from itilkit.content import ContentError, load

M = TypeVar("M")
S = TypeVar("S")
R = TypeVar("R")
T = TypeVar("T", bound="Texts")


@attrs.frozen
class Shape:
    """A shape of run: ``headline``, what went ``well`` and the ``advice``, with ``{names}`` to fill. Which
    misconception a run rests on is not said here: it may rest on several, which `observation` sees in it.
    """

    id: str
    headline: str
    well: str
    advice: str


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


@attrs.frozen(eq=False, slots=False)
class Shapes(Generic[M, S, R, T]):
    """The shapes that runs of a ``scenario`` can have, and which of them a run has: the first that ``fits``
    what is ``looked_at`` of its state, in the order of the texts, which are read as ``kind``.
    """

    scenario: str
    kind: type[T]
    looked_at: Callable[[S], R]
    fits: Mapping[str, Callable[[M, R], bool]]

    @cached_property
    def _texts(self) -> T:
        name = f"debriefs/{self.scenario}.toml"
        found = load(name, self.kind)
        ids = [shape.id for shape in found.shape]
        problems = [f'shape: "{missing}" is missing' for missing in _without(self.fits, ids)]
        problems += [f'shape: nothing tells when "{extra}" fits' for extra in _without(ids, self.fits)]
        if problems:
            raise ContentError(name, problems)
        return found

    def texts(self) -> T:
        """The texts, checked against the shapes that can be told apart.

        Raises ContentError when one lacks the other.
        """
        return self._texts

    def of(self, scenario: M, state: S) -> Shape:
        """The shape of a run, finished or not."""
        seen = self.looked_at(state)
        return next(shape for shape in self._texts.shape if self.fits[shape.id](scenario, seen))


def whole(state: S) -> S:
    """The state itself, where all of it is looked at."""
    return state


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
