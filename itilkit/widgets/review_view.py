"""The card of the spaced review: what is due, one question after another, explained at once."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import attrs

from itilkit.ground.html import button, esc
from itilkit.ground.words import number, plural
from itilkit.items import AnswerProblem, Item, NotAnswered, load_items, mark_response
from itilkit.progress.diary import now
from itilkit.progress.kernel_diary import diary, entries
from itilkit.progress.mastery import standings
from itilkit.progress.review import schedule
from itilkit.widgets.item_view import question_view
from itilkit.widgets.question_view import QuestionView
from itilkit.widgets.series_view import SeriesView
from itilkit.widgets.view import header

#: Questions of one round: a few minutes.
ROUND = 8


@attrs.frozen
class ReviewTask:
    """The review as a task of the notebook: its answer is a round's responses by item."""

    id: str = "review"

    def check(self, answer: Any) -> None:
        """Responses to items of the bank."""
        self.responses(answer)

    def lines(self, answer: Any) -> list[str]:
        """What was answered, question by question."""
        items = load_items()
        return [
            f"Question {place}: {items[name].question.words(response)}."
            for place, (name, response) in enumerate(self.responses(answer).items(), 1)
            if response is not None
        ]

    def responses(self, answer: Any) -> dict[str, Any]:
        """The responses of a round, None for what is open; raises AnswerProblem for anything else."""
        if answer is None:
            raise NotAnswered("No review is begun yet.")
        if not isinstance(answer, dict) or not isinstance(answer.get("responses"), dict):
            raise AnswerProblem(
                "The answer to “review” should hold responses; begin a new round on its card."
            )
        items = load_items()
        for name, response in answer["responses"].items():
            if name not in items or items[name].use != "practice":
                raise AnswerProblem(
                    f"The answer to “review” names a question “{str(name)[:40]}” that the item bank does not "
                    "hold; begin a new round on its card."
                )
            if response is not None:
                items[name].question.check(response)
        self.shown(answer)
        return dict(answer["responses"])

    def shown(self, answer: Any) -> Collection[str]:
        """The questions of a round that were explained, by their ids: the answer to another one may be half
        made. Empty where a round does not say.

        ``answer`` holds responses; raises AnswerProblem for what is no list of their questions.
        """
        responses, found = answer["responses"], answer.get("shown", [])
        known = isinstance(found, list) and all(isinstance(each, str) and each in responses for each in found)
        if not known:
            raise AnswerProblem(
                "The answer to “review” should list under shown only questions of its round; begin a new "
                "round on its card."
            )
        return set(found)


