"""The simulations: pure functions of a list of moves, on numbers and words from the content files."""

from collections.abc import Callable
from functools import cache
from typing import Any

from itilkit.content import did_you_mean, ended
from itilkit.scenarios.affordable_mix import ID as AFFORDABLE_MIX
from itilkit.scenarios.affordable_mix import load_affordable_mix
from itilkit.scenarios.base import Assessment, IllegalMove, Result, Scenario, Step, replay
from itilkit.scenarios.service_value_system import ID as SERVICE_VALUE_SYSTEM
from itilkit.scenarios.service_value_system import load_service_value_system
from itilkit.scenarios.value_stream import ID as VALUE_STREAM
from itilkit.scenarios.value_stream import load_value_stream

_LOADERS: dict[str, Callable[[str], Scenario[Any]]] = {
    AFFORDABLE_MIX: load_affordable_mix,
    SERVICE_VALUE_SYSTEM: load_service_value_system,
    VALUE_STREAM: load_value_stream,
}

#: The ids of all scenarios.
SCENARIOS = tuple(_LOADERS)


class UnknownScenarioError(LookupError):
    """There is no scenario, or no variant of it, by that name."""


def variant_names(scenario: str) -> tuple[str, ...]:
    """The names of the variants that ship with ``scenario``, ``base`` first."""
    from itilkit.content import content_root

    start, end = f"{scenario}.", ".toml"
    names = [
        file.name.removeprefix(start).removesuffix(end)
        for file in content_root().joinpath("scenarios").iterdir()
        if file.name.startswith(start) and file.name.endswith(end) and file.name != f"{scenario}{end}"
    ]
    return tuple(sorted(names, key=lambda name: (name != "base", name)))


@cache
def load_scenario(id: str, variant: str = "base") -> Scenario[Any]:  # noqa: A002 - a contract of the kit
    """The scenario ``id`` on the numbers of ``variant``.

    Raises UnknownScenarioError, with what there is, for a name that does not exist.
    """
    if id not in _LOADERS:
        known = ", ".join(SCENARIOS)
        said = ended(f"There is no scenario “{id}”{did_you_mean(str(id), SCENARIOS)}")
        msg = f"{said} There are: {known}."
        raise UnknownScenarioError(msg)
    names = variant_names(id)
    if variant not in names:
        said = ended(f"The scenario “{id}” has no variant “{variant}”{did_you_mean(str(variant), names)}")
        msg = f"{said} It has: {', '.join(names)}."
        raise UnknownScenarioError(msg)
    return _LOADERS[id](variant)


__all__ = [
    "SCENARIOS",
    "Assessment",
    "IllegalMove",
    "Result",
    "Scenario",
    "Step",
    "UnknownScenarioError",
    "load_scenario",
    "replay",
    "variant_names",
]
