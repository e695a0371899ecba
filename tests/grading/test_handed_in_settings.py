"""A course's settings are a program: those that somebody handed in are never run, whatever command stands
beside them.
"""

import pytest

from itilkit.authoring.private_edition import make_edition
from itilkit.cli import main
from itilkit.course.files import clone_above
from itilkit.grading.classes.course import open_app
from itilkit.ground.problem import WrongUse

VERBS = {
    "grade": ["grade"],
    "report": ["report"],
    "export": ["export", "--canvas", "canvas.csv"],
    "take": ["take", "."],
    "teach": ["teach", ".", "--no-open"],
}
FOLDERS = ("submitted/ann/01", "autograded/ann/01", "feedback/ann/01", "exercises/01", "returned/ann", "in/a")


@pytest.fixture
def planted(tmp_path):
    """A course that calls a folder of its own `in`; for each of its folders a course that was handed in."""
    course, canary = tmp_path / "course", tmp_path / "canary"
    course.mkdir()
    settings = 'c = get_config()\nc.CourseDirectory.solution_directory = "in"\n'
    (course / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    for name in FOLDERS:
        folder = course / name
        folder.mkdir(parents=True)
        program = f"open({str(canary)!r}, 'a').write('run')\nc = get_config()\n"
        (folder / "nbgrader_config.py").write_text(program, encoding="utf-8")
        (folder / ".itilkit").mkdir()
        (folder / ".itilkit" / "class.json").write_text("{}", encoding="utf-8")
    return course


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("verb", VERBS)
def test_settings_that_were_handed_in(planted, verb, folder, monkeypatch, capsys):
    """Every command that stands in a handed-in course, or below it, refuses it in one sentence that names
    the course to go to, and runs nothing of it and writes nothing.
    """
    below = planted / folder / "below"
    below.mkdir()
    before = sorted(planted.rglob("*"))
    where = planted / folder if verb == "teach" else below
    monkeypatch.chdir(where)

    with pytest.raises(SystemExit) as ended:
        main(VERBS[verb])

    assert 2 == ended.value.code
    assert (
        f"{planted / folder} lies in a folder for work of the course {planted}, so the nbgrader_config.py in "
        f"it may be somebody else’s program and is not run: go to {planted}.\n"
    ) == capsys.readouterr().err
    assert not (planted.parent / "canary").exists()
    assert before == sorted(planted.rglob("*"))


def test_a_repository_that_was_handed_in(planted):
    """What looks like the kit's own repository, and was handed in, is refused by an author's commands too."""
    folder = planted / "submitted" / "ann" / "01"
    (folder / "pyproject.toml").write_text('[project]\nname = "itilkit"\n', encoding="utf-8")

    for look in (clone_above, lambda here: make_edition(here, 1, check=True, say=print)):
        with pytest.raises(WrongUse, match="is not run: go to"):
            look(folder)

    assert not (planted.parent / "canary").exists()


def test_courses_beside_each_other(tmp_path):
    """A course in another course's folder, beside its work and not in it, is a course as any other."""
    from nbgrader.apps.baseapp import NbGrader

    for folder in (tmp_path, tmp_path / "my-class"):
        folder.mkdir(exist_ok=True)
        (folder / "nbgrader_config.py").write_text(
            'c = get_config()\nc.CourseDirectory.course_id = "mine"\n', encoding="utf-8"
        )

    assert "mine" == open_app(NbGrader, tmp_path / "my-class").coursedir.course_id
