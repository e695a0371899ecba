"""What the card of the affordable mix shows, as data, and how a run of it is drawn as a line.

The capstone's card shows people, features and how well they are served in the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from itilkit.scenarios.affordable_mix.content import Season
from itilkit.scenarios.affordable_mix.debrief import reaction
from itilkit.scenarios.affordable_mix.model import AffordableMix, State
from itilkit.scenarios.offer import Shown, Steps


def shown(scenario: AffordableMix, _: Sequence[str], state: State) -> Shown:
    """The season under way, with its money, the people asked and the features; after it, the year's value."""
    seasons = {"seasons": times(scenario.words.seasons, [each.value for each in state.played])}
    if scenario.finished(state):
        return seasons | {"value": round(scenario.assess(state).value)} | served(scenario, state.played)
    season = scenario.words.seasons[state.season]
    spent = scenario.spend(state.last_mix, state.last_mix, len(state.asked))
    return {
        **seasons,
        "story": season.story,
        **asking(scenario, state.season, state.asked, sum(len(each.asked) for each in state.played)),
        "mix": list(state.last_mix),
        "money": {"budget": season.budget, "spent": spent},
        **served(scenario, state.played),
    }


def times(seasons: Iterable[Season], values: Sequence[float]) -> list[Shown]:
    """The seasons or quarters of a year, those that are over with their value."""
    return [
        {"id": season.id, "name": season.name, **({"value": round(value)} if value is not None else {})}
        for season, value in zip(seasons, [*values, *[None] * 4], strict=False)
    ]


def asking(scenario: AffordableMix, season: int, asked: Sequence[str], before: int) -> Shown:
    """The people, with what those ``asked`` say and what each feature is worth to them now (0 to 5), and the
    features, with what they cost and whether they assure the service; ``before`` is how many conversations
    there were in the seasons before.
    """
    heard = {
        person: {
            "says": scenario.line_in(season, person, before + place).text,
            "worth": {feature: scenario.rating(season, person, feature) for feature in scenario.features},
        }
        for place, person in enumerate(asked)
    }
    return {
        "people": {
            each.id: {"name": each.name, **heard.get(each.id, {})} for each in scenario.people.values()
        },
        "features": {
            each.id: {"name": each.name, "cost": each.cost, "assures": each.warranty}
            for each in scenario.features.values()
        },
    }


def served(scenario: AffordableMix, played: Sequence[Any]) -> Shown:
    """How well each person was served (0 to 100) in the last season or quarter, and what they say of it."""
    if not played:
        return {}
    levels: Mapping[str, float] = played[-1].satisfaction
    return {
        "served": {
            person: {"level": round(levels[person]), "says": reaction(person, levels[person])}
            for person in scenario.people
        }
    }


STEPS: Steps[AffordableMix, State] = Steps(
    what="value of each season",
    names=lambda model: [season.name for season in model.words.seasons],
    values=lambda _, state: [season.value for season in state.played],
    beside=lambda model: [(each, each.seasons) for each in model.numbers.beside],
)
