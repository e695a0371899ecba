"""nbgrader's formgrader on a course, in a Jupyter server of its own."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path


class Formgrader:
    """A Jupyter server with nbgrader's formgrader on a course."""

    def __init__(self, folder):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.token = secrets.token_hex(16)
        settings = folder / ".jupyter" / "jupyter_server_config.json"
        settings.parent.mkdir(exist_ok=True)
        extensions = {"nbgrader.server_extensions.formgrader": True}
        settings.write_text(json.dumps({"ServerApp": {"jpserver_extensions": extensions}}), encoding="utf-8")
        words = ["--allow-root", "--no-browser", f"--ServerApp.port={self.address.rpartition(':')[2]}"]
        words += [f"--IdentityProvider.token={self.token}", "--ServerApp.disable_check_xsrf=True"]
        tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.log = folder.parent / "server.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyter_server", *words],
                cwd=folder,
                env={**os.environ, "PATH": tools, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def ask(self, path, method="GET"):
        """What the server answers to a request of the formgrader's own."""
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.address}/formgrader/api/{path}",
            headers={"Authorization": f"token {self.token}"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.loads(answer.read() or b"null")

    def read(self, address):
        """The text of one of the formgrader's pages."""
        request = urllib.request.Request(address, headers={"Authorization": f"token {self.token}"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.read().decode()

    def wait(self):
        """Return when it answers."""
        for _ in range(480):
            try:
                return self.ask("status")
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.25)
        raise TimeoutError(self.log.read_text())
