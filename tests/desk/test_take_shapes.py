"""Names and folders as platforms and habits make them: whose a file is, which of two is the later, what is
left out. In doubt nothing goes in, and the sentence says what to do.
"""

import os
import shutil

import pytest
from class_samples import ASSIGNMENT, EXERCISE, LEARNERS, LESSON, ROOT, handed_in, work_of, zip_of

from itilkit.desk.console import take_in_here
from itilkit.desk.intake import take_in
from itilkit.desk.returned import ReturnedFate
from itilkit.ground.problem import Problem, WrongUse

pytestmark = pytest.mark.slow

MARA, TOMAS, INES = LEARNERS[:3]
NOTEBOOK = f"{ASSIGNMENT}.ipynb"
OLD, NEW = (2026, 11, 12, 10, 0, 0), (2026, 11, 29, 10, 0, 0)


@pytest.fixture
def take(classroom, tmp_path, monkeypatch):
    """Takes a zip of (name, content, time): what went in by its learner, and all that was said."""
    monkeypatch.chdir(classroom)

    def taking(*files, name="download.zip"):
        path = tmp_path / name
        path.write_bytes(
            zip_of(
                [(name, content) for name, content, *_ in files], {one[0]: one[2] for one in files if one[2:]}
            )
        )
        said = []
        try:
            take_in_here([path], assignment="", dry=False, say=said.append)
        except Problem as problem:
            said.append(str(problem))
        return said

    return taking


def laid(root):
    """What lies in the submitted folder, by learner."""
    return {path.parts[-3]: path.read_bytes() for path in root.glob(f"submitted/*/{ASSIGNMENT}/{NOTEBOOK}")}


LATER = {
    "a computer's name": "01-focus-on-value-BENS-PC-2.ipynb",
    "a word of the learner's": "01-focus-on-value-old-2.ipynb",
    "a date": "01-focus-on-value_2026-11-12.ipynb",
    "nothing": "copy.ipynb",
}


@pytest.mark.parametrize("name", LATER)
def test_known_times_come_first(name, take, classroom):
    """Of two files, the one that is known to be the later goes in, with its time, whatever digits stand at
    the end of the other's name.
    """
    take((f"s01/{NOTEBOOK}", work_of(MARA, 2), NEW), (f"s01/{LATER[name]}", work_of(MARA), OLD))

    assert {"s01": work_of(MARA, 2)} == laid(classroom)
    assert ["2026-11-29"] == [path.read_text()[:10] for path in classroom.rglob("timestamp.txt")]


def test_name_and_time_disagree(take, classroom):
    """Where the number of a copy and known times contradict each other, neither goes in, and both are named;
    the one that a person puts there is in with its own time, and stays.
    """
    files = (f"s01/{NOTEBOOK}", work_of(MARA, 2), NEW), (f"s01/{ASSIGNMENT} (1).ipynb", work_of(MARA), OLD)

    said = take(*files)

    assert {} == laid(classroom)
    folder = f"submitted/s01/{ASSIGNMENT}"
    assert (
        f"? download.zip/s01/{NOTEBOOK}: {ASSIGNMENT} (1).ipynb and {NOTEBOOK} are both from Mara Olsen, and "
        f"nothing tells for sure which is later: put the one that counts into {folder} by hand, as "
        f"{NOTEBOOK}, "
        "and take this again."
    ) in said
    (classroom / folder).mkdir(parents=True)
    (classroom / folder / NOTEBOOK).write_bytes(work_of(MARA))
    for _ in range(2):
        assert "2 files: 1 already here; 1 an earlier attempt, kept." in take(*files)
        assert {"s01": work_of(MARA)} == laid(classroom)
        assert (classroom / folder / "timestamp.txt").read_text().startswith("2026-11-12")


