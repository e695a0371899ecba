"""The turn at which a run of the dialogue was won or lost, found by playing it again with one turn changed.

A run is *lost* at the turn where one other move, all other turns kept, would have raised the value most. It
is *won* at the turn that it could least do without: the one whose move, left out for a wait, lowers the value
most; a first paper only when nothing else lowers it as much. A move that is no longer possible in a changed
run is a wait in it, and the first paper is proposed.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from itilkit.scenarios.base import more_than
from itilkit.scenarios.dialogue.model import Dialogue, State
from itilkit.scenarios.dialogue.rules import (
    MEETS,
    PAPERS,
    PEOPLE,
    PROMISES,
    TURNS,
    WAIT,
    WITH_PROMISES,
    Move,
    Position,
    Rules,
    pairs,
)

#: A value that has to differ by this much before one turn is said to have decided anything.
_WORTH_NAMING = 2.0


@attrs.frozen
class Turning:
    """A turn that decided something: its number from 1, the ``move`` made there, the move ``instead`` that it
    is compared with and its ``kind``, and the ``value`` (0 to 100) of the run with each.
    """

    turn: int
    move: Move
    instead: Move
    kind: str
    value: float
    other: float

    @property
    def gain(self) -> float:
        """By how much the move raised the value; below 0 when the other would have been better."""
        return self.value - self.other


def won_at(scenario: Dialogue, state: State) -> Turning | None:
    """The turn that the run could least do without; None when no turn raised the value."""
    return _turnings(scenario.rules, state.moves)[0]


def lost_at(scenario: Dialogue, state: State) -> Turning | None:
    """The turn at which another move would have raised the value most; None when none would have.

    A run that is not finished is taken as if it ended in waits, as it is when it is scored.
    """
    return _turnings(scenario.rules, state.moves)[1]


def solutions(rules: Rules, part: int) -> tuple[tuple[str, ...], ...]:
    """The papers of three promises that work and meet all four in a part of the year."""
    return tuple(
        paper
        for paper in PAPERS
        if all(rules.works(part, promise) for promise in paper)
        and all(any(need in MEETS[promise] for promise in paper) for need in rules.needs[part])
    )


def _turnings(rules: Rules, moves: Sequence[Move]) -> tuple[Turning | None, Turning | None]:
    facts = rules.trust, rules.needs, rules.cannot, rules.snag, rules.favourites
    return _found(facts, tuple(moves))


@lru_cache(maxsize=64)
def _found(
    facts: tuple[
        tuple[int, ...], tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...], str, tuple[str, ...]
    ],
    moves: tuple[Move, ...],
) -> tuple[Turning | None, Turning | None]:
    """Both turnings of a run, found once: a card asks for them at every repaint."""
    rules = Rules(*facts)
    run = (*moves, *[WAIT] * (TURNS - len(moves)))
    value = rules.value(_replayed(rules, rules.start(), run))
    won: Turning | None = None
    first_paper: Turning | None = None
    lost: Turning | None = None
    at = rules.start()
    for turn, move in enumerate(run):
        ends: dict[Position, float] = {}
        for kind, other in _others(rules, at, move):
            after = rules.play(at, other).position
            if after not in ends:
                ends[after] = rules.value(_replayed(rules, after, run[turn + 1 :]))
            turning = Turning(turn + 1, move, other, kind, value, ends[after])
            if kind != "wait":
                lost = turning if more_than(-turning.gain, -lost.gain if lost else _WORTH_NAMING) else lost
            elif move[0] == "propose":
                first_paper = turning if more_than(turning.gain, _WORTH_NAMING) else first_paper
            elif more_than(turning.gain, won.gain if won else _WORTH_NAMING):
                won = turning
        at = rules.play(at, move).position
    if first_paper and more_than(first_paper.gain, won.gain if won else 0):
        won = first_paper
    return won, lost


def _others(rules: Rules, at: Position, move: Move) -> Iterator[tuple[str, Move]]:
    """What the turn could have been instead, by its kind: a wait, and whatever brings something."""
    put = "propose" if at.paper is None else "revisit"
    moves: list[tuple[str, Move]] = [("wait", WAIT)]
    moves += [(verb, (verb, (person,))) for verb in ("listen", "explore") for person in PEOPLE]
    moves += [("share-limits", ("share-limits", ()))]
    moves += [("reading", move_) for move_ in _readings(rules, at, move)]
    if move[0] in WITH_PROMISES:
        moves += [("promise", (put, paper)) for paper in _one_changed(move[1])]
    moves += [("paper", (put, paper)) for paper in solutions(rules, at.part)]
    moves += [("trial", ("trial", ()))]
    return ((kind, other) for kind, other in moves if other != move and not rules.refused(at, other))


def _readings(rules: Rules, at: Position, move: Move) -> Iterator[Move]:
    """The people who were read, or else all who have told something, read right."""
    people = [person for person, _ in pairs(move[1])] if move[0] == "play-back" else list(at.room)
    told = [person for person in people if at.told_by(person) == rules.need(at.part, person)]
    if told:
        yield "play-back", tuple(word for person in told for word in (person, rules.need(at.part, person)))


def _one_changed(paper: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for place in range(len(paper)):
        for promise in PROMISES:
            if promise not in paper:
                yield (*paper[:place], promise, *paper[place + 1 :])


def _replayed(rules: Rules, at: Position, moves: Sequence[Move]) -> Position:
    """Where moves lead; the first paper is proposed, a later one revisited, whatever they were before."""
    for verb, slugs in moves:
        put = "propose" if at.paper is None else "revisit"
        move = (put if verb in WITH_PROMISES else verb, slugs)
        at = rules.play(at, WAIT if rules.refused(at, move) else move).position
    return at


__all__ = ["Turning", "lost_at", "solutions", "won_at"]
