"""How hard stems are to read: LIX (C. H. Björnsson, *Läsbarhet*, 1968), and the longest sentence."""

import re
from collections.abc import Iterable
from statistics import mean

import attrs

from itilkit.authoring.audit.subject import Subject
from itilkit.authoring.audit.words import words

#: A word of more letters than this is a long one.
LONG = 6
#: The highest LIX of a stem. Björnsson calls texts up to 40 easy, as stories are, and 40 to 50 ordinary, as
#: newspapers are. The 129 practice stems have a mean of 23, a standard deviation of 6 and a highest value of
#: 37, so 40 lies clear of every stem there is and keeps the next ones as plain: an item should be hard by its
#: case, and not by its language.
LIX_LIMIT = 40.0
#: The most words in a sentence of a stem, figures not counted; the longest of the practice items has 29.
SENTENCE_LIMIT = 30

_END = re.compile(r"(?<=[.!?…])[”’)]*\s+(?=[“‘(]?[A-Z0-9])")


def sentences(text: str) -> list[str]:
    """The sentences of ``text``: each ends with its mark, and the next begins with a capital or a figure."""
    return [part for part in (piece.strip() for piece in _END.split(text)) if part]


def lix(text: str) -> float:
    """Words per sentence plus the percentage of long words: 20 is very easy, 60 very hard.

    Raises ZeroDivisionError for a text without words.
    """
    found = words(text)
    return len(found) / len(sentences(text)) + 100 * sum(len(word) > LONG for word in found) / len(found)


@attrs.frozen
class Reading:
    """How a stem reads: its ``lix``, and the words in its longest sentence (``longest``), without figures."""

    item: str
    lix: float
    longest: int

    @property
    def problem(self) -> str | None:
        """Why the stem is too hard, in one sentence, or None."""
        if self.lix > LIX_LIMIT:
            return (
                f"{self.item}: its stem has a LIX of {self.lix:.0f}, above {LIX_LIMIT:.0f}; make it plainer."
            )
        if self.longest > SENTENCE_LIMIT:
            return f"{self.item}: a sentence has {self.longest} words, above {SENTENCE_LIMIT}; split it."
        return None


def readings(subjects: Iterable[Subject]) -> tuple[Reading, ...]:
    """How each stem reads, in the order of the items; a stem without words is left out."""
    found = []
    for subject in subjects:
        stem = subject.question.stem
        if words(stem):
            longest = max(sum(not word.isdigit() for word in words(sentence)) for sentence in sentences(stem))
            found.append(Reading(subject.id, lix(stem), longest))
    return tuple(found)


def mean_lix(found: Iterable[Reading]) -> float:
    """The mean LIX of some stems; 0 for none."""
    numbers = [reading.lix for reading in found]
    return mean(numbers) if numbers else 0.0
