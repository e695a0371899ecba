"""Gradebooks that are opened for each use, or kept open by a process that grades a class."""

import pytest
from nbgrader.api import Gradebook

from itilkit.grading.books.books import gradebook, keep_open, let_go
from itilkit.grading.editions import own_tools_on_path

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture(autouse=True)
def tools():
    """A new gradebook asks alembic for its version."""
    with own_tools_on_path():
        yield


@pytest.fixture
def keeping():
    keep_open()
    yield
    let_go()


def url(tmp_path, name="gradebook"):
    return f"sqlite:///{tmp_path / name}.db"


def test_each_use_opens_it_anew(tmp_path):
    """Nothing stays open where nobody said so: a server that grades now and then lets go of the file."""
    with gradebook(url(tmp_path)) as one, gradebook(url(tmp_path)) as other:
        assert one is not other


@pytest.mark.usefixtures("keeping")
def test_a_process_that_grades_a_class_keeps_it_open(tmp_path):
    """One gradebook, and so one connection, for each database, however often it is used."""
    books = []
    for name, course in (("one", "a"), ("one", "a"), ("one", "b"), ("two", "a")):
        with gradebook(url(tmp_path, name), course) as book:
            books.append(book)

    assert books[0] is books[1] is books[2]
    assert books[2] is not books[3]


@pytest.mark.usefixtures("keeping")
def test_what_is_not_committed_is_undone(tmp_path):
    """A use that fails half way leaves nothing behind for the next one."""

    def add_and_fail():
        with gradebook(url(tmp_path)) as book:
            book.db.add(type(book.add_student("first"))(id="half"))
            book.db.flush()
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        add_and_fail()

    with gradebook(url(tmp_path)) as book:
        assert ["first"] == [student.id for student in book.students]


@pytest.mark.usefixtures("keeping")
def test_rows_are_read_anew_with_each_use(tmp_path):
    """What another process wrote meanwhile is seen."""
    with gradebook(url(tmp_path)) as book:
        book.add_student("somebody", first_name="Ada")
    with gradebook(url(tmp_path)) as book:
        assert "Ada" == book.find_student("somebody").first_name
    with Gradebook(url(tmp_path)) as other:
        other.update_or_create_student("somebody", first_name="Grace")
    with gradebook(url(tmp_path)) as book:
        assert "Grace" == book.find_student("somebody").first_name
