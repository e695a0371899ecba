"""An assignment as its source folder has it now, beside what its class is graded by.

Whoever changes a key in the source folder changes nothing for the class until the assignment is generated.
What generating would put into the gradebook is worked out here with nbgrader's own steps, and compared by
what it says, not by when it was saved.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from itilkit.grading.cells.plain import printable
from itilkit.grading.cells.released import Kept, ReleasedNotebook, as_generated, kept_in

#: Names of cells in one sentence; the others are counted.
NAMED = 3
#: Characters of nbgrader's own words that a sentence repeats.
LONGEST = 160


@attrs.frozen
class Changed:
    """A notebook whose ``file`` in the source folder is no longer what its class is graded by.

    ``cells`` say something else, ``others`` came or went, and ``fault`` is why nbgrader could not generate it
    as it stands. ``graded`` tells whether any work of it is in the gradebook. ``now`` is what would be graded
    by; None for ordinary code and with a fault.
    """

    assignment: str
    notebook: str
    file: str
    cells: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    fault: str = ""
    graded: bool = False
    now: ReleasedNotebook | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        follow = "and grades follow what it said before"
        if self.fault:
            return f"{self.file} cannot be generated as it stands ({self.fault}), {follow}: mend it."
        what = f"{self.file} was changed since it was generated ({self.which}), {follow}"
        if self.others and self.graded:
            return f"{what}: nbgrader takes in no other cells once work is graded, so put back those it had."
        return (
            f"{what}: itilkit grade --preview shows who would gain or lose; to grade by it, press Generate "
            "in the Formgrader, and grade again."
        )

    @property
    def which(self) -> str:
        """Some of the cells by their ids, and how many more there are."""
        names = self.cells + self.others
        more = len(names) - NAMED
        return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def changed_in(book: Gradebook, directory: Any, assignment: str) -> tuple[Changed, ...]:
    """The notebooks of an assignment that its source folder has otherwise than the gradebook, by file.

    ``directory`` is nbgrader's own, with its settings. A file that is not there is no other key.
    """
    folder = Path(directory.format_path(directory.source_directory, ".", assignment))
    found: list[Changed] = []
    for entry in book.find_assignment(assignment).notebooks:
        path = folder / f"{entry.name}.ipynb"
        if path.is_file():
            found += _changed(directory, assignment, entry, path)
    return tuple(sorted(found, key=lambda each: each.file))


def _changed(directory: Any, assignment: str, entry: Any, path: Path) -> Iterator[Changed]:
    root = Path(directory.root)
    file = str(path.relative_to(root) if path.is_relative_to(root) else path)
    changed = Changed(assignment, str(entry.name), file, graded=bool(entry.submissions))
    try:
        now = {each.name: each for each in _generated(directory, changed, path)}
    except Exception as error:  # noqa: BLE001 - an instructor's file can fail nbgrader's steps in any way
        words = " ".join(printable(f"{type(error).__name__}: {error}").split())
        yield attrs.evolve(changed, fault=words[:LONGEST])
        return
    before = {each.name: each for each in kept_in(entry)}
    cells = tuple(name for name in now if name in before and now[name].says != before[name].says)
    others = tuple(name for name in {**now, **before} if name not in now or name not in before)
    if cells or others:
        made = as_generated(tuple(now.values()), entry.kernelspec or "{}", path)
        yield attrs.evolve(changed, cells=cells, others=others, now=made)


def _generated(directory: Any, names: Changed, path: Path) -> Iterator[Kept]:
    """The cells that nbgrader would save of a file, hidden tests and all."""
    converter = GenerateAssignment(coursedir=directory, parent=directory.parent)
    steps = list(converter.preprocessors)
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    resources: Any = {
        "nbgrader": {
            "assignment": names.assignment,
            "notebook": names.notebook,
            "student": ".",
            "db_url": directory.db_url,
        },
        "metadata": {"name": path.stem, "path": str(path.parent)},
    }
    for kind in steps[: steps.index(SaveCells)]:
        notebook, resources = kind(parent=converter).preprocess(notebook, resources)
    for cell in notebook.cells:
        if is_grade(cell) or is_solution(cell) or is_locked(cell) or is_task(cell):
            yield _kept(cell)


def _kept(cell: NotebookNode) -> Kept:
    marks: Mapping[str, Any] = cell.metadata.nbgrader
    return Kept(
        name=str(marks["grade_id"]),
        kind=cell.cell_type,
        source=cell.source,
        checksum=marks.get("checksum") or "",
        locked=is_locked(cell),
        solution=is_solution(cell),
        task=is_task(cell),
        points=float(marks["points"]) if is_grade(cell) or is_task(cell) else None,
    )
