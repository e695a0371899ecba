"""A list brought into a class: nobody becomes two by a spreadsheet or a new address, and who left is said."""

from pathlib import Path, PurePosixPath

import attrs
import pytest

from itilkit.cli import main
from itilkit.desk.enrolment import Answers, updated
from itilkit.desk.file_names import read_label
from itilkit.desk.matching import People
from itilkit.desk.roster import read_roster, roster_file
from itilkit.grading.classes.students import ROSTER, Student, also_from, gone_from
from itilkit.ground.problem import WrongUse
from itilkit.reports.gathering import learners_of

MOODLE = """\ufeff"First name","Last name","ID number","Email address"
Mara,O'Sullivan,00123,mara@x.example
Jürgen,Groß,00124,j@x.example
"""
EXCEL = """id,first,last,email
123,Mara,O'Sullivan,mara@x.example
1.2E+11,Jürgen,Groß,j@x.example
"""
ADDRESSES = """First name,Last name,Email address
Mara,O'Sullivan,mara+itil@x.example
Jürgen,Groß,j@x.example
"""
LATER = """First name,Last name,Email address
Mara,O'Sullivan,mara.new@x.example
Jürgen,Groß,j@x.example
"""
WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments
Participant 5000,Mara O'Sullivan,mara@x.example,Submitted for grading,,22.00,
Participant 5001,Jürgen Groß,j@x.example,No submission,,22.00,
"""
TEAMS = "Name,Email,Role\nMara O'Sullivan,mara@x.example,Student\n"
SAKAI = 'Name,User ID,Email Address,Role\n"O\'Sullivan, Mara",mara,mara@x.example,Student\n'
GERMAN = "Kennung;Vorname;Name;Mail\nmara;Mara;O'Sullivan;mara@x.example\n"
MARKUP = 'id,first,last\nh01,"<script>window.pwned=""first""</script>",Ol\u202esen\n'


def people(text):
    return read_roster(text.encode()).students


ZEROS = "Is Mara O'Sullivan (123) on the list the same person as Mara O'Sullivan (00123) in the class?"


def test_zeros_that_a_spreadsheet_took_off():
    """An id without its zeros is asked about by name, with both answers; until then nothing is doubled."""
    before = people(MOODLE)

    done = updated(before, people(EXCEL), Answers(), whole=False)

    assert before == done.students
    assert [
        f"{ZEROS} If so, add --same 123=00123; if not, add --new 123. Until then this line is left out."
    ] == [str(question) for question in done.questions]


def test_a_rounded_number():
    """A number that a spreadsheet has rounded is refused, with the mend."""
    (fault,) = read_roster(EXCEL.encode()).faults

    assert (
        "Line 3: a spreadsheet has rounded the number of Jürgen Groß to “1.2E+11”: export the list again, "
        "and do not save it in a spreadsheet."
    ) == str(fault)


def test_a_new_address():
    """Somebody whose id was made of an address that has changed is asked about, and is one person after yes:
    the id and the marks stay, the address is new, and the next list with it asks nothing.
    """
    before = people(ADDRESSES)
    (question,) = updated(before, people(LATER), Answers()).questions
    assert "add --same mara.new@x.example=mara-itil@x.example" in str(question)

    done = updated(before, people(LATER), Answers(same={"mara.new@x.example": "mara-itil@x.example"}))

    mara = attrs.evolve(before[0], email="mara.new@x.example", also="mara.new@x.example")
    assert (mara, before[1]) == done.students
    kept = read_roster(roster_file(done.students)).students
    assert done.students == kept
    again = updated(kept, people(LATER), Answers())
    assert (kept, (), ()) == (again.students, again.said, again.questions)


def test_the_same_answer_again():
    """An answer that is given again changes nothing."""
    answer = Answers(same={"mara.new@x.example": "mara-itil@x.example"})
    once = updated(people(ADDRESSES), people(LATER), answer).students

    assert once == updated(once, people(LATER), answer).students


def test_a_newer_list():
    """A newer list adds people and changes what it tells; a blank on it keeps what was known."""
    before = (Student("a", "Ada", "Ek", "a@uni.example", "1"),)
    now = (Student("a", "Ada", "Ekman"), Student("c", "Ca", "Do"))

    done = updated(before, now, Answers())

    assert (Student("a", "Ada", "Ekman", "a@uni.example", "1"), now[1]) == done.students
    assert ("Ada Ekman (a): new last.",) == done.said


def test_somebody_new():
    """With --new the person is a second one; that two have one name is said, with their ids."""
    done = updated(people(MOODLE), people(EXCEL), Answers(new=frozenset({"123"})), whole=False)

    assert ["00123", "00124", "123"] == [student.id for student in done.students]
    assert ("2 people are called Mara O'Sullivan: 00123, 123. Reports show their ids.",) == done.said


@pytest.mark.parametrize(("yes", "ids"), [(True, ["00123", "00124"]), (False, ["00123", "00124", "123"])])
def test_somebody_who_answers(yes, ids):
    """Where a person can answer, they are asked, and no question is left."""
    asked = []

    def ask(one, other):
        asked.append((one.id, other.id))
        return yes

    done = updated(people(MOODLE), people(EXCEL), Answers(ask=ask), whole=False)

    assert ([("123", "00123")], ids, ()) == (asked, [each.id for each in done.students], done.questions)


def test_two_of_one_name_on_one_list():
    """Two people of one name who both stand on the list are two, without a question."""
    before = (Student("a", "Mara", "Olsen"),)

    done = updated(before, (*before, Student("b", "Mara", "Olsen")), Answers())

    assert ["a", "b"] == [each.id for each in done.students]
    assert (("2 people are called Mara Olsen: a, b. Reports show their ids.",), ()) == (
        done.said,
        done.questions,
    )


def test_who_has_left():
    """Who is not on a list is named; with --gone they are marked, and who stands on a list again is back."""
    before = people(MOODLE)

    done = updated(before, before[:1], Answers())
    assert before == done.students
    away = "Not on the list, and still in reports and exports: Jürgen Groß (00124)."
    assert (f"{away} If they have left, add --gone.",) == done.said

    left = updated(before, before[:1], Answers(gone=True))
    assert ["", "yes"] == [student.gone for student in left.students]
    assert (
        "Marked as gone, so left out of reports and exports; their marks stay: Jürgen Groß (00124).",
    ) == left.said

    back = updated(left.students, before, Answers())
    assert (before, ("Jürgen Groß (00124) is back.",)) == (back.students, back.said)


def test_nobody_asked_about_has_left():
    """Somebody who may stand on the list under another id is not marked as gone."""
    done = updated(people(ADDRESSES), people(LATER), Answers(gone=True))

    assert ["", ""] == [student.gone for student in done.students]


WRONG = {
    "not on the list": (Answers(new=frozenset({"zz"})), "Nobody on the list has the id “zz”"),
    "not in the class": (Answers(same={"123": "zz"}), "Nobody in the class has the id “zz”"),
    "two for one": (Answers(same={"123": "s", "124": "s"}), "Two lines of the list would be s"),
    "there already": (Answers(same={"123": "t"}), "Two lines of the list would be t"),
}


@pytest.mark.parametrize("name", WRONG)
def test_answers_about_nobody(name):
    """An answer that names nobody, or would make one of two, is wrong use."""
    answers, sentence = WRONG[name]
    before = (Student("s", "Mara"), Student("t", "Bo"))
    now = (Student("123", "Mara"), Student("124", "Mara"), Student("t", "Bo"))

    with pytest.raises(WrongUse, match=sentence):
        updated(before, now, answers)


def test_an_answer_that_is_none(capsys):
    """An answer without both ids is wrong use, before anything is made."""
    with pytest.raises(SystemExit) as ended:
        main(["teach", "--same", "123"])

    assert 2 == ended.value.code
    assert (
        "--same takes two ids, the one on the list and the one in the class: --same 123=00123.\n"
        == capsys.readouterr().err
    )


LISTS = {
    "Moodle's worksheet": (WORKSHEET, ["mara@x.example", "j@x.example"]),
    "Teams": (TEAMS, ["mara@x.example"]),
    "Sakai": (SAKAI, ["mara"]),
    "German headings": (GERMAN, ["mara"]),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_other_kinds(name):
    """Lists of other kinds are read: an id is what people are known by, and never a number of one export."""
    text, ids = LISTS[name]

    roster = read_roster(text.encode())

    assert (ids, ()) == ([student.id for student in roster.students], roster.faults)
    assert ("Mara", "O'Sullivan", "mara@x.example") == (
        roster.students[0].first,
        roster.students[0].last,
        roster.students[0].email,
    )


def test_names_with_markup():
    """Signs of HTML in a name are replaced when somebody is enrolled, and that is said; signs that turn the
    direction of reading are left out.
    """
    roster = read_roster(MARKUP.encode())

    shown = '‹script›window.pwned="first"‹/script›'
    assert (Student("h01", shown, "Olsen"),) == roster.students
    assert (f"Line 2: signs of HTML in a name are replaced: {shown} Olsen.",) == roster.notes


def test_who_is_gone(tmp_path):
    """The roster's column “gone” says who has left, however a spreadsheet saved it; else nobody has."""
    assert frozenset() == gone_from(tmp_path)
    (tmp_path / "roster.csv").write_text(MOODLE, encoding="utf-8")
    assert frozenset() == gone_from(tmp_path)
    (tmp_path / "roster.csv").write_bytes("id;first;Gone\na;Zoë;yes\nb;Bo;\nc\n".encode("cp1252"))
    assert {"a"} == gone_from(tmp_path)


