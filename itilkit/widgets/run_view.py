"""What the cards of all scenarios have in common: the run, undo, a new run, the verdict, the graded page.

A scenario's own view says what its controls do and draws its situation; everything here happens the same
way on every card. nbgrader's pages are made of the same pieces, with nothing to click.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import attrs

from itilkit.answers import ScenarioTask
from itilkit.ground.html import button, criteria_rows, esc
from itilkit.ground.words import number
from itilkit.items import AnswerProblem, NotAnswered
from itilkit.items.hints import load_hints
from itilkit.progress.kernel_diary import hints_used
from itilkit.scenarios import IllegalMove, Result, offer_of, replay, worked_run
from itilkit.scenarios.shapes import Debrief
from itilkit.widgets.charts import Line
from itilkit.widgets.help_box import HelpBox, lines_html
from itilkit.widgets.view import View, header, log

#: How a strategy beside the learner's run is drawn, by its place in the list: colour and dashes.
OTHERS = (
    ("var(--ink-2)", "4 4"),
    ("var(--warn)", "2 3"),
    ("var(--ines)", "8 3 2 3"),
    ("var(--bryn)", "1 4"),
)
#: The plan that the course argues for is drawn the same way in every scenario, under either of its names.
MODELS = ("co-creator", "correct")
MODEL = ("var(--good)", "6 3")


@attrs.frozen
class Before:
    """What Undo goes back to: the moves, what was not committed yet, and what is taken back, in words."""

    moves: tuple[str, ...]
    draft: Any
    label: str


class RunView(View):
    """A scenario as a card; ``compares`` (a lesson) shows other plans, the score and advice at the end.

    A view of a scenario names its controls in ``own_controls`` and draws ``body_html``; it may keep a draft
    of what is not committed yet.
    """

    #: What Start again says of the run that begins.
    begins: ClassVar[str] = "everything begins again"

    def __init__(self, task: ScenarioTask, *, compares: bool) -> None:
        super().__init__(task.id)
        self.task = task
        self.compares = compares
        #: The variant that is played: the notebook's own, or a fresh case. Each view declares the class of
        #: the scenario on it.
        self.variant = task.variant
        self.scenario: Any = task.scenario
        self.moves: list[str] = []
        self.runs = 1
        self.past: list[Before] = []
        self.asking_again = False
        self.result: Result[Any] = replay(self.scenario, [])
        self.help = self._help()
        self.fresh_draft()

    @classmethod
    def of(cls, task: ScenarioTask, result: Result[Any]) -> "RunView":
        """The view of a run that was replayed elsewhere, for pages without controls."""
        view = cls(task, compares=True)
        view.result = result
        view.fresh_draft()
        return view

    # what a scenario's own view says -------------------------------------------------------------

    @abstractmethod
    def own_controls(self) -> Mapping[str, Any]:
        """The scenario's controls: action → method that takes the argument."""

    @abstractmethod
    def body_html(self) -> str:
        """The card between its head and its log."""

    @abstractmethod
    def debrief(self) -> Debrief:
        """What the run is told about itself."""

    @abstractmethod
    def notes(self) -> Mapping[str, str]:
        """A sentence for each criterion of the score."""

    @abstractmethod
    def compared_html(self) -> str:
        """The run beside other plans on the same case, with a heading."""

    def picture_html(self) -> str:
        """What stands on the page of a graded run besides score and comparison; nothing to click in it."""
        return ""

    def progress_html(self) -> str:
        """The line below the goal that says how far the run has come."""
        return ""

    def fresh_draft(self) -> None:
        """Set what is not committed to what belongs to the state; called whenever the run is another."""

    def draft(self) -> Any:
        """A copy of what is not committed, for Undo."""
        return None

    def take_draft(self, draft: Any) -> None:
        """Go back to an earlier draft."""

    def with_move(self, move: str) -> list[str]:
        """The moves after ``move``; a view may leave out an earlier one that it makes pointless."""
        return [*self.moves, move]

    def moves_before(self, phase: int) -> list[str] | None:
        """The moves before a phase that is over (0 is the first); None when there is no way back."""
        return None if phase else []

    def phase_name(self, phase: int) -> str:
        """The name of a phase, as it stands in the middle of a sentence."""
        return f"phase {phase + 1}"

    # the answer ----------------------------------------------------------------------------------

    @property
    def state(self) -> Any:
        """Where the run stands."""
        return self.result.state

    def answer(self) -> Any:
        if not self.moves and self.runs == 1:
            return None
        return {"variant": self.variant, "runs": self.runs, "moves": list(self.moves)}

    def load(self, answer: Any) -> None:
        try:
            moves = self.task.moves(answer)
        except NotAnswered:
            moves = []
        # `moves` lets only a variant of the task's pass
        variant = answer["variant"] if isinstance(answer, dict) else self.task.variant
        scenario = self.task.on(variant)
        try:
            result = replay(scenario, moves)
        except IllegalMove as problem:
            raise AnswerProblem(str(problem)) from None
        runs = answer["runs"] if isinstance(answer, dict) and isinstance(answer.get("runs"), int) else 1
        if variant != self.variant:
            self._take_case(variant)
        self.moves, self.runs, self.result = list(moves), runs, result
        self.said = "Your answer from this notebook is back on the card." if moves else ""
        self.past = []
        self.fresh_draft()

    # the controls --------------------------------------------------------------------------------

    def act(self, action: str, arg: str) -> None:
        known = {
            "help": self._ask_for_help,
            "undo": self._undo,
            "again": self._again,
            "keep": self._keep,
            "restart": self._restart,
            "fresh": self._restart_fresh,
            "back-to": self._back_to,
            **self.own_controls(),
        }
        if action in known:
            if action != "again":
                self.asking_again = False
            if self.help:
                self.help.latest = ""
            before = self.moves, self.result.finished
            known[action](arg)
            self._tell_run(*before)

    def play(self, move: str, label: str = "") -> bool:
        """Make a move if the rules allow it, else say why not. ``label`` is how Undo names it; a move
        without one commits: nothing before it can be undone.
        """
        try:
            told = replay(self.scenario, [*self.moves, move]).events[len(self.result.events) :]
            moves = self.with_move(move)
            result = replay(self.scenario, moves)
        except IllegalMove as problem:
            self.said = f"{problem.reason[0].upper()}{problem.reason[1:]}."
            return False
        if label:
            self.remember(label)
        self.moves, self.result = moves, result
        self.said = " ".join(told)
        if not label:
            self.past = []
            self.fresh_draft()
        return True

    def remember(self, label: str) -> None:
        """Keep what is there now, for Undo; ``label`` says what is about to change."""
        self.past.append(Before(tuple(self.moves), self.draft(), label))

    def _undo(self, _: str) -> None:
        if not self.past:
            return
        before = self.past.pop()
        self.moves = list(before.moves)
        self.result = replay(self.scenario, self.moves)
        self.take_draft(before.draft)
        self.said = f"Taken back: {before.label}."

    def _again(self, _: str) -> None:
        self.asking_again = True
        self.said = "Start a new run? The run on this card is replaced."

    def _keep(self, _: str) -> None:
        self.said = "Your run stands as it was."

    def _restart(self, _: str) -> None:
        self._new_run([])
        self.said = f"Run {self.runs}: {self.begins}."

    def _restart_fresh(self, _: str) -> None:
        """A new run on other numbers, if there are any: the next case, and after the last the first again."""
        if not self._has_fresh():
            return
        self._take_case(self._next_case())
        self._new_run([])
        self.said = f"Run {self.runs}, on other numbers ({self._case_name(self.variant)}): {self.begins}."

    def _take_case(self, variant: str) -> None:
        """Turn to another case. Hints that were open belong to the case that is left."""
        self.variant, self.scenario = variant, self.task.on(variant)
        self.help = self._help()
        self.recall_hints()

    def _has_fresh(self) -> bool:
        """Whether a new run may be one on other numbers; only a lesson's card may offer that."""
        return self.compares and len(self.task.cases) > 1

    def _next_case(self) -> str:
        cases = self.task.cases
        return cases[(cases.index(self.variant) + 1) % len(cases)]

    def _case_name(self, variant: str) -> str:
        """Which of the cases a variant is, such as ``case 3 of 9``."""
        cases = self.task.cases
        return f"case {cases.index(variant) + 1} of {len(cases)}"

    def _back_to(self, arg: str) -> None:
        """A new run with the moves up to that phase, to see what else could have been."""
        kept = self.moves_before(int(arg)) if arg.isdigit() and len(arg) < 4 else None
        if kept is None:
            return
        self._new_run(kept)
        self.said = f"Run {self.runs}: back to {self.phase_name(int(arg))}; what came before it stands."

    def _new_run(self, moves: Sequence[str]) -> None:
        self.moves = list(moves)
        self.runs += 1
        self.result = replay(self.scenario, self.moves)
        self.past = []
        self.fresh_draft()

    def _tell_run(self, moves: Sequence[str], finished: bool) -> None:  # noqa: FBT001 - how it stood before
        """Note a run in the diary when it is over, and each time it is run again after that."""
        if self.moves == moves or not self.result.finished or (finished and self.moves[-1:] != ["run"]):
            return
        facts: dict[str, Any] = {"id": self.id, "variant": self.scenario.variant, "run": self.runs}
        if self.compares:
            shares = {name: round(got / most, 4) for name, (got, most) in self.result.criteria.items()}
            facts |= {"value": round(self.result.value, 4), "passed": self.result.passed, "criteria": shares}
            facts |= {"hints": self.help.total() if self.help else 0}
        self.tell("run", **facts, finished=True, moves=list(self.moves))

    # beside other plans --------------------------------------------------------------------------

    def lines(self) -> list[Line]:
        """The plans beside the run and, last, the run itself, as lines over the steps of its scenario."""
        steps = offer_of(self.id).steps
        if steps is None:
            return []
        run = steps()
        others = [
            Line(plan.name, tuple(values), *drawn(plan.id, index))
            for index, (plan, values) in enumerate(run.beside(self.scenario))
        ]
        yours = tuple(run.values(self.scenario, self.state))
        return [*others, Line("You", yours, "var(--sea)", strong=True)]

    # help ----------------------------------------------------------------------------------------

    def _help(self) -> HelpBox | None:
        """The hints of a lesson's scenario; None in an assignment, and for a scenario that has none."""
        tasks = load_hints().tasks.get(self.id, ()) if self.compares else ()
        if not tasks:
            return None
        return HelpBox(
            {task.id: task for task in tasks},
            self._solution_html,
            titles={task.id: task.title for task in tasks},
        )

    def recall_hints(self) -> None:
        """Take in from the diary which steps were opened before on the case of this card."""
        if self.help is not None:
            self.help.used.update(hints_used(self.id, self.variant))

    def _ask_for_help(self, task: str) -> None:
        if self.help is None:
            return
        step = self.help.more(task)
        self.said = self.help.said(task)
        if step:
            self.tell("hint", id=self.id, variant=self.variant, task=task, step=step)

    def _solution_html(self, task: str) -> str:
        intro = "One run that co-creates, on the case of this card. Other good runs exist."
        return lines_html(intro, self.solution_lines(task))

    def solution_lines(self, task: str) -> Sequence[str]:  # noqa: ARG002 - all of it hangs together
        """What a run that co-creates does about a ``task``, in sentences: the whole run, unless a view can
        tell the parts apart.
        """
        return self.scenario.tell(replay(self.scenario, worked_run(self.scenario)).state)  # type: ignore[no-any-return]

    def help_html(self) -> str:
        """The hints, folded away; nothing where there are none."""
        return (
            self.help.all_html("Each step says a little more. The last one shows a run.") if self.help else ""
        )

    # the page ------------------------------------------------------------------------------------

    def html(self) -> str:
        words = self.scenario.words
        run = f"run {self.runs}" if self.runs > 1 else f"about {words.minutes} minutes"
        kicker = [f"Scenario · {words.topic}", f"{number(self.result.max_score)} points", run]
        if self._has_fresh():
            kicker.append(self._case_name(self.variant).capitalize())
        head = header(kicker, words.title, words.goal, self.progress_html())
        return head + self.body_html() + self.help_html() + log(self.result.events)

    def undo_html(self) -> str:
        """The button that takes the last step back."""
        return button("Undo", "undo", off=not self.past)

    def again_html(self) -> str:
        """The button that starts a new run, or the question whether to."""
        if not self.moves and self.runs == 1:
            return ""
        if not self.asking_again:
            return button("Start again", "again")
        ways = button("Yes, start a new run", "restart")
        if self._has_fresh():
            ways = (
                f"{button('Yes, on the same numbers', 'restart')}"
                f"{button(f'Yes, on fresh numbers: {self._case_name(self._next_case())}', 'fresh')}"
            )
        return (
            '<span class="sure" role="group" aria-label="Start a new run?"><span>Replace this run by a new '
            f"one?</span>{ways}{button('No, keep it', 'keep', focus=True)}</span>"
        )

    def verdict_html(self) -> str:
        """What the run is worth in points and what to make of it; in an assignment, that it is the answer."""
        if not self.compares:
            return (
                '<p class="empty">This run is your answer and is graded when you hand it in. You may start '
                "again; the last run counts.</p>"
            )
        verdict = "passed" if self.result.passed else "not yet"
        score = f"{number(self.result.score)} of {number(self.result.max_score)} · {verdict}"
        return (
            f"{debrief_html(self.debrief())}<h4>Score <small>{score}</small></h4>"
            f"{criteria_rows(self.result.criteria, self.notes())}"
        )

    def meaning_html(self) -> str:
        """The run on nbgrader's pages, below its points: what to make of it, score, other plans."""
        return (
            f"{debrief_html(self.debrief())}"
            f"<h4>Score by criterion</h4>{criteria_rows(self.result.criteria, self.notes())}"
            f"{self.picture_html()}{self.compared_html()}"
        )


def view_class(scenario: str) -> type[RunView]:
    """The view of the scenario with this id, as its folder says, loaded when it is first shown.

    Raises UnknownScenarioError for another id.
    """
    found: type[RunView] = offer_of(scenario).card()
    return found


def debrief_html(told: Debrief) -> str:
    """What a run is told about itself."""
    return (
        f'<div class="debrief"><h4>{esc(told.headline)}</h4><p>{esc(told.well)} {esc(told.advice)}</p></div>'
    )


def drawn(id: str, place: int) -> tuple[str, str]:  # noqa: A002
    """Colour and dashes of the strategy ``id`` at ``place`` in the list beside the learner's run."""
    return MODEL if id in MODELS else OTHERS[place % len(OTHERS)]


__all__ = ["Before", "RunView", "debrief_html", "drawn", "view_class"]
