"""The states of the cards that are looked at for access, width and colour; each is reached by clicks.

Every state is given by its name and the card that is different in it, of which pictures are taken.
"""

import re
from collections.abc import Iterator, Sequence

import players
from mouse import Mouse
from notebook_page import NotebookPage
from playwright.sync_api import Locator, expect

State = tuple[str, Locator]

#: What begins a new run: a lesson that has fresh numbers, too, offers the same ones by name.
NEW_RUN = re.compile("Yes, start a new run|Yes, on the same numbers")

#: Overlap of the summer and more than the money allows.
WISHES = ["status-page", "alerts", "booking", "freight-slots", "availability"]


def choose_theme(notebook: NotebookPage, theme: str) -> None:
    """Settings ▸ Theme ▸ JupyterLab Light or Dark."""
    notebook.menu("Settings", "Theme", f"JupyterLab {theme}")
    light = "true" if theme == "Light" else "false"
    notebook.page.locator(f"body[data-jp-theme-light='{light}']").wait_for(state="attached")
    notebook.page.wait_for_timeout(500)


def assignment_states(notebook: NotebookPage, card: Locator, moves: tuple[str, ...]) -> Iterator[State]:
    """Go through an assignment, and stop at the states that differ most."""
    notebook.play(card, moves[0])
    for feature in WISHES:
        notebook.tick(card, feature)
    expect(card).to_contain_text("over the money")
    card.get_by_role("button", name="Start again").click()
    expect(card.get_by_role("group", name="Start a new run?")).to_be_visible()
    yield "over the money, a new run?", card
    for feature in WISHES:
        notebook.tick(card, feature, on=False)
    for move in moves[1:-1]:
        notebook.play(card, move)
    card.get_by_text("What happened so far").click()
    notebook.play(card, moves[-1])
    expect(card.get_by_role("heading", name="The year is over")).to_be_visible()
    for text in ("free Wi-Fi", "island clinic"):
        item = notebook.question(text)
        item.get_by_role("radio").or_(item.get_by_role("checkbox")).nth(1).click()
        notebook.settled(item)
    overview = notebook.page.get_by_role("group", name="Handing in")
    expect(overview.get_by_role("heading")).to_have_text("5 of 8 still open")
    yield "year over, questions answered", card


def lesson_states(notebook: NotebookPage, card: Locator, moves: tuple[str, ...]) -> Iterator[State]:
    """Go through the scenario and two items of a lesson, and stop at the states that differ most."""
    for move in moves:
        notebook.play(card, move)
    card.get_by_text("The same as numbers").click()
    items = notebook.page.get_by_role("group", name="Question", exact=True)
    choice = items.filter(has=notebook.page.get_by_role("radio")).first
    for option in choice.get_by_role("radio").all()[:2]:
        option.click()
        notebook.settled(choice)
        expect(choice.locator(".outcome")).not_to_be_empty()
        yield f"choice explained {option.get_attribute('value')}", card
    several = items.filter(has=notebook.page.get_by_role("checkbox")).first
    several.get_by_role("checkbox").first.click()
    several.get_by_role("button", name="Show what this means").click()
    expect(several.locator(".outcome")).not_to_be_empty()
    notebook.settled(several)
    yield "ticks explained", several


def parts_states(notebook: NotebookPage, card: Locator) -> Iterator[State]:
    """Go through the parts of a card that is in parts and played already; its questions come at the end."""
    scenario = notebook.scenario
    hand = Mouse(notebook)
    for part in dict.fromkeys([*players.PARTS[scenario].values(), players.OTHER_PART[scenario]]):
        players.go_to(hand, card, part)
        yield part, card
    players.go_to_result(hand, card)
    open_all(card)
    sort_some(notebook)
    yield "result", card


#: How many moves of a run are left to be played when its walk begins.
LEFT = {"dialogue": 1, "conditions": 3, "capstone": 6}


def before_the_stops(scenario: str, moves: Sequence[str]) -> int:
    """How many of ``moves`` stand in the notebook when the walk begins."""
    return len(moves) - LEFT.get(scenario, 0)


def run_states(notebook: NotebookPage, card: Locator, moves: Sequence[str]) -> Iterator[State]:
    """The middle of a run, its end, and its beginning again; the questions are seen with the end."""
    hand = Mouse(notebook)
    if notebook.scenario == "conditions":
        players.invite(hand, card, "Tomas")
    if notebook.scenario == "capstone":
        notebook.play(card, moves[0])
        players.tick(hand, card, "chatbot")
    yield "under way", card
    for move in moves[1:] if notebook.scenario == "capstone" else moves:
        notebook.play(card, move)
    open_all(card)
    sort_some(notebook)
    yield "over", card
    card.get_by_role("button", name="Start again").click()
    card.get_by_role("button", name=NEW_RUN).click()
    notebook.settled(card)
    open_all(card)
    yield "beginning", card


def open_all(card: Locator) -> None:
    """Open whatever can be opened on a card, the last first: a locator counts anew what is still closed."""
    for closed in reversed(card.locator("details:not([open]):not(.log) > summary:visible").all()):
        closed.click()


def sort_some(notebook: NotebookPage) -> None:
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
