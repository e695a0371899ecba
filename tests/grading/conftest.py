"""The tests of grading use the learners of tests/personas as their fixtures."""

import sys
from pathlib import Path

import pytest

from itilkit.course.delivery import deliver
from itilkit.course.files import find_course

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "personas"))


@pytest.fixture
def bare(tmp_path):
    """A learner's course without solutions, as it comes from a wheel."""
    deliver(find_course(), tmp_path / "Kurs")
    return tmp_path / "Kurs"
