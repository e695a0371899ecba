"""The view of the value stream: laying out, mapping, the bottleneck, the months, and what it keeps back."""

import re
from html.parser import HTMLParser

import pytest
from by_controls import card_view, played

from itilkit.answers import ScenarioTask
from itilkit.scenarios import replay
from itilkit.scenarios.value_stream.card.view import StreamView

ID = "value-stream"
RIGHT = {
    "log-call": "engage",
    "investigate": "deliver-support",
    "specialist-fix": "obtain-build",
    "put-live": "design-transition",
    "check-caller": "deliver-support",
    "ask-feedback": "engage",
    "log-improvement": "improve",
}
WHOLE = (
    f"order {' '.join(RIGHT)}",
    *(f"map {step} {activity}" for step, activity in RIGHT.items()),
    "bottleneck specialist-fix",
    "buy supplier-channel",
    "run",
)


class Words(HTMLParser):
    """What a reader sees of a piece of HTML, in one line."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_data(self, data):
        """Take in a text."""
        self.found.append(data)


def shown(view, part=None):
    """The text of a card's part, without its log."""
    if part:
        view.act("part", part)
    return " ".join(" ".join(Words(view.body_html()).found).split())


def moves_of(view):
    """The moves as they stand in the notebook."""
    return view.answer()["moves"]


def control(view, action, arg):
    """The tag of the button that does ``action`` with ``arg``."""
    return re.search(rf'<button[^>]*data-act="{action}" data-arg="{arg}"[^>]*>', view.html())[0]


# lay out --------------------------------------------------------------------------------------------


def test_tray_holds_nine_entries_in_no_telling_order():
    """All nine entries wait by name, each with its story, so that the tray does not tell the order."""
    view = card_view(ID)
    found = re.findall(r'<li draggable="true" data-drag="([\w-]+)" id="§tray', view.html())
    entries = [*view.scenario.words.steps, *view.scenario.words.distractors]
    assert [each.id for each in sorted(entries, key=lambda each: each.name)] == found
    assert [] == [each.id for each in entries if each.story not in shown(view)]


def test_changes_of_the_order_are_one_move():
    """However often the stream is changed, the answer holds one line with its order."""
    view = played(ID, ["order put-live log-call investigate"])
    view.act("down", "put-live")
    view.act("down", "put-live")
    view.act("out", "investigate")
    view.act("up", "put-live")
    assert ["order put-live log-call"] == moves_of(view)


def test_dragging_does_what_buttons_do():
    """An entry dragged onto another takes its place, dragged to the end it is last, to the tray it is out."""
    view = played(ID, ["order put-live log-call investigate"])
    view.act("place", "investigate=0")
    assert ["order investigate put-live log-call"] == moves_of(view)
    view.act("place", "check-caller=1")
    assert ["order investigate check-caller put-live log-call"] == moves_of(view)
    view.act("place", "investigate=4")
    view.act("out", "put-live=")
    assert ["order check-caller log-call investigate"] == moves_of(view)


def test_moved_entry_keeps_the_focus():
    """The button that moved an entry is where the focus stays when the entries change places."""
    view = played(ID, ["order put-live log-call"])
    view.act("up", "log-call")
    assert "data-focus" in control(view, "up", "log-call")
    view.act("part", "lay")
    assert "data-focus" not in control(view, "up", "log-call")


def test_focus_goes_to_a_neighbour_of_what_is_taken_out():
    """When an entry is taken out the focus goes to the entry after it, or to the one before the end."""
    view = played(ID, ["order put-live log-call investigate"])
    view.act("out", "log-call")
    assert "data-focus" in control(view, "out", "investigate")
    view.act("out", "investigate")
    assert "data-focus" in control(view, "out", "put-live")


def test_ends_of_the_stream_go_no_further():
    """The first entry cannot go up and the last one not down."""
    view = played(ID, ["order put-live log-call"])
    assert 'aria-disabled="true"' in control(view, "up", "put-live")
    assert 'aria-disabled="true"' in control(view, "down", "log-call")
    view.act("up", "put-live")
    view.act("down", "log-call")
    assert ["order put-live log-call"] == moves_of(view)


@pytest.mark.parametrize(
    ("action", "arg"),
    [
        ("add", "anchor"),
        ("add", "log-call"),
        ("up", "investigate"),
        ("place", "log-call=0"),
        ("place", "log-call=x"),
        ("place", "anchor=0"),
        ("place", ""),
        ("out", "investigate"),
        ("map", "log-call="),
        ("map", "log-call=sing"),
        ("map", "year-strategy=plan"),
        ("map", ""),
        ("bottleneck", "year-strategy"),
        ("bottleneck", ""),
        ("buy", "yacht"),
        ("return", "laptops"),
        ("part", "engine-room"),
    ],
)
def test_controls_that_name_nothing_change_nothing(action, arg):
    """A control that names nothing, or what cannot be done, leaves the answer as it is."""
    view = played(ID, ["order log-call"])
    view.act(action, arg)
    assert ["order log-call"] == moves_of(view)


