"""What a year of the capstone can be told about itself, computed from the run.

A run has one *shape*: the first of a fixed list that fits, from the coarsest habit (nobody was asked) over
what was left undone to the finest (part of the value slipped away). Each has its own headline and advice as
content. Who was never asked is named in every debrief.
"""

from collections.abc import Callable, Mapping, Sequence

import attrs

from itilkit.ground.words import listed
from itilkit.scenarios.affordable_mix.model import EASY_TO_USE, STORMS
from itilkit.scenarios.base import at_least
from itilkit.scenarios.capstone.content import ID
from itilkit.scenarios.capstone.facts import facts, never_asked, unheard
from itilkit.scenarios.capstone.model import IMPROVED, MOST, Capstone, State
from itilkit.scenarios.capstone.year import CHECKED, ENOUGH, PlayedQuarter
from itilkit.scenarios.shapes import Debrief, Shapes, Texts, filled

#: Satisfaction below which a person is left behind.
FAIR = 45.0
#: Shapes that name who was never asked, or have nothing to say of it.
NAMING = ("unfinished", "never-asked", "left-out")


def debrief(scenario: Capstone, state: State) -> Debrief:
    """The debrief of a year, finished or not."""
    told = filled(_SHAPES.of(scenario, state), facts(scenario, state))
    names = [scenario.people[person].name for person in never_asked(scenario, state.played)]
    if not names or told.shape in NAMING:
        return told
    return attrs.evolve(told, advice=f"{told.advice} You never asked {listed(names)}.")


def criterion_notes(scenario: Capstone, state: State) -> dict[str, str]:
    """One sentence for each criterion that says what in the year earned it, or did not."""
    if not state.played:
        return dict.fromkeys(MOST, "No quarter was played.")
    return {
        "outcome": _outcome_note(scenario, state),
        "evidence": _evidence_note(scenario, state.played),
        "revisits": _revisits_note(scenario, state.played),
        "stream": _stream_note(scenario, state.played),
        "governance": _governance_note(scenario, state.played),
    }


# which shape ----------------------------------------------------------------------------------------


def _talk_only(_: Capstone, played: Sequence[PlayedQuarter]) -> bool:
    return not any(quarter.done for quarter in played)


def _never(action: str, quarters: Sequence[int]) -> Callable[[Capstone, Sequence[PlayedQuarter]], bool]:
    return lambda _, played: not any(action in played[place].done for place in quarters)


def _unassured(scenario: Capstone, played: Sequence[PlayedQuarter]) -> bool:
    return not set(played[STORMS].mix) & set(scenario.mixes.keeps_up)


def _good(scenario: Capstone, played: Sequence[PlayedQuarter]) -> bool:
    """Three quarters of the outcome's points are reached."""
    last = played[-1]
    points, most = scenario.assess(State(last.trust, last.delay, tuple(played))).criteria["outcome"]
    return at_least(points, 0.75 * most)


def _poor_and(
    holds: Callable[[Capstone, Sequence[PlayedQuarter]], bool],
) -> Callable[[Capstone, Sequence[PlayedQuarter]], bool]:
    return lambda scenario, played: not _good(scenario, played) and holds(scenario, played)


def _late(_: Capstone, played: Sequence[PlayedQuarter]) -> bool:
    return not all("improve-stream" in played[place].done for place in IMPROVED)


def _distrusted(scenario: Capstone, played: Sequence[PlayedQuarter]) -> bool:
    return played[-1].trust <= scenario.words.trust


_FITS: Mapping[str, Callable[[Capstone, Sequence[PlayedQuarter]], bool]] = {
    "unfinished": lambda scenario, played: len(played) < len(scenario.quarters),
    "crowded": lambda _, played: max(len(quarter.mix) for quarter in played) > EASY_TO_USE,
    "never-asked": lambda _, played: not any(quarter.asked for quarter in played),
    "asked-once": lambda _, played: sum(bool(quarter.asked) for quarter in played) == 1,
    "same-mix": lambda _, played: len({quarter.mix for quarter in played}) == 1,
    "left-out": lambda scenario, played: bool(never_asked(scenario, played)),
    "talk-only": _talk_only,
    "frozen": _never("revisit", (1, 2, 3)),
    "no-flow": _never("improve-stream", (0, 1, 2, 3)),
    "ungoverned": _never("check-governance", CHECKED),
    "unassured": _unassured,
    "patchy": _poor_and(lambda _, played: min(len(quarter.asked) for quarter in played) < ENOUGH),
    "guessed": _poor_and(lambda scenario, played: len(unheard(scenario, played)) > len(scenario.quarters)),
    "late-flow": _poor_and(_late),
    "distrusted": _poor_and(_distrusted),
    "left-behind": lambda _, played: not at_least(min(played[-1].satisfaction.values()), FAIR),
    "co-created": _good,
    "nearly": lambda *_: True,
}
_SHAPES: Shapes[Capstone, State, Sequence[PlayedQuarter], Texts] = Shapes(
    ID, Texts, lambda state: state.played, _FITS
)
texts = _SHAPES.texts


