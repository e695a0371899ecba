"""The pictures of the dialogue: the room, how far people trust, what each has told, what the agreement holds.

Nothing here can be clicked, so the same pictures stand on the card and on nbgrader's pages.
"""

from itilkit.ground.html import disc, esc
from itilkit.ground.words import listed
from itilkit.scenarios.dialogue.model import Dialogue, State
from itilkit.scenarios.dialogue.rules import LOOKS, MOST_TRUST, PEOPLE, PLACES

#: What a person's trust is called, from 0 to 5.
TRUST = ("guarded", "wary", "careful", "open", "trusting", "relies on you")
#: What has happened outside, as it is seen through the window.
CALM, STORM, CUT = "calm weather", "the storm has been", "winter, the letter has come"

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
        _bubble(*(_SEATS[person] if person in state.position.room else _OUTSIDE))
        for person in PEOPLE
        if person in spoke
    )
    names = [scenario.people[person].name for person in state.position.room]
    at_table = f"At the table: {listed(['you', *names])}."
    outside = [scenario.people[person].name for person in PEOPLE if person not in state.position.room]
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
    return (CALM, STORM, CUT)[state.position.part]


def _lies(state: State) -> str:
    there = "No" if state.position.paper is None else "An"
    return f"{there} agreement is on the table."


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
    """The agreement on the table: nothing, or a sheet with a line for each promise."""
    if state.position.paper is None:
        return ""
    lines = "".join(f"M143 {95 + 5 * place} h14 " for place in range(len(state.position.paper)))
    return (
        '<path d="M140 90 h20 v23 h-20 z" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.3"/>'
        f'<path d="{lines.strip()}" stroke="var(--ink-2)" stroke-width="1.2"/>'
    )


def _seat(scenario: Dialogue, state: State, person: str) -> str:
    name = scenario.people[person].name
    here = person in state.position.room
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
    past = state.turns[-2].did.position if len(state.turns) > 1 else scenario.rules.start()
    return "".join(
        _trust_row(scenario, person, level, level - before, person in state.position.room)
        for person, level, before in zip(PEOPLE, state.position.trust, past.trust, strict=True)
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


# what each has told ---------------------------------------------------------------------------------


def told(scenario: Dialogue, state: State) -> str:
    """What each of the four has told of needs and limits, the newest last, and how it was read."""
    rows = "".join(_told(scenario, state, person) for person in PEOPLE)
    nothing = '<p class="empty">Nobody has told you anything yet.</p>'
    return f'<ul class="known">{rows}</ul>' if rows else nothing


def _told(scenario: Dialogue, state: State, person: str) -> str:
    said = [
        each.text for turn in state.turns for each in turn.said if each.who == person and _meant(each.key)
    ]
    if not said:
        return ""
    quotes = "".join(f"<span>“{esc(text)}”</span>" for text in dict.fromkeys(said))
    notes = "".join(
        _read(scenario.words.readings[person][need], right=right)
        for turn in state.turns
        for who, need, right in turn.did.readings
        if who == person
    )
    limit = state.position.limit_of(person)
    if limit:
        name = scenario.words.promises[limit].name
        notes += f'<span class="quiet">cannot give what “{esc(name)}” takes</span>'
    return f"<li>{disc(person, scenario.people[person].name)}<span>{quotes}<small>{notes}</small></span></li>"


def _read(text: str, *, right: bool) -> str:
    look, sign = ("good", "✓") if right else ("warn", "✗")
    return f'<span class="{look}"><span aria-hidden="true">{sign}</span> {esc(text)}</span>'


def _meant(key: str) -> bool:
    return key.startswith(("needs.", "limits."))


# the agreement --------------------------------------------------------------------------------------


def agreement(scenario: Dialogue, state: State) -> str:
    """The promises on the paper, and what was seen to fail."""
    failed = {
        promise
        for turn in state.turns
        for promise in (*turn.did.failed, *(turn.did.look.failed if turn.did.look else ()))
    }
    paper = state.position.paper
    if paper is None:
        return '<p class="empty">There is no agreement.</p>'
    rows = "".join(_promised(scenario, slug, failed=slug in failed) for slug in paper)
    left = PLACES - len(paper)
    free = f'<p class="empty">{left} of {PLACES} places are free.</p>' if left else ""
    return f'<ul class="known">{rows}</ul>{free}'


def _promised(scenario: Dialogue, slug: str, *, failed: bool) -> str:
    promise = scenario.words.promises[slug]
    note = '<small><span class="warn">has failed</span></small>' if failed else ""
    return f"<li><span><b>{esc(promise.name)}</b> {esc(promise.does)}{note}</span></li>"


def looks(scenario: Dialogue, state: State) -> str:
    """Who was served at each look, as a table."""
    names = {person: scenario.people[person].name for person in PEOPLE}
    found = scenario.rules.rested(state.position).looks
    head = "".join(f'<th scope="col">{esc(name)}</th>' for name in names.values())
    rows = "".join(
        f'<tr><th scope="row">After turn {turn}</th>'
        + "".join(
            '<td><span class="good">✓ met</span></td>'
            if person in look.served
            else '<td><span class="quiet">– not met</span></td>'
            for person in names
        )
        + "</tr>"
        for turn, look in zip(LOOKS, found, strict=True)
    )
    return (
        '<table class="deal"><caption class="hush">Whose need was met at each look</caption><thead><tr>'
        f'<th scope="col">Look</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


__all__ = ["agreement", "looks", "room", "told", "trust", "weather"]
