"""The rules of the dialogue without any words: who trusts, what was told and read back, what holds.

The players and the debrief play many runs through these rules alone; what is said stands in `lines`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from math import fsum
from typing import NamedTuple

import attrs

from itilkit.scenarios.base import clip

PEOPLE = ("mara", "tomas", "ines", "bryn")
#: The twelve needs in their ring: promise *i* meets need *i* and need *i* + 1.
NEEDS = (
    *("early-word", "spoken-word", "name-to-ask", "dark-list", "fast-loading", "kept-place"),
    *("full-boats", "calm-quays", "easy-boarding", "fair-turn", "clear-account", "steady-price"),
)
#: Of each promise, whose it is to give something for it.
GIVER: Mapping[str, str] = {
    "evening-call": "bryn",
    "harbour-phone": "tomas",
    "port-steward": "mara",
    "offline-list": "tomas",
    "marked-lanes": "mara",
    "noon-release": "bryn",
    "timed-tickets": "ines",
    "quiet-gate": "mara",
    "must-travel": "bryn",
    "open-book": "ines",
    "year-contract": "ines",
    "month-plan": "tomas",
}
PROMISES = tuple(GIVER)
#: The two needs that a promise meets.
MEETS = {promise: (NEEDS[i], NEEDS[(i + 1) % len(NEEDS)]) for i, promise in enumerate(PROMISES)}
#: The six needs that each person may have, in the order of their buttons.
POOL: Mapping[str, tuple[str, ...]] = {
    "mara": ("early-word", "fast-loading", "kept-place", "full-boats", "calm-quays", "steady-price"),
    "tomas": ("early-word", "spoken-word", "dark-list", "fast-loading", "calm-quays", "easy-boarding"),
    "ines": ("name-to-ask", "dark-list", "full-boats", "fair-turn", "clear-account", "steady-price"),
    "bryn": ("spoken-word", "name-to-ask", "kept-place", "easy-boarding", "fair-turn", "clear-account"),
}
#: The five promises that each person may ask for.
WISHES: Mapping[str, tuple[str, ...]] = {
    "mara": ("timed-tickets", "offline-list", "evening-call", "month-plan", "must-travel"),
    "tomas": ("evening-call", "port-steward", "marked-lanes", "quiet-gate", "timed-tickets"),
    "ines": ("month-plan", "noon-release", "offline-list", "must-travel", "port-steward"),
    "bryn": ("harbour-phone", "marked-lanes", "quiet-gate", "year-contract", "open-book"),
}

TURNS = 18
#: After which turns the agreement is looked at, and how much that counts.
LOOKS = {6: 0.2, 12: 0.3, 18: 0.5}
#: What happens after a look, by its turn.
EVENTS = {6: "storm", 12: "letter"}
#: How many promises an agreement holds.
PLACES = 3
MOST_TRUST = 5
#: What a met need is worth, and what each point of its owner's trust adds.
MET, TRUSTED = 10, 3
#: What deciding alone takes from everybody's trust.
ALONE = 2

#: Moves by what follows the verb: a person, pairs of person and need, one to three promises, nothing.
WITH_PERSON = ("listen", "explore")
WITH_PROMISES = ("propose", "revisit")
VERBS = (
    *("invite", "listen", "share-limits", "explore", "play-back"),
    *("propose", "trial", "revisit", "decide-alone", "wait"),
)
#: A move: its verb and what follows it.
Move = tuple[str, tuple[str, ...]]
WAIT: Move = ("wait", ())


def part_of(turn: int) -> int:
    """The part of the year, 0 to 2, in which the turn lies that follows ``turn`` turns."""
    return min(turn // 6, 2)


def pairs(slugs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The pairs of person and need that a play-back names."""
    return tuple(zip(slugs[::2], slugs[1::2], strict=True))


class Look(NamedTuple):
    """What was seen at a look: the agreement's ``worth``, who was served, whether the event before it was
    answered, and which promises failed.
    """

    worth: int
    served: tuple[str, ...]
    answered: bool
    failed: tuple[str, ...]