class ReviewView(SeriesView):
    """A round of the review: up to eight practice items that are due, or those that need it most."""

    kicker = "Review"
    title = "What to recall today"

    def __init__(self) -> None:
        super().__init__("review")
        self.task = ReviewTask()
        self.round = 0

    # the answer ----------------------------------------------------------------------------------

    def answer(self) -> Any:
        if not self.questions:
            return None
        return {
            "round": self.round,
            "responses": {each.id: each.answer() for each in self.questions},
            "shown": [each.id for each in self.questions if each.shown],
        }

    def load(self, answer: Any) -> None:
        try:
            responses = self.task.responses(answer)
        except NotAnswered:
            responses = {}
        questions = [_question(load_items()[name]) for name in responses]
        for each in questions:
            if responses[each.id] is not None:
                each.load(responses[each.id])
                # one answer is explained as soon as it is chosen, several only when asked for
                told = each.question.kind == "choice" or each.id in self.task.shown(answer)
                each.shown = each.shown and told
        given = answer.get("round") if isinstance(answer, dict) else None
        self.questions = questions
        self.round = given if isinstance(given, int) and not isinstance(given, bool) else len(questions) and 1
        self.place = self.first_open()
        self.said = "Your review from this notebook is back on the card." if questions else ""

    def is_done(self, question: QuestionView) -> bool:
        return question.shown

    @property
    def over(self) -> bool:
        """Whether every question of the round is answered and explained."""
        return bool(self.questions) and all(self.is_done(each) for each in self.questions)

    # what a click does ---------------------------------------------------------------------------

    def act(self, action: str, arg: str) -> None:
        if action == "begin":
            self._begin()
        elif action == "go" and self.questions:
            self.go(int(arg) if arg.isdigit() else -1)
        elif action == "close" and self.over:
            self.questions, self.place = [], 0
            self.said = "This round is over."
        elif self.questions and not (self.is_done(self.current) and action != "help"):
            self.pass_on(action, arg)

    def _begin(self) -> None:
        if self.questions and not self.over:
            return
        self.questions = [_question(item) for item in self._chosen()]
        self.round += 1
        self.place, self.moved = 0, True
        self.said = f"{len(self.questions)} questions."

    def _chosen(self) -> list[Item]:
        return choose(entries().entries, now())

    # the page ------------------------------------------------------------------------------------

    def html(self) -> str:
        if not self.questions:
            return self._opening_html()
        return self.series_html("") + (self._over_html() if self.over else "")

    def _opening_html(self) -> str:
        found = schedule(entries().entries)
        moment = now()
        count = sum(each.at <= moment for each in found)
        if diary() is None:
            goal = "No diary is kept here, so the review takes questions from all lessons."
        elif count:
            goal = f"{plural(count, 'question is', 'questions are')} due for another look today."
        elif found:
            goal = f"Nothing is due today. The next question is due on {day(found[0].at)}."
        else:
            goal = "You have not answered a practice question yet. The review still finds some to begin with."
        text = (
            "<p>Recalling a thing after some days keeps it far better than reading it again. Each question "
            "comes back when you are about to forget it: sooner after a slip, later when you know it.</p>"
        )
        size = min(count, ROUND) or ROUND
        word = "Begin" if not self.round else "Another round"
        go = button(f"{word}: {plural(size, 'question')}", "begin", primary=True)
        return (
            f"{header(['Review', 'about 6 minutes'], self.title, goal, focus=True)}"
            f'<div class="item opening">{text}<div class="actions">{go}</div></div>'
        )

    def _over_html(self) -> str:
        points = sum(_points(each) for each in self.questions)
        told = f"{number(points)} of {len(self.questions)} points at the first try."
        again = {each.item: each.at for each in schedule(entries().entries)}
        next_at = min((again[each.id] for each in self.questions if each.id in again), default=None)
        when = f" The first of them comes back on {day(next_at)}." if next_at else ""
        close = button("Close this round", "close", primary=True)
        return (
            f'<div class="item over"><h4 id="§over">This round is over</h4><p>{esc(told + when)}</p>'
            f'<div class="actions">{close}</div></div>'
        )

    def buttons_html(self) -> str:
        return self.back_next_html()


def choose(kept: Iterable[Any], moment: datetime, most: int = ROUND) -> list[Item]:
    """The items of a round: what is due, the longest overdue first; where that leaves room, items of the
    objectives with the least behind them, those not answered yet before others, in the bank's order.

    When anything is due, a round holds only that.
    """
    kept = list(kept)
    items = {name: item for name, item in load_items().items() if item.use == "practice"}
    found = schedule(kept)
    due = [each.item for each in found if each.at <= moment]
    if due:
        return [items[name] for name in due[:most]]
    share = {each.objective: -1.0 if each.share is None else each.share for each in standings(kept)}
    answered: Mapping[str, int] = {each.item: place for place, each in enumerate(found)}
    # every objective gets its turn before one comes up twice
    turn: dict[str, int] = {}
    ranked = []
    order = sorted(items.values(), key=lambda item: (item.id in answered, answered.get(item.id, 0)))
    for item in order:
        ranked.append((turn.get(item.objective, 0), share.get(item.objective, -1.0), item))
        turn[item.objective] = turn.get(item.objective, 0) + 1
    return [item for _, _, item in sorted(ranked, key=lambda each: each[:2])[:most]]


def day(moment: datetime) -> str:
    """A day as people write it, in local time."""
    local = moment.astimezone()
    return f"{local.day} {local:%B}"


def _question(item: Item) -> QuestionView:
    view = question_view(item.question, item)
    view.where = "review"
    return view


def _points(view: QuestionView) -> float:
    if view.item is None or view.answer() is None:
        return 0.0
    return mark_response(view.question, view.answer(), view.item.solution, view.item.because).points
