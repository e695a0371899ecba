"""The rules of the dialogue without any words: who is in the room, who trusts, what is known and agreed.

Everything here follows docs/rules/dialogue.md. The words are `dialogue`'s; a search and the debrief
play many runs through these rules alone.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from math import fsum
from typing import NamedTuple

import attrs

from itilkit.scenarios.base import at_least

PEOPLE = ("mara", "tomas", "ines", "bryn")
#: What can be agreed about: a need and a constraint of each person, the provider's own limits, and the
#: latent point that nobody can tell and a trial shows.
NEEDS = {person: f"need-{person}" for person in PEOPLE}
CONSTRAINTS = {person: f"constraint-{person}" for person in PEOPLE}
OWN, LATENT = "own", "latent"
#: Who else can be heard: the provider’s product lead, and the room as a whole.
PROVIDER, ROOM = "priya", "room"
POINTS = (*NEEDS.values(), *CONSTRAINTS.values(), OWN, LATENT)
OWNER = {point: person for named in (NEEDS, CONSTRAINTS) for person, point in named.items()}

TURNS = 18
#: After which turn something happens outside, and what it puts out of date.
EVENTS = {
    6: ("storm", frozenset({"need-bryn", "need-tomas"})),
    12: ("cut", frozenset({"constraint-ines", "need-mara"})),
}
#: After which turns an agreement is looked at, and how much that counts; events follow such a turn.
CHECKS = {6: 0.2, 12: 0.3, 18: 0.5}

#: Moves that name a person, and moves that stand alone.
WITH_PERSON = ("listen", "explore", "concede")
ALONE = ("share-limits", "play-back", "propose", "trial", "revisit", "decide-alone", "freeze", "wait")
VERBS = ("invite", *WITH_PERSON, *ALONE)
#: Every move there is, as (verb, person); the person is empty for a move that stands alone.
MOVES = (
    ("invite", "bryn"),
    *((verb, person) for verb in WITH_PERSON for person in PEOPLE),
    *((verb, "") for verb in ALONE),
)
#: The trust that an honest word about constraints takes: before and after the own limits are shared.
THRESHOLD, THRESHOLD_SHARED = 5, 3
#: The mean trust that a trial takes.
TRIAL_TRUST = 2.5
MOST_TRUST = 5
#: What of a point still counts when it is out of date, and what a deal counts that leaves somebody out.
STALE_SHARE, LEFT_OUT_SHARE = 0.2, 0.7
#: What each concession takes from the worth of an agreement, for good.
CONCESSION = 6.0

_NONE: frozenset[str] = frozenset()


class Position(NamedTuple):
    """Where a run stands after ``turn`` turns; a named tuple, as a search makes very many of them.

    ``trust`` is 0 to 5 in the order of `PEOPLE`; ``known``, ``confirmed`` (played back), ``stale`` and
    ``deal`` are sets of points, ``deal`` None before the first; ``worths`` are those looked at so far.
    """

    turn: int
    trust: tuple[int, ...]
    bryn: bool = False
    known: frozenset[str] = _NONE
    confirmed: frozenset[str] = _NONE
    ever_known: frozenset[str] = _NONE
    ever_confirmed: frozenset[str] = _NONE
    stale: frozenset[str] = _NONE
    deal: frozenset[str] | None = None
    pending: bool = False
    shared: bool = False
    found: bool = False
    frozen: bool = False
    concessions: int = 0
    revisits: int = 0
    worths: tuple[float, ...] = ()

    @property
    def room(self) -> tuple[str, ...]:
        """Who is in the room."""
        return PEOPLE if self.bryn else PEOPLE[:3]

    @property
    def mean_trust(self) -> float:
        """Mean trust of the four, in the room or not, 0 to 5."""
        return sum(self.trust) / len(PEOPLE)

    @property
    def threshold(self) -> int:
        """The trust from which on somebody tells their constraint."""
        return THRESHOLD_SHARED if self.shared else THRESHOLD

    def trust_of(self, person: str) -> int:
        """Trust of one person, 0 to 5."""
        return self.trust[PEOPLE.index(person)]

    def has_point(self, person: str) -> bool:
        """Whether the deal holds a point of ``person``."""
        deal = self.deal or _NONE
        return NEEDS[person] in deal or CONSTRAINTS[person] in deal


@attrs.frozen
class Done:
    """What a move did: the position after it, how it went (``result``, such as ``heard`` or ``guarded``),
    whose reaction it called for and which (``replies``), what was ``learned``, and the ``event`` that
    follows the turn (empty: none).
    """

    position: Position
    result: str
    replies: tuple[tuple[str, str], ...] = ()
    learned: str = ""
    event: str = ""


@attrs.frozen(slots=False)
class Rules:
    """The rules on one variant's numbers: ``weights`` of the ten points, which add to 100, and the trust
    (0 to 5) that each person starts with, in the order of `PEOPLE`.
    """

    weights: Mapping[str, float]
    trust: tuple[int, ...]

    def start(self) -> Position:
        """Before the first turn: nothing known, and Bryn not in the room."""
        return Position(turn=0, trust=self.trust)

    # what an agreement is worth ------------------------------------------------------------------

    def worth(self, position: Position) -> float:
        """What the agreement is worth now, 0 to 100."""
        if not position.deal:
            return 0.0
        stale = position.stale
        cover = fsum(
            self.weights[point] * (STALE_SHARE if point in stale else 1.0)
            for point in POINTS
            if point in position.deal
        )
        everybody = 1.0 if all(map(position.has_point, PEOPLE)) else LEFT_OUT_SHARE
        worth = cover * (0.6 + 0.08 * position.mean_trust) * everybody
        return max(0.0, worth - CONCESSION * position.concessions)

    def rested(self, position: Position) -> Position:
        """Where the run ends when every turn that is left is a wait."""
        while position.turn < TURNS:
            position = self._ended(position)
        return position

    def value(self, position: Position) -> float:
        """The worths of the three dates, weighted, 0 to 100; turns that are left count as waits."""
        shares = CHECKS.values()
        return fsum(share * worth for share, worth in zip(shares, self.rested(position).worths, strict=True))

    # what may be done ----------------------------------------------------------------------------

    def refused(self, position: Position, verb: str, person: str = "") -> str:
        """Why a move that exists is not possible now, as one word; empty when it is."""
        if position.turn >= TURNS:
            return "over"
        if verb in WITH_PERSON and person not in position.room:
            return "outside"
        if verb == "invite" and position.bryn:
            return "here"
        if verb == "share-limits" and position.shared:
            return "shared"
        if verb in {"propose", "revisit", "trial", "freeze"} and position.frozen:
            return "frozen"
        if verb in {"trial", "revisit"} and position.deal is None:
            return "no-deal"
        return "found" if verb == "trial" and position.found else ""

    def legal(self, position: Position) -> tuple[tuple[str, str], ...]:
        """Every move that is possible now, as (verb, person)."""
        return tuple(move for move in MOVES if not self.refused(position, *move))

    # what a move does ----------------------------------------------------------------------------

    def play(self, position: Position, verb: str, person: str = "") -> Done:
        """What a move does that is possible now; then the turn ends, and what comes between two turns
        comes.
        """
        done = self._moves[verb](position, person)
        after = self._ended(done.position)
        event, _ = EVENTS.get(after.turn, ("", _NONE))
        return Done(after, done.result, done.replies, done.learned, event)

    def run(self, moves: Iterable[tuple[str, str]], position: Position | None = None) -> Position:
        """Where moves lead from ``position`` (None: the start) when each that is not possible is a wait."""
        position = position or self.start()
        for verb, person in moves:
            if verb != "wait" and not self.refused(position, verb, person):
                position = self._moves[verb](position, person).position
            position = self._ended(position)
        return position

    @cached_property
    def _moves(self) -> Mapping[str, Callable[[Position, str], Done]]:
        return {
            "invite": _invite,
            "listen": _listen,
            "share-limits": _share_limits,
            "explore": _explore,
            "play-back": _play_back,
            "propose": _propose,
            "trial": _trial,
            "revisit": _revisit,
            "decide-alone": _decide_alone,
            "concede": _concede,
            "freeze": lambda position, _: Done(position._replace(frozen=True), "frozen", ((ROOM, "frozen"),)),
            "wait": lambda position, _: Done(position, "waited", ((ROOM, "waited"),)),
        }

    def _ended(self, position: Position) -> Position:
        """The position when its turn has ended: looked at, and out of date where something happened."""
        turn = position.turn + 1
        if turn not in CHECKS:
            return position._replace(turn=turn)
        worths = (*position.worths, self.worth(position))
        if turn not in EVENTS:
            return position._replace(turn=turn, worths=worths)
        _, changed = EVENTS[turn]
        return position._replace(
            turn=turn,
            worths=worths,
            known=position.known - changed,
            confirmed=position.confirmed - changed,
            stale=position.stale | changed,
            pending=True,
        )


@cache
def changed_by(turn: int) -> frozenset[str]:
    """The points that are no longer what they were at the start, after ``turn`` turns."""
    return _NONE.union(*(points for after, (_, points) in EVENTS.items() if turn >= after))


def _trusted(position: Position, change: Mapping[str, int]) -> tuple[int, ...]:
    """Trust after a change by person, held between 0 and 5."""
    moved = [trust + change.get(person, 0) for person, trust in zip(PEOPLE, position.trust, strict=True)]
    return tuple([min(MOST_TRUST, max(0, trust)) for trust in moved])


def _everybody(people: Iterable[str], by: int) -> dict[str, int]:
    return dict.fromkeys(people, by)


def _invite(position: Position, _: str) -> Done:
    after = position._replace(bryn=True, trust=_trusted(position, {"bryn": 1}))
    return Done(after, "came", (("bryn", "came"),))


def _listen(position: Position, person: str) -> Done:
    point = NEEDS[person]
    trust = _trusted(position, {person: 1})
    if position.trust_of(person) < 1:
        return Done(position._replace(trust=trust), "guarded", ((person, "guarded"),))
    if point in position.known:
        return Done(position._replace(trust=trust), "known", ((person, "known"),))
    return _learned(position._replace(trust=trust), person, point, "heard")


def _explore(position: Position, person: str) -> Done:
    point = CONSTRAINTS[person]
    if point in position.known:
        return Done(position, "known", ((person, "known"),))
    if position.trust_of(person) < position.threshold:
        return Done(position, "not-yet", ((person, "not-yet"),))
    return _learned(position, person, point, "told")


def _learned(position: Position, person: str, point: str, how: str) -> Done:
    after = position._replace(known=position.known | {point}, ever_known=position.ever_known | {point})
    changed = "-new" if point in position.ever_known else "-late"
    result = f"{how}{changed}" if point in changed_by(position.turn) else how
    return Done(after, result, ((person, result),), learned=point)


def _share_limits(position: Position, _: str) -> Done:
    trust = _trusted(position, _everybody(position.room, 1))
    after = position._replace(shared=True, trust=trust)
    return Done(
        after, "shared", tuple((person, "shared") for person in (PROVIDER, *position.room)), learned=OWN
    )


def _play_back(position: Position, _: str) -> Done:
    fresh = position.known - position.confirmed
    people = [person for person in PEOPLE if any(OWNER[point] == person for point in fresh)]
    after = position._replace(
        trust=_trusted(position, _everybody(people, 1)),
        confirmed=position.known,
        ever_confirmed=position.ever_confirmed | position.known,
    )
    if not people:
        return Done(after, "nothing", ((ROOM, "nothing"),))
    return Done(after, "confirmed", tuple((person, "confirmed") for person in people))


def _refreshed(position: Position) -> tuple[Position, bool]:
    """The deal made anew of all that is known now, and whether that answered an event."""
    own = {OWN} if position.shared else _NONE
    latent = {LATENT} if position.found else _NONE
    answered = position.pending and position.deal is not None
    after = position._replace(
        deal=position.known | own | latent,
        stale=position.stale - position.known,
        revisits=position.revisits + answered,
        pending=False,
    )
    return after, answered


def _propose(position: Position, _: str) -> Done:
    after, answered = _refreshed(position)
    without = [person for person in PEOPLE if not after.has_point(person)]
    after = after._replace(trust=_trusted(after, _everybody(without, -1)))
    replies = tuple((person, "without" if person in without else "with") for person in PEOPLE)
    return Done(after, "proposed-anew" if answered else "proposed", _from_outside(position, replies))


def _revisit(position: Position, _: str) -> Done:
    after, answered = _refreshed(position)
    if not answered:
        return Done(after, "no-event", ((ROOM, "no-event"),))
    after = after._replace(trust=_trusted(after, _everybody(after.room, 1)))
    return Done(after, "after-event", tuple((person, "after-event") for person in position.room))


def _trial(position: Position, _: str) -> Done:
    if not at_least(position.mean_trust, TRIAL_TRUST):
        return Done(position, "refused", ((ROOM, "refused"),))
    deal = (position.deal or _NONE) | {LATENT}
    return Done(position._replace(found=True, deal=deal), "found", ((ROOM, "found"),), learned=LATENT)


def _decide_alone(position: Position, _: str) -> Done:
    after = position._replace(
        deal=frozenset({NEEDS["mara"], NEEDS["ines"]}),
        trust=_trusted(position, _everybody(PEOPLE, -2)),
    )
    return Done(after, "decided", _from_outside(position, tuple((person, "decided") for person in PEOPLE)))


def _concede(position: Position, person: str) -> Done:
    change = {each: 1 if each == person else -1 for each in PEOPLE}
    after = position._replace(trust=_trusted(position, change), concessions=position.concessions + 1)
    others = tuple((each, "passed-over") for each in PEOPLE if each != person)
    return Done(after, "conceded", ((person, "conceded"), *_from_outside(position, others)))


def _from_outside(position: Position, replies: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The replies; of somebody who is not in the room, only what comes through the door."""
    return tuple(
        (person, result if person in position.room else f"{result}-outside") for person, result in replies
    )
