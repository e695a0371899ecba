"""The Formgrader's pages show names and ids as text, and wait for no file: nbgrader takes both as they are.

A course's ``nbgrader_config.py`` asks for it, so that it holds however the Formgrader was started.
"""

import sys
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI

from itilkit.grading.gradebook.plain_files import read_time
from itilkit.ground.words import one_line

#: What the page for marking by hand is told that people typed, or that holds their id.
_TYPED = ("first_name", "last_name", "student", "notebook_path")
_PAGES = "nbgrader.server_extensions.formgrader.formgrader"
#: Where what answers the requests of the pages is looked up, by its name, at every request.
_REQUESTS = "nbgrader.server_extensions.formgrader.base"


def names_as_text(config: Any) -> None:
    """Let every page of the Formgrader escape what it is told; ``config`` is the course's."""
    config.HTMLExporter.preprocessors = [f"{__name__}.typed_as_text"]
    pages = sys.modules.get(_PAGES)
    if pages is not None:
        # No setting reaches the templates of the other pages. In a server that has loaded the Formgrader they
        # are made right after the course's settings are read, and by this name.
        pages.Environment = partial(pages.Environment, autoescape=True)  # type: ignore[attr-defined]


class CarefulAPI(NbGraderAPI):  # type: ignore[misc]  # nbgrader brings no types
    """nbgrader's own, which reads the time of a submission from a small plain file only."""

    def get_submitted_timestamp(self, assignment_id: str, student_id: str) -> Any:
        """When it was handed in; None when that is not known."""
        step = self.coursedir.submitted_directory
        try:
            return read_time(Path(self.coursedir.format_path(step, student_id, assignment_id)))
        except ValueError:
            return None


def times_of_plain_files() -> None:
    """Let no time stamp that is a pipe, a device or no date stop a Formgrader that this process serves."""
    requests = sys.modules.get(_REQUESTS)
    if requests is not None:
        requests.NbGraderAPI = CarefulAPI  # type: ignore[attr-defined]


def typed_as_text(notebook: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """A preprocessor of nbconvert's: what people typed beside a notebook is no HTML."""
    resources.update({name: escape(one_line(resources[name])) for name in _TYPED if resources.get(name)})
    return notebook, resources
