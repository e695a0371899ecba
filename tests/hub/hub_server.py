"""A real JupyterHub with its Node proxy, on this machine, as deploy/ sets it up."""

import os
import random
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from hub_accounts import Account, Accounts
from hub_environment import REPOSITORY, install

#: Seconds for a hub to start, and to end with all its servers.
PATIENCE = 90.0
DEPLOY = REPOSITORY / "deploy"
#: The site’s word for a hub whose servers have no names of their own.
ONE_ADDRESS = "one-address"
LEARNERS = {"anna": "Berg", "ben": "Okafor", "cleo": "Martin"}


def proxy_command() -> str | None:
    """The Node proxy: what ITILKIT_HUB_PROXY names, or what is on the PATH."""
    return os.environ.get("ITILKIT_HUB_PROXY") or shutil.which("configurable-http-proxy")


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody uses, below 1024, where learners cannot listen."""
    found: list[int] = []
    for port in random.sample(range(700, 980), 280):
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        found.append(port)
        if len(found) == count:
            return found
    raise RuntimeError("This machine has no free ports.")


class Hub:
    """A hub in ``folder``, which every account can reach; its site is told by the environment."""

    course = "focus-on-value"

    def __init__(self, folder: Path, accounts: Accounts) -> None:
        self.folder = folder
        self._accounts = accounts
        #: Three learners, the instructor Ina, and Olga, who has an account but is not in the course.
        self.people: dict[str, Account] = {}
        self.learners, self.instructors = accounts.group("learn"), accounts.group("teach")
        self.account = accounts.expect("class")
        self.home = Path("/home") / self.account
        self.class_folder = self.home / "class"
        self.exchange = folder / "exchange"
        self.state = folder / "state"
        self.settings = folder / "settings"
        self.python = folder / "kit" / "bin" / "python"
        self._public, own, self.proxy_port, self.class_port = free_ports(4)
        #: Where the hub listens: for programs, which cannot look up the names below.
        self.local = f"http://127.0.0.1:{self._public}"
        self._domain = f"http://hub.localhost:{self._public}"
        pictures = os.environ.get("ITILKIT_HUB_PICTURES")
        #: Where pictures of what people see are wanted, if anywhere.
        self.pictures = Path(pictures) if pictures else None
        self._site = {
            "ITILKIT_HUB_COURSE": self.course,
            "ITILKIT_HUB_ACCOUNT": self.account,
            "ITILKIT_HUB_LEARNERS": self.learners,
            "ITILKIT_HUB_INSTRUCTORS": self.instructors,
            "ITILKIT_HUB_EXCHANGE": str(self.exchange),
            "ITILKIT_HUB_STATE": str(self.state),
            "ITILKIT_HUB_SETTINGS": str(self.settings),
            "ITILKIT_HUB_PYTHON": str(self.python),
            "ITILKIT_HUB_PROXY": str(proxy_command()),
            "ITILKIT_HUB_ADDRESS": self.local,
            "ITILKIT_HUB_PORT": str(own),
            "ITILKIT_HUB_PROXY_PORT": str(self.proxy_port),
            "ITILKIT_HUB_CLASS_PORT": str(self.class_port),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def one_address(self) -> bool:
        """Whether all servers share the hub’s address, as they do where a site asks for it."""
        return self._domain == ONE_ADDRESS

    @property
    def address(self) -> str:
        """The hub’s address, as a browser knows it."""
        return self.local if self.one_address else self._domain

    def server_of(self, name: str) -> str:
        """The address of somebody’s server."""
        return f"{self._named(name)}/user/{name}/"

    @property
    def class_server(self) -> str:
        """The address of the class’s server."""
        return f"{self._named(f'{self.course}--service')}/services/{self.course}/"

    def _named(self, name: str) -> str:
        """The first part of the address that a server has of its own, if each has one."""
        return self.address if self.one_address else self.address.replace("//", f"//{name}.")

    def install(self) -> None:
        """Install the kit where every account can run it."""
        install(self.folder / "kit")

    def set_up(self, *roster: str | Path) -> str:
        """Run deploy/set-up.sh; returns what it says."""
        words = [DEPLOY / "set-up.sh", *roster]
        done = subprocess.run(
            words, env=self._environment(), capture_output=True, text=True, check=False, cwd=self.folder
        )
        assert 0 == done.returncode, done.stdout + done.stderr
        return done.stdout

    def make_people(self, scratch: Path) -> dict[str, Account]:
        """Set up the class with its roster, and make the accounts of those in it; by what we call them."""
        self.set_up()
        people = {name: self._accounts.make(name, self.learners) for name in LEARNERS}
        people["ina"] = self._accounts.make("ina", self.instructors)
        people["olga"] = self._accounts.make("olga")
        roster = scratch / "roster.csv"
        rows = [f"{people[name].name},{name.title()},{last}," for name, last in LEARNERS.items()]
        roster.write_text("\n".join(["id,first,last,email", *rows]) + "\n", encoding="utf-8")
        self.set_up(roster)
        return people

    def as_class(self, *words: str) -> str:
        """A command of the kit or of nbgrader, as the account of the class in its folder; what it says."""
        given = {
            "HOME": str(self.home),
            "PATH": f"{self.python.parent}:/usr/bin:/bin",
            "ITILKIT_HUB_EXCHANGE": str(self.exchange),
        }
        done = subprocess.run(
            words, user=self.account, group=self.account, extra_groups=[], cwd=self.class_folder, env=given,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert 0 == done.returncode, f"{words}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def start(self, *, one_address: bool = False) -> None:
        """Start the hub, and return when the proxy leads to it and to the class."""
        if one_address:
            self._domain = ONE_ADDRESS
        with self.log.open("ab") as said:
            self._process = subprocess.Popen(
                self._command(), cwd=self.state, env=self._environment(), stdout=said, stderr=said,
                start_new_session=True,
            )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            if self._answers(f"{self.address}/hub/login") and self._answers(f"{self.class_server}api"):
                return
            time.sleep(0.2)
        raise RuntimeError(f"The hub did not start; it said: {self.said()}")

    def stop(self) -> None:
        """End the hub; it ends its proxy and everybody's servers."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None

    @property
    def log(self) -> Path:
        """Where the hub writes what it does."""
        return self.folder / "hub.log"

    def said(self) -> str:
        """The last of what the hub wrote."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]

    def refusal(self) -> str:
        """What the hub says where a site does not say which address it has."""
        done = subprocess.run(
            self._command(), cwd=self.state, env=self._environment() | {"ITILKIT_HUB_DOMAIN": ""},
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        assert 0 != done.returncode
        return (done.stdout + done.stderr).strip()

    def _command(self) -> list[str | Path]:
        return [self.python.parent / "jupyterhub", "-f", self.settings / "jupyterhub_config.py"]

    def _answers(self, address: str) -> bool:
        parts = urllib.parse.urlsplit(address)
        asked = urllib.request.Request(self.local + parts.path, headers={"Host": parts.netloc})  # noqa: S310 - our own
        try:
            urllib.request.urlopen(asked, timeout=5).close()  # noqa: S310 - our own hub
        except (urllib.error.URLError, OSError):
            return False
        return True

    def _environment(self) -> dict[str, str]:
        left_out = {"CI", "NBGRADER_EXECUTION", "PYTHONWARNINGS", "PYTHONPATH", "VIRTUAL_ENV"}
        kept: dict[str, Any] = {name: text for name, text in os.environ.items() if name not in left_out}
        return {**kept, **self._site, "ITILKIT_HUB_DOMAIN": self._domain}
