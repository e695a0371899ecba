"""What a debrief of the capstone is filled with: who was not asked, what trust and delay gave and took, and
what the same mixes would have been worth on another path of trust or delay.
"""

from collections.abc import Sequence
from math import fsum

from itilkit.ground.words import listed
from itilkit.scenarios.capstone.model import Capstone, State
from itilkit.scenarios.capstone.year import (
    CHECKED,
    ENOUGH,
    MOST_TRUST,
    PlayedQuarter,
    delay_factor,
    trust_factor,
)

#: The strategy whose first quarter looks better than that of a year that invests in talk and flow.
RIGID = "process-rigid"


def never_asked(scenario: Capstone, played: Sequence[PlayedQuarter]) -> tuple[str, ...]:
    """Who was asked in none of the quarters played."""
    return tuple(
        person for person in scenario.people if not any(person in quarter.asked for quarter in played)
    )


def unheard(scenario: Capstone, played: Sequence[PlayedQuarter]) -> list[tuple[int, str]]:
    """What was offered, by quarter (0-based) and feature, that nobody asked in it rates 3 or more."""
    return [
        (place, feature)
        for place, quarter in enumerate(played)
        for feature in quarter.mix
        if not scenario.wanted(place, feature, quarter.asked)
    ]


def if_improved(scenario: Capstone, played: Sequence[PlayedQuarter]) -> float:
    """What the year would be worth with the same mixes and trust, had the stream been bettered every time."""
    start = scenario.words.delay
    return fsum(
        quarter.season_value * quarter.trust_factor * delay_factor(max(0, start - place - 1))
        for place, quarter in enumerate(played)
    ) / len(scenario.quarters)


def if_trusted(scenario: Capstone, played: Sequence[PlayedQuarter]) -> float:
    """What the year would be worth with the same mixes and delay, had trust grown by 1 every quarter."""
    start = scenario.words.trust
    return fsum(
        quarter.season_value * quarter.delay_factor * trust_factor(min(MOST_TRUST, start + place + 1))
        for place, quarter in enumerate(played)
    ) / len(scenario.quarters)


def against(scenario: Capstone, played: Sequence[PlayedQuarter], other: str = RIGID) -> str:
    """A finished year set against another plan of the same case, in a sentence: where it was worth less than
    that plan, and where more.
    """
    beside = next((each for each in scenario.numbers.beside if each.id == other), None)
    if beside is None or len(played) < len(scenario.quarters):
        return ""
    names = [quarter.name.lower() for quarter in scenario.quarters]
    pairs = [(round(quarter.value), round(its)) for quarter, its in zip(played, beside.quarters, strict=True)]
    less = [f"{names[q]} ({one} to {its})" for q, (one, its) in enumerate(pairs) if one < its]
    more = [f"{names[q]} ({one} to {its})" for q, (one, its) in enumerate(pairs) if one > its]
    parts = [
        *([f"less in {listed(less)}"] if less else []),
        *([f"more in {listed(more)}"] if more else []),
    ]
    told = " and ".join(parts) or "as much in every quarter"
    return f"Beside the plan “{beside.name}” your year was worth {told}."


def facts(scenario: Capstone, state: State) -> dict[str, str]:
    """What the texts of a debrief are filled with; of a year that has not begun only how much is played."""
    played = state.played
    if not played:
        return {"played": "0"}
    return {
        "played": str(len(played)),
        "value": f"{scenario.assess(state).value:.0f}",
        "reference": f"{scenario.numbers.reference:.0f}",
        "against": against(scenario, played),
        **_people_facts(scenario, played),
        **_talk_facts(scenario, played),
        **_flow_facts(scenario, played),
        **_value_facts(scenario, played),
    }


def _names(scenario: Capstone) -> list[str]:
    return [quarter.name.lower() for quarter in scenario.quarters]


def _people_facts(scenario: Capstone, played: Sequence[PlayedQuarter]) -> dict[str, str]:
    missed = never_asked(scenario, played)
    end = played[-1].satisfaction
    low = _lowest(played[-1])
    full = max(played, key=lambda quarter: len(quarter.mix))
    return {
        "never_asked": listed([scenario.people[person].name for person in missed] or ["nobody"]),
        "never_level": listed([f"{end[person]:.0f}" for person in missed] or ["0"]),
        "low": scenario.people[low].name,
        "low_level": f"{end[low]:.0f}",
        "most_features": str(len(full.mix)),
        "crowded_quarter": _names(scenario)[played.index(full)],
        "low_then": scenario.people[_lowest(full)].name,
        "low_then_level": f"{full.satisfaction[_lowest(full)]:.0f}",
    }


def _lowest(quarter: PlayedQuarter) -> str:
    return min(quarter.satisfaction, key=lambda person: round(quarter.satisfaction[person], 9))


def _talk_facts(scenario: Capstone, played: Sequence[PlayedQuarter]) -> dict[str, str]:
    names = _names(scenario)
    asking = [place for place, quarter in enumerate(played) if quarter.asked]
    heard = asking[0] if asking else 0
    others = [f"{quarter.value:.0f}" for place, quarter in enumerate(played) if place != heard]
    thin = [names[place] for place, quarter in enumerate(played) if len(quarter.asked) < ENOUGH]
    return {
        "heard_quarter": names[heard],
        "heard_quarter_start": names[heard].capitalize(),
        "heard_value": f"{played[heard].value:.0f}",
        "other_values": listed(others or ["0"]),
        "asking_quarters": str(len(asking)),
        "thin_quarter": listed(thin or ["no quarter"]),
        "unheard": str(len(unheard(scenario, played))),
        "trust_end": str(played[-1].trust),
        "trust_if": f"{if_trusted(scenario, played):.0f}",
        "due_quarters": listed([names[place] for place in CHECKED]),
    }


def _flow_facts(scenario: Capstone, played: Sequence[PlayedQuarter]) -> dict[str, str]:
    names = _names(scenario)
    costs = [quarter.delay_cost for quarter in played]
    most = max(range(len(played)), key=lambda place: round(costs[place], 9))
    improved = [names[place] for place, quarter in enumerate(played) if "improve-stream" in quarter.done]
    return {
        "delay_end": str(played[-1].delay),
        "flow_quarter": names[most],
        "flow_cost": f"{costs[most]:.0f}",
        "flow_year": f"{fsum(costs) / len(scenario.quarters):.0f}",
        "flow_if": f"{if_improved(scenario, played):.0f}",
        "improvements": {1: "once", 2: "twice"}.get(len(improved), f"{len(improved)} times"),
        "first_improved": improved[0] if improved else "no quarter",
    }


def _value_facts(scenario: Capstone, played: Sequence[PlayedQuarter]) -> dict[str, str]:
    worst = min(range(len(played)), key=lambda place: round(played[place].value, 9))
    return {
        "worst_quarter": _names(scenario)[worst],
        "worst_value": f"{played[worst].value:.0f}",
        "worst_season": f"{played[worst].season_value:.0f}",
        "storm_value": f"{played[min(1, len(played) - 1)].value:.0f}",
        "first_value": f"{played[0].value:.0f}",
        "last_value": f"{played[-1].value:.0f}",
        "season_mean": f"{fsum(quarter.season_value for quarter in played) / len(played):.0f}",
    }
