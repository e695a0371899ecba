"""What the card of the dialogue shows, as data, and how a run of it is drawn as a line."""

from collections.abc import Sequence

from itilkit.scenarios.dialogue.model import Dialogue, Known, State
from itilkit.scenarios.dialogue.rules import CHECKS, TURNS
from itilkit.scenarios.offer import Shown, Steps


def shown(scenario: Dialogue, _: Sequence[str], state: State) -> Shown:
    """What was said, turn by turn, who is in the room and how far they trust you; what is known, until the
    year is over; then what the agreement speaks of.
    """
    so_far = {
        "turns": TURNS,
        "people": {
            person.id: {
                "name": person.name,
                "here": person.id in state.room,
                "trust": state.trust[person.id],
            }
            for person in scenario.words.people
        },
        "said": [[{"who": said.who, "text": said.text} for said in turn.said] for turn in state.turns],
    }
    if scenario.finished(state):
        return {**so_far, "agreement": scenario.agreement(state)}
    opening = {} if state.turns else {"opening": list(scenario.words.opening)}
    known = [_known(state, each) for each in scenario.knowledge(state)]
    return {**so_far, **opening, "turn": state.turn + 1, "known": known}


def _known(state: State, point: Known) -> Shown:
    """A point as it stands: what it says, how it is known, and whether the agreement holds it as it is."""
    old = point.agreed and point.point in state.position.stale
    return {
        "point": point.point,
        "who": point.person,
        "text": point.text,
        "status": point.status,
        "agreed": point.agreed,
        "outdated": old,
    }


STEPS: Steps[Dialogue, State] = Steps(
    what="worth of the agreement",
    names=lambda _: [f"After turn {turn}" for turn in CHECKS],
    values=lambda model, state: model.rules.rested(state.position).worths,
    beside=lambda model: [(each, each.worths) for each in model.numbers.beside],
)
