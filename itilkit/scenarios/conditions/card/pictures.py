"""The pictures of the six iterations: what is needed and what is live, where the value goes, who was met.

Each picture says in words what it shows and carries a table of the same numbers. Nothing here can be clicked,
so the same pictures stand on cards and on nbgrader's pages.
"""

from collections.abc import Mapping, Sequence

import attrs

from itilkit.ground.html import bar, disc, esc, table
from itilkit.scenarios.conditions.content import ITERATIONS, MOST_NEEDED

#: The measures of a small chart, in its own units; it is drawn at about its size on every card.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 220, 132, 24, 196, 12, 110
#: Least distance between the two numbers at the right end.
LABEL_STEP = 13.0
#: What is missing to 100 is made of, in the order in which it is drawn.
PARTS = {
    "unsound": "lost quality",
    "unreleased": "built, not in use",
    "unbuilt": "known, not built",
    "unknown": "not known",
}


@attrs.frozen
class Drift:
    """An aspect over the iterations: its ``name`` and ``meaning``; who owns its need: ``person`` (the slug of
    a disc), ``speaker`` and ``colour``; what is ``needed`` (0 to 10, from iteration 1 on) and in which
    iterations (from 0) that was ``heard``; what is ``live`` (None: nothing yet).
    """

    name: str
    meaning: str
    person: str
    speaker: str
    colour: str
    needed: tuple[int, ...]
    heard: frozenset[int]
    live: tuple[int | None, ...]


@attrs.frozen
class Worth:
    """An iteration's value (0 to 100) and quality (0 to 100; None: nothing is live), and the ``lost`` points
    that add up to what is missing, by the keys of `PARTS` (empty: not told).
    """

    value: float
    quality: float | None
    lost: Mapping[str, float] = {}


@attrs.frozen
class Plan:
    """A plan in a comparison: its value (0 to 100), how many groups were in the room on average, how often it
    released, its mean quality while something was live (0 to 100), and how it is drawn.
    """

    name: str
    value: float
    room: float
    releases: int
    quality: float
    colour: str
    dashes: str = ""
    strong: bool = False


# what is needed and what is live --------------------------------------------------------------------


def drifts(shown: Sequence[Drift], *, told: bool) -> str:
    """A small chart for each aspect. ``told``: what is needed is known in every iteration; otherwise only
    where it was heard, and the line in between is what the team goes by.
    """
    charts = "".join(_drift_html(drift, told=told) for drift in shown)
    grey = "var(--ink-2)"
    need = _stroke(((1, 5), (33, 5)), grey, dashes="" if told else "3 4")
    marks = {
        "live": _stroke(((1, 5), (33, 5)), "var(--ink)", strong=True),
        "needed, and heard in the room": need + _dot(17, 5, grey, full=True),
        "needed, and not heard" if told else "assumed, or heard before": need + _dot(17, 5, grey, full=False),
    }
    key = "".join(
        f'<li><svg viewBox="0 0 34 10" aria-hidden="true">{mark}</svg>{name}</li>'
        for name, mark in marks.items()
    )
    return (
        f'<ul class="key drift-key">{key}</ul><div class="drifts">{charts}</div>{_numbers(shown, told=told)}'
    )


def _numbers(shown: Sequence[Drift], *, told: bool) -> str:
    rows = []
    for drift in shown:
        needed = [
            str(need) if told or place in drift.heard else "not heard"
            for place, need in enumerate(drift.needed[: len(drift.live)])
        ]
        live = ["–" if level is None else str(level) for level in drift.live]
        open_ = ["–"] * (ITERATIONS - len(live))
        rows += [[f"{drift.name}, needed", *needed, *open_], [f"{drift.name}, live", *live, *open_]]
    head = ["Of 10, in iteration", *(str(place + 1) for place in range(ITERATIONS))]
    return (
        '<details class="numbers"><summary>The same as numbers</summary>'
        f'<div class="scrolls">{table("Needed and live by iteration", head, rows)}</div></details>'
    )


def _drift_html(drift: Drift, *, told: bool) -> str:
    head = f"{disc(drift.person, drift.speaker)}<b>{esc(drift.name)}</b>"
    return (
        f"<figure><figcaption><span>{head}</span><small>{esc(drift.meaning)}</small></figcaption>"
        f'<svg class="drift" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{esc(_drift_words(drift, told=told))}">{_scale()}{_drift_lines(drift, told=told)}</svg>'
        "</figure>"
    )