# the criteria ---------------------------------------------------------------------------------------


def _outcome_note(scenario: Capstone, state: State) -> str:
    parts = [f"{name} {quarter.value:.0f}" for name, quarter in _named(scenario, state.played)]
    value = scenario.assess(state).value
    return (
        f"{', '.join(parts)}: {value:.0f} for the year, and {scenario.numbers.reference:.0f} is within reach."
    )


def _evidence_note(scenario: Capstone, played: Sequence[PlayedQuarter]) -> str:
    conversations = sum(len(quarter.asked) for quarter in played)
    if not conversations:
        return "Nobody was asked, so no feature rests on anybody’s word."
    rest = {0: "every feature rests on somebody’s word", 1: "one feature rests on nobody’s word"}
    count = len(unheard(scenario, played))
    told = rest.get(count, f"{count} features rest on nobody’s word")
    thin = [name.lower() for name, quarter in _named(scenario, played) if len(quarter.asked) < ENOUGH]
    few = f"; fewer than {ENOUGH} were asked in {listed(thin)}" if thin else ""
    names = [scenario.people[person].name for person in never_asked(scenario, played)]
    missed = f"; never asked: {listed(names)}" if names else ""
    most = len(scenario.people) * len(scenario.quarters)
    return f"{conversations} of {most} conversations held; {told}{few}{missed}."


def _revisits_note(scenario: Capstone, played: Sequence[PlayedQuarter]) -> str:
    counted = [
        name.lower()
        for place, (name, _) in enumerate(_named(scenario, played))
        if scenario.revisit_counts(played, place)
    ]
    paper = [
        name.lower()
        for place, (name, quarter) in enumerate(_named(scenario, played))
        if "revisit" in quarter.done and not scenario.revisit_counts(played, place)
    ]
    told = f"Revisited to some effect in {listed(counted)}" if counted else "Never revisited to any effect"
    empty = f"; in {listed(paper)} the mix stayed as it was" if paper else ""
    gains = listed([_gain(scenario, name, quarter) for name, quarter in _named(scenario, played)])
    return f"{told}{empty}; against trust at the start, trust meant {gains}."


def _gain(scenario: Capstone, name: str, quarter: PlayedQuarter) -> str:
    gain = round(quarter.trust_gain(scenario.words.trust))
    return f"{f'{gain:+d}'.replace('-', '−') if gain else 'no change'} in {name.lower()}"


def _stream_note(scenario: Capstone, played: Sequence[PlayedQuarter]) -> str:
    done = [name.lower() for name, quarter in _named(scenario, played) if "improve-stream" in quarter.done]
    told = f"Improved in {listed(done)}" if done else "Never improved"
    costs = listed(
        [f"{quarter.delay_cost:.0f} in {name.lower()}" for name, quarter in _named(scenario, played)]
    )
    return f"{told}; of the value delay took {costs}."


def _governance_note(scenario: Capstone, played: Sequence[PlayedQuarter]) -> str:
    names = [quarter.name.lower() for quarter in scenario.quarters]
    reached = [place for place in CHECKED if place < len(played)]
    if not reached:
        return f"A check is due in {listed([names[place] for place in CHECKED])}; neither was reached."
    missed = [names[place] for place in reached if "check-governance" not in played[place].done]
    made = [names[place] for place in reached if names[place] not in missed]
    parts = [
        *([f"checked when it was due in {listed(made)}"] if made else []),
        *([f"missed in {listed(missed)}, which cost trust"] if missed else []),
    ]
    told = "; ".join(parts)
    return f"{told[0].upper()}{told[1:]}."


def _named(scenario: Capstone, played: Sequence[PlayedQuarter]) -> list[tuple[str, PlayedQuarter]]:
    """The quarters played with their names."""
    return [(quarter.name, each) for quarter, each in zip(scenario.quarters, played, strict=False)]
