"""The simulated class in its course folder, made once for all tests that need one."""

import pytest
from simulated_class import build_class


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A graded class of 30 with planted misconceptions; nobody may change it."""
    return build_class(tmp_path_factory.mktemp("simulated") / "Kurs für Übung")
