"""JupyterLab on a learner's course folder, as a child process that ends when the command ends."""

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from itilkit.course.files import START_PAGE
from itilkit.ground.problem import Problem, WrongUse

#: JupyterLab's own pages use this path for one document at a time, without side bars and tabs.
SIMPLE_INTERFACE = f"/doc/tree/{START_PAGE}"
#: Jupyter settings for this one run, read before the person's own.
QUIET = Path(__file__).parent / "quiet"
#: Seconds that JupyterLab gets to end its kernels before it is ended the hard way.
PATIENCE = 10.0


def lab_command(
    root: Path,
    *,
    port: int | None = None,
    browser: bool = True,
    page: str = SIMPLE_INTERFACE,
) -> list[str]:
    """The command line that opens ``page``, the course's start page unless given, in the folder ``root``."""
    # -P keeps a learner's own random.py, or another file of theirs, from standing in for a module of Python.
    command = [sys.executable, "-P", "-m", "jupyterlab", "-y"]
    # Only errors and the address to open: learners have no use for the server's diary.
    command += ["--ServerApp.log_level=ERROR", "--LabApp.log_level=ERROR"]
    command += [f"--ServerApp.root_dir={root}", f"--LabApp.default_url={page}"]
    if port is not None:
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        command.append("--no-browser")
    if for_root():
        # as in a container; nobody else's machine gets at it, whatever Jupyter's own settings there say
        command += ["--allow-root", "--ServerApp.ip=127.0.0.1"]
    return command


def for_root() -> bool:
    """Whether this runs for the user root, whom JupyterLab refuses unless it is told otherwise."""
    return os.name == "posix" and os.geteuid() == 0


def opening() -> str:
    """What a person reads before JupyterLab opens."""
    said = "JupyterLab is opening. Leave this window open; Ctrl+C here ends it."
    if not for_root():
        return said
    return (
        f"{said}\nIt runs as root, so its notebooks may do anything on this machine: it listens here only, "
        "and whoever opens it needs the token in its address."
    )


def lab_environment(environment: Mapping[str, str], settings: Path = QUIET) -> dict[str, str]:
    """``environment`` with the interpreter's own bin folder first on PATH, and without Jupyter's news.

    nbgrader calls `alembic` by its bare name; without this another environment's answers, or none.
    ``settings`` keeps JupyterLab from asking about news and from looking for updates on the net.
    """
    own = str(Path(sys.executable).parent)
    others = [folder for folder in environment.get("PATH", "").split(os.pathsep) if folder and folder != own]
    places = [folder for folder in (str(settings), environment.get("JUPYTER_CONFIG_PATH", "")) if folder]
    return {
        **environment,
        "PATH": os.pathsep.join([own, *others]),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(places),
    }


def require_free_port(port: int) -> None:
    """Raise WrongUse unless JupyterLab could listen on ``port`` (1 to 65535) of this machine."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            raise WrongUse(
                f"Port {port} is not open to you: choose one from 1024 up, or leave --port out."
            ) from None
        raise WrongUse(
            f"Port {port} is already in use: choose another, or leave --port out and a free one is found."
        ) from None


def require_lab() -> None:
    """Raise Problem when JupyterLab is not installed beside this itilkit."""
    if find_spec("jupyterlab") is None:
        raise Problem(
            "JupyterLab is missing from the Python that runs itilkit: "
            f"install it with {sys.executable} -m pip install jupyterlab, then start again."
        )


def run_lab(
    root: Path,
    *,
    port: int | None = None,
    browser: bool = True,
    page: str = SIMPLE_INTERFACE,
    settings: Path = QUIET,
) -> None:
    """Open JupyterLab on ``root`` and return when it has ended, by Ctrl+C or from its own menu.

    It opens at ``page``, a path of its own; ``settings`` are Jupyter's for this run.
    Raises Problem when it is missing or ends by itself with an error, and WrongUse for a port that is taken.
    """
    require_lab()
    if port is not None:
        require_free_port(port)
    command = lab_command(root, port=port, browser=browser, page=page)
    with (
        _asked_to_end(),
        subprocess.Popen(command, cwd=root, env=lab_environment(os.environ, settings)) as lab,  # noqa: S603 - ours
    ):
        try:
            code = lab.wait()
        except KeyboardInterrupt:
            end(lab)
            return
    if code:
        raise Problem(
            f"JupyterLab ended by itself (code {code}): read its words above, then run itilkit doctor."
        )


def end(lab: "subprocess.Popen[bytes]") -> None:
    """End JupyterLab and its kernels; a second Ctrl+C meanwhile changes nothing."""
    ignored = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        # Ctrl+C in a terminal has reached JupyterLab too, but a signal to this process alone has not.
        # On Windows terminate() would leave the kernels behind, so there Ctrl+C gets its time first.
        if os.name == "nt" and _ended(lab):
            return
        lab.terminate()
        if not _ended(lab):
            lab.kill()
            lab.wait()
    finally:
        signal.signal(signal.SIGINT, ignored)


def _ended(lab: "subprocess.Popen[bytes]") -> bool:
    """Whether JupyterLab ended while we were patient."""
    try:
        lab.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    return True


@contextmanager
def _asked_to_end() -> Iterator[None]:
    """Let a polite request to end (SIGTERM) end JupyterLab as Ctrl+C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
