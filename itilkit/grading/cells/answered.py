"""Whether a handed-in notebook answers anything at all, or is the one that was handed out.

Somebody who returns a whole course folder returns exercises that they never opened. Such a file earns no 0:
nothing was handed in with it.
"""

from collections.abc import Iterable, Mapping, Sequence

from itilkit.grading.cells.taking import is_filled, own_text, released_lines
from itilkit.literals import LONGEST_SOURCE
from itilkit.notebook_reader import Cell, calls_in


def nothing_answered(cells: Sequence[Cell], outline: Mapping[str, Cell]) -> bool:
    """Whether ``cells`` hold nothing but what learners got: no answer, and no word or picture of their own.

    ``outline`` are the assignment's cells by id as they were handed out (`released.Assignment.outline`, or
    `as_outline` of the file); of cells of an earlier release, nbgrader's checksum says that nobody touched
    them. A run without moves is no answer. Neither ids nor kinds of cells matter, as editors and habits
    change them; what is doubtful counts as an answer.
    """
    fresh = {cell.source.strip() for cell in outline.values()}
    others = [cell for cell in cells if cell.source.strip() not in fresh]
    recording = [cell for cell in others if "record(" in cell.source]
    if sum(len(cell.source) for cell in recording) > LONGEST_SOURCE:
        return False
    released = released_lines(outline)
    asking = {name for name, cell in outline.items() if not cell.marks.solution}
    return not (
        any(cell.pictures and not asking.intersection(cell.ids) for cell in cells)
        or any(_records_something(cell.source) for cell in recording)
        or any(own_text(cell.source, released) for cell in others if not cell.untouched)
    )


def as_outline(cells: Iterable[Cell]) -> Mapping[str, Cell]:
    """The cells of a file that was handed out, by id."""
    return {name: cell for cell in cells for name in cell.ids}


def _records_something(source: str) -> bool:
    """Whether a cell records an answer, or holds what nobody can read as one."""
    calls = calls_in(source.strip())
    if calls is None:
        return True
    answers = [call.kwargs.get("answer") for call in calls if call.name == "record"]
    # an empty list is the answer of somebody who ticks none of the options, and can earn points
    return any(answer == [] or is_filled(answer) for answer in answers)
