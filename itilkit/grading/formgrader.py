"""The Formgrader's pages show names and ids as text: nbgrader puts them into its pages as they are.

A course's ``nbgrader_config.py`` asks for it, so that it holds however the Formgrader was started.
"""

import sys
from functools import partial
from html import escape
from typing import Any

from itilkit.grading.books.names import one_line

#: What the page for marking by hand is told that people typed, or that holds their id.
_TYPED = ("first_name", "last_name", "student", "notebook_path")
_PAGES = "nbgrader.server_extensions.formgrader.formgrader"


def names_as_text(config: Any) -> None:
    """Let every page of the Formgrader escape what it is told; ``config`` is the course's."""
    config.HTMLExporter.preprocessors = [f"{__name__}.typed_as_text"]
    pages = sys.modules.get(_PAGES)
    if pages is not None:
        # No setting reaches the templates of the other pages. In a server that has loaded the Formgrader they
        # are made right after the course's settings are read, and by this name.
        pages.Environment = partial(pages.Environment, autoescape=True)  # type: ignore[attr-defined]


def typed_as_text(notebook: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """A preprocessor of nbconvert's: what people typed beside a notebook is no HTML."""
    resources.update({name: escape(one_line(resources[name])) for name in _TYPED if resources.get(name)})
    return notebook, resources
