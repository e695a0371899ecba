"""The card of a question: what all kinds share, and the card whose options are chosen or ticked."""

from abc import abstractmethod
from typing import Any

from itilkit.items import Item, Question, mark_response
from itilkit.widgets.html import attributes, button, esc
from itilkit.widgets.item_feedback import feedback_html, stem_html
from itilkit.widgets.view import View, header

KIND_NAMES = {
    "choice": "one answer",
    "multi": "tick what belongs",
    "match": "match each row",
    "order": "put in order",
    "classify": "sort each row",
}


class QuestionView(View):
    """A question as a card. With ``item`` (a lesson) it gives feedback; without (an assignment) none."""

    def __init__(self, question: Question, item: Item | None = None) -> None:
        super().__init__(question.id)
        self.question = question
        self.item = item
        #: Whether the feedback is shown.
        self.shown = False

    def html(self) -> str:
        kicker = ["Practice" if self.item else "Question · graded", KIND_NAMES[self.question.kind]]
        legend = f'<legend id="§stem">{stem_html(self.question.stem)}</legend>'
        marks = f"options {self.question.kind}"
        body = f'<fieldset class="{marks}">{legend}{self._rows_html()}</fieldset>{self._actions_html()}'
        return (
            f'{header(kicker, "").replace("<h3></h3>", "")}<div class="item">{body}'
            f'<div class="outcome" id="§outcome">{self._feedback_html()}</div></div>'
        )

    @abstractmethod
    def _rows_html(self) -> str:
        """What is decided, with its controls."""

    @abstractmethod
    def _actions_html(self) -> str:
        """The buttons below it."""

    def _feedback_html(self) -> str:
        if self.item is None or not self.shown:
            return ""
        marked = mark_response(self.question, self.answer(), self.item.solution, self.item.because)
        return feedback_html(marked, self.item.question, self.item.section, self.item.lesson)


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

    def act(self, action: str, arg: str) -> None:
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
    from itilkit.widgets.sorting_view import OrderView, PairsView

    if question.kind in {"match", "classify"}:
        return PairsView(question, item)
    return OrderView(question, item) if question.kind == "order" else ItemView(question, item)


__all__ = ["KIND_NAMES", "ItemView", "QuestionView", "feedback_html", "question_view", "stem_html"]
