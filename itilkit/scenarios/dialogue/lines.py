"""What is said on a move of the dialogue: lines taken in turn, by nothing but the run."""

from collections.abc import Mapping, Sequence

import attrs

from itilkit.scenarios.dialogue.content import Words
from itilkit.scenarios.dialogue.rules import NEEDS, PROVIDER, ROOM, Done, Position

#: Who else speaks in a log: you, and the story itself.
YOU, STORY = "you", "story"
#: The end of a result's name when somebody reacts who is not in the room: told, not said.
OUTSIDE = "-outside"


@attrs.frozen
class Said:
    """A line: ``who`` it is of (a person's id, ``priya``, ``you``, ``room`` or ``story``), the ``text``, and
    whether it is ``spoken`` rather than told.
    """

    who: str
    text: str
    spoken: bool = True


@attrs.frozen
class Lines:
    """A run's lines so far: of each kind, the place of the one used last."""

    used: Mapping[str, int] = attrs.field(factory=dict)


def said_on(
    words: Words, lines: Lines, before: Position, move: tuple[str, str], done: Done
) -> tuple[tuple[Said, ...], Lines]:
    """What you say with a move from the position ``before``, and what is said and seen in answer."""
    verb, person = move
    used = dict(lines.used)
    said: list[Said] = []
    again = verb == "listen" and NEEDS[person] in before.ever_known
    mine = f"{verb}-again" if again else verb
    if mine in words.you:
        text = _next(used, f"{YOU} {mine}", words.you[mine], before.turn, to=person)
        said.append(Said(YOU, text.replace("{name}", _name(words, person))))
    for who, result in done.replies:
        text = _next(used, f"{verb} {result} {who}", words.lines[verb][result][who], before.turn)
        said.append(Said(who, text, spoken=who != ROOM and not result.endswith(OUTSIDE)))
    return tuple(said), Lines(used)


def sentence(speakers: Mapping[str, str], said: Said) -> str:
    """A line as it stands in a log: ``Tomas: “…”``, or as it is when nobody speaks it."""
    return f"{speakers[said.who]}: “{said.text}”" if said.spoken else said.text


def names(words: Words) -> dict[str, str]:
    """Who can speak, by id."""
    return {PROVIDER: "Priya", YOU: "You"} | {person.id: person.name for person in words.people}


def _name(words: Words, person: str) -> str:
    return next((each.name for each in words.people if each.id == person), "")


def _next(used: dict[str, int], kind: str, lines: Sequence[str], first: int, *, to: str = "") -> str:
    """The next of ``lines`` for this ``kind``, noted in ``used``; the first of all is at place ``first``,
    counted round. What is said ``to`` somebody is not what was last said to them.
    """
    place = (used[kind] + 1 if kind in used else first) % len(lines)
    if to and used.get(f"{kind} {to}") == place:
        place = (place + 1) % len(lines)
    used[kind] = place
    if to:
        used[f"{kind} {to}"] = place
    return lines[place]
