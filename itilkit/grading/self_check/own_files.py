"""A learner's own assignments: which files they are, whatever they are called."""

from collections.abc import Iterator
from pathlib import Path

import attrs

from itilkit.course.files import find_course
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import as_outline, nothing_answered
from itilkit.ground.problem import WrongUse
from itilkit.progress.course_folder import EXERCISES, page_name


@attrs.frozen
class OwnFile:
    """A notebook of the learner's, and the ``assignment`` that it is."""

    path: Path
    assignment: str

    @property
    def page(self) -> str:
        """The name of its feedback page."""
        return page_name(self.path)

    @property
    def name(self) -> str:
        """What it is called where its points are told."""
        return self.page.removesuffix(".html")

    @property
    def begun(self) -> bool:
        """Whether anything is answered in it, compared with the file as it was handed out.

        A file that cannot be read counts as begun: whoever checks it is to hear of it.
        """
        cells, fault = read_cells(self.path)
        if fault:
            return True
        fresh, _ = read_cells(_original(self.assignment))
        return not nothing_answered(cells, as_outline(fresh))


def own_files(course: Path) -> list[OwnFile]:
    """The assignments in a learner's course folder, in their order; what is none of them is left out."""
    paths = sorted(course.joinpath(EXERCISES).glob("[!.]*/*.ipynb"))
    return [OwnFile(path, name) for path in paths if (name := _assignment(path))]


def find_own(course: Path, name: str) -> list[OwnFile]:
    """The learner's files that ``name`` means: an assignment by its name, or a notebook by its path.

    Raises WrongUse when there is none.
    """
    path = Path(name).resolve()
    if path.suffix == ".ipynb" and path.is_file():
        found = [OwnFile(path, _assignment(path))]
    else:
        found = [file for file in own_files(course) if file.assignment == name]
        found = [file for file in found if file.path.stem == name] or found
    if not found or not found[0].assignment:
        known = ", ".join(sorted({file.assignment for file in own_files(course)})) or "none"
        raise WrongUse(
            f"“{name}” is none of the assignments in {course / EXERCISES}: name one of them ({known})."
        )
    return found


def _assignment(path: Path) -> str:
    """The assignment that a notebook file is: by its name, or by the answers that it has places for; empty
    when it is none.
    """
    folder = path.parent.name
    if path.stem == folder:
        return folder
    own = set(_places(path))
    shared = {name: len(own.intersection(_places(_original(name)))) for name in _originals()}
    best = max(shared, key=lambda name: (shared[name], name == folder), default="")
    return best if shared.get(best) else ""


def _places(path: Path) -> Iterator[str]:
    """The ids of a file's cells that are there to be answered in."""
    cells, _ = read_cells(path)
    return (name for cell in cells if cell.marks.solution for name in cell.ids)


def _originals() -> list[str]:
    return sorted(path.name for path in find_course().root.joinpath(EXERCISES).iterdir() if path.is_dir())


def _original(assignment: str) -> Path:
    """An assignment's file as it came with the course."""
    return find_course().root / EXERCISES / assignment / f"{assignment}.ipynb"
