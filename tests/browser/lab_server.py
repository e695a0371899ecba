"""A real JupyterLab for the browser tests: started once, found by its address, ended by its own handle."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

TOKEN = "browser-tests"  # noqa: S105 - guards nothing: the server lives on this machine for a few minutes
#: Seconds that a busy machine may take to start a server.
START = 120.0
#: Settings that keep JupyterLab from asking about news, shipped with the kit.
QUIET = Path(__file__).parents[2] / "itilkit" / "course" / "quiet"


class LabServer:
    """JupyterLab on ``root``, run by ``python``; it keeps its port when it is started again."""

    def __init__(
        self, root: Path, state: Path, python: str = sys.executable, app: str = "jupyterlab"
    ) -> None:
        self.root = root
        self.app = app
        self._state = state
        self._python = python
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The server's own address, without a page."""
        return f"http://127.0.0.1:{self.port}"

    def page_of(self, file: Path) -> str:
        """The address at which a notebook opens: the simple interface, or Notebook 7."""
        path = urllib.parse.quote(file.relative_to(self.root).as_posix())
        place = "doc/tree" if self.app == "jupyterlab" else "notebooks"
        return f"{self.address}/{place}/{path}?token={TOKEN}"

    def start(self) -> None:
        """Start the server and return when it answers; raises RuntimeError when it does not."""
        self._state.mkdir(parents=True, exist_ok=True)
        command = self._command()
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--allow-root")
        with (self._state / "server.log").open("ab") as said:
            self._process = subprocess.Popen(
                command, cwd=self.root, env=self._environment(), stdout=said, stderr=said
            )
        end = time.monotonic() + START
        while time.monotonic() < end and self._process.poll() is None:
            if self._answers():
                return
            time.sleep(0.2)
        self.stop()
        raise RuntimeError(f"JupyterLab did not start; it said: {self.said()}")

    def _command(self) -> list[str]:
        command = [self._python, "-P", "-m", self.app, "-y", "--no-browser", "--ServerApp.log_level=ERROR"]
        command += [f"--ServerApp.root_dir={self.root}", f"--ServerApp.port={self.port}"]
        return [*command, "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"]

    def stop(self) -> None:
        """End the server and its kernels."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def said(self) -> str:
        """What the server wrote into its log, the last of it."""
        return (self._state / "server.log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def sessions(self) -> list[dict]:
        """The open notebooks with their kernels, as Jupyter lists them."""
        with urllib.request.urlopen(self._ask("api/sessions"), timeout=30) as found:  # noqa: S310
            return json.load(found)

    def end_kernels(self) -> None:
        """Shut down every kernel, as closing all notebooks would."""
        for session in self.sessions():
            request = self._ask(f"api/sessions/{session['id']}", "DELETE")
            urllib.request.urlopen(request, timeout=30).close()  # noqa: S310

    def kernel_process(self, file: Path) -> int:
        """The process id of the kernel of ``file``, found by its connection file in /proc."""
        path = file.relative_to(self.root).as_posix()
        (kernel,) = [each["kernel"]["id"] for each in self.sessions() if each["path"] == path]
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                words = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if f"kernel-{kernel}.json".encode() in words:
                return int(folder.name)
        raise LookupError(f"no process runs the kernel of {path}")

    def kill_kernel(self, file: Path) -> None:
        """Kill the kernel of ``file`` so hard that it cannot say goodbye."""
        os.kill(self.kernel_process(file), signal.SIGKILL)

    def _ask(self, what: str, method: str = "GET") -> urllib.request.Request:
        address = f"{self.address}/{what}?token={TOKEN}"
        return urllib.request.Request(address, method=method)  # noqa: S310 - our own server

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self._ask("api"), timeout=5).close()  # noqa: S310
        except (urllib.error.URLError, OSError):
            return False
        return True

    def _environment(self) -> dict[str, str]:
        own = {
            "JUPYTER_CONFIG_PATH": str(QUIET),
            "JUPYTER_CONFIG_DIR": str(self._state / "config"),
            "JUPYTERLAB_SETTINGS_DIR": str(self._state / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self._state / "workspaces"),
            "JUPYTER_DATA_DIR": str(self._state / "data"),
            "IPYTHONDIR": str(self._state / "ipython"),
            # The kernel must run the package that is tested, also in an environment that lacks it.
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PATH": os.pathsep.join([str(Path(self._python).parent), os.environ.get("PATH", "")]),
            "JUPYTER_TOKEN": TOKEN,
        }
        left_out = {"CI", "NBGRADER_EXECUTION", "PYTHONWARNINGS"}
        return {name: text for name, text in os.environ.items() if name not in left_out} | own


class StartedCourse(LabServer):
    """A learner's course on its own server, brought and opened by ``itilkit start --self-study``."""

    def _command(self) -> list[str]:
        words = ["start", str(self.root), "--self-study", "--no-browser", "--port", str(self.port)]
        return [self._python, "-P", "-m", "itilkit", *words]
