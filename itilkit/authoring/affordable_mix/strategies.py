"""Named ways to play the affordable mix, as policies that work on the numbers of any variant.

They are what a learner's run is compared with, and what a new variant is tried on. Each is the
simplest policy that gives the move lists of tests/data/strategies.toml on both variants.
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from itilkit.authoring.affordable_mix.search import Mix, Search
from itilkit.scenarios.affordable_mix.model import WANTED, AffordableMix

#: A year: for each season who is asked, and the mix that is offered.
Year = list[tuple[Sequence[str], Mix]]

#: Whose voice carries in which season when only the loudest is heard.
LOUDEST = ("mara", "bryn", "ines")


def strategies(scenario: AffordableMix) -> Mapping[str, tuple[str, ...]]:
    """The move list of every named strategy on the numbers of ``scenario``, naive ones first."""
    search = Search(scenario)
    return {name: moves(policy(search)) for name, policy in _POLICIES.items()}


def worked_run(scenario: AffordableMix) -> tuple[str, ...]:
    """The moves of the co-creator."""
    return strategies(scenario)["co-creator"]


def moves(year: Year) -> tuple[str, ...]:
    """A year as lines such as ``ask mara`` and ``offer status-page booking``."""
    lines: list[str] = []
    for asked, mix in year:
        lines += [f"ask {person}" for person in asked]
        lines.append(f"offer {' '.join(mix)}")
    return tuple(lines)


def random_moves(search: Search, dice: Random) -> tuple[str, ...]:
    """A year without any thought: each person is asked or not by the toss of a coin, then any mix that
    the money can pay is offered, each with the same chance.
    """
    year: Year = []
    for season in range(len(search.values)):
        asked = [person for person in search.scenario.people if dice.random() < 0.5]
        payable = search.affordable(season, _last(year), len(asked))
        year.append((asked, payable[int(dice.random() * len(payable))]))
    return moves(year)


def _provider_only(search: Search) -> Year:
    """Asks nobody and takes the mix with the greatest sum of what the provider believes."""
    year: Year = []
    for season in range(len(search.values)):
        year.append(((), search.most(season, _last(year), 0, _sum(search, search.scenario.words.belief))))
    return year


def _cheapest(search: Search) -> Year:
    """The cheapest warranty feature and the cheapest utility feature, the later one of equals."""
    features = list(search.scenario.features.values())
    kept = [
        min(reversed([feature for feature in features if feature.warranty is sort]), key=lambda f: f.cost).id
        for sort in (True, False)
    ]
    return [((), _in_order(search, kept))] * len(search.values)


def _feature_maximizer(search: Search) -> Year:
    """As many features as the money pays, the cheapest first."""
    features = search.scenario.features
    by_cost = sorted(features, key=lambda feature: features[feature].cost)
    year: Year = []
    for season in range(len(search.values)):
        year.append(((), _fill(search, season, _last(year), 0, by_cost)))
    return year


def _asks_once(search: Search) -> Year:
    """Listens to all four in the first season, takes its best mix, and never asks or changes again.

    Later seasons can pay that mix: the first paid for four conversations and its introduction too.
    """
    everybody = tuple(search.scenario.people)
    first = search.listening()[0]
    return [(everybody if season == 0 else (), first) for season in range(len(search.values))]


def _loudest_voice(search: Search) -> Year:
    """Each season asks one person and takes the mix with the greatest sum of that person's ratings."""
    year: Year = []
    for season, person in enumerate(LOUDEST):
        words = search.scenario.words.seasons[season]
        wishes = search.scenario.numbers.ratings[words.id][person]
        year.append(((person,), search.most(season, _last(year), 1, _sum(search, wishes))))
    return year


def _please_everyone(search: Search) -> Year:
    """Asks all four, then gives each in turn their favourite while the money lasts, then each their
    second, and so on down to what they rate 3. Of wishes rated the same a person names the dearer.
    """
    scenario = search.scenario
    everybody = tuple(scenario.people)
    year: Year = []
    for season in range(len(search.values)):
        lists = [_wishes(scenario, season, person) for person in everybody]
        rounds = range(max(map(len, lists), default=0))
        turns = [wishes[turn] for turn in rounds for wishes in lists if turn < len(wishes)]
        year.append((everybody, _fill(search, season, _last(year), len(everybody), turns)))
    return year


def _wishes(scenario: AffordableMix, season: int, person: str) -> list[str]:
    """What ``person`` rates 3 or more, the highest first and of equals the dearest."""
    rated = {feature: scenario.rating(season, person, feature) for feature in scenario.features}
    wanted = [feature for feature in rated if rated[feature] >= WANTED]
    return sorted(wanted, key=lambda feature: (-rated[feature], -scenario.features[feature].cost))


def _co_creator(search: Search) -> Year:
    """Asks all four every season and takes the mix that is worth most to them then."""
    everybody = tuple(search.scenario.people)
    return [(everybody, mix) for mix in search.listening()]


_POLICIES: Mapping[str, Callable[[Search], Year]] = {
    "provider-only": _provider_only,
    "cheapest": _cheapest,
    "feature-maximizer": _feature_maximizer,
    "asks-once": _asks_once,
    "loudest-voice": _loudest_voice,
    "please-everyone": _please_everyone,
    "co-creator": _co_creator,
}


def _last(year: Year) -> Mix:
    return year[-1][1] if year else ()


def _in_order(search: Search, features: Sequence[str]) -> Mix:
    return tuple(feature for feature in search.scenario.features if feature in features)


def _sum(search: Search, ratings: Sequence[int]) -> Callable[[Mix], float]:
    """The worth of a mix to somebody who adds up their ratings and looks no further."""
    rated = dict(zip(search.scenario.features, ratings, strict=True))
    return lambda mix: sum(rated[feature] for feature in mix)


def _fill(search: Search, season: int, last: Mix, conversations: int, wishes: Sequence[str]) -> Mix:
    """The wishes in their order, each taken when the money left still pays it."""
    scenario, taken = search.scenario, list[str]()
    budget = scenario.words.seasons[season].budget
    for feature in wishes:
        if feature not in taken and scenario.spend([*taken, feature], last, conversations) <= budget:
            taken.append(feature)
    return _in_order(search, taken)
