"""What a card and its page say to each other: the text of the answer cell in, the new text out."""

import pytest
from page_double import CardPage, cell

from itilkit.literals import read_answer
from itilkit.widgets import ask, play
from itilkit.widgets.card import CELL_FIRST, OTHER_CELL, SAVED, UNANSWERED

ONE = '{"variant": "graded", "runs": 1, "moves": ["ask ines"]}'
SOLUTION = """from itilkit import record

record(
    "affordable-mix",
    ### BEGIN SOLUTION
    answer=None,  # the card writes here
    ### END SOLUTION
)
"""


def test_hello_of_an_empty_cell(mix):
    """A card on an empty answer cell has nothing to write and says that it is not answered."""
    reply = mix.hello()
    assert ("Not answered yet", None) == (reply["text"], reply.get("write"))


def test_click_writes_only_the_answer(mix):
    """A click replaces the value after answer= and leaves every other character of the cell."""
    mix.source = SOLUTION
    mix.click("ask", "mara")
    before, after = SOLUTION.split("None")
    assert mix.source.startswith(before)
    assert mix.source.endswith(after)
    assert {"variant": "graded", "runs": 1, "moves": ["ask mara"]} == read_answer(
        mix.source, "affordable-mix"
    )


def test_draft_writes_nothing(mix):
    """Ticking a feature changes no answer, so nothing is written."""
    mix.click("ask", "mara")
    reply = mix.click("tick", "alerts")
    assert ("saved", None) == (reply["state"], reply.get("write"))


def test_taken_back_answer_is_written_as_none(mix):
    """When everything is taken back, the cell holds None again."""
    before = mix.source
    mix.click("ask", "mara")
    mix.click("undo")
    assert before == mix.source


def test_answer_of_the_notebook_comes_back_with_hello(mix):
    """In a fresh kernel the answer that stands in the cell is on the card before any click."""
    mix.source = cell("affordable-mix", ONE)
    reply = mix.hello()
    assert {"variant": "graded", "runs": 1, "moves": ["ask ines"]} == mix.card.answer()
    assert ("saved", None) == (reply["state"], reply.get("write"))


def test_edited_cell_comes_before_the_click(mix):
    """A click on a card whose cell was edited shows the edit and does nothing else."""
    mix.click("ask", "mara")
    mix.source = cell("affordable-mix", ONE)
    reply = mix.click("ask", "tomas")
    assert {"variant": "graded", "runs": 1, "moves": ["ask ines"]} == mix.card.answer()
    assert reply.get("write") is None
    mix.click("ask", "tomas")
    assert ["ask ines", "ask tomas"] == mix.card.answer()["moves"]


def test_write_that_did_not_happen_is_made_up(mix):
    """An answer that the page could not write is written with the next click."""
    mix.hello()
    mix.writes = False
    mix.click("ask", "mara")
    mix.writes = True
    mix.click("ask", "bryn")
    assert ["ask mara", "ask bryn"] == read_answer(mix.source, "affordable-mix")["moves"]


def test_answer_emptied_by_hand_empties_the_card(mix):
    """An answer that was set back to None by hand is taken off the card at the next click."""
    empty = mix.source
    mix.click("ask", "mara")
    mix.source = empty
    reply = mix.click("ask", "bryn")
    assert mix.card.answer() is None
    assert empty == mix.source
    assert ("lost", CELL_FIRST) == (reply["state"], reply["text"])


def test_a_second_page_hears_whether_its_own_cell_has_the_answer(mix):
    """A page that looks hears what is true of its own cell; looking changes neither card nor cell."""
    other = CardPage(mix.card, mix.source)
    assert (UNANSWERED, SAVED) == (other.look()["text"], mix.click("ask", "mara")["text"])
    assert SAVED == mix.look()["text"]
    before = other.source
    assert ("lost", OTHER_CELL) == (other.look()["state"], other.look()["text"])
    assert (before, ["ask mara"]) == (other.source, mix.card.answer()["moves"])
    mix.click("ask", "bryn")
    assert ["ask mara", "ask bryn"] == read_answer(mix.source, "affordable-mix")["moves"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ('{"variant": "base", "runs": 1, "moves": ["ask mara"]}', "another variant"),
        ('{"variant": "graded", "runs": 1, "moves": ["ask priya"]}', "priya"),
        ("open('x')", "plain value"),
        ("[1, 2", "cannot be read"),
    ],
)
def test_answer_that_cannot_be_shown_is_never_overwritten(mix, answer, sentence):
    """An answer that cannot be shown is explained; no click writes until the learner starts again."""
    mix.source = cell("affordable-mix", answer)
    before = mix.source
    for reply in (mix.hello(), mix.click("ask", "mara"), mix.click("offer"), mix.click("restart")):
        assert ("lost", None) == (reply["state"], reply.get("write"))
        assert "NOT SAVED" in reply["text"]
    assert before == mix.source
    assert sentence in mix.card.html
    assert 'role="alert"' in mix.card.html


