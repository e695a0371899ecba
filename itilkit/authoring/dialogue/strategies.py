"""Named ways to lead the dialogue, as policies that work on the numbers of any variant.

They are what a learner's run is compared with, and what a new variant is tried on. Most are habits, and the
same on every variant. Those that co-create look at the trust they find: where somebody does not yet trust
enough for a question, they listen to them instead. On base they give the move lists of
tests/data/strategies.toml.
"""

from collections.abc import Mapping, Sequence
from random import Random

from itilkit.scenarios.base import at_least
from itilkit.scenarios.dialogue.model import Dialogue
from itilkit.scenarios.dialogue.rules import PEOPLE, TRIAL_TRUST, TURNS, Position
from itilkit.scenarios.dialogue.turning import line

_LISTEN_TO_ALL = tuple(f"listen {person}" for person in PEOPLE)
_EXPLORE_ALL = tuple(f"explore {person}" for person in PEOPLE)
_IN_THE_ROOM = _LISTEN_TO_ALL[:3]

#: What does not depend on the numbers, in the order of the course, the naive ones first.
HABITS: Mapping[str, tuple[str, ...]] = {
    "provider-only": ("decide-alone", "freeze"),
    "sign-off": (*_IN_THE_ROOM, "propose", "freeze"),
    "thorough-sign-off": (
        "invite bryn",
        "share-limits",
        *("listen mara", "listen ines", "listen tomas", "listen bryn"),
        *("explore mara", "explore ines", "explore tomas", "explore bryn"),
        *("play-back", "propose", "freeze"),
    ),
    "loudest": ("concede mara", "concede mara", "concede mara", "concede ines", "propose"),
    "obeys-everyone": ("invite bryn", *[f"concede {person}" for person in PEOPLE] * 3, "propose"),
    "listens-once": ("invite bryn", *_LISTEN_TO_ALL, "propose"),
    "endless-talk": ("invite bryn", *_LISTEN_TO_ALL * 4),
    "agrees-late": (
        *("invite bryn", "share-limits", *_LISTEN_TO_ALL, *_EXPLORE_ALL, "wait", "wait"),
        *("listen mara", "listen bryn", "play-back", "propose"),
    ),
}

_TO_THE_STORM = ("share-limits", "listen mara", "listen ines", "explore mara", "propose", "invite bryn")
_TO_THE_CUT = ("listen bryn", "revisit", "trial", "listen tomas", "explore tomas", "propose")
_AFTER_THE_CUT = ("listen mara", "explore ines", "revisit", "play-back", "explore bryn", "propose")

#: What is meant, before it meets the trust that is there.
INTENTIONS: Mapping[str, tuple[str, ...]] = {
    "misses-the-second-event": (*_TO_THE_STORM, *_TO_THE_CUT, "play-back"),
    "co-creator-first-try": (
        *("share-limits", "invite bryn", "listen mara", "listen ines", "listen bryn", "propose"),
        *("listen tomas", "listen bryn", "trial", "revisit", "explore tomas", "propose"),
        *("listen mara", "explore ines", "revisit", "explore bryn", "explore mara", "play-back"),
    ),
    "co-creator": (*_TO_THE_STORM, *_TO_THE_CUT, *_AFTER_THE_CUT),
}


def strategies(scenario: Dialogue) -> Mapping[str, tuple[str, ...]]:
    """The move list of every named strategy on the numbers of ``scenario``, naive ones first."""
    return {**HABITS, **{name: _heeding_trust(scenario, lines) for name, lines in INTENTIONS.items()}}


def worked_run(scenario: Dialogue) -> tuple[str, ...]:
    """The moves of the co-creator."""
    return strategies(scenario)["co-creator"]


def random_moves(scenario: Dialogue, dice: Random) -> tuple[str, ...]:
    """Eighteen turns without any thought: each move that is possible has the same chance."""
    rules = scenario.rules
    position = rules.start()
    moves = []
    for _ in range(TURNS):
        legal = rules.legal(position)
        verb, person = legal[int(dice.random() * len(legal))]
        moves.append(line((verb, person)))
        position = rules.play(position, verb, person).position
    return tuple(moves)


def pair(move: str) -> tuple[str, str]:
    """A line such as ``listen mara`` as (verb, person)."""
    verb, _, person = move.partition(" ")
    return verb, person


def _heeding_trust(scenario: Dialogue, intended: Sequence[str]) -> tuple[str, ...]:
    rules = scenario.rules
    position = rules.start()
    moves = []
    for each in intended:
        verb, person = _instead(position, *pair(each))
        moves.append(line((verb, person)))
        position = rules.play(position, verb, person).position
    return tuple(moves)


def _instead(position: Position, verb: str, person: str) -> tuple[str, str]:
    """A move as it is meant, or listening, where the trust for it is not there."""
    if verb == "explore" and position.trust_of(person) < position.threshold:
        return "listen", person
    if verb == "trial" and not at_least(position.mean_trust, TRIAL_TRUST):
        return "listen", min(position.room, key=position.trust_of)
    return verb, person
