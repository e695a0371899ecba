"""People in front of a hub, with a browser and nothing else: they log in, press buttons, and read.

Nobody here sets a widget's trait, a cell's text or a hub's token.
"""

import re
from pathlib import Path
from typing import Any

import players
from mouse import Mouse
from notebook_page import PATIENCE, NotebookPage, eventually
from playwright.sync_api import FrameLocator, Locator, Page, expect

ASSIGNMENT = "01-focus-on-value"


class Person:
    """Somebody with an account, in a browser of their own."""

    app = "jupyterlab"

    def __init__(self, hub: Any, browser: Any, account: Any) -> None:
        self.hub = hub
        self.name = account.name
        self._password = account.password
        self.home = account.home
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)

    def log_in(self) -> None:
        """Open the hub’s address, and sign in by the form."""
        self.page.goto(self.hub.address, timeout=PATIENCE)
        self.page.get_by_label("Username").fill(self.name)
        self.page.get_by_label("Password").fill(self._password)
        self.page.get_by_role("button", name="Sign in").click()

    def menu(self, bar: str, entry: str) -> None:
        """Choose an entry of JupyterLab’s menu."""
        self.page.get_by_role("menuitem", name=bar, exact=True).click()
        entries = self.page.locator(".lm-Menu-item .lm-Menu-itemLabel")
        entries.get_by_text(entry, exact=True).last.click()

    def tools(self) -> list[str]:
        """What the menu Nbgrader offers."""
        self.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
        entries = self.page.locator(".lm-Menu-item .lm-Menu-itemLabel", has_text=re.compile(r"\w"))
        entries.first.wait_for()
        found = entries.all_inner_texts()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Escape")
        return found

    def snap(self, name: str) -> None:
        """Take a picture, where somebody wants to look at them."""
        if self.hub.pictures:
            self.page.screenshot(path=self.hub.pictures / f"{name}.png")

    def close(self) -> None:
        """Close the browser."""
        self.context.close()


class Learner(Person):
    """A learner, whose course is in their home."""

    def __init__(self, hub: Any, browser: Any, account: Any) -> None:
        super().__init__(hub, browser, account)
        self.course: Path = self.home / hub.course

    def log_in(self) -> None:
        """Sign in; the hub starts a server, which opens on the start page."""
        super().log_in()
        self.page.get_by_role("heading", name="Start here").wait_for(timeout=PATIENCE)
        self.page.locator(".jp-StatusBar-TextItem", has_text="| Idle").wait_for(timeout=PATIENCE)

    def open_assignment(self) -> NotebookPage:
        """Follow the link to the first assignment on the start page."""
        self.page.get_by_role("link", name="its assignment").first.click()
        self.page.get_by_role("heading", name=re.compile("^Assignment 1")).wait_for(timeout=PATIENCE)
        notebook = NotebookPage(
            self.page, self, self.course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        )
        self.page.locator(".jp-StatusBar-TextItem", has_text="| Idle").wait_for(timeout=PATIENCE)
        return notebook

    def work(self, moves: list[str], answers: dict[str, Any], text: str = "") -> NotebookPage:
        """Play, answer and write in the first assignment."""
        notebook = self.open_assignment()
        card = notebook.run_all()
        for move in moves:
            notebook.play(card, move)
        for cell, answer in answers.items():
            players.answer(Mouse(notebook), cell, answer)
        if text:
            self._write(text)
        notebook.menu("File", "Save Notebook")
        return notebook

    def _write(self, text: str) -> None:
        self.page.locator(".jp-MarkdownOutput", has_text="Write your answer here").last.dblclick()
        field = self.page.locator(".jp-Cell.jp-mod-active .cm-content").last  # the start page is open too
        field.click()
        expect(field).to_be_focused()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Shift+Enter")

    def assignments(self) -> None:
        """Nbgrader ▸ Assignment List."""
        self.menu("Nbgrader", "Assignment List")
        self.page.get_by_text("Submitted assignments", exact=True).wait_for()

    def listed(self, where: str) -> Locator:
        """The first assignment among those “fetched” or “submitted”."""
        return self.page.locator(f"#{where}_assignments_list > .list_item", has_text=ASSIGNMENT).first

    def submit(self) -> None:
        """Hand in the first assignment."""
        self.assignments()
        self.listed("fetched").get_by_role("button", name="Submit").click()
        self.listed("submitted").wait_for(timeout=PATIENCE)

    def fetch_feedback(self) -> FrameLocator:
        """Fetch the feedback and open it; returns the page that is shown."""
        self.assignments()
        row = self.page.locator("#submitted_assignments_list")
        row.get_by_role("button", name="Fetch Feedback").first.click()
        row.get_by_text("(view feedback)").first.click()
        self.page.get_by_role("listitem", name=re.compile(rf"{ASSIGNMENT}\.html")).dblclick()
        return self.page.frame_locator(".jp-HTMLViewer iframe")

    def terminal(self) -> "Terminal":
        """A terminal of their own server, in JupyterLab."""
        self.page.goto(f"{self.hub.server_of(self.name)}lab", timeout=PATIENCE)
        return Terminal(self)


