"""The view of the service value system: tiles, events, cards and symptoms, and what it keeps back."""

import re

import pytest
from by_controls import card_view, played
from svs_samples import IDLE, WHOLE, answers, place, system

ID = "service-value-system"


def moves_of(view):
    """The moves as they stand in the notebook."""
    return view.answer()["moves"]


def test_picked_tile_asks_where_to():
    """A tile that is picked up asks where to put it; a second click puts it back."""
    view = card_view(ID)
    view.act("pick", "governance")
    assert 'data-act="place" data-arg="governance=component"' in view.html()
    assert view.answer() is None
    view.act("pick", "governance")
    assert 'data-act="place"' not in view.html()


def test_tile_goes_to_its_place_and_the_next_one_is_at_hand():
    """A placed tile leaves the others, and the focus waits on the tile that came after it."""
    view = card_view(ID)
    view.act("pick", "demand")
    view.act("place", "demand=input")
    assert ["place demand as input"] == moves_of(view)
    assert "data-focus" in re.search(r'<button[^>]*id="§b-pick-four-dimensions"[^>]*>', view.html())[0]


def test_dragging_does_what_clicks_do():
    """A tile dragged to a place is placed there, and dragged back to the others it is off the board."""
    view = card_view(ID)
    view.act("drop", "value=component")
    view.act("drop", "value=output")
    assert ["place value as output"] == moves_of(view)
    view.act("drop", "value=")
    assert view.answer() is None


@pytest.mark.parametrize(
    ("action", "arg"),
    [
        ("pick", "anchor"),
        ("place", "anchor=input"),
        ("place", "governance=engine"),
        ("place", "governance"),
        ("remove", "governance"),
        ("drop", "governance="),
        ("drop", "="),
        ("card", "hauliers-at-night=engine"),
        ("card", "nothing=input"),
        ("diagnose", "=governance"),
        ("run", ""),
        ("part", "engine-room"),
    ],
)
def test_what_does_not_exist_changes_nothing(action, arg):
    """A tile, place, card or part that does not exist, or a move that is not possible, changes nothing."""
    view = card_view(ID)
    view.act(action, arg)
    assert view.answer() is None


def test_tiles_stand_in_alphabetical_order():
    """The order of the tiles tells nothing about where they belong."""
    names = re.findall(r'class="tile"[^>]*>([^<]+)<', card_view(ID).html())
    assert sorted(names) == names
    assert 13 == len(names)


def test_changed_answer_replaces_the_earlier_one():
    """Who changes an answer leaves one move for it, so that the answer reads as it is meant."""
    view = card_view(ID)
    for kind in ("input", "none", "output"):
        view.act("card", f"hauliers-at-night={kind}")
    view.act("diagnose", "two-plans=governance")
    assert "card hauliers-at-night as output" == moves_of(view)[0]
    assert 1 == sum(move.startswith("card") for move in moves_of(view))


def test_what_was_shown_by_a_run_stays_in_the_answer():
    """Moves before a run of the events are kept: the log tells them as they were."""
    view = played(ID, ["place demand as component", "run", "place demand as input"])
    assert ["place demand as component", "run", "place demand as input"] == moves_of(view)


def test_events_run_when_there_is_something_to_run():
    """The events run on a board with at least one tile, once for each state of it."""
    view = card_view(ID)
    assert "Put at least one tile on the board first." in view.html()
    view.act("place", "demand=input")
    view.act("part", "build")
    view.act("run", "")
    view.act("run", "")
    assert ["place demand as input", "run"] == moves_of(view)
    assert 7 == len(re.findall(r'<li class="(?:held|missed)"', view.html()))
    view.act("place", "governance=component")
    assert "The board has changed since the events last ran." in view.html()


def test_every_event_says_what_was_lost_and_why():
    """In a lesson each event names the tile it lacked, the tiles that do no work, and what came before."""
    view = played(ID, [*place({**WHOLE, "customer": "component"}), "remove governance", "run"], compares=True)
    view.act("part", "build")
    html = view.html()
    assert "20 lost: “Governance” is not on the board." in html
    assert "6 lost: “Customer” does no work in the system." in html
    assert "6 lost: “The supplier’s deal” had gone wrong before." in html


def test_an_assignment_tells_losses_but_no_names():
    """In an assignment the events say what was lost, but name neither the missing tile nor the idle one."""
    board = {**WHOLE, "customer": "component"}
    del board["governance"]
    view = played(ID, [*place(board), "run"], "graded")
    view.act("part", "build")
    events = view.html().split('class="events"')[1].split("</ol>")[0]
    assert "20 lost: what this asks for is not on the board." in events
    assert "6 lost to a tile that does no work in the system." in events
    assert [] == [name for name in ("Governance", "Customer") if name in events]


@pytest.mark.parametrize("right", [12, 5])
def test_an_assignment_never_says_what_is_right(right):
    """An assignment looks the same whether cards and symptoms are answered rightly or not."""
    view = played(ID, [*place(WHOLE), *answers(system("graded"), right, 5 if right == 12 else 1)], "graded")
    told = []
    for part in view.PARTS:
        view.act("part", part)
        told.append(view.html())
    assert not re.search(
        r"Right would be|Not yet|✓ Right|class=\"(?:debrief|criteria|right|wrong)", "".join(told)
    )


def test_a_lesson_explains_every_card_at_the_end():
    """When all is answered a lesson says of each card and symptom whether it is right, and why."""
    view = played(ID, [*place(WHOLE), *answers(system(), 7, 2)], compares=True)
    said = []
    for part in ("sort", "diagnose"):
        view.act("part", part)
        said.append((view.html().count("✓ Right."), view.html().count("✗ Not yet.")))
    assert [(7, 5), (2, 3)] == said


def test_nothing_is_explained_before_the_end():
    """As long as something is open, cards are not explained: they are to be thought about."""
    view = played(ID, answers(system(), 7, 2), compares=True)
    view.act("part", "sort")
    assert "✗ Not yet." not in view.html()


def test_result_names_what_is_open():
    """The result says which parts still have no answer."""
    view = played(ID, place(WHOLE), compares=True)
    view.act("part", "result")
    assert "Still open: sort twelve cards; diagnose five symptoms." in view.html()


def test_comes_back_where_something_is_open():
    """A run out of the notebook opens at the first part in which something is open."""
    view = card_view(ID)
    view.load({"variant": "base", "runs": 1, "moves": place(WHOLE)})
    assert "sort" == view.part


def test_graded_page_shows_the_system_and_every_slip():
    """The page of a graded run draws the board with marks, and explains every wrong card and symptom."""
    scenario = system("graded")
    view = played(ID, [*place({**WHOLE, IDLE[0]: "component"}), *answers(scenario, 9, 4)], "graded")
    view.scenario = scenario
    page = view.meaning_html()
    assert (8, 1) == (page.count("right-here"), page.count("wrong-here"))
    assert 4 == page.count("You said: ")
