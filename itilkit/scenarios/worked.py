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
    # the strategies of a stream lay it out and leave it to the card to run it
    last = ("run",) if package.endswith("value_stream") else ()
    return (*strategies[MODEL], *last)


def _built(system: Any) -> tuple[str, ...]:
    """The system as it belongs, every card and symptom answered by its key."""
    keys = system.keys
    if keys is None:
        return ()
    return (
        *(
            f"place {tile.id} as {tile.belongs}"
            for tile in system.tiles.values()
            if tile.belongs in system.slots
        ),
        *(f"card {card} as {key}" for card, key in keys.cards.items()),
        *(f"diagnose {symptom} as {key}" for symptom, key in keys.diagnoses.items()),
        "run",
    )