@pytest.mark.parametrize(
    "answer", ['{"variant": "base", "runs": 1, "moves": ["ask mara"]}', "open('x')", "[1, 2"]
)
def test_start_again_replaces_an_answer_that_cannot_be_shown(mix, answer):
    """“Start again with an empty answer” frees the card, and the next click is written."""
    mix.source = cell("affordable-mix", answer)
    mix.hello()
    mix.click("replace")
    mix.click("ask", "mara")
    assert {"variant": "graded", "runs": 1, "moves": ["ask mara"]} == read_answer(
        mix.source, "affordable-mix"
    )


@pytest.mark.parametrize(("cells", "sentence"), [(0, "no answer cell"), (2, "twice")])
def test_missing_or_doubled_cell_is_told(mix, cells, sentence):
    """Without its answer cell, or with two, a card says NOT SAVED and why, and writes nothing."""
    mix.cells = cells
    reply = mix.click("ask", "mara")
    assert ("lost", None) == (reply["state"], reply.get("write"))
    assert reply["text"].startswith("NOT SAVED")
    assert sentence in reply["text"]


def test_click_without_a_cell_is_not_forgotten(mix):
    """What was clicked while the cell was missing is written when it is back."""
    mix.cells = 0
    mix.click("ask", "mara")
    mix.cells = 1
    mix.click("ask", "bryn")
    assert ["ask mara", "ask bryn"] == read_answer(mix.source, "affordable-mix")["moves"]


def test_program_that_shows_no_cells(mix):
    """Where the page cannot reach the cells, the card says that the cell below must be run."""
    mix.cells = -1
    assert "Not answered yet" == mix.hello()["text"]
    reply = mix.click("ask", "mara")
    assert ("hand", None) == (reply["state"], reply.get("write"))
    assert "run the cell below" in reply["text"]


def test_question_is_written(question):
    """A picked option is written as its id."""
    question.click("pick", "b")
    assert cell("who-decides", '"b"') == question.source


def test_messages_that_make_no_sense_are_left_alone(question):
    """A message that no page of ours sends changes nothing and raises nothing."""
    for content in (None, [], {}, {"kind": "dance"}, {"kind": 3}):
        question._send(content)
    question.click("fly", "x")
    question.click("pick", "z")
    assert question.card.answer() is None


@pytest.mark.usefixtures("session")
def test_same_card_on_a_second_call():
    """Calling play or ask again gives the same live card; another variant gives another card."""
    first = play("affordable-mix", variant="graded")
    assert first is play("affordable-mix", variant="graded")
    other = play("affordable-mix")
    assert first is not other
    asked = ask("q", "Who?", {"a": "One", "b": "Two"})
    assert asked is ask("q", "Who?", {"a": "One", "b": "Two"})
    first.close()


def test_card_made_after_record_shows_its_answer(session):
    """When the answer cell ran before the card was made, the card shows its answer."""
    session.take("affordable-mix", {"variant": "graded", "runs": 1, "moves": ["ask ines"]})
    card = play("affordable-mix", variant="graded")
    assert ["ask ines"] == card.answer()["moves"]


def test_stem_is_escaped_and_ids_are_the_cards_own(session):  # noqa: ARG001
    """A card's HTML holds no tag out of a stem or an option, and no id without the card's name."""
    card = ask("q", "<script>1</script> Who?", {"a": "<img src=x>", "b": "“Two” & 'three'"})
    assert "<script" not in card.html
    assert "<img" not in card.html
    assert "§" not in card.html
    assert 'id="itk-q-option-a"' in card.html


def test_notebook_file_keeps_a_sentence_where_the_card_was(mix, capture_display):
    """Shown in a notebook, a card leaves a sentence in the file for the day when no kernel knows it."""
    mix.card._ipython_display_()
    texts = [data.get("text/html", "") for data in capture_display]
    assert "This card is asleep." in texts[0]
    assert "application/vnd.jupyter.widget-view+json" in capture_display[1]


def test_two_cards_do_not_mix(session):
    """Two cards of one session keep their answers apart."""
    options = {"a": "One", "b": "Two"}
    one, two = (CardPage(ask(name, "Who?", options), cell(name)) for name in ("one", "two"))
    one.click("pick", "a")
    two.click("pick", "b")
    assert {"one": "a", "two": "b"} == session.answers
    assert (cell("one", '"a"'), cell("two", '"b"')) == (one.source, two.source)
