"""The card of a form: sixteen questions one at a time, no word about right or wrong until its end."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

import attrs

from itilkit.content import load
from itilkit.ground.html import button, esc
from itilkit.ground.words import plural
from itilkit.items import NotAnswered
from itilkit.items.forms import Form
from itilkit.progress.gain import taken_forms
from itilkit.progress.kernel_diary import diary, entries
from itilkit.widgets.form_result import result_html
from itilkit.widgets.item_view import question_view
from itilkit.widgets.question_view import QuestionView
from itilkit.widgets.series_view import SeriesView
from itilkit.widgets.view import header


@attrs.frozen
class Occasion:
    """What a form is about: a few words, its title, and what is said before it begins."""

    kicker: str
    title: str
    goal: str
    intro: tuple[str, ...]


@cache
def occasions() -> Mapping[str, Occasion]:
    """What each form is about, by its id (``forms.toml``)."""
    return load("forms.toml", dict[str, Occasion])


class FormView(SeriesView):
    """A form as a card: an opening page, the questions, and the result once it is finished for good."""

    UNKNOWN: ClassVar[str] = "I do not know yet"

    def __init__(self, form: Form) -> None:
        super().__init__(form.id)
        self.form = form
        self.occasion = occasions()[form.id]
        self.kicker, self.title = self.occasion.kicker.split(" · ")[0], self.occasion.title
        self.begun = False
        self.finished = False
        self.unknown: set[str] = set()
        self.asking = False
        self.questions = self._fresh()

    def _fresh(self) -> list[QuestionView]:
        return [question_view(item.question) for item in self.form.items]

    # the answer ----------------------------------------------------------------------------------

    def responses(self) -> dict[str, Any]:
        """What is answered so far, by item; None for what is not known yet."""
        found: dict[str, Any] = {}
        for each in self.questions:
            response = each.answer()
            if response is not None:
                found[each.id] = response
            elif each.id in self.unknown:
                found[each.id] = None
        return found

    def answer(self) -> Any:
        responses = self.responses()
        return {"finished": self.finished, "responses": responses} if responses or self.finished else None

    def load(self, answer: Any) -> None:
        try:
            responses = self.form.responses(answer)
        except NotAnswered:
            responses = {}
        fresh = self._fresh()
        for each in fresh:
            if responses.get(each.id) is not None:
                each.load(responses[each.id])
        self.questions = fresh
        self.unknown = {name for name, response in responses.items() if response is None}
        self.finished = bool(isinstance(answer, dict) and answer.get("finished"))
        self.begun = bool(responses)
        self.asking = False
        self.place = self.first_open()
        self.said = "Your answers from this notebook are back on the card." if responses else ""
        if self.finished and self._is_missing():
            self._tell_form()

    def is_done(self, question: QuestionView) -> bool:
        return question.id in self.unknown or (question.answer() is not None and question.complete)

    def open_count(self) -> int:
        """How many questions have no answer yet."""
        return sum(not self.is_done(each) for each in self.questions)

    # what a click does ---------------------------------------------------------------------------

    def act(self, action: str, arg: str) -> None:
        if self.finished or (not self.begun and action != "begin"):
            return
        if action == "begin":
            self.begun = True
            self.go(self.first_open())
        elif action == "go":
            self.asking = False
            self.go(int(arg) if arg.isdigit() else -1)
        elif action == "unknown":
            self._not_known()
        elif action == "finish":
            self._finish()
        elif action == "finish-anyway" and self.asking:
            self._end()
        elif action == "stay":
            self.asking = False
            self.go(self.first_open())
        else:
            self._answer(action, arg)

    def _answer(self, action: str, arg: str) -> None:
        self.pass_on(action, arg)
        self.happened = []  # a form is written down as a whole, when it is finished
        if self.current.answer() is not None:
            self.unknown.discard(self.current.id)

    def _not_known(self) -> None:
        self.current.load(None)
        self.unknown.add(self.current.id)
        if self.place + 1 < len(self.questions):
            self.go(self.place + 1)
        else:
            self.said = "Noted: you do not know this one yet."

    def _finish(self) -> None:
        if self.open_count():
            self.asking = True
            self.said = f"{self._open_words()}. Finish anyway?"
        else:
            self._end()

    def _end(self) -> None:
        self.finished, self.asking = True, False
        # what is open was said to count as not known, and a form of nothing but that is an answer too
        self.unknown |= {each.id for each in self.questions if each.answer() is None}
        self._tell_form()
        self.said = "Finished. What your answers mean stands on the card now."

    def _is_missing(self) -> bool:
        """Whether a diary is kept here, can be read, and lacks this form: it could not be written before."""
        if diary() is None:
            return False
        found = entries()
        return not found.trouble and self.id not in taken_forms(found.entries)

    def _tell_form(self) -> None:
        responses = self.responses()
        self.tell(
            "form",
            form=self.id,
            responses=responses,
            scores={name: round(share, 4) for name, share in self.form.scores(responses).items()},
        )

    def _open_words(self) -> str:
        return f"{plural(self.open_count(), 'question is', 'questions are')} still open"

    # the page ------------------------------------------------------------------------------------

    def html(self) -> str:
        if self.finished:
            return result_html(self.form, self.responses())
        return self.series_html("") if self.begun else self._opening_html()

    def _opening_html(self) -> str:
        lines = "".join(f"<p>{esc(line)}</p>" for line in self.occasion.intro)
        go = button("Begin", "begin", primary=True)
        head = header(self.occasion.kicker.split(" · "), self.occasion.title, self.occasion.goal)
        return f'{head}<div class="item opening">{lines}<div class="actions">{go}</div></div>'

    def buttons_html(self) -> str:
        if self.asking:
            return (
                f'<span class="sure" role="group" aria-label="Finish the form?"><span>{self._open_words()}. '
                f"What is open counts as not known.</span>{button('Finish anyway', 'finish-anyway')}"
                f"{button('Answer the open ones', 'stay', focus=True)}</span>"
            )
        known = button(
            self.UNKNOWN, "unknown", off=self.current.id in self.unknown, id=f"unknown-{self.place}"
        )
        last = self.place + 1 == len(self.questions) or not self.open_count()
        end = button("Finish and see the result", "finish", primary=not self.open_count()) if last else ""
        return known + self.back_next_html() + end


__all__ = ["FormView", "Occasion", "occasions"]
