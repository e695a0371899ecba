"""The card of an item: the question, its options as buttons, and in lessons what each answer means."""

import re
from typing import Any

from itilkit.items import Item, Marked, Question, mark_response, misconceptions
from itilkit.widgets.html import attributes, button, esc, number
from itilkit.widgets.view import View, header

KIND_NAMES = {"choice": "one answer", "multi": "tick what belongs"}


class ItemView(View):
    """A question as a card. With ``item`` (a lesson) it gives feedback; without (an assignment) none."""

    def __init__(self, question: Question, item: Item | None = None) -> None:
        super().__init__(question.id)
        self.question = question
        self.item = item
        self.picked: list[str] | None = None
        #: Whether the feedback is shown; a choice shows it at once, ticks only when asked for.
        self.shown = False

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

    def html(self) -> str:
        kicker = ["Practice" if self.item else "Question · graded", KIND_NAMES[self.question.kind]]
        rows = "".join(self._option_html(option) for option in self.question.options)
        legend = f'<legend id="§stem">{stem_html(self.question.stem)}</legend>'
        body = f'<fieldset class="options">{legend}{rows}</fieldset>{self._actions_html()}'
        return (
            f'{header(kicker, "").replace("<h3></h3>", "")}<div class="item">{body}'
            f'<div class="outcome" id="§outcome">{self._feedback_html()}</div></div>'
        )

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
        if self.item is None:
            return ""
        if not self.shown or self.picked is None:
            return ""
        marked = mark_response(self.question, self.answer(), self.item.key, self.item.because)
        return feedback_html(marked, self.item.question, self.item.section, self.item.lesson)


def stem_html(stem: str) -> str:
    """A question's text: the situation plain, the question itself strong, what comes after it plain."""
    sentences = re.split(r"(?<=[.?!:])\s+", stem.strip())
    asks = [place for place, sentence in enumerate(sentences) if sentence.endswith("?")]
    last = asks[-1] if asks else len(sentences) - 1
    parts = [
        ("", sentences[:last]),
        (' class="asks"', sentences[last : last + 1]),
        ("", sentences[last + 1 :]),
    ]
    return "".join(f"<p{mark}>{esc(' '.join(part))}</p>" for mark, part in parts if part)


def feedback_html(marked: Marked, question: Question, section: str = "", lesson: str = "") -> str:
    """What an answer means, option by option: right or not yet, and why. Never a misconception's code."""
    if question.kind == "multi":
        share = f"{number(marked.points)} of {number(marked.most)}" if marked.most != 1 else ""
        right = sum(_decided(marked, question))
        word = "✓ All of it is right" if marked.right else "✗ Not yet"
        count = share or f"{right} of {len(question.options)} options decided rightly"
        verdict = f'<span class="{"right" if marked.right else "wrong"}">{word}</span> · {esc(count)}'
    else:
        word = "✓ Right" if marked.right else "✗ Not yet"
        verdict = f'<span class="{"right" if marked.right else "wrong"}">{word}</span>'
    notes = "".join(_note_html(note, question) for note in marked.notes)
    where = f'<p class="where">Read on: {esc(_lesson_name(lesson))}“{esc(section)}”.</p>'
    return f"<p>{verdict}</p>{notes}{where if section and not marked.right else ''}"


def _decided(marked: Marked, question: Question) -> list[bool]:
    wrong = {note.option for note in marked.notes if not note.right}
    return [option not in wrong for option in question.options]


def _note_html(note: Any, question: Question) -> str:
    text = question.options[note.option]
    parts = []
    if note.misconception is not None and not note.right:
        parts.append(f"That answers as if {misconceptions()[note.misconception].sentence}.")
    if note.because:
        parts.append(note.because)
    why = esc(" ".join(parts))
    if question.kind == "choice":
        return f'<p class="note">{why}</p>'
    if note.right:
        head = '<span class="right">✓ Rightly ticked:</span>'
    elif note.picked:
        head = '<span class="wrong">✗ Ticked, but does not belong:</span>'
    else:
        head = '<span class="wrong">✗ Left open, but belongs:</span>'
    return f'<p class="note">{head} {esc(text)}<small>{why}</small></p>'


def _lesson_name(lesson: str) -> str:
    start = lesson.split("-", 1)[0]
    return f"lesson {int(start)}, " if start.isdigit() else ""


__all__ = ["ItemView", "feedback_html", "stem_html"]
