"""An answer cell that was edited, deleted or doubled by hand: the only tests that type into a cell."""

import pytest
from course_copy import START
from notebook_page import eventually
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CELL = 'from itilkit import record\n\nrecord(\n    "affordable-mix",\n    answer={answer},\n)'
EDITED = '{"variant": "graded", "runs": 1, "moves": ["ask ines", "offer alerts"]}'
ILLEGAL = '{"variant": "graded", "runs": 1, "moves": ["ask priya"]}'


def edit(notebook, text, *, run):
    """Open the folded code, write ``text`` over the first answer cell as a person would, and run it."""
    notebook.menu("View", "Expand All Code")
    notebook.page.locator(".cm-content", has_text="answer=").first.click()
    notebook.page.keyboard.press("Control+a")
    notebook.page.keyboard.insert_text(text)
    if run:
        notebook.page.keyboard.press("Control+Enter")
        notebook.idle()


@pytest.fixture
def begun(assignment):
    """The assignment with one conversation on its card."""
    card = assignment.run_all()
    assignment.play(card, "ask mara")
    assert eventually(assignment.moves, ["ask mara"]) == ["ask mara"]
    return card


def test_edited_answer_that_is_run_replaces_what_the_card_shows(assignment, begun):
    """An answer edited by hand and run replaces what the card shows; the card then goes on from there."""
    edit(assignment, CELL.format(answer=EDITED), run=True)
    expect(begun.get_by_role("listitem").filter(has_text="1 Summer · value")).to_be_visible()
    expect(begun.get_by_role("button", name="Ask Ines", exact=True)).to_be_visible()
    assignment.play(begun, "ask tomas")
    wanted = ["ask ines", "offer alerts", "ask tomas"]
    assert wanted == eventually(assignment.moves, wanted)


def test_edited_answer_that_breaks_the_rules_is_explained_and_kept(assignment, begun):
    """An answer against the rules is explained in the card, and stays until the learner starts again."""
    broken = CELL.format(answer=ILLEGAL)
    edit(assignment, broken, run=True)
    trouble = begun.get_by_role("alert")
    expect(trouble).to_contain_text("cannot be shown")
    expect(trouble).to_contain_text("priya")
    expect(begun.get_by_role("button", name="Ask Mara")).to_have_count(0)
    assert "Traceback" not in assignment.shown_text()
    assignment.menu("File", "Save Notebook")
    assert broken == eventually(lambda: assignment.source("affordable-mix"), broken)

    begun.get_by_role("button", name="Start again with an empty answer").click()
    assignment.play(begun, "ask bryn")
    assert ["ask bryn"] == eventually(assignment.moves, ["ask bryn"])


def test_cell_that_does_not_parse_is_never_written(assignment, begun):
    """While the answer cell cannot be read, a click says so and the cell keeps every character."""
    broken = CELL.format(answer='{"variant": "graded" "runs": 1}')
    edit(assignment, broken, run=False)
    begun.get_by_role("button", name="Ask Tomas").click()
    expect(begun.get_by_role("alert")).to_contain_text("cannot be read")
    expect(begun.locator(".save")).to_contain_text("NOT SAVED")
    assignment.menu("File", "Save Notebook")
    assert broken == eventually(lambda: assignment.source("affordable-mix"), broken)


def test_click_after_an_edit_that_was_not_run_takes_the_edit_first(assignment, begun):
    """An edit that was not run is not overwritten by the next click: the card shows the edit instead."""
    edit(assignment, CELL.format(answer=EDITED), run=False)
    begun.get_by_role("button", name="Ask Tomas").click()
    expect(begun.get_by_role("listitem").filter(has_text="1 Summer · value")).to_be_visible()
    assignment.play(begun, "ask tomas")
    wanted = ["ask ines", "offer alerts", "ask tomas"]
    assert wanted == eventually(assignment.moves, wanted)


def test_deleted_answer_cell_is_told(opened):
    """When the answer cell is gone, a click says NOT SAVED and why; undoing the deletion mends it."""
    start = opened(START)
    item = start.run_all("Question")
    item.get_by_role("radio").first.click()
    expect(item.locator(".save")).to_have_text("✓ Saved in this notebook")
    start.words("Your answer:").click()
    start.page.keyboard.press("Escape")
    start.page.keyboard.press("d")
    start.page.keyboard.press("d")
    item.get_by_role("radio").last.click()
    expect(item.locator(".save")).to_contain_text("NOT SAVED: this notebook has no answer cell")
    start.menu("Edit", "Undo Cell Operation")
    item.get_by_role("radio").nth(1).click()
    expect(item.locator(".save")).to_have_text("✓ Saved in this notebook")
    assert "b" == eventually(lambda: start.answer("try-a-card"), "b")


def test_doubled_answer_cell_is_told(assignment, begun):
    """When the answer cell stands in the notebook twice, a click says NOT SAVED and why."""
    assignment.words("Mara").first.click()
    assignment.page.keyboard.press("Escape")
    assignment.menu("Edit", "Copy Cell")
    assignment.menu("Edit", "Paste Cell Below")
    begun.get_by_role("button", name="Ask Tomas").click()
    expect(begun.locator(".save")).to_contain_text("stands in the notebook twice")
    assert ["ask mara"] == assignment.moves()


def test_text_in_a_cell_of_its_own_is_told(assignment):
    """A text in a new cell below its field is counted on the last card, which leaves the field open; a field
    that was split is one answer.
    """
    assignment.run_all()
    page, overview = assignment.page, assignment.page.get_by_role("group", name="Handing in")
    field = page.locator(".jp-MarkdownCell", has_text="Write your answer here")
    field.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("Bryn’s islanders had food on Friday.")
    page.keyboard.press("Shift+Enter")
    assignment.menu("Run", "Run All Cells")
    assignment.idle()
    overview.scroll_into_view_if_needed()
    expect(overview).to_contain_text("6 words stand in cells of your own.")
    expect(overview.get_by_role("row").filter(has_text="Written answer")).to_contain_text("not written yet")

    field.dblclick()
    field.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("One two three")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Shift+Minus")
    assignment.menu("Run", "Run All Cells")
    assignment.idle()
    overview.scroll_into_view_if_needed()
    expect(overview.get_by_role("row").filter(has_text="Written answer")).to_contain_text("4 words")
