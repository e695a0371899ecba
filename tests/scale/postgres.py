"""A real PostgreSQL server for a test: made in a folder of its own, started, cut off, and ended again."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

USER = "itilkit"
#: An account for the server where the tests run as root, which it refuses; Debian's package makes it.
ACCOUNT = "postgres"
REASON = "needs PostgreSQL (Debian: apt-get install postgresql)"


def tool(name):
    """One of the server's programs; Debian keeps them beside PATH. None when there is none."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(beside[-1]) if beside else shutil.which(name)


def need_postgres():
    """Leave a test out without PostgreSQL, except where nobody would notice."""
    if tool("initdb") is not None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(REASON, pytrace=False)
    pytest.skip(REASON)


class Postgres:
    """A server on loopback whose data lie below ``folder``.

    A ``safe`` one waits for the disk as servers do; tests have no power cut to fear.
    """

    def __init__(self, folder, *, safe=False):
        self.folder = folder
        self._fsync = "on" if safe else "off"
        self.data = folder / "data"
        self._as = {"user": ACCOUNT, "group": ACCOUNT} if os.geteuid() == 0 else {}
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        folder.mkdir()
        if self._as:
            shutil.chown(folder, ACCOUNT, ACCOUNT)
        self._run("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self):
        """Start it, and return when it answers."""
        settings = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync={self._fsync}"
        self._run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-o", settings, "-w", "start")

    def stop(self):
        """Cut all connections, and end it."""
        self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")

    def new(self, name, template="template1"):
        """A new database, a copy of ``template``; returns its address as nbgrader takes it."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-T", template, name)
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{name}"

    def restart_command(self):
        """A command line that restarts it, for something that runs in another process."""
        words = [tool("pg_ctl"), "-D", str(self.data), "-m", "fast", "-w", "restart"]
        return ["runuser", "-u", ACCOUNT, "--", *words] if self._as else words

    def _run(self, program, *words):
        # Not a pipe: the server would inherit it, and nobody would see its end.
        with (self.folder / "said").open("wb") as said:
            done = subprocess.run(
                [tool(program), *map(str, words)],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                **self._as,
            )
        assert 0 == done.returncode, (self.folder / "said").read_text(encoding="utf-8", errors="replace")


def setting(url):
    """A line for ``nbgrader_config.py``: the gradebook is at ``url``."""
    return f"\nc.CourseDirectory.db_url = {url!r}\n"


def on_server(folder, url):
    """Let the course in ``folder`` have its gradebook at ``url``; returns the course."""
    (folder / "db_url.txt").write_text(url, encoding="utf-8")
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(setting(url))
    return folder
