"""The sections on marks, on objectives and on what was gained."""

from collections.abc import Sequence

from itilkit.ground.html import esc
from itilkit.ground.words import plural
from itilkit.reports.findings import Findings
from itilkit.reports.marks import Column, MarksRow
from itilkit.reports.objectives import ClassObjective
from itilkit.reports.parts import TableCell, details, row, section, share_bar, table
from itilkit.reports.words import percent, points, short_name
from itilkit.widgets.charts import ObjectiveShares, gain_chart

# marks ----------------------------------------------------------------------------------------------


def marks_html(found: Findings) -> str:
    """Marks per learner and assignment, with what is missing."""
    if not found.columns:
        return section("marks", "Marks", '<p class="none">No assignment has been released yet.</p>')
    head = [
        TableCell("Learner"),
        *(
            TableCell(short_name(each.name), "n", f"<small>of {points(each.most)}</small>", each.name)
            for each in found.columns
        ),
        TableCell("Sum", "n", f"<small>of {points(sum(each.most for each in found.columns))}</small>"),
        TableCell("Missing"),
    ]
    rows = [(found.data.names[each.learner], _mark_cells(each, found.columns)) for each in found.rows]
    foot = [
        row(
            "Mean of those graded",
            *(points(each.mean) for each in found.columns),
            # Each column's mean is of other people, so there is no sum of them that means anything.
            TableCell(""),
            TableCell(""),
        ),
        row(
            "Handed in",
            *(f"{each.handed_in} of {len(found.rows)}" for each in found.columns),
            "",
            TableCell(""),
        ),
    ]
    key = (
        '<p class="key"><span><b class="miss">–</b> not handed in</span><span><b>…</b> not graded yet</span>'
        "<span><b>empty</b> nothing in it can be graded</span>"
        "<span><b>12+</b> a person’s mark is still missing</span>"
        "<span><b>12+ earlier</b> a mark by hand is of an earlier answer</span>"
        "<span><b>12 late</b> a penalty is taken off</span></p>"
    )
    names = " · ".join(each.name for each in found.columns if short_name(each.name) != each.name)
    legend = f'<p class="hint">{esc(names)}</p>' if names else ""
    body = key + table("Marks by learner and assignment", head, rows, "marks", foot) + legend
    return section("marks", "Marks", body, _marks_lead(found))


def _marks_lead(found: Findings) -> str:
    missing = sum(len(each.missing) for each in found.rows)
    waiting = sum(each.waiting for each in found.columns)
    said = []
    if missing:
        said.append(f"{plural(missing, 'submission is', 'submissions are')} missing")
    empty = [_who(found, each.learner, each.empty) for each in found.rows if each.empty]
    if empty:
        said.append(f"nothing can be graded of {', '.join(empty)}")
    if waiting:
        who = plural(waiting, "submission waits", "submissions wait")
        said.append(f"{who} for a person’s mark, and count without it")
    earlier = [
        _who(found, each.learner, names)
        for each in found.rows
        if (names := [name for name, mark in each.marks.items() if mark.earlier])
    ]
    if earlier:
        said.append(f"a mark by hand is of an earlier answer and counts meanwhile: {', '.join(earlier)}")
    told = "; ".join(said)
    return esc(f"{told[0].upper()}{told[1:]}.") if said else "Everything is handed in and marked."


def _who(found: Findings, learner: str, assignments: Sequence[str]) -> str:
    return f"{found.data.names[learner]} ({', '.join(map(short_name, assignments))})"


def _mark_cells(own: MarksRow, columns: tuple[Column, ...]) -> list[TableCell | str]:
    cells: list[TableCell | str] = []
    for column in columns:
        mark = own.marks.get(column.name)
        if mark is None or not mark.handed_in:
            cells.append(TableCell("–", "n miss", title="not handed in"))
        elif mark.no_grade:
            cells.append(TableCell("empty", "n", title=mark.no_grade))
        elif mark.score is None:
            cells.append(TableCell("…", "n", title="not graded yet"))
        else:
            more = [word for word, some in (("late", mark.penalty), ("earlier", mark.earlier)) if some]
            small = f"<small>{' '.join(more)}</small>" if more else ""
            cells.append(TableCell(f"{points(mark.score)}{'+' if mark.waiting else ''}", "n", small))
    said = ", ".join(map(short_name, own.missing))
    return [*cells, TableCell(points(own.score), "n sum"), TableCell(said, "words")]


