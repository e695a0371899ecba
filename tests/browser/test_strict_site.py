"""A site whose Content-Security-Policy keeps scripts from the page that do not come from its server."""

import pytest
from course_copy import START, copy_course
from lab_server import LabServer
from notebook_page import NotebookPage
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


class StrictServer(LabServer):
    """JupyterLab under the strictest policy under which it opens a notebook at all."""

    def _command(self):
        headers = {"Content-Security-Policy": "script-src 'self' 'unsafe-eval'"}
        return [*super()._command(), f"--ServerApp.tornado_settings={ {'headers': headers} }"]


def test_a_card_that_a_site_keeps_asleep_says_so(page, tmp_path):
    """Where no card can wake, each says why, and to whom to show it; the question stands below."""
    root = tmp_path / "Kurs"
    server = StrictServer(root, tmp_path / "server")
    course = copy_course(root)
    server.start()
    try:
        notebook = NotebookPage(page, server, course / START)
        notebook.open()
        notebook.menu("Run", "Run All Cells")
        notebook.idle()
        asleep = page.locator(".itk-asleep").first
        asleep.scroll_into_view_if_needed()
        expect(asleep).to_contain_text(
            "Then a rule of your site, its Content-Security-Policy, keeps cards from"
        )
        expect(asleep).to_contain_text("Which role does Jonas hold?")
        expect(asleep).to_be_visible()
        expect(page.locator(".itk-box")).to_have_count(0)
        assert "object at 0x" not in notebook.shown_text()
    finally:
        server.stop()
