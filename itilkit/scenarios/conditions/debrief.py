"""What a run of six iterations can be told about itself, computed from its replay.

A run has one *shape*: the first of a fixed list that fits, from what is missing altogether (no release,
nobody heard) over whom it met and when to where the last of the value went. Each shape has its own headline
and advice as content.
"""

from collections.abc import Callable, Mapping, Sequence
from math import fsum

from itilkit.ground.words import listed
from itilkit.scenarios.base import at_least
from itilkit.scenarios.conditions.content import ID, ITERATIONS
from itilkit.scenarios.conditions.model import (
    GO_BACK,
    HEARD_BY,
    MANY_RELEASES,
    SUPPORT,
    Conditions,
    Iteration,
    State,
)
from itilkit.scenarios.conditions.voices import NOTICED, in_room
from itilkit.scenarios.conditions.work import OF_A_GROUP
from itilkit.scenarios.shapes import Debrief, Shapes, Texts, filled, whole

#: From the iteration of this index on, a first release is a late one.
LATE = 3
#: A room of so many groups on average, in all iterations, is a full one.
FULL = 2.75
#: Somebody heard in the first two iterations only was heard at the start.
AT_THE_START = 2


def debrief(scenario: Conditions, state: State) -> Debrief:
    """The debrief of a run, however far it is played."""
    return filled(_SHAPES.of(scenario, state), _facts(scenario, state))


def criterion_notes(scenario: Conditions, state: State) -> dict[str, str]:
    """One sentence for each criterion that says what in the run earned it, or did not."""
    return {
        "outcome": _outcome_note(scenario, state),
        "went-back": _went_back_note(scenario, state),
        "small-releases": _releases_note(state),
        "support": _support_note(scenario, state),
        "heard": _heard_note(scenario, state),
    }


def losses(state: State) -> Mapping[str, float]:
    """Where the value of the run went, in points of its value (0 to 100), over all iterations played: needs
    that were ``unknown``, known and ``unbuilt``, built and ``unreleased``, and quality (``unsound``).
    """
    names = ("unknown", "unbuilt", "unreleased", "unsound")
    return {name: fsum(getattr(done.losses, name) for done in state.played) / ITERATIONS for name in names}


# which shape ----------------------------------------------------------------------------------------


def releases(state: State) -> int:
    """In how many iterations something went into use."""
    return sum(done.released for done in state.played)


def met(state: State) -> set[str]:
    """Every group that was in the room at some time."""
    return {group for done in state.played for group in done.present}


def _never_met(scenario: Conditions, state: State) -> list[str]:
    return [group for group in scenario.groups if group not in met(state)]


def _late(scenario: Conditions, state: State) -> bool:
    first = scenario.first_release(state)
    return first is not None and first >= LATE


def _signed_off(_: Conditions, state: State) -> bool:
    """Everybody from outside was heard at the start, and after that nobody was."""
    early = {group for done in state.played[:AT_THE_START] for group in done.present}
    later = {group for done in state.played[AT_THE_START:] for group in done.present}
    return len(early) >= 3 and not later - {SUPPORT}


def _unsupported(_: Conditions, state: State) -> bool:
    """Support was missing from half of the releases or more."""
    without = sum(done.released and SUPPORT not in done.present for done in state.played)
    return 2 * without >= releases(state)


def everybody(scenario: Conditions, state: State) -> bool:
    """Whether all groups were in the room in half of the iterations or more."""
    return 2 * sum(len(done.present) == len(scenario.groups) for done in state.played) >= ITERATIONS


def _full_room(_: Conditions, state: State) -> bool:
    return sum(len(done.present) for done in state.played) >= FULL * ITERATIONS


def _moved_since(scenario: Conditions, state: State) -> list[str]:
    """Whose need had moved by two or more, at the end, since they were last in the room."""
    return [
        group
        for group, place in scenario.place.items()
        if group in met(state)
        and abs(state.played[-1].needs[place] - state.played[-1].work.belief[place]) >= NOTICED
    ]