CONFLICTS = (
    f"{ASSIGNMENT} (conflicted copy 2026-11-12).ipynb",
    f"{ASSIGNMENT} (In Konflikt stehende Kopie von Mara 2026-11-12).ipynb",
    f"{ASSIGNMENT} (Copie en conflit de Mara 2026-11-12).ipynb",
    f"{ASSIGNMENT}.sync-conflict-20261112-100000-ABCDEFG.ipynb",
)


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict(name, take, classroom):
    """A copy that a program marked as a conflict makes all of a person's files doubtful, whatever their
    times; alone, too.
    """
    said = take((f"s01/{NOTEBOOK}", work_of(MARA, 2), NEW), (f"s01/{name}", work_of(MARA), OLD))
    said += take((f"s02/{name}", work_of(TOMAS), NEW), ("s03.ipynb", work_of(INES), OLD))

    assert {"s03": work_of(INES)} == laid(classroom)
    doubts = [line for line in said if line.startswith("?")]
    assert [True] * 3 == ["between which a program saw a conflict: ask " in line for line in doubts]


def test_a_conflict_that_is_none(take, classroom):
    """Two copies with the same content are one file, however one of them is called."""
    take((f"s01/{NOTEBOOK}", work_of(MARA)), (f"s01/{CONFLICTS[0]}", work_of(MARA)))

    assert {"s01": work_of(MARA)} == laid(classroom)


def test_nobody_decides_in_silence(take, classroom):
    """A file that came before stays beside another when nothing tells which is later; the other is named, and
    not taken for an earlier one.
    """
    mine = (f"s01/{NOTEBOOK}", work_of(MARA))
    take(mine)

    said = take(mine, ("s01/new.ipynb", work_of(MARA, 2)))

    assert {"s01": work_of(MARA)} == laid(classroom)
    assert (
        f"? download.zip/s01/new.ipynb differs from what Mara Olsen has in submitted/s01/{ASSIGNMENT}, "
        f"and nothing "
        f"tells for sure which is later, so that one stays: if this one counts, put it there by hand, as "
        f"{NOTEBOOK}, "
        "and take this again."
    ) in said


# nothing is answered -------------------------------------------------------------------------------


def untouched(name):
    return (ROOT / "exercises" / name / f"{name}.ipynb").read_bytes()


def course_folder(folder, answered):
    """A learner's whole course folder, with one assignment that is answered."""
    names = sorted(path.name for path in (ROOT / "exercises").iterdir())
    files = [
        (f"{folder}/exercises/{name}/{name}.ipynb", untouched(name)) for name in names if name != ASSIGNMENT
    ]
    files.append((f"{folder}/exercises/{ASSIGNMENT}/{NOTEBOOK}", answered))
    files += [
        (f"{folder}/notebooks/{path.name}", path.read_bytes())
        for path in sorted(LESSON.parent.glob("*.ipynb"))
    ]
    return files


def test_a_whole_course_folder(take, classroom):
    """Of a learner's whole course folder, what is answered goes in; what is not is named and stays out; the
    lessons are counted.
    """
    said = take(*course_folder("s01", work_of(MARA)))

    assert [f"submitted/s01/{ASSIGNMENT}/{NOTEBOOK}"] == [
        path.relative_to(classroom).as_posix() for path in classroom.glob("submitted/**/*.ipynb")
    ]
    assert "03-value-streams: nothing is answered in what came from s01, so it stays out." in said
    assert "8 files left out beside assignments: lessons, or what the platform adds." in said
    assert "16 files: 1 in; 7 in which nothing is answered; 8 left out, nothing to grade." in said


def test_untouched_beside_answered(take, classroom):
    """An untouched copy displaces no answered one, however much later it is, and an answered one displaces an
    untouched one, however it came there.
    """
    take((f"s01/{NOTEBOOK}", work_of(MARA), OLD), (f"s02/{NOTEBOOK}", work_of(TOMAS), NEW))
    there = classroom / "submitted" / "s03" / ASSIGNMENT / NOTEBOOK
    there.parent.mkdir(parents=True)
    there.write_bytes(EXERCISE.read_bytes())

    said = take(
        (f"s01/{ASSIGNMENT} (2).ipynb", EXERCISE.read_bytes(), NEW),
        (f"s03/{NOTEBOOK}", work_of(INES), OLD),
    )

    assert {"s01": work_of(MARA), "s02": work_of(TOMAS), "s03": work_of(INES)} == laid(classroom)
    assert f"{ASSIGNMENT}: nothing is answered in what came from s01, so it stays out." in said
    assert EXERCISE.read_bytes() in {path.read_bytes() for path in classroom.glob("returned/before/s03/*")}


