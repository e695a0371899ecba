"""What the card of the service value system shows, as data, and how a board is drawn as a line of events."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from itilkit.scenarios.offer import Shown, Steps
from itilkit.scenarios.service_value_system.content import NONE, Prompt
from itilkit.scenarios.service_value_system.model import Happened, ServiceValueSystem, State


def shown(scenario: ServiceValueSystem, _: Sequence[str], state: State) -> Shown:
    """Tiles and board, cards and symptoms with what was answered, and the events as they last ran."""
    tiles = sorted(scenario.tiles.values(), key=lambda tile: tile.name)
    components = sorted(scenario.components, key=lambda tile: scenario.tiles[tile].name)
    return {
        "tiles": {tile.id: tile.name for tile in tiles},
        "slots": {slot.id: slot.name for slot in scenario.words.slots},
        "board": {tile.id: state.board[tile.id] for tile in tiles if tile.id in state.board},
        "kinds": {slot.id: slot.one for slot in scenario.words.slots} | {NONE: scenario.kind_name(NONE)},
        "cards": _answered(scenario.prompts.cards, state.cards),
        "components": components,
        "symptoms": _answered(scenario.prompts.symptoms, state.diagnoses),
        **_events(scenario, state),
    }


def _answered(prompts: Iterable[Prompt], answers: Mapping[str, str]) -> Shown:
    return {
        prompt.id: {"text": prompt.text} | ({"answer": answers[prompt.id]} if prompt.id in answers else {})
        for prompt in prompts
    }


def _events(scenario: ServiceValueSystem, state: State) -> Shown:
    """The seven events on the board on which they last ran; nothing of them before."""
    if state.ran_on is None:
        return {}
    happened = scenario.happened(state.ran_on)
    worth = fsum(each.worth for each in happened) / len(happened)
    return {"events": [_event(each) for each in happened], "worth": round(worth)}


def _event(happened: Happened) -> Shown:
    """An event as it went; what it lost is told without naming any tile."""
    event = happened.event
    lost = {"here": happened.here, "idle": happened.to_idle, "earlier": happened.to_earlier}
    return {
        "name": event.name,
        "scene": event.scene,
        "told": event.there if happened.there else event.missing,
        "held": happened.there,
        "worth": happened.worth,
        "lost": {where: points for where, points in lost.items() if points},
    }


STEPS: Steps[ServiceValueSystem, State] = Steps(
    what="worth of each event",
    names=lambda model: [event.name for event in model.words.events],
    values=lambda model, state: [each.worth for each in model.happened(state.board)],
    beside=lambda model: [(each, each.events) for each in model.words.beside],
)
