"""Bringing the repository's notebooks into canonical form: which are meant, and what became of each."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import attrs

from itilkit.authoring.canonical import NotANotebook, Role, canonical, role_of
from itilkit.course.files import SOLUTIONS, clone_above, delivery_above, visible_files
from itilkit.ground.problem import Problem, WrongUse
from itilkit.ground.words import plural
from itilkit.ground.writing import write_atomically


class TidyState(StrEnum):
    """What tidying found in, or did with, one notebook."""

    CANONICAL = "canonical"
    NOT_CANONICAL = "not canonical"
    TIDIED = "tidied"
    LEFT_ALONE = "left alone"
    BROKEN = "broken"


@attrs.frozen
class Outcome:
    """One notebook, or one folder that is left alone, with the reasons as short phrases."""

    path: Path
    state: TidyState
    reasons: tuple[str, ...] = ()


def tidy(paths: Iterable[Path], *, check: bool = False) -> list[Outcome]:
    """Tidy the notebooks named by ``paths``, files or folders; with ``check`` only look.

    Raises WrongUse for a path that is not there. A notebook that cannot be tidied is an outcome.
    """
    paths = list(paths)
    for path in paths:
        if not path.exists():
            raise WrongUse(f"{path} does not exist: name a notebook or a folder of notebooks.")
    return [outcome for path in dict.fromkeys(paths) for outcome in _path(path, check=check)]


def usual_paths(here: Path) -> list[Path]:
    """What is tidied when nothing is named: lessons and solutions of the repository around ``here``.

    Raises WrongUse outside a repository.
    """
    clone = clone_above(here)
    if clone is None:
        raise WrongUse(
            f"{here} is not inside the itilkit repository: change into it, or name the notebooks to tidy."
        )
    folders = [clone / Role.LESSON.value, clone / SOLUTIONS]
    return [folder for folder in folders if folder.is_dir()]


def require_canonical(outcomes: Iterable[Outcome]) -> None:
    """Raise Problem when a notebook is still not canonical."""
    states = [outcome.state for outcome in outcomes]
    loose, broken = states.count(TidyState.NOT_CANONICAL), states.count(TidyState.BROKEN)
    if broken:
        raise Problem(
            f"{plural(broken, 'notebook')} could not be tidied: mend what is said above, then run itilkit "
            "tidy again."
        )
    if loose:
        raise Problem(f"{plural(loose, 'notebook')} not canonical: run itilkit tidy and commit the result.")


def _path(path: Path, *, check: bool) -> Iterator[Outcome]:
    """The outcomes for a file, or for a folder and what is in it."""
    inside = path / "x.ipynb" if path.is_dir() else path
    reason = _taboo(inside)
    if reason:
        yield Outcome(path, TidyState.LEFT_ALONE, (reason,))
    elif path.is_dir():
        folders: set[Path] = set()
        for file in sorted(visible_files(path)):
            if file.suffix != ".ipynb":
                continue
            reason = _taboo(file)
            if not reason:
                yield _notebook(file, check=check)
            elif (top := _top(path, file)) not in folders:
                folders.add(top)
                yield Outcome(top, TidyState.LEFT_ALONE, (reason,))
    else:
        yield _notebook(path, check=check)


def _taboo(file: Path) -> str:
    """Why a notebook is not for tidying, or nothing."""
    if delivery_above(file.parent):
        return "a learner's copy of the course, whose answers tidying would erase"
    if role_of(file) is Role.EXERCISE:
        return "nbgrader writes exercises/ from solutions/, byte for byte"
    return ""


def _top(path: Path, file: Path) -> Path:
    """The folder directly below ``path`` on the way to ``file``, or the file itself."""
    return path / file.relative_to(path).parts[0]


def _notebook(path: Path, *, check: bool) -> Outcome:
    try:
        content = path.read_bytes()
        tidied = canonical(content, role_of(path))
        if not tidied.reasons:
            return Outcome(path, TidyState.CANONICAL)
        if check:
            return Outcome(path, TidyState.NOT_CANONICAL, tidied.reasons)
        write_atomically(path, tidied.content)
    except NotANotebook as fault:
        return Outcome(path, TidyState.BROKEN, (str(fault),))
    except OSError as error:
        return Outcome(
            path, TidyState.BROKEN, (f"cannot be read or written ({error.strerror}): mend its permissions",)
        )
    return Outcome(path, TidyState.TIDIED, tidied.reasons)
