"""Running a trusted notebook in this process: its cells are calls of this kit, so no kernel is needed.

Nothing is executed as code. Each call is looked up by its name and made with the literals that stand in it;
what it shows and what the last one returns become the cell's outputs, in the form that nbgrader reads.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from nbformat.notebooknode import NotebookNode, from_dict
from nbgrader.utils import determine_grade, is_grade

import itilkit
from itilkit.answers import session
from itilkit.grading.cells.plain import printable
from itilkit.grading.checks import CannotBeGraded
from itilkit.notebook_reader import Call, calls_in
from itilkit.widgets.output import collected

#: Seconds after which the rest of a notebook is not run. A whole assignment takes some hundredths.
TIME_LIMIT = 20.0

_EXECUTION = "NBGRADER_EXECUTION"
#: One notebook at a time: the session holds one learner's answers.
_one_at_a_time = threading.Lock()


def run(notebook: NotebookNode, problems: Mapping[str, str], *, limit: float = TIME_LIMIT) -> None:
    """Run the cells of ``notebook`` in their order and give each its outputs.

    ``problems`` maps the id of an answer that could not be read to the sentence that says why. After
    ``limit`` seconds no further call is made, and the cells that are left hold nbgrader's error for that.
    """
    with _one_at_a_time, _grading():
        end = time.monotonic() + limit
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for count, cell in enumerate(code, 1):
            cell.execution_count = count
            cell.outputs = _outputs(cell.source, count, problems, end)


def earned_in(notebook: NotebookNode) -> Iterator[tuple[NotebookNode, float, float]]:
    """Each test cell of a notebook that was run, the points that it earned, and the most it gives."""
    for cell in notebook.cells:
        if is_grade(cell) and cell.cell_type == "code":
            earned, most = determine_grade(cell)
            yield cell, float(earned or 0.0), float(most)


@contextmanager
def _grading() -> Iterator[None]:
    """An empty session, and cards that show plain HTML, as while nbgrader runs a notebook."""
    with as_nbgrader_runs():
        session.clear()
        try:
            yield
        finally:
            session.clear()


@contextmanager
def as_nbgrader_runs() -> Iterator[None]:
    """Within this it can be seen that nbgrader grades, and not after it, whatever happens.

    nbgrader’s own ``setenv`` leaves that standing when something fails within.
    """
    before = os.environ.get(_EXECUTION)
    os.environ[_EXECUTION] = "autograde"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_EXECUTION, None)
        else:
            os.environ[_EXECUTION] = before


def _outputs(source: str, count: int, problems: Mapping[str, str], end: float) -> list[NotebookNode]:
    calls = calls_in(source)
    if calls is None:
        return [_error("ValueError", "This cell holds more than calls of itilkit, so it was not run.")]
    shown: list[NotebookNode] = []
    result: Any = None
    with collected(lambda html, data: shown.append(_display(html, data))):
        for call in calls:
            if time.monotonic() > end:
                return [*shown, _error("CellTimeoutError", "The time for this submission is used up.")]
            try:
                result = _make(call, problems)
            except Exception as error:  # noqa: BLE001 - a fault of one cell is that cell's alone
                return [*shown, _error(type(error).__name__, str(error))]
    if result is not None:
        data = {"text/plain": repr(result)}
        shown.append(_output("execute_result", data=data, execution_count=count, metadata={}))
    return shown


def _make(call: Call, problems: Mapping[str, str]) -> Any:
    if call.name == "require" and call.args and call.args[0] in problems:
        raise CannotBeGraded(problems[call.args[0]])
    function: Callable[..., Any] = getattr(itilkit, call.name)
    return function(*call.args, **call.kwargs)


def _display(html: str, data: Mapping[str, Any]) -> NotebookNode:
    plain = "<IPython.core.display.HTML object>"
    return _output(
        "display_data", data=_printable({"text/html": html, "text/plain": plain, **data}), metadata={}
    )


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {name: _printable(each) for name, each in value.items()}
    return [_printable(each) for each in value] if isinstance(value, list | tuple) else value


def _error(name: str, sentence: str) -> NotebookNode:
    said = printable(sentence)
    return _output("error", ename=name, evalue=said, traceback=[said])


def _output(kind: str, **fields: Any) -> NotebookNode:
    # nbformat's own maker validates each one; the whole notebook is validated when all are there.
    return from_dict({"output_type": kind, **fields})
