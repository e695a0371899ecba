"""The pictures of a value stream: its way over the six activities, where the time goes, month by month.

Each picture says in words what it shows and carries a table of the same numbers. Nothing here can be clicked,
so the same pictures stand on cards and on nbgrader's pages.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import attrs

from itilkit.ground.html import bar, esc, table
from itilkit.scenarios.value_stream.flow import Month
from itilkit.widgets.charts import Line, line_chart

#: The lanes from top to bottom: what is done with people outside first, what changes the work itself last.
LANES = ("engage", "plan", "design-transition", "obtain-build", "deliver-support", "improve")
#: A picture has room for so many places at least, so that it stays still while a stream grows.
LEAST_PLACES = 7
#: What a step's minutes are made of, in the order in which they are drawn.
PARTS = ("work", "waiting", "queue")


@attrs.frozen
class Stop:
    """A step on a lane: its ``number`` in the stream (from 1), name, activity, and in ``mark`` what the ring
    around it says (empty: no ring); ``tight`` draws it as a known bottleneck.
    """

    number: int
    name: str
    activity: str
    mark: str = ""
    tight: bool = False


@attrs.frozen
class Timed:
    """A step's minutes (work, waiting, queue), repeats included: now, and ``before`` if two are compared."""

    label: str
    now: tuple[float, float, float]
    before: tuple[float, float, float] | None = None


@attrs.frozen
class ComparedPlan:
    """A plan in a comparison: the ``line`` of its value by month, lead time in minutes by month, and flow
    efficiency (0 to 1) in month 1.
    """

    line: Line
    leads: tuple[float, ...]
    efficiency: float


@attrs.frozen
class Pool:
    """The measures of a swim-lane drawing, in its own units."""

    width: int
    lane: int
    left: int
    right: int
    radius: int
    letters: int


WIDE = Pool(width=760, lane=40, left=190, right=726, radius=14, letters=13)
NARROW = Pool(width=400, lane=36, left=154, right=380, radius=11, letters=12)


# the way over the activities ------------------------------------------------------------------------


def lanes(
    title: str, names: Mapping[str, str], stops: Sequence[Stop], *, places: int = 0, small: bool = False
) -> str:
    """The stream's way over the six activities, whose ``names`` are by id. ``places`` is how many steps the
    stream has, drawn or not; ``small`` leaves out the drawing for wide cards.
    """
    told = " ".join(
        f"{stop.number} {stop.name}: {names[stop.activity]}{f', {stop.mark}' if stop.mark else ''}."
        for stop in stops
    )
    label = f"{title}. {told or 'No step is drawn yet.'}"
    count = max(LEAST_PLACES, places, *(stop.number for stop in stops), 0)
    drawings = _pool(NARROW, "small" if small else "narrow", label, names, stops, count)
    if not small:
        drawings = _pool(WIDE, "roomy", label, names, stops, count) + drawings
    if not stops:
        return drawings
    rows = [[str(stop.number), stop.name, names[stop.activity]] for stop in stops]
    key = "".join(
        f"<li><b>{stop.number}</b> {esc(stop.name)}{f' <em>{esc(stop.mark)}</em>' if stop.mark else ''}</li>"
        for stop in stops
    )
    return (
        f'{drawings}<ul class="stops">{key}</ul>'
        '<details class="numbers"><summary>The same as a table</summary>'
        f"{table(title, ['Place', 'Step', 'Activity'], rows)}</details>"
    )


def returns(names: Mapping[str, str], stops: Sequence[Stop]) -> str:
    """What a way over the activities says of the chain: to which of them it comes back."""
    visits = [stop.activity for stop in stops]
    left = [one for one, two in pairwise([*visits, ""]) if one != two]
    back = [names[lane] for lane in LANES if left.count(lane) > 1]
    if not back:
        return "Each activity is drawn on once; the chain itself has no fixed order."
    return f"The stream comes back to {' and to '.join(back)}: the chain has no fixed order."


