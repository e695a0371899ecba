"""The card of the dialogue: eighteen turns in a room, each of which is said and cannot be unsaid."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from itilkit.ground.html import attributes, button, disc, esc
from itilkit.ground.words import listed
from itilkit.scenarios.base import IllegalMove
from itilkit.scenarios.dialogue.card import room as pictures
from itilkit.scenarios.dialogue.card.talk import talk
from itilkit.scenarios.dialogue.debrief import criterion_notes, debrief
from itilkit.scenarios.dialogue.model import Dialogue
from itilkit.scenarios.dialogue.rules import EVENTS, LOOKS, PEOPLE, PLACES, POOL, TURNS, WITH_PERSON
from itilkit.scenarios.shapes import Debrief
from itilkit.widgets.charts import line_chart
from itilkit.widgets.run_view import RunView

#: Moves that stand alone, in the two groups in which they are shown.
TOGETHER = ("share-limits", "trial")
BY_YOURSELF = ("decide-alone", "wait")
#: What a button is called where the move's own name would say too little.
NAMES = {"wait": "Let the turn pass"}
#: Turns from one look to the next: the run is shown in stretches of so many.
STRETCH = 6


class DialogueView(RunView):
    """The dialogue as a card. What is chosen to be read back or promised is a draft until it is said."""

    scenario: Dialogue
    begins = "nothing is said yet"
    #: By person, the need that is to be read back; and the promises that are to be put, in their order.
    reads: dict[str, str]
    ticked: list[str]

    # the controls --------------------------------------------------------------------------------

    def own_controls(self) -> Mapping[str, Any]:
        simple = {
            verb: partial(self._take_turn, verb) for verb in ("invite", *WITH_PERSON, *TOGETHER, *BY_YOURSELF)
        }
        return {
            **simple,
            "read": self._read,
            "play-back": self._play_back,
            "promise": self._promise,
            "put": self._put,
        }

    def fresh_draft(self) -> None:
        self.reads, self.ticked = {}, list(self.state.position.paper or ())

    def _take_turn(self, verb: str, person: str) -> None:
        self.play(f"{verb} {person}".strip())

    def _read(self, arg: str) -> None:
        """Choose what a person is taken to need, or choose nothing of theirs again."""
        person, _, need = arg.partition(" ")
        if need not in POOL.get(person, ()):
            return
        name, text = self.scenario.people[person].name, self.scenario.words.readings[person][need]
        if self.reads.get(person) == need:
            del self.reads[person]
            self.said = f"Nothing is read back to {name}."
        else:
            self.reads[person] = need
            self.said = f"To {name}: “{text}” Not said yet."

    def _play_back(self, _: str) -> None:
        said = [f"{person} {self.reads[person]}" for person in PEOPLE if person in self.reads]
        self.play(" ".join(["play-back", *said]))

    def _promise(self, slug: str) -> None:
        """Take a promise into the draft, as the last of it, or out of it."""
        if slug not in self.scenario.words.promises:
            return
        if slug in self.ticked:
            self.ticked.remove(slug)
        elif len(self.ticked) < PLACES:
            self.ticked.append(slug)
        else:
            self.said = f"An agreement holds {PLACES} promises: take one out first."
            return
        names = [self.scenario.words.promises[each].name for each in self.ticked]
        self.said = f"On your draft: {listed(names) if names else 'nothing'}. Not said yet."

    def _put(self, _: str) -> None:
        self.play(" ".join([self._put_verb(), *self.ticked]))

    def _put_verb(self) -> str:
        return "propose" if self.state.position.paper is None else "revisit"

    def moves_before(self, phase: int) -> list[str] | None:
        """The moves before a stretch of six turns; in an assignment no turn can be gone back to."""
        turns = STRETCH * phase
        back = self.compares and turns <= min(self.state.position.turn, TURNS - 1)
        return self.moves[:turns] if back else None

    def phase_name(self, phase: int) -> str:
        return f"turn {STRETCH * phase + 1}"

    # the page ------------------------------------------------------------------------------------

    def progress_html(self) -> str:
        """The three stretches of the run; the one under way says which turn it is."""
        turn, rows = self.state.position.turn, []
        for first in range(0, TURNS, STRETCH):
            name = f"Turns {first + 1}–{first + STRETCH}"
            if turn >= first + STRETCH:
                rows.append(f'<li class="done">{name}</li>')
            elif turn >= first:
                event = EVENTS.get(first, "")
                after = f" · after {self._event_name(event)}" if event else ""
                rows.append(f'<li aria-current="step">Turn {turn + 1} of {TURNS}{esc(after)}</li>')
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
        told = pictures.told(self.scenario, self.state)
        right = f"{self._room_html()}<h4>What they have told</h4>{told}{self._promises_html()}"
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
        turn = f"turn {self.state.position.turn + 1} of {TURNS}; what is said cannot be taken back"
        return (
            f"<h4>Your move <small>{turn}</small></h4>{_group('With one person', rows)}"
            f"{_group('Read back what you have understood', self._readings_html())}"
            f"{_group('With all of them', self._alone_html(TOGETHER))}"
            f"{_group('On your own', self._alone_html(BY_YOURSELF))}{self._hints_html()}"
            f'<div class="actions">{self.again_html()}</div>'
        )

    def _person_html(self, person: str) -> str:
        """The moves with somebody; while they are outside, the invitation, and why nothing else goes."""
        name = self.scenario.people[person].name
        here = person in self.state.position.room
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
        reason = "" if here else self._refusal(f"listen {person}")
        why = f'<small id="§no-{person}">{esc(reason)}</small>' if reason else ""
        return f'<div class="with">{disc(person, name)}<div>{buttons}{why}</div></div>'

    def _readings_html(self) -> str:
        """Six readings beside each person who has told something, and the button that says what is chosen."""
        position = self.state.position
        told = [person for person in position.room if position.told_by(person)]
        if not told:
            return '<p class="empty">Nobody has told you yet what they need. Listen first.</p>'
        rows = "".join(self._reading_html(person) for person in told)
        say = button("Say it", "play-back", primary=bool(self.reads), off=not self.reads)
        return f'{rows}<div class="actions">{say}</div>'

    def _reading_html(self, person: str) -> str:
        name = self.scenario.people[person].name
        chosen = self.reads.get(person)
        ways = "".join(
            _toggle("read", f"{person} {need}", self.scenario.words.readings[person][need], on=need == chosen)
            for need in POOL[person]
        )
        return f'<div class="with">{disc(person, name)}<div class="readings">{ways}</div></div>'

    def _promises_html(self) -> str:
        """The twelve promises, those on the draft marked with their place, and the button that puts them."""
        rows = "".join(
            _toggle(
                "promise",
                slug,
                f"{self.ticked.index(slug) + 1}. {each.name}" if slug in self.ticked else each.name,
                on=slug in self.ticked,
                more=f"{each.does} {each.takes}",
            )
            for slug, each in self.scenario.words.promises.items()
        )
        verb = self._put_verb()
        same = self.ticked == list(self.state.position.paper or ())
        put = button(self._label(verb), "put", primary=not same, off=not self.ticked)
        free = f"{PLACES - len(self.ticked)} of {PLACES} places free"
        head = f"<h4>The agreement <small>{free}</small></h4>"
        return f'{head}<div class="promises">{rows}</div><div class="actions">{put}</div>'

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
        name = self.scenario.people[person].name if person else ""
        return NAMES.get(verb) or self.scenario.kinds[verb].name.format(name=name)

    def _refusal(self, move: str) -> str:
        """Why a move is not possible now, as a sentence; empty when it is."""
        verb, *slugs = move.split()
        try:
            self.scenario.step(self.state, verb, tuple(slugs))
        except IllegalMove as problem:
            return f"{problem.reason[0].upper()}{problem.reason[1:]}."
        return ""

    def _hints_html(self) -> str:
        rows = "".join(
            f"<dt>{esc(NAMES.get(each.id) or each.name.format(name='somebody'))}</dt>"
            f"<dd>{esc(each.hint)}</dd>"
            for each in self.scenario.words.moves
        )
        return f'<details class="hints"><summary>What each move is for</summary><dl>{rows}</dl></details>'

    # after the last turn -------------------------------------------------------------------------

    def _over_html(self) -> str:
        over = '<h4 id="§over" tabindex="-1" data-focus>The year is over</h4>'
        last = talk(self.scenario, self.state, only_last=True)
        left = f"{over}{last}{self.verdict_html()}{self._over_actions_html()}"
        right = f"<h4>The agreement</h4>{pictures.agreement(self.scenario, self.state)}{self._room_html()}"
        below = f'<div class="wide">{self.compared_html()}</div>' if self.compares else ""
        return self._columns(left, right) + below

    def _over_actions_html(self) -> str:
        if self.asking_again or not self.compares:
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
            f"<h4>Whose need was met</h4>{pictures.looks(self.scenario, self.state)}"
            f"<h4>The agreement in the end</h4>{pictures.agreement(self.scenario, self.state)}"
            f'<h4>The room in the end</h4><div class="ends"><div>{room}</div><div>{trust}</div></div>'
        )

    def compared_html(self) -> str:
        """What the agreement was worth at the three looks, and whose need was met."""
        names = [f"After turn {turn}" for turn in LOOKS]
        chart = line_chart("What the agreement was worth, of 100, at the three looks", names, self.lines())
        return (
            f"<h4>What the agreement was worth</h4>{chart}"
            f"<h4>Whose need was met</h4>{pictures.looks(self.scenario, self.state)}"
        )


def _group(name: str, inner: str) -> str:
    marks = attributes(class_="group", role="group", aria_label=name)
    return f'<div{marks}><h5 aria-hidden="true">{esc(name)}</h5>{inner}</div>'


def _toggle(action: str, arg: str, label: str, *, on: bool, more: str = "") -> str:
    """A button that stays pressed; ``more`` stands below it."""
    marks = attributes(
        type="button",
        data_act=action,
        data_arg=arg,
        class_="pick on" if on else "pick",
        aria_pressed="true" if on else "false",
        id=f"§b-{action}-{arg.replace(' ', '-')}",
    )
    below = f"<small>{esc(more)}</small>" if more else ""
    return f"<div><button{marks}>{esc(label)}</button>{below}</div>"
