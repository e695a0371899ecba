"""What dialogues show: who was heard, and what was done with it."""

from functools import partial

from itilkit.scenarios.dialogue.debrief import A_FEW, did, first_deal, given_way_to, habit
from itilkit.scenarios.dialogue.model import Dialogue, State, load_dialogue
from itilkit.scenarios.dialogue.rules import EVENTS
from itilkit.scenarios.observation import Observation, supports

#: Who is in the room from the first turn on.
_NAMES = {person: load_dialogue().people[person].name for person in load_dialogue().start().room}
#: After which turns the first and the last change outside comes.
FIRST, LAST = min(EVENTS), max(EVENTS)


def _heard(state: State) -> set[str]:
    """Whom somebody listened to or asked about constraints."""
    return {turn.person for turn in state.turns if turn.verb in {"listen", "explore"}}


def _talks(state: State) -> bool:
    """A dialogue in earnest: two people heard or more, nothing decided alone, no habit of giving way."""
    return len(_heard(state)) > 1 and not did(state, "decide-alone") and not habit(state)


def _alone(_: Dialogue, state: State) -> bool:
    return did(state, "decide-alone")


def _froze(_: Dialogue, state: State) -> bool:
    return did(state, "freeze") and not did(state, "decide-alone")


def _loudest(_: Dialogue, state: State) -> bool:
    return habit(state) and len(given_way_to(state)) <= A_FEW


def _obeys(_: Dialogue, state: State) -> bool:
    return habit(state) and len(given_way_to(state)) > A_FEW


def _hides_limits(_: Dialogue, state: State) -> bool:
    return _talks(state) and not state.position.shared


def _agreed_and_open(state: State, latest: int = LAST) -> bool:
    """There was an agreement before the ``latest`` change outside, and it was not closed."""
    return _talks(state) and 0 < first_deal(state) <= latest and not did(state, "freeze")


def _never_back(_: Dialogue, state: State) -> bool:
    return _agreed_and_open(state) and state.position.revisits == 0


def _back_once(_: Dialogue, state: State) -> bool:
    """An agreement stood before the first change outside, and only one of the two was answered."""
    return _agreed_and_open(state, FIRST) and state.position.revisits == 1


def _never_invited(_: Dialogue, state: State) -> bool:
    return _talks(state) and not state.position.bryn


def _never_heard(person: str, _: Dialogue, state: State) -> bool:
    return _talks(state) and person not in _heard(state)


def _never(person: str, name: str) -> Observation[Dialogue, State]:
    """Somebody in the room who was never asked; whoever has to be invited first is another matter."""
    return supports(f"never-heard-{person}", "M8", f"never asked {name}", partial(_never_heard, person))


OBSERVATIONS: tuple[Observation[Dialogue, State], ...] = (
    Observation("alone", "M1", "decided alone", _alone),
    Observation("froze", "M7", "closed the agreement for good", _froze),
    Observation("loudest", "M8", "gave way to the loudest, twice or more", _loudest),
    Observation("obeys", "M13", "gave way to everybody in turn", _obeys),
    Observation("hides-limits", "M15", "never shared their own limits", _hides_limits),
    Observation("never-back", "M3", "never went back to the agreement", _never_back),
    supports("back-once", "M3", "went back after one of the two changes only", _back_once),
    supports("never-invited", "M8", "never invited Bryn", _never_invited),
    *(_never(person, _NAMES[person]) for person in _NAMES),
)
