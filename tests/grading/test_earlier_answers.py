"""A mark by hand belongs to the answer that it was given for; and what answers nothing gets no grade."""

import shutil
import warnings

import attrs
import pytest
from class_course import gradebook, mark_by_hand, new_course
from nbformat import NO_CONVERT, read
from nbgrader.api import Gradebook
from nbgrader.apps import ExportApp
from persona_builder import ASSIGNMENT, ROOT, hand_in, personas
from sqlalchemy import inspect
from sqlalchemy import text as sql

from itilkit.grading.classes.course import open_app
from itilkit.grading.classes.points import CellPoints
from itilkit.grading.editions import course_api
from itilkit.grading.exports import CanvasExporter, QuestionExporter
from itilkit.grading.gradebook.marked_answers import Given, Notes, keep_notes
from itilkit.reports.findings import findings
from itilkit.reports.gathering import gather
from itilkit.reports.page_marks import marks_html
from itilkit.reports.tables import tables

WHY = "affordable-mix-why"
#: Hands in another text after being marked; hands in the same again; marked anew; the exercise untouched;
#: a file that is no notebook; an untouched exercise after a text that was marked.
OTHER, SAME, ANEW, UNTOUCHED, LETTER, EMPTIED = "ada", "bo", "cy", "dee", "eve", "fay"
BEFORE = "The early ferry gives the hotel what Mara asked for, and it costs less than the bus."
AFTER = "Another text: the bus serves the school, which nobody else does."


def lay(folder, name, text=None):
    """Hand in a whole answer with a ``text``, or the exercise as it was handed out."""
    place = folder / "submitted" / name / ASSIGNMENT
    shutil.rmtree(place, ignore_errors=True)
    if text is not None:
        hand_in(attrs.evolve(personas()["co-creator"], id=name, text=text), folder)
        return
    place.mkdir(parents=True)
    exercise = ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    (place / exercise.name).write_bytes(exercise.read_bytes())


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class that was marked and has handed in again; what nbgrader said of the second grading is in log."""
    folder = new_course(tmp_path_factory.mktemp("earlier") / "course", stock=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's, about what nbgrader does
        api = course_api(folder, folder / "nbgrader_config.py")
        assert api.generate_assignment(ASSIGNMENT)["success"]
        marked = (OTHER, SAME, ANEW, EMPTIED)
        for name in marked:
            lay(folder, name, BEFORE)
            assert api.autograde(ASSIGNMENT, name)["success"]
            mark_by_hand(folder, name, 3.0, "Well seen.")
        for name, text in ((OTHER, AFTER), (SAME, BEFORE), (ANEW, AFTER), (UNTOUCHED, None), (EMPTIED, None)):
            lay(folder, name, text)
        lay(folder, LETTER)
        (folder / "submitted" / LETTER / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").write_text("Dear Mara,")
        logs = []
        for name in (*marked, UNTOUCHED, LETTER):
            done = api.autograde(ASSIGNMENT, name)
            assert done["success"], done
            logs.append(done["log"])
        mark_by_hand(folder, ANEW, 2.0, "Well seen.")
        for name in (*marked, UNTOUCHED, LETTER):
            assert api.generate_feedback(ASSIGNMENT, name)["success"]
    (folder / "log.txt").write_text("\n".join(logs), encoding="utf-8")
    return folder


def written(folder, name):
    """The grade of a learner's written answer: its mark by hand, and whether it waits."""
    with gradebook(folder) as book:
        grade = book.find_grade(WHY, ASSIGNMENT, ASSIGNMENT, name)
        return grade.manual_score, grade.needs_manual_grade


