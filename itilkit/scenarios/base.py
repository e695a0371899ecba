"""What every scenario is: a pure function of its list of moves.

A scenario knows its starting state, makes a new state from a state and a move, and scores a state.
`replay` folds a list of moves through it. There is no clock, no randomness and no widget in here,
so the same answer gives the same result on a learner's screen and in an instructor's gradebook.
"""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any, Generic, Protocol, TypeVar

import attrs

from itilkit.content import ended

S = TypeVar("S")

#: No honest run of any scenario comes near this many moves.
MOST_MOVES = 500
#: The longest legal move names every feature of the mix; three times that is plenty.
LONGEST_MOVE = 400


class IllegalMove(ValueError):  # noqa: N818 - named after the situation, and a contract of the kit
    """A move that the rules do not allow: which one, why, and what is possible instead.

    ``place`` counts from 1 (0: the list as a whole is meant); ``move`` is the line itself.
    """

    def __init__(self, reason: str, *, possible: str = "", place: int = 0, move: str = "") -> None:
        self.reason = reason
        self.possible = possible
        self.place = place
        self.move = move
        super().__init__(str(self))

    def __str__(self) -> str:
        named = f", “{_short(self.move)}”" if self.move else ""
        where = f"Move {self.place}{named}: " if self.place else ""
        tail = f" Possible now: {ended(self.possible)}" if self.possible else ""
        return f"{where}{ended(self.reason)}{tail}"


@attrs.frozen
class Assessment:
    """A scored state: ``value`` from 0 to 100, and points per criterion as (points, most points)."""

    value: float
    criteria: Mapping[str, tuple[float, float]]


@attrs.frozen
class Step(Generic[S]):
    """What one move does: the state after it and what happened, in sentences."""

    state: S
    events: tuple[str, ...]


class Choices(Protocol):
    """Moves that can be counted and taken by their place, made one by one where they are very many."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> str: ...


class Scenario(Protocol[S]):
    """A simulation on one variant's numbers."""

    @property
    def id(self) -> str: ...

    @property
    def variant(self) -> str: ...

    @property
    def words(self) -> Any:
        """What all variants share: title, topic, goal and minutes, and whatever else the scenario tells."""
        ...

    def start(self) -> S:
        """The state before the first move."""
        ...

    def step(self, state: S, verb: str, slugs: tuple[str, ...]) -> Step[S]:
        """The state after a move; raises IllegalMove (without its place, which `replay` adds)."""
        ...

    def assess(self, state: S) -> Assessment:
        """Value and score of a state, finished or not."""
        ...

    def possible(self, state: S) -> str:
        """What may be done now, for the sentence of an IllegalMove."""
        ...

    def next_moves(self, state: S) -> Mapping[str, Choices]:
        """Every move that can be made now, each once, by its verb; their order tells nothing."""
        ...

    def finished(self, state: S) -> bool:
        """Whether nothing is left to do."""
        ...

    def tell(self, state: S) -> tuple[str, ...]:
        """The run up to ``state`` in sentences, without any verdict: the answer in words."""
        ...


@attrs.frozen
class Result(Generic[S]):
    """A replayed run.

    ``value`` is 0 to 100; ``score`` is 0 to ``max_score`` points; ``criteria`` maps a criterion's name
    to (points, most points); ``events`` tells the run in sentences; ``state`` is the last state.
    """

    value: float
    criteria: Mapping[str, tuple[float, float]]
    events: tuple[str, ...]
    state: S
    finished: bool

    @property
    def score(self) -> float:
        return fsum(points for points, _ in self.criteria.values())

    @property
    def max_score(self) -> float:
        return sum(most for _, most in self.criteria.values())

    @property
    def passed(self) -> bool:
        """At least 75 % of the points, and half of every criterion worth 3 points or more."""
        enough = at_least(self.score, 0.75 * self.max_score)
        return enough and all(
            at_least(points, most / 2) for points, most in self.criteria.values() if most >= 3
        )


def replay(scenario: Scenario[S], moves: Sequence[str]) -> Result[S]:
    """Play ``moves`` (lines such as ``"ask mara"``) from the start and score where they lead.

    Raises IllegalMove for the first move that the rules do not allow, and nothing else.
    """
    if not isinstance(moves, list | tuple):
        raise IllegalMove("the moves should be a list of lines of text")
    if len(moves) > MOST_MOVES:
        raise IllegalMove(f"the list holds {len(moves)} moves; a run has far fewer than {MOST_MOVES}")
    state = scenario.start()
    events: list[str] = []
    for place, move in enumerate(moves, start=1):
        try:
            verb, slugs = words_of(move)
            done = scenario.step(state, verb, slugs)
        except IllegalMove as problem:
            possible = problem.possible or scenario.possible(state)
            raise IllegalMove(
                problem.reason, possible=possible, place=place, move=move if isinstance(move, str) else ""
            ) from None
        state = done.state
        events.extend(done.events)
    assessment = scenario.assess(state)
    return Result(
        value=assessment.value,
        criteria=assessment.criteria,
        events=tuple(events),
        state=state,
        finished=scenario.finished(state),
    )


def words_of(move: Any) -> tuple[str, tuple[str, ...]]:
    """A move's verb and its slugs; raises IllegalMove when the line is not written as moves are."""
    if not isinstance(move, str):
        raise IllegalMove("a move is one line of text, and this one is not")
    if len(move) > LONGEST_MOVE:
        raise IllegalMove(f"a move is one short line, but this one has {len(move)} characters")
    words = move.split(" ")
    if "" in words or move != move.lower() or not all(word.isprintable() for word in words):
        raise IllegalMove("a move is written in lower case, with single spaces between its words")
    return words[0], tuple(words[1:])


def at_least(left: float, right: float) -> bool:
    """Left ≥ right, decided after rounding to 9 decimals (exactly 60 counts as 60)."""
    return round(left, 9) >= round(right, 9)


def more_than(left: float, right: float) -> bool:
    """Left > right, decided after rounding to 9 decimals."""
    return round(left, 9) > round(right, 9)


def clip(x: float) -> float:
    """X held between 0 and 1."""
    return min(1.0, max(0.0, x))


def _short(move: str) -> str:
    """The move as it can be printed anywhere: cut when long, unprintable characters replaced."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in move[:61])
    return shown if len(shown) <= 60 else shown[:57] + "…"
