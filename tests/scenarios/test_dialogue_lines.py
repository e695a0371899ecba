"""What people say must let a reader find its meaning, and must not give it away by its words."""

import re
from collections import Counter

import pytest
from dialogue_samples import shipped

from itilkit.scenarios.dialogue.rules import MEETS, PEOPLE, POOL

#: Words that every sentence has.
COMMON = frozenset(
    """
    a about all an and are as at be been but by can could do for from had has have he her him his how i if in
    is it its just like me more must my no nobody not of off on one or other our out she so than that the
    their them then there they this to up us was we what when which who will with would you your need needs
    """.split()  # noqa: SIM905 - read as a text
)


def words(text):
    """The words of a text that mean something, by their beginnings, so that “fares” is “fare”."""
    return {word[:5] for word in re.findall(r"[a-z]+", text.lower().replace("’", "")) if word not in COMMON}


def guess(line, texts):
    """What a matcher of words takes a line for: the text with the most words of it; None for a tie."""
    shared = Counter({slug: len(words(line) & words(text)) for slug, text in texts.items()})
    (first, most), (_, second) = shared.most_common(2)
    return first if most > second else None


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("turn", [0, 1])
def test_a_matcher_of_words_finds_at_most_three_of_twelve(person, turn):
    """Two wordings of each of the six needs, held against the six buttons and against the promises."""
    told = shipped().words
    lines = [(need, line) for need in POOL[person] for line in told.needs[person][need][turn : turn + 2]]
    assert len(lines) == 12
    buttons = [need for need, line in lines if guess(line, told.readings[person]) == need]
    does = {slug: promise.does for slug, promise in told.promises.items()}
    promises = [need for need, line in lines if need in MEETS.get(guess(line, does), ())]
    assert len(buttons) <= 3, buttons
    assert len(promises) <= 3, promises


def test_every_need_is_told_in_three_ways():
    """And no line stands there twice."""
    lines = [line for pool in shipped().words.needs.values() for three in pool.values() for line in three]
    assert (len(lines), len(set(lines))) == (72, 72)
