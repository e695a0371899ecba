"""Zips that are broken or meant to harm: each gets a sentence, the rest is read, nothing is written by a name
that came along.
"""

import zipfile
from datetime import UTC
from io import BytesIO
from pathlib import Path

import pytest
from class_samples import zip_of

from itilkit.desk.unpacking import Limits, Piece, Refusal, Unpacker
from itilkit.ground.problem import Problem


@pytest.fixture
def read(tmp_path):
    """Reads a zip with these bytes: (path, content) of what was read, and the sentences of what was not."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def reading(content, **limits):
        path = tmp_path / "in.zip"
        path.write_bytes(content)
        found = list(Unpacker(scratch, Limits(**limits)).read(path))
        pieces = {str(each.path): each.file.read_bytes() for each in found if isinstance(each, Piece)}
        return pieces, [each.sentence for each in found if isinstance(each, Refusal)]

    return reading


def test_a_nameless_member(read):
    """Of a zip with a member without a name only that one is lost, and it is said."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("a.ipynb", "", "./", "b.ipynb"):
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            archive.writestr(entry, name.encode())

    assert (
        {"in.zip/a.ipynb": b"a.ipynb", "in.zip/b.ipynb": b"b.ipynb"},
        ["in.zip holds a file without a name: it was not unpacked."],
    ) == read(out.getvalue())


SLIPS = ("../evil.ipynb", "/etc/evil.ipynb", "a/../../evil.ipynb", "..\\evil.ipynb", "C:\\evil.ipynb")


@pytest.mark.parametrize("name", SLIPS)
def test_a_name_that_leads_out(name, read, tmp_path):
    """A file whose name leads out of its zip is not unpacked; the others are."""
    before = set(tmp_path.parent.rglob("*evil*"))  # other tests have left theirs there
    pieces, said = read(zip_of([(name, b"x"), ("good.ipynb", b"{}")]))

    assert {"in.zip/good.ipynb": b"{}"} == pieces
    assert [True] == ["holds a file whose name leads out of it" in sentence for sentence in said]
    assert before == set(tmp_path.parent.rglob("*evil*"))


def test_a_bomb(read):
    """A file that unpacks to more than is allowed is stopped there, whatever the zip says of its size."""
    pieces, said = read(zip_of([("bomb.ipynb", bytes(3_000_000)), ("good.ipynb", b"{}")]), file=1_000_000)

    assert {"in.zip/good.ipynb": b"{}"} == pieces
    assert ["in.zip/bomb.ipynb holds more than 1 MB and was not read: ask for it without outputs."] == said


def test_many_that_are_a_bomb_together(read):
    """Files that together unpack to more than is allowed are read up to there."""
    content = zip_of([(f"{number}.ipynb", bytes(400_000)) for number in range(9)])

    pieces, said = read(content, total=1_000_000)

    assert 2 == len(pieces)
    (sentence,) = said
    assert sentence == (
        "in.zip unpacks to more than 1 MB: from 2.ipynb on it was not read; unpack it, and take its files in "
        "parts."
    )


def test_a_bomb_among_others(read):
    """A learner's zip that unpacks to more than one may is refused alone, and costs the others nothing."""
    bomb = zip_of([(f"{number}.ipynb", bytes(400_000)) for number in range(9)])
    names = [(f"{number}.zip", bomb) for number in range(5)]
    good = zip_of([("a.ipynb", b"1")])

    pieces, said = read(
        zip_of([*names, ("good.ipynb", b"{}"), ("work.zip", good)]), total=1_300_000, each=1_000_000
    )

    assert {"in.zip/good.ipynb": b"{}", "in.zip/work.zip/a.ipynb": b"1"} == pieces
    assert [
        f"in.zip/{number}.zip unpacks to more than 1 MB and was not read: "
        "ask for the notebook alone, or take this zip by itself."
        for number in range(5)
    ] == said


def test_a_bomb_in_a_folder(tmp_path):
    """In a folder, too, each zip may unpack to so much and takes nothing from the others."""
    home = tmp_path / "by mail"
    home.mkdir()
    (home / "a.zip").write_bytes(zip_of([(f"{number}.ipynb", bytes(400_000)) for number in range(9)]))
    (home / "b.zip").write_bytes(zip_of([("b.ipynb", b"1")]))
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    bomb, good = Unpacker(scratch, Limits(total=1_300_000, each=1_000_000)).read(home)

    assert bomb.sentence.startswith("by mail/a.zip unpacks to more than 1 MB and was not read")
    assert [b"1"] == [file.read_bytes() for file in scratch.iterdir()]
    assert "by mail/b.zip/b.ipynb" == str(good.path)


