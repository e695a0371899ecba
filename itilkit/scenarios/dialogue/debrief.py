"""What a run of the dialogue can be told about itself, computed from the run.

A run has one *shape*: the first of a fixed list that fits, from the coarsest habit (nothing was said) to the
finest (part of the value slipped away). Each shape has its own headline and advice as content, and every
advice names the turn where the run was won or lost, which `dialogue_turning` finds by playing it again.
"""

from collections.abc import Callable, Mapping

from itilkit.ground.words import listed
from itilkit.scenarios.base import at_least
from itilkit.scenarios.dialogue.model import ENOUGH_TRUST, ID, Dialogue, State
from itilkit.scenarios.dialogue.rules import CHECKS, CONSTRAINTS, NEEDS, PEOPLE, Position
from itilkit.scenarios.dialogue.turning import broken_at, lost_at, overtaken_at, won_at
from itilkit.scenarios.shapes import Debrief, Shapes, Texts, filled, whole

#: From so many concessions on, giving way is a habit.
HABIT = 2
#: Giving way to more people than this is giving way to everybody.
A_FEW = 2
#: An agreement that first stands after this turn is late: two of the three dates are over.
LATE = 12
#: Knowing fewer constraints than this, one knows wishes only.
SOME_CONSTRAINTS = 2


def debrief(scenario: Dialogue, state: State) -> Debrief:
    """The debrief of a run, finished or not; turns that are left count as waits."""
    return filled(_SHAPES.of(scenario, state), _facts(scenario, state))


def criterion_notes(scenario: Dialogue, state: State) -> dict[str, str]:
    """One sentence for each criterion that says what in the run earned it, or did not."""
    end = scenario.rules.rested(state.position)
    return {
        "outcome": _outcome_note(scenario, end),
        "played-back": _people_note(scenario, end.ever_confirmed, NEEDS, "needs were played back"),
        "constraints": _people_note(scenario, end.ever_known, CONSTRAINTS, "constraints were heard"),
        "revisits": _revisits_note(end),
        "nobody-left-behind": _trust_note(scenario, end),
    }


def turning_sentence(scenario: Dialogue, state: State) -> str:
    """The turn where the run was won or lost, in one sentence.

    With three quarters of the outcome or more it is the turn that the run could least do without. Otherwise
    it is the turn at which another move would have gained most; where no single move would have, the first
    of several concessions, the turn from which on trust was gone, or the event that overtook the agreement.
    """
    good = _good(scenario, state)
    return (
        (_won(scenario, state) if good else "")
        or _lost(scenario, state)
        or _given_away(scenario, state)
        or _broken(scenario, state)
        or _overtaken(scenario, state)
        or _won(scenario, state)
        or "No turn decided it, for no turn was put to use."
    )


# which shape ----------------------------------------------------------------------------------------


def did(state: State, verb: str) -> bool:
    """Whether a move of this kind was made at some time."""
    return any(turn.verb == verb for turn in state.turns)


def given_way_to(state: State) -> list[str]:
    """The people to whom way was given, each once."""
    return [
        person
        for person in PEOPLE
        if any(turn.verb == "concede" and turn.person == person for turn in state.turns)
    ]


def habit(state: State) -> bool:
    """Whether giving way was a habit."""
    return state.position.concessions >= HABIT


def first_deal(state: State) -> int:
    """The turn at which there was an agreement first; 0 when there was none."""
    deals = (turn.number for turn in state.turns if turn.verb in {"propose", "decide-alone"})
    return next(deals, 0)


def _answered(state: State, event: str) -> bool:
    """Whether an agreement was opened again between ``event`` and the next one."""
    after = next((turn.number for turn in state.turns if turn.event == event), None)
    return after is not None and any(
        after < turn.number <= after + 6 and turn.verb in {"propose", "revisit"} for turn in state.turns
    )


def _left_behind(scenario: Dialogue, state: State) -> bool:
    return min(scenario.rules.rested(state.position).trust) < ENOUGH_TRUST


def _surface(_: Dialogue, state: State) -> bool:
    return len(state.position.ever_known & set(CONSTRAINTS.values())) < SOME_CONSTRAINTS


def _good(scenario: Dialogue, state: State) -> bool:
    points, most = scenario.assess(state).criteria["outcome"]
    return at_least(points, 0.75 * most)


_FITS: Mapping[str, Callable[[Dialogue, State], bool]] = {
    "silent": lambda _, state: all(turn.verb == "wait" for turn in state.turns),
    "decided-alone": lambda _, state: did(state, "decide-alone"),
    "obeyed": lambda _, state: habit(state) and len(given_way_to(state)) > A_FEW,
    "loudest": lambda _, state: habit(state),
    "never-agreed": lambda _, state: state.position.deal is None,
    "closed": lambda scenario, state: did(state, "freeze") and not _good(scenario, state),
    "agreed-late": lambda _, state: first_deal(state) > LATE,
    "left-out": lambda _, state: not state.position.bryn,
    "never-back": lambda _, state: state.position.revisits == 0,
    "missed-storm": lambda _, state: not _answered(state, "storm"),
    "missed-cut": lambda _, state: not _answered(state, "cut"),
    "limits-hidden": lambda _, state: not state.position.shared,
    "surface": _surface,
    "unconfirmed": lambda _, state: not state.position.ever_confirmed & set(NEEDS.values()),
    "untried": lambda _, state: not state.position.found,
    "left-behind": _left_behind,
    "co-created": _good,
    "nearly": lambda *_: True,
}
_SHAPES: Shapes[Dialogue, State, State, Texts] = Shapes(ID, Texts, whole, _FITS)
texts = _SHAPES.texts


