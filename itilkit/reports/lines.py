"""Each scenario's runs as lines, beside the strategies that the course compares a run with."""

from collections.abc import Sequence
from statistics import fmean, median
from typing import Any

import attrs

from itilkit.reports.evidence import ClassData, Run
from itilkit.scenarios import offer_of
from itilkit.scenarios.offer import Steps


@attrs.frozen
class RunLine:
    """The values (0 to 100) of a run at the steps it reached, its value and score, and whether it passed.

    ``who`` is the learner, or the name of a strategy; ``id`` is the strategy's.
    """

    who: str
    values: tuple[float, ...]
    value: float
    score: float
    passed: bool = False
    id: str = ""


@attrs.frozen
class Picture:
    """All runs of a scenario on one variant: its ``steps``, the learners' lines, and the strategies'.

    ``title`` is the scenario's; ``what`` says what the values are, ``most`` the most points.
    """

    scenario: str
    variant: str
    title: str
    what: str
    steps: tuple[str, ...]
    most: float
    runs: tuple[RunLine, ...]
    beside: tuple[RunLine, ...]

    @property
    def middle(self) -> tuple[float, ...]:
        """The median of the learners' lines at each step, a step not reached counting 0."""
        return tuple(
            median([line.values[place] if place < len(line.values) else 0.0 for line in self.runs])
            for place in range(len(self.steps))
        )

    @property
    def passed(self) -> int:
        """How many runs passed."""
        return sum(line.passed for line in self.runs)

    @property
    def mean(self) -> float:
        """The mean value of the runs, 0 to 100."""
        return fmean(line.value for line in self.runs)


def pictures(data: ClassData) -> tuple[Picture, ...]:
    """One picture for each scenario and variant that somebody played, in the order of the assignments."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in sorted(data.runs, key=lambda run: run.assignment):
        groups.setdefault((run.scenario, run.model.variant), []).append(run)
    drawn = [(offer_of(scenario), runs) for (scenario, _), runs in groups.items()]
    return tuple(_picture(offer.id, offer.steps(), runs) for offer, runs in drawn if offer.steps is not None)


def _picture(scenario: str, steps: Steps[Any, Any], runs: Sequence[Run]) -> Picture:
    model = runs[0].model
    return Picture(
        scenario=scenario,
        variant=model.variant,
        title=model.words.title,
        what=steps.what,
        steps=tuple(steps.names(model)),
        most=runs[0].result.max_score,
        runs=tuple(
            RunLine(
                run.learner,
                tuple(steps.values(run.model, run.result.state)),
                run.result.value,
                run.result.score,
                run.result.passed,
            )
            for run in runs
        ),
        beside=tuple(
            RunLine(each.name, tuple(values), each.value, each.score, id=each.id)
            for each, values in steps.beside(model)
        ),
    )


__all__ = ["Picture", "RunLine", "pictures"]
