"""A card in parts that may be visited in any order, for scenarios in which all stays open to change."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from itilkit.ground.html import attributes, button, esc
from itilkit.items.hints import load_hints
from itilkit.scenarios import IllegalMove, replay, worked_run
from itilkit.widgets.run_view import RunView


class PartsView(RunView):
    """A scenario whose moves are answers to several pieces, each of which may be changed until it is handed
    in. ``PARTS`` maps a part's id to its name; the last one shows what came of it all.
    """

    PARTS: ClassVar[Mapping[str, str]]

    # what a scenario's own view says -------------------------------------------------------------

    @abstractmethod
    def subject(self, move: str) -> str:
        """What a move is about: of two moves with the same subject the later one counts."""

    @abstractmethod
    def part_done(self, part: str) -> str:
        """How far a part has come in a few words, such as ``8 placed``; empty while it is untouched."""

    @abstractmethod
    def part_open(self, part: str) -> bool:
        """Whether something in a part has no answer yet."""

    @abstractmethod
    def part_html(self, part: str) -> str:
        """A part, without the way to the next one."""

    def arranged(self, moves: list[str]) -> list[str]:
        """Moves since the last run in an order in which they are legal, when some were left out."""
        return moves

    def solution_lines(self, task: str) -> Sequence[str]:
        """The part of a run that co-creates that is about ``task``: pieces are answered one by one."""
        verbs = next((each.verbs for each in load_hints().tasks[self.id] if each.id == task), ())
        moves = [move for move in worked_run(self.scenario) if move.split()[0] in verbs]
        empty = self.scenario.tell(self.scenario.start())
        return [line for line in self.scenario.tell(replay(self.scenario, moves).state) if line not in empty]

    # what follows from it ------------------------------------------------------------------------

    def fresh_draft(self) -> None:
        """A run that comes back shows the first part in which something is open."""
        parts = list(self.PARTS)
        self.part = next((part for part in parts if self.part_open(part)), parts[-1])

    def own_controls(self) -> Mapping[str, Any]:
        return {"part": self._go}

    def _go(self, part: str) -> None:
        if part in self.PARTS:
            self.part = part
            self.said = f"{self.PARTS[part]}."

    def with_move(self, move: str) -> list[str]:
        """An answer replaces an earlier one to the same piece, as far back as the run was last shown, so that
        what stands in the notebook reads as what is meant.
        """
        runs = [place for place, each in enumerate(self.moves) if each == "run"]
        since = runs[-1] + 1 if runs else 0
        about = self.subject(move)
        before, kept = (
            self.moves[:since],
            [each for each in self.moves[since:] if self.subject(each) != about],
        )
        whole = [*self.moves, move]
        wanted = replay(self.scenario, whole).state
        # without the move itself where it took back what now was never done
        for since_run in ([*kept, move], kept):
            shorter = [*before, *self.arranged(since_run)]
            with suppress(IllegalMove):
                if replay(self.scenario, shorter).state == wanted:
                    return shorter
        return whole

    def progress_html(self) -> str:
        rows = []
        for place, (part, name) in enumerate(self.PARTS.items(), start=1):
            done = self.part_done(part)
            text = f"{esc(name)}<small>{esc(done)}</small>" if done else esc(name)
            marks = attributes(
                type="button",
                data_act="part",
                data_arg=part,
                id=f"§b-part-{part}",
                aria_current="step" if part == self.part else None,
                class_=None if self.part_open(part) else "done",
            )
            rows.append(f"<li><button{marks}><b>{place}</b> <span>{text}</span></button></li>")
        return f'<ol class="parts">{"".join(rows)}</ol>'

    def body_html(self) -> str:
        actions = f"{self._onward_html()}{self.undo_html()}{self.again_html()}"
        # what is read first after “Next”, when that button has gone
        part = attributes(class_="part", role="group", tabindex=-1, aria_label=self.PARTS[self.part])
        return (
            f"<div{part} data-focus>{self.part_html(self.part)}</div>"
            f'<div class="wide foot"><div class="actions">{actions}</div></div>'
        )

    def _onward_html(self) -> str:
        parts = list(self.PARTS)
        place = parts.index(self.part) + 1
        if place == len(parts):
            return ""
        return button(
            f"Next: {self.PARTS[parts[place]].lower()}",
            "part",
            parts[place],
            primary=not self.part_open(self.part),
            id=f"next-{parts[place]}",
        )
