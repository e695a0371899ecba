"""A quarter of the capstone: what is kept of it, and how trust and delay move at its end."""

from collections.abc import Collection, Iterable, Mapping

import attrs

#: Highest trust and longest delay.
MOST_TRUST, MOST_DELAY = 5, 3
#: From so many conversations on a revisited agreement rests on more than one voice.
SEVERAL = 2
#: From so many conversations on evidence counts in full.
ENOUGH = 3
#: Quarters (0-based) that need a governance check.
CHECKED = (1, 3)
#: By how much each thing that happens moves trust or delay, before both are held within their ranges.
CHANGES = {"agreed": 1, "silent": -1, "not-revisited": -1, "ungoverned": -1, "improved": -1}


@attrs.frozen
class Effort:
    """Where the effort of a quarter goes, in points."""

    conversations: int = 0
    introductions: int = 0
    stream: int = 0
    agreement: int = 0
    governance: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return sum(attrs.astuple(self))


@attrs.frozen
class LevelChange:
    """One reason why trust or delay moved: the ``id`` of the change, by how much, and why, in a sentence."""

    id: str
    by: int
    why: str


@attrs.frozen
class PlayedQuarter:
    """A quarter that is over.

    ``asked`` (in that order), ``mix`` and what was ``new`` in it, what was ``done`` besides, ``spend`` in
    money and ``effort``; ``trust`` and ``delay`` before and after with each reason; then what the mix was
    worth (``season_value``, 0 to 100), the factors of trust and delay, and the product of the three, the
    quarter's ``value``. ``last_mix_value`` is what last quarter's mix would have been worth (None in the
    first).
    """

    asked: tuple[str, ...]
    mix: tuple[str, ...]
    new: tuple[str, ...]
    done: tuple[str, ...]
    spend: int
    effort: Effort
    trust_before: int
    trust: int
    trust_moved: tuple[LevelChange, ...]
    delay_before: int
    delay: int
    delay_moved: tuple[LevelChange, ...]
    satisfaction: Mapping[str, float]
    season_value: float
    last_mix_value: float | None
    trust_factor: float
    delay_factor: float
    value: float

    @property
    def delay_cost(self) -> float:
        """What delay took off the value of the quarter."""
        return self.season_value * self.trust_factor - self.value

    def trust_gain(self, before: int) -> float:
        """What trust added to the quarter's value, or took off it, against trust as it was ``before``."""
        return self.season_value * self.delay_factor * (self.trust_factor - trust_factor(before))


@attrs.frozen
class State:
    """Where a year stands: the quarters played, then who was asked and what was done in the one under way
    (both in the order of the moves), and trust and delay now.
    """

    trust: int
    delay: int
    played: tuple[PlayedQuarter, ...] = ()
    asked: tuple[str, ...] = ()
    done: tuple[str, ...] = ()

    @property
    def quarter(self) -> int:
        """Index of the quarter under way (0 to 3; 4 when the year is over)."""
        return len(self.played)

    @property
    def last_mix(self) -> tuple[str, ...]:
        """The mix of the last quarter; empty in the first."""
        return self.played[-1].mix if self.played else ()


def trust_factor(trust: int) -> float:
    """What trust (0 to 5) makes of a mix: 0.70 to 1.00."""
    return 0.70 + 0.06 * trust


def delay_factor(delay: int) -> float:
    """What delay (0 to 3) leaves of a mix: 1.00 down to 0.76."""
    return 1.0 - 0.08 * delay


def trust_changes(quarter: int, asked: int, done: Collection[str]) -> tuple[str, ...]:
    """What in a quarter (0-based) moves trust: ``asked`` people, and ``done`` besides."""
    revisited = "revisit" in done
    holds = {
        "agreed": revisited and asked >= SEVERAL,
        "silent": asked == 0,
        "not-revisited": not revisited and quarter > 0,
        "ungoverned": quarter in CHECKED and "check-governance" not in done,
    }
    return tuple(name for name in holds if holds[name])


def delay_changes(delay: int, done: Collection[str]) -> tuple[str, ...]:
    """What in a quarter moves a ``delay`` of 0 to 3."""
    return ("improved",) if "improve-stream" in done and delay > 0 else ()


def trust_after(trust: int, changes: Iterable[str]) -> int:
    """Trust at the end of a quarter, 0 to 5."""
    return min(MOST_TRUST, max(0, trust + sum(CHANGES[name] for name in changes)))


def delay_after(delay: int, changes: Iterable[str]) -> int:
    """Delay at the end of a quarter, 0 to 3."""
    return max(0, delay + sum(CHANGES[name] for name in changes))
