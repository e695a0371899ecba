"""The answers of a running notebook: what is asked in it, what was answered, and `record()`.

A `Session` is one kernel's memory. `play` and `ask` lay a task on it, cards and `record` lay answers
beside the tasks, and the test cells read them. Nothing here draws anything: what shows an answer
(`widgets`) registers itself as the task's card.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import attrs

from itilkit.items import AnswerProblem, NotAnswered
from itilkit.literals import replace_answer
from itilkit.scenarios import IllegalMove, Result, Scenario, load_scenario, replay


class Task(Protocol):
    """Something a notebook asks for: a `Question`, a `Form` or a `ScenarioTask`."""

    @property
    def id(self) -> str: ...  # noqa: D102

    def check(self, answer: Any) -> None:
        """Raise AnswerProblem, in one sentence, unless ``answer`` can be used."""
        ...

    def lines(self, answer: Any) -> Sequence[str]:
        """The answer as sentences, without any verdict."""
        ...


@attrs.frozen
class ScenarioTask:
    """A scenario to be played, in the variant that the notebook names.

    ``practice`` are the variants that may be played instead: in a lesson, a new run may be one on fresh
    numbers. Where a run is graded there are none, and an answer that names another variant is refused.
    """

    id: str
    variant: str
    #: What only a hidden test knows, for a scenario that keeps its keys apart; None: no keys.
    keys: Mapping[str, Any] | None = None
    practice: tuple[str, ...] = ()

    @property
    def cases(self) -> tuple[str, ...]:
        """The variants that an answer may name, the notebook's own first."""
        return (self.variant, *(name for name in self.practice if name != self.variant))

    @property
    def scenario(self) -> Scenario[Any]:
        """The scenario on the notebook's own variant; see `on`."""
        return self.on(self.variant)

    def on(self, variant: str) -> Scenario[Any]:
        """The scenario on the numbers of a ``variant``, with the keys if there are any.

        Raises ContentError for keys that do not fit, and TypeError for a scenario that takes none.
        """
        found = load_scenario(self.id, variant)
        if self.keys is None:
            return found
        if not hasattr(found, "with_keys"):
            msg = f"The scenario “{self.id}” takes no keys; leave keys= out."
            raise TypeError(msg)
        keyed: Scenario[Any] = found.with_keys(self.keys)
        return keyed

    def check(self, answer: Any) -> None:
        """A run ``{"variant", "runs", "moves"}`` of one of the cases, played by the rules."""
        self.result(answer)

    def result(self, answer: Any) -> Result[Any]:
        """The replayed run; raises AnswerProblem when there is none that can be played."""
        moves = self.moves(answer)
        try:
            return replay(self.on(answer["variant"]), moves)
        except IllegalMove as problem:
            raise AnswerProblem(f"“{self.id}”: {problem}") from None

    def moves(self, answer: Any) -> list[str]:
        """The moves of an answer that names one of the cases; raises AnswerProblem for anything else."""
        if answer is None:
            raise NotAnswered(f"“{self.id}” is not played yet: play it on its card above.")
        if not isinstance(answer, dict):
            raise AnswerProblem(
                f"The answer to “{self.id}” should name variant, runs and moves; "
                "start the card again to replace it."
            )
        for name in ("variant", "runs", "moves"):
            if name not in answer:
                raise AnswerProblem(f"The answer to “{self.id}” has no “{name}”; start the card again.")
        extra = sorted(set(answer) - {"variant", "runs", "moves"}, key=str)
        if extra:
            raise AnswerProblem(
                f"The answer to “{self.id}” holds something besides variant, runs and moves; remove it."
            )
        if answer["variant"] not in self.cases:
            raise AnswerProblem(
                f"The answer to “{self.id}” was played on another variant than this notebook’s, "
                f"which is “{self.variant}”; play it on the card above."
            )
        runs, moves = answer["runs"], answer["moves"]
        if not isinstance(runs, int) or isinstance(runs, bool) or runs < 1:
            raise AnswerProblem(f"The answer to “{self.id}”: runs should be a whole number from 1 on.")
        if not isinstance(moves, list):
            raise AnswerProblem(f"The answer to “{self.id}”: moves should be a list of lines.")
        if not moves:
            raise NotAnswered(f"“{self.id}” is not played yet: play it on its card above.")
        return moves

    def lines(self, answer: Any) -> Sequence[str]:
        """The run told in sentences, one a season or turn."""
        result = self.result(answer)
        return self.on(answer["variant"]).tell(result.state)


