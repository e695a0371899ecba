"""Small sets of needs with numbers that can be worked out by hand."""

import attrs

from itilkit.scenarios.conditions.model import load_conditions

ALL = "customer users islanders support"


def conditions(variant="base", **changes):
    """The scenario on the numbers of ``variant``, some of them changed."""
    shipped = load_conditions(variant)
    return attrs.evolve(shipped, numbers=attrs.evolve(shipped.numbers, **changes))


def steady(speed=0, clarity=0, coverage=0, handover=0, **changes):
    """A scenario whose needs never move, and whose team assumes nothing at all."""
    levels = {"speed": speed, "clarity": clarity, "coverage": coverage, "handover": handover}
    return conditions(
        assumption=dict.fromkeys(levels, 0),
        needs={aspect: (level,) * 6 for aspect, level in levels.items()},
        **changes,
    )


def six(*moves):
    """The moves, and as many plain builds as are left of six iterations."""
    return [*moves, *["build"] * (6 - len(moves))]
