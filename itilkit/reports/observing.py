"""What can be seen in a run without any doubt, and the misconception that it may rest on.

An observation is a plain fact about moves (“never invited Bryn”). One that is ``telling`` shows its
misconception by itself; the others support it, and count when two of them come from different scenarios.
Guards keep a coarse habit from counting as a fine one: somebody who decides alone has not *hidden*
constraints as well.
"""

from collections.abc import Mapping
from typing import Any

from itilkit.reports.observation import Observation
from itilkit.reports.observed_mix import CAPSTONE, MIX
from itilkit.reports.observed_system import STREAM, SYSTEM
from itilkit.reports.observed_talk import CONDITIONS, DIALOGUE

#: All observations by scenario, in the order in which they are told.
OBSERVATIONS: Mapping[str, tuple[Observation, ...]] = {
    "affordable-mix": MIX,
    "service-value-system": SYSTEM,
    "value-stream": STREAM,
    "dialogue": DIALOGUE,
    "conditions": CONDITIONS,
    "capstone": CAPSTONE,
}


def seen_in(scenario: str, model: Any, state: Any) -> tuple[Observation, ...]:
    """What a run shows; nothing for a scenario that no observations are written for."""
    return tuple(each for each in OBSERVATIONS.get(scenario, ()) if each.seen(model, state))
