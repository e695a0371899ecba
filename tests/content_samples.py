"""Small content folders, whole and broken."""

import shutil
from pathlib import Path

from itilkit.content import content_root
from itilkit.scenarios.affordable_mix.model import ID

SOUND_ITEM = """
[[item]]
id = "lamp"
kind = "choice"
use = "practice"
objective = "LO1"
claims = ["C8"]
lesson = "01-focus-on-value"
section = "Worth to whom?"
stem = "The harbour lamp is new. Who settles what it is worth?"
key = ["b"]

[[item.option]]
id = "a"
text = "Those who built it"
misconception = "M1"
because = "They know what went in, not what came out."

[[item.option]]
id = "b"
text = "Those who steer by it"
because = "Worth shows in use."
"""

BROKEN_ITEMS = """
[[item]]
id = "lamp"
kind = "choise"
use = "practice"
objective = "LO99"
claims = ["C8", "C77"]
lesson = "01-focus-on-value"
section = "Worth to whom?"
stem = "Who settles what it is worth?"
key = ["a", "c"]

[[item.option]]
id = "a"
text = "Those who built it"
misconception = "M1"
because = "They know what went in."

[[item.option]]
id = "a"
text = "Those who steer by it"
because = "Worth shows in use."

[[item.option]]
id = "b"
text = "Nobody"
because = "Somebody steers by it."

[[item.option]]
id = "d"
text = "Those who sell it"
misconception = "M1O"
because = "They know the price."
"""

UNREADABLE_ITEMS = """
[[item]]
id = "buoy"
kind = "choice"
use = "practice"
objective = "LO1"
claims = "C8"
lesson = 1
section = "Worth to whom?"
stems = "Who settles what it is worth?"
key = ["a"]

[[item.option]]
id = "a"
text = "Those who built it"
becuase = "They know what went in."
"""


def with_items(folder: Path, **files: str) -> Path:
    """A content folder that holds item files only, by name and text."""
    items = folder / "items"
    items.mkdir(parents=True)
    for name, text in files.items():
        (items / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def with_scenario(folder: Path, changes: dict[str, list[tuple[str, str]]]) -> Path:
    """A copy of the shipped scenario files with some of their text replaced, by file name."""
    scenarios = folder / "scenarios"
    scenarios.mkdir(parents=True)
    for name in (f"{ID}.toml", f"{ID}.base.toml"):
        shutil.copy(str(content_root() / "scenarios" / name), scenarios)
        text = (scenarios / name).read_text(encoding="utf-8")
        for old, new in changes.get(name, []):
            assert old in text, f"{name} no longer holds {old!r}"
            text = text.replace(old, new, 1)
        (scenarios / name).write_text(text, encoding="utf-8")
    return folder
