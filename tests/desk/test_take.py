"""Returned files, taken in from what Canvas and Moodle give: the right ones in, nothing lost."""

import os
import sys
import zipfile

import pytest
from class_samples import (
    ASSIGNMENT,
    CORRUPT,
    LEARNERS,
    LESSON,
    STRANGERS,
    TWICE,
    canvas_name,
    canvas_zip,
    handed_in,
    moodle_zip,
    work_of,
    zip_of,
)

from itilkit.desk.console import take_in_here
from itilkit.desk.intake import take_in
from itilkit.desk.intake_record import TAKEN
from itilkit.desk.returned import ReturnedFate
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.classes.students import Student
from itilkit.ground.problem import Problem, WrongUse

pytestmark = pytest.mark.slow


@pytest.fixture
def download(tmp_path):
    """Writes a downloaded file, and returns where it is."""

    def write(content, name="submissions.zip"):
        path = tmp_path / "Downloads" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    return write


def laid(root):
    """What lies in the submitted folder, by its path there."""
    folder = root / "submitted"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def place(learner):
    return f"{learner.id}/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"


def newest():
    """What must lie there after a whole class was taken in."""
    return {place(learner): work_of(learner, 2 if learner in TWICE else 1) for learner in LEARNERS}


def fates(intake):
    """How many files had each fate."""
    return {fate: count for fate in ReturnedFate if (count := sum(row.fate is fate for row in intake.rows))}


def kept(root):
    """Every content that is kept in returned/, zips with what is in them."""
    found = set()
    for path in (root / "returned").rglob("*"):
        if path.is_file():
            found.add(path.read_bytes())
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    found |= {archive.read(name) for name in archive.namelist()}
    return found


CLASSES = {"Canvas": canvas_zip, "Moodle": moodle_zip}


@pytest.mark.parametrize("platform", CLASSES)
def test_a_class_of_thirty(platform, book, classroom, download):
    """Of thirty learners, five with two attempts, two strangers and one corrupt file, the right thirty are
    in, each with the newest, and the rest is listed.
    """
    intake = take_in(book, [download(CLASSES[platform]())])

    assert newest() == laid(classroom)
    assert {ReturnedFate.IN: 30, ReturnedFate.OLDER: 5, ReturnedFate.DOUBTFUL: 3} == fates(intake)
    said = "\n".join(row.sentence for row in intake.doubtful)
    assert all(len(row.sentence.splitlines()) == 1 and row.sentence.endswith(".") for row in intake.doubtful)
    assert (
        "the file is not a notebook (its text is not JSON), so it holds no answers; ask Fatima al-Sayed"
        in said
    )
    assert 2 == said.count("a name that the roster does not have: take a copy of the file for each whose")
    assert () == intake.nothing


@pytest.mark.parametrize("platform", CLASSES)
def test_nothing_is_lost(platform, book, classroom, download):
    """The zip is kept as it came, and what did not go in lies unpacked beside it."""
    content = CLASSES[platform]()

    take_in(book, [download(content)])

    (home,) = (classroom / "returned").iterdir()
    assert content == (home / "submissions.zip").read_bytes()
    assert sorted(work_of(learner) for learner in TWICE) == sorted(
        path.read_bytes() for path in (home / "earlier").iterdir()
    )
    assert sorted([CORRUPT, *map(work_of, STRANGERS)]) == sorted(
        path.read_bytes() for path in (home / "doubtful").iterdir()
    )


@pytest.mark.parametrize("platform", CLASSES)
def test_the_same_download_again(platform, book, classroom, download):
    """Taking the same download again changes no file, and says that all of it is here."""
    path = download(CLASSES[platform]())
    take_in(book, [path])
    before = {file: file.read_bytes() for file in classroom.rglob("*") if file.is_file()}

    intake = take_in(book, [path])

    assert {ReturnedFate.HERE: 30, ReturnedFate.OLDER: 5, ReturnedFate.DOUBTFUL: 3} == fates(intake)
    assert before == {file: file.read_bytes() for file in classroom.rglob("*") if file.is_file()}


def test_a_dry_run(book, classroom, download):
    """A dry run says the same and writes nothing."""
    before = sorted(classroom.rglob("*"))

    intake = take_in(book, [download(canvas_zip())], dry=True)

    assert {ReturnedFate.IN: 30, ReturnedFate.OLDER: 5, ReturnedFate.DOUBTFUL: 3} == fates(intake)
    assert before == sorted(classroom.rglob("*"))


