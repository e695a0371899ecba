"""Line charts as inline SVG, with a text alternative and a table of the same numbers."""

from collections.abc import Sequence

import attrs

from itilkit.ground.html import esc, table

#: Least distance between two labels at the right end, in the chart's units.
LABEL_STEP = 17.0


@attrs.frozen
class Frame:
    """Where a chart's lines stand in its drawing, in the drawing's units."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    labels: bool

    def x(self, place: int, count: int) -> float:
        """Across: step ``place`` of ``count``."""
        return self.left + (self.right - self.left) * place / max(1, count - 1)

    def y(self, value: float) -> float:
        """Down: a value from 0 to 100."""
        return self.bottom - (self.bottom - self.top) * max(0.0, min(100.0, value)) / 100.0


#: Names at the ends of the lines where there is room; on a narrow card a list below the chart instead.
WIDE = Frame(width=640, height=220, left=40, right=430, top=16, bottom=186, labels=True)
NARROW = Frame(width=360, height=200, left=34, right=330, top=14, bottom=166, labels=False)


@attrs.frozen
class Line:
    """A line of a chart: ``values`` (0 to 100) from left to right, told apart by colour and by dashes.

    ``figure`` stands behind its label; None: the mean over all steps, those not reached counting 0.
    """

    label: str
    values: tuple[float, ...]
    colour: str = "var(--ink-2)"
    dashes: str = ""
    strong: bool = False
    figure: float | None = None


def line_chart(
    title: str,
    steps: Sequence[str],
    lines: Sequence[Line],
    ticks: Sequence[str] | None = None,
    noun: str = "",
) -> str:
    """A chart of values from 0 to 100 over ``steps``, and its numbers as a table that can be opened.

    A line may be shorter than the steps (an unfinished run); an empty one is left out. ``ticks`` are shorter
    names for the steps below the drawing, where their own names have no room. With
    ``noun``, which says what a step is, the table has a row for each step: many columns have no room either.
    """
    drawn = [line for line in lines if line.values]
    label = f"{title}. " + " ".join(
        f"{line.label}: {', '.join(f'{value:.0f}' for value in line.values)}." for line in drawn
    )
    rows = [
        [line.label, *(f"{value:.0f}" for value in line.values), *("–" for _ in steps[len(line.values) :])]
        for line in drawn
    ]
    head: Sequence[str] = ["Plan", *steps]
    if noun:
        head, *rows = (list(column) for column in zip([noun, *steps], *rows, strict=True))
    return (
        f"{_drawing(WIDE, 'wide-only', label, ticks or steps, drawn)}"
        f"{_drawing(NARROW, 'narrow-only', label, ticks or steps, drawn)}{_legend(drawn, len(steps))}"
        f'<details class="numbers"><summary>The same as numbers</summary>'
        f"{table(title, head, rows)}</details>"
    )


def _drawing(frame: Frame, mark: str, label: str, steps: Sequence[str], lines: Sequence[Line]) -> str:
    places = _label_places(frame, lines)
    drawn = "".join(_line(frame, line, len(steps), place) for line, place in zip(lines, places, strict=True))
    return (
        f'<svg class="chart {mark}" viewBox="0 0 {frame.width} {frame.height}" role="img" '
        f'aria-label="{esc(label)}">{_grid(frame, steps)}{drawn}</svg>'
    )


def _grid(frame: Frame, steps: Sequence[str]) -> str:
    rules = "".join(
        f'<line x1="{frame.left}" x2="{frame.right}" y1="{frame.y(value):.1f}" y2="{frame.y(value):.1f}" '
        f'stroke="var(--line)"/><text x="{frame.left - 8}" y="{frame.y(value) + 4:.1f}" text-anchor="end" '
        f'fill="var(--ink-2)">{value}</text>'
        for value in (0, 50, 100)
    )
    names = "".join(
        f'<text x="{frame.x(place, len(steps)):.1f}" y="{frame.height - 12}" '
        f'text-anchor="{_anchor(place, len(steps))}" fill="var(--ink-2)">{esc(step)}</text>'
        for place, step in enumerate(steps)
    )
    return rules + names


def _anchor(place: int, count: int) -> str:
    return "start" if place == 0 else "end" if place == count - 1 else "middle"


def _line(frame: Frame, line: Line, count: int, label_y: float) -> str:
    points = [(frame.x(place, count), frame.y(value)) for place, value in enumerate(line.values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 if line.strong else 2.5}" fill="{line.colour}"/>'
        for x, y in points
    )
    name = (
        f'<text x="{frame.right + 12}" y="{label_y + 4:.1f}" fill="{line.colour}" '
        f'font-weight="{700 if line.strong else 400}">{esc(_name(line, count))}</text>'
    )
    return (
        f'<polyline fill="none" stroke="{line.colour}" stroke-width="{3 if line.strong else 2}" '
        f'stroke-dasharray="{line.dashes}" points="{path}"/>{dots}{name if frame.labels else ""}'
    )


def _name(line: Line, count: int) -> str:
    """A line's label with its figure."""
    figure = sum(line.values) / count if line.figure is None else line.figure
    return f"{line.label} · {figure:.0f}"


def _legend(lines: Sequence[Line], count: int) -> str:
    rows = "".join(
        f'<li><svg viewBox="0 0 34 8" aria-hidden="true"><line x1="1" x2="33" y1="4" y2="4" '
        f'stroke="{line.colour}" stroke-width="{3 if line.strong else 2}" '
        f'stroke-dasharray="{line.dashes}"/></svg>'
        f"<span{' class=strong' if line.strong else ''}>{esc(_name(line, count))}</span></li>"
        for line in lines
    )
    return f'<ul class="legend narrow-only">{rows}</ul>'


def _label_places(frame: Frame, lines: Sequence[Line]) -> list[float]:
    """Heights for the labels at the right end, moved apart where lines end close together."""
    order = sorted(range(len(lines)), key=lambda place: frame.y(lines[place].values[-1]))
    places = [0.0] * len(lines)
    last = -LABEL_STEP
    for place in order:
        last = max(frame.y(lines[place].values[-1]), last + LABEL_STEP)
        places[place] = last
    floor = frame.bottom + 4.0
    for place in reversed(order):
        places[place] = min(places[place], floor)
        floor = places[place] - LABEL_STEP
    return places
