"""What came of the forms before, after and later: shares by objective, and the gain between two of them.

The normalised gain is (after − before) / (1 − before), the share of what was left to learn that was learned
(Hake, 1998); it is not defined for somebody who knew everything before.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import fsum
from typing import Any

import attrs

from itilkit.items import load_items, objectives
from itilkit.items.forms import FORMS
from itilkit.progress.diary import DiaryEntry

#: How long after the second form the third one says most about what has lasted.
LATER = timedelta(weeks=3)


@attrs.frozen
class FormTaken:
    """A form that was finished: when, and the share (0 to 1) by objective."""

    form: str
    at: datetime
    shares: Mapping[str, float]

    @property
    def share(self) -> float:
        """The mean over the objectives."""
        return fsum(self.shares.values()) / len(self.shares) if self.shares else 0.0


def taken_forms(entries: Iterable[DiaryEntry]) -> Mapping[str, FormTaken]:
    """The finished forms by their id; of a form that was finished several times the first counts."""
    found: dict[str, FormTaken] = {}
    for entry in entries:
        form = entry.get("form")
        if entry.what == "form" and form in FORMS and form not in found:
            found[form] = FormTaken(form, entry.at, _by_objective(entry.get("scores")))
    return {form: found[form] for form in FORMS if form in found}


def _by_objective(scores: Any) -> Mapping[str, float]:
    """Shares by objective, in the order of the objectives; what cannot be read is left out."""
    given = scores if isinstance(scores, dict) else {}
    found: dict[str, float] = {}
    for name, share in given.items():
        item = load_items().get(str(name))
        if item is not None and isinstance(share, int | float) and 0 <= share <= 1:
            found[item.objective] = float(share)
    return {code: found[code] for code in objectives() if code in found}


def normalised_gain(before: float, after: float) -> float | None:
    """The share of what was left to learn that was learned, from ``before`` to ``after`` (0 to 1 each).

    Negative when something was lost; None when nothing was left to learn.
    """
    return None if round(before, 9) >= 1 else (after - before) / (1 - before)
