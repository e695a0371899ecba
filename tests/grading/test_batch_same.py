"""`itilkit grade` leaves what nbgrader leaves: gradebook, graded notebooks, feedback pages."""

import shutil

import pytest
from batch_course import (
    PENALTY,
    SMALL,
    copy_of,
    figures,
    grade,
    left,
    mark_and_hand_in_again,
    notebook_file,
    records,
    small_course,
)
from class_course import gradebook, nbgrader, new_course, rows
from honest_class import DAY_LATE, DEADLINE, honest_class, lay
from persona_builder import ASSIGNMENT, hand_in, personas
from test_ordinary_assignment import OWN, source, submission, write

pytestmark = pytest.mark.slow

#: Whom stock nbgrader grades with kernels when not all of the class: it takes seconds for each.
FEW = ("co-creator", "please-everyone", "missing-quote", "typed-multi", "late-by-a-week", "handed-in-twice")


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A course with a small class in it, and nothing graded; its folder has a space and umlauts."""
    return small_course(tmp_path_factory.mktemp("ready") / "Kurs für Übung")


def autograded(folder):
    """Grade with nbgrader's own commands."""
    nbgrader(folder, "autograde", ASSIGNMENT, "--create")
    nbgrader(folder, "generate_feedback", ASSIGNMENT, "--force")
    return left(folder)


@pytest.fixture(scope="module")
def twice(ready, tmp_path_factory):
    """Two courses graded, marked by hand, handed in again and graded again: by nbgrader, and by the batch."""
    root = tmp_path_factory.mktemp("twice")
    stock, ours = copy_of(ready, root / "stock"), copy_of(ready, root / "ours")
    first = autograded(stock), (grade(ours), left(ours))
    for folder in (stock, ours):
        mark_and_hand_in_again(folder)
    return first, (autograded(stock), (grade(ours), left(ours)))


@pytest.mark.parametrize("time", [0, 1], ids=["first", "again"])
def test_the_same_gradebook(twice, time):
    """Every row is nbgrader's own: scores, flags, comments, penalties, marks by hand; so is it after marks
    by hand when something else is handed in.
    """
    (stock, _), (done, (ours, _)) = twice[time]

    assert (0, "") == (done.returncode, done.stderr)
    assert stock.keys() == ours.keys()
    assert {} == {key: (value, ours[key]) for key, value in stock.items() if value != ours[key]}


@pytest.mark.parametrize("time", [0, 1], ids=["first", "again"])
def test_the_same_files(twice, time):
    """Graded notebooks and feedback pages are nbgrader's own, byte for byte."""
    (_, stock), (_, (_, ours)) = twice[time]

    assert stock.keys() == ours.keys()
    assert [] == [name for name in stock if stock[name] != ours[name]]


def test_there_was_something_to_compare(twice):
    """The compared rows hold a penalty, a mark by hand that stands and is flagged again, and open texts."""
    (_, _), ((first, _), (_, (second, _))) = twice

    assert 8.0 == first["late-by-a-week", ASSIGNMENT, "late_submission_penalty"]
    assert 2.0 == second["co-creator", ASSIGNMENT, "late_submission_penalty"]
    assert 2.5 == second["co-creator", "affordable-mix-why", "manual_score"]
    assert second["co-creator", "affordable-mix-why", "needs_manual_grade"]


def test_what_it_says(twice):
    """Each run ends with its figures, with how many are to be looked at, and how many wait for a mark."""
    (_, (first, _)), (_, (second, _)) = twice
    count = len(SMALL)

    assert (count, 0, 0, count) == figures(first)
    assert (2, count - 2, 0, 2) == figures(second)
    assert "submissions wait for a person’s mark: give it in the Formgrader" in second.stdout
    # in the second run they are unchanged, and their remarks still hold beside those on two earlier marks
    for each, remarked in ((first, 2), (second, 4)):
        assert f"missing-quote, {ASSIGNMENT}: The answer cell “winter-line” cannot be read" in each.stdout
        assert f"\n{remarked} submissions to look at: each is named above.\n" in each.stdout


def test_wrecks_stop_nobody(ready, tmp_path):
    """A file that is no notebook, a forged one and one of 10 MB are graded beside the others, with a line."""
    folder = copy_of(ready, tmp_path / "course")
    honest = rows_of(grade_all(copy_of(ready, tmp_path / "honest")), SMALL)
    for name in ("not-json", "forged", "huge"):
        lay(folder, name, personas()["co-creator"], None)
    notebook_file(folder, "not-json").write_text("Dear instructor, my answers are below.", encoding="utf-8")
    forged = notebook_file(folder, "forged")
    forged.write_text(
        forged.read_text(encoding="utf-8").replace(
            "from itilkit import", "import os; os._exit(3)\\nfrom itilkit import"
        ),
        encoding="utf-8",
    )
    lay(folder, "huge", personas()["huge"], None)

    done = grade(folder)

    assert (0, "") == (done.returncode, done.stderr)
    assert f"not-json, {ASSIGNMENT}: The file is not a notebook (its text is not JSON)" in done.stdout
    assert f"forged, {ASSIGNMENT}: " in done.stdout
    assert 10_000_000 < notebook_file(folder, "huge").stat().st_size
    assert (len(SMALL) + 3, 0, 0, len(SMALL) + 3) == figures(done)
    assert honest == rows_of(folder, SMALL)


