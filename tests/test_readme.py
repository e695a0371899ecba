"""The README keeps its word: each promise names a test that exists, and its commands are the ones CI runs."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_promise_names_tests_that_exist():
    """Each row of the table of promises names at least one test file or folder, and it is there."""
    (table,) = re.findall(r"\| Promise \|.*?(?=\n\n)", README, flags=re.DOTALL)
    rows = table.splitlines()[2:]

    assert len(rows) >= 10
    for row in rows:
        places = re.findall(r"`(tests/[^`]+)`", row)
        assert places, row
        for place in places:
            assert (ROOT / place).exists(), place
            assert (ROOT / place).is_file() or list((ROOT / place).glob("test_*.py")), place


def test_ci_runs_the_readmes_test_command():
    """The command by which CI tests is the README's second one, and nothing there makes it another."""
    (command,) = re.findall(r"^python -m pip install .*pytest$", README, flags=re.MULTILINE)
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert command.split(" && ")[1] == "python -m pytest"
    assert command.replace("pip install", "pip install -q") in ci
    assert "PYTEST_ADDOPTS" not in ci


def test_the_pictures_are_there():
    """The README leads with a picture, and every picture it shows is in the repository."""
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)

    assert shown
    assert README.index("![") < README.index("## ")
    assert [] == [place for place in shown if not (ROOT / place).is_file()]


def test_the_pinned_versions_name_no_address():
    """The constraints files hold names and versions, and no place to fetch them from."""
    for file in ROOT.glob("constraints*.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+[=<>!~]=?[\w.*]+", line), line


def test_every_direct_dependency_is_pinned():
    """Each package that pyproject.toml names has its tested version in constraints.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[\[<>=!~;, ]", one, maxsplit=1)[0].lower() for one in wanted}
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()

    assert set() == {name for name in names if f"\n{name}==" not in pins}
