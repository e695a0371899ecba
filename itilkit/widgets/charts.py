"""Charts as inline SVG, of lines over steps and of dots by objective, each with a text alternative and a
table of the same numbers.
"""

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
        f"{numbers(title, head, rows)}"
    )


def numbers(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """What a chart draws, as a table that can be opened."""
    return (
        f'<details class="numbers"><summary>The same as numbers</summary>{table(title, head, rows)}</details>'
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


#: Height of a line of the chart of shares, in its units.
ROW_STEP = 26


@attrs.frozen
class ObjectiveShares:
    """An objective's ``name`` and its share (0 to 1), ``earlier`` and ``now``; None: not known."""

    name: str
    earlier: tuple[float | None, ...]
    now: float | None


@attrs.frozen
class Scale:
    """Where the lines stand: from ``left`` to ``right``, names left of them or ``above``."""

    width: int
    left: int
    right: int
    above: bool

    @property
    def step(self) -> int:
        """Height of a line, with its name where that stands above it."""
        return ROW_STEP + 16 if self.above else ROW_STEP

    def x(self, share: float) -> float:
        """Across: a share from 0 to 1."""
        return self.left + (self.right - self.left) * max(0.0, min(1.0, share))


WIDE_SCALE = Scale(width=680, left=292, right=640, above=False)
NARROW_SCALE = Scale(width=340, left=16, right=324, above=True)


def gain_chart(title: str, occasions: Sequence[str], rows: Sequence[ObjectiveShares]) -> str:
    """The chart. ``occasions`` names the columns, the present one last; earlier ones are drawn hollow."""
    cells = [[row.name, *(_percent(share) for share in (*row.earlier, row.now))] for row in rows]
    label = f"{title}. " + " ".join(
        f"{row.name}: "
        + ", ".join(f"{name} {_percent(share)}" for name, share in _named(occasions, row))
        + "."
        for row in rows
    )
    drawings = _shares_drawing(WIDE_SCALE, "wide-only", label, rows) + _shares_drawing(
        NARROW_SCALE, "narrow-only", label, rows
    )
    return (
        f"{_key(occasions)}{drawings}"
        f"{numbers(title, ['Objective', *(name.capitalize() for name in occasions)], cells)}"
    )


def _named(occasions: Sequence[str], row: ObjectiveShares) -> list[tuple[str, float | None]]:
    return list(zip(occasions, (*row.earlier, row.now), strict=True))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.0f} %"


def _key(occasions: Sequence[str]) -> str:
    marks = "".join(
        f'<li><svg viewBox="0 0 16 16" aria-hidden="true">{_dot(8, 8, place, len(occasions))}</svg>'
        f"<span>{esc(name)}</span></li>"
        for place, name in enumerate(occasions)
    )
    return f'<ul class="dot-key">{marks}</ul>'


def _shares_drawing(scale: Scale, mark: str, label: str, rows: Sequence[ObjectiveShares]) -> str:
    height = scale.step * len(rows) + 34
    marks = "".join(
        f'<line x1="{scale.x(share):.1f}" x2="{scale.x(share):.1f}" y1="4" y2="{height - 28}" '
        f'stroke="var(--line)"/><text x="{scale.x(share):.1f}" y="{height - 10}" text-anchor="{anchor}" '
        f'fill="var(--ink-2)">{share * 100:.0f} %</text>'
        for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
    )
    lines = "".join(_shares_line(scale, place, row) for place, row in enumerate(rows))
    return (
        f'<svg class="chart gain {mark}" viewBox="0 0 {scale.width} {height}" role="img" '
        f'aria-label="{esc(label)}">{marks}{lines}</svg>'
    )


def _shares_line(scale: Scale, place: int, row: ObjectiveShares) -> str:
    y = scale.step * place + (scale.step - ROW_STEP / 2)
    name_x, name_y = (scale.left, y - 14) if scale.above else (scale.left - 14, y + 4)
    anchor = "start" if scale.above else "end"
    name = (
        f'<text x="{name_x}" y="{name_y:.1f}" text-anchor="{anchor}" fill="var(--ink)">{esc(row.name)}</text>'
    )
    rail = f'<line x1="{scale.left}" x2="{scale.right}" y1="{y}" y2="{y}" stroke="var(--line)"/>'
    shares = [*row.earlier, row.now]
    known = [(number, share) for number, share in enumerate(shares) if share is not None]
    way = ""
    if len(known) > 1:
        first, last = known[0][1], known[-1][1]
        colour = "var(--sea)" if last >= first else "var(--bad)"
        dashes = "" if last >= first else ' stroke-dasharray="4 3"'
        way = (
            f'<line x1="{scale.x(first):.1f}" x2="{scale.x(last):.1f}" y1="{y}" y2="{y}" stroke="{colour}" '
            f'stroke-width="4"{dashes}/>'
        )
    dots = "".join(_dot(scale.x(share), y, number, len(shares)) for number, share in known)
    return name + rail + way + dots


def _dot(x: float, y: float, number: int, count: int) -> str:
    """The present occasion is a full disc; of the earlier ones the first is a ring, the next a square."""
    if number == count - 1:
        return f'<circle cx="{x:.1f}" cy="{y}" r="6" fill="var(--sea)"/>'
    line = 'fill="var(--paper)" stroke="var(--ink-2)" stroke-width="2"'
    if number == 0:
        return f'<circle cx="{x:.1f}" cy="{y}" r="6" {line}/>'
    return f'<rect x="{x - 5:.1f}" y="{y - 5}" width="10" height="10" {line}/>'
