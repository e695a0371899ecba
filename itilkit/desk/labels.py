"""What the name of a returned file says: who, which upload, whether late, and the file's name before.

Canvas writes ``lastnamefirstname_LATE_12345_678910_NAME-1.ipynb``: the person's number, and the upload's,
which grows with every upload. Moodle writes ``First Last_12345_assignsubmission_file_/NAME.ipynb``, or the
same in one name; its number belongs to the assignment and is nobody's.
"""

import re
from enum import StrEnum
from pathlib import PurePosixPath

import attrs

from itilkit.desk.names import fold

_CANVAS = re.compile(
    r"(?P<name>[^/]+?)(?P<late>_late)?_(?P<user>\d+)_(?P<upload>\d+)_(?P<rest>[^/]+)", re.IGNORECASE
)
_MOODLE = re.compile(
    r"(?P<name>[^/]+?)_(?P<user>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<rest>[^/]*))?", re.IGNORECASE
)
#: What programs add to the name of a second copy: -2, _2, (2).
_COPY = re.compile(r"[ _-]*(?:-|_|\()(\d{1,3})\)?$")
_ENDINGS = re.compile(r"(?:\.(?:ipynb|zip|json|txt|pdf|html?|docx?|odt|py|png|jpe?g))+$", re.IGNORECASE)
_LATE = re.compile(r"(?<![a-z])late(?![a-z])")


class Origin(StrEnum):
    """Who named the file."""

    CANVAS = "Canvas"
    MOODLE = "Moodle"
    PLAIN = "a person"


@attrs.frozen
class Label:
    """What a name says; ``number`` is Canvas's of the person, ``upload`` Canvas's of the file.

    ``name`` is the person's as the platform writes it; for plain names ``parts`` are what may name somebody,
    the nearest first. ``file`` is the name that the learner's file had.
    """

    origin: Origin
    file: str
    name: str = ""
    number: str = ""
    upload: int | None = None
    late: bool = False
    parts: tuple[str, ...] = ()


def read_label(path: PurePosixPath) -> Label:
    """The label of a file at ``path``, whose folders and surrounding zips are its parents."""
    parts = path.parts[::-1]
    for part in parts:
        if found := _MOODLE.fullmatch(part):
            return Label(Origin.MOODLE, _file(found["rest"], path), name=found["name"])
        if found := _CANVAS.fullmatch(part):
            return Label(
                Origin.CANVAS,
                _file(found["rest"], path),
                name=found["name"],
                number=found["user"],
                upload=int(found["upload"]),
                late=found["late"] is not None,
            )
    return Label(Origin.PLAIN, path.name, late=bool(_LATE.search(fold(path.name))), parts=parts)


def _file(rest: str | None, path: PurePosixPath) -> str:
    """The learner's own name of the file: the rest of the part, when that part is the file itself."""
    return rest if rest and path.name.endswith(rest) else path.name


def stem_of(file: str) -> str:
    """A file's name without its endings, as far as they are known; another may be part of an id."""
    return _ENDINGS.sub("", file)


def attempt_of(file: str, notebook: str) -> int:
    """The number that a program added to the name of ``notebook``; 0 for the first copy and other names."""
    stem, own = fold(stem_of(file)), fold(notebook)
    rest = stem.partition(own)[2] if own in stem else stem if stem.endswith(")") else ""
    found = _COPY.search(rest)
    return int(found[1]) if found else 0


def without(part: str, notebook: str) -> tuple[str, ...]:
    """What is left of a part of a path when the notebook's own name is taken out, with and without what
    programs add to second copies. Folded; what is left may name a person.
    """
    stem = fold(stem_of(part))
    own = fold(notebook)
    left = stem.replace(own, " ", 1) if own in stem else stem
    plain = _LATE.sub(" ", left)
    return tuple(
        dict.fromkeys(text.strip(" _-.,;()[]") for text in (left, _COPY.sub("", left), _COPY.sub("", plain)))
    )
