"""What `itilkit grade` says to wrong use: one sentence, and the exit code that belongs to it."""

import pytest
from batch_course import figures, grade, small_course
from persona_builder import ASSIGNMENT

from itilkit.course.lock import alone

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with a small class in it."""
    return small_course(tmp_path_factory.mktemp("course") / "course")


def said(done):
    """The one sentence on standard error, which is no traceback."""
    (line,) = done.stderr.splitlines()
    return line


def test_outside_a_course(tmp_path):
    """Outside a course the command says where it is to be run."""
    done = grade(tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert f"{tmp_path} is in no nbgrader course: go to the folder that holds nbgrader_config.py." == said(
        done
    )


def test_nothing_handed_in(tmp_path):
    """Without submissions the command says how they are collected."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")

    done = grade(tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert (
        f"{tmp_path / 'submitted'} holds no submissions: collect them first, with nbgrader collect."
        == said(done)
    )
    assert ["nbgrader_config.py"] == [path.name for path in tmp_path.iterdir() if path.name[0] != "."]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["00-start"], f"Nobody handed in “00-start”: name one of {ASSIGNMENT}."),
        (["--student", "Zoe"], "Nobody called “Zoe” handed this in: name a folder that stands in "),
        (["--jobs", "0"], "Invalid value for '--jobs': 0 is not in the range x>=1: itilkit grade --help"),
    ],
    ids=["assignment", "learner", "jobs"],
)
def test_wrong_names(course, words, sentence):
    """A name that nobody handed in under, or a number that makes no sense, is wrong use."""
    done = grade(course, *words)

    assert 2 == done.returncode
    assert said(done).startswith(sentence)
    assert not (course / "autograded").exists()


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ("c = get_config()\nc.x = 1 / 0\n", "cannot be read (ZeroDivisionError: division by zero): mend it"),
        ("c = get_config(\n", "cannot be read (SyntaxError: '(' was never closed"),
    ],
    ids=["fails", "no Python"],
)
def test_broken_settings(tmp_path, config, sentence):
    """Settings that cannot be read are named with the reason, and nothing is graded by others."""
    (tmp_path / "nbgrader_config.py").write_text(config, encoding="utf-8")

    done = grade(tmp_path)

    assert 1 == done.returncode
    assert said(done).startswith(f"{tmp_path / 'nbgrader_config.py'} {sentence}")


def test_two_at_a_time(course):
    """A second batch in the same course is refused while the first is at work."""
    with alone(course):
        done = grade(course)

    assert 1 == done.returncode
    assert said(done) == (
        f"Another itilkit take or grade is at work in {course}: wait until that has ended, "
        "then do this again."
    )


def test_from_a_folder_below(course):
    """Anywhere in the course the whole course is meant; a database of its own setting is used."""
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f'\nc.CourseDirectory.db_url = "sqlite:///{course}/marks.db"\n')
    (course / "gradebook.db").rename(course / "marks.db")

    done = grade(course, "--no-feedback", "--student", "empty", here=course / "submitted")

    assert (0, "") == (done.returncode, done.stderr)
    assert (1, 0, 0, 0) == figures(done)
    assert not (course / "gradebook.db").exists()
    assert not (course / "feedback").exists()
