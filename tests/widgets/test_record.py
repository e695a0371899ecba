"""`record()` in a running notebook: who wins when cell and card differ."""

import pytest
from page_double import cell

from itilkit.literals import read_answer

MARA = {"variant": "graded", "runs": 1, "moves": ["ask mara"]}
INES = '{"variant": "graded", "runs": 1, "moves": ["ask ines"]}'


def run(shell, source):
    """Run a cell in the shell; returns the text that the cell gets instead, if any."""
    result = shell.run_cell(source, store_history=True)
    result.raise_error()
    return getattr(shell, "rl_next_input", None)


def test_fresh_kernel_takes_the_cell(shell, mix, session):
    """In a fresh kernel the answer that stands in the cell is put on the card."""
    assert run(shell, cell("affordable-mix", INES)) is None
    assert ["ask ines"] == mix.card.answer()["moves"]
    assert ["ask ines"] == session.answers["affordable-mix"]["moves"]


def test_cell_that_the_card_wrote_changes_nothing(shell, mix):
    """Running the cell that the card has written leaves card and cell as they are."""
    mix.click("ask", "mara")
    assert run(shell, mix.source) is None
    assert MARA == mix.card.answer()


def test_edited_cell_wins(shell, mix):
    """A literal that was edited by hand and run replaces what the card shows."""
    mix.click("ask", "mara")
    assert run(shell, cell("affordable-mix", INES)) is None
    assert ["ask ines"] == mix.card.answer()["moves"]


def test_cell_that_the_card_has_overtaken_is_rewritten(shell, mix):
    """Where no card can write (cells not in reach), running the cell below puts the card's answer into it."""
    run(shell, mix.source)
    mix.cells = -1
    mix.click("ask", "mara")
    new = run(shell, cell("affordable-mix"))
    assert MARA == read_answer(new, "affordable-mix")
    assert MARA == mix.card.answer()


def test_rewritten_cell_keeps_everything_else(shell, mix):
    """The rewritten cell keeps its comments and solution markers."""
    source = cell("affordable-mix").replace("    answer", "    ### BEGIN SOLUTION\n    answer")
    run(shell, source)
    mix.cells = -1
    mix.click("ask", "mara")
    assert "    ### BEGIN SOLUTION\n    answer={" in run(shell, source)


def test_illegal_answer_shows_one_sentence_and_no_traceback(shell, mix, capsys):
    """An illegal literal that is run raises nothing: the card shows one sentence."""
    run(shell, cell("affordable-mix", INES.replace("ines", "priya")))
    assert "priya" in mix.card.html
    assert "Traceback" not in "".join(capsys.readouterr())


@pytest.mark.usefixtures("session")
def test_record_without_a_card(shell):
    """An answer whose card has not run yet is kept for it, without a word."""
    assert run(shell, cell("affordable-mix", INES)) is None


@pytest.mark.parametrize("answer", ['"b"', "None"])
def test_question_in_a_fresh_kernel(shell, question, answer):
    """A question takes the answer of its cell; None leaves it unanswered."""
    run(shell, cell("who-decides", answer))
    assert read_answer(cell("who-decides", answer), "who-decides") == question.card.answer()
