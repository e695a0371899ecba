"""Verbs for whoever takes the course: start, check, progress, doctor."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itilkit.commands import LEARNERS
from itilkit.ground.problem import Problem
from itilkit.ground.words import plural

if TYPE_CHECKING:
    from itilkit.course.delivery import Delivery
    from itilkit.course.health import Finding

COURSE_FOLDER = "itilkit-course"


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--no-browser", is_flag=True, help="Only print the address; open it yourself.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Where JupyterLab listens.")
@click.option("--copy-only", is_flag=True, help="Copy the course, and do not open JupyterLab.")
@click.option("--allow-root", is_flag=True, hidden=True, expose_value=False)  # was needed once
@click.option(
    "--self-study",
    is_flag=True,
    help="From a clone or a self-study bundle: bring the solutions too, to check yourself later.",
)
def start(
    folder: Path | None,
    *,
    no_browser: bool,
    port: int | None,
    copy_only: bool,
    self_study: bool,
) -> None:
    """Copy the course into DIR and open it in JupyterLab.

    DIR is ./itilkit-course unless you name another. Run it again at any time: your own work is never
    overwritten. A newer version of a file that you changed is laid beside yours.
    """
    from itilkit.course.lab import opening, require_free_port, run_lab

    if port is not None and not copy_only:
        require_free_port(port)
    root = _bring(folder, self_study=self_study)
    if not copy_only:
        click.echo(opening())
        run_lab(root, port=port, browser=not no_browser)
        click.echo("JupyterLab has ended. Go on at any time with itilkit start.")


def _bring(folder: Path | None, *, self_study: bool) -> Path:
    """Deliver the course and say what happened; returns the folder that JupyterLab is to open."""
    from itilkit.course.delivery import deliver
    from itilkit.course.files import delivery_above, find_course, is_clone

    course = find_course()
    root = folder or delivery_above(Path.cwd()) or Path(COURSE_FOLDER)
    _mend(root)
    if is_clone(root.resolve()):
        click.echo(f"{root.resolve()} is the itilkit repository and already a course, so nothing is copied.")
        return root.resolve()
    delivery = deliver(course, root, self_study=self_study)
    _tell_delivery(delivery)
    if self_study and delivery.solutions:
        click.echo("The solutions are in the folder too, out of sight.")
    elif self_study:
        click.echo("This itilkit was installed without solutions: only a clone of its repository has them.")
    return delivery.root


def _mend(folder: Path) -> None:
    """Bring back notebooks of the course that ``folder`` lies in which were cut off in a save, and say so."""
    from itilkit.course.files import delivery_above
    from itilkit.course.mending import mend

    root = delivery_above(folder)
    for mended in mend(root) if root else ():
        click.echo(str(mended))


def _tell_delivery(delivery: "Delivery") -> None:
    from itilkit.course.delivery import DeliveryFate

    if delivery.record_lost:
        click.echo(
            "The record of what was delivered here is unreadable, so every changed file counts as yours."
        )
    for step in delivery.steps:
        if step.fate is DeliveryFate.REFRESHED:
            click.echo(f"{step.path} has a newer version, and you had not changed yours, so it is replaced.")
        if step.beside is not None:
            click.echo(f"{step.path} stays as it is; its newer version lies beside it as {step.beside.name}.")
    laid, kept = (
        delivery.count(DeliveryFate.LAID),
        delivery.count(DeliveryFate.KEPT) + delivery.count(DeliveryFate.BESIDE),
    )
    news = f"{plural(laid, 'file')} copied" if laid else "nothing to copy"
    yours = f", {plural(kept, 'file of yours left as it is', 'files of yours left as they are')}"
    click.echo(f"The course is in {delivery.root}: {news}{yours if kept else ''}.")


@click.command()
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--no-open", is_flag=True, help="Write the feedback page, and do not open it.")
# where a page that JupyterLab shows finds the lessons; the button on the card knows it
@click.option("--lessons", default="", hidden=True)
def check(assignments: tuple[str, ...], *, no_open: bool, lessons: str) -> None:
    """Check your own work: grade it as an instructor would, and open your feedback page.

    Run it in your course folder. Without ASSIGNMENT it takes all that you have begun. Your files are not
    touched. After itilkit start --self-study everything is marked; without solutions the scenarios are.
    """
    from itilkit.grading.self_check.checking import check_all

    for line, page in check_all(Path.cwd(), assignments, lessons):
        click.echo(line)
        if page is not None and not no_open:
            click.launch(page.as_uri())


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def progress(folder: Path | None) -> None:
    """Show how far you have come, what is due for review, and what to do next.

    DIR is where your course is, the current folder unless you name another. Everything is read from one file
    of yours there, my-progress.jsonl; nothing leaves your machine.
    """
    from itilkit.commands.progress_table import show_progress
    from itilkit.ground.problem import WrongUse
    from itilkit.progress.course_folder import ELSEWHERE
    from itilkit.progress.diary import now
    from itilkit.progress.kernel_diary import diary, entries

    where = folder or Path.cwd()
    kept, found = diary(where), entries(where)
    if kept is None and os.environ.get(ELSEWHERE):
        raise WrongUse(
            f"No progress is kept because {ELSEWHERE} is off: unset it, and it is kept from then on."
        )
    if kept is None:
        raise WrongUse(
            f"{where.resolve()} is not in a course folder: go to the folder that itilkit start made, or name "
            "it as in itilkit progress DIR."
        )
    if found.trouble:
        raise Problem(found.trouble)
    show_progress(found, now(), path=kept.path)


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def doctor(folder: Path | None) -> None:
    """Look for every part that the course needs, and say how to mend what is missing.

    DIR is where you work, the current folder unless you name another.
    """
    from itilkit.course.health import examine, first_thing

    _mend(folder or Path.cwd())
    findings = [*examine(folder or Path.cwd())]
    if not LEARNERS:
        from itilkit.grading.classes.health import gradebook_health

        findings += gradebook_health(folder or Path.cwd())
    show_health(findings)
    advice = first_thing(findings)
    if advice:
        raise Problem(advice)
    click.echo("All that the course needs is here.")


def show_health(findings: "Sequence[Finding]") -> None:
    """Print findings as a table, and below it, one a line, what to do about those not found."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title="itilkit doctor", title_justify="left")
    for heading in ("Part", "Found", "Version or state"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        found = "yes" if finding.found else "NO" if finding.needed else "no, optional"
        state = ", ".join(part for part in (finding.version, finding.note) if part)
        table.add_row(finding.part, found, state)
    console = Console(highlight=False, markup=False, soft_wrap=False)
    console.print(table)
    for finding in findings:
        if not finding.found:
            click.echo(f"{finding.part}: {finding.mend}")


VERBS = (start, check, progress, doctor)
