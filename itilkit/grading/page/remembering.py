"""Remembering what was made of a text: a class sees the same cards, and gives the same few answers."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

#: How many texts are remembered, and the length in characters above which one is not.
REMEMBERED, TOO_LONG = 256, 100_000

Made = TypeVar("Made")


def remembering(make: Callable[..., Made]) -> Callable[..., Made]:
    """A function of texts that makes the same of a text only once, while it is among the latest.

    ``make`` must depend on its arguments alone, and what it makes must not be changed.
    """
    kept = lru_cache(maxsize=REMEMBERED)(make)

    @wraps(make)
    def found(text: str, *more: str) -> Made:
        return make(text, *more) if len(text) > TOO_LONG else kept(text, *more)

    return found
