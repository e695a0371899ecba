"""Items: which responses they take, what those score, and what they mean."""

import pytest
from content_samples import BROKEN_ITEMS, SOUND_ITEM, UNREADABLE_ITEMS, with_items
from hypothesis import given
from hypothesis import strategies as st

from itilkit.content import ContentError
from itilkit.items import (
    AnswerProblem,
    Marked,
    Misconception,
    NotAnswered,
    Note,
    Question,
    kind,
    load_items,
    mark_response,
    misconceptions,
    objectives,
    read_items,
)

OPTIONS = {"a": "Those who built it", "b": "Those who steer by it", "c": "Those who sell it"}
CHOICE = Question("lamp", "Who settles what it is worth?", OPTIONS)
MULTI = Question("buoy", "Who gains by it?", {**OPTIONS, "d": "Nobody"}, kind="multi")
BECAUSE = {
    "a": ("M1", "They know what went in."),
    "b": (None, "Worth shows in use."),
    "c": ("M2", "They know the price."),
}

REFUSED = {
    "choice: a list": (
        CHOICE,
        ["b"],
        "The answer to “lamp” should be one option such as “a”; choose on its card.",
    ),
    "choice: a number": (
        CHOICE,
        2,
        "The answer to “lamp” should be one option such as “a”; choose on its card.",
    ),
    "choice: a run": (
        CHOICE,
        {"moves": []},
        "The answer to “lamp” should be one option such as “a”; choose on its card.",
    ),
    "choice: no such option": (
        CHOICE,
        "z",
        "The answer to “lamp” names an option “z” that is not there; there are a, b, c.",
    ),
    "choice: the option’s text": (
        CHOICE,
        "Those who steer by it",
        "The answer to “lamp” names an option “Those who steer by it” that is not there; there are a, b, c.",
    ),
    "choice: something long": (
        CHOICE,
        "b" * 90,
        f"The answer to “lamp” names an option “{'b' * 37}…” that is not there; there are a, b, c.",
    ),
    "choice: something unprintable": (
        CHOICE,
        "\x1b[2J\ud800",
        "The answer to “lamp” names an option “�[2J�” that is not there; there are a, b, c.",
    ),
    "choice: nothing between the quotes": (
        CHOICE,
        "",
        "The answer to “lamp” names an option “” that is not there; there are a, b, c.",
    ),
    "multi: one option": (
        MULTI,
        "b",
        "The answer to “buoy” should be a list of options; tick them on its card.",
    ),
    "multi: numbers": (
        MULTI,
        [1, 2],
        "The answer to “buoy” should be a list of options; tick them on its card.",
    ),
    "multi: yes": (MULTI, True, "The answer to “buoy” should be a list of options; tick them on its card."),
    "multi: ticks by name": (
        MULTI,
        {"a": True},
        "The answer to “buoy” should be a list of options; tick them on its card.",
    ),
    "multi: no such option": (
        MULTI,
        ["a", "z"],
        "The answer to “buoy” names an option “z” that is not there; there are a, b, c, d.",
    ),
    "multi: an option twice": (
        MULTI,
        ["a", "b", "a"],
        "The answer to “buoy” names “a” twice; tick it on its card.",
    ),
}


