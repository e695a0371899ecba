"""What is left after a reload, a restart, a killed kernel and a stopped server: everything."""

import pytest
from course_copy import ASSIGNMENT, copy_course
from lab_server import LabServer
from notebook_page import MIX, NotebookPage, eventually
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BEGUN = ["ask mara", "ask bryn"]
SAVED = "✓ Saved in this notebook"
#: Measures in the page, where a busy machine adds nothing: milliseconds from a click to NOT SAVED.
WATCH = """card => card.addEventListener("click", () => {
  const start = performance.now();
  const save = card.querySelector(".save");
  new MutationObserver(() => {
    if (save.textContent.startsWith("NOT SAVED")) window.toldAfter ??= performance.now() - start;
  }).observe(save, {childList: true, characterData: true, subtree: true});
}, {capture: true, once: true})"""


def begin(notebook):
    """Play two conversations and wait until they stand in the file."""
    card = notebook.run_all()
    for move in BEGUN:
        notebook.play(card, move)
    assert eventually(notebook.moves, BEGUN) == BEGUN
    return card


def goes_on(notebook, card, move="ask tomas", before=BEGUN):
    """The card shows the moves before, and one more move is saved behind them."""
    for person in [each.split()[1] for each in before if each.startswith("ask")]:
        expect(card.get_by_role("button", name=f"{person.title()}, asked")).to_be_visible()
    notebook.play(card, move)
    assert [*before, move] == eventually(notebook.moves, [*before, move])
    expect(card.locator(".save")).to_have_text(SAVED)


def test_reload_of_the_page(assignment):
    """After a reload of the page and Run All, the card shows the answer and goes on."""
    begin(assignment)
    assignment.reload()
    goes_on(assignment, assignment.run_all())


def test_restart_and_run_all(assignment):
    """After Restart Kernel and Run All Cells…, the card shows the answer of the notebook and goes on."""
    begin(assignment)
    goes_on(assignment, assignment.restart_and_run_all())


def test_restart_then_run_all(assignment):
    """After a restart the card says that it is asleep; Run All wakes it with its answer."""
    card = begin(assignment)
    assignment.restart()
    expect(card.locator(".save")).to_contain_text("Asleep")
    goes_on(assignment, assignment.run_all())


def test_fresh_kernel_that_ran_the_card_only(assignment):
    """A card run alone in a fresh kernel shows the saved answer before any click, and overwrites nothing."""
    card = begin(assignment)
    assignment.restart()
    card.locator(".goal").click()
    assignment.page.keyboard.press("Control+Enter")
    card = assignment.ready(MIX)
    expect(card.get_by_role("button", name="Mara, asked")).to_be_visible()
    expect(card).to_contain_text("Your answer from this notebook is back on the card.")
    assert assignment.moves() == BEGUN
    goes_on(assignment, card)


def test_killed_kernel_is_told_within_three_seconds(assignment):
    """A click after the kernel died shows NOT SAVED within three seconds; after Run All the card goes on."""
    card = begin(assignment)
    card.evaluate(WATCH)
    assignment.server.kill_kernel(assignment.file)
    assignment.play(card, "ask tomas")
    expect(card.locator(".save[data-state='lost']")).to_contain_text("NOT SAVED", timeout=15_000)
    assert assignment.page.evaluate("window.toldAfter") <= 3000
    assert assignment.moves() == BEGUN
    dismiss(assignment)
    goes_on(assignment, assignment.run_all())


def dismiss(notebook):
    """Answer JupyterLab's own word that the kernel has died."""
    said = notebook.page.get_by_role("dialog")
    try:
        said.wait_for(timeout=10_000)
    except Exception:  # noqa: BLE001 - not every JupyterLab says it
        return
    said.get_by_role("button").last.click()


def test_notebook_reopened_after_its_server_stopped(page, tmp_path):
    """Reopened on a new server, a notebook says where its cards were, shows its answers, and wakes."""
    root = tmp_path / "Kurs für Zoë"
    server = LabServer(root, tmp_path / "server")
    course = copy_course(root)
    server.start()
    try:
        notebook = NotebookPage(page, server, course / ASSIGNMENT)
        notebook.open()
        begin(notebook)
        expect(notebook.words("summer").first).to_contain_text("Mara")
        server.stop()
        server.start()
        notebook.open()
        asleep = page.locator(".itk-asleep").first
        expect(asleep).to_contain_text("This card is asleep")
        expect(asleep).to_be_visible()
        expect(notebook.words("summer").first).to_be_visible()
        text = notebook.shown_text().lower()
        assert ["model not found", "error displaying widget"] == [
            said for said in ["model not found", "error displaying widget"] if said not in text
        ]
        goes_on(notebook, notebook.run_all())
        expect(page.locator(".itk-asleep:visible")).to_have_count(0)
    finally:
        server.stop()
