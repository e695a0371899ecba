"""What can be seen in a run without any doubt, and the misconception that it may rest on.

An observation is a plain fact about moves (“never invited Bryn”). One that is ``telling`` shows its
misconception by itself; the others support it, and count when two of them come from different scenarios.
Guards keep a coarse habit from counting as a fine one: somebody who decides alone has not *hidden*
constraints as well. The observations of a scenario stand in its folder, on the same rules as its debrief.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import attrs

from itilkit.scenarios import Scenario, offer_of

#: A scenario and its states: what is seen in any of a kind is seen in each of them.
M_contra = TypeVar("M_contra", contravariant=True)
S_contra = TypeVar("S_contra", contravariant=True)


@attrs.frozen
class Observation(Generic[M_contra, S_contra]):
    """Words that follow “14 of 30 …”, the code that they speak for, and how to see it in a run."""

    id: str
    code: str
    words: str
    seen: Callable[[M_contra, S_contra], bool] = attrs.field(eq=False, repr=False)
    telling: bool = True


def supports(
    id: str,  # noqa: A002
    code: str,
    words: str,
    seen: Callable[[M_contra, S_contra], bool],
) -> Observation[M_contra, S_contra]:
    """An observation that shows its misconception only together with another one."""
    return Observation(id, code, words, seen, telling=False)


def observations(scenario: str) -> tuple[Observation[Any, Any], ...]:
    """What can be seen in runs of the scenario with this id, in the order in which it is told."""
    observed = offer_of(scenario).observed
    return observed() if observed is not None else ()


def seen_in(model: Scenario[Any], state: Any) -> tuple[Observation[Any, Any], ...]:
    """What a run shows; nothing for a scenario that no observations are written for."""
    return tuple(each for each in observations(model.id) if each.seen(model, state))
