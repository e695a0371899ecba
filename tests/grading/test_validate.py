"""Validate, the button and the command: what is open is named in plain lines, and nothing else is said."""

import nbformat
import pytest
from class_course import nbgrader, new_course
from persona_builder import EXERCISE, ITEMS, MIX, notebook_of, personas

pytestmark = pytest.mark.slow

OPEN = {
    MIX: f"“{MIX}” is not played yet: play it on its card above.",
    **{item: f"“{item}” is not answered yet: choose on its card above." for item in ITEMS},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A course folder whose name has a space and umlauts."""
    return new_course(tmp_path_factory.mktemp("validate") / "Kurs für Übung")


def told(output):
    """For each failing cell what the command shows: the cell's last line, and the lines of its error."""
    blocks = output.split("The following cell failed:")[1:]
    for block in blocks:
        source, _, error = block.partition("The error was:")
        lines = [line.strip() for line in error.split("=====")[0].splitlines() if line.strip()]
        yield source.strip().splitlines()[-1].strip(), lines


def test_an_empty_exercise(folder):
    """On the empty exercise the command names every open item in one line, and shows no traceback."""
    (folder / "empty.ipynb").write_bytes(EXERCISE.read_bytes())
    output = nbgrader(folder, "validate", "empty.ipynb", check=False)

    said = dict(told(output))
    assert {f'require("{item}")': [line] for item, line in OPEN.items()}.items() <= said.items()
    assert len(said) == len(OPEN) + 1  # and the text, in nbgrader's own words
    assert "Traceback" not in output


def test_a_full_exercise(folder):
    """On a fully answered exercise the command says that all is there, right or wrong."""
    nbformat.write(notebook_of(personas()["provider-only"]), folder / "full.ipynb")
    output = nbgrader(folder, "validate", "full.ipynb")

    assert "Success! Your notebook passes all the tests." in output


def test_an_unreadable_answer(folder):
    """A missing bracket is named as such, not as a missing answer."""
    nbformat.write(notebook_of(personas()["unparsable"]), folder / "broken.ipynb")
    output = nbgrader(folder, "validate", "broken.ipynb", check=False)

    # The command cuts every line at 90 signs; the button shows it whole.
    line = f"The answer cell “{MIX}” cannot be read (line 5): a bracket, quotation mark..."
    assert [line] == dict(told(output))[f'require("{MIX}")']
    assert "Traceback" not in output
    assert "SyntaxError" not in output
