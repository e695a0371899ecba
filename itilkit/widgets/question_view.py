"""The card of a question: what the cards of all kinds share."""

from abc import abstractmethod

from itilkit.ground.html import esc
from itilkit.items import Item, Question, mark_response, right_response
from itilkit.items.hints import load_hints
from itilkit.progress.kernel_diary import hints_since_answer, hints_used
from itilkit.widgets.help_box import HelpBox
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
    """A question as a card. With ``item`` (a lesson) it gives feedback and hints; without (an assignment)
    none.
    """

    #: Where the question is asked, for the diary.
    where = "lesson"

    def __init__(self, question: Question, item: Item | None = None) -> None:
        super().__init__(question.id)
        self.question = question
        self.item = item
        #: Whether the feedback is shown.
        self.shown = False
        self.help = self._help()

    @property
    def complete(self) -> bool:
        """Whether nothing of an answer that was begun is left to decide."""
        return True

    def html(self) -> str:
        kicker = ["Practice" if self.item else "Question · graded", KIND_NAMES[self.question.kind]]
        return f'{header(kicker, "").replace("<h3></h3>", "")}<div class="item">{self.body_html()}</div>'

    def body_html(self) -> str:
        """The question with its controls, what was chosen and what it means."""
        legend = f'<legend id="§stem">{stem_html(self.question.stem)}</legend>'
        marks = f"options {self.question.kind}"
        helped = self.help.html(answered=self.shown) if self.help else ""
        return (
            f'<fieldset class="{marks}">{legend}{self._rows_html()}</fieldset>{self._actions_html()}{helped}'
            f'<div class="outcome" id="§outcome">{self._feedback_html()}</div>'
        )

    # what a click does ---------------------------------------------------------------------------

    def act(self, action: str, arg: str) -> None:
        if action == "help":
            self._ask_for_help()
            return
        if self.help:
            self.help.latest = ""
        answer, shown = self.answer(), self.shown
        self.choose(action, arg)
        if self.item is None:
            if self.answer() != answer:
                self.tell("response", id=self.id, answer=self.answer(), where=self.where)
        elif self.shown and (not shown or self.answer() != answer):
            self._tell_response(self.item)

    @abstractmethod
    def choose(self, action: str, arg: str) -> None:
        """Do what a control of the question asks for; what is not possible now changes nothing."""

    def _tell_response(self, item: Item) -> None:
        marked = mark_response(self.question, self.answer(), item.solution, item.because)
        hints = self.help.since_answer(self.id) if self.help else 0
        self.tell(
            "response",
            id=self.id,
            answer=self.answer(),
            score=round(marked.points, 4),
            hints=hints,
            where=self.where,
        )

    # help ----------------------------------------------------------------------------------------

    def _help(self) -> HelpBox | None:
        """The hints of a practice item; None for a graded one, and for one that has none."""
        if self.item is None or self.item.use != "practice":
            return None
        hint = load_hints().items.get(self.id)
        return None if hint is None else HelpBox({self.id: hint}, self._solution_html)

    def recall_hints(self) -> None:
        """Take in from the diary which steps were opened before."""
        if self.help is not None:
            self.help.used.update(hints_used(self.id))
            self.help.since.update(hints_since_answer(self.id))

    def _ask_for_help(self) -> None:
        if self.help is None or self.shown:
            return
        step = self.help.more(self.id)
        self.said = self.help.said(self.id)
        if step:
            self.tell("hint", id=self.id, step=step)

    def _solution_html(self, _: str) -> str:
        """The right response in words, and why it is right."""
        if self.item is None:
            return ""
        right = right_response(self.item)
        why = [told for name, (code, told) in self.item.because.items() if code is None and name in right]
        return esc(" ".join([f"{self.question.words(right)}.", *why]))

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
