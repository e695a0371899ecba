"""Named ways to play the capstone, as policies that work on the numbers of any variant.

They are what a learner's year is compared with, and what a new variant is tried on. On graded they give the
move lists of tests/data/strategies.toml.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

import attrs

from itilkit.authoring.capstone.search import Mix, Search
from itilkit.scenarios.affordable_mix.model import EASY_TO_USE, WANTED
from itilkit.scenarios.capstone.model import Capstone

IMPROVE, REVISIT, CHECK = "improve-stream", "revisit", "check-governance"
#: Who is nearest when somebody has to be asked.
NEAREST = ("mara", "tomas")


@attrs.frozen
class Quarter:
    """A quarter as it is planned: who is asked, what is done besides, and the mix."""

    mix: Mix
    asked: Sequence[str] = ()
    done: Sequence[str] = ()


Year = list[Quarter]


def strategies(scenario: Capstone) -> Mapping[str, tuple[str, ...]]:
    """The move list of every named strategy on the numbers of ``scenario``, naive ones first."""
    search = Search(scenario)
    return {name: moves(policy(search)) for name, policy in _POLICIES.items()}


def worked_run(scenario: Capstone) -> tuple[str, ...]:
    """The moves of the co-creator."""
    return strategies(scenario)["co-creator"]


def moves(year: Iterable[Quarter]) -> tuple[str, ...]:
    """A year as lines such as ``ask mara``, ``revisit`` and ``offer status-page booking``."""
    lines: list[str] = []
    for quarter in year:
        lines += [f"ask {person}" for person in quarter.asked]
        lines += quarter.done
        lines.append(f"offer {' '.join(quarter.mix)}")
    return tuple(lines)


def random_moves(search: Search, dice: Random) -> tuple[str, ...]:
    """A year without any thought: each conversation and each other thing to do by the toss of a coin, as far
    as effort allows, then any mix that money and effort can bear, each with the same chance.
    """
    scenario, year = search.scenario, list[Quarter]()
    for quarter in range(len(scenario.quarters)):
        left = scenario.words.effort - 1  # a year has to begin with one new feature at least
        asked, done = [], []
        for person in scenario.people:
            if dice.random() < 0.5 and left:
                asked.append(person)
                left -= 1
        for name, action in scenario.actions.items():
            if dice.random() < 0.5 and action.effort <= left:
                done.append(name)
                left -= action.effort
        mixes = search.payable(quarter, _last(year), left + 1)
        year.append(Quarter(mixes[int(dice.random() * len(mixes))], asked, done))
    return moves(year)


def _provider_only(search: Search) -> Year:
    """Asks nobody and takes what the provider believes in most; of equals, what stands last on the list."""
    belief = dict(zip(search.scenario.features, search.scenario.mix_words.belief, strict=True))
    return [
        Quarter(search.top(mixes, lambda mix: sum(belief[feature] for feature in mix)))
        for mixes in _all_payable(search)
    ]


def _cheapest(search: Search) -> Year:
    """The cheapest warranty feature and the cheapest utility feature, the later one of equals."""
    return [Quarter(_cheap(search)) for _ in search.scenario.quarters]


def _cheap(search: Search) -> Mix:
    features = list(search.scenario.features.values())
    kept = [
        min(reversed([feature for feature in features if feature.warranty is sort]), key=lambda f: f.cost).id
        for sort in (True, False)
    ]
    return _in_order(search, kept)


def _feature_maximizer(search: Search) -> Year:
    """Everything goes into more: as many features as the money pays, and a faster stream to carry them."""
    return [Quarter(search.top(mixes, len), done=(IMPROVE,)) for mixes in _all_payable(search)]


def _process_rigid(search: Search) -> Year:
    """Asks all four once, has the favourites of each signed, checks with governance every quarter, and keeps
    what was signed; where the money no longer pays it, the dearest goes.
    """
    scenario, year = search.scenario, list[Quarter]()
    first = _pleasing(search, 0, ())
    mix = first.mix
    for quarter in scenario.quarters:
        while scenario.cost(mix) > quarter.budget:
            dearest = max(mix, key=lambda feature: scenario.features[feature].cost)
            mix = tuple(feature for feature in mix if feature != dearest)
        year.append(Quarter(mix, done=(CHECK,)))
    return [attrs.evolve(first, done=(REVISIT, CHECK)), *year[1:]]


def _please_everyone(search: Search) -> Year:
    """Asks all four, then gives each in turn their favourite, and so on; nothing else is done."""
    year: Year = []
    for quarter in range(len(search.scenario.quarters)):
        year.append(_pleasing(search, quarter, _last(year)))
    return year


def _pleasing(search: Search, quarter: int, last: Mix) -> Quarter:
    """Each in turn gets their favourite while money and effort last, then each their second, and so on down
    to what they rate 3. Of wishes rated the same a person names the dearer.
    """
    scenario = search.scenario
    everybody = tuple(scenario.people)
    lists = [_wishes(scenario, quarter, person) for person in everybody]
    rounds = range(max(map(len, lists)))
    turns = [wishes[turn] for turn in rounds for wishes in lists if turn < len(wishes)]
    budget, effort = scenario.quarters[quarter].budget, scenario.words.effort - len(everybody)
    mix = _fill(search, turns, budget, lambda taken: len(set(taken) - set(last)) <= effort)
    return Quarter(mix or last or _cheap(search), everybody)


def _wishes(scenario: Capstone, quarter: int, person: str) -> list[str]:
    """What ``person`` rates 3 or more, the highest first and of equals the dearest."""
    rated = {feature: scenario.rating(quarter, person, feature) for feature in scenario.features}
    wanted = [feature for feature in rated if rated[feature] >= WANTED]
    return sorted(wanted, key=lambda feature: (-rated[feature], -scenario.features[feature].cost))


def _box_ticker(search: Search) -> Year:
    """Does all that is asked for, two conversations a quarter included, and offers one mix all year: the
    cheapest thing that each of the four wants in the first quarter, filled up with what is cheapest.
    """
    scenario = search.scenario
    features = scenario.features
    place = {feature: place for place, feature in enumerate(features)}
    by_cost = sorted(features, key=lambda feature: (features[feature].cost, -place[feature]))
    ticks = []
    for person in scenario.people:
        wanted = _wishes(scenario, 0, person)
        ticks += [feature for feature in by_cost if feature in wanted][:1]
    least = min(quarter.budget for quarter in scenario.quarters)
    mix = _fill(search, [*ticks, *by_cost], least, lambda taken: len(taken) <= EASY_TO_USE)
    return [
        Quarter(mix, NEAREST, due(place, len(scenario.quarters))) for place in range(len(scenario.quarters))
    ]


def _co_creator(search: Search) -> Year:
    """Asks all four every quarter, betters the stream until the last, revisits the agreement, checks with
    governance when it is due, and takes the mix that is worth most then of those that the effort left can
    bring in.
    """
    scenario, year = search.scenario, list[Quarter]()
    everybody = tuple(scenario.people)
    for quarter, values in enumerate(search.values):
        done = due(quarter, len(scenario.quarters))
        effort = scenario.words.effort - len(everybody)
        effort -= sum(scenario.actions[name].effort for name in done)
        mixes = search.payable(quarter, _last(year), effort)
        year.append(Quarter(search.top(mixes, values.__getitem__), everybody, done))
    return year


def due(quarter: int, quarters: int) -> tuple[str, ...]:
    """All that pays in a quarter: in the last one a better stream comes too late."""
    improve = (IMPROVE,) if quarter < quarters - 1 else ()
    check = (CHECK,) if quarter % 2 else ()
    return (*improve, REVISIT, *check)


_POLICIES: Mapping[str, Callable[[Search], Year]] = {
    "provider-only": _provider_only,
    "cheapest": _cheapest,
    "feature-maximizer": _feature_maximizer,
    "process-rigid": _process_rigid,
    "please-everyone": _please_everyone,
    "box-ticker": _box_ticker,
    "co-creator": _co_creator,
}


def _all_payable(search: Search) -> Iterable[list[Mix]]:
    """For each quarter every mix that the money pays."""
    features = tuple(search.scenario.features)
    return (search.payable(quarter, features, 0) for quarter in range(len(search.scenario.quarters)))


def _last(year: Year) -> Mix:
    return year[-1].mix if year else ()


def _in_order(search: Search, features: Sequence[str]) -> Mix:
    return tuple(feature for feature in search.scenario.features if feature in features)


def _fill(search: Search, wishes: Iterable[str], budget: int, bearable: Callable[[list[str]], bool]) -> Mix:
    """The wishes in their order, each taken when money pays it and the mix with it is ``bearable``."""
    taken: list[str] = []
    for feature in wishes:
        more = [*taken, feature]
        if feature not in taken and search.scenario.cost(more) <= budget and bearable(more):
            taken = more
    return _in_order(search, taken)