def test_only_an_untouched_file(take, classroom):
    """Who returns nothing but an untouched exercise has nothing in, and is named as such."""
    said = take((f"s01/{NOTEBOOK}", EXERCISE.read_bytes()), (f"s02/{NOTEBOOK}", work_of(TOMAS)))

    assert {"s02": work_of(TOMAS)} == laid(classroom)
    assert f"{ASSIGNMENT}: nothing is answered in what came from s01, so it stays out." in said
    assert any(line.startswith(f"{ASSIGNMENT}: nothing yet from s01, s03") for line in said)


def test_unreadable_beside_answered(take, classroom):
    """A file that cannot be read displaces no answered copy, and holds none back."""
    take((f"s01/{NOTEBOOK}", work_of(MARA)))
    broken = classroom / "submitted" / "s02" / ASSIGNMENT / NOTEBOOK
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b'{"cells": [')

    said = take((f"s01/{ASSIGNMENT} (1).ipynb", b'{"cells": ['), (f"s02/{NOTEBOOK}", work_of(TOMAS)))

    assert {"s01": work_of(MARA), "s02": work_of(TOMAS)} == laid(classroom)
    assert 1 == sum(line.startswith("?") for line in said)


# whose it is ---------------------------------------------------------------------------------------

NAMED = {
    "Moodle with the username": f"s01 Mara Olsen_5000_assignsubmission_file/{NOTEBOOK}",
    "Blackboard": f"Focus on value_s01_attempt_2026-11-20-11-05-22_{NOTEBOOK}",
    "Brightspace": f"39700-25573 - Mara Olsen - Nov 20, 2026 926 PM/{NOTEBOOK}",
    "Sakai": f"Focus on value/Olsen, Mara(s01)/Submission attachment(s)/{NOTEBOOK}",
    "ILIAS": f"Team 7/Olsen_Mara_s01_4110/{NOTEBOOK}",
    "Open edX": f"[1]Week 1, [1]Value, [1]Hand in/[1] - s01 - {NOTEBOOK}",
    "Teams": f"Class 7 - Student Work/Submitted files/Mara Olsen/Focus on value/Version 2/{NOTEBOOK}",
}


@pytest.mark.parametrize("platform", NAMED)
def test_a_path_that_names_one_person(platform, take, classroom):
    """A path in which an id or a whole name stands, however a platform surrounds it, names that person."""
    said = take((NAMED[platform], work_of(MARA)))

    assert {"s01": work_of(MARA)} == laid(classroom)
    assert "1 file: 1 in." in said


NOBODY = {
    "another's name with the id": "s01 Tomas Lind_5000_assignsubmission_file",
    "an id and another's name": "Lind, Tomas(s01)",
    "a longer name": "39703-25576 - Wei Li Zhang - Nov 23, 2026 926 PM",
    "the half of a name": "Zhang_Li Wei",
    "a name in a sentence": "The work of Mara Olsen and friends",
}


@pytest.mark.parametrize("folder", NOBODY)
def test_a_path_that_does_not(folder, take, classroom):
    """A part of a name, or an id beside somebody else's name, names nobody for certain."""
    take((f"{NOBODY[folder]}/{NOTEBOOK}", work_of(MARA)))

    assert {} == laid(classroom)


def test_a_number_and_a_name_that_contradict(take, classroom):
    """Where Canvas's number is one person's and the name another's, both are named and nothing goes in."""
    said = take((f"lindtomas_5001_90000_{NOTEBOOK}", work_of(TOMAS)))

    assert {} == laid(classroom)
    assert (
        f"? download.zip/lindtomas_5001_90000_{NOTEBOOK} bears the number of Mara Olsen (s01) but the "
        f"name of Tomas "
        "Lind (s02): ask them whose it is, and take the file by itself, named by an id of roster.csv."
    ) in said


