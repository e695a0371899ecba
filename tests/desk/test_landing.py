"""The page that leads to JupyterLab with the Formgrader, whatever the server adds to its address."""

import json
from importlib import import_module
from types import SimpleNamespace

from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application

from itilkit.desk.console import SETTINGS
from itilkit.desk.landing import PAGE, _load_jupyter_server_extension


class Served(AsyncHTTPTestCase):
    """A server with the page below a base address of its own."""

    def get_app(self):
        """The server's application."""
        application = Application(base_url="/class/")
        _load_jupyter_server_extension(SimpleNamespace(web_app=application))
        return application

    def test_leads_to_the_formgrader(self):
        """The page leads to the address at which nbgrader opens its tab, and passes the token on."""
        answer = self.fetch(f"/class{PAGE}?token=abc", follow_redirects=False)

        assert (302, "/class/lab?formgrader=true&token=abc") == (answer.code, answer.headers["Location"])


def test_it_is_switched_on():
    """The settings with which JupyterLab is opened name a module that adds the page."""
    (file,) = (SETTINGS / "jupyter_server_config.d").glob("*.json")
    extensions = json.loads(file.read_text(encoding="utf-8"))["ServerApp"]["jpserver_extensions"]

    assert [True] == [callable(import_module(name)._load_jupyter_server_extension) for name in extensions]


def test_the_instructors_tools_are_there():
    """What is switched off for learners is there for instructors."""
    settings = json.loads((SETTINGS / "labconfig" / "page_config.json").read_text(encoding="utf-8"))

    assert "@jupyter/nbgrader:create-assignment" not in settings["disabledExtensions"]
