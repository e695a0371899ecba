"""The view of the affordable mix: what its controls do, and what it shows."""

import re
from html.parser import HTMLParser

import pytest

from itilkit.answers import ScenarioTask
from itilkit.items import AnswerProblem
from itilkit.widgets.html import own_ids
from itilkit.widgets.mix_view import MixView


def view(variant="graded", *, compares=False):
    return MixView(ScenarioTask("affordable-mix", variant), compares=compares)


def played(moves, variant="graded", *, compares=False):
    """A view on which ``moves`` were played by its controls."""
    made = view(variant, compares=compares)
    for move in moves:
        verb, *names = move.split()
        if verb == "ask":
            made.act("ask", names[0])
        else:
            for feature in set(names) ^ set(made.ticked):
                made.act("tick", feature)
            made.act("offer", "")
    return made


class Tags(HTMLParser):
    """The elements of a piece of HTML, and whether every one that is opened is closed."""

    EMPTY = frozenset({"input", "br", "line", "circle", "polyline"})

    def __init__(self):
        super().__init__()
        self.open = []
        self.ids = []
        self.names = set()
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        """Take in an element."""
        self.names.add(tag)
        self.ids += [text for name, text in attrs if name == "id"]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Close the element that was opened last."""
        if tag in self.EMPTY:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_nothing_played_is_no_answer():
    """A card on which nothing was played has no answer."""
    assert view().answer() is None


def test_conversation_and_offer_become_moves():
    """Conversations and offers become the moves of the answer, features in the order of the case."""
    made = played(["ask mara", "offer alerts status-page"])
    wanted = {"variant": "graded", "runs": 1, "moves": ["ask mara", "offer status-page alerts"]}
    assert wanted == made.answer()


def test_whole_run_by_controls_is_the_strategy(strategies):
    """A run played by the controls has the value and score of the same moves."""
    strategy = strategies["affordable-mix", "graded", "co-creator"]
    made = played(strategy.moves)
    assert list(strategy.moves) == made.answer()["moves"]
    assert round(strategy.score, 6) == round(made.result.score, 6)


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


def test_start_again_asks_before_it_replaces():
    """Start again asks; only the second click replaces the run and counts a new one."""
    made = played(["ask mara"])
    made.act("again", "")
    assert "Replace this run by a new one?" in made.html()
    assert ["ask mara"] == made.answer()["moves"]
    made.act("restart", "")
    assert {"variant": "graded", "runs": 2, "moves": []} == made.answer()


def test_any_other_control_answers_the_question_with_no():
    """Doing something else while the card asks leaves the run as it was."""
    made = played(["ask mara"])
    made.act("again", "")
    made.act("ask", "tomas")
    assert "Replace this run" not in made.html()


def test_back_to_a_season_counts_a_run(strategies):
    """Going back to a season keeps the seasons before it and counts a run."""
    made = played(strategies["affordable-mix", "graded", "co-creator"].moves)
    made.act("back-to", "1")
    assert 2 == made.answer()["runs"]
    assert 1 == sum(move.startswith("offer") for move in made.answer()["moves"])


def test_loaded_answer_is_shown():
    """An answer out of the notebook is on the card as it was."""
    made = view()
    made.load({"variant": "graded", "runs": 3, "moves": ["ask mara"]})
    assert {"variant": "graded", "runs": 3, "moves": ["ask mara"]} == made.answer()
    assert "Mara, asked" in made.html()


@pytest.mark.parametrize(
    "answer",
    [
        {"variant": "base", "runs": 1, "moves": ["ask mara"]},
        {"variant": "graded", "runs": 0, "moves": ["ask mara"]},
        {"variant": "graded", "runs": 1, "moves": ["ask priya"]},
        {"variant": "graded", "runs": 1, "moves": "ask mara"},
        ["ask mara"],
    ],
)
def test_answer_that_cannot_be_shown_changes_nothing(answer):
    """An answer that cannot be shown is refused in one sentence and leaves the card as it was."""
    made = played(["ask bryn"])
    before = made.answer()
    with pytest.raises(AnswerProblem) as told:
        made.load(answer)
    assert "\n" not in str(told.value)
    assert before == made.answer()


@pytest.mark.parametrize("count", range(16))
def test_html_is_whole_in_every_state(strategies, count):
    """After every move the card's HTML is well nested and gives every control its own id."""
    moves = strategies["affordable-mix", "base", "co-creator"].moves
    tags = Tags()
    tags.feed(own_ids(played(moves[:count], "base", compares=True).html(), "affordable-mix"))
    assert ([], []) == (tags.open, tags.wrong)
    assert sorted(set(tags.ids)) == sorted(tags.ids)
    assert [] == [each for each in tags.ids if not each.startswith("itk-affordable-mix-")]
    assert "script" not in tags.names


def test_only_a_lesson_compares(strategies):
    """After the last season a lesson's card compares, scores and advises; an assignment's does none of it."""
    base = strategies["affordable-mix", "base", "co-creator"].moves
    graded = strategies["affordable-mix", "graded", "co-creator"].moves
    told = played(base, "base", compares=True).html()
    kept = played(graded).html()
    for sign in ('class="chart', 'class="debrief"', "Score by criterion", "passed"):
        assert (True, False) == (sign in told, sign in kept), sign


def test_ratings_show_only_for_those_who_were_asked():
    """A rating is on the card only for a person who was asked this season."""
    cells = r'class="pip p-(\w+)'
    assert set() == set(re.findall(cells, view().html()))
    made = played(["ask ines"])
    assert {"ines"} == set(re.findall(cells, made.html()))
    made.act("tick", "alerts")
    made.act("offer", "")
    assert set() == set(re.findall(cells, made.html()))
