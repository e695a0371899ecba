"""The model answers of a clone, marked for the audit by the keys that stand beside them, without a kernel."""

import math
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs
import nbformat

from itilkit.authoring.audit import ModelMark
from itilkit.authoring.tools import worked_run
from itilkit.content import ContentError, did_you_mean, load
from itilkit.course.files import visible_files
from itilkit.grading.cells.released import as_released
from itilkit.grading.cells.runner import earned_in, run
from itilkit.grading.gradebook.marker_cells import grade_id
from itilkit.ground.problem import Problem
from itilkit.notebook_reader import calls_in
from itilkit.scenarios import SCENARIOS, load_scenario, replay

FILE = "model_answers.toml"


@attrs.frozen
class Stated:
    """Why the model answer of a scenario earns less than full points."""

    because: str


def stated() -> Mapping[str, Stated]:
    """The reasons by scenario; raises ContentError for a scenario that there is not."""
    found = load(FILE, dict[str, Stated], root=files("itilkit.authoring.audit"))
    unknown = [
        f'there is no "{name}"{did_you_mean(name, SCENARIOS)}' for name in found if name not in SCENARIOS
    ]
    if unknown:
        raise ContentError(FILE, unknown)
    return found


def model_marks(solutions: Path) -> tuple[ModelMark, ...]:
    """What the model answers of all notebooks below ``solutions`` earn, test cell by test cell.

    Written answers have no key. Notebooks with ordinary code, which only a kernel could run, are left out.
    Raises Problem for a notebook that cannot be read.
    """
    files = sorted(path for path in visible_files(solutions) if path.suffix == ".ipynb")
    return tuple(mark for path in files for mark in _marks(path, stated()))


def _marks(path: Path, reasons: Mapping[str, Stated]) -> Iterator[ModelMark]:
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        raise Problem(
            f"{path} cannot be read as a notebook: restore it from its last good version."
        ) from None
    if as_released(notebook) is None:
        return
    run(notebook, {}, limit=math.inf)
    for cell, earned, most in earned_in(notebook):
        due, because = _due(cell.source, most, reasons)
        said = next((out.evalue for out in cell.outputs if out.output_type == "error"), "")
        yield ModelMark(path.stem, grade_id(cell), earned, most, due, because, said)


def _due(source: str, most: float, reasons: Mapping[str, Stated]) -> tuple[float, str]:
    """What the model answer of a test cell should earn, and why it is not ``most``."""
    call: Any = next((call for call in calls_in(source) or () if call.name == "points"), None)
    if call is None or call.args[0] not in reasons:
        return most, ""
    scenario = load_scenario(call.args[0], call.kwargs.get("variant", "graded"))
    result = replay(scenario, list(worked_run(scenario)))
    return round(most * result.score / result.max_score, 6), reasons[call.args[0]].because


__all__ = ["FILE", "Stated", "model_marks", "stated"]
