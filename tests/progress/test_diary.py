"""The diary: what is written stays, and what cannot be read costs nothing but itself."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import attrs
import pytest
from diary_samples import MONDAY, diary_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itilkit.progress.diary import HEAD, LONGEST, SCHEMA, Diary, DiaryEntry, NewerDiary, Read

texts = st.text(max_size=30)
facts = st.dictionaries(
    st.from_regex(r"[a-z_]{1,8}", fullmatch=True).filter(lambda name: name not in {"at", "what", "self"}),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)
calm = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
as_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is forbidden to the user root"
)


@pytest.fixture
def diary(course):
    """The diary of the course, in which nothing is written yet."""
    return diary_in(course)


def lines(diary):
    return diary.path.read_text(encoding="utf-8").splitlines()


def names(diary):
    """What each entry is called that can be read."""
    return [each.get("id") for each in diary.read().entries]


# writing and reading --------------------------------------------------------------------------------


def test_nothing_written_yet(diary):
    """A diary that was never written reads as empty, and reading makes no file."""
    assert Read() == diary.read()
    assert not diary.path.exists()


def test_nothing_to_add(diary):
    """Adding nothing is no failure, and makes no file."""
    assert diary.add_all([])
    assert not diary.path.exists()


def test_first_line_says_what_file_it_is(diary):
    """The file begins with its name and version, and every line of it is JSON that a person can read."""
    assert diary.add("response", id="two", answer="b", score=1.0)
    assert [
        '{"itilkit-progress": 1}',
        '{"at": "2026-03-02T09:00:00+00:00", "what": "response", "id": "two", "answer": "b", "score": 1.0}',
    ] == lines(diary)


def test_umlauts_stay_readable(diary):
    """Letters of any language stand in the file as they are."""
    diary.add("response", id="Größe", answer="“ja”")
    assert '"Größe", "answer": "“ja”"' in lines(diary)[1]


@calm
@given(things=st.lists(st.tuples(texts, facts), min_size=1, max_size=4))
def test_what_is_written_is_read(tmp_path, things):
    """Whatever is written comes back as it was, in its order: any text, a lone surrogate among them."""
    diary = Diary(tmp_path / "diary.jsonl", lambda: MONDAY)
    diary.path.unlink(missing_ok=True)
    assert diary.add_all(things)
    assert Read(tuple(DiaryEntry(MONDAY, what, said) for what, said in things)) == diary.read()


def test_half_a_letter_is_written(diary):
    """Half a surrogate pair, which no file can hold, is written as an escape and comes back."""
    assert diary.add("response", id="\ud800")
    assert ["\ud800"] == names(diary)


def test_what_stands_there_is_never_rewritten(diary):
    """A new entry leaves every byte before it as it was."""
    diary.add("response", id="first")
    before = diary.path.read_bytes()
    diary.add("response", id="second")
    assert diary.path.read_bytes().startswith(before)


def test_line_that_would_not_be_read_is_refused(diary):
    """An entry too long to be read again is not written, and that is said instead of acknowledged."""
    diary.add("response", id="before")
    assert not diary.add("run", moves=["x" * LONGEST])
    assert "What happened is too long for one line of my-progress.jsonl, so it was left out." == diary.trouble
    assert ["before"] == names(diary)


def test_trouble_ends_with_the_next_entry(diary):
    """What went wrong is no longer said when the next entry was written."""
    diary.add("run", moves=["x" * LONGEST])
    diary.add("response", id="after")
    assert not diary.trouble


# spoilt files ---------------------------------------------------------------------------------------


@pytest.fixture
def kept(diary):
    """A diary of three responses."""
    for name in ("a", "b", "c"):
        diary.add("response", id=name)
    return diary


@pytest.mark.parametrize("cut", [1, 2, 20, 60])
def test_half_a_line_at_the_end(kept, cut):
    """Half a line at the end is passed over, and the next entry stands on a line of its own."""
    kept.path.write_bytes(kept.path.read_bytes()[:-cut])
    last = ["c"] if cut == 1 else []  # only the line's end is missing: the entry is whole
    assert ["a", "b", *last] == names(kept)
    assert kept.add("response", id="d")
    assert ["a", "b", *last, "d"] == names(kept)


def test_every_place_to_cut(kept):
    """Wherever the file is cut off, what stands whole before that is read, and writing goes on."""
    whole = kept.path.read_bytes()
    for place in range(len(whole)):
        kept.path.write_bytes(whole[:place])
        count = whole[: place + 1].count(b"\n") - 1
        assert ["a", "b", "c"][: max(0, count)] == names(kept)
        assert kept.add("response", id="d")
        assert [*["a", "b", "c"][: max(0, count)], "d"] == names(kept)


def test_entry_right_behind_half_a_line(kept):
    """An entry that another process wrote right behind half a line is read; the half one counts as spoilt."""
    text = kept.path.read_bytes()
    behind = text.splitlines(keepends=True)[-1].replace(b'"c"', b'"d"')
    kept.path.write_bytes(text[:-20] + behind)
    assert (["a", "b", "d"], 1) == (names(kept), kept.read().spoilt)


GARBAGE = {
    "bytes that are no text": b"\xff\xfe\x00\x80",
    "a page of zeros": b"\x00" * 4096,
    "words": b"I did lesson 1 on Monday",
    "a number": b"17",
    "a list": b'["at", "what"]',
    "an object without a moment": b'{"what": "response", "id": "x"}',
    "a moment that is none": b'{"at": "yesterday", "what": "response"}',
    "a moment of the wrong kind": b'{"at": 17, "what": "response"}',
    "the year 1": b'{"at": "0001-01-01T00:00:00+14:00", "what": "response"}',
    "the year 9999": b'{"at": "9999-12-31T23:59:59-12:00", "what": "response"}',
    "no word for what": b'{"at": "2026-03-02T09:00:00+00:00", "what": 3}',
    "brackets without end": b"[" * 100_000,
    "a line of 300 kB": b'{"at": "2026-03-02T09:00:00+00:00", "what": "x", "y": "' + b"z" * 300_000 + b'"}',
    "half a header": b'{"itilkit-prog',
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_garbage_costs_nothing_but_its_line(kept, garbage, place):
    """A line that is no entry is counted and passed over, wherever it stands; the others are read."""
    whole = kept.path.read_bytes().split(b"\n")
    kept.path.write_bytes(b"\n".join([*whole[:place], garbage, *whole[place:]]))
    assert (["a", "b", "c"], 1) == (names(kept), kept.read().spoilt)
    assert kept.add("response", id="d")
    assert ["a", "b", "c", "d"] == names(kept)


@calm
@given(content=st.binary(max_size=300))
def test_any_bytes(tmp_path, content):
    """Whatever bytes are in the file: it can be read, and written on, and they stay there."""
    diary = Diary(tmp_path / "diary.jsonl", lambda: MONDAY)
    diary.path.write_bytes(content)
    before = len(diary.read().entries)
    assert diary.add("response", id="d")
    assert before + 1 == len(diary.read().entries)
    assert diary.path.read_bytes().startswith(content)


def test_blank_lines_are_no_fault(kept):
    """Blank lines, and the line ends of another system, are neither entries nor spoilt."""
    kept.path.write_bytes(kept.path.read_bytes().replace(b"\n", b"\r\n\r\n"))
    assert (["a", "b", "c"], 0) == (names(kept), kept.read().spoilt)


def test_byte_order_mark(kept):
    """A byte order mark that an editor put at the front is no fault."""
    kept.path.write_bytes(b"\xef\xbb\xbf" + kept.path.read_bytes())
    assert (["a", "b", "c"], 0) == (names(kept), kept.read().spoilt)


def test_line_deleted_by_hand(kept):
    """A learner may delete a line: what it said is gone, and the rest stands."""
    kept.path.write_text("\n".join(line for line in lines(kept) if '"b"' not in line), encoding="utf-8")
    assert ["a", "c"] == names(kept)
    assert kept.add("response", id="d")
    assert ["a", "c", "d"] == names(kept)


def test_file_without_its_first_line(kept):
    """Without its first line the file is read all the same."""
    kept.path.write_text("\n".join(lines(kept)[1:]) + "\n", encoding="utf-8")
    assert (["a", "b", "c"], 0) == (names(kept), kept.read().spoilt)


def test_entries_of_unknown_kinds(kept):
    """Kinds of entries that this version does not know are kept and handed on, not called spoilt."""
    kept.add("dance", id="tango", steps=[1, 2])
    assert (["a", "b", "c", "tango"], 0) == (names(kept), kept.read().spoilt)


def test_ten_megabytes(diary):
    """A diary of ten megabytes is read whole, and written on without being read whole."""
    diary.add("response", id="x" * 100)
    line = diary.path.read_bytes().splitlines(keepends=True)[1]
    count = 10_000_000 // len(line)
    with diary.path.open("ab") as file:
        file.write(line * count)
    diary.add("response", id="last")
    found = diary.read()
    assert (count + 2, 0, "last") == (len(found.entries), found.spoilt, found.entries[-1].get("id"))


# moments --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["2026-03-02T09:00:00", "2026-03-02T09:00:00Z", "2026-03-02T11:00:00+02:00"]
)
def test_moments_are_read_as_utc(diary, written):
    """A moment counts by its own time zone, and without one as UTC, whatever this machine's zone is."""
    diary.path.write_text(json.dumps({"at": written, "what": "response"}) + "\n", encoding="utf-8")
    (found,) = diary.read().entries
    assert (MONDAY, UTC) == (found.at, found.at.tzinfo)


