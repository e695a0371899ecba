"""What the agreement of a run was worth turn by turn, as a drawing and as a table."""

from itilkit.ground.html import esc, table
from itilkit.scenarios.dialogue.model import Dialogue, State
from itilkit.scenarios.dialogue.rules import EVENTS, TURNS
from itilkit.scenarios.dialogue.turning import Turning, lost_at, won_at
from itilkit.widgets.charts import Frame

WIDE = Frame(width=640, height=216, left=40, right=622, top=34, bottom=182, labels=True)
NARROW = Frame(width=360, height=212, left=32, right=346, top=46, bottom=178, labels=False)


def turn_by_turn(scenario: Dialogue, state: State) -> str:
    """The worth (0 to 100) after every turn, what each event took from it, and the turns that carried and
    cost most. Turns that were not taken are drawn as waits.
    """
    worths = _worths(scenario, state)
    marks = [
        (name, turning, sign)
        for name, turning, sign in (
            ("carried most", won_at(scenario, state), "+"),
            ("cost most", lost_at(scenario, state), "−"),
        )
        if turning is not None
    ]
    told = [f"Turn {turning.turn} {name}." for name, turning, _ in marks]
    falls = [
        f"{_event(scenario, event)} after turn {turn} took it from {worths[turn - 1][0]:.0f} to "
        f"{worths[turn - 1][1]:.0f}."
        for turn, (event, _) in EVENTS.items()
        if round(worths[turn - 1][0]) > round(worths[turn - 1][1])
    ]
    after = ", ".join(f"{before:.0f}" for before, _ in worths)
    label = " ".join([f"What your agreement was worth after each turn: {after}.", *falls, *told])
    drawings = "".join(
        _drawing(frame, mark, label, scenario, worths, marks)
        for frame, mark in ((WIDE, "wide-only"), (NARROW, "narrow-only"))
    )
    says = " ".join([*told, *falls])
    title, head = "What your agreement was worth, of 100", ["Turn", "You", "Worth", "Then"]
    return (
        f'{drawings}<p class="empty">{esc(says)}</p><details class="numbers"><summary>The same as numbers'
        f"</summary>{table(title, head, _rows(scenario, state, worths))}</details>"
    )


def _event(scenario: Dialogue, event: str) -> str:
    return scenario.happenings[event].name


def _worths(scenario: Dialogue, state: State) -> list[tuple[float, float]]:
    """The worth at the end of each of the 18 turns, and after the event that follows it, if any."""
    rules = scenario.rules
    moves = [*state.moves, *[("wait", "")] * (TURNS - state.turn)]
    position = rules.start()
    found = []
    for verb, person in moves:
        before, position = position, rules.run([(verb, person)], position)
        after = rules.worth(position)
        looked_at = len(position.worths) > len(before.worths)
        found.append((position.worths[-1] if looked_at else after, after))
    return found


def _rows(scenario: Dialogue, state: State, worths: list[tuple[float, float]]) -> list[list[str]]:
    rows = []
    for turn, (before, after) in enumerate(worths, start=1):
        did = scenario.past(*state.moves[turn - 1]) if turn <= state.turn else "took no turn"
        event, _ = EVENTS.get(turn, ("", None))
        then = f"{_event(scenario, event)}: {after:.0f}" if event else ""
        rows.append([str(turn), did, f"{before:.0f}", then])
    return rows


def _drawing(  # noqa: PLR0913, PLR0917 - everything that a drawing shows
    frame: Frame,
    mark: str,
    label: str,
    scenario: Dialogue,
    worths: list[tuple[float, float]],
    marks: list[tuple[str, Turning, str]],
) -> str:
    x = [frame.x(place, TURNS) for place in range(TURNS)]
    rules = "".join(
        f'<line x1="{frame.left}" x2="{frame.right}" y1="{frame.y(value):.1f}" y2="{frame.y(value):.1f}" '
        f'stroke="var(--line)"/><text x="{frame.left - 8}" y="{frame.y(value) + 4:.1f}" text-anchor="end" '
        f'fill="var(--ink-2)">{value}</text>'
        for value in (0, 50, 100)
    )
    named = range(1, TURNS + 1) if frame.labels else (1, 6, 12, 18)
    names = "".join(
        f'<text x="{x[turn - 1]:.1f}" y="{frame.height - 10}" text-anchor="middle" '
        f'fill="var(--ink-2)">{turn}</text>'
        for turn in named
    )
    events = "".join(
        f'<path d="M{x[turn - 1]:.1f} {frame.top - 8} V{frame.bottom}" stroke="var(--warn)" '
        f'stroke-width="1.5" stroke-dasharray="2 4"/>'
        f'<text x="{x[turn - 1]:.1f}" y="{frame.top - 14}" text-anchor="middle" '
        f'fill="var(--warn)">{esc(_event(scenario, event))}</text>'
        for turn, (event, _) in EVENTS.items()
    )
    path = " ".join(
        f"{x[place]:.1f},{frame.y(worth):.1f}"
        for place, pair in enumerate(worths)
        for worth in dict.fromkeys(pair)
    )
    rings = "".join(
        _ring(x[each.turn - 1], frame.y(worths[each.turn - 1][0]), sign) for _, each, sign in marks
    )
    dots = "".join(
        f'<circle cx="{x[place]:.1f}" cy="{frame.y(worth):.1f}" r="3" fill="var(--sea)"/>'
        for place, (worth, _) in enumerate(worths)
    )
    return (
        f'<svg class="chart turns {mark}" viewBox="0 0 {frame.width} {frame.height}" role="img" '
        f'aria-label="{esc(label)}">{rules}{names}{events}<polyline fill="none" stroke="var(--sea)" '
        f'stroke-width="2.5" points="{path}"/>{dots}{rings}</svg>'
    )


def _ring(x: float, y: float, sign: str) -> str:
    colour = "var(--good)" if sign == "+" else "var(--bad)"
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{colour}"/><text x="{x:.1f}" y="{y + 4.5:.1f}" '
        f'text-anchor="middle" fill="var(--on)" font-weight="700">{sign}</text>'
    )


__all__ = ["turn_by_turn"]
