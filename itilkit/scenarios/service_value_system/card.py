"""The card of the service value system: build it, send seven events through it, sort cards, diagnose."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from itilkit.ground.html import attributes, bar, button, choices, esc
from itilkit.scenarios.service_value_system.content import NONE, Prompt, Slot
from itilkit.scenarios.service_value_system.debrief import (
    criterion_notes,
    debrief,
    event_reasons,
    tile_reasons,
    verdicts,
)
from itilkit.scenarios.service_value_system.model import Board, Happened, ServiceValueSystem, State
from itilkit.scenarios.shapes import Debrief
from itilkit.widgets.charts import line_chart
from itilkit.widgets.parts_view import PartsView


class SystemView(PartsView):
    """The service value system as a card."""

    scenario: ServiceValueSystem
    PARTS: ClassVar[Mapping[str, str]] = {
        "build": "Build the system",
        "sort": "Sort twelve cards",
        "diagnose": "Diagnose five symptoms",
        "result": "See the result",
    }
    begins = "the board is empty again"

    # the controls --------------------------------------------------------------------------------

    def own_controls(self) -> Mapping[str, Any]:
        return {
            **super().own_controls(),
            "pick": self._pick,
            "place": self._place,
            "remove": self._remove,
            "drop": self._drop,
            "card": self._card,
            "diagnose": self._diagnose,
            "run": self._run,
        }

    def fresh_draft(self) -> None:
        super().fresh_draft()
        #: The tile that was picked up and is not put anywhere yet; empty when there is none.
        self.picked = ""
        #: The tile that should have the focus once the one that had it is gone.
        self.next_tile = ""

    def subject(self, move: str) -> str:
        verb, *rest = move.split()
        about = "tile" if verb in {"place", "remove"} else verb
        return f"{about} {rest[0] if rest else ''}"

    def _pick(self, tile: str) -> None:
        if tile not in self.scenario.tiles:
            return
        name = self.scenario.tiles[tile].name
        self.picked = "" if self.picked == tile else tile
        self.next_tile = ""
        self.said = f"Picked up: {name}. Choose where to put it." if self.picked else f"Put back: {name}."

    def _place(self, arg: str) -> None:
        tile, _, slot = arg.partition("=")
        if tile not in self.scenario.tiles or self.state.board.get(tile) == slot:
            self.picked = ""
            return
        tray = self._tray()
        if self.play(f"place {tile} as {slot}", f"“{self.scenario.tiles[tile].name}” put on the board"):
            self.picked = ""
            after = tray[tray.index(tile) + 1 :] + tray[: tray.index(tile)] if tile in tray else []
            self.next_tile = after[0] if after else tile

    def _remove(self, tile: str) -> None:
        if tile in self.state.board and self.play(
            f"remove {tile}", f"“{self.scenario.tiles[tile].name}” taken off the board"
        ):
            self.picked = ""
            self.next_tile = tile

    def _drop(self, arg: str) -> None:
        """Something was dragged to a place: to a slot, or back to the other tiles."""
        tile, _, place = arg.partition("=")
        if place:
            self._place(arg)
        else:
            self._remove(tile)

    def _card(self, arg: str) -> None:
        card, _, kind = arg.partition("=")
        if self.state.cards.get(card) != kind:
            self.play(f"card {card} as {kind}", "how you sorted the last card")

    def _diagnose(self, arg: str) -> None:
        symptom, _, tile = arg.partition("=")
        if self.state.diagnoses.get(symptom) != tile:
            self.play(f"diagnose {symptom} as {tile}", "your last diagnosis")

    def _run(self, _: str) -> None:
        if self.state.board and not self.state.ran_as_it_stands:
            self.play("run", "the run of the seven events")

    # the parts -----------------------------------------------------------------------------------

    def part_open(self, part: str) -> bool:
        state: State = self.state
        if part == "build":
            return set(state.board.values()) != set(self.scenario.slots)
        if part == "sort":
            return len(state.cards) < len(self.scenario.cards)
        if part == "diagnose":
            return len(state.diagnoses) < len(self.scenario.symptoms)
        return not self.result.finished

    def part_done(self, part: str) -> str:
        state: State = self.state
        if part == "build":
            return f"{len(state.board)} on the board" if state.board else ""
        if part == "sort":
            return f"{len(state.cards)} of {len(self.scenario.cards)}" if state.cards else ""
        if part == "diagnose":
            return f"{len(state.diagnoses)} of {len(self.scenario.symptoms)}" if state.diagnoses else ""
        return ""

    def part_html(self, part: str) -> str:
        if part == "build":
            return self._build_html()
        if part == "sort":
            return self._prompts_html("card", self.scenario.cards.values(), self.state.cards)
        if part == "diagnose":
            return self._prompts_html("diagnose", self.scenario.symptoms.values(), self.state.diagnoses)
        return self._result_html()

    # building ------------------------------------------------------------------------------------

    def _tray(self) -> list[str]:
        """The tiles that are not on the board, in alphabetical order: their order tells nothing."""
        tiles = self.scenario.tiles
        return sorted((tile for tile in tiles if tile not in self.state.board), key=lambda t: tiles[t].name)

    def _build_html(self) -> str:
        tray = "".join(f"<li>{self._tile_html(tile)}</li>" for tile in self._tray())
        empty = "" if tray else '<p class="empty">Every tile is on the board.</p>'
        drop = attributes(data_drop="drop", data_arg="")
        return (
            '<div class="wide first"><h4 id="§tiles" tabindex="-1">Tiles <small>pick one, then choose where '
            "to put it; or drag it there. It need not be all of them.</small></h4>"
            f'<ul class="tray"{drop} aria-labelledby="§tiles">{tray}</ul>{empty}'
            f"{self._board_html(live=True)}{self._events_html(live=True)}</div>"
        )

    def _tile_html(self, tile: str) -> str:
        name, picked = self.scenario.tiles[tile].name, self.picked == tile
        on = self.state.board.get(tile)
        marks = attributes(
            type="button",
            class_="tile on" if picked else "tile",
            data_act="pick",
            data_arg=tile,
            data_drag=tile,
            draggable="true",
            aria_pressed="true" if picked else "false",
            id=f"§b-pick-{tile}",
            data_focus=tile == self.next_tile,
        )
        return f"<button{marks}>{esc(name)}</button>{self._put_html(tile, on) if picked else ''}"

    def _put_html(self, tile: str, on: str | None) -> str:
        places = "".join(
            button(f"to {slot.name}", "place", f"{tile}={slot.id}")
            for slot in self.scenario.slots.values()
            if slot.id != on
        )
        off = button("off the board", "remove", tile) if on else ""
        label = f"Where to put “{self.scenario.tiles[tile].name}”"
        return f'<span class="put" role="group" aria-label="{esc(label)}">{places}{off}</span>'

    def _board_html(self, *, live: bool) -> str:
        """The system as it is assembled: what comes in at one quay, the decks, what goes out at the other."""
        sides = [self._slot_html(slot, live=live) for slot in self.scenario.slots.values()]
        arrow = '<span class="arrow" aria-hidden="true"></span>'
        return f'<div class="system" role="group" aria-label="The system you built">{arrow.join(sides)}</div>'

    def _slot_html(self, slot: Slot, *, live: bool) -> str:
        board: Board = self.state.board
        tiles = [tile for tile in self.scenario.tiles if board.get(tile) == slot.id]
        rows = [f"<li>{self._tile_html(tile) if live else self._name_html(tile)}</li>" for tile in tiles]
        gaps = max(0, slot.drawn - len(tiles)) if live else 0
        rows += ['<li class="gap" aria-hidden="true"></li>'] * gaps
        if not rows:
            rows = ['<li class="empty">nothing</li>']
        drop = attributes(data_drop="drop", data_arg=slot.id) if live else ""
        return (
            f'<div class="slot {slot.id}"{drop} role="group" aria-label="{esc(slot.name)}">'
            f"<h5>{esc(slot.name)}</h5><ul>{''.join(rows)}</ul></div>"
        )

    def _name_html(self, tile: str) -> str:
        found = self.scenario.tiles[tile]
        right = self.state.board.get(tile) == found.belongs
        mark, said = ("✓", "belongs here") if right else ("✗", "does not belong here")
        place = "right-here" if right else "wrong-here"
        return (
            f'<span class="tile fixed {place}"><span aria-hidden="true">{mark}</span> {esc(found.name)}'
            f'<span class="hush">, {said}</span></span>'
        )

    # the seven events ----------------------------------------------------------------------------

    def _events_html(self, *, live: bool) -> str:
        state: State = self.state
        run = button(
            "Run the seven events",
            "run",
            primary=bool(state.board) and not state.ran_as_it_stands,
            off=not state.board or state.ran_as_it_stands,
            described="§why-run",
        )
        why = "" if state.board else "Put at least one tile on the board first."
        if state.board and state.ran_on is not None and not state.ran_as_it_stands:
            why = "The board has changed since the events last ran."
        head = (
            f'<div class="actions">{run}<span class="why" id="§why-run">{esc(why)}</span></div>'
            if live
            else ""
        )
        if state.ran_on is None and live:
            return head
        board = state.ran_on if live and state.ran_on is not None else state.board
        happened = self.scenario.happened(board)
        mean = sum(each.worth for each in happened) / len(happened)
        rows = "".join(self._event_html(place, each, live=live) for place, each in enumerate(happened, 1))
        return (
            f"{head}<h4>Seven events in your system <small>worth {mean:.0f} of 100 over all</small></h4>"
            f'<ol class="events">{rows}</ol>'
        )

    def _event_html(self, place: int, happened: Happened, *, live: bool) -> str:
        event = happened.event
        told = event.there if happened.there else event.missing
        names_it = self.compares or not live
        reasons = event_reasons(self.scenario, happened) if names_it else _bare_reasons(happened)
        why = "".join(f"<small>{esc(reason)}</small>" for reason in reasons)
        state = "held" if happened.there else "missed"
        colour = "var(--good)" if happened.worth >= 100 else "var(--warn)" if happened.there else "var(--bad)"
        return (
            f'<li class="{state}"><div class="pair"><b>{place} {esc(event.name)}</b>'
            f"<span>{'✓ held' if happened.there else '✗ missed'} · {happened.worth:g}</span></div>"
            f"{bar(happened.worth, 100, f'{event.name}: worth {happened.worth:g} of 100', colour)}"
            f"<p>{esc(event.scene)} {esc(told)}</p>{why}</li>"
        )

    # cards and symptoms --------------------------------------------------------------------------

    def _prompts_html(self, act: str, prompts: Any, answers: Mapping[str, str]) -> str:
        options = self._kinds() if act == "card" else self._components()
        rows = "".join(
            choices(
                prompt.text,
                act,
                prompt.id,
                options,
                answers.get(prompt.id),
                note=self._corrected(prompt) if self.compares and self.result.finished else "",
            )
            for prompt in prompts
        )
        if act == "card":
            head = "What is it in the system? <small>some sightings at Varrin, some plain terms</small>"
        else:
            head = "Something is missing here. Which component? <small>choose one for each symptom</small>"
        return f'<div class="wide first"><h4>{head}</h4>{rows}</div>'

    def _kinds(self) -> Mapping[str, str]:
        return {**{slot.id: slot.one for slot in self.scenario.slots.values()}, NONE: "none of the three"}

    def _components(self) -> Mapping[str, str]:
        return {tile: self.scenario.tiles[tile].name for tile in self.scenario.components}

    def _corrected(self, prompt: Prompt) -> str:
        """Whether a prompt was answered rightly and why its key is right; only in a lesson, at the end."""
        found = next((each for each in verdicts(self.scenario, self.state) if each.prompt == prompt), None)
        if found is None:
            return ""
        if found.right:
            return f'<p class="note"><span class="right">✓ Right.</span> {esc(found.why)}</p>'
        return (
            f'<p class="note"><span class="wrong">✗ Not yet.</span> Right would be: {esc(found.key)}. '
            f"{esc(found.why)}</p>"
        )

    # the result ----------------------------------------------------------------------------------

    def _result_html(self) -> str:
        if not self.compares:
            return (
                f'<div class="wide first"><h4>Your answer</h4>{self.verdict_html()}{self._open_html()}</div>'
            )
        told = self.verdict_html()
        if not self.result.finished:
            return f'<div class="wide first">{told}{self._open_html()}</div>'
        return (
            f'<div class="wide first">{told}{self._reasons_html()}</div>'
            f'<div class="wide">{self.compared_html()}</div>'
        )

    def _open_html(self) -> str:
        """What has no answer yet."""
        open_ = [
            name.lower() for part, name in self.PARTS.items() if part != "result" and self.part_open(part)
        ]
        if not open_:
            return ""
        return f'<p class="empty">Still open: {esc("; ".join(open_))}.</p>'

    def _reasons_html(self) -> str:
        reasons = tile_reasons(self.scenario, self.state)
        if not reasons:
            return ""
        rows = "".join(f"<li>{esc(reason)}</li>" for reason in reasons)
        return f'<h4>Tiles to look at again</h4><ul class="told">{rows}</ul>'

    def debrief(self) -> Debrief:
        return debrief(self.scenario, self.state)

    def notes(self) -> Mapping[str, str]:
        return criterion_notes(self.scenario, self.state)

    def compared_html(self) -> str:
        names = [f"{place} {event.name}" for place, event in enumerate(self.scenario.words.events, 1)]
        ticks = [str(place) for place in range(1, len(names) + 1)]
        title = "Worth of each event, your system and others"
        chart = line_chart(title, names, self.lines(), ticks, "Event")
        return f"<h4>Your system beside others</h4>{chart}"

    def picture_html(self) -> str:
        wrong = [each for each in verdicts(self.scenario, self.state) if not each.right]
        rows = "".join(
            f"<li>“{esc(each.prompt.text)}” You said: {esc(each.said or 'nothing')}. "
            f"Right: {esc(each.key)}. {esc(each.why)}</li>"
            for each in wrong
        )
        again = f'<h4>Cards and symptoms to look at again</h4><ul class="told">{rows}</ul>' if rows else ""
        return (
            f"<h4>The system you built</h4>{self._board_html(live=False)}{self._reasons_html()}"
            f"{self._events_html(live=False)}{again}"
        )


def _bare_reasons(happened: Happened) -> Sequence[str]:
    """What an event lost, without naming tiles: to find out which is the task of an assignment."""
    reasons = []
    if happened.here:
        reasons.append(f"{happened.here:g} lost: what this asks for is not on the board.")
    if happened.to_idle:
        count = len(happened.idle)
        what = "a tile that does no work" if count == 1 else f"{count} tiles that do no work"
        reasons.append(f"{happened.to_idle:g} lost to {what} in the system.")
    if happened.to_earlier:
        reasons.append(f"{happened.to_earlier:g} lost to what had gone wrong before.")
    return reasons
