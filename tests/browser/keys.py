"""Somebody who uses a notebook with the keyboard alone: Tab, Shift+Tab, arrows, Space, Enter."""

from notebook_page import NotebookPage, feature_name
from playwright.sync_api import Locator

from itilkit.scenarios import load_scenario

#: More steps than any page here needs; a walk that takes longer goes round in circles.
FAR = 80


class Keys:
    """The keyboard on a notebook; it never touches the mouse."""

    def __init__(self, notebook: NotebookPage) -> None:
        self.notebook = notebook
        self.page = notebook.page

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def run_all(self) -> None:
        """Tab to the menu bar, and from there to Run ▸ Run All Cells."""
        self._until("Tab", ".lm-MenuBar-item.lm-mod-active", "File")
        self._until("ArrowRight", ".lm-MenuBar-item.lm-mod-active", "Run")
        self.press("Enter")
        self._until("ArrowDown", ".lm-Menu-item.lm-mod-active .lm-Menu-itemLabel", "Run All Cells")
        self.press("Enter")
        self.notebook.idle()

    def go_to_text(self, text: str) -> None:
        """Arrow up from cell to cell, as far as the text that begins with ``text``."""
        for _ in range(FAR):
            if self.page.locator(".jp-Cell.jp-mod-active", has_text=text).count():
                return
            self.press("ArrowUp")
        raise LookupError(f"no cell begins with “{text}”")

    def tab_to(self, control: Locator) -> None:
        """Tab, or Shift+Tab where it lies behind, until ``control`` has the focus."""
        control.wait_for(state="attached")
        behind = control.evaluate(
            "e => (e.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING) > 0"
        )
        for _ in range(FAR):
            if control.evaluate("e => e === document.activeElement"):
                return
            self.press("Shift+Tab" if behind else "Tab")
        raise LookupError(f"{control} cannot be reached with Tab")

    def button(self, card: Locator, name: str, key: str = "Enter") -> None:
        """Tab to a button of the card and press it."""
        self.tab_to(card.get_by_role("button", name=name))
        self.press(key)
        self.notebook.settled(card)

    def play(self, card: Locator, move: str) -> None:
        """One move of the affordable mix, with the keyboard."""
        verb, *names = move.split()
        if verb == "ask":
            self.button(card, f"Ask {names[0].title()}", "Space")
            return
        for feature in load_scenario("affordable-mix").features:
            box = card.get_by_role("checkbox", name=feature_name(feature))
            if box.is_checked() != (feature in names):
                self.tab_to(box)
                self.press("Space")
                self.notebook.settled(card)
        self.button(card, "Offer this mix")

    def inside(self, card: Locator) -> bool:
        """Whether the focus is on something inside the card."""
        return card.evaluate("e => e !== document.activeElement && e.contains(document.activeElement)")

    def _until(self, key: str, where: str, text: str) -> None:
        for _ in range(FAR):
            found = self.page.locator(where)
            if found.count() and found.last.inner_text().strip() == text:
                return
            self.press(key)
        raise LookupError(f"“{text}” cannot be reached with {key}")
