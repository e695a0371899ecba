"""What nbgrader's pages show in place of a card: plain HTML, no script and no widget."""

from itilkit.answers import Desk, FormTask, QuestionTask, ScenarioTask
from itilkit.items import AnswerProblem, Marked, NotAnswered, Question
from itilkit.scenarios.base import Result
from itilkit.widgets.form_view import OCCASIONS
from itilkit.widgets.html import asset, attributes, esc, number
from itilkit.widgets.item_feedback import feedback_html, question_html
from itilkit.widgets.views import view_class


def style() -> str:
    """The cards' stylesheet as an element."""
    return f"<style>{asset('card.css')}</style>"


def words_html(desk: Desk, id: str) -> str:  # noqa: A002
    """The answer to ``id`` in words, as it stands below its card; empty when there is none."""
    task, answer = desk.tasks.get(id), desk.answers.get(id)
    if task is None or answer is None:
        return '<div class="itk-words" hidden></div>'
    try:
        lines = task.words(answer)
    except NotAnswered:
        return '<div class="itk-words" hidden></div>'
    except AnswerProblem as problem:
        return f'<div class="itk-words"><p class="wrong">{esc(str(problem))}</p></div>'
    if len(lines) == 1:
        return f'<div class="itk-words"><p><b>Your answer:</b> {esc(lines[0])}</p></div>'
    rows = "".join(f"<li>{esc(line)}</li>" for line in lines)
    return f'<div class="itk-words"><p><b>Your answer in words</b></p><ul>{rows}</ul></div>'


def task_html(task: ScenarioTask | QuestionTask | FormTask) -> str:
    """The head of a task: a scenario's or form's title and goal, or the question with its options."""
    if isinstance(task, FormTask):
        occasion = OCCASIONS[task.id]
        inner = f'<h3>{esc(occasion.title)}</h3><p class="goal">{esc(occasion.goal)}</p>'
    elif isinstance(task, QuestionTask):
        inner = question_html(task.question)
    else:
        words = getattr(task.scenario, "words", None)
        title = getattr(words, "title", task.id)
        inner = f'<h3>{esc(title)}</h3><p class="goal">{esc(getattr(words, "goal", ""))}</p>'
    return f'<div class="itk itk-page itk-task"><div class="item">{inner}</div></div>'


def run_html(task: ScenarioTask, result: Result[object], points: float) -> str:
    """A graded run: points and verdict, what to make of it, the score by criterion, other plans beside it.

    The attributes are for the head of the feedback page.
    """
    view = view_class(task.id).of(task, result)
    told = view.debrief()
    marks = attributes(
        class_="itk itk-page itk-run",
        data_passed="yes" if result.passed else "no",
        data_shape=told.shape,
        data_headline=told.headline,
        data_well=told.well,
    )
    return f'<div{marks}><div class="item">{view.graded_html(points)}</div></div>'


def mark_html(marked: Marked, question: Question, section: str = "", lesson: str = "") -> str:
    """A graded response: right or not yet, what was chosen, why."""
    points = f"<h4>{number(marked.points)} of {number(marked.most)} points</h4>" if marked.most else ""
    return (
        f'<div class="itk itk-page itk-mark"><div class="item">{points}'
        f'<div class="outcome">{feedback_html(marked, question, section, lesson)}</div></div></div>'
    )
