"""A notebook in the browser, used as its reader uses it: menus, visible controls, the keyboard.

Nothing here sets a widget's trait or a cell's text. What is looked at is the page and the file on disk.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import players
from mouse import Mouse
from playwright.sync_api import Error, Locator, Page, expect

from itilkit.literals import read_answer
from itilkit.notebook_reader import Call, calls_in
from itilkit.scenarios import load_scenario

#: Seconds within which a click must stand in the file, however busy the machine is.
SAVED_WITHIN = 2.0
#: Milliseconds for JupyterLab itself: opening a notebook, starting a kernel.
PATIENCE = 90_000


def card_name(scenario: str) -> str:
    """What the card of a scenario is called in the page."""
    return f"Scenario: {load_scenario(scenario).words.title}"


MIX = card_name("affordable-mix")


def eventually(look: Callable[[], Any], wanted: Any, within: float = SAVED_WITHIN) -> Any:
    """What ``look`` gives as soon as it is ``wanted``, or what it gave last when time is up."""
    end = time.monotonic() + within
    while True:
        found = look()
        if found == wanted or time.monotonic() > end:
            return found
        time.sleep(0.01)


def calls_of(file: Path) -> list[Call]:
    """What the code cells of a notebook file call, in their order."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(each["source"]) for each in cells if each["cell_type"] == "code"]
    return [call for source in sources for call in calls_in(source) or ()]


