"""A class from its roster to released feedback and exported marks, by the commands alone, in one run.

Everybody in it is simulated, and the report says so. ``--full`` takes 30 learners through all eight
assignments; else twelve take three of them.
"""

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

import attrs
import pytest

for folder in ("reports", "personas"):
    place = str(Path(__file__).parents[1] / folder)
    if place not in sys.path:
        sys.path.append(place)

from class_course import gradebook  # noqa: E402
from simulated_class import ASSIGNMENTS, SIMULATED, build_class  # noqa: E402

pytestmark = [pytest.mark.slow, pytest.mark.full]
SOME = ("00-before", "03-value-streams", "04-dialogue")
SHARE = 0.75


@attrs.frozen
class Desk:
    """What came of the whole run: the class, its folder, and what each command said."""

    folder: Path
    people: tuple
    missing: frozenset
    assignments: tuple
    said: dict

    def book(self):
        """The gradebook of the folder."""
        return gradebook(self.folder)


def run(where, *words):
    """A command of the kit, or of nbgrader, which must succeed; returns what it said."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=where, capture_output=True, text=True, check=False, timeout=900
    )
    assert 0 == done.returncode, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def roster_of(people):
    """The class list as Moodle gives it."""
    rows = [f"{one.first},{one.last},{one.id},{one.email},Simulated" for one in people]
    return "\n".join(["First name,Surname,ID number,Email address,Groups", *rows]) + "\n"


def returned(handed_in, people, assignment, to):
    """Everybody's file in a zip as Moodle makes it: a folder for each, named by the person."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, one in enumerate(people, 1):
            path = handed_in / one.id / assignment / f"{assignment}.ipynb"
            if path.is_file():
                name = f"{one.first} {one.last}_{7000 + place}_assignsubmission_file_"
                # handed in over a day, each at a time of their own
                when = (2026, 11, 18, 8 + place // 4, place % 4 * 15, 0)
                archive.writestr(zipfile.ZipInfo(f"{name}/{assignment}.ipynb", when), path.read_bytes())
    return to


def submitted_over_the_exchange(handed_in, people, assignment, desk):
    """Everybody's submission as nbgrader's own exchange holds it, ready to be collected."""
    for place, one in enumerate(people, 1):
        path = handed_in / one.id / assignment / f"{assignment}.ipynb"
        if not path.is_file():
            continue
        when = f"2026-11-18 {8 + place // 4:02}:{place % 4 * 15:02}:00.000000 UTC"
        box = desk / "exchange" / "focus-on-value" / "inbound" / f"{one.id}+{assignment}+{when}+{place:08}"
        box.mkdir(parents=True)
        (box / path.name).write_bytes(path.read_bytes())
        (box / "timestamp.txt").write_text(when, encoding="utf-8")
        (box / "submission_secret.txt").write_text(f"{place:0128x}", encoding="utf-8")


def mark_texts(desk_folder):
    """A person's work: give every written answer three quarters of its points, as in the formgrader."""
    with gradebook(desk_folder) as book:
        for assignment in book.assignments:
            for submission in book.assignment_submissions(assignment.name):
                for notebook in submission.notebooks:
                    for grade in notebook.grades:
                        if grade.needs_manual_grade:
                            grade.manual_score, grade.needs_manual_grade = SHARE * grade.max_score, False
        book.db.commit()


@pytest.fixture(scope="module")
def desk(tmp_path_factory, full):
    """The whole run, once: each step is one command that an instructor gives."""
    learners, assignments = (30, ASSIGNMENTS) if full else (12, SOME)
    root = tmp_path_factory.mktemp("Kurs einer Klasse")
    class_made = build_class(root / "made up", learners, assignments=assignments, grade=False)
    people = class_made.people
    (root / "roster.csv").write_text(roster_of(people), encoding="utf-8")
    said = {"teach": run(root, "itilkit", "teach", "desk", "--roster", "roster.csv", "--no-open")}
    folder = root / "desk"
    (folder / "simulated.txt").write_text(SIMULATED, encoding="utf-8")
    made, *by_mail, by_exchange = root / "made up" / "submitted", *assignments
    for name in by_mail:
        said[name] = run(folder, "itilkit", "take", str(returned(made, people, name, root / f"{name}.zip")))
    run(folder, "nbgrader", "release_assignment", by_exchange)
    submitted_over_the_exchange(made, people, by_exchange, folder)
    run(folder, "nbgrader", "collect", by_exchange)
    said["grade"] = run(folder, "itilkit", "grade")
    mark_texts(folder)
    said["again"] = run(folder, "itilkit", "grade")
    run(folder, "nbgrader", "release_feedback", by_exchange)
    csvs = ("--canvas", "canvas.csv", "--moodle", "moodle.csv", "--questions", "questions.csv")
    said["export"] = run(folder, "itilkit", "export", *csvs)
    said["report"] = run(folder, "itilkit", "report", "--to", "report.html", "--csv", "tables")
    return Desk(folder, people, class_made.missing, assignments, said)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_everybody_is_in(desk):
    """The roster is in the gradebook, and every returned file stands where it belongs."""
    with desk.book() as book:
        assert {one.id for one in desk.people} == {student.id for student in book.students}
    for one in desk.people:
        for name in desk.assignments:
            there = (desk.folder / "submitted" / one.id / name / f"{name}.ipynb").is_file()
            assert there == ((one.id, name) not in desk.missing), (one.id, name)


def test_everybody_is_graded_and_has_feedback(desk):
    """Each submission has its points and a feedback page; what came over the exchange goes back that way."""
    released = list((desk.folder / "exchange").rglob("feedback/*.html"))
    last = desk.assignments[-1]
    assert sum((one.id, last) not in desk.missing for one in desk.people) == len(released)
    with desk.book() as book:
        for one in desk.people:
            for name in desk.assignments:
                if (one.id, name) in desk.missing:
                    continue
                assert 0 < book.find_submission(name, one.id).score
                assert (desk.folder / "feedback" / one.id / name / f"{name}.html").is_file()


def test_marks_by_hand_stand_in_gradebook_and_feedback(desk):
    """What a person gave a text is in the gradebook, and on the page that was made anew."""
    name = "04-dialogue"
    with desk.book() as book:
        for one in desk.people:
            if (one.id, name) in desk.missing:
                continue
            (notebook,) = book.find_submission(name, one.id).notebooks
            (text,) = [grade for grade in notebook.grades if grade.name == "dialogue-why"]
            assert (3.0, False) == (text.score, text.needs_manual_grade)
            page = (desk.folder / "feedback" / one.id / name / f"{name}.html").read_text(encoding="utf-8")
            assert "not marked yet" not in page.lower()


def test_exported_marks_are_the_gradebooks(desk):
    """The file for Moodle gives everybody the points that the gradebook holds."""
    rows = {row["ID number"]: row for row in rows_of(desk.folder / "moodle.csv")}
    with desk.book() as book:
        for one in desk.people:
            for name in desk.assignments:
                if (one.id, name) in desk.missing:
                    continue
                (column,) = [head for head in rows[one.id] if name in head]
                score = book.find_submission(name, one.id).score
                assert float(rows[one.id][column]) == pytest.approx(score, abs=1e-6)


def test_report_finds_what_was_planted(desk, full):
    """The report names the planted misconceptions, in the order of how many hold them, and no other."""
    rows = rows_of(desk.folder / "tables" / "misconceptions.csv")
    found = [row["code"] for row in rows if row["reported"] == "yes"]
    holders = {
        code: sum(code in one.held for one in desk.people) for code in ("M15", "M7", "M17", "M10", "M16")
    }
    if full:
        assert sorted(holders, key=lambda code: -holders[code]) == found
    else:
        assert set(found) <= set(holders)
        assert {"M15", "M17"} <= set(found)
    assert "Simulated data" in (desk.folder / "report.html").read_text(encoding="utf-8")
