"""What an audit looks at: a question with its key, wherever the two were written."""

from collections.abc import Iterable

import attrs

from itilkit.items.bank import Item
from itilkit.items.forms import FORMS
from itilkit.items.kinds import Because, Key
from itilkit.items.question import Question

#: The use of questions that stand in an assignment.
GRADED = "graded"


@attrs.frozen
class Subject:
    """A question under audit. ``because`` tells the misconception behind each wrong decision."""

    question: Question
    key: Key
    because: Because
    use: str = "practice"
    objective: str = ""
    claims: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id

    @property
    def picking(self) -> bool:
        """Whether it is answered by picking options, some of which are wrong."""
        return self.question.kind in {"choice", "multi"}

    @property
    def right(self) -> tuple[str, ...]:
        """The ids of the options that belong to the key; only where options are picked."""
        return tuple(option for option in self.question.options if option in self.key)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The ids of the options that do not."""
        return tuple(option for option in self.question.options if option not in self.key)

    @property
    def codes(self) -> frozenset[str]:
        """The misconceptions that its wrong decisions reveal."""
        return frozenset(code for code, _ in self.because.values() if code)


def subjects_of(items: Iterable[Item]) -> tuple[Subject, ...]:
    """The items of a bank as subjects, in their order."""
    return tuple(
        Subject(item.question, item.solution, item.because, item.use, item.objective, item.claims)
        for item in items
    )


__all__ = ["FORMS", "GRADED", "Subject", "subjects_of"]
