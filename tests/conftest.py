"""What every test may use: the course's strategies, and how much a run of the tests does."""

import asyncio
import os
import tomllib
from pathlib import Path

import attrs
import pytest
from hypothesis import settings

from itilkit.scenarios import PRACTICE

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DATA = Path(__file__).parent / "data"
#: How many processes share the whole suite at most: with more, all wait for the largest group.
MOST_PROCESSES = 4
#: Folders whose tests share what is dear to build.
WHOLE_FOLDERS = ("hub", "personas", "reports", "scale", "tampering")

# Deterministic: a failure that one person sees, everybody sees.
settings.register_profile("reduced", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=2000, deadline=None, derandomize=True)


@attrs.frozen
class Strategy:
    """A way of playing a scenario, with the value and score that the course design gives it."""

    scenario: str
    variant: str
    name: str
    value: float
    score: float
    moves: tuple[str, ...]
    cards_right: int = 0
    diagnoses_right: int = 0


def read_strategies() -> tuple[Strategy, ...]:
    """All strategies of ``data/strategies.toml``."""
    data = tomllib.loads((DATA / "strategies.toml").read_text(encoding="utf-8"))
    return tuple(Strategy(**{**row, "moves": tuple(row["moves"])}) for row in data["strategy"])


@pytest.fixture(scope="session")
def strategies():
    """The strategies of the course design by scenario, variant and name."""
    return {(each.scenario, each.variant, each.name): each for each in read_strategies()}


@pytest.fixture(scope="session")
def full(request):
    """Whether tests marked ``full`` should do all they can; without --full they do less."""
    return request.config.getoption("--full")


@pytest.fixture(autouse=True)
def nothing_left_behind():
    """No test leaves it standing that nbgrader runs a notebook: cards would be HTML in all that follow."""
    before = os.environ.get("NBGRADER_EXECUTION")
    yield
    assert before == os.environ.get("NBGRADER_EXECUTION")


@pytest.fixture(scope="session")
def chromium():
    """A real Chromium without a window; one for all tests, since a process can drive only one at a time."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        loop = asyncio.get_running_loop()
        yield browser
        # the last test may be one that does not see the browser's loop
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Only a test that drives the browser sees that its event loop is running.

    Playwright leaves it so, to the end of all tests, in the thread that they all run in. Any other test finds
    no loop, as it would alone, whatever ran before it.
    """
    loop = asyncio._get_running_loop()
    if loop is None or "chromium" in item.fixturenames:
        return (yield)
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(None if loop.is_closed() else loop)


def pytest_addoption(parser):
    parser.addoption(
        "--full", action="store_true", help="let the tests marked “full” do all they can, not a sample"
    )


def pytest_configure(config):
    settings.load_profile("full" if config.getoption("--full") else "reduced")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """The whole suite is shared between processes, one for each core; tests that are named run in this one.

    ``-n`` says otherwise, and ``-n 0`` keeps all in one process, as does a Python without pytest-xdist.
    """
    option = config.option
    unsaid = not option.file_or_dir and getattr(option, "numprocesses", 0) is None
    if unsaid and not hasattr(config, "workerinput"):
        option.numprocesses = "logical"
        option.maxprocesses = option.maxprocesses or MOST_PROCESSES


@pytest.hookimpl(optionalhook=True)  # asked only where pytest-xdist is there
def pytest_xdist_make_scheduler(config, log):
    """Which tests stay together when several processes share the work.

    Whole classes are graded once for the folder that looks at them; else a file is a group, so that it
    builds things once. A process that gets files with notebooks in the browser has one JupyterLab and one
    Chromium for all of them.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFolder(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = Path(nodeid.split("::", 1)[0])
            return file.parent.name if file.parent.name in WHOLE_FOLDERS else str(file)

    # in the order of collection: what takes longest comes early
    config.option.loadscopereorder = False
    return ByFolder(config, log)


def pytest_runtest_setup(item):
    """What takes long is left out on a variant to practise on, unless all is asked for; without Chromium the
    browser tests are, except where nobody would notice.
    """
    variant = item.callspec.params.get("variant") if hasattr(item, "callspec") else None
    if item.get_closest_marker("full") and str(variant).startswith(PRACTICE) and not item.config.option.full:
        pytest.skip("variants to practise on are looked at completely with --full")
    if item.get_closest_marker("browser") is None or CHROMIUM.exists():
        return
    reason = f"needs Chromium at {CHROMIUM}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
