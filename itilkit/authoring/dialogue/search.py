"""Search over runs of the dialogue: how far a run can be bettered, and what is found under one restriction.

Neither proves a best value; both are for tools and tests. Nothing is searched while a learner plays.
"""

from collections.abc import Callable, Sequence
from math import fsum

from itilkit.scenarios.base import more_than
from itilkit.scenarios.dialogue.rules import LATENT, MOVES, TURNS, Position, Rules
from itilkit.scenarios.dialogue.turning import Played, filled_up

#: Moves that a search for good play leaves out: they only ever cost something.
_NEVER_BETTER = ("decide-alone", "freeze", "concede")


def climbed(rules: Rules, moves: Sequence[tuple[str, str]]) -> tuple[float, Played]:
    """The value that a run reaches when, as long as the value rises, the one turn is replaced or the two
    turns are swapped that raise it most; and the moves that reach it. Moves not possible are waits.
    """
    best = filled_up(moves)
    value = rules.value(rules.run(best))
    while True:
        tried = [(rules.value(rules.run(near)), near) for near in _neighbours(best)]
        top, near = max(tried, key=lambda each: round(each[0], 9))
        if not more_than(top, value):
            return value, best
        value, best = top, near


def _neighbours(moves: Played) -> list[Played]:
    """Every run that differs in one turn, or in two that are swapped."""
    replaced = [
        (*moves[:turn], move, *moves[turn + 1 :])
        for turn in range(TURNS)
        for move in MOVES
        if move != moves[turn] and move[0] not in _NEVER_BETTER
    ]
    swapped = []
    for late in range(TURNS):
        for early in range(late):
            run = list(moves)
            run[early], run[late] = run[late], run[early]
            swapped.append(tuple(run))
    return [*replaced, *swapped]


def beam(
    rules: Rules,
    goal: Callable[[Position], float],
    *,
    width: int,
    allowed: Callable[[Position, tuple[str, str], Played], bool] = lambda *_: True,
) -> tuple[float, Played]:
    """The highest ``goal`` of a position that a beam search of this ``width`` finds over all 18 turns, and
    the moves that lead there; only moves that are ``allowed`` in a position after the moves so far are tried.
    """
    layer: dict[Position, Played] = {rules.start(): ()}
    for _ in range(TURNS):
        after: dict[Position, Played] = {}
        for position, moves in layer.items():
            for move in rules.legal(position):
                if move[0] not in _NEVER_BETTER and allowed(position, move, moves):
                    after.setdefault(rules.play(position, *move).position, (*moves, move))
        ranked = sorted(after, key=lambda each: -(goal(each) + _promise(rules, each)))
        layer = {position: after[position] for position in ranked[:width]}
    best = max(layer, key=goal)
    return goal(best), layer[best]


def _promise(rules: Rules, position: Position) -> float:
    """What a position may still be good for: what is known and how far people trust."""
    known = fsum(rules.weights[point] for point in position.known)
    found = rules.weights[LATENT] if position.found else 0.0
    return 0.03 * (known + found) + 0.2 * position.mean_trust
