"""All that the report says of a class, computed once."""

import attrs

from itilkit.reports import gains, item_analysis, lines, marks, misconceptions, objectives, teaching
from itilkit.reports.evidence import ClassData


@attrs.frozen
class Findings:
    """A class and every analysis of it."""

    data: ClassData
    rows: tuple[marks.MarksRow, ...]
    columns: tuple[marks.Column, ...]
    objectives: tuple[objectives.ClassObjective, ...]
    cases: tuple[misconceptions.ClassMisconception, ...]
    pictures: tuple[lines.Picture, ...]
    items: tuple[item_analysis.ItemFigures, ...]
    gains: gains.Gains
    things: tuple[teaching.Thing, ...]


def findings(data: ClassData) -> Findings:
    """Every analysis of a class."""
    cases, reached = misconceptions.cases(data), objectives.by_objective(data)
    return Findings(
        data=data,
        rows=marks.rows(data),
        columns=marks.columns(data),
        objectives=reached,
        cases=cases,
        pictures=lines.pictures(data),
        items=item_analysis.item_figures(data),
        gains=gains.gains(data),
        things=teaching.to_teach_again(cases, reached),
    )


__all__ = ["Findings", "findings"]
