"""What a class gained: the form before the course and the one after it, by objective.

Only learners who finished both count. The gain is that of the class: (after − before) / (1 − before) of its
mean shares (Hake, 1998), which is defined unless everybody knew everything before.
"""

from collections.abc import Mapping
from statistics import fmean

import attrs

from itilkit.items import objectives
from itilkit.progress.gain import normalised_gain
from itilkit.reports.evidence import ClassData, LearnerForm


@attrs.frozen
class Gain:
    """Mean shares (0 to 1) before and after, and the normalised gain (None: nothing was left to gain)."""

    code: str
    name: str
    before: float
    after: float

    @property
    def gain(self) -> float | None:
        """The share of what was left to learn that was learned; negative when something was lost."""
        return normalised_gain(self.before, self.after)


@attrs.frozen
class Gains:
    """The class's gain over all objectives (None: nobody finished both forms) and by objective.

    ``learners`` finished both; ``before`` and ``after`` count who finished each.
    """

    learners: tuple[str, ...]
    before: int
    after: int
    overall: Gain | None
    objectives: tuple[Gain, ...]
    own: Mapping[str, tuple[float, float]]


def gains(data: ClassData) -> Gains:
    """The gain from the form before to the form after."""
    taken = {
        name: {form.learner: form for form in data.forms if form.form == name} for name in ("before", "after")
    }
    before, after = taken["before"], taken["after"]
    both = tuple(learner.id for learner in data.learners if learner.id in before and learner.id in after)
    found = []
    for code, known in objectives().items():
        pairs = [
            (before[each].shares[code], after[each].shares[code])
            for each in both
            if code in before[each].shares and code in after[each].shares
        ]
        if pairs:
            found.append(
                Gain(code, known.name, fmean(one for one, _ in pairs), fmean(two for _, two in pairs))
            )
    own = {each: (_mean(before[each]), _mean(after[each])) for each in both}
    overall = (
        Gain(
            "", "All objectives", fmean(one for one, _ in own.values()), fmean(two for _, two in own.values())
        )
        if own
        else None
    )
    return Gains(both, len(before), len(after), overall, tuple(found), own)


def _mean(form: LearnerForm) -> float:
    return fmean(form.shares.values()) if form.shares else 0.0


__all__ = ["Gain", "Gains", "gains"]
