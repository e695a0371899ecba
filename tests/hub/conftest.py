"""A class on a hub: three learners and an instructor, from the first login to the feedback, once for all."""

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

for folder in ("browser", "scenarios"):
    place = str(Path(__file__).parents[1] / folder)
    if place not in sys.path:
        sys.path.append(place)

from hub_accounts import Accounts  # noqa: E402
from hub_class import TheClass, hold_class  # noqa: E402
from hub_server import Hub, proxy_command  # noqa: E402


def missing() -> str:
    """What a hub needs and is not here; empty when all is."""
    if os.geteuid() != 0:
        return "needs root, to make accounts"
    if shutil.which("useradd") is None or shutil.which("chpasswd") is None:
        return "needs useradd and chpasswd"
    if proxy_command() is None:
        return "needs the Node proxy: npm install configurable-http-proxy, on PATH or as ITILKIT_HUB_PROXY"
    return ""


@pytest.fixture(scope="session")
def hub(tmp_path_factory):
    """A hub that runs, set up by deploy/set-up.sh with deploy/jupyterhub_config.py; gone afterwards."""
    reason = missing()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)
    # pytest's own folders are for the one who runs it alone
    folder = Path(tempfile.mkdtemp(prefix="itk-hub-"))
    folder.chmod(0o755)
    accounts = Accounts()
    hub = Hub(folder, accounts)
    try:
        hub.install()
        hub.people.update(hub.make_people(tmp_path_factory.mktemp("roster")))
        hub.start()
        yield hub
    finally:
        hub.stop()
        accounts.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def the_class(hub, chromium, strategies) -> TheClass:
    """What came of the class: who did what, and what they saw."""
    held = hold_class(hub, chromium, strategies)
    loop = asyncio.get_running_loop()
    yield held
    # the last test may be one that does not see the browser's loop
    asyncio._set_running_loop(loop)
    held.close()
