"""The command `itilkit`.

Exit codes: 0 done, 1 the work itself falls short, 2 wrong use. Every error is one sentence.
The verbs stand in `commands` and load what they need when they run, so that `--help` answers at once.
"""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from itilkit.commands import LEARNERS, author, instructor, learner
from itilkit.commands.failing import TRACEBACK
from itilkit.ground.problem import FULL_DISK, Problem, cannot_use
from itilkit.startup import defer_rfc3987, speak_anywhere

#: What a system says to somebody who may not do this.
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="itilkit", message="itilkit %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Learn, play and grade service management after ITIL 4, in notebooks that work with buttons alone."""
    verb = context.invoked_subcommand
    if verb and cli.commands[verb].hidden:
        raise Problem(
            f"itilkit {verb} is not in the kit that learners get: install itilkit from its repository with "
            "pip install -e . and run it again."
        )


for verb in (*learner.VERBS, *instructor.VERBS, *author.VERBS):
    verb.hidden = LEARNERS and verb not in learner.VERBS
    cli.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; an error is one sentence on standard error."""
    speak_anywhere()
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
        refused = _refused(error)
        if refused is not None:
            _leave(str(refused), refused.exit_code)
        _leave(
            f"itilkit itself failed ({type(error).__name__}: {' '.join(str(error).split())}): "
            f"please report it, with what {TRACEBACK}=1 shows.",
            1,
        )
    sys.exit(code if isinstance(code, int) else 0)


def _refused(error: Exception) -> Problem | None:
    """What the computer refuses, which is no fault of the kit: room on a disk, or the use of a file."""
    if not isinstance(error, OSError):
        return None
    path = Path(os.fsdecode(error.filename)) if error.filename else None
    known = error.errno in FULL_DISK or (path is not None and error.errno in REFUSED)
    return cannot_use(path, error) if known else None


def _leave(sentence: str, code: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)
