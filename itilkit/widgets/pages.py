"""What stands in place of a card where none can live: on nbgrader's pages, in the file, on paper.

Plain HTML, no script and no widget.
"""

from functools import cache
from importlib.resources import files
from typing import Any

from itilkit.answers import ScenarioTask, Session
from itilkit.ground.html import esc
from itilkit.ground.words import number
from itilkit.items import AnswerProblem, Marked, NotAnswered, Question
from itilkit.items.forms import Form
from itilkit.results import CardAsked
from itilkit.scenarios.base import Result
from itilkit.widgets.form_view import occasions
from itilkit.widgets.item_feedback import question_html, verdict_html

#: In the notebook's file beside each card. It hides while the card is there, and shows only what was asked
#: where nobody could wake a card: in an export and in print.
ASLEEP = (
    '<div class="itk-asleep"><div class="itk-sleeps">This card is asleep. Choose '
    "<b>Run ▸ Run All Cells</b> to wake it: your saved answer comes back. "
    "<small>Does it still sleep after that? Then a rule of your site, its Content-Security-Policy, "
    "keeps cards from the page: show this to whoever runs the site.</small></div>"
    "{asked}</div><style>"
    ".itk-asleep{max-width:920px;animation:itk-late 0s 1.2s backwards}"
    "@keyframes itk-late{from{visibility:hidden}}"
    ".itk-sleeps{border:1px dashed #85919c;border-radius:12px;padding:14px 18px}"
    ".itk-sleeps small{display:block;margin-top:6px}.itk-asleep .asks{font-weight:600}"
    "body.jp-Notebook .itk-sleeps,.jp-NotebookPanel .itk-form{display:none}"
    ".jp-OutputArea-child:has(.itk-asleep):has(+ .jp-OutputArea-child .itk-box){display:none}"
    ".jp-OutputArea-child:has(.itk-asleep) + .jp-OutputArea-child:not(:has(.itk-box)){display:none}"
    "</style>"
)


@cache
def asset(name: str) -> str:
    """The text of a file in ``widgets/assets``."""
    return files("itilkit.widgets").joinpath("assets", name).read_text(encoding="utf-8")


def style() -> str:
    """The cards' stylesheet as an element."""
    return f"<style>{asset('card.css')}</style>"


def words_html(session: Session, id: str) -> str:  # noqa: A002
    """The answer to ``id`` in words, as it stands below its card; empty when there is none."""
    task, answer = session.tasks.get(id), session.answers.get(id)
    if task is None or answer is None:
        return '<div class="itk-words" hidden></div>'
    try:
        lines = task.lines(answer)
    except NotAnswered:
        return '<div class="itk-words" hidden></div>'
    except AnswerProblem as problem:
        return f'<div class="itk-words"><p class="wrong">{esc(str(problem))}</p></div>'
    if len(lines) == 1:
        return f'<div class="itk-words"><p><b>Your answer:</b> {esc(lines[0])}</p></div>'
    rows = "".join(f"<li>{esc(line)}</li>" for line in lines)
    return f'<div class="itk-words"><p><b>Your answer in words</b></p><ul>{rows}</ul></div>'


def page_html(inner: str) -> str:
    """Something as it stands on nbgrader's pages."""
    return f'<div class="itk itk-page"><div class="item">{inner}</div></div>'


def card_asked(task: ScenarioTask | Question | Form) -> CardAsked:
    """What a task asks, for pages that are made of the notebook."""
    if isinstance(task, Question):
        options, targets = tuple(task.options.values()), tuple(task.targets.values())
        return CardAsked(task.id, "question", stem=task.stem, options=options, targets=targets)
    kind = "form" if isinstance(task, Form) else "scenario"
    return CardAsked(task.id, kind, _words(task)[0])


def task_html(task: ScenarioTask | Question | Form) -> str:
    """The head of a task as it stands on nbgrader's pages."""
    return page_html(_asked_html(task))


def asleep_html(task: Any) -> str:
    """What the notebook's file holds beside the card of ``task``: how to wake it, and what it asks.

    The answer in words stands below the card's answer cell.
    """
    asked = _asked_html(task) if isinstance(task, ScenarioTask | Question | Form) else ""
    if isinstance(task, Form):
        rows = "".join(f"<li>{question_html(item.question)}</li>" for item in task.items)
        asked += f'<ol class="itk-form">{rows}</ol>'
    return ASLEEP.replace("{asked}", asked)


def _asked_html(task: ScenarioTask | Question | Form) -> str:
    """The head of a task: a scenario's or form's title and goal, or the question with its options."""
    if isinstance(task, Question):
        return question_html(task)
    title, goal = _words(task)
    return f'<h3>{esc(title)}</h3><p class="goal">{esc(goal)}</p>'


def _words(task: ScenarioTask | Form) -> tuple[str, str]:
    """The title and the goal of a scenario or form."""
    words = occasions()[task.id] if isinstance(task, Form) else getattr(task.scenario, "words", None)
    return getattr(words, "title", task.id), getattr(words, "goal", "")


def run_html(result: Result[Any], points: float, meaning: str) -> str:
    """A graded run: points and verdict, then its ``meaning``: what to make of it, and other plans."""
    verdict = "passed" if result.passed else "not yet"
    earned = number(result.score * points / result.max_score)
    return page_html(f"<h4>{earned} of {number(points)} points · {verdict}</h4>{meaning}")


def mark_html(marked: Marked, question: Question, meaning: str) -> str:
    """A graded response: right or not yet, then its ``meaning``: what was chosen, and why."""
    points = f"<h4>{number(marked.points)} of {number(marked.most)} points</h4>" if marked.most else ""
    return page_html(f'{points}<div class="outcome">{verdict_html(marked, question)}{meaning}</div>')
