"""Where the feedback page's own look is kept."""

from functools import cache
from pathlib import Path

#: The folder of templates, and the page's own in it.
TEMPLATES = Path(__file__).with_name("templates")
TEMPLATE = "itilkit-feedback"


@cache
def page_styles() -> str:
    """The stylesheet of the feedback page, which comes after that of the cards."""
    return (TEMPLATES / TEMPLATE / "page.css").read_text(encoding="utf-8")
