"""The command `itilkit`.

Exit codes: 0 done, 1 the work itself falls short, 2 wrong use. Every error is one sentence.
The verbs load what they need when they run, so that `--help` answers at once.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itilkit.course.problem import Problem
from itilkit.startup import defer_rfc3987

if TYPE_CHECKING:
    from itilkit.course.delivery import Delivery
    from itilkit.course.health import Finding
    from itilkit.course.tidy import Outcome
    from itilkit.grading.batch import Batch

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
    "--self-study",
    is_flag=True,
    help="From a clone or a self-study bundle: bring the solutions too, to check yourself later.",
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
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--roster", type=click.Path(path_type=Path), metavar="FILE", help="A class list to bring in.")
@click.option("--partly", is_flag=True, help="Take the good lines of a list that has faults.")
@click.option("--no-open", is_flag=True, help="Set up the folder, and do not open JupyterLab.")
@click.option("--no-browser", is_flag=True, help="Only print the address; open it yourself.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Where JupyterLab listens.")
@click.option("--allow-root", is_flag=True, help="Let JupyterLab run for the user root, as in a container.")
def teach(  # noqa: PLR0913 - one argument for each option
    folder: Path | None,
    *,
    roster: Path | None,
    partly: bool,
    no_open: bool,
    no_browser: bool,
    port: int | None,
    allow_root: bool,
) -> None:
    """Set up the folder of a class, and open JupyterLab with the Formgrader.

    For instructors, from a clone. DIR is ./itilkit-class unless you name another. Run it again at any time:
    what you made or changed is never overwritten. The list may come from Canvas, from Moodle, or be a table
    with id, first, last and email.
    """
    from itilkit.course.lab import require_free_port, run_lab
    from itilkit.desk.landing import PAGE
    from itilkit.desk.verbs import SETTINGS, set_up

    if port is not None and not no_open:
        require_free_port(port)
    root = set_up(folder, roster, partly=partly, say=click.echo)
    if not no_open:
        click.echo("JupyterLab is opening. Leave this window open; Ctrl+C here ends it.")
        run_lab(
            root,
            port=port,
            browser=not no_browser,
            allow_root=allow_root,
            page=PAGE,
            settings=SETTINGS,
        )
        click.echo("JupyterLab has ended. Go on at any time with itilkit teach.")


@cli.command()
@click.option("--class", "for_class", type=click.Path(path_type=Path), metavar="FILE", help="Only this one.")
@click.option("--self-study", type=click.Path(path_type=Path), metavar="FILE", help="Only this one.")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    metavar="DIR",
    help="Where the zips go, ./dist unless you name another.",
)
def bundle(*, for_class: Path | None, self_study: Path | None, to: Path) -> None:
    """Make what learners get: one zip for a class, and one for self-study with the solutions.

    For instructors, from a clone. Without --class and --self-study both are made. Each holds the lessons,
    the assignments, and the kit to install. A zip for a class that would hold a solution or a key is not
    written.
    """
    from itilkit.desk.verbs import make

    make(for_class, self_study, to, say=click.echo)


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--assignment", default="", metavar="NAME", help="What the files are for, if they do not say.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of them.")
def take(paths: Sequence[Path], *, assignment: str, dry_run: bool) -> None:
    """Take in what learners returned: zips as Canvas or Moodle give them, folders, or notebooks.

    For instructors, in the folder of a class. The newest file of each person goes where nbgrader looks for
    it. Every doubtful one is listed, and the originals are kept in returned/.
    """
    from itilkit.desk.verbs import take_in_here

    take_in_here(paths, assignment=assignment, dry=dry_run, say=click.echo)


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
    from itilkit.grading.private_edition import make_edition

    make_edition(Path.cwd(), seed, check=check, say=click.echo)


@cli.command()
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
    graded questions are audited too.
    """
    from itilkit.course.files import find_course
    from itilkit.grading.questions import audit_course
    from itilkit.reports.bank_audit import show_audit

    found = audit_course(find_course())
    show_audit(found, everything=everything)
    if report is not None:
        _write_json(report, found.data())
    if found.problems:
        count = f"{len(found.problems)} fault{'' if len(found.problems) == 1 else 's'}"
        raise Problem(f"The audit found {count}: mend what is listed above and run itilkit audit again.")


def _write_json(path: Path, data: object) -> None:
    import json

    from itilkit.course.problem import cannot_use
    from itilkit.course.writing import write_atomically

    try:
        write_atomically(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())
    except OSError as error:
        raise cannot_use(path, error) from None


@cli.command()
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--no-open", is_flag=True, help="Write the feedback page, and do not open it.")
def check(assignments: tuple[str, ...], *, no_open: bool) -> None:
    """Check your own work: grade it as an instructor would, and open your feedback page.

    Run it in your course folder. Without ASSIGNMENT it takes all that you have begun. Your files are not
    touched. After itilkit start --self-study everything is marked; without solutions the scenarios are.
    """
    from itilkit.grading.checking import check_all

    for line, page in check_all(Path.cwd(), assignments):
        click.echo(line)
        if page is not None and not no_open:
            click.launch(page.as_uri())


@cli.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def progress(folder: Path | None) -> None:
    """Show how far you have come, what is due for review, and what to do next.

    DIR is where your course is, the current folder unless you name another. Everything is read from one file
    of yours there, my-progress.jsonl; nothing leaves your machine.
    """
    from itilkit.course.problem import WrongUse
    from itilkit.progress.diary import now
    from itilkit.progress.keeping import diary, entries
    from itilkit.progress.place import ELSEWHERE
    from itilkit.reports.own_progress import show_progress

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


