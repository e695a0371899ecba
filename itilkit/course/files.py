"""Where the course's files are: inside the installed package, or in the clone that it is run from."""

import ast
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

import attrs

from itilkit.ground.problem import Problem, WrongUse
from itilkit.progress.course_folder import PRIVATE, course_folder

#: What a learner gets, in this order.
FOLDERS = ("notebooks", "exercises")
SOLUTIONS = "solutions"
START_PAGE = "notebooks/00-start-here.ipynb"
#: nbgrader's configuration, a program: where it stands is a course.
CONFIG = "nbgrader_config.py"
#: Folders of a course that hold what others handed in, or what is made for them, as nbgrader and the kit call
#: them; a course's own names are read from its configuration.
OTHERS = frozenset(
    {
        *("solutions", "source", "exercises", "release", "exchange", "inbound", "outbound"),
        *("submitted", "autograded", "feedback", "returned"),
    }
)


@attrs.frozen
class Course:
    """One edition of the course: ``root`` holds notebooks/ and exercises/, and in a clone solutions/ too."""

    root: Path
    version: str
    clone: bool

    def files(self, *folders: str) -> tuple[PurePosixPath, ...]:
        """The files below ``folders``, relative to the root and sorted; hidden ones are left out.

        Raises Problem when the start page is missing, because then there is no course to deliver.
        """
        if not (self.root / START_PAGE).is_file():
            raise Problem(
                f"{self.root} holds no {START_PAGE}: the course's files are incomplete, {mend_of(self)}."
            )
        return tuple(
            PurePosixPath(path.relative_to(self.root).as_posix())
            for folder in folders
            for path in sorted(visible_files(self.root / folder))
        )


def visible_files(folder: Path) -> Iterator[Path]:
    """Every file below ``folder`` that is neither hidden nor inside something hidden, nor compiled code."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in inside):
            yield path


def solutions_for(course: "Course", here: Path) -> Path | None:
    """The folder of solutions that self-study may use: a clone's own, or those of an unpacked self-study
    bundle that the folder ``here`` is or lies in; None where there are none.
    """
    around = delivery_above(here)
    places = [course.root / SOLUTIONS] if course.clone else []
    places += [around / PRIVATE / SOLUTIONS] if around else []
    return next((place for place in places if place.is_dir()), None)


def kit_version() -> str:
    """The version of itilkit that is installed, or ``dev`` when it runs without being installed."""
    try:
        return version("itilkit")
    except PackageNotFoundError:
        return "dev"


def find_course(package: Path | None = None) -> Course:
    """The course that came with ``package``, the folder of the running itilkit unless told otherwise.

    Raises Problem when there is no course beside or inside it.
    """
    package = package if package is not None else Path(__file__).resolve().parent.parent
    inside = package / "course" / "_files"
    if inside.is_dir():
        return Course(inside, kit_version(), clone=False)
    if is_clone(package.parent):
        return Course(package.parent, kit_version(), clone=True)
    raise Problem(f"{package} came without the course's files: install it again with {REINSTALL}.")


REINSTALL = "pip install --force-reinstall itilkit"


def mend_of(course: Course) -> str:
    """What to do about a course whose files are incomplete, as the end of a sentence."""
    return (
        f"restore them with git restore {course.root}" if course.clone else f"install again with {REINSTALL}"
    )


def is_clone(folder: Path) -> bool:
    """Whether ``folder`` is the root of an itilkit repository: its project file says so."""
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
    table = project.get("project")
    return isinstance(table, dict) and table.get("name") == "itilkit"


def clone_above(path: Path) -> Path | None:
    """The itilkit repository that ``path`` is or lies in, or None; raises WrongUse for one handed in."""
    path = path.resolve()
    found = next((folder for folder in (path, *path.parents) if is_clone(folder)), None)
    if found is not None:
        require_own(found)
    return found


def course_above(folder: Path) -> Path:
    """The nbgrader course that ``folder`` is or lies in; raises WrongUse when it is in none."""
    folder = folder.resolve()
    found = next((each for each in (folder, *folder.parents) if (each / CONFIG).is_file()), None)
    if found is None:
        raise WrongUse(f"{folder} is in no nbgrader course: go to the folder that holds {CONFIG}.")
    return found


def require_own(root: Path) -> None:
    """Raise WrongUse when the course ``root`` lies among what was handed in to another, or is made there.

    A course's configuration is a program, and anybody can hand one in: nothing of it is read here.
    """
    root = root.resolve()
    for outer in root.parents:
        config = outer / CONFIG
        if config.is_file() and not set(root.relative_to(outer).parts).isdisjoint(OTHERS | _steps(config)):
            raise WrongUse(
                f"{root} lies in a folder for work of the course {outer}, so the {CONFIG} in it may be "
                f"somebody else’s program and is not run: go to {outer}."
            )


def _steps(config: Path) -> set[str]:
    """How a course calls its folders, as far as its configuration says it in plain text; nothing is run."""
    try:
        program = ast.parse(config.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {
        str(setting.value.value)
        for setting in ast.walk(program)
        if isinstance(setting, ast.Assign) and isinstance(setting.value, ast.Constant)
        for target in setting.targets
        if isinstance(target, ast.Attribute) and target.attr.endswith("_directory")
    }


def delivery_above(path: Path) -> Path | None:
    """The learner's course folder that ``path`` is or lies in, known by its record, or None."""
    return course_folder(path)