def _drift_words(drift: Drift, *, told: bool) -> str:
    parts = []
    for place, level in enumerate(drift.live):
        need = f"needed {drift.needed[place]}" if told or place in drift.heard else "need not heard"
        live = "nothing live" if level is None else f"live {level}"
        parts.append(f"Iteration {place + 1}: {need}, {live}.")
    if not told:
        parts.append(f"The team goes by {drift.needed[-1]} of 10.")
    return f"{drift.name}, told by {drift.speaker}. {' '.join(parts)}"


def _x(place: int) -> float:
    return LEFT + 8 + (RIGHT - LEFT - 16) * place / (ITERATIONS - 1)


def _y(level: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * level / MOST_NEEDED


def _scale() -> str:
    rules = "".join(
        f'<line x1="{LEFT}" x2="{RIGHT}" y1="{_y(level):.1f}" y2="{_y(level):.1f}" stroke="var(--line)"/>'
        f'<text x="{LEFT - 6}" y="{_y(level) + 4:.1f}" text-anchor="end" fill="var(--ink-2)">{level}</text>'
        for level in (0, 5, 10)
    )
    names = "".join(
        f'<text x="{_x(place):.1f}" y="{HEIGHT - 5}" text-anchor="middle" fill="var(--ink-2)">'
        f"{place + 1}</text>"
        for place in range(ITERATIONS)
    )
    return rules + names


def _drift_lines(drift: Drift, *, told: bool) -> str:
    needed = [(_x(place), _y(level)) for place, level in enumerate(drift.needed)]
    live = [(_x(place), _y(level)) for place, level in enumerate(drift.live) if level is not None]
    between = ""
    if told and live:
        points = [*needed[-len(live) :], *reversed(live)]
        area = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        between = f'<polygon points="{area}" fill="{drift.colour}" opacity=".16"></polygon>'
    dots = "".join(_dot(x, y, drift.colour, full=place in drift.heard) for place, (x, y) in enumerate(needed))
    ends = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="var(--ink)"/>' for x, y in live)
    return (
        f"{between}{_stroke(live, 'var(--ink)', strong=True)}{ends}"
        f"{_stroke(needed, drift.colour, dashes='' if told else '3 4')}{dots}"
        f"{_drift_labels(drift, needed, live)}"
    )


def _drift_labels(
    drift: Drift, needed: Sequence[tuple[float, float]], live: Sequence[tuple[float, float]]
) -> str:
    """The last level of both lines at their end, moved apart where they end close together."""
    (x, need_y), (live_x, live_y) = needed[-1], live[-1] if live else needed[-1]
    if live and abs(need_y - live_y) < LABEL_STEP:
        middle, up = max((need_y + live_y) / 2, LABEL_STEP), 1 if need_y <= live_y else -1
        need_y, live_y, live_x = middle - up * LABEL_STEP / 2, middle + up * LABEL_STEP / 2, x
    label = '<text x="{:.1f}" y="{:.1f}" fill="{}" font-weight="{}">{}</text>'
    told = label.format(x + 9, need_y + 4, drift.colour, 400, drift.needed[-1])
    return told + (label.format(live_x + 9, live_y + 4, "var(--ink)", 700, drift.live[-1]) if live else "")


def _stroke(
    points: Sequence[tuple[float, float]], colour: str, *, dashes: str = "", strong: bool = False
) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polyline fill="none" stroke="{colour}" stroke-width="{3 if strong else 1.8}" '
        f'stroke-dasharray="{dashes}" points="{path}"/>'
    )


def _dot(x: float, y: float, colour: str, *, full: bool) -> str:
    fill = colour if full else "var(--paper)"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{fill}" stroke="{colour}" stroke-width="1.6"/>'


# where the value goes -------------------------------------------------------------------------------


