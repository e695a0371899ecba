"""What a built service value system can be told about itself, computed from the run.

A run has one *shape*: the first of a fixed list that fits, from an empty board over what stands there
wrongly to what is not recognised on the cards. Each shape has its own headline and advice as content.
"""

from collections.abc import Callable, Mapping

import attrs

from itilkit.ground.words import listed
from itilkit.scenarios.service_value_system.content import ID, Prompt
from itilkit.scenarios.service_value_system.model import Happened, ServiceValueSystem, State
from itilkit.scenarios.shapes import Debrief, Shapes, Texts, filled, whole

#: From so many idle tiles on, the board holds everything rather than some slip.
EVERYTHING = 4
#: Up to so many wrong answers somebody nearly recognises it all.
FEW_WRONG = 2


@attrs.frozen
class PromptVerdict:
    """How a card or symptom was answered: what was ``said`` and the ``key``, both in words (``said`` is
    empty without an answer), whether that is ``right``, and ``why`` the key is (empty when nobody said).
    """

    prompt: Prompt
    said: str
    key: str
    right: bool
    why: str


def debrief(scenario: ServiceValueSystem, state: State) -> Debrief:
    """The debrief of a run, whatever is built and answered so far."""
    return filled(_SHAPES.of(scenario, state), _facts(scenario, state))


def criterion_notes(scenario: ServiceValueSystem, state: State) -> dict[str, str]:
    """One sentence for each criterion that says what in the run earned it, or did not."""
    return {
        "placement": _placement_note(scenario, state),
        "cards": _answers_note(scenario, state, "card"),
        "diagnoses": _answers_note(scenario, state, "symptom"),
    }


def event_reasons(scenario: ServiceValueSystem, happened: Happened) -> tuple[str, ...]:
    """Why an event lost what it lost, in sentences and by name (more than two idle tiles: by their number).

    Empty when nothing was lost.
    """
    reasons = []
    if happened.here:
        name = scenario.tiles[happened.event.needs].name
        reasons.append(f"{happened.here:g} lost: “{name}” is not on the board.")
    if happened.to_idle:
        names = [f"“{scenario.tiles[tile].name}”" for tile in happened.idle]
        rest = "does no work" if len(names) == 1 else "do no work"
        # Each of the seven events says this, so a long list of names would drown what is its own.
        told = listed(names) if len(names) <= 2 else f"{len(names)} tiles"
        reasons.append(f"{happened.to_idle:g} lost: {told} {rest} in the system.")
    if happened.to_earlier:
        titles = {event.id: event.name for event in scenario.words.events}
        before = [f"“{titles[event]}”" for event in happened.missed_before]
        reasons.append(f"{happened.to_earlier:g} lost: {listed(before)} had gone wrong before.")
    return tuple(reasons)


def tile_reasons(scenario: ServiceValueSystem, state: State) -> tuple[str, ...]:
    """For every tile that is missing or stands where it does not belong, why it belongs where it does."""
    right = scenario.right_tiles(state.board)
    return tuple(
        tile.why
        for tile in scenario.words.tiles
        if tile.id not in right and (tile.id in state.board or not tile.idle)
    )


def verdicts(scenario: ServiceValueSystem, state: State) -> tuple[PromptVerdict, ...]:
    """Every card and then every symptom, as it was answered and as it should be; empty without keys."""
    keys = scenario.keys
    if keys is None:
        return ()
    found = []
    for prompts, answers, right, words in (
        (scenario.cards, state.cards, keys.cards, scenario.kind_name),
        (scenario.symptoms, state.diagnoses, keys.diagnoses, lambda tile: scenario.tiles[tile].name.lower()),
    ):
        for id_, prompt in prompts.items():
            said = answers.get(id_)
            found.append(
                PromptVerdict(
                    prompt=prompt,
                    said=words(said) if said else "",
                    key=words(right[id_]),
                    right=said == right[id_],
                    why=keys.why.get(id_, ""),
                )
            )
    return tuple(found)


# which shape ----------------------------------------------------------------------------------------


def idle(scenario: ServiceValueSystem, state: State) -> list[str]:
    """The tiles on the board that do no work in the system."""
    return [tile for tile in scenario.tiles if tile in state.board and scenario.tiles[tile].idle]


def _missing(scenario: ServiceValueSystem, state: State) -> list[str]:
    return [tile for tile in scenario.tiles if tile not in state.board and not scenario.tiles[tile].idle]


def _misplaced(scenario: ServiceValueSystem, state: State) -> list[str]:
    """Tiles that belong on the board, but stand in another slot."""
    right = scenario.right_tiles(state.board)
    there = [tile for tile in scenario.tiles if tile in state.board]
    return [tile for tile in there if not scenario.tiles[tile].idle and tile not in right]


