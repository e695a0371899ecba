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
from itilkit.course.lab import for_root, lab_command, lab_environment, opening, require_free_port
from itilkit.ground.problem import WrongUse

#: Ctrl+C counts, even where the tests themselves run in the background of a shell, which ignores it.
STARTING = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from itilkit.cli import main; "
)
RUN = STARTING + "main(['start', sys.argv[1], '--port', sys.argv[2], '--no-browser'])"


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
    """Without options JupyterLab chooses a free port and opens the browser."""
    words = " ".join(lab_command(home))

    assert [] == [word for word in ("port", "--no-browser") if word in words]


@pytest.mark.skipif(os.name != "posix", reason="root is another thing there")
@pytest.mark.parametrize("user", [0, 1000], ids=["root", "somebody"])
def test_for_root(home, monkeypatch, user):
    """For root, as in a container, JupyterLab is told to run, for this machine only, and a person reads it;
    for anybody else it keeps Jupyter’s own settings, and nothing is said.
    """
    monkeypatch.setattr(os, "geteuid", lambda: user)

    assert (user == 0) == ({"--allow-root", "--ServerApp.ip=127.0.0.1"} <= set(lab_command(home)))
    assert (user == 0) == ("It runs as root" in opening())


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
    """For root and for anybody, from an empty home, `itilkit start` opens JupyterLab, which serves the start
    page with its token and to nobody without, and ends with the command, wholly.
    """
    root = deliver(course, home / "mein Kurs").root
    log = home / "log.txt"
    empty = home / "empty"
    empty.mkdir()
    environment = {**os.environ, "HOME": str(empty), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
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
            plain = f"http://127.0.0.1:{port}/files/{START}"
            with urllib.request.urlopen(f"{plain}?token={token}", timeout=20) as file:  # noqa: S310
                served = file.read()
            with urllib.request.urlopen(plain, timeout=20) as without:
                asked = without.url
        finally:
            process.send_signal(how)
            try:
                code = process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                raise

    assert "/login?next=" in asked
    assert for_root() == ("It runs as root" in log.read_text())
    assert f"/doc/tree/{START}?token=" in address
    assert "jupyter-config-data" in shown
    assert "@jupyterlab/apputils-extension:announcements" in shown
    assert (root / START).read_bytes() == served
    assert 0 == code, log.read_text()
    assert not _alive(lab)
    require_free_port(port)
