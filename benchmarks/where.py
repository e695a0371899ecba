"""Where the time of one more submission goes, in one process; called by scale.py.

The same submissions go two ways: through nbgrader's own converters with the kit's settings, each made and
each gradebook opened as nbgrader does it, and through those of `itilkit grade`. A part's time is its own,
without that of the parts that it calls.
"""

import copy
import logging
import os
import shutil
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbconvert.exporters.html
import nbformat
import nbgrader.api
from nbconvert.exporters import TemplateExporter
from nbconvert.exporters.exporter import Exporter
from nbconvert.preprocessors import Preprocessor
from nbconvert.writers import FilesWriter
from nbgrader.apps import AutogradeApp, GenerateFeedbackApp
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.engine.result import Result
from sqlalchemy.orm import Session
from sqlalchemy.orm.strategies import _LazyLoader
from sqlalchemy.sql.compiler import SQLCompiler

import itilkit.grading.autograde
import itilkit.grading.cells.released
import itilkit.grading.feedback
from itilkit.grading.batch import Wish, open_batch
from itilkit.grading.batch.autograding import Autograding
from itilkit.grading.batch.grader import Grader
from itilkit.grading.classes.course import open_app
from itilkit.grading.gradebook.connection import keep_open, let_go

#: Submissions that are graded before anything is counted.
WARM = 10
#: What is counted: where a function stands, its name there, and the part that it is.
PARTS: tuple[tuple[Any, str, str], ...] = (
    (nbgrader.api.Gradebook, "__init__", "opening gradebooks"),
    (SQLCompiler, "__init__", "compiling statements"),
    (DefaultDialect, "do_execute", "the database: statements"),
    (DefaultDialect, "do_executemany", "the database: statements"),
    (DefaultDialect, "do_commit", "the database: commits"),
    (Session, "execute", "SQLAlchemy: rows and objects"),
    (Session, "flush", "SQLAlchemy: rows and objects"),
    (Session, "commit", "SQLAlchemy: rows and objects"),
    (Result, "_allrows", "SQLAlchemy: rows and objects"),
    (Result, "_only_one_row", "SQLAlchemy: rows and objects"),
    (_LazyLoader, "_load_for_state", "SQLAlchemy: rows and objects"),
    (copy, "deepcopy", "copies of the notebook"),
    (nbformat, "validate", "validation"),
    (nbformat, "writes", "writing JSON"),
    (FilesWriter, "write", "writing files"),
    (traceback, "format_exc", "formatting tracebacks"),
    (Exporter, "register_preprocessor", "making preprocessors"),
    (Preprocessor, "__call__", "the steps of nbgrader’s lists"),
    (BaseConverter, "init_assignment", "folders and files beside"),
    (BaseConverter, "init_destination", "folders and files beside"),
    (Autograding, "_lay_source_files", "folders and files beside"),
    (BaseConverter, "set_permissions", "folders and files beside"),
    (itilkit.grading.cells.released, "take_answers", "reading the answers"),
    (itilkit.grading.cells.released, "read_cells", "reading the answers"),
    (itilkit.grading.autograde, "run", "replaying and marking"),
    (itilkit.grading.feedback, "build_page", "HTML: what the page says"),
    (TemplateExporter, "from_notebook_node", "HTML: the template"),
    (nbconvert.exporters.html, "BeautifulSoup", "HTML: parsing the page once more"),
)


class Clock:
    """Counts the own time of each part."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._stack: list[float] = []

    def wrap(self, place: Any, name: str, part: str) -> None:
        """Count the time of a function, without that of counted ones which it calls."""
        function: Callable[..., Any] = getattr(place, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self._stack.append(0.0)
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                whole = time.perf_counter() - start
                self.spent[part] = self.spent.get(part, 0.0) + whole - self._stack.pop()
                if self._stack:
                    self._stack[-1] += whole

        setattr(place, name, counted)


def nbgraders_way(root: Path) -> Callable[[Any], None]:
    """Grade with nbgrader's converters and the course's settings, made anew as its button makes them."""

    def one(task: Any) -> None:
        for app, kind in ((AutogradeApp, Autograde), (GenerateFeedbackApp, GenerateFeedback)):
            opened = apps.get(app) or apps.setdefault(app, open_app(app, root))
            opened.log.addHandler(quiet)
            opened.coursedir.assignment_id = task.submission.assignment
            opened.coursedir.student_id = task.submission.student
            converter = kind(coursedir=opened.coursedir, parent=opened)
            converter.force = True
            converter.start()

    apps: dict[Any, Any] = {}
    quiet = logging.NullHandler()
    return one


def where(class_of: Callable[..., Path], count: int) -> None:
    """Print how many milliseconds each part takes of one more submission, both ways."""
    warnings.simplefilter("ignore")
    clock = Clock()
    for each in PARTS:
        clock.wrap(*each)
    with tempfile.TemporaryDirectory() as scratch:
        course = class_of(Path(scratch) / "course", count)
        other = shutil.copytree(course, Path(scratch) / "other")
        found = {}
        for name, folder in (("nbgrader’s way", other), ("itilkit grade", course)):
            os.chdir(folder)
            with open_batch(folder, Wish()) as batch:
                if folder is other:
                    do: Callable[[Any], Any] = nbgraders_way(folder)
                else:
                    keep_open()
                    do = Grader(folder).do
                found[name] = measured(clock, do, batch.tasks)
            let_go()
        os.chdir("/")
    parts = sorted({part for each in found.values() for part in each}, key=list(dict.fromkeys(order())).index)
    print(f"milliseconds of one more submission of {count}, grading and page, in one process")
    print(f"{'':<36}{''.join(f'{name:>16}' for name in found)}")
    for part in parts:
        print(f"{part:<36}{''.join(f'{each.get(part, 0.0):>16.1f}' for each in found.values())}")
    print(f"{'all':<36}{''.join(f'{sum(each.values()):>16.1f}' for each in found.values())}")


def order() -> list[str]:
    """The parts in the order of the table."""
    return [*(part for _, _, part in PARTS), "everything else"]


def measured(clock: Clock, do: Callable[[Any], Any], tasks: Any) -> dict[str, float]:
    """Milliseconds of each part for each task after the first ones."""
    for task in tasks[:WARM]:
        do(task)
    clock.spent.clear()
    start = time.perf_counter()
    for task in tasks[WARM:]:
        do(task)
    whole = time.perf_counter() - start
    spent = {**clock.spent, "everything else": whole - sum(clock.spent.values())}
    return {part: 1000 * seconds / len(tasks[WARM:]) for part, seconds in spent.items()}
