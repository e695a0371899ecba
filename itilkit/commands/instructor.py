"""Verbs for instructors: teach, bundle, take, grade, report, export, variants."""

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from itilkit.commands.failing import TRACEBACK
from itilkit.ground.words import plural

if TYPE_CHECKING:
    from itilkit.grading.batch import Batch
    from itilkit.grading.classes.students import Student


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--roster", type=click.Path(path_type=Path), metavar="FILE", help="A class list to bring in.")
@click.option("--partly", is_flag=True, help="Take the good lines of a list that has faults.")
@click.option(
    "--same", metavar="ID=KNOWN", multiple=True, help="ID on the list is KNOWN in the class; repeat for more."
)
@click.option("--new", metavar="ID", multiple=True, help="ID on the list is a new person; repeat for more.")
@click.option("--gone", is_flag=True, help="Whoever is not on the list has left; their marks stay.")
@click.option("--no-open", is_flag=True, help="Set up the folder, and do not open JupyterLab.")
@click.option("--no-browser", is_flag=True, help="Only print the address; open it yourself.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Where JupyterLab listens.")
@click.option("--allow-root", is_flag=True, hidden=True, expose_value=False)  # was needed once
def teach(  # noqa: PLR0913 - one argument for each option
    folder: Path | None,
    *,
    roster: Path | None,
    partly: bool,
    same: tuple[str, ...],
    new: tuple[str, ...],
    gone: bool,
    no_open: bool,
    no_browser: bool,
    port: int | None,
) -> None:
    """Set up the folder of a class, and open JupyterLab with the Formgrader.

    For instructors, from a clone. DIR is ./itilkit-class unless you name another. Run it again at any time:
    what you made or changed is never overwritten. The list may come from Canvas, from Moodle, or be a table
    with id, first, last and email. When somebody on it may be one whom the class knows under another id, you
    are asked: nobody becomes two.
    """
    from itilkit.course.lab import opening, require_free_port, run_lab
    from itilkit.desk.console import SETTINGS, set_up
    from itilkit.desk.enrolment import Answers
    from itilkit.desk.landing import PAGE
    from itilkit.ground.problem import WrongUse

    if port is not None and not no_open:
        require_free_port(port)
    pairs = [pair.partition("=")[::2] for pair in same]
    if not all(one and other for one, other in pairs):
        raise WrongUse(
            "--same takes two ids, the one on the list and the one in the class: --same 123=00123."
        )
    ask = _is_the_same if sys.stdin.isatty() else None
    answers = Answers(dict(pairs), frozenset(new), gone=gone, ask=ask)
    root = set_up(folder, roster, partly=partly, say=click.echo, answers=answers)
    if not no_open:
        click.echo(opening())
        run_lab(
            root,
            port=port,
            browser=not no_browser,
            page=PAGE,
            settings=SETTINGS,
        )
        click.echo("JupyterLab has ended. Go on at any time with itilkit teach.")


def _is_the_same(student: "Student", known: "Student") -> bool:
    from itilkit.desk.enrolment import told

    # without a default: a key pressed too soon would make one person two
    return click.confirm(
        f"Is {told(student)} on the list the same person as {told(known)} in the class?", default=None
    )


@click.command()
@click.option("--class", "for_class", type=click.Path(path_type=Path), metavar="FILE", help="Only this one.")
@click.option("--self-study", type=click.Path(path_type=Path), metavar="FILE", help="Only this one.")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    metavar="DIR",
    help="Where the zips go, ./dist unless you name another.",
)
@click.option(
    "--from",
    "taught",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A class’s folder, whose assignments go out.",
)
def bundle(*, for_class: Path | None, self_study: Path | None, to: Path, taught: Path | None) -> None:
    """Make what learners get: one zip for a class, and one for self-study with the solutions.

    For instructors, from a clone. Without --class and --self-study both are made. Each holds the lessons,
    the assignments, and the kit to install. With --from only the zip for the class is made, and holds the
    assignments of its folder. A zip for a class that would hold a solution or a key is not written.
    """
    from itilkit.desk.console import make

    make(for_class, self_study, to, taught=taught, say=click.echo)


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--assignment", default="", metavar="NAME", help="What the files are for, if they do not say.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of them.")
def take(paths: Sequence[Path], *, assignment: str, dry_run: bool) -> None:
    """Take in what learners returned: zips as Canvas or Moodle give them, folders, or notebooks.

    For instructors, in the folder of a class. The newest file of each person goes where nbgrader looks for
    it. Every doubtful one is listed, and the originals are kept in returned/.
    """
    from itilkit.desk.console import take_in_here

    take_in_here(paths, assignment=assignment, dry=dry_run, say=click.echo)


