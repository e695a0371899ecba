"""The pictures of the guides, taken anew: `python docs/pictures.py [student] [alone] [class] [report]`.

Each part follows its guide in a fresh folder, in a real JupyterLab and a real Chromium, and takes a picture
where the guide shows one. The tools are those of the browser tests. It needs ImageMagick's `convert`.
"""

import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from camera import HEIGHT, ROOT, WIDTH, Command, itilkit, opened, snap, snap_here
from playwright.sync_api import Page, expect, sync_playwright

sys.path += [str(ROOT / "tests" / name) for name in ("personas", "reports")]

from conftest import CHROMIUM, FLAGS, read_strategies
from notebook_page import MIX, NotebookPage, eventually
from persona_builder import notebook_of, personas

#: Milliseconds for a server, a kernel or nbgrader to answer.
PATIENCE = 120_000
LESSON = "notebooks/01-focus-on-value.ipynb"
REVIEW = "notebooks/07-review.ipynb"
ASSIGNMENT = "exercises/01-focus-on-value/01-focus-on-value.ipynb"
COMMENT = "A risk taken off Tomas is there. What did the others get, and at what cost?"
ROSTER = """id,first,last,email
anna,Anna,Berg,anna@school.example
ben,Ben,Okafor,ben@school.example
cleo,Cleo,Martin,cleo@school.example
"""
#: Who hands in what: personas of the tests.
HANDED_IN = {"Anna Berg": "co-creator", "Ben Okafor": "please-everyone", "Cleo Martin": "provider-only"}
#: What the learner of the pictures writes.
TEXT = (
    "I asked all four again in the winter, because the subsidy had been cut. Tomas’s crews can work when "
    "the network is down. Bryn’s islanders get their freight on board. Ines carries less risk of a fine, and "
    "I put the cost of learning a new tool on Mara’s counters. If the school moved its hours, I would ask "
    "once more."
)


def notebook_at(page: Page, server: Command, path: str) -> NotebookPage:
    """A notebook of the course, open and not run."""
    notebook = NotebookPage(page, server, server.root / path)
    notebook.open()
    return notebook


def run(notebook: NotebookPage) -> None:
    """Run ▸ Run All Cells, until nothing runs."""
    notebook.menu("Run", "Run All Cells")
    notebook.page.locator(".itk").first.wait_for(state="attached", timeout=PATIENCE)
    notebook.idle()


def moves_of(scenario: str, variant: str, name: str) -> tuple[str, ...]:
    """A strategy's moves."""
    (found,) = [
        each
        for each in read_strategies()
        if (each.scenario, each.variant, each.name) == (scenario, variant, name)
    ]
    return found.moves


# the student -----------------------------------------------------------------------------------------


def student(page: Page, scratch: Path) -> None:
    """The guide for the student, in a copy of the course."""
    with opened(scratch / "itilkit-course", "start") as server:
        start_page(page, server)
        lesson(page, server)
        assignment(page, server)


def start_page(page: Page, server: Command) -> None:
    """The address that was printed, and the menu."""
    page.goto(server.opening, timeout=PATIENCE)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
    page.locator(".jp-StatusBar-TextItem", has_text="| Idle").wait_for(timeout=PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu-item .lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).hover()
    snap_here(page, "run-all-cells")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def lesson(page: Page, server: Command) -> None:
    """A question with hints and its explanation, and a card that can no longer save."""
    notebook = notebook_at(page, server, LESSON)
    notebook.run_all(MIX)
    item = notebook.page.get_by_role("group", name="Question", exact=True).nth(1)
    item.scroll_into_view_if_needed()
    for _ in range(2):
        item.locator(".help button").first.click()
        notebook.settled(item)
    snap(page, "hints", item)
    item.get_by_role("radio").first.click()
    notebook.settled(item)
    snap(page, "question", item)
    notebook.restart()
    item.get_by_role("radio").nth(1).click()
    expect(item.locator(".save")).to_contain_text("NOT SAVED")
    snap(page, "not-saved", item)


def assignment(page: Page, server: Command) -> None:
    """The last card of an assignment that is half done."""
    notebook = notebook_at(page, server, ASSIGNMENT)
    card = notebook.run_all(MIX)
    for move in moves_of("affordable-mix", "graded", "co-creator"):
        notebook.play(card, move)
    item = page.get_by_role("group", name="Question", exact=True).first
    item.get_by_role("radio").nth(2).click()
    notebook.settled(item)
    last = page.get_by_role("group", name="Handing in")
    last.scroll_into_view_if_needed()
    snap(page, "handing-in", last)


# alone -----------------------------------------------------------------------------------------------


def alone(page: Page, scratch: Path) -> None:
    """The guide for the lone learner, with the solutions at hand."""
    folder = scratch / "itilkit-course"
    with opened(folder, "start", "--self-study") as server:
        whole_assignment(page, server)
        progress_card(page, server)
    page.goto((folder / "feedback" / Path(ASSIGNMENT).with_suffix(".html").name).as_uri())
    snap(page, "feedback")


