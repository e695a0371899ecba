"""The words of a text as a reader who does not understand it would compare them."""

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

import attrs

from itilkit.content import load

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
#: In the middle of a sentence a capital May is the month.
_MONTH = re.compile(r"(?<=\w )May\b")
_ENDINGS = ("ing", "edly", "ed", "es", "ly", "s")


@attrs.frozen
class WordLists:
    """The words of ``audit.toml``, which says what each list is for."""

    absolute: tuple[str, ...]
    hedge: tuple[str, ...]
    warm: tuple[str, ...]
    empty: tuple[str, ...]


@cache
def word_lists() -> WordLists:
    """The words that the audit looks for."""
    return load("audit.toml", WordLists, root=files("itilkit.authoring.audit"))


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of ``text``, lower case; a possessive counts as the word that it is made from."""
    found = (word.lower().replace("'", "’") for word in _WORD.findall(text))
    return tuple(word.removesuffix("’s").removesuffix("’") for word in found)


@cache
def content_words(text: str) -> frozenset[str]:
    """The stems of the words that say what ``text`` is about."""
    empty = word_lists().empty
    return frozenset(stem(word) for word in words(text) if word not in empty and len(word) > 1)


def stem(word: str) -> str:
    """A word without the ending that its grammar gave it: ``shared`` and ``shares`` become ``shar``."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending).removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


def words_among(text: str, kind: Collection[str]) -> list[str]:
    """The words of ``text`` that are among ``kind``."""
    return [word for word in words(_MONTH.sub("month", text)) if word in kind]


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """The share of words that two sets have in common, 0 to 1 (Jaccard)."""
    union = {*one, *other}
    return len(set(one) & set(other)) / len(union) if union else 0.0
