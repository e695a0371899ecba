"""Line charts as inline SVG, with a text alternative and a table of the same numbers."""

from collections.abc import Sequence

import attrs

from itilkit.widgets.html import esc, table

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 40, 430, 16, 186
#: Least distance between two labels at the right end, in the chart's units.
LABEL_STEP = 17.0


@attrs.frozen
class Line:
    """A line of a chart: ``values`` (0 to 100) from left to right, told apart by colour and by dashes."""

    label: str
    values: tuple[float, ...]
    colour: str = "var(--ink-2)"
    dashes: str = ""
    strong: bool = False


def line_chart(title: str, steps: Sequence[str], lines: Sequence[Line]) -> str:
    """A chart of values from 0 to 100 over ``steps``, and its numbers as a table that can be opened.

    A line may be shorter than the steps (an unfinished run); an empty one is left out.
    """
    drawn = [line for line in lines if line.values]
    places = _label_places(drawn)
    parts = [_grid(steps)]
    for line, place in zip(drawn, places, strict=True):
        parts.append(_line(line, len(steps), place))
    label = f"{title}. " + " ".join(
        f"{line.label}: {', '.join(f'{value:.0f}' for value in line.values)}." for line in drawn
    )
    rows = [
        [line.label, *(f"{value:.0f}" for value in line.values), *("–" for _ in steps[len(line.values) :])]
        for line in drawn
    ]
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{esc(label)}">'
        f"{''.join(parts)}</svg>"
        f'<details class="numbers"><summary>The same as numbers</summary>'
        f"{table(title, ['Plan', *steps], rows)}</details>"
    )


def _x(place: int, count: int) -> float:
    return LEFT + (RIGHT - LEFT) * place / max(1, count - 1)


def _y(value: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * max(0.0, min(100.0, value)) / 100.0


def _grid(steps: Sequence[str]) -> str:
    rules = "".join(
        f'<line x1="{LEFT}" x2="{RIGHT}" y1="{_y(value):.1f}" y2="{_y(value):.1f}" stroke="var(--line)"/>'
        f'<text x="{LEFT - 8}" y="{_y(value) + 4:.1f}" text-anchor="end" fill="var(--ink-2)">{value}</text>'
        for value in (0, 50, 100)
    )
    names = "".join(
        f'<text x="{_x(place, len(steps)):.1f}" y="{HEIGHT - 12}" text-anchor="middle" '
        f'fill="var(--ink-2)">{esc(step)}</text>'
        for place, step in enumerate(steps)
    )
    return rules + names


def _line(line: Line, count: int, label_y: float) -> str:
    points = [(_x(place, count), _y(value)) for place, value in enumerate(line.values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 if line.strong else 2.5}" fill="{line.colour}"/>'
        for x, y in points
    )
    mean = sum(line.values) / count
    return (
        f'<polyline fill="none" stroke="{line.colour}" stroke-width="{3 if line.strong else 2}" '
        f'stroke-dasharray="{line.dashes}" points="{path}"/>{dots}'
        f'<text x="{RIGHT + 12}" y="{label_y + 4:.1f}" fill="{line.colour}" '
        f'font-weight="{700 if line.strong else 400}">{esc(line.label)} · {mean:.0f}</text>'
    )


def _label_places(lines: Sequence[Line]) -> list[float]:
    """Heights for the labels at the right end, moved apart where lines end close together."""
    order = sorted(range(len(lines)), key=lambda place: _y(lines[place].values[-1]))
    places = [0.0] * len(lines)
    last = -LABEL_STEP
    for place in order:
        last = max(_y(lines[place].values[-1]), last + LABEL_STEP)
        places[place] = last
    over = max((place - (BOTTOM + 4) for place in places), default=0.0)
    if over > 0:
        floor = BOTTOM + 4.0
        for place in reversed(order):
            places[place] = min(places[place], floor)
            floor = places[place] - LABEL_STEP
    return places
