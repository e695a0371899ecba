"""The run that builds the service value system as it belongs."""

from itilkit.scenarios.service_value_system.model import ServiceValueSystem


def worked_run(system: ServiceValueSystem) -> tuple[str, ...]:
    """Every tile where it belongs, and every card and symptom answered by its key; empty without keys."""
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
