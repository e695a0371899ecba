"""A learner’s files are known by what is inside them, whatever they are called."""

import nbformat
import pytest
from own_course import FIRST, answer, notebook_of

from itilkit.grading.self_check.checking import begun, check_all
from itilkit.grading.self_check.own_files import find_own
from itilkit.ground.problem import WrongUse
from itilkit.widgets.own_check import OwnCheck

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["Meine Arbeit (1)", f"{FIRST}-Copy1"])
def test_a_renamed_file_is_checked(bare, monkeypatch, name):
    """A renamed file is checked by its assignment’s name, by its own, and when all that is begun is."""
    answer(bare, FIRST, harbour_wifi="c")
    path = notebook_of(bare, FIRST).rename(notebook_of(bare, FIRST).with_name(f"{name}.ipynb"))
    monkeypatch.chdir(path.parent)
    for names in ([FIRST], [path.name], [str(path)], []):
        ((line, page),) = check_all(bare, names)
        assert line.startswith(f"{FIRST} {name}: 0 of 12 points.")
        assert bare / "feedback" / f"{FIRST} {name}.html" == page
        assert page.is_file()


def test_the_card_of_a_renamed_file_checks_it(bare, monkeypatch):
    """The button on the last card checks the file that it stands in, and links that file’s page."""
    (bare / ".itilkit" / "solutions").mkdir()
    path = notebook_of(bare, FIRST).rename(notebook_of(bare, FIRST).with_name("mine.ipynb"))
    monkeypatch.chdir(path.parent)
    button = OwnCheck(path=f"Kurse/Kurs/exercises/{FIRST}/mine.ipynb")
    assert ["check", str(path), "--no-open", "--lessons", "../../../../doc/tree/Kurse/Kurs/notebooks"] == (
        button._command()[-5:]
    )
    assert f"Kurse/Kurs/feedback/{FIRST} mine.html" == button.page()


def test_a_file_that_was_moved_is_checked(bare):
    """A file that lies elsewhere in the course is checked by its path."""
    answer(bare, FIRST, harbour_wifi="c")
    path = notebook_of(bare, FIRST).rename(bare / "mine.ipynb")
    ((line, _),) = list(check_all(bare, [str(path)]))
    assert "0 of 12 points" in line


def test_a_copy_is_checked_beside_its_original(bare):
    """Of two files of one assignment each has its own line; the name means the one that bears it."""
    answer(bare, FIRST, harbour_wifi="c")
    notebook_of(bare, FIRST).with_name("second try.ipynb").write_bytes(notebook_of(bare, FIRST).read_bytes())
    assert [FIRST, f"{FIRST} second try"] == [file.name for file in begun(bare)]
    assert [FIRST] == [file.name for file in find_own(bare, FIRST)]


def test_what_is_no_assignment(bare):
    """A name that is none, and a notebook without a place to answer in, get the names that there are."""
    (bare / "exercises" / "notes").mkdir()
    notes = bare / "exercises" / "notes" / "thoughts.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), notes)
    for name in ("01-focus", str(notes)):
        with pytest.raises(WrongUse) as caught:
            list(check_all(bare, [name]))
        told = f"“{name}” is none of the assignments in {bare / 'exercises'}: name one of them (00-before, "
        assert str(caught.value).startswith(told)
