"""A person's text made harmless for every page that shows it: it stays Markdown, and is nothing else.

Pages turn Markdown into HTML, and the formgrader trusts it: raw HTML, links of any kind, and mathematics
whose commands make links. So the signs by which those begin are parted by an invisible word joiner. The text
reads as it was written, in code spans too, whatever turns it into a page.
"""

import re

#: U+2060, which takes no room and allows no line break.
JOINER = "\u2060"

#: What may run, load or lead somewhere, by the place after which it is parted.
_STARTS = (
    re.compile(r"(<)(?=\S)"),  # a tag, a comment, an address in angle brackets
    re.compile(r"(&)(?=[#A-Za-z])"),  # a sign written by its name or number, such as &lt; or &#106;
    re.compile(r"(\\)(?=[A-Za-z])"),  # a command of TeX, such as \href
    re.compile(r"(!)(?=\[)"),  # a picture: it would be fetched from somewhere, or be missing
    re.compile(r"(\])(?=[(:](?!\s*(?:https?://|mailto:|#)))", re.IGNORECASE),  # any but a plain link
    re.compile(r"([`~]\s*)(?=mermaid)", re.IGNORECASE),  # a diagram, whose text pages do not escape
)
#: Control signs other than tab and line feed, and halves of signs, which no file or page can hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

#: Signs that turn the direction of all that follows them; without them a text reads as it was typed.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def as_plain(text: str) -> str:
    """``text`` with its HTML shown instead of meant, and no links but to web pages and mail."""
    shown = printable(text)
    for start in _STARTS:
        shown = start.sub(rf"\1{JOINER}", shown)
    return shown


def printable(text: str) -> str:
    """``text`` as files, logs and pages can hold it: a replacement mark stands for what they cannot,
    and nothing turns the direction of reading.
    """
    return _UNPRINTABLE.sub("\ufffd", _TURNING.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
