"""A class's folder: all that the Formgrader needs, at any time, and nothing of the instructor's lost."""

import os
import shutil
import subprocess
import sys

import pytest
from class_samples import ASSIGNMENT, LEARNERS, ROOT, work_of

from itilkit.cli import main
from itilkit.course.files import Course, find_course
from itilkit.desk.classroom import FaultyRoster, class_folder, open_classroom
from itilkit.desk.console import set_up
from itilkit.desk.enrolment import Answers
from itilkit.desk.intake import take_in
from itilkit.desk.roster import roster_file
from itilkit.grading.classes.classbook import ClassBook, assignments_of
from itilkit.grading.classes.students import Student
from itilkit.grading.exports.verb import export
from itilkit.ground.problem import Problem, WrongUse

pytestmark = pytest.mark.slow

SOURCE = f"solutions/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
RELEASE = f"exercises/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
NAMES = sorted(path.name for path in (ROOT / "solutions").iterdir() if list(path.glob("*.ipynb")))


def files(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "gradebook.db"
    }


@pytest.fixture
def newer(tmp_path):
    """A clone with a newer edition of one assignment and of the configuration."""
    root = tmp_path / "Abbild"
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    shutil.copytree(ROOT / "solutions", root / "solutions")
    for name, (old, new) in {
        SOURCE: ('"# ', '"# A newer edition. '),
        "nbgrader_config.py": ('"""', '"""Newer: '),
    }.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return Course(root, "0.2.0", clone=True)


def test_what_it_makes(prepared, book):
    """The folder holds the configuration, the solutions of the repository, what nbgrader makes of them for
    learners, a roster, places for work, and what to do first.
    """
    held = files(prepared)

    for name in ("solutions", "exercises"):
        own = {
            path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / name).glob("*/*.ipynb")
        }
        assert own == {path: content for path, content in held.items() if path.startswith(f"{name}/")}
    assert (ROOT / "nbgrader_config.py").read_bytes() == held["nbgrader_config.py"]
    assert b"What to do first" in held["README.md"]
    assert [] == book.changed()
    assert (True, True) == ((prepared / "exchange").is_dir(), (prepared / "submitted").is_dir())
    assert NAMES == assignments_of(book.tasks())
    assert sorted(LEARNERS, key=lambda learner: learner.id) == book.students()


PRIVATE = (
    ".itilkit/class.json",
    "autograded/s01/x.ipynb",
    "canvas.csv",
    "class-report.html",
    "feedback/s01/x.html",
    "gradebook.db",
    "returned/a/a.zip",
    "roster-before.csv",
    "roster.csv",
    "submitted/s01/x.ipynb",
)


def test_what_git_leaves_out(classroom):
    """A class's folder under git keeps names, work and grades to itself, and shares the assignments."""
    git = ["git", "-C", str(classroom), "-c", "core.excludesFile="]
    subprocess.run([*git, "init", "--quiet"], check=True)
    shared = ("README.md", "nbgrader_config.py", SOURCE, RELEASE)

    done = subprocess.run(
        [*git, "check-ignore", "--no-index", *PRIVATE, *shared], capture_output=True, text=True, check=False
    )

    assert [*PRIVATE] == done.stdout.splitlines()


def test_again(classroom):
    """Run again, it changes no file and makes nothing anew."""
    before = files(classroom)

    done = open_classroom(find_course(), classroom)

    assert ((), ()) == (done.generated, done.left)
    assert (30, 0) == (done.enrolment.students, done.enrolment.new)
    assert before == files(classroom)


def test_a_newer_edition(classroom, newer):
    """What nobody changed becomes the newer edition, and its assignment is made ready anew."""
    done = open_classroom(newer, classroom)

    assert (ASSIGNMENT,) == done.generated
    assert (newer.root / SOURCE).read_bytes() == (classroom / SOURCE).read_bytes()
    assert "A newer edition." in (classroom / RELEASE).read_text(encoding="utf-8")


def test_what_the_instructor_changed(classroom, newer):
    """A changed assignment and configuration stay; newer ones lie apart, where nbgrader does not take them
    for part of the assignment.
    """
    mine = b"# mine\n" + (classroom / "nbgrader_config.py").read_bytes()
    (classroom / "nbgrader_config.py").write_bytes(mine)
    source = (classroom / SOURCE).read_bytes() + b"\n"
    (classroom / SOURCE).write_bytes(source)
    own = classroom / "solutions" / "08-mine" / "08-mine.ipynb"
    own.parent.mkdir()
    own.write_text("{}")

    done = open_classroom(newer, classroom)

    assert ((), (mine, source, b"{}")) == (
        done.generated,
        (
            (classroom / "nbgrader_config.py").read_bytes(),
            (classroom / SOURCE).read_bytes(),
            own.read_bytes(),
        ),
    )
    apart = classroom / "newer" / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.new-0.2.0.ipynb"
    assert (newer.root / SOURCE).read_bytes() == apart.read_bytes()
    assert [classroom / SOURCE] == list((classroom / SOURCE).parent.iterdir())


