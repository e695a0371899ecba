"""Shares by objective as a chart of dots on lines, one line for each objective, with a table of the same."""

from collections.abc import Sequence

import attrs

from itilkit.ground.html import esc, table

#: Height of a line of the chart, in its units.
STEP = 26


@attrs.frozen
class Row:
    """An objective's ``name`` and its share (0 to 1), ``earlier`` and ``now``; None: not known."""

    name: str
    earlier: tuple[float | None, ...]
    now: float | None


@attrs.frozen
class Frame:
    """Where the lines stand: from ``left`` to ``right``, names left of them or ``above``."""

    width: int
    left: int
    right: int
    above: bool

    @property
    def step(self) -> int:
        """Height of a line, with its name where that stands above it."""
        return STEP + 16 if self.above else STEP

    def x(self, share: float) -> float:
        """Across: a share from 0 to 1."""
        return self.left + (self.right - self.left) * max(0.0, min(1.0, share))


WIDE = Frame(width=680, left=292, right=640, above=False)
NARROW = Frame(width=340, left=16, right=324, above=True)


def gain_chart(title: str, occasions: Sequence[str], rows: Sequence[Row]) -> str:
    """The chart. ``occasions`` names the columns, the present one last; earlier ones are drawn hollow."""
    cells = [[row.name, *(_percent(share) for share in (*row.earlier, row.now))] for row in rows]
    label = f"{title}. " + " ".join(
        f"{row.name}: "
        + ", ".join(f"{name} {_percent(share)}" for name, share in _named(occasions, row))
        + "."
        for row in rows
    )
    drawings = _drawing(WIDE, "wide-only", label, rows) + _drawing(NARROW, "narrow-only", label, rows)
    return (
        f"{_key(occasions)}{drawings}"
        '<details class="numbers"><summary>The same as numbers</summary>'
        f"{table(title, ['Objective', *(name.capitalize() for name in occasions)], cells)}</details>"
    )


def _named(occasions: Sequence[str], row: Row) -> list[tuple[str, float | None]]:
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


def _drawing(frame: Frame, mark: str, label: str, rows: Sequence[Row]) -> str:
    height = frame.step * len(rows) + 34
    scale = "".join(
        f'<line x1="{frame.x(share):.1f}" x2="{frame.x(share):.1f}" y1="4" y2="{height - 28}" '
        f'stroke="var(--line)"/><text x="{frame.x(share):.1f}" y="{height - 10}" text-anchor="{anchor}" '
        f'fill="var(--ink-2)">{share * 100:.0f} %</text>'
        for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
    )
    lines = "".join(_line(frame, place, row) for place, row in enumerate(rows))
    return (
        f'<svg class="chart gain {mark}" viewBox="0 0 {frame.width} {height}" role="img" '
        f'aria-label="{esc(label)}">{scale}{lines}</svg>'
    )


def _line(frame: Frame, place: int, row: Row) -> str:
    y = frame.step * place + (frame.step - STEP / 2)
    name_x, name_y = (frame.left, y - 14) if frame.above else (frame.left - 14, y + 4)
    anchor = "start" if frame.above else "end"
    name = (
        f'<text x="{name_x}" y="{name_y:.1f}" text-anchor="{anchor}" fill="var(--ink)">{esc(row.name)}</text>'
    )
    rail = f'<line x1="{frame.left}" x2="{frame.right}" y1="{y}" y2="{y}" stroke="var(--line)"/>'
    shares = [*row.earlier, row.now]
    known = [(number, share) for number, share in enumerate(shares) if share is not None]
    way = ""
    if len(known) > 1:
        first, last = known[0][1], known[-1][1]
        colour = "var(--sea)" if last >= first else "var(--bad)"
        dashes = "" if last >= first else ' stroke-dasharray="4 3"'
        way = (
            f'<line x1="{frame.x(first):.1f}" x2="{frame.x(last):.1f}" y1="{y}" y2="{y}" stroke="{colour}" '
            f'stroke-width="4"{dashes}/>'
        )
    dots = "".join(_dot(frame.x(share), y, number, len(shares)) for number, share in known)
    return name + rail + way + dots


def _dot(x: float, y: float, number: int, count: int) -> str:
    """The present occasion is a full disc; of the earlier ones the first is a ring, the next a square."""
    if number == count - 1:
        return f'<circle cx="{x:.1f}" cy="{y}" r="6" fill="var(--sea)"/>'
    line = 'fill="var(--paper)" stroke="var(--ink-2)" stroke-width="2"'
    if number == 0:
        return f'<circle cx="{x:.1f}" cy="{y}" r="6" {line}/>'
    return f'<rect x="{x - 5:.1f}" y="{y - 5}" width="10" height="10" {line}/>'