class NotebookPage:
    """One notebook, open in one page of the browser."""

    def __init__(self, page: Page, server: Any, file: Path) -> None:
        self.page = page
        self.server = server
        self.file = file
        # Looked up once, as the file cannot be read while it is being written.
        self._calls = calls_of(file)
        #: The id of the scenario that the notebook plays; empty when it plays none.
        self.scenario = next((call.args[0] for call in self._calls if call.name == "play"), "")

    @property
    def played(self) -> Any:
        """The scenario that the notebook plays, on its variant."""
        (call,) = [call for call in self._calls if call.name == "play"]
        return load_scenario(call.args[0], call.kwargs.get("variant", "base"))

    def asked(self, cell: str) -> Call:
        """How the notebook asks the question that is answered in ``cell``."""
        (found,) = [call for call in self._calls if call.name == "ask" and call.args[0] == cell]
        return found

    # opening and running -------------------------------------------------------------------------

    def open(self) -> None:
        """Open the notebook, and wait until its kernel can be used."""
        self.page.goto(self.server.page_of(self.file), timeout=PATIENCE)
        self._wait_open()

    def reload(self) -> None:
        """Reload the page, as with F5."""
        self.page.reload(timeout=PATIENCE)
        self._wait_open()

    def _wait_open(self) -> None:
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
        # JupyterLab drops “Run All Cells” without a word while the kernel is not connected.
        self._kernel_idle()

    def menu(self, *names: str) -> None:
        """Choose an entry of the menu, such as ``menu("Run", "Run All Cells")``."""
        bar, *entries = names
        self.page.get_by_role("menuitem", name=bar, exact=True).click()
        for name in entries:
            label = self.page.locator(".lm-Menu-item .lm-Menu-itemLabel").get_by_text(name, exact=True)
            label.last.click()

    def run_all(self, card: str = "") -> Locator:
        """Run ▸ Run All Cells; returns the card ``card`` (the scenario's) when all cells have run.

        On a kernel that has only just connected the first choice can be dropped without a word; a person
        then does what the page says, and chooses it again.
        """
        card = card or card_name(self.scenario)
        self._choose_run_all()
        try:
            self.card(card).wait_for(state="attached", timeout=15_000)
        except Error:
            self._choose_run_all()
        return self.ready(card)

    def _choose_run_all(self) -> None:
        """Choose it, and again where Notebook 7, on a busy machine, asks first which kernel is meant."""
        if self.server.app != "jupyterlab":
            self._answer_which_kernel(0)
        self.menu("Run", "Run All Cells")
        if self.server.app != "jupyterlab" and self._answer_which_kernel(3_000):
            self.menu("Run", "Run All Cells")

    def _answer_which_kernel(self, patience: float) -> bool:
        """Take the kernel that is proposed, if the page asks within so many milliseconds; whether it did."""
        question = self.page.get_by_role("dialog").filter(has_text="Select Kernel")
        if patience:
            self.page.wait_for_timeout(patience)
        if not question.count():
            return False
        question.locator(".jp-mod-accept").click()
        self._kernel_idle()
        return True

    def restart_and_run_all(self, card: str = "") -> Locator:
        """Kernel ▸ Restart Kernel and Run All Cells…, confirmed."""
        self.menu("Kernel", "Restart Kernel and Run All Cells…")
        self._confirm_restart()
        return self.ready(card or card_name(self.scenario))

    def restart(self) -> None:
        """Kernel ▸ Restart Kernel…, confirmed."""
        self.menu("Kernel", "Restart Kernel…")
        self._confirm_restart()
        self.idle()

    def _confirm_restart(self) -> None:
        self.page.get_by_role("dialog").locator(".jp-mod-accept").click()
        self._status_line().wait_for(state="hidden", timeout=PATIENCE)

    def _status_line(self) -> Locator:
        return self.page.locator(".jp-StatusBar-TextItem", has_text="| Idle")

    def idle(self) -> None:
        """Wait until no cell waits or runs: the prompt of a cell shows a star meanwhile."""
        self.page.wait_for_timeout(300)
        prompts = self.page.locator(".jp-InputPrompt", has_text="[*]")
        expect(prompts).to_have_count(0, timeout=PATIENCE)
        self._kernel_idle()

    def _kernel_idle(self) -> None:
        if self.server.app == "jupyterlab":
            self._status_line().wait_for(timeout=PATIENCE)
        else:
            self.page.locator(".jp-NotebookKernelStatus:not(.jp-NotebookKernelStatus-warn)").wait_for(
                state="attached", timeout=PATIENCE
            )
            self.page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for(
                timeout=PATIENCE
            )

    def ready(self, card: str) -> Locator:
        """The card, in view and in touch with its kernel."""
        found = self.card(card)
        self.idle()
        self._wheel_to(found)
        found.scroll_into_view_if_needed()
        expect(found.locator(".save")).not_to_be_empty(timeout=PATIENCE)
        return found

    def _wheel_to(self, found: Locator) -> None:
        """Turn the mouse wheel, up and then down: older JupyterLabs keep only what is in view in the page."""
        self.page.mouse.move(600, 450)
        for way in (0, -700, 700):
            for _ in range(40):
                if found.count():
                    return
                self.page.mouse.wheel(0, way)
                self.page.wait_for_timeout(100)
        found.wait_for(state="attached")

    # parts of the page ---------------------------------------------------------------------------

    def card(self, name: str) -> Locator:
        """The live card with that name."""
        return self.page.get_by_role("group", name=name, exact=True).and_(self.page.locator(".itk")).last

    def question(self, text: str) -> Locator:
        """The card of the question that holds ``text``."""
        return self.page.get_by_role("group", name="Question", exact=True).filter(has_text=text)

    def words(self, text: str) -> Locator:
        """The answer in words that holds ``text``."""
        return self.page.locator(".itk-words").filter(has_text=text)

    def shown_text(self) -> str:
        """All text of the notebook that is visible."""
        return self.page.locator(".jp-Notebook").inner_text()

    def cells(self) -> int:
        """How many cells the notebook has in the page."""
        return self.page.locator(".jp-Notebook .jp-Cell").count()

    def focus(self) -> str:
        """The id of the element that has the focus, or its name where it has no id."""
        return self.page.evaluate("document.activeElement.id || document.activeElement.tagName")

    # the file ------------------------------------------------------------------------------------

    def source(self, cell: str) -> str:
        """The text of a cell in the file on disk; empty while the file is being written."""
        try:
            notebook = json.loads(self.file.read_text(encoding="utf-8"))
        except (json.JSONDecodeError, FileNotFoundError):
            return ""
        (text,) = ["".join(each["source"]) for each in notebook["cells"] if each["id"] == cell]
        return text

    def answer(self, cell: str = "") -> Any:
        """The answer that stands in the file on disk; the scenario's unless another cell is named."""
        cell = cell or self.scenario
        source = self.source(cell)
        return read_answer(source, cell) if source else None

    def moves(self) -> list[str]:
        """The moves of the scenario that stand in the file."""
        found = self.answer()
        return list(found["moves"]) if found else []

    # waiting -------------------------------------------------------------------------------------

    def settled(self, card: Locator) -> None:
        """Wait until the card's last click has been answered."""
        expect(card.locator(".save")).not_to_have_text("Saving…")

    # playing with the mouse ----------------------------------------------------------------------

    def play(self, card: Locator, move: str) -> None:
        """One move of the notebook's scenario, with the mouse."""
        players.play(Mouse(self), card, move)

    def tick(self, card: Locator, feature: str, *, on: bool = True) -> None:
        """Tick or untick a feature of the affordable mix that is not so yet, with the mouse."""
        players.tick(Mouse(self), card, feature, on=on)
