"""A class on a real JupyterHub, set up by deploy/: three learners and an instructor, with buttons alone."""

import pytest
from hub_class import COMMENT, TEXT
from hub_people import ASSIGNMENT, Person
from nbgrader.api import Gradebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LEARNERS = ("anna", "ben", "cleo")


@pytest.fixture
def book(hub):
    """The gradebook of the class."""
    with Gradebook(f"sqlite:///{hub.class_folder / 'gradebook.db'}", hub.course) as found:
        yield found


@pytest.mark.parametrize("name", LEARNERS)
def test_the_first_login_opens_the_course(the_class, hub, name):
    """Whoever logs in for the first time gets the course into their own home, and sees its start page."""
    account = hub.people[name]
    page = f"{hub.server_of(account.name)}doc/tree/notebooks/00-start-here.ipynb"

    assert page == the_class.started[name]
    course = the_class.learners[name].course
    assert {(account.number, 0o700)} == {
        (place.stat().st_uid, place.stat().st_mode & 0o777) for place in (account.home, course)
    }
    assert not list(course.rglob("*solution*"))


def test_the_instructors_tools_are_the_instructors(the_class):
    """A learner’s menu has the Assignment List alone; the instructor’s has the Formgrader and no list."""
    assert {("Assignment List",)} == {tuple(the_class.tools[name]) for name in LEARNERS}
    assert "Formgrader" in the_class.tools["ina"]
    assert "Assignment List" not in the_class.tools["ina"]


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("release", f"Successfully released '{ASSIGNMENT}'."),
        ("collect", f"Successfully collected submissions of '{ASSIGNMENT}'."),
        ("generate-feedback", f"Successfully generated feedback of '{ASSIGNMENT}'."),
        ("release-feedback", f"Successfully released feedback of '{ASSIGNMENT}'."),
    ],
)
def test_the_formgraders_buttons_use_the_hubs_exchange(the_class, button, told):
    """Handing out, collecting and giving back are buttons of the Formgrader, and each says what it did."""
    assert told in the_class.said[button]


@pytest.mark.parametrize("name", LEARNERS)
def test_what_was_handed_in_is_what_was_worked_on(the_class, hub, name):
    """The class gets the very notebook that the lessons lead to, not an untouched copy beside it."""
    account, course = hub.people[name], the_class.learners[name].course
    own = course / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    collected = hub.class_folder / "submitted" / account.name / ASSIGNMENT / own.name

    assert own.read_bytes() == collected.read_bytes()


@pytest.mark.parametrize(("name", "points"), [("anna", 15.75), ("ben", 1.0), ("cleo", 0.0)])
def test_marks_reach_the_gradebook_and_the_learner(the_class, hub, book, name, points):
    """The points of the grading and of the instructor are in the gradebook; the learner reads the same."""
    submission = book.find_submission(ASSIGNMENT, hub.people[name].name)

    assert points == submission.score
    assert f"{submission.score:g} of 22 points" in the_class.read[name]


def test_a_written_answer_is_marked_by_hand(the_class):
    """What the instructor wrote beside the answer stands on the learner’s page, with the answer."""
    assert TEXT in the_class.read["anna"]
    assert COMMENT in the_class.read["anna"]


@pytest.mark.parametrize("name", LEARNERS)
def test_everybody_reads_their_own_feedback(the_class, name):
    """A fetched page is the learner’s own, and nobody else’s."""
    named = [each for each in LEARNERS if f"{each.title()} " in the_class.read[name].split("handed in")[0]]
    assert [name] == named


@pytest.mark.parametrize("name", LEARNERS)
def test_feedback_has_no_link_that_leads_nowhere(the_class, name):
    """A page that is shown in a frame of the hub names the lessons, and links to none."""
    assert "Lesson 1" in the_class.read[name]
    assert 0 == the_class.links[name]


@pytest.mark.usefixtures("the_class")
def test_the_report_is_written_in_the_class(hub):
    """`itilkit report`, typed in the class’s terminal, leaves its page in the class’s folder."""
    page = hub.class_folder / "class-report.html"
    assert "Anna Berg" in page.read_text(encoding="utf-8")
    assert hub.account == page.owner()


@pytest.mark.usefixtures("the_class")
def test_setting_up_again_changes_nothing(hub, book):
    """set-up.sh may be run at any time: the marks stay, and the class’s settings name the hub’s only once."""
    before = {each.student.id: each.score for each in book.assignment_submissions(ASSIGNMENT)}
    said = hub.set_up()

    assert "nothing to make" in said
    config = (hub.class_folder / "nbgrader_config.py").read_text(encoding="utf-8")
    assert 1 == config.count("load_subconfig(")
    book.db.expire_all()
    assert before == {each.student.id: each.score for each in book.assignment_submissions(ASSIGNMENT)}


def test_an_account_outside_the_course_does_not_get_in(hub, chromium):
    """Somebody with an account on the machine, but in neither group, is not let in."""
    olga = Person(hub, chromium, hub.people["olga"])
    olga.log_in()
    said = olga.page.get_by_text("Invalid username or password")
    said.wait_for()
    olga.close()