# map ------------------------------------------------------------------------------------------------


def test_activity_is_chosen_and_chosen_again():
    """A step's activity may be chosen again; the later choice replaces the earlier one."""
    view = card_view(ID)
    view.act("map", "log-call=plan")
    view.act("map", "investigate=improve")
    view.act("map", "log-call=engage")
    assert ["map investigate improve", "map log-call engage"] == moves_of(view)
    assert '<option value="engage" selected>' in view.part_html("map")


def test_only_mapped_steps_are_drawn():
    """The picture draws what is laid out and mapped, and names in words what it leaves out."""
    view = played(
        ID, ["order log-call year-strategy put-live", "map log-call engage", "map ask-feedback engage"]
    )
    html = view.part_html("map")
    (told,) = set(re.findall(r'<svg class="lanes [^>]*aria-label="([^"]*)"', html))
    assert "Your stream over the six activities. 1 Log the call: Engage." == told
    text = shown(view, "map")
    assert "Laid out, but without an activity: “Next year’s strategy”, “Put live”." in text
    assert "With an activity, but not laid out: “Ask for feedback”." in text


def test_gap_in_the_line_is_dashed():
    """Where a step between two others is not drawn the line between these is dashed, else it is whole."""
    moves = ["order log-call investigate put-live", "map log-call engage", "map put-live plan"]
    view = played(ID, moves)
    assert "stroke-dasharray" in view.part_html("map")
    view.act("map", "investigate=deliver-support")
    assert "stroke-dasharray" not in view.part_html("map")


def test_every_activity_stands_there_with_its_purpose():
    """Beside the steps stand the six activities, each with what it is for."""
    view = card_view(ID)
    text = shown(view, "map")
    assert [] == [each.id for each in view.scenario.words.activities if each.purpose not in text]


# bottleneck -----------------------------------------------------------------------------------------


def test_figures_are_those_as_it_is():
    """The table holds work, waiting, right first time, load, capacity and load by capacity of each step."""
    text = shown(played(ID, ["order specialist-fix", "buy specialist"]), "bottleneck")
    assert "1 Specialist fix 90 300 90 % 17.5 14 125 %" in text
    assert "Investigate 25 45 80 % 28.6 40 71 %" in text
    assert "Ask for feedback not measured" in text


def test_figures_do_not_tell_the_order():
    """Steps that are not laid out stand by name, in the table, the bars and the list of activities."""
    view = card_view(ID, "graded")
    view.act("part", "bottleneck")
    found = re.findall(r'data-act="bottleneck" data-arg="([\w-]+)"', view.html())
    steps = view.scenario.words.steps
    assert [step.id for step in sorted(steps, key=lambda step: step.name)] == found
    view.act("part", "map")
    assert found == re.findall(r'data-act="map" data-arg="([\w-]+)"', view.html())


@pytest.mark.parametrize("named", ["investigate", "specialist-fix", "put-live"])
def test_an_assignment_does_not_say_whether_it_is_right(named):
    """Whichever step is named in an assignment, it stands there as chosen and the words stay what they were.

    Before that, the queues have no colour of a warning.
    """
    view = card_view(ID, "graded")
    before = view.part_html("bottleneck")
    assert '<div class="times calm"' in before
    view.act("bottleneck", named)
    after = view.part_html("bottleneck")
    assert Words(before).found == Words(after).found
    assert [named] == re.findall(r'data-arg="([\w-]+)" checked', after)
    assert 1 == after.count('class="on"')


# improve --------------------------------------------------------------------------------------------


def test_every_improvement_says_what_it_is():
    """Each improvement shows name, cost, meaning, what it changes, and with whom it is made."""
    view = card_view(ID)
    text = shown(view, "improve")
    for card in view.scenario.words.cards:
        for part in (card.name, f"{card.code} · {card.cost} point", card.meaning):
            assert part in text
        assert [] == [words for words in view.scenario.effect_words(card.id) if words not in text]
        assert card.partner in text
    partners = sum(bool(card.partner) for card in view.scenario.words.cards)
    assert partners == text.count("made together with")


