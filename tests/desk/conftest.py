"""A class of thirty, set up once, and copied for each test that works in it."""

import shutil
import sys
from pathlib import Path

import pytest
from class_samples import LEARNERS

from itilkit.course.files import find_course
from itilkit.desk.classroom import open_classroom
from itilkit.desk.roster import roster_file
from itilkit.grading.classes.classbook import ClassBook

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "personas"))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The folder of a class of thirty, as `itilkit teach` makes it."""
    home = tmp_path_factory.mktemp("Schreibtisch für")
    listed = home / "list.csv"
    listed.write_bytes(roster_file(LEARNERS))
    root = home / "Klasse 7"
    open_classroom(find_course(), root, roster=listed)
    return root


@pytest.fixture
def classroom(prepared, tmp_path):
    """A class's folder of one's own."""
    return shutil.copytree(prepared, tmp_path / "Klasse 7")


@pytest.fixture
def book(classroom):
    """Its gradebook."""
    return ClassBook(classroom)
