"""An observation: a plain fact about the moves of a run (“never invited Bryn”), and what it may rest on."""

from collections.abc import Callable
from typing import Any

import attrs


@attrs.frozen
class Observation:
    """Words that follow “14 of 30 …”, the code that they speak for, and how to see it in a run."""

    id: str
    code: str
    words: str
    seen: Callable[[Any, Any], bool] = attrs.field(eq=False, repr=False)
    telling: bool = True


def supports(id: str, code: str, words: str, seen: Callable[[Any, Any], bool]) -> Observation:  # noqa: A002
    """An observation that shows its misconception only together with another one."""
    return Observation(id, code, words, seen, telling=False)
