"""The card of the dialogue: eighteen turns in a room, each of which is said and cannot be unsaid."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from itilkit.ground.html import attributes, button, disc, esc
from itilkit.scenarios.base import IllegalMove
from itilkit.scenarios.dialogue.card import room as pictures
from itilkit.scenarios.dialogue.card.talk import talk
from itilkit.scenarios.dialogue.card.turns import turn_by_turn
from itilkit.scenarios.dialogue.debrief import criterion_notes, debrief
from itilkit.scenarios.dialogue.model import Dialogue
from itilkit.scenarios.dialogue.rules import CHECKS, EVENTS, PEOPLE, TURNS, VERBS, WITH_PERSON
from itilkit.scenarios.dialogue.turning import line
from itilkit.scenarios.shapes import Debrief
from itilkit.widgets.charts import Line, line_chart
from itilkit.widgets.run_view import RunView, drawn

#: Moves that stand alone, in the two groups in which they are shown.
TOGETHER = ("share-limits", "play-back", "propose", "trial", "revisit")
BY_YOURSELF = ("decide-alone", "freeze", "wait")
#: What a button is called where the move's own name would say too little.
NAMES = {"wait": "Let the turn pass"}
#: Turns from one date to the next: the run is shown in stretches of so many.
STRETCH = 6


class DialogueView(RunView):
    """The dialogue as a card."""

    scenario: Dialogue
    begins = "nothing is said yet"

    # the controls --------------------------------------------------------------------------------

    def own_controls(self) -> Mapping[str, Any]:
        return {verb: partial(self._take_turn, verb) for verb in VERBS}

    def _take_turn(self, verb: str, person: str) -> None:
        self.play(line((verb, person)))

    def moves_before(self, phase: int) -> list[str] | None:
        """The moves before a stretch of six turns."""
        turns = STRETCH * phase
        return self.moves[:turns] if turns <= min(self.state.turn, TURNS - 1) else None

    def phase_name(self, phase: int) -> str:
        return f"turn {STRETCH * phase + 1}"

    # the page ------------------------------------------------------------------------------------

    def progress_html(self) -> str:
        """The three stretches of the run; the one under way says which turn it is."""
        rows = []
        for first in range(0, TURNS, STRETCH):
            name = f"Turns {first + 1}–{first + STRETCH}"
            if self.state.turn >= first + STRETCH:
                rows.append(f'<li class="done">{name}</li>')
            elif self.state.turn >= first:
                event, _ = EVENTS.get(first, ("", None))
                after = f" · after {self._event_name(event)}" if event else ""
                rows.append(f'<li aria-current="step">Turn {self.state.turn + 1} of {TURNS}{esc(after)}</li>')
            else:
                rows.append(f"<li>{name}</li>")
        return f'<ol class="steps">{"".join(rows)}</ol>'

    def _event_name(self, event: str) -> str:
        name = self.scenario.happenings[event].name
        return f"{name[0].lower()}{name[1:]}"

    def body_html(self) -> str:
        return self._over_html() if self.result.finished else self._turn_html()

    def _turn_html(self) -> str:
        left = f"<h4>The conversation</h4>{talk(self.scenario, self.state)}{self._moves_html()}"
        right = f"{self._room_html()}<h4>What the room knows</h4>{pictures.known(self.scenario, self.state)}"
        return self._columns(left, right)

    def _columns(self, left: str, right: str) -> str:
        """Both columns; the mark lets the foot of the card not show again what the conversation shows."""
        events = self.result.events
        told = " data-told" if events and self.said.endswith(events[-1]) else ""
        return f'<div class="body"{told}><section>{left}</section><section>{right}</section></div>'

    def _room_html(self) -> str:
        room, trust = pictures.room(self.scenario, self.state), pictures.trust(self.scenario, self.state)
        return f"<h4>The room</h4>{room}<h4>How far they trust you</h4>{trust}"

    # your move -----------------------------------------------------------------------------------

    def _moves_html(self) -> str:
        rows = "".join(self._person_html(person) for person in PEOPLE)
        turn = f"turn {self.state.turn + 1} of {TURNS}; what is said cannot be taken back"
        return (
            f"<h4>Your move <small>{turn}</small></h4>{_group('With one person', rows)}"
            f"{_group('With all of them', self._alone_html(TOGETHER))}"
            f"{_group('On your own', self._alone_html(BY_YOURSELF))}{self._hints_html()}"
            f'<div class="actions">{self.again_html()}</div>'
        )

    def _person_html(self, person: str) -> str:
        """The moves with somebody; while they are outside, the invitation, and why nothing else goes."""
        name = self.scenario.people[person].name
        here = person in self.state.room
        reason = "" if here else self._refusal("listen", person)
        verbs = WITH_PERSON if here else ("invite", *WITH_PERSON)
        buttons = "".join(
            button(
                self._label(verb, person),
                verb,
                person,
                off=not here and verb != "invite",
                described=None if here or verb == "invite" else f"§no-{person}",
            )
            for verb in verbs
        )
        why = f'<small id="§no-{person}">{esc(reason)}</small>' if reason else ""
        return f'<div class="with">{disc(person, name)}<div>{buttons}{why}</div></div>'

    def _alone_html(self, verbs: tuple[str, ...]) -> str:
        """Moves that stand alone; below them, of each that is not possible, why."""
        reasons = {verb: reason for verb in verbs if (reason := self._refusal(verb))}
        buttons = "".join(
            button(
                self._label(verb),
                verb,
                off=verb in reasons,
                described=f"§no-{verb}" if verb in reasons else None,
            )
            for verb in verbs
        )
        why = "".join(
            f'<small id="§no-{verb}"><b>{esc(self._label(verb))}:</b> {esc(reason)}</small>'
            for verb, reason in reasons.items()
        )
        return f'<div class="alone">{buttons}</div>{why}'

    def _label(self, verb: str, person: str = "") -> str:
        return NAMES.get(verb) or self.scenario.name(verb, person)

    def _refusal(self, verb: str, person: str = "") -> str:
        """Why a move is not possible now, as a sentence; empty when it is."""
        if (verb, person) in self.scenario.legal(self.state):
            return ""
        try:
            self.scenario.step(self.state, verb, (person,) if person else ())
        except IllegalMove as problem:
            return f"{problem.reason[0].upper()}{problem.reason[1:]}."
        return ""

    def _hints_html(self) -> str:
        rows = "".join(
            f"<dt>{esc(self._hint_name(verb))}</dt><dd>{esc(self.scenario.moves[verb].hint)}</dd>"
            for verb in ("invite", *WITH_PERSON, *TOGETHER, *BY_YOURSELF)
        )
        return f'<details class="hints"><summary>What each move is for</summary><dl>{rows}</dl></details>'

    def _hint_name(self, verb: str) -> str:
        return NAMES.get(verb) or self.scenario.moves[verb].name.format(name="somebody")

    # after the last turn -------------------------------------------------------------------------

    def _over_html(self) -> str:
        over = '<h4 id="§over" tabindex="-1" data-focus>The year is over</h4>'
        last = talk(self.scenario, self.state, only_last=True)
        left = f"{over}{last}{self.verdict_html()}{self._over_actions_html()}"
        right = f"<h4>The agreement</h4>{pictures.agreement(self.scenario, self.state)}{self._room_html()}"
        below = f'<div class="wide">{self.compared_html()}</div>' if self.compares else ""
        return self._columns(left, right) + below

    def _over_actions_html(self) -> str:
        if self.asking_again:
            return f'<div class="actions">{self.again_html()}</div>'
        back = "".join(button(f"Back to {self.phase_name(phase)}", "back-to", str(phase)) for phase in (1, 2))
        return (
            '<p class="empty">What if? Go back to a turn, or start again: that begins a new run.</p>'
            f'<div class="actions">{button("Start again", "again")}{back}</div>'
        )

    # what the run is told ------------------------------------------------------------------------

    def debrief(self) -> Debrief:
        return debrief(self.scenario, self.state)

    def notes(self) -> Mapping[str, str]:
        return criterion_notes(self.scenario, self.state)

    def picture_html(self) -> str:
        room, trust = pictures.room(self.scenario, self.state), pictures.trust(self.scenario, self.state)
        return (
            f"<h4>The agreement</h4>{pictures.agreement(self.scenario, self.state)}"
            f'<h4>The room in the end</h4><div class="ends"><div>{room}</div><div>{trust}</div></div>'
        )

    def compared_html(self) -> str:
        """What the agreement was worth on the three dates; behind each name stands the value of the run."""
        end = self.scenario.rules.rested(self.state.position)
        yours = Line("You", end.worths, "var(--sea)", strong=True, figure=self.result.value)
        others = [
            Line(beside.name, beside.worths, *drawn(beside.id, place), figure=beside.value)
            for place, beside in enumerate(self.scenario.numbers.beside)
        ]
        names = [f"After turn {turn}" for turn in CHECKS]
        chart = line_chart("What the agreement was worth, your run and other ways", names, [*others, yours])
        return (
            "<h4>What the agreement was worth <small>of 100, on the three dates; behind each name, the value "
            f"of the whole run</small></h4>{chart}<h4>Your run turn by turn</h4>"
            f"{turn_by_turn(self.scenario, self.state)}"
        )


def _group(name: str, inner: str) -> str:
    marks = attributes(class_="group", role="group", aria_label=name)
    return f'<div{marks}><h5 aria-hidden="true">{esc(name)}</h5>{inner}</div>'
