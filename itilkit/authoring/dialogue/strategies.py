"""Named ways to lead the dialogue, as policies that work on the facts of any variant. The authors' side.

They are what a learner's run is compared with, and what a new variant is tried on. What would be illegal in
one of them is a wait.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from random import Random

import attrs

from itilkit.authoring.dialogue.players import ATTENTIVE, Reader, Style, model_run
from itilkit.scenarios.dialogue.model import Dialogue
from itilkit.scenarios.dialogue.rules import (
    MEETS,
    NEEDS,
    PAPERS,
    PEOPLE,
    PLACES,
    PROMISES,
    TURNS,
    Move,
    Rules,
)

_TABLE = PEOPLE[:3]
_LISTEN = tuple(f"listen {person}" for person in PEOPLE)
_EXPLORE = tuple(f"explore {person}" for person in PEOPLE)
_READS_WELL = ATTENTIVE[0]

#: Styles of somebody who reads well and commits one sin.
SINS: Mapping[str, Style] = {
    "misses-the-second-event": attrs.evolve(_READS_WELL, stop=12),
    **{f"never-hears-{person}": attrs.evolve(_READS_WELL, deaf=(person,)) for person in PEOPLE},
    "never-plays-back": attrs.evolve(_READS_WELL, ban=("play-back",)),
    "never-tries": attrs.evolve(_READS_WELL, ban=("trial",)),
    "never-tries-nor-explores": attrs.evolve(_READS_WELL, ban=("trial", "explore")),
    "never-shares": attrs.evolve(_READS_WELL, ban=("share-limits",)),
    "never-explores": attrs.evolve(_READS_WELL, ban=("explore",)),
}


def strategies(scenario: Dialogue) -> Mapping[str, tuple[str, ...]]:
    """The move list of every named strategy on the facts of ``scenario``, naive ones first."""
    rules = scenario.rules
    well = Reader(rules, _READS_WELL).run()
    lists: Mapping[str, Iterable[str]] = {
        **_habits(scenario),
        **_halves(rules, well),
        **{name: Reader(rules, style).run() for name, style in SINS.items()},
        "co-creator": _model(rules),
        "co-creator-first-try": Reader(rules, ATTENTIVE[2]).run(),
    }
    return {name: legalised(rules, moves) for name, moves in lists.items()}


def worked_run(scenario: Dialogue) -> tuple[str, ...]:
    """The moves of the co-creator: the best of the reading players."""
    return _model(scenario.rules)


def _model(rules: Rules) -> tuple[str, ...]:
    facts = rules.trust, rules.needs, rules.cannot, rules.snag, rules.favourites
    return _model_of(*facts)


@lru_cache(maxsize=64)
def _model_of(
    trust: tuple[int, ...],
    needs: tuple[tuple[str, ...], ...],
    cannot: tuple[tuple[str, ...], ...],
    snag: str,
    favourites: tuple[str, ...],
) -> tuple[str, ...]:
    return model_run(Rules(trust, needs, cannot, snag, favourites))[0]


def move_of(line: str) -> Move:
    """A line such as ``listen mara`` as a move."""
    verb, *slugs = line.split(" ")
    return verb, tuple(slugs)


def legalised(rules: Rules, moves: Iterable[str]) -> tuple[str, ...]:
    """The same moves, up to the last turn, an illegal one replaced by a wait."""
    at, legal = rules.start(), []
    for move in list(moves)[:TURNS]:
        legal.append("wait" if rules.refused(at, move_of(move)) else move)
        at = rules.play(at, move_of(legal[-1])).position
    return tuple(legal)


def random_moves(scenario: Dialogue, dice: Random) -> tuple[str, ...]:
    """Eighteen turns without any thought: each kind of move that is possible has the same chance."""
    state, moves = scenario.start(), []
    for _ in range(TURNS):
        choices = [some for some in scenario.next_moves(state).values() if len(some)]
        some = choices[dice.randrange(len(choices))]
        moves.append(some[dice.randrange(len(some))])
        verb, slugs = move_of(moves[-1])
        state = scenario.step(state, verb, slugs).state
    return tuple(moves)


# habits -----------------------------------------------------------------------------------------------


def _habits(scenario: Dialogue) -> Mapping[str, Iterable[str]]:
    rules, wishes = scenario.rules, scenario.numbers.wishes
    mara = [row[0] for row in wishes]
    pause = ("wait",) * 4

    def asked(part: int, people: Sequence[str] = PEOPLE) -> str:
        return " ".join(_asked(wishes[part], people))

    return {
        "provider-only": ("decide-alone",),
        "sign-off": (*_LISTEN[:3], f"propose {_by_reading(rules, 0, _TABLE)}"),
        "loudest": (
            *("listen mara", f"propose {mara[0]}", *pause),
            *("listen mara", f"revisit {mara[1]}", *pause),
            *("listen mara", f"revisit {mara[2]}"),
        ),
        "gives-way": _gives_way(wishes),
        "does-as-told": (
            *("invite bryn", *_LISTEN, f"propose {asked(0)}"),
            *(*_LISTEN, f"revisit {asked(1)}", "wait"),
            *(*_LISTEN, f"revisit {asked(2, ('bryn', 'mara', 'tomas', 'ines'))}"),
        ),
        "consults-then-decides": ("invite bryn", *_LISTEN, "decide-alone", *_LISTEN, "decide-alone"),
        "consults-every-time": (
            *("invite bryn", *_LISTEN, "decide-alone"),
            *(*_LISTEN, _right(rules, 1, _TABLE), "wait"),
            *(*_LISTEN, _right(rules, 2, _TABLE)),
        ),
        "listens-once": ("invite bryn", *_LISTEN, f"propose {_by_reading(rules, 0, PEOPLE)}"),
        "endless-talk": ("invite bryn", *_LISTEN * 4),
        "revisit-spam": (
            *("listen mara", f"propose {_by_reading(rules, 0, ['mara'])}"),
            *(" ".join(("revisit", *(PROMISES[(i + j) % 12] for j in (0, 4, 8)))) for i in range(16)),
        ),
    }


def _halves(rules: Rules, well: Sequence[str]) -> Mapping[str, Iterable[str]]:
    """Half of what somebody does who reads well."""
    same = [person for person in PEOPLE if rules.need(0, person) == rules.need(1, person)]
    no_paper = ["wait" if move_of(move)[0] in {"propose", "revisit", "trial"} else move for move in well]
    told = {"mara": 2, "tomas": 0, "ines": 0, "bryn": 2}  # in which part each was heard last
    needs = {person: rules.need(part, person) for person, part in told.items()}
    return {
        "thorough-sign-off": (
            *("share-limits", "invite bryn", *_LISTEN, *_EXPLORE),
            *(_right(rules, 0, same), f"propose {_by_reading(rules, 1, PEOPLE)}"),
        ),
        "agrees-late": (
            *("invite bryn", "share-limits", *_LISTEN, *_EXPLORE, "wait", "wait"),
            *("listen mara", "listen bryn"),
            "play-back " + " ".join(f"{person} {needs[person]}" for person in PEOPLE),
            "propose " + " ".join(_within(needs.values(), rules.cannot[1])),
        ),
        "signs-off-after-a-good-half": well[:11],
        "reads-everything-agrees-at-16": (
            *no_paper[:15],
            f"propose {_by_reading(rules, 2, PEOPLE)}",
            "trial",
        ),
        "misses-the-storm": well[:6],
    }


def _within(needs: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """The first paper that meets most of ``needs`` by promises other than the ``known`` limits."""
    wanted = tuple(needs)

    def met(paper: Sequence[str]) -> int:
        works = [promise for promise in paper if promise not in known]
        return sum(any(need in MEETS[promise] for promise in works) for need in wanted)

    return max(PAPERS, key=met)


def _by_reading(rules: Rules, part: int, people: Sequence[str]) -> str:
    """A paper that meets the needs of ``people`` by reading alone, limits unknown: the first that fit."""
    needs = {person: rules.need(part, person) for person in people}
    paper: list[str] = []
    for need in needs.values():
        if len(paper) < PLACES and not any(need in MEETS[promise] for promise in paper):
            index = NEEDS.index(need)
            ways = sorted((index, (index - 1) % len(NEEDS)))
            met = [sum(other in MEETS[PROMISES[way]] for other in needs.values()) for way in ways]
            paper.append(PROMISES[ways[met.index(max(met))]])
    return " ".join(paper)


def _right(rules: Rules, part: int, people: Iterable[str]) -> str:
    return " ".join(("play-back", *(f"{person} {rules.need(part, person)}" for person in people)))


def _asked(wishes: Sequence[str], people: Sequence[str]) -> list[str]:
    """What people ask for, each promise once, as far as an agreement holds it."""
    return list(dict.fromkeys(wishes[PEOPLE.index(person)] for person in people))[:PLACES]


def _gives_way(wishes: Sequence[Sequence[str]]) -> list[str]:
    """Whoever spoke last gets what they asked for, word for word; the oldest promise makes room."""
    moves, paper = ["invite bryn"], list[str]()
    orders = (("mara", "tomas", "ines"), ("bryn", "mara", "tomas"), ("ines", "bryn", "mara"))
    for part, order in enumerate(orders):
        for person in order:
            verb = "revisit" if paper else "propose"
            wish = wishes[part][PEOPLE.index(person)]
            paper = [*(promise for promise in paper if promise != wish), wish][-PLACES:]
            moves += [f"listen {person}", " ".join((verb, *paper))]
            if len(moves) == 6 * (part + 1):
                break
        moves += ["wait"] * (6 * (part + 1) - len(moves))
    return moves