def grade_all(folder):
    """Grade a course that holds nothing wrong; returns it."""
    done = grade(folder)
    assert 0 == done.returncode, done.stderr
    return folder


def rows_of(folder, students):
    """The gradebook's rows of some learners."""
    return {key: value for key, value in rows(folder).items() if key[0] in students}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Ordinary code beside the kit's own; one submission is no notebook, and one kills what grades it."""
    folder = new_course(tmp_path_factory.mktemp("mixed") / "course", stock=False)
    write(folder / "solutions" / OWN / f"{OWN}.ipynb", source())
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    nbgrader(folder, "generate_assignment", OWN)
    submission(folder, "ada", "def square(x):\n    return x ** 2")
    submission(folder, "ben", "import os, signal\n\nos.kill(os.getppid(), signal.SIGKILL)")
    submission(folder, "cleo", "def square(x):\n    return x + 5")
    broken = folder / "submitted" / "dan" / OWN / f"{OWN}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("no notebook", encoding="utf-8")
    (folder / "submitted" / "eve" / OWN).mkdir(parents=True)
    hand_in(personas()["please-everyone"], folder)
    unknown = folder / "submitted" / "ada" / "99-unknown" / "99-unknown.ipynb"
    unknown.parent.mkdir(parents=True)
    shutil.copy(notebook_file(folder, "please-everyone"), unknown)
    return folder, grade(folder, "--jobs", "2")


def test_ordinary_code(mixed):
    """Ordinary code is run and graded as nbgrader does it, beside an assignment of the kit."""
    folder, _ = mixed
    with gradebook(folder) as book:
        points = {name: book.find_submission(OWN, name).score for name in ("ada", "cleo")}
        kit = book.find_submission(ASSIGNMENT, "please-everyone").score

    assert {"ada": 3.0, "cleo": 0.0} == points
    assert pytest.approx(sum(personas()["please-everyone"].points.values())) == kit
    assert (folder / "feedback" / "ada" / OWN / f"{OWN}.html").is_file()


@pytest.mark.parametrize(
    "line",
    [
        f"ben, {OWN}: the process that graded it was killed, often for want of memory, and again: look at",
        f"dan, {OWN}: it could not be graded (the file is not JSON, so not a notebook): look at",
        f"eve, {OWN}: no notebook lies in submitted/eve/{OWN}, so there is nothing to grade: ask for it",
        "99-unknown: the gradebook does not know this assignment, so 1 submission cannot be graded: run",
    ],
    ids=lambda line: line.split(",")[0].split(":")[0],
)
def test_each_problem_is_one_line(mixed, line):
    """Whatever cannot be graded is one line: who, what, and what next."""
    _, done = mixed

    assert 1 == sum(said.startswith(line) for said in done.stdout.splitlines()), done.stdout


def test_problems_are_exit_code_1(mixed):
    """With problems the command ends with 1 and one sentence, and everything else is graded."""
    _, done = mixed

    assert 1 == done.returncode
    assert "4 problems left: mend what is named above, then grade again.\n" == done.stderr
    assert (3, 0, 4, 3) == figures(done)
    assert "Traceback" not in done.stdout + done.stderr


def test_what_failed_is_tried_again(mixed):
    """What could not be graded is tried again in the next run, and what was graded is left alone."""
    folder, _ = mixed
    shutil.rmtree(folder / "submitted" / "ben")
    shutil.rmtree(folder / "submitted" / "eve")
    shutil.rmtree(folder / "submitted" / "ada" / "99-unknown")
    shutil.copy(
        folder / "submitted" / "ada" / OWN / f"{OWN}.ipynb",
        folder / "submitted" / "dan" / OWN / f"{OWN}.ipynb",
    )

    done = grade(folder)

    assert (0, "") == (done.returncode, done.stderr)
    assert (1, 3, 0, 1) == figures(done)
    with gradebook(folder) as book:
        assert 3.0 == book.find_submission(OWN, "dan").score


@pytest.mark.full
def test_stock_nbgrader_with_kernels(tmp_path, full):
    """Stock nbgrader, which runs everything in kernels, leaves the same rows for a class of honest work."""
    chosen = {name: each for name, each in honest_class().items() if full or name in FEW}
    found = {}
    for way in ("stock", "ours"):
        folder = new_course(tmp_path / way, stock=way == "stock")
        with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(PENALTY)
        nbgrader(folder, "generate_assignment", ASSIGNMENT)
        nbgrader(folder, "db", "assignment", "add", ASSIGNMENT, f"--duedate={DEADLINE}")
        for name, each in chosen.items():
            lay(folder, name, each.persona, each.when)
        if way == "stock":
            nbgrader(folder, "autograde", ASSIGNMENT)
        else:
            grade_all(folder)
        for name, each in chosen.items():
            if each.again is not None:
                lay(folder, name, each.again, DAY_LATE)
        if way == "stock":
            nbgrader(folder, "autograde", ASSIGNMENT)
        else:
            grade_all(folder)
        found[way] = rows(folder)

    assert set(chosen) == set(records(tmp_path / "ours"))
    assert found["stock"].keys() == found["ours"].keys()
    assert {} == {
        key: (value, found["ours"][key])
        for key, value in found["stock"].items()
        if value != found["ours"][key]
    }