def _pool(  # noqa: PLR0913, PLR0917 - everything that one drawing differs in
    pool: Pool, mark: str, label: str, names: Mapping[str, str], stops: Sequence[Stop], count: int
) -> str:
    height = pool.lane * len(LANES)
    back = "".join(
        f'<rect x="0" y="{place * pool.lane + 1}" width="{pool.width}" height="{pool.lane - 3}" rx="7" '
        f'fill="var(--wash)"/><text x="10" y="{(place + 0.5) * pool.lane + 4:.1f}" '
        f'fill="var(--ink-2)">{esc(names[lane])}</text>'
        for place, lane in enumerate(LANES)
    )
    at = {stop.number: _at(pool, stop, count) for stop in stops}
    line = "".join(_leg(at[one.number], at[two.number], one, two) for one, two in pairwise(stops))
    dots = "".join(_dot(pool, stop, *at[stop.number]) for stop in stops)
    return (
        f'<svg class="lanes {mark}" viewBox="0 0 {pool.width} {height}" role="img" aria-label="{esc(label)}" '
        f'style="font-size:{pool.letters}px">{back}{line}{dots}</svg>'
    )


def _at(pool: Pool, stop: Stop, count: int) -> tuple[float, float]:
    across = pool.left + (pool.right - pool.left) * (stop.number - 1) / max(1, count - 1)
    return across, (LANES.index(stop.activity) + 0.5) * pool.lane


def _leg(start: tuple[float, float], end: tuple[float, float], one: Stop, two: Stop) -> str:
    """The line between two steps; dashed where a step between them is not drawn."""
    dashes = "" if two.number == one.number + 1 else ' stroke-dasharray="3 5"'
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="var(--sea)" stroke-width="2.5"{dashes}/>'
    )


def _dot(pool: Pool, stop: Stop, x: float, y: float) -> str:
    fill = "var(--bad)" if stop.tight else "var(--sea)"
    ring = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{pool.radius + 3}" fill="var(--wash)" stroke="{fill}" '
        'stroke-width="2"/>'
        if stop.mark
        else ""
    )
    return (
        f'{ring}<circle cx="{x:.1f}" cy="{y:.1f}" r="{pool.radius}" fill="{fill}"/><text x="{x:.1f}" '
        f'y="{y + 4.5:.1f}" text-anchor="middle" fill="var(--on)" font-weight="700">{stop.number}</text>'
    )


# where the time goes --------------------------------------------------------------------------------


def times(title: str, steps: Sequence[Timed], *, calm: bool = False) -> str:
    """A bar per step, split into work, waiting and queue; two where ``before`` is given. ``calm`` draws the
    queue without the colour of a warning.
    """
    most = max((sum(part) for step in steps for part in (step.now, step.before or ())), default=0.0)
    label = f"{title}, minutes a step. " + " ".join(
        f"{step.label}: {f'before {_words(step.before)}; now ' if step.before else ''}{_words(step.now)}."
        for step in steps
    )
    compared = any(step.before for step in steps)
    head = ["Step", *(["When"] if compared else []), "Work", "Waiting", "Queue", "All"]
    rows: list[list[str]] = []
    for step in steps:
        if step.before:
            rows.append([step.label, "before", *_cells(step.before)])
        rows.append([step.label, *(["now"] if compared else []), *_cells(step.now)])
    bars = "".join(_bars(step, most) for step in steps)
    key = "".join(f'<span><i class="{part}"></i>{part}</span>' for part in PARTS)
    key += "<span>above: as it is · below: your stream</span>" if compared else ""
    return (
        f'<div class="times{" calm" if calm else ""}" role="img" aria-label="{esc(label)}">'
        f'<p class="key">{key}</p>{bars}</div><details class="numbers"><summary>The same as numbers</summary>'
        f"{table(f'{title}, in minutes', head, rows)}</details>"
    )


def _words(parts: Sequence[float]) -> str:
    work, waiting, queue = parts
    told = f"{work:.0f} of work, {waiting:.0f} of waiting, {queue:.0f} in the queue"
    return f"{sum(parts):.0f} minutes ({told})"


def _cells(parts: Sequence[float]) -> list[str]:
    return [*(f"{part:.0f}" for part in parts), f"{sum(parts):.0f}"]


