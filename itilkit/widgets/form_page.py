"""A form on nbgrader's pages: by objective at a glance, then question by question, nothing folded away."""

from collections.abc import Mapping
from typing import Any

from itilkit.items import Item, Marked, objectives
from itilkit.items.forms import Form
from itilkit.widgets.form_result import verdict_of
from itilkit.widgets.html import esc
from itilkit.widgets.item_feedback import because_html, counted, stem_html, where_html


def form_html(form: Form, responses: Mapping[str, Any]) -> str:
    """A form that was handed in: how much of it was answered, and what each answer means."""
    marked = form.marked(responses)
    rows = [
        _question_html(place, len(form.items), item, marked[item.id], known=item.id in responses)
        for place, item in enumerate(form.items, 1)
    ]
    return (
        f"<p>{_counts(form, responses, marked)} The point is for taking part, not for right answers.</p>"
        f"<h4>By objective</h4>{_objectives_html(form, responses, marked)}"
        f"<h4>Question by question</h4>{''.join(rows)}"
    )


def _counts(form: Form, responses: Mapping[str, Any], marked: Mapping[str, Marked | None]) -> str:
    found = [each for each in marked.values() if each is not None]
    right = sum(each.right for each in found)
    partly = sum(each.points > 0 and not each.right for each in found)
    more = f", {partly} partly" if partly else ""
    return f"{len(responses)} of {len(form.items)} questions answered, {right} of them rightly{more}."


def _objectives_html(form: Form, responses: Mapping[str, Any], marked: Mapping[str, Marked | None]) -> str:
    """Each objective with the verdict on its question."""
    rows = []
    for item in form.items:
        word, tone = verdict_of(marked[item.id], known=item.id in responses)
        name = objectives()[item.objective].name
        rows.append(f'<li><span>{esc(name)}</span> <b class="{tone}">{word}</b></li>')
    return f'<ul class="by-objective">{"".join(rows)}</ul>'


def _question_html(place: int, count: int, item: Item, marked: Marked | None, *, known: bool) -> str:
    """A question as it stands on the feedback page of an assignment."""
    word, tone = verdict_of(marked, known=known)
    said, told = "", where_html(item.section, item.lesson)
    if marked is not None:
        said = counted(marked, item.question)
        if not said:
            said = f"You chose {item.question.words(marked.response)}"
        told = because_html(marked, item.question, item.section, item.lesson)
    chosen = f'<span class="chosen">{esc(said)}</span>' if said else ""
    return (
        f'<div class="part question"><p class="place">Question {place} of {count} · '
        f"{esc(objectives()[item.objective].name)}</p>"
        f'<div class="stem">{stem_html(item.stem)}</div>'
        f'<div class="verdict"><b class="{tone}">{word}</b>{chosen}</div>'
        f'<div class="because">{told}</div></div>'
    )
