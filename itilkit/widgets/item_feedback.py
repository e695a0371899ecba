"""A question and what a response to it means, as HTML: for cards in lessons and for the feedback page."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from itilkit.ground.html import esc
from itilkit.ground.words import number
from itilkit.items import Marked, Note, Question, misconceptions
from itilkit.items.kinds import steps_of

#: What is counted for each kind; a choice is right or not, so nothing is counted.
COUNTED = {
    "multi": "options decided rightly",
    "match": "matched rightly",
    "classify": "sorted rightly",
    "order": "pairs in the right order",
}


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


def question_html(question: Question) -> str:
    """The question with its options, and the targets if it has any, without anything to click."""
    stem = f'<div class="stem">{stem_html(question.stem)}</div>'
    rows = f"<ul>{_texts(question.options.values())}</ul>"
    if not question.targets:
        return stem + rows
    return f'{stem}{rows}<p>To choose from:</p><ul class="targets">{_texts(question.targets.values())}</ul>'


def feedback_html(marked: Marked, question: Question, section: str = "", lesson: str = "") -> str:
    """What an answer means, decision by decision: right or not yet, and why. Never a misconception's code."""
    return f"{verdict_html(marked, question)}{because_html(marked, question, section, lesson)}"


def verdict_html(marked: Marked, question: Question) -> str:
    """Right or not yet, and how many decisions are right."""
    single, count = question.kind == "choice", decisions(marked, question)
    word = "✗ Not yet" if not marked.right else "✓ Right" if single else "✓ All of it is right"
    verdict = f'<span class="{"right" if marked.right else "wrong"}">{word}</span>'
    return f"<p>{verdict}{count and f' · {esc(count)}'}</p>"


def decisions(marked: Marked, question: Question) -> str:
    """How many decisions are right, or the points for those on options; empty for a choice."""
    if question.kind == "multi" and marked.most != 1:
        return f"{number(marked.points)} of {number(marked.most)}"
    return counted(marked, question)


def because_html(marked: Marked, question: Question, section: str = "", lesson: str = "") -> str:
    """What an answer means without its verdict, which stands elsewhere, and where to read on."""
    told = _TOLD[question.kind](marked, question)
    return f"{told}{where_html(section, lesson) if section and not marked.right else ''}"


def counted(marked: Marked, question: Question) -> str:
    """How many decisions are right: “3 of 4 options decided rightly”; empty for a choice."""
    kind = question.kind
    return f"{marked.tally[0]} of {marked.tally[1]} {COUNTED[kind]}" if kind in COUNTED else ""


def where_html(section: str, lesson: str) -> str:
    """Where to read on."""
    return f'<p class="where">Read on: {esc(_lesson_name(lesson))}“{esc(section)}”.</p>'


def assumed(sentence: str) -> str:
    """What a learner reads of a misconception, by its ``sentence``."""
    return f"That answers as if {sentence}."


def _choice_html(marked: Marked, _: Question) -> str:
    return "".join(f'<p class="note">{_why(note)}</p>' for note in marked.notes)


def _ticks_html(marked: Marked, question: Question) -> str:
    return "".join(_tick_html(note, question.options[note.option]) for note in marked.notes)


def _tick_html(note: Note, text: str) -> str:
    if note.right:
        head = '<span class="right">✓ Rightly ticked:</span>'
    elif note.picked:
        head = '<span class="wrong">✗ Ticked, but does not belong:</span>'
    else:
        head = '<span class="wrong">✗ Left open, but belongs:</span>'
    return f'<p class="note">{head} {esc(text)}<small>{_why(note)}</small></p>'


def _pairs_html(marked: Marked, question: Question) -> str:
    """The wrong rows one by one, then the right ones as a list."""
    wrong = "".join(_wrong_row_html(note, question) for note in marked.notes if not note.right)
    right = [note for note in marked.notes if note.right]
    if not right:
        return wrong
    told = [(question.options[note.option].removesuffix("."), note.belongs) for note in right]
    rows = "".join(f"<li>{esc(row)} → {esc(question.targets[target])}</li>" for row, target in told)
    word = "matched" if question.kind == "match" else "sorted"
    head = f'<p class="note"><span class="right">✓ Rightly {word}:</span></p>'
    return f'{wrong}{head}<ul class="rows">{rows}</ul>'


def _wrong_row_html(note: Note, question: Question) -> str:
    belongs = esc(question.targets[note.belongs])
    chose = f"You chose “{esc(question.targets[note.chosen])}”." if note.picked else "You left it open."
    why = _why(note)
    return (
        f'<p class="note"><span class="wrong">✗ {esc(question.options[note.option])}</span>'
        f"<small>{chose} Right is “{belongs}”.{' ' if why else ''}{why}</small></p>"
    )


def _order_html(marked: Marked, question: Question) -> str:
    """What turned pairs and misplaced entries mean, then the order given and, if it is wrong, a right one."""
    notes = "".join(
        f'<p class="note"><span class="wrong">✗ {_misplaced(note, question)}</span>'
        f"<small>{_why(note)}</small></p>"
        for note in marked.notes
    )
    own = [esc(question.options[entry]) for entry in marked.response]
    orders = _list_html("Your order", own)
    if not marked.right:
        orders += _list_html("A right order", [_step_html(step, question) for step in steps_of(marked.key)])
    return f'{notes}<div class="orders">{orders}</div>'


def _misplaced(note: Note, question: Question) -> str:
    first, _, second = note.option.partition("<")
    if second:
        return f"“{esc(question.options[second])}” stands before “{esc(question.options[first])}”"
    return f"“{esc(question.options[first])}” stands in the wrong place"


def _step_html(step: Sequence[str], question: Question) -> str:
    free = " <small>(in any order)</small>" if len(step) > 1 else ""
    return "; ".join(esc(question.options[entry]) for entry in step) + free


def _list_html(title: str, rows: Sequence[str]) -> str:
    return f'<div><p class="title">{title}</p><ol>{"".join(f"<li>{row}</li>" for row in rows)}</ol></div>'


def _why(note: Note) -> str:
    parts = []
    if note.misconception is not None and not note.right:
        parts.append(assumed(misconceptions()[note.misconception].sentence))
    if note.because:
        parts.append(note.because)
    return esc(" ".join(parts))


def _texts(texts: Iterable[str]) -> str:
    return "".join(f"<li>{esc(text)}</li>" for text in texts)


def _lesson_name(lesson: str) -> str:
    start = lesson.split("-", 1)[0]
    return f"lesson {int(start)}, " if start.isdigit() else ""


_TOLD: Mapping[str, Callable[[Marked, Question], str]] = {
    "choice": _choice_html,
    "multi": _ticks_html,
    "match": _pairs_html,
    "classify": _pairs_html,
    "order": _order_html,
}


__all__ = [
    "assumed",
    "because_html",
    "counted",
    "decisions",
    "feedback_html",
    "question_html",
    "stem_html",
    "verdict_html",
    "where_html",
]
