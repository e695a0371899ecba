"""The view of the capstone: what its controls do, and what the dashboard of the year shows."""

import re
from html import escape

import pytest
from by_controls import card_view
from by_controls import played as played_by_controls

from itilkit.answers import ScenarioTask
from itilkit.authoring.capstone.strategies import strategies as plans_of
from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.capstone.card.pictures import pays_later, rungs
from itilkit.widgets.run_view import view_class

#: A first quarter with two conversations and everything else that can be done.
SUMMER = ["ask mara", "ask bryn", "improve-stream", "revisit", "check-governance", "offer status-page"]


def view():
    return card_view("capstone", "graded")


def played(moves, variant="graded", *, compares=False):
    """A card on which ``moves`` were played by its controls."""
    return played_by_controls("capstone", moves, variant, compares=compares)


def year(name, *, compares=False):
    """A card of the base variant on which a whole strategy was played."""
    return played(plans_of(load_scenario("capstone"))[name], "base", compares=compares)


def text(html):
    """What can be read of a piece of HTML, spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


# the controls ---------------------------------------------------------------------------------------


def test_controls_become_moves():
    """Conversations, work on how one works and the offer become the moves of the answer, in their order."""
    assert {"variant": "graded", "runs": 1, "moves": SUMMER} == played(SUMMER).answer()


def test_every_plan_beside_a_year_by_controls_has_its_figures():
    """Every plan shown beside a year of the base variant, played by controls, has the value shown for it."""
    beside = load_scenario("capstone").numbers.beside
    wanted = {plan.id: [round(value, 6) for value in plan.quarters] for plan in beside}
    found = {plan.id: [round(each.value, 6) for each in year(plan.id).state.played] for plan in beside}
    assert wanted == found


def test_work_is_done_once_a_quarter():
    """Work that is done stays on the card as done; a second click says so and changes nothing."""
    made = played(["improve-stream"])
    made.act("improve-stream", "")
    assert ["improve-stream"] == made.answer()["moves"]
    assert "Improve the stream: that is done for this quarter." == made.said
    assert "Done. You improved the stream." in text(made.html())


def test_offer_over_the_effort_is_refused():
    """New features for which too little effort is left are not offered, and the card says by how much."""
    people = [f"ask {person}" for person in ("mara", "tomas", "ines", "bryn")]
    made = played([*people, "improve-stream", "revisit", "check-governance"])
    for feature in ("status-page", "booking", "dashboard"):
        made.act("tick", feature)
    made.act("offer", "")
    assert 7 == len(made.answer()["moves"])
    assert "This is 1 over the effort. Untick something new, or undo something." in made.html()
    assert "12 of 11 points of effort" in made.html()


def test_offer_over_the_money_is_refused():
    """A mix over the quarter's money is not offered, and the card says by how much it is over."""
    made = view()
    for feature in ("status-page", "alerts", "booking", "availability", "dashboard"):
        made.act("tick", feature)
    made.act("offer", "")
    assert made.answer() is None
    assert "This mix is 1 over the money." in made.html()


def test_ticking_says_what_is_left_of_both():
    """Ticking a feature is no move; it says what is left of the money and of the effort."""
    made = played(["ask mara"])
    made.act("tick", "alerts")
    assert "Money: 21 left. Effort: 9 left." == made.said
    assert ["ask mara"] == made.answer()["moves"]


def test_undo_goes_back_to_the_beginning_of_the_quarter():
    """Undo takes back work, ticks and conversations of the quarter, and never a quarter that is over."""
    made = played([*SUMMER, "ask ines", "revisit"])
    made.act("tick", "alerts")
    made.act("undo", "")
    assert ["status-page"] == made.ticked
    made.act("undo", "")
    assert "Taken back: “Revisit the agreement”." == made.said
    for _ in range(3):
        made.act("undo", "")
    assert SUMMER == made.answer()["moves"]


@pytest.mark.parametrize("phase", [1, 2, 3])
def test_back_to_a_quarter_keeps_those_before_it(phase):
    """Going back to a quarter keeps the quarters before it and counts a run."""
    made = year("co-creator")
    made.act("back-to", str(phase))
    assert 2 == made.answer()["runs"]
    assert phase == made.state.quarter
    assert () == made.state.asked
    assert phase == sum(move.startswith("offer") for move in made.answer()["moves"])


@pytest.mark.parametrize("action", [("ask", "nobody"), ("tick", "teleport"), ("back-to", "4"), ("offer", "")])
def test_controls_that_do_not_apply_at_the_end_change_nothing(action):
    """After the last quarter no control of a quarter does anything."""
    made = year("co-creator")
    before = made.answer()
    for each in (action, ("improve-stream", ""), ("tick", "alerts")):
        made.act(*each)
        assert before == made.answer()
    assert "The year is over" in made.html()


# the page -------------------------------------------------------------------------------------------


