"""The programs that show notebooks: Notebook 7 beside JupyterLab, each in the newest and the oldest version.

The oldest are those of constraints-oldest.txt; ITILKIT_OLDEST_PYTHON names a Python that has them.
"""

import os
import sys

import pytest
from course_copy import ASSIGNMENT, copy_course
from lab_server import LabServer
from notebook_page import NotebookPage, eventually
from playwright.sync_api import expect

OLDEST = os.environ.get("ITILKIT_OLDEST_PYTHON", "")

pytestmark = pytest.mark.browser

needs_oldest = pytest.mark.skipif(not OLDEST, reason="set ITILKIT_OLDEST_PYTHON: see constraints-oldest.txt")
PROGRAMS = [
    pytest.param(sys.executable, "notebook", id="newest-notebook"),
    pytest.param(OLDEST, "jupyterlab", id="oldest-jupyterlab", marks=needs_oldest),
    pytest.param(OLDEST, "notebook", id="oldest-notebook", marks=needs_oldest),
]


@pytest.mark.parametrize(("python", "app"), PROGRAMS)
def test_whole_run_in_another_program(page, tmp_path, co_creator, python, app):
    """A run is played to the end, saved at every click, and back on the card after a reload."""
    root = tmp_path / "Kurs für Zoë"
    server = LabServer(root, tmp_path / "server", python=python, app=app)
    file = copy_course(root) / ASSIGNMENT
    server.start()
    try:
        notebook = NotebookPage(page, server, file)
        notebook.open()
        card = notebook.run_all()
        for count, move in enumerate(co_creator, 1):
            notebook.play(card, move)
            assert list(co_creator[:count]) == eventually(notebook.moves, list(co_creator[:count]))
        expect(card.get_by_role("heading", name="The year is over")).to_be_visible()
        notebook.reload()
        card = notebook.run_all()
        expect(card.get_by_role("heading", name="The year is over")).to_be_visible()
        card.get_by_role("button", name="Back to winter").click()
        assert 2 == eventually(lambda: (notebook.answer() or {}).get("runs"), 2)
    finally:
        server.stop()
