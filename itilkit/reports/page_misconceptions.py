"""The section on misconceptions: the heat map over the class, and the evidence for each."""

from itilkit.ground.html import esc
from itilkit.ground.words import plural
from itilkit.items import misconceptions
from itilkit.reports.evidence import ClassData
from itilkit.reports.findings import Findings
from itilkit.reports.misconceptions import ClassMisconception, Moved, ShownMisconception, Took, by_code
from itilkit.reports.parts import TableCell, details, listed, row, section, table
from itilkit.reports.words import plain_name

#: Ways of deciding on one question that are told; the rest are counted together.
MOST_WAYS = 4


def misconceptions_html(found: Findings) -> str:
    """What the class shows, who shows it, and on what evidence."""
    reported = [case for case in found.cases if case.reported]
    body = _ranking(reported) + _heat(found) + "".join(_evidence(case, found.data) for case in reported)
    return section("misconceptions", "Misconceptions", body + _others(found), _lead(reported))


def _lead(reported: list[ClassMisconception]) -> str:
    if not reported:
        return "No misconception shows more often than guessing and slips give."
    some = plural(len(reported), "misconception shows", "misconceptions show")
    return (
        f"{some} more often than guessing and slips give. A learner shows one when their answers "
        "take it twice or more and more often than guessing explains, or when the moves of a run show it."
    )


def _ranking(reported: list[ClassMisconception]) -> str:
    if not reported:
        return ""
    rows = [
        row(
            f"{case.code} {case.name}",
            TableCell(f"{len(case.who)} of {case.of}", "n sum"),
            str(case.by_answers),
            str(case.by_moves),
            str(case.both_ways),
            f"{case.expected:.1f}",
            f"{case.expected_both:.1f}",
        )
        for case in reported
    ]
    head = [
        TableCell("Misconception"),
        TableCell("Show it", "n"),
        TableCell("In answers", "n"),
        TableCell("In moves", "n"),
        TableCell("In both", "n"),
        TableCell("By chance", "n"),
        TableCell("Both by chance", "n"),
    ]
    return table("Misconceptions in the order of their frequency", head, rows, "ranking")


# the heat map ---------------------------------------------------------------------------------------

_KEY = (
    '<p class="key"><span><b class="l0">0/3</b> offered three times, never taken '
    "(0: runs could show it, and did not)</span>"
    '<span><b class="l1">1/3</b> taken, not more than guessing gives</span>'
    '<span><b class="l2">3/3</b> shown by answers</span><span><b class="l2">0/3 ▲</b> shown by moves</span>'
    '<span><b class="l3">3/3 ▲</b> shown by both</span>'
    '<span><b class="l-none">·</b> nothing could show it</span></p>'
)


def _heat(found: Findings) -> str:
    cases = by_code(found.cases)
    if not found.data.learners:
        return ""
    rows = [(learner.name, [_cell(case, learner.id) for case in cases]) for learner in found.data.learners]
    head = [
        TableCell("Learner"),
        *(TableCell(case.code, "n found" if case.reported else "n", title=case.name) for case in cases),
    ]
    foot = [("Show it", [TableCell(str(len(case.who)), "n sum" if case.reported else "n") for case in cases])]
    grid = table("Heat map: learners by misconceptions", head, rows, "heat", foot)
    names = listed((f"<b>{code}</b> {esc(known.name)}" for code, known in misconceptions().items()), "codes")
    return (
        '<h3>Heat map</h3><p class="hint">How often each misconception was taken, of the items that offered '
        "it.</p>"
        f"{_KEY}{grid}{details('What the codes stand for', names, printed=True)}"
    )


def _cell(case: ClassMisconception, learner: str) -> TableCell:
    shown = case.cells.get(learner)
    if shown is None:
        return TableCell("·", "l-none", title="nothing could show it")
    return TableCell(_figure(shown), f"l{level(shown)}", title="; ".join(shown.seen))


def _figure(shown: ShownMisconception) -> str:
    taken = f"{shown.taken}/{shown.offered}" if shown.offered else ""
    return f"{taken} ▲".strip() if shown.by_moves else taken or "0"


def level(shown: ShownMisconception) -> int:
    """How dark a cell of the heat map is: 0 nothing taken, 1 taken, 2 shown, 3 shown both ways."""
    if shown.by_answers and shown.by_moves:
        return 3
    return 2 if shown.shown else 1 if shown.taken else 0


# the evidence ---------------------------------------------------------------------------------------


def _evidence(case: ClassMisconception, data: ClassData) -> str:
    names = ", ".join(esc(data.names[learner]) for learner in case.who)
    moves = [_moved(each) for each in case.moves]
    answers = [_took(each, data) for each in case.answers]
    body = "".join(
        f"<h4>{head}</h4>{listed(lines)}" for head, lines in (("Moves", moves), ("Answers", answers)) if lines
    )
    return (
        f'<article class="case"><h3>{esc(case.code)} {esc(case.name)} '
        f"<small>{len(case.who)} of {case.of} learners</small></h3>"
        f"<p>They act as if {esc(case.sentence)}.</p>{body}"
        f'<p class="who"><b>Who:</b> {names}.</p></article>'
    )


def _moved(each: Moved) -> str:
    weak = "" if each.telling else " <small>(supports it, and counts only with another sign)</small>"
    return (
        f"<b>{len(each.who)} of {each.played}</b> {esc(each.words)} "
        f"<small>in {esc(plain_name(each.scenario).lower())}</small>{weak}"
    )


def _took(each: Took, data: ClassData) -> str:
    ways = list(each.ways.items())
    told = "; ".join(f"{esc(way)} <small>× {times}</small>" for way, times in ways[:MOST_WAYS])
    rest = f"; and {plural(len(ways) - MOST_WAYS, 'other way')}" if len(ways) > MOST_WAYS else ""
    return (
        f"<b>{each.took} of {each.answered}</b> in “{esc(plain_name(each.question))}” "
        f"<small>({esc(data.asked[each.question].assignment)})</small>: {told}{rest}"
    )


def _others(found: Findings) -> str:
    """What shows at all, but not more often than guessing and slips give."""
    rest = [
        case
        for case in by_code(found.cases)
        if not case.reported and (case.who or case.moves or case.answers)
    ]
    if not rest:
        return ""
    lines = []
    for case in rest:
        seen = "; ".join(f"{len(each.who)} of {each.played} {esc(each.words)}" for each in case.moves)
        took = sum(each.took for each in case.answers)
        answers = f"taken in {plural(took, 'answer')}" if took else ""
        told = "; ".join(part for part in (f"{len(case.who)} of {case.of} show it", answers, seen) if part)
        lines.append(f"<b>{case.code}</b> {esc(case.name)}: {told}.")
    return "<h3>Not more often than guessing gives</h3>" + listed(lines, "rest")


__all__ = ["level", "misconceptions_html"]
