"""Hints on a card: step after step for each task, and at the end the solution. Used is told, never fined."""

from collections.abc import Callable, Mapping, Sequence

import attrs

from itilkit.ground.html import button, esc
from itilkit.ground.words import plural
from itilkit.items.hints import STEPS, Hint

#: The steps of a hint, the solution included.
MOST = len(STEPS)
#: What the button for each next step says.
NEXT = ("Give me a hint", "How do I decide?", "Show a neighbouring case", "Show the solution")

#: The solution of a task as HTML.
Solution = Callable[[str], str]


@attrs.define
class HelpBox:
    """The help on one card: hints by task, how many steps of each are open, and the solution of each.

    ``used`` counts for every task the steps that were opened, 0 to `MOST`; it may come from an earlier day.
    ``since`` counts those that were opened, or looked at again, since the task was last answered.
    """

    hints: Mapping[str, Hint]
    solution: Solution
    titles: Mapping[str, str] = attrs.field(factory=dict)
    used: dict[str, int] = attrs.field(factory=dict)
    since: dict[str, int] = attrs.field(factory=dict)
    #: The tasks whose opened steps are on show; those of an earlier day stay folded until asked for.
    open: set[str] = attrs.field(factory=set)
    #: The task that help was asked for by the last click; empty after any other click.
    latest: str = ""

    def total(self) -> int:
        """Steps opened over all tasks."""
        return sum(self.used.get(task, 0) for task in self.hints)

    def more(self, task: str) -> int:
        """Open the next step of ``task``, or what was opened before; the number of a new step, else 0."""
        if task not in self.hints:
            return 0
        self.latest = task
        if self.used.get(task, 0) and task not in self.open:
            self.open.add(task)
            self.since[task] = self.used[task]
            return 0
        if self.used.get(task, 0) >= MOST:
            return 0
        self.open.add(task)
        self.used[task] = self.used.get(task, 0) + 1
        self.since[task] = self.since.get(task, 0) + 1
        return self.used[task]

    def since_answer(self, task: str) -> int:
        """The steps that helped with an answer to ``task`` that is given now; the next one counts anew."""
        return self.since.pop(task, 0)

    def said(self, task: str) -> str:
        """What is told to a screen reader after a step has been opened."""
        used = self.used.get(task, 0)
        if not used:
            return ""
        text = self.hints[task].step(used) if used < MOST else "It stands below."
        return f"{STEPS[used - 1]}: {text}"

    def html(self, *, answered: bool = False) -> str:
        """The help of the only task, below a question; nothing to click once that is ``answered``."""
        (task,) = self.hints
        click = "" if answered else self._button(task)
        if not click and not self.used.get(task, 0):
            return ""
        return f'<div class="help" id="§help">{self._steps(task)}{self._row(click, task)}</div>'

    def all_html(self, intro: str) -> str:
        """The help of several tasks, folded away until it is wanted."""
        tasks = "".join(
            f'<div class="task" id="§task-{esc(task)}"><h5>{esc(self.titles.get(task, task))}</h5>'
            f"{self._steps(task)}{self._row(self._button(task), task)}</div>"
            for task in self.hints
        )
        total = self.total()
        used = f" <small>{plural(total, 'step')} used, none costs points</small>" if total else ""
        head = f"<summary>Stuck? Hints, step by step{used}</summary>"
        return f'<details class="help log" id="§help">{head}<p class="hint">{esc(intro)}</p>{tasks}</details>'

    def _row(self, click: str, task: str) -> str:
        used = self.used.get(task, 0)
        told = f'<small id="§used-{esc(task)}">{used} of {MOST} steps used</small>' if used else ""
        return f'<div class="actions">{click}{told}</div>' if click or told else ""

    def _button(self, task: str) -> str:
        used = self.used.get(task, 0)
        if used and task not in self.open:
            return button("Show the hints again", "help", task)
        if used >= MOST:
            return ""
        return button(NEXT[used], "help", task)

    def _steps(self, task: str) -> str:
        used = self.used.get(task, 0)
        if task not in self.open or not used:
            return ""
        rows = [(STEPS[place], esc(self.hints[task].step(place + 1))) for place in range(min(used, MOST - 1))]
        if used >= MOST:
            rows.append((STEPS[-1], self.solution(task)))
        told = [f"<dt>{name}</dt><dd>{text}</dd>" for name, text in rows]
        if used >= MOST and task == self.latest:
            # the button that was clicked has gone
            told[-1] = told[-1].replace("<dt>", '<dt tabindex="-1" data-focus>', 1)
        return f"<dl>{''.join(told)}</dl>"


def lines_html(intro: str, lines: Sequence[str]) -> str:
    """A solution that consists of several sentences."""
    return f"{esc(intro)}<ul>{''.join(f'<li>{esc(line)}</li>' for line in lines)}</ul>"
