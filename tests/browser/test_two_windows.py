"""One notebook in two windows: what each says of the file is true, and no click is lost without a word."""

import re
import urllib.parse

import pytest
from course_copy import START
from lab_server import TOKEN
from notebook_page import NotebookPage, eventually
from playwright.sync_api import expect

from itilkit.literals import replace_answer
from itilkit.widgets.card import OTHER_CELL, SAVED

pytestmark = pytest.mark.browser
CARD = "try-a-card"
#: Whichever is found out first: that the file is another one, or that the card is.
ELSEWHERE = re.compile(
    "CHANGED ELSEWHERE: since this window read|NOT SAVED IN THIS WINDOW: the card shows another"
)
REFUSED = "NOT SAVED: the notebook file was changed elsewhere, perhaps in a second window."


@pytest.fixture(params=["two tabs", "two browsers"])
def second(request, page, chromium):
    """Another page: a tab of the same browser, or one of somebody else's."""
    context = page.context if request.param == "two tabs" else chromium.new_context()
    other = context.new_page()
    other.set_default_timeout(20_000)
    yield other
    if context is not page.context:
        context.close()


def told(card, text):
    """Wait until the line below the card begins with ``text``."""
    expect(card.locator(".save")).to_contain_text(text)


def begin(notebook):
    """Run the notebook and answer “a”."""
    card = notebook.run_all("Question")
    card.get_by_role("radio").first.click()
    told(card, SAVED)
    assert "a" == eventually(lambda: notebook.answer(CARD), "a")
    return card


def reload_from_disk(notebook):
    """File ▸ Reload Notebook from Disk, confirmed where JupyterLab asks."""
    notebook.menu("File", "Reload Notebook from Disk")
    notebook.page.get_by_role("dialog").get_by_role("button", name="Reload").click()


def change_elsewhere(notebook, answer):
    """Put another answer into the file, as another program does that saves through the server."""
    path = urllib.parse.quote(notebook.file.relative_to(notebook.server.root).as_posix())
    server, token = f"{notebook.server.address}/api/contents/{path}", {"Authorization": f"token {TOKEN}"}
    found = notebook.page.request.get(server, headers=token).json()
    (cell,) = [each for each in found["content"]["cells"] if each["id"] == CARD]
    cell["source"] = replace_answer("".join(cell["source"]), CARD, answer)
    assert notebook.page.request.put(server, headers=token, data=found).ok


def test_each_window_says_what_is_true_of_its_file(opened, lab, course, second):
    """A click in a second window counts; the first says so, and takes none before it has read the file."""
    first = opened(START)
    here = begin(first)
    other = NotebookPage(second, lab, course / START)
    other.open()
    there = other.ready("Question")
    told(there, SAVED)
    expect(there.get_by_role("radio").first).to_be_checked()

    there.get_by_role("radio").nth(1).click()
    told(there, SAVED)
    assert "b" == eventually(lambda: other.answer(CARD), "b")
    told(here, ELSEWHERE)
    expect(here.get_by_role("radio").nth(1)).to_be_checked()

    here.get_by_role("radio").nth(2).click()
    told(here, REFUSED)
    expect(here.get_by_role("radio").nth(1)).to_be_checked()
    told(there, SAVED)
    assert "b" == first.answer(CARD)

    reload_from_disk(first)
    here = first.ready("Question")
    told(here, SAVED)
    here.get_by_role("radio").nth(2).click()
    told(here, SAVED)
    assert "c" == eventually(lambda: first.answer(CARD), "c")
    told(there, ELSEWHERE)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("Revert", "NOT SAVED: the notebook was loaded from disk again"),
        ("Cancel", "NOT SAVED: the notebook file"),
    ],
)
def test_a_save_that_is_given_up_is_told(opened, choice, said):
    """Who lets JupyterLab load the changed file, or cancels, in place of saving a click reads NOT SAVED."""
    notebook = opened(START)
    card = begin(notebook)
    # changed by another program in the moment between the card's question and JupyterLab's own
    notebook.page.route("**/api/contents/**hash=1**", lambda route: route.abort(), times=1)
    change_elsewhere(notebook, "b")
    card.get_by_role("radio").nth(2).click()
    notebook.page.get_by_role("dialog").get_by_role("button", name=choice).click()
    card = notebook.ready("Question")
    told(card, said)
    assert "b" == notebook.answer(CARD)


def test_an_answer_that_this_window_does_not_hold(opened):
    """A card that was changed by other means than this window’s cell says that it is not saved there."""
    notebook = opened(START)
    card = begin(notebook)
    notebook.menu("File", "Save Notebook")
    notebook.menu("View", "Expand All Code")
    notebook.page.locator(".cm-content", has_text="try-a-card").last.click()
    notebook.page.keyboard.press("Control+a")
    notebook.page.keyboard.insert_text(f'from itilkit import record\n\nrecord("{CARD}", answer="b")')
    notebook.page.keyboard.press("Control+Enter")
    notebook.page.keyboard.press("Control+z")
    told(card, OTHER_CELL)
