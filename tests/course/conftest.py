"""Small whole courses to work on, in folders whose names have spaces and umlauts."""

import pytest
from course_samples import edition


@pytest.fixture
def home(tmp_path):
    """A folder with a space and an umlaut in its name."""
    folder = tmp_path / "Kurse für Übung"
    folder.mkdir()
    return folder


@pytest.fixture
def course(home):
    """The course's edition 0.1.0."""
    return edition(home / "edition 1", "0.1.0")


@pytest.fixture
def newer(home):
    """The same course's edition 0.2.0, every file of it different."""
    return edition(home / "edition 2", "0.2.0")
