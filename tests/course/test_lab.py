"""JupyterLab as a child of the command."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from course_samples import START

from itilkit.course.delivery import deliver
from itilkit.course.lab import lab_command, lab_environment, require_free_port
from itilkit.course.problem import WrongUse

#: Ctrl+C counts, even where the tests themselves run in the background of a shell, which ignores it.
STARTING = (
    "import signal, sys, pathlib; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from itilkit.course.lab import run_lab; "
)
RUN = STARTING + "run_lab(pathlib.Path(sys.argv[1]), port=int(sys.argv[2]), browser=False, allow_root=True)"


@pytest.fixture
def port():
    """A port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_the_command_line(home):
    """JupyterLab of the same Python opens the start page alone, in the folder, ending without a question."""
    command = lab_command(home, port=8899, browser=False)

    assert [sys.executable, "-P", "-m", "jupyterlab", "-y"] == command[:5]
    assert {
        f"--ServerApp.root_dir={home}",
        "--LabApp.default_url=/doc/tree/notebooks/00-start-here.ipynb",
        "--ServerApp.port=8899",
        "--ServerApp.port_retries=0",
        "--no-browser",
    } <= set(command)


def test_the_command_line_without_options(home):
    """Without options JupyterLab chooses a free port, opens the browser, and refuses to run for root."""
    words = " ".join(lab_command(home))

    assert [] == [word for word in ("port", "--no-browser", "--allow-root") if word in words]


def test_own_programs_come_first():
    """The folder of this Python stands first on PATH, and once, so that nbgrader finds its own alembic."""
    own = str(Path(sys.executable).parent)

    environment = lab_environment({"PATH": os.pathsep.join(["/usr/bin", own, "/bin"]), "LANG": "C"})

    assert os.pathsep.join([own, "/usr/bin", "/bin"]) == environment["PATH"]
    assert "C" == environment["LANG"]
    assert own == lab_environment({})["PATH"]


def test_no_news():
    """Jupyter's question about news and its look for updates are off; a person's own settings stay."""
    environment = lab_environment({"JUPYTER_CONFIG_PATH": "/own"})
    first, second = environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    settings = json.loads((Path(first) / "labconfig" / "page_config.json").read_text())

    assert "/own" == second
    assert {
        "@jupyter/nbgrader:create-assignment": True,
        "@jupyterlab/apputils-extension:announcements": True,
    } == settings["disabledExtensions"]


def test_a_free_port(port):
    """A free port is taken without a word, and is free again after the look."""
    require_free_port(port)
    require_free_port(port)


def test_a_port_in_use():
    """A port in use is named, with what to do next."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1]
        with pytest.raises(WrongUse, match=f"^Port {number} is already in use: choose another"):
            require_free_port(number)


def _address(log, process):
    """The address that JupyterLab prints for people, as soon as it stands in the log."""
    for _ in range(600):
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+", log.read_text())
        if found:
            return found[0]
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def _children(pid):
    """The process ids whose parent is ``pid``, with their state."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,stat"], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()[1:]]
    return [int(child) for child, parent, _state in rows if int(parent) == pid]


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals between processes are another thing there")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "terminate"])
def test_jupyterlab_opens_and_ends(course, home, port, how):
    """JupyterLab serves the start page with its token, and ends with the command, wholly."""
    root = deliver(course, home / "mein Kurs").root
    log = home / "log.txt"
    environment = {**os.environ, "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    with (
        log.open("w") as sink,
        subprocess.Popen(
            [sys.executable, "-c", RUN, str(root), str(port)], stdout=sink, stderr=sink, env=environment
        ) as process,
    ):
        try:
            address = _address(log, process)
            (lab,) = _children(process.pid)
            with urllib.request.urlopen(address, timeout=20) as page:  # noqa: S310 - our own server
                shown = page.read().decode()
            token = address.partition("token=")[2]
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/files/{START}?token={token}", timeout=20
            ) as file:
                served = file.read()
        finally:
            process.send_signal(how)
            try:
                code = process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                raise

    assert f"/doc/tree/{START}?token=" in address
    assert "jupyter-config-data" in shown
    assert "@jupyterlab/apputils-extension:announcements" in shown
    assert (root / START).read_bytes() == served
    assert 0 == code, log.read_text()
    assert not _alive(lab)
    require_free_port(port)