class Position(NamedTuple):
    """Where a run stands after ``turn`` turns; what is by person is in the order of `PEOPLE`.

    ``told`` and ``confirmed`` are the needs told and confirmed last, ``limits`` the limits known (empty:
    none). ``first`` is of each told need that was read back whether its first reading was right. ``paper``
    is None before the first agreement.
    """

    turn: int
    trust: tuple[int, ...]
    told: tuple[str, ...] = ("",) * 4
    confirmed: tuple[str, ...] = ("",) * 4
    limits: tuple[str, ...] = ("",) * 4
    first: tuple[tuple[str, str, bool], ...] = ()
    bryn: bool = False
    shared: bool = False
    paper: tuple[str, ...] | None = None
    looks: tuple[Look, ...] = ()

    @property
    def part(self) -> int:
        """The part of the year of the next turn, 0 to 2."""
        return part_of(self.turn)

    @property
    def room(self) -> tuple[str, ...]:
        """Who is in the room."""
        return PEOPLE if self.bryn else PEOPLE[:3]

    def trust_of(self, person: str) -> int:
        """Trust of one person, 0 to 5."""
        return self.trust[PEOPLE.index(person)]

    def told_by(self, person: str) -> str:
        """The need that a person told last; empty: none."""
        return self.told[PEOPLE.index(person)]

    def limit_of(self, person: str) -> str:
        """What is known that a person cannot give; empty: nothing."""
        return self.limits[PEOPLE.index(person)]


@attrs.frozen
class Done:
    """What a move did: the ``position`` after it (before any look), how it went (``result``), what readings
    were right, who did not find themselves in a paper, what failed in a trial, and the ``look`` and the
    ``event`` that followed the turn (None and empty: none).
    """

    position: Position
    result: str = ""
    readings: tuple[tuple[str, str, bool], ...] = ()
    missing: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    look: Look | None = None
    event: str = ""


