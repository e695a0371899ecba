"""The pictures of a year of the capstone: each quarter's value made of mix, trust and flow, and other plans.

Each picture says in words what it shows and carries a table of the same numbers. Nothing here can be clicked,
so the same pictures stand on cards and on nbgrader's pages.
"""

from collections.abc import Sequence

from itilkit.ground.html import esc, table
from itilkit.ground.words import listed
from itilkit.scenarios.capstone.content import Beside
from itilkit.scenarios.capstone.facts import RIGID
from itilkit.scenarios.capstone.model import Capstone, PlayedQuarter
from itilkit.scenarios.capstone.year import MOST_DELAY, MOST_TRUST, LevelChange
from itilkit.widgets.charts import Line, line_chart, numbers
from itilkit.widgets.run_view import MODELS

#: A quarter's drawing: width, where its bars stand, and the height of a value of 100, in its own units.
WIDTH, FLOOR, HIGH, BAR, STEP = 200, 96, 78, 38, 50


def rungs(label: str, level: int, most: int, planned: int = 0) -> str:
    """Points as a row of small boxes: ``level`` filled, then ``planned`` outlined, of ``most``; those beyond
    ``most`` are crossed out. ``label`` says the same in words.
    """
    boxes = "".join(
        f'<i class="{"over" if place >= most else "on" if place < level else "plan"}"></i>'
        for place in range(level + planned)
    )
    rest = "<i></i>" * (most - level - planned)
    return f'<span class="rungs" role="img" aria-label="{esc(label)}">{boxes}{rest}</span>'


def gauges(trust: int, delay: int, below: tuple[str, str] = ("", "")) -> str:
    """Trust and delay as rows of boxes; ``below`` each of them, why it moved."""
    rows = (("trust", trust, MOST_TRUST, below[0]), ("delay", delay, MOST_DELAY, below[1]))
    return "".join(
        f'<div class="gauge {name}"><span>{name.capitalize()} <b>{level}</b> of {most}</span>'
        f"{rungs(f'{name.capitalize()}: {level} of {most}', level, most)}"
        f"{f'<small>{esc(why)}</small>' if why else ''}</div>"
        for name, level, most, why in rows
    )


def year(scenario: Capstone, played: Sequence[PlayedQuarter], heading: str) -> str:
    """The quarters side by side: mix, times trust, times flow, is value; and why trust and delay moved."""
    tiles = "".join(
        f"<li>{_tile(scenario, quarter.name, played[place])}</li>"
        if place < len(played)
        else f'<li class="open"><div class="pair"><b>{esc(quarter.name)}</b></div><small>'
        f"{'under way' if place == len(played) else 'still to come'}</small></li>"
        for place, quarter in enumerate(scenario.quarters)
    )
    rows = [
        (
            name.name,
            f"{each.season_value:.0f}",
            f"{each.trust_factor:.2f}",
            f"{each.delay_factor:.2f}",
            f"{each.value:.0f}",
        )
        for name, each in zip(scenario.quarters, played, strict=False)
    ]
    columns = ["Quarter", "Mix", "× trust", "× flow", "= value"]
    return (
        f"<h4>{esc(heading)} <small>mix × trust × flow = value; less delay is more flow</small></h4>"
        f'<ol class="year">{tiles}</ol>{numbers("Value by quarter", columns, rows)}'
    )


def _tile(scenario: Capstone, name: str, played: PlayedQuarter) -> str:
    below = (
        _why(scenario, played.trust_moved, played.trust_before, played.trust),
        _why(scenario, played.delay_moved, played.delay_before, played.delay),
    )
    return (
        f'<div class="pair"><b>{esc(name)}</b><span>value <b>{played.value:.0f}</b></span></div>'
        f"{_waterfall(name, played)}{gauges(played.trust, played.delay, below)}"
    )


def _why(scenario: Capstone, moved: Sequence[LevelChange], before: int, after: int) -> str:
    """Why trust or delay moved, in a few words; and that it did not where it could move no further."""
    if not moved:
        return "as before"
    shorts = {change.id: change.short for change in scenario.words.changes}
    why = ", ".join(f"{shorts[each.id]} ({each.by:+d})".replace("-", "−", 1) for each in moved)
    wanted = before + sum(each.by for each in moved)
    if wanted == after:
        return f"{before} → {after}: {why}"
    return f"{before} → {after}: {why}; it cannot {'rise' if wanted > after else 'fall'} further"


