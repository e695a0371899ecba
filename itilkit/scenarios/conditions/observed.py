"""What runs of six iterations show: who was in the room, and when. An unfinished run shows nothing."""

from collections.abc import Callable
from functools import partial

from itilkit.scenarios.conditions.debrief import AT_THE_START, everybody, met, releases
from itilkit.scenarios.conditions.model import SUPPORT, Conditions, State
from itilkit.scenarios.observation import Observation, supports

#: Who is heard from outside, as it stands in a sentence.
_GROUPS = {"users": "the users", "islanders": "the islanders", "customer": "the customer"}


def _over(seen: Callable[[Conditions, State], bool]) -> Callable[[Conditions, State], bool]:
    """``seen`` in a finished run only."""
    return lambda scenario, state: scenario.finished(state) and seen(scenario, state)


def _outside(state: State) -> set[str]:
    return met(state) - {SUPPORT}


def _alone(_: Conditions, state: State) -> bool:
    return not _outside(state)


def _customer_only(_: Conditions, state: State) -> bool:
    return _outside(state) == {"customer"}


def _one_voice(_: Conditions, state: State) -> bool:
    return len(_outside(state)) == 1 and _outside(state) != {"customer"}


def _signed_off(_: Conditions, state: State) -> bool:
    """Everybody from outside was heard at the start, and nobody of them later."""
    early = {group for done in state.played[:AT_THE_START] for group in done.present}
    later = {group for done in state.played[AT_THE_START:] for group in done.present}
    return set(_GROUPS) <= early and not later - {SUPPORT}


def _never_released(_: Conditions, state: State) -> bool:
    return releases(state) == 0


def _no_support(_: Conditions, state: State) -> bool:
    return len(_outside(state)) > 1 and SUPPORT not in met(state)


def _not_back(scenario: Conditions, state: State) -> bool:
    """Several were heard, and none of those whose need had changed was heard again when it had."""
    several = len(_outside(state)) > 1
    return several and not _signed_off(scenario, state) and not scenario.went_back(state)


def _never_met(group: str, _: Conditions, state: State) -> bool:
    return len(_outside(state)) > 1 and group not in met(state)


def _never(group: str, name: str) -> Observation[Conditions, State]:
    seen = _over(partial(_never_met, group))
    return supports(f"never-met-{group}", "M8", f"never had {name} in the room", seen)


OBSERVATIONS: tuple[Observation[Conditions, State], ...] = (
    Observation("alone", "M1", "had nobody from outside in the room", _over(_alone)),
    Observation("customer-only", "M13", "had nobody but the customer in the room", _over(_customer_only)),
    Observation("one-voice", "M8", "had one voice from outside in the room all the time", _over(_one_voice)),
    Observation("signed-off", "M7", "heard everybody at the start and nobody later", _over(_signed_off)),
    Observation(
        "everybody", "M16", "had everybody in the room in half of the iterations or more", _over(everybody)
    ),
    supports("never-released", "M4", "never released anything", _over(_never_released)),
    supports("not-back", "M3", "went back to nobody whose need had changed", _over(_not_back)),
    supports("no-support", "M12", "never had support in the room", _over(_no_support)),
    *(_never(group, name) for group, name in _GROUPS.items()),
)
