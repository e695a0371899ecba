"""The runs of a class as lines: thin ones for learners, a strong one for their middle, dashed strategies."""

from collections import Counter
from collections.abc import Sequence

from itilkit.ground.html import attributes, esc
from itilkit.reports.lines import Picture
from itilkit.widgets.charts import NARROW, WIDE, Frame
from itilkit.widgets.run_view import drawn

#: A chart of the report needs no place for names at the ends of its lines: they stand in the key below.
_WIDE = Frame(WIDE.width, 250, 40, WIDE.width - 14, 14, 216, labels=False)
_NARROW = Frame(NARROW.width, 220, 34, NARROW.right, 14, 186, labels=False)
#: More names than this have no room below a drawing.
FEW = 4

LEARNER, MIDDLE = "var(--line-one)", "var(--sea)"


def runs_chart(picture: Picture) -> str:
    """The chart for wide and for narrow places, with its key. The numbers stand in a table elsewhere."""
    label = (
        f"{picture.title}: {picture.what}, {len(picture.runs)} runs. Their middle: {_told(picture.middle)}. "
        + " ".join(f"{line.who}: {_told(line.values)}." for line in picture.beside)
    )
    return (
        f"{_drawing(picture, _WIDE, 'wide-only', label)}{_drawing(picture, _NARROW, 'narrow-only', label)}"
        f"{_key(picture)}"
    )


def _told(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.0f}" for value in values)


def _drawing(picture: Picture, frame: Frame, mark: str, label: str) -> str:
    many = len(picture.steps)
    alike = Counter(line.values for line in picture.runs)
    lines = "".join(
        _line(frame, values, many, LEARNER, width=_width(times)) for values, times in alike.items()
    )
    middle = _line(frame, picture.middle, many, MIDDLE, width=4, dots=4)
    beside = "".join(
        _line(frame, line.values, many, colour, dashes)
        for place, line in enumerate(picture.beside)
        for colour, dashes in [drawn(line.id, place)]
    )
    return (
        f'<svg class="chart {mark}" viewBox="0 0 {frame.width} {frame.height}" role="img" '
        f'aria-label="{esc(label)}">'
        f"{_grid(picture, frame)}{lines}{middle}{beside}</svg>"
    )


def _width(times: int) -> float:
    """How thick a line is that so many learners share."""
    return min(7.0, 1.0 + 0.6 * times)


def _grid(picture: Picture, frame: Frame) -> str:
    rules = "".join(
        f'<line x1="{frame.left}" x2="{frame.right}" y1="{frame.y(value):.1f}" y2="{frame.y(value):.1f}" '
        f'stroke="var(--line)"/><text x="{frame.left - 8}" y="{frame.y(value) + 4:.1f}" text-anchor="end" '
        f'fill="var(--ink-2)">{value}</text>'
        for value in (0, 50, 100)
    )
    many = len(picture.steps)
    names = picture.steps if many <= FEW else [str(place) for place in range(1, many + 1)]
    ticks = "".join(
        f'<text x="{frame.x(place, many):.1f}" y="{frame.height - 12}" '
        f'text-anchor="{"start" if place == 0 else "end" if place == many - 1 else "middle"}" '
        f'fill="var(--ink-2)">{esc(name)}</text>'
        for place, name in enumerate(names)
    )
    return rules + ticks


def _line(  # noqa: PLR0913, PLR0917 - how lines differ
    frame: Frame,
    values: Sequence[float],
    many: int,
    colour: str,
    dashes: str = "",
    width: float = 2.2,
    dots: float = 0,
) -> str:
    places = [(frame.x(place, many), frame.y(value)) for place, value in enumerate(values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    marks = (
        "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{dots}" fill="{colour}"/>' for x, y in places)
        if dots
        else ""
    )
    # a run that reached one step only is a dot
    if len(places) == 1 and not dots:
        marks = f'<circle cx="{places[0][0]:.1f}" cy="{places[0][1]:.1f}" r="2" fill="{colour}"/>'
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline fill="none" stroke="{colour}" stroke-width="{width}"{dash} points="{path}"/>{marks}'


def _key(picture: Picture) -> str:
    rows = [
        (LEARNER, "", 1.6, "one learner (thicker: several alike)"),
        (MIDDLE, "", 4.0, "the middle of the class (median)"),
    ]
    rows += [
        (*drawn(line.id, place), 2.2, f"{line.who} · {line.value:.0f}")
        for place, line in enumerate(picture.beside)
    ]
    items = "".join(
        '<li><svg viewBox="0 0 34 8" aria-hidden="true"><line x1="1" x2="33" y1="4" y2="4"'
        f"{attributes(stroke=colour, stroke_width=width, stroke_dasharray=dashes or None)}/></svg>"
        f"<span>{esc(name)}</span></li>"
        for colour, dashes, width, name in rows
    )
    return f'<ul class="legend">{items}</ul>'


__all__ = ["runs_chart"]
