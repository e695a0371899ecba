"""Whatever keeps a gradebook from being used: one true sentence in every command, with what to do."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager, suppress

import pytest
from persona_builder import ROOT
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from itilkit import cli
from itilkit.course.delivery import deliver
from itilkit.course.files import Course, find_course
from itilkit.desk.classroom import open_classroom
from itilkit.grading.batch.grader import Grader
from itilkit.grading.batch.grading_tasks import GradingTask
from itilkit.grading.classes.course import Submission
from itilkit.grading.gradebook import opening
from itilkit.grading.gradebook.opening import reading, trouble_in, trouble_of, usable
from itilkit.ground.problem import Problem

ASSIGNMENT = "07-after"
SYSTEM = "02-service-value-system"
FILE = f"{ASSIGNMENT}.ipynb"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A clone with one small assignment."""
    root = tmp_path_factory.mktemp("clone")
    for name in ("notebooks", f"solutions/{ASSIGNMENT}"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return Course(root, "1", clone=True)


@pytest.fixture(scope="module")
def prepared(kit, tmp_path_factory):
    """A class of one, who handed in."""
    root = tmp_path_factory.mktemp("class") / "class"
    roster = root.with_name("list.csv")
    roster.write_text("id,first,last,email\nada,Ada,Ek,ada@x.example\n", encoding="utf-8")
    open_classroom(kit, root, roster=roster)
    handed = root / "submitted" / "ada" / ASSIGNMENT
    handed.mkdir(parents=True)
    shutil.copy(root / "exercises" / ASSIGNMENT / FILE, handed)
    return root


@pytest.fixture
def course(prepared, kit, tmp_path, monkeypatch):
    """A class of one's own, in which commands run; nobody waits long for a lock."""
    root = shutil.copytree(prepared, tmp_path / "class")
    monkeypatch.chdir(root)
    monkeypatch.setattr(opening, "PATIENCE", 50)
    monkeypatch.setattr("itilkit.desk.console.find_course", lambda: kit)
    monkeypatch.setattr("itilkit.course.health.examine", lambda _: [])
    return root


COMMANDS = {
    "grade": ["grade"],
    "report": ["report"],
    "export": ["export", "--canvas", "c.csv"],
    "take": ["take", f"exercises/{ASSIGNMENT}/{FILE}"],
    "teach": ["teach", "--no-open"],
    "doctor": ["doctor"],
}


def locked(book):
    connection = sqlite3.connect(book, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    return connection


def garbage(book):
    book.write_text("not a database, not at all" * 100, encoding="utf-8")


def cut_short(book):
    os.truncate(book, 30_000)


def no_bytes(book):
    os.truncate(book, 0)


def no_tables(book):
    book.unlink()
    with closing(sqlite3.connect(book)) as connection:
        connection.executescript("CREATE TABLE x (y); DROP TABLE x;")


def another(book):
    book.unlink()
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("CREATE TABLE moz_places (url)")


def missing(book):
    book.unlink()
    (book.parent / "autograded" / "ada").mkdir(parents=True)


def at_version(book, number):
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [number])
        connection.commit()


def older(book):
    at_version(book, "167914646830")


def oldest(book):
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("DROP TABLE alembic_version")


def newer(book):
    at_version(book, "ffff00001111")


def a_folder(book):
    book.unlink()
    book.mkdir()


DAMAGED = "is damaged, or is none: keep it for whoever can mend it, and put your last copy in its place, "
TROUBLES = {
    locked: "is locked by another program: wait until that has ended, or close it, then try again.",
    garbage: f"{DAMAGED}then try again.",
    cut_short: f"{DAMAGED}then try again.",
    no_bytes: "is empty: put your last copy in its place, or, if nothing was ever in it, take it away and ",
    no_tables: "is empty: put your last copy in its place, or, if nothing was ever in it, take it away and ",
    another: "is a database, but no gradebook: put your last copy in its place, or mend the setting db_url, "
    "then try again.",
    missing: "put your last copy there, or",
    older: "was made by an older nbgrader: keep a copy of it and run nbgrader db upgrade, then try again.",
    oldest: "was made by an older nbgrader: keep a copy of it and run nbgrader db upgrade, then try again.",
    newer: "was made by a newer nbgrader than the ",
    a_folder: "cannot be opened: see that you may read and write it and its folder, then try again.",
}


def itilkit(capsys, *words):
    """A command's exit code, and what it said on standard error."""
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    return left.value.code, capsys.readouterr().err


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__.replace("_", " "))
def test_one_sentence(course, capsys, trouble, words):
    """Every command that needs the gradebook says what is wrong with it and what to do, and leaves it."""
    book = course / "gradebook.db"
    holder = trouble(book)
    before = book.read_bytes() if book.is_file() else None

    code, said = itilkit(capsys, *words)

    if holder is not None:
        holder.close()
    assert 1 == code
    (line,) = said.splitlines()
    assert str(book) in line
    assert TROUBLES[trouble] in line
    assert before == (book.read_bytes() if book.is_file() else None)


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "grade"])
def test_nothing_is_wrong(capsys, name):
    """With a sound gradebook none of them says anything of the kind, so the sentences are no accident."""
    words = COMMANDS[name]

    _, said = itilkit(capsys, *words)

    assert "gradebook" not in said


