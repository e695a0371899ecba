"""Autograding answers as data, inside nbgrader: set in ``nbgrader_config.py``, used by all its ways in.

nbgrader reads a submission, sanitises it, then runs it and saves the grades. Here the reading looks for
answers only (`AnswerExporter`), the sanitising puts them into the instructor's own notebook (`TakeAnswers`),
and the running makes that notebook's calls in this process (`RunAnswers`). Everything else is nbgrader's.
Assignments with ordinary code go nbgrader's ordinary way through all three.
"""

from pathlib import Path
from typing import Any

import attrs
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
)
from traitlets import Float, default

from itilkit.grading.cells.guard import guard
from itilkit.grading.cells.plain import as_plain, printable
from itilkit.grading.cells.reading_box import reading_of
from itilkit.grading.cells.released import Filled, ReleasedNotebook, released_in
from itilkit.grading.cells.runner import TIME_LIMIT, run
from itilkit.grading.cells.taking import AnswersTaken
from itilkit.grading.gradebook.connection import gradebook
from itilkit.grading.gradebook.marker_cells import OUTSIDE, box, grade_id
from itilkit.grading.gradebook.remarks import Holds, Remark, tell
from itilkit.grading.gradebook.saving import NO_GRADE, LatePenalties, SaveGrades

#: What stands above a text outside the fields where something stands in the field.
BESIDE = "**Written outside of the fields, and not part of an answer above:**"
#: What follows the reason why there is nothing to grade.
NO_POINTS = "It gets no grade."


@attrs.define
class SubmissionInHand:
    """A submission in hand: what it answers, its file, and from the sanitising on what came of it."""

    assignment: ReleasedNotebook
    path: Path
    filled: Filled | None = None


class AnswerExporter(NotebookExporter):  # type: ignore[misc]
    """nbgrader's exporter for autograding, which does not trust a submission to be a notebook.

    The work in hand stays in its memory from the sanitising to the running, so that nothing that lies in a
    folder in between can change it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work: SubmissionInHand | None = None
        self._found: dict[tuple[str, str], ReleasedNotebook | None] = {}
        if isinstance(self.parent, Autograde):
            guard(self.parent)

    @default("optimistic_validation")  # type: ignore[untyped-decorator]  # traitlets brings no types
    def _validate_once(self) -> bool:
        # Every preprocessor here is nbgrader's or ours: the notebook is validated after the last of them.
        return True

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """The notebook in ``filename``; nothing of it yet when only its answers will be taken."""
        if not isinstance(self.parent, Autograde):
            return super().from_filename(filename, resources=resources, **kwargs)  # type: ignore[no-any-return]
        if self._is_submitted(filename, resources["nbgrader"]):
            found = self.assignment_of(filename, resources["nbgrader"])
            self.work = None if found is None else SubmissionInHand(found, Path(filename).absolute())
        if self.work is None:
            return super().from_filename(filename, resources=resources, **kwargs)  # type: ignore[no-any-return]
        notebook = self.work.filled.notebook if self.work.filled is not None else new_notebook()
        resources["metadata"] = {"name": Path(filename).stem, "path": str(Path(filename).parent)}
        return self.from_notebook_node(notebook, resources=resources, **kwargs)  # type: ignore[no-any-return]

    def _is_submitted(self, filename: str, names: dict[str, str]) -> bool:
        course = self.parent.coursedir
        folder = course.format_path(course.submitted_directory, names["student"], names["assignment"])
        return Path(filename).parent.resolve() == Path(folder).resolve()

    def assignment_of(self, filename: str, names: dict[str, str]) -> ReleasedNotebook | None:
        """What the submitted ``filename`` answers, when its answers alone count; ``names`` are nbgrader's.

        It is looked up once in a batch: nobody generates an assignment anew meanwhile.
        """
        if not self._is_submitted(filename, names):
            return None
        key = (names["assignment"], names["notebook"])
        if key not in self._found:
            self._found[key] = self._look_up(names)
        return self._found[key]

    def _look_up(self, names: dict[str, str]) -> ReleasedNotebook | None:
        course = self.parent.coursedir
        folder = Path(course.format_path(course.source_directory, ".", names["assignment"])).resolve()
        source = folder / f"{names['notebook']}.ipynb"
        with gradebook(names["db_url"]) as book:
            return released_in(book, source, names["assignment"], names["notebook"])


def work_of(preprocessor: Any) -> SubmissionInHand | None:
    """The submission in hand, when it is graded from its answers."""
    return getattr(preprocessor.parent, "work", None)


class TakeAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts the answers of a submission into the instructor's own notebook; first of the sanitisers."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The instructor's notebook with the answers of the submission that ``resources`` names."""
        names = resources["nbgrader"]
        work = work_of(self)
        if work is None:
            self.log.info("“%s” holds ordinary code: nbgrader’s own executor runs it.", names["notebook"])
            return nb, resources
        work.filled = work.assignment.filled(work.path)
        made, answers, fault = work.filled.notebook, work.filled.answers, work.filled.fault
        self._add_boxes(made, work.assignment, answers)
        remarks = (Remark(f"{fault} {NO_POINTS}", Holds.ALWAYS),) if fault else answers.remarks
        for holds in Holds:
            said = " ".join(remark.said for remark in remarks if remark.holds is holds)
            if said:
                whose = f"{names['student']}, {names['notebook']}"
                tell(self.log, Remark(f"{whose}: {printable(said)}", holds))
        if remarks:
            said = " ".join(remark.said for remark in remarks)
            made.cells.insert(0, box("remarks", as_plain(f"**Graded from its answers alone.** {said}")))
        return made, resources

    def _add_boxes(self, made: NotebookNode, own: ReleasedNotebook, answers: AnswersTaken) -> None:
        """Put below each written answer what helps the person who marks it: a quick reading, and what else
        was written outside of it.
        """
        texts = {**answers.texts, **dict.fromkeys(answers.instead, answers.outside)}
        lines = () if answers.instead else as_plain(answers.outside).splitlines()
        beside = "\n".join(f"> {line}".rstrip() for line in lines)
        for place, cell in reversed(list(enumerate(made.cells))):
            name = grade_id(cell)
            if name not in own.text_ids:
                continue
            if beside:
                made.cells.insert(place + 1, box(f"{OUTSIDE}{name}", f"{BESIDE}\n\n{beside}"))
            if name not in texts:
                continue
            try:
                reading = reading_of(name, texts[name], made.cells[place - 1].source if place else "")
            except Exception as error:  # noqa: BLE001 - it is help, and must not stop the grading
                self.log.warning("No quick reading of “%s” (%s).", name, type(error).__name__)
                continue
            if reading is not None:
                made.cells.insert(place + 1, box(f"reading-{name}", reading))