def _good(scenario: Conditions, state: State) -> bool:
    points, most = scenario.assess(state).criteria["outcome"]
    return at_least(points, 0.75 * most)


def _went_back_twice(scenario: Conditions, state: State) -> bool:
    return len(scenario.went_back(state)) == len(GO_BACK)


_FITS: Mapping[str, Callable[[Conditions, State], bool]] = {
    "unfinished": lambda scenario, state: not scenario.finished(state),
    "never-released": lambda _, state: releases(state) == 0,
    "alone-late": lambda scenario, state: not met(state) and _late(scenario, state),
    "alone": lambda _, state: not met(state),
    "support-only": lambda _, state: met(state) == {SUPPORT},
    "signed-off": _signed_off,
    "customer-only": lambda _, state: met(state) - {SUPPORT} == {"customer"},
    "one-voice": lambda _, state: len(met(state) - {SUPPORT}) == 1,
    "late": _late,
    "everybody": lambda scenario, state: everybody(scenario, state) and not _good(scenario, state),
    "no-support": lambda _, state: SUPPORT not in met(state),
    "unsupported": _unsupported,
    "left-out": lambda scenario, state: bool(_never_met(scenario, state)),
    "full-room": lambda scenario, state: _full_room(scenario, state) and not _good(scenario, state),
    "never-back": lambda scenario, state: bool(_moved_since(scenario, state)),
    "big-releases": lambda _, state: releases(state) < MANY_RELEASES,
    "co-creating": lambda scenario, state: _good(scenario, state) and _went_back_twice(scenario, state),
    "sound": _good,
    "nearly": lambda *_: True,
}
_SHAPES: Shapes[Conditions, State, State, Texts] = Shapes(ID, Texts, whole, _FITS)
texts = _SHAPES.texts


# what to say ----------------------------------------------------------------------------------------

_WENT = {
    "unknown": "what was needed without the team knowing it",
    "unbuilt": "what the team knew and had no time to build",
    "unreleased": "what was built and not yet in use",
    "unsound": "the size of the releases and how they were handed over",
}


def _names(scenario: Conditions, groups: Sequence[str]) -> str:
    """Groups as they are spoken of: by the person who speaks for them, if there is one."""
    spoken = [
        scenario.groups[group].speaker if scenario.groups[group].person else "the service desk"
        for group in groups
    ]
    return listed(spoken or ["nobody"])


def _opening(words: str) -> str:
    return words[0].upper() + words[1:]


def _facts(scenario: Conditions, state: State) -> dict[str, str]:
    played = state.played
    lost = losses(state)
    most = max(lost, key=lambda name: round(lost[name], 9))
    first = scenario.first_release(state)
    values = [round(done.value, 9) for done in played] or [0.0]
    low = values.index(min(values))
    moved = _moved_since(scenario, state)
    rooms = sum(len(done.present) for done in played)
    outside = [group for group in met(state) if group != SUPPORT]
    return {
        "left": str(ITERATIONS - len(played)),
        "value": f"{scenario.assess(state).value:.0f}",
        "reference": f"{scenario.numbers.reference:.0f}",
        "releases": str(releases(state)),
        "released": _times(releases(state)),
        "first_release": str(first + 1) if first is not None else "none",
        "empty": str(sum(done.work.live is None for done in played)),
        "pending": str(max(_went_at_once(played), default=0)),
        "quality": f"{100 * _mean([done.quality for done in played if done.work.live]):.0f}",
        "unsupported": str(sum(done.released and SUPPORT not in done.present for done in played)),
        "steps": str(sum(len(done.work.steps) for done in played)),
        "room_steps": str(OF_A_GROUP * rooms),
        "per_room": f"{rooms / ITERATIONS:.1f}",
        "never_met": _names(scenario, _never_met(scenario, state)),
        "only": _opening(_names(scenario, sorted(outside))),
        "complained": _times(_complaints(played)),
        "moved": _opening(_names(scenario, moved)),
        "drift": _drift(scenario, state, moved),
        "since": _since(scenario, state, moved),
        "fits": _fit(scenario, played),
        "most_lost": _WENT[most],
        "lost": f"{lost[most]:.0f}",
        "lowest": str(low + 1),
        "low_value": f"{values[low]:.0f}",
        "start_value": f"{values[0]:.0f}",
        "end_value": f"{values[-1]:.0f}",
    }