def test_short_money_keeps_a_card_and_says_why():
    """What costs more than is left cannot be bought, and the card says why."""
    view = played(ID, ["buy specialist", "buy laptops"])
    view.act("part", "improve")
    assert 'aria-disabled="true"' in control(view, "buy", "automate")
    assert "Costs 3, 1 left." in shown(view)
    view.act("buy", "automate")
    assert ["buy specialist", "buy laptops"] == moves_of(view)
    assert "“Automated deployment” costs 3, but 1 of 6 points are left." == view.said


def test_returned_card_was_never_bought():
    """A card that is bought and returned before the months are run leaves no trace in the answer."""
    view = played(ID, ["buy laptops", "buy sign-off", "return laptops"])
    assert ["buy sign-off"] == moves_of(view)


def test_cards_may_be_swapped_after_a_run():
    """After a run, cards are swapped freely: what the answer holds is legal whatever was clicked between."""
    view = played(ID, ["buy intake-form", "buy known-errors", "buy supplier-channel", "run"])
    for click in (("return", "intake-form"), ("buy", "standard-change"), ("return", "known-errors")):
        view.act(*click)
    view.act("buy", "intake-form")
    assert ("intake-form", "standard-change", "supplier-channel") == view.state.cards
    assert ["return known-errors", "buy standard-change"] == moves_of(view)[4:]
    assert replay(view.scenario, moves_of(view)).state == view.state


def test_months_are_shown_after_a_run():
    """Before a run there are no months; after it they stand beside those of the stream as it is."""
    view = played(ID, WHOLE[:-1])
    assert "The two months" not in shown(view, "improve")
    view.act("run", "")
    text = shown(view)
    first, second = view.scenario.months_of(view.state)
    was, then = view.scenario.as_is
    lead = f"Lead time, minutes {was.lead:.0f} {then.lead:.0f} {first.lead:.0f} {second.lead:.0f}"
    assert lead in text
    assert "20 calls a day in month 1, 17 in month 2" in text
    assert 'aria-disabled="true"' in re.search(r'<button[^>]*data-act="run"[^>]*>', view.html())[0]


def test_second_run_of_the_same_is_no_move():
    """Running again what has not changed adds nothing to the answer."""
    view = played(ID, [*WHOLE, "run"])
    assert list(WHOLE) == moves_of(view)


@pytest.mark.parametrize(
    ("move", "old"),
    [
        ("buy laptops", True),
        ("return supplier-channel", True),
        ("order log-call", True),
        ("map log-call plan", False),
        ("bottleneck put-live", False),
        (f"order {' '.join(reversed(RIGHT))}", False),
    ],
)
def test_months_are_out_of_date_when_they_would_differ(move, old):
    """Months stay as they were run; they are out of date as soon as running again would change them."""
    view = played(ID, [*WHOLE, move])
    lead = f"{view.scenario.months(RIGHT, ['supplier-channel'])[0].lead:.0f} minutes of lead time"
    text = shown(view, "improve")
    assert lead in text
    assert (old, old) == ("Out of date." in text, "Run two months again" in text)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (" ".join(RIGHT), "20 calls a day in month 1, 17 in month 2: the ports were asked"),
        ("ask-feedback", "20 calls a day in month 1, 20 in month 2: the loop is half closed"),
        ("log-call", "20 calls a day in month 1, 22 in month 2: nobody was asked"),
    ],
)
def test_what_the_loop_did_to_demand(order, told):
    """The months say what asking for feedback and logging improvements did to the calls of month 2."""
    assert told in shown(played(ID, [f"order {order}", "run"]), "improve")


# result ---------------------------------------------------------------------------------------------


def test_open_pieces_are_counted():
    """As long as something is open the result says what, without telling the steps in their order."""
    text = shown(played(ID, ["map log-call engage", "map put-live plan"], compares=True), "result")
    for piece in ("Lay out: the order", "the activity of 5 steps", "Bottleneck: name it", "Improve: run"):
        assert piece in text
    assert "Investigate" not in text


def drawn_ways(view):
    """What the pictures of a card's result say of the ways over the activities."""
    html = view.part_html("result")
    return re.findall(r'<svg class="lanes [^>]*aria-label="([^"]*)"', html)


def test_lesson_shows_a_right_way():
    """A lesson draws a finished stream beside a right one, with its bottleneck and what comes back."""
    view = played(ID, WHOLE, compares=True)
    yours, right, _ = drawn_ways(view)
    assert "3 Specialist fix: Obtain/build, named as the bottleneck." in yours
    assert "3 Specialist fix: Obtain/build, the bottleneck." in right
    back = "The stream comes back to Engage and to Deliver and support: the chain has no fixed order."
    assert back in shown(view, "result")


