"""A learner's own course folder, and answers in it."""

import re
from pathlib import Path

import nbformat

from itilkit.literals import read_answer, replace_answer

ROOT = Path(__file__).parents[2]
FIRST = "01-focus-on-value"
SYSTEM = "02-service-value-system"


def notebook_of(root, assignment):
    return root / "exercises" / assignment / f"{assignment}.ipynb"


def answer(root, assignment, **answers):
    """Put answers into a learner's file; a text for a written answer. Hyphens of ids are written as _."""
    path = notebook_of(root, assignment)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.nbgrader.grade_id.replace("-", "_")
        if name in answers and cell.cell_type == "code":
            cell.source = replace_answer(cell.source, cell.metadata.nbgrader.grade_id, answers[name])
        elif name in answers:
            cell.source = answers[name]
    nbformat.write(notebook, path)


def solved(assignment):
    """The answers of the solution, by id with _ for hyphens."""
    path = ROOT / "solutions" / assignment / f"{assignment}.ipynb"
    found = {}
    for cell in nbformat.read(path, as_version=4).cells:
        marks = cell.metadata.nbgrader
        if marks.solution and cell.cell_type == "code":
            source = re.sub(r"^\s*### .*$", "", cell.source, flags=re.MULTILINE)
            found[marks.grade_id.replace("-", "_")] = read_answer(source, marks.grade_id)
    return found
