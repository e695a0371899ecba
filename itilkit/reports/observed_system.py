"""What boards of the service value system and laid out value streams show."""

import itertools
from collections import Counter
from typing import Any

from itilkit.reports.observation import Observation, supports

#: From so many tiles without work on, a board holds everything, and no tile of it says much.
EVERYTHING = 4
#: So many components placed rightly are a board somebody thought about.
A_BOARD = 3

_VIEWS = ("four-dimensions", "lifecycle-stages")


def _components(state: Any) -> set[str]:
    return {tile for tile, slot in state.board.items() if slot == "component"}


def _thought_about(model: Any, state: Any) -> bool:
    return bool(sum(model.tiles[tile].idle for tile in state.board) < EVERYTHING)


def _chain_and_streams(model: Any, state: Any) -> bool:
    """Both stand there, and at most one of the other four components."""
    built = _components(state)
    others = set(model.components) - {"service-value-chain"}
    return {"service-value-chain", "value-streams"} <= built and len(others & built) <= 1


def _streams(model: Any, state: Any) -> bool:
    return (
        _thought_about(model, state)
        and "value-streams" in _components(state)
        and not _chain_and_streams(model, state)
    )


def _views(model: Any, state: Any) -> bool:
    return _thought_about(model, state) and bool(_components(state) & set(_VIEWS))


def _ungoverned(model: Any, state: Any) -> bool:
    """The only component that is missing is governance."""
    return set(model.components) - _components(state) == {"governance"}


SYSTEM = (
    Observation("chain-and-streams", "M10", "built the system of chain and streams", _chain_and_streams),
    supports("streams", "M10", "placed value streams as a component", _streams),
    Observation("views", "M11", "placed the four dimensions or the lifecycle as a component", _views),
    Observation("ungoverned", "M14", "built all but governance", _ungoverned),
)


# the value stream -----------------------------------------------------------------------------------

#: From so many of the seven steps on, one activity stands for nearly all.
NEARLY_ALL = 6
#: More activities in a row than this, none of which comes back, are a pipeline.
IN_A_ROW = 4
LOOP = ("ask-feedback", "log-improvement")


def _one_activity(_: Any, state: Any) -> bool:
    return max(Counter(state.mapping.values()).values(), default=0) >= NEARLY_ALL


def _pipeline(model: Any, state: Any) -> bool:
    """Every step mapped, to activities to none of which the stream comes back."""
    used = [
        activity
        for activity, _ in itertools.groupby(
            state.mapping[step] for step in model.steps if step in state.mapping
        )
    ]
    return len(state.mapping) == len(model.steps) and len(set(used)) == len(used) > IN_A_ROW


def _faster(model: Any, state: Any) -> bool:
    """Faster laptops, and nothing that shortens any waiting."""
    kinds = {model.cards[card].kind for card in state.cards}
    return "laptops" in state.cards and "waiting" not in kinds


def _without(state: Any) -> int:
    return sum(step not in state.order for step in LOOP) if state.order else 0


STREAM = (
    Observation("one-activity", "M6", "mapped nearly every step to one activity", _one_activity),
    Observation("pipeline", "M5", "mapped the steps as a pipeline", _pipeline),
    Observation("faster", "M17", "bought laptops and nothing against the waiting", _faster),
    Observation("no-loop", "M19", "cut both feedback steps", lambda _, state: _without(state) == len(LOOP)),
    supports("half-loop", "M19", "cut one of the feedback steps", lambda _, state: _without(state) == 1),
    supports("unchecked", "M4", "closed silent calls unchecked", lambda _, s: "auto-close" in s.cards),
)
