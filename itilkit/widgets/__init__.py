"""What a notebook calls to show cards: `play`, `ask`, `form`, `review`, `progress` and `overview`.

The only part that needs ipywidgets.

While nbgrader runs a notebook, no widget is made: the same calls show plain HTML.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from itilkit.answers import ScenarioTask, grading_run, session, shows_answer
from itilkit.items import Question, load_items
from itilkit.items.forms import Form, load_form
from itilkit.scenarios import load_scenario, practice_names
from itilkit.widgets.output import show, show_words
from itilkit.widgets.run_view import view_class

if TYPE_CHECKING:
    from itilkit.widgets.card import Card
    from itilkit.widgets.view import View


def is_graded(variant: str) -> bool:
    """Whether a variant is for assignments: there a card neither compares nor advises."""
    return variant == "graded" or variant.startswith("graded-")


def play(id: str, variant: str = "base") -> "Card | None":  # noqa: A002 - a contract of the kit
    """The card of the scenario ``id`` on ``variant``; calling it again gives the same live card.

    In a lesson a new run may be one on fresh numbers, where the scenario has variants to practise on.
    Raises UnknownScenarioError, with what there is, for a name that does not exist.
    """
    load_scenario(id, variant)
    view_of = view_class(id)
    # fresh numbers are for practice: in an assignment the notebook's own variant counts, and no other
    task = ScenarioTask(id, variant, practice=() if is_graded(variant) else practice_names(id))

    def view() -> tuple["View", str]:
        made = view_of(task, compares=not is_graded(variant))
        return made, f"Scenario: {made.scenario.words.title}"

    return _card_of(task, view)


def ask(
    id: str,  # noqa: A002 - a contract of the kit
    stem: str | None = None,
    options: Mapping[str, str] | None = None,
    kind: str = "choice",
    targets: Mapping[str, str] | None = None,
) -> "Card | None":
    """The card of a question: one of the item bank by its ``id``, or the one that is written out here.

    ``kind`` is choice, multi, match, order or classify. ``options`` are shown in the order given: what can
    be chosen, the rows to be decided, or the entries to be put in order. ``targets`` are what rows are
    matched with (match) or sorted into (classify). A bank item explains every answer; a question written
    out, as in an assignment, does not. Raises LookupError for an id that the bank does not hold, and
    ValueError for a kind that does not exist or for options and targets that do not fit it.
    """
    item = None
    if stem is None:
        item = load_items().get(id)
        if item is None:
            from itilkit.content import did_you_mean

            msg = f"There is no item “{id}” in the item bank{did_you_mean(id, load_items())}"
            raise LookupError(msg)
        question = item.question
    else:
        question = Question(id, stem, dict(options or {}), kind, dict(targets or {}))
        _check_question(question)

    def view() -> tuple["View", str]:
        from itilkit.widgets.item_view import question_view

        return question_view(question, item), "Question"

    return _card_of(question, view)


def form(id: str) -> "Card | None":  # noqa: A002 - a contract of the kit
    """The card of a form: ``before``, ``after`` or ``later``; calling it again gives the same live card.

    Raises UnknownFormError for any other name.
    """
    task = load_form(id)

    def view() -> tuple["View", str]:
        from itilkit.widgets.form_view import FormView

        made = FormView(task)
        return made, f"Form: {made.title}"

    return _card_of(task, view)


def review() -> "Card | None":
    """The card of the spaced review, whose rounds of questions come from the learner's diary."""
    if grading_run():
        return None
    if "review" in session.cards:
        return _live("review")
    from itilkit.widgets.card import Card
    from itilkit.widgets.review_view import ReviewTask, ReviewView

    session.tasks["review"] = ReviewTask()
    return _new_card(Card(ReviewView(), session, label="Review"))


def progress() -> "Card | None":
    """The card that shows what the learner's diary comes to: objectives, what is due, what to do next."""
    if grading_run():
        return None
    if "progress" in session.cards:
        return _live("progress")
    from itilkit.widgets.card import Card
    from itilkit.widgets.progress_view import ProgressView

    card = Card(ProgressView(), session, label="Your progress")
    session.cards["progress"] = card
    return card


def overview() -> "Card | None":
    """The card that shows what is answered and still open in this notebook, and which file to hand in."""
    if grading_run():
        return None
    if "overview" in session.cards:
        return _live("overview")
    from itilkit.widgets.card import Card
    from itilkit.widgets.overview_view import OverviewView

    view = OverviewView(session)
    card = Card(view, session, label="Handing in")

    def ended() -> None:
        view.said = ""  # what the check said is announced where it stands
        card.refresh()

    view.own.refresh = ended
    session.cards["overview"] = card
    return card


def _check_question(question: Question) -> None:
    """Raise ValueError, in one sentence for its author, for a question that cannot be asked."""
    for fault in question.faults():
        msg = f"The question “{question.id}” {fault}."
        raise ValueError(msg)


def _card_of(task: ScenarioTask | Question | Form, view: Callable[[], tuple["View", str]]) -> "Card | None":
    """The live card of a task, or a new one with the ``view`` and label that are made for it.

    Plain HTML and no card while nbgrader runs the notebook.
    """
    known = session.tasks.get(task.id)
    session.tasks[task.id] = task
    if grading_run():
        _show_static(task)
        return None
    if known == task and task.id in session.cards:
        return _live(task.id)
    from itilkit.widgets.card import Card

    made, label = view()
    made.recall_hints()
    return _new_card(Card(made, session, label=label))


def _new_card(card: "Card") -> "Card":
    name = card.view.id
    session.cards[name] = card
    if session.answers.get(name) is not None:
        card.take(session.answers[name])
    return card


def _live(id: str) -> "Card":  # noqa: A002
    return cast("Card", session.cards[id])


def _show_static(task: ScenarioTask | Question | Form) -> None:
    from itilkit.results import as_data
    from itilkit.widgets.pages import card_asked, style, task_html

    first = len(session.tasks) == 1
    show((style() if first else "") + task_html(task), as_data(card_asked(task)))


shows_answer.append(show_words)


__all__ = ["ask", "form", "is_graded", "overview", "play", "progress", "review", "show_words"]
