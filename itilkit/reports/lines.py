"""Each scenario's runs as lines, beside the strategies that the course compares a run with."""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean, median
from typing import Any

import attrs

from itilkit.reports.evidence import ClassData, Run


@attrs.frozen
class Line:
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
    runs: tuple[Line, ...]
    beside: tuple[Line, ...]

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


@attrs.frozen
class _Shown:
    """How a scenario's lines are read: what they are, its steps, a run's values, and the strategies'."""

    what: str
    steps: Callable[[Any], Sequence[str]]
    values: Callable[[Any, Any], Sequence[float]]
    beside: Callable[[Any], Sequence[tuple[Any, Sequence[float]]]]


def _named(field: str) -> Callable[[Any], Sequence[tuple[Any, Sequence[float]]]]:
    return lambda model: [(each, getattr(each, field)) for each in model.numbers.beside]


def _played(_: Any, state: Any) -> Sequence[float]:
    return [part.value for part in state.played]


def _worths(model: Any, state: Any) -> Sequence[float]:
    return tuple(model.rules.rested(state.position).worths)


_SHOWN: Mapping[str, _Shown] = {
    "affordable-mix": _Shown(
        "value of each season",
        lambda model: [season.name for season in model.words.seasons],
        _played,
        _named("seasons"),
    ),
    "service-value-system": _Shown(
        "worth of each event",
        lambda model: [event.name for event in model.words.events],
        lambda model, state: [each.worth for each in model.happened(state.board)],
        lambda model: [(each, each.events) for each in model.words.beside],
    ),
    "value-stream": _Shown(
        "value of each month",
        lambda _: ["Month 1", "Month 2"],
        lambda model, state: [month.value for month in model.months_of(state)],
        _named("months"),
    ),
    "dialogue": _Shown(
        "worth of the agreement",
        lambda _: ["After turn 6", "After turn 12", "After turn 18"],
        _worths,
        _named("worths"),
    ),
    "conditions": _Shown(
        "value of each iteration",
        lambda _: [f"Iteration {place}" for place in range(1, 7)],
        _played,
        _named("values"),
    ),
    "capstone": _Shown(
        "value of each quarter",
        lambda model: [quarter.name for quarter in model.quarters],
        _played,
        _named("quarters"),
    ),
}


def pictures(data: ClassData) -> tuple[Picture, ...]:
    """One picture for each scenario and variant that somebody played, in the order of the assignments."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in sorted(data.runs, key=lambda run: run.assignment):
        if run.scenario in _SHOWN:
            groups.setdefault((run.scenario, run.model.variant), []).append(run)
    return tuple(_picture(scenario, runs) for (scenario, _), runs in groups.items())


def _picture(scenario: str, runs: Sequence[Run]) -> Picture:
    shown, model = _SHOWN[scenario], runs[0].model
    return Picture(
        scenario=scenario,
        variant=model.variant,
        title=model.words.title,
        what=shown.what,
        steps=tuple(shown.steps(model)),
        most=runs[0].result.max_score,
        runs=tuple(
            Line(
                run.learner,
                tuple(shown.values(run.model, run.result.state)),
                run.result.value,
                run.result.score,
                run.result.passed,
            )
            for run in runs
        ),
        beside=tuple(
            Line(each.name, tuple(values), each.value, each.score, id=each.id)
            for each, values in shown.beside(model)
        ),
    )


__all__ = ["Line", "Picture", "pictures"]
