"""A question as its reader sees it, and a response to it, scored."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from itilkit.content import did_you_mean
from itilkit.items.kinds import Because, Key, NotAnswered, Note, kind, ordered_pairs


@attrs.frozen
class Question:
    """An item as its reader sees it: ``options`` maps an option's id to its text, in the order shown.

    For match and classify the options are the rows to be decided, and ``targets`` maps the ids of what they
    are matched with, or sorted into, to texts.
    """

    id: str
    stem: str
    options: Mapping[str, str]
    kind: str = "choice"
    targets: Mapping[str, str] = attrs.field(factory=dict)

    def check(self, response: Any) -> None:
        """Raise AnswerProblem, in one sentence, unless ``response`` is one that this question takes."""
        if response is None:
            raise NotAnswered(f"“{self.id}” is not answered yet: choose on its card above.")
        kind(self.kind).check(self, response)

    def words(self, response: Any) -> str:
        """A checked response in words, such as ``“The outcome they needed”``."""
        return kind(self.kind).words(self, response)

    def lines(self, response: Any) -> list[str]:
        """A response in words, in one sentence; raises AnswerProblem for none that it takes."""
        self.check(response)
        return [self.words(response)]

    def faults(self) -> Iterator[str]:
        """What keeps it from being asked, for whoever wrote it."""
        return kind(self.kind).faults(self)

    def key_faults(self, key: Key) -> Iterator[str]:
        """What keeps ``key`` from being its key, for whoever wrote it."""
        return kind(self.kind).key_faults(self, key)

    def because_faults(self, key: Key, because: Because) -> Iterator[str]:
        """Which names in ``because`` stand for nothing that a response could decide, for whoever wrote it."""
        known = {*self.options, *(f"{row}={target}" for row in self.options for target in self.targets)}
        if self.kind == "order":
            known |= {f"{first}<{second}" for first, second in ordered_pairs(key)}
        for name in because:
            if name not in known:
                yield f'"{name}" is explained, but no answer could be that{did_you_mean(name, known)}'


@attrs.frozen
class Marked:
    """A scored response: ``points`` of ``most``, a note for each decision worth one, and the ``tally``.

    ``tally`` is how many decisions are right, and out of how many: options, rows, or pairs of an order.
    """

    points: float
    most: float
    notes: tuple[Note, ...]
    tally: tuple[int, int]
    response: Any = None
    key: Key = ()

    @property
    def right(self) -> bool:
        """Whether the response earns all points."""
        return self.tally[0] == self.tally[1]


def mark_response(
    question: Question, response: Any, key: Key, because: Because, points: float = 1.0
) -> Marked:
    """Score a checked ``response`` against ``key`` and say what each decision means.

    ``because`` maps what was decided to (misconception code or None, sentence): an option's id; for match
    and classify a row, or ``row=target`` for that one wrong target; for an order ``first<second`` for a pair
    that should stand in that order and does not, or an entry. Wrong decisions get a note; of those that are
    right only rows, and options that belong to the key, do.
    """
    sort = kind(question.kind)
    right, most = sort.tally(question, key, response)
    notes = tuple(sort.notes(question, key, response, because))
    return Marked(points * right / most, points, notes, (right, most), response, key)
