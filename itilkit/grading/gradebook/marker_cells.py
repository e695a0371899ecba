"""Boxes for the person who marks: locked cells that grading puts into a graded notebook.

The formgrader shows them between the cells of the assignment; a feedback page takes none of them for one.
"""

from collections.abc import Callable
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell

_BOX = "itilkit-"
#: The box with what was written outside of a field, before the field's id.
OUTSIDE = "outside-"


def box(name: str, source: str) -> NotebookNode:
    """The box ``name`` that says ``source`` in Markdown."""
    id_ = f"{_BOX}{name}"
    marks = {"grade": False, "grade_id": id_, "locked": True, "schema_version": 3, "solution": False}
    # an id of its own, so that grading again makes the same notebook: nbformat would draw one
    return new_markdown_cell(source, id=id_, metadata={"nbgrader": {**marks, "task": False}})


def grade_id(cell: Any) -> str:
    """The id by which nbgrader knows a cell; empty for a cell that it does not know."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def cells_by_id(notebook: Any, *kinds: Callable[[Any], bool]) -> dict[str, Any]:
    """The cells of a graded notebook that are of any of the ``kinds``, as nbgrader’s `utils` tell them."""
    return {grade_id(cell): cell for cell in notebook.cells if any(kind(cell) for kind in kinds)}


def box_name(cell: Any) -> str:
    """The name of the box that ``cell`` is; empty for any other cell."""
    name = grade_id(cell)
    return name.removeprefix(_BOX) if name.startswith(_BOX) else ""
