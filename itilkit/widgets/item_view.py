"""The cards of questions by kind: options chosen or ticked, rows that get a target, entries put in order."""

from typing import Any

from itilkit.ground.html import attributes, button, esc
from itilkit.items import Item, Question
from itilkit.widgets.question_view import QuestionView

BACK = "Your answer from this notebook is back on the card."
SHOWN = "What your answer means is shown below it."
#: Characters from which on the text of a target needs more room than a narrow button.
LONG = 22


class ItemView(QuestionView):
    """A question whose options are chosen (one) or ticked (several)."""

    def __init__(self, question: Question, item: Item | None = None) -> None:
        super().__init__(question, item)
        self.picked: list[str] | None = None

    @property
    def multi(self) -> bool:
        """Whether several options may be ticked."""
        return self.question.kind == "multi"

    def answer(self) -> Any:
        if self.picked is None:
            return None
        ordered = [option for option in self.question.options if option in self.picked]
        return ordered if self.multi else ordered[0]

    def load(self, answer: Any) -> None:
        if answer is None:
            self.picked, self.shown, self.said = None, False, ""
            return
        self.question.check(answer)
        self.picked = [answer] if isinstance(answer, str) else list(answer)
        self.shown = self.item is not None
        self.said = BACK

    def choose(self, action: str, arg: str) -> None:
        if action == "pick" and arg in self.question.options:
            if self.multi:
                self._toggle(arg)
            else:
                # a choice shows at once what it means, ticks only when asked for
                self.picked = [arg]
                self.shown = self.item is not None
            self.said = f"You chose {self.question.words(self.answer())}."
        elif action == "show" and self.item is not None:
            self.picked = self.picked or []
            self.shown, self.said = True, SHOWN
        elif action == "none" and self.multi:
            self.picked = []
            self.shown = False
            self.said = "You ticked none of the options."

    def _toggle(self, option: str) -> None:
        picked = self.picked or []
        self.picked = [one for one in picked if one != option] if option in picked else [*picked, option]
        self.shown = False

    # the page ------------------------------------------------------------------------------------

    def _rows_html(self) -> str:
        return "".join(self._option_html(option) for option in self.question.options)

    def _option_html(self, option: str) -> str:
        chosen = self.picked is not None and option in self.picked
        box = attributes(
            type="checkbox" if self.multi else "radio",
            name=f"§option-{self.id}",
            value=option,
            id=f"§option-{option}",
            data_act="pick",
            data_arg=option,
            checked=chosen,
        )
        text = esc(self.question.options[option])
        return f"<label{attributes(class_='on' if chosen else None)}><input{box}><span>{text}</span></label>"

    def _actions_html(self) -> str:
        if not self.multi:
            return ""
        if self.item:
            return f'<div class="actions">{button("Show what this means", "show", off=self.shown)}</div>'
        if self.picked:
            return ""
        done = self.picked is not None
        return f'<div class="actions">{button("None of these belongs", "none", off=done)}</div>'

    def _feedback_html(self) -> str:
        return super()._feedback_html() if self.picked is not None else ""


class PairsView(QuestionView):
    """Rows that get a target each: from a select box (match) or by a few radio buttons (classify)."""

    def __init__(self, question: Question, item: Item | None = None) -> None:
        super().__init__(question, item)
        self.chosen: dict[str, str] = {}

    @property
    def complete(self) -> bool:
        """Whether every row has a target."""
        return len(self.chosen) == len(self.question.options)

    def answer(self) -> Any:
        rows = {row: self.chosen[row] for row in self.question.options if row in self.chosen}
        return rows or None

    def load(self, answer: Any) -> None:
        if answer is None or answer == {}:
            self.chosen, self.shown, self.said = {}, False, ""
            return
        self.question.check(answer)
        self.chosen = dict(answer)
        self.shown = self.item is not None and self.complete
        self.said = BACK

    def choose(self, action: str, arg: str) -> None:
        if action == "set":
            self._set(*arg.split("=", 1)) if "=" in arg else None
        elif action == "show" and self.item is not None and self.complete:
            self.shown, self.said = True, SHOWN

    def _set(self, row: str, target: str) -> None:
        if row not in self.question.options or (target and target not in self.question.targets):
            return
        text = self.question.options[row].removesuffix(".")
        if target:
            self.chosen[row] = target
            self.said = f"{text} → {self.question.targets[target]}. {self._count()}."
        else:
            self.chosen.pop(row, None)
            self.said = f"{text} is open again. {self._count()}."
        self.shown = False

    def _count(self) -> str:
        return f"{len(self.chosen)} of {len(self.question.options)} rows decided"

    # the page ------------------------------------------------------------------------------------

    def _rows_html(self) -> str:
        draw = self._select_html if self.question.kind == "match" else self._radios_html
        return "".join(draw(row, text) for row, text in self.question.options.items())

    def _select_html(self, row: str, text: str) -> str:
        chosen = self.chosen.get(row, "")
        entries = "".join(
            f"<option{attributes(value=target, selected=target == chosen)}>{esc(label)}</option>"
            for target, label in self.question.targets.items()
        )
        # an empty value must be written out: without it the entry's text would be its value
        first = f'<option value=""{attributes(selected=not chosen)}>choose…</option>'
        marks = attributes(id=f"§set-{row}", data_act="set", data_arg=row)
        return (
            f'<div class="pair-row{" on" if chosen else ""}" id="§row-{esc(row)}">'
            f'<label for="§set-{esc(row)}">{esc(text)}</label><select{marks}>{first}{entries}</select></div>'
        )

    def _radios_html(self, row: str, text: str) -> str:
        picks = "".join(self._radio_html(row, target) for target in self.question.targets)
        state = " on" if row in self.chosen else ""
        if max(map(len, self.question.targets.values())) > LONG:
            state = f" long{state}"
        several = f"of-{len(self.question.targets)}"
        return (
            f'<div class="pair-row {several}{state}" id="§row-{esc(row)}" role="radiogroup"'
            f' aria-labelledby="§text-{esc(row)}"><p id="§text-{esc(row)}">{esc(text)}</p>'
            f'<div class="picks">{picks}</div></div>'
        )

    def _radio_html(self, row: str, target: str) -> str:
        chosen = self.chosen.get(row) == target
        box = attributes(
            type="radio",
            name=f"§in-{row}",
            value=target,
            id=f"§set-{row}-{target}",
            data_act="set",
            data_arg=f"{row}={target}",
            checked=chosen,
        )
        text = esc(self.question.targets[target])
        return f"<label{attributes(class_='on' if chosen else None)}><input{box}><span>{text}</span></label>"

    def _actions_html(self) -> str:
        count = f'<span class="count" id="§count">{self._count()}</span>'
        if self.item is None:
            return f'<div class="actions">{count}</div>'
        off = self.shown or not self.complete
        show = button("Show what this means", "show", off=off, described="§count")
        return f'<div class="actions">{show}{count}</div>'


