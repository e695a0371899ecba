"""Every lesson and every exercise runs from first cell to last in a fresh kernel, warnings as errors."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = [*sorted((ROOT / "notebooks").glob("*.ipynb")), *sorted((ROOT / "exercises").glob("*/*.ipynb"))]
STRICT = "import warnings\n\nwarnings.simplefilter('error')"


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_runs_from_first_cell_to_last(path, tmp_path):
    """No cell fails, warns, or writes to stderr; every card's cell shows something."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(STRICT))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}

    assert [] == [id_ for id_, outputs in shown.items() for each in outputs if each.output_type == "stream"]
    assert [] == [id_ for id_, outputs in shown.items() if id_.endswith("-card") and not outputs]