def test_clock_that_goes_backwards(course):
    """A clock that is set back changes neither the order of the entries nor what they say."""
    clock = iter([MONDAY, MONDAY.replace(year=2020), MONDAY.replace(year=1970)])
    diary = diary_in(course, lambda: next(clock))
    for name in ("a", "b", "c"):
        diary.add("response", id=name)
    assert (["a", "b", "c"], [2026, 2020, 1970]) == (
        names(diary),
        [each.at.year for each in diary.read().entries],
    )


def test_own_clock(course):
    """Without a clock of its own a diary writes the present moment, in UTC and whole seconds."""
    diary = Diary(course / "diary.jsonl")
    before = datetime.now(UTC).replace(microsecond=0)
    diary.add("response", id="a")
    (found,) = diary.read().entries
    assert before <= found.at <= datetime.now(UTC)
    assert 0 == found.at.microsecond


# files that are not to be written -------------------------------------------------------------------


def newer_head(pad=0):
    return json.dumps({HEAD: SCHEMA + 1, "about": "x" * pad}).encode() + b"\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
@pytest.mark.parametrize("pad", [0, 1000], ids=["short", "long"])
def test_newer_diary_is_refused(diary, pad, mark):
    """A diary of a newer version is neither read nor written, and stays as it is to the byte."""
    diary.path.write_bytes(mark + newer_head(pad))
    said = (
        "my-progress.jsonl was written by a newer itilkit (form 2, and this one knows form 1): install the "
        "newest itilkit"
    )
    assert not diary.add("response", id="a")
    assert f"Your progress could not be written to my-progress.jsonl: {said}." == diary.trouble
    with pytest.raises(NewerDiary) as refused:
        diary.read()
    assert said == str(refused.value)
    assert mark + newer_head(pad) == diary.path.read_bytes()


