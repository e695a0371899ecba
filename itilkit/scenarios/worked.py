"""A run that co-creates, of each scenario and on any variant: the solution at the end of the hints."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from itilkit.scenarios.base import Scenario

#: Whose run it is, in the table of a scenario's strategies.
MODEL = "co-creator"


def worked_run(scenario: Scenario[Any]) -> tuple[str, ...]:
    """The moves of a run that co-creates; empty where it cannot be known, because keys are kept apart."""
    package = type(scenario).__module__.rpartition(".")[0]
    if package.endswith("service_value_system"):
        return _built(scenario)
    strategies: Mapping[str, tuple[str, ...]] = import_module(f"{package}.strategies").strategies(scenario)
    return tuple(strategies[MODEL])


def _built(system: Any) -> tuple[str, ...]:
    """The system as it belongs, every card and symptom answered by its key."""
    prompts = (*system.prompts.cards, *system.prompts.symptoms)
    if not all(prompt.key for prompt in prompts):
        return ()
    return (
        *(
            f"place {tile.id} as {tile.belongs}"
            for tile in system.tiles.values()
            if tile.belongs in system.slots
        ),
        *(f"card {card.id} as {card.key}" for card in system.prompts.cards),
        *(f"diagnose {symptom.id} as {symptom.key}" for symptom in system.prompts.symptoms),
        "run",
    )