def page(folder, name):
    """A learner's page as text."""
    return (folder / "feedback" / name / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")


def test_another_text_waits_again(course):
    """A mark waits again when the text is another one, and stays done when it is the same; one that is given
    for the new text is done.
    """
    assert (3.0, True) == written(course, OTHER)
    assert (3.0, False) == written(course, SAME)
    assert (2.0, False) == written(course, ANEW)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_graded_once_more(course):
    """Grading what did not change changes nothing of it: not what waits, not what is done."""
    api = course_api(course, course / "nbgrader_config.py")
    for name in (OTHER, ANEW):
        assert api.autograde(ASSIGNMENT, name)["success"]
    assert (3.0, True) == written(course, OTHER)
    assert (2.0, False) == written(course, ANEW)


def test_said_when_it_is_graded(course):
    """Whoever grades reads whose mark is of an earlier answer, and whose file gets no grade and why."""
    log = (course / "log.txt").read_text(encoding="utf-8")
    assert (
        f"{OTHER}, {ASSIGNMENT}: “{WHY}” was marked by hand (3) for an earlier answer; mark this one." in log
    )
    assert f"{SAME}, {ASSIGNMENT}: " not in log
    assert f"{UNTOUCHED}, {ASSIGNMENT}: Nothing is answered in this file. It gets no grade." in log
    assert f"{LETTER}, {ASSIGNMENT}: The file is not a notebook (its text is not JSON)" in log
    assert log.count("It gets no grade.") == 3


def test_said_beside_the_text(course):
    """In the formgrader it stands below the text, for the person who marks."""
    file = course / "autograded" / OTHER / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    cells = {cell.id: cell.source for cell in read(file, NO_CONVERT).cells}
    assert "An earlier text got 3 points. This is another text." in cells[f"itilkit-earlier-{WHY}"]
    assert AFTER in cells[WHY]


def test_on_the_learners_page(course):
    """The page says that points and comment are of an earlier text, and only then."""
    other, same, anew = (page(course, name) for name in (OTHER, SAME, ANEW))
    for text in ("Points of an earlier text", "On an earlier answer of yours:", "still to read this one"):
        assert (True, False, False) == (text in other, text in same, text in anew), text
    assert "Among them are points for an earlier answer of yours." in other
    assert "points so far</h1>" in other
    assert "Marked before" not in other
    assert AFTER in other
    assert "Well seen." in other


def test_no_grade_on_the_learners_page(course):
    """Who answered nothing reads that, and no 0; so does whose file could not be read."""
    assert "<h1>No grade</h1>" in page(course, UNTOUCHED)
    assert "Nothing is answered in this file. If you meant to hand in another file" in page(course, UNTOUCHED)
    assert "The file is not a notebook (its text is not JSON), so it holds no answers." in page(
        course, LETTER
    )
    assert "Nothing is answered in this notebook yet" not in page(course, LETTER)
    assert "<h1>No grade</h1>" in page(course, EMPTIED)


def exported(course, kind, path):
    """The lines of an exported file, and the notes."""
    exporter = kind(parent=open_app(ExportApp, course))
    with gradebook(course) as book, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notes = exporter.write(book, path)
    return path.read_text(encoding="utf-8").splitlines(), list(notes)


def test_exported(course, tmp_path):
    """What answers nothing and what cannot be read has no row, and each is named; so is each whose mark is of
    an earlier answer.
    """
    lines, notes = exported(course, CanvasExporter, tmp_path / "canvas.csv")
    everybody = (OTHER, SAME, ANEW, UNTOUCHED, LETTER, EMPTIED)
    assert [OTHER, SAME, ANEW] == [who for who in everybody if any(f",{who}," in line for line in lines)]
    ask = "Ask whether they meant to hand that in."
    assert f"{ASSIGNMENT}: nothing is answered, so without points here: dee, fay. {ask}" in notes
    assert f"{ASSIGNMENT}: the file cannot be read, so without points here: eve. Ask for it again." in notes
    assert (
        f"{ASSIGNMENT}: marked by hand for an earlier answer, whose points are exported: ada. "
        "Mark the new one in the Formgrader."
    ) in notes
    assert not any("not graded yet" in note for note in notes)


def test_exported_by_question(course, tmp_path):
    """Question by question, a mark of an earlier answer says so, and what has no grade is empty."""
    lines, _ = exported(course, QuestionExporter, tmp_path / "questions.csv")
    own = {line.split(",")[0]: line.split(",")[7:] for line in lines if f",{WHY}," in line}
    assert ["3", "4", "", "3", "", "earlier", "0"] == own[OTHER]
    assert ["3", "4", "", "3", "", "no", "0"] == own[SAME]
    for name in (UNTOUCHED, LETTER, EMPTIED):
        assert ["", "4", "", "", "", "", ""] == own[name], name


def test_reported(course):
    """The report names all of them, and what answers nothing counts in no figure."""
    data = gather(course)
    assert {OTHER, SAME, ANEW} == {each.learner for each in data.responses}
    assert {
        (UNTOUCHED, "nothing is answered in this file"),
        (LETTER, "the file is not a notebook (its text is not JSON), so it holds no answers"),
        (EMPTIED, "nothing is answered in this file"),
    } == {(each.learner, each.why) for each in data.unread}
    found = findings(data)
    html = marks_html(found)
    assert "Nothing can be graded of dee (01), eve (01), fay (01)" in html
    assert "a mark by hand is of an earlier answer and counts meanwhile: ada (01)" in html
    (marks,) = [each.rows for each in tables(found) if each.name == "marks"]
    states = {row[0]: (row[2] is None, row[-1]) for row in marks if row[1] == ASSIGNMENT}
    assert (False, "mark of an earlier answer") == states[OTHER]
    assert (False, "graded") == states[SAME]
    assert (True, "nothing to grade") == states[UNTOUCHED] == states[LETTER] == states[EMPTIED]


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_another_file_name(course, tmp_path):
    """A file with another name gets no grade, and an old mark by hand none either, until the file has its
    name again; whoever grades, exports or reports reads why.
    """
    own = shutil.copytree(course, tmp_path / "course")
    api = course_api(own, own / "nbgrader_config.py")
    file = own / "submitted" / SAME / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    file.rename(file.with_stem(f"{ASSIGNMENT} (1)"))
    for _ in range(2):
        log = api.autograde(ASSIGNMENT, SAME)["log"]
        assert f"No file called {ASSIGNMENT}.ipynb was handed in. It gets no grade: see that the file" in log
        assert f"What was marked by hand before ({WHY}) does not count meanwhile." in log
        assert "scores 0" not in log
    lines, notes = exported(own, CanvasExporter, tmp_path / "canvas.csv")
    assert not any(f",{SAME}," in line for line in lines)
    assert any(f"{ASSIGNMENT}: no file has the name of the notebook, " in note for note in notes)
    assert (3.0, True) == written(own, SAME)
    why = f"no file called {ASSIGNMENT}.ipynb was handed in"
    assert [why] == [each.why for each in gather(own).unread if each.learner == SAME]

    file.with_stem(f"{ASSIGNMENT} (1)").rename(file)
    assert api.autograde(ASSIGNMENT, SAME)["success"]
    assert (3.0, False) == written(own, SAME)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_graded_by_a_version_that_noted_nothing(course, tmp_path):
    """The first grading of a class of before finds in autograded/ what a mark was given for; where nothing
    lies there, the mark waits, and neither teacher nor learner reads that the text is another one.
    """
    own = shutil.copytree(course, tmp_path / "course")
    with gradebook(own) as book:
        book.db.execute(sql("DROP TABLE itilkit_given"))
        book.db.commit()
    shutil.rmtree(own / "autograded" / ANEW)
    api = course_api(own, own / "nbgrader_config.py")
    logs = {name: api.autograde(ASSIGNMENT, name)["log"] for name in (SAME, ANEW)}

    assert (3.0, False) == written(own, SAME)
    assert (2.0, True) == written(own, ANEW)
    assert "by hand" not in logs[SAME]
    assert "earlier answer" not in logs[SAME] + logs[ANEW]
    assert f"“{WHY}” was marked by hand (2) before it was noted for which answer" in logs[ANEW]
    for name in (SAME, ANEW):
        assert api.generate_feedback(ASSIGNMENT, name)["success"]
        assert "earlier answer" not in page(own, name)
        assert "earlier text" not in page(own, name)


# the memory itself ---------------------------------------------------------------------------------


@attrs.define
class Row:
    """A grade or comment as nbgrader's gradebook holds it."""

    manual_score: float | None = None
    needs_manual_grade: bool = True
    manual_comment: str | None = None
    id: str = "row"
    extra_credit: float | None = None
    auto_score: float | None = None


@pytest.fixture
def graded(tmp_path):
    """Grade a row beside an answer, and say whether its mark or comment is of another one."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"

    def grade(row, answer):
        with Gradebook(url) as book:
            keep_notes(book)
            if row.manual_comment is not None:
                earlier = Notes(book, [row]).comment_is_earlier(row, answer)
            else:
                earlier = Notes(book, [row]).mark_is_earlier(row, answer)
                unmarked = row.manual_score is None and row.auto_score is None
                row.needs_manual_grade = earlier or unmarked
            book.db.commit()
        return earlier

    return grade


def test_back_to_the_first_text(graded):
    """A mark waits while another text stands there, however often it is graded, and is done when the one that
    it was given for is back.
    """
    row = Row()
    assert not graded(row, "A")
    row.manual_score, row.needs_manual_grade = 3.0, False
    assert [False, True, True, False] == [graded(row, answer) for answer in "ABBA"]


def test_marked_anew(graded):
    """A mark that is given for the new text belongs to that one, also when it is the same number."""
    row = Row()
    graded(row, "A")
    row.manual_score, row.needs_manual_grade = 3.0, False
    assert graded(row, "B")
    row.needs_manual_grade = False
    assert [False, True] == [graded(row, answer) for answer in "BA"]


def test_given_before_anything_was_noted(graded):
    """Nobody knows what a mark was given for that stood there before: it waits once."""
    row = Row(manual_score=3.0, needs_manual_grade=False)
    assert graded(row, "A")
    row.needs_manual_grade = False
    assert not graded(row, "A")


def test_a_comment_alone(graded):
    """A comment without a mark is an earlier answer's until somebody changes it."""
    row = Row()
    graded(row, "A")
    row.manual_comment = "Which hotel?"
    assert [False, True] == [graded(row, answer) for answer in "AB"]
    row.manual_comment = "Good."
    assert not graded(row, "B")


def test_nbgraders_own_tables_stay():
    """The memory is a table of its own in the gradebook; nothing of nbgrader's is changed for it."""
    assert ["comment", "id", "meant", "shown"] == sorted(column.name for column in Given.__table__.columns)
    assert not Given.__table__.foreign_keys


def test_only_grading_makes_the_table(tmp_path):
    """Whatever else opens a gradebook leaves it as it is, also one of before there was such a table."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url) as book:
        assert not Notes(book, [Row()]).still_earlier(Row(manual_comment="Good."))
        assert not inspect(book.engine).has_table("itilkit_given")
        keep_notes(book)
    with Gradebook(url) as book:
        assert inspect(book.engine).has_table("itilkit_given")


@pytest.mark.parametrize("manual", [None, 3.0])
def test_extra_credit(graded, manual):
    """Extra credit belongs to the answer that it was given for, as a mark does, also beside a test."""
    row = Row(auto_score=1.0)
    graded(row, "A")
    row.extra_credit, row.manual_score, row.needs_manual_grade = 2.0, manual, False
    assert [False, True, True, False] == [graded(row, answer) for answer in "ABBA"]


def test_extra_credit_for_an_unmarked_text(graded):
    """A text that waits for its mark holds its extra credit until somebody gives another one."""
    row = Row()
    graded(row, "A")
    row.extra_credit = 2.0
    assert [True, True] == [graded(row, answer) for answer in "BB"]
    row.extra_credit = 1.0
    assert not graded(row, "B")


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_extra_credit_of_an_earlier_answer_is_said(course, tmp_path):
    """Whoever grades reads that extra credit was given for an earlier answer."""
    own = shutil.copytree(course, tmp_path / "course")
    api = course_api(own, own / "nbgrader_config.py")
    with gradebook(own) as book:
        grade = book.find_grade(WHY, ASSIGNMENT, ASSIGNMENT, SAME)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = None, 2.0, False
        book.db.commit()
    lay(own, SAME, AFTER)

    log = api.autograde(ASSIGNMENT, SAME)["log"]
    assert f"“{WHY}” was marked by hand (2 extra) for an earlier answer; mark this one." in log


def test_extra_credit_beside_a_test_is_exported_as_earlier():
    """Extra credit beside a scored test waits only when it was given for another answer."""
    marks = {"points": 3.0, "manual": None, "extra": 2.0}
    assert CellPoints(**marks, auto=1.0, waiting=True).earlier
    assert not CellPoints(**marks, auto=1.0, waiting=False).earlier
    assert not CellPoints(**marks, auto=None, waiting=True).earlier
