"""The iterations that are over, in words: what was built, what went live, who said what."""

from collections.abc import Iterable

from itilkit.ground.html import esc, quote
from itilkit.ground.words import listed
from itilkit.scenarios.conditions.model import Conditions, State
from itilkit.scenarios.conditions.voices import Voice, in_room


def rounds(scenario: Conditions, state: State, places: Iterable[int], head: str) -> str:
    """The iterations at ``places`` (from 0), each behind a line that opens it; nothing for none of them."""
    rows = "".join(
        f'<details class="round" id="§round-{place}"><summary><b>{place + 1}</b> '
        f"{esc(summary(scenario, state, place))}</summary>"
        f"{in_words(scenario, state, place)}</details>"
        for place in places
    )
    return f"<h4>{esc(head)}</h4>{rows}" if rows else ""


def summary(scenario: Conditions, state: State, place: int) -> str:
    """Who was in the room, what the move was and what came of it."""
    done = state.played[place]
    names = [_within(scenario.groups[group].speaker) for group in done.present]
    room = f"with {listed(names)}" if names else "with nobody else"
    return f"{room}, {'built and released' if done.released else 'built'}, value {done.value:.0f}"


def in_words(scenario: Conditions, state: State, place: int) -> str:
    """What was built and what was said in an iteration."""
    voices = state.played[place].voices
    said = "".join(_voice(scenario, f"said-{place}-{each}", voice) for each, voice in enumerate(voices))
    return f'<p class="built">{esc(built(scenario, state, place))}</p>{said}'


def built(scenario: Conditions, state: State, place: int) -> str:
    """What changed in an iteration, and what went live with it."""
    done = state.played[place]
    before = state.played[place - 1].work if place else scenario.first_work
    levels = zip(scenario.words.aspects, before.design, done.work.design, strict=True)
    changed = [f"{aspect.name.lower()} {old} to {new}" for aspect, old, new in levels if old != new]
    work = f"Nothing to change, with room for {counted(done.capacity)}."
    if changed:
        work = f"Built in {len(done.work.steps)} of {counted(done.capacity)}: {listed(changed)}."
    if not done.released:
        return f"{work} Not released."
    size = counted(before.pending + len(done.work.steps))
    return f"{work} Released: {size} at once, quality {100 * done.quality:.0f}."


def counted(number: int) -> str:
    """So many steps, in words."""
    return "1 step" if number == 1 else f"{number} steps"


def _voice(scenario: Conditions, key: str, voice: Voice) -> str:
    if not voice.group:
        pays = voice.speaker == scenario.words.team.payer
        who = f"{voice.speaker}, {'pays for the team' if pays else 'builds with the team'}"
        return quote("ines" if pays else "ink-2", voice.text, who, key=key)
    group = scenario.groups[voice.group]
    name, colour = group.full_name[0].upper() + group.full_name[1:], group.person or "ink-2"
    if in_room(voice):
        aspect = scenario.words.aspects[scenario.place[group.id]].name.lower()
        return quote(colour, voice.text, f"{name} · {aspect} is needed at {voice.need} of 10", key=key)
    return f'<div class="unasked">{quote(colour, voice.text, f"{name} · was not in the room", key=key)}</div>'


def _within(speaker: str) -> str:
    """A speaker in the middle of a sentence."""
    return "the service desk" if speaker == "Service desk" else speaker


__all__ = ["built", "counted", "in_words", "rounds", "summary"]