@cli.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def doctor(folder: Path | None) -> None:
    """Look for every part that the course needs, and say how to mend what is missing.

    DIR is where you work, the current folder unless you name another.
    """
    from itilkit.course.health import examine, first_thing

    _mend(folder or Path.cwd())
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


@cli.command()
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option(
    "--student", "students", metavar="ID", multiple=True, help="Only this learner; repeat for more."
)
@click.option("--again", is_flag=True, help="Grade what did not change, too.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes; one for each core by default.")
@click.option("--no-feedback", is_flag=True, help="Grade only, and write no feedback pages.")
def grade(
    assignments: tuple[str, ...],
    *,
    students: tuple[str, ...],
    again: bool,
    jobs: int | None,
    no_feedback: bool,
) -> None:
    """Grade a whole class in an nbgrader course, and write its feedback pages.

    Takes every ASSIGNMENT that somebody handed in, unless you name some. Only what changed is graded again:
    the submission, the released assignment, the deadline, or the version of itilkit. After a change of
    nbgrader_config.py use --again. When it is stopped, run it again: it goes on where it was.
    """
    from itilkit.grading.batch import Wish, open_batch

    wish = Wish(assignments, students, again=again, pages=not no_feedback, jobs=jobs)
    with open_batch(Path.cwd(), wish) as batch:
        _show_batch(batch)
        for line in batch.summary():
            click.echo(line)
        batch.verdict()


def _show_batch(batch: "Batch") -> None:
    """Do what there is to do: a bar on a terminal, plain lines elsewhere, and each problem at once."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console, total = Console(highlight=False, markup=False, soft_wrap=True), len(batch.tasks)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    for line in batch.lines:
        console.print(line)
    with (
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
        closing(batch.run(loud=bool(os.environ.get(TRACEBACK)))) as outcomes,
    ):
        bar = progress.add_task("", total=total)
        for count, outcome in enumerate(outcomes, 1):
            for line in outcome.lines:
                console.print(line)
            progress.advance(bar)
            # A log gets about ten lines of progress, however large the class.
            if not console.is_terminal and count * 10 // total > (count - 1) * 10 // total:
                console.print(f"{count} of {total} done.")


@cli.command()
@click.option(
    "--canvas", metavar="FILE", type=click.Path(path_type=Path), help="A gradebook CSV that Canvas imports."
)
@click.option(
    "--moodle", metavar="FILE", type=click.Path(path_type=Path), help="A grade CSV that Moodle imports."
)
@click.option(
    "--questions",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="One row for each learner and question, for a spreadsheet.",
)
@click.option(
    "--assignment", "assignments", metavar="NAME", multiple=True, help="Only this one; repeat for more."
)
def export(
    canvas: Path | None, moodle: Path | None, questions: Path | None, *, assignments: tuple[str, ...]
) -> None:
    """Write the marks of an nbgrader course as other systems take them in.

    Marks by hand, extra credit and late penalties are in them. Canvas and Moodle read an empty cell as “no
    grade”, so a learner who handed in nothing has no row. How columns are called and what learners are known
    by is set in nbgrader_config.py (CanvasExporter, MoodleExporter).
    """
    from itilkit.grading.exports.verb import export as write_marks

    wanted = {"canvas": canvas, "moodle": moodle, "questions": questions}
    written = write_marks(Path.cwd(), wanted, assignments)
    for note in written.notes:
        click.echo(note, err=True)
    for line in written.lines:
        click.echo(line)


@cli.command()
@click.argument("course", metavar="[COURSE]", required=False, type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), metavar="FILE.html", help="Where the page goes.")
@click.option(
    "--csv", "folder", type=click.Path(path_type=Path), metavar="DIR", help="The tables as CSV, too."
)
@click.option("--anonymous", is_flag=True, help="Put numbers in the place of names.")
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
def report(course: Path | None, *, to: Path | None, folder: Path | None, anonymous: bool, show: bool) -> None:
    """Write a report on the class of an nbgrader course: one page to read, to print and to keep.

    COURSE is the course folder, the current one unless you name another. The page goes to
    class-report.html in the current folder unless --to says otherwise. It shows marks, objectives,
    misconceptions and who shows them, runs, how well the questions work, and three things to teach again.
    """
    from datetime import UTC, datetime

    from itilkit.course.problem import cannot_use
    from itilkit.course.writing import write_atomically
    from itilkit.reports.csv_files import write_csv
    from itilkit.reports.findings import findings
    from itilkit.reports.gathering import gather
    from itilkit.reports.page import page_html

    found = findings(gather(course or Path.cwd(), anonymous=anonymous))
    page = to or Path("class-report.html")
    today = datetime.now(UTC).astimezone().date()
    try:
        write_atomically(page, page_html(found, today, anonymous=anonymous).encode())
        files = write_csv(found, folder) if folder is not None else []
    except OSError as error:
        raise cannot_use(Path(error.filename or page), error) from None
    count = len(found.data.learners)
    click.echo(f"The report on {count} learner{'' if count == 1 else 's'} is in {page}.")
    if folder is not None:
        click.echo(f"Its tables are in {folder}: {_files(len(files))}.")
    if show:
        click.launch(str(page.resolve()))


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
