"""The pictures of the dialogue: the room, how far people trust, what is known, what the agreement holds.

Nothing here can be clicked, so the same pictures stand on the card and on nbgrader's pages.
"""

from itilkit.ground.html import disc, esc
from itilkit.ground.words import listed
from itilkit.scenarios.dialogue.model import ASSUMED, CONFIRMED, HEARD, STALE, Dialogue, Known, State
from itilkit.scenarios.dialogue.rules import CONSTRAINTS, LATENT, MOST_TRUST, NEEDS, OWN, PEOPLE

#: What a person's trust is called, from 0 to 5.
TRUST = ("guarded", "wary", "careful", "open", "trusting", "relies on you")
#: A sign and a look for every way in which a point can stand.
SIGNS = {HEARD: ("○", "quiet"), CONFIRMED: ("✓", "good"), STALE: ("!", "warn"), ASSUMED: ("?", "warn")}
#: What has happened outside, as it is seen through the window.
CALM, STORM, CUT = "calm weather", "the storm has been", "winter, two boats a day"

# places in the drawing of the room, in its own units
_SEATS = {"mara": (78, 40), "tomas": (150, 36), "ines": (222, 40), "bryn": (263, 92)}
_OUTSIDE = (354, 112)
_CARDS = {"mara": (95, 83), "tomas": (150, 83), "ines": (205, 83)}
_BUBBLE = (
    '<path d="M2 0 h15 '
    'a2 2 0 0 1 2 2 v9 a2 2 0 0 1 -2 2 h-9 l-5 5 v-5 h-1 a2 2 0 0 1 -2 -2 v-9 a2 2 0 0 1 2 -2 z"'
    ' fill="var(--paper)" stroke="var(--ink)" stroke-width="1.3"/>'
    '<path d="M4 4.5 h11 M4 8.5 h8" stroke="var(--ink)" stroke-width="1.3"/>'
)
_SEA = '<path d="M20 {y} q5 -4 10 0 t10 0 t10 0" fill="none" stroke="var(--sea)" stroke-width="1.6"/>'
_VIEWS = {
    CALM: '<circle cx="42" cy="72" r="5" fill="none" stroke="var(--warn)" stroke-width="2"/>'
    + _SEA.format(y=94),
    STORM: '<path d="M26 66 l-4 10 '
    'M36 66 l-4 10 M46 66 l-4 10 M31 79 l-3 7 M43 79 l-3 7" stroke="var(--ink-2)"'
    ' stroke-width="1.6"/>' + _SEA.format(y=90) + _SEA.format(y=97),
    CUT: '<path d="M26 92 h6 l-1 4 h-6 z M39 92 h6 l-1 4 h-6 z" fill="var(--ink-2)"/>'
    '<path d="M28 69 v6 M25 72 h6'
    ' M40 66 v6 M37 69 h6 M36 79 v6 M33 82 h6" stroke="var(--ink-2)" stroke-width="1.4"/>',
}


# the room -------------------------------------------------------------------------------------------


def room(scenario: Dialogue, state: State) -> str:
    """Who sits at the table and who is outside the door, what lies on it, and the weather in the window;
    below the drawing the same in words. Whoever spoke in the last turn has a speech bubble.
    """
    spoke = {said.who for said in state.turns[-1].said if said.spoken} if state.turns else set()
    seats = "".join(_seat(scenario, state, person) for person in PEOPLE)
    bubbles = "".join(
        _bubble(*(_SEATS[person] if person in state.room else _OUTSIDE))
        for person in PEOPLE
        if person in spoke
    )
    names = [scenario.people[person].name for person in state.room]
    at_table = f"At the table: {listed(['you', *names])}."
    outside = [scenario.people[person].name for person in PEOPLE if person not in state.room]
    away = f" {listed(outside)} is outside the door, not invited yet." if outside else ""
    words = f"{at_table}{away} {_lies(state)}"
    label = f"The room. {words} Outside: {weather(state)}."
    return (
        f'<svg class="room" viewBox="0 0 400 172" role="img" aria-label="{esc(label)}">'
        f"{_walls(door_open=not outside)}{_VIEWS[weather(state)]}{_furniture()}{_paper(state)}{seats}{_you()}"
        f'{bubbles}</svg><p class="empty">{esc(words)}</p>'
    )