class Instructor(Person):
    """An instructor, who works in the server of the class."""

    @property
    def formgrader(self) -> FrameLocator:
        """The Formgrader, in its tab."""
        return self.page.frame_locator("iframe[src*='formgrader']")

    def log_in(self) -> None:
        """Sign in; the class opens with the Formgrader."""
        super().log_in()
        self.row().wait_for(timeout=PATIENCE)

    def row(self) -> Locator:
        """The row of the first assignment."""
        return self.formgrader.get_by_role("row", name=ASSIGNMENT)

    def press(self, column: str) -> str:
        """Press what stands in a column of the first assignment; returns what the Formgrader says."""
        self.row().locator(f"td.{column} a").click()
        dialog = self.formgrader.get_by_role("dialog").last
        close = dialog.get_by_role("button", name="OK")
        close.wait_for(timeout=PATIENCE)
        said = dialog.inner_text()
        close.click()
        expect(dialog).to_be_hidden()
        return said

    def tab(self, name: str) -> None:
        """Go to a tab of JupyterLab."""
        self.page.get_by_role("tab", name=re.compile(f"^{name}")).click()

    def mark(self, words: str, points: str, comment: str) -> None:
        """Manual Grading: find the written answer that holds ``words``, and give points and a comment."""
        page = self.formgrader
        page.get_by_role("link", name="Manual Grading").click()
        # by where they lead: the pages look alike, and the next one may not be there yet
        page.locator(f"a[href$='/gradebook/{ASSIGNMENT}']").first.click()
        page.locator(f"a[href$='/gradebook/{ASSIGNMENT}/{ASSIGNMENT}']").first.click()
        page.get_by_role("link", name=re.compile("Submission")).first.click()
        answer = page.locator(".nbgrader_cell", has=page.locator("textarea.comment")).last
        for _ in range(len(self.hub.people)):
            # the page fetches its marks when it is there
            expect(answer.locator("input.score")).to_be_visible()
            self.page.wait_for_load_state("networkidle")
            if words in answer.inner_text():
                break
            page.get_by_role("link", name=re.compile("Next")).click()
            self.page.wait_for_timeout(500)
        for field, text in (("input.score", points), ("textarea.comment", comment)):
            answer.locator(field).fill(text)
            answer.locator(field).press("Tab")
            self.page.wait_for_load_state("networkidle")
        answer.scroll_into_view_if_needed()

    def overview(self) -> None:
        """Back to the table of the assignments."""
        self.formgrader.get_by_role("link", name="Manual Grading").first.click()
        self.formgrader.get_by_role("link", name="Manage Assignments").click()
        self.row().wait_for()


class Terminal:
    """A terminal in JupyterLab, in which somebody types. What commands say goes into a file of theirs too."""

    def __init__(self, person: Person) -> None:
        self._page, self._person = person.page, person
        person.menu("File", "New")
        entries = self._page.locator(".lm-Menu-item .lm-Menu-itemLabel")
        entries.get_by_text("Terminal", exact=True).last.click()
        self._screen = self._page.locator(".jp-Terminal .xterm").last
        self._screen.wait_for()
        self._count = 0

    def type(self, line: str) -> None:
        """Type a line, and press Enter."""
        self._screen.locator("textarea").focus()
        # as if pasted: a long line typed letter by letter takes seconds
        self._page.keyboard.insert_text(line)
        self._page.keyboard.press("Enter")

    def ask(self, line: str) -> str:
        """What a command says, on both channels."""
        self._count += 1
        said, done = (self._person.home / f"said-{self._count}{end}" for end in ("", ".done"))
        # nobody is there to answer a question
        self.type(f"{{ {line} ; }} </dev/null >{said} 2>&1; touch {done}")
        assert eventually(done.exists, wanted=True, within=60)
        return said.read_text(encoding="utf-8").strip()
