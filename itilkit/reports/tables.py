"""The tables of the report as plain rows, for CSV files. Shares are from 0 to 1 with four decimals."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from itilkit.reports.findings import Findings
from itilkit.reports.misconceptions import by_code

Value = str | int | float | None
Rows = Iterator[Sequence[Value]]


@attrs.frozen
class Table:
    """A table by its file's ``name``; every row has as many cells as the head."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables(found: Findings) -> tuple[Table, ...]:
    """All tables of a report, those that nobody has anything in as well."""
    return tuple(
        Table(name, head, tuple(tuple(row) for row in made(found))) for name, (head, made) in _TABLES.items()
    )


def _names(found: Findings) -> Mapping[str, str]:
    return found.data.names


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _marks(found: Findings) -> Rows:
    most = {each.name: each.most for each in found.columns}
    for row in found.rows:
        for name, mark in row.marks.items():
            state = (
                "missing"
                if not mark.handed_in
                else "nothing to grade"
                if mark.no_grade
                else "not graded"
                if mark.score is None
                else "mark of an earlier answer"
                if mark.earlier
                else "waiting"
                if mark.waiting
                else "graded"
            )
            score = None if mark.score is None else round(mark.score, 4)
            yield _names(found)[row.learner], name, score, most[name], round(mark.penalty, 4), state


def _objectives(found: Findings) -> Rows:
    for each in found.objectives:
        for learner, share in each.shares.items():
            yield _names(found)[learner], each.code, each.name, _share(share), each.pieces[learner]


def _class_objectives(found: Findings) -> Rows:
    for each in found.objectives:
        below, of = len(each.below_half), len(each.shares)
        yield each.code, each.name, _share(each.mean), below, of, each.questions, each.criteria


def _misconceptions(found: Findings) -> Rows:
    for case in found.cases:
        yield (
            case.code,
            case.name,
            "yes" if case.reported else "no",
            len(case.who),
            case.of,
            case.by_answers,
            case.by_moves,
            case.both_ways,
            _share(case.expected),
            _share(case.expected_both),
            _share(case.strength),
        )


def _heat_map(found: Findings) -> Rows:
    for learner in found.data.learners:
        for case in by_code(found.cases):
            cell = case.cells.get(learner.id)
            if cell is not None:
                shown = "yes" if cell.shown else "no"
                seen = "; ".join(cell.seen)
                yield learner.name, case.code, cell.taken, cell.offered, _share(cell.strength), seen, shown


def _evidence(found: Findings) -> Rows:
    for case in found.cases:
        for moved in case.moves:
            who = "; ".join(_names(found)[learner] for learner in moved.who)
            yield case.code, "moves", moved.scenario, moved.words, len(moved.who), moved.played, who
        for took in case.answers:
            for way, times in took.ways.items():
                yield case.code, "answers", took.question, way, times, took.answered, ""


def _runs(found: Findings) -> Rows:
    for picture in found.pictures:
        for line in (*picture.runs, *picture.beside):
            who = f"Plan: {line.who}" if line.id else _names(found)[line.who]
            passed = "" if line.id else "yes" if line.passed else "no"
            whole = (_share(line.value), _share(line.score), picture.most, passed)
            for place, step in enumerate(picture.steps):
                value = _share(line.values[place]) if place < len(line.values) else None
                yield who, picture.scenario, step, value, *whole


def _items(found: Findings) -> Rows:
    for each in found.items:
        yield (
            each.question,
            each.assignment,
            each.kind,
            each.objective,
            each.answered,
            each.open,
            _share(each.facility),
            _share(each.discrimination),
            "; ".join(each.flags),
        )


def _decisions(found: Findings) -> Rows:
    for each in found.items:
        for way in each.ways:
            yield each.question, way.words, "yes" if way.right else "no", way.code, _share(way.share)


def _gain(found: Findings) -> Rows:
    overall = (found.gains.overall,) if found.gains.overall else ()
    for each in (*found.gains.objectives, *overall):
        yield each.code, each.name, _share(each.before), _share(each.after), _share(each.gain)


def _again(found: Findings) -> Rows:
    for place, thing in enumerate(found.things, 1):
        where = (thing.lesson, thing.section)
        yield place, thing.code, thing.name, len(thing.who), thing.of, *where, "; ".join(thing.also)


def _unread(found: Findings) -> Rows:
    for each in found.data.unread:
        yield _names(found)[each.learner], each.assignment, each.why


_TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Findings], Rows]]] = {
    "teach-again": (
        ("place", "code", "name", "concerns", "of", "lesson", "section", "taught there too"),
        _again,
    ),
    "marks": (("learner", "assignment", "score", "most", "late penalty", "state"), _marks),
    "objectives": (
        ("code", "objective", "mean share", "below half", "of", "questions", "criteria"),
        _class_objectives,
    ),
    "objectives-by-learner": (("learner", "code", "objective", "share", "pieces"), _objectives),
    "misconceptions": (
        (
            *("code", "misconception", "reported", "show it", "of", "in answers", "in moves", "in both"),
            *("by chance", "both by chance", "strength"),
        ),
        _misconceptions,
    ),
    "heat-map": (("learner", "code", "taken", "offered", "strength", "seen in runs", "shown"), _heat_map),
    "evidence": (("code", "kind", "where", "what", "count", "of", "who"), _evidence),
    "runs": (("learner", "scenario", "step", "step value", "value", "score", "most", "passed"), _runs),
    "questions": (
        (
            *("question", "assignment", "kind", "objective", "answered", "left open"),
            *("facility", "discrimination", "flags"),
        ),
        _items,
    ),
    "decisions": (("question", "decision", "right", "code", "share"), _decisions),
    "gain": (("code", "objective", "before", "after", "gain"), _gain),
    "not-in-the-figures": (("learner", "assignment", "why"), _unread),
}
__all__ = ["Table", "Value", "tables"]
