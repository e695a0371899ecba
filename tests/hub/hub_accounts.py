"""Unix accounts for a test, with unique names, and away again afterwards."""

import os
import pwd
import secrets
import signal
import subprocess
import time
from pathlib import Path

import attrs


@attrs.frozen
class Account:
    """Somebody's account on this machine."""

    name: str
    password: str = attrs.field(repr=False)

    @property
    def home(self) -> Path:
        """Their home folder."""
        return Path(pwd.getpwnam(self.name).pw_dir)

    @property
    def number(self) -> int:
        """Their number, by which the system knows what is theirs."""
        return pwd.getpwnam(self.name).pw_uid


class Accounts:
    """The accounts and groups of one test run. ``close`` ends their processes and removes them."""

    def __init__(self) -> None:
        self._mark = secrets.token_hex(3)
        self._made: list[str] = []
        self._groups: list[str] = []

    def name(self, what: str) -> str:
        """A name that nobody else has on this machine; it is removed in the end, if it came to be."""
        return f"itk-{what}-{self._mark}"

    def group(self, what: str) -> str:
        """The name of a group that will be there."""
        self._groups.append(self.name(what))
        return self._groups[-1]

    def expect(self, what: str) -> str:
        """The name of an account that somebody else will make, and that goes with ours."""
        self._made.append(self.name(what))
        return self._made[-1]

    def make(self, what: str, *groups: str) -> Account:
        """An account with a home and a password, made as the administrator’s guide says."""
        account = Account(self.expect(what), secrets.token_hex(8))
        listed = ["--groups", ",".join(groups)] if groups else []
        run("useradd", "--create-home", "--shell", "/bin/bash", *listed, account.name)
        run("chpasswd", said=f"{account.name}:{account.password}\n")
        return account

    def close(self) -> None:
        """End what still runs under these accounts, and remove them, their homes and their groups."""
        for name in self._made:
            end_processes(name)
            run("userdel", "--remove", name, check=False)
        for name in self._groups:
            run("groupdel", name, check=False)


def end_processes(name: str) -> None:
    """End the processes of one account, each by its number; they are all ours."""
    try:
        owner = pwd.getpwnam(name).pw_uid
    except KeyError:
        return
    end = time.monotonic() + 20
    while running := processes_of(owner):
        late = time.monotonic() > end - 15
        for process in running:
            try:
                os.kill(process, signal.SIGKILL if late else signal.SIGTERM)
            except ProcessLookupError:
                continue
        if time.monotonic() > end:
            return
        time.sleep(0.2)


def processes_of(owner: int) -> list[int]:
    """The numbers of the processes of an account that still run."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                alive = folder.stat().st_uid == owner and "\nState:\tZ" not in (folder / "status").read_text()
            except OSError:
                continue
            if alive:
                found.append(int(folder.name))
    return found


def run(*words: str | Path, said: str = "", check: bool = True) -> str:
    """Run a command of the system; returns what it wrote."""
    done = subprocess.run(words, input=said, capture_output=True, text=True, check=False)
    if check:
        assert 0 == done.returncode, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout
