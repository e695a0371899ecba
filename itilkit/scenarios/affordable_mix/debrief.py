"""What a run of the affordable mix can be told about itself, computed from the run.

A run has one *shape*: the first of a fixed list that fits, from the coarsest habit (nobody was asked)
to the finest (part of the value slipped away). Each shape has its own headline and advice as content.
"""

from collections.abc import Callable, Mapping, Sequence

import attrs

from itilkit.ground.words import listed
from itilkit.scenarios.affordable_mix.model import (
    EASY_TO_USE,
    ID,
    STORMS,
    WANTED,
    AffordableMix,
    PlayedSeason,
    State,
)
from itilkit.scenarios.base import at_least
from itilkit.scenarios.shapes import Debrief, Shapes, Texts, filled

#: Shapes that speak of what an early mix was worth later: the first season is not among their worst.
_KEPT = ("asked-once", "same-mix")
#: Satisfaction from which on a person counts as served fairly, and as served well.
FAIR, GOOD = 45.0, 75.0


@attrs.frozen
class Reaction:
    """What a person says of a season that served them poorly, fairly or well."""

    poor: str
    fair: str
    good: str


@attrs.frozen
class MixTexts(Texts):
    """The debrief's texts, and what people say of a season (``debriefs/affordable-mix.toml``)."""

    reactions: Mapping[str, Reaction]


def debrief(scenario: AffordableMix, state: State) -> Debrief:
    """The debrief of a run, finished or not."""
    shape = _SHAPES.of(scenario, state)
    return filled(shape, _facts(scenario, state, first=1 if shape.id in _KEPT else 0))


def reaction(person: str, level: float) -> str:
    """What ``person`` says of a season that served them at ``level`` (0 to 100)."""
    said = texts().reactions[person]
    return said.good if at_least(level, GOOD) else said.fair if at_least(level, FAIR) else said.poor


def criterion_notes(scenario: AffordableMix, state: State) -> dict[str, str]:
    """One sentence for each criterion that says what in the run earned it, or did not."""
    played = state.played
    if not played:
        return dict.fromkeys(("outcome", "evidence", "adaptation", "balance"), "No season was played.")
    return {
        "outcome": _outcome_note(scenario, played),
        "evidence": _evidence_note(scenario, played),
        "adaptation": _adaptation_note(scenario, played),
        "balance": _balance_note(scenario, played),
    }


# which shape ----------------------------------------------------------------------------------------


