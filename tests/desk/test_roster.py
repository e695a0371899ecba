"""Class lists as Canvas, Moodle and people write them: who is on them, and every fault at once, by line."""

import re

import pytest

from itilkit.desk.names import SAFE_ID, safe_id, words
from itilkit.desk.roster import read_roster, roster_file
from itilkit.grading.classes.students import Student
from itilkit.ground.problem import Problem

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,01 Focus (812),Final Score
,,,,,Manual Posting,(read only)
    Points Possible,,,,,22,(read only)
"Olsen, Mara",5001,S-1,mara@uni.example,Group A,20,90
"Øst, Bryn",5002,S-2,bryn@uni.example,"Group A, Group B",,
"García Ruiz, Ana-Lucía",5003,S-3,ana@uni.example,Group B,3,1
"Student, Test",5999,,ab12cd34ef,Group A,,
"""
PEOPLE = """Name,Login ID,SIS ID,Section,Role
Mara Olsen,mara,S-1,Group A,Student
Ines Duarte,ines,S-9,Group A,Teacher
"""
MOODLE = """First name,Last name,ID number,Email address,Groups
Mara,Olsen,4711,mara@uni.example,"Group A, Group B"
Bryn,Øst,4712,bryn@uni.example,
"""
GERMAN = """Vorname;Nachname;ID-Nummer;E-Mail-Adresse;Gruppen
Jürgen;Groß;4711;juergen@uni.example;Gruppe 1
Zoë;O’Hara;4712;zoe@uni.example;
"""
FRENCH = """Prénom\tNom de famille\tNuméro d’identification\tAdresse de courriel
Chloé\tDupont\t12\tchloe@uni.example
"""
PLAIN = """id,first,last,email
mara,Mara,Olsen,mara@uni.example
bryn,Bryn,Øst,
"""
NBGRADER = """id,first_name,last_name,email,lms_user_id
mara,Mara,Olsen,mara@uni.example,5001
"""

MARA = Student("mara@uni.example", "Mara", "Olsen", "mara@uni.example", "5001")
LISTS = {
    "Canvas, grades": (
        CANVAS,
        "Canvas",
        [
            MARA,
            Student("bryn@uni.example", "Bryn", "Øst", "bryn@uni.example", "5002"),
            Student("ana@uni.example", "Ana-Lucía", "García Ruiz", "ana@uni.example", "5003"),
        ],
    ),
    "Canvas, people": (PEOPLE, "Canvas", [Student("mara", "Mara", "Olsen")]),
    "Moodle": (
        MOODLE,
        "Moodle",
        [
            Student("4711", "Mara", "Olsen", "mara@uni.example"),
            Student("4712", "Bryn", "Øst", "bryn@uni.example"),
        ],
    ),
    "Moodle in German, with semicolons": (
        GERMAN,
        "Moodle",
        [
            Student("4711", "Jürgen", "Groß", "juergen@uni.example"),
            Student("4712", "Zoë", "O’Hara", "zoe@uni.example"),
        ],
    ),
    "Moodle in French, with tabs": (
        FRENCH,
        "Moodle",
        [Student("12", "Chloé", "Dupont", "chloe@uni.example")],
    ),
    "plain": (
        PLAIN,
        "plain",
        [Student("mara", "Mara", "Olsen", "mara@uni.example"), Student("bryn", "Bryn", "Øst")],
    ),
    "nbgrader's own": (NBGRADER, "plain", [Student("mara", "Mara", "Olsen", "mara@uni.example", "5001")]),
    "Excel's own line first": (f"sep=;\n{GERMAN}", "Moodle", None),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_good_list(name):
    """Each kind of list gives everybody on it, and no fault; lines that are nobody are left out."""
    text, dialect, students = LISTS[name]

    roster = read_roster(text.encode())

    assert (dialect, ()) == (roster.dialect, roster.faults)
    assert tuple(students or LISTS["Moodle in German, with semicolons"][2]) == roster.students


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_encodings(encoding, line):
    """A list is read in every usual encoding and with both ends of lines."""
    text = "id;first;last;email\nj1;Jürgen;Groß;j@uni.example\nb1;Bryn;Øst;\n".replace("\n", line)

    roster = read_roster(text.encode(encoding))

    assert (Student("j1", "Jürgen", "Groß", "j@uni.example"), Student("b1", "Bryn", "Øst")) == roster.students


def test_old_encodings_are_said():
    """Where the encoding is a guess, the list says so."""
    notes = read_roster("id,first,last\nj,Jürgen,Groß\n".encode("latin-1")).notes

    assert ("The file is not in Unicode, and was read as Western European: look at accents.",) == notes


FAULTY = """id,first,last,email
mara,Mara,Olsen,mara@uni.example
,Tomas,Lind,tomas@uni.example
MARA,Mara,Olsen,other@uni.example
ines,Ines,Duarte,ines at uni
???,Bryn,Øst,
bo,Bo,Å,bo@uni.example,x,y
ada,Ada,Ek,ada@uni.example
"tom,Tom,Lindqvist
"""


def test_every_fault_at_once_by_line():
    """All that is wrong with a list is said at once, each with its line and what to do."""
    roster = read_roster(FAULTY.encode())

    assert [
        "Line 3: Tomas Lind has nothing in the column “id”: write an id there.",
        "Line 4: the id “MARA” is on line 2 already: delete one of the two, or change it.",
        "Line 5: “ines at uni” is no email address: mend it or leave it blank.",
        "Line 6: the id “???” has no letter or digit: give Bryn Øst another.",
        "Line 7: the line has 6 cells and the header 4: put what holds the separator into quotation marks.",
        "Line 9: a quotation mark opens here and is never closed: close it or delete it.",
    ] == [str(fault) for fault in roster.faults]
    assert ["mara", "ada"] == [student.id for student in roster.students]


def test_a_platform_number_twice():
    """Two people cannot have one number of the learning platform."""
    text = NBGRADER + "tomas,Tomas,Lind,,5001\n"

    (fault,) = read_roster(text.encode()).faults

    assert "Line 3: the number “5001” is on line 2 already: delete one of the two, or change it." == str(
        fault
    )


def test_lines_are_those_of_the_file():
    """A cell of several lines and blank lines do not shift the line that is said."""
    text = 'id,first,last\n"a1","Ada\nMary",Ek\n\n\n,Bo,Å\n'

    (fault,) = read_roster(text.encode()).faults

    assert 6 == fault.line


def test_ids_that_cannot_name_a_folder():
    """An id with separators, blanks, accents or a leading dot becomes a safe one, always the same, and the
    list says so.
    """
    text = "id,first,last\n.mara,Mara,Olsen\ntomas/lind,Tomas,Lind\nInês D,Ines,Duarte\na+b,Bo,Å\n"

    roster = read_roster(text.encode())

    assert ["mara", "tomas-lind", "Ines-D", "a-b"] == [student.id for student in roster.students]
    assert "Line 3: the id “tomas/lind” cannot name a folder, so it is “tomas-lind”." in roster.notes
    assert 4 == len(roster.notes)


@pytest.mark.parametrize(
    "raw", ["../..", "/etc/passwd", " a b ", "..", "", "a\\b", "x" * 300, "Ä", "con+1+2"]
)
def test_a_safe_id_stays_in_its_folder(raw):
    """Whatever an id is, what becomes of it names one folder, or is nothing."""
    made = safe_id(raw)

    assert made == "" or SAFE_ID.fullmatch(made)
    assert made == safe_id(made)


def test_moodle_without_numbers():
    """Where a Moodle keeps no ID numbers, the email address is the id, and the list says so."""
    text = "First name,Surname,ID number,Email address\nMara,Olsen,,m@uni.example\nBo,Å,,b@uni.example\n"

    roster = read_roster(text.encode())

    assert ["m@uni.example", "b@uni.example"] == [student.id for student in roster.students]
    assert ("The ids are those of the column “email”.",) == roster.notes


def test_one_without_a_login():
    """Where nearly everybody has a login, somebody without one is a fault, and no other column is taken."""
    text = CANVAS + '"Ek, Ada",5004,S-4,,Group A\n'

    (fault,) = read_roster(text.encode()).faults

    assert "Line 8: Ada Ek has nothing in the column “login”: write an id there." == str(fault)


NO_LISTS = {
    "nothing": (b"", "is empty: export the class list again"),
    "blank lines": (b"\n\n  \n", "is empty: export the class list again"),
    "a spreadsheet": (b"PK\x03\x04rest", "is a spreadsheet, not a CSV file: save it as CSV"),
    "other columns": (
        b"when,what\n1,2\n",
        r"has no columns for a class list \(when, what\): it needs id, first",
    ),
    "bytes": (bytes(range(1, 256)) * 20, "."),
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list(name):
    """A file that is no class list is refused in one sentence."""
    content, sentence = NO_LISTS[name]

    with pytest.raises(Problem, match=sentence) as problem:
        read_roster(content, "list.csv")

    assert str(problem.value).startswith("list.csv")
    assert 1 == len(str(problem.value).splitlines())


def test_there_and_back():
    """The plain list that is written is read again as the same people."""
    students = (MARA, Student("j", "Jürgen", 'Groß, "Jo"'))

    assert students == read_roster(roster_file(students)).students


FORMULAS = ("=cmd|'/c calc'!A0", "+1", "-2+3", "@SUM(1)", "＝1+1", "Mara;=cmd|x")


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_that_a_spreadsheet_runs(text):
    """No cell of the list that is written begins a formula, and it is read again as it was."""
    students = (Student("a", text, text), Student("b", "Bo", "'t Hooft", "", "-5"))

    content = roster_file(students)

    assert students == read_roster(content).students
    # an instructor's spreadsheet may part cells by any of these signs
    cells = [cell for row in content.decode("utf-8-sig").splitlines() for cell in re.split("[,;|\t]", row)]
    assert ["-5"] == [cell for cell in cells if cell.startswith(tuple("=+-@＝"))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łukasz Żak", "ZAK, Lukasz"),
        ("Zoë O’Hara", "zoe ohara"),
        ("Jürgen Groß", "GROSS Jürgen"),
        ("Ana-Lucía García", "ana lucia garcia"),
        ("Bryn Øst", "Ost_Bryn"),
    ],
)
def test_names_that_are_the_same(one, other):
    """Accents, case, apostrophes, hyphens and the order of words make no other person."""
    assert words(one) == words(other)