class OrderView(QuestionView):
    """Entries put in order with a button up and a button down for each."""

    def __init__(self, question: Question, item: Item | None = None) -> None:
        super().__init__(question, item)
        self.order = list(question.options)
        #: The order shown at first is no answer until the learner says so or moves an entry.
        self.answered = False
        #: The button that keeps the focus when its entry moves.
        self.held = ("down", self.order[0] if self.order else "")

    def answer(self) -> Any:
        return list(self.order) if self.answered else None

    def load(self, answer: Any) -> None:
        if answer is not None:
            self.question.check(answer)
        self.order = list(self.question.options) if answer is None else list(answer)
        self.answered = answer is not None
        self.shown = self.answered and self.item is not None
        self.held = ("down", self.order[0])
        self.said = BACK if self.answered else ""

    def choose(self, action: str, arg: str) -> None:
        if action in {"up", "down"} and arg in self.order:
            self._move(arg, -1 if action == "up" else 1)
            self.held = (action, arg)
        elif action == "stands" and not self.answered:
            self.answered = True
            self.said = "The order as it stands is your answer."
        elif action == "show" and self.item is not None and self.answered:
            self.shown, self.said = True, SHOWN

    def _move(self, entry: str, by: int) -> None:
        old = self.order.index(entry)
        new = old + by
        if not 0 <= new < len(self.order):
            return
        self.order[old], self.order[new] = self.order[new], self.order[old]
        self.answered, self.shown = True, False
        self.said = f"“{self.question.options[entry]}” is now number {new + 1} of {len(self.order)}."

    # the page ------------------------------------------------------------------------------------

    def _rows_html(self) -> str:
        rows = "".join(self._entry_html(place, entry) for place, entry in enumerate(self.order))
        return f'<ol class="entries">{rows}</ol>'

    def _entry_html(self, place: int, entry: str) -> str:
        text = self.question.options[entry]
        up = self._mover("up", entry, "↑ Up", off=place == 0)
        down = self._mover("down", entry, "↓ Down", off=place == len(self.order) - 1)
        number = f'<span class="place" aria-hidden="true">{place + 1}</span>'
        return (
            f'<li id="§entry-{esc(entry)}">{number}<span class="text">{esc(text)}</span>'
            f'<span class="movers">{up}{down}</span></li>'
        )

    def _mover(self, action: str, entry: str, label: str, *, off: bool) -> str:
        marks = attributes(
            type="button",
            data_act=action,
            data_arg=entry,
            data_focus=(action, entry) == self.held,
            aria_disabled="true" if off else None,
            aria_label=f"Move “{self.question.options[entry]}” {action}",
            id=f"§b-{action}-{entry}",
        )
        return f"<button{marks}>{label}</button>"

    def _actions_html(self) -> str:
        if not self.answered:
            stands = button("This order is right as it stands", "stands", described="§count")
            hint = "Not answered yet: move the entries, or say that this order is right."
            return f'<div class="actions">{stands}<span class="count" id="§count">{hint}</span></div>'
        if self.item is not None:
            return f'<div class="actions">{button("Show what this means", "show", off=self.shown)}</div>'
        return '<div class="actions"><span class="count" id="§count">This order is your answer.</span></div>'


def question_view(question: Question, item: Item | None = None) -> QuestionView:
    """The view that draws ``question``'s kind; ``item`` as for `QuestionView`."""
    if question.kind in {"match", "classify"}:
        return PairsView(question, item)
    return OrderView(question, item) if question.kind == "order" else ItemView(question, item)