def test_names_that_two_people_have():
    """A report shows the id behind a name that two people have, and behind no other."""
    found = learners_of({"a": "Mara Olsen", "b": "mara olsen", "c": "Bo Å"})

    assert ["Mara Olsen (a)", "mara olsen (b)", "Bo Å"] == [entry.name for entry in found]


def test_the_column_gone_is_read_and_not_only_looked_at(tmp_path: Path) -> None:
    """“no” in the column is no way to leave a class, and what is neither yes nor no is a fault."""
    cells = ("no", "0", "FALSE", "Nein", "", "Yes", "y", "X", "1", "true", "ja", "gone", "maybe")
    lines = [f"s{number},Ann,Lee,,,{cell}" for number, cell in enumerate(cells)]
    content = "\n".join(["id,first,last,email,lms_id,gone", *lines, ""]).encode()
    (tmp_path / "roster.csv").write_bytes(content)
    left = {f"s{number}" for number in range(5, 12)}
    assert left == gone_from(tmp_path)
    read = read_roster(content)
    assert left == {student.id for student in read.students if student.gone}
    assert [fault.line for fault in read.faults] == [14]


#: Two people whom an earlier list made of one, and whom nobody can join again: marks may stand under both.
DOUBLES = (Student("00123", "Mara", "Ek"), Student("123", "Mara", "Ek"), Student("9", "Bo", "Li"))


