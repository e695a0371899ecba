"""Flags on single items, the places of keys, and how hard stems are to read."""

import attrs
import pytest
from bad_bank import SLIPS, bad_bank

from itilkit.authoring.audit import BANK, Subject
from itilkit.authoring.audit.flags import CHECKS, flags_of
from itilkit.authoring.audit.positions import Positions, positions
from itilkit.authoring.audit.readability import Reading, lix, readings, sentences
from itilkit.items import Question

EVEN = {"a": "Ask the crew", "b": "Ask the desk", "c": "Ask the port"}
BECAUSE = {"a": ("M1", "No."), "b": (None, "Yes."), "c": ("M2", "No.")}
STEM = "The boat is late. What do you do?"


def subject(stem=STEM, because=BECAUSE, objective="LO1", kind="choice", key=("b",), **options):
    question = Question("boat", stem, {**EVEN, **options}, kind)
    return Subject(question, key, because, objective=objective)


FLAGGED = {
    "key too long": (
        subject(b="Ask the desk today"),
        "the key has 18 characters and the longest wrong option 12; shorten the key.",
    ),
    "lengths apart": (
        subject(c="Ask all of the people at the port"),
        "its options have 12 to 33 characters; bring them closer together.",
    ),
    "absolutes in wrong options": (
        subject(a="Never crews", c="All of port"),
        "only wrong options leave no exception (“all”, “never”); say it another way, or in the key too.",
    ),
    "misconception missing": (
        subject(because={"a": ("M1", "No."), "c": (None, "No.")}),
        "no misconception stands behind c; name the one that it rests on.",
    ),
    "objective missing": (
        subject(objective=""),
        "it names no objective; say which one it gives evidence on.",
    ),
    "same option": (
        subject(c="Ask the crew!"),
        "a and c say the same; change or drop one.",
    ),
    "negative stem": (
        subject(stem="The boat is late. What do you not do?"),
        "its question is negative (“What do you not do?”); ask for what is, or write the NOT in capitals.",
    ),
    "all or none of the above": (
        subject(c="None of them"),
        "c sums up other options (“None of them”); let each option stand for itself.",
    ),
}


def test_there_is_a_case_for_each_kind_of_flag():
    """Each kind of flag is raised by a case below."""
    assert list(CHECKS) == list(FLAGGED)


@pytest.mark.parametrize("kind", FLAGGED)
def test_flag(kind):
    """A slip raises its flag, in one sentence that names the item and says what to do."""
    item, text = FLAGGED[kind]
    found = [flag for flag in flags_of([item]) if flag.kind == kind]

    assert [f"boat: {text}"] == [flag.problem for flag in found]


def test_no_flag():
    """An even item raises none."""
    assert () == flags_of([subject()])


UNFLAGGED = {
    "an absolute in the key too": subject(a="All the crew", b="All the desk"),
    "as long as it may be": subject(b="Ask the desk at"),
    "a NOT in capitals": subject(stem="The boat is late. What do you NOT do?"),
    "a case that is told with a not": subject(stem="The boat did not sail. What do you do?"),
    "a quoted not": subject(stem="What do you say to “we do not sail”?"),
    "none of these as a category": subject(stem="Is it a need, a wish, or none of these?"),
    "none of them within a sentence": subject(b="Tell none of them so", a="Tell none of us so"),
}


@pytest.mark.parametrize("item", UNFLAGGED.values(), ids=UNFLAGGED)
def test_what_raises_no_flag(item):
    """What only looks like a slip raises no flag."""
    assert () == flags_of([item])


@pytest.mark.parametrize("kind", ["match", "classify"])
def test_rows_need_one_misconception(kind):
    """Items without wrong options of their own name one misconception somewhere."""
    question = Question("rows", STEM, {"r": "A rope", "s": "A lamp"}, kind, {"x": "Bow", "y": "Stern"})
    bare = Subject(question, {"r": "x", "s": "y"}, {}, objective="LO1")

    assert ["misconception missing"] == [flag.kind for flag in flags_of([bare])]
    assert () == flags_of([attrs.evolve(bare, because={"r=y": ("M5", "No.")})])