def whole_assignment(page: Page, server: Command) -> None:
    """Assignment 1 from the first click to the check and the marks by the rubric."""
    notebook = notebook_at(page, server, ASSIGNMENT)
    card = notebook.run_all(MIX)
    for move in moves_of("affordable-mix", "graded", "please-everyone"):
        notebook.play(card, move)
    for item in page.get_by_role("group", name="Question", exact=True).all():
        item.get_by_role("radio").or_(item.get_by_role("checkbox")).first.click()
        notebook.settled(item)
    write(page, notebook, "affordable-mix-why")
    last = page.get_by_role("group", name="Handing in")
    last.scroll_into_view_if_needed()
    last.get_by_role("button", name="Check my work").click()
    expect(last.get_by_text("Open my feedback page")).to_be_visible(timeout=PATIENCE)
    last.locator("summary", has_text="Mark your own text by the rubric").click()
    snap(page, "check-my-work", last)


def write(page: Page, notebook: NotebookPage, cell: str) -> None:
    """Double-click the place of the written answer, click into it, write, Shift+Enter, and save."""
    page.locator(".jp-MarkdownOutput", has_text="Write your answer here").last.dblclick()
    # JupyterLab opens the field and leaves it to a further click to put the cursor there.
    field = page.locator(".jp-Cell.jp-mod-active .cm-content")
    field.click()
    expect(field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(TEXT)
    page.keyboard.press("Shift+Enter")
    notebook.menu("File", "Save Notebook")
    if not eventually(lambda: TEXT in notebook.source(cell), wanted=True, within=20):
        raise RuntimeError("The written answer did not reach the file.")


def progress_card(page: Page, server: Command) -> None:
    """The progress card of the review page."""
    notebook = notebook_at(page, server, REVIEW)
    run(notebook)
    card = page.locator(".itk").filter(has_text="objectives").last
    card.scroll_into_view_if_needed()
    snap(page, "progress", card, most=700)


# the class -------------------------------------------------------------------------------------------


def a_class(page: Page, scratch: Path) -> None:
    """The guide for the instructor: a class of three, taken in, graded, marked and reported."""
    (scratch / "class.csv").write_text(ROSTER, encoding="utf-8")
    hand_in(scratch / "submissions.zip")
    folder = scratch / "itilkit-class"
    with opened(folder, "teach", "--roster", "class.csv") as server:
        itilkit(folder, "take", str(scratch / "submissions.zip"))
        itilkit(folder, "grade")
        page.goto(server.opening, timeout=PATIENCE)
        formgrader = page.frame_locator("iframe[src*='formgrader']")
        row = formgrader.get_by_role("row", name="01-focus-on-value")
        row.wait_for(timeout=PATIENCE)
        # The file browser takes the room of the table's last columns.
        page.get_by_role("tab", name=re.compile("^File Browser")).click()
        row.scroll_into_view_if_needed()
        snap(page, "formgrader")
        mark(page, formgrader)
    itilkit(folder, "grade")
    itilkit(folder, "report")


def a_report(page: Page, scratch: Path) -> None:
    """The class report on thirty learners who do not exist, and says so."""
    from simulated_class import build_class

    folder = scratch / "simulated-class"
    build_class(folder)
    itilkit(folder, "report")
    page.goto((folder / "class-report.html").as_uri())
    snap(page, "class-report")
    page.locator("#misconceptions").evaluate("each => each.scrollIntoView()")
    snap(page, "class-report-misconceptions")


def hand_in(file: Path) -> None:
    """What three learners return, in a zip as Moodle makes it."""
    people = personas("01")
    with zipfile.ZipFile(file, "w") as archive:
        for place, (name, persona) in enumerate(HANDED_IN.items()):
            inside = f"{name}_{8800 + place}_assignsubmission_file_/01-focus-on-value.ipynb"
            archive.writestr(inside, nbformat.writes(notebook_of(people[persona])))


def mark(page: Page, formgrader: Any) -> None:
    """Manual Grading: a written answer gets its points and a comment."""
    formgrader.get_by_role("link", name="Manual Grading").click()
    formgrader.get_by_role("link", name="01-focus-on-value").click()
    formgrader.get_by_role("link", name="01-focus-on-value").last.click()
    formgrader.get_by_role("link", name=re.compile("Submission")).first.click()
    answer = formgrader.locator(".nbgrader_cell", has=formgrader.locator("textarea.comment")).last
    # The submissions stand in no order that a person could know. The page fetches the marks when it is there.
    page.wait_for_timeout(3000)
    while "Tomas’s staff had the tablets" not in answer.inner_text():
        formgrader.get_by_role("link", name=re.compile("Next")).click()
        page.wait_for_timeout(3000)
    for field, text in (("input.score", "1"), ("textarea.comment", COMMENT)):
        answer.locator(field).fill(text)
        answer.locator(field).press("Tab")
        page.wait_for_timeout(1000)
    answer.scroll_into_view_if_needed()
    snap(page, "manual-grading")


PARTS: Mapping[str, Callable[[Page, Path], None]] = {
    "student": student,
    "alone": alone,
    "class": a_class,
    "report": a_report,
}


def main(names: list[str]) -> None:
    """Take the pictures of the parts named, or of all."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        for name in names or PARTS:
            scratch = Path(tempfile.mkdtemp())
            context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
            page = context.new_page()
            page.set_default_timeout(30_000)
            try:
                PARTS[name](page, scratch)
            except Exception:
                page.screenshot(path=scratch / "failed.png")
                sys.stdout.write(f"Look at {scratch / 'failed.png'}\n")
                raise
            finally:
                context.close()
            shutil.rmtree(scratch)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