def _counts(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> dict[str, int]:
    """In how many seasons each person was asked."""
    return {person: sum(person in season.asked for season in played) for person in scenario.people}


def _asked_once(_: AffordableMix, played: Sequence[PlayedSeason]) -> bool:
    """Somebody was asked before the first mix, and nobody after it."""
    return bool(played[0].asked) and not any(season.asked for season in played[1:])


def _left_out(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> bool:
    return min(_counts(scenario, played).values()) == 0


def _same_mix(_: AffordableMix, played: Sequence[PlayedSeason]) -> bool:
    return len({season.mix for season in played}) == 1


def _unassured(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> bool:
    return not set(played[STORMS].mix) & set(scenario.keeps_up)


def _favourites(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> bool:
    """Everybody was asked, all that was offered, but for one feature at most, is the favourite of
    somebody, and yet the value stayed low: what several people want without ranking it first is missing.
    """
    if min(_counts(scenario, played).values()) < len(played) or _good_outcome(scenario, played):
        return False
    others = 0
    for place, season in enumerate(played):
        favourites = {
            feature
            for ratings in scenario.numbers.ratings[scenario.words.seasons[place].id].values()
            for feature, rating in zip(scenario.features, ratings, strict=True)
            if rating == max(ratings)
        }
        others += len(set(season.mix) - favourites)
    return others <= 1


def _patchy(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> bool:
    return min(_counts(scenario, played).values()) < len(played)


def _left_behind(_: AffordableMix, played: Sequence[PlayedSeason]) -> bool:
    return not at_least(min(played[-1].satisfaction.values()), FAIR)


def _good_outcome(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> bool:
    points, most = scenario.assess(State(played=tuple(played))).criteria["outcome"]
    return at_least(points, 0.75 * most)


_FITS: Mapping[str, Callable[[AffordableMix, Sequence[PlayedSeason]], bool]] = {
    "unfinished": lambda scenario, played: len(played) < len(scenario.words.seasons),
    "never-asked": lambda _, played: not any(season.asked for season in played),
    "asked-once": _asked_once,
    "left-out": _left_out,
    "crowded": lambda _, played: max(len(season.mix) for season in played) > EASY_TO_USE,
    "same-mix": _same_mix,
    "unassured": _unassured,
    "favourites": _favourites,
    "patchy": _patchy,
    "left-behind": _left_behind,
    "co-created": _good_outcome,
    "nearly": lambda *_: True,
}
_SHAPES: Shapes[AffordableMix, State, Sequence[PlayedSeason], MixTexts] = Shapes(
    ID, MixTexts, lambda state: state.played, _FITS
)
texts = _SHAPES.texts


# what to say ----------------------------------------------------------------------------------------


def _facts(scenario: AffordableMix, state: State, first: int) -> dict[str, str]:
    """What the texts are filled with; the worst season is sought from the place ``first`` on."""
    played = state.played
    facts = {"played": str(len(played))}
    if not played:
        return facts
    names = {person: scenario.people[person].name for person in scenario.people}
    seasons = [season.name.lower() for season in scenario.words.seasons]
    counts = _counts(scenario, played)
    fewest = min(counts.values())
    gaps = [
        reference - season.value
        for reference, season in zip(scenario.numbers.references, played, strict=False)
    ]
    worst = max(range(min(first, len(played) - 1), len(played)), key=lambda place: round(gaps[place], 9))
    levels = played[-1].satisfaction
    low = min(levels, key=lambda person: round(levels[person], 9))
    heard = next((place for place, season in enumerate(played) if season.asked), 0)
    facts |= {
        "first_asked": seasons[heard],
        "never_asked": listed([names[person] for person in counts if counts[person] == 0] or ["nobody"]),
        "least_asked": listed([names[person] for person in counts if counts[person] == fewest]),
        "most_features": str(max(len(season.mix) for season in played)),
        "worst_season": seasons[worst],
        "worst_value": f"{played[worst].value:.0f}",
        "worst_reference": f"{scenario.numbers.references[worst]:.0f}",
        "low": names[low],
        "low_level": f"{levels[low]:.0f}",
    }
    return facts


def _outcome_note(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> str:
    names = [season.name for season in scenario.words.seasons]
    parts = [
        f"{names[place]} {season.value:.0f} of a reachable {scenario.numbers.references[place]:.0f}"
        for place, season in enumerate(played)
    ]
    return f"Value reached: {', '.join(parts)}."


def _evidence_note(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> str:
    conversations = sum(len(season.asked) for season in played)
    if not conversations:
        return "Nobody was asked, so no feature rests on anybody’s word."
    unheard = sum(
        not any(scenario.rating(place, person, feature) >= WANTED for person in season.asked)
        for place, season in enumerate(played)
        for feature in season.mix
    )
    rest = {0: "every feature rests on somebody’s word", 1: "one feature rests on nobody’s word"}.get(
        unheard, f"{unheard} features rest on nobody’s word"
    )
    most = len(scenario.people) * len(scenario.words.seasons)
    counts = _counts(scenario, played)
    missed = listed([scenario.people[person].name for person in counts if counts[person] == 0] or [""])
    tail = f"; {missed} was never asked" if missed and " and " not in missed else ""
    tail = tail or (f"; {missed} were never asked" if missed else "")
    return f"{conversations} of {most} conversations held; {rest}{tail}."


def _adaptation_note(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> str:
    if len(played) < 2:
        return "Only the first season was played, so there was nothing to adapt."
    parts = []
    for place in range(1, len(played)):
        season, before = played[place], played[place - 1]
        name = scenario.words.seasons[place].name
        gain = season.value - (season.last_mix_value or 0.0)
        if season.mix == before.mix:
            parts.append(f"{name}: the mix stayed as it was")
        elif not season.asked:
            parts.append(f"{name}: the mix changed without a conversation")
        elif gain > 0:
            parts.append(f"{name}: the change brought {gain:.0f}")
        else:
            parts.append(f"{name}: the change cost {-gain:.0f}")
    return f"{'; '.join(parts)}."


def _balance_note(scenario: AffordableMix, played: Sequence[PlayedSeason]) -> str:
    if len(played) < len(scenario.words.seasons):
        return "Counts at the end of winter, which was not played."
    levels = played[-1].satisfaction
    low = min(levels, key=lambda person: round(levels[person], 9))
    level, name = levels[low], scenario.people[low].name
    if at_least(level, 60.0):
        return f"{name} ended lowest, at {level:.0f}; nobody was left behind."
    return f"{name} ended at {level:.0f}; 60 was needed."