def test_unknown_codes():
    """A misconception or an objective that the course does not have is told as missing."""
    item = subject(because={**BECAUSE, "c": ("M99", "No.")}, objective="LO99")

    assert [
        "boat: there is no misconception M99; take one of misconceptions.toml.",
        "boat: there is no objective LO99; take one of objectives.toml.",
    ] == [flag.problem for flag in flags_of([item])]


def test_same_stem():
    """Two items with one stem are told once, at the first of them."""
    again = attrs.evolve(subject(), question=attrs.evolve(subject().question, id="ship"))

    assert ["boat: it has the same stem as ship; tell another case."] == [
        flag.problem for flag in flags_of([subject(), again])
    ]


def test_same_targets():
    """Two targets that say the same are told like options."""
    question = Question("rows", STEM, {"r": "A rope", "s": "A lamp"}, "match", {"x": "Bow", "y": "bow"})
    item = Subject(question, {"r": "x", "s": "y"}, {"r": ("M5", "No.")}, objective="LO1")

    assert ["rows: x and y say the same; change or drop one."] == [flag.problem for flag in flags_of([item])]


# places of keys -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "chi_square", "fails"),
    [((10, 10, 10), 0.0, False), ((16, 9, 5), 6.2, True), ((15, 9, 6), 4.2, False), ((0, 0, 0), 0.0, False)],
)
def test_chi_square(counts, chi_square, fails):
    """The places fail when they are too uneven at the 5 % level, where chi-square passes 5.991."""
    found = Positions(BANK, counts)

    assert chi_square == pytest.approx(found.chi_square)
    assert fails == found.fails


def test_skewed_places(tmp_path):
    """A bank with every key in the first place fails; one in which it goes round does not."""
    (skewed,) = positions(bad_bank(tmp_path / "skewed", SLIPS["first"]))
    (even,) = positions(bad_bank(tmp_path / "even"))

    assert ((42, 0, 0), True) == (skewed.counts, skewed.fails)
    assert ((14, 14, 14), False) == (even.counts, even.fails)
    assert (
        "Keys are unevenly placed over the whole bank: 42, 0, 0 times first, second and third "
        "(chi-square 84.0, above 5.991); move options."
    ) == skewed.problem


def test_only_choices_of_three_have_places():
    """Lists and choices of two are not counted."""
    two = Subject(Question("two", STEM, {"a": "One", "b": "Two"}), ("a",), {})

    assert (0, 0, 0) == positions([two, subject(kind="multi")])[0].counts


# stems ----------------------------------------------------------------------------------------------


def test_lix():
    """Words per sentence, plus the percentage of words of more than six letters."""
    assert pytest.approx(7 / 2 + 100 * 1 / 7) == lix("The boat leaves at noon. Passengers wait.")


def test_sentences():
    """A sentence ends with its mark before a capital; figures, quotes and “e.g.” do not end one."""
    text = "It sails at 9.30 with 1,200 on board. “Is it late?” Priya asks. They wait e.g. inside."

    assert [
        "It sails at 9.30 with 1,200 on board.",
        "“Is it late?",
        "Priya asks.",
        "They wait e.g. inside.",
    ] == sentences(text)


def test_hard_stem():
    """A stem beyond the bound is told, and so is a sentence that is too long."""
    hard = subject(stem="Organisational stakeholders continuously renegotiate contractual obligations. Why?")
    long = subject(stem=f"The boat {'and the car ' * 10}wait. Why?")

    assert [
        "boat: its stem has a LIX of 89, above 40; make it plainer.",
        "boat: a sentence has 33 words, above 30; split it.",
    ] == [reading.problem for reading in readings([hard, long])]


def test_figures_are_no_words_of_a_sentence():
    """Figures do not make a sentence long."""
    assert (Reading("boat", pytest.approx(14.0), 3),) == readings(
        [subject(stem=f"The boat {'7 ' * 11}waits.")]
    )


def test_plain_stem():
    """A plain stem has no problem, and a stem without words is left out."""
    assert [None] == [reading.problem for reading in readings([subject(), subject(stem="?")])]
