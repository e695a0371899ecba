"""What runs of the affordable mix show: whom somebody asked, and what they made of it.

The capstone is played in the same way, in quarters with ``asked`` people and a ``mix``. A run that was not
finished shows nothing: what is missing from it may have been meant to come.
"""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, Protocol

from itilkit.scenarios.affordable_mix.model import (
    EASY_TO_USE,
    STORMS,
    AffordableMix,
    State,
    load_affordable_mix,
)
from itilkit.scenarios.base import Scenario
from itilkit.scenarios.observation import Observation, supports


class YearPart(Protocol):
    """A season or quarter that is over."""

    @property
    def asked(self) -> tuple[str, ...]:
        """Who was asked."""

    @property
    def mix(self) -> tuple[str, ...]:
        """What was offered."""


class Year(Protocol):
    """A run in seasons or quarters."""

    @property
    def played(self) -> Sequence[YearPart]:
        """Those that are over."""


Seen = Callable[[Scenario[Any], Year], bool]


def over(seen: Callable[[Sequence[YearPart]], bool]) -> Seen:
    """``seen`` in what was played, of a finished run only."""
    return lambda model, state: model.finished(state) and seen(state.played)


def asked(played: Sequence[YearPart]) -> set[str]:
    """Whoever was asked at some time."""
    return {person for part in played for person in part.asked}


def talks(played: Sequence[YearPart]) -> int:
    """In how many parts anybody was asked."""
    return sum(bool(part.asked) for part in played)


def nobody(played: Sequence[YearPart]) -> bool:
    """Nobody was asked at any time."""
    return not asked(played)


def only_at_first(played: Sequence[YearPart]) -> bool:
    """Somebody was asked before the first mix, and nobody after it."""
    return bool(played[0].asked) and talks(played) == 1


def only_mara(played: Sequence[YearPart]) -> bool:
    """Mara was asked again and again, and nobody else."""
    return asked(played) == {"mara"} and talks(played) > 1


def same_mix(played: Sequence[YearPart]) -> bool:
    """One mix all the time, although people were asked again."""
    return talks(played) > 1 and len({frozenset(part.mix) for part in played}) == 1


def crowded(played: Sequence[YearPart]) -> bool:
    """A mix was a crowd that costs everybody satisfaction."""
    return max(len(part.mix) for part in played) > EASY_TO_USE


def fair_weather(played: Sequence[YearPart], keeps_up: Collection[str]) -> bool:
    """Nothing in the stormy mix holds up in bad weather, although people were asked for it."""
    storms = played[STORMS]
    return bool(storms.asked) and not set(storms.mix) & set(keeps_up)


def _one_voice(played: Sequence[YearPart]) -> bool:
    """One person at a time, and not the same: whoever spoke last was followed."""
    return all(len(part.asked) == 1 for part in played) and len(asked(played)) > 1


def _never(person: str, played: Sequence[YearPart]) -> bool:
    """Others were asked, more than one of them, and this one never."""
    there = asked(played)
    return len(there) > 1 and talks(played) > 1 and person not in there


#: What is seen of each person who was left out.
LEFT_OUT = tuple(
    supports(f"never-asked-{person.id}", "M8", f"never asked {person.name}", over(partial(_never, person.id)))
    for person in load_affordable_mix().people.values()
)


def _fair_weather(model: AffordableMix, state: State) -> bool:
    return model.finished(state) and fair_weather(state.played, model.keeps_up)


OBSERVATIONS: tuple[Observation[AffordableMix, State], ...] = (
    Observation("asked-nobody", "M1", "asked nobody in any season", over(nobody)),
    Observation("asked-once", "M3", "asked before the first mix and never again", over(only_at_first)),
    Observation("same-mix", "M3", "asked again and kept one mix all year", over(same_mix)),
    Observation("only-mara", "M13", "asked nobody but Mara, the customer", over(only_mara)),
    Observation("one-voice", "M8", "asked one person a season and followed them", over(_one_voice)),
    *LEFT_OUT,
    Observation("crowded", "M9", f"offered more than {EASY_TO_USE} features in a season", over(crowded)),
    supports("fair-weather", "M12", "had nothing that holds in the storms", _fair_weather),
)
