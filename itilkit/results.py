"""What a card asked and what became of an answer, as data that travels beside the HTML of a cell.

Pages read this and never the words of a card. It is written while nbgrader runs a notebook, into outputs that
no learner is given; a page shows of it what it puts into words, and no code of a misconception.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs
import cattrs

#: Data of another version is not read: such a notebook is to be graded again.
VERSION = 1


@attrs.frozen
class CardAsked:
    """What the card of ``id`` asks: a ``kind`` (scenario, question or form) with its title, or the question's
    text, with what there is to choose from.
    """

    id: str
    kind: str
    title: str = ""
    stem: str = ""
    options: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@attrs.frozen
class PartResult:
    """What became of the answer to ``id``: points, the answer in words, and what it means.

    ``problem`` is the sentence about an answer that cannot be used, and then there is nothing else. A run has
    ``passed`` or not, and a ``shape`` with what is said of it; a form is answered as a ``whole`` or not; of a
    question, ``decisions`` says how many are right, where each one counts. ``misconceptions`` are codes.
    """

    id: str
    kind: str
    score: float = 0.0
    most: float = 0.0
    answer: tuple[str, ...] = ()
    problem: str = ""
    passed: bool = False
    whole: bool = False
    shape: str = ""
    headline: str = ""
    well: str = ""
    #: The criterion's id, points and most points; a list, since a notebook's file sorts what has keys.
    criteria: tuple[tuple[str, float, float], ...] = ()
    decisions: str = ""
    misconceptions: tuple[str, ...] = ()
    #: What the answer means, decision by decision or step by step.
    meaning_html: str = ""


#: The kit's own types of data.
TYPES: Mapping[type, str] = {
    CardAsked: "application/vnd.itilkit.card+json",
    PartResult: "application/vnd.itilkit.result+json",
}
Told = TypeVar("Told", CardAsked, PartResult)


def as_data(told: CardAsked | PartResult) -> dict[str, Any]:
    """What stands beside the HTML, by its type."""
    return {TYPES[type(told)]: {"version": VERSION, **cattrs.unstructure(told)}}


def read_data(outputs: Iterable[Mapping[str, Any]], kind: type[Told], id: str) -> Told | None:  # noqa: A002
    """What a cell's outputs tell of ``id``; None where they tell nothing, or not as this version does."""
    for output in outputs:
        data = output.get("data", {}).get(TYPES[kind]) if output["output_type"] == "display_data" else None
        if not isinstance(data, Mapping) or data.get("version") != VERSION or data.get("id") != id:
            continue
        try:
            return cattrs.structure(dict(data), kind)
        except (cattrs.BaseValidationError, TypeError, ValueError):
            continue
    return None


__all__ = ["VERSION", "CardAsked", "PartResult", "as_data", "read_data"]
