"""What the card of the capstone shows, as data, and how a year is drawn as a line."""

from collections.abc import Sequence

from itilkit.scenarios.affordable_mix.shown import asking, served, times
from itilkit.scenarios.capstone.model import Capstone, State
from itilkit.scenarios.offer import Shown, Steps


def shown(scenario: Capstone, _: Sequence[str], state: State) -> Shown:
    """The year so far; and of the quarter under way money, effort, trust and delay, people and features."""
    year = {"quarters": quarters(scenario, state), **served(scenario.mixes, state.played)}
    if scenario.finished(state):
        return {**year, "value": round(scenario.assess(state).value)}
    quarter, mix = scenario.quarters[state.quarter], state.last_mix
    return {
        **year,
        "story": quarter.story,
        **asking(scenario.mixes, state.quarter, state.asked, sum(len(each.asked) for each in state.played)),
        "actions": {
            action.id: {
                "name": action.button,
                "done": action.id in state.done,
                **(
                    {"told": action.told[state.quarter]}
                    if action.id in state.done
                    else {"effort": action.effort, "meaning": action.meaning}
                ),
            }
            for action in scenario.words.actions
        },
        "mix": list(mix),
        "money": {"budget": quarter.budget, "spent": scenario.cost(mix)},
        "effort": {"budget": scenario.words.effort, "spent": scenario.effort(state, mix).total},
        "trust": state.trust,
        "delay": state.delay,
    }


def quarters(scenario: Capstone, state: State) -> list[Shown]:
    """The four quarters; of those that are over what the mix was worth, what trust and delay made of it, and
    why both moved.
    """
    rows = times(scenario.quarters, [played.value for played in state.played])
    for row, played in zip(rows, state.played, strict=False):
        row |= {
            "mix": round(played.season_value),
            "trust": played.trust,
            "trust_factor": round(played.trust_factor, 2),
            "delay": played.delay,
            "delay_factor": round(played.delay_factor, 2),
            "why": [moved.why for moved in (*played.trust_moved, *played.delay_moved)],
        }
    return rows


STEPS: Steps[Capstone, State] = Steps(
    what="value of each quarter",
    names=lambda model: [quarter.name for quarter in model.quarters],
    values=lambda _, state: [quarter.value for quarter in state.played],
    beside=lambda model: [(each, each.quarters) for each in model.numbers.beside],
)
