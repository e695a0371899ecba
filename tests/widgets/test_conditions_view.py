"""The view of the six iterations: what its controls do, and what it shows."""

import re

import pytest
from by_controls import Tags, card_view
from by_controls import played as played_by_controls

from itilkit.answers import ScenarioTask
from itilkit.scenarios import replay
from itilkit.scenarios.conditions.card.pictures import Worth, worths
from itilkit.widgets.run_view import view_class

CO_CREATOR = ("conditions", "base", "co-creator")


def view(*, compares=False):
    return card_view("conditions", compares=compares)


def played(moves, *, compares=False):
    """A card on which ``moves`` were played by its controls."""
    return played_by_controls("conditions", moves, compares=compares)


def numbers(made):
    """The rows of the table behind the four small charts: name → cells."""
    table = made.html().split("Needed and live by iteration")[1].split("</table>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("<tr>")[2:]]
    return {row[0]: row[1:] for row in rows}


def test_ticks_become_a_move_in_the_order_of_the_groups():
    """Who is ticked is named in the move, in the order of the case and not of the clicks."""
    made = view()
    for group in ("support", "customer"):
        made.act("invite", group)
    made.act("release", "1")
    assert ["release with customer support"] == made.answer()["moves"]


def test_empty_room_is_a_move_too():
    """Nobody needs to be in the room."""
    made = view()
    made.act("build", "1")
    assert ["build"] == made.answer()["moves"]


def test_ticks_are_a_draft_that_can_be_undone():
    """A tick is no move and no answer; Undo takes it back and names it."""
    made = view()
    made.act("invite", "customer")
    made.act("invite", "users")
    assert made.answer() is None
    made.act("undo", "")
    assert ["customer"] == made.invited
    assert "Taken back: Tomas in the room." == made.said


def test_second_click_plays_no_other_iteration():
    """A button belongs to its iteration: a second click on it does not play the next one."""
    made = view()
    made.act("build", "1")
    made.act("build", "1")
    assert ["build"] == made.answer()["moves"]


def test_room_is_empty_again_after_an_iteration():
    """Whom to meet is asked anew in each iteration, and what was played cannot be undone."""
    made = played(["build with users"])
    assert [] == made.invited
    assert [] == made.past


@pytest.mark.parametrize(
    "action", [("invite", "nobody"), ("invite", "mara"), ("build", "9"), ("back-to", "1"), ("dance", "")]
)
def test_unknown_controls_change_nothing(action):
    """A control that does not exist, or names what is not there, changes nothing."""
    made = played(["build"])
    before = made.answer()
    made.act(*action)
    assert before == made.answer()
    assert [] == made.invited


def test_steps_that_are_left_stand_on_the_buttons():
    """Each person in the room takes two of thirteen steps, a release one: the buttons say what is left."""
    made = view()
    assert "Build · 13 steps" in made.html()
    for group in ("customer", "users", "islanders", "support"):
        made.act("invite", group)
    assert "Build · 5 steps" in made.html()
    assert "Build and release · 4 steps" in made.html()
    assert 8 == made.html().count('<i class="taken"')
    assert "Service desk is in the room. 5 steps are left for building, 4 if you release." == made.said


def test_focus_goes_to_the_new_iteration():
    """The button that was clicked vanishes with its iteration; the last mark for the focus is the heading."""
    made = played(["build"])
    assert ['id="§story-2" tabindex="-1" data-focus'] == re.findall(
        r'id="[^"]*"[^>]* data-focus', made.html()
    )
    assert 'id="§b-build-1"' not in made.html()


def test_need_is_shown_only_where_it_was_heard():
    """During a run, what is needed stands in the numbers only for iterations in which its owner was there."""
    made = played(["release with customer", "build with islanders"])
    found = numbers(made)
    assert ["7", "not heard", "–", "–", "–", "–"] == found["Speed, needed"]
    assert ["not heard", "5", "–", "–", "–", "–"] == found["Clarity, needed"]
    assert ["not heard", "not heard", "–", "–", "–", "–"] == found["Coverage, needed"]


def test_only_a_lesson_tells_the_needs_nobody_asked_about(strategies):
    """At the end a lesson shows all needs; an assignment, which may be played again, only those heard."""
    moves = strategies[CO_CREATOR].moves
    assert ["7", "7", "9", "9", "8", "8"] == numbers(played(moves, compares=True))["Speed, needed"]
    kept = numbers(played(moves))["Speed, needed"]
    assert ["not heard", "not heard", "9", "not heard", "not heard", "8"] == kept


def test_live_line_begins_with_the_first_release():
    """What is live is a line from the first release on, and none before."""
    found = numbers(played(["build with users", "release"]))
    assert ["–", "8", "–", "–", "–", "–"] == found["Coverage, live"]


def test_those_who_were_not_in_the_room_are_told_apart():
    """A voice from the room says what is needed; one from outside is marked, and says no number."""
    html = played(["release with customer"]).html()
    assert "Mara for the customer · speed is needed at 7 of 10" in html
    outside = re.findall(r'class="unasked">.*?<small>(.*?)</small>', html)
    assert "The service desk for support · was not in the room" in outside
    assert [] == [who for who in outside if not who.endswith(" · was not in the room")]


def test_every_iteration_stays_in_words(strategies):
    """At the end each iteration can be opened: who was there, what was built, what was said."""
    made = played(strategies[CO_CREATOR].moves)
    assert [str(place) for place in range(6)] == re.findall(r'id="§round-(\d)"', made.html())
    assert "Built in 10 of 10 steps: " in made.html()


def test_back_to_an_iteration_counts_a_run(strategies):
    """Going back to an iteration keeps those before it and counts a run."""
    moves = strategies[CO_CREATOR].moves
    made = played(moves)
    made.act("back-to", "2")
    assert {"variant": "base", "runs": 2, "moves": made.moves} == made.answer()
    assert ["release with support", "release with users support"] == made.moves
    assert "Run 2: back to iteration 3; what came before it stands." == made.said


def test_comparison_shows_both_halves_of_co_creation(strategies):
    """The comparison says what cadence without people and a full room without time came to."""
    html = played(strategies[CO_CREATOR].moves, compares=True).html()
    assert "“Releases often, asks nobody” released 6 times with nobody in the room: value 14." in html
    assert (
        "“Everybody, every time” knew every need and had 4 of 13 steps left to meet them: value 35." in html
    )


def test_losses_fill_each_bar():
    """Value and losses fill a bar, also where a mistake helped and a loss is below 0."""
    lost = {"unknown": 50.0, "unbuilt": -10.0, "unreleased": 0.0, "unsound": 20.0}
    widths = re.findall(r"width:([\d.]+)%", worths("Worth", [Worth(value=40, quality=80, lost=lost)]))
    assert 100 == pytest.approx(sum(map(float, widths)), abs=0.05)
    assert ["40.00", "17.14", "42.86"] == widths


def test_unfinished_run_has_a_graded_page():
    """The page of a run with nothing or little played is whole, and names no id twice."""
    task = ScenarioTask("conditions", "base")
    for moves in ([], ["build with support"]):
        html = view_class("conditions").of(task, replay(task.scenario, moves)).meaning_html()
        tags = Tags(html)
        assert ([], []) == (tags.open, tags.wrong)
        assert sorted(set(tags.ids)) == sorted(tags.ids)
        assert "§" not in html
