"""The wheel of a clone, built from a clean copy of what belongs into it."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from itilkit.course.files import FOLDERS, visible_files
from itilkit.course.problem import Problem

EXERCISES = "exercises"
FILES = ("pyproject.toml", "README.md", "LICENSE")
#: What hatchling is asked for: PEP 517's own call, in a process that stands in the copy.
_HATCHLING = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


#: The copy that is built, in the folder that the wheel is made in.
SOURCE = "source"


def build_wheel(clone: Path, target: Path, *, exercises: Path | None = None) -> Path:
    """Build the wheel of ``clone`` into the folder ``target``; the same clone always gives the same bytes.

    The assignments in it are those of the folder ``exercises``, the clone's own unless told otherwise.
    A copy is built, so that nothing of JupyterLab or of the person gets into it, and nothing is left behind.
    Raises Problem when nothing can build, or the building fails.
    """
    source = target / SOURCE
    for name in FILES:
        source.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(clone / name, source / name)
    for name in ("itilkit", *FOLDERS):
        folder = exercises if exercises is not None and name == EXERCISES else clone / name
        for file in visible_files(folder):
            copy = source / name / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    out = target / "wheel"
    done = subprocess.run(  # noqa: S603 - our own words
        _command(out), cwd=source, capture_output=True, text=True, check=False
    )
    found = sorted(out.glob("*.whl"))
    if done.returncode or len(found) != 1:
        said = (done.stderr or done.stdout).strip().splitlines()
        reason = said[-1].strip().rstrip(".") if said else "it gives no reason"
        raise Problem(f"The wheel cannot be built ({reason}): run python -m build in {clone} to see more.")
    return found[0]


def _command(out: Path) -> list[str]:
    """What builds a wheel into ``out``: hatchling where it is installed, else build, which fetches it."""
    if find_spec("hatchling") is not None:
        return [sys.executable, "-P", "-c", _HATCHLING, str(out)]
    if find_spec("build") is not None:
        return [sys.executable, "-P", "-m", "build", "--wheel", "--outdir", str(out)]
    raise Problem(
        f"Nothing here can build the wheel: install what does with {sys.executable} -m pip install hatchling."
    )