def test_an_empty_gradebook_is_no_class_of_nobody(course, capsys):
    """A gradebook with tables and nothing in them is no report on 0 learners."""
    with closing(sqlite3.connect(course / "gradebook.db")) as connection:
        for table in ("assignment", "notebook", "student"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the three names above
        connection.commit()

    code, said = itilkit(capsys, "report")

    assert 1 == code
    assert said == (
        "The gradebook holds no assignment, so there is nothing to report: make one ready with itilkit teach "
        "or nbgrader generate_assignment, then grade.\n"
    )


def test_a_new_class_needs_no_gradebook(kit, tmp_path, monkeypatch, capsys):
    """Where nothing was graded yet, a missing gradebook is made by teach, and doctor does not ask for it."""
    monkeypatch.setattr("itilkit.desk.console.find_course", lambda: kit)
    monkeypatch.setattr("itilkit.course.health.examine", lambda _: [])
    root = tmp_path / "new"
    assert (0, "") == itilkit(capsys, "teach", str(root), "--no-open")
    (root / "gradebook.db").unlink()
    monkeypatch.chdir(root)

    code, said = itilkit(capsys, "export", "--canvas", "c.csv")
    assert 1 == code
    assert said == (
        f"There is no gradebook at {root}/gradebook.db: put your last copy there, or, if there never was "
        "one, make an assignment ready with itilkit teach or nbgrader generate_assignment, then try again.\n"
    )
    assert (0, "") == itilkit(capsys, "doctor", str(root))
    assert not (root / "gradebook.db").exists()
    assert (0, "") == itilkit(capsys, "teach", str(root), "--no-open")
    assert (root / "gradebook.db").exists()


def test_a_lost_gradebook_is_not_made_anew(course, capsys):
    """Where a class was graded, teach does not put an empty gradebook in the place of one that is gone."""
    missing(course / "gradebook.db")

    code, said = itilkit(capsys, "teach", "--no-open")

    assert 1 == code
    assert said == (
        f"There is no gradebook at {course}/gradebook.db, though this class was graded: put your last copy "
        "there, or take the folder autograded away to begin with an empty one, then try again.\n"
    )


def test_a_server_without_its_driver(course, capsys):
    """A database whose driver is not installed, or a setting that is none, is told; no password is."""
    for url, sentence in {
        "mysql+nodriver://ada:secret@db/marks": "The setting db_url cannot be used (NoSuchModuleError: ",
        "mysql+pymysql://ada:secret@db/marks": "The gradebook mysql+pymysql://ada:***@db/marks cannot be "
        "opened without the driver of its database: install that beside itilkit; for PostgreSQL, pip install "
        "'itilkit[postgresql]', then try again.",
        "marks.db": "The setting db_url cannot be used (ArgumentError: ",
    }.items():
        config = course / "nbgrader_config.py"
        before = config.read_text(encoding="utf-8")
        config.write_text(f'{before}\nc.CourseDirectory.db_url = "{url}"\n', encoding="utf-8")
        code, said = itilkit(capsys, "export", "--canvas", "c.csv")
        config.write_text(before, encoding="utf-8")

        assert (1, 1) == (code, len(said.splitlines()))
        assert said.startswith(sentence)
        assert "secret" not in said


# a disk that is full, or can only be read ------------------------------------------------------------


@contextmanager
def mounted(folder, *options):
    """A small file system in ``folder``; only root may make one."""
    words = ["mount", "-t", "tmpfs", *options, "none", folder]
    made = subprocess.run(words, check=False, capture_output=True)
    if made.returncode:
        pytest.skip("needs the right to mount")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(folder):
    """Use up what room there is."""
    with (folder / "filling").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


@pytest.mark.parametrize("words", [COMMANDS[name] for name in ("grade", "teach")], ids=["grade", "teach"])
def test_a_disk_that_can_only_be_read(course, capsys, words, tmp_path):
    """A command that has to write says so at once; one that only reads does its work."""
    place = tmp_path / "place"
    place.mkdir()
    with mounted(place):
        root = shutil.copytree(course, place / "class")
        (root / ".itilkit" / "graded").mkdir(parents=True, exist_ok=True)
        (root / ".itilkit" / "graded" / ".gitignore").touch()
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        os.chdir(root)
        code, said = itilkit(capsys, *words)
        reads = itilkit(capsys, "report", "--to", str(tmp_path / "page.html"))
        os.chdir(course)

    assert 2 >= code >= 1
    (line,) = said.splitlines()
    assert "itilkit itself failed" not in line
    assert "cannot be used (read-only file system)" in line or "can be read, but not written" in line
    assert (0, "") == reads


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_full_disk(course, capsys, words, tmp_path):
    """On a full disk a command says that, or it had nothing to write."""
    place = tmp_path / "place"
    place.mkdir()
    with mounted(place, "-o", "size=3m"):
        root = shutil.copytree(course, place / "class")
        os.chdir(root)
        if words[0] == "teach":
            (root / "solutions" / ASSIGNMENT / FILE).unlink()
        fill(root)
        code, said = itilkit(capsys, *words)
        os.chdir(course)

    if words[0] == "doctor":
        assert (0, "") == (code, said)
        return
    assert 1 == code
    (line,) = said.splitlines()
    assert line.startswith(("The disk that holds ", "A disk "))
    assert line.endswith("is full: make room on it, then try again.")


@pytest.mark.parametrize("size", ["200k", "320k", "400k"])
def test_a_full_disk_while_somebody_checks_their_own_work(tmp_path, monkeypatch, capsys, size):
    """The gradebook of “Check my work” stands on the disk for temporary files: when that is full, it says so,
    wherever on the way there was no room.
    """
    own, place = tmp_path / "own", tmp_path / "place"
    deliver(find_course(), own, self_study=True)
    shutil.copy(ROOT / "solutions" / SYSTEM / f"{SYSTEM}.ipynb", own / "exercises" / SYSTEM)
    place.mkdir()
    monkeypatch.chdir(own)
    with mounted(place, "-o", f"size={size}"):
        monkeypatch.setattr("tempfile.tempdir", str(place))
        code, said = itilkit(capsys, "check", SYSTEM)

    assert 1 == code
    (line,) = said.splitlines()
    assert line.startswith(f"The disk that holds the gradebook {place}/")
    assert line.endswith("/gradebook.db is full: make room on it, then try again.")


# what a worker finds out -----------------------------------------------------------------------------


@pytest.fixture
def task(course):
    """The one submission of the class, to be graded."""
    handed = course / "submitted" / "ada" / ASSIGNMENT
    submission = Submission("ada", ASSIGNMENT, handed)
    return GradingTask(submission, (str(handed / FILE),), None, None, grade=True, page=False)


def test_a_lock_while_a_class_is_graded_is_no_fault_of_a_submission(course, task, monkeypatch):
    """A submission that meets a locked gradebook is not blamed: the batch ends, and goes on later."""
    grader = Grader(course)
    holder = locked(course / "gradebook.db")
    monkeypatch.setattr("sqlite3.dbapi2.connect", shortly(sqlite3.dbapi2.connect))
    outcome = grader.do(task)
    holder.close()

    assert outcome.gone is not None
    assert f"{course}/gradebook.db is locked by another program" in outcome.gone.what


def shortly(connect):
    """Connections that wait for nobody."""
    return lambda *args, **options: connect(*args, **{**options, "timeout": 0.05})


def test_a_full_disk_while_a_class_is_graded(course, task, monkeypatch):
    """Nor is it blamed for a full disk, whether the gradebook or a file finds it out."""
    url = f"sqlite:///{course}/gradebook.db"
    grader = Grader(course)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(grader._autograde, "convert", full)
    assert trouble_of(url, OSError(28, "No space left on device")) == grader.do(task).gone


def test_another_database_of_an_instructors_rule(course, task, monkeypatch):
    """A rule of the instructor's that asks a locked database of its own is one problem, and ends nothing."""
    grader = Grader(course)

    def elsewhere(*_):
        raise OperationalError("SELECT", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(grader._autograde, "convert", elsewhere)
    outcome = grader.do(task)

    assert (None, True) == (outcome.gone, outcome.failed)


# the mechanism ---------------------------------------------------------------------------------------


def test_reading_changes_nothing(course):
    """To read a gradebook enters nothing in it, not even the row of a course."""
    book = course / "gradebook.db"
    before = book.read_bytes()

    with reading(f"sqlite:///{book}") as found:
        assert ["ada"] == [student.id for student in found.students]

    assert before == book.read_bytes()


def test_an_old_gradebook_is_read_as_it_is(course, capsys):
    """Preview, report and export read a gradebook that was graded in before there were notes of what a mark
    was given for, and write nothing into it.
    """
    assert (0, "") == itilkit(capsys, "grade", "--jobs", "1")
    book = course / "gradebook.db"
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("DROP TABLE IF EXISTS itilkit_given")
        connection.commit()
    before = book.read_bytes()

    for words in (["grade", "--preview"], COMMANDS["report"], COMMANDS["export"]):
        assert 0 == itilkit(capsys, *words)[0], words
    assert before == book.read_bytes()


def test_what_sqlite_says_of_a_full_disk(course):
    """SQLite’s own error, raised while the gradebook is used, is told like one that was there before."""
    url = f"sqlite:///{course}/gradebook.db"

    with pytest.raises(Problem, match="is full: make room on it, then try again"):
        use_up(url)


def use_up(url):
    with usable(url), create_engine(url).connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        connection.execute(text("CREATE TABLE filling (x)"))
        connection.execute(text("INSERT INTO filling VALUES (zeroblob(1000000))"))


def test_other_errors_stay_what_they_are(course):
    """An error that says nothing about the gradebook is no trouble of it: it may be a fault of the kit."""
    url = f"sqlite:///{course}/gradebook.db"

    with pytest.raises(DBAPIError), usable(url), create_engine(url).connect() as connection:
        connection.execute(text("SELECT nonsense FROM student"))


def test_what_nbgrader_prints():
    """Of what nbgrader printed, only an error of the database or of the disk counts, not somebody’s words."""
    url = "sqlite:////c/gradebook.db"
    log = "ada wrote: database is locked\nsqlalchemy.exc.OperationalError: (sqlite3.OperationalError) "

    assert trouble_in(url, log) is None
    assert "is locked by" in str(trouble_in(url, f"{log}database is locked\n[SQL: …]"))
    assert "is full" in str(trouble_in(url, "Traceback\nOSError: [Errno 28] No space left on device: 'x'"))