def weather(state: State) -> str:
    """What it is like outside, in words."""
    happened = [turn.event for turn in state.turns if turn.event]
    return CUT if "cut" in happened else STORM if "storm" in happened else CALM


def _lies(state: State) -> str:
    if state.position.deal is None:
        return "The closed file holds nothing." if state.position.frozen else "No agreement is on the table."
    return "The agreement is closed." if state.position.frozen else "A draft agreement is on the table."


def _walls(*, door_open: bool) -> str:
    door = "M300 92 L338 80" if door_open else "M300 92 V134"
    return (
        '<path d="M300 134 V166 H4 V6 H300 V92" fill="var(--paper)" stroke="var(--edge)" stroke-width="2.5" '
        f'stroke-linejoin="round"/><path d="{door}" stroke="var(--ink)" stroke-width="4" '
        'stroke-linecap="round"/><rect x="17" y="58" width="36" height="44" rx="2" fill="var(--wash)" '
        'stroke="var(--edge)" stroke-width="1.5"/>'
    )


def _furniture() -> str:
    return (
        '<rect x="64" y="64" width="176" height="54" rx="26" fill="var(--sea-wash)" stroke="var(--edge)" '
        'stroke-width="1.5"/>'
    )


def _paper(state: State) -> str:
    """The agreement on the table: nothing, a sheet, or a sheet with a seal."""
    if state.position.deal is None and not state.position.frozen:
        return ""
    seal = '<circle cx="159" cy="108" r="5" fill="var(--bad)"/>' if state.position.frozen else ""
    return (
        '<path d="M140 90 h20 v23 h-20 z" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.3"/>'
        f'<path d="M143 95 h14 M143 100 h14 M143 105 h9" stroke="var(--ink-2)" stroke-width="1.2"/>{seal}'
    )


def _seat(scenario: Dialogue, state: State, person: str) -> str:
    name = scenario.people[person].name
    here = person in state.room
    x, y = _SEATS[person] if here else _OUTSIDE
    card_x, card_y = _CARDS[person] if person in _CARDS else (x, y + 30)
    chair_x, chair_y = _SEATS[person]
    chair = (
        ""
        if here
        else f'<circle cx="{chair_x}" cy="{chair_y}" r="13" fill="none" stroke="var(--edge)" '
        'stroke-width="1.5" stroke-dasharray="3 3"/>'
    )
    return (
        f'{chair}<circle cx="{x}" cy="{y}" r="15" fill="var(--{person})"/><text x="{x}" y="{y + 5}" '
        f'text-anchor="middle" fill="var(--on)" font-weight="700">{esc(name[0])}</text>'
        f'<text x="{card_x}" y="{card_y}" text-anchor="middle" fill="var(--ink)">{esc(name)}</text>'
    )


def _bubble(x: int, y: int) -> str:
    return f'<g transform="translate({x + 12} {y - 26})">{_BUBBLE}</g>'


def _you() -> str:
    return (
        '<circle cx="150" cy="142" r="15" fill="var(--paper)" stroke="var(--ink)" stroke-width="2"/>'
        '<text x="150" y="146.5" text-anchor="middle" fill="var(--ink)" font-size="11">You</text>'
    )


# trust ----------------------------------------------------------------------------------------------


def trust(scenario: Dialogue, state: State) -> str:
    """How far each of the four trusts you: five pips and a word, and how it moved in the last turn."""
    before = state.turns[-2].trust if len(state.turns) > 1 else scenario.start().trust
    return "".join(
        _trust_row(scenario, person, level, level - before[person], person in state.room)
        for person, level in state.trust.items()
    )