class LiveCard(Protocol):
    """What a task's card offers to `record`."""

    def answer(self) -> Any:
        """The answer as the card holds it; None when there is none."""
        ...

    def take(self, answer: Any) -> None:
        """Show ``answer`` unless it is shown already, or a sentence when it cannot be shown."""
        ...


@attrs.define
class Session:
    """What one kernel knows: tasks, answers and live cards by id.

    ``seen`` is the answer that was last read from, or written into, the notebook's own cell: it tells
    a cell that was edited by hand from one that a card has overtaken.
    """

    tasks: dict[str, Task] = attrs.field(factory=dict)
    answers: dict[str, Any] = attrs.field(factory=dict)
    cards: dict[str, LiveCard] = attrs.field(factory=dict)
    seen: dict[str, Any] = attrs.field(factory=dict)

    def clear(self) -> None:
        """Forget everything, for the next notebook in the same process."""
        for memory in (self.tasks, self.answers, self.cards, self.seen):
            memory.clear()

    def task(self, id: str) -> Task | None:  # noqa: A002
        """The task laid down by `play` or `ask`; None when its cell has not run."""
        return self.tasks.get(id)

    def check(self, id: str) -> None:  # noqa: A002
        """Raise AnswerProblem unless ``id`` has an answer that can be used."""
        answer = self.answers.get(id)
        task = self.tasks.get(id)
        if task is not None:
            task.check(answer)
        elif answer is None:
            raise NotAnswered(f"“{id}” is not answered yet: run the notebook and answer on its card.")

    def overtaken(self, id: str, answer: Any) -> bool:  # noqa: A002
        """Whether the cell still holds what it held when the card last looked, and the card is further."""
        card = self.cards.get(id)
        return card is not None and id in self.seen and self.seen[id] == answer and card.answer() != answer

    def take(self, id: str, answer: Any) -> None:  # noqa: A002
        """Lay down an answer that stands in the notebook; a live card then shows it."""
        self.seen[id] = answer
        self.answers[id] = answer
        card = self.cards.get(id)
        if card is not None:
            card.take(answer)


#: The session of this kernel.
session = Session()

#: What `record` calls with the id of an answer it has laid down; `widgets` puts its own in here.
shows_answer: list[Callable[[str], None]] = []


def grading_run() -> str:
    """``"autograde"`` or ``"validate"`` while nbgrader runs the notebook, else nothing."""
    return os.environ.get("NBGRADER_EXECUTION", "")


def record(id: str, answer: Any = None) -> None:  # noqa: A002 - a contract of the kit
    """Keep ``answer`` as the learner's answer to ``id`` and show it in words below the cell.

    The card above writes this call; running it by hand puts the answer into the card, so an answer
    that was edited here replaces what the card shows. When the card is further than the cell (a
    notebook program that lets no card write), the cell is rewritten with the card's answer instead.
    """
    if session.overtaken(id, answer):
        answer = session.cards[id].answer()
        _rewrite_cell(id, answer)
    session.take(id, answer)
    for show in shows_answer:
        show(id)


def _rewrite_cell(id: str, answer: Any) -> None:  # noqa: A002
    """Replace the running cell's text (never call this from a click: it would hit the next cell)."""
    if "IPython" not in sys.modules:
        return
    shell = sys.modules["IPython"].get_ipython()
    if shell is None:
        return
    source = shell.history_manager.input_hist_raw[-1]
    shell.set_next_input(replace_answer(source, id, answer), replace=True)
