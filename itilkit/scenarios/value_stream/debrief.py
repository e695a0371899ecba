"""What a laid out value stream can be told about itself, computed from the run.

A run has one *shape*: the first of a fixed list that fits, from the coarsest habit of thought (everything is
one activity) over what the points were spent on to the finest (part of the value still leaks). Each shape has
its own headline and advice as content.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Mapping

from itilkit.ground.words import listed
from itilkit.scenarios.base import at_least
from itilkit.scenarios.shapes import Debrief, Shapes, Texts, filled, whole
from itilkit.scenarios.value_stream.content import ID
from itilkit.scenarios.value_stream.flow import SECOND_MONTH
from itilkit.scenarios.value_stream.model import State, ValueStream

#: From so many of the seven steps on, one activity stands for nearly all.
NEARLY_ALL = 6
#: Up to so many activities in a row may be chance; more, none of which comes back, are a pipeline.
IN_A_ROW = 4
#: From so many cards on, points are spread thin.
MANY = 4


def debrief(scenario: ValueStream, state: State) -> Debrief:
    """The debrief of a stream, however far it is laid out."""
    return filled(_SHAPES.of(scenario, state), _facts(scenario, state))


def criterion_notes(scenario: ValueStream, state: State) -> dict[str, str]:
    """One sentence for each criterion that says what in the run earned it, or did not."""
    return {
        "mapping": _mapping_note(scenario, state),
        "order": _order_note(scenario, state),
        "bottleneck": _bottleneck_note(scenario, state),
        "improvement": _improvement_note(scenario, state),
        "loop": _loop_note(scenario, state),
    }


# which shape ----------------------------------------------------------------------------------------


def pipeline(scenario: ValueStream, state: State) -> bool:
    """Every step mapped, to several activities, and none to which the stream comes back once it went on to
    another; however the learner went about it.
    """
    if len(state.mapping) < len(scenario.steps):
        return False
    used = [activity for activity, _ in itertools.groupby(state.mapping[step] for step in scenario.steps)]
    return len(used) > IN_A_ROW and len(used) == len(set(used))


def one_activity(_: ValueStream, state: State) -> bool:
    """One activity stands for nearly every step."""
    return max(Counter(state.mapping.values()).values(), default=0) >= NEARLY_ALL


def _not_a_step(scenario: ValueStream, state: State) -> bool:
    return bool(_distractors(scenario, state))


def kinds(scenario: ValueStream, state: State) -> set[str]:
    """What the cards that were bought are about."""
    return {scenario.cards[card].kind for card in state.cards}


def _spread_thin(scenario: ValueStream, state: State) -> bool:
    return len(state.cards) >= MANY and not _good(scenario, state)


def _faster(scenario: ValueStream, state: State) -> bool:
    """Points went into speed, and none into waiting, into what goes right first time, or into people."""
    bought = kinds(scenario, state)
    return "faster" in bought and not bought & {"waiting", "first-time", "people"}


def _poor_with(kind: str) -> Callable[[ValueStream, State], bool]:
    return lambda scenario, state: kind in kinds(scenario, state) and not _good(scenario, state)


def _good(scenario: ValueStream, state: State) -> bool:
    points, most = scenario.assess(state).criteria["improvement"]
    return at_least(points, 0.75 * most)


_FITS: Mapping[str, Callable[[ValueStream, State], bool]] = {
    "unfinished": lambda scenario, state: bool(scenario.open_pieces(state)),
    "one-activity": one_activity,
    "pipeline": pipeline,
    "not-a-step": _not_a_step,
    "no-card": lambda _, state: not state.cards,
    "spread-thin": _spread_thin,
    "faster": _faster,
    "unchecked": _poor_with("unchecked"),
    "signed-off": _poor_with("control"),
    "cut-loop": lambda scenario, state: bool(_left_out(scenario, state)),
    "hired": _poor_with("people"),
    "wrong-map": lambda scenario, state: 2 * len(scenario.rightly_mapped(state)) < len(scenario.steps),
    "wrong-bottleneck": lambda scenario, state: state.bottleneck != scenario.bottleneck,
    "mixed-order": lambda scenario, state: bool(_broken(scenario, state)),
    "flowing": _good,
    "nearly": lambda *_: True,
}
_SHAPES: Shapes[ValueStream, State, State, Texts] = Shapes(ID, Texts, whole, _FITS)
texts = _SHAPES.texts


# what to say ----------------------------------------------------------------------------------------


def _distractors(scenario: ValueStream, state: State) -> list[str]:
    """What lies in the order without being a step of the stream, by name."""
    return [scenario.distractors[each].name for each in state.order or () if each in scenario.distractors]


def _left_out(scenario: ValueStream, state: State) -> list[str]:
    """The steps that close the loop and are not in the order, by name."""
    return [scenario.steps[step].name for step in scenario.loop if step not in (state.order or ())]


def _broken(scenario: ValueStream, state: State) -> list[tuple[str, str]]:
    """The pairs of neighbouring steps that do not stand in the order one before the other, by name."""
    names = {step.id: step.name for step in scenario.words.steps}
    return [
        (names[one], names[other])
        for one, other in itertools.pairwise(scenario.steps)
        if not scenario.follows(state.order or (), one, other)
    ]


def _wrongly_mapped(scenario: ValueStream, state: State) -> list[str]:
    right = scenario.rightly_mapped(state)
    return [scenario.steps[step].name for step in state.mapping if step not in right]


def _named(names: list[str]) -> str:
    return listed([f"“{name}”" for name in names] or ["nothing"])


def _facts(scenario: ValueStream, state: State) -> dict[str, str]:
    first, second = scenario.months_of(state)
    as_is = scenario.as_is[0]
    slow = max(first.steps, key=lambda step: round(step.minutes, 9))
    _, wait, queue = slow.parts
    narrow = as_is.bottleneck
    name = {step.id: step.name for step in scenario.words.steps}
    most = Counter(state.mapping.values()).most_common(1)
    before, after = (_broken(scenario, state) or [("", "")])[0]
    return {
        "open": listed(scenario.open_pieces(state) or ["nothing"]),
        "most_activity": scenario.activities[most[0][0]].name if most else "",
        "activities": str(len(set(state.mapping.values()))),
        "distractors": _named(_distractors(scenario, state)),
        "held": str(len(state.cards)),
        "budget": str(scenario.words.budget),
        "lead": f"{first.lead:.0f}",
        "as_is_lead": f"{as_is.lead:.0f}",
        "work_share": f"{100 * as_is.efficiency:.0f}",
        "wait_share": f"{100 - round(100 * as_is.efficiency)}",
        "slowest": _named([name[slow.step]]),
        "slow_minutes": f"{slow.minutes:.0f}",
        "slow_waiting": f"{wait + queue:.0f}",
        "waiting": f"{sum(step.parts[1] for step in first.steps):.0f}",
        "live_wait": f"{first.steps[3].wait:.0f}",
        "last_right": f"{100 * scenario.stream(state.cards).steps[first.steps[4].step].right:.0f}",
        "left_out": _named(_left_out(scenario, state)),
        "second_demand": f"{second.demand:.0f}",
        "closed_demand": f"{first.demand * SECOND_MONTH[-1]:.0f}",
        "wrong_steps": _named(_wrongly_mapped(scenario, state)),
        "named": _named([name[state.bottleneck]] if state.bottleneck else []),
        "narrow": _named([name[narrow.step]]),
        "narrow_load": f"{narrow.load:.1f}",
        "narrow_capacity": f"{narrow.capacity:.0f}",
        "before": f"“{before}”",
        "after": f"“{after}”",
        "value": f"{scenario.assess(state).value:.0f}",
        "best": f"{scenario.numbers.best:.0f}",
    }


def _mapping_note(scenario: ValueStream, state: State) -> str:
    right, steps = len(scenario.rightly_mapped(state)), len(scenario.steps)
    open_steps = steps - len(state.mapping)
    wrong = _wrongly_mapped(scenario, state)
    again = f"; look again at {_named(wrong)}" if wrong else ""
    missing = f"; without an activity: {open_steps}" if open_steps else ""
    return f"{right} of {steps} steps stand with the activity they draw on{again}{missing}."


def _order_note(scenario: ValueStream, state: State) -> str:
    if not state.order:
        return "No step was laid out."
    pairs = len(scenario.steps) - 1
    kept = scenario.pairs_kept(state.order)
    told = f"{kept} of {pairs} pairs of neighbouring steps stand as a call takes them"
    wrong = _distractors(scenario, state)
    if not wrong:
        return f"{told}."
    return f"{told}; {_named(wrong)} {'is' if len(wrong) == 1 else 'are'} no step of this stream."


def _bottleneck_note(scenario: ValueStream, state: State) -> str:
    facts = _facts(scenario, state)
    tight = (
        f"{facts['narrow']} gets {facts['narrow_load']} calls a day and can take {facts['narrow_capacity']}"
    )
    if state.bottleneck is None:
        return f"No bottleneck was named; {tight}."
    if state.bottleneck == scenario.bottleneck:
        return f"Right: {tight}."
    return f"You named {facts['named']}, but {tight}."


def _improvement_note(scenario: ValueStream, state: State) -> str:
    value, numbers = scenario.assess(state).value, scenario.numbers
    spent = f"{scenario.cost(state.cards)} of {scenario.words.budget} points spent"
    return f"Value {value:.0f}; it was {numbers.as_is:.0f}, and {numbers.best:.0f} is within reach; {spent}."


def _loop_note(scenario: ValueStream, state: State) -> str:
    missing = _left_out(scenario, state)
    second = scenario.months_of(state)[1].demand
    calls = f"month 2 brings {second:.0f} calls a day"
    if not missing:
        return f"The loop is closed: {calls}."
    return f"{_named(missing)} {'is' if len(missing) == 1 else 'are'} missing: {calls}."
