"""What the card of the dialogue shows, as data, and how a run of it is drawn as a line."""

from collections.abc import Sequence

from itilkit.scenarios.dialogue.model import Dialogue, State
from itilkit.scenarios.dialogue.rules import LOOKS, PEOPLE, PLACES, POOL, TURNS
from itilkit.scenarios.offer import Shown, Steps


def shown(scenario: Dialogue, _: Sequence[str], state: State) -> Shown:
    """The promises; who is in the room, how far they trust you, their buttons, and which readings were right;
    what was said, turn by turn; what is told of limits, what failed, and the paper.
    """
    at = state.position
    return {
        **({} if state.turns else {"opening": list(scenario.words.opening)}),
        "turns": TURNS,
        "turn": min(at.turn + 1, TURNS),
        "promises": {
            slug: {"name": promise.name, "does": promise.does, "takes": promise.takes}
            for slug, promise in scenario.words.promises.items()
        },
        "people": {person: _person(scenario, state, person) for person in PEOPLE},
        "said": [[{"who": said.who, "text": said.text} for said in turn.said] for turn in state.turns],
        "limits_shared": at.shared,
        "paper": list(at.paper or ()),
        "places": PLACES - len(at.paper or ()),
        "failed": [{"turn": turn, "promise": promise} for turn, promise in _failures(state)],
        "served": [list(look.served) for look in at.looks],
    }


def _person(scenario: Dialogue, state: State, person: str) -> Shown:
    at = state.position
    read = [
        {"turn": turn.number, "need": need, "right": right}
        for turn in state.turns
        for who, need, right in turn.did.readings
        if who == person
    ]
    buttons = [{"need": need, "text": scenario.words.readings[person][need]} for need in POOL[person]]
    return {
        "name": scenario.people[person].name,
        "here": person in at.room,
        "trust": at.trust_of(person),
        "buttons": buttons if at.told_by(person) else [],
        "read": read,
        "limit": at.limit_of(person),
    }


def _failures(state: State) -> list[tuple[int, str]]:
    """What was seen to fail, in trials and at looks, by turn."""
    return [
        (turn.number, promise)
        for turn in state.turns
        for promise in (*turn.did.failed, *(turn.did.look.failed if turn.did.look else ()))
    ]


STEPS: Steps[Dialogue, State] = Steps(
    what="worth of the agreement",
    names=lambda _: [f"After turn {turn}" for turn in LOOKS],
    values=lambda model, state: [look.worth for look in model.rules.rested(state.position).looks],
    beside=lambda _: (),
)