def test_the_work_of_a_group(take, classroom):
    """The work of a group, which bears the number of one of them, goes in for nobody without a word; a copy
    for each, named by their ids, goes in for all.
    """
    said = take((f"studygroup1_5001_90000_{NOTEBOOK}", work_of(MARA)))

    assert {} == laid(classroom)
    assert (
        f"? download.zip/studygroup1_5001_90000_{NOTEBOOK} bears the number of Mara Olsen (s01) but the name "
        "“studygroup1”, as the work of a group does: take a copy of the file for each whose work it is, "
        "named by their id, such as s01.ipynb."
    ) in said
    take(("s01.ipynb", work_of(MARA)), ("s02.ipynb", work_of(MARA)))
    assert {"s01": work_of(MARA), "s02": work_of(MARA)} == laid(classroom)


HIDDEN = {
    "Participant_5000_assignsubmission_file": "Moodle",
    "Teilnehmer_in_5000_assignsubmission_file": "Moodle",
    "anon_aB3xK_90000_x.zip": "Canvas",
    "anon_04512_90000_x.zip": "Canvas",
    "LATE_anon_k2PqZ_90011_x.zip": "Canvas",
}


@pytest.mark.parametrize("folder", HIDDEN)
def test_hidden_names(folder, take, classroom):
    """Where a platform hides names the sentence says so, and asks for nobody to be put on the roster."""
    content = work_of(MARA)
    inside = (
        (folder, zip_of([(NOTEBOOK, content)]))
        if folder.endswith("zip")
        else (f"{folder}/{NOTEBOOK}", content)
    )

    said = take(inside)

    assert {} == laid(classroom)
    assert (
        f"? download.zip/{folder}/{NOTEBOOK} does not say whose it is, because {HIDDEN[folder]} hides "
        f"names here: "
        "let it show them and download everything again, or find out whose this is and take the file by "
        "itself, "
        "named by an id of roster.csv."
    ) in said


def test_a_name_that_the_roster_does_not_have(take):
    """The sentence about a name that the roster does not have makes no second person of somebody on it."""
    said = take((f"Mara Ólsen-Smith_5000_assignsubmission_file/{NOTEBOOK}", work_of(MARA)))

    assert (
        f"? download.zip/Mara Ólsen-Smith_5000_assignsubmission_file/{NOTEBOOK} is from “Mara "
        f"Ólsen-Smith”, a name "
        "that the roster does not have: take a copy of the file for each whose work it is, named by their "
        "id alone; "
        "only somebody new goes onto roster.csv first, with itilkit teach."
    ) in said


ADDED = {
    "Moodle": [("Mara Olsen_1_assignsubmission_onlinetext/onlinetext.html", b"<p>hello</p>")],
    "Sakai": [
        ("Value/grades.csv", b"a,b"),
        ("Value/Olsen, Mara(s01)/timestamp.txt", b"20261120110522"),
        ("Value/Olsen, Mara(s01)/comments.txt", b""),
        ("Value/Olsen, Mara(s01)/Olsen, Mara(s01)_submissionText.html", b""),
    ],
    "Brightspace": [("index.html", b"<html></html>")],
    "Blackboard": [("Value_s01_attempt_2026-11-20-11-05-22.txt", b"Name: Mara Olsen (s01)")],
}


@pytest.mark.parametrize("platform", ADDED)
def test_what_a_platform_adds(platform, take, classroom):
    """What a platform adds beside a notebook that is in is counted in one line, and demanded of nobody."""
    said = take((f"s01/{NOTEBOOK}", work_of(MARA)), *ADDED[platform])

    count = len(ADDED[platform])
    files = "1 file" if count == 1 else f"{count} files"
    assert f"{files} left out beside assignments: lessons, or what the platform adds." in said
    assert [] == [line for line in said if line.startswith("?")]
    assert {"s01": work_of(MARA)} == laid(classroom)


def test_a_text_without_a_notebook(take):
    """Who typed a text online and handed in no notebook is named, to be asked for it."""
    said = take(
        (f"Mara Olsen_1_assignsubmission_file/{NOTEBOOK}", work_of(MARA)),
        ("Tomas Lind_2_assignsubmission_onlinetext/onlinetext.html", b"<p>my answer</p>"),
    )

    assert (
        "? download.zip/Tomas Lind_2_assignsubmission_onlinetext/onlinetext.html is no notebook: ask "
        "Tomas Lind for "
        "the .ipynb file."
    ) in said


