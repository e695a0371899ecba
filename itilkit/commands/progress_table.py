"""What a learner reads about their own progress on a terminal: a table, what is due, what to do next."""

from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from itilkit.ground.words import plural
from itilkit.items import objectives
from itilkit.progress.diary import Read
from itilkit.progress.mastery import Standing, secure, standings
from itilkit.progress.next_step import next_step
from itilkit.progress.review import due_words, schedule

#: Signs of a bar that stands for 100 %.
WIDTH = 10


def show_progress(found: Read, now: datetime, *, path: Path) -> None:
    """Print where a learner stands at the moment ``now``, by what was ``found`` in the diary ``path``."""
    console = Console(highlight=False, markup=False)
    stand = standings(found.entries)
    table = Table(title=f"{secure(stand)} of {len(stand)} objectives are secure", title_justify="left")
    for heading in ("Objective", "Share", "State", "Rests on", "Newest"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "Share")
    for each in stand:
        table.add_row(*_row(each, plain=not console.encoding.startswith("utf")))
    console.print(table)
    for line in (*_lines(found, now), f"All of this is read from {path}. Nothing leaves this machine."):
        console.print(line, soft_wrap=True)


def _row(each: Standing, *, plain: bool) -> tuple[str, ...]:
    name = objectives()[each.objective].name
    if each.share is None:
        return name, "–" if not plain else "-", each.level, "nothing yet", ""
    count, hints = len(each.evidence), sum(one.hints for one in each.evidence)
    rests = plural(count, "result")
    helped = f", {plural(hints, 'hint')}" if hints else ""
    newest = each.evidence[-1].at.astimezone().strftime("%Y-%m-%d")
    return name, share_bar(each.share, plain=plain), each.level, rests + helped, newest


def share_bar(share: float, *, plain: bool = False) -> str:
    """A share (0 to 1) as a bar and a percentage; ``plain`` for terminals that know only simple signs."""
    full, empty = ("#", ".") if plain else ("█", "░")
    signs = round(share * WIDTH)
    return f"{full * signs}{empty * (WIDTH - signs)} {share * 100:3.0f} %"


def _lines(found: Read, now: datetime) -> list[str]:
    """What stands below the table."""
    step = next_step(found.entries, now)
    lines = [f"For another look: {due_words(schedule(found.entries), now)}"]
    lines.append(f"Next: {step.text}{f' It is in {step.page}.' if step.page else ''}")
    if found.spoilt:
        told = plural(found.spoilt, "line of the file is", "lines of the file are")
        lines.append(f"{told} not readable and left out.")
    return lines