@click.command()
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option(
    "--student", "students", metavar="ID", multiple=True, help="Only this learner; repeat for more."
)
@click.option("--again", is_flag=True, help="Grade what did not change, too.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes; one for each core by default.")
@click.option("--scheduler", metavar="ADDRESS", help="Let the workers of this Dask scheduler do it.")
@click.option("--no-feedback", is_flag=True, help="Grade only, and write no feedback pages.")
@click.option("--preview", is_flag=True, help="Write nothing; show who would gain or lose by a changed key.")
def grade(  # noqa: PLR0913 - one argument for each option
    assignments: tuple[str, ...],
    *,
    students: tuple[str, ...],
    again: bool,
    jobs: int | None,
    scheduler: str | None,
    no_feedback: bool,
    preview: bool,
) -> None:
    """Grade a whole class in an nbgrader course, and write its feedback pages.

    Takes every ASSIGNMENT that somebody handed in, unless you name some. Only what changed is graded again:
    the submission, the released assignment, the deadline, or the version of itilkit. After a change of
    nbgrader_config.py use --again. When it is stopped, run it again: it goes on where it was.

    Grades follow an assignment as it was generated. After a change in solutions/, --preview shows what
    generating it anew would change for whom.
    """
    from itilkit.grading.batch import Wish, open_batch
    from itilkit.ground.problem import WrongUse

    if jobs is not None and scheduler is not None:
        raise WrongUse("--jobs is for this computer and --scheduler for others: name one of the two.")
    if preview:
        if again or no_feedback or jobs is not None or scheduler is not None:
            raise WrongUse("--preview grades nothing: name only assignments and learners with it.")
        from itilkit.grading.batch.preview import preview as lines_of

        for line in lines_of(Path.cwd(), Wish(assignments, students)):
            click.echo(line)
        return
    wish = Wish(assignments, students, again=again, pages=not no_feedback, jobs=jobs, scheduler=scheduler)
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


@click.command()
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

    from itilkit.course.files import course_above
    from itilkit.grading.classes.students import gone_from
    from itilkit.ground.problem import cannot_use
    from itilkit.ground.writing import write_all, write_atomically
    from itilkit.reports.csv_files import csv_files
    from itilkit.reports.findings import findings
    from itilkit.reports.gathering import gather
    from itilkit.reports.page import page_html

    found = findings(gather(course or Path.cwd(), anonymous=anonymous))
    page = to or Path("class-report.html")
    today = datetime.now(UTC).astimezone().date()
    try:
        write_atomically(page, page_html(found, today, anonymous=anonymous).encode())
        files = write_all(folder, csv_files(found)) if folder is not None else []
    except OSError as error:
        raise cannot_use(Path(error.filename or page), error) from None
    for sentence in found.data.changed:
        click.echo(sentence)
    click.echo(f"The report on {plural(len(found.data.learners), 'learner')} is in {page}.")
    left = gone_from(course_above(course or Path.cwd()))
    if left:
        click.echo(f"Left out, as they have left the class: {', '.join(sorted(left))}.")
    if folder is not None:
        click.echo(f"Its tables are in {folder}: {len(files)} files.")
    if show:
        click.launch(str(page.resolve()))


@click.command()
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


VERBS = (teach, bundle, take, grade, report, export)
