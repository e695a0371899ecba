"""What years of the capstone show: whom somebody asked, what they offered, and what they did besides."""

from collections.abc import Callable, Sequence

from itilkit.scenarios.affordable_mix.model import EASY_TO_USE
from itilkit.scenarios.affordable_mix.observed import (
    LEFT_OUT,
    crowded,
    fair_weather,
    nobody,
    only_at_first,
    only_mara,
    over,
    same_mix,
    talks,
)
from itilkit.scenarios.capstone.model import Capstone, State
from itilkit.scenarios.capstone.year import PlayedQuarter
from itilkit.scenarios.observation import Observation, supports


def _year(seen: Callable[[Sequence[PlayedQuarter]], bool]) -> Callable[[Capstone, State], bool]:
    """``seen`` in the quarters of a finished year only."""
    return lambda model, state: model.finished(state) and seen(state.played)


def _never(action: str, first: int = 0) -> Callable[[Sequence[PlayedQuarter]], bool]:
    """Somebody was asked in two quarters or more and something was done at some time, but ``action`` never
    from the quarter ``first`` on.
    """

    def seen(played: Sequence[PlayedQuarter]) -> bool:
        at_work = talks(played) > 1 and any(part.done for part in played)
        return at_work and not any(action in part.done for part in played[first:])

    return seen


def _talk_only(played: Sequence[PlayedQuarter]) -> bool:
    return talks(played) > 1 and not any(part.done for part in played)


def _fair_weather(model: Capstone, state: State) -> bool:
    return model.finished(state) and fair_weather(state.played, model.mixes.keeps_up)


OBSERVATIONS: tuple[Observation[Capstone, State], ...] = (
    Observation("asked-nobody", "M1", "asked nobody all year", over(nobody)),
    Observation("asked-once", "M7", "asked in the first quarter and never again", over(only_at_first)),
    Observation("same-mix", "M3", "asked again and kept one mix all year", over(same_mix)),
    Observation("not-revisited", "M3", "never revisited the agreement", _year(_never("revisit", 1))),
    Observation("only-mara", "M13", "asked nobody but Mara, the customer", over(only_mara)),
    Observation("talk-only", "M13", "took wishes and did nothing else all year", _year(_talk_only)),
    *LEFT_OUT,
    Observation("crowded", "M9", f"offered more than {EASY_TO_USE} features in a quarter", over(crowded)),
    Observation("ungoverned", "M14", "never made a governance check", _year(_never("check-governance"))),
    supports("no-flow", "M17", "never improved the stream", _year(_never("improve-stream"))),
    supports("fair-weather", "M12", "had nothing that holds in the storms", _fair_weather),
)
