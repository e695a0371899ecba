"""Counts, lists, points and names as every sentence of the kit has them."""

import pytest

from itilkit.ground.words import listed, number, one_line, plural


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (plural(1, "learner"), "1 learner"),
        (plural(30, "learner"), "30 learners"),
        (plural(0, "entry", "entries"), "0 entries"),
        (plural(1, "question is", "questions are"), "1 question is"),
        (plural(2, "question is", "questions are"), "2 questions are"),
    ],
)
def test_count(told, expected):
    """One stands with the noun in the singular, everything else with several."""
    assert expected == told


def test_list():
    """Names are set apart by commas, the last one by a word."""
    assert ["a", "a and b", "a, b and c"] == [listed("abc"[:count]) for count in (1, 2, 3)]
    assert "a, b or c" == listed("abc", "or")


@pytest.mark.parametrize(("value", "text"), [(12.0, "12"), (0.5, "0.5"), (11.754, "11.75"), (0.0, "0")])
def test_points(value, text):
    """Points have at most two decimals, and none that is a trailing zero."""
    assert text == number(value)


def test_name_on_one_line():
    """A name stands on one line, without what controls, hides or turns the text beside it."""
    assert "Ines Moreau" == one_line("Ines\u202e\nMo\u200breau\x00")
