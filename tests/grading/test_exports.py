"""Marks out: what the files for Canvas, Moodle and spreadsheets hold is what the gradebook holds."""

import csv
import subprocess
import sys

import pytest
from class_course import nbgrader
from export_samples import CLASS, FORM, as_canvas_reads, as_moodle_reads, figures, graded_class, table
from persona_builder import ASSIGNMENT, WRITTEN, assignment

from itilkit.course.problem import Problem, WrongUse
from itilkit.desk.names import safe_id
from itilkit.grading.classes.points import CellAsks, CellPoints, ClassPoints, GradedCell, WorkPoints
from itilkit.grading.classes.students import Student
from itilkit.grading.exports import CanvasExporter, MoodleExporter, QuestionExporter
from itilkit.grading.exports.exporter import open_marks
from itilkit.grading.exports.table import csv_bytes, figure, guarded, unguarded
from itilkit.grading.gradebook.names import one_line

PLUGINS = "itilkit.grading.exports"


def near(expected):
    """``expected`` up to the six decimals that are written."""
    return pytest.approx(expected, abs=5e-7)


def itilkit(folder, *words):
    """The command, run in ``folder``: exit code, output, errors."""
    done = subprocess.run(
        [sys.executable, "-m", "itilkit", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


# A graded class --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The class, graded, and its three files written by the verb."""
    folder = graded_class(tmp_path_factory.mktemp("exports") / "Kurs für Übung")
    files = ("--canvas", "canvas.csv", "--moodle", "moodle.csv", "--questions", "questions.csv")
    code, said, notes = itilkit(folder, "export", *files)
    assert (0, ["canvas.csv is written.", "moodle.csv is written.", "questions.csv is written."]) == (
        code,
        said.splitlines(),
    ), notes
    (folder / "notes.txt").write_text(notes, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def truth(course):
    """The figures of the gradebook, worked out from its rows."""
    return figures(course)


@pytest.mark.slow
def test_the_class_has_every_kind_of_mark(truth):
    """The compared figures hold a penalty, one larger than the score, a mark by hand, extra credit, an open
    mark, and work that was not handed in.
    """
    assert {0.0, 2.0, 8.0} == set(truth.penalty.values())
    assert 0.0 == truth.points["fay", ASSIGNMENT]
    assert {3.5, 1.5} == {cell[2] for cell in truth.cells.values()} - {None}
    assert {0.25} == {cell[3] for cell in truth.cells.values()} - {None}
    assert {("ben", ASSIGNMENT, WRITTEN)} == {key for key, cell in truth.cells.items() if cell[4]}
    assert {("ada", FORM), *((who, ASSIGNMENT) for who in ("ada", "ben", "cem", "dot", "fay"))} == set(
        truth.points
    )


@pytest.mark.slow
def test_canvas(course, truth):
    """Canvas reads the gradebook’s points, penalties taken off, for everybody who handed in anything; what
    somebody did not hand in is empty.
    """
    points, most, sections = as_canvas_reads((course / "canvas.csv").read_bytes())
    by_login = {login: grades for (_, login, _), grades in points.items()}

    assert {"ada", "ben", "cem", "dot", "fay"} == set(by_login)
    for who, grades in by_login.items():
        assert near(truth.points[who, ASSIGNMENT]) == grades[ASSIGNMENT, "4711"]
    assert truth.points["ada", FORM] == by_login["ada"][FORM, None]
    assert {None} == {by_login[who][FORM, None] for who in ("ben", "cem", "dot", "fay")}
    assert {(ASSIGNMENT, "4711"): 22.0, (FORM, None): 1.0} == most
    assert {"Group 7"} == sections


@pytest.mark.slow
def test_canvas_knows_everybody(course):
    """A learner stands there with Canvas’s number, the login and the name that Canvas sorts by; what is no
    number is left out, and the instructor is told.
    """
    points, _, _ = as_canvas_reads((course / "canvas.csv").read_bytes())

    assert {
        ("101", "ada", 'Öberg, "the Dane", Ada'),
        ("102", "ben", "'+Brown, '=HYPERLINK(\"x\")"),
        ("", "cem", "O’Neil, Çem"),
        ("", "dot", "'@Ng; Vân, '-Dot"),
        ("106", "fay", "fay"),
    } == set(points)
    notes = (course / "notes.txt").read_text(encoding="utf-8")
    assert (
        "No Canvas ID, so Canvas looks for the login or the name: -Dot @Ng; Vân (dot), Çem O’Neil (cem)."
        in notes.splitlines()
    )


@pytest.mark.slow
def test_moodle(course, truth):
    """Moodle reads the same points by ID number, below the headings that are set."""
    found = as_moodle_reads((course / "moodle.csv").read_bytes(), "ID number")

    assert {"ada", "ben", "cem", "dot", "fay"} == set(found)
    for who, grades in found.items():
        assert {f"itilkit {ASSIGNMENT}", f"itilkit {FORM}"} == set(grades)
        assert near(truth.points[who, ASSIGNMENT]) == grades[f"itilkit {ASSIGNMENT}"]
    assert {None} == {found[who][f"itilkit {FORM}"] for who in ("ben", "cem", "dot", "fay")}


@pytest.mark.slow
def test_moodle_by_email(course, truth, tmp_path):
    """Without an email nobody can be named by it: such a learner has no row, and the instructor is told."""
    path = tmp_path / "by-email.csv"
    words = (f"--exporter={PLUGINS}.MoodleExporter", "--MoodleExporter.identify_by=email", f"--to={path}")
    log = nbgrader(course, "export", *words)
    found = as_moodle_reads(path.read_bytes(), "Email address")

    assert {f"{who}@example.org" for who in ("ada", "cem", "dot", "fay")} == set(found)
    for email, grades in found.items():
        assert near(truth.points[email.split("@")[0], ASSIGNMENT]) == grades[f"itilkit {ASSIGNMENT}"]
    assert 'No row, as the email address is missing in the gradebook: =HYPERLINK("x") +Brown (ben).' in log


@pytest.mark.slow
def test_questions(course, truth):
    """Each graded cell of each learner stands in a row, with the gradebook’s automatic and manual marks."""
    header, *rows = table((course / "questions.csv").read_bytes())
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    handed_in = [cell for cell in cells if cell["points"]]

    def number(text):
        return float(text) if text else None

    assert set(truth.cells) == {(cell["student"], cell["assignment"], cell["question"]) for cell in handed_in}
    for cell in handed_in:
        points, auto, manual, extra, waiting = truth.cells[
            cell["student"], cell["assignment"], cell["question"]
        ]
        given = {name: number(cell[name]) for name in ("points", "auto", "manual", "extra")}
        assert near({"points": points, "auto": auto, "manual": manual, "extra": extra}) == given
        assert waiting == (cell["waiting"] == "yes")
        assert truth.penalty[cell["student"], cell["assignment"]] == float(cell["late_penalty"])
        assert truth.most[cell["assignment"], cell["question"]] == float(cell["max"])


@pytest.mark.slow
def test_questions_add_up(course, truth):
    """The points of a learner’s rows, the penalty taken off, are the points of the assignment."""
    header, *rows = table((course / "questions.csv").read_bytes())
    cells = [dict(zip(header, row, strict=True)) for row in rows]

    for (who, name), points in truth.points.items():
        mine = [cell for cell in cells if (cell["student"], cell["assignment"]) == (who, name)]
        total = sum(float(cell["points"]) for cell in mine) - float(mine[0]["late_penalty"])
        assert pytest.approx(points, abs=1e-5) == max(0.0, total)


@pytest.mark.slow
def test_questions_of_everybody(course):
    """Everybody has a row for every graded cell, empty where nothing was handed in, and its kind."""
    header, *rows = table((course / "questions.csv").read_bytes())
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    own = assignment()
    kinds = dict.fromkeys([f"{item}-points" for item in own.items], "question")
    kinds |= {f"{own.scenario}-points": "scenario", WRITTEN: "written", "before-points": "form"}

    assert len(CLASS) * len(kinds) == len(cells)
    assert kinds == {cell["question"]: cell["kind"] for cell in cells}
    absent = [cell for cell in cells if cell["student"] == "eve"]
    empty = ("points", "auto", "manual", "extra", "waiting", "late_penalty")
    assert {""} == {cell[name] for cell in absent for name in empty}
    assert {'Öberg, "the Dane"', "'+Brown", "O’Neil", "'@Ng; Vân", "Absent", ""} == {
        cell["last"] for cell in cells
    }


@pytest.mark.slow
def test_same_as_nbgraders_own_export(course, tmp_path):
    """nbgrader’s own export has the same score for everybody who handed in, and 0 for the others."""
    nbgrader(course, "export", f"--to={tmp_path / 'grades.csv'}")
    points, _, _ = as_canvas_reads((course / "canvas.csv").read_bytes())
    ours = {login: grades[ASSIGNMENT, "4711"] for (_, login, _), grades in points.items()}

    # nbgrader quotes nothing, so names with commas are skipped from both ends
    lines = [line.split(",") for line in (tmp_path / "grades.csv").read_text(encoding="utf-8").splitlines()]
    stock = {cells[3]: float(cells[-2]) for cells in lines if cells[0] == ASSIGNMENT}
    assert near({**ours, "eve": 0.0}) == stock


@pytest.mark.slow
def test_what_the_instructor_is_told(course):
    """Open marks and absent learners are told on standard error, a line each and each once; a mark by hand
    is done also when the same answer was graded again since.
    """
    notes = (course / "notes.txt").read_text(encoding="utf-8").splitlines()

    assert [
        "No row, as nothing was handed in: Eve Absent (eve).",
        f"{ASSIGNMENT}: 1 submission waits for a person’s mark; the points so far are exported.",
    ] == [note for note in notes if "Canvas ID" not in note]
    assert 3 == len(notes)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["Canvas", "Moodle", "Question"])
def test_as_plugins_of_nbgrader(course, tmp_path, kind):
    """nbgrader’s own export command writes the same file with each of them, and logs what the verb says."""
    path = tmp_path / "out.csv"
    log = nbgrader(course, "export", f"--exporter={PLUGINS}.{kind}Exporter", f"--to={path}")

    name = {"Canvas": "canvas", "Moodle": "moodle", "Question": "questions"}[kind]
    assert (course / f"{name}.csv").read_bytes() == path.read_bytes()
    assert "WARNING] 01-focus-on-value: 1 submission waits for a person’s mark" in log
    assert "Traceback" not in log


@pytest.mark.slow
def test_one_assignment(course, tmp_path):
    """Of one assignment alone there is one column, and rows for those who handed it in."""
    path = tmp_path / "form.csv"
    code, _, notes = itilkit(course, "export", "--canvas", str(path), "--assignment", FORM)
    points, most, _ = as_canvas_reads(path.read_bytes())

    assert 0 == code
    assert {(FORM, None): 1.0} == most
    assert ["ada"] == [login for _, login, _ in points]
    assert "waits" not in notes


@pytest.mark.slow
def test_wrong_use(course, tmp_path):
    """No file, an unknown assignment, no course, no gradebook, or a folder for a file: one sentence each."""
    (tmp_path / "nbgrader_config.py").write_text("", encoding="utf-8")
    (tmp_path / "below").mkdir()
    gone = ("export", "--canvas", "c.csv")
    cases = (
        (course, ("export",), 2, "Nothing to write: name a file with --canvas, --moodle or --questions."),
        (course, (*gone, "--assignment", "01-focus-on-vale"), 2, f'; did you mean "{ASSIGNMENT}"?'),
        (tmp_path, gone, 1, "There is no gradebook at "),
        (course, ("export", "--canvas", "solutions"), 2, "solutions cannot be used (is a directory)"),
        (course, ("export", "--canvas", "nowhere/c.csv"), 2, "nowhere/c.csv cannot be used (no such file"),
    )
    for folder, words, expected, sentence in cases:
        code, said, error = itilkit(folder, *words)
        assert (expected, "", 1) == (code, said, len(error.splitlines())), error
        assert sentence in error
    assert not (tmp_path / "gradebook.db").exists()
    assert "knows no assignment “x”" in nbgrader(
        course, "export", f"--exporter={PLUGINS}.CanvasExporter", '--assignment=["x"]', check=False
    )


# The rows, without nbgrader --------------------------------------------------------------------------

ANN = Student("ann", "Ann", "Lee", "ann@x.org", "1")
BOB = Student("bob", "Bob", "Ray", "bob@x.org", "2")
CELL = GradedCell("a1", "a1", "q")


def marks(learners=(ANN, BOB), works=None, assignments=None, mark=None):
    given = {("ann", "a1"): WorkPoints(3.0, 1.0)} if works is None else works
    cells = {("ann", CELL): mark} if mark else {}
    most = assignments or {"a1": 4.0}
    return ClassPoints(list(learners), most, given, {CELL: CellAsks("question", 4.0)}, cells)


def test_who_handed_in_nothing_has_no_row():
    """Canvas and Moodle would take a grade away for an empty cell: who handed in nothing has no row."""
    for exporter in (CanvasExporter(), MoodleExporter()):
        made = exporter.table(marks())
        assert "bob" not in str(made.rows)
        assert "No row, as nothing was handed in: Bob Ray (bob)." in made.notes


def test_points_are_never_below_zero():
    """A penalty larger than the score leaves 0, as in nbgrader’s own export."""
    assert (2.0, 0.0) == (WorkPoints(3.0, 1.0).points, WorkPoints(3.0, 5.0).points)


def test_moodle_refuses_two_with_one_address():
    """Two learners with one address would get each other’s points: that is refused."""
    twin = Student("bob", "Bob", "Ray", "Ann@X.org", "2")
    works = {("ann", "a1"): WorkPoints(1, 0), ("bob", "a1"): WorkPoints(2, 0)}

    with pytest.raises(Problem, match=r"Ann Lee \(ann\), Bob Ray \(bob\) have the same email address"):
        MoodleExporter(identify_by="email").table(marks((ANN, twin), works))


def by_address(first, email):
    """Somebody whose id on the roster is the email address, as a folder can be called."""
    return Student(safe_id(email), first, "Lee", email, "")


#: Two of three have an address for an id; nbgrader cannot carry each sign of the second.
ADDRESSES = (by_address("Ann", "ann@x.org"), by_address("Cho", "o'cho+it@x.org"), BOB)
ALL_IN = {(one.id, "a1"): WorkPoints(3.0, 0.0) for one in ADDRESSES}


def test_moodle_by_the_address_where_ids_are_addresses():
    """When most ids are email addresses, or were made of them, Moodle finds everybody by the address, and the
    instructor is told; ids of another kind are ID numbers.
    """
    made = MoodleExporter().table(marks(ADDRESSES, ALL_IN))

    assert ("Email address", ["ann@x.org", "o'cho+it@x.org", "bob@x.org"]) == (
        made.rows[0][2],
        [row[2] for row in made.rows[1:]],
    )
    assert ["Ids are made of email addresses, so Moodle’s file says “Email address”."] == list(made.notes)
    assert ("ID number", "ann") == tuple(row[2] for row in MoodleExporter().table(marks()).rows)


def test_moodle_by_the_setting():
    """What the setting says counts, whatever the ids look like."""
    made = MoodleExporter(identify_by="username").table(marks(ADDRESSES, ALL_IN))

    assert ["Username", "ann@x.org", "o-cho-it@x.org", "bob"] == [row[2] for row in made.rows]


def test_canvas_gets_the_login_as_it_was():
    """Canvas’s login is the address that an id was made of; an id that is only Canvas’s number is none."""
    numbered = Student("4711", "Dot", "Ng", "", "4711")
    works = {**ALL_IN, ("4711", "a1"): WorkPoints(1.0, 0.0)}
    rows = CanvasExporter().table(marks((*ADDRESSES, numbered), works)).rows[2:]

    assert ["ann@x.org", "o'cho+it@x.org", "bob", ""] == [row[3] for row in rows]


def test_addresses_are_no_formulas():
    """An address is typed by the person as well: a spreadsheet reads it as no formula."""
    sly = Student("sly", "Sly", "Fox", "=cmd@x.org", "3")
    made = MoodleExporter(identify_by="email").table(marks((sly,), {("sly", "a1"): WorkPoints(1.0, 0.0)}))

    assert b",'=cmd@x.org," in csv_bytes(made.rows)


def test_not_graded_is_no_zero():
    """Who handed in and is not graded has no row and no 0, and is not said to have handed in nothing."""
    waiting = ClassPoints(
        [ANN, BOB], {"a1": 4.0}, {("ann", "a1"): WorkPoints(3.0, 1.0)}, {}, {}, {("bob", "a1"): ""}
    )

    for exporter in (CanvasExporter(), MoodleExporter()):
        made = exporter.table(waiting)
        assert "bob" not in str(made.rows)
        assert [] == [note for note in made.notes if "nothing was handed in" in note]
    assert ["a1: not graded yet, so without points here: Bob Ray (bob). Run itilkit grade."] == open_marks(
        waiting
    )


def test_not_graded_beside_graded_is_empty():
    """Who has a grade for one assignment and none yet for another has an empty cell there."""
    both = {"a1": 4.0, "a2": 4.0}
    made = MoodleExporter().table(
        ClassPoints([ANN], both, {("ann", "a1"): WorkPoints(3.0, 1.0)}, {}, {}, {("ann", "a2"): ""})
    )

    assert ["2", ""] == made.rows[1][3:]


@pytest.mark.parametrize("identify_by", ["idnumber", "email", "username"])
def test_moodle_identifying_columns(identify_by):
    """Moodle’s identifying column is called as in its own exports, and holds the id or the address."""
    header, row = MoodleExporter(identify_by=identify_by).table(marks()).rows

    expected = {
        "idnumber": ("ID number", "ann"),
        "email": ("Email address", "ann@x.org"),
        "username": ("Username", "ann"),
    }
    assert ("First name", "Last name", expected[identify_by][0], "a1") == tuple(header)
    assert ("Ann", "Lee", expected[identify_by][1], "2") == tuple(row)


def test_canvas_sis_user_id():
    """nbgrader’s ids stand in Canvas’s column of logins, or of user ids where that is set."""
    login = CanvasExporter().table(marks()).rows[2]
    user = CanvasExporter(sis_id="user", section="A").table(marks()).rows[2]

    assert ("Lee, Ann", "1", "", "ann", "", "2") == tuple(login)
    assert ("Lee, Ann", "1", "ann", "", "A", "2") == tuple(user)


def test_headings():
    """An assignment is called by nbgrader’s name, by a pattern, or by a title of its own."""
    two = {"a1": 4.0, "a2": 2.0}
    made = CanvasExporter(name_format="Week {name}", titles={"a2": "Essay"}, assignment_ids={"a2": 7})

    assert ["Week a1", "Essay (7)"] == made.table(marks(assignments=two)).rows[0][5:]


@pytest.mark.parametrize("pattern", ["{other}", "{", "{name.x}", "{0}"])
def test_a_heading_that_is_no_pattern(pattern):
    """A pattern that cannot be filled is refused with what to write."""
    with pytest.raises(WrongUse, match=r"is no heading: use \{name\} in it alone"):
        CanvasExporter(name_format=pattern).table(marks())


def test_two_assignments_with_one_heading():
    """Two columns with one heading would be taken for one: that is refused."""
    with pytest.raises(WrongUse, match="Two assignments would be called “Essay”"):
        CanvasExporter(name_format="Essay").table(marks(assignments={"a1": 1.0, "a2": 1.0}))


def test_a_row_for_each_question():
    """What is open is empty and waits; a mark by hand stands beside the automatic one."""
    waits = CellPoints(0.0, auto=None, manual=None, extra=None, waiting=True)
    given = CellPoints(2.5, auto=1.0, manual=2.0, extra=0.5, waiting=False)
    _, open_row, absent = QuestionExporter().table(marks(mark=waits)).rows
    _, marked, _ = QuestionExporter().table(marks(mark=given)).rows

    assert ["0", "4", "", "", "", "yes", "1"] == open_row[7:]
    assert ["2.5", "4", "1", "2", "0.5", "no", "1"] == marked[7:]
    assert ["", "4", "", "", "", "", ""] == absent[7:]


FIGURES = (
    (None, ""),
    (0.0, "0"),
    (-0.0, "0"),
    (1e-9, "0"),
    (3.0, "3"),
    (0.1 + 0.2, "0.3"),
    (12.431969, "12.431969"),
    (1e7, "10000000"),
    (2 / 3, "0.666667"),
)


@pytest.mark.parametrize(("value", "text"), FIGURES)
def test_figures(value, text):
    """Points are written with a point, without exponents, noise or needless zeros; no mark is empty."""
    assert text == figure(value)


CELLS = {
    "=1+1": "'=1+1",
    "+49": "'+49",
    "-x": "'-x",
    "-2+3": "'-2+3",
    "@x": "'@x",
    "\t=x": "\t'=x",
    "\u200b=x": "\u200b'=x",
    "＝x": "'＝x",
    "Mara;=cmd|' /c calc'!A0": "Mara;'=cmd|' /c calc'!A0",
    "a,=x|@y\t-z": "a,'=x|'@y\t'-z",
    "a\r\n=x": "a\r\n'=x",
    '; "=x"': '; "\'=x"',
    "Jo=Ann": "Jo=Ann",
    "Anne-Marie": "Anne-Marie",
    "mara+itil@x.example": "mara+itil@x.example",
    "-2.5": "-2.5",
}


@pytest.mark.parametrize(("cell", "written"), CELLS.items())
def test_no_cell_is_a_formula(cell, written):
    """No cell begins a formula, neither as it stands nor where the spreadsheet of another country would part
    it, and it is read again as it was; other texts and figures stay.
    """
    assert written == guarded(cell)
    assert cell == unguarded(written)
    (row,) = csv.reader(csv_bytes([[cell, 1.5, None]]).decode().splitlines(keepends=True))
    assert [written, "1.5", ""] == row


NAMES = {
    "a\r\nb\x00c": "a b c",
    " Zoë  Ø ": "Zoë Ø",
    "Mara\u202egnirts": "Maragnirts",
    "\u2066\u200bM\u00ada\ufeff": "Ma",
    "علی\u200cرضا": "علی\u200cرضا",
}


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_names_on_one_line(name, shown):
    """A name is on one line, and holds no sign that nobody sees or that turns what stands beside it."""
    assert shown == one_line(name)


def test_bytes():
    """A file is UTF-8 with commas; only one for spreadsheets begins with the mark that Excel looks for."""
    rows = [["ä", 'say "x", y']]

    assert 'ä,"say ""x"", y"\n'.encode() == csv_bytes(rows)
    assert b"\xef\xbb\xbf" + csv_bytes(rows) == csv_bytes(rows, mark=True)