def test_a_later_download(book, classroom, download):
    """A later upload takes the place of an earlier one, and an earlier download cannot bring that back."""
    mara = LEARNERS[0]
    first = download(zip_of([(canvas_name(mara, 70_000), work_of(mara))]), "week 1.zip")
    second = download(zip_of([(canvas_name(mara, 75_000), work_of(mara, 2))]), "week 2.zip")

    told = [fates(take_in(book, [path])) for path in (first, second, first)]

    assert [{ReturnedFate.IN: 1}, {ReturnedFate.REPLACED: 1}, {ReturnedFate.OLDER: 1}] == told
    assert {place(mara): work_of(mara, 2)} == laid(classroom)
    assert {work_of(mara), work_of(mara, 2)} <= kept(classroom)


def test_times_in_a_zip(book, classroom, download):
    """Where the times in a zip are not those of its packing, they tell which file is later, and nbgrader is
    told the time.
    """
    mara, tomas = LEARNERS[:2]
    names = [f"{mara.name}_1_assignsubmission_file_/{name}.ipynb" for name in ("aa", "bb")]
    names.append(f"{tomas.name}_2_assignsubmission_file_/cc.ipynb")
    works = [work_of(mara, 2), work_of(mara), work_of(tomas)]
    times = dict(
        zip(names, [(2026, 3, 2, 18, 0, 0), (2026, 3, 1, 9, 0, 0), (2026, 3, 1, 9, 5, 0)], strict=True)
    )

    intake = take_in(book, [download(zip_of(zip(names, works, strict=True), times))])

    assert {ReturnedFate.IN: 2, ReturnedFate.OLDER: 1} == fates(intake)
    assert work_of(mara, 2) == laid(classroom)[place(mara)]
    when = book.handed_in_at(mara.id, ASSIGNMENT)
    assert (18, 0) == (when.astimezone().hour, when.astimezone().minute)


def test_the_time_of_packing_is_nobodys(book, classroom, download):
    """When all files of a zip bear one time, it is that of the download, and nbgrader is told none."""
    take_in(book, [download(canvas_zip())])

    assert [] == list(classroom.rglob("timestamp.txt"))


def test_two_that_nothing_tells_apart(book, classroom, download):
    """Two different files of one person without anything that tells which is later: neither goes in, until
    somebody puts one of them there by hand.
    """
    mara = LEARNERS[0]
    folder = f"{mara.name}_1_assignsubmission_file_"
    path = download(
        zip_of([(f"{folder}/mine.ipynb", work_of(mara)), (f"{folder}/new.ipynb", work_of(mara, 2))])
    )

    intake = take_in(book, [path])

    assert {ReturnedFate.DOUBTFUL: 2} == fates(intake)
    assert {} == laid(classroom)
    assert "mine.ipynb and new.ipynb are both from Mara Olsen, and nothing tells for sure which is later" in (
        intake.rows[0].sentence
    )
    target = classroom / "submitted" / place(mara)
    target.parent.mkdir(parents=True)
    target.write_bytes(work_of(mara, 2))
    assert {ReturnedFate.HERE: 1, ReturnedFate.OLDER: 1} == fates(take_in(book, [path]))


def test_what_came_another_way_is_kept(book, classroom, download):
    """A submission that came another way is replaced only by a later one, and then it is kept."""
    mara = LEARNERS[0]
    target = classroom / "submitted" / place(mara)
    target.parent.mkdir(parents=True)
    target.write_bytes(work_of(mara))
    path = download(zip_of([(canvas_name(mara, 7), work_of(mara, 2))]))

    assert {ReturnedFate.DOUBTFUL: 1} == fates(take_in(book, [path]))
    assert work_of(mara) == target.read_bytes()

    target.with_name("timestamp.txt").write_text("2026-03-01 10:00:00 UTC")
    names = [canvas_name(mara, 7), canvas_name(LEARNERS[1], 8)]
    works = [work_of(mara, 2), work_of(LEARNERS[1])]
    times = dict(zip(names, [(2026, 3, 5, 9, 0, 0), (2026, 3, 4, 9, 0, 0)], strict=True))
    later = download(zip_of(zip(names, works, strict=True), times), "later.zip")
    assert {ReturnedFate.REPLACED: 1, ReturnedFate.IN: 1} == fates(take_in(book, [later]))
    assert work_of(mara, 2) == target.read_bytes()
    assert work_of(mara) in kept(classroom)


