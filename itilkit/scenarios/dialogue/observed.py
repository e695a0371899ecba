"""What dialogues show: who was heard, and what was done with it."""

from functools import partial

from itilkit.scenarios.dialogue.debrief import did, first_paper, heard
from itilkit.scenarios.dialogue.model import Dialogue, State, load_dialogue
from itilkit.scenarios.dialogue.rules import EVENTS, PEOPLE
from itilkit.scenarios.observation import Observation, supports

#: Who is in the room from the first turn on.
_NAMES = {person: load_dialogue().people[person].name for person in load_dialogue().start().position.room}
#: After which turns the first and the last change outside comes.
FIRST, LAST = min(EVENTS), max(EVENTS)


def _talks(state: State) -> bool:
    """A dialogue in earnest: two people heard or more, and nothing decided alone."""
    return len(heard(state)) > 1 and not did(state, "decide-alone")


def _alone(_: Dialogue, state: State) -> bool:
    return did(state, "decide-alone")


def _loudest(_: Dialogue, state: State) -> bool:
    """There is an agreement, and one person alone was heard for it."""
    return first_paper(state) > 0 and len(heard(state)) == 1 and not did(state, "decide-alone")


def _as_told(scenario: Dialogue, state: State) -> bool:
    """Every paper held nothing but what people had asked for."""
    papers = [turn for turn in state.turns if turn.verb in {"propose", "revisit"}]
    asked = {wish for row in scenario.numbers.wishes for wish in row}
    return _talks(state) and bool(papers) and all(set(turn.move[1]) <= asked for turn in papers)


def _hides_limits(_: Dialogue, state: State) -> bool:
    return _talks(state) and not state.position.shared


def _answered(scenario: Dialogue, state: State) -> int:
    return sum(look.answered for look in scenario.rules.rested(state.position).looks)


def _never_back(_: Dialogue, state: State) -> bool:
    return _talks(state) and 0 < first_paper(state) <= LAST and not did(state, "revisit")


def _answered_once(scenario: Dialogue, state: State) -> bool:
    """An agreement stood before the first change outside, and only one of the two was answered."""
    return _talks(state) and 0 < first_paper(state) <= FIRST and _answered(scenario, state) == 1


def _never_invited(_: Dialogue, state: State) -> bool:
    return _talks(state) and not state.position.bryn


def _never_read(_: Dialogue, state: State) -> bool:
    return len(heard(state)) == len(PEOPLE) and not did(state, "play-back")


def _never_heard(person: str, _: Dialogue, state: State) -> bool:
    return _talks(state) and person not in heard(state)


def _never(person: str, name: str) -> Observation[Dialogue, State]:
    """Somebody in the room who was never asked; whoever has to be invited first is another matter."""
    return supports(f"never-heard-{person}", "M8", f"never asked {name}", partial(_never_heard, person))


OBSERVATIONS: tuple[Observation[Dialogue, State], ...] = (
    Observation("alone", "M1", "decided alone", _alone),
    Observation("loudest", "M8", "agreed with one person and heard nobody else", _loudest),
    supports("as-told", "M13", "promised nothing but what was asked for", _as_told),
    Observation("hides-limits", "M15", "never shared their own limits", _hides_limits),
    Observation("never-back", "M3", "never went back to the agreement", _never_back),
    supports("answered-once", "M3", "answered one of the two changes only", _answered_once),
    supports("never-read", "M13", "never said back what they had heard", _never_read),
    supports("never-invited", "M8", "never invited Bryn", _never_invited),
    *(_never(person, _NAMES[person]) for person in _NAMES),
)
