"""What the feedback page says of each scenario is whole, and leads to sections that are there."""

import re

import nbformat
import pytest
from persona_builder import ROOT

from itilkit.answers import ScenarioTask
from itilkit.grading.page.read_on import read_on
from itilkit.items import criteria
from itilkit.scenarios import worked_run
from itilkit.scenarios.base import replay
from itilkit.widgets.run_view import view_class

EACH = pytest.mark.parametrize("scenario", sorted(read_on()))


def headings(lesson):
    """The headings of a lesson."""
    cells = nbformat.read(ROOT / "notebooks" / f"{lesson}.ipynb", as_version=4).cells
    texts = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return set(re.findall(r"(?m)^#+ (.+)$", texts))


def test_every_criterion_has_advice():
    """Each criterion of each scenario says what to do about it and where to read on."""
    assert {name: set(found) for name, found in criteria().items()} == {
        name: set(found.criterion) for name, found in read_on().items()
    }


@EACH
def test_its_sections_are_in_its_lesson(scenario):
    """The sections that it leads to are headings of its lesson."""
    found = read_on()[scenario]
    wanted = {found.worked, *(advice.section for advice in found.criterion.values())}
    assert set() == wanted - headings(found.lesson)


@EACH
def test_a_run_that_co_creates_is_praised(scenario):
    """The shape of the model run is one whose headline is praise, and an empty run's is not."""
    task = ScenarioTask(scenario, "base")
    shapes = [
        view_class(scenario).of(task, replay(task.scenario, moves)).debrief().shape
        for moves in (worked_run(task.scenario), [])
    ]
    assert [True, False] == [shape in read_on()[scenario].good for shape in shapes]


@EACH
def test_advice_reads_after_a_colon(scenario):
    """Advice begins small and has no full stop: the page puts it into a sentence."""
    for advice in read_on()[scenario].criterion.values():
        assert re.fullmatch(r"[a-z][^.“”]+[a-z0-9]", advice.again)