def test_other_stream_is_mapped_for_contrast():
    """A lesson has a second stream mapped: what is tried is drawn, can be undone, and is no answer."""
    view = played(ID, WHOLE, compares=True)
    view.act("part", "result")
    view.act("contrast", "record-need=engage")
    view.act("contrast", "design-service=improve")
    assert drawn_ways(view)[2].endswith("1 Record the need: Engage. 3 Design the service: Improve.")
    view.act("undo", "")
    assert {"record-need": "engage"} == view.tried
    assert list(WHOLE) == moves_of(view)


def test_other_stream_is_told_on_demand():
    """How the second stream draws on the activities is shown when asked for, beside what was tried."""
    view = played(ID, WHOLE, compares=True)
    view.act("contrast", "record-need=engage")
    assert "so it is" not in shown(view, "result")
    view.act("tell", "")
    assert "2 Decide whether to invest: Plan." in drawn_ways(view)[2]
    assert 1 == shown(view).count("✓ so it is")
    view.act("tell", "")
    assert drawn_ways(view)[2].endswith("1 Record the need: Engage.")


@pytest.mark.parametrize("arg", ["record-need=sing", "log-call=plan", "record-need=", ""])
def test_contrast_takes_only_its_own_steps(arg):
    """The second stream takes its own steps and the six activities, and nothing else."""
    view = played(ID, WHOLE, compares=True)
    view.act("contrast", arg)
    assert {} == view.tried


def test_assignment_keeps_its_verdict():
    """An assignment's result draws the learner's stream alone, and gives no value, score, advice or key."""
    wrong = [*WHOLE[:1], *(f"map {step} plan" for step in RIGHT), "bottleneck put-live", "run"]
    view = played(ID, wrong, "graded")
    text = shown(view, "result")
    assert "This run is your answer and is graded when you hand it in." in text
    assert 1 == len(set(re.findall(r'<svg class="lanes [^>]*aria-label="([^"]*)"', view.body_html())))
    view.act("tell", "")
    view.act("contrast", "record-need=engage")
    assert {} == view.tried
    for word in ("of 100", "Score", "within reach", "Obtain/build.", "the bottleneck.", "another order"):
        assert word not in text.replace("named as the bottleneck", ""), word


def test_undo_takes_back_to_where_it_was_done():
    """Undo takes back the newest change, whatever it was, names it and shows its part."""
    view = played(ID, WHOLE[:2])
    view.act("part", "bottleneck")
    view.act("bottleneck", "put-live")
    view.act("part", "improve")
    view.act("undo", "")
    assert "Taken back: naming “Put live” as the bottleneck." == view.said
    assert "bottleneck" == view.part
    assert list(WHOLE[:2]) == moves_of(view)


def test_every_change_can_be_taken_back():
    """Nothing on this card commits: Undo leads back to the empty card, click by click."""
    view = played(ID, WHOLE)
    while view.past:
        view.act("undo", "")
    assert view.answer() is None


def test_loaded_run_stands_at_what_is_open():
    """A run out of the notebook shows the first part in which something is open."""
    found = []
    for moves in ([], WHOLE[:1], WHOLE[:8], WHOLE[:9], WHOLE):
        view = card_view(ID)
        view.load({"variant": "base", "runs": 1, "moves": list(moves)})
        found.append(view.part)
    assert ["lay", "map", "bottleneck", "improve", "result"] == found


# nbgrader's pages -----------------------------------------------------------------------------------


def test_picture_of_a_graded_run_is_static():
    """The page of a graded run draws the stream, its months and its bars, without a control or an id."""
    task = ScenarioTask(ID, "graded")
    picture = StreamView.of(task, replay(task.scenario, WHOLE)).picture_html()
    assert [] == re.findall(r"<button|<input|<select|<script|\sid=|data-act", picture)
    assert 'aria-label="Your stream over the six activities. 1 Log the call: Engage.' in picture
    assert "Lead time, minutes" in picture
    assert 'aria-label="Where the time goes in month 1' in picture


def test_picture_of_an_unfinished_run_says_what_is_missing():
    """The page of a run in which nothing is laid out still stands, and says that nothing is drawn."""
    task = ScenarioTask(ID, "graded")
    picture = StreamView.of(task, replay(task.scenario, ["map log-call engage"])).picture_html()
    assert "No step is drawn yet." in picture
    assert "With an activity, but not laid out: “Log the call”." in picture


def test_every_picture_has_its_numbers():
    """Each picture of lanes, bars or lines is followed by a table of the same numbers."""
    view = played(ID, WHOLE, compares=True)
    view.act("tell", "")
    for part in view.PARTS:
        html = view.part_html(part)
        pictures = len(re.findall(r'<svg class="lanes (?:roomy|small)|<div class="times|wide-only"', html))
        assert pictures == html.count('<details class="numbers">')
