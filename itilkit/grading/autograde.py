"""Autograding answers as data, inside nbgrader: set in ``nbgrader_config.py``, used by all its ways in.

nbgrader reads a submission, sanitises it, then runs it and saves the grades. Here the reading looks for
answers only (`AnswerExporter`), the sanitising puts them into the instructor's own notebook (`TakeAnswers`),
and the running makes that notebook's calls in this process (`RunAnswers`). Everything else is nbgrader's.
Assignments with ordinary code go nbgrader's ordinary way through all three.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearOutput, ClearSolutions, Execute, LockCells, NbGraderPreprocessor
from traitlets import Float

from itilkit.grading.engine import share_engine
from itilkit.grading.plain import as_plain
from itilkit.grading.runner import TIME_LIMIT, run
from itilkit.grading.submitted import read_cells, take_answers
from itilkit.grading.trusted import Trusted, read_source, trusted

#: Where the file of a submission is named for the preprocessors, in nbconvert's resources.
SUBMITTED = "itilkit_submitted"
#: Notebook metadata that carries what could not be read from the sanitising to the running.
MARK = "itilkit"


class AnswerExporter(NotebookExporter):  # type: ignore[misc]
    """nbgrader's exporter for autograding, which does not trust a submission to be a notebook."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        share_engine()

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """The notebook in ``filename``; an empty one when answers will be taken out of that file."""
        coursedir = getattr(self.parent, "coursedir", None)
        names = (resources or {}).get("nbgrader")
        if coursedir is None or names is None:
            return super().from_filename(filename, resources=resources, **kwargs)  # type: ignore[no-any-return]
        names["itilkit_source"] = _source_path(coursedir, names)
        submitted = coursedir.format_path(
            coursedir.submitted_directory, names["student"], names["assignment"]
        )
        is_submitted = Path(filename).resolve().parent == Path(submitted).resolve()
        if is_submitted and find_trusted(self, names) is not None:
            names[SUBMITTED] = str(Path(filename).resolve())
            return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kwargs)  # type: ignore[no-any-return]
        return super().from_filename(filename, resources=resources, **kwargs)  # type: ignore[no-any-return]


class TakeAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts the answers of a submission into the instructor's own notebook; first of the sanitisers."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The instructor's notebook with the answers of the submission that ``resources`` names."""
        names = resources["nbgrader"]
        path = names.get(SUBMITTED)
        own = find_trusted(self, names) if path else None
        if own is None:
            nb.metadata.pop(MARK, None)
            self.log.info("“%s” holds ordinary code: nbgrader’s own executor runs it.", names["notebook"])
            return nb, resources
        cells, fault = read_cells(Path(path))
        answers = take_answers(cells, list(own.literal_ids), list(own.text_ids))
        stubs = own.stubs()
        texts = {
            name: text if text == stubs[name] else as_plain(text) for name, text in answers.texts.items()
        }
        made = own.with_answers(attrs.evolve(answers, texts=texts))
        remarks = [fault] if fault else [*answers.remarks]
        made.metadata[MARK] = {"problems": dict(answers.problems)}
        for remark in [*remarks, *answers.problems.values()]:
            self.log.warning("%s, %s: %s", names["student"], names["notebook"], remark)
        if remarks:
            made.cells.insert(0, _remark_cell(remarks))
        return made, resources


class RunAnswers(Execute):  # type: ignore[misc]
    """Runs an instructor's notebook with answers in it without a kernel; anything else as nbgrader does."""

    limit = Float(TIME_LIMIT, help="Seconds after which the rest of a notebook is not run.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any, km: Any = None) -> tuple[NotebookNode, Any]:
        """The notebook with its outputs."""
        names = resources["nbgrader"]
        if "itilkit_source" not in names or find_trusted(self, names) is None:
            self.log.info("“%s” runs in a kernel.", names["notebook"])
            return super().preprocess(nb, resources, km)  # type: ignore[no-any-return]
        problems = nb.metadata.pop(MARK, {}).get("problems", {})
        run(nb, problems, limit=self.limit)
        return nb, resources


def _remark_cell(remarks: list[str]) -> NotebookNode:
    """One line for whoever looks at the autograded notebook."""
    line = f"**Graded from its answers alone.** {' '.join(remarks)}"
    return nbformat.v4.new_markdown_cell(as_plain(line), id="itilkit-remarks")


# the instructor's notebook --------------------------------------------------------------------------


def find_trusted(owner: Any, names: dict[str, Any]) -> Trusted | None:
    """The instructor's notebook of the assignment that ``names`` names, when it asks for answers only."""
    path = Path(names["itilkit_source"]) if names.get("itilkit_source") else None
    if path is None or not path.is_file():
        return None
    changed = path.stat().st_mtime_ns
    return _trusted_file(path, changed, _Clearing(owner))


class _Clearing:
    """nbgrader's own clearing of solutions, as the course configures it; equal to any other of its kind, so
    that a notebook is cleared once in a process.
    """

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Clearing) and other.owner.config == self.owner.config

    def __hash__(self) -> int:
        return 0

    def clear(self, notebook: NotebookNode) -> NotebookNode:
        for made in (LockCells, ClearSolutions, ClearOutput):
            notebook, _ = made(parent=self.owner).preprocess(notebook, {})
        return notebook


@lru_cache(maxsize=64)
def _trusted_file(path: Path, _changed: int, clearing: _Clearing) -> Trusted | None:
    try:
        notebook = read_source(path)
    except (OSError, ValueError):
        return None
    return trusted(clearing.clear(notebook))


def _source_path(coursedir: Any, names: dict[str, Any]) -> str:
    folder = coursedir.format_path(coursedir.source_directory, ".", names["assignment"])
    return str(Path(folder).resolve() / f"{names['notebook']}.ipynb")
