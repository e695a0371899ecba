"""What came of a form: on its card, and on nbgrader’s pages, where nothing is folded away."""

from collections.abc import Mapping, Sequence
from typing import Any

from itilkit.ground.html import esc
from itilkit.ground.words import number
from itilkit.items import Item, Marked, objectives
from itilkit.items.forms import FORMS, Form
from itilkit.progress.gain import FormTaken, normalised_gain, taken_forms
from itilkit.progress.kernel_diary import entries, trouble
from itilkit.widgets.charts import ObjectiveShares, gain_chart
from itilkit.widgets.item_feedback import because_html, counted, feedback_html, stem_html, where_html
from itilkit.widgets.view import header

NAMES = {"before": "before", "after": "after", "later": "some weeks later"}


def result_html(form: Form, responses: Mapping[str, Any]) -> str:
    """The result of a finished form, with the forms that were taken before it as the diary has them."""
    marked = form.marked(responses)
    earlier = [
        taken
        for name, taken in taken_forms(entries().entries).items()
        if FORMS.index(name) < FORMS.index(form.id)
    ]
    points = sum(each.points for each in marked.values() if each)
    title = f"{number(points)} of {len(form.items)} points"
    goal = _goal(form, points, earlier)
    head = header([f"The form {NAMES[form.id]}", "not graded"], title, goal, focus=True)
    chart = _chart_html(form, marked, earlier)
    answers = answers_html(form, responses, marked)
    return f'{head}<div class="item form-result">{_trouble_html()}{chart}{answers}</div>'


def _trouble_html() -> str:
    """Why the form is not in the learner's diary, where it could not be written, and what to do."""
    found = trouble() or entries().trouble
    if not found:
        return ""
    after = "Your answers are safe in this notebook: mend that, restart its kernel and run all cells."
    return f'<p class="why">{esc(found)} {after}</p>'


def _goal(form: Form, points: float, earlier: Sequence[FormTaken]) -> str:
    if form.id == "before":
        return (
            "This is where you start from. It counts for nothing; the course begins with what is open here."
        )
    if not earlier:
        return (
            "No earlier form was found in this course folder, so there is nothing to compare this one with."
        )
    first = earlier[0]
    share = points / len(form.items)
    gain = normalised_gain(first.share, share)
    when = "Before the course" if first.form == "before" else "After the course"
    told = f"{when} it was {number(first.share * len(form.items))}."
    if gain is None:
        return f"{told} There was nothing left to gain."
    if gain < 0:
        return f"{told} That is less than it was: look at what the answers mean, and review what is due."
    return f"{told} You gained {gain * 100:.0f} % of what there was left to learn."


def _chart_html(form: Form, marked: Mapping[str, Marked | None], earlier: Sequence[FormTaken]) -> str:
    own = {item.objective: _share(marked[item.id]) for item in form.items}
    rows = [
        ObjectiveShares(objective.name, tuple(taken.shares.get(code) for taken in earlier), own.get(code))
        for code, objective in objectives().items()
    ]
    names = [*(NAMES[taken.form] for taken in earlier), NAMES[form.id]]
    note = (
        '<p class="hint">One question for each objective: a rough sign, not a measurement. '
        "What you show in lessons and scenarios says more; the progress card counts it.</p>"
    )
    return gain_chart("Share of the points by objective", names, rows) + note


def _share(marked: Marked | None) -> float:
    return 0.0 if marked is None else marked.points


def answers_html(form: Form, responses: Mapping[str, Any], marked: Mapping[str, Marked | None]) -> str:
    """Question by question: what was answered and what it means, folded away behind its verdict."""
    rows = []
    for place, item in enumerate(form.items, 1):
        found = marked[item.id]
        word, tone = verdict_of(found, known=item.id in responses)
        name = objectives()[item.objective].name
        head = f'<span class="{tone}">{word}</span> · {place} {esc(name)}'
        if found is None:
            said = where_html(item.section, item.lesson)
        else:
            chosen = esc(item.question.words(found.response))
            told = feedback_html(found, item.question, item.section, item.lesson)
            said = f"<p><b>You answered:</b> {chosen}</p>{told}"
        inner = f'<div class="told"><div class="stem">{stem_html(item.stem)}</div>{said}</div>'
        rows.append(f'<details class="log"><summary>{head}</summary>{inner}</details>')
    return f"<h4>Question by question</h4>{''.join(rows)}"


def verdict_of(marked: Marked | None, *, known: bool) -> tuple[str, str]:
    """A word and its tone (right, partly, wrong or open) on a response; ``known`` if there is any."""
    if marked is None:
        return ("– Not known yet" if known else "– Left open"), "open"
    if marked.right:
        return "✓ Right", "right"
    return ("◐ Partly right", "partly") if marked.points > 0 else ("✗ Not yet", "wrong")


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