def test_ratings_show_only_for_those_who_were_asked():
    """A rating is on the card only for a person who was asked this quarter."""
    cells = r'class="pip p-(\w+)'
    assert set() == set(re.findall(cells, view().html()))
    assert {"ines"} == set(re.findall(cells, played(["ask ines"]).html()))
    assert set() == set(re.findall(cells, played(["ask ines", "offer alerts"]).html()))


def test_effort_tells_done_from_planned():
    """The effort meter fills what is spent, and outlines what the ticked features will take once offered."""
    made = played(["ask mara", "improve-stream"])
    made.act("tick", "alerts")
    told = text(made.html())
    assert "Effort this quarter 5 of 11" in told
    assert "conversations 1 · stream 3 · new features, once offered 1 6 left" in told
    boxes = re.search(r'aria-label="5 of 11 points of effort">(.*?)</span>', made.html())[1]
    assert (4, 1, 11) == (boxes.count('"on"'), boxes.count('"plan"'), boxes.count("<i"))


def test_boxes_beyond_the_most_are_marked():
    """Points beyond what there is stand as boxes of their own, marked as too many."""
    boxes = rungs("three of two", 2, 2, 1)
    assert (2, 0, 1) == (boxes.count('"on"'), boxes.count('"plan"'), boxes.count('"over"'))


def test_dashboard_makes_a_quarter_of_mix_trust_and_flow():
    """For each quarter that is over the dashboard shows mix, trust, flow and value, and why they moved."""
    made = played(SUMMER)
    (quarter,) = made.state.played
    label = (
        f"Summer: the mix is worth {quarter.season_value:.0f} of 100; times 0.88 for trust "
        f"and 0.84 for flow, the quarter is worth {quarter.value:.0f}."
    )
    assert label in made.html()
    told = text(made.html())
    assert "2 → 3: agreed together (+1)" in told
    assert "3 → 2: stream improved (−1)" in told
    assert ("Autumn storms under way" in told, "Winter still to come" in told) == (True, True)


def test_dashboard_says_where_trust_can_fall_no_further():
    """Where trust is lost that is not there any more, the dashboard says so."""
    told = text(year("provider-only").html())
    assert "0 → 0: nobody asked (−1), agreement not revisited (−1)" in told
    assert "; it cannot fall further" in told


def test_events_of_the_last_quarter_stand_beside_the_new_one():
    """What moved trust and delay is told in full when the next quarter begins."""
    made = played(SUMMER)
    (quarter,) = made.state.played
    told = made.html()
    assert 2 == len((*quarter.trust_moved, *quarter.delay_moved))
    for moved in (*quarter.trust_moved, *quarter.delay_moved):
        assert f"<li>{escape(moved.why)}</li>" in told


def test_focus_goes_to_the_story_of_the_new_quarter():
    """The offer's button goes with its quarter; one place takes the focus, the new story or the end."""
    for made, place in ((played(SUMMER), "story"), (year("co-creator"), "over")):
        marks = re.findall(r'<\w+[^>]*id="§(\w+)"[^>]* data-focus', made.html())
        assert [place] == marks


def test_chart_says_that_talk_and_flow_pay_later():
    """A sentence below the chart says that the co-creating plan is worth less in summer and more afterwards,
    with the figures of the variant.
    """
    for variant in ("base", "graded"):
        scenario = load_scenario("capstone", variant)
        plans = {plan.id: plan for plan in scenario.numbers.beside}
        one, other = plans["co-creator"].quarters, plans["process-rigid"].quarters
        pairs = [f"({a:.0f} to {b:.0f})" for a, b in zip(one, other, strict=True)]
        wanted = (
            f"Beside “Signs once and keeps to it”, the plan “Co-creates” is worth less in summer {pairs[0]}, "
            f"while it pays for talk and flow, and more in autumn storms {pairs[1]}, winter {pairs[2]} and "
            f"spring {pairs[3]}, when they pay back."
        )
        assert wanted == pays_later(scenario)


def test_year_is_set_against_the_rigid_plan_once():
    """A lesson says once how the year stands beside the plan that signs once: in the debrief or the chart."""
    for name in ("co-creator", "please-everyone"):
        html = year(name, compares=True).html()
        assert 1 == html.count("Beside the plan “Signs once and keeps to it” your year"), name


def test_graded_page_of_an_unfinished_year_shows_what_was_played():
    """The page of a year that ends early shows its quarters and compares without claiming a whole year."""
    task = ScenarioTask("capstone", "graded")
    page = view_class("capstone").of(task, replay(task.scenario, SUMMER)).meaning_html()
    assert ("Your year so far" in page, "Spring</b></div><small>still to come" in page) == (True, True)
    assert "your year was worth" not in page
    empty = view_class("capstone").of(task, replay(task.scenario, [])).meaning_html()
    assert "Your year so far" not in empty
