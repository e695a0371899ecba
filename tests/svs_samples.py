"""Service value systems that can score, and move lists for them."""

import tomllib
from pathlib import Path

from itilkit.scenarios.service_value_system.model import load_service_value_system

KEYS = tomllib.loads((Path(__file__).parent / "data" / "svs_keys.toml").read_text(encoding="utf-8"))
VARIANTS = ("base", "graded")
WHOLE = {
    "opportunity": "input",
    "demand": "input",
    "guiding-principles": "component",
    "governance": "component",
    "service-value-chain": "component",
    "practices": "component",
    "continual-improvement": "component",
    "value": "output",
}
IDLE = ("value-streams", "four-dimensions", "lifecycle-stages", "service-desk-tool", "customer")


def system(variant="base"):
    """The scenario on a variant, with its keys: base brings them, those of graded are the tests' own."""
    scenario = load_service_value_system(variant)
    return scenario if variant == "base" else scenario.with_keys(KEYS)


def place(board):
    """The moves that build a board."""
    return [f"place {tile} as {slot}" for tile, slot in board.items()]


def without(*tiles):
    """The whole system but for some tiles."""
    return {tile: slot for tile, slot in WHOLE.items() if tile not in tiles}


def answers(scenario, cards_right, diagnoses_right):
    """Moves that answer every card and symptom: the first so many rightly, the others wrongly."""
    keys = scenario.keys
    moves = []
    for place_, (card, key) in enumerate(keys.cards.items()):
        wrong = "none" if key != "none" else "component"
        moves.append(f"card {card} as {key if place_ < cards_right else wrong}")
    for place_, (symptom, key) in enumerate(keys.diagnoses.items()):
        wrong = "governance" if key != "governance" else "practices"
        moves.append(f"diagnose {symptom} as {key if place_ < diagnoses_right else wrong}")
    return moves
