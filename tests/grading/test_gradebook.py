"""Gradebooks that are opened for each use, or kept open by a process that grades a class."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from itilkit.grading.editions import own_revision
from itilkit.grading.gradebook.connection import gradebook, keep_open, let_go

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture(autouse=True)
def revision():
    """Gradebooks are new in most of these tests."""
    own_revision()


@pytest.fixture
def keeping():
    keep_open()
    yield
    let_go()


def url(tmp_path, name="gradebook"):
    return f"sqlite:///{tmp_path / name}.db"


def test_a_new_gradebook_is_the_one_that_nbgrader_makes(tmp_path, monkeypatch):
    """The tables of a new gradebook and the revision in it are those of nbgrader alone, which starts alembic
    as a program for it; with the kit no program is needed, and none is looked for.
    """
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    program = f"from nbgrader.api import Gradebook; Gradebook({url(tmp_path, 'stock')!r}).close()"
    subprocess.run([sys.executable, "-c", program], env={**os.environ, "PATH": tools}, check=True)
    monkeypatch.setenv("PATH", "")
    Gradebook(url(tmp_path, "here")).close()

    assert everything(tmp_path / "here.db") == everything(tmp_path / "stock.db")


def everything(file):
    """What stands in a gradebook: tables, indexes and rows, as SQL."""
    with sqlite3.connect(file) as database:
        found = list(database.iterdump())
    database.close()
    assert any("alembic_version" in line for line in found)
    return found


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
