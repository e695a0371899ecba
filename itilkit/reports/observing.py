"""What can be seen in a run without any doubt, and the misconception that it may rest on.

An observation is a plain fact about moves (“never invited Bryn”). One that is ``telling`` shows its
misconception by itself; the others support it, and count when two of them come from different scenarios.
Guards keep a coarse habit from counting as a fine one: somebody who decides alone has not *hidden*
constraints as well.
"""

from collections.abc import Callable, Mapping
from typing import Any

import attrs


@attrs.frozen
class Observation:
    """Words that follow “14 of 30 …”, the code that they speak for, and how to see it in a run."""

    id: str
    code: str
    words: str
    seen: Callable[[Any, Any], bool] = attrs.field(eq=False, repr=False)
    telling: bool = True


def observations() -> Mapping[str, tuple[Observation, ...]]:
    """All observations by scenario, in the order in which they are told."""
    from itilkit.reports import observed_mix, observed_system, observed_talk

    return {
        "affordable-mix": observed_mix.MIX,
        "service-value-system": observed_system.SYSTEM,
        "value-stream": observed_system.STREAM,
        "dialogue": observed_talk.DIALOGUE,
        "conditions": observed_talk.CONDITIONS,
        "capstone": observed_mix.CAPSTONE,
    }


def supports(id: str, code: str, words: str, seen: Callable[[Any, Any], bool]) -> Observation:  # noqa: A002
    """An observation that shows its misconception only together with another one."""
    return Observation(id, code, words, seen, telling=False)


def seen_in(scenario: str, model: Any, state: Any) -> tuple[Observation, ...]:
    """What a run shows; nothing for a scenario that no observations are written for."""
    return tuple(each for each in observations().get(scenario, ()) if each.seen(model, state))


__all__ = ["Observation", "observations", "seen_in", "supports"]
