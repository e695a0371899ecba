"""What the card of the value stream shows, as data, and how a stream is drawn as a line of two months."""

from collections.abc import Sequence

from itilkit.scenarios.base import replay
from itilkit.scenarios.offer import Shown, Steps
from itilkit.scenarios.value_stream.content import Distractor, Improvement, StreamStep
from itilkit.scenarios.value_stream.flow import Month
from itilkit.scenarios.value_stream.model import State, ValueStream


def shown(scenario: ValueStream, moves: Sequence[str], state: State) -> Shown:
    """What can be laid out, mapped, named and bought, with what was; the figures as they are; and the two
    months as they were last run. Entries stand by name, as their true order is the question.
    """
    entries: list[StreamStep | Distractor] = [*scenario.words.steps, *scenario.words.distractors]
    steps = sorted(scenario.steps, key=lambda step: scenario.steps[step].name)
    return {
        "entries": {
            each.id: {"name": each.name, "story": each.story}
            for each in sorted(entries, key=lambda each: each.name)
        },
        "order": list(state.order or ()),
        "activities": {
            each.id: {"name": each.name, "purpose": each.purpose} for each in scenario.words.activities
        },
        "mapping": {step: state.mapping[step] for step in steps if step in state.mapping},
        "bottleneck": state.bottleneck,
        "figures": _figures(scenario, steps),
        "as_is": _as_is(scenario.as_is[0]),
        "cards": {card.id: _card(scenario, state, card) for card in scenario.words.cards},
        "money": {"budget": scenario.words.budget, "spent": scenario.cost(state.cards)},
        **_ran(scenario, moves),
    }


def _figures(scenario: ValueStream, steps: Sequence[str]) -> Shown:
    """What a step does in a month as it is; steps that are not measured have none."""
    times = {time.step: time for time in scenario.as_is[0].steps}
    return {
        step: {
            "work": round(times[step].work),
            "waiting": round(times[step].wait),
            "right": f"{scenario.numbers.steps[step].right * 100:.0f} %",
            "load": round(times[step].load, 1),
            "capacity": round(times[step].capacity),
            "use": f"{times[step].use * 100:.0f} %",
        }
        for step in steps
        if step in times
    }


def _card(scenario: ValueStream, state: State, card: Improvement) -> Shown:
    return {
        "name": card.name,
        "cost": card.cost,
        "meaning": card.meaning,
        "effects": list(scenario.effect_words(card.id)),
        "held": card.id in state.cards,
    }


def _ran(scenario: ValueStream, moves: Sequence[str]) -> Shown:
    """Both months as they are and as they were last run; nothing before the first run."""
    runs = [place for place, move in enumerate(moves, start=1) if move == "run"]
    if not runs:
        return {}
    months = scenario.months_of(replay(scenario, moves[: runs[-1]]).state)
    return {
        "before": [_month(month) for month in scenario.as_is],
        "months": [_month(month) for month in months],
    }


def _as_is(month: Month) -> Shown:
    return {
        "lead": round(month.lead),
        "efficiency": f"{month.efficiency * 100:.0f} %",
        "leak": round(month.leak),
    }


def _month(month: Month) -> Shown:
    return {**_as_is(month), "demand": round(month.demand), "value": round(month.value)}


STEPS: Steps[ValueStream, State] = Steps(
    what="value of each month",
    names=lambda _: ["Month 1", "Month 2"],
    values=lambda model, state: [month.value for month in model.months_of(state)],
    beside=lambda model: [(each, each.months) for each in model.numbers.beside],
)