SINGLE = {
    "s03.ipynb": 2,
    "Duarte, Ines.ipynb": 2,
    f"{ASSIGNMENT}_zoe ohara.ipynb": 5,
    f"JURGEN GROSS - {ASSIGNMENT} (2).ipynb": 4,
    f"s07 {ASSIGNMENT}-2.ipynb": 6,
    "bryn øst.ipynb.txt": 3,
}


@pytest.mark.parametrize(("name", "number"), SINGLE.items(), ids=SINGLE)
def test_a_single_notebook(name, number, book, classroom, download):
    """A notebook named anyhow is known by the ids of its cells, and its person by an id or a whole name."""
    learner = LEARNERS[number]

    intake = take_in(book, [download(work_of(learner), name)])

    assert {ReturnedFate.IN: 1} == fates(intake)
    assert {place(learner): work_of(learner)} == laid(classroom)


def test_a_folder(book, classroom, tmp_path):
    """A folder with folders by id is taken in, checkpoints left out, and kept as it came."""
    home = tmp_path / "from the stick"
    for learner in LEARNERS[:3]:
        (home / learner.id).mkdir(parents=True)
        (home / learner.id / "my work.ipynb").write_bytes(work_of(learner))
    (home / "s01" / ".ipynb_checkpoints").mkdir()
    (home / "s01" / ".ipynb_checkpoints" / "my work-checkpoint.ipynb").write_bytes(CORRUPT)

    intake = take_in(book, [home])

    assert {ReturnedFate.IN: 3} == fates(intake)
    assert {place(learner): work_of(learner) for learner in LEARNERS[:3]} == laid(classroom)
    assert {CORRUPT, work_of(LEARNERS[0])} <= kept(classroom)
    assert 27 == len(dict(intake.nothing)[ASSIGNMENT])


DOUBTS = {
    "nobody.ipynb": (
        handed_in("x"),
        "nobody.ipynb names nobody on the roster: take the file by itself",
    ),
    "s01.pdf": (b"%PDF-1.7", "s01.pdf is no notebook: ask Mara Olsen for the .ipynb file."),
    "s01 empty.ipynb": (b"", "s01 empty.ipynb: the file is empty, so it holds no answers; ask"),
    "s01.ipynb": (
        LESSON.read_bytes(),
        f"s01.ipynb is the lesson {ASSIGNMENT}, not its assignment: ask Mara Olsen",
    ),
    "s02.ipynb": (
        b'{"cells": [{"cell_type": "code", "metadata": {}, "source": "1"}], "nbformat": 4}',
        "s02.ipynb belongs to no assignment that is known here: if you know of which it is, take",
    ),
    "novak_5099_77_work.ipynb": (handed_in("y"), "is from “novak”, a name that the roster does not have"),
    "olsenmara_6000_77_work.ipynb": (
        handed_in("z"),
        "bears the name of Mara Olsen but the number 6000, not 5001: ask whose it is, and take the file",
    ),
}


TWO_NAMES = (
    f"lindtomas_5002_70001_work.zip/{canvas_name(LEARNERS[0], 99_999_999)}",
    "Tomas Lind_7_assignsubmission_file_/Mara Olsen_3_assignsubmission_file_x.ipynb",
    f"s02.zip/{canvas_name(LEARNERS[0], 7)}",
    "s02/Mara Olsen.ipynb",
    "Olsen, Mara/s02.ipynb",
)


def nested(path, content):
    """A zip in which every part of a path that is named like a zip is one."""
    first, dot_zip, rest = path.partition(".zip/")
    return zip_of([(f"{first}.zip", nested(rest, content)) if dot_zip else (path, content)])


@pytest.mark.parametrize("path", TWO_NAMES)
def test_a_file_that_names_two(path, book, classroom, download):
    """Where what stands around a file names one person and what stands inside another, it goes in as
    neither's.
    """
    intake = take_in(book, [download(nested(path, work_of(LEARNERS[0])))])

    (row,) = intake.doubtful
    assert {"Mara Olsen (s01)", "Tomas Lind (s02)"} == {
        who for who in ("Mara Olsen (s01)", "Tomas Lind (s02)") if who in row.sentence
    }
    assert 1 == len(intake.rows)
    assert {} == laid(classroom)


