"""Releasing feedback of a class of which only some handed in through nbgrader's exchange."""

import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from itilkit.grading.settings import kit_settings

# nbgrader misspells an argument of its own, and leaves a file to be closed when it is forgotten
pytestmark = [
    pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TASK = "01-focus-on-value"


def page(folder, student, secret):
    """A feedback page, with what a submission from the exchange brings along where it has a ``secret``."""
    own = folder / "feedback" / student / TASK
    own.mkdir(parents=True)
    (own / f"{TASK}.html").write_text(f"The page of {student}.", encoding="utf-8")
    if secret:
        (own / "submission_secret.txt").write_text(secret, encoding="utf-8")
        (own / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC", encoding="utf-8")


@pytest.fixture
def api(tmp_path):
    """A course with the kit's settings: Ada and Cy used the exchange, Bo and Dee sent theirs by mail."""
    for student, secret in (("ada", "a" * 64), ("bo", ""), ("cy", "c" * 64), ("dee", "")):
        page(tmp_path, student, secret)
    (tmp_path / "exchange").mkdir()
    config = Config()
    kit_settings(config, tmp_path)
    config.CourseDirectory.db_url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    return NbGraderAPI(CourseDirectory(config=config), config=config)


def released(tmp_path):
    """What lies in the exchange for learners to fetch."""
    return sorted(path.read_text(encoding="utf-8") for path in (tmp_path / "exchange").rglob("*.html"))


def test_goes_past_mail(api, tmp_path):
    """Everybody who handed in through the exchange gets their page; the others are named, with where their
    pages lie, and stop nothing.
    """
    done = api.release_feedback(TASK)

    assert done["success"], done
    assert ["The page of ada.", "The page of cy."] == released(tmp_path)
    assert (
        f"{TASK}: not released to bo, dee, whose work came another way than through the exchange: give them "
        f"their pages yourself, {tmp_path}/feedback/NAME/{TASK}."
    ) in done["log"]


def test_one_of_them_alone(api, tmp_path):
    """Released for one learner alone, it is no different: no traceback, one sentence."""
    done = api.release_feedback(TASK, "bo")

    assert done["success"], done
    assert [] == released(tmp_path)
    assert "not released to bo, whose work came another way" in done["log"]


def test_the_instructors_own_exclusion_holds(api, tmp_path):
    """Whom the course's settings leave out stays left out, and nobody is left out for good."""
    api.coursedir.student_id_exclude = "cy"
    done = api.release_feedback(TASK)

    assert done["success"], done
    assert ["The page of ada."] == released(tmp_path)
    assert "cy" == api.coursedir.student_id_exclude
