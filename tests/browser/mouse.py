"""Somebody who uses a card with the mouse alone."""

from typing import Any

from playwright.sync_api import Locator, expect


class Mouse:
    """The mouse on a notebook. `keys.Keys` offers the same by keyboard, so that one player serves both."""

    def __init__(self, notebook: Any) -> None:
        self.notebook = notebook
        self.page = notebook.page

    def use(self, button: Locator) -> None:
        """Click a button."""
        button.click()

    def tick(self, box: Locator, *, on: bool = True) -> None:
        """Tick or untick a box that is not so yet."""
        if box.is_checked() != on:
            box.click()
        expect(box).to_be_checked(checked=on)

    def choose(self, radio: Locator) -> None:
        """Choose one of several radio buttons."""
        radio.click()
        expect(radio).to_be_checked()

    def pick(self, select: Locator, text: str) -> None:
        """Choose the entry ``text`` of a select box."""
        select.select_option(label=text)
        expect(select.locator("option:checked")).to_have_text(text)