@pytest.mark.parametrize(("question", "response", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(question, response, sentence):
    """A response that a question does not take is refused in one sentence."""
    with pytest.raises(AnswerProblem) as refused:
        question.check(response)
    assert sentence == str(refused.value)
    assert not isinstance(refused.value, NotAnswered)


@pytest.mark.parametrize("question", [CHOICE, MULTI], ids=["choice", "multi"])
def test_not_answered(question):
    """No response yet is a state of its own, with a friendly sentence."""
    with pytest.raises(NotAnswered) as found:
        question.check(None)
    assert f"“{question.id}” is not answered yet: choose on its card above." == str(found.value)


@pytest.mark.parametrize(("question", "response"), [(CHOICE, "a"), (MULTI, ["c", "a"]), (MULTI, [])])
def test_taken(question, response):
    """An option of a choice and any list of a multi's options, an empty one too, are responses."""
    assert question.check(response) is None


junk = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.binary(max_size=3)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from([CHOICE, MULTI]), junk)
def test_any_response(question, response):
    """Whatever a response is, checking it raises nothing but AnswerProblem, in a printable sentence."""
    try:
        question.check(response)
    except AnswerProblem as refused:
        said = str(refused)
    else:
        said = question.words(response)
    assert said.isprintable()
    assert "" != said


# words ----------------------------------------------------------------------------------------------

WORDS = {
    "choice": (CHOICE, "b", "“Those who steer by it”"),
    "multi, in the order of the options": (MULTI, ["c", "a"], "“Those who built it”, “Those who sell it”"),
    "nothing ticked": (MULTI, [], "none of the options"),
}


@pytest.mark.parametrize(("question", "response", "words"), WORDS.values(), ids=WORDS)
def test_words(question, response, words):
    """A response is told by the texts of its options."""
    assert words == question.words(response)


# scores ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("response", "points"), [("b", 1.0), ("a", 0.0), ("c", 0.0)])
def test_choice_is_right_or_wrong(response, points):
    """A choice earns all its points for the key and none otherwise."""
    assert points == mark_response(CHOICE, response, ["b"], BECAUSE).points


@pytest.mark.parametrize(
    ("response", "share"),
    [
        (["a", "b"], 1.0),
        (["b", "a"], 1.0),
        (["a"], 0.75),
        ([], 0.5),
        (["c", "d"], 0.0),
        (["a", "b", "c", "d"], 0.5),
    ],
)
def test_multi_scores_every_option(response, share):
    """A multi earns an equal share for every option that is ticked if it belongs and left open if not."""
    assert 2.0 * share == mark_response(MULTI, response, ["a", "b"], {}, points=2.0).points


@given(
    st.lists(st.sampled_from(list("abcd")), unique=True), st.lists(st.sampled_from(list("abcd")), unique=True)
)
def test_score_lies_in_range(response, key):
    """Whatever is ticked, the points lie between 0 and the most, and are the most for the key alone."""
    marked = mark_response(MULTI, response, key, {}, points=3.0)
    assert 0.0 <= marked.points <= marked.most == 3.0
    assert (set(response) == set(key)) == marked.right


def test_right_choice_is_explained():
    """A right choice gets one note: why it is right, without a misconception."""
    note = Note("b", right=True, picked=True, misconception=None, because="Worth shows in use.")
    assert Marked(1.0, 1.0, (note,), (1, 1), "b", ["b"]) == mark_response(CHOICE, "b", ["b"], BECAUSE)


def test_wrong_choice_names_its_misconception():
    """A wrong choice gets one note, on the option chosen: what it rests on and why it fails."""
    marked = mark_response(CHOICE, "a", ["b"], BECAUSE)
    assert (
        Note("a", right=False, picked=True, misconception="M1", because="They know what went in."),
    ) == marked.notes
    assert not marked.right


def test_multi_notes():
    """A multi gets a note for each option ticked and for each that belongs; what was rightly left open
    needs none.
    """
    marked = mark_response(MULTI, ["a", "c"], ["a", "b"], BECAUSE)
    told = [(note.option, note.right, note.picked, note.misconception) for note in marked.notes]
    assert [("a", True, True, None), ("b", False, False, None), ("c", False, True, "M2")] == told


def test_option_without_explanation():
    """An option that nobody explained is still judged."""
    assert (Note("c", right=False, picked=True, misconception=None, because=""),) == mark_response(
        CHOICE, "c", ["b"], {}
    ).notes


def test_unknown_kind():
    """An unknown kind of item is refused with the kinds there are and a guess."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole sentence is compared
        kind("choise")
    assert (
        'There is no kind of item “choise”; did you mean "choice"? '
        "There are: choice, multi, match, order, classify."
    ) == str(refused.value)


# the bank -------------------------------------------------------------------------------------------


def test_sound_item(tmp_path):
    """An item of a few lines is read with its question, key and explanations."""
    items = read_items(with_items(tmp_path, lamps=SOUND_ITEM))
    assert ["lamp"] == list(items)
    lamp = items["lamp"]
    assert {"a": "Those who built it", "b": "Those who steer by it"} == lamp.question.options
    assert mark_response(lamp.question, "b", lamp.key, lamp.because).right
    assert "M1" == mark_response(lamp.question, "a", lamp.key, lamp.because).notes[0].misconception


def test_all_problems_of_the_bank(tmp_path):
    """Every fault of every file of the bank is told at once, with file, item and path."""
    root = with_items(tmp_path, a=SOUND_ITEM, b=BROKEN_ITEMS, c=UNREADABLE_ITEMS)
    with pytest.raises(ContentError) as found:
        read_items(root)
    assert [
        'b.toml: item "lamp" stands in the bank twice',
        'b.toml: lamp: kind: there is no "choise"; did you mean "choice"?',
        'b.toml: lamp: option: "a" stands there twice',
        'b.toml: lamp: key: there is no option "c"',
        'b.toml: lamp: objective: there is no "LO99"; did you mean "LO9"?',
        'b.toml: lamp: claims: no objective covers "C77"; did you mean "C7"?',
        'b.toml: lamp: option a: belongs to the key, so it rests on no misconception, but names "M1"',
        "b.toml: lamp: option b: is wrong, so it needs the misconception it rests on",
        'b.toml: lamp: option d: there is no misconception "M1O"; did you mean "M1"?',
        "c.toml: item[0].claims: should be a list, but is 'C8'",
        "c.toml: item[0].lesson: should be text, but is 1",
        "c.toml: item[0].stem: missing",
        'c.toml: item[0].option[0]: unknown key "becuase"; did you mean "because"?',
        'c.toml: item[0]: unknown key "stems"; did you mean "stem"?',
    ] == list(found.value.problems)


def test_choice_has_one_key(tmp_path):
    """A choice item with two keys, or none, is refused."""
    two = SOUND_ITEM.replace('key = ["b"]', 'key = ["b", "a"]')
    none = SOUND_ITEM.replace('key = ["b"]', "key = []").replace('"lamp"', '"buoy"')
    with pytest.raises(ContentError) as found:
        read_items(with_items(tmp_path, items=two + none))
    rule = "a choice item has exactly one, the others at least one"
    assert f"items.toml: lamp: key: has 2 options; {rule}" in found.value.problems
    assert f"items.toml: buoy: key: has 0 options; {rule}" in found.value.problems


def test_every_option_says_why(tmp_path):
    """An option to choose or tick without its sentence is refused."""
    mute = SOUND_ITEM.replace('because = "Worth shows in use."', "")
    with pytest.raises(ContentError) as found:
        read_items(with_items(tmp_path, items=mute))
    assert ("items.toml: lamp: option b: needs a sentence that says why (because)",) == found.value.problems


def test_bank_that_ships():
    """Each wrong option of the bank rests on a misconception and each right one on none; every objective
    named exists.
    """
    for item in load_items().values():
        assert item.objective in objectives()
        for option in item.option if item.kind in {"choice", "multi"} else ():
            named = option.misconception is not None
            assert named == (option.id not in item.key), f"{item.id}, option {option.id}"


def test_misconception_reads_on():
    """A misconception has a sentence for learners and a name for instructors."""
    assert (
        Misconception("the provider decides what a service is worth", "Provider decides the value")
        == misconceptions()["M1"]
    )
