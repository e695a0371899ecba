"""The guides as text: their commands, pictures, links and headings."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
GUIDES = sorted(DOCS.glob("*.md"))
#: How a command of the kit begins, as the guides write it.
KIT = re.compile(r"^(?:\S*python3? -m |\.venv\\Scripts\\python -m )?itilkit(?: |$)")


def text_of(page: Path) -> str:
    """A page's text; what it includes belongs to it, and leads to the same places."""
    text = page.read_text(encoding="utf-8")
    include = r"```\{include\} (\S+)\n(?::\S+:.*\n)*```"
    return re.sub(include, lambda found: text_of(page.parent / found[1]).replace("](docs/", "]("), text)


def prose_of(page: Path) -> str:
    """A page's text without its blocks of commands and code."""
    return re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)


def commands(page: Path) -> Iterator[str]:
    """Every line of a block that is no code in a language, and every piece of code in a sentence."""
    for block in re.findall(r"^```(?:sh)?\n(.*?)^```$", text_of(page), flags=re.MULTILINE | re.DOTALL):
        yield from (line for each in block.splitlines() for line in each.split(" && "))
    yield from re.findall(r"`([^`\n]+)`", prose_of(page))


def kit_commands(page: Path) -> Iterator[list[str]]:
    """The words of every command `itilkit …` after its name."""
    for line in commands(page):
        if KIT.match(line):
            yield shlex.split(KIT.sub("", line))


def pictures(page: Path) -> list[Path]:
    """The pictures that a page shows."""
    return [page.parent / name for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text_of(page))]


def links(page: Path) -> list[str]:
    """Where a page links to, within these pages."""
    found = re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", prose_of(page))
    return [link for link in found if "://" not in link]


def anchors(page: Path) -> set[str]:
    """The names under which the headings of a page can be linked to."""
    heads = re.findall(r"^#+ +(.+)$", prose_of(page), flags=re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", head.lower()) for head in heads)
    return {head.replace(" ", "-") for head in plain}
