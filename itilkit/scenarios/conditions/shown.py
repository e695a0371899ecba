"""What the card of the six iterations shows, as data, and how a run is drawn as a line."""

from collections.abc import Sequence

from itilkit.scenarios.conditions.content import ITERATIONS, Group
from itilkit.scenarios.conditions.model import Conditions, State
from itilkit.scenarios.conditions.work import CAPACITY, OF_A_GROUP, OF_A_RELEASE, apart
from itilkit.scenarios.offer import Shown, Steps


def shown(scenario: Conditions, _: Sequence[str], state: State) -> Shown:
    """The iterations played with all that was said, what is believed and live; and of the one under way who
    can be in the room, and how much room for building there is.
    """
    so_far = {
        "iterations": [_iteration(scenario, state, place) for place in range(len(state.played))],
        "aspects": _aspects(scenario, state),
    }
    if scenario.finished(state):
        return {**so_far, "value": round(scenario.assess(state).value)}
    work = scenario.work(state)
    return {
        **so_far,
        "iteration": state.iteration + 1,
        "groups": {group.id: _group(scenario, state, group) for group in scenario.groups.values()},
        "steps": {"all": CAPACITY, "of_a_group": OF_A_GROUP, "of_a_release": OF_A_RELEASE},
        "listed": apart(work.belief, work.design),
    }


def _iteration(scenario: Conditions, state: State, place: int) -> Shown:
    done = state.played[place]
    before = state.played[place - 1].work if place else scenario.first_work
    levels = zip(scenario.aspects, before.design, done.work.design, strict=True)
    return {
        "present": list(done.present),
        "released": done.released,
        "value": round(done.value),
        "quality": None if done.work.live is None else round(100 * done.quality),
        "built": {aspect: [old, new] for aspect, old, new in levels if old != new},
        "said": [
            {"who": voice.group or voice.speaker, "text": voice.text}
            | ({"need": voice.need} if voice.need is not None else {})
            for voice in done.voices
        ],
    }


def _aspects(scenario: Conditions, state: State) -> Shown:
    """What each aspect is believed to be needed at now, and live at after each iteration (0 to 10)."""
    history, believed = scenario.history(state), scenario.work(state).belief
    return {
        aspect.id: {
            "name": aspect.name,
            "meaning": aspect.meaning,
            "believed": believed[place],
            "live": list(history[aspect.id].live),
        }
        for place, aspect in enumerate(scenario.words.aspects)
    }


def _group(scenario: Conditions, state: State, group: Group) -> Shown:
    """A group that can be in the room, and what was heard of it last."""
    told = {"name": group.speaker, "cares": group.cares}
    last = scenario.last_heard(state, group.id)
    if last is None:
        return told
    need = state.played[last].needs[scenario.place[group.id]]
    return {**told, "heard": {"iteration": last + 1, "need": need}}


STEPS: Steps[Conditions, State] = Steps(
    what="value of each iteration",
    names=lambda _: [f"Iteration {place}" for place in range(1, ITERATIONS + 1)],
    values=lambda _, state: [done.value for done in state.played],
    beside=lambda model: [(each, each.values) for each in model.numbers.beside],
)