def test_a_label_inside_that_names_nobody(book, classroom, download):
    """What looks like a platform's name inside somebody's upload, and names nobody, leaves it theirs."""
    tomas = LEARNERS[1]
    path = "lindtomas_5002_70001_work.zip/attempt_1_2_final.ipynb"

    take_in(book, [download(nested(path, work_of(tomas)))])

    assert {place(tomas): work_of(tomas)} == laid(classroom)


NUMBERED = {f"7/{ASSIGNMENT} (1).ipynb": "7", f"eve/{ASSIGNMENT}-2.ipynb": "eve", "7/1.ipynb": None}


@pytest.mark.parametrize("path", NUMBERED)
def test_ids_that_are_numbers(path, book, classroom, download):
    """The number of a copy is nobody's id: the folder tells whose it is, and a doubt stays one."""
    book.enrol([Student(name, "", "") for name in ("1", "2", "7", "eve")])
    content = work_of(LEARNERS[0])

    take_in(book, [download(zip_of([(path, content)]))])

    who = NUMBERED[path]
    assert ({f"{who}/{ASSIGNMENT}/{ASSIGNMENT}.ipynb": content} if who else {}) == laid(classroom)


def test_a_copy_of_nobody(book, classroom, download):
    """A notebook with its own name and the number of a copy names nobody."""
    book.enrol([Student("2", "", "")])

    intake = take_in(book, [download(work_of(LEARNERS[0]), f"{ASSIGNMENT}-2.ipynb")])

    assert [True] == ["names nobody on the roster" in row.sentence for row in intake.doubtful]
    assert {} == laid(classroom)


HARD_NAMES = {
    "many bytes": "ありがとう" * 15 + ".ipynb",
    "many digits": f"olsenmara_5001_{'9' * 200}_x.ipynb",
    "a sign for the terminal": "\x1b[2J\nx.ipynb",
}


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_hard_name(name, classroom, download, monkeypatch):
    """One file whose name is too long or meant to harm is doubtful; the others are taken in, and the
    terminal gets one line of plain signs.
    """
    monkeypatch.chdir(classroom)
    tomas = LEARNERS[1]
    hard = HARD_NAMES[name]
    zipped = zip_of([(hard, work_of(LEARNERS[0])), (canvas_name(tomas, 7), work_of(tomas))])
    said = []

    with pytest.raises(Problem, match=r"^1 file left doubtful"):
        take_in_here([download(zipped)], assignment="", dry=False, say=said.append)

    assert {place(tomas): work_of(tomas)} == laid(classroom)
    assert work_of(LEARNERS[0]) in {path.read_bytes() for path in classroom.glob("returned/*/doubtful/*")}
    assert [] == [line for line in said if not line.isprintable()]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_not_unicode(classroom, tmp_path, monkeypatch):
    """Files whose names are not Unicode are taken in, told apart, kept, and said in signs that can be."""
    monkeypatch.chdir(classroom)
    home = tmp_path / "stick"
    (home / "s01").mkdir(parents=True)
    (home / "s01" / os.fsdecode(b"m\xe9moire.ipynb")).write_bytes(work_of(LEARNERS[0]))
    for sign in (b"\xe8", b"\xea"):
        (home / os.fsdecode(sign + b".ipynb")).write_bytes(sign)
    said = []

    with pytest.raises(Problem, match=r"^2 files left doubtful"):
        take_in_here([home], assignment="", dry=False, say=said.append)

    assert {place(LEARNERS[0]): work_of(LEARNERS[0])} == laid(classroom)
    assert {b"\xe8", b"\xea", work_of(LEARNERS[0])} <= kept(classroom)
    assert [line.encode() for line in said] == [line.encode("utf-8", "replace") for line in said]


