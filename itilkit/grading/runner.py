"""Running a trusted notebook in this process: its cells are calls of this kit, so no kernel is needed.

Nothing is executed as code. Each call is looked up by its name and made with the literals that stand in it;
what it shows and what the last one returns become the cell's outputs, in the form that nbgrader reads.
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output

import itilkit
from itilkit.answers import desk
from itilkit.grading.checks import CannotBeGraded, StillOpen
from itilkit.grading.trusted import CALLS, Call, calls_in
from itilkit.widgets.showing import collected

#: Seconds after which the rest of a notebook is not run. A whole assignment takes some hundredths.
TIME_LIMIT = 20.0

#: One notebook at a time: the desk holds one learner's answers.
_one_at_a_time = threading.Lock()


def run(notebook: NotebookNode, problems: Mapping[str, str], *, limit: float = TIME_LIMIT) -> None:
    """Run the cells of ``notebook`` in their order and give each its outputs.

    ``problems`` maps the id of an answer that could not be read to the sentence that says why.
    """
    with _one_at_a_time:
        desk.clear()
        try:
            started = time.monotonic()
            count = 0
            for cell in notebook.cells:
                if cell.cell_type != "code":
                    continue
                count += 1
                cell.execution_count = count
                if time.monotonic() - started > limit:
                    cell.outputs = [_error("CellTimeoutError", "The time for this submission is used up.")]
                else:
                    cell.outputs = _outputs(cell.source, count, problems)
        finally:
            desk.clear()


def _outputs(source: str, count: int, problems: Mapping[str, str]) -> list[NotebookNode]:
    calls = calls_in(source)
    if calls is None:
        return [_error("ValueError", "This cell holds more than calls of itilkit, so it was not run.")]
    shown: list[NotebookNode] = []
    result: Any = None
    with collected(lambda html: shown.append(_display(html))):
        for call in calls:
            try:
                result = _make(call, problems)
            except StillOpen as open_:
                return [*shown, _error(type(open_).__name__, str(open_))]
            except Exception as error:  # noqa: BLE001 - a fault of one cell is that cell's alone
                return [*shown, _error(type(error).__name__, str(error))]
    if result is not None:
        data = {"text/plain": repr(result)}
        shown.append(new_output("execute_result", data=data, execution_count=count))
    return shown


def _make(call: Call, problems: Mapping[str, str]) -> Any:
    if call.name == "require" and call.args and call.args[0] in problems:
        raise CannotBeGraded(problems[call.args[0]])
    if call.name not in CALLS:  # pragma: no cover - `calls_in` lets nothing else through
        raise CannotBeGraded(f"{call.name} is not a call of itilkit.")
    function: Callable[..., Any] = getattr(itilkit, call.name)
    return function(*call.args, **call.kwargs)


def _display(html: str) -> NotebookNode:
    data = {"text/html": html, "text/plain": "<IPython.core.display.HTML object>"}
    return new_output("display_data", data=data)


def _error(name: str, sentence: str) -> NotebookNode:
    return new_output("error", ename=name, evalue=sentence, traceback=[sentence])
