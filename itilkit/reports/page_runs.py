"""The sections on the runs of scenarios and on how well the questions work."""

from itilkit.ground.html import esc
from itilkit.ground.words import plural
from itilkit.reports.chart import FEW, runs_chart
from itilkit.reports.findings import Findings
from itilkit.reports.item_analysis import FIRM, ItemFigures
from itilkit.reports.lines import Picture, RunLine
from itilkit.reports.parts import TableCell, details, row, section, share_bar, table
from itilkit.reports.words import percent, plain_name, points


def runs_html(found: Findings) -> str:
    """Each scenario's runs as lines against the strategies of the course."""
    if not found.pictures:
        return section("runs", "Runs", '<p class="none">Nobody has handed in a run yet.</p>')
    lead = (
        "Each thin line is one learner’s run; the strong line is the middle of the class. The dashed lines "
        "are the plans that learners see beside their own run. Values go from 0 to 100."
    )
    return section("runs", "Runs", "".join(_run_html(each, found) for each in found.pictures), lead)


def _run_html(picture: Picture, found: Findings) -> str:
    told = (
        f"{plural(len(picture.runs), 'run')}, mean value {picture.mean:.0f}; "
        f"{picture.passed} of {len(picture.runs)} passed."
    )
    ticks = ""
    numbered = all(name.endswith(f" {place}") for place, name in enumerate(picture.steps, 1))
    if len(picture.steps) > FEW and not numbered:
        names = " · ".join(f"{place} {name}" for place, name in enumerate(picture.steps, 1))
        ticks = f'<p class="hint">{esc(names)}</p>'
    lines = [
        *((line, found.data.names[line.who]) for line in sorted(picture.runs, key=lambda line: -line.value)),
        *((line, f"Plan: {line.who}") for line in picture.beside),
    ]
    rows = [(name, [*_steps(line, len(picture.steps)), *_result(line)]) for line, name in lines]
    head = [
        TableCell("Learner or plan"),
        *(TableCell(name, "n") for name in picture.steps),
        TableCell("Value", "n"),
        TableCell("Score", "n", f"<small>of {points(picture.most)}</small>"),
        TableCell("Passed"),
    ]
    numbers = table(f"{picture.title}: {picture.what}", head, rows, "runs")
    what = f"{picture.what[0].upper()}{picture.what[1:]}"
    return (
        f'<article class="run"><h3>{esc(picture.title)} <small>{esc(what)}</small></h3><p>{esc(told)}</p>'
        f'<div class="figure">{runs_chart(picture)}</div>{ticks}'
        f"{details('The same as numbers', numbers)}</article>"
    )


def _steps(line: RunLine, many: int) -> list[TableCell | str]:
    return [f"{line.values[place]:.0f}" if place < len(line.values) else "–" for place in range(many)]


def _result(line: RunLine) -> list[TableCell | str]:
    passed = "" if line.id else "yes" if line.passed else "no"
    return [TableCell(f"{line.value:.0f}", "n sum"), points(line.score), TableCell(passed)]


# the questions --------------------------------------------------------------------------------------


def items_html(found: Findings) -> str:
    """Facility, discrimination, what was chosen, and flags."""
    if not found.items:
        return section("items", "Questions", '<p class="none">Nobody has answered a graded question yet.</p>')
    most = max(each.answered for each in found.items)
    weak = (
        f'<p class="warning"><b>Small class.</b> At most {plural(most, "person", "people")} answered one. '
        f"Below {FIRM} these figures are weak: one person more or less can turn a flag on or off. Read the "
        "questions before you change one.</p>"
        if most < FIRM
        else f'<p class="hint">With {plural(most, "person", "people")} the figures are still rough: a '
        "correlation moves by ±0.2 or more by chance alone.</p>"
    )
    rows = [(plain_name(each.question), _item_cells(each)) for each in found.items]
    head = [
        TableCell("Question"),
        TableCell("Kind", "words"),
        TableCell("Answered", "n"),
        TableCell("Facility", "n"),
        TableCell("", "wide", '<span class="hush">Facility as a bar</span>'),
        TableCell("Discrimination", "n"),
        TableCell("Flags", "words"),
    ]
    lead = (
        "Facility is the mean share of the points of those who answered; it is flagged below 0.30 (hard) "
        "and above 0.90 (easy). Discrimination is the correlation with the rest score, the mean share of all "
        "other questions; it is flagged below 0.20. A wrong option that fewer than 5 % choose is idle."
    )
    ways = "".join(_ways_html(each) for each in found.items)
    body = weak + table("Figures of the questions", head, rows, "items")
    return section("items", "Questions", body + details("What was chosen, question by question", ways), lead)


def _item_cells(each: ItemFigures) -> list[TableCell | str]:
    sign = "–" if each.discrimination is None else f"{each.discrimination:+.2f}".replace("-", "−")
    left = f"<small>{each.open} open</small>" if each.open else ""
    return [
        TableCell(each.kind, "words"),
        TableCell(str(each.answered), "n", left),
        f"{each.facility:.2f}",
        TableCell("", "wide", share_bar(each.facility)),
        sign,
        TableCell(", ".join(each.flags), "words flag" if each.flags else "words"),
    ]


_MEANS = {
    "choice": "share that chose it",
    "multi": "share that ticked it",
    "match": "share that matched it so",
    "classify": "share that sorted it so",
    "order": "share that turned the two round",
}


def _ways_html(each: ItemFigures) -> str:
    rows = [
        row(
            way.words,
            percent(way.share),
            TableCell("", "wide", share_bar(way.share, low=not way.right)),
            TableCell("right" if way.right else way.code or "wrong", "words"),
        )
        for way in each.ways
    ]
    if not rows:
        return f"<h3>{esc(plain_name(each.question))}</h3><p>Everybody kept every pair in order.</p>"
    head = [
        TableCell("Decision"),
        TableCell("Share", "n"),
        TableCell("", "wide", '<span class="hush">Share as a bar</span>'),
        TableCell("Is"),
    ]
    name, stem = plain_name(each.question), " ".join(each.stem.split())
    return (
        f'<div class="ways"><h3>{esc(name)} <small>{esc(each.assignment)} · {_MEANS[each.kind]}</small></h3>'
        f"<p>{esc(stem)}</p>{table(f'Decisions on {name}', head, rows, 'options')}</div>"
    )


__all__ = ["items_html", "runs_html"]
