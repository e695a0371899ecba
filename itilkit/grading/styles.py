"""Where the feedback page's own look is kept."""

from functools import cache
from importlib.resources import files

TEMPLATE = "itilkit-feedback"


@cache
def page_styles() -> str:
    """The stylesheet of the feedback page, which comes after that of the cards."""
    return files("itilkit.grading").joinpath("templates", TEMPLATE, "page.css").read_text(encoding="utf-8")
