"""What a scenario offers, and where it stands: one object for each, which is all that is known of it outside.

Everything is named and nothing loaded before it is asked for, so that the first card of a notebook does not
wait for the other scenarios, and rules never load a card.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, Generic, TypeVar

import attrs

from itilkit.scenarios.base import Scenario

T = TypeVar("T")
M = TypeVar("M")
S = TypeVar("S")
#: The data of a card, as JSON has them.
Shown = dict[str, Any]


@attrs.frozen
class At(Generic[T]):
    """Something by its place, ``itilkit.scenarios.dialogue.model:load_dialogue``; calling this loads it."""

    place: str

    def __call__(self) -> T:
        """What stands there."""
        module, _, name = self.place.partition(":")
        found: T = getattr(import_module(module), name)
        return found


@attrs.frozen
class Lesson:
    """The lesson that a scenario belongs to: the ``page`` in notebooks/, and its ``name`` in a sentence."""

    page: str
    name: str


@attrs.frozen
class Keyed:
    """Part of a scenario that only a key can mark: the ``criterion``, what it is in ``words``, and the
    ``verb`` of the moves that answer it.
    """

    criterion: str
    words: str
    verb: str


@attrs.frozen
class Steps(Generic[M, S]):
    """A run step by step, as a line is drawn of it: ``what`` its values (0 to 100) are, the ``names`` of the
    steps, the ``values`` at those that a run reached, and those of each plan ``beside`` it, which has an id,
    a name, a value and a score.
    """

    what: str
    names: Callable[[M], Sequence[str]]
    values: Callable[[M, S], Sequence[float]]
    beside: Callable[[M], Sequence[tuple[Any, Sequence[float]]]]


@attrs.frozen(kw_only=True)
class Offer:
    """What the scenario ``id`` offers.

    ``load`` makes it on a variant; ``shown`` says what its card shows after moves, which led to a state;
    ``card`` is the view that draws it, for widgets/ alone. ``worked`` tells a run that co-creates; without
    it, one for each variant is read from ``content/worked/``. What else is None there is none of: its runs by
    ``steps``, what can be ``observed`` in them (`observation.Observation`), the ``lesson`` it belongs to.
    ``keyed`` is what only an instructor's keys can mark.
    """

    id: str
    load: At[Callable[[str], Scenario[Any]]]
    shown: At[Callable[[Any, Sequence[str], Any], Shown]]
    card: At[Any]
    worked: At[Callable[[Any], tuple[str, ...]]] | None = None
    steps: At[Steps[Any, Any]] | None = None
    observed: At[tuple[Any, ...]] | None = None
    lesson: Lesson | None = None
    keyed: tuple[Keyed, ...] = ()

    @property
    def keyed_criteria(self) -> Mapping[str, str]:
        """The criteria that only a key can mark, and what they are in words."""
        return {each.criterion: each.words for each in self.keyed}
