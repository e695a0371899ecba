"""Who says what after an iteration: those in the room, those who were not, and the provider's own people.

A need that moved is told by its owner, if the owner is in the room. Otherwise it is heard of only once
something goes live that does not fit. Lines follow one another as they stand in the content, so that a run
repeats none before all of its kind have been spoken.
"""

from collections.abc import Iterator, Sequence

import attrs

from itilkit.scenarios.conditions.content import Group, Words

#: From so many steps between live and need on, those who are not in the room complain.
NOTICED = 2
#: So many of them are heard after a release: who has been heard least, then who has most reason.
COMPLAINTS = 2
#: Up to so many steps left for building, a room is crowded.
CROWDED = 5


@attrs.frozen
class Voice:
    """Something said: by which ``group`` (empty: the provider's side), under what name, of which kind (as in
    the content: ``first``, ``more``, ``lacking`` …), in which words; and of a group in the room its
    ``need`` now (0 to 10; None: not told).
    """

    group: str
    speaker: str
    kind: str
    text: str
    need: int | None = None


@attrs.frozen
class Heard:
    """What the voices of an iteration answer to, by group: what each needed when it was last in the room
    (``last``; missing: never), what it needs ``now`` and what is ``live`` (empty: nothing).
    """

    present: tuple[str, ...]
    released: bool
    last: dict[str, int]
    now: dict[str, int]
    live: dict[str, int]
    steps: int
    capacity: int
    pending: int
    gap: int


def voices(words: Words, before: Sequence[Voice], heard: Heard) -> tuple[Voice, ...]:
    """All that is said in an iteration, after what has been said ``before``."""
    return tuple(_all(words, before, heard))


def in_room(voice: Voice) -> bool:
    """Whether the voice is of a group that was in the room."""
    return voice.need is not None


def _all(words: Words, said: Sequence[Voice], heard: Heard) -> Iterator[Voice]:
    groups = {group.id: group for group in words.groups}
    for group in heard.present:
        kind = _moved(heard.last.get(group), heard.now[group])
        yield attrs.evolve(_of_group(words, said, groups[group], kind), need=heard.now[group])
    yield from _builder(words, said, heard)
    if heard.released:
        if "support" not in heard.present:
            yield _of_group(words, said, groups["support"], "unready")
        for group, kind in _complaining(said, heard):
            yield _of_group(words, said, groups[group], kind)
    yield from _payer(words, said, heard)


def _moved(last: int | None, now: int) -> str:
    if last is None:
        return "first"
    return "same" if now == last else "more" if now > last else "less"


def _complaining(said: Sequence[Voice], heard: Heard) -> list[tuple[str, str]]:
    """Those outside whom what is live does not fit; support speaks of its own absence instead."""
    apart = {group: heard.now[group] - heard.live[group] for group in heard.live}
    outside = [
        group
        for group, gap in apart.items()
        if group not in heard.present and group != "support" and abs(gap) >= NOTICED
    ]

    def order(group: str) -> tuple[int, int]:
        spoken = sum(voice.group == group and not in_room(voice) for voice in said)
        return spoken, -abs(apart[group])

    chosen = sorted(outside, key=order)[:COMPLAINTS]
    return [(group, "lacking" if apart[group] > 0 else "excess") for group in chosen]


def _builder(words: Words, said: Sequence[Voice], heard: Heard) -> Iterator[Voice]:
    team = words.team
    if heard.steps == 0:
        yield _line("", team.builder, "idle", team.idle, said)
    elif not heard.present:
        yield _line("", team.builder, "alone", team.alone, said)
    elif heard.capacity <= CROWDED and heard.gap > 0:
        yield _line("", team.builder, "crowded", team.crowded, said)


def _payer(words: Words, said: Sequence[Voice], heard: Heard) -> Iterator[Voice]:
    team = words.team
    if not heard.live:
        yield _line("", team.payer, "nothing", team.nothing, said)
    elif not heard.released and heard.pending:
        yield _line("", team.payer, "waiting", team.waiting, said)


def _of_group(words: Words, said: Sequence[Voice], group: Group, kind: str) -> Voice:
    lines: tuple[str, ...] = getattr(words.said[group.id], kind)
    return _line(group.id, group.speaker, kind, lines, said)


def _line(group: str, speaker: str, kind: str, lines: Sequence[str], said: Sequence[Voice]) -> Voice:
    before = sum((voice.group, voice.kind) == (group, kind) for voice in said)
    return Voice(group=group, speaker=speaker, kind=kind, text=lines[before % len(lines)])
