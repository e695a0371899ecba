"""Players who lead the dialogue by reading: what a card shows is all that they know. The authors' side.

A reader hears what people tell, and takes it as it was meant but for a share (``miss``) that is misread. How
they go about it is their *style*; the best of 24 styles gives the model run and the reference of a variant.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from random import Random

import attrs

from itilkit.scenarios.dialogue.rules import (
    GIVER,
    LOOKS,
    MEETS,
    PAPERS,
    PEOPLE,
    POOL,
    PROMISES,
    TURNS,
    Done,
    Position,
    Rules,
)

#: Of each promise that a person may have to give something for, in their order.
ASKED_OF = {person: tuple(promise for promise in PROMISES if GIVER[promise] == person) for person in PEOPLE}
#: Of each paper, the needs that it may meet, each with the promises that do.
_COVERS = tuple(
    (
        paper,
        [
            (need, [promise for promise in paper if need in MEETS[promise]])
            for need in dict.fromkeys(need for promise in PROMISES for need in MEETS[promise])
            if any(need in MEETS[promise] for promise in paper)
        ],
    )
    for paper in PAPERS
)


@attrs.frozen
class Style:
    """How a reader goes about it: the turn from which on Bryn is invited; how many turns a question about
    limits must leave before a look (0: never asked); whether two readings are worth the turn but last; from
    how many turns before a look on your own limits come before a paper; then what is left out: verbs, people
    never heard, people dropped from the paper, and every turn from ``stop`` on.
    """

    invite: int = 0
    explore: int = 0
    read_early: bool = False
    share_left: int = 9
    ban: tuple[str, ...] = ()
    deaf: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    stop: int = TURNS


STYLES = tuple(
    Style(invite, explore, read_early, share_left)
    for invite in (0, 3)
    for explore in (0, 2, 3)
    for read_early in (False, True)
    for share_left in (4, 9)
)
#: Three styles of somebody who reads well.
ATTENTIVE = (
    Style(0, 2, read_early=True, share_left=9),
    Style(0, 3, read_early=False, share_left=4),
    Style(3, 2, read_early=False, share_left=9),
)


def best_paper(
    works: Mapping[str, float], wants: Mapping[str, float], now: Collection[str], never: Collection[str] = ()
) -> tuple[str, ...]:
    """The paper that should meet most of ``wants`` (need to weight) when promises work with these chances;
    among equals rather the one that stands ``now``; none that meets a need of ``never``.
    """
    best, most = PAPERS[0], -1.0
    for paper, cover in _COVERS:
        if any(need in never for need, _ in cover):
            continue
        expected = 1e-3 * (works[paper[0]] + works[paper[1]] + works[paper[2]])
        expected += 1e-6 if set(paper) == set(now) else 0
        for need, promises in cover:
            if wants.get(need):
                fails = 1.0
                for promise in promises:
                    fails *= 1 - works[promise]
                expected += wants[need] * (1 - fails)
        if expected > most + 1e-12:
            best, most = paper, expected
    return best


@attrs.define(slots=False)
class Reader:
    """A player on one variant's ``rules``, who has played ``moves`` and stands at ``at``.

    ``belief`` is by person the need as understood and as it was told; ``limit`` what they cannot give, as
    understood; ``fails`` what was seen of promises; then whom to hear again, whose limit to ask again, and
    the need that was last played back to each.
    """

    rules: Rules
    style: Style = ATTENTIVE[0]
    miss: float = 0.0
    seed: int = 0
    moves: list[str] = attrs.field(factory=list, init=False)
    belief: dict[str, tuple[str, str]] = attrs.field(factory=dict, init=False)
    limit: dict[str, str] = attrs.field(factory=dict, init=False)
    fails: dict[str, bool] = attrs.field(factory=dict, init=False)
    hear: set[str] = attrs.field(factory=set, init=False)
    ask: set[str] = attrs.field(factory=set, init=False)
    read: dict[str, str] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.at: Position = self.rules.start()
        self.dice = Random(self.seed)  # noqa: S311 - a player, no secret

    def run(self) -> tuple[str, ...]:
        """The moves of a whole run."""
        while self.at.turn < TURNS:
            self.play(self.next())
        return tuple(self.moves)

    # what is learnt from a move ------------------------------------------------------------------

    def play(self, move: str) -> None:
        """Play a move, and take in what is said and seen."""
        verb, *slugs = move.split(" ")
        before = self.at
        done = self.rules.play(before, (verb, tuple(slugs)))
        self.at = done.position
        self.moves.append(move)
        self.__dict__.pop("plan", None)
        if verb == "listen" and done.result != "guarded":
            self._heard(slugs[0])
        elif verb == "explore":
            self._limit_told(slugs[0], before)
        elif verb in {"propose", "revisit"}:
            self._reactions(slugs, done)
        elif verb == "trial":
            paper = before.paper or ()
            for promise in paper[: paper.index(done.failed[0]) + 1] if done.failed else paper:
                self._seen(promise, before, failed=promise in done.failed)
        elif verb == "play-back":
            self._answers(done, before)
        if done.look is not None:
            for promise in self.at.paper or ():
                self._seen(promise, before, failed=promise in done.look.failed)
        if done.event:
            self._story()

    def _misread(self) -> bool:
        return self.miss > 0 and self.dice.random() < self.miss

    def _heard(self, person: str) -> None:
        told = self.at.told_by(person)
        if self.belief.get(person, ("", ""))[1] != told:
            others = [need for need in POOL[person] if need != told]
            self.belief[person] = (self.dice.choice(others) if self._misread() else told, told)
        self.hear.discard(person)

    def _limit_told(self, person: str, before: Position) -> None:
        limit = self.rules.cannot[before.part][PEOPLE.index(person)]
        others = [promise for promise in ASKED_OF[person] if promise != limit]
        self.limit[person] = self.dice.choice(others) if self._misread() else limit
        self.ask.discard(person)

    def _reactions(self, paper: Sequence[str], done: Done) -> None:
        """Somebody does not find themselves in a paper, against what one believed."""
        for person, (need, _) in list(self.belief.items()):
            met = any(need in MEETS[promise] for promise in paper)
            if met and person in done.missing and person not in self.style.dropped:
                del self.belief[person]

    def _seen(self, promise: str, before: Position, *, failed: bool) -> None:
        self.fails[promise] = failed
        giver = GIVER[promise]
        if self.rules.cannot[before.part][PEOPLE.index(giver)] == promise:
            self.limit[giver] = promise
            self.ask.discard(giver)

    def _answers(self, done: Done, before: Position) -> None:
        for person, need, right in done.readings:
            self.read[person] = need
            if not right:  # it is said again, more plainly, or has changed
                told = self.at.told_by(person)
                self.belief[person] = (told, told)
                del self.read[person]
                if told != self.rules.need(before.part, person):
                    self.hear.add(person)

    def _story(self) -> None:
        needs, limits = self.rules.changed(self.at.part)
        for person in PEOPLE:
            if (person in needs) != self._misread() and person in self.belief:
                self.hear.add(person)
            if person in needs and person in self.hear:
                self.read.pop(person, None)
        for person in limits:
            if not self._misread():
                self.ask.add(person)
                self.limit.pop(person, None)
                for promise in ASKED_OF[person]:
                    self.fails.pop(promise, None)

    # what to do next -----------------------------------------------------------------------------

    def chance(self, promise: str) -> float:
        """How likely a promise works, from what is known."""
        if promise in self.fails:
            return 0.02 if self.fails[promise] else 0.98
        giver = GIVER[promise]
        if giver in self.limit:
            return 0.0 if self.limit[giver] == promise else 0.9
        return 0.6

    @cached_property
    def plan(self) -> tuple[str, ...]:
        """The paper that should meet most, for what is known now."""
        wants: dict[str, float] = {}
        for person, (need, _) in self.belief.items():
            if person not in self.style.dropped:
                wants[need] = wants.get(need, 0) + (0.4 if person in self.hear else 1.0)
        never = [need for person, (need, _) in self.belief.items() if person in self.style.dropped]
        works = {promise: self.chance(promise) for promise in PROMISES}
        return best_paper(works, wants, self.at.paper or (), never)

    def _put(self) -> str:
        verb = "propose" if self.at.paper is None else "revisit"
        return " ".join((verb, *sorted(self.plan, key=self.chance)))  # the doubtful first

    def _unread(self) -> list[str]:
        if "play-back" in self.style.ban:
            return []
        return [
            person
            for person in self.at.room
            if person in self.belief
            and self.at.told_by(person)
            and self.read.get(person) != self.belief[person][0]
            and person not in self.hear
        ]

    def _read_back(self) -> str:
        return " ".join(("play-back", *(f"{person} {self.belief[person][0]}" for person in self._unread())))

    def _may(self, verb: str) -> bool:
        return verb not in self.style.ban and not (verb == "share-limits" and self.at.shared)

    def _unheard(self) -> list[str]:
        return [
            person
            for person in self.at.room
            if person not in self.style.deaf and (person not in self.belief or person in self.hear)
        ]

    def next(self) -> str:
        """The next move."""
        if self.at.turn >= self.style.stop:
            return "wait"
        return (self._first_part() if self.at.part == 0 else "") or self._later()

    def _first_part(self) -> str:
        at, style, unheard = self.at, self.style, self._unheard()
        if at.turn == min(LOOKS) - 1:
            return self._put()
        if not at.bryn and "bryn" not in style.deaf and at.turn >= style.invite:
            return "invite bryn"
        if self._may("share-limits") and any(not at.trust_of(person) for person in unheard):
            return "share-limits"
        open_ = [person for person in unheard if at.trust_of(person)] or unheard
        if open_:
            return f"listen {open_[0]}"
        if self._may("share-limits"):
            return "share-limits"
        return self._read_back() if self._unread() else ""

    def _later(self) -> str:
        left = 6 - self.at.turn % 6  # turns before the next look, this one included
        unread = self._unread()
        changed = self.at.paper is None or set(self.plan) != set(self.at.paper)
        if left == 1 and (changed or unread):
            return self._put() if changed else self._read_back()
        if self._unheard() and left > 1:
            return f"listen {self._unheard()[0]}"
        if left == 2 and self.style.read_early and len(unread) >= 2:
            return self._read_back()
        if self._may("share-limits") and left >= self.style.share_left:
            return "share-limits"
        return self._question(left) or (self._put() if changed else self._settled(left))

    def _question(self, left: int) -> str:
        """A question about a limit on which the plan rests, if there is time for it."""
        if not self.style.explore or left <= 2 or not self._may("explore"):
            return ""
        rests = [GIVER[promise] for promise in self.plan]
        who = [
            GIVER[promise]
            for promise in self.plan
            if promise not in self.fails and self._answers_for(GIVER[promise])
        ]
        who.sort(key=lambda person: -rests.count(person))
        return f"explore {who[0]}" if who and left - len(set(who)) >= self.style.explore else ""

    def _answers_for(self, person: str) -> bool:
        return person not in self.style.deaf and person not in self.limit and person in self.at.room

    def _settled(self, left: int) -> str:
        """What is done when the paper is as it should be."""
        to_ask = [
            person
            for person in self.at.room
            if person in self.ask and person not in self.style.deaf and self._may("explore")
        ]
        if to_ask and left <= 3:
            return f"explore {to_ask[0]}"
        untried = any(promise not in self.fails for promise in self.at.paper or ())
        if left > 1 and self._may("trial") and untried:
            return "trial"
        if self._unread():
            return self._read_back()
        if self._may("share-limits"):
            return "share-limits"
        return f"explore {to_ask[0]}" if to_ask else "wait"


def model_run(rules: Rules, reference: float = 100.0) -> tuple[tuple[str, ...], float]:
    """The best run of all styles, and its value; among equals the one with more points, then the first."""
    readers = [Reader(rules, style) for style in STYLES]
    runs = [(reader.run(), reader.at) for reader in readers]

    def merit(run: tuple[tuple[str, ...], Position]) -> tuple[float, float]:
        return rules.value(run[1]), sum(rules.points(run[1], reference).values())

    moves, end = max(runs, key=merit)
    return moves, rules.value(end)