def test_what_nobody_foresaw(book, classroom, download, monkeypatch):
    """Whatever goes wrong with one file, it is doubtful, and the others are taken in."""
    mara, tomas = LEARNERS[:2]

    def reads(file):
        if file.read_bytes() == work_of(mara):
            raise ZeroDivisionError
        return read_cells(file)

    monkeypatch.setattr("itilkit.desk.returned.read_cells", reads)

    intake = take_in(book, [download(zip_of([(f"{one.id}.ipynb", work_of(one)) for one in (mara, tomas)]))])

    assert [
        "submissions.zip/s01.ipynb could not be read (ZeroDivisionError): look at it, or ask for it again."
    ] == [row.sentence for row in intake.doubtful]
    assert {place(tomas): work_of(tomas)} == laid(classroom)


def test_late_without_times(classroom, download, monkeypatch):
    """Where Canvas marks files as late and no times are known, one line says how many and whose."""
    monkeypatch.chdir(classroom)
    files = [
        (canvas_name(learner, 70_000 + number, late=number > 0), work_of(learner))
        for number, learner in enumerate(LEARNERS[:3])
    ]
    apart = {name: (2026, 3, 2, 8 + number, 0, 0) for number, (name, _) in enumerate(files)}
    told = []

    for when in (None, apart):
        said = []
        take_in_here([download(zip_of(files, when))], assignment="", dry=True, say=said.append)
        told.append([line for line in said if line.startswith("No times known")])

    assert [["No times known: 2 marked late by Canvas (s02, s03)."], []] == told


@pytest.mark.parametrize("name", DOUBTS)
def test_a_doubtful_file(name, book, classroom, download):
    """What leaves a doubt is listed in one sentence with what to do, kept, and not laid."""
    content, sentence = DOUBTS[name]

    intake = take_in(book, [download(content, name)])

    (row,) = intake.doubtful
    assert sentence in row.sentence
    assert 1 == len(row.sentence.splitlines())
    assert {} == laid(classroom)
    assert content in kept(classroom)


def test_an_assignment_that_is_named(book, classroom, download):
    """A notebook that lost all ids goes to the assignment that is named; one of another is doubtful."""
    bare = b'{"cells": [{"cell_type": "code", "metadata": {}, "source": "1"}], "nbformat": 4}'
    two = [download(bare, "s02.ipynb"), download(work_of(LEARNERS[2]), "s03.ipynb")]

    intake = take_in(book, two, assignment="03-value-streams")

    assert {ReturnedFate.IN: 1, ReturnedFate.DOUBTFUL: 1} == fates(intake)
    assert {"s02/03-value-streams/03-value-streams.ipynb": bare} == laid(classroom)
    assert f"holds the cells of {ASSIGNMENT}, not of 03-value-streams" in intake.doubtful[0].sentence


def test_wrong_use(book, download):
    """An unknown assignment or a path that is not there is said before anything is done."""
    path = download(work_of(LEARNERS[0]), "s01.ipynb")

    with pytest.raises(WrongUse, match=r"^There is no assignment 09: name one of .*01-focus-on-value"):
        take_in(book, [path], assignment="09")
    with pytest.raises(WrongUse, match="does not exist: name a zip, a folder or a notebook"):
        take_in(book, [path.with_name("gone.zip")])


def test_the_verb(classroom, download, monkeypatch, capsys):
    """The verb shows a table, each doubtful file with its sentence, where originals are, and ends with 1."""
    monkeypatch.chdir(classroom / "submitted")
    said = []

    with pytest.raises(Problem, match=r"^3 files left doubtful: read the lines above") as problem:
        take_in_here([download(canvas_zip())], assignment="", dry=False, say=said.append)

    assert 1 == problem.value.exit_code
    table = capsys.readouterr().out
    assert [] == [learner.id for learner in LEARNERS if f"│ {learner.id} " not in table]
    assert 3 == sum(line.startswith("? ") for line in said)
    assert "38 files: 30 in; 5 an earlier attempt, kept; 3 doubtful." in said
    assert said[-1].startswith("The originals are kept in returned/submissions-")


def test_a_record_that_was_lost(book, classroom, download):
    """Without a readable record, what lies in the submitted folder counts as having come another way."""
    mara = LEARNERS[0]
    take_in(book, [download(zip_of([(canvas_name(mara, 1), work_of(mara))]))])
    (classroom / TAKEN).write_text("{")

    intake = take_in(book, [download(zip_of([(canvas_name(mara, 2), work_of(mara, 2))]))])

    assert {ReturnedFate.DOUBTFUL: 1} == fates(intake)
    assert {place(mara): work_of(mara)} == laid(classroom)
