"""Small years of the capstone with numbers that can be worked out by hand."""

import attrs

from itilkit.scenarios.capstone.model import load_capstone

ALL = "mara tomas ines bryn"
QUARTERS = ("summer", "storms", "winter", "spring")


def capstone(variant="graded", **changes):
    """The scenario on the numbers of ``variant``, some of them changed."""
    shipped = load_capstone(variant)
    return attrs.evolve(shipped, numbers=attrs.evolve(shipped.numbers, **changes))


def rated(**by_quarter):
    """Ratings in which everybody rates everything 0, except what is given as quarter, person, feature."""
    scenario = load_capstone("graded")
    return {
        quarter: {
            person: tuple(
                by_quarter.get(quarter, {}).get(person, {}).get(feature, 0) for feature in scenario.features
            )
            for person in scenario.people
        }
        for quarter in QUARTERS
    }


def all_happy():
    """A scenario in which the status page alone serves everybody fully: every mix with it is worth 100."""
    five = {person: {"status-page": 5, "alerts": 5, "availability": 5} for person in ALL.split()}
    return capstone(ratings=rated(**dict.fromkeys(QUARTERS, five)))


#: With `all_happy`: what serves everybody fully, for 20.
HAPPY = "status-page alerts availability"


def year(*quarters):
    """A move list from (who is asked, what is done, what is offered), each as words with spaces between."""
    moves = []
    for asked, done, offered in quarters:
        moves += [f"ask {person}" for person in asked.split()]
        moves += done.split()
        moves.append(f"offer {offered}")
    return moves


#: All that pays, by quarter.
DUE = (
    "improve-stream revisit",
    "improve-stream revisit check-governance",
    "improve-stream revisit",
    "revisit check-governance",
)
#: The mixes of the course's co-creator on graded.
MIXES = (
    "status-page booking availability",
    "status-page alerts offline-tablets availability",
    "status-page freight-slots offline-tablets accessible-line chatbot",
    "status-page booking freight-slots offline-tablets dashboard",
)


def joint(asked=(ALL,) * 4, done=DUE, mixes=MIXES):
    """The co-creator's year on graded, with some of it played otherwise."""
    return year(*zip(asked, done, mixes, strict=True))
