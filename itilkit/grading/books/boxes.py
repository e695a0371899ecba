"""Boxes for the person who marks: locked cells that grading puts into a graded notebook.

The formgrader shows them between the cells of the assignment; a feedback page takes none of them for one.
"""

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell

_BOX = "itilkit-"
#: The box with what was written outside of a field, before the field's id.
OUTSIDE = "outside-"


def box(name: str, source: str) -> NotebookNode:
    """The box ``name`` that says ``source`` in Markdown."""
    grade_id = f"{_BOX}{name}"
    marks = {"grade": False, "grade_id": grade_id, "locked": True, "schema_version": 3, "solution": False}
    # an id of its own, so that grading again makes the same notebook: nbformat would draw one
    return new_markdown_cell(source, id=grade_id, metadata={"nbgrader": {**marks, "task": False}})


def box_name(cell: Any) -> str:
    """The name of the box that ``cell`` is; empty for any other cell."""
    grade_id = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
    return grade_id.removeprefix(_BOX) if grade_id.startswith(_BOX) else ""