# objectives -----------------------------------------------------------------------------------------


def objectives_html(found: Findings) -> str:
    """Marks by objective: the class, and every learner."""
    seen = [each for each in found.objectives if each.shares]
    if not seen:
        return section(
            "objectives", "Objectives", '<p class="none">There is no evidence on any objective yet.</p>'
        )
    rows = [(f"{each.code} {each.name}", _objective_cells(each)) for each in found.objectives]
    head = [
        TableCell("Objective"),
        TableCell("Class mean", "n"),
        TableCell("Share of the points", "wide"),
        TableCell("Below half", "n"),
        TableCell("Rests on", "words"),
    ]
    body = table("Shares of the points by objective", head, rows, "objectives")
    everybody = [
        (learner.name, [_shade(each.shares.get(learner.id)) for each in seen])
        for learner in found.data.learners
    ]
    whole = table(
        "Share of the points by learner and objective",
        [TableCell("Learner"), *(TableCell(each.code, "n", title=each.name) for each in seen)],
        everybody,
        "heat",
    )
    lead = (
        "Each question, and each criterion of a scenario, counts once with its share of its own points. A "
        "question left open counts 0; work that was not handed in is left out."
    )
    return section("objectives", "Objectives", body + details("By learner", whole, printed=True), lead)


def _objective_cells(each: ClassObjective) -> list[TableCell | str]:
    if each.mean is None:
        return ["–", TableCell("", "wide"), "–", TableCell("no evidence yet", "words")]
    rests = " and ".join(
        part
        for part, some in (
            (plural(each.questions, "question"), each.questions),
            (plural(each.criteria, "criterion", "criteria"), each.criteria),
        )
        if some
    )
    low = each.mean < 0.5
    return [
        percent(each.mean),
        TableCell("", "wide", share_bar(each.mean, low=low)),
        f"{len(each.below_half)} of {len(each.shares)}",
        TableCell(rests, "words"),
    ]


def _shade(share: float | None) -> TableCell:
    """A share as a whole percentage on a shade: the less was reached, the darker."""
    if share is None:
        return TableCell("·", "l-none", title="no evidence")
    level = 3 if share < 0.25 else 2 if round(share, 9) < 0.5 else 1 if share < 0.75 else 0
    return TableCell(f"{share * 100:.0f}", f"l{level}")


# gain -----------------------------------------------------------------------------------------------


def gains_html(found: Findings) -> str:
    """The form before the course and the one after it."""
    gains = found.gains
    if gains.overall is None:
        body = (
            f'<p class="none">{gains.before} finished the form before the course and {gains.after} the one '
            "after it; nobody finished both, so there is no gain to show.</p>"
        )
        return section("gain", "Before and after", body)
    overall = gains.overall
    told = (
        "nothing was left to gain"
        if overall.gain is None
        else f"a gain of {percent(overall.gain)} of what was left to learn"
        if overall.gain >= 0
        else "less than before"
    )
    lead = (
        f"{plural(len(gains.learners), 'learner')} finished both forms: {percent(overall.before)} before, "
        f"{percent(overall.after)} after, {told}. One question for each objective in a form: a rough sign."
    )
    rows = [ObjectiveShares(each.name, (each.before,), each.after) for each in gains.objectives]
    chart = gain_chart("Mean share of the points by objective, before and after", ["before", "after"], rows)
    table_ = table(
        "Gain by objective",
        [TableCell("Objective"), TableCell("Before", "n"), TableCell("After", "n"), TableCell("Gain", "n")],
        [
            (
                f"{each.code} {each.name}".strip(),
                [percent(each.before), percent(each.after), percent(each.gain)],
            )
            for each in (*gains.objectives, overall)
        ],
        "gains",
    )
    chart = chart[: chart.index('<details class="numbers">')]
    return section("gain", "Before and after", f'<div class="figure">{chart}</div>{table_}', esc(lead))


__all__ = ["gains_html", "marks_html", "objectives_html"]
