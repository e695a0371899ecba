"""What is said and seen on a move of the dialogue: lines taken in turn, by nothing but the run."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from itilkit.ground.words import listed
from itilkit.scenarios.dialogue.content import PROVIDER, Words
from itilkit.scenarios.dialogue.rules import GIVER, PEOPLE, Done, Look, Move, Position, Rules

#: Who else speaks in a log: you, and the story itself.
YOU, STORY = "you", "story"


@attrs.frozen
class Said:
    """A line: ``who`` it is of (a person's id, ``priya``, ``you`` or ``story``), the ``text``, whether it is
    ``spoken`` rather than told, and its ``key``: what it means, by which it can be found in the words.
    """

    who: str
    text: str
    spoken: bool = True
    key: str = ""


@attrs.frozen
class Speech:
    """Says what happens in one variant: its ``words`` and ``rules``, and ``wishes`` by part and person."""

    words: Words
    rules: Rules
    wishes: Sequence[Sequence[str]]

    def said_on(
        self, used: Mapping[str, int], before: Position, move: Move, done: Done
    ) -> tuple[tuple[Said, ...], Mapping[str, int]]:
        """What is said and seen on a move from the position ``before``, and which lines are used then: of
        each kind, the place of the one used last.
        """
        picked = _Picked(dict(used), before.turn)
        said = (
            *self._yours(picked, before, move),
            *self._answers(picked, before, move, done),
            *self._looked_at(picked, done),
            *self._happened(picked, done),
        )
        return said, picked.used

    def _yours(self, picked: "_Picked", before: Position, move: Move) -> Iterator[Said]:
        verb, slugs = move
        again = verb == "listen" and before.told_by(slugs[0])
        line = picked.next(verb, self.words.you[f"{verb}-again" if again else verb])
        if verb == "wait":
            yield Said(STORY, line, spoken=False)
            return
        names = {person.id: person.name for person in self.words.people}
        yield Said(YOU, line.replace("{name}", names.get(slugs[0], "") if slugs else ""))

    def _answers(self, picked: "_Picked", before: Position, move: Move, done: Done) -> Iterator[Said]:
        verb, slugs = move
        if verb in {"invite", "share-limits"}:
            for who in (PROVIDER, *before.room) if verb == "share-limits" else slugs:
                yield self._reply(picked, done.result, who)
        elif verb == "listen":
            yield self._heard(picked, before, slugs[0], done.result)
        elif verb == "explore":
            yield self._limit(picked, before, slugs[0], done.result)
        elif verb == "play-back":
            for person, _, right in done.readings:
                yield self._read(picked, before, person, right=right)
        elif verb == "decide-alone":
            yield Said(STORY, picked.next("alone", self.words.sayings.alone), spoken=False)
            yield from self._all(picked, before, dict.fromkeys(PEOPLE, "decided"))
        elif verb in {"propose", "revisit"}:
            kinds = {person: "missing" if person in done.missing else "found" for person in PEOPLE}
            yield from self._all(picked, before, kinds)
        elif verb == "trial":
            yield self._tried(picked, done.failed)

    def _heard(self, picked: "_Picked", before: Position, person: str, result: str) -> Said:
        if result in {"guarded", "known"}:
            return self._reply(picked, result, person)
        need = self.rules.need(before.part, person)
        text = self._need(picked, person, need)
        if result == "changed":
            text = f"{self._line(picked, result, person)} {text}"
        if not before.shared:
            wish = self.wishes[before.part][PEOPLE.index(person)]
            text = f"{picked.next(f'{wish} {person}', self.words.wishes[person][wish])} — {text}"
        return Said(person, text, key=f"needs.{person}.{need}")

    def _limit(self, picked: "_Picked", before: Position, person: str, result: str) -> Said:
        if result == "known":
            return self._reply(picked, "limit-known", person)
        limit = self.rules.cannot[before.part][PEOPLE.index(person)]
        text = picked.next(f"limit {limit}", self.words.limits[limit])
        if result == "changed":
            text = f"{self._line(picked, 'limit-changed', person)} {text}"
        return Said(person, text, key=f"limits.{limit}")

    def _read(self, picked: "_Picked", before: Position, person: str, *, right: bool) -> Said:
        if right:
            return self._reply(picked, "right", person)
        told = before.told_by(person)
        if told != self.rules.need(before.part, person):
            event = "storm" if told != self.rules.need(1, person) else "letter"
            line = picked.next(f"before {event} {person}", self.words.before[event][person])
            return Said(person, line, key=f"before.{event}")
        text = f"{self._line(picked, 'wrong', person)} {self._need(picked, person, told)}"
        return Said(person, text, key=f"needs.{person}.{told}")

    def _all(self, picked: "_Picked", before: Position, kinds: Mapping[str, str]) -> Iterator[Said]:
        """How each of the four takes it; somebody outside only hears of it."""
        for person, kind in kinds.items():
            if person in before.room:
                yield self._reply(picked, kind, person)
            else:
                text = self._line(picked, f"{kind}-outside", person)
                yield Said(person, text, spoken=False, key=f"{kind}-outside")

    def _tried(self, picked: "_Picked", failed: Sequence[str]) -> Said:
        if failed:
            return self._failed(picked, failed[0])
        return Said(STORY, picked.next("holds", self.words.sayings.holds), spoken=False, key="holds")

    def _failed(self, picked: "_Picked", promise: str) -> Said:
        if promise == self.rules.snag:
            return Said(STORY, self.words.snags[promise], spoken=False, key=f"snags.{promise}")
        line = picked.next(f"fails {promise}", self.words.fails[promise])
        return Said(STORY, line, spoken=False, key=f"fails.{promise}.{GIVER[promise]}")

    def _looked_at(self, picked: "_Picked", done: Done) -> Iterator[Said]:
        if done.look is None:
            return
        yield Said(STORY, self.fared(done.position, done.look), spoken=False)
        if done.position.paper is not None:
            names = [person.name for person in self.words.people if person.id in done.look.served]
            text = f"What {listed(names)} needed was met." if names else "What anybody needed was not met."
            yield Said(STORY, text, spoken=False)
        for promise in done.look.failed:
            yield self._failed(picked, promise)

    def fared(self, position: Position, look: Look) -> str:
        """How the agreement fares at a look, in a sentence and without a number."""
        date = next(date for date in self.words.dates if date.turn == position.turn)
        if position.paper is None:
            return date.none
        if look.worth < date.fair:
            return date.poor
        return date.middling if look.worth < date.good else date.strong

    def _happened(self, picked: "_Picked", done: Done) -> Iterator[Said]:
        if not done.event:
            return
        story = self.words.stories[done.event]
        needs, limits = self.rules.changed(done.position.part)
        for line in story.frame:
            yield Said(STORY, line, spoken=False)
        for person in PEOPLE:
            does = "hit" if person in needs else "limit" if person in limits else "calm"
            lines: Mapping[str, Sequence[str]] = getattr(story, does)
            text = picked.next(f"{done.event} {does} {person}", lines[person])
            yield Said(STORY, text, spoken=False, key=f"stories.{done.event}.{does}.{person}")

    def _need(self, picked: "_Picked", person: str, need: str) -> str:
        return picked.next(f"need {person} {need}", self.words.needs[person][need])

    def _line(self, picked: "_Picked", kind: str, who: str) -> str:
        return picked.next(f"{kind} {who}", self.words.replies[kind][who])

    def _reply(self, picked: "_Picked", kind: str, who: str) -> Said:
        return Said(who, self._line(picked, kind, who), key=kind)


@attrs.define
class _Picked:
    """The lines used so far, and the turn, with which the first of each kind is chosen."""

    used: dict[str, int]
    turn: int

    def next(self, kind: str, lines: Sequence[str]) -> str:
        """The next of ``lines`` for this ``kind``, counted round."""
        index = (self.used[kind] + 1 if kind in self.used else self.turn) % len(lines)
        self.used[kind] = index
        return lines[index]


def sentence(speakers: Mapping[str, str], said: Said) -> str:
    """A line as it stands in a log: ``Tomas: “…”``, or as it is when nobody speaks it."""
    return f"{speakers[said.who]}: “{said.text}”" if said.spoken else said.text


def names(words: Words) -> dict[str, str]:
    """Who can speak, by id."""
    return {PROVIDER: "Priya", YOU: "You"} | {person.id: person.name for person in words.people}
