"""People's names and ids as text: folded for comparison, and made safe as a folder's name."""

import re
import unicodedata

#: Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
#: What nbgrader and every file system carry as a folder: no separators, no leading dot, and no plus,
#: by which nbgrader's exchange takes names apart.
SAFE_ID = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._@-]{0,98}[A-Za-z0-9_@-])?")


def fold(text: str) -> str:
    """``text`` without case, accents and apostrophes, for comparison only."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold()
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).translate(_LETTERS)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a name in a fixed order, so that the order in which it is written is no matter."""
    return tuple(sorted(re.findall(r"[^\W_]+", fold(text))))


def run_together(*parts: str) -> str:
    """The folded letters and digits of names without anything between them, as Canvas writes them."""
    return "".join(re.findall(r"[^\W_]+", fold(" ".join(parts))))


def safe_id(raw: str) -> str:
    """The id as it can name a folder: the same always gives the same; empty when nothing is left of it."""
    if SAFE_ID.fullmatch(raw):
        return raw
    parts = unicodedata.normalize("NFKD", raw.strip())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    dashed = re.sub(r"[^A-Za-z0-9._@-]+", "-", plain)
    return dashed.strip(".-")[:100].strip(".-")
