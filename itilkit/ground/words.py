"""Counts, lists, points and people's names as sentences have them.

Pages, terminals and files get names from here: gradebooks are filled by hand too, and names are typed by
people. What a page needs besides, its own escaping, is its own.
"""

import unicodedata
from collections.abc import Sequence

#: Control signs, ends of lines, and halves of signs, which no file can hold.
_BREAKING = ("Cc", "Cs", "Zl", "Zp")
#: Invisible signs that letters of some languages need; all others only turn or hide what stands beside them.
_JOINING = "\u200c\u200d"


def one_line(text: str) -> str:
    """``text`` on one line, without signs that control something, are never seen, or turn the direction."""
    signs = (" " if unicodedata.category(sign) in _BREAKING else sign for sign in text if _is_seen(sign))
    return " ".join("".join(signs).split())


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) != "Cf" or sign in _JOINING


def plural(count: int, noun: str, more: str = "") -> str:
    """``1 learner``, ``30 learners``; ``more`` is the noun for several where it takes no plain s."""
    return f"{count} {noun if count == 1 else more or f'{noun}s'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``; ``last`` is the word before the last one."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def number(value: float) -> str:
    """Points as people write them: at most two decimals, and none that is a trailing zero."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
