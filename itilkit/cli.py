"""The command `itilkit`.

Exit codes: 0 done, 1 the work itself falls short, 2 wrong use. Every error is one sentence.
The verbs load what they need when they run, so that `--help` answers at once.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itilkit.course.problem import Problem
from itilkit.startup import defer_rfc3987

if TYPE_CHECKING:
    from itilkit.course.delivery import Delivery
    from itilkit.course.health import Finding
    from itilkit.course.tidy import Outcome

COURSE_FOLDER = "itilkit-course"
#: Set this to read where in the program an unexpected error came from.
TRACEBACK = "ITILKIT_TRACEBACK"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="itilkit", message="itilkit %(version)s")
def cli() -> None:
    """Learn, play and grade service management after ITIL 4, in notebooks that work with buttons alone."""


@cli.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--no-browser", is_flag=True, help="Only print the address; open it yourself.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Where JupyterLab listens.")
@click.option("--copy-only", is_flag=True, help="Copy the course, and do not open JupyterLab.")
@click.option("--allow-root", is_flag=True, help="Let JupyterLab run for the user root, as in a container.")
@click.option(
    "--self-study", is_flag=True, help="From a clone: bring the solutions too, to check yourself later."
)
def start(  # noqa: PLR0913 - one argument for each option
    folder: Path | None,
    *,
    no_browser: bool,
    port: int | None,
    copy_only: bool,
    allow_root: bool,
    self_study: bool,
) -> None:
    """Copy the course into DIR and open it in JupyterLab.

    DIR is ./itilkit-course unless you name another. Run it again at any time: your own work is never
    overwritten. A newer version of a file that you changed is laid beside yours.
    """
    from itilkit.course.lab import require_free_port, run_lab

    if port is not None and not copy_only:
        require_free_port(port)
    root = _bring(folder, self_study=self_study)
    if not copy_only:
        click.echo("JupyterLab is opening. Leave this window open; Ctrl+C here ends it.")
        run_lab(root, port=port, browser=not no_browser, allow_root=allow_root)
        click.echo("JupyterLab has ended. Go on at any time with itilkit start.")


def _bring(folder: Path | None, *, self_study: bool) -> Path:
    """Deliver the course and say what happened; returns the folder that JupyterLab is to open."""
    from itilkit.course.delivery import deliver
    from itilkit.course.files import delivery_above, find_course, is_clone

    course = find_course()
    root = folder or delivery_above(Path.cwd()) or Path(COURSE_FOLDER)
    if is_clone(root.resolve()):
        click.echo(f"{root.resolve()} is the itilkit repository and already a course, so nothing is copied.")
        return root.resolve()
    delivery = deliver(course, root, self_study=self_study)
    _tell_delivery(delivery)
    if self_study and course.clone:
        click.echo("The solutions are in the folder too, out of sight.")
    elif self_study:
        click.echo("This itilkit was installed without solutions: only a clone of its repository has them.")
    return delivery.root


def _tell_delivery(delivery: "Delivery") -> None:
    from itilkit.course.delivery import Fate

    if delivery.record_lost:
        click.echo(
            "The record of what was delivered here is unreadable, so every changed file counts as yours."
        )
    for step in delivery.steps:
        if step.fate is Fate.REFRESHED:
            click.echo(f"{step.path} has a newer version, and you had not changed yours, so it is replaced.")
        if step.beside is not None:
            click.echo(f"{step.path} stays as it is; its newer version lies beside it as {step.beside.name}.")
    laid, kept = delivery.count(Fate.LAID), delivery.count(Fate.KEPT) + delivery.count(Fate.BESIDE)
    news = f"{_files(laid)} copied" if laid else "nothing to copy"
    yours = f", {_files(kept)} of yours left as they are" if kept > 1 else ", 1 file of yours left as it is"
    click.echo(f"The course is in {delivery.root}: {news}{yours if kept else ''}.")


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"


@cli.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; list what is not canonical.")
def tidy(paths: Sequence[Path], *, check: bool) -> None:
    """Bring the repository's notebooks into canonical form.

    For authors: no outputs, no counts, no stray metadata, no answers left in lessons. Without a PATH it
    takes notebooks/ and solutions/. It leaves exercises/ alone.
    """
    from itilkit.course.tidy import require_canonical, usual_paths
    from itilkit.course.tidy import tidy as tidy_notebooks

    outcomes = tidy_notebooks(paths or usual_paths(Path.cwd()), check=check)
    _tell_outcomes(outcomes)
    require_canonical(outcomes)


def _tell_outcomes(outcomes: "Sequence[Outcome]") -> None:
    from itilkit.course.tidy import State

    for outcome in outcomes:
        if outcome.state is not State.CANONICAL:
            click.echo(f"{_near(outcome.path)}: {outcome.state} ({'; '.join(outcome.reasons)}).")
    count = sum(outcome.state in (State.CANONICAL, State.TIDIED) for outcome in outcomes)
    click.echo(f"{count} notebook{'' if count == 1 else 's'} in canonical form.")


def _near(path: Path) -> Path:
    """``path`` as seen from the current folder, where it is below it."""
    here = Path.cwd()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path


@cli.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def doctor(folder: Path | None) -> None:
    """Look for every part that the course needs, and say how to mend what is missing.

    DIR is where you work, the current folder unless you name another.
    """
    from itilkit.course.health import examine, first_thing

    findings = examine(folder or Path.cwd())
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; an error is one sentence on standard error."""
    defer_rfc3987()
    try:
        words = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
        code = cli.main(args=words, prog_name="itilkit", standalone_mode=False)
    except Problem as problem:
        _leave(str(problem), problem.exit_code)
    except click.ClickException as wrong:
        context = getattr(wrong, "ctx", None)
        verb = context.command_path if context else "itilkit"
        said = wrong.format_message().strip().rstrip(".")
        _leave(f"{' '.join(said.split())}: {verb} --help shows what is possible.", 2)
    except (KeyboardInterrupt, click.Abort):
        _leave("Stopped.", 130)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        _leave(
            f"itilkit itself failed ({type(error).__name__}: {' '.join(str(error).split())}): "
            f"please report it, with what {TRACEBACK}=1 shows.",
            1,
        )
    sys.exit(code if isinstance(code, int) else 0)


def _leave(sentence: str, code: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)
