"""CONTRIBUTING keeps its word: its picture is current, and what it tells to edit and to run is there."""

import re
import sys
from pathlib import Path

from itilkit.cli import cli

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TABLE = PAGE.split("## Where to change what")[1].split("\n## ")[0]
ROWS = [row.strip("|").split("|") for row in TABLE.splitlines() if row.startswith("| ")][1:]


def test_the_picture_of_the_house_is_current():
    """The picture shows the imports as they are; a stale one is drawn anew, and this fails once."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import house
    finally:
        sys.path.pop(0)
    now, before = house.picture(), house.PICTURE.read_text(encoding="utf-8")
    house.PICTURE.write_text(now, encoding="utf-8")
    assert now == before, "docs/pictures/house.svg was stale, and is drawn anew: look at it and commit it"


def test_what_is_to_be_edited_is_there():
    """Twelve everyday changes and more, each with files that exist."""
    places = [place for _, edit, _ in ROWS for place in re.findall("`([^`]+)`", edit)]
    assert len(ROWS) >= 12
    assert all("`" in edit for _, edit, _ in ROWS)
    assert [] == [place for place in places if not (ROOT / place).exists()]


def test_what_is_to_be_run_is_there():
    """Each change names a command that says whether it is right: a verb, or tests that exist."""
    for _, _, run in ROWS:
        commands = re.findall("`([^`]+)`", run)
        assert commands
        for command in commands:
            python, flag, module, *rest = command.split()
            assert ("python", "-m") == (python, flag)
            if module == "itilkit":
                assert rest[0] in cli.commands
            else:
                assert "pytest" == module
                assert [] == [name for name in rest if not (ROOT / name).exists()]
