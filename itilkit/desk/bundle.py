"""What learners get, in one zip: the course as a folder that was delivered already, and the wheel.

Unpacked, the folder is a learner's course: `itilkit start` in it goes on from there. The one for self-study
holds the solutions too, in the kit's own corner. A zip that holds more than it may is not written.

The assignments for a class may be a class folder's own. They are put into the wheel as well: otherwise
`itilkit start` would take the clone's for a newer edition, and lay them over the class's.
"""

import tempfile
import zipfile
from collections.abc import Iterable
from enum import StrEnum
from importlib.resources import files as resources
from io import BytesIO
from pathlib import Path

import attrs

from itilkit.course.delivery import deliver
from itilkit.course.files import SOLUTIONS, Course
from itilkit.desk.leaks import Leak, Secrets, leaks_in, secrets_of
from itilkit.desk.wheel import EXERCISES, SOURCE, build_wheel
from itilkit.ground.problem import Problem, WrongUse, cannot_use
from itilkit.ground.writing import write_atomically
from itilkit.progress.course_folder import PRIVATE

CONSTRAINTS = "constraints.txt"
README = "README.txt"
#: The earliest time that a zip can hold: the same content gives the same bytes.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


class BundleKind(StrEnum):
    """For whom a bundle is."""

    CLASS = "class"
    SELF_STUDY = "self-study"


@attrs.frozen
class Bundle:
    """A zip that was written: where, how many files it holds, and how many bytes it has."""

    kind: BundleKind
    path: Path
    files: int
    size: int


def file_name(course: Course, kind: BundleKind) -> str:
    """What a bundle is called unless somebody names it."""
    return f"itilkit-{kind}-{course.version}.zip"


def make_bundles(
    course: Course, targets: dict[BundleKind, Path], *, taught: Path | None = None
) -> list[Bundle]:
    """Write a zip for each kind asked for, all of them or none.

    ``taught`` is a class's folder, whose assignments the zip for a class holds; self-study has none such.
    Raises WrongUse for a folder that is none, and Problem outside a clone, when the wheel cannot be built,
    and for anything secret in a zip.
    """
    if not course.clone or not (course.root / SOLUTIONS).is_dir():
        raise Problem("Bundles are made from a clone of the repository: run itilkit bundle there.")
    if taught is not None:
        _require_class(taught, targets)
    home = taught or course.root
    secrets = _secrets(home / SOLUTIONS)
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build_wheel(course.root, Path(scratch), exercises=home / EXERCISES)
        edition = course if taught is None else attrs.evolve(course, root=Path(scratch) / SOURCE)
        contents = {kind: _contents(edition, kind, wheel, Path(scratch) / kind) for kind in targets}
        constraints = course.root / CONSTRAINTS
        if constraints.is_file():
            for files in contents.values():
                files[CONSTRAINTS] = constraints.read_bytes()
    zips = {kind: zipped(files, targets[kind].stem) for kind, files in contents.items()}
    for kind, content in zips.items():
        require_clean(content, secrets, kind, home)
    for kind, content in zips.items():
        target = targets[kind]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, content)
        except OSError as error:
            raise cannot_use(target, error) from None
    return [Bundle(kind, targets[kind], len(contents[kind]), len(zips[kind])) for kind in targets]


def _contents(course: Course, kind: BundleKind, wheel: Path, folder: Path) -> dict[str, bytes]:
    """The files of a bundle by their path in it."""
    deliver(course, folder, self_study=kind is BundleKind.SELF_STUDY)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    files[wheel.name] = wheel.read_bytes()
    text = (resources("itilkit.desk") / "templates" / "README-class.txt").read_text(encoding="utf-8")
    options = " --self-study" if kind is BundleKind.SELF_STUDY else ""
    lines = text.format(wheel=wheel.name, options=options).splitlines()
    # Windows' own editor is the one that may need it.
    files[README] = ("\r\n".join(lines) + "\r\n").encode()
    return files


def zipped(files: dict[str, bytes], top: str) -> bytes:
    """The zip of ``files`` below the folder ``top``: the same files always give the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}", LONG_AGO)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            # A wheel is a zip already.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return out.getvalue()


def _require_class(folder: Path, kinds: Iterable[BundleKind]) -> None:
    """Raise WrongUse for a folder without a class's assignments, and for a zip that is not for a class."""
    if {*kinds} != {BundleKind.CLASS}:
        raise WrongUse("A class folder’s assignments go into the zip for a class: leave out --self-study.")
    for name in (EXERCISES, SOLUTIONS):
        if not any((folder / name).glob("*/*.ipynb")):
            raise WrongUse(
                f"{folder} has no assignments in {name}: name a folder that itilkit teach has made ready."
            )


def _secrets(solutions: Path) -> Secrets:
    """What the notebooks in ``solutions`` hold and no learner may get.

    Raises Problem for one that cannot be read: what it holds would go out unseen.
    """
    paths = sorted(solutions.glob("*/*.ipynb"))
    for path in paths:
        try:
            secrets_of([path])
        except (OSError, ValueError, LookupError, TypeError, AttributeError, SyntaxError):
            raise Problem(
                f"{path} cannot be searched for keys: open it in JupyterLab and mend its cells, then make "
                "the bundle again."
            ) from None
    return secrets_of(paths)


def require_clean(content: bytes, secrets: Secrets, kind: BundleKind, home: Path) -> None:
    """Raise Problem when a zip holds what its learners may not get, naming the first of it.

    ``home`` is where the assignments come from.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        top = archive.namelist()[0].partition("/")[0]
    allowed = f"{top}/{PRIVATE}/{SOLUTIONS}/" if kind is BundleKind.SELF_STUDY else ""
    found = list(leaks_in(content, secrets, allowed=allowed))
    if found:
        raise Problem(_refused(found, kind, home))


def _refused(found: list[Leak], kind: BundleKind, home: Path) -> str:
    first, more = found[0], len(found) - 1
    others = f", and {more} more like it" if more else ""
    return (
        f"No bundle was written, because the one for {kind} would hold {first.what} in {first.path}{others}: "
        f"take it out of the files in {home}, and run itilkit bundle again."
    )
