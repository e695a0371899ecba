"""The answer in its cell: written for people, read without running anything, replaced in place."""

import ast
import subprocess
import sys
import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itilkit.items import AnswerProblem, NotAnswered
from itilkit.literals import answer_source, format_value, read_answer, replace_answer

RUN = {"variant": "graded", "runs": 1, "moves": ["ask mara", "offer status-page booking"]}
RELEASED = """from itilkit import record

record(
    "affordable-mix",
    answer=None,
)"""
SOLUTION = """# Übung für Zoë: 🙂
from itilkit import record

record(
\t"affordable-mix",  # the card writes this
    ### BEGIN SOLUTION
    answer=None,  # until somebody plays
    ### END SOLUTION
)
"""


def cell(value):
    return f'from itilkit import record\n\nrecord(\n    "x",\n    answer={value},\n)'


# written --------------------------------------------------------------------------------------------


def test_run_is_written_for_people():
    """A run reads like a script: one move a line, each name on its own."""
    assert """from itilkit import record

record(
    "affordable-mix",
    answer={
        "variant": "graded",
        "runs": 1,
        "moves": [
            "ask mara",
            "offer status-page booking",
        ],
    },
)""" == answer_source("affordable-mix", RUN)


WRITTEN = {
    "choice": ("b", '"b"'),
    "multi": (["a", "c"], '["a", "c"]'),
    "nothing ticked": ([], "[]"),
    "not answered": (None, "None"),
    "empty run": ({}, "{}"),
    "number": (3, "3"),
    "no moves yet": ({"moves": []}, '{\n    "moves": [],\n}'),
    "umlauts stay": ("für Zoë", '"für Zoë"'),
    "quotation marks": ('say "aye"', "'say \"aye\"'"),
    "a line feed": ("a\nb", "'a\\nb'"),
    "a backslash": ("a\\b", "'a\\\\b'"),
}


@pytest.mark.parametrize(("value", "text"), WRITTEN.values(), ids=WRITTEN)
def test_written(value, text):
    """Values are written in double quotes and on few lines; what could not be read back is escaped."""
    assert text == format_value(value)


