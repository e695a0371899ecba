"""The card of a question whose options are chosen or ticked, and which card draws which kind."""

from typing import Any

from itilkit.ground.html import attributes, button, esc
from itilkit.items import Item, Question
from itilkit.widgets.question_view import QuestionView
from itilkit.widgets.sorting_view import OrderView, PairsView


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
        self.said = "Your answer from this notebook is back on the card."

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
            self.shown = True
            self.said = "What your answer means is shown below it."
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


def question_view(question: Question, item: Item | None = None) -> QuestionView:
    """The view that draws ``question``'s kind; ``item`` as for `QuestionView`."""
    if question.kind in {"match", "classify"}:
        return PairsView(question, item)
    return OrderView(question, item) if question.kind == "order" else ItemView(question, item)