def _trust_row(scenario: Dialogue, person: str, level: int, moved: int, here: bool) -> str:  # noqa: FBT001
    name, role = scenario.people[person].name, scenario.people[person].role
    word = TRUST[level]
    went = (
        ""
        if not moved
        else '<span class="up">▲ grew</span> '
        if moved > 0
        else '<span class="down">▼ fell</span> '
    )
    pips = "".join(
        f'<i style="background:var(--{person})"></i>' if place < level else "<i></i>"
        for place in range(MOST_TRUST)
    )
    where = role if here else f"{role}, outside the door"
    return (
        f'<div class="meter"><div class="pair"><span>{disc(person, name)}{esc(name)} '
        f"<small>{esc(where)}</small></span>"
        f"<span>{went}<b>{word}</b></span></div>"
        f'<div class="pips" role="img" aria-label="{esc(name)}: {word}, {level} of {MOST_TRUST}">{pips}</div>'
        "</div>"
    )


# what is known --------------------------------------------------------------------------------------


def known(scenario: Dialogue, state: State) -> str:
    """What has come to the table, how each point stands, and whether the agreement holds it."""
    rows = "".join(_known(scenario, state, each) for each in scenario.knowledge(state))
    if not rows:
        return (
            '<p class="empty">Nothing yet. Nobody has told you what they need, and you have not said what '
            "you cannot do.</p>"
        )
    return f'<ul class="known">{rows}</ul>'


def _known(scenario: Dialogue, state: State, point: Known) -> str:
    name = scenario.people[point.person].name if point.person else "Varrin Digital"
    mark = disc(point.person, name) if point.person else disc("us", "·")
    sign, look = SIGNS[point.status]
    word = {OWN: "shared", LATENT: "seen in the trial"}.get(point.point, point.status)
    notes = f'<span class="{look}"><span aria-hidden="true">{sign}</span> {esc(word)}</span>'
    if point.agreed:
        old = point.point in state.position.stale and point.status != ASSUMED
        held = "the agreement still says the old" if old else "in the agreement"
        notes += f'<span class="{"warn" if old else "held"}">{held}</span>'
    return f"<li>{mark}<span>{esc(point.text)}<small>{notes}</small></span></li>"


# the agreement --------------------------------------------------------------------------------------


def agreement(scenario: Dialogue, state: State) -> str:
    """Who has which point in the agreement, as a table, and what else it holds."""
    names = {person: scenario.people[person].name for person in PEOPLE}
    points = {each.point: each for each in scenario.knowledge(state)}
    rows = "".join(
        f'<tr><th scope="row">{disc(person, name)}{esc(name)}</th>'
        f"{_cell(state, points, NEEDS[person])}{_cell(state, points, CONSTRAINTS[person])}</tr>"
        for person, name in names.items()
    )
    rest = "".join(
        f'<tr><th scope="row" colspan="2">{name}</th>{_cell(state, points, point)}</tr>'
        for point, name in ((OWN, "What Varrin Digital cannot do"), (LATENT, "What only a trial can show"))
    )
    return (
        f'<p class="empty">{esc(scenario.agreement(state))}</p><table class="deal">'
        '<caption class="hush">Who has which point in the agreement</caption>'
        '<thead><tr><th scope="col">Whose</th><th scope="col">Need</th>'
        f'<th scope="col">What binds them</th></tr></thead><tbody>{rows}{rest}</tbody></table>'
    )


def _cell(state: State, points: dict[str, Known], point: str) -> str:
    sign, word, look = _standing(state, points.get(point), point)
    return f'<td><span class="{look}"><span aria-hidden="true">{sign}</span> {word}</span></td>'


def _standing(state: State, its: Known | None, point: str) -> tuple[str, str, str]:
    if its is None:
        return {OWN: ("–", "never shared", "quiet"), LATENT: ("–", "never tried", "quiet")}.get(
            point, ("–", "never heard", "quiet")
        )
    if not its.agreed:
        heard = {OWN: "shared, not in it", LATENT: "seen, not in it"}.get(point, "heard, not in it")
        return ("!", "heard, since changed", "warn") if its.status == STALE else ("○", heard, "quiet")
    if its.status == ASSUMED:
        return "?", "assumed", "warn"
    return ("!", "in it, out of date", "warn") if point in state.position.stale else ("✓", "in it", "good")


__all__ = ["agreement", "known", "room", "trust", "weather"]
