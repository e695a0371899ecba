"""Match, classify and order: which responses they take, what those score, and what they mean."""

import pytest
from content_samples import with_items
from hypothesis import given
from hypothesis import strategies as st
from sorting_samples import BROKEN_SORTS, CLASSIFY_ITEM, MATCH_ITEM, ORDER_ITEM

from itilkit.content import ContentError
from itilkit.items import AnswerProblem, NotAnswered, Question, load_items, mark_response, read_items
from itilkit.literals import answer_source, read_answer

ROWS = {"log": "Log the call", "fix": "Put it right", "ask": "Ask what they need"}
ENDS = {"engage": "Engage", "deliver": "Deliver and support", "plan": "Plan"}
MATCH = Question("quay", "Which activity?", ROWS, "match", ENDS)
CLASSIFY = Question("dock", "Which activity?", ROWS, "classify", ENDS)
GOES = {"log": "engage", "fix": "deliver", "ask": "engage"}

STEPS = {"fix": "Put it right", "call": "Take the call", "log": "Write it down", "look": "Find the fault"}
ORDER = Question("ramp", "In which order?", STEPS, "order")
KEY = ["call", "log look", "fix"]
IN_ORDER = ["call", "look", "log", "fix"]

FORM = "The answer to “quay” should give rows their targets; choose them on its card."
ENTRIES = "The answer to “ramp” should be a list of all entries in order; move them on its card."
REFUSED = {
    "match: one target": (MATCH, "engage", FORM),
    "match: a list": (MATCH, ["engage"], FORM),
    "match: nested": (MATCH, {"log": {"engage": "x"}}, FORM),
    "match: a list as target": (MATCH, {"log": ["engage"]}, FORM),
    "match: no target": (MATCH, {"log": None}, FORM),
    "match: a number as row": (MATCH, {1: "engage"}, FORM),
    "match: several words as row": (MATCH, {("log", "fix"): "engage"}, FORM),
    "match: no such row": (
        MATCH,
        {"log": "engage", "row": "plan"},
        "The answer to “quay” names a row “row” that is not there; there are log, fix, ask.",
    ),
    "match: no such target": (
        MATCH,
        {"log": "Engage"},
        "The answer to “quay” names a target “Engage” that is not there; there are engage, deliver, plan.",
    ),
    "match: huge": (
        MATCH,
        {f"r{place}": "engage" for place in range(100_000)},
        "The answer to “quay” names a row “r0” that is not there; there are log, fix, ask.",
    ),
    "classify: nothing between the quotes": (
        CLASSIFY,
        {"log": ""},
        "The answer to “dock” names a target “” that is not there; there are engage, deliver, plan.",
    ),
    "order: one entry": (ORDER, "call", ENTRIES),
    "order: a mapping": (ORDER, {"call": 1}, ENTRIES),
    "order: numbers": (ORDER, [1, 2, 3, 4], ENTRIES),
    "order: a step in the list": (ORDER, ["call", ["log", "look"], "fix"], ENTRIES),
    "order: nothing": (
        ORDER,
        [],
        "The answer to “ramp” leaves out “fix”; put the entries in order on its card.",
    ),
    "order: an entry too few": (
        ORDER,
        ["call", "log", "fix"],
        "The answer to “ramp” leaves out “look”; put the entries in order on its card.",
    ),
    "order: an entry twice": (
        ORDER,
        ["call", "log", "call", "look", "fix"],
        "The answer to “ramp” names “call” twice; put the entries in order on its card.",
    ),
    "order: no such entry": (
        ORDER,
        ["call", "log look", "fix"],
        "The answer to “ramp” names an entry “log look” that is not there; there are fix, call, log, look.",
    ),
}


