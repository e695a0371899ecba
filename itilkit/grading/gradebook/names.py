"""People's names as everything shows them: gradebooks are filled by hand too, and names are typed by people.

Pages, terminals and files get names from here. What a page needs besides, its own escaping, is its own.
"""

import unicodedata

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
