"""A learner's course folder to keep a diary in."""

import pytest
from diary_samples import course_folder

from itilkit.progress import kernel_diary
from itilkit.progress.course_folder import ELSEWHERE


@pytest.fixture(autouse=True)
def _kernel(monkeypatch):
    """A kernel that has not looked for a diary yet, in an environment that names none."""
    monkeypatch.delenv(ELSEWHERE, raising=False)
    monkeypatch.setattr(kernel_diary, "_kept", {})


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A learner's course folder, with a space and an umlaut in its name, in which somebody works."""
    folder = course_folder(tmp_path / "mein Kurs für Übung")
    monkeypatch.chdir(folder)
    return folder
