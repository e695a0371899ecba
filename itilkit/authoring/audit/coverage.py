"""The coverage matrix: claims and objectives against items and scenario criteria, nothing left uncovered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from itilkit.authoring.audit.subject import FORMS, GRADED, Subject
from itilkit.items.bank import Claim, Misconception, Objective
from itilkit.items.evidence import Criteria

PRACTICE = "practice"


@attrs.frozen
class CoverageRow:
    """What covers one objective, claim or misconception.

    ``items`` are ids by use, ``criteria`` look like ``scenario: name``. ``objectives`` are
    those that cover a claim, and ``taught`` is its lesson and section.
    """

    code: str
    items: Mapping[str, tuple[str, ...]]
    criteria: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    taught: str = ""

    def of(self, use: str) -> tuple[str, ...]:
        """The items of one use."""
        return self.items.get(use, ())


@attrs.frozen
class Coverage:
    """The matrix by its three kinds of rows, and its holes, each one sentence."""

    objectives: tuple[CoverageRow, ...]
    claims: tuple[CoverageRow, ...]
    misconceptions: tuple[CoverageRow, ...]
    holes: tuple[str, ...]


@attrs.frozen
class CoveragePlan:
    """What is to be covered, by code, and what the criteria of the scenarios give evidence on."""

    claims: Mapping[str, Claim]
    objectives: Mapping[str, Objective]
    misconceptions: Mapping[str, Misconception]
    criteria: Criteria


def coverage(subjects: Iterable[Subject], plan: CoveragePlan) -> Coverage:
    """What covers each objective, claim and misconception of ``plan``, and what covers none enough.

    The rules count practice items: a form and an assignment measure, they do not teach. An objective needs
    three items of two kinds, or one criterion and two items; a claim an objective, and an item or a section
    that teaches it; a misconception an item of each use that the bank has, and practice in any case.
    """
    listed = tuple(subjects)
    objectives = tuple(_objective(code, listed, plan) for code in plan.objectives)
    claims = tuple(_claim(code, listed, plan) for code in plan.claims)
    codes = tuple(_misconception(code, listed, plan) for code in plan.misconceptions)
    uses = [PRACTICE, *(form for form in FORMS if any(one.use == form for one in listed))]
    kinds = {one.id: one.question.kind for one in listed}
    holes = [
        *(hole for row in objectives for hole in _objective_holes(row, kinds)),
        *(hole for row in claims for hole in _claim_holes(row)),
        *(
            f"{row.code} stands behind no wrong decision of the {_named(use)}; add one that rests on it."
            for row in codes
            for use in uses
            if not row.of(use)
        ),
    ]
    return Coverage(objectives, claims, codes, tuple(holes))


def _named(use: str) -> str:
    return "practice items" if use == PRACTICE else f"form “{use}”"


def _objective(code: str, subjects: Sequence[Subject], plan: CoveragePlan) -> CoverageRow:
    found = _by_use(one for one in subjects if one.objective == code)
    return CoverageRow(code, found, _criteria(plan, "objectives", code))


def _claim(code: str, subjects: Sequence[Subject], plan: CoveragePlan) -> CoverageRow:
    claim = plan.claims[code]
    return CoverageRow(
        code,
        _by_use(one for one in subjects if code in one.claims),
        objectives=tuple(name for name, objective in plan.objectives.items() if code in objective.claims),
        taught=f"{claim.lesson}: {claim.section}" if claim.section else "",
    )


def _misconception(code: str, subjects: Sequence[Subject], plan: CoveragePlan) -> CoverageRow:
    found = _by_use(one for one in subjects if code in one.codes)
    return CoverageRow(code, found, _criteria(plan, "misconceptions", code))


def _by_use(subjects: Iterable[Subject]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in subjects:
        found[one.use] = (*found.get(one.use, ()), one.id)
    return found


def _criteria(plan: CoveragePlan, kind: str, code: str) -> tuple[str, ...]:
    return tuple(
        f"{scenario}: {name}"
        for scenario, of_scenario in plan.criteria.items()
        for name, evidence in of_scenario.items()
        if code in getattr(evidence, kind)
    )


def _objective_holes(row: CoverageRow, kinds: Mapping[str, str]) -> Iterator[str]:
    items = row.of(PRACTICE)
    formats = {kinds[item] for item in items}
    if not ((len(items) >= 3 and len(formats) >= 2) or (row.criteria and len(items) >= 2)):
        yield (
            f"{row.code} has {len(items)} practice items of {len(formats)} kinds and {len(row.criteria)} "
            "scenario criteria; it needs three items of two kinds, or a criterion and two items."
        )


def _claim_holes(row: CoverageRow) -> Iterator[str]:
    if not row.objectives:
        yield f"{row.code} belongs to no objective; name it in objectives.toml."
    if not row.taught and not any(items for use, items in row.items.items() if use != GRADED):
        yield f"{row.code} has neither an item nor a section that teaches it; add one."
