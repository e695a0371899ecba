"""The house in one picture, drawn from the imports: `python docs/house.py` writes pictures/house.svg anew.

Each box is a part of the package, with its size and the first words of its docstring. An arrow goes from a
part to one that it uses; where the way leads through a part between them, no arrow of its own is drawn.
"""

import ast
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "itilkit"
PICTURE = ROOT / "docs" / "pictures" / "house.svg"
#: What stands in a scenario's folder and is a part of its own, since it alone there uses the widgets.
CARD = "scenarios/*/card"
#: Left out: the front page of the package, and the two lines that begin it as a module.
SMALL = {"__init__", "__main__"}
WIDTH, HEIGHT, GAP, ROW = 228, 92, 18, 150
#: Signs of a line of small print, and lines of it.
SIGNS, LINES = 38, 3
#: A part's size is told in steps, so that the picture lasts.
SIZES = (100, 250, 500, 1000, 2000, 4000, 6000, 8000, 10000, 15000)

Parts = Mapping[str, list[Path]]


def part_of(place: Path) -> str:
    """The part that a file, named from the package's folder on, lies in."""
    names = place.with_suffix("").parts
    return CARD if names[0] == "scenarios" and names[2:3] == ("card",) else names[0]


@cache
def parts() -> Parts:
    """The files of each part."""
    found: dict[str, list[Path]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        place = file.relative_to(PACKAGE)
        if "_files" not in place.parts and part_of(place) not in SMALL:
            found.setdefault(part_of(place), []).append(file)
    return found


def imported(file: Path) -> Iterator[Path]:
    """What a file imports from the package, in a function or not, as a place below the package's folder."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = (
            [node.module]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        for name in names:
            top, *inner = name.split(".")
            if top == "itilkit" and inner:
                yield Path(*inner)


def uses() -> dict[str, set[str]]:
    """Which parts each part uses."""
    return {
        part: {part_of(place) for file in files for place in imported(file)} & set(parts()) - {part}
        for part, files in parts().items()
    }


def levels(used: Mapping[str, set[str]]) -> dict[str, int]:
    """How many floors of parts stand below each part."""
    floor: dict[str, int] = {}
    for part in TopologicalSorter(used).static_order():
        floor[part] = 1 + max((floor[below] for below in used[part]), default=-1)
    return floor


def direct(used: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The uses that no other way leads to."""

    @cache
    def reached(part: str) -> frozenset[str]:
        return frozenset(used[part]).union(*(reached(below) for below in used[part]))

    return {
        part: {one for one in below if not any(one in reached(other) for other in below - {one})}
        for part, below in used.items()
    }


def words(part: str) -> list[str]:
    """The first sentence about a part."""
    if part == CARD:
        said = "The card of a scenario: what a learner sees of it and presses."
    else:
        first = PACKAGE / part / "__init__.py"
        file = first if first.is_file() else PACKAGE / f"{part}.py"
        doc = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        said = doc.split("\n\n")[0].replace("\n", " ").replace("`", "")
    return textwrap.wrap(said, SIGNS, max_lines=LINES, placeholder=" …")


def name(part: str) -> str:
    """A part's name as it stands in the folder."""
    return f"{part}/" if len(parts()[part]) > 1 or part == CARD else f"{part}.py"


def picture() -> str:
    """The picture as SVG."""
    used = uses()
    floor = levels(used)
    height = max(floor.values()) + 1
    rows = [sorted(part for part in floor if floor[part] == level) for level in range(height)]
    wide = max(map(len, rows)) * (WIDTH + GAP) + GAP
    high = len(rows) * ROW
    at = {
        part: (
            (wide - len(row) * (WIDTH + GAP) + GAP) / 2 + place * (WIDTH + GAP),
            high - (level + 1) * ROW + (ROW - HEIGHT) / 2,
        )
        for level, row in enumerate(rows)
        for place, part in enumerate(row)
    }
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif">',
        "<title>The parts of itilkit, and which uses which</title>",
        '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" orient="auto">',
        '<path d="M0 0 8 4 0 8z" fill="#5b7083"/></marker>',
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
    ]
    for part, below in sorted(direct(used).items()):
        out += [_arrow(at[part], at[one]) for one in sorted(below)]
    out += [_box(part, *at[part]) for row in rows for part in row]
    return "\n".join([*out, "</svg>", ""])


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, y), (to_x, to_y) = (start[0] + WIDTH / 2, start[1] + HEIGHT), (end[0] + WIDTH / 2, end[1])
    bend = (to_y - y) / 2
    return (
        f'<path d="M{x:g} {y:g}C{x:g} {y + bend:g} {to_x:g} {to_y - bend:g} {to_x:g} {to_y:g}" fill="none" '
        'stroke="#5b7083" stroke-width="1.4" marker-end="url(#tip)"/>'
    )


def _box(part: str, x: float, y: float) -> str:
    lines = sum(file.read_text(encoding="utf-8").count("\n") for file in parts()[part])
    size = f"&lt; {next(size for size in SIZES if lines < size):,} lines"
    small = 'font-size="11" fill="#4a6074"'
    text = "".join(
        f'<text x="{x + 10:g}" y="{y + 42 + 15 * place:g}" {small}>{escape(line)}</text>'
        for place, line in enumerate(words(part))
    )
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#eef4f8" '
        f'stroke="#9db4c6"/>'
        f'<text x="{x + 10:g}" y="{y + 22:g}" font-size="14" font-weight="bold">{escape(name(part))}</text>'
        f'<text x="{x + WIDTH - 10:g}" y="{y + 22:g}" text-anchor="end" {small}>{size}</text>{text}'
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
