"""The oldest JupyterLab that the kit supports: ITILKIT_OLDEST_PYTHON names a Python that has it."""

import os

import pytest
from course_copy import ASSIGNMENT, copy_course
from lab_server import LabServer
from notebook_page import NotebookPage, eventually
from playwright.sync_api import expect

PYTHON = os.environ.get("ITILKIT_OLDEST_PYTHON", "")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not PYTHON, reason="set ITILKIT_OLDEST_PYTHON: see constraints-oldest.txt"),
]


@pytest.mark.parametrize("app", ["jupyterlab", "notebook"])
def test_whole_run_on_the_oldest_jupyter(page, tmp_path, co_creator, app):
    """On the oldest JupyterLab and Notebook a run is played, saved at every click, and back after reload."""
    root = tmp_path / "Kurs für Zoë"
    server = LabServer(root, tmp_path / "server", python=PYTHON, app=app)
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
        assert 2 == eventually(lambda: notebook.answer()["runs"], 2)
    finally:
        server.stop()