@pytest.mark.parametrize(("question", "response", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(question, response, sentence):
    """A response of the wrong form, however large or nested, is refused in one sentence."""
    with pytest.raises(AnswerProblem) as refused:
        question.check(response)
    assert sentence == str(refused.value)
    assert not isinstance(refused.value, NotAnswered)


@pytest.mark.parametrize(
    ("question", "response"), [(MATCH, None), (MATCH, {}), (CLASSIFY, {}), (ORDER, None)]
)
def test_not_answered(question, response):
    """No response, and no row decided, are not answered yet."""
    with pytest.raises(NotAnswered) as found:
        question.check(response)
    assert f"“{question.id}” is not answered yet: choose on its card above." == str(found.value)


SLY = {
    "a key that is no text": '{1: "engage"}',
    "a key worked out": '{"lo" + "g": "engage"}',
    "a set": '{"log", "fix"}',
    "unpacked": '{**{"log": "engage"}}',
    "deep": "{'log': " * 90 + "1" + "}" * 90,
    "deeper than Python reads": "[" * 5000 + "]" * 5000,
    "too long": "{" + ", ".join(f'"r{place}": "engage"' for place in range(9000)) + "}",
    "many rows": "{" + ", ".join(f'"r{place}": "engage"' for place in range(3000)) + "}",
}


@pytest.mark.parametrize("literal", SLY.values(), ids=SLY)
def test_hostile_literal(literal):
    """Whatever stands in the answer cell, one sentence comes of it and nothing else."""
    with pytest.raises(AnswerProblem) as refused:
        MATCH.check(read_answer(f'record("quay", answer={literal})', "quay"))
    said = str(refused.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert 200 > len(said)


@pytest.mark.parametrize(
    ("question", "response"), [(MATCH, GOES), (CLASSIFY, {"fix": "plan"}), (ORDER, IN_ORDER)]
)
def test_answer_in_its_cell(question, response):
    """A response comes out of the answer cell as it was written there, and is taken."""
    found = read_answer(answer_source(question.id, response), question.id)
    assert response == found
    assert question.check(found) is None


WORDS = {
    "match": (
        MATCH,
        GOES,
        "Log the call → Engage; Put it right → Deliver and support; Ask what they need → Engage",
    ),
    "open rows": (
        CLASSIFY,
        {"fix": "plan"},
        "Log the call → left open; Put it right → Plan; Ask what they need → left open",
    ),
    "rows that are sentences": (
        Question("x", "?", {"a": "A law changes.", "b": "Who asks?"}, "match", ENDS),
        {"a": "plan", "b": "engage"},
        "A law changes → Plan; Who asks? → Engage",
    ),
    "order": (ORDER, IN_ORDER, "1 Take the call, 2 Find the fault, 3 Write it down, 4 Put it right"),
}


@pytest.mark.parametrize(("question", "response", "words"), WORDS.values(), ids=WORDS)
def test_words(question, response, words):
    """A response is told row by row, or entry by entry."""
    assert words == question.words(response)


# scores ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", [MATCH, CLASSIFY], ids=["match", "classify"])
@pytest.mark.parametrize(
    ("response", "tally"),
    [
        (GOES, (3, 3)),
        ({"log": "engage", "fix": "deliver"}, (2, 3)),
        ({"log": "engage", "fix": "engage", "ask": "engage"}, (2, 3)),
        ({"ask": "plan"}, (0, 3)),
    ],
)
def test_rows_count(question, response, tally):
    """Match and classify score the share of rows that are right; an open row is not."""
    marked = mark_response(question, response, GOES, {}, points=2.0)
    assert tally == marked.tally
    assert 2.0 * tally[0] / tally[1] == marked.points


@pytest.mark.parametrize(
    ("response", "tally"),
    [
        (["call", "log", "look", "fix"], (5, 5)),
        (["call", "look", "log", "fix"], (5, 5)),
        (["log", "call", "look", "fix"], (4, 5)),
        (["fix", "call", "log", "look"], (2, 5)),
        (["fix", "look", "log", "call"], (0, 5)),
    ],
)
def test_pairs_count(response, tally):
    """An order scores the share of pairs in the right order; entries of one step are free."""
    marked = mark_response(ORDER, response, KEY, {}, points=3.0)
    assert tally == marked.tally
    assert 3.0 * tally[0] / tally[1] == marked.points


@given(st.permutations(list(STEPS)))
def test_only_right_orders_are_right(response):
    """An order earns everything exactly when call comes first and fix last; turned round, the rest."""
    marked = mark_response(ORDER, response, KEY, {})
    turned = mark_response(ORDER, response[::-1], KEY, {})
    assert ((response[0], response[3]) == ("call", "fix")) == marked.right
    assert 5 == marked.tally[0] + turned.tally[0]


@given(st.dictionaries(st.sampled_from(list(ROWS)), st.sampled_from(list(ENDS)), min_size=1))
def test_every_row_has_a_note(response):
    """Each row gets one note, wrong ones first; only wrong rows that were decided rest on something."""
    because = {row: ("M5", f"Why {row}.") for row in ROWS}
    marked = mark_response(MATCH, response, GOES, because)
    assert sorted(ROWS) == sorted(note.option for note in marked.notes)
    assert sorted(note.right for note in marked.notes) == [note.right for note in marked.notes]
    assert marked.tally[0] == sum(note.right for note in marked.notes)
    for note in marked.notes:
        wrong_choice = note.option in response and response[note.option] != GOES[note.option]
        assert wrong_choice == (note.misconception == "M5")
        assert note.right == (note.because == "")


def test_the_target_chosen_decides_what_is_said():
    """A note on one wrong target goes before the note on the row."""
    because = {"log": ("M5", "Any other."), "log=plan": ("M6", "Planning.")}
    planned = mark_response(MATCH, {"log": "plan"}, GOES, because).notes[0]
    delivered = mark_response(MATCH, {"log": "deliver"}, GOES, because).notes[0]
    assert ("log", "M6", "Planning.", "plan", "engage") == (
        planned.option,
        planned.misconception,
        planned.because,
        planned.chosen,
        planned.belongs,
    )
    assert ("M5", "Any other.") == (delivered.misconception, delivered.because)


TURNED = {"look<fix": ("M5", "A guess."), "call<fix": (None, "Too soon."), "fix": (None, "It ends the work.")}
ORDER_NOTES = {
    "all right": (IN_ORDER, TURNED, []),
    "one pair": (["call", "log", "fix", "look"], TURNED, ["look<fix"]),
    "an entry far off": (["fix", "call", "log", "look"], TURNED, ["call<fix", "look<fix", "fix"]),
    "only an entry explained": (["call", "log", "fix", "look"], {"fix": (None, "It ends.")}, ["fix"]),
    "nothing explained": (["fix", "call", "log", "look"], {}, []),
    "another entry explained": (["log", "call", "look", "fix"], {"fix": (None, "It ends.")}, []),
}


@pytest.mark.parametrize(("response", "because", "said"), ORDER_NOTES.values(), ids=ORDER_NOTES)
def test_order_notes(response, because, said):
    """Of an order only turned pairs are explained, and entries that stand wrongly."""
    assert said == [note.option for note in mark_response(ORDER, response, KEY, because).notes]


# what authors are told ------------------------------------------------------------------------------

QUESTION_FAULTS = {
    "no targets": (
        Question("x", "?", ROWS, "match"),
        ["has 0 targets; a match question has 2 to 12"],
    ),
    "too many to sort into": (
        Question("x", "?", ROWS, "classify", {name: name for name in "abcde"}),
        ["has 5 targets; a classify question has 2 to 4"],
    ),
    "one row": (
        Question("x", "?", {"a": "A"}, "match", ENDS),
        ["has 1 rows; a match question needs at least two"],
    ),
    "targets of a choice": (
        Question("x", "?", ROWS, "choice", ENDS),
        ["has targets; a question of the kind choice has none"],
    ),
    "targets of an order": (
        Question("x", "?", ROWS, "order", ENDS),
        ["has targets; a question of the kind order has none"],
    ),
    "an id of two words": (
        Question("x", "?", {"a b": "A", "c": "C"}, "order"),
        ['has the id "a b"; an id is one word without < and ='],
    ),
    "an id with a sign": (
        Question("x", "?", {"a=b": "A", "c": "C"}, "match", ENDS),
        ['has the id "a=b"; an id is one word without < and ='],
    ),
    "sound": (CLASSIFY, []),
}


@pytest.mark.parametrize(("question", "faults"), QUESTION_FAULTS.values(), ids=QUESTION_FAULTS)
def test_question_faults(question, faults):
    """A question that cannot be asked says why."""
    assert faults == list(question.faults())


KEY_FAULTS = {
    "match: a list": (MATCH, ["engage"], ['should give each row its target, such as {"row": "target"}']),
    "match: a row is missing": (MATCH, {"log": "engage", "fix": "deliver"}, ['has no target for "ask"']),
    "match: slips": (
        MATCH,
        {**GOES, "fix": "delivre", "aks": "plan"},
        [
            'there is no target "delivre"; did you mean "deliver"?',
            'there is no row "aks"; did you mean "ask"?',
        ],
    ),
    "order: a mapping": (ORDER, GOES, ['should be a list of steps, such as ["a", "b c", "d"]']),
    "order: slips": (
        ORDER,
        ["call", "log log", "fixx"],
        [
            'names "log" twice',
            'there is no entry "fixx"; did you mean "fix"?',
            'leaves out "fix"',
            'leaves out "look"',
        ],
    ),
    "order: one step": (ORDER, ["call log look fix"], ["needs at least two steps"]),
    "order: sound": (ORDER, KEY, []),
    "order: two steps": (ORDER, ["call log", "look fix"], []),
    "match: sound": (MATCH, GOES, []),
}


@pytest.mark.parametrize(("question", "key", "faults"), KEY_FAULTS.values(), ids=KEY_FAULTS)
def test_key_faults(question, key, faults):
    """A key that does not fit its question says why."""
    assert faults == list(question.key_faults(key))


@pytest.mark.parametrize(
    ("question", "key", "name", "fault"),
    [
        (
            MATCH,
            GOES,
            "log=plann",
            '"log=plann" is explained, but no answer could be that; did you mean "log=plan"?',
        ),
        (ORDER, KEY, "look<log", '"look<log" is explained, but no answer could be that'),
        (ORDER, KEY, "fix<call", '"fix<call" is explained, but no answer could be that'),
    ],
)
def test_because_faults(question, key, name, fault):
    """An explanation that could never be shown is told: a slip, a free pair, a pair the other way round."""
    found = list(question.because_faults(key, {name: (None, "Why.")}))
    assert [fault] == [one if "mean" in fault else one.split(";")[0] for one in found]


# the bank -------------------------------------------------------------------------------------------


def test_sound_items(tmp_path):
    """Match, classify and order items are read with their targets, keys and explanations."""
    items = read_items(with_items(tmp_path, sorts=MATCH_ITEM + CLASSIFY_ITEM + ORDER_ITEM))
    quay, dock, ramp = items["quay"], items["dock"], items["ramp"]

    assert {"engage": "Engage", "deliver": "Deliver and support"} == quay.question.targets
    assert {"log": "engage", "fix": "deliver"} == quay.solution
    assert {
        "log": ("M5", "Talking is work of its own."),
        "fix=engage": ("M6", "Nobody is heard."),
    } == quay.because
    assert "classify" == dock.question.kind
    assert ("call", "log look", "fix") == ramp.solution
    assert {"look<fix": ("M5", "A guess.")} == ramp.because
    for item in items.values():
        assert [] == list(item.question.because_faults(item.solution, item.because))


def test_all_problems_of_sorting_items(tmp_path):
    """Every fault of such items is told at once, with file, item and path."""
    with pytest.raises(ContentError) as found:
        read_items(with_items(tmp_path, sorts=BROKEN_SORTS))
    assert [
        'quay: target: "engage" stands there twice',
        'quay: key: a match item has none; it follows from "goes"',
        "quay: option: a match item names at least one misconception",
        "quay: pair: only order items have pairs",
        'quay: option log: goes: there is no target "engaged"; did you mean "engage"?',
        'quay: option log: wrong: there is no target "plan"',
        "quay: option fix: goes: missing",
        "dock: targets: has 5 targets; a classify question has 2 to 4",
        'dock: option log: wrong: "a" is where it goes',
        'dock: option log: wrong a: there is no misconception "M99"; did you mean "M9"?',
        "dock: option fix: names a misconception, so it needs a sentence that says why (because)",
        'ramp: key: there is no entry "logg"; did you mean "log"?',
        'ramp: key: leaves out "log"',
        'ramp: pair fix<call: the key does not put "fix" before "call"',
        'ramp: pair cal<fix: there is no option "cal"; did you mean "call"?',
        "ramp: pair: an order item names at least one pair with a misconception",
        "ramp: target: only match and classify items have targets",
        "ramp: option call: only rows of match and classify items go somewhere",
    ] == [problem.removeprefix("sorts.toml: ") for problem in found.value.problems]


def test_keys_of_the_bank_earn_everything():
    """Every item of the bank that ships gives its own key all points, and can say all that it explains."""
    for item in load_items().values():
        question, key = item.question, item.solution
        response = {
            "choice": lambda key: key[0],
            "multi": list,
            "match": dict,
            "classify": dict,
            "order": lambda key: [entry for step in key for entry in step.split()],
        }[item.kind](key)
        question.check(response)
        assert [] == [
            *question.faults(),
            *question.key_faults(key),
            *question.because_faults(key, item.because),
        ]
        assert mark_response(question, response, key, item.because).right, item.id
