"""The pages of the rules say what the code does: its numbers stand there, and their examples come out."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

import itilkit
from itilkit.scenarios import SCENARIOS, load_scenario, replay

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "docs" / "rules"
PAGES = [RULES / f"{scenario}.md" for scenario in SCENARIOS]
NUMBER = re.compile(r"^\| .* \| ([\d.]+) \| `([\w.]+)\.([A-Z_]+)(?:\[(\d+)\])?` \|$", re.MULTILINE)
CRITERION = re.compile(r"^\| ([\w ]+) \| ([\d.]+) \| .* \|$", re.MULTILINE)


def test_every_scenario_has_its_page():
    """A page for each scenario, in the contents, and none for anything else."""
    listed = re.search(r"```{toctree}\n(.*?)```", (RULES / "index.md").read_text(encoding="utf-8"), re.DOTALL)
    assert sorted(SCENARIOS) == sorted(listed[1].split())
    assert {*(page.name for page in PAGES), "index.md"} == {page.name for page in RULES.iterdir()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_numbers_are_those_of_the_code(page):
    """Each number in the table of numbers is what the code says under the name beside it."""
    rows = NUMBER.findall(page.read_text(encoding="utf-8"))
    assert rows
    for number, module, name, key in rows:
        value = getattr(importlib.import_module(f"itilkit.scenarios.{module}"), name)
        assert float(number) == (value[int(key)] if key else value), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_points_are_those_of_the_scenario(page):
    """The table of points names each criterion of the scenario with its most points, in its order."""
    table = page.read_text(encoding="utf-8").split("## Points")[1].split("## Numbers")[0]
    most = {name.replace(" ", "-"): float(points) for name, points in CRITERION.findall(table)}
    criteria = replay(load_scenario(page.stem), []).criteria
    assert {name: points for name, (_, points) in criteria.items()} == most
    assert list(criteria) == list(most)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_come_out(page):
    """What an example computes by hand is what the code computes."""
    blocks = re.findall(r"```pycon\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page.name, str(page), 0)
    assert len(example.examples) > 1
    told = []
    doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert [] == told


def test_nothing_of_a_graded_case_stands_there():
    """The pages speak of the lesson's case alone."""
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [] == re.findall(r'"graded|variant="graded', text)


def test_sources_can_be_read():
    """No file of the package cites rules that stand outside the repository, and what it cites is there."""
    package = Path(itilkit.__file__).parent
    texts = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    assert [] == [path.name for path, text in texts.items() if "course design" in text]
    cited = {found for text in texts.values() for found in re.findall(r"docs/rules/[\w-]+\.md", text)}
    assert {f"docs/rules/{page.name}" for page in PAGES} <= cited
    assert [] == [path for path in sorted(cited) if not (ROOT / path).is_file()]