def test_doubles_of_before():
    """Of two people who may be one, the one on the list is not called absent, and the other is not marked as
    gone: that they may be the same person is said. Somebody else who is not on the list has left.
    """
    done = updated(DOUBLES, DOUBLES[:1], Answers(gone=True))

    assert ["", "", "yes"] == [student.gone for student in done.students]
    assert (
        "Mara Ek (123) is not on the list, but may be the same person as Mara Ek (00123), who is: their "
        "marks stay apart."
    ) in done.said
    assert ["Bo Li (9)"] == [
        said.split(": ")[-1].rstrip(".") for said in done.said if "Marked as gone" in said
    ]


def test_two_who_are_there_are_not_made_one():
    """--same joins nobody with somebody who has an own place in the class: marks are never merged."""
    with pytest.raises(WrongUse) as wrong:
        updated(DOUBLES, DOUBLES[:1], Answers(same={"00123": "123"}))

    assert str(wrong.value) == (
        "00123 and 123 are both in the class already, and marks are never merged: leave out --same 00123=123."
    )


def test_files_under_another_id(tmp_path):
    """A file that bears an id which the roster knows as another one of somebody is theirs."""
    mara = Student("00123", "Mara", "Ek", also="123 mara.new@x.example")
    (tmp_path / ROSTER).write_bytes(roster_file([mara, Student("9", "Bo", "Li")]))

    assert {"00123": "123 mara.new@x.example", "9": ""} == also_from(tmp_path)
    class_ = People([mara, Student("9", "Bo", "Li")])
    for other in mara.also.split():
        assert mara == class_.find(read_label(PurePosixPath(f"{other}.ipynb")), "01")
