"""The turn at which a run of the dialogue was won or lost, found by playing it again with one turn changed.

A run is *lost* at the turn where another single move, all other turns kept, would have raised the value most.
It is *won* at the turn that it could least do without: the one whose move, left out for a wait, lowers the
value most. Moves that are no longer possible in a changed run are waits in it.
"""

from collections.abc import Sequence
from functools import lru_cache

import attrs

from itilkit.scenarios.base import more_than
from itilkit.scenarios.dialogue.model import Dialogue, State
from itilkit.scenarios.dialogue.rules import EVENTS, PEOPLE, TURNS, Position, Rules

Played = tuple[tuple[str, str], ...]
WAIT = ("wait", "")
#: What another turn could have been: what brings something out or makes it count.
_BETTER = (
    ("invite", "bryn"),
    *((verb, person) for verb in ("listen", "explore") for person in PEOPLE),
    *((verb, "") for verb in ("share-limits", "play-back", "propose", "trial", "revisit")),
)
#: A value that has to differ by this much before one turn is said to have decided anything.
_WORTH_NAMING = 2.0


@attrs.frozen
class Turning:
    """A turn that decided something: its number from 1, the ``move`` made there, the move ``instead`` that it
    is compared with, and the ``value`` (0 to 100) of the run with each.
    """

    turn: int
    move: tuple[str, str]
    instead: tuple[str, str]
    value: float
    other: float

    @property
    def gain(self) -> float:
        """By how much the move raised the value; below 0 when the other would have been better."""
        return self.value - self.other


def won_at(scenario: Dialogue, state: State) -> Turning | None:
    """The turn that the run could least do without; None when no turn raised the value."""
    return _turnings(scenario.rules.trust, _weights(scenario), state.moves)[0]


def lost_at(scenario: Dialogue, state: State) -> Turning | None:
    """The turn at which another move would have raised the value most; None when none would have.

    A run that is not finished is taken as if it ended in waits, as it is when it is scored.
    """
    return _turnings(scenario.rules.trust, _weights(scenario), state.moves)[1]


def broken_at(scenario: Dialogue, state: State) -> int:
    """The turn (from 1) from which on the four together trusted less than at the start, and never again as
    much; 0 when they trust as much in the end.
    """
    start = sum(scenario.rules.trust)
    turn = state.turn
    while turn and sum(state.turns[turn - 1].trust.values()) < start:
        turn -= 1
    return turn + 1 if turn < state.turn else 0


def overtaken_at(scenario: Dialogue, state: State) -> tuple[int, str, float, float]:
    """The event that took most from the agreement: after which turn, which event, and the worth before and
    after it; (0, "", 0, 0) when none took anything. Turns that are left are waits.
    """
    rules = scenario.rules
    moves = filled_up(state.moves)
    falls = []
    for turn, (event, _) in EVENTS.items():
        after = rules.run(moves[:turn])
        falls.append((turn, event, after.worths[-1], rules.worth(after)))
    most = max(falls, key=lambda each: round(each[2] - each[3], 9))
    return most if more_than(most[2], most[3]) else (0, "", 0.0, 0.0)


def filled_up(moves: Sequence[tuple[str, str]]) -> Played:
    """A run with waits up to its last turn."""
    return (*moves, *[WAIT] * (TURNS - len(moves)))


def line(move: tuple[str, str]) -> str:
    """A move as a line such as ``listen mara``."""
    return " ".join(filter(None, move))


def _weights(scenario: Dialogue) -> tuple[tuple[str, float], ...]:
    return tuple(scenario.numbers.weights.items())


@lru_cache(maxsize=64)
def _turnings(
    trust: tuple[int, ...], weights: tuple[tuple[str, float], ...], moves: Played
) -> tuple[Turning | None, Turning | None]:
    """Both turnings of a run, found once: a card asks for them at every repaint."""
    rules = Rules(dict(weights), trust)
    run = filled_up(moves)
    value = rules.value(rules.run(run))
    won: Turning | None = None
    lost: Turning | None = None
    position = rules.start()
    for turn, move in enumerate(run):
        # many moves come to the same in a position, and what follows is then the same too
        ends: dict[Position, float] = {}
        for instead in (WAIT, *_BETTER):
            if instead == move or rules.refused(position, *instead):
                continue
            after = rules.play(position, *instead).position
            if after not in ends:
                ends[after] = rules.value(rules.run(run[turn + 1 :], after))
            other = Turning(turn + 1, move, instead, value, ends[after])
            if instead == WAIT and more_than(other.gain, won.gain if won else _WORTH_NAMING):
                won = other
            if instead != WAIT and more_than(-other.gain, -lost.gain if lost else _WORTH_NAMING):
                lost = other
        position = rules.play(position, *move).position
    return won, lost


__all__ = ["Turning", "broken_at", "lost_at", "overtaken_at", "won_at"]