@attrs.frozen(slots=False)
class Rules:
    """The rules on one variant's facts: ``needs`` and ``cannot`` by part of the year, each in the order of
    `PEOPLE`; the trust at the start; the promise that fails for a reason that nobody can tell (``snag``);
    and the ``favourites`` of somebody who decides alone.
    """

    trust: tuple[int, ...]
    needs: tuple[tuple[str, ...], ...]
    cannot: tuple[tuple[str, ...], ...]
    snag: str
    favourites: tuple[str, ...]

    def start(self) -> Position:
        """Before the first turn: nothing told, and Bryn not in the room."""
        return Position(turn=0, trust=self.trust)

    # what is true now ----------------------------------------------------------------------------

    def need(self, part: int, person: str) -> str:
        """What a person needs in a part of the year."""
        return self.needs[part][PEOPLE.index(person)]

    def works(self, part: int, promise: str) -> bool:
        """Whether a promise works: neither the snag, nor what its giver cannot give."""
        return promise != self.snag and promise not in self.cannot[part]

    def in_it(self, position: Position, paper: Iterable[str]) -> tuple[str, ...]:
        """Who has told what they need now and finds it in a ``paper``."""
        met = {need for promise in paper for need in MEETS[promise]}
        now = zip(PEOPLE, position.told, self.needs[position.part], strict=True)
        return tuple(person for person, told, need in now if told == need and told in met)

    def served(self, position: Position) -> tuple[str, ...]:
        """Whose need, told as it is now, a promise meets that works."""
        return self.in_it(position, self._working(position))

    def worth(self, position: Position) -> int:
        """What the agreement is worth now, 0 to 100."""
        return sum(MET + TRUSTED * position.trust_of(person) for person in self.served(position))

    def changed(self, part: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Whose need, and whose limit, the event changed with which ``part`` (1 or 2) began."""
        return _differ(self.needs[part - 1], self.needs[part]), _differ(
            self.cannot[part - 1], self.cannot[part]
        )

    def _working(self, position: Position) -> list[str]:
        return [promise for promise in position.paper or () if self.works(position.part, promise)]

    # what a run earns ----------------------------------------------------------------------------

    def rested(self, position: Position) -> Position:
        """Where the run ends when every turn that is left is a wait."""
        while position.turn < TURNS:
            position = self._ended(position)[0]
        return position

    def value(self, position: Position) -> float:
        """The worths of the three looks, weighted, 0 to 100; turns that are left count as waits."""
        looks = self.rested(position).looks
        return round(fsum(share * look.worth for share, look in zip(LOOKS.values(), looks, strict=True)), 9)

    def points(self, position: Position, reference: float) -> dict[str, float]:
        """The points of a run by criterion; a value of ``reference`` is what reading well reaches."""
        end = self.rested(position)
        share = clip((round(self.value(end) / reference, 9) - 0.15) / 0.80)
        least = min(
            fsum(
                weight
                for weight, look in zip(LOOKS.values(), end.looks, strict=True)
                if person in look.served
            )
            for person in PEOPLE
        )
        points = {
            "outcome": 5 * share,
            "nobody-left-behind": 3 * least,
            "understood": 0.75 * len(self.understood(end)),
            "answered": 0.5 * sum(look.answered for look in end.looks),
        }
        return {name: round(earned, 9) for name, earned in points.items()}

    def understood(self, position: Position) -> tuple[str, ...]:
        """Whose need of the last part was right at its first reading."""
        return tuple(person for person in PEOPLE if (person, self.need(2, person), True) in position.first)

    # what may be done ----------------------------------------------------------------------------

    def refused(self, position: Position, move: Move) -> str:
        """Why a well-formed move is not possible now, as one word; empty when it is."""
        verb, slugs = move
        if position.turn >= TURNS:
            return "over"
        if verb == "invite" and position.bryn:
            return "here"
        if verb == "share-limits" and position.shared:
            return "shared"
        people = slugs if verb in WITH_PERSON else slugs[::2] if verb == "play-back" else ()
        if not position.bryn and "bryn" in people:
            return "outside"
        if verb == "play-back":
            return "untold" if any(not position.told_by(person) for person in people) else ""
        if verb == "propose" and position.paper is not None:
            return "agreed"
        return "no-paper" if verb in {"revisit", "trial"} and position.paper is None else ""

    def simple_moves(self, position: Position) -> tuple[Move, ...]:
        """Every move that is possible now, but for play-backs and papers, of which there are many."""
        alone = [(verb, ()) for verb in ("share-limits", "trial", "decide-alone", "wait")]
        with_person = [(verb, (person,)) for verb in WITH_PERSON for person in PEOPLE]
        moves: list[Move] = [("invite", ("bryn",)), *with_person, *alone]
        return tuple(move for move in moves if not self.refused(position, move))

    # what a move does ----------------------------------------------------------------------------

    def play(self, position: Position, move: Move) -> Done:
        """What a move does that is possible now, and the look and the event that may follow its turn."""
        verb, slugs = move
        done = self._moves[verb](position, slugs)
        after, look = self._ended(done.position)
        event = EVENTS.get(after.turn, "")
        return attrs.evolve(done, position=after, look=look, event=event)

    def run(self, moves: Iterable[Move], position: Position | None = None) -> Position:
        """Where moves lead from ``position`` (None: the start) when each that is not possible is a wait."""
        position = position or self.start()
        for move in moves:
            if position.turn >= TURNS:
                break
            position = self.play(position, WAIT if self.refused(position, move) else move).position
        return position

    @cached_property
    def _moves(self) -> Mapping[str, Callable[[Position, tuple[str, ...]], Done]]:
        return {
            "invite": _invite,
            "listen": self._listen,
            "share-limits": _share_limits,
            "explore": self._explore,
            "play-back": self._play_back,
            "propose": self._put,
            "revisit": self._put,
            "trial": self._trial,
            "decide-alone": self._decide_alone,
            "wait": lambda position, _: Done(position, "waited"),
        }

    def _listen(self, position: Position, slugs: tuple[str, ...]) -> Done:
        (person,) = slugs
        need, told = self.need(position.part, person), position.told_by(person)
        if not position.trust_of(person):
            return Done(_trusted(position, slugs, 1), "guarded")
        if told == need:
            return Done(position, "known")
        position = position._replace(told=_with(position.told, person, need))
        return Done(_trusted(position, slugs, 1), "changed" if told else "told")

    def _explore(self, position: Position, slugs: tuple[str, ...]) -> Done:
        (person,) = slugs
        limit, known = self.cannot[position.part][PEOPLE.index(person)], position.limit_of(person)
        result = "told" if not known else "known" if known == limit else "changed"
        return Done(position._replace(limits=_with(position.limits, person, limit)), result)

    def _play_back(self, position: Position, slugs: tuple[str, ...]) -> Done:
        readings = []
        for person, need in pairs(slugs):
            told = position.told_by(person)
            right = need == told == self.need(position.part, person)
            readings.append((person, need, right))
            if not any(read[:2] == (person, told) for read in position.first):
                position = position._replace(first=(*position.first, (person, told, right)))
            if not right:
                position = _trusted(position, (person,), -1)
            elif position.confirmed[PEOPLE.index(person)] != need:
                position = _trusted(position, (person,), 1)
                position = position._replace(confirmed=_with(position.confirmed, person, need))
        return Done(position, "read", readings=tuple(readings))

    def _put(self, position: Position, slugs: tuple[str, ...]) -> Done:
        position = position._replace(paper=slugs)
        there = self.in_it(position, slugs)
        missing = tuple(person for person in PEOPLE if person not in there)
        return Done(_trusted(position, missing, -1), "put", missing=missing)

    def _trial(self, position: Position, _: tuple[str, ...]) -> Done:
        broken = [promise for promise in position.paper or () if not self.works(position.part, promise)][:1]
        for promise in broken:
            position = self._fails(position, promise)
        return Done(position, "failed" if broken else "held", failed=tuple(broken))

    def _decide_alone(self, position: Position, _: tuple[str, ...]) -> Done:
        return Done(_trusted(position._replace(paper=self.favourites), PEOPLE, -ALONE), "decided")

    def _fails(self, position: Position, promise: str) -> Position:
        """The position when a promise has failed, in a trial or in front of everybody."""
        giver = GIVER[promise]
        hurt = set(self.in_it(position, (promise,)))
        if promise == self.cannot[position.part][PEOPLE.index(giver)]:
            hurt.add(giver)
            position = position._replace(limits=_with(position.limits, giver, promise))
        return _trusted(position, hurt, -1)

    def _ended(self, position: Position) -> tuple[Position, Look | None]:
        """The position when its turn has ended, and what was seen if that was the turn of a look."""
        turn = position.turn + 1
        if turn not in LOOKS:
            return position._replace(turn=turn), None
        look = Look(
            worth=self.worth(position),
            served=self.served(position),
            answered=position.part > 0 and self._answered(position),
            failed=tuple(
                promise for promise in position.paper or () if not self.works(position.part, promise)
            ),
        )
        for promise in look.failed:
            position = self._fails(position, promise)
        return position._replace(turn=turn, looks=(*position.looks, look)), look

    def _answered(self, position: Position) -> bool:
        """Whether all that the last event changed is known as it is now."""
        part = position.part
        needs, limits = self.changed(part)
        return all(position.told_by(person) == self.need(part, person) for person in needs) and all(
            position.limit_of(person) == self.cannot[part][PEOPLE.index(person)] for person in limits
        )


#: Every agreement of exactly three promises.
PAPERS = tuple(combinations(PROMISES, PLACES))


def _invite(position: Position, slugs: tuple[str, ...]) -> Done:
    return Done(_trusted(position._replace(bryn=True), slugs, 1), "came")


def _share_limits(position: Position, _: tuple[str, ...]) -> Done:
    return Done(_trusted(position._replace(shared=True), position.room, 1), "shared")


def _trusted(position: Position, people: Iterable[str], change: int) -> Position:
    """The position with the trust of ``people`` changed, held between 0 and 5."""
    moved = {person: min(MOST_TRUST, max(0, position.trust_of(person) + change)) for person in people}
    trust = tuple(moved.get(person, trust) for person, trust in zip(PEOPLE, position.trust, strict=True))
    return position._replace(trust=trust)


def _with(row: tuple[str, ...], person: str, slug: str) -> tuple[str, ...]:
    return tuple(slug if each == person else old for each, old in zip(PEOPLE, row, strict=True))


def _differ(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    return tuple(person for person, old, new in zip(PEOPLE, before, after, strict=True) if old != new)