def test_a_release_that_was_changed(classroom, newer):
    """A release that was made or changed by hand is not made anew, and that is said."""
    (classroom / RELEASE).write_text("mine")

    done = open_classroom(newer, classroom)

    assert ((), "mine") == (done.generated, (classroom / RELEASE).read_text())
    stays, follows = done.left
    assert "was changed by hand, so it stays" in stays
    assert f"{SOURCE} was changed since it was generated (intro), and grades follow" in follows


@pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_a_release_of_graded_work(classroom, newer):
    """An assignment with graded work is not made anew, and that is said."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{classroom / 'gradebook.db'}") as gradebook:
        gradebook.add_submission(ASSIGNMENT, LEARNERS[0].id)
    before = (classroom / RELEASE).read_bytes()

    done = open_classroom(newer, classroom)

    assert before == (classroom / RELEASE).read_bytes()
    assert (
        f"{ASSIGNMENT} has graded work, so its release stays as learners have it",
        f"{SOURCE} was changed since it was generated (intro), and grades follow what it said before",
    ) == tuple(sentence.partition(":")[0] for sentence in done.left)


def test_a_list_is_brought_in(classroom, tmp_path):
    """A list adds people to the roster and the gradebook; nobody is taken off, and the old roster is kept
    where somebody wrote more into it.
    """
    own = classroom / "roster.csv"
    own.write_bytes(own.read_bytes().replace(b"lms_id", b"lms_id,note", 1))
    noted = own.read_bytes()
    listed = tmp_path / "new.csv"
    listed.write_text("id,first,last,email\ns01,Mara,Olsen-Lind,\nzz,Zadie,Neu,z@uni.example\n")

    done = open_classroom(find_course(), classroom, roster=listed)

    students = {student.id: student for student in ClassBook(classroom).students()}
    assert (31, 1) == (done.enrolment.students, done.enrolment.new)
    assert Student("zz", "Zadie", "Neu", "z@uni.example") == students["zz"]
    assert ("Olsen-Lind", "5001") == (students["s01"].last, students["s01"].lms_id)
    assert 32 == len(own.read_text(encoding="utf-8").splitlines())
    assert noted == (classroom / "roster-before.csv").read_bytes()


def test_a_roster_that_a_spreadsheet_saved(classroom, tmp_path):
    """The folder's own roster, saved by a spreadsheet without the zeros of an id, doubles nobody: it is left
    as it is until somebody says who is who, and then holds the known id.
    """
    own, listed = classroom / "roster.csv", tmp_path / "new.csv"
    listed.write_text("id,first,last\n00123,Zadie,Neu\n")
    open_classroom(find_course(), classroom, roster=listed)
    own.write_bytes(own.read_bytes().replace(b"00123", b"123"))
    saved = own.read_bytes()

    (question,) = open_classroom(find_course(), classroom).enrolment.questions

    assert "add --same 123=00123; if not, add --new 123" in str(question)
    assert saved == own.read_bytes()
    done = open_classroom(find_course(), classroom, answers=Answers(same={"123": "00123"})).enrolment
    assert ((), 31, 0) == (done.questions, done.students, done.new)
    assert b"\n00123,Zadie,Neu,,,123\n" in own.read_bytes()
    assert {"00123"} == {each.id for each in ClassBook(classroom).students() if each.last == "Neu"}


def test_who_has_left(classroom, tmp_path, capsys):
    """Who is marked as gone stands in no report, in no export, and is not waited for, which is said; their
    line stays on the roster.
    """
    listed = tmp_path / "new.csv"
    left, *others = sorted(LEARNERS, key=lambda learner: learner.id)
    listed.write_bytes(roster_file(others))

    done = open_classroom(find_course(), classroom, roster=listed, answers=Answers(gone=True)).enrolment

    assert (29, 0) == (done.students, done.new)
    assert f"{left.id},{left.first},".encode() in (classroom / "roster.csv").read_bytes()
    assert [left.id] == [student.id for student in ClassBook(classroom).students() if student.gone]
    with pytest.raises(SystemExit):
        main(["report", str(classroom), "--to", str(tmp_path / "report.html")])
    assert f"Left out, as they have left the class: {left.id}." in capsys.readouterr().out
    assert left.name not in (tmp_path / "report.html").read_text(encoding="utf-8")
    written = export(classroom, {"questions": tmp_path / "questions.csv"})
    assert f"Left out, as they have left the class: {left.name} ({left.id})." in written.notes
    lines = (tmp_path / "questions.csv").read_text(encoding="utf-8").splitlines()
    assert left.id not in {line.partition(",")[0] for line in lines}
    returned = tmp_path / others[0].id
    returned.mkdir()
    (returned / f"{ASSIGNMENT}.ipynb").write_bytes(work_of(others[0]))
    nothing = dict(take_in(ClassBook(classroom), [returned]).nothing)[ASSIGNMENT]
    assert others[1:] == list(nothing)


FAULTY = "id,first,last,email\nzz,Zadie,Neu,\n,No,Id,\nzz,Twice,Neu,\n"


def test_a_faulty_list(classroom, tmp_path):
    """Of a list with faults nobody is brought in, and all faults are said."""
    listed = tmp_path / "new.csv"
    listed.write_text(FAULTY)
    before = files(classroom)
    said = []

    with pytest.raises(FaultyRoster, match="has 2 faults, so nobody was brought in") as problem:
        set_up(classroom, listed, partly=False, say=said.append)

    assert ["Line 3", "Line 4"] == [line.partition(":")[0] for line in said]
    assert (1, 1) == (problem.value.exit_code, len(str(problem.value).splitlines()))
    assert before == files(classroom)
    assert 30 == len(ClassBook(classroom).students())


def test_a_faulty_list_partly(classroom, tmp_path):
    """With --partly, the good lines of a faulty list are brought in, and the others said."""
    listed = tmp_path / "new.csv"
    listed.write_text(FAULTY)
    said = []

    set_up(classroom, listed, partly=True, say=said.append)

    assert "zz" in {student.id for student in ClassBook(classroom).students()}
    assert 2 == sum(line.endswith("This line is left out.") for line in said)
    assert "The class has 31 students, 1 of them new." in said


def test_the_verb_from_nothing(tmp_path):
    """The command makes a whole class in one go, in ./itilkit-class, and says what to do next."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "itilkit", "teach", "--no-open"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )

    root = tmp_path / "itilkit-class"
    assert (0, "") == (done.returncode, done.stderr)
    made = f"{len(NAMES)} assignments made ready"
    assert [
        f"The class has no students yet: fill in {root / 'roster.csv'}, or name a list with --roster.",
        f"The class is in {root}: {made}. README.md there says what to do first.",
    ] == done.stdout.splitlines()
    assert "id,first,last,email,lms_id\n" == (root / "roster.csv").read_text(encoding="utf-8-sig")


