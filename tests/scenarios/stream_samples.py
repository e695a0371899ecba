"""Small value streams with numbers that can be worked out by hand."""

import attrs

from itilkit.scenarios.value_stream.content import MAIN, StepNumbers
from itilkit.scenarios.value_stream.model import load_value_stream

SEVEN = (*MAIN, "ask-feedback", "log-improvement")
RIGHT = {
    "log-call": "engage",
    "investigate": "deliver-support",
    "specialist-fix": "obtain-build",
    "put-live": "design-transition",
    "check-caller": "deliver-support",
    "ask-feedback": "engage",
    "log-improvement": "improve",
}
#: Every step works 10 minutes and waits 20, is always right, and can take 100 calls a day.
PLAIN = StepNumbers(work=10.0, wait=20.0, right=1.0, capacity=100.0)


def stream(variant="base", **changes):
    """The scenario on the numbers of ``variant``, some of them changed."""
    shipped = load_value_stream(variant)
    return attrs.evolve(shipped, numbers=attrs.evolve(shipped.numbers, **changes))


def plain(fix=0.5, demand=10.0, **steps):
    """A scenario whose five main steps are plain, but for what is given by step as a table of numbers."""
    named = {step.replace("_", "-"): changes for step, changes in steps.items()}
    numbers = {step: attrs.evolve(PLAIN, **named.get(step, {})) for step in MAIN}
    return stream(demand=demand, fix=fix, steps=numbers, as_is=10.0, best=90.0)


def laid(*cards, order=SEVEN, mapping=RIGHT, bottleneck="specialist-fix"):
    """A move list that answers every piece, rightly on base unless told otherwise, and buys ``cards``."""
    return [
        " ".join(["order", *order]),
        *(f"map {step} {activity}" for step, activity in mapping.items()),
        f"bottleneck {bottleneck}",
        *(f"buy {card}" for card in cards),
    ]