class RunAnswers(Execute):  # type: ignore[misc]
    """Runs an instructor's notebook with answers in it without a kernel; anything else as nbgrader does."""

    limit = Float(TIME_LIMIT, help="Seconds after which the rest of a notebook is not run.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any, km: Any = None) -> tuple[NotebookNode, Any]:
        """The notebook with its outputs."""
        work = work_of(self)
        if work is None or work.filled is None:
            self.log.info("“%s” runs in a kernel.", resources["nbgrader"]["notebook"])
            return super().preprocess(nb, resources, km)  # type: ignore[no-any-return]
        run(nb, work.filled.answers.problems, limit=self.limit)
        resources[NO_GRADE] = work.filled.fault
        return nb, resources


class _OnlyOrdinary(NbGraderPreprocessor):  # type: ignore[misc]
    """Leaves a notebook alone that is the instructor's own: it has nothing to be cleaned from."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        if work_of(self) is not None:
            return nb, resources
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]


def _only_ordinary(kind: type[Any]) -> type[Any]:
    """One of nbgrader's own preprocessors, for ordinary assignments; ours have cells, metadata and kernelspec
    of the gradebook already.
    """
    return type(f"Ordinary{kind.__name__}", (_OnlyOrdinary, kind), {})


#: The preprocessors of nbgrader's two passes: over what was handed in, and over what is made of it.
_CHECK_METADATA = _only_ordinary(CheckCellMetadata)
SANITIZE = [
    TakeAnswers,
    *map(_only_ordinary, (ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells)),
    _CHECK_METADATA,
]
AUTOGRADE = [
    RunAnswers,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveGrades,
    LatePenalties,
    _CHECK_METADATA,
]


def answers_as_data(config: Any) -> None:
    """Configure nbgrader's autograding so: ``answers_as_data(c)`` in a course's ``nbgrader_config.py``.

    Settings of nbgrader's own preprocessors (``c.Execute``, a late plugin …) still hold.
    """
    config.Autograde.exporter_class = AnswerExporter
    config.Autograde.sanitize_preprocessors = list(SANITIZE)
    config.Autograde.autograde_preprocessors = list(AUTOGRADE)
