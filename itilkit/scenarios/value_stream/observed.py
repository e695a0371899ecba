"""What value streams show that were laid out."""

from itilkit.scenarios.observation import Observation, supports
from itilkit.scenarios.value_stream.debrief import kinds, one_activity, pipeline
from itilkit.scenarios.value_stream.model import State, ValueStream


def _faster(scenario: ValueStream, state: State) -> bool:
    """Faster laptops, and nothing that shortens any waiting."""
    return "laptops" in state.cards and "waiting" not in kinds(scenario, state)


def _cut(scenario: ValueStream, state: State) -> int:
    """How many of the steps that close the loop are missing from what is laid out."""
    return sum(step not in state.order for step in scenario.loop) if state.order else 0


def _no_loop(scenario: ValueStream, state: State) -> bool:
    return _cut(scenario, state) == len(scenario.loop)


def _half_loop(scenario: ValueStream, state: State) -> bool:
    return 0 < _cut(scenario, state) < len(scenario.loop)


def _unchecked(_: ValueStream, state: State) -> bool:
    return "auto-close" in state.cards


OBSERVATIONS: tuple[Observation[ValueStream, State], ...] = (
    Observation("one-activity", "M6", "mapped nearly every step to one activity", one_activity),
    Observation("pipeline", "M5", "mapped the steps as a pipeline", pipeline),
    Observation("faster", "M17", "bought laptops and nothing against the waiting", _faster),
    Observation("no-loop", "M19", "cut both feedback steps", _no_loop),
    supports("half-loop", "M19", "cut one of the feedback steps", _half_loop),
    supports("unchecked", "M4", "closed silent calls unchecked", _unchecked),
)
