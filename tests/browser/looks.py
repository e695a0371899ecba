"""The states of the cards that are looked at for access, width and colour; each is reached by clicks.

Every state is given by its name and the card that is different in it, of which pictures are taken.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

import players
from mouse import Mouse
from notebook_page import NotebookPage
from playwright.sync_api import Locator, expect

State = tuple[str, Locator]

#: Overlap of the summer and more than the money allows.
WISHES = ["status-page", "alerts", "booking", "freight-slots", "availability"]


def choose_theme(notebook: NotebookPage, theme: str) -> None:
    """Settings ▸ Theme ▸ JupyterLab Light or Dark."""
    notebook.menu("Settings", "Theme", f"JupyterLab {theme}")
    light = "true" if theme == "Light" else "false"
    notebook.page.locator(f"body[data-jp-theme-light='{light}']").wait_for(state="attached")
    notebook.page.wait_for_timeout(500)


def assignment_states(notebook: NotebookPage, card: Locator, moves: tuple[str, ...]) -> Iterator[State]:
    """Go through an assignment, and stop at every state of its cards."""
    yield "start", card
    notebook.play(card, moves[0])
    for feature in WISHES:
        notebook.tick(card, feature)
    expect(card).to_contain_text("over the money")
    yield "over the money", card
    for feature in WISHES:
        notebook.tick(card, feature, on=False)
    card.get_by_role("button", name="Start again").click()
    expect(card.get_by_role("group", name="Start a new run?")).to_be_visible()
    yield "a new run?", card
    for move in moves[1:-1]:
        notebook.play(card, move)
    card.get_by_text("What happened so far").click()
    yield "winter", card
    notebook.play(card, moves[-1])
    expect(card.get_by_role("heading", name="The year is over")).to_be_visible()
    yield "year over", card
    for text in ("free Wi-Fi", "island clinic"):
        item = notebook.question(text)
        item.get_by_role("radio").or_(item.get_by_role("checkbox")).nth(1).click()
        notebook.settled(item)
    overview = notebook.page.get_by_role("group", name="Handing in")
    expect(overview.get_by_role("heading")).to_have_text("5 of 8 still open")
    yield "questions answered", item


def lesson_states(notebook: NotebookPage, card: Locator, moves: tuple[str, ...]) -> Iterator[State]:
    """Go through the scenario and two items of a lesson, and stop at every state of their cards."""
    for move in moves:
        notebook.play(card, move)
    card.get_by_text("The same as numbers").click()
    yield "year compared", card
    items = notebook.page.get_by_role("group", name="Question", exact=True)
    choice = items.filter(has=notebook.page.get_by_role("radio")).first
    for option in choice.get_by_role("radio").all()[:2]:
        option.click()
        notebook.settled(choice)
        expect(choice.locator(".outcome")).not_to_be_empty()
        yield f"choice explained {option.get_attribute('value')}", choice
    several = items.filter(has=notebook.page.get_by_role("checkbox")).first
    several.get_by_role("checkbox").first.click()
    several.get_by_role("button", name="Show what this means").click()
    expect(several.locator(".outcome")).not_to_be_empty()
    notebook.settled(several)
    yield "ticks explained", several


def parts_states(notebook: NotebookPage, card: Locator, moves: Sequence[str]) -> Iterator[State]:
    """Go through the parts of a card that is in parts, and stop where each is left."""
    scenario = notebook.scenario
    for part, made in groupby(moves, key=lambda move: players.part_of(scenario, move)):
        for move in made:
            notebook.play(card, move)
        yield part, card
    players.go_to(Mouse(notebook), card, players.LAST_PART[scenario])
    for closed in card.locator("summary:visible").all():
        closed.click()
    yield "result", card


def sorting_states(notebook: NotebookPage) -> Iterator[State]:
    """Answer one question of each kind that sorts; a lesson then says what the answer means."""
    hand = Mouse(notebook)
    items = notebook.page.get_by_role("group", name="Question", exact=True)
    for kind in ("match", "classify", "order"):
        found = items.filter(has=notebook.page.locator(f".options.{kind}"))
        if not found.count():
            continue
        item = found.first
        if kind == "match":
            for select in item.get_by_role("combobox").all():
                hand.pick(select, select.locator("option").nth(1).text_content())
        elif kind == "classify":
            for row in item.get_by_role("radiogroup").all():
                hand.choose(row.get_by_role("radio").first)
        else:
            item.get_by_role("button", name="down").first.click()
        notebook.settled(item)
        show = item.get_by_role("button", name="Show what this means")
        if show.count():
            show.click()
            expect(item.locator(".outcome")).not_to_be_empty()
            notebook.settled(item)
        yield kind, item


def trouble_states(notebook: NotebookPage, card: Locator) -> Iterator[State]:
    """An answer that cannot be shown, cards asleep, and a click that is not saved."""
    expect(card.get_by_role("alert")).to_contain_text("priya")
    yield "trouble", card
    notebook.restart()
    item = notebook.question("free Wi-Fi")
    expect(item.locator(".save")).to_contain_text("Asleep")
    yield "asleep", item
    item.get_by_role("radio").first.click()
    expect(item.locator(".save")).to_contain_text("NOT SAVED")
    yield "not saved", item
