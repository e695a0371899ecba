"""A seventh scenario takes what the guide says and nothing else: built from that page, played and graded."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "add-a-scenario.md").read_text(encoding="utf-8")
FILES = re.compile(
    r"\*\*The [\w’ ]+\*\*:[^`]*(?:`\w+`[^`]*)*`(itilkit/[^`]+)`\n\n```\w+\n(.*?)```", re.DOTALL
)
LINE = re.compile(r"^\*\*The one line\*\*: in `(\w+)` of `(\S+)`\.\n\n```text\n(.*)\n```$", re.MULTILINE)
TOOLS = "itilkit.authoring.tools"

PLAYED = """
from itilkit.answers import ScenarioTask, session
from itilkit.authoring.tools import worked_run as of_authors
from itilkit.grading.checks import points
from itilkit.scenarios import legal_moves, load_scenario, replay, shown, variants, worked_run
from itilkit.scenarios.observation import seen_in
from itilkit.widgets.output import collected
from itilkit.widgets.run_view import view_class

print(variants("spare-boat"))
view = view_class("spare-boat")(ScenarioTask("spare-boat", "base"), compares=True)
clicks = "ask harbour, undo -, ask farm, ask mechanic, decide keep"
for click in clicks.split(", "):
    view.act(*click.split())
for _ in range(5):
    view.act("decide", "lend")
assert view.result.finished
print(view.answer())
print(view.debrief().headline, "Takes the most" in view.html())
print([each.id for each in seen_in(view.scenario, view.state)])
greedy = replay(view.scenario, ["lend"] * 6)
print([each.id for each in seen_in(view.scenario, greedy.state)], greedy.passed)

graded = load_scenario("spare-boat", "graded")
best = of_authors(graded)
session.answers["spare-boat"] = {"variant": "graded", "runs": 1, "moves": list(best)}
pages = []
with collected(lambda html, data: pages.append(html)):
    print(points("spare-boat", 12, variant="graded"))
print("12 of 12 points · passed" in "".join(pages), worked_run(graded))
print(replay(load_scenario("spare-boat"), list(best)).passed)
print(legal_moves(graded, ["ask harbour", "ask mechanic"]), sorted(shown(graded, ["ask harbour"])["said"]))
practice = load_scenario("spare-boat", "practice-1")
print(replay(practice, list(worked_run(practice))).passed)
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package with the seventh scenario of the guide in it, and what its tool makes."""
    folder = tmp_path_factory.mktemp("seventh")
    shutil.copytree(ROOT / "itilkit", folder / "itilkit", ignore=shutil.ignore_patterns("__pycache__"))
    for place, text in FILES.findall(GUIDE):
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    ((table, place, line),) = LINE.findall(GUIDE)
    text = (folder / place).read_text(encoding="utf-8")
    (folder / place).write_text(
        re.sub(rf"^{table} = \($", rf"{table} = (\n    {line}", text, flags=re.MULTILINE), encoding="utf-8"
    )
    for seed, name in (("5", "graded"), ("19", "practice-1")):
        assert f"spare-boat base {seed} {name}" in GUIDE or f"`{seed} {name}`" in GUIDE
        made = run(folder, "-m", TOOLS, "spare-boat", "base", seed, name)
        (folder / f"itilkit/content/scenarios/spare-boat.{name}.toml").write_text(made, encoding="utf-8")
    run(folder, "-m", TOOLS)
    return folder


def run(folder, *words):
    """Run Python on the copy; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-P", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_it_costs_elsewhere(package):
    """Of the files that were there, one is changed, by one line; all else stands in files of its own."""
    old = {path.relative_to(ROOT): path for path in (ROOT / "itilkit").rglob("*") if path.is_file()}
    old = {place: path for place, path in old.items() if "__pycache__" not in place.parts}
    changed = [place for place, path in old.items() if (package / place).read_bytes() != path.read_bytes()]
    assert [Path("itilkit/scenarios/__init__.py")] == changed
    before, now = ((each / changed[0]).read_text(encoding="utf-8").splitlines() for each in (ROOT, package))
    assert 1 == len(now) - len(before)
    new = [path.relative_to(package) for path in (package / "itilkit").rglob("*") if path.is_file()]
    own = {place for place in new if place not in old and "__pycache__" not in place.parts}
    assert all("spare" in str(place) for place in own)
    assert {Path(place) for place, _ in FILES.findall(GUIDE)} <= own


def test_it_is_played_and_graded(package):
    """It is played by its buttons, undo included; a graded case and one to practise on are made by its tool,
    the answer to the lesson's case does not pass there, and its observation sees what the naive run did.
    """
    told = run(package, "-c", PLAYED).splitlines()
    played = "['ask farm', 'ask mechanic', 'keep', 'lend', 'lend', 'lend', 'lend', 'lend']"
    assert [
        "('base', 'graded', 'practice-1')",
        f"{{'variant': 'base', 'runs': 1, 'moves': {played}}}",
        "The boat broke down 2 times, and was only patched. True",
        "[]",
        "['never-looked'] False",
        "12.0",
        "True ()",
        "False",
        "('keep', 'lend', 'overhaul') ['harbour']",
        "True",
    ] == told


@pytest.mark.slow
def test_it_is_written_as_the_rest(package):
    """The example passes the linter and the strict type checker, as all of the package does."""
    shutil.copy(ROOT / "pyproject.toml", package)
    new = [place for place, _ in FILES.findall(GUIDE) if place.endswith(".py")]
    run(package, "-m", "ruff", "check", *new)
    run(package, "-m", "ruff", "format", "--check", *new)
    if (ROOT / ".mypy_cache").is_dir():  # the checker knows the package already, and looks at what is new
        shutil.copytree(ROOT / ".mypy_cache", package / ".mypy_cache")
    run(package, "-m", "mypy", "itilkit")
