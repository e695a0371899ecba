"""What a run of the dialogue can be told about itself, computed from the run.

A run has one *shape*: the first of a fixed list that fits, from the coarsest habit (nothing was said) to the
finest. Each shape has its own headline and advice as content, and every advice names the turn where the run
was won or lost, which `turning` finds by playing it again.
"""

from collections.abc import Callable, Mapping

from itilkit.ground.words import listed
from itilkit.scenarios.base import at_least
from itilkit.scenarios.dialogue.content import ID
from itilkit.scenarios.dialogue.model import Dialogue, State
from itilkit.scenarios.dialogue.rules import LOOKS, PEOPLE, Position
from itilkit.scenarios.dialogue.turning import Turning, lost_at, won_at
from itilkit.scenarios.shapes import Debrief, Shapes, Texts, filled, whole

#: An agreement that first stands after this turn is late: two of the three looks are over.
LATE = 12


def debrief(scenario: Dialogue, state: State) -> Debrief:
    """The debrief of a run, finished or not; turns that are left count as waits."""
    return filled(_SHAPES.of(scenario, state), _facts(scenario, state))


def criterion_notes(scenario: Dialogue, state: State) -> dict[str, str]:
    """One sentence for each criterion that says what in the run earned it, or did not."""
    end = scenario.rules.rested(state.position)
    worths = [f"{look.worth} after turn {turn}" for turn, look in zip(LOOKS, end.looks, strict=True)]
    least, times = _least_served(end)
    read = [person for person in PEOPLE if person in scenario.rules.understood(end)]
    unread = [person for person in PEOPLE if person not in read]
    answered = [
        scenario.words.events[place].name for place, look in enumerate(end.looks[1:]) if look.answered
    ]
    return {
        "outcome": f"The agreement was worth {listed(worths)}; value {scenario.rules.value(end):.0f}, and a "
        f"strong run reaches {scenario.numbers.reference:.0f}.",
        "nobody-left-behind": f"{scenario.people[least].name} was served least: "
        f"{listed(times) if times else 'at none of the looks'}.",
        "understood": f"Read right at the first reading, as it was in the end: {_names(scenario, read)}"
        + (f"; not {_names(scenario, unread)}." if unread else "."),
        "answered": f"What changed was heard in time after: {listed(answered or ['neither event'])}.",
    }


def turning_sentence(scenario: Dialogue, state: State) -> str:
    """The turn where the run was won or lost, in one sentence: with three quarters of the outcome or more the
    turn that it could least do without, else the one at which another move would have gained most.
    """
    won, lost = _won(scenario, won_at(scenario, state)), _lost(scenario, lost_at(scenario, state))
    first, second = (won, lost) if _good(scenario, state) else (lost, won)
    return first or second or "No turn decided it, for no turn was put to use."


def _won(scenario: Dialogue, turning: Turning | None) -> str:
    if turning is None:
        return ""
    return (
        f"Turn {turning.turn} won it, when you {scenario.past(turning.move)}: with a wait in its place and "
        f"all else the same, the value would have been {turning.other:.0f} and not {turning.value:.0f}."
    )


def _lost(scenario: Dialogue, turning: Turning | None) -> str:
    if turning is None:
        return ""
    return (
        f"Turn {turning.turn} lost most, when you {scenario.past(turning.move)}: had you "
        f"{scenario.past(turning.instead)} there and done all else the same, the value would have been "
        f"{turning.other:.0f} and not {turning.value:.0f}."
    )


# which shape ----------------------------------------------------------------------------------------


def did(state: State, verb: str) -> bool:
    """Whether a move of this kind was made at some time."""
    return any(turn.verb == verb for turn in state.turns)


def heard(state: State) -> set[str]:
    """Whom somebody listened to or asked about limits."""
    return {turn.move[1][0] for turn in state.turns if turn.verb in {"listen", "explore"}}


def first_paper(state: State) -> int:
    """The turn at which there was an agreement first; 0 when there was none."""
    papers = (turn.number for turn in state.turns if turn.verb in {"propose", "decide-alone"})
    return next(papers, 0)


def never_served(scenario: Dialogue, state: State) -> list[str]:
    """Who was served at none of the looks."""
    looks = scenario.rules.rested(state.position).looks
    return [person for person in PEOPLE if not any(person in look.served for look in looks)]


def _good(scenario: Dialogue, state: State) -> bool:
    points, most = scenario.assess(state).criteria["outcome"]
    return at_least(points, 0.75 * most)


def _unanswered(index: int) -> Callable[[Dialogue, State], bool]:
    return lambda scenario, state: not scenario.rules.rested(state.position).looks[index].answered


_FITS: Mapping[str, Callable[[Dialogue, State], bool]] = {
    "silent": lambda _, state: all(turn.verb == "wait" for turn in state.turns),
    "decided-alone": lambda _, state: did(state, "decide-alone"),
    "never-agreed": lambda _, state: state.position.paper is None,
    "agreed-late": lambda _, state: first_paper(state) > LATE,
    "left-out": lambda _, state: len(heard(state)) < len(PEOPLE),
    "never-back": lambda _, state: not did(state, "revisit"),
    "missed-storm": _unanswered(1),
    "missed-letter": _unanswered(2),
    "misread": lambda scenario, state: len(scenario.rules.understood(state.position)) < len(PEOPLE) // 2,
    "left-behind": lambda scenario, state: bool(never_served(scenario, state)),
    "co-created": _good,
    "nearly": lambda *_: True,
}
_SHAPES: Shapes[Dialogue, State, State, Texts] = Shapes(ID, Texts, whole, _FITS)
texts = _SHAPES.texts


# what to say ----------------------------------------------------------------------------------------


def _names(scenario: Dialogue, people: list[str]) -> str:
    return listed([scenario.people[person].name for person in people] or ["nobody"])


def _least_served(end: Position) -> tuple[str, list[str]]:
    """Who was served least, and after which turns they were."""
    looks = list(zip(LOOKS.items(), end.looks, strict=True))
    shares = {person: sum(share for (_, share), look in looks if person in look.served) for person in PEOPLE}
    least = min(PEOPLE, key=lambda person: round(shares[person], 9))
    return least, [f"after turn {turn}" for (turn, _), look in looks if least in look.served]


def _facts(scenario: Dialogue, state: State) -> dict[str, str]:
    end = scenario.rules.rested(state.position)
    unheard = [person for person in PEOPLE if person not in heard(state)]
    misread = [person for person in PEOPLE if person not in scenario.rules.understood(end)]
    return {
        "turning": turning_sentence(scenario, state),
        "first_paper": str(first_paper(state)),
        "unheard": _names(scenario, unheard),
        "misread": _names(scenario, misread),
        "behind": _names(scenario, never_served(scenario, state)),
        "value": f"{scenario.rules.value(end):.0f}",
        "best": f"{scenario.numbers.reference:.0f}",
    }