def test_zips_in_zips(read):
    """A zip in a zip is read, with its own name in the path; too deep a nest is not."""
    inner = zip_of([("a.ipynb", b"1")])
    nest = zip_of([("3.zip", zip_of([("4.zip", inner)]))])

    pieces, said = read(zip_of([("mara/work.zip", inner), ("1.zip", zip_of([("2.zip", nest)]))]))

    assert {"in.zip/mara/work.zip/a.ipynb": b"1"} == pieces
    assert [
        "in.zip/1.zip/2.zip/3.zip lies in too many zips within zips: unpack it and take the files."
    ] == said


def test_too_many_files(read):
    """A zip of more files than any class has is not read."""
    pieces, said = read(zip_of([(f"{number}.ipynb", b"") for number in range(11)]), members=10)

    assert ({}, ["in.zip holds more than 10 files: take it in parts."]) == (pieces, said)


def test_what_systems_add(read):
    """What macOS, Windows and JupyterLab put there by themselves is left out without a word."""
    names = (
        "__MACOSX/._a.ipynb",
        "._a.ipynb",
        ".DS_Store",
        "x/.ipynb_checkpoints/a-checkpoint.ipynb",
        "Thumbs.db",
    )

    assert ({"in.zip/a.ipynb": b"1"}, []) == read(
        zip_of([(name, b"") for name in names] + [("a.ipynb", b"1")])
    )


def damaged():
    content = bytearray(zip_of([("a.ipynb", b"hello " * 100), ("b.ipynb", b"{}")]))
    content[40] ^= 255
    return bytes(content)


def broken_lzma():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.ipynb", b"hello " * 100)
    content = bytearray(out.getvalue())
    content[50:60] = bytes(range(200, 210))
    return bytes(content)


def with_password():
    content = bytearray(zip_of([("a.ipynb", b"hello")]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


BROKEN = {
    "no zip": (
        b"Dear instructor",
        "in.zip is no readable zip (File is not a zip file): download it, or ask for it, again.",
    ),
    "half a zip": (zip_of([("a.ipynb", b"x" * 999)])[:60], "in.zip is no readable zip"),
    "a damaged file": (damaged(), "in.zip/a.ipynb cannot be unpacked"),
    "a damaged file of another kind": (broken_lzma(), "in.zip/a.ipynb cannot be unpacked"),
    "a password": (
        with_password(),
        "in.zip/a.ipynb cannot be unpacked (it has a password): ask for it again.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_unpacked(name, read):
    """A zip or a file in it that cannot be unpacked gets one sentence."""
    content, sentence = BROKEN[name]

    _, said = read(content)

    assert [True] == [one.startswith(sentence) and one.endswith(".") for one in said]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_full_disk(read, tmp_path):
    """When this computer has no room left, that is said, and nobody is asked for a file again."""
    (tmp_path / "scratch" / "000001").symlink_to("/dev/full")

    with pytest.raises(Problem, match=r"^The disk that holds .* is full: make room on it, then try again\.$"):
        read(zip_of([("a.ipynb", b"1" * 100_000)]))


def test_names_without_a_mark(read):
    """A name in Unicode is read even where the zip does not say that it is."""
    name = "Jürgen Groß.ipynb"
    content = bytearray(zip_of([(name, b"{}")]))
    for mark, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        content[content.index(mark) + place] &= ~8

    assert ({f"in.zip/{name}": b"{}"}, []) == read(bytes(content))


def test_times(tmp_path):
    """Times count where they differ; those of packing all files at once say nothing."""
    names = [("a.ipynb", b"1"), ("b.ipynb", b"2")]
    apart = zip_of(names, {"a.ipynb": (2026, 3, 1, 8, 0, 0), "b.ipynb": (2026, 3, 1, 9, 0, 0)})
    found = {}
    for name, content in {"apart.zip": apart, "together.zip": zip_of(names)}.items():
        (tmp_path / name).write_bytes(content)
        found[name] = [each.when for each in Unpacker(tmp_path).read(tmp_path / name)]

    assert [None, None] == found["together.zip"]
    assert [8, 9] == [when.astimezone().hour for when in found["apart.zip"]]
    assert {UTC} == {when.tzinfo for when in found["apart.zip"]}


def test_links_are_not_followed(tmp_path):
    """A link in a folder is not followed; a link in a zip is no more than its text."""
    secret = tmp_path / "secret.ipynb"
    secret.write_text("secret")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.ipynb").symlink_to(secret)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("b.ipynb")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, str(secret))
    (folder / "b.zip").write_bytes(out.getvalue())

    link, inside = Unpacker(tmp_path).read(folder)

    assert "in/a.ipynb is a link and was not followed: hand over the file itself." == link.sentence
    assert str(secret) == inside.file.read_text()
