"""What boards of the service value system show."""

from itilkit.scenarios.observation import Observation, supports
from itilkit.scenarios.service_value_system.debrief import EVERYTHING, chain_and_streams, components_on, idle
from itilkit.scenarios.service_value_system.model import ServiceValueSystem, State

#: Points of view, which are no part of the system.
_VIEWS = {"four-dimensions", "lifecycle-stages"}


def _thought_about(system: ServiceValueSystem, state: State) -> bool:
    """A board that does not simply hold everything: of that no tile says much."""
    return len(idle(system, state)) < EVERYTHING


def _streams(system: ServiceValueSystem, state: State) -> bool:
    placed = "value-streams" in components_on(state)
    return placed and _thought_about(system, state) and not chain_and_streams(system, state)


def _views(system: ServiceValueSystem, state: State) -> bool:
    return _thought_about(system, state) and bool(components_on(state) & _VIEWS)


def _ungoverned(system: ServiceValueSystem, state: State) -> bool:
    """The only component that is missing is governance."""
    return set(system.components) - components_on(state) == {"governance"}


OBSERVATIONS: tuple[Observation[ServiceValueSystem, State], ...] = (
    Observation("chain-and-streams", "M10", "built the system of chain and streams", chain_and_streams),
    supports("streams", "M10", "placed value streams as a component", _streams),
    Observation("views", "M11", "placed the four dimensions or the lifecycle as a component", _views),
    Observation("ungoverned", "M14", "built all but governance", _ungoverned),
)
