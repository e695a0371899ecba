"""The view of the affordable mix: what its controls do, and what it shows."""

import re

import pytest
from by_controls import card_view
from by_controls import played as played_by_controls


def view():
    return card_view("affordable-mix", "graded")


def played(moves):
    """A graded card on which ``moves`` were played by its controls."""
    return played_by_controls("affordable-mix", moves, "graded")


def test_conversation_and_offer_become_moves():
    """Conversations and offers become the moves of the answer, features in the order of the case."""
    made = played(["ask mara", "offer alerts status-page"])
    wanted = {"variant": "graded", "runs": 1, "moves": ["ask mara", "offer status-page alerts"]}
    assert wanted == made.answer()


def test_ticks_are_a_draft():
    """Ticking features is a draft: it is no move, and not part of the answer."""
    made = view()
    made.act("tick", "alerts")
    assert made.answer() is None
    assert ["alerts"] == made.ticked


def test_offer_over_the_money_is_refused():
    """A mix over the season's money is not offered, and the card says by how much it is over."""
    made = view()
    for feature in ("status-page", "alerts", "booking", "availability"):
        made.act("tick", feature)
    made.act("offer", "")
    assert made.answer() is None
    assert "This mix is 2 over the money." in made.html()


def test_empty_offer_is_refused():
    """Nothing ticked, nothing offered; the card says what to do."""
    made = view()
    made.act("offer", "")
    assert made.answer() is None
    assert "Tick at least one feature to offer." in made.html()


def test_same_person_twice_a_season_is_refused():
    """A second conversation with the same person in a season changes nothing but says why."""
    made = played(["ask mara"])
    made.act("ask", "mara")
    assert ["ask mara"] == made.answer()["moves"]
    assert "Mara" in made.said or "mara" in made.said


@pytest.mark.parametrize("action", [("ask", "nobody"), ("tick", "teleport"), ("back-to", "9"), ("dance", "")])
def test_unknown_controls_change_nothing(action):
    """A control that does not exist, or names what is not there, changes nothing."""
    made = played(["ask mara"])
    before = made.answer()
    made.act(*action)
    assert before == made.answer()


def test_undo_goes_back_step_by_step():
    """Undo takes back ticks and conversations, newest first, as far as the season's beginning."""
    made = played(["offer alerts"])
    made.act("ask", "bryn")
    made.act("tick", "booking")
    made.act("ask", "mara")
    made.act("tick", "alerts")
    for _ in range(4):
        made.act("undo", "")
    assert ["offer alerts"] == made.answer()["moves"]
    assert ["alerts"] == made.ticked
    made.act("undo", "")
    assert ["offer alerts"] == made.answer()["moves"]


def test_last_mix_stays_ticked():
    """In a new season, what was on offer is still ticked."""
    assert ["status-page", "alerts"] == played(["offer alerts status-page"]).ticked


def test_back_to_a_season_counts_a_run(strategies):
    """Going back to a season keeps the seasons before it and counts a run."""
    made = played(strategies["affordable-mix", "graded", "co-creator"].moves)
    made.act("back-to", "1")
    assert 2 == made.answer()["runs"]
    assert 1 == sum(move.startswith("offer") for move in made.answer()["moves"])


def test_ratings_show_only_for_those_who_were_asked():
    """A rating is on the card only for a person who was asked this season."""
    cells = r'class="pip p-(\w+)'
    assert set() == set(re.findall(cells, view().html()))
    made = played(["ask ines"])
    assert {"ines"} == set(re.findall(cells, made.html()))
    made.act("tick", "alerts")
    made.act("offer", "")
    assert set() == set(re.findall(cells, made.html()))
