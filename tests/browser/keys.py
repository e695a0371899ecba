"""Somebody who uses a notebook with the keyboard alone: Tab, Shift+Tab, arrows, Space, Enter."""

import players
from notebook_page import NotebookPage
from playwright.sync_api import Locator, expect

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
        """Arrow up from cell to cell, as far as the text with the heading ``text``."""
        heading = self.page.get_by_role("heading", name=text)
        for _ in range(FAR):
            if self.page.locator(".jp-Cell.jp-mod-active").filter(has=heading).count():
                return
            self.press("ArrowUp")
        raise LookupError(f"no cell has the heading “{text}”")

    def tab_to(self, control: Locator, reached: str = "e => e === document.activeElement") -> None:
        """Tab, or Shift+Tab where it lies behind, until ``control`` has the focus or ``reached`` is true."""
        control.wait_for(state="attached")
        behind = control.evaluate(
            "e => (e.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING) > 0"
        )
        for _ in range(FAR):
            if control.evaluate(reached):
                return
            self.press("Shift+Tab" if behind else "Tab")
        raise LookupError(f"{control} cannot be reached with Tab")

    def button(self, card: Locator, name: str, key: str = "Enter") -> None:
        """Tab to a button of the card and press it."""
        self.tab_to(card.get_by_role("button", name=name))
        self.press(key)
        self.notebook.settled(card)

    def use(self, button: Locator) -> None:
        """Tab to a button and press it: with Enter if it leads on, else with Space."""
        self.tab_to(button)
        leads_on = button.evaluate("e => e.classList.contains('primary')")
        self.press("Enter" if leads_on else "Space")

    def tick(self, box: Locator, *, on: bool = True) -> None:
        """Tick or untick a box that is not so yet."""
        if box.is_checked() != on:
            self.tab_to(box)
            self.press("Space")
        expect(box).to_be_checked(checked=on)

    def choose(self, radio: Locator) -> None:
        """Tab to a group of radio buttons, and to one of them with the arrows."""
        self.tab_to(radio, "e => e.name === document.activeElement.name")
        steps = radio.evaluate(
            """e => {
              const all = [...e.closest("fieldset, [role=radiogroup]").querySelectorAll("input")];
              const group = all.filter(each => each.name === e.name);
              return group.indexOf(e) - group.indexOf(document.activeElement);
            }"""
        )
        if not steps:
            self.press("Space")
        for _ in range(abs(steps)):
            self.press("ArrowDown" if steps > 0 else "ArrowUp")
        expect(radio).to_be_checked()

    def pick(self, select: Locator, text: str) -> None:
        """Tab to a select box, and to one of its entries with the arrows."""
        self.tab_to(select)
        for _ in range(FAR):
            steps = select.evaluate(
                "(e, text) => [...e.options].findIndex(each => each.text === text) - e.selectedIndex", text
            )
            if not steps:
                break
            self.press("ArrowDown" if steps > 0 else "ArrowUp")
            self.page.wait_for_timeout(50)
        expect(select.locator("option:checked")).to_have_text(text)

    def play(self, card: Locator, move: str) -> None:
        """One move of the notebook's scenario, with the keyboard."""
        players.play(self, card, move)
        self.notebook.settled(card)

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
