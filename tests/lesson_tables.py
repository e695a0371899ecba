"""The tables of the lessons, as their readers see them."""

from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]


def table(lesson, cell_id):
    """The rows of the Markdown table in a cell of a lesson, by their first column, without bold marks."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{lesson}.ipynb", as_version=4)
    (source,) = [cell.source for cell in notebook.cells if cell.id == cell_id]
    rows = [line.strip("|").split("|") for line in source.splitlines() if line.startswith("|")]
    clean = [[part.replace("*", "").strip() for part in row] for row in rows]
    return {row[0]: row[1:] for row in clean}
