"""The audit of the item bank as tables on the screen."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from itilkit.authoring.audit import BANK, STRATEGIES, Audit, CoverageRow, Positions, Verdict
from itilkit.authoring.audit.readability import LIX_LIMIT, SENTENCE_LIMIT, mean_lix

#: Columns of characters where no terminal says how many there are.
WIDTH = 120


def show_audit(audit: Audit, *, everything: bool = False) -> None:
    """Print what ``audit`` found; with ``everything`` also each stem, each claim and each misconception."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=WIDTH)
    console.print(_strategies(audit.verdicts))
    console.print(_positions(audit.positions))
    console.print(_readability(audit, everything=everything))
    console.print(_objectives(audit))
    if everything:
        console.print(_claims(audit.coverage.claims))
        console.print(_misconceptions(audit.coverage.misconceptions))
    console.print(_summary(audit))
    for line in _models(audit):
        console.print(line, soft_wrap=True)
    if audit.flags:
        console.print(_flags(audit))
    for problem in audit.problems:
        console.print(f"- {problem}", soft_wrap=True)


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _strategies(verdicts: Sequence[Verdict]) -> Table:
    """Strategies by sets; each cell tells hits, what chance gives, and z, and marks a z that fails."""
    found = {(verdict.strategy, verdict.over): verdict for verdict in verdicts}
    sets = list(dict.fromkeys(verdict.over for verdict in verdicts))
    counts = [next(each.items for each in verdicts if each.over == name) for name in sets]
    title = "Answering blindly: hits / what chance gives, z (above 1.64 fails)"
    table = _table(title, "Strategy", *(f"{name} ({n})" for name, n in zip(sets, counts, strict=True)))
    for strategy in STRATEGIES:
        table.add_row(strategy, *(_cell(found[strategy, name]) for name in sets))
    return table


def _cell(verdict: Verdict) -> str:
    mark = " FAILS" if verdict.fails else ""
    return f"{verdict.hits:.1f} / {verdict.chance:.1f}, {verdict.z:+.2f}{mark}"


def _positions(positions: Sequence[Positions]) -> Table:
    table = _table(
        "Where the keys of choices stand", "Set", "First", "Second", "Third", "Chi-square (above 5.99 fails)"
    )
    for spread in positions:
        mark = " FAILS" if spread.fails else ""
        table.add_row(spread.over, *map(str, spread.counts), f"{spread.chi_square:.2f}{mark}")
    return table


def _readability(audit: Audit, *, everything: bool) -> Table:
    """All stems, or the three hardest, with the mean of all."""
    hardest = sorted(audit.readings, key=lambda reading: -reading.lix)
    shown = hardest if everything else hardest[:3]
    table = _table(
        f"Stems: LIX has a mean of {mean_lix(hardest):.0f}; {'all' if everything else 'the hardest'}",
        "Item",
        f"LIX (above {LIX_LIMIT:.0f} fails)",
        f"Longest sentence, words (above {SENTENCE_LIMIT} fails)",
    )
    for reading in shown:
        table.add_row(reading.item, f"{reading.lix:.0f}", str(reading.longest))
    return table


def _objectives(audit: Audit) -> Table:
    uses = list(audit.counts)
    table = _table("Objectives: items by use, and criteria of scenarios", "Objective", *uses, "Criteria")
    for row in audit.coverage.objectives:
        counts = [str(len(row.of(use))) for use in uses]
        table.add_row(row.code, *counts, ", ".join(row.criteria) or "none")
    return table


def _claims(rows: Sequence[CoverageRow]) -> Table:
    table = _table("Claims of the source article", "Claim", "Objectives", "Taught in", "Items")
    for row in rows:
        table.add_row(row.code, ", ".join(row.objectives), row.taught, _names(row))
    return table


def _misconceptions(rows: Sequence[CoverageRow]) -> Table:
    table = _table("Misconceptions", "Code", "Criteria", "Items")
    for row in rows:
        table.add_row(row.code, ", ".join(row.criteria), _names(row))
    return table


def _names(row: CoverageRow) -> str:
    return "; ".join(f"{use}: {', '.join(names)}" for use, names in row.items.items())


def _flags(audit: Audit) -> Table:
    table = _table("Flags on items", "Item", "Flag")
    for flag in audit.flags:
        table.add_row(flag.item, flag.kind)
    return table


def _models(audit: Audit) -> Iterator[str]:
    """How many model answers earn what they should, and the reason of each that earns less."""
    if not audit.models:
        return
    full = sum(mark.earned == mark.most for mark in audit.models)
    yield f"{full} of {len(audit.models)} model answers in solutions/ earn full points by their keys."
    for mark in audit.models:
        if mark.because and not mark.fails:
            yield f"{mark.notebook}, {mark.cell}: {mark.earned:g} of {mark.most:g}. {mark.because}."


def _summary(audit: Audit) -> str:
    count = sum(verdict.items for verdict in audit.verdicts if verdict.over == BANK) // len(STRATEGIES)
    covered, holes = audit.coverage, len(audit.coverage.holes) + len(audit.criteria)
    return (
        f"{count} items in the bank, {len(covered.objectives)} objectives, {len(covered.claims)} claims, "
        f"{len(covered.misconceptions)} misconceptions; {len(audit.flags)} flags and {holes} holes in the "
        "coverage. How hard the items are for learners is not yet measured."
    )
