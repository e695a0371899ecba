"""Every claim of the course's source is taught somewhere, and asked for somewhere."""

import re
from pathlib import Path

import nbformat
import pytest

from itilkit.items import claims, load_items, objectives

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def headings(lesson):
    """All headings of a lesson."""
    notebook = nbformat.read(NOTEBOOKS / f"{lesson}.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return re.findall(r"^#+\s+(.+)$", prose, flags=re.MULTILINE)


def test_there_are_thirty_six():
    """The claims are C1 to C36, and each says how it fits ITIL 4."""
    assert [f"C{number}" for number in range(1, 37)] == list(claims())
    assert {"agrees", "simplified", "departs"} == {claim.fit for claim in claims().values()}
    assert ["C6", "C12", "C13", "C19", "C36"] == [code for code, c in claims().items() if c.fit == "departs"]


@pytest.mark.parametrize("code", claims())
def test_every_claim_is_taught_and_asked_for(code):
    """A claim has a section of a lesson, an objective, and an item of the bank."""
    claim = claims()[code]
    assert claim.section in headings(claim.lesson)
    assert [name for name, objective in objectives().items() if code in objective.claims]
    assert [item.id for item in load_items().values() if code in item.claims]


@pytest.mark.parametrize("code", [code for code, claim in claims().items() if claim.fit == "departs"])
def test_what_departs_is_corrected_by_a_decision(code):
    """Where the source departs from ITIL 4, an item on LO15 lets the learner find what is missing."""
    assert [item.id for item in load_items().values() if code in item.claims and item.objective == "LO15"]
