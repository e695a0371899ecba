"""A seventh scenario takes what CONTRIBUTING says and nothing else: it is built from that page and played."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = re.compile(r"\*\*The \w+\*\*:[^`]*`(itilkit/[^`]+)`\n\n```\w+\n(.*?)```", re.DOTALL)
LINE = re.compile(r"^\*\*The one line\*\*: in `(\w+)` of `(\S+)`\.\n\n```text\n(.*)\n```$", re.MULTILINE)

PLAYED = """
from itilkit.answers import ScenarioTask, session
from itilkit.grading.checks import points
from itilkit.scenarios import legal_moves, load_scenario, shown, variants, worked_run
from itilkit.widgets.output import collected
from itilkit.widgets.run_view import view_class

view = view_class("spare-boat")(ScenarioTask("spare-boat", "base"), compares=True)
for verb in ("keep", "keep"):
    view.act("decide", verb)
view.act("undo", "")
for verb in ("lend", "keep"):
    view.act("decide", verb)
assert view.result.finished
print(view.answer())
assert "3 of 3 · passed" in view.html()
session.answers["spare-boat"] = view.answer()
pages = []
with collected(lambda html, _: pages.append(html)):
    print(points("spare-boat", 3, variant="base"))
print("You lent it out on 1 of 3 days." in "".join(pages))
scenario = load_scenario("spare-boat")
print(variants("spare-boat"), worked_run(scenario), legal_moves(scenario, ["keep"]))
print(shown(scenario, ["keep", "lend"])["day"])
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package with the seventh scenario of CONTRIBUTING in it."""
    folder = tmp_path_factory.mktemp("seventh")
    shutil.copytree(ROOT / "itilkit", folder / "itilkit")
    for place, text in FILES.findall(GUIDE):
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    ((table, place, line),) = LINE.findall(GUIDE)
    text = (folder / place).read_text(encoding="utf-8")
    (folder / place).write_text(
        re.sub(rf"^{table} = \($", rf"{table} = (\n    {line}", text, flags=re.MULTILINE), encoding="utf-8"
    )
    return folder


def run(folder, *words):
    """Run Python on the copy; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-P", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_names_one_folder_and_one_line():
    """The guide gives a content file, a folder of three modules, and one line in one table."""
    content, *modules = [Path(place) for place, _ in FILES.findall(GUIDE)]
    assert "itilkit/content/scenarios/spare-boat.base.toml" == str(content)
    assert ["itilkit/scenarios/spare_boat"] * 3 == [str(module.parent) for module in modules]
    assert [("SCENARIOS", "itilkit/scenarios/__init__.py", '"spare-boat",')] == LINE.findall(GUIDE)


def test_it_is_played_and_graded(package):
    """The scenario is played by its buttons, undo included; its answer is graded and its page shown."""
    told = run(package, "-c", PLAYED).splitlines()
    assert [
        "{'variant': 'base', 'runs': 1, 'moves': ['keep', 'lend', 'keep']}",
        "3.0",
        "True",
        "('base',) ('keep', 'lend', 'keep') ('keep', 'lend')",
        "Wednesday",
    ] == told


@pytest.mark.slow
def test_it_is_written_as_the_rest(package):
    """The example passes the linter and the strict type checker, as all of the package does."""
    shutil.copy(ROOT / "pyproject.toml", package)
    new = [place for place, _ in FILES.findall(GUIDE) if place.endswith(".py")]
    run(package, "-m", "ruff", "check", *new)
    if (ROOT / ".mypy_cache").is_dir():  # the checker knows the package already, and looks at what is new
        shutil.copytree(ROOT / ".mypy_cache", package / ".mypy_cache")
    run(package, "-m", "mypy", "itilkit")
