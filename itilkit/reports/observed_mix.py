"""What runs of the affordable mix and of the capstone show: whom somebody asked, and what they made of it.

Both are played in seasons or quarters with ``asked`` people and a ``mix``. A run that was not finished shows
nothing: what is missing from it may have been meant to come.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from itilkit.reports.observation import Observation, supports

#: More features than this in a mix are a crowd that costs everybody satisfaction.
EASY_TO_USE = 5
#: The two features that keep the service usable in bad weather, by their code, and the stormy time's place.
KEEPS_UP, STORMS = ("F5", "F6"), 1

_NAMES = {"mara": "Mara", "tomas": "Tomas", "ines": "Ines", "bryn": "Bryn"}
_Seen = Callable[[Any, Any], bool]


def _over(seen: Callable[[Any, Sequence[Any]], bool]) -> _Seen:
    """``seen`` in what was played, of a finished run only."""
    return lambda model, state: model.finished(state) and seen(model, state.played)


def _asked(played: Sequence[Any]) -> set[str]:
    return {person for part in played for person in part.asked}


def _talks(played: Sequence[Any]) -> int:
    """In how many parts anybody was asked."""
    return sum(bool(part.asked) for part in played)


def _nobody(_: Any, played: Sequence[Any]) -> bool:
    return not _asked(played)


def _only_at_first(_: Any, played: Sequence[Any]) -> bool:
    return bool(played[0].asked) and _talks(played) == 1


def _only_mara(_: Any, played: Sequence[Any]) -> bool:
    return _asked(played) == {"mara"} and _talks(played) > 1


def _one_voice(_: Any, played: Sequence[Any]) -> bool:
    """One person at a time, and not the same: whoever spoke last was followed."""
    return all(len(part.asked) == 1 for part in played) and len(_asked(played)) > 1


def _never(person: str, _: Any, played: Sequence[Any]) -> bool:
    """Others were asked, more than one of them, and this one never."""
    asked = _asked(played)
    return len(asked) > 1 and _talks(played) > 1 and person not in asked


def _same_mix(_: Any, played: Sequence[Any]) -> bool:
    """One mix all the time, although people were asked again."""
    return _talks(played) > 1 and len({frozenset(part.mix) for part in played}) == 1


def _crowded(_: Any, played: Sequence[Any]) -> bool:
    return max(len(part.mix) for part in played) > EASY_TO_USE


def _fair_weather(model: Any, played: Sequence[Any]) -> bool:
    """Nothing in the stormy mix holds up in bad weather, although people were asked for it."""
    storms = played[STORMS]
    return bool(storms.asked) and not any(model.features[each].code in KEEPS_UP for each in storms.mix)


_LEFT_OUT = tuple(
    supports(f"never-asked-{person}", "M8", f"never asked {name}", _over(partial(_never, person)))
    for person, name in _NAMES.items()
)


MIX = (
    Observation("asked-nobody", "M1", "asked nobody in any season", _over(_nobody)),
    Observation("asked-once", "M3", "asked before the first mix and never again", _over(_only_at_first)),
    Observation("same-mix", "M3", "asked again and kept one mix all year", _over(_same_mix)),
    Observation("only-mara", "M13", "asked nobody but Mara, the customer", _over(_only_mara)),
    Observation("one-voice", "M8", "asked one person a season and followed them", _over(_one_voice)),
    *_LEFT_OUT,
    Observation("crowded", "M9", f"offered more than {EASY_TO_USE} features in a season", _over(_crowded)),
    supports("fair-weather", "M12", "had nothing that holds in the storms", _over(_fair_weather)),
)


# the capstone ---------------------------------------------------------------------------------------


def _does(played: Sequence[Any], action: str, quarters: Sequence[int]) -> bool:
    return any(action in played[place].done for place in quarters)


def _at_work(played: Sequence[Any]) -> bool:
    """Somebody was asked in two quarters or more, and something else was done at some time."""
    return _talks(played) > 1 and any(part.done for part in played)


def _talk_only(_: Any, played: Sequence[Any]) -> bool:
    return _talks(played) > 1 and not any(part.done for part in played)


def _not_revisited(_: Any, played: Sequence[Any]) -> bool:
    return _at_work(played) and not _does(played, "revisit", (1, 2, 3))


def _ungoverned(_: Any, played: Sequence[Any]) -> bool:
    return _at_work(played) and not _does(played, "check-governance", (0, 1, 2, 3))


def _no_flow(_: Any, played: Sequence[Any]) -> bool:
    return _at_work(played) and not _does(played, "improve-stream", (0, 1, 2, 3))


CAPSTONE = (
    Observation("asked-nobody", "M1", "asked nobody all year", _over(_nobody)),
    Observation("asked-once", "M7", "asked in the first quarter and never again", _over(_only_at_first)),
    Observation("same-mix", "M3", "asked again and kept one mix all year", _over(_same_mix)),
    Observation("not-revisited", "M3", "never revisited the agreement", _over(_not_revisited)),
    Observation("only-mara", "M13", "asked nobody but Mara, the customer", _over(_only_mara)),
    Observation("talk-only", "M13", "took wishes and did nothing else all year", _over(_talk_only)),
    *_LEFT_OUT,
    Observation("crowded", "M9", f"offered more than {EASY_TO_USE} features in a quarter", _over(_crowded)),
    Observation("ungoverned", "M14", "never made a governance check", _over(_ungoverned)),
    supports("no-flow", "M17", "never improved the stream", _over(_no_flow)),
    supports("fair-weather", "M12", "had nothing that holds in the storms", _over(_fair_weather)),
)
