"""What runs of the dialogue and of the six iterations show: who was heard, and what was done with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from itilkit.reports.observation import Observation, supports

#: From so many concessions on, giving way is a habit; to more people than this it is giving way to everybody.
HABIT, A_FEW = 2, 2
#: Turns between one change outside and the next.
PERIOD = 6

_NAMES = {"mara": "Mara", "tomas": "Tomas", "ines": "Ines"}


def _did(state: Any, verb: str) -> bool:
    return any(turn.verb == verb for turn in state.turns)


def _heard(state: Any) -> set[str]:
    """Whom somebody listened to or asked about constraints."""
    return {turn.person for turn in state.turns if turn.verb in {"listen", "explore"}}


def _given_way_to(state: Any) -> set[str]:
    return {turn.person for turn in state.turns if turn.verb == "concede"}


def _gives_way(state: Any) -> bool:
    return bool(state.position.concessions >= HABIT)


def _talks(state: Any) -> bool:
    """A dialogue in earnest: two people heard or more, nothing decided alone, no habit of giving way."""
    return len(_heard(state)) > 1 and not _did(state, "decide-alone") and not _gives_way(state)


def _alone(_: Any, state: Any) -> bool:
    return _did(state, "decide-alone")


def _froze(_: Any, state: Any) -> bool:
    return _did(state, "freeze") and not _did(state, "decide-alone")


def _loudest(_: Any, state: Any) -> bool:
    return _gives_way(state) and len(_given_way_to(state)) <= A_FEW


def _obeys(_: Any, state: Any) -> bool:
    return _gives_way(state) and len(_given_way_to(state)) > A_FEW


def _hides_limits(_: Any, state: Any) -> bool:
    return _talks(state) and not state.position.shared


def _agreed_and_open(state: Any) -> bool:
    """There was an agreement before the last change outside, and it was not closed."""
    first = next((turn.number for turn in state.turns if turn.verb == "propose"), 0)
    return _talks(state) and 0 < first <= 2 * PERIOD and not _did(state, "freeze")


def _never_back(_: Any, state: Any) -> bool:
    return _agreed_and_open(state) and state.position.revisits == 0


def _back_once(_: Any, state: Any) -> bool:
    """An agreement stood before the first change outside, and only one of the two was answered."""
    first = next((turn.number for turn in state.turns if turn.verb == "propose"), 0)
    return _agreed_and_open(state) and first <= PERIOD and state.position.revisits == 1


def _never_invited(_: Any, state: Any) -> bool:
    return _talks(state) and not state.position.bryn


def _never_heard(person: str, _: Any, state: Any) -> bool:
    return _talks(state) and person not in _heard(state)


DIALOGUE = (
    Observation("alone", "M1", "decided alone", _alone),
    Observation("froze", "M7", "closed the agreement for good", _froze),
    Observation("loudest", "M8", "gave way to the loudest, twice or more", _loudest),
    Observation("obeys", "M13", "gave way to everybody in turn", _obeys),
    Observation("hides-limits", "M15", "never shared their own limits", _hides_limits),
    Observation("never-back", "M3", "never went back to the agreement", _never_back),
    supports("back-once", "M3", "went back after one of the two changes only", _back_once),
    supports("never-invited", "M8", "never invited Bryn", _never_invited),
    *(
        supports(f"never-heard-{person}", "M8", f"never asked {name}", partial(_never_heard, person))
        for person, name in _NAMES.items()
    ),
)


# the six iterations ---------------------------------------------------------------------------------

SUPPORT = "support"
#: Iterations at the start in which everybody may be heard once and for all.
AT_THE_START = 2

_GROUPS = {"users": "the users", "islanders": "the islanders", "customer": "the customer"}


def _over(seen: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """``seen`` in a finished run only."""
    return lambda model, state: model.finished(state) and seen(model, state)


def _met(state: Any) -> set[str]:
    return {group for done in state.played for group in done.present}


def _outside(state: Any) -> set[str]:
    return _met(state) - {SUPPORT}


def _signed_off(_: Any, state: Any) -> bool:
    """Everybody from outside was heard at the start, and nobody of them later."""
    early = {group for done in state.played[:AT_THE_START] for group in done.present}
    later = {group for done in state.played[AT_THE_START:] for group in done.present}
    return set(_GROUPS) <= early and not later - {SUPPORT}


def _full_rooms(model: Any, state: Any) -> int:
    return sum(len(done.present) == len(model.groups) for done in state.played)


def _everybody(model: Any, state: Any) -> bool:
    return 2 * _full_rooms(model, state) >= len(state.played)


def _one_voice(_: Any, state: Any) -> bool:
    outside = _outside(state)
    return len(outside) == 1 and outside != {"customer"}


def _never_released(_: Any, state: Any) -> bool:
    return not any(done.released for done in state.played)


def _no_support(_: Any, state: Any) -> bool:
    return len(_outside(state)) > 1 and SUPPORT not in _met(state)


def _not_back(model: Any, state: Any) -> bool:
    """Several were heard, and none of those whose need had changed was heard again when it had."""
    return len(_outside(state)) > 1 and not _signed_off(model, state) and not model.went_back(state)


def _never_met(group: str, _: Any, state: Any) -> bool:
    return len(_outside(state)) > 1 and group not in _met(state)


CONDITIONS = (
    Observation("alone", "M1", "had nobody from outside in the room", _over(lambda _, s: not _outside(s))),
    Observation(
        "customer-only",
        "M13",
        "had nobody but the customer in the room",
        _over(lambda _, state: _outside(state) == {"customer"}),
    ),
    Observation("one-voice", "M8", "had one voice from outside in the room all the time", _over(_one_voice)),
    Observation("signed-off", "M7", "heard everybody at the start and nobody later", _over(_signed_off)),
    Observation(
        "everybody", "M16", "had everybody in the room in half of the iterations or more", _over(_everybody)
    ),
    supports("never-released", "M4", "never released anything", _over(_never_released)),
    supports("not-back", "M3", "went back to nobody whose need had changed", _over(_not_back)),
    supports("no-support", "M12", "never had support in the room", _over(_no_support)),
    *(
        supports(
            f"never-met-{group}",
            "M8",
            f"never had {name} in the room",
            _over(partial(_never_met, group)),
        )
        for group, name in _GROUPS.items()
    ),
)
