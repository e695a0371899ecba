"""What a card shows and what a click does to it: pure Python, so it can be tested without a browser.

A `View` makes the card's HTML and takes actions. The widget (`card.py`) sends the HTML to the page and
brings clicks back as (action, argument); the page replaces only what changed.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from itilkit.ground.html import attributes, button, esc


class View(ABC):
    """A card without its widget. ``saves`` says whether it has an answer cell to write to."""

    saves = True

    def __init__(self, id: str) -> None:  # noqa: A002
        self.id = id
        #: The last thing that happened, in one sentence; announced to screen readers.
        self.said = ""
        #: Why the answer found in the notebook cannot be shown; nothing is written while it stands.
        self.trouble = ""
        #: What happened since the card last wrote into the learner's diary: (kind, facts).
        self.happened: list[tuple[str, Mapping[str, Any]]] = []

    @abstractmethod
    def answer(self) -> Any:
        """The answer as it belongs into the notebook; None when there is none."""

    @abstractmethod
    def load(self, answer: Any) -> None:
        """Show ``answer`` (None: nothing answered yet). Raises AnswerProblem and changes nothing."""

    @abstractmethod
    def act(self, action: str, arg: str) -> None:
        """Do what a control asks for; an action that is not possible now changes nothing."""

    @abstractmethod
    def html(self) -> str:
        """The card as it stands, without its frame."""

    def tell(self, what: str, **facts: Any) -> None:
        """Have something written into the learner's diary, where one is kept."""
        self.happened.append((what, facts))

    def recall_hints(self) -> None:  # noqa: B027 - most cards have none
        """Take in from the diary which hints were opened on this card before."""

    def fresh(self) -> bool:
        """Whether nothing has been answered here yet."""
        return self.answer() is None

    def trouble_html(self) -> str:
        """The card while the answer in its cell cannot be shown: the sentence, and a way on."""
        again = button("Start again with an empty answer", "replace", focus=True)
        return (
            '<div class="trouble" role="alert"><h3>The answer in the notebook cannot be shown</h3>'
            f"<p>{esc(self.trouble)}</p><p>Nothing was changed. Correct the answer and run its cell, "
            f'or start again: that replaces it.</p><div class="actions">{again}</div></div>'
        )


def header(kicker: Sequence[str], title: str, goal: str = "", extra: str = "", *, focus: bool = False) -> str:
    """The head of a card: a line of small facts, the title, the goal in one sentence.

    With ``focus`` the title is where the focus goes if what held it has gone.
    """
    facts = "".join(f"<span>{esc(fact)}</span>" for fact in kicker)
    aim = f'<p class="goal">{esc(goal)}</p>' if goal else ""
    top = '<header role="presentation">'  # no landmark of the page
    marks = attributes(id="§title", tabindex=-1, data_focus=True) if focus else ""
    return f'{top}<div class="kicker">{facts}</div><h3{marks}>{esc(title)}</h3>{aim}{extra}</header>'


def steps(names: Sequence[str], current: int, done: Sequence[str]) -> str:
    """The steps of a run as a list; ``done`` is what to add to each step that is over."""
    rows = []
    for place, name in enumerate(names):
        text = f"{place + 1} {name}"
        if place < len(done):
            rows.append(f'<li class="done">{esc(text)} · {esc(done[place])}</li>')
        elif place == current:
            rows.append(f'<li aria-current="step">{esc(text)}</li>')
        else:
            rows.append(f"<li>{esc(text)}</li>")
    return f'<ol class="steps">{"".join(rows)}</ol>'


def log(events: Sequence[str]) -> str:
    """Everything that happened, in words, behind a line that opens it."""
    if not events:
        return ""
    rows = "".join(f"<li>{esc(event)}</li>" for event in events)
    head = f"What happened so far ({len(events)})"
    return f'<details class="log"><summary>{head}</summary><ol>{rows}</ol></details>'
