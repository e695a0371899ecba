"""What learners get, in one zip: the course as a folder that was delivered already, and the wheel.

Unpacked, the folder is a learner's course: `itilkit start` in it goes on from there. The one for self-study
holds the solutions too, in the kit's own corner. A zip that holds more than it may is not written.
"""

import tempfile
import zipfile
from enum import StrEnum
from importlib.resources import files as resources
from io import BytesIO
from pathlib import Path

import attrs

from itilkit.course.delivery import deliver
from itilkit.course.files import SOLUTIONS, Course
from itilkit.course.problem import Problem, cannot_use
from itilkit.course.writing import write_atomically
from itilkit.desk.leaks import Leak, leaks_in, secrets_of
from itilkit.desk.wheel import build_wheel
from itilkit.progress.place import PRIVATE

CONSTRAINTS = "constraints.txt"
README = "README.txt"
#: The earliest time that a zip can hold: the same content gives the same bytes.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


class Kind(StrEnum):
    """For whom a bundle is."""

    CLASS = "class"
    SELF_STUDY = "self-study"


@attrs.frozen
class Bundle:
    """A zip that was written: where, how many files it holds, and how many bytes it has."""

    kind: Kind
    path: Path
    files: int
    size: int


def file_name(course: Course, kind: Kind) -> str:
    """What a bundle is called unless somebody names it."""
    return f"itilkit-{kind}-{course.version}.zip"


def make_bundles(course: Course, targets: dict[Kind, Path]) -> list[Bundle]:
    """Write a zip for each kind asked for, all of them or none.

    Raises Problem outside a clone, when the wheel cannot be built, and for anything secret in a zip.
    """
    if not course.clone or not (course.root / SOLUTIONS).is_dir():
        raise Problem("Bundles are made from a clone of the repository: run itilkit bundle there.")
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build_wheel(course.root, Path(scratch))
        contents = {kind: _contents(course, kind, wheel, Path(scratch) / kind) for kind in targets}
    zips = {kind: zipped(files, targets[kind].stem) for kind, files in contents.items()}
    for kind, content in zips.items():
        require_clean(content, course, kind)
    for kind, content in zips.items():
        target = targets[kind]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, content)
        except OSError as error:
            raise cannot_use(target, error) from None
    return [Bundle(kind, targets[kind], len(contents[kind]), len(zips[kind])) for kind in targets]


def _contents(course: Course, kind: Kind, wheel: Path, folder: Path) -> dict[str, bytes]:
    """The files of a bundle by their path in it."""
    deliver(course, folder, self_study=kind is Kind.SELF_STUDY)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    files[wheel.name] = wheel.read_bytes()
    constraints = course.root / CONSTRAINTS
    if constraints.is_file():
        files[CONSTRAINTS] = constraints.read_bytes()
    text = (resources("itilkit.desk") / "templates" / "README-class.txt").read_text(encoding="utf-8")
    options = " --self-study" if kind is Kind.SELF_STUDY else ""
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


def require_clean(content: bytes, course: Course, kind: Kind) -> None:
    """Raise Problem when a zip holds what its learners may not get, naming the first of it."""
    secrets = secrets_of(sorted((course.root / SOLUTIONS).glob("*/*.ipynb")))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        top = archive.namelist()[0].partition("/")[0]
    allowed = f"{top}/{PRIVATE}/{SOLUTIONS}/" if kind is Kind.SELF_STUDY else ""
    found = list(leaks_in(content, secrets, allowed=allowed))
    if found:
        raise Problem(_refused(found, kind))


def _refused(found: list[Leak], kind: Kind) -> str:
    first, more = found[0], len(found) - 1
    others = f", and {more} more like it" if more else ""
    return (
        f"No bundle was written, because the one for {kind} would hold {first.what} in {first.path}{others}: "
        "take it out of the repository’s files, and run itilkit bundle again."
    )
