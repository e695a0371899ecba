"""What the scenarios of the course share: words and numbers, a table of moves, and how a move is refused.

A model brings its rules. It says which function plays which verb, and scores a state; `base` says what a
scenario is for everybody who only plays or grades one.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import attrs

from itilkit.content import did_you_mean
from itilkit.scenarios.base import Assessment, Choices, IllegalMove, Step


class Varied(attrs.AttrsInstance, Protocol):
    """What differs between the variants of a scenario, and the name of this one."""

    @property
    def variant(self) -> str:
        """The variant's name."""
        ...


W = TypeVar("W")
N = TypeVar("N", bound=Varied)
S = TypeVar("S")
M = TypeVar("M", bound="Simulation[Any, Any, Any]")

#: Plays one kind of move: the state before it and the words after its verb, to what comes of it.
Plays = Callable[[S, tuple[str, ...]], Step[S]]
#: What is possible once a run is over.
OVER = "nothing more in this run; start again"


@attrs.frozen(slots=False)
class Simulation(ABC, Generic[W, N, S]):
    """A scenario on the ``words`` that all its variants share and the ``numbers`` of one of them.

    ``id`` is the scenario's, ``most`` the most points per criterion, ``ended`` the reason why nothing can be
    played once a run is finished (empty: moves stay legal), and ``repeating`` are the verbs after which a
    word may stand twice.
    """

    id: ClassVar[str]
    most: ClassVar[Mapping[str, float]]
    ended: ClassVar[str] = ""
    repeating: ClassVar[tuple[str, ...]] = ()

    words: W
    numbers: N

    @property
    def variant(self) -> str:
        """The variant's name."""
        return self.numbers.variant

    @abstractmethod
    def start(self) -> S:
        """The state before the first move."""

    @abstractmethod
    def by_verb(self) -> Mapping[str, Plays[S]]:
        """What plays each kind of move, by its verb."""

    @abstractmethod
    def possible(self, state: S) -> str:
        """What may be done now, for the sentence of an IllegalMove."""

    @abstractmethod
    def next_moves(self, state: S) -> Mapping[str, Choices]:
        """Every move that can be made now, each once, by its verb; their order tells nothing."""

    @abstractmethod
    def finished(self, state: S) -> bool:
        """Whether nothing is left to do."""

    @abstractmethod
    def tell(self, state: S) -> tuple[str, ...]:
        """The run up to ``state`` in sentences, without any verdict."""

    @abstractmethod
    def assess(self, state: S) -> Assessment:
        """Value and score of a state, finished or not."""

    @cached_property
    def _table(self) -> Mapping[str, Plays[S]]:
        return self.by_verb()

    def step(self, state: S, verb: str, slugs: tuple[str, ...]) -> Step[S]:
        """The state after a move and what happened; raises IllegalMove."""
        if verb not in self.repeating:
            check_once(slugs)
        if self.ended and self.finished(state):
            raise IllegalMove(self.ended)
        if verb not in self._table:
            raise IllegalMove(f"there is no move “{verb}”{did_you_mean(verb, self._table)}")
        return self._table[verb](state, slugs)

    def scored(self, value: float, points: Mapping[str, float]) -> Assessment:
        """The assessment with this ``value`` (0 to 100) and these ``points`` per criterion."""
        return Assessment(
            value=value, criteria={name: (points[name], most) for name, most in self.most.items()}
        )


def with_numbers(scenario: M, **changes: Any) -> M:
    """``scenario`` with some of its numbers changed."""
    return attrs.evolve(scenario, numbers=attrs.evolve(scenario.numbers, **changes))


# how a move is refused ------------------------------------------------------------------------------


def one_named(verb: str, slugs: tuple[str, ...], what: str) -> str:
    """The single word that follows ``verb``; raises IllegalMove unless exactly one does."""
    if len(slugs) != 1:
        raise IllegalMove(f"{verb} names one {what}")
    return slugs[0]


def check_alone(verb: str, slugs: tuple[str, ...], *, possible: str = "") -> None:
    """Raises IllegalMove when a word follows ``verb``."""
    if slugs:
        raise IllegalMove(f"{verb} stands alone", possible=possible)


def check_once(slugs: tuple[str, ...]) -> None:
    """Raises IllegalMove when a word stands there twice."""
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise IllegalMove(f"{twice[0]} is named twice")


def check_known(kind: str, slug: str, known: Iterable[str], *, possible: str = "") -> None:
    """Raises IllegalMove, with what may be meant, when there is no such ``kind`` of thing."""
    names = list(known)
    if slug not in names:
        raise IllegalMove(f"there is no {kind} {slug}{did_you_mean(slug, names)}", possible=possible)


def check_person(slug: str, people: Iterable[str]) -> None:
    """Raises IllegalMove, with who may be meant, when nobody is called so."""
    names = list(people)
    if slug not in names:
        raise IllegalMove(f"there is nobody called {slug}{did_you_mean(slug, names)}")
