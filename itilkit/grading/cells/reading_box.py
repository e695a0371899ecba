"""The box below a written answer in the formgrader: the rubric, and beside it what a quick reading found.

It is a locked cell of the graded notebook, like the one that says what was left out: the formgrader shows it,
and the feedback page, which shows no locked cells, does not.
"""

import re
from collections.abc import Mapping

from itilkit.grading.cells.plain import as_plain
from itilkit.ground.words import plural
from itilkit.items.reading import Case, Found, PointReading, QuickReading, load_readings, quick_reading

TITLE = "A quick reading (help for you, not a mark)"
CAVEAT = "A word that stands there makes no point yet, and a point can be made in other words."
_ROW = re.compile(r"^\|(.+)\|\s*$", re.MULTILINE)
_RULE = re.compile(r"[\s:|-]*")


def reading_of(cell: str, text: str, rubric: str) -> str | None:
    """The box, as Markdown, for the ``text`` in the written answer ``cell``; None where none is known.

    ``rubric`` is the Markdown of the cell above, whose table holds the points; without a table the box
    names those that are known.
    """
    readings = load_readings()
    case = readings.cases.get(cell)
    if case is None or not text.strip():
        return None
    found = quick_reading(text, case, readings.people)
    by_name = {point.name: point for point in found.points}
    table = rubric_rows(rubric) or dict.fromkeys(by_name, "")
    rows = [f"| {name} | {seen} | {_point(by_name.get(name))} |" for name, seen in table.items()]
    lines = [
        '<div class="alert alert-info">',
        f"**{TITLE}**",
        f"{_length(found, case)} {_people(found)}",
        "\n".join(["| Point | What must be seen | A quick reading |", "|---|---|---|", *rows]),
        CAVEAT,
        "</div>",
    ]
    return "\n\n".join(lines)


def rubric_rows(markdown: str) -> Mapping[str, str]:
    """The points of a rubric's table: what must be seen (its last column), by the name (its first)."""
    rows = [row.split("|") for row in _ROW.findall(markdown) if not _RULE.fullmatch(row)]
    return {row[0].strip(): row[-1].strip() for row in rows[1:] if len(row) > 1}


def _length(found: QuickReading, case: Case) -> str:
    asked = f"{case.least} to {case.most}"
    if found.cut:
        return f"Far more than {asked} words; only the beginning was read."
    if found.words < case.least:
        return f"{plural(found.words, 'word')}, fewer than the {asked} asked for."
    if found.words > case.most:
        return f"{plural(found.words, 'word')}, more than the {asked} asked for."
    return f"{plural(found.words, 'word')}; {asked} were asked for."


def _people(found: QuickReading) -> str:
    if not found.people:
        return "Nobody of the case is named."
    named = [f"{one.name} ({one.role})" if one.role else one.name for one in found.people]
    return f"Named: {', '.join(named)}."


def _point(point: PointReading | None) -> str:
    if point is None:
        return "no words are known for it: read for it"
    return "<br>".join(_look(look) for look in point.looks)


def _look(look: Found) -> str:
    about = f"{look.about} – " if look.about else ""
    if not look.said:
        return f"{about}nothing of it found: read for it"
    quoted = ", ".join(f"“{as_plain(said)}”" for said in look.said).replace("'", "’")
    more = ", …" if look.count > len(look.said) else ""
    short = "" if look.enough else f"; the rubric asks for {look.wanted}"
    return f"{about}found: {quoted}{more}{short}"
