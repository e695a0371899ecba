"""Small affordable mixes with numbers that can be worked out by hand."""

import attrs

from itilkit.scenarios.affordable_mix.model import load_affordable_mix

ALL = "mara tomas ines bryn"


def mix(variant="base", **changes):
    """The scenario on the numbers of ``variant``, some of them changed."""
    shipped = load_affordable_mix(variant)
    return attrs.evolve(shipped, numbers=attrs.evolve(shipped.numbers, **changes))


def rated(**by_season):
    """Ratings in which everybody rates everything 0, except what is given as season, person, feature."""
    words = load_affordable_mix().words
    features = [feature.id for feature in words.features]
    return {
        season.id: {
            person.id: tuple(
                by_season.get(season.id, {}).get(person.id, {}).get(feature, 0) for feature in features
            )
            for person in words.people
        }
        for season in words.seasons
    }


def year(*seasons):
    """A move list from (who is asked, what is offered) pairs, both as words with spaces between them."""
    moves = []
    for asked, offered in seasons:
        moves += [f"ask {person}" for person in asked.split()]
        moves.append(f"offer {offered}")
    return moves