def _bars(step: Timed, most: float) -> str:
    if step.before is None:
        shown, minutes = _bar(step.now, most), f"{sum(step.now):.0f} min"
    else:
        shown = f"{_bar(step.before, most, 'thin was')}{_bar(step.now, most, 'thin')}"
        minutes = f"{sum(step.before):.0f} → <b>{sum(step.now):.0f}</b> min"
    return f'<div class="time"><span>{esc(step.label)}</span><div>{shown}</div><span>{minutes}</span></div>'


def _bar(parts: Sequence[float], most: float, kind: str = "") -> str:
    pieces = "".join(
        f'<i class="{name}" style="width:{100 * minutes / most:.2f}%"></i>'
        for name, minutes in zip(PARTS, parts, strict=True)
        if minutes > 0 and most > 0
    )
    return f'<div class="split {kind}">{pieces}</div>'


# the months -----------------------------------------------------------------------------------------


def figures(month: Month, whose: str) -> str:
    """A month in three large figures, lead time, share of work and leak; ``whose`` says which month."""
    return (
        f'<p class="big"><small>{esc(whose)}</small><span><b>{month.lead:.0f}</b> minutes of lead time</span>'
        f"<span><b>{month.efficiency * 100:.0f} %</b> of a call’s time is work</span>"
        f"<span><b>{month.leak:.0f}</b> of 100 value leaks</span></p>"
    )


def months(before: Sequence[Month], after: Sequence[Month]) -> str:
    """Both months as they were and as they are now, as a table."""
    shown = [*before, *after]
    heads = '<th scope="col">month 1</th><th scope="col">month 2</th>' * 2
    rows = {
        "Calls a day": [f"{month.demand:.0f}" for month in shown],
        "Lead time, minutes": [f"{month.lead:.0f}" for month in shown],
        "Flow efficiency": [f"{month.efficiency * 100:.0f} %" for month in shown],
        "Value that leaks, of 100": [f"{month.leak:.0f}" for month in shown],
        "Value, of 100": [f"{month.value:.0f}" for month in shown],
    }
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for name, cells in rows.items()
    )
    return (
        '<table class="months"><caption class="hush">The two months, before and after</caption><thead><tr>'
        '<td></td><th scope="colgroup" colspan="2">As it is</th><th scope="colgroup" colspan="2">Your stream'
        f'</th></tr><tr><th scope="col"><span class="hush">Figure</span></th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


# beside other plans ---------------------------------------------------------------------------------


def plans(caption: str, shown: Sequence[ComparedPlan]) -> str:
    """Plans side by side: value by month as a chart, lead time as bars, share of work."""
    slowest = max((lead for plan in shown for lead in plan.leads), default=1.0)
    return (
        f"{line_chart(f'Value by month, {caption}', ['Month 1', 'Month 2'], [plan.line for plan in shown])}"
        f'<table class="plans"><caption class="hush">{esc(caption)}</caption><thead><tr>'
        '<th scope="col">Plan</th><th scope="col">Lead time, minutes</th>'
        '<th scope="col" class="n">Month 1</th><th scope="col" class="n">Month 2</th>'
        '<th scope="col" class="n">Flow efficiency</th>'
        f"</tr></thead><tbody>{''.join(_plan(plan, slowest) for plan in reversed(shown))}</tbody></table>"
    )


def _plan(plan: ComparedPlan, slowest: float) -> str:
    line, mean = plan.line, sum(plan.leads) / len(plan.leads)
    swatch = (
        '<svg viewBox="0 0 26 8" aria-hidden="true"><line x1="1" x2="25" y1="4" y2="4" '
        f'stroke="{line.colour}" stroke-width="3" stroke-dasharray="{line.dashes}"/></svg>'
    )
    lead_bar = bar(mean, slowest, f"{line.label}: {mean:.0f} minutes, mean of both months", line.colour)
    leads = "".join(f'<td class="n">{lead:.0f}</td>' for lead in plan.leads)
    return (
        f'<tr{" class=strong" if line.strong else ""}><th scope="row">{swatch}{esc(line.label)}</th>'
        f'<td class="lead">{lead_bar}</td>{leads}<td class="n">{plan.efficiency * 100:.0f} %</td></tr>'
    )
