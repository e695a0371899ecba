"""The audit as a whole: everything that was looked at, and what is wrong, each thing in one sentence."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from itilkit.authoring.audit.contest import BANK, ENOUGH, Verdict, contest
from itilkit.authoring.audit.coverage import Coverage, CoveragePlan, coverage
from itilkit.authoring.audit.flags import Flag, flags_of
from itilkit.authoring.audit.models import ModelMark
from itilkit.authoring.audit.positions import Positions, positions
from itilkit.authoring.audit.readability import Reading, readings
from itilkit.authoring.audit.subject import GRADED, Subject
from itilkit.items.bank import claims, misconceptions, objectives
from itilkit.items.evidence import Criteria, criteria, criterion_problems


@attrs.frozen
class Audit:
    """What an audit found; ``problems`` is empty for a sound bank."""

    counts: Mapping[str, int]
    verdicts: tuple[Verdict, ...]
    flags: tuple[Flag, ...]
    positions: tuple[Positions, ...]
    readings: tuple[Reading, ...]
    coverage: Coverage
    criteria: tuple[str, ...]
    models: tuple[ModelMark, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that is wrong, each fault one sentence."""
        return (
            *self._too_few(),
            *(verdict.problem for verdict in self.verdicts if verdict.fails),
            *(flag.problem for flag in self.flags),
            *(spread.problem for spread in self.positions if spread.fails),
            *(reading.problem for reading in self.readings if reading.problem is not None),
            *self.coverage.holes,
            *self.criteria,
            *(mark.problem for mark in self.models if mark.fails),
        )

    def _too_few(self) -> Iterable[str]:
        count = sum(number for use, number in self.counts.items() if use != GRADED)
        if count < ENOUGH:
            yield f"The bank has {count} items; a verdict on it needs {ENOUGH} at least."

    def data(self) -> dict[str, Any]:
        """The whole audit as plain lists and tables, as a JSON file can hold it."""
        found: dict[str, Any] = attrs.asdict(self)
        for row, verdict in zip(found["verdicts"], self.verdicts, strict=True):
            row["fails"] = verdict.fails
        for row, spread in zip(found["positions"], self.positions, strict=True):
            row.update(chi_square=spread.chi_square, fails=spread.fails)
        for row, mark in zip(found["models"], self.models, strict=True):
            row["fails"] = mark.fails
        return {"problems": list(self.problems), **found}


def audit(
    subjects: Iterable[Subject],
    scored: Mapping[str, Collection[str]],
    told: Criteria | None = None,
    models: Iterable[ModelMark] = (),
) -> Audit:
    """Look at ``subjects`` in every way there is, and at what the ``models`` of a clone earn.

    ``scored`` maps each scenario to the names of the criteria by which its runs are scored; ``told`` says
    what they give evidence on, as `criteria` reads it unless told otherwise.
    """
    listed = tuple(subjects)
    evidence = criteria() if told is None else told
    uses = dict.fromkeys(one.use for one in listed)
    return Audit(
        counts={use: sum(one.use == use for one in listed) for use in uses},
        verdicts=contest(listed),
        flags=flags_of(listed),
        positions=positions(listed),
        readings=readings(listed),
        coverage=coverage(listed, CoveragePlan(claims(), objectives(), misconceptions(), evidence)),
        criteria=criterion_problems(evidence, scored),
        models=tuple(models),
    )


__all__ = ["BANK", "Audit", "audit"]
