"""Cards without a browser: every test begins with an empty session and a wire that keeps what is said."""

import comm
import pytest
from diary_samples import course_folder
from IPython.core.interactiveshell import InteractiveShell
from page_double import CardPage, Wire, cell
from traitlets.config import Config

from itilkit.answers import session as the_desk
from itilkit.progress import kernel_diary
from itilkit.progress.course_folder import ELSEWHERE
from itilkit.widgets import ask, play


@pytest.fixture
def session(monkeypatch):
    """The kernel's session, empty, with cards that talk to a `Wire`."""
    monkeypatch.setattr(comm, "create_comm", Wire)
    the_desk.clear()
    yield the_desk
    for card in the_desk.cards.values():
        card.close()
    the_desk.clear()


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A learner's course folder that the cards' kernel works in, and in it no diary yet."""
    folder = course_folder(tmp_path / "course")
    monkeypatch.chdir(folder)
    monkeypatch.delenv(ELSEWHERE, raising=False)
    monkeypatch.setattr(kernel_diary, "_kept", {})
    return folder


@pytest.fixture
def mix(session):  # noqa: ARG001 - the session must be empty first
    """The graded card of the affordable mix on a page with an empty answer cell."""
    return CardPage(play("affordable-mix", variant="graded"), cell("affordable-mix"))


@pytest.fixture
def question(session):  # noqa: ARG001
    """A question of an assignment on a page with an empty answer cell."""
    options = {"a": "The team", "b": "Whoever uses it", "c": "The board"}
    return CardPage(ask("who-decides", "A case. Who decides?", options), cell("who-decides"))


@pytest.fixture
def shell():
    """A real IPython shell, without a history file."""
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    yield shell
    InteractiveShell.clear_instance()


@pytest.fixture
def capture_display(shell, monkeypatch):
    """What is displayed in the shell: a list of MIME bundles."""
    shown = []
    monkeypatch.setattr(shell.display_pub, "publish", lambda data, *_, **__: shown.append(data))
    return shown