# where it was won or lost ---------------------------------------------------------------------------


def _won(scenario: Dialogue, state: State) -> str:
    turning = won_at(scenario, state)
    if turning is None:
        return ""
    return (
        f"Turn {turning.turn} won it, when you {scenario.past(*turning.move)}: with a wait in its place and "
        f"all else the same, the value would have been {turning.other:.0f} and not {turning.value:.0f}."
    )


def _lost(scenario: Dialogue, state: State) -> str:
    turning = lost_at(scenario, state)
    if turning is None:
        return ""
    return (
        f"Turn {turning.turn} lost most, when you {scenario.past(*turning.move)}: had you "
        f"{scenario.past(*turning.instead)} there and done all else the same, the value would have been "
        f"{turning.other:.0f} and not {turning.value:.0f}."
    )


def _given_away(scenario: Dialogue, state: State) -> str:
    given = [turn for turn in state.turns if turn.verb == "concede"]
    if len(given) < HABIT:
        return ""
    return (
        f"It was lost at turn {given[0].number}, when you {scenario.past(*given[0].move)} for the first time:"
        f" {len(given)} turns went that way, and none of them told you what anybody needs."
    )


def _broken(scenario: Dialogue, state: State) -> str:
    turn = broken_at(scenario, state)
    if not turn:
        return ""
    return (
        f"It was lost at turn {turn}, when you {scenario.past(*state.turns[turn - 1].move)}: from then on "
        f"the four trusted you less than when they came in, and no single other move would have mended that."
    )


def _overtaken(scenario: Dialogue, state: State) -> str:
    turn, event, before, after = overtaken_at(scenario, state)
    if not turn:
        return ""
    name = scenario.happenings[event].name
    return (
        f"It was lost after turn {turn}: {name[0].lower()}{name[1:]} took the worth of the agreement from "
        f"{before:.0f} to {after:.0f}, and bringing it up to date would have taken more than one turn."
    )


# what to say ----------------------------------------------------------------------------------------


def _names(scenario: Dialogue, people: list[str]) -> str:
    return listed([scenario.people[person].name for person in people] or ["nobody"])


def _facts(scenario: Dialogue, state: State) -> dict[str, str]:
    end = scenario.rules.rested(state.position)
    turn, _, before, after = overtaken_at(scenario, state)
    low = min(PEOPLE, key=end.trust_of)
    constraints = [person for person in PEOPLE if CONSTRAINTS[person] in end.ever_known]
    untold = [person for person in PEOPLE if person not in constraints]
    closed = next((turn.number for turn in state.turns if turn.verb == "freeze"), 0)
    return {
        "turning": turning_sentence(scenario, state),
        "used": str(sum(turn.verb != "wait" for turn in state.turns)),
        "given_way_to": _names(scenario, given_way_to(state)),
        "concessions": str(end.concessions),
        "closed": str(closed),
        "first_deal": str(first_deal(state)),
        "overtaken_turn": str(turn),
        "before": f"{before:.0f}",
        "after": f"{after:.0f}",
        "constraints": str(len(constraints)),
        "untold": _names(scenario, untold),
        "needs": _names(scenario, [person for person in PEOPLE if NEEDS[person] in end.ever_known]),
        "low": scenario.people[low].name,
        "low_trust": str(end.trust_of(low)),
        "value": f"{scenario.rules.value(end):.0f}",
        "best": f"{scenario.numbers.reference:.0f}",
    }


def _outcome_note(scenario: Dialogue, end: Position) -> str:
    worths = [f"{worth:.0f} after turn {turn}" for turn, worth in zip(CHECKS, end.worths, strict=True)]
    return (
        f"The agreement was worth {listed(worths)}; value {scenario.rules.value(end):.0f}, "
        f"and a strong run reaches {scenario.numbers.reference:.0f}."
    )


def _people_note(scenario: Dialogue, points: frozenset[str], of: Mapping[str, str], what: str) -> str:
    missing = [person for person in PEOPLE if of[person] not in points]
    tail = f"; not those of {_names(scenario, missing)}" if missing else ""
    return f"{len(PEOPLE) - len(missing)} of {len(PEOPLE)} {what}{tail}."


def _revisits_note(end: Position) -> str:
    return {
        0: "The agreement was never brought up to date after a change outside.",
        1: "After one of the two changes outside, the agreement was brought up to date.",
    }.get(end.revisits, "After the storm and after the cut, the agreement was brought up to date.")


def _trust_note(scenario: Dialogue, end: Position) -> str:
    low = min(PEOPLE, key=end.trust_of)
    name, trust = scenario.people[low].name, end.trust_of(low)
    if trust >= ENOUGH_TRUST:
        return f"Lowest at the end is {name}’s trust, {trust} of 5; nobody was left behind."
    return f"{name}’s trust ended at {trust} of 5; {ENOUGH_TRUST} was needed."