# what is no file, and what programs would read -------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file(book, tmp_path):
    """A pipe, a device or a link is refused in one sentence, and one in a folder is left out with one."""
    pipe, link = tmp_path / "pipe.ipynb", tmp_path / "link.zip"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    folder = tmp_path / "folder"
    folder.mkdir()
    os.mkfifo(folder / "s02.ipynb")
    (folder / "s01.ipynb").write_bytes(work_of(MARA))

    with pytest.raises(WrongUse, match=r"pipe.ipynb is a pipe or a device: name a zip, a folder or"):
        take_in(book, [pipe])
    with pytest.raises(WrongUse, match=r"/dev/null is a pipe or a device: name a zip, a folder or"):
        take_in(book, [type(pipe)("/dev/null")])
    with pytest.raises(WrongUse, match=r"link.zip is a link: name the file or the folder that it leads to\."):
        take_in(book, [link])
    rows = take_in(book, [folder]).rows
    assert [
        (ReturnedFate.IN, ""),
        (ReturnedFate.DOUBTFUL, "folder/s02.ipynb is a pipe or a device, not a file: it was not read."),
    ] == [(row.fate, row.sentence) for row in rows]


def test_a_folder_that_cannot_be_looked_into(book, tmp_path, monkeypatch):
    """A folder in a folder that may not be opened is named: what it holds would be missed in silence."""
    (tmp_path / "in" / "s01").mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda file, _: file.name != "s01")

    (row,) = take_in(book, [tmp_path / "in"]).doubtful

    assert "in/s01 cannot be looked into: mend its permissions." == row.sentence


PROGRAMS = (
    *("nbgrader_config.py", "conftest.py", "sitecustomize.py", "jupyter_server_config.json", "pytest.ini"),
    *("pyproject.toml", "ipython_config.py", ".jupyter/jupyter_config.py", ".ipython/startup/a.py", "a.pth"),
    *("nbgrader_config.PY", "package/__init__.py", "Makefile"),
)


@pytest.mark.parametrize("form", ["folder", "zip", "file"])
def test_settings_that_are_handed_in(form, book, classroom, tmp_path):
    """Files that Python, Jupyter, nbgrader or pytest would read as settings or run are kept under names that
    nothing reads; not a byte of them is lost.
    """
    contents = {f"s01/{name}": f"raise SystemExit({name!r})".encode() for name in PROGRAMS}
    contents[f"s01/{NOTEBOOK}"] = work_of(MARA)
    folder = tmp_path / "stick"
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    archive = tmp_path / "stick.zip"
    archive.write_bytes(zip_of([*contents.items()]))
    files = [path for path in folder.rglob("*") if path.is_file()]

    take_in(book, {"folder": [folder], "zip": [archive], "file": files}[form])

    found = [path for path in (classroom / "returned").rglob("*") if path.is_file()]
    assert {".ipynb", ".txt", ".zip"} >= {path.suffix for path in found}
    if form != "zip":
        assert set(contents.values()) == {path.read_bytes() for path in found}


def test_two_names_that_become_one(book, classroom, tmp_path):
    """Two originals whose kept names would be the same are both kept, also when they are taken twice."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for name in ("a.py", "a.py.txt"):
        (folder / name).write_text(name)

    for _ in range(2):
        take_in(book, [folder])

    found = [path.read_text() for path in (classroom / "returned").rglob("*") if path.is_file()]
    assert ["a.py", "a.py.txt"] == sorted(found)


def test_a_learners_zip_with_programs(book, classroom, tmp_path):
    """What lies unpacked beside a zip, because it is doubtful, has no name that a program reads either."""
    path = tmp_path / "x.zip"
    path.write_bytes(zip_of([("nbgrader_config.py", b"boom"), ("s01.ipynb", handed_in("x"))]))

    take_in(book, [path])

    assert ["nbgrader_config.py.txt"] == [each.name for each in classroom.glob("returned/*/doubtful/*")]
    shutil.rmtree(classroom / "returned")
