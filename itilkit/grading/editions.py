"""The learners' edition: what stock nbgrader makes of solutions/, compared with exercises/ byte for byte.

nbgrader works in a scratch course, so the repository's own gradebook is never touched.

    python -m itilkit.grading.editions            bring exercises/ up to date
    python -m itilkit.grading.editions --check    only say what is stale
"""

import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

import attrs

from itilkit.course.files import CONFIG, clone_above
from itilkit.ground.problem import Problem, WrongUse
from itilkit.ground.writing import write_atomically

SOURCE = "solutions"
RELEASE = "exercises"


class EditionDrift(StrEnum):
    """How a file of exercises/ differs from what nbgrader makes of solutions/."""

    STALE = "stale"
    MISSING = "missing"
    LEFT_OVER = "left over"


@attrs.frozen
class Difference:
    """One file that differs; ``path`` is relative to exercises/."""

    path: PurePosixPath
    drift: EditionDrift


def generate(root: Path) -> Mapping[PurePosixPath, bytes]:
    """The released files of every assignment in ``root``/solutions, by their path below exercises/.

    Raises Problem when nbgrader refuses an assignment, with nbgrader's own reason.
    """
    assignments = sorted(folder.name for folder in (root / SOURCE).iterdir() if folder.is_dir())
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch).resolve()
        shutil.copytree(root / SOURCE, course / SOURCE, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        api = course_api(course, root / CONFIG)
        for assignment in assignments:
            done = api.generate_assignment(assignment, create=True)
            if not done["success"]:
                raise Problem(f"nbgrader cannot release {SOURCE}/{assignment}: {_reason(done)}")
        return _files(course / RELEASE)


def compare(root: Path, generated: Mapping[PurePosixPath, bytes]) -> list[Difference]:
    """Where ``root``/exercises differs from ``generated``, sorted by path; empty when nothing does."""
    present = _files(root / RELEASE)
    drifts = dict.fromkeys(generated.keys() - present.keys(), EditionDrift.MISSING)
    drifts |= dict.fromkeys(present.keys() - generated.keys(), EditionDrift.LEFT_OVER)
    both = generated.keys() & present.keys()
    drifts |= {path: EditionDrift.STALE for path in both if generated[path] != present[path]}
    return [Difference(path, drifts[path]) for path in sorted(drifts)]


def update(root: Path, generated: Mapping[PurePosixPath, bytes]) -> list[Difference]:
    """Make ``root``/exercises equal to ``generated``; returns what differed before."""
    differences = compare(root, generated)
    for difference in differences:
        path = root / RELEASE / difference.path
        if difference.drift is EditionDrift.LEFT_OVER:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, generated[difference.path])
    return differences


def course_api(course: Path, config: Path) -> Any:
    """What nbgrader offers to programs, for the course in ``course``, configured by the file ``config``."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import PyFileConfigLoader

    settings = PyFileConfigLoader(config.name, path=str(config.parent)).load_config()
    settings.CourseDirectory.root = str(course)
    settings.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}"
    settings.Exchange.root = str(course / "exchange")
    return NbGraderAPI(CourseDirectory(config=settings), config=settings)


def own_revision() -> None:
    """From now on nbgrader looks in this process for the revision that it writes into a new gradebook.

    By itself it starts the program ``alembic`` from PATH for it, which takes most of the time that a small
    gradebook takes, and finds another environment's or none where PATH does not lead to this one.
    """
    from nbgrader import api

    api.get_alembic_version = _revision


def _revision() -> str:
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


def _files(folder: Path) -> dict[PurePosixPath, bytes]:
    """Every file below ``folder`` that JupyterLab and Python did not put there themselves."""
    if not folder.is_dir():
        return {}
    found = (path for path in folder.rglob("*") if path.is_file())
    names = {PurePosixPath(path.relative_to(folder).as_posix()): path for path in found}
    return {
        name: path.read_bytes()
        for name, path in names.items()
        if not any(part.startswith(".") or part == "__pycache__" for part in name.parts)
    }


def _reason(done: Mapping[str, Any]) -> str:
    """The last line of what nbgrader said, which names the cause."""
    lines = "\n".join(str(done.get(name) or "") for name in ("log", "error")).splitlines()
    said = [line for line in lines if line.strip()]
    return said[-1].strip() if said else "it gives no reason; run nbgrader generate_assignment to see more."


def main(arguments: Sequence[str]) -> int:
    """Bring exercises/ of the clone around the current folder up to date, or with ``--check`` only look."""
    if set(arguments) - {"--check"}:
        raise WrongUse("The editions take no other word than --check.")
    root = clone_above(Path.cwd())
    if root is None:
        raise WrongUse(f"{Path.cwd()} is in no itilkit repository: go into a clone of it.")
    generated = generate(root)
    check = "--check" in arguments
    differences = compare(root, generated) if check else update(root, generated)
    for difference in differences:
        print(f"{RELEASE}/{difference.path}: {difference.drift}")  # noqa: T201 - what the command is for
    state = "equal" if not differences else "not equal" if check else "brought up to date"
    print(f"{RELEASE}/ and {SOURCE}/: {state}.")  # noqa: T201
    return 1 if check and differences else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        sys.exit(problem.exit_code)
