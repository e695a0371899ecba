"""Verbs for authors: tidy, audit, variants. What they do stands in `authoring`, which learners do not get."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itilkit.ground.problem import Problem
from itilkit.ground.words import plural

if TYPE_CHECKING:
    from itilkit.authoring.tidy import Outcome


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; list what is not canonical.")
def tidy(paths: Sequence[Path], *, check: bool) -> None:
    """Bring the repository's notebooks into canonical form.

    For authors: no outputs, no counts, no stray metadata, no answers left in lessons. Without a PATH it
    takes notebooks/ and solutions/. It leaves exercises/ alone.
    """
    from itilkit.authoring.tidy import require_canonical, usual_paths
    from itilkit.authoring.tidy import tidy as tidy_notebooks

    outcomes = tidy_notebooks(paths or usual_paths(Path.cwd()), check=check)
    _tell_outcomes(outcomes)
    require_canonical(outcomes)


def _tell_outcomes(outcomes: "Sequence[Outcome]") -> None:
    from itilkit.authoring.tidy import TidyState

    for outcome in outcomes:
        if outcome.state is not TidyState.CANONICAL:
            click.echo(f"{_near(outcome.path)}: {outcome.state} ({'; '.join(outcome.reasons)}).")
    count = sum(outcome.state in (TidyState.CANONICAL, TidyState.TIDIED) for outcome in outcomes)
    click.echo(f"{plural(count, 'notebook')} in canonical form.")


def _near(path: Path) -> Path:
    """``path`` as seen from the current folder, where it is below it."""
    here = Path.cwd()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path


@click.command()
@click.option(
    "--json",
    "report",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write all that was found to FILE.",
)
@click.option(
    "--all", "everything", is_flag=True, help="Show every stem, every claim and every misconception too."
)
def audit(report: Path | None, *, everything: bool) -> None:
    """Audit the item bank: whether it can be passed blindly, and whether it covers the course.

    For authors. Eleven strategies that see only the form of the options answer every item; none may beat
    chance. Slips in wording, places of keys, hard stems and gaps in the coverage are listed. In a clone the
    graded questions are audited too, and every model answer is marked by its own key.
    """
    from itilkit.authoring.audit.course import audit_course
    from itilkit.authoring.audit.tables import show_audit
    from itilkit.course.files import find_course

    found = audit_course(find_course())
    show_audit(found, everything=everything)
    if report is not None:
        _write_json(report, found.data())
    if found.problems:
        count = plural(len(found.problems), "fault")
        raise Problem(f"The audit found {count}: mend what is listed above and run itilkit audit again.")


def _write_json(path: Path, data: object) -> None:
    import json

    from itilkit.ground.problem import cannot_use
    from itilkit.ground.writing import write_atomically

    try:
        write_atomically(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())
    except OSError as error:
        raise cannot_use(path, error) from None


@click.command()
@click.option(
    "--seed",
    type=click.IntRange(1, 999_999),
    required=True,
    metavar="N",
    help="Any number from 1 on; another one gives another edition.",
)
@click.option("--check", is_flag=True, help="Write nothing; say what would be made.")
def variants(*, seed: int, check: bool) -> None:
    """Make a private edition of the assignments: new numbers, and model answers that fit them.

    For instructors, in a clone, since the solutions of the course are public. Each scenario gets a variant
    graded-N, solutions/ and exercises/ are put onto it, and texts that quote the numbers of before are listed
    for you to look at. It takes some minutes; either all of it is written or nothing.
    """
    from itilkit.authoring.private_edition import make_edition

    make_edition(Path.cwd(), seed, check=check, say=click.echo)


VERBS = (tidy, audit, variants)