def test_where_a_class_is(prepared, tmp_path):
    """Inside a class's folder that one is meant, elsewhere ./itilkit-class."""
    assert prepared.resolve() == class_folder(None, prepared / "solutions")
    assert (tmp_path / "itilkit-class").resolve() == class_folder(None, tmp_path)


def test_folders_that_are_something_else(tmp_path):
    """The repository, its own folders, a learner's copy and another nbgrader course are refused."""
    learner, other = tmp_path / "learner", tmp_path / "other"
    for path in (learner / ".itilkit" / "delivered.json", other / "nbgrader_config.py"):
        path.parent.mkdir(parents=True)
        path.write_text("{}")

    refused = {
        ROOT: "is the itilkit repository",
        ROOT / "solutions" / "x": "lies among the repository’s own files",
        learner: "is a learner’s copy of the course",
        other: "is an nbgrader course already",
    }
    for folder, sentence in refused.items():
        with pytest.raises(WrongUse, match=sentence):
            class_folder(folder, tmp_path)


def test_from_an_installed_kit(tmp_path):
    """A kit without solutions says where teaching begins, and makes nothing."""
    with pytest.raises(Problem, match=r"was installed without solutions: run itilkit teach from a clone"):
        open_classroom(Course(tmp_path, "0.1.0", clone=False), tmp_path / "c")

    assert not (tmp_path / "c").exists()


def test_a_list_that_is_not_there(tmp_path):
    """A list that cannot be read is wrong use, and makes nothing."""
    with pytest.raises(WrongUse, match=r"gone\.csv cannot be read"):
        open_classroom(find_course(), tmp_path / "c", roster=tmp_path / "gone.csv")

    assert not (tmp_path / "c").exists()
