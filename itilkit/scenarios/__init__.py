"""The simulations: pure functions of a list of moves, on numbers and words from the content files."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from itilkit.content import did_you_mean, ended
from itilkit.scenarios.base import Assessment, IllegalMove, Result, Scenario, Step, replay

#: Where each scenario is made; its module is loaded when it is first asked for, so that the first card of a
#: notebook does not wait for the others.
_LOADERS = {
    "affordable-mix": ("itilkit.scenarios.affordable_mix.model", "load_affordable_mix"),
    "service-value-system": ("itilkit.scenarios.service_value_system.model", "load_service_value_system"),
    "value-stream": ("itilkit.scenarios.value_stream.model", "load_value_stream"),
    "dialogue": ("itilkit.scenarios.dialogue.model", "load_dialogue"),
    "conditions": ("itilkit.scenarios.conditions.model", "load_conditions"),
    "capstone": ("itilkit.scenarios.capstone.model", "load_capstone"),
}

#: The ids of all scenarios.
SCENARIOS = tuple(_LOADERS)

#: How the names of the variants begin that a learner may turn to after the lesson's own.
PRACTICE = "practice-"


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


def practice_names(scenario: str) -> tuple[str, ...]:
    """The variants of ``scenario`` that are there to practise on, in the order in which they are offered."""
    numbers = {
        name: name.removeprefix(PRACTICE) for name in variant_names(scenario) if name.startswith(PRACTICE)
    }
    known = [name for name, number in numbers.items() if number.isdecimal()]
    return tuple(sorted(known, key=lambda name: int(numbers[name])))


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
    module, name = _LOADERS[id]
    loader: Callable[[str], Scenario[Any]] = getattr(import_module(module), name)
    return loader(variant)


__all__ = [
    "SCENARIOS",
    "Assessment",
    "IllegalMove",
    "Result",
    "Scenario",
    "Step",
    "UnknownScenarioError",
    "load_scenario",
    "practice_names",
    "replay",
    "variant_names",
]