@pytest.mark.parametrize("schema", ["2", None, 1.5, True, [2], -1])
def test_version_that_is_none(kept, schema):
    """A first line that was edited into no version at all keeps nobody out."""
    changed = [json.dumps({HEAD: schema}), *lines(kept)[1:]]
    kept.path.write_text("\n".join(changed) + "\n", encoding="utf-8")
    assert kept.add("response", id="d")
    assert ["a", "b", "c", "d"] == names(kept)


def test_folder_in_the_place_of_the_file(diary):
    """A folder that has the file's name is said to be the trouble, and stays."""
    diary.path.mkdir()
    assert not diary.add("response", id="a")
    assert "Your progress could not be written to my-progress.jsonl: Is a directory." == diary.trouble
    assert [] == list(diary.path.iterdir())


@as_root
@pytest.mark.parametrize("what", ["folder", "file"])
def test_nothing_may_be_written(kept, what):
    """In a folder or file that may only be read nothing is written, and the reason is said."""
    place = kept.path if what == "file" else kept.path.parent
    if what == "folder":
        kept.path.unlink()
    mode = place.stat().st_mode
    place.chmod(0o555 if what == "folder" else 0o444)
    try:
        assert not kept.add("response", id="d")
    finally:
        place.chmod(mode)
    assert "Your progress could not be written to my-progress.jsonl: Permission denied." == kept.trouble


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a disk that is always full")  # noqa: PTH110
def test_disk_is_full():
    """On a full disk nothing is acknowledged, and the reason is said."""
    from pathlib import Path

    diary = Diary(Path("/dev/full"), lambda: MONDAY)
    assert not diary.add("response", id="a")
    assert "Your progress could not be written to full: No space left on device." == diary.trouble


# several at once ------------------------------------------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from itilkit.progress.diary import Diary
diary = Diary(Path(sys.argv[1]))
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    assert diary.add("response", id=f"{sys.argv[2]}-{number}", answer="x" * (number * 37 % 3000))
"""


def test_several_notebooks_at_once(diary):
    """Several kernels that write at the same time, into a file that none of them found there, lose no line
    and mix none; each one's lines stand in its own order.
    """
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(diary.path), str(number), "60"], stdin=subprocess.PIPE
        )
        for number in range(4)
    ]
    for writer in writers:
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
        assert 0 == writer.returncode
    found = names(diary)
    assert (240, 0) == (len(found), diary.read().spoilt)
    for number in range(4):
        own = [name for name in found if name.startswith(f"{number}-")]
        assert [f"{number}-{place}" for place in range(60)] == own


def test_entry_is_frozen():
    """What was read is not changed by accident."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        DiaryEntry(MONDAY, "run", {}).what = "response"