def worths(title: str, shown: Sequence[Worth]) -> str:
    """A bar from 0 to 100 per iteration: its value, and what the rest was lost to where that is told."""
    told = any(worth.lost for worth in shown)
    names = PARTS if told else {}
    label = f"{title}. " + " ".join(
        f"Iteration {place}: {_worth_words(worth)}." for place, worth in enumerate(shown, start=1)
    )
    swatches = {"value": "value", **names}
    key = "".join(f'<span><i class="{part}"></i>{name}</span>' for part, name in swatches.items())
    head_key = f'<p class="key">{key}</p>' if told else ""
    rows = [
        [
            str(place),
            f"{worth.value:.0f}",
            "–" if worth.quality is None else f"{worth.quality:.0f}",
            *(f"{worth.lost[part]:.0f}" for part in names),
        ]
        for place, worth in enumerate(shown, start=1)
    ]
    head = ["Iteration", "Value", "Quality", *(f"Lost: {name}" for name in names.values())]
    bars = "".join(_worth_html(place, worth) for place, worth in enumerate(shown, start=1))
    return (
        f'<div class="worths" role="img" aria-label="{esc(label)}">{head_key}{bars}</div>'
        '<details class="numbers"><summary>The same as numbers</summary>'
        f'<div class="scrolls">{table(f"{title}, of 100", head, rows)}</div></details>'
    )


def _worth_words(worth: Worth) -> str:
    quality = "nothing live" if worth.quality is None else f"quality {worth.quality:.0f}"
    lost = "".join(f", {worth.lost[part]:.0f} lost: {name}" for part, name in PARTS.items() if worth.lost)
    return f"value {worth.value:.0f}, {quality}{lost}"


def _worth_html(place: int, worth: Worth) -> str:
    # a part below 0 is a mistake that helped: it is in the numbers, and the others make up the rest
    parts = {part: max(0.0, points) for part, points in worth.lost.items()}
    share = (100 - worth.value) / (sum(parts.values()) or 1.0)
    widths = {"value": worth.value, **{part: parts[part] * share for part in PARTS if parts}}
    pieces = "".join(
        f'<i class="{part}" style="width:{width:.2f}%"></i>' for part, width in widths.items() if width > 0
    )
    quality = "nothing live" if worth.quality is None else f"quality {worth.quality:.0f}"
    return (
        f'<div class="worth"><span>{place}</span><div class="split">{pieces}</div>'
        f"<span><b>{worth.value:.0f}</b> <small>{quality}</small></span></div>"
    )


# the time of an iteration ---------------------------------------------------------------------------


def bench(label: str, taken: Sequence[tuple[str, str]], left: int, *, release: int) -> str:
    """The single steps of an iteration as cells: those ``taken`` by somebody (letter and colour), those
    ``left`` for building; the last ``release`` of them would go into releasing.
    """
    cells = "".join(
        f'<i class="taken" style="background:{colour}">{esc(letter)}</i>' for letter, colour in taken
    )
    cells += '<i class="free"></i>' * (left - release) + '<i class="free ship">R</i>' * release
    return f'<div class="bench" role="img" aria-label="{esc(label)}">{cells}</div>'


# beside other plans ---------------------------------------------------------------------------------


def plans(caption: str, shown: Sequence[Plan]) -> str:
    """Plans side by side: value as a bar, people in the room, releases, quality."""
    rows = "".join(_plan_html(plan) for plan in shown)
    heads = "".join(
        f'<th scope="col" class="n">{name}</th>' for name in ("In the room", "Releases", "Quality")
    )
    return (
        f'<table class="plans"><caption class="hush">{esc(caption)}</caption><thead><tr>'
        f'<th scope="col">Plan</th><th scope="col" colspan="2">Value</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _plan_html(plan: Plan) -> str:
    swatch = (
        '<svg viewBox="0 0 26 8" aria-hidden="true"><line x1="1" x2="25" y1="4" y2="4" '
        f'stroke="{plan.colour}" stroke-width="3" stroke-dasharray="{plan.dashes}"/></svg>'
    )
    worth = bar(plan.value, 100, f"{plan.name}: value {plan.value:.0f} of 100", plan.colour)
    return (
        f'<tr{" class=strong" if plan.strong else ""}><th scope="row">{swatch}{esc(plan.name)}</th>'
        f'<td class="lead">{worth}</td><td class="n"><b>{plan.value:.0f}</b></td>'
        f'<td class="n">{plan.room:.1f}</td><td class="n">{plan.releases}</td>'
        f'<td class="n">{f"{plan.quality:.0f}" if plan.releases else "–"}</td></tr>'
    )


__all__ = ["Drift", "Plan", "Worth", "bench", "drifts", "plans", "worths"]
