"""What stands behind each objective: the evidence in the diary, and what it comes to.

An item counts with the first answer of a sitting: who reads the explanation and then clicks the right option
has not shown more. A later sitting, and an item that comes back for review, count anew, and the newest
counts. The form before the course is left out, as it says what a learner brought along. A scenario counts
criterion by criterion, with its newest finished run. Hints are told, not taken off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from math import fsum
from typing import Any

import attrs

from itilkit.items import criteria, load_items, objectives
from itilkit.progress.diary import DiaryEntry

#: Answers to the same item within this span are one sitting.
SITTING = timedelta(hours=8)
#: From this share of the points on, an objective is secure, as 75 % of the points pass a notebook …
SECURE = 0.75
#: … if there is evidence from this many items or criteria.
ENOUGH = 3


class Level(StrEnum):
    """How far an objective has come, in words for a learner."""

    NOT_SEEN = "not met yet"
    BEGUN = "too little to say"
    UNDER_WAY = "under way"
    SECURE = "secure"


@attrs.frozen
class LearnerEvidence:
    """One thing that speaks for an objective: ``share`` (0 to 1) of what could be earned with ``source``.

    ``kind`` is the item's kind, or ``scenario``; ``hints`` is how many steps of help were used.
    """

    objective: str
    source: str
    kind: str
    share: float
    at: datetime
    hints: int = 0


@attrs.frozen
class Standing:
    """An objective with its evidence, newest of each source."""

    objective: str
    evidence: tuple[LearnerEvidence, ...]

    @property
    def share(self) -> float | None:
        """The mean share over the evidence; None without any."""
        if not self.evidence:
            return None
        return fsum(each.share for each in self.evidence) / len(self.evidence)

    @property
    def level(self) -> Level:
        """What the evidence comes to."""
        share = self.share
        if share is None:
            return Level.NOT_SEEN
        if len(self.evidence) < ENOUGH:
            return Level.BEGUN
        return Level.SECURE if round(share, 9) >= SECURE else Level.UNDER_WAY


def standings(entries: Iterable[DiaryEntry]) -> list[Standing]:
    """Where a learner stands, for each objective in its order."""
    newest: dict[tuple[str, str], LearnerEvidence] = {}
    for each in evidence(entries):
        # taken out first, so that the evidence stands in the order in which it came
        newest.pop((each.objective, each.source), None)
        newest[each.objective, each.source] = each
    return [
        Standing(code, tuple(each for (objective, _), each in newest.items() if objective == code))
        for code in objectives()
    ]


def evidence(entries: Iterable[DiaryEntry]) -> Iterator[LearnerEvidence]:
    """All that counts as evidence, in the order in which it came."""
    kept = list(entries)
    counted = {id(entry) for entry in counted_responses(kept)}
    for entry in kept:
        if entry.what == "response" and id(entry) in counted:
            yield from _of_response(entry)
        elif entry.what == "form" and entry.get("form") != "before":
            yield from _of_form(entry)
        elif entry.what == "run" and entry.get("finished"):
            yield from _of_run(entry)
        elif entry.what == "check":
            yield from _of_check(entry)


def counted_responses(entries: Iterable[DiaryEntry]) -> Iterator[DiaryEntry]:
    """The responses that count: the first of each sitting, and every one that was given in a review."""
    last: dict[str, datetime] = {}
    for entry in entries:
        if entry.what != "response" or _share(entry.get("score")) is None:
            continue
        name = str(entry.get("id"))
        # a clock that was set back by more than a sitting begins a new one
        again = name in last and abs(entry.at - last[name]) < SITTING
        if again and entry.get("where") != "review":
            continue
        last[name] = entry.at
        yield entry


def _of_response(entry: DiaryEntry) -> Iterator[LearnerEvidence]:
    item = load_items().get(str(entry.get("id")))
    share = _share(entry.get("score"))
    if item is not None and share is not None:
        yield LearnerEvidence(item.objective, item.id, item.kind, share, entry.at, _hints(entry))


def _of_form(entry: DiaryEntry) -> Iterator[LearnerEvidence]:
    for name, share in _shares(entry.get("scores")).items():
        item = load_items().get(name)
        if item is not None:
            yield LearnerEvidence(item.objective, item.id, item.kind, share, entry.at)


def _of_run(entry: DiaryEntry) -> Iterator[LearnerEvidence]:
    scenario = str(entry.get("id"))
    for name, share in _shares(entry.get("criteria")).items():
        known = criteria().get(scenario, {})
        for objective in known[name].objectives if name in known else ():
            yield LearnerEvidence(
                objective, f"{scenario}: {name}", "scenario", share, entry.at, _hints(entry)
            )


def _of_check(entry: DiaryEntry) -> Iterator[LearnerEvidence]:
    """A graded question that `itilkit check` marked, or the self-assessment of a written answer."""
    share, objective = _share(entry.get("score")), entry.get("objective")
    if share is not None and isinstance(objective, str) and objective in objectives():
        yield LearnerEvidence(objective, str(entry.get("id")), str(entry.get("kind")), share, entry.at)


def _share(value: Any) -> float | None:
    """A share from 0 to 1; None for anything else that an edited diary may hold."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)


def _shares(value: Any) -> Mapping[str, float]:
    if not isinstance(value, dict):
        return {}
    shares = {str(name): _share(share) for name, share in value.items()}
    return {name: share for name, share in shares.items() if share is not None}


def _hints(entry: DiaryEntry) -> int:
    used = entry.get("hints", 0)
    return used if isinstance(used, int) and not isinstance(used, bool) and used > 0 else 0


def secure(found: Sequence[Standing]) -> int:
    """How many objectives are secure."""
    return sum(each.level is Level.SECURE for each in found)
