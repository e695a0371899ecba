"""Making HTML harmless for the feedback page, with bleach, which nbconvert brings along.

Two measures: what a person typed keeps only plain text markup; what our own cells showed keeps charts and
tables too. Neither keeps scripts, event handlers, or links that do more than lead to an address.
"""

import re

import bleach
from bleach.css_sanitizer import CSSSanitizer

from itilkit.grading.page.remembering import remembering

TEXT_TAGS = frozenset(
    {"a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img"}
    | {"li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
OUTPUT_TAGS = TEXT_TAGS | frozenset(
    {"caption", "details", "div", "figcaption", "figure", "section", "small", "span", "summary"}
    | {"circle", "g", "line", "path", "polyline", "rect", "svg", "text", "title"}
)
#: The ``style`` of an element of ours: the width of a bar and a colour of the palette.
STYLES = CSSSanitizer(allowed_css_properties=frozenset({"background", "border-color", "color", "width"}))
COLOUR_OR_WIDTH = re.compile(r"[\w\s.%#(),;:-]*")
LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
#: A picture that stands in the page itself; anything else would be fetched from somewhere.
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)
NOT_SHOWN = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
#: A picture that nobody described.
UNDESCRIBED = re.compile(r"<img(?![^>]*\balt=)")
#: What is left of a picture whose address was refused.
NO_PICTURE = re.compile(r"<img(?![^>]*\bsrc=)[^>]*>")
OUTPUT_ATTRIBUTES = frozenset(
    {"aria-hidden", "aria-label", "class", "colspan", "hidden", "open", "role", "rowspan", "scope"}
    | {"cx", "cy", "d", "height", "points", "r", "rx", "ry", "viewBox", "width"}
    | {"x", "x1", "x2", "y", "y1", "y2"}
    | {"fill", "font-weight", "stroke", "stroke-dasharray", "stroke-width", "text-anchor", "transform"}
)


@remembering
def clean_text(html: str) -> str:
    """HTML that came from a person's text: markup of plain prose, and nothing that can imitate the page."""
    shown = NO_PICTURE.sub("", _clean(html, TEXT_TAGS, _text_attribute))
    return UNDESCRIBED.sub('<img alt="A picture without a description"', shown)


@remembering
def clean_output(html: str) -> str:
    """HTML that a cell showed: prose, tables, bars and charts; scripts and style sheets are dropped whole."""
    html = NOT_SHOWN.sub("", html)
    return _clean(html, OUTPUT_TAGS, _output_attribute)


def _clean(html: str, tags: frozenset[str], attributes: object) -> str:
    protocols = ("http", "https", "mailto", "data")
    return str(
        bleach.clean(html, tags=tags, attributes=attributes, css_sanitizer=STYLES, protocols=protocols)
    )


def _text_attribute(tag: str, name: str, value: str) -> bool:
    if tag == "a" and name == "href":
        return LINK.match(value.strip()) is not None
    if tag == "img" and name == "src":
        return PICTURE.match(value.strip()) is not None
    return name in {"title", "alt", "start", "colspan", "rowspan"}


def _output_attribute(tag: str, name: str, value: str) -> bool:
    if name == "style":
        return COLOUR_OR_WIDTH.fullmatch(value) is not None and "url" not in value.lower()
    return name in OUTPUT_ATTRIBUTES or _text_attribute(tag, name, value)
