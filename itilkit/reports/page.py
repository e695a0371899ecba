"""The class report as one HTML page: no script, nothing to load, and made for paper as well."""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files

from itilkit.ground.html import esc
from itilkit.ground.words import plural
from itilkit.reports.findings import Findings
from itilkit.reports.page_marks import gains_html, marks_html, objectives_html
from itilkit.reports.page_misconceptions import misconceptions_html
from itilkit.reports.page_runs import items_html, runs_html
from itilkit.reports.parts import listed, section
from itilkit.reports.teaching import Thing
from itilkit.reports.words import lesson_words, percent

SECTIONS = {
    "again": "Teach again",
    "marks": "Marks",
    "objectives": "Objectives",
    "misconceptions": "Misconceptions",
    "runs": "Runs",
    "items": "Questions",
    "gain": "Before and after",
    "reading": "How to read it",
}


_SIMULATED = (
    '<p class="banner"><b>Simulated data.</b> Nobody in this class exists; '
    "their answers were made up by a program.</p>"
)


def page_html(found: Findings, today: date, *, anonymous: bool = False) -> str:
    """The whole page; ``today`` is printed as its date, and ``anonymous`` says that names are replaced."""
    css = files("itilkit.reports").joinpath("page.css").read_text(encoding="utf-8")
    simulated = found.data.simulated
    title = "Class report – simulated data" if simulated else "Class report"
    nav = "".join(f'<li><a href="#{id_}">{name}</a></li>' for id_, name in SECTIONS.items())
    body = "".join(_sections(found))
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{title}</title><style>{css}</style></head>'
        '<body><header><p class="kicker">itilkit · value, value streams and co-creation</p>'
        f"<h1>Class report</h1>{_SIMULATED if simulated else ''}"
        f"<p>{_subtitle(found, today, anonymous=anonymous)}</p>{_changed(found.data.changed)}"
        f'{_tiles(found)}</header><nav aria-label="Sections"><ul>{nav}</ul></nav><main>{body}</main>'
        f"<footer><p>{_footer(simulated=simulated, anonymous=anonymous)}</p></footer></body></html>\n"
    )


def _changed(sentences: Sequence[str]) -> str:
    return "".join(f'<p class="banner"><b>Another key.</b> {esc(each)}</p>' for each in sentences)


def _sections(found: Findings) -> Iterator[str]:
    yield _again_html(found.things)
    yield marks_html(found)
    yield objectives_html(found)
    yield misconceptions_html(found)
    yield runs_html(found)
    yield items_html(found)
    yield gains_html(found)
    yield _reading_html(found)


def _subtitle(found: Findings, today: date, *, anonymous: bool) -> str:
    hidden = " Names are replaced by numbers." if anonymous else ""
    return (
        f"{plural(len(found.data.learners), 'learner')}, "
        f"{plural(len(found.data.assignments), 'assignment')}. "
        f"{today.day} {today:%B %Y}.{hidden}"
    )


def _footer(*, simulated: bool, anonymous: bool) -> str:
    told = "Simulated data. " if simulated else ""
    if anonymous:
        return f"{told}Without names. In a small class, points alone may still tell who somebody is."
    return f"{told}For instructors: this page names people and what they got wrong."


def _tiles(found: Findings) -> str:
    """The class at a glance: five figures."""
    handed, places = sum(each.handed_in for each in found.columns), len(found.rows) * len(found.columns)
    most = sum(each.graded * each.most for each in found.columns)
    reached = sum(row.score for row in found.rows)
    overall = found.gains.overall
    tiles = (
        (percent(handed / places if places else None), "of all work handed in"),
        (percent(reached / most if most else None), "of the points of graded work"),
        (str(sum(case.reported for case in found.cases)), "misconceptions shown"),
        (percent(overall.gain if overall else None), "gained of what was left to learn"),
        (str(sum(bool(each.flags) for each in found.items)), f"of {len(found.items)} questions flagged"),
    )
    return (
        '<ul class="tiles">'
        + "".join(f"<li><b>{figure}</b> {esc(what)}</li>" for figure, what in tiles)
        + "</ul>"
    )


def _again_html(things: tuple[Thing, ...]) -> str:
    if not things:
        return section(
            "again",
            "Teach again",
            '<p class="none">Nothing concerns two learners or more: nothing to teach again.</p>',
        )
    title = {1: "One thing to teach again", 2: "Two things to teach again"}.get(
        len(things), "Three things to teach again"
    )
    lead = (
        "What concerns the largest share of those with evidence on it: a misconception by who shows it, an "
        "objective by who reached less than half of its points. What is taught in one section is taken "
        "together."
    )
    return section("again", title, f'<ol class="things">{"".join(map(_thing_html, things))}</ol>', lead)


def _thing_html(thing: Thing) -> str:
    where = lesson_words(thing.lesson, thing.section)
    place = f'<p class="where">Teach it from {esc(where)}.</p>' if where else ""
    also = f'<p class="hint">Taught there too: {esc("; ".join(thing.also))}.</p>' if thing.also else ""
    return (
        f"<li><h3>{esc(thing.name)} <small>{esc(thing.code)}</small></h3>"
        f"<p><b>{len(thing.who)} of {thing.of}</b> {esc(thing.why)}.</p>{place}{also}</li>"
    )


_READING = {
    "Where it comes from.": (
        "Points are those of the gradebook. Everything else is read from the answers that were handed in; "
        "nothing in them was run."
    ),
    "Misconceptions by answers.": (
        "A wrong option that rests on a misconception is a sign of it. A learner shows it when it was taken "
        "twice or more and its z against guessing is above 1.64. The form before the course does not count."
    ),
    "Misconceptions by moves.": (
        "Some moves show a misconception by themselves; others only support it, and count when two scenarios "
        "agree. One run in twenty is taken for a slip."
    ),
    "The class.": (
        "A misconception is reported when two learners or more show it, and more than guessing and slips "
        "give; or when those who show it in answers and in moves are more than that (z above 1.64). Of "
        "nineteen, one may pass by chance where everybody guesses."
    ),
    "What it cannot say.": (
        "A wrong answer can have other reasons than the one it is filed under. Talk to people before you act "
        "on a cell of the heat map."
    ),
}


def _reading_html(found: Findings) -> str:
    unread = [
        f"{esc(found.data.names[each.learner])}, {esc(each.assignment)}: {esc(each.why)}."
        for each in found.data.unread
    ]
    told = [f"<b>{head}</b> {esc(text)}" for head, text in _READING.items()]
    missing = f"<h3>Not in the figures</h3>{listed(unread, 'unread')}" if unread else ""
    return section("reading", "How to read it", listed(told, "reading") + missing)


__all__ = ["page_html"]