def _mean(numbers: Sequence[float]) -> float:
    return fsum(numbers) / len(numbers) if numbers else 0.0


def _complaints(played: Sequence[Iteration]) -> int:
    """How often somebody who was not in the room complained."""
    voices = [voice for done in played for voice in done.voices]
    return sum(bool(voice.group) and not in_room(voice) for voice in voices)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _went_at_once(played: Sequence[Iteration]) -> list[int]:
    """How many single steps each release brought."""
    sizes, pending = [], 0
    for done in played:
        pending += len(done.work.steps)
        if done.released:
            sizes.append(pending)
            pending = 0
    return sizes


def _drift(scenario: Conditions, state: State, moved: Sequence[str]) -> str:
    """The first of those whose need had moved: from what to what, since when."""
    if not moved:
        return "nothing has moved by much"
    group = moved[0]
    place, when = scenario.place[group], scenario.last_heard(state, group) or 0
    now, then = state.played[-1].needs[place], state.played[-1].work.belief[place]
    aspect = scenario.words.aspects[place].name.lower()
    return f"{aspect} was last heard of in iteration {when + 1}, at {then}, and is needed at {now}"


def _since(scenario: Conditions, state: State, moved: Sequence[str]) -> str:
    if not moved:
        return "What was needed kept moving in between."
    who = _opening(_names(scenario, moved))
    return f"{who} would tell you something else today: {_drift(scenario, state, moved)}."


def _fit(scenario: Conditions, played: Sequence[Iteration]) -> str:
    """Which aspects meet their need exactly in the end, in what is live."""
    if not played or played[-1].work.live is None:
        return "nothing"
    pairs = zip(scenario.words.aspects, played[-1].work.live, played[-1].needs, strict=True)
    return listed([aspect.name.lower() for aspect, live, need in pairs if live == need] or ["nothing"])


def _outcome_note(scenario: Conditions, state: State) -> str:
    value, reference = scenario.assess(state).value, scenario.numbers.reference
    told = f"Value {value:.0f} on average; {reference:.0f} is within reach"
    if not state.played:
        return f"{told}."
    lost = losses(state)
    most = max(lost, key=lambda name: round(lost[name], 9))
    return f"{told}; most was lost to {_WENT[most]}."


def _went_back_note(scenario: Conditions, state: State) -> str:
    there = scenario.went_back(state)
    told = [
        f"{scenario.groups[group].speaker} {_was(group in there)} there in iteration {when + 1}"
        for group, when in GO_BACK.items()
    ]
    return f"{'; '.join(told)}; what they need had just moved."


def _was(there: bool) -> str:  # noqa: FBT001 - one word, whichever fits
    return "was" if there else "was not"


def _releases_note(state: State) -> str:
    count = releases(state)
    sizes = _went_at_once(state.played)
    if not sizes:
        return f"Nothing was released; {MANY_RELEASES} releases would have been enough."
    released = f"You released {_times(count)}, at most {max(sizes)} steps at once"
    return f"{released}; {MANY_RELEASES} releases are enough."


def _support_note(scenario: Conditions, state: State) -> str:
    first = scenario.first_release(state)
    if first is None:
        return "Nothing went live, so there was nothing for the service desk to take over."
    if scenario.support_in_time(state):
        return f"The service desk had been in the room by the first release, in iteration {first + 1}."
    return f"The first release, in iteration {first + 1}, went live before the service desk had seen it."


def _heard_note(scenario: Conditions, state: State) -> str:
    early = scenario.heard_early(state)
    missing = [group for group in scenario.groups if group not in early]
    if not early:
        return f"Nobody was heard in iterations 1 to {HEARD_BY}."
    told = f"Heard in iterations 1 to {HEARD_BY}: {_names(scenario, early)}"
    return f"{told}; not {_names(scenario, missing)}." if missing else f"{told}."