def _waterfall(name: str, played: PlayedQuarter) -> str:
    mix, trusted, value = played.season_value, played.season_value * played.trust_factor, played.value
    label = (
        f"{name}: the mix is worth {mix:.0f} of 100; times {played.trust_factor:.2f} for trust and "
        f"{played.delay_factor:.2f} for flow, the quarter is worth {value:.0f}."
    )
    bars = (
        ("mix", f"{mix:.0f}", mix, 0.0, "mix"),
        ("trust", f"×{played.trust_factor:.2f}", mix, trusted, "lost"),
        ("flow", f"×{played.delay_factor:.2f}", trusted, value, "lost"),
        ("value", f"{value:.0f}", value, 0.0, "value"),
    )
    drawing = "".join(_bar(place, *bar) for place, bar in enumerate(bars))
    ties = "".join(_tie(place, level) for place, level in enumerate((mix, trusted, value)))
    return (
        f'<svg class="fall" viewBox="0 0 {WIDTH} 116" role="img" aria-label="{esc(label)}">'
        f'<line x1="0" x2="{WIDTH}" y1="{FLOOR}" y2="{FLOOR}" class="floor"/>{ties}{drawing}</svg>'
    )


def _bar(place: int, name: str, told: str, top: float, bottom: float, kind: str) -> str:  # noqa: PLR0913, PLR0917
    x, high = 6 + place * STEP, max(1.0, (top - bottom) * HIGH / 100)
    y = FLOOR - top * HIGH / 100
    middle = f'x="{x + BAR / 2:.0f}" text-anchor="middle"'
    return (
        f'<rect x="{x}" y="{y:.1f}" width="{BAR}" height="{high:.1f}" class="{kind}"/>'
        f'<text {middle} y="{y - 5:.1f}" class="told">{told}</text>'
        f'<text {middle} y="{FLOOR + 15}">{name}</text>'
    )


def _tie(place: int, level: float) -> str:
    x, y = 6 + place * STEP + BAR, FLOOR - level * HIGH / 100
    return f'<line x1="{x}" x2="{x + STEP - BAR}" y1="{y:.1f}" y2="{y:.1f}" class="tie"/>'


# beside other plans ---------------------------------------------------------------------------------


def compared(scenario: Capstone, played: Sequence[PlayedQuarter], lines: Sequence[Line], caption: str) -> str:
    """The year beside other plans: a chart of all ``lines`` with its ``caption``, what the plans show beside
    one another in a sentence, and trust and delay of each.
    """
    names = [quarter.name for quarter in scenario.quarters]
    ticks = [name.split()[0] for name in names]
    chart = line_chart("Value by quarter, your year and other plans", names, lines, ticks)
    told = "".join(f'<p class="outcome">{esc(text)}</p>' for text in (caption, pays_later(scenario)) if text)
    rows = [(one.name, _path(one.trust), _path(one.delay)) for one in scenario.numbers.beside]
    if played:
        rows.insert(0, ("You", _path([q.trust for q in played]), _path([q.delay for q in played])))
    start = f"from trust {scenario.words.trust} and delay {scenario.words.delay}"
    paths = table(f"After each quarter, {start}", ["Plan", "Trust", "Delay"], rows)
    return f'{chart}{told}<div class="paths">{paths}</div>'


def _path(levels: Sequence[int]) -> str:
    return " → ".join(str(level) for level in levels)


def pays_later(scenario: Capstone) -> str:
    """What the plan that talks and improves is worth beside the one that signs once, quarter by quarter."""
    plans = {beside.id: beside for beside in scenario.numbers.beside}
    joint = next((plans[name] for name in MODELS if name in plans), None)
    rigid = plans.get(RIGID)
    if joint is None or rigid is None:
        return ""
    less, more = _pairs(scenario, joint, rigid, first=True), _pairs(scenario, joint, rigid, first=False)
    return (
        f"Beside “{rigid.name}”, the plan “{joint.name}” is worth less in {listed(less)}, while it pays for "
        f"talk and flow, and more in {listed(more)}, when they pay back."
    )


def _pairs(scenario: Capstone, one: Beside, other: Beside, *, first: bool) -> list[str]:
    """The quarters in which ``one`` is worth less (``first``) or more than ``other``, with both values."""
    trio = zip(scenario.quarters, one.quarters, other.quarters, strict=True)
    return [f"{name.name.lower()} ({a:.0f} to {b:.0f})" for name, a, b in trio if (a < b) == first]