plain = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**9), 10**9),
        st.text(st.characters(codec=None), max_size=20),
        st.sampled_from(["ask mara", "offer status-page", "“quoted”", "it's", 'say "aye"', "\\", "\ud800"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(plain)
@example(RUN)
@example("\u2028\x85\x0c\x1c")
def test_round_trip(value):
    """Every plain value that is written can be read back and is the same."""
    assert value == read_answer(answer_source("x", value), "x")


@given(plain, plain)
def test_written_again(old, new):
    """Writing over an answer leaves what writing it first would have."""
    assert answer_source("x", new) == replace_answer(answer_source("x", old), "x", new)


def test_formatted_the_same_by_its_own_reading():
    """Writing what was read changes no character."""
    source = answer_source("x", RUN)
    assert source == replace_answer(source, "x", read_answer(source, "x"))


# replaced in place ----------------------------------------------------------------------------------


def test_only_the_value_changes():
    """Solution markers, comments, tabs, umlauts and everything else around the value stay."""
    assert SOLUTION.replace("None", '"b"') == replace_answer(SOLUTION, "affordable-mix", "b")


SOURCES = {
    "released": RELEASED,
    "with solution markers": SOLUTION,
    "lines of Windows": SOLUTION.replace("\n", "\r\n"),
    "lines of old Macs": SOLUTION.replace("\n", "\r"),
    "tabs": RELEASED.replace("    ", "\t"),
    "on one line": 'from itilkit import record; record("affordable-mix", answer=None)  # “so”',
    "umlauts on the line": 'größe = "süß"; record("affordable-mix", answer=None)',
    "emoji on the line": 'x = "🙂🙂"; record("affordable-mix", answer=None)',
    "spaces around": 'record( "affordable-mix" , answer = None )',
    "a form feed and a line separator": 'x = "\x0c\u2028"\nrecord("affordable-mix",\n\x0c answer=None)',
    "other calls": 'record("other", answer=1)\nrecord("affordable-mix", answer=None)\nrecord("third")',
    "a string that looks like it": 'x = """record("affordable-mix", answer=None)"""\n' + RELEASED[27:],
    "brackets around the value": 'record("affordable-mix", answer=(None))',
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("value", ["b", ["a", "c"], RUN, None], ids=["choice", "multi", "run", "none"])
def test_replaced_anywhere(source, value):
    """However a cell is written, only the characters of the value change, and it can be read back."""
    place = source.rindex("None")
    before, after = source[:place], source[place + 4 :]
    written = replace_answer(source, "affordable-mix", value)
    assert before == written[: len(before)]
    assert after == written[len(written) - len(after) :]
    assert value == read_answer(written, "affordable-mix")


trivia = st.text(st.sampled_from(" \t#äß🙂'\"x\\"), max_size=12).map(lambda text: f"#{text}")
breaks = st.sampled_from(["\n", "\r\n", "\r"])


@given(
    st.lists(trivia, max_size=3),
    breaks,
    st.sampled_from(["", " ", "    ", "\t", "\t  "]),
    plain,
    plain,
    trivia,
)
def test_replaced_among_anything(comments, end, indent, old, new, comment):
    """Whatever comments, indents and line ends surround the value, they stay as they were."""
    head = f"{end.join([*comments, ''])}record({end}{indent}'x',{end}{indent}answer="
    tail = f",  {comment}{end}{indent}{comment}{end})"
    written = replace_answer(f"{head}{format_value(old, indent)}{tail}", "x", new)
    assert f"{head}{format_value(new, indent)}{tail}" == written
    assert new == read_answer(written, "x")


def test_replaced_whatever_the_value_was():
    """A value that cannot be read any more can still be replaced: the card mends the cell."""
    assert cell('"b"') == replace_answer(cell('open("secret").read()'), "x", "b")


def test_nothing_is_written_into_a_broken_cell():
    """Where the place of the value cannot be found, nothing is written and it is said why."""
    with pytest.raises(AnswerProblem, match=r"cannot be read \(line 6\)"):
        replace_answer(cell('["a"'), "x", "b")


# read -----------------------------------------------------------------------------------------------

UNREADABLE = (
    "The answer cell “x” cannot be read{}: a bracket, quotation mark or comma is missing or out of place. "
    "Undo the last change to it, or take the cell from a fresh copy."
)
GONE = 'The answer cell “x” no longer holds record("x", answer=…). Take the cell from a fresh copy.'
NOT_PLAIN = (
    "The answer to “x” is not a plain value: it may hold texts, numbers and lists, but nothing "
    "that has to be worked out."
)
OTHER = "The answer to “x” holds something other than texts, whole numbers, lists and named values."
HUGE = "The answer to “x” holds a number that is far too large. Start the card again to replace it."
OPEN = "“x” is not answered yet: there is no answer=… in its cell."
TWICE = "The answer cell “x” holds its answer 2 times. Keep one of them."

BROKEN = {
    "too long": (
        cell('"' + "a" * 100_000 + '"'),
        (
            "The answer cell “x” is 100,061 characters long; an answer is a few lines. "
            "Start the card again to replace it."
        ),
    ),
    "bracket open": (cell('["a"'), UNREADABLE.format(" (line 6)")),
    "quotation mark open": (cell('"a'), UNREADABLE.format(" (line 5)")),
    "text over two lines": (cell('"a\nb"'), UNREADABLE.format(" (line 5)")),
    "indented": ("  " + cell('"a"'), UNREADABLE.format(" (line 1)")),
    "another language": ("%%bash\n" + cell('"a"'), UNREADABLE.format(" (line 1)")),
    "null byte": (cell('"a\x00"'), UNREADABLE.format("")),
    "half a character": (cell('"\ud800"'), UNREADABLE.format("")),
    "far too deep": (cell("[" * 250 + "]" * 250), UNREADABLE.format(" (line 5)")),
    "far too many signs": (cell("-" * 19_000 + "1"), UNREADABLE.format("")),
    "a call": (cell('open("/etc/passwd").read()'), NOT_PLAIN),
    "a call in a list": (cell('["ask mara", exit()]'), NOT_PLAIN),
    "a name": (cell("moves"), NOT_PLAIN),
    "an attribute": (cell("x.y"), NOT_PLAIN),
    "an f-string": (cell('f"{1}"'), NOT_PLAIN),
    "a sum of lists": (cell('["a"] * 1000000000'), NOT_PLAIN),
    "a comprehension": (cell('[a for a in "ab"]'), NOT_PLAIN),
    "a lambda": (cell("lambda: 1"), NOT_PLAIN),
    "an assignment": (cell('(a := "b")'), NOT_PLAIN),
    "a list as a name": (cell('{["a"]: 1}'), NOT_PLAIN),
    "not a number": (cell("nan"), NOT_PLAIN),
    "a set": (cell('{"a", "b"}'), OTHER),
    "a float": (cell("0.5"), OTHER),
    "bytes": (cell('b"a"'), OTHER),
    "a tuple": (cell('("a", "b")'), OTHER),
    "an ellipsis": (cell("..."), OTHER),
    "a complex number": (cell("1+2j"), OTHER),
    "a number as a name": (cell('{1: "a"}'), OTHER),
    "a float deep inside": (cell('{"moves": [["ask mara", 1.0]]}'), OTHER),
    "a huge number": (cell("9" * 5000), HUGE),
    "a huge number in other digits": (cell("0x" + "f" * 5000), HUGE),
    "a number past counting": (cell('{"runs": 10000000000}'), HUGE),
    "a number far below": (cell("-10000000000"), HUGE),
    "two records": (f"{cell(1)}\n{cell(2)}", TWICE),
    "two answers in one record": ('record("x", answer="a", answer="b")', TWICE),
    "no record": ("print('hello')", GONE),
    "nothing at all": ("", GONE),
    "another record": ('record("y", answer="a")', GONE),
    "a record by another name": ('itilkit.record("x", answer="a")', GONE),
    "a record that is worked out": ('record(*["x"], answer="a")', GONE),
    "a record in a comment": ('# record("x", answer="a")', GONE),
    "no answer": ('record("x")', OPEN),
    "an answer without its name": ('record("x", "a")', OPEN),
    "an answer that is worked out": ('record("x", **{"answer": "a"})', OPEN),
}


@pytest.mark.parametrize(("source", "sentence"), BROKEN.values(), ids=BROKEN)
def test_broken(source, sentence):
    """A cell without a readable answer gets one plain sentence: where, what, and what to do next."""
    with pytest.raises(AnswerProblem) as found:
        read_answer(source, "x")
    assert sentence == str(found.value)


def test_far_too_many_sums():
    """A sum of thousands of numbers is refused: up to Python 3.13 it is too deep to be read, and since then
    it is something to be worked out.
    """
    with pytest.raises(AnswerProblem) as found:
        read_answer(cell("+".join(["1"] * 9_000)), "x")
    assert str(found.value) in {UNREADABLE.format(""), NOT_PLAIN}


@pytest.mark.parametrize("source", ['record("x")', 'record("x", "a")'])
def test_open_is_no_mistake(source):
    """A record without an answer is not answered yet, which is a state of its own."""
    with pytest.raises(NotAnswered):
        read_answer(source, "x")


def test_none_is_open():
    """The released cell holds None: nobody has answered."""
    assert read_answer(RELEASED, "affordable-mix") is None


def test_nothing_runs(tmp_path):
    """Reading an answer runs nothing of the cell around it either."""
    trace = tmp_path / "ran"
    source = f'open({str(trace)!r}, "w")\nrecord("x", answer="a")\nraise SystemExit'
    assert "a" == read_answer(source, "x")
    assert not trace.exists()


def test_stray_backslash():
    """A stray backslash is read as it stands, without a warning, whatever is done about warnings."""
    source = cell('"\\d"')
    for filters in ("error", "default"):
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter(filters)
            assert "\\d" == read_answer(source, "x")
        assert [] == heard


def test_small_stack():
    """A cell made to exhaust the parser is refused even by a process of its own, which lives on."""
    program = (
        "from itilkit.literals import read_answer, AnswerProblem\n"
        "for value in ('-' * 90000 + '1', 'a' + '.b' * 45000, '[' * 90000, '(' * 45000 + ')' * 45000):\n"
        "    try:\n"
        "        read_answer('record(\"x\", answer=' + value + ')', 'x')\n"
        "    except AnswerProblem:\n"
        "        print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ["refused"] * 4 == done.stdout.split()
    assert "" == done.stderr


@given(st.text(max_size=200))
@example('record("x", answer=')
def test_any_text(source):
    """Whatever stands in a cell, reading it raises nothing but AnswerProblem."""
    try:
        value = read_answer(source, "x")
    except AnswerProblem as problem:
        value = str(problem)
    assert value is None or isinstance(value, bool | int | str | list | dict)


python_parts = st.lists(
    st.sampled_from(
        ["record", "(", ")", '"x"', ",", "answer=", "[", "]", "{", "}", ":", "1", "'a'", "\n", "-", "f'{1}'"]
    ),
    max_size=25,
)


@given(python_parts.map("".join))
def test_any_program(source):
    """What is written into a cell that could be read can be read again; else nothing is written."""
    try:
        written = replace_answer(source, "x", RUN)
    except AnswerProblem:
        written = None
    if written is not None:
        assert RUN == read_answer(written, "x")
        ast.parse(written)
