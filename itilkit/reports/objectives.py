"""Marks by objective: what questions and the criteria of runs show of each learning objective.

Every question and every criterion counts once, with its share of its own points. A question left open in
work that was handed in counts 0; work that was not handed in counts nothing.
"""

from collections.abc import Mapping
from statistics import fmean

import attrs

from itilkit.items import criteria, objectives
from itilkit.reports.evidence import ClassData

#: Below this share of the points an objective is not reached.
HALF = 0.5


@attrs.frozen
class ClassObjective:
    """One objective in the class: each learner's mean share (0 to 1) and on how many pieces it rests.

    ``questions`` and ``criteria`` count what gives evidence on it in this class.
    """

    code: str
    name: str
    shares: Mapping[str, float]
    pieces: Mapping[str, int]
    questions: int
    criteria: int

    @property
    def mean(self) -> float | None:
        """The mean over the learners; None without evidence."""
        return fmean(self.shares.values()) if self.shares else None

    @property
    def below_half(self) -> tuple[str, ...]:
        """Who reached less than half of the points."""
        return tuple(learner for learner, share in self.shares.items() if round(share, 9) < HALF)


def by_objective(data: ClassData) -> tuple[ClassObjective, ...]:
    """Every objective of the course, in its order; those without evidence have no shares."""
    found: dict[str, dict[str, list[float]]] = {code: {} for code in objectives()}
    asked: dict[str, set[str]] = {code: set() for code in objectives()}
    scored: dict[str, set[tuple[str, str]]] = {code: set() for code in objectives()}
    for name, shares in data.shares.items():
        code = data.asked[name].objective
        if code in found and shares:
            asked[code].add(name)
            for learner, share in shares.items():
                found[code].setdefault(learner, []).append(share)
    for run in data.runs:
        for name, (points, most) in run.result.criteria.items():
            evidence = criteria().get(run.scenario, {}).get(name)
            for code in evidence.objectives if evidence else ():
                scored[code].add((run.scenario, name))
                found[code].setdefault(run.learner, []).append(points / most)
    order = [learner.id for learner in data.learners]
    return tuple(
        ClassObjective(
            code=code,
            name=known.name,
            shares={each: fmean(found[code][each]) for each in order if each in found[code]},
            pieces={each: len(found[code][each]) for each in order if each in found[code]},
            questions=len(asked[code]),
            criteria=len(scored[code]),
        )
        for code, known in objectives().items()
    )


__all__ = ["HALF", "ClassObjective", "by_objective"]
