"""The page that `itilkit teach` opens: it leads to JupyterLab with the Formgrader in a tab.

nbgrader opens that tab for an address that ends in ``?formgrader=true``. Jupyter prints addresses with the
token added after a question mark of its own, and two of them make an address that leads nowhere. So the
printed address is this page's, which passes the token on.
"""

from typing import Any

PAGE = "/teach"
FORMGRADER = "lab?formgrader=true"


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the page to a Jupyter server; the server itself calls this."""
    from tornado.web import RedirectHandler

    base = server.web_app.settings["base_url"].rstrip("/")
    told = {"url": f"{base}/{FORMGRADER}", "permanent": False}
    server.web_app.add_handlers(".*$", [(f"{base}{PAGE}", RedirectHandler, told)])