def components_on(state: State) -> set[str]:
    """The tiles that were placed as components."""
    return {tile for tile, slot in state.board.items() if slot == "component"}


def chain_and_streams(scenario: ServiceValueSystem, state: State) -> bool:
    """Both stand there as components, with one of the other four components at most."""
    built = components_on(state)
    others = set(scenario.components) - {"service-value-chain"}
    return {"service-value-chain", "value-streams"} <= built and len(others & built) <= 1


def _points_of_view(_: ServiceValueSystem, state: State) -> bool:
    return "four-dimensions" in state.board or "lifecycle-stages" in state.board


def _open(scenario: ServiceValueSystem, state: State) -> int:
    answered = len(state.cards) + len(state.diagnoses)
    return len(scenario.cards) + len(scenario.symptoms) - answered


def _wrong(scenario: ServiceValueSystem, state: State) -> list[PromptVerdict]:
    return [verdict for verdict in verdicts(scenario, state) if not verdict.right]


_FITS: Mapping[str, Callable[[ServiceValueSystem, State], bool]] = {
    "empty": lambda _, state: not state.board,
    "everything": lambda scenario, state: len(idle(scenario, state)) >= EVERYTHING,
    "chain-and-streams": chain_and_streams,
    "points-of-view": _points_of_view,
    "tool-bought": lambda _, state: "service-desk-tool" in state.board,
    "extra-streams": lambda _, state: "value-streams" in state.board,
    "customer-inside": lambda _, state: "customer" in state.board,
    "ends-confused": lambda scenario, state: bool(_misplaced(scenario, state)),
    "ungoverned": lambda scenario, state: _missing(scenario, state) == ["governance"],
    "gaps": lambda scenario, state: bool(_missing(scenario, state)),
    "unanswered": lambda scenario, state: _open(scenario, state) > 0,
    "keys-apart": lambda scenario, _: scenario.keys is None,
    "names-only": lambda scenario, state: len(_wrong(scenario, state)) > FEW_WRONG,
    "nearly": lambda scenario, state: bool(_wrong(scenario, state)),
    "correct": lambda *_: True,
}
_SHAPES: Shapes[ServiceValueSystem, State, State, Texts] = Shapes(ID, Texts, whole, _FITS)
texts = _SHAPES.texts


# what to say ----------------------------------------------------------------------------------------


def _facts(scenario: ServiceValueSystem, state: State) -> dict[str, str]:
    """What the texts are filled with."""
    happened = scenario.happened(state.board)
    missed = [each.event.name for each in happened if not each.there]
    missing, wrong = _missing(scenario, state), _wrong(scenario, state)
    cards, diagnoses = scenario.right_answers(state)
    return {
        "idle": _names(scenario, idle(scenario, state)),
        "idle_count": str(len(idle(scenario, state))),
        "rest": f"Still missing: {_names(scenario, missing)}." if missing else "Nothing is missing.",
        "misplaced": _names(scenario, _misplaced(scenario, state)),
        "missed": str(len(missed)),
        "first_missed": f"“{missed[0]}”" if missed else "none",
        "right_count": str(len(scenario.right_tiles(state.board))),
        "open_count": str(_open(scenario, state)),
        "cards_right": str(cards),
        "diagnoses_right": str(diagnoses),
        "first_wrong": _corrected(wrong[0]) if wrong else "",
    }


def _names(scenario: ServiceValueSystem, tiles: list[str]) -> str:
    return listed([scenario.tiles[tile].name.lower() for tile in tiles]) if tiles else "nothing"


def _corrected(verdict: PromptVerdict) -> str:
    told = f"“{verdict.prompt.text}” You said {verdict.said or 'nothing'}. Right would be {verdict.key}."
    return f"{told} {verdict.why}".strip()


def _placement_note(scenario: ServiceValueSystem, state: State) -> str:
    if not state.board:
        return "Nothing was placed."
    right = scenario.right_tiles(state.board)
    parts = [f"{len(right)} of 8 tiles stand where they belong"]
    for tiles, said in (
        (_missing(scenario, state), "missing"),
        (_misplaced(scenario, state), "in the wrong place"),
        (idle(scenario, state), "without work in the system"),
    ):
        if tiles:
            parts.append(f"{said}: {_names(scenario, tiles)}")
    return f"{'; '.join(parts)}."


def _answers_note(scenario: ServiceValueSystem, state: State, what: str) -> str:
    answers, most = (
        (state.cards, len(scenario.cards)) if what == "card" else (state.diagnoses, len(scenario.symptoms))
    )
    done = f"{len(answers)} of {most} {what}s answered"
    if scenario.keys is None:
        return f"{done}; the keys are kept with the assignment, and without them these earn no points."
    right = scenario.right_answers(state)[0 if what == "card" else 1]
    return f"{done}, {right} of them right."
