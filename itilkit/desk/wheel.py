"""The wheel that learners get, built from a clean copy of what belongs into it."""

import shutil
import subprocess
import sys
from pathlib import Path

from itilkit.course.files import FOLDERS, visible_files
from itilkit.ground.problem import Problem

EXERCISES = "exercises"
FILES = ("pyproject.toml", "README.md", "LICENSE")
#: Of the package, what only authors and instructors use: no learner gets the strategies and best runs of
#: graded cases, nor the words that a quick reading looks for. Their commands say so (`cli`).
LEFT_OUT = (
    "itilkit/authoring",
    "itilkit/content/readings",
    "itilkit/desk",
    "itilkit/grading/batch",
    "itilkit/grading/classes",
    "itilkit/grading/exports",
    "itilkit/reports",
)
#: What hatchling is asked for: PEP 517's own call, in a process that stands in the copy.
_HATCHLING = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


#: The copy that is built, in the folder that the wheel is made in.
SOURCE = "source"


def build_wheel(clone: Path, target: Path, *, exercises: Path | None = None) -> Path:
    """Build the wheel of ``clone`` into the folder ``target``; the same clone always gives the same bytes.

    hatchling does it, which came with the kit, so that no network is needed.

    The assignments in it are those of the folder ``exercises``, the clone's own unless told otherwise.
    `LEFT_OUT` is not in it. A copy is built, so that nothing of JupyterLab or of the person gets into it, and
    nothing is left behind.
    Raises Problem when the building fails.
    """
    source = target / SOURCE
    for name in FILES:
        source.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(clone / name, source / name)
    for name in ("itilkit", *FOLDERS):
        folder = exercises if exercises is not None and name == EXERCISES else clone / name
        for file in visible_files(folder):
            if any((clone / left_out) in file.parents for left_out in LEFT_OUT):
                continue
            copy = source / name / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    out = target / "wheel"
    command = [sys.executable, "-P", "-c", _HATCHLING, str(out)]
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=source, capture_output=True, text=True, check=False
    )
    found = sorted(out.glob("*.whl"))
    if done.returncode or len(found) != 1:
        said = (done.stderr or done.stdout).strip().splitlines()
        reason = said[-1].strip().rstrip(".") if said else "it gives no reason"
        raise Problem(
            f"The wheel cannot be built ({reason}): see with itilkit doctor whether hatchling is there, and "
            f"whether pyproject.toml in {clone} is as it came."
        )
    return found[0]
